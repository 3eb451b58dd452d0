"""Working days as a council's office corrected them."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from nghitruong.foundation.law.models import DayCorrection
from nghitruong.foundation.verbs.kept import kept
from nghitruong.kernel.days import DayRow, WorkCalendar, national_year


@dataclass(frozen=True)
class CalendarDay:
    """A day of the list: what the national calendar says of it, and the office's correction where there is one."""

    day: date
    is_working: bool
    name: str
    correction: DayCorrection | None = None


def days_of(council_id: int, year: int) -> list[CalendarDay]:
    """Every day of a year that is not simply a weekday or a weekend: holidays, swapped days, corrected days."""
    national = national_year(year)
    found = {day: CalendarDay(day, False, name) for day, name in national.days_off.items() if day.year == year}
    found |= {day: CalendarDay(day, True, "") for day in national.worked_weekends}
    for row in day_corrections(council_id).filter(day__year=year):
        found[row.day] = CalendarDay(row.day, row.is_working, row.reason, row)
    return [found[day] for day in sorted(found)]


def calendar_for(council_id: int | None) -> WorkCalendar:
    """Working days as the council's office corrected them."""
    if council_id is None:
        return WorkCalendar()
    rows = _corrections(council_id)
    return WorkCalendar(DayRow(row.day, row.is_working, row.reason, row.document) for row in rows)


def day_corrections(council_id: int) -> QuerySet[DayCorrection]:
    return DayCorrection.objects.filter(council_id=council_id, withdrawn_at=None).order_by("day")


_corrections = kept(day_corrections)


def day_correction_for(council_id: int, correction_id: int) -> DayCorrection | None:
    return DayCorrection.objects.filter(council_id=council_id, pk=correction_id).first()
