"""The one clock. Tests, the demo and "what will be late next week?" stand on another day through it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

COUNCIL_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
"""Business time zone, UTC+7 without daylight saving (R0.01)."""

_shift: ContextVar[timedelta] = ContextVar("clock_shift", default=timedelta(0))
_frozen: ContextVar[datetime | None] = ContextVar("clock_frozen", default=None)


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return _frozen.get() or datetime.now(UTC) + _shift.get()


def today() -> date:
    """The local date on which the present moment falls (R0.01)."""
    return local_date(now())


def local_date(moment: datetime) -> date:
    """The date a moment has for the council, whatever zone the moment was given in."""
    return moment.astimezone(COUNCIL_ZONE).date()


@contextmanager
def standing_at(moment: datetime) -> Iterator[None]:
    """Inside the block time stands still at `moment`, which must carry a zone."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    token = _frozen.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _frozen.reset(token)


@contextmanager
def shifted_by(delta: timedelta) -> Iterator[None]:
    """Inside the block the clock runs, `delta` away from the real one."""
    token = _shift.set(delta)
    try:
        yield
    finally:
        _shift.reset(token)
