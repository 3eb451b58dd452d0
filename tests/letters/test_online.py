"""An online reception since July 2026: notice, test of the line, connection, recording (Decree 154/2026, Art. 23)."""

from datetime import date, datetime

import pytest

from nghitruong.domain.letters import rules
from nghitruong.domain.letters.actions import close_day, note_connection, note_recording, note_test, post_schedule
from nghitruong.domain.letters.models import ReceptionDay
from nghitruong.kernel import clock
from tests.cast import Cast, signed_in
from tests.letters.desk import planned, refused, standing
from tests.letters.test_reception import NOT_ALLOWED, at, line, on, told

pytestmark = pytest.mark.django_db

FRIDAY, MONDAY = date(2026, 7, 17), date(2026, 7, 20)


def online(cast: Cast) -> ReceptionDay:
    """On a Monday at eight, posted a week before."""
    day = planned(cast, is_online=True)
    with on(date(2026, 7, 10)):
        (day,) = post_schedule(standing(cast), cast.council.pk, day_ids=[day.pk])
    return day


def local(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=clock.COUNCIL_ZONE)


@pytest.mark.parametrize(("on_day", "is_late"), [(FRIDAY, False), (MONDAY, True)])
def test_the_line_is_tested_a_working_day_before(cast: Cast, on_day: date, is_late: bool) -> None:
    day = online(cast)
    with clock.standing_at(local(MONDAY, 7)):
        day = note_test(cast.minh, day, at=local(on_day, 6))
    assert (day.tested_at, day.is_tested_late, day.state) == (local(on_day, 6), is_late, "posted")
    (law,) = line("note_test").facts["law"]
    assert (law["key"], law["outcome"]) == ("reception.online.test", not is_late)
    assert told(f"reception-{day.pk}")


@pytest.mark.parametrize(("minute", "is_late"), [(0, False), (1, True)])
def test_all_ends_are_connected_an_hour_before(cast: Cast, minute: int, is_late: bool) -> None:
    day = online(cast)
    with clock.standing_at(local(MONDAY, 7, 30)):
        day = note_connection(cast.minh, day, at=local(MONDAY, 7, minute))
    assert day.is_connected_late is is_late
    assert line("note_connection").facts["law"][0]["outcome"] is not is_late


def test_it_ends_with_a_recording_and_an_ordinary_one_without(cast: Cast) -> None:
    day, ordinary = online(cast), planned(cast)
    with on(FRIDAY):
        post_schedule(standing(cast), cast.council.pk, day_ids=[ordinary.pk])
        assert refused(note_recording, cast.minh, day, place="Máy chủ") == rules.FUTURE_TIME.code
    with clock.standing_at(at(12)):
        assert refused(close_day, cast.minh, day) == rules.NO_RECORDING.code
        assert refused(note_recording, cast.minh, day, place=" ") == rules.NO_RECORDING.code
        note_recording(cast.minh, day, place="Máy chủ thành phố, thư mục TCD/2026-07-20")
        assert close_day(cast.minh, day).state == "held"
        ordinary.refresh_from_db()
        assert close_day(cast.minh, ordinary).state == "held"
        assert refused(note_test, cast.minh, day, at=at(6)) == "reception day.wrong_state"


def test_before_july_2026_nothing_of_it_was_asked(cast: Cast) -> None:
    day = online(cast)
    ReceptionDay.objects.update(starts_at=local(date(2026, 6, 29), 8), ends_at=local(date(2026, 6, 29), 11))
    with clock.standing_at(local(date(2026, 6, 29), 12)):
        day = note_test(cast.minh, day, at=local(date(2026, 6, 29), 7))
        assert not day.is_tested_late
        assert close_day(cast.minh, day).state == "held"


def test_what_does_not_fit_and_who_may_not(cast: Cast) -> None:
    day, ordinary = online(cast), planned(cast)
    with on(FRIDAY):
        post_schedule(standing(cast), cast.council.pk, day_ids=[ordinary.pk])
        ordinary.refresh_from_db()
        assert refused(note_test, cast.minh, ordinary, at=local(FRIDAY, 6)) == rules.NOT_ONLINE.code
        assert refused(note_connection, cast.minh, ordinary, at=local(FRIDAY, 6)) == rules.NOT_ONLINE.code
        assert refused(note_test, cast.minh, day, at=local(MONDAY, 6)) == rules.FUTURE_TIME.code
        assert refused(note_connection, cast.minh, day, at=None) == rules.NO_TIME_GIVEN.code
        for verb in (note_test, note_connection):
            assert refused(verb, cast.hoa, day, at=local(FRIDAY, 6)) == NOT_ALLOWED
        assert refused(note_recording, cast.hoa, day, place="x") == NOT_ALLOWED


def test_the_page_leads_through_the_steps(cast: Cast) -> None:
    day, office = online(cast), signed_in(cast.minh)
    page = f"/tiep-dan/{day.pk}/"
    with clock.standing_at(local(FRIDAY, 9)):
        shown = office.get(page).content.decode()
        assert "17/07/2026" in shown
        assert "Ghi nơi lưu bản ghi" not in shown
        assert office.get(f"{page}thu-duong-truyen/").status_code == 200
        note_test(cast.minh, day, at=local(FRIDAY, 9))
    with clock.standing_at(local(MONDAY, 12)):
        early = office.post(f"{page}da-tiep/", {"sent": "1"})
        assert (early.status_code, "phải được ghi âm, ghi hình" in early.content.decode()) == (400, True)
        assert office.post(f"{page}ghi-hinh/", {"place": "Máy chủ thành phố"}).status_code == 302
        assert "Máy chủ thành phố" in office.get(page).content.decode()
        assert office.post(f"{page}da-tiep/", {"sent": "1"}).status_code == 302
    assert "Thử đường truyền" not in signed_in(cast.minh).get(f"/tiep-dan/{planned(cast).pk}/").content.decode()
