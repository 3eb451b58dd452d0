"""Days and times as spreadsheets count them: days since the end of 1899 (or 1904), the time of day as a fraction."""

from datetime import date, datetime, time, timedelta

EPOCH_1900, EPOCH_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)  # noqa: DTZ001
LAST_SERIAL = 2_958_466
FALSE_LEAP_DAY = 60
"""The programs believe in a 29 February 1900; before it every day is off by one."""


def from_serial(value: float, *, epoch_1904: bool = False) -> date | datetime | time | None:
    """A day, a moment or (below one) a time of day, to the second; None outside of what the programs show."""
    if not 0 <= value < LAST_SERIAL:
        return None
    seconds = round(value * 86_400)
    if seconds < 86_400:
        return (EPOCH_1900 + timedelta(seconds=seconds)).time()
    shift = timedelta(days=1 if not epoch_1904 and value < FALSE_LEAP_DAY else 0)
    try:
        moment = (EPOCH_1904 if epoch_1904 else EPOCH_1900) + shift + timedelta(seconds=seconds)
    except OverflowError:
        return None
    return moment if seconds % 86_400 else moment.date()


def read_iso(text: str) -> date | datetime | str:
    """A cell that holds its day as text by the standard; what is no day stays text."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return text
    return moment if moment.time() != time() else moment.date()
