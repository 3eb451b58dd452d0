"""A petition goes to the council above and comes back: one thread, two records, and who asked stays below."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from nghitruong.domain.petitions import queries
from nghitruong.domain.petitions.actions import (
    Source,
    Voter,
    Wish,
    classify_petition,
    forward_petitions,
    inform_voters,
    merge_petition,
    note_opinion,
    recall_transfers,
    record_petitions,
    reopen_petition,
    return_transfer,
    submit_petition,
    supervise_petition,
    transfer_petitions,
    write_to_council,
)
from nghitruong.domain.petitions.models import Petition, Transfer
from nghitruong.foundation.audit.models import Line
from nghitruong.foundation.councils.actions import succeed_council
from nghitruong.foundation.councils.models import Agency
from nghitruong.foundation.councils.rules import Part
from nghitruong.foundation.documents.actions import add_document
from nghitruong.foundation.documents.uploads import taken_in
from nghitruong.kernel.actor import Role
from nghitruong.kernel.decision import RefusedError
from nghitruong.outer.desk.queries.petitions import petition_duties
from nghitruong.outer.desk.rules import Duty
from tests.cast import Cast, acting, add_council, add_officer, add_person, signed_in
from tests.councils.town import MERGED, SYSTEM, city, ward
from tests.petitions.ladder import ANSWERED, ROAD, WENT_UP, City, answered_above, city_above, sent_up
from tests.petitions.street import DONE, PROMISE, citizen, on, recorded, standing

pytestmark = pytest.mark.django_db


DUE_ABOVE = date(2026, 7, 6)
"""Thirty days after the city sent it to its agency, which is a Saturday: the Monday then (R7.22)."""


@pytest.fixture
def hoa_sen(cast: Cast) -> City:
    return city_above(cast)


def refused(error: pytest.ExceptionInfo[RefusedError], code: str) -> bool:
    return error.value.refusal.code == f"petitions.{code}"


def test_it_waits_below_and_the_council_above_has_a_record_that_names_nobody(cast: Cast, hoa_sen: City) -> None:
    petition, heir = sent_up(cast, letter_number="45/HĐND-VP")
    assert (petition.state, petition.level, petition.agency) == ("transferred", "tinh", None)
    assert (heir.council, heir.state, heir.text, heir.level) == (hoa_sen.council, "recorded", ROAD, "tinh")
    assert (heir.intake.title, heir.came_by.petition) == (cast.council.name, petition)
    assert [(each.name, each.phone, each.address) for each in heir.voices.all()] == [("", "", "")]
    assert petition.voices.get().name == "Nguyễn Thị Dân"
    lines = Line.objects.filter(council_id=hoa_sen.council.pk)
    assert "petitions.receive_transfer" in set(lines.values_list("verb", flat=True))


def test_who_asked_goes_along_only_with_a_reason(cast: Cast) -> None:
    city_above(cast)
    petition, heir = sent_up(cast, names_reason="Cần gặp hộ bị thu hồi đất")
    voice = heir.voices.get()
    assert (voice.name, voice.phone) == ("Nguyễn Thị Dân", "0912345678")
    assert voice.private_code != petition.voices.get().private_code
    told = queries.told_of(heir.pk)
    assert told
    assert told.voters == ()


def test_where_a_voter_lives_stays_below_with_her_name(cast: Cast, hoa_sen: City) -> None:
    wish, voter = Wish(ROAD, place="12/4 đường số 9"), Voter("Bà Năm", address="12/4 đường số 9")
    submitted = submit_petition(citizen(cast), cast.council.pk, wish=wish, voter=voter).petition
    (typed,) = recorded(cast, ROAD, place="12/4 đường số 9")
    (matter,) = recorded(cast, ROAD, place="Đường tỉnh 502")
    for petition, place in ((submitted, ""), (typed, ""), (matter, "Đường tỉnh 502")):
        (petition,) = transfer_petitions(cast.minh, cast.council.pk, words={petition.code: ROAD})
        assert petition.upward is not None
        assert petition.upward.heir.place == place
        assert ("12/4" in petition.upward.heir.folded) is False


def test_what_is_personal_in_a_title_does_not_go_up(cast: Cast, hoa_sen: City) -> None:
    (petition,) = recorded(cast, ROAD, title="Gọi 0912345678: mở rộng đường")
    with pytest.raises(RefusedError) as error:
        transfer_petitions(cast.minh, cast.council.pk, words={petition.code: ROAD})
    assert refused(error, "names_a_voter")


@pytest.mark.parametrize(
    ("words", "level", "names", "code"),
    [
        (f"{ROAD} " * 100, "tinh", "", "too_long"),
        ("", "tinh", "", "no_public_words"),
        ("Gọi số 0912345678 để biết.", "tinh", "", "names_a_voter"),
        (ROAD, "xa", "", "not_above"),
        (ROAD, "tinh", "vì cần", "names_one_by_one"),
    ],
)
def test_what_may_not_go_up(cast: Cast, words: str, level: str, names: str, code: str) -> None:
    city_above(cast)
    petitions = recorded(cast, ROAD, "Đề nghị tỉnh xây cầu.")
    with pytest.raises(RefusedError) as error:
        transfer_petitions(
            cast.minh, cast.council.pk, words={each.code: words for each in petitions}, level=level, names_reason=names
        )
    assert refused(error, code)
    assert Transfer.objects.count() == 0


def test_recall_transfers(cast: Cast, hoa_sen: City) -> None:
    petition, heir = sent_up(cast, letter_number="45/HĐND-VP")
    with on(WENT_UP):
        # Within the seconds in which it can be taken back nobody above sees it.
        assert heir not in queries.petitions_of(hoa_sen.clerk)
        (petition,) = recall_transfers(cast.minh, cast.council.pk, codes=[petition.code])
    heir.refresh_from_db()
    assert (petition.state, petition.upward, petition.is_public) == ("consolidated", None, False)
    assert (heir.state, heir.came_by.recalled_at is not None) == ("sent_back", True)
    with on(WENT_UP, 9):
        assert heir not in queries.petitions_of(hoa_sen.clerk)
        (petition,) = transfer_petitions(cast.minh, cast.council.pk, words={petition.code: ROAD})
        assert petition.upward
        with pytest.raises(RefusedError):
            recall_transfers(cast.hoa, cast.council.pk, codes=[petition.code])
    with on(WENT_UP, 10):
        assert petition.upward.heir in queries.petitions_of(hoa_sen.clerk)
        with pytest.raises(RefusedError) as error:
            recall_transfers(cast.minh, cast.council.pk, codes=[petition.code])
        assert refused(error, "too_late_to_recall")
        with pytest.raises(RefusedError) as error:
            recall_transfers(cast.minh, cast.council.pk, codes=["KHONG-CO"])
        assert refused(error, "nothing_to_send")


def test_what_may_still_be_taken_back_stands_on_no_page_above_and_leaves_no_name_there(
    cast: Cast, hoa_sen: City
) -> None:
    petition, heir = sent_up(cast, names_reason="Cần gặp hộ bị thu hồi đất")
    office = signed_in(hoa_sen.clerk)
    pages = ("/kien-nghi/", "/kien-nghi/?ke-thua=1", "/kien-nghi/nhap/", f"/kien-nghi/nguon/{heir.intake_id}/")
    with on(WENT_UP):
        shown = [page for page in pages if heir.title in office.get(page).content.decode()]
        assert shown == []
        assert office.get(f"/kien-nghi/nhiem-ky/{heir.pk}/").status_code == 404
        recall_transfers(cast.minh, cast.council.pk, codes=[petition.code])
    assert not heir.voices.exists()
    assert petition.voices.exists()


def test_the_tray_shows_what_went_up_and_takes_it_back(cast: Cast, hoa_sen: City) -> None:
    (petition,) = recorded(cast, ROAD)
    office = signed_in(cast.minh)
    with on(WENT_UP):
        data = {"code": petition.code, f"words-{petition.code}": ROAD, "level": "tinh", "to": "council"}
        page = office.post("/kien-nghi/chuyen-len/", data, follow=True).content.decode()
        assert "Hoàn tác" in page
        assert hoa_sen.council.name in page
        assert office.post("/kien-nghi/hoan-tac-len/")["Location"].endswith(f"/kien-nghi/{petition.code}/")
    petition.refresh_from_db()
    assert petition.state == "consolidated"
    assert not Transfer.objects.filter(recalled_at=None).exists()


def test_without_a_council_above_it_is_refused(cast: Cast) -> None:
    (petition,) = recorded(cast, ROAD)
    with pytest.raises(RefusedError) as error:
        transfer_petitions(cast.minh, cast.council.pk, words={petition.code: ROAD})
    assert refused(error, "no_council_above")


def test_only_the_office_and_the_standing_body_send_up(cast: Cast) -> None:
    city_above(cast)
    (petition,) = recorded(cast, ROAD)
    for stranger in (cast.hoa, cast.an, cast.kien):
        with pytest.raises(RefusedError):
            transfer_petitions(stranger, cast.council.pk, words={petition.code: ROAD})
    assert transfer_petitions(standing(cast), cast.council.pk, words={petition.code: ROAD})


def test_nothing_ready_and_twice_is_refused(cast: Cast) -> None:
    city_above(cast)
    petition, _heir = sent_up(cast)
    with pytest.raises(RefusedError) as error:
        transfer_petitions(cast.minh, cast.council.pk, words={petition.code: ROAD})
    assert refused(error, "nothing_to_send")


def test_the_answer_accepted_above_comes_to_the_voters_below(cast: Cast, hoa_sen: City) -> None:
    petition, heir = sent_up(cast)
    answered_above(hoa_sen, heir)
    petition.refresh_from_db()
    assert (petition.state, petition.result_class, petition.replied_on) == ("assessed", DONE.result_class, ANSWERED)
    reply = petition.replies.get()
    assert (reply.text, reply.agency, reply.state, reply.days_late) == (DONE.text, hoa_sen.agency, "accepted", 0)
    told = queries.told_of(petition.pk)
    assert told
    assert (told.agency, len(told.voters)) == ("Sở Xây dựng", 1)
    assert inform_voters(cast.minh, petition).state == "reported_back"
    own, every = queries.shares_in_time(cast.council.pk, cast.agency.pk, ANSWERED)
    assert (own, every) == ((0, 0), (0, 0))


def test_the_papers_of_the_answer_come_along(cast: Cast, hoa_sen: City, tmp_path: Path, settings: Any) -> None:
    settings.DOCUMENTS_ROOT = tmp_path
    petition, heir = sent_up(cast)
    papers = []
    for title, access in (("Biên bản nghiệm thu", "council"), ("Dự toán nội bộ", "restricted")):
        with taken_in(title.encode(), "bien-ban.txt") as upload:
            clerk, council_id = hoa_sen.clerk, hoa_sen.council.pk
            papers.append(add_document(clerk, council_id, title=title, kind="BB", access=access, upload=upload))
    answered_above(hoa_sen, heir, replace(DONE, documents=tuple(papers)))
    reply = petition.replies.get()
    (copy,) = queries.papers_of(cast.minh, reply)
    assert (copy.title, copy.council, copy.issuer) == ("Biên bản nghiệm thu", cast.council, hoa_sen.council.name)
    office = signed_in(cast.minh)
    file = office.get(f"/tai-lieu/{copy.pk}/tai/")
    assert b"".join(file) == "Biên bản nghiệm thu".encode()  # type: ignore[arg-type]
    assert copy.title in office.get(f"/kien-nghi/{petition.code}/").content.decode()
    assert signed_in(hoa_sen.clerk).get(f"/tai-lieu/{copy.pk}/tai/").status_code == 404


def test_a_promise_above_leaves_it_waiting_with_the_day(cast: Cast, hoa_sen: City) -> None:
    petition, heir = sent_up(cast)
    answered_above(hoa_sen, heir, PROMISE)
    petition.refresh_from_db()
    assert (petition.state, petition.promised_on) == ("transferred", PROMISE.promised_on)


def test_what_is_opened_again_above_waits_again_below(cast: Cast, hoa_sen: City) -> None:
    petition, heir = sent_up(cast)
    heir = answered_above(hoa_sen, heir)
    for act in (reopen_petition, supervise_petition):
        petition.refresh_from_db()
        with pytest.raises(RefusedError) as error:
            act(standing(cast), petition, reason="Chưa xong")
        assert refused(error, "lies_above")
    reopen_petition(hoa_sen.clerk, heir, reason="Cử tri nói chưa làm")
    petition.refresh_from_db()
    assert (petition.state, petition.state_reason) == ("transferred", "Cử tri nói chưa làm")


def test_it_comes_back_with_who_is_competent(cast: Cast, hoa_sen: City) -> None:
    petition, heir = sent_up(cast)
    with pytest.raises(RefusedError) as error:
        return_transfer(hoa_sen.clerk, heir, competent="", basis="")
    assert refused(error, "no_competent")
    return_transfer(hoa_sen.clerk, heir, competent="Ủy ban nhân dân phường", basis="Điều 12 Quyết định 5")
    petition.refresh_from_db()
    heir.refresh_from_db()
    assert (petition.state, heir.state, petition.upward) == ("refused_jurisdiction", "sent_back", None)
    assert petition.state_reason == "Ủy ban nhân dân phường (Điều 12 Quyết định 5)"
    again = classify_petition(cast.minh, petition, topic="giao_thong", level="xa", agency=cast.agency)
    assert again.state == "classified"


def test_an_own_petition_cannot_be_sent_back_below(cast: Cast) -> None:
    (petition,) = recorded(cast, ROAD)
    with pytest.raises(RefusedError) as error:
        return_transfer(cast.minh, petition, competent="Tỉnh", basis="Luật")
    assert refused(error, "nothing_to_send")


def test_two_wards_petitions_merged_above_are_both_answered(cast: Cast, hoa_sen: City) -> None:
    first, heir = sent_up(cast)
    second, other = sent_up(cast, "Đề nghị tỉnh mở rộng đường 502 cho bớt kẹt xe.")
    merge_petition(hoa_sen.clerk, other, into=heir)
    answered_above(hoa_sen, heir)
    for petition in (first, second):
        petition.refresh_from_db()
        assert petition.state == "assessed"
    assert queries.above_of(second).code == heir.code  # type: ignore[union-attr]


def test_what_voters_below_wait_for_is_not_put_aside(cast: Cast, hoa_sen: City) -> None:
    _petition, heir = sent_up(cast)
    with pytest.raises(RefusedError) as error:
        note_opinion(hoa_sen.clerk, heir)
    assert refused(error, "from_below")
    verbs = queries.available_verbs(hoa_sen.clerk, heir)
    assert verbs & {"note_opinion", "turn_into_letter", "split_petition", "return_transfer"} == {"return_transfer"}


def test_what_goes_on_for_voters_below_is_not_put_aside_either(cast: Cast, hoa_sen: City) -> None:
    _petition, heir = sent_up(cast)
    source = Source("Hội nghị", WENT_UP)
    with on(WENT_UP, 6):
        (own,) = record_petitions(hoa_sen.clerk, hoa_sen.council.pk, source=source, wishes=[Wish(ROAD)])
        merge_petition(hoa_sen.clerk, heir, into=own)
        with pytest.raises(RefusedError) as error:
            note_opinion(hoa_sen.clerk, own)
    assert refused(error, "from_below")


def test_both_councils_write_in_one_thread_and_no_other(cast: Cast, hoa_sen: City) -> None:
    petition, heir = sent_up(cast)
    way = heir.came_by
    write_to_council(cast.minh, way, text="Đề nghị cho biết tiến độ.")
    write_to_council(hoa_sen.clerk, way, text="Sở đang khảo sát.")
    assert [(each.council, each.text) for each in queries.messages_of([way])] == [
        (hoa_sen.council, "Sở đang khảo sát."),
        (cast.council, "Đề nghị cho biết tiến độ."),
    ]
    with pytest.raises(RefusedError) as error:
        write_to_council(cast.minh, way, text="  ")
    assert refused(error, "no_message")
    with pytest.raises(RefusedError):
        write_to_council(acting(cast.kien, Role.CLERK), way, text="Tôi xem với.")
    with pytest.raises(RefusedError):
        queries.transfer_for(acting(cast.kien, Role.CLERK), way.pk)
    assert petition.upward_id == way.pk


def test_late_above_is_seen_below(cast: Cast, hoa_sen: City) -> None:
    petition, heir = sent_up(cast)
    with on(WENT_UP, 6):
        classify_petition(hoa_sen.clerk, heir, topic="giao_thong", level="tinh", agency=hoa_sen.agency)
        forward_petitions(hoa_sen.clerk, hoa_sen.council.pk, codes=[heir.code])
    for day, late in ((DUE_ABOVE, False), (DUE_ABOVE + timedelta(days=1), True)):
        with on(day):
            above = queries.above_of(petition)
            counts = queries.group_counts(queries.petitions_of(cast.minh), day, day)
            duties = {todo.duty for todo in petition_duties(cast.minh)}
        assert above
        assert (above.due_on, above.is_late) == (DUE_ABOVE, late)
        assert (counts["above"], counts["above_late"]) == (1, int(late))
        assert (Duty.PETITIONS_ABOVE in duties) == late


def test_when_the_ward_is_merged_the_answer_finds_its_heir(cast: Cast) -> None:
    above = city()
    old, new = ward(1, above, deputies=2), ward(2, above, opened_on=MERGED)
    clerk = replace(cast.minh, council_id=old.pk)
    (petition,) = record_petitions(
        clerk, old.pk, source=Source("Hội nghị", WENT_UP), wishes=[Wish(ROAD, public_text=ROAD)]
    )
    transfer_petitions(clerk, old.pk, words={petition.code: ROAD})
    succeed_council(SYSTEM, new, parts=[Part(old.pk, is_whole=True)], on=MERGED, decision="Nghị quyết 1686")
    heir = Petition.objects.get(council=new)
    assert (heir.state, heir.upward.petition) == ("transferred", heir)  # type: ignore[union-attr]


def test_when_the_city_is_followed_the_new_council_has_what_the_ward_waits_for(cast: Cast, hoa_sen: City) -> None:
    petition, old_heir = sent_up(cast)
    second, merged = sent_up(cast, "Đề nghị tỉnh làm cầu vượt ở ngã tư đường 502.")
    with on(WENT_UP, 6):
        merge_petition(hoa_sen.clerk, merged, into=old_heir)
    following, _term = add_council("990010", "Thành phố Sen Mới")
    clerk = add_person(following, "Lâm Thị Tiếp", Role.CLERK)
    whole = [Part(hoa_sen.council.pk, is_whole=True)]
    succeed_council(SYSTEM, following, parts=whole, on=MERGED, decision="Nghị quyết 1687")
    (heir,) = Petition.objects.filter(council=following)
    way = Transfer.objects.get(petition=petition)
    assert (way.heir, way.receiver) == (heir, following)
    with on(date(2026, 7, 2)):
        assert queries.above_of(petition).council == following.name  # type: ignore[union-attr]
        assert "return_transfer" in queries.available_verbs(clerk, heir)
        for each in Transfer.objects.filter(petition__in=[petition, second]).order_by("id"):
            write_to_council(clerk, queries.transfer_for(clerk, each.pk), text="HĐND mới đang xem xét.")
            page = signed_in(clerk).get(f"/kien-nghi/trao-doi/{each.pk}/").content.decode()
            assert f"/kien-nghi/{heir.code}/" in page
        agency = Agency.objects.create(
            council=following, code="so", name="Sở mới", kind="chuyen_mon", level="tinh", valid_from=MERGED
        )
        officer = add_officer(following, agency, "Lê Văn Mới")
    answered_above(City(following, clerk, agency, officer), heir)
    for each in (petition, second):
        each.refresh_from_db()
        assert each.state == "assessed"


def test_the_pages_of_both_councils_show_the_way(cast: Cast, hoa_sen: City) -> None:
    petition, heir = sent_up(cast, letter_number="45/HĐND-VP")
    write_to_council(cast.minh, heir.came_by, text="Đề nghị cho biết tiến độ.")
    below = signed_in(cast.minh).get(f"/kien-nghi/{petition.code}/").content.decode()
    above = signed_in(hoa_sen.clerk).get(f"/kien-nghi/{heir.code}/").content.decode()
    for words in (hoa_sen.council.name, heir.code, "Đề nghị cho biết tiến độ."):
        assert words in below
    for words in (cast.council.name, petition.code):
        assert words in above
    assert "Nguyễn Thị Dân" not in above
    letter = signed_in(cast.minh).get(f"/kien-nghi/{petition.code}/cong-van.docx")
    assert letter.status_code == 200
    public = signed_in(cast.binh).get(f"/cong/{cast.council.unit.code}/kien-nghi/{petition.code}/").content.decode()
    for words in (hoa_sen.council.name, heir.code):
        assert words in public


def test_the_page_that_sends_up_asks_refuses_and_sends(cast: Cast) -> None:
    hoa_sen = city_above(cast)
    (petition,) = recorded(cast, ROAD)
    browser = signed_in(cast.minh)
    assert hoa_sen.council.name in browser.get(f"/kien-nghi/chuyen-len/?code={petition.code}").content.decode()
    wrong = {"code": petition.code, f"words-{petition.code}": "", "level": "tinh", "to": "council"}
    assert browser.post("/kien-nghi/chuyen-len/", wrong).status_code == 400
    good = {**wrong, f"words-{petition.code}": ROAD}
    assert browser.post("/kien-nghi/chuyen-len/", good)["Location"].endswith("/kien-nghi/da-chuyen-len/")
    assert signed_in(cast.hoa).get("/kien-nghi/chuyen-len/").status_code == 403
    assert Petition.objects.get(pk=petition.pk).state == "transferred"


def test_to_a_ministry_it_goes_with_a_letter_and_sixty_days(cast: Cast) -> None:
    cast.agency.__class__.objects.create(
        council=cast.council,
        code="doan-dbqh",
        name="Đoàn đại biểu Quốc hội",
        kind="cap_tren",
        level="trung_uong",
        valid_from=date(2026, 3, 15),
    )
    (petition,) = recorded(cast, ROAD, topic="giao_thong")
    agency = queries.agencies_above(cast.minh).get()
    data = {
        "code": petition.code,
        "level": "trung_uong",
        "agency": agency.pk,
        "to": "agency",
        "letter_number": "9/HĐND",
    }
    with on(WENT_UP):
        assert signed_in(cast.minh).post("/kien-nghi/chuyen-len/", data).status_code == 302
    petition.refresh_from_db()
    assert (petition.state, petition.agency) == ("forwarded", agency)
    assert petition.answer
    assert petition.answer.due_param == "petition.answer.na"
