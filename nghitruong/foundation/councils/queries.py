"""Reads: doors to a council and its parts, and "the council on day D"."""

from datetime import date

from django.db.models import Q, QuerySet

from nghitruong.foundation.councils.lifecycle import HOLDING
from nghitruong.foundation.councils.models import Council, Mandate, Term
from nghitruong.foundation.law.queries import params_for
from nghitruong.foundation.law.units import UnitOf
from nghitruong.kernel.params import Params


def law_on(council_id: int, day: date) -> Params:
    """The dated rows of law in force for one council on one day, its own overrides included."""
    unit = unit_of(council_id)
    return params_for(council_id, day, unit_kind=unit.kind, unit_code=unit.code)


def unit_of(council_id: int) -> UnitOf:
    """The kind and the code of the unit a council stands for; the law's own pages ask for it through the wiring."""
    kind, code = Council.objects.values_list("unit__kind", "unit__code").get(pk=council_id)
    return UnitOf(kind, code)


def council_with_code(code: str, on: date | None = None) -> Council | None:
    """The council of the unit with this code: the one at work on that day, without a day the latest."""
    councils = Council.objects.filter(unit__code=code).select_related("unit").order_by("-opened_on")
    if on:
        councils = councils.filter(Q(closed_on=None) | Q(closed_on__gte=on), opened_on__lte=on)
    return councils.first()


def mandates_on(council_id: int, day: date) -> QuerySet[Mandate]:
    """The seats held on a day: begun, not ended, not released, removed, lost or left by death (R1.46)."""
    return Mandate.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=day), council_id=council_id, starts_on__lte=day, state__in=HOLDING
    )


def term_on(council_id: int, day: date) -> Term | None:
    """The term of office that a day falls into."""
    terms = Term.objects.filter(Q(ends_on=None) | Q(ends_on__gte=day), council_id=council_id, starts_on__lte=day)
    return terms.order_by("-starts_on").first()


def council_name(council_id: int | None) -> str:
    """The council's full name, empty for none."""
    return Council.objects.filter(pk=council_id or 0).values_list("name", flat=True).first() or ""


def total_deputies(council_id: int, day: date) -> int:
    """The total number of deputies on a day: the denominator of a resolution (R3.04, R1.46)."""
    return mandates_on(council_id, day).count()
