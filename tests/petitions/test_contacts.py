"""Voter contact: rounds with many sites, the schedule in time, results that add up, promises, reporting back."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from nghitruong.domain.commitments.models import Commitment
from nghitruong.domain.meetings.actions import add_item, create_meeting, invite_participants
from nghitruong.domain.petitions import queries
from nghitruong.domain.petitions.actions import (
    Source,
    Wish,
    add_site,
    close_round,
    plan_round,
    promise_at_contact,
    publish_round,
    record_contact,
    record_petitions,
    report_back,
)
from nghitruong.domain.petitions.lifecycle import CONTACT_ROUND, RoundState, WishKind
from nghitruong.domain.petitions.models import Contact, ContactRound
from nghitruong.kernel.decision import RefusedError
from tests.cast import Cast, signed_in
from tests.petitions.street import DRAIN, on, standing

pytestmark = pytest.mark.django_db

FIRST = datetime(2026, 6, 15, 12, tzinfo=UTC)
"""19:00 of Monday 15 June: with five working days, the press has the schedule by Monday the 8th."""


OF_A_SESSION = ("moi-hop/", "<h2>Chương trình</h2>", "<h2>Thêm nội dung</h2>", "<h2>Thành phần</h2>", "Khai mạc")


def refused(act, *args: object, **kwargs: object) -> str:  # type: ignore[no-untyped-def]
    with pytest.raises(RefusedError) as caught:
        act(*args, **kwargs)
    return caught.value.refusal.code


def planned(cast: Cast) -> ContactRound:
    title = "Tiếp xúc cử tri trước Kỳ họp thứ 4"
    return plan_round(cast.minh, cast.council.pk, title=title, kind="before_session", levels=["xa", "tinh"])


def site(cast: Cast, round_: ContactRound, place: str = "Nhà văn hóa khu phố 7", **details: Any) -> Contact:
    return add_site(cast.minh, round_, starts_at=FIRST, place=place, **details)


def test_a_round_goes_from_the_plan_to_its_end() -> None:
    assert dict(CONTACT_ROUND.moves) == {
        (RoundState.PLANNED, "publish_round"): RoundState.PUBLISHED,
        (RoundState.PUBLISHED, "close_round"): RoundState.CLOSED,
    }


def test_a_round_has_a_name_a_known_kind_and_its_sites_are_meetings(cast: Cast) -> None:
    wanted = {"title": "Đợt 1", "kind": "before_session"}
    assert refused(plan_round, cast.hoa, cast.council.pk, **wanted) == "policy.not_allowed"
    assert refused(plan_round, cast.minh, cast.council.pk, title=" ", kind="theme") == "petitions.no_round_title"
    assert refused(plan_round, cast.minh, cast.council.pk, title="x", kind="y") == "petitions.unknown_kind"
    round_ = planned(cast)
    assert refused(add_site, cast.hoa, round_, starts_at=FIRST, place="x") == "policy.not_allowed"
    first = site(cast, round_)
    assert (first.meeting.kind, first.meeting.is_public, first.meeting.place) == (
        "voter_contact",
        True,
        "Nhà văn hóa khu phố 7",
    )


def test_the_schedule_reaches_the_press_in_time_or_with_a_reason(cast: Cast) -> None:
    round_, lan = planned(cast), standing(cast)
    assert refused(publish_round, lan, round_) == "petitions.no_sites"
    site(cast, round_)
    with on(date(2026, 6, 9)):
        assert refused(publish_round, cast.minh, round_) == "policy.not_allowed"
        assert refused(publish_round, lan, round_) == "petitions.press_too_late"
    with on(date(2026, 6, 8)):
        publish_round(lan, round_)
    assert (round_.state, round_.published_on, round_.late_reason) == ("published", date(2026, 6, 8), "")


def test_results_are_written_down_after_the_meeting_and_add_up(cast: Cast) -> None:
    round_ = planned(cast)
    one, two = site(cast, round_), site(cast, round_, "Trường tiểu học")
    with on(date(2026, 6, 14)):
        assert refused(record_contact, cast.minh, one, attendance=62) == "petitions.not_held_yet"
    with on(date(2026, 6, 16)):
        assert refused(record_contact, cast.hoa, one, attendance=62) == "policy.not_allowed"
        assert refused(record_contact, cast.minh, one, attendance=None) == "petitions.no_attendance"
        assert refused(record_contact, cast.minh, one, attendance=2, spoke=3) == "petitions.more_spoke"
        record_contact(cast.minh, one, attendance=62, spoke=9, mood="Mong sớm có trường mới.")
        record_contact(cast.minh, two, attendance=40, spoke=5)
        source = Source("Biên bản", date(2026, 6, 15), meeting=one.meeting)
        wishes = [
            Wish(DRAIN),
            Wish("Khen đội vệ sinh.", kind=WishKind.OPINION),
            Wish("ĐB ít gặp", kind=WishKind.REMARK),
        ]
        record_petitions(cast.minh, cast.council.pk, source=source, wishes=wishes)
    totals = queries.totals_of(list(queries.sites_of(round_)))
    assert (totals.sites, totals.held, totals.attendance, totals.spoke) == (2, 2, 102, 14)
    assert (totals.petitions, totals.opinions) == (1, 2)
    one.meeting.refresh_from_db()
    assert one.meeting.state == "closed"


def test_a_promise_on_the_spot_is_owed(cast: Cast) -> None:
    first = site(cast, planned(cast))
    wanted: dict[str, Any] = {"debtor": cast.agency, "title": "Sửa nắp cống trước 30/6", "due_on": date(2026, 12, 30)}
    assert refused(promise_at_contact, cast.an, first, **wanted) == "policy.not_allowed"
    assert refused(promise_at_contact, cast.minh, first, **{**wanted, "title": ""}) == "commitments.no_title"
    promise_at_contact(cast.minh, first, **wanted)
    debt = Commitment.objects.get()
    assert (debt.origin_kind, debt.origin_id, debt.debtor) == ("meeting", first.meeting_id, cast.agency)


def test_the_same_voters_hear_what_became_of_it_and_the_round_ends(cast: Cast) -> None:
    round_, lan = planned(cast), standing(cast)
    first = site(cast, round_)
    assert refused(report_back, cast.hoa, first, told="x") == "policy.not_allowed"
    assert refused(report_back, cast.minh, first, told=" ") == "petitions.nothing_told"
    with on(date(2026, 6, 1)):
        publish_round(lan, round_)
    assert refused(close_round, cast.minh, round_) == "policy.not_allowed"
    assert refused(close_round, lan, round_) == "petitions.unrecorded_sites"
    with on(date(2026, 6, 16)):
        record_contact(cast.minh, first, attendance=10)
        report_back(cast.minh, first, told="Đã sửa xong mương.")
    close_round(lan, round_)
    assert round_.state == "closed"
    assert refused(add_site, cast.minh, round_, starts_at=FIRST, place="x") == "petitions.round_closed"


def test_the_pages_lead_from_the_plan_to_the_minutes(cast: Cast) -> None:
    office, deputy = signed_in(cast.minh), signed_in(cast.hoa)
    assert "Chưa có đợt tiếp xúc nào" in office.get("/tiep-xuc/").content.decode()
    form = {"title": "Đợt trước kỳ họp", "kind": "before_session", "levels": ["xa"]}
    assert office.post("/tiep-xuc/moi/", form).status_code == 302
    round_ = ContactRound.objects.get()
    page = f"/tiep-xuc/{round_.pk}/"
    place = {"starts_at_0": "15/06/2026", "starts_at_1": "19:00", "place": "Nhà văn hóa", "organiser": "front"}
    asked = office.get(f"{page}diem/").content.decode()
    assert "Tại hội trường" in asked
    assert ">in_person<" not in asked
    with on(date(2026, 6, 1)):
        assert office.post(f"{page}diem/", {**place, "mode": "in_person"}).status_code == 302
        publish_round(standing(cast), round_)
        first = Contact.objects.get()
        assert "Nhà văn hóa" in deputy.get(page).content.decode()
        assert deputy.post(f"{page}cong-bo/").status_code == 403
    with on(date(2026, 6, 16)):
        for wrong in ("9" * 23, "-5"):
            assert office.post(f"/tiep-xuc/diem/{first.pk}/ket-qua/", {"attendance": wrong}).status_code == 400
        assert office.post(f"/tiep-xuc/diem/{first.pk}/ket-qua/", {"attendance": "62", "spoke": "9"}).status_code == 302
        assert "62" in office.get(page).content.decode()
        body = office.get(f"/tiep-xuc/diem/{first.pk}/").content.decode()
        assert f"/kien-nghi/nhap/?hoi-nghi={first.meeting_id}" in body
        promise = {"debtor": cast.agency.pk, "title": "Sửa nắp cống"}
        assert office.post(f"/tiep-xuc/diem/{first.pk}/hua/", promise).status_code == 302
        assert office.post(f"/tiep-xuc/diem/{first.pk}/bao-lai/", {"told": "Đã xong"}).status_code == 302
        assert deputy.get(f"/tiep-xuc/diem/{first.pk}/ket-qua/").status_code == 403
    assert signed_in(cast.kien).get(page).status_code == 404
    assert signed_in(cast.binh).get(page).status_code == 404


def test_a_conference_that_was_written_down_has_no_minutes_of_the_room(cast: Cast) -> None:
    first = site(cast, planned(cast))
    with on(date(2026, 6, 16)):
        record_contact(cast.minh, first, attendance=40)
    office = signed_in(cast.minh)
    assert "bien-ban.docx" not in office.get(f"/ky-hop/{first.meeting_id}/").content.decode()
    assert office.get(f"/phong-hop/{first.meeting_id}/bien-ban.docx").status_code == 409


def test_the_calendars_page_leads_to_the_conference_and_asks_for_nothing_of_a_session(cast: Cast) -> None:
    round_ = planned(cast)
    first = site(cast, round_)
    address, page = f"/ky-hop/{first.meeting_id}/", f"/tiep-xuc/diem/{first.pk}/"
    with on(date(2026, 6, 1)):
        office, chair = signed_in(cast.minh), signed_in(cast.lan)
        shown = office.get(address).content.decode()
        assert f'href="{page}"' in shown
        assert f'href="{address}sua/"' in shown, "its day and place are changed here"
        assert [words for words in OF_A_SESSION if words in shown] == []
        assert f'action="{address}huy/"' in chair.get(address).content.decode()
        back = f'href="{address}"'
        assert [back in each.get(page).content.decode() for each in (office, chair)] == [True, True]
        agency = signed_in(cast.an)
        assert f'href="{page}"' not in agency.get(address).content.decode(), "the schedule is not published"
        publish_round(standing(cast), round_)
        assert f'href="{page}"' in agency.get(address).content.decode()
        assert back not in agency.get(page).content.decode()
    with on(date(2026, 6, 16)):
        record_contact(cast.minh, first, attendance=40)
        assert "hoan-tat" not in chair.get(address).content.decode()
        assert back not in office.get(page).content.decode(), "what was held stays where it was"


def test_a_conference_of_a_round_has_no_room(cast: Cast) -> None:
    first = site(cast, planned(cast))
    for who, face in ((cast.lan, "chu-toa/"), (cast.minh, "thu-ky/"), (cast.hoa, "")):
        answer = signed_in(who).get(f"/phong-hop/{first.meeting_id}/{face}")
        assert (answer.status_code, answer["Location"]) == (302, f"/ky-hop/{first.meeting_id}/")
        assert signed_in(who).get("/phong-hop/")["Location"] == "/ky-hop/"
    assert signed_in(cast.kien).get(f"/phong-hop/{first.meeting_id}/").status_code == 404


def test_a_conference_that_is_in_no_round_or_was_convened_is_a_meeting_like_any_other(cast: Cast) -> None:
    alone = create_meeting(cast.minh, cast.council.pk, title="Hội nghị riêng", starts_at=FIRST, kind="voter_contact")
    first = site(cast, planned(cast)).meeting
    for meeting in (alone, first):
        add_item(cast.minh, meeting, title="Khai mạc")
    with on(date(2026, 6, 1)):
        invite_participants(cast.minh, first)
        for meeting in (alone, first):
            shown = signed_in(cast.minh).get(f"/ky-hop/{meeting.pk}/").content.decode()
            assert [words for words in OF_A_SESSION if words not in shown] == []
            assert signed_in(cast.minh).get(f"/phong-hop/{meeting.pk}/thu-ky/").status_code == 200
