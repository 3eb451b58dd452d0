"""Days as the law counts them (rulebook 0.5): working days, public holidays, and where a limit falls.

The calendar starts from the national holidays, lunar ones and decreed swaps included, and lets the office correct any
day by a row, because the swaps of a year are decided shortly before it.
"""

import calendar
from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from typing import NamedTuple

import holidays

ONE_DAY = timedelta(days=1)
SATURDAY = 5


class DayType(StrEnum):
    """The two ways to count; the texts use both on purpose, and a bare "ngày" is a calendar day."""

    CALENDAR = "calendar_day"
    WORKING = "working_day"


class DayRow(NamedTuple):
    """One day that the office corrected: worked or not, why, and the document that says so."""

    day: date
    is_working: bool
    reason: str
    document: str = ""


class NationalYear(NamedTuple):
    """What is known nationwide of one year: names of the days off, and weekend days worked in exchange."""

    days_off: dict[date, str]
    worked_weekends: frozenset[date]


@cache
def national_year(year: int) -> NationalYear:
    """The public holidays of Viet Nam in one year; computed once a process (about half a second the first time)."""
    known = holidays.country_holidays("VN", years=year, language="vi")
    return NationalYear(dict(known), frozenset(day for day in known.weekend_workdays if day.year == year))


class WorkCalendar:
    """Working days of one council: Monday to Friday without holidays, swapped days moved, the office's rows on top.

    Of two rows for one day the later given holds.
    """

    def __init__(self, rows: Iterable[DayRow] = ()) -> None:
        self._rows = {row.day: row for row in rows}

    def correction(self, day: date) -> DayRow | None:
        """The office's row for the day, if there is one."""
        return self._rows.get(day)

    def is_working(self, day: date) -> bool:
        if row := self.correction(day):
            return row.is_working
        national = national_year(day.year)
        return day in national.worked_weekends or (day.weekday() < SATURDAY and day not in national.days_off)

    def reason_off(self, day: date) -> str:
        """The Vietnamese name of the holiday or the office's reason; nothing for a working day or a plain weekend."""
        if self.is_working(day):
            return ""
        if (row := self.correction(day)) and row.reason:
            return row.reason
        return national_year(day.year).days_off.get(day, "")

    def next_working(self, day: date) -> date:
        """The day itself when it is worked, else the next one that is."""
        while not self.is_working(day):
            day += ONE_DAY
        return day

    def previous_working(self, day: date) -> date:
        """The day itself when it is worked, else the last one before it that is."""
        while not self.is_working(day):
            day -= ONE_DAY
        return day

    def step(self, day: date, count: int) -> date:
        """The working day that is `count` working days away, forward or (negative) back; `day` is not counted."""
        direction = ONE_DAY if count > 0 else -ONE_DAY
        for _ in range(abs(count)):
            day += direction
            while not self.is_working(day):
                day += direction
        return day

    def working_days_between(self, start: date, end: date) -> int:
        """How many working days follow `start` up to and including `end`; negative when `end` lies before."""
        if end < start:
            return -self.working_days_between(end, start)
        return sum(self.is_working(start + ONE_DAY * n) for n in range(1, (end - start).days + 1))


NATIONAL = WorkCalendar()
"""The calendar without any correction."""


def due_after(
    event: date,
    count: int,
    day_type: DayType,
    working: WorkCalendar = NATIONAL,
    *,
    count_first_day: bool = False,
    roll: bool = True,
) -> date:
    """The last day of a period of `count` days after `event`.

    R0.02: the day of the event is not counted (Civil Code 2015, Art. 147), and a last day that is a day off moves to
    the next working day (Art. 148). Both can be switched off by the row of law. Raises ValueError for a negative count.
    """
    steps = _steps(count, count_first_day)
    last = working.step(event, steps) if day_type is DayType.WORKING else event + ONE_DAY * steps
    return working.next_working(last) if roll else last


def limit_before(
    event: date, count: int, day_type: DayType, working: WorkCalendar = NATIONAL, *, count_first_day: bool = False
) -> date:
    """The latest day that is still `count` days before `event`.

    R0.03: it never rolls forward; one that falls on a day off is the previous working day. Raises ValueError for a
    negative count.
    """
    steps = _steps(count, count_first_day)
    latest = working.step(event, -steps) if day_type is DayType.WORKING else event - ONE_DAY * steps
    return working.previous_working(latest)


def earliest_after(event: date, count: int, day_type: DayType, working: WorkCalendar = NATIONAL) -> date:
    """The first day on which at least `count` days have passed since `event` ("sớm nhất sau … ngày"); never rolled."""
    return due_after(event, count, day_type, working, roll=False)


def days_left(today: date, due: date, day_type: DayType, working: WorkCalendar = NATIONAL) -> int:
    """Days from today to the due day: 0 on the day itself, negative when it has passed."""
    return working.working_days_between(today, due) if day_type is DayType.WORKING else (due - today).days


def days_late(due: date, done: date, day_type: DayType, working: WorkCalendar = NATIONAL) -> int:
    """How many days after the due day something was done; 0 when in time."""
    return max(0, days_left(due, done, day_type, working))


def add_months(day: date, months: int) -> date:
    """The same day of the month `months` away, or that month's last day where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _steps(count: int, count_first_day: bool) -> int:
    if count < 0:
        raise ValueError("a period has no negative length")
    return count - 1 if count_first_day and count else count
