"""Working days as a council's office corrected them."""

from django.db.models import QuerySet

from nghitruong.foundation.law.models import DayCorrection
from nghitruong.kernel.days import DayRow, WorkCalendar


def calendar_for(council_id: int | None) -> WorkCalendar:
    """Working days as the council's office corrected them."""
    if council_id is None:
        return WorkCalendar()
    rows = day_corrections(council_id)
    return WorkCalendar(DayRow(row.day, row.is_working, row.reason, row.document) for row in rows)


def day_corrections(council_id: int) -> QuerySet[DayCorrection]:
    return DayCorrection.objects.filter(council_id=council_id, withdrawn_at=None).order_by("day")


def day_correction_for(council_id: int, correction_id: int) -> DayCorrection | None:
    return DayCorrection.objects.filter(council_id=council_id, pk=correction_id).first()
