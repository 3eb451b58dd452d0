"""The verbs of petitions: what they do, whom they refuse, what they leave behind."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from nghitruong.domain.commitments.models import Commitment
from nghitruong.domain.petitions import queries
from nghitruong.domain.petitions.actions import (
    Sorted,
    Source,
    Voter,
    Wish,
    accept_promise,
    accept_reply,
    amend_petition,
    answer_on_spot,
    classify_petition,
    close_petition,
    consolidate_petitions,
    enter_reply,
    follow_petition,
    forget_voices,
    forward_petitions,
    inform_voters,
    keep_filter,
    merge_petition,
    note_opinion,
    note_wish,
    propose_reply,
    publish_petition,
    rate_answer,
    recall_petitions,
    receive_petition,
    record_petitions,
    remark_on_petition,
    reopen_petition,
    return_petition,
    return_reply,
    send_draft_back,
    send_reply,
    sort_petitions,
    split_off_petition,
    split_petition,
    submit_petition,
    supervise_petition,
    take_charge,
    turn_into_letter,
    withhold_petition,
    write_reply,
)
from nghitruong.domain.petitions.jobs import forget_old_voices
from nghitruong.domain.petitions.lifecycle import Channel, PetitionerKind, Verdict, WishKind
from nghitruong.domain.petitions.models import Petition, Voice
from nghitruong.foundation.audit.models import Line
from nghitruong.foundation.events.models import Event
from nghitruong.kernel.decision import RefusedError
from tests.cast import Cast
from tests.petitions.street import (
    DONE,
    DRAIN,
    DUE,
    MEETING_DAY,
    PROMISE,
    SENT,
    citizen,
    leader,
    on,
    proposed,
    received,
    recorded,
    replied,
    sent,
    sorted_one,
    standing,
)

pytestmark = pytest.mark.django_db

LAMP = "Đèn đường hẻm 112 hỏng năm bóng đã hai tháng, đề nghị thay."


def refused(act, *args: object, **kwargs: object) -> str:  # type: ignore[no-untyped-def]
    with pytest.raises(RefusedError) as caught:
        act(*args, **kwargs)
    return caught.value.refusal.code


def test_an_evening_is_recorded_numbered_and_announced_without_a_name_in_the_ledger(cast: Cast) -> None:
    first, second = recorded(cast, DRAIN, LAMP)
    assert [first.code, second.code] == ["SH-26-0001", "SH-26-0002"]
    assert (first.state, first.recorded_on, first.intake_id) == ("recorded", MEETING_DAY, second.intake_id)
    line = Line.objects.get(verb="petitions.record_petitions")
    assert line.facts["petitions"] == ["SH-26-0001", "SH-26-0002"]
    assert "Dân" not in str(line.facts)
    assert "petitions" in set(Event.objects.values_list("topic", flat=True))


def test_who_may_record_and_what_is_refused(cast: Cast) -> None:
    source, wish = Source("Hội nghị", MEETING_DAY, text="1. Đường xấu"), Wish("Đường xấu")
    for actor in (cast.hoa, cast.an, cast.binh):
        assert refused(record_petitions, actor, cast.council.pk, source=source, wishes=[wish]) == "policy.not_allowed"
    assert (
        refused(record_petitions, cast.minh, cast.council.pk, source=source, wishes=[Wish(" ")]) == "petitions.no_wish"
    )
    record_petitions(cast.minh, cast.council.pk, source=source, wishes=[wish])
    assert refused(record_petitions, cast.minh, cast.council.pk, source=source, wishes=[wish]) == "petitions.same_text"
    assert Petition.objects.count() == 1


def test_what_the_press_says_is_counted_apart(cast: Cast) -> None:
    source = Source("Báo Sen Hồng", MEETING_DAY, Channel.PRESS)
    (signal,) = record_petitions(cast.minh, cast.council.pk, source=source, wishes=[Wish(DRAIN)])
    assert signal.petitioner_kind == PetitionerKind.SIGNAL


def test_a_deputy_notes_a_wish_and_has_it_in_charge(cast: Cast) -> None:
    source = Source("Gặp ở chợ", MEETING_DAY, Channel.NOTE)
    wishes = [Wish(DRAIN, voters=(Voter("Ông Tám"),))]
    (petition,) = note_wish(cast.hoa, cast.council.pk, source=source, wishes=wishes)
    assert petition.in_charge_id == cast.hoa.mandate_id
    assert [voice.name for voice in queries.voices_of(cast.hoa, petition)] == ["Ông Tám"]
    assert not queries.voices_of(cast.an, petition).exists()
    assert refused(note_wish, cast.an, cast.council.pk, source=source, wishes=wishes) == "policy.not_allowed"


def test_a_citizen_submits_and_is_not_public_before_the_office_has_read_it(cast: Cast) -> None:
    asked = Wish(DRAIN, title="Mương tắc")
    voice = submit_petition(citizen(cast), cast.council.pk, wish=asked, voter=Voter("Bà Năm", "0900000000"))
    assert len(voice.private_code) == 6
    assert not voice.petition.is_public
    assert refused(submit_petition, cast.hoa, cast.council.pk, wish=asked, voter=Voter()) == "policy.not_allowed"
    publish_petition(cast.minh, voice.petition)
    assert voice.petition.is_public
    assert refused(withhold_petition, cast.minh, voice.petition, reason="") == "petitions.no_reason"
    withhold_petition(cast.minh, voice.petition, reason="Nêu tên người khác")
    assert not voice.petition.is_public
    assert refused(publish_petition, cast.hoa, voice.petition) == "policy.not_allowed"


def test_what_was_withheld_stays_so_when_it_is_sent(cast: Cast) -> None:
    petition = sorted_one(cast)
    withhold_petition(cast.minh, petition, reason="Nêu tên người khác")
    forward_petitions(cast.minh, cast.council.pk, codes=[petition.code], letter_number="15/HĐND-VP")
    petition.refresh_from_db()
    assert (petition.state, petition.is_public) == ("forwarded", False)
    publish_petition(cast.minh, petition)
    assert (petition.is_public, petition.withheld_on) == (True, None)


def test_words_are_mended_until_it_is_sorted(cast: Cast) -> None:
    (petition,) = recorded(cast)
    amend_petition(cast.minh, petition, wish=Wish("", title="Sửa mương đường số 9", public_text="Sửa mương."))
    assert (petition.title, petition.public_text, petition.text) == ("Sửa mương đường số 9", "Sửa mương.", DRAIN)
    assert refused(amend_petition, cast.minh, petition, wish=Wish("", title=" ")) == "petitions.no_title"
    done = sent(cast, LAMP)
    assert refused(amend_petition, cast.minh, done, wish=Wish("", title="x")) == "petition.wrong_state"


def test_many_are_gathered_at_once(cast: Cast) -> None:
    first, second = recorded(cast, DRAIN, LAMP)
    codes = [first.code, second.code]
    assert refused(consolidate_petitions, cast.hoa, cast.council.pk, codes=codes) == "policy.not_allowed"
    assert consolidate_petitions(cast.minh, cast.council.pk, codes=codes) == 2
    assert refused(consolidate_petitions, cast.minh, cast.council.pk, codes=codes) == "petitions.nothing_to_send"


def test_sorting_names_topic_level_and_agency(cast: Cast) -> None:
    (petition,) = recorded(cast)
    wanted: dict[str, Any] = {"topic": "giao_thong", "level": "xa", "agency": cast.agency}
    assert refused(classify_petition, cast.hoa, petition, **wanted) == "policy.not_allowed"
    assert refused(classify_petition, cast.minh, petition, **{**wanted, "agency": None}) == "petitions.no_agency"
    classify_petition(cast.minh, petition, **wanted)
    assert (petition.state, petition.topic, petition.agency) == ("classified", "giao_thong", cast.agency)


def test_an_evening_is_sorted_in_one_table(cast: Cast) -> None:
    first, second, third = recorded(cast, DRAIN, LAMP, "Khen đội vệ sinh.")
    rows = [
        Sorted(first.code, "Sửa mương", "Sửa mương.", topic="thoat_nuoc_ngap", level="xa", agency=cast.agency),
        Sorted(second.code, "Thay đèn", "Thay đèn.", topic="dien_chieu_sang"),
        Sorted(third.code, "Khen", "Khen.", kind=WishKind.OPINION),
    ]
    assert refused(sort_petitions, cast.hoa, cast.council.pk, rows=rows) == "policy.not_allowed"
    unknown = [replace(rows[1], topic="xyz")]
    assert refused(sort_petitions, cast.minh, cast.council.pk, rows=unknown) == "petitions.unknown_topic"
    assert sort_petitions(cast.minh, cast.council.pk, rows=rows) == 1
    states = dict(Petition.objects.values_list("title", "state"))
    assert states == {"Sửa mương": "classified", "Thay đèn": "recorded", "Khen": "recorded"}


def test_two_things_in_one_become_two(cast: Cast) -> None:
    text = "Mương đường số 9 bị tắc; ngoài ra quán nhậu hẻm 112 gây ồn."
    (petition,) = recorded(cast, text)
    assert refused(split_petition, cast.hoa, petition, at=10) == "policy.not_allowed"
    assert refused(split_petition, cast.minh, petition, at=0) == "petitions.no_parts"
    other = split_petition(cast.minh, petition, at=text.index("ngoài"))
    assert [petition.text, other.text] == ["Mương đường số 9 bị tắc", "ngoài ra quán nhậu hẻm 112 gây ồn"]
    assert (other.code, other.voices.get().name) == ("SH-26-0002", "Nguyễn Thị Dân")
    assert petition.keys.exists()


def test_a_merge_keeps_every_voter_and_can_be_taken_back(cast: Cast) -> None:
    first, second, third = recorded(cast, DRAIN, "Đường số 9 ngập, mương tắc.", LAMP)
    assert refused(merge_petition, cast.hoa, second, into=first) == "policy.not_allowed"
    assert refused(merge_petition, cast.minh, second, into=second) == "petitions.same_petition"
    merge_petition(cast.minh, second, into=first)
    first.refresh_from_db()
    assert (second.state, first.times_raised, first.voices.count()) == ("duplicate", 2, 2)
    assert refused(merge_petition, cast.minh, third, into=second) == "petitions.merged_already"
    assert refused(split_off_petition, cast.hoa, second) == "policy.not_allowed"
    split_off_petition(cast.minh, second)
    first.refresh_from_db()
    assert (second.state, first.times_raised, first.voices.count(), second.voices.count()) == ("recorded", 1, 1, 1)


def test_ways_that_lead_to_no_agency(cast: Cast) -> None:
    spot, praise, complaint = recorded(cast, DRAIN, "Khen đội vệ sinh.", "Khiếu nại quyết định 12.")
    for act, words in ((answer_on_spot, {"answer": "x"}), (note_opinion, {}), (turn_into_letter, {"reason": "x"})):
        assert refused(act, cast.hoa, spot, **words) == "policy.not_allowed"
    assert refused(answer_on_spot, cast.minh, spot, answer=" ") == "petitions.no_text"
    answer_on_spot(cast.minh, spot, answer="Chủ tịch đã trả lời: khởi công 15/06.")
    note_opinion(cast.minh, praise)
    assert refused(turn_into_letter, cast.minh, complaint, reason="") == "petitions.no_reason"
    turn_into_letter(cast.minh, complaint, reason="Khiếu nại quyết định hành chính")
    assert [spot.state, praise.state, praise.kind] == ["answered_on_spot", "noted", "opinion"]
    assert (complaint.state, complaint.is_public) == ("to_letter", False)
    close_petition(cast.minh, spot)
    assert spot.state == "closed"


def test_sending_makes_the_agency_owe_its_answer_within_the_days_of_the_law(cast: Cast) -> None:
    petition = sent(cast)
    debt = petition.answer
    assert debt is not None
    assert (debt.debtor, debt.due_on, debt.due_param) == (cast.agency, DUE, "petition.answer")
    assert (debt.origin_kind, debt.origin_id) == ("petition", petition.pk)
    assert petition.is_public
    assert refused(forward_petitions, cast.hoa, cast.council.pk, codes=[petition.code]) == "policy.not_allowed"
    assert refused(forward_petitions, cast.minh, cast.council.pk, codes=[petition.code]) == "petitions.nothing_to_send"


def test_what_was_sent_is_taken_back_until_it_leaves(cast: Cast) -> None:
    petition = sent(cast)
    with on(SENT):
        assert not queries.petitions_of(cast.an).exists()
        assert refused(recall_petitions, cast.hoa, cast.council.pk, codes=[petition.code]) == "policy.not_allowed"
        assert recall_petitions(cast.minh, cast.council.pk, codes=[petition.code]) == 1
    petition.refresh_from_db()
    assert (petition.state, petition.answer) == ("classified", None)
    assert Commitment.objects.get().state == "withdrawn"
    with on(SENT):
        forward_petitions(cast.minh, cast.council.pk, codes=[petition.code])
    with on(SENT, 6):
        assert queries.petitions_of(cast.an).exists()
        late = refused(recall_petitions, cast.minh, cast.council.pk, codes=[petition.code])
    assert late == "petitions.too_late_to_recall"


def test_the_agency_takes_it_or_names_who_is_competent(cast: Cast) -> None:
    petition = sent(cast)
    assert refused(receive_petition, cast.minh, petition) == "policy.not_allowed"
    receive_petition(cast.an, petition)
    assert Commitment.objects.get().state == "accepted"
    assert refused(return_petition, cast.minh, petition, competent="Sở", basis="QĐ") == "policy.not_allowed"
    assert refused(return_petition, cast.an, petition, competent="Sở", basis="") == "petitions.no_competent"
    return_petition(cast.an, petition, competent="Sở Xây dựng", basis="QĐ 12/2025/QĐ-UBND")
    assert (petition.state, petition.answer) == ("refused_jurisdiction", None)
    assert Commitment.objects.get().state == "withdrawn"
    classify_petition(cast.minh, petition, topic="thoat_nuoc_ngap", level="tinh", agency=cast.agency)
    assert petition.state == "classified"


def test_the_officer_writes_and_the_leader_sends(cast: Cast) -> None:
    petition = received(cast)
    with on(SENT, 7):
        assert refused(write_reply, cast.minh, petition, said=DONE) == "policy.not_allowed"
        reply = write_reply(cast.an, petition, said=replace(DONE, text=""))
        assert not queries.replies_of(cast.minh, petition).exists()
        assert refused(propose_reply, cast.an, reply) == "petitions.no_text"
    with on(date(2026, 6, 25)):
        write_reply(cast.an, petition, said=DONE)
        reply.refresh_from_db()
        assert refused(propose_reply, cast.minh, reply) == "policy.not_allowed"
        propose_reply(cast.an, reply)
        assert refused(write_reply, cast.an, petition, said=DONE) == "reply.wrong_state"
        assert refused(send_draft_back, cast.an, reply, reason="x") == "policy.not_allowed"
        send_draft_back(leader(cast), reply, reason="Thêm ảnh")
        propose_reply(cast.an, reply)
        assert refused(send_reply, cast.an, reply) == "policy.not_allowed"
        send_reply(leader(cast), reply)
    petition.refresh_from_db()
    assert (petition.state, petition.result_class, reply.days_late) == ("replied", "da_giai_quyet", 0)
    assert Commitment.objects.get().state == "reported"


def test_a_late_answer_says_why_and_by_how_much(cast: Cast) -> None:
    day = DUE + timedelta(days=4)
    petition = received(cast)
    with on(day):
        reply = write_reply(cast.an, petition, said=DONE)
        assert refused(send_reply, leader(cast), reply) == "petitions.no_late_reason"
        write_reply(cast.an, petition, said=replace(DONE, late_reason="Chờ kinh phí"))
        send_reply(leader(cast), reply)
        accept_reply(cast.minh, petition)
    assert (reply.days_late, Commitment.objects.get().days_late) == (4, 4)


def test_an_answer_goes_back_and_comes_again(cast: Cast) -> None:
    petition = replied(cast)
    assert refused(return_reply, cast.hoa, petition, reason="x") == "policy.not_allowed"
    assert refused(return_reply, cast.minh, petition, reason=" ") == "petitions.no_reason"
    return_reply(cast.minh, petition, reason="Trả lời chung chung")
    assert (petition.state, Commitment.objects.get().state) == ("received", "returned")
    reply = write_reply(cast.an, petition, said=DONE)
    assert reply.number == 2


def test_what_was_done_is_accepted_told_and_ended(cast: Cast) -> None:
    petition = replied(cast)
    assert refused(accept_reply, cast.hoa, petition) == "policy.not_allowed"
    assert refused(accept_promise, cast.minh, petition) == "petitions.no_promise"
    assert refused(inform_voters, cast.minh, petition) == "petition.wrong_state"
    assert refused(close_petition, cast.minh, petition) == "petition.wrong_state"
    accept_reply(cast.minh, petition)
    assert refused(accept_reply, cast.minh, petition) == "petitions.no_reply"
    assert refused(inform_voters, cast.hoa, petition) == "policy.not_allowed"
    inform_voters(cast.minh, petition)
    assert refused(close_petition, cast.hoa, petition) == "policy.not_allowed"
    close_petition(cast.minh, petition)
    assert (petition.state, Commitment.objects.get().state) == ("closed", "met")


def test_a_promise_is_owed_until_its_day(cast: Cast) -> None:
    petition = replied(cast, PROMISE)
    assert refused(accept_reply, cast.minh, petition) == "petitions.wrong_end"
    assert refused(accept_promise, cast.hoa, petition) == "policy.not_allowed"
    accept_promise(cast.minh, petition)
    answered, promised = Commitment.objects.order_by("number")
    assert (answered.state, promised.state, promised.due_on) == ("met", "owed", PROMISE.promised_on)
    assert (petition.state, petition.answer) == ("in_progress", promised)
    with on(date(2026, 8, 20)):
        reply = write_reply(cast.an, petition, said=replace(DONE, done_on=date(2026, 8, 19)))
        send_reply(leader(cast), reply)
        petition.refresh_from_db()
        accept_reply(cast.minh, petition)
    promised.refresh_from_db()
    assert (petition.state, promised.state, promised.days_late) == ("assessed", "met", 0)


def test_an_answer_on_paper_is_entered_with_its_number(cast: Cast) -> None:
    petition = sent(cast)
    with on(date(2026, 6, 25)):
        wanted: dict[str, Any] = {"said": DONE, "document_number": "45/UBND-VP"}
        assert refused(enter_reply, cast.hoa, petition, **wanted) == "policy.not_allowed"
        assert refused(enter_reply, cast.minh, petition, **{**wanted, "document_number": ""}) == "petitions.no_document"
        reply = enter_reply(cast.minh, petition, **wanted)
    assert (petition.state, reply.document_number) == ("replied", "45/UBND-VP")


def test_supervision_and_reopening_keep_a_debt_running(cast: Cast) -> None:
    petition = replied(cast)
    assert refused(supervise_petition, cast.minh, petition, reason="x") == "policy.not_allowed"
    supervise_petition(standing(cast), petition, reason="Trả lời sai sự thật")
    assert (petition.state, Commitment.objects.get().state) == ("under_supervision", "returned")
    with on(date(2026, 6, 29)):
        reply = write_reply(cast.an, petition, said=DONE)
        send_reply(leader(cast), reply)
        petition.refresh_from_db()
        accept_reply(cast.minh, petition)
        assert refused(reopen_petition, cast.hoa, petition, reason="x") == "policy.not_allowed"
        reopen_petition(cast.minh, petition, reason="Vẫn ngập")
    assert petition.state == "received"
    assert [debt.state for debt in Commitment.objects.order_by("number")] == ["met", "owed"]


def test_a_deputy_takes_charge_and_remarks(cast: Cast) -> None:
    (petition,) = recorded(cast)
    assert not queries.voices_of(cast.hoa, petition).exists()
    assert refused(take_charge, cast.minh, petition) == "policy.not_allowed"
    take_charge(cast.hoa, petition)
    assert queries.voices_of(cast.hoa, petition).count() == 1
    assert refused(remark_on_petition, cast.an, petition, text="x") == "policy.not_allowed"
    remark_on_petition(cast.hoa, petition, text="Đã đến xem tận nơi.")
    assert [remark.by for remark in queries.remarks_of(petition)] == [cast.hoa.name]


def test_the_voter_judges_an_accepted_answer(cast: Cast) -> None:
    petition = replied(cast)
    reply, voice = petition.replies.get(), petition.voices.get()
    verdict: dict[str, Any] = {"voice": voice, "verdict": Verdict.UNSATISFIED, "reason": "vague"}
    assert refused(rate_answer, citizen(cast), reply, **verdict) == "petitions.not_rateable"
    accept_reply(cast.minh, petition)
    reply.refresh_from_db()
    assert refused(rate_answer, cast.hoa, reply, **verdict) == "policy.not_allowed"
    rate_answer(citizen(cast), reply, **verdict)
    rate_answer(citizen(cast), reply, voice=voice, verdict=Verdict.SATISFIED)
    assert [rating.verdict for rating in reply.ratings.all()] == ["satisfied"]


def test_a_view_of_the_list_is_kept_under_a_name(cast: Cast) -> None:
    late = {"name": "Quá hạn", "query": "loc=late"}
    keep_filter(cast.hoa, cast.council.pk, **late)
    assert [each.query for each in queries.saved_filters(cast.hoa)] == ["loc=late"]
    assert not queries.saved_filters(cast.minh).exists()
    assert refused(keep_filter, cast.hoa, cast.council.pk, name=" ", query="") == "petitions.no_name"
    keep_filter(cast.hoa, cast.council.pk, **late, is_dropped=True)
    assert not queries.saved_filters(cast.hoa).exists()


def test_anybody_follows_by_mail(cast: Cast) -> None:
    (petition,) = recorded(cast)
    assert refused(follow_petition, cast.hoa, petition, email="a@b.vn") == "policy.not_allowed"
    assert refused(follow_petition, citizen(cast), petition, email="ab.vn") == "petitions.no_mail"
    first = follow_petition(citizen(cast), petition, email=" A@b.vn ")
    assert follow_petition(citizen(cast), petition, email="a@B.vn").pk == first.pk


def test_names_go_when_their_term_is_over_and_the_petition_has_ended(cast: Cast) -> None:
    open_one, ended = recorded(cast, DRAIN, LAMP)
    note_opinion(cast.minh, ended)
    later = MEETING_DAY + timedelta(days=731)
    assert refused(forget_voices, cast.minh, cast.council.pk, today=later) == "policy.not_allowed"
    assert forget_voices(citizen(cast), cast.council.pk, today=later) == 1
    assert forget_voices(citizen(cast), cast.council.pk, today=later) == 0
    assert [voice.name for voice in Voice.objects.order_by("petition")] == ["Nguyễn Thị Dân", ""]
    assert open_one.voices.get().phone


def test_remarks_about_deputies_are_for_the_office_and_the_standing_body(cast: Cast) -> None:
    (remark,) = recorded(cast, "Đại biểu ít gặp dân.", kind=WishKind.REMARK)
    assert remark in queries.petitions_of(cast.minh)
    assert remark in queries.petitions_of(standing(cast))
    assert not queries.petitions_of(cast.hoa).exists()


def test_nobody_of_another_council_or_agency_sees_anything(cast: Cast) -> None:
    petition = sorted_one(cast)
    for actor in (cast.kien, cast.binh, cast.an):
        assert not queries.petitions_of(actor).exists()
    assert refused(queries.petition_for, cast.an, petition.code) == "policy.not_found"
    reply = proposed(cast, DONE, date(2026, 6, 25))
    assert refused(queries.reply_for, cast.minh, reply.pk) == "policy.not_found"
    assert queries.reply_for(cast.an, reply.pk) == reply


def test_the_server_forgets_by_itself_in_the_councils_that_have_somebody_to_forget(cast: Cast) -> None:
    _open_one, ended = recorded(cast, DRAIN, LAMP)
    note_opinion(cast.minh, ended)
    assert forget_old_voices() == 0
    with on(MEETING_DAY + timedelta(days=731)):
        assert forget_old_voices() == 1
        assert forget_old_voices() == 0
    assert Line.objects.filter(verb="petitions.forget_voices").count() == 2
