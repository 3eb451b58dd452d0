"""The verbs of letters: what they do, whom they refuse, what they leave behind."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from nghitruong.domain.commitments.models import Commitment
from nghitruong.domain.letters import queries
from nghitruong.domain.letters.actions import (
    Result,
    Sorted,
    amend_letter,
    archive_letter,
    enter_result,
    file_away_letter,
    forget_senders,
    forward_letter,
    guide_sender,
    hand_over_letter,
    inform_citizen,
    merge_letter,
    note_acceptance,
    refuse_letter,
    register_letter,
    screen_letter,
    send_result,
    separate_letter,
    split_letter,
    supervise_letter,
    take_in_petition,
    turn_into_petition,
    urge_letter,
    withdraw_sender,
)
from nghitruong.domain.letters.models import Letter, Sender, Urging
from nghitruong.domain.petitions.actions import turn_into_letter
from nghitruong.domain.petitions.models import Petition
from nghitruong.foundation.audit.models import Line
from nghitruong.foundation.events.models import Event
from tests.cast import Cast
from tests.letters.desk import (
    CONTENT,
    OLD,
    OTHER,
    RECEIVED,
    SENDER,
    forwarded,
    on,
    refused,
    registered,
    screened,
    seat,
    standing,
    system,
    to,
    visited,
    written,
)
from tests.petitions.street import recorded

pytestmark = pytest.mark.django_db

RESULT = Result("Đã bồi thường bổ sung tiền cây trồng.", date(2026, 7, 20), "88/QĐ-UBND")
NOT_ALLOWED = "policy.not_allowed"


def strangers(cast: Cast) -> tuple[object, ...]:
    """Who may do nothing to letters that are not theirs."""
    return cast.hoa, cast.an, cast.binh


def line(verb: str) -> Line:
    return Line.objects.filter(verb=f"letters.{verb}", refusal="").order_by("-id")[0]


def told(topic: str) -> bool:
    return Event.objects.filter(topic=topic).exists()


def test_a_letter_is_registered_without_a_word_of_it_in_the_ledger(cast: Cast) -> None:
    letter = registered(cast)
    assert (letter.code, letter.state, letter.received_on) == ("DT-26-0001", "registered", RECEIVED)
    assert (letter.due_on, letter.due_param) == (date(2026, 7, 20), "letter.reply")
    assert letter.senders.get().name == SENDER.name
    facts = str(line("register_letter").facts)
    assert "DT-26-0001" in facts
    assert SENDER.name not in facts
    assert "cây trồng" not in facts
    assert told("letters")
    assert registered(cast).code == "DT-26-0002"


def test_who_may_register_and_what_is_refused(cast: Cast) -> None:
    for actor in strangers(cast):
        assert refused(register_letter, actor, cast.council.pk, written=written()) == NOT_ALLOWED
    assert refused(register_letter, cast.minh, cast.other_council.pk, written=written()) == "policy.not_found"
    empty = written(content=" ")
    with on(RECEIVED):
        assert refused(register_letter, cast.minh, cast.council.pk, written=empty) == "letters.no_content"
    many = written(signatures=12)
    with on(RECEIVED):
        assert refused(register_letter, cast.minh, cast.council.pk, written=many) == "letters.no_representative"
    led = registered(cast, signatures=12, senders=(SENDER, OTHER))
    assert led.signatures == 12


def test_a_petition_turned_over_is_taken_in_once(cast: Cast) -> None:
    (petition,) = recorded(cast, "Khiếu nại quyết định thu hồi đất số 12.")
    assert refused(take_in_petition, cast.minh, petition) == "letters.not_to_letter"
    turn_into_letter(cast.minh, petition, reason="Là khiếu nại")
    petition.refresh_from_db()
    assert refused(take_in_petition, cast.hoa, petition) == NOT_ALLOWED
    letter = take_in_petition(cast.minh, petition)
    assert (letter.source_id, letter.channel, letter.senders.get().name) == (petition.pk, "petition", "Nguyễn Thị Dân")
    assert line("take_in_petition").facts["petition"] == petition.code
    assert told("letters")
    assert refused(take_in_petition, cast.minh, petition) == "letters.taken_already"


def test_words_are_mended_while_it_is_sorted(cast: Cast) -> None:
    letter = registered(cast)
    with on(RECEIVED):
        amend_letter(cast.minh, letter, subject="Bồi thường cây", content="Bốn cây mít.")
        assert (letter.subject, letter.state) == ("Bồi thường cây", "registered")
        assert "mít" not in str(line("amend_letter").facts)
        assert told(f"letter-{letter.pk}")
        assert refused(amend_letter, cast.minh, letter, subject="", content="x") == "letters.no_subject"
        assert refused(amend_letter, cast.hoa, letter, subject="a", content="x") == NOT_ALLOWED


def test_a_person_says_which_kind_and_why_it_takes_longer(cast: Cast) -> None:
    letter = registered(cast)
    chosen = Sorted("complaint", is_complex=True, complex_reason="several_places", in_charge=seat(cast.hoa))
    screen_letter(cast.minh, letter, chosen=chosen)
    assert (letter.kind, letter.state, letter.in_charge_id) == ("complaint", "screened", cast.hoa.mandate_id)
    assert line("screen_letter").facts["complex"] == "several_places"
    assert told(f"letter-{letter.pk}")
    assert refused(screen_letter, cast.minh, letter, chosen=Sorted("denunciation")) == "letters.no_kind"
    wrong = Sorted("complaint", is_complex=True, complex_reason="because")
    assert refused(screen_letter, cast.minh, letter, chosen=wrong) == "letters.no_complex_reason"
    assert refused(screen_letter, cast.an, letter, chosen=chosen) == NOT_ALLOWED


def test_a_mixed_letter_becomes_one_for_each_matter(cast: Cast) -> None:
    letter = registered(cast)
    parts = [("complaint", "Khiếu nại thu hồi đất."), ("reflection", "Đèn đường hỏng.")]
    with on(RECEIVED):
        first, second = split_letter(cast.minh, letter, parts=parts)
    assert (letter.state, letter.due_on) == ("split", None)
    assert [first.kind, second.kind] == ["complaint", "reflection"]
    assert (second.split_from_id, second.senders.get().name, second.due_on) == (
        letter.pk,
        SENDER.name,
        date(2026, 7, 20),
    )
    assert line("split_letter").facts["parts"] == [first.code, second.code]
    assert told(f"letter-{letter.pk}")
    other = registered(cast)
    assert refused(split_letter, cast.minh, other, parts=parts[:1]) == "letters.no_parts"
    assert refused(split_letter, cast.hoa, other, parts=parts) == NOT_ALLOWED
    assert refused(split_letter, cast.minh, letter, parts=parts) == "letter.wrong_state"


def test_equal_letters_are_found_and_go_on_together(cast: Cast) -> None:
    first, again = registered(cast), registered(cast, senders=(OTHER,))
    mine = registered(cast, content="Đèn đường hẻm 112 hỏng.", subject="Đèn đường")
    with on(RECEIVED):
        found = {each.letter.pk: each for each in queries.alike(queries.letters_of(cast.minh), first)}
    assert found[again.pk].score > 0.9
    assert found[mine.pk].is_same_sender
    merge_letter(cast.minh, again, into=first)
    assert (again.state, again.same_as_id) == ("duplicate", first.pk)
    assert line("merge_letter").facts["into"] == first.code
    assert told(f"letter-{first.pk}")
    assert refused(merge_letter, cast.minh, first, into=first) == "letters.same_letter"
    assert refused(merge_letter, cast.minh, mine, into=again) == "letters.merged_already"
    assert refused(merge_letter, cast.hoa, mine, into=first) == NOT_ALLOWED
    assert refused(separate_letter, cast.hoa, again) == NOT_ALLOWED
    separate_letter(cast.minh, again)
    assert (again.state, again.same_as_id, again.due_on) == ("registered", None, date(2026, 7, 20))
    assert line("separate_letter").facts["out_of"] == first.code


def test_a_recommendation_becomes_a_petition_with_who_wrote_it(cast: Cast) -> None:
    letter = screened(cast, "recommendation")
    petition = turn_into_petition(cast.minh, letter)
    assert (letter.state, letter.made_id) == ("to_petition", petition.pk)
    assert petition.voices.get().name == SENDER.name
    assert petition.intake.title == letter.code
    assert line("turn_into_petition").facts["petition"] == petition.code
    assert told("petitions")
    complaint = screened(cast)
    assert refused(turn_into_petition, cast.minh, complaint) == "letters.not_petition"
    assert refused(turn_into_petition, cast.hoa, screened(cast, "reflection")) == NOT_ALLOWED
    assert Petition.objects.count() == 1


def test_what_turns_out_to_be_a_denunciation_is_wiped_with_all_that_leads_to_it(cast: Cast) -> None:
    visit = visited(cast)
    letter = registered(cast, visit=visit)
    with on(RECEIVED):
        parts = split_letter(cast.minh, letter, parts=[("complaint", "Đất."), ("reflection", "Tố cán bộ.")])
        assert refused(hand_over_letter, cast.hoa, parts[1]) == NOT_ALLOWED
        hand_over_letter(cast.minh, parts[1])
    for each in Letter.objects.all():
        kept = (each.subject, each.content, each.folded, each.split_from_id, each.visit_id, each.senders.count())
        assert (each.state, kept) == ("handed_over", ("", "", "", None, None, 0))
    visit.refresh_from_db()
    assert (visit.content, visit.senders.count()) == ("", 0)
    assert line("hand_over_letter").facts["wiped"] == 3
    assert told("letters")


def test_a_part_is_not_wiped_while_another_goes_on(cast: Cast) -> None:
    with on(RECEIVED):
        first, second = split_letter(
            cast.minh, registered(cast), parts=[("complaint", "Đất."), ("reflection", "Tố cán bộ.")]
        )
        screen_letter(cast.minh, first, chosen=Sorted("complaint"))
        forward_letter(cast.minh, first, to=to(cast))
        assert refused(hand_over_letter, cast.minh, second) == "letters.part_goes_on"


def test_it_is_refused_for_a_reason_of_the_list(cast: Cast) -> None:
    letter = screened(cast)
    assert refused(refuse_letter, cast.minh, letter, reason_code="ugly") == "letters.unknown_reason"
    assert refused(refuse_letter, cast.hoa, letter, reason_code="unsigned") == NOT_ALLOWED
    refuse_letter(cast.minh, letter, reason_code="unsigned")
    assert (letter.state, letter.reason_code, letter.due_on) == ("ineligible", "unsigned", date(2026, 7, 20))
    assert line("refuse_letter").facts["reason"] == "unsigned"
    assert told(f"letter-{letter.pk}")


def test_who_complains_to_the_wrong_body_is_guided(cast: Cast) -> None:
    letter = screened(cast)
    assert refused(guide_sender, cast.minh, letter, competent="") == "letters.no_body"
    assert refused(guide_sender, cast.an, letter, competent="UBND tỉnh") == NOT_ALLOWED
    assert refused(guide_sender, cast.minh, screened(cast, "reflection"), competent="Sở") == "letters.not_guided"
    guide_sender(cast.minh, letter, competent="UBND thành phố")
    assert (letter.state, letter.competent) == ("guided", "UBND thành phố")
    assert line("guide_sender").facts["competent"] == "UBND thành phố"
    assert told(f"letter-{letter.pk}")


@pytest.mark.parametrize(
    ("day", "due", "row"),
    [(OLD, date(2026, 6, 11), "complaint.accept.old"), (RECEIVED, date(2026, 7, 15), "complaint.accept")],
)
def test_a_forwarded_complaint_is_owed_by_the_law_of_that_day(cast: Cast, day: date, due: date, row: str) -> None:
    letter = forwarded(cast, day=day)
    debt = letter.debt
    assert debt
    assert (letter.state, letter.due_on, letter.due_row) == ("forwarded", due, row)
    assert (debt.debtor_id, debt.due_on, debt.due_row) == (cast.agency.pk, due, row)
    assert letter.code in debt.title
    assert letter.subject not in debt.title
    assert line("forward_letter").facts["transfer"] == "15/PC-HĐND"
    assert told(f"agency-{cast.agency.pk}")


def test_a_forwarded_reflection_may_not_be_left_lying(cast: Cast) -> None:
    letter = forwarded(cast, "reflection")
    assert letter.debt
    assert (letter.due_param, letter.debt.due_on) == ("letter.unprocessed_alarm", date(2026, 8, 20))
    before = forwarded(cast, "reflection", OLD)
    assert before.debt
    assert (before.due_on, before.debt.due_on) == (None, None)


def test_to_whom_and_by_whom_it_is_forwarded(cast: Cast) -> None:
    letter = screened(cast)
    for transfer, code in (
        (to(cast, number=""), "letters.no_number"),
        (to(cast, agency=None), "letters.no_body"),
        (to(cast, reason=""), "letters.not_forwarded"),
    ):
        assert refused(forward_letter, cast.minh, letter, to=transfer) == code
    assert refused(forward_letter, cast.hoa, letter, to=to(cast)) == NOT_ALLOWED
    elsewhere = replace(to(cast), agency=None, competent="Công an thành phố")
    with on(RECEIVED):
        forward_letter(standing(cast), letter, to=elsewhere)
    assert (letter.competent, letter.debt_id, letter.due_on) == ("Công an thành phố", None, date(2026, 7, 15))


@pytest.mark.parametrize(
    ("changes", "key", "due"),
    [
        ({}, "complaint.first", date(2026, 8, 7)),
        ({"is_complex": True, "complex_reason": "foreign"}, "complaint.first.complex", date(2026, 8, 22)),
        ({"stage": "second"}, "complaint.second", date(2026, 8, 22)),
    ],
)
def test_from_its_acceptance_the_days_of_settling_run(cast: Cast, changes: dict, key: str, due: date) -> None:  # type: ignore[type-arg]
    letter = forwarded(cast, **changes)
    first, accepted = letter.debt_id, date(2026, 7, 8)
    with on(date(2026, 7, 9)):
        note_acceptance(cast.an, letter, accepted_on=accepted)
    assert letter.debt
    assert (letter.accepted_on, letter.due_param, letter.due_on) == (accepted, key, due)
    assert (letter.debt.due_param, letter.debt.due_on, letter.debt.owed_on) == (key, due, accepted)
    met = Commitment.objects.get(pk=first or 0)
    assert (met.state, met.result) == ("met", f"Đã thụ lý đơn {letter.code} ngày 08/07/2026.")
    assert line("note_acceptance").facts["key"] == key
    assert told(f"letter-{letter.pk}")


def test_what_is_asked_of_an_acceptance(cast: Cast) -> None:
    letter = forwarded(cast)
    with on(date(2026, 7, 9)):
        for day, code in (
            (None, "letters.no_day"),
            (date(2026, 7, 10), "letters.future_day"),
            (date(2026, 7, 3), "letters.before_receipt"),
        ):
            assert refused(note_acceptance, cast.minh, letter, accepted_on=day) == code
        assert refused(note_acceptance, cast.hoa, letter, accepted_on=RECEIVED) == NOT_ALLOWED
        other = forwarded(cast, "reflection")
        assert refused(note_acceptance, cast.an, other, accepted_on=RECEIVED) == "letters.not_complaint"
        assert refused(note_acceptance, cast.minh, screened(cast), accepted_on=RECEIVED) == "letters.not_with_body"
        note_acceptance(cast.minh, letter, accepted_on=RECEIVED)
        assert refused(note_acceptance, cast.minh, letter, accepted_on=RECEIVED) == "letters.accepted_already"


def test_a_deputy_urges_what_is_in_her_charge_and_nothing_else(cast: Cast) -> None:
    letter = forwarded(cast, in_charge=seat(cast.hoa))
    urge_letter(cast.hoa, letter, document="03/ĐĐ", note="Đã hỏi hai lần")
    assert (letter.state, Urging.objects.get().by) == ("urged", cast.hoa.name)
    urge_letter(cast.minh, letter)
    assert Urging.objects.count() == 2
    assert line("urge_letter").facts["document"] == ""
    assert told(f"letter-{letter.pk}")
    assert refused(urge_letter, cast.hoa, forwarded(cast)) == NOT_ALLOWED
    assert refused(urge_letter, cast.minh, registered(cast)) == "letter.wrong_state"


@pytest.mark.parametrize("by", ["office", "agency"])
def test_the_result_meets_the_debt_and_the_citizen_is_told_in_five_days(cast: Cast, by: str) -> None:
    letter = forwarded(cast, "reflection")
    actor, verb = (cast.minh, enter_result) if by == "office" else (cast.an, send_result)
    with on(date(2026, 7, 21)):
        verb(actor, letter, result=RESULT)
    assert (letter.state, letter.decided_on, letter.due_on) == ("result_received", RESULT.decided_on, date(2026, 7, 28))
    debt = Commitment.objects.get(pk=letter.debt_id or 0)
    said = f"Đã giải quyết đơn {letter.code} ngày {RESULT.decided_on:%d/%m/%Y} và báo kết quả."
    assert (debt.state, debt.days_late, debt.result) == ("met", 0, said)
    assert "bồi thường" not in str(line(verb.__name__).facts)
    assert told(f"letter-{letter.pk}")


def test_what_is_asked_of_a_result(cast: Cast) -> None:
    letter = forwarded(cast)
    with on(date(2026, 7, 21)):
        assert refused(enter_result, cast.minh, letter, result=replace(RESULT, text="")) == "letters.no_result"
        assert refused(enter_result, cast.minh, letter, result=replace(RESULT, decided_on=None)) == "letters.no_day"
        assert refused(enter_result, cast.hoa, letter, result=RESULT) == NOT_ALLOWED
        assert refused(send_result, cast.minh, letter, result=RESULT) == NOT_ALLOWED
        assert refused(send_result, cast.an, registered(cast), result=RESULT) == NOT_ALLOWED
        nobody_asks = forwarded(cast)
        nobody_asks.wants_notice = False
        nobody_asks.save(update_fields=["wants_notice"])
        enter_result(cast.minh, nobody_asks, result=RESULT)
        assert nobody_asks.due_on is None


def test_the_standing_body_supervises_and_a_result_may_come_again(cast: Cast) -> None:
    letter = forwarded(cast)
    with on(date(2026, 7, 21)):
        enter_result(cast.minh, letter, result=RESULT)
        assert refused(supervise_letter, standing(cast), letter, reason="") == "letters.no_reason"
        assert refused(supervise_letter, cast.minh, letter, reason="Chưa thỏa đáng") == NOT_ALLOWED
        supervise_letter(standing(cast), letter, reason="Chưa thỏa đáng")
        assert (letter.state, letter.state_reason) == ("under_supervision", "Chưa thỏa đáng")
        assert line("supervise_letter").facts["reason"] == "Chưa thỏa đáng"
        assert told(f"letter-{letter.pk}")
        enter_result(cast.minh, letter, result=RESULT)
    assert letter.state == "result_received"


def test_the_citizen_is_told_and_the_file_archived(cast: Cast) -> None:
    letter = forwarded(cast)
    with on(date(2026, 7, 21)):
        assert refused(inform_citizen, cast.minh, letter, document="9/TB") == "letter.wrong_state"
        enter_result(cast.minh, letter, result=RESULT)
        assert refused(inform_citizen, cast.minh, letter, document="") == "letters.no_number"
        assert refused(inform_citizen, cast.an, letter, document="9/TB") == NOT_ALLOWED
        inform_citizen(cast.minh, letter, document="9/TB-HĐND")
        assert (letter.state, letter.informed_on, letter.due_on) == ("citizen_informed", date(2026, 7, 21), None)
        assert line("inform_citizen").facts["document"] == "9/TB-HĐND"
        assert refused(archive_letter, cast.hoa, letter) == NOT_ALLOWED
        archive_letter(cast.minh, letter)
    assert (letter.state, letter.ended_on) == ("archived", date(2026, 7, 21))
    assert line("archive_letter").facts["letter"] == letter.code
    assert told(f"letter-{letter.pk}")


def test_a_letter_is_filed_away_and_its_debt_withdrawn(cast: Cast) -> None:
    letter = forwarded(cast)
    assert refused(file_away_letter, cast.minh, letter, reason=" ") == "letters.no_reason"
    assert refused(file_away_letter, cast.hoa, letter, reason="Trùng") == NOT_ALLOWED
    file_away_letter(cast.minh, letter, reason="Đơn nặc danh")
    assert (letter.state, Commitment.objects.get().state) == ("filed_away", "withdrawn")
    assert line("file_away_letter").facts["letter"] == letter.code
    assert told(f"letter-{letter.pk}")


def test_some_withdraw_and_the_case_goes_on_until_nobody_is_left(cast: Cast) -> None:
    letter = registered(cast, senders=(SENDER, OTHER), signatures=2)
    first, second = letter.senders.order_by("id")
    assert refused(withdraw_sender, cast.hoa, first, reason="Đã thỏa thuận") == NOT_ALLOWED
    assert refused(withdraw_sender, cast.minh, first, reason="") == "letters.no_reason"
    withdraw_sender(cast.minh, first, reason="Đã thỏa thuận")
    letter.refresh_from_db()
    assert (letter.state, line("withdraw_sender").facts["left"]) == ("registered", 1)
    assert refused(withdraw_sender, cast.minh, first, reason="Lần nữa") == "letters.withdrawn_already"
    withdraw_sender(cast.minh, second, reason="Đã thỏa thuận")
    letter.refresh_from_db()
    assert letter.state == "filed_away"
    assert told(f"letter-{letter.pk}")


def test_senders_are_forgotten_after_their_term_unless_the_letter_is_open(cast: Cast) -> None:
    ended, running = registered(cast), registered(cast)
    file_away_letter(cast.minh, ended, reason="Đơn nặc danh")
    later = RECEIVED + timedelta(days=365 * 5 + 10)
    assert refused(forget_senders, cast.minh, cast.council.pk, today=later) == NOT_ALLOWED
    assert forget_senders(system(cast), cast.council.pk, today=RECEIVED) == 0
    assert forget_senders(system(cast), cast.council.pk, today=later) == 1
    assert Sender.objects.get(letter=ended).name == ""
    assert Sender.objects.get(letter=running).name == SENDER.name
    assert line("forget_senders").facts["forgotten"] == 1


def test_who_reads_a_letter_and_who_its_sender(cast: Cast) -> None:
    lying, charged = forwarded(cast), registered(cast, in_charge=seat(cast.hoa))
    for actor in (cast.minh, standing(cast)):
        assert queries.letters_of(actor).count() == 2
        assert queries.senders_of(actor, lying).count() == 1
    assert list(queries.letters_of(cast.an)) == [lying]
    assert list(queries.letters_of(cast.hoa)) == [charged]
    assert queries.senders_of(cast.hoa, charged).count() == 1
    assert queries.senders_of(cast.hoa, lying).count() == 0
    for actor in (cast.binh, cast.kien):
        assert queries.letters_of(actor).count() == 0
        assert refused(queries.letter_for, actor, lying.code) == "policy.not_found"
    assert refused(queries.letter_for, cast.minh, "khong-phai-ma") == "policy.not_found"


def test_the_numbers_of_a_month_open_their_records(cast: Cast) -> None:
    forwarded(cast)
    screened(cast, "reflection")
    registered(cast, OLD)
    split_letter(cast.minh, registered(cast), parts=[("reflection", "Đèn."), ("complaint", "Đất.")])
    registered(cast)
    letters = queries.letters_of(cast.minh)
    first, last = date(2026, 7, 1), date(2026, 7, 31)
    numbers = queries.review(letters, first, last, date(2026, 7, 31))
    found = {(each.kind, each.group): each.value for each in numbers if each.value}
    assert found == {
        ("complaint", "all"): 2,
        ("complaint", "not_sorted"): 1,
        ("complaint", "forwarded"): 1,
        ("complaint", "late"): 2,
        ("reflection", "all"): 2,
        ("reflection", "not_sorted"): 2,
        ("reflection", "late"): 2,
        ("", "all"): 1,
        ("", "not_sorted"): 1,
        ("", "late"): 1,
    }
    for each in numbers:
        wanted = queries.Wanted(group=each.group, kind=each.kind or queries.NO_KIND, first=first, last=last)
        opened = queries.narrowed(letters, wanted, date(2026, 7, 31)).count()
        assert opened == each.value, each
    assert CONTENT not in str(Line.objects.values_list("facts", flat=True))
