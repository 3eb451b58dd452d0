"""The days of the demo, counted back from today, and the clock that stands on them."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from nghitruong.kernel import clock
from nghitruong.kernel.days import add_months

FIRST_ELECTION = date(2026, 3, 15)
TERM_YEARS = 5
TWO_LEVELS = date(2025, 7, 1)
"""Since this day there are no districts."""
SATURDAY = 5
PLANNED = timedelta(minutes=100)
"""How long ago today's session began, where the day is old enough."""


@dataclass(frozen=True)
class Timeline:
    """What happened when, if the demo is loaded at `now`: merged four months ago, in session today."""

    now: datetime

    @property
    def today(self) -> date:
        return clock.local_date(self.now)

    @property
    def merged_on(self) -> date:
        """The first day of the new ward."""
        return add_months(self.today, -4)

    @property
    def elected_on(self) -> date:
        """The election day of the running term. A clock before August 2026 gets one that fits it."""
        year = FIRST_ELECTION.year + TERM_YEARS * max(0, (self.merged_on.year - FIRST_ELECTION.year) // TERM_YEARS)
        elected = FIRST_ELECTION.replace(year=year)
        if elected + timedelta(days=60) > self.merged_on and year > FIRST_ELECTION.year:
            elected = elected.replace(year=year - TERM_YEARS)
        return min(elected, self.merged_on - timedelta(days=60))

    @property
    def term_years(self) -> tuple[int, int]:
        first = max(FIRST_ELECTION.year, self.elected_on.year)
        return first, first + TERM_YEARS

    @property
    def term_started_on(self) -> date:
        """The first session after the election."""
        return self.elected_on + timedelta(days=20)

    @property
    def wards_opened_on(self) -> date:
        """Since when there are wards without districts above them."""
        return min(TWO_LEVELS, self.elected_on)

    @property
    def last_session(self) -> date:
        return workday(add_months(self.today, -1), -1)

    @property
    def next_session(self) -> date:
        return workday(add_months(self.today, 1), 1)

    @property
    def session_begins(self) -> datetime:
        """When today's session began: some time ago, but on the same day."""
        midnight = datetime.combine(self.today, time(0, 1), clock.COUNCIL_ZONE)
        begins = self.now - PLANNED
        begins = begins.replace(minute=begins.minute - begins.minute % 15, second=0, microsecond=0)
        return min(max(begins, midnight), self.now)

    def before_today(self, days: int) -> date:
        return self.today - timedelta(days=days)


class Pace:
    """A clock that moves a little before each verb, from a moment on and never past its end."""

    def __init__(self, start: datetime, end: datetime | None = None) -> None:
        self.moment = start
        self._end = end
        spare = (end - start) / (PLANNED - timedelta(minutes=2)) if end else 1.0
        self._scale = min(1.0, spare)

    def after(self, seconds: float) -> AbstractContextManager[None]:
        """The next verb comes so many seconds later; on a short day all of them come faster."""
        moment = self.moment + timedelta(seconds=seconds * self._scale)
        self.moment = min(moment, self._end) if self._end else moment
        return clock.standing_at(self.moment)

    def skip_to(self, moment: datetime) -> None:
        """Let time pass until the moment, unless it is over."""
        self.moment = max(self.moment, moment)


@contextmanager
def standing_on(day: date, hour: int = 8, minute: int = 0) -> Iterator[None]:
    """Inside the block it is that hour of that day, for the council."""
    with clock.standing_at(moment_of(day, hour, minute)):
        yield


def moment_of(day: date, hour: int = 8, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), clock.COUNCIL_ZONE)


def workday(day: date, step: int) -> date:
    """The day itself from Monday to Friday, else the nearest such day in the direction of `step`."""
    while day.weekday() >= SATURDAY:
        day += timedelta(days=step)
    return day
