"""Dates and times as people read and write them (ux.md 2.2); moments are shown in the council's own zone (R0.01)."""

import re
from datetime import date, datetime, timedelta
from typing import Final

from nghitruong.kernel.clock import COUNCIL_ZONE
from nghitruong.kernel.vietnamese.folding import fold

WEEKDAYS: Final = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")
SHORT_WEEKDAYS: Final = ("T2", "T3", "T4", "T5", "T6", "T7", "CN")

_SHIFTS = {"hom qua": -1, "qua": -1, "hom nay": 0, "nay": 0, "ngay mai": 1, "mai": 1, "ngay kia": 2}
_SEPARATED = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{1,2})(?:\s*[/.\-]\s*(\d{4}|\d{2}))?")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_RUN = re.compile(r"(\d{2})(\d{2})(\d{4}|\d{2})")
_LONG = re.compile(r"ngay\s+(\d{1,2})\s+thang\s+(\d{1,2})\s+nam\s+(\d{4})")
_TIME = re.compile(r"(\d{1,2})\s*(?:[:h.]|gio)\s*(?:(\d{1,2})\s*(?:phut|p)?)?")


class ImpossibleDateError(ValueError):
    """A day that its month does not have; `last_day` is how many it has, or nothing when the month is wrong too."""

    def __init__(self, text: str, day: int, month: int, last_day: int | None) -> None:
        super().__init__(text)
        self.day = day
        self.month = month
        self.last_day = last_day


def short_date(day: date, *, year: bool = True) -> str:
    """08/12/2026, or 08/12 where the year is plain."""
    return f"{day:%d/%m}/{day.year:04d}" if year else f"{day:%d/%m}"


def long_date(day: date) -> str:
    """ngày 08 tháng 12 năm 2026: days below ten and the months 1 and 2 with a leading zero (Decree 30/2020)."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def date_with_weekday(day: date) -> str:
    """Thứ Ba, 08/12/2026."""
    return f"{WEEKDAYS[day.weekday()]}, {short_date(day)}"


def short_weekday(day: date) -> str:
    """T2 to T7, CN."""
    return SHORT_WEEKDAYS[day.weekday()]


def short_time(moment: datetime) -> str:
    """09:41 by the council's clock. Raises ValueError for a moment without a zone."""
    return f"{_local(moment):%H:%M}"


def long_time(moment: datetime) -> str:
    """09 giờ 41 phút, as formal documents write it."""
    return f"{_local(moment):%H giờ %M phút}"


def spoken_time(moment: datetime) -> str:
    """8 giờ 30, as invitations say it; a full hour is "8 giờ"."""
    local = _local(moment)
    return f"{local.hour} giờ {local.minute:02d}" if local.minute else f"{local.hour} giờ"


def short_moment(moment: datetime) -> str:
    """09:41, 08/12/2026."""
    return f"{short_time(moment)}, {short_date(_local(moment).date())}"


def short_hours(start: datetime, end: datetime) -> str:
    """08:00–11:00, 10/12/2026; two whole moments when the end is on another day of the council's."""
    if _local(start).date() == _local(end).date():
        return f"{short_time(start)}–{short_moment(end)}"
    return f"{short_moment(start)} – {short_moment(end)}"


def long_moment(moment: datetime) -> str:
    """09 giờ 41 phút, ngày 08 tháng 12 năm 2026."""
    return f"{long_time(moment)}, {long_date(_local(moment).date())}"


def short_period(start: date, end: date) -> str:
    """01/01 đến 30/09/2026; both years where they differ."""
    return f"{short_date(start, year=start.year != end.year)} đến {short_date(end)}"


def long_period(start: date, end: date) -> str:
    """từ ngày 01 tháng 01 đến ngày 30 tháng 9 năm 2026; both years where they differ."""
    first = long_date(start) if start.year != end.year else long_date(start).rpartition(" năm ")[0]
    return f"từ {first} đến {long_date(end)}"


def parse_date(text: str, today: date) -> date:
    """Read 8/12, 08/12/26, 081226, 8.12.2026, 2026-12-08, "ngày 8 tháng 12 năm 2026", "hôm nay", "mai", "t6", "CN".

    A date without a year is in the year of `today`; a weekday is the next one, today included. Raises
    ImpossibleDateError for 31/11 and ValueError for what is no date.
    """
    folded = " ".join(fold(text).split())
    if folded in _SHIFTS:
        return today + timedelta(days=_SHIFTS[folded])
    if (weekday := _weekday(folded)) is not None:
        return today + timedelta(days=(weekday - today.weekday()) % 7)
    if match := _ISO.fullmatch(folded):
        year, month, day = match.groups()
    elif match := _SEPARATED.fullmatch(folded) or _RUN.fullmatch(folded) or _LONG.fullmatch(folded):
        day, month, year = match.groups()
    else:
        raise ValueError(f"not a date: {text!r}")
    return _real_date(text, int(day), int(month), _full_year(year, today))


def parse_time(text: str) -> tuple[int, int]:
    """Read 8:30, 8h30, "8 giờ 30", "8 giờ": hour and minute. Raises ValueError for what is no time of day."""
    match = _TIME.fullmatch(fold(text).strip())
    if match is None or int(match[1]) > 23 or int(match[2] or 0) > 59:
        raise ValueError(f"not a time of day: {text!r}")
    return int(match[1]), int(match[2] or 0)


def _local(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    return moment.astimezone(COUNCIL_ZONE)


def _weekday(folded: str) -> int | None:
    for place, name in enumerate(WEEKDAYS):
        if folded in (fold(name), fold(SHORT_WEEKDAYS[place])) or (place < 6 and folded == f"thu {place + 2}"):
            return place
    return None


def _full_year(year: str | None, today: date) -> int:
    """Two digits mean a year at most twenty ahead: deadlines are near, births are long ago."""
    if year is None:
        return today.year
    if len(year) == 4:
        return int(year)
    latest = today.year + 20
    return latest - (latest - int(year)) % 100


def _real_date(text: str, day: int, month: int, year: int) -> date:
    if 1 <= month <= 12 and year:
        last_day = (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day
        if 1 <= day <= last_day:
            return date(year, month, day)
        raise ImpossibleDateError(text, day, month, last_day)
    raise ImpossibleDateError(text, day, month, None)
