"""Days as the law counts them (R0.01–R0.04): first days, days off, Tết, swapped days, the office's corrections."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nghitruong.kernel.days import (
    NATIONAL,
    DayRow,
    DayType,
    WorkCalendar,
    add_months,
    days_late,
    days_left,
    due_after,
    earliest_after,
    limit_before,
)

CALENDAR, WORKING = DayType.CALENDAR, DayType.WORKING
DAYS = st.dates(date(2024, 1, 1), date(2027, 12, 31))
COUNTS = st.integers(0, 40)


def test_weekends_and_fixed_holidays_are_off() -> None:
    off = {
        date(2026, 1, 1),
        date(2026, 4, 30),
        date(2026, 5, 1),
        date(2026, 9, 2),
        date(2026, 12, 5),
        date(2026, 12, 6),
    }
    assert not any(NATIONAL.is_working(day) for day in off)
    assert NATIONAL.is_working(date(2026, 12, 7))


@pytest.mark.parametrize("tet", [date(2024, 2, 10), date(2025, 1, 29), date(2026, 2, 17), date(2027, 2, 6)])
def test_tet_is_off_for_at_least_five_days(tet: date) -> None:
    around = [tet + timedelta(days=n) for n in range(-10, 10)]
    off = [day for day in around if not NATIONAL.is_working(day) and NATIONAL.reason_off(day)]
    assert tet in off
    assert len(off) >= 5


@pytest.mark.parametrize("day", [date(2024, 4, 18), date(2025, 4, 7), date(2026, 4, 26), date(2027, 4, 16)])
def test_the_hung_kings_day_follows_the_moon(day: date) -> None:
    assert "Hùng Vương" in NATIONAL.reason_off(day)


def test_a_decreed_swap_moves_work_to_a_saturday() -> None:
    assert not NATIONAL.is_working(date(2025, 5, 2))
    assert NATIONAL.is_working(date(2025, 4, 26))


def test_only_holidays_have_a_name() -> None:
    assert NATIONAL.reason_off(date(2026, 9, 2)) == "Quốc khánh"
    assert NATIONAL.reason_off(date(2026, 12, 6)) == ""
    assert NATIONAL.reason_off(date(2026, 12, 7)) == ""


def test_the_office_corrects_single_days() -> None:
    local = WorkCalendar(
        [
            DayRow(date(2026, 12, 7), False, "Mất điện toàn phường", "12/TB-UBND"),
            DayRow(date(2026, 12, 12), True, "Làm bù"),
            DayRow(date(2026, 11, 24), False, "nhầm"),
            DayRow(date(2026, 11, 24), True, "Vẫn làm việc"),
        ]
    )
    assert not local.is_working(date(2026, 12, 7))
    assert local.reason_off(date(2026, 12, 7)) == "Mất điện toàn phường"
    assert local.is_working(date(2026, 12, 12))
    assert local.is_working(date(2026, 11, 24))
    assert local.reason_off(date(2026, 11, 24)) == ""
    assert local.correction(date(2026, 12, 7)) == DayRow(date(2026, 12, 7), False, "Mất điện toàn phường", "12/TB-UBND")
    assert NATIONAL.correction(date(2026, 12, 7)) is None


def test_the_day_of_the_event_is_not_counted() -> None:
    assert due_after(date(2026, 12, 1), 3, CALENDAR) == date(2026, 12, 4)
    assert due_after(date(2026, 12, 1), 3, CALENDAR, count_first_day=True) == date(2026, 12, 3)


def test_a_last_day_that_is_a_day_off_moves_to_the_next_working_day() -> None:
    assert due_after(date(2026, 12, 1), 5, CALENDAR) == date(2026, 12, 7)  # Sunday 6 December
    assert due_after(date(2026, 12, 1), 5, CALENDAR, roll=False) == date(2026, 12, 6)
    assert earliest_after(date(2026, 12, 1), 5, CALENDAR) == date(2026, 12, 6)


def test_thirty_days_that_end_in_tet_end_after_it() -> None:
    assert due_after(date(2026, 1, 18), 30, CALENDAR) == date(2026, 2, 23)  # 17 February is the first day of Tết


def test_three_working_days_across_tet() -> None:
    assert due_after(date(2026, 2, 12), 3, WORKING) == date(2026, 2, 24)


def test_working_days_from_a_friday_and_from_a_day_off() -> None:
    assert due_after(date(2026, 12, 4), 1, WORKING) == date(2026, 12, 7)
    assert due_after(date(2026, 12, 5), 1, WORKING) == date(2026, 12, 7)
    assert due_after(date(2026, 12, 5), 0, WORKING) == date(2026, 12, 7)


def test_a_limit_before_never_moves_forward() -> None:
    assert limit_before(date(2026, 12, 10), 5, CALENDAR) == date(2026, 12, 4)  # Saturday 5 December
    assert limit_before(date(2026, 12, 9), 5, CALENDAR) == date(2026, 12, 4)
    assert limit_before(date(2026, 12, 9), 2, WORKING) == date(2026, 12, 7)
    assert limit_before(date(2026, 12, 9), 2, WORKING, count_first_day=True) == date(2026, 12, 8)


def test_no_period_is_shorter_than_nothing() -> None:
    for count in (due_after, limit_before, earliest_after):
        with pytest.raises(ValueError):
            count(date(2026, 12, 1), -1, CALENDAR)


def test_days_left_and_days_late() -> None:
    due = date(2026, 12, 7)
    assert days_left(date(2026, 12, 4), due, CALENDAR) == 3
    assert days_left(date(2026, 12, 4), due, WORKING) == 1
    assert days_left(date(2026, 12, 9), due, WORKING) == -2
    assert days_late(due, date(2026, 12, 11), CALENDAR) == 4
    assert days_late(due, due, CALENDAR) == 0
    assert days_late(due, date(2026, 12, 1), WORKING) == 0


def test_months_end_where_the_month_ends() -> None:
    assert add_months(date(2026, 8, 31), 6) == date(2027, 2, 28)
    assert add_months(date(2027, 8, 31), 6) == date(2028, 2, 29)
    assert add_months(date(2026, 3, 15), -3) == date(2025, 12, 15)
    assert add_months(date(2026, 3, 15), 18) == date(2027, 9, 15)


@given(DAYS, COUNTS, st.sampled_from(DayType))
def test_a_due_day_is_worked_and_never_early(event: date, count: int, day_type: DayType) -> None:
    due = due_after(event, count, day_type)
    assert NATIONAL.is_working(due)
    assert (due - event).days >= count


@given(DAYS, COUNTS, st.sampled_from(DayType))
def test_a_limit_is_worked_and_leaves_enough_days(event: date, count: int, day_type: DayType) -> None:
    limit = limit_before(event, count, day_type)
    assert NATIONAL.is_working(limit)
    assert (event - limit).days >= count


@given(DAYS, st.integers(1, 40))
def test_working_days_counted_forward_are_found_again(event: date, count: int) -> None:
    due = due_after(event, count, WORKING)
    assert NATIONAL.working_days_between(event, due) == count
    assert NATIONAL.working_days_between(due, event) == -count


@given(DAYS, st.lists(st.tuples(DAYS, st.booleans())))
def test_a_correction_changes_its_own_day_only(day: date, corrections: list[tuple[date, bool]]) -> None:
    local = WorkCalendar(DayRow(when, worked, "") for when, worked in corrections)
    expected = dict(corrections).get(day, NATIONAL.is_working(day))
    assert local.is_working(day) == expected
