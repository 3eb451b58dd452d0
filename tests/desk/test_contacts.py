"""Minutes of conferences with voters in the work of the day: who is asked for them, until when, and who no longer."""

from datetime import UTC, date, datetime, timedelta

import pytest

from nghitruong.domain.meetings.actions import cancel_meeting
from nghitruong.domain.petitions.actions import (
    Source,
    Wish,
    add_site,
    close_round,
    plan_round,
    publish_round,
    record_contact,
    record_petitions,
)
from nghitruong.domain.petitions.lifecycle import Organiser
from nghitruong.domain.petitions.models import Contact, ContactRound
from nghitruong.kernel.actor import Actor, Role
from nghitruong.outer.desk.queries.petitions import petition_duties
from nghitruong.outer.desk.rules import Duty, ToDo
from tests.cast import Cast, add_person, signed_in
from tests.petitions.street import DRAIN, on, standing

pytestmark = pytest.mark.django_db

FRIDAY = datetime(2026, 6, 12, 12, tzinfo=UTC)
"""19:00 in the council; three working days later it is Wednesday."""
SUNDAY, MONDAY, WEDNESDAY = date(2026, 6, 14), date(2026, 6, 15), date(2026, 6, 17)
TITLE = "Chưa nhập biên bản hội nghị tiếp xúc cử tri:"


def planned(cast: Cast, title: str = "Đợt 1") -> ContactRound:
    return plan_round(cast.minh, cast.council.pk, title=title, kind="before_session")


def site(cast: Cast, round_: ContactRound, place: str = "Nhà văn hóa khu phố 7", days: int = 0, **more: str) -> Contact:
    organiser = Organiser(more.get("organiser", Organiser.FRONT))
    return add_site(cast.minh, round_, starts_at=FRIDAY + timedelta(days=days), place=place, organiser=organiser)


def row(actor: Actor, kind: Duty = Duty.CONTACT_MINUTES) -> ToDo | None:
    return next((each for each in petition_duties(actor) if each.duty is kind), None)


def home(actor: Actor) -> str:
    return str(signed_in(actor).get("/").content.decode())


def test_one_conference_is_named_and_leads_to_its_page(cast: Cast) -> None:
    held = site(cast, planned(cast))
    with on(SUNDAY):
        assert row(cast.minh) is None, "two days to write them"
        assert row(cast.minh, Duty.CLOCK_GATHER), "its day of law is shown from its end on"
    with on(MONDAY):
        todo = row(cast.minh)
        assert todo
        assert (todo.count, todo.due, todo.since) == (1, WEDNESDAY, FRIDAY.date())
        assert row(cast.minh, Duty.CLOCK_GATHER) is None, "one row for one conference"
        shown = home(cast.minh)
    assert f"{TITLE} Nhà văn hóa khu phố 7" in shown
    assert "Họp ngày 12/06" in shown
    assert f'href="/tiep-xuc/diem/{held.pk}/"' in shown
    assert "Nhập biên bản" in shown


def test_several_are_counted_with_the_oldest_and_lead_to_their_rounds(cast: Cast) -> None:
    first, other, done = planned(cast), planned(cast, "Đợt 2"), planned(cast, "Đợt 3")
    site(cast, first, "Trường tiểu học", days=1)
    site(cast, other)
    with on(date(2026, 6, 20)):
        record_contact(cast.minh, site(cast, done, "Hội trường"), attendance=30)
        todo = row(cast.minh)
        assert todo
        assert (todo.count, todo.names, todo.subject_id) == (2, ["Nhà văn hóa khu phố 7"], 0)
        shown = home(cast.minh)
        chosen = signed_in(cast.minh).get("/tiep-xuc/?loc=chua-nhap").content.decode()
    assert "Chưa nhập biên bản của 2 hội nghị tiếp xúc cử tri" in shown
    assert "Sớm nhất: Nhà văn hóa khu phố 7, họp ngày 12/06" in shown
    assert 'href="/tiep-xuc/?loc=chua-nhap"' in shown
    assert ("Đợt 1" in chosen, "Đợt 2" in chosen, "Đợt 3" in chosen) == (True, True, False)


def test_nothing_is_asked_once_the_minutes_are_entered(cast: Cast) -> None:
    held = site(cast, planned(cast))
    with on(MONDAY):
        record_contact(cast.minh, held, attendance=40)
        assert row(cast.minh) is None
        source = Source("Hội nghị khu phố 7", MONDAY, meeting=held.meeting)
        record_petitions(cast.minh, cast.council.pk, source=source, wishes=[Wish(DRAIN, public_text=DRAIN)])
        assert row(cast.minh) is None
        assert row(cast.minh, Duty.CLOCK_GATHER), "what was said is now to be gathered"
        assert TITLE not in home(cast.minh)
        chosen = signed_in(cast.minh).get("/tiep-xuc/?loc=chua-nhap").content.decode()
    assert "Biên bản các hội nghị đã nhập đủ" in chosen


def test_what_was_not_held_has_no_minutes(cast: Cast) -> None:
    round_, chair = planned(cast), standing(cast)
    called_off = site(cast, round_)
    with on(date(2026, 6, 1)):
        cancel_meeting(chair, called_off.meeting, reason="Mưa bão")
        publish_round(chair, round_)
        left = site(cast, round_, "Trường tiểu học")
    with on(MONDAY):
        todo = row(cast.minh)
        assert todo
        assert (todo.count, todo.subject_id) == (1, left.pk)
        close_round(chair, round_, reason="Mưa bão, không tổ chức được")
        assert (row(cast.minh), row(cast.minh, Duty.CLOCK_GATHER)) == (None, None)


def test_the_front_is_asked_for_what_it_held_and_nobody_else_is(cast: Cast) -> None:
    front = add_person(cast.council, "Trần Thị Mặt Trận", Role.FRONT)
    round_ = planned(cast)
    at_work = site(cast, round_, "Công ty May", organiser=Organiser.WORKPLACE)
    with on(MONDAY):
        assert row(cast.minh)
        assert row(front) is None, "the head of a workplace appoints the writer there (R7.06)"
        own = site(cast, round_)
        todo = row(front)
        assert todo
        assert (todo.count, todo.subject_id) == (1, own.pk)
        shown = signed_in(front)
        assert TITLE in shown.get("/").content.decode()
        assert shown.get(f"/tiep-xuc/diem/{own.pk}/").status_code == 200
        for actor in (standing(cast), cast.hoa, cast.an, cast.binh):
            assert row(actor) is None
        assert "loc=chua-nhap" not in signed_in(cast.hoa).get("/tiep-xuc/").content.decode()
    assert at_work.organiser == Organiser.WORKPLACE


def test_another_councils_conference_is_not_shown(cast: Cast) -> None:
    site(cast, planned(cast))
    stranger = add_person(cast.other_council, "Lê Văn Khác", Role.CLERK)
    with on(MONDAY):
        assert row(stranger) is None
        assert TITLE not in home(stranger)
        assert "Đợt 1" not in signed_in(stranger).get("/tiep-xuc/?loc=chua-nhap").content.decode()
