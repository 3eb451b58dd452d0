"""Wards that merge: built through the verbs, by the system, in few lines."""

from dataclasses import replace
from datetime import date

from nghitruong.foundation.councils.actions import (
    create_council,
    create_unit,
    grant_mandates,
    open_term,
    succeed_council,
)
from nghitruong.foundation.councils.actions.terms import TermPlan
from nghitruong.foundation.councils.models import Agency, Council, Mandate, Term
from nghitruong.foundation.councils.rules import DeputyRow, Part
from nghitruong.kernel.actor import system_actor
from tests.cast import Cast

OPENED = date(2021, 7, 1)
ELECTED = date(2026, 3, 15)
MERGED = date(2026, 7, 1)
SYSTEM = system_actor()
FIVE_YEARS = TermPlan(ordinal=3, first_year=2026, last_year=2031, starts_on=ELECTED, elected_seats=20)


def city() -> Council:
    unit = create_unit(SYSTEM, "DEMO-01", name="Thành phố Hoa Sen", kind="thanh_pho_tw", valid_from=OPENED)
    return create_council(SYSTEM, unit, opened_on=OPENED, is_demo=True)


def ward(number: int, parent: Council, *, deputies: int = 0, opened_on: date = OPENED) -> Council:
    """A ward of the city with its council, in a term elected in March 2026 when it has deputies."""
    council, _term = ward_in_term(number, parent, deputies=deputies, opened_on=opened_on)
    return council


def ward_in_term(
    number: int, parent: Council, *, deputies: int = 0, opened_on: date = OPENED
) -> tuple[Council, Term | None]:
    unit = create_unit(
        SYSTEM,
        f"DEMO-{number:03}",
        name=f"Phường Sen {number}",
        kind="phuong",
        parent=parent.unit,
        valid_from=opened_on,
    )
    council = create_council(SYSTEM, unit, opened_on=opened_on, parent=parent, is_demo=True)
    if not deputies:
        return council, None
    term = open_term(SYSTEM, council, plan=FIVE_YEARS)
    grant_mandates(SYSTEM, term, rows=[row(number, place) for place in range(1, deputies + 1)])
    return council, term


def row(ward_number: int, place: int) -> DeputyRow:
    return DeputyRow(f"Đại Biểu {ward_number}-{place:02}", born_on=date(1970, 1, place % 28 + 1), seat=place)


def mandates_of(council: Council) -> list[Mandate]:
    return list(Mandate.objects.filter(council=council).order_by("id"))


def merging(cast: Cast) -> tuple[Council, Council]:
    """A ward for which the cast works from now on, and the one that will follow it."""
    above = city()
    old, new = ward(1, above, deputies=2), ward(2, above, opened_on=MERGED)
    object.__setattr__(cast, "council", old)
    object.__setattr__(cast, "agency", agency_of(old, "ubnd", "UBND phường Sen 1"))
    for name in ("minh", "lan", "an"):
        actor = getattr(cast, name)
        object.__setattr__(cast, name, replace(actor, council_id=old.pk, agency_id=cast.agency.pk))
    return old, new


def agency_of(council: Council, kind: str, name: str) -> Agency:
    return Agency.objects.create(
        council=council, code=kind, name=name, kind=kind, level="xa", valid_from=council.opened_on
    )


def follow(old: Council, new: Council) -> None:
    succeed_council(SYSTEM, new, parts=[Part(old.pk, is_whole=True)], on=MERGED, decision="Nghị quyết 1686")
