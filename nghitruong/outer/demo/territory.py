"""The city and its wards: units, councils with their deputies, and the merger that made Sen Hồng."""

from __future__ import annotations

from datetime import timedelta
from itertools import groupby
from typing import TYPE_CHECKING

from nghitruong.foundation.councils import actions as councils
from nghitruong.foundation.councils.actions.terms import TermPlan
from nghitruong.foundation.councils.queries import deputies_of, running_term
from nghitruong.foundation.councils.rules import DeputyRow, Part
from nghitruong.kernel.actor import system_actor
from nghitruong.outer.demo import world
from nghitruong.outer.demo.timeline import TWO_LEVELS, Timeline, standing_on

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nghitruong.foundation.councils.models import Council, Mandate, Term, Unit
    from nghitruong.outer.demo.names import NameMaker
    from nghitruong.outer.demo.world import Lead, Place

A_CONSTITUENCY = 5
"""At most so many deputies are elected in one electoral unit (R1.26)."""
ORDINAL = 2
"""The second term since there are two levels; a merged ward with a new name begins with khóa I again (R1.34)."""
SYSTEM = system_actor()


def build_city(days: Timeline, names: NameMaker) -> Council:
    """The city above the wards, with the districts that it had until July 2025, and its own council."""
    with standing_on(days.wards_opened_on):
        unit = councils.create_unit(SYSTEM, world.CITY.code, name=world.CITY.name, kind=world.CITY.kind)
        for old in world.FORMER_DISTRICTS:
            last_day = TWO_LEVELS - timedelta(days=1)
            councils.create_unit(SYSTEM, old.code, name=old.name, kind=old.kind, parent=unit, valid_to=last_day)
        council = councils.create_council(SYSTEM, unit, opened_on=days.wards_opened_on, is_demo=True)
    with standing_on(days.term_started_on):
        _elect(council, world.CITY, days, names)
    return council


def build_ward(
    days: Timeline, names: NameMaker, city: Council, place: Place, leads: Sequence[Lead] = (), until: bool = False
) -> Council:
    """A ward with its elected deputies, `leads` among them. `until`: the unit ends with the merger."""
    with standing_on(days.wards_opened_on):
        council = _open_council(place, city, days, ends=until)
    with standing_on(days.term_started_on):
        _elect(council, place, days, names, leads)
    return council


def build_merged_ward(days: Timeline, names: NameMaker, city: Council) -> Council:
    """Sen Hồng: twelve wards with their councils, then the merger of ten whole ones and parts of two (R1.30, R1.35)."""
    old = [build_ward(days, names, city, place, _leads_from(place), until=True) for place in world.MERGED]
    with standing_on(days.merged_on, 7):
        unit = _unit(world.SEN_HONG, city, valid_from=days.merged_on)
        council = councils.create_council(SYSTEM, unit, opened_on=days.merged_on, parent=city, is_demo=True)
        councils.succeed_council(
            SYSTEM,
            council,
            parts=[_part(place, one) for place, one in zip(world.MERGED, old, strict=True)],
            on=days.merged_on,
            decision=f"Nghị quyết số {world.MERGER_DECISION} ngày {days.merged_on:%d/%m/%Y}",
        )
        _keep_constituencies(council, old)
        councils.number_seats(system_actor(council.pk), term_of(council))
    return council


def seats_of(council: Council) -> list[Mandate]:
    """The deputies who hold a seat, in the order of their seats."""
    return list(deputies_of(council.pk).filter(seat__isnull=False).order_by("seat"))


def term_of(council: Council) -> Term:
    """The running term; there is one wherever the demo looks."""
    term = running_term(council.pk)
    if term is None:
        raise LookupError(f"{council} has no running term")
    return term


def _unit(place: Place, city: Council, **days: object) -> Unit:
    return councils.create_unit(SYSTEM, place.code, name=place.name, kind=place.kind, parent=city.unit, **days)  # type: ignore[arg-type]


def _open_council(place: Place, city: Council, days: Timeline, *, ends: bool) -> Council:
    last_day = days.merged_on - timedelta(days=1) if ends else None
    unit = _unit(place, city, valid_from=days.wards_opened_on, valid_to=last_day)
    return councils.create_council(SYSTEM, unit, opened_on=days.wards_opened_on, parent=city, is_demo=True)


def _elect(council: Council, place: Place, days: Timeline, names: NameMaker, leads: Sequence[Lead] = ()) -> None:
    """The running term: constituencies of at most five deputies, and as many deputies as the place has."""
    office, count = system_actor(council.pk), place.deputies
    plan = TermPlan(ORDINAL, *days.term_years, days.term_started_on, legal_seats=count, elected_seats=count)
    term = councils.open_term(office, council, plan=plan)
    constituencies = -(-count // A_CONSTITUENCY)
    for number in range(1, constituencies + 1):
        area = f"Khu phố {2 * number - 1} và khu phố {2 * number}"
        councils.add_constituency(office, term, number=number, area=area)
    people = [names.person(lead.gender, full_name=lead.name) for lead in leads]
    people += names.people(count - len(leads))
    rows = [DeputyRow(**vars(person), constituency=1 + at % constituencies) for at, person in enumerate(people)]
    councils.grant_mandates(office, term, rows=rows)
    councils.number_seats(office, term)


def _leads_from(place: Place) -> list[Lead]:
    return [lead for lead in world.DEPUTIES if lead.ward == place.code]


def _part(place: Place, council: Council) -> Part:
    """Of a ward that was divided come those whom the part that came had elected: the first constituencies."""
    if place.is_whole:
        return Part(council.pk)
    elected = deputies_of(council.pk).order_by("constituency__number", "seat").values_list("id", flat=True)
    return Part(council.pk, is_whole=False, mandate_ids=tuple(elected[: place.comes]))


def _keep_constituencies(council: Council, old: Sequence[Council]) -> None:
    """Each deputy stays the deputy of those who elected her: the old electoral units go on under new numbers."""
    office, term, number = system_actor(council.pk), term_of(council), 0
    mine = {seat.person.full_name: seat for seat in deputies_of(council.pk)}
    for place, one in zip(world.MERGED, old, strict=True):
        elected = deputies_of(one.pk).order_by("constituency__number", "person__sort_key")
        came = [seat for seat in elected if seat.person.full_name in mine]
        for old_number, seats in groupby(came, lambda seat: seat.constituency.number if seat.constituency else 0):
            number += 1
            area = f"Đơn vị bầu cử số {old_number} của {place.in_sentence} cũ"
            constituency = councils.add_constituency(office, term, number=number, area=area)
            for seat in seats:
                councils.move_deputy(office, mine[seat.person.full_name], constituency=constituency)
