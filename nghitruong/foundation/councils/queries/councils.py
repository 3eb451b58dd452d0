"""Councils, terms, constituencies; which council answers under a code; the whole council on a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db.models import Count, Model, Q, QuerySet

from nghitruong.foundation.councils.models import (
    Agency,
    Body,
    Constituency,
    Council,
    Mandate,
    Succession,
    Term,
    Unit,
    UnitKind,
)
from nghitruong.foundation.councils.queries.bodies import bodies_on
from nghitruong.foundation.councils.queries.deputies import active_mandates_on, deputies_of, held_on, mandates_on
from nghitruong.foundation.councils.queries.organisation import agencies_on
from nghitruong.foundation.councils.rules.seats import ByElectionFacts, by_election, is_by_election_needed
from nghitruong.foundation.law.queries import params_for
from nghitruong.foundation.law.units import UnitOf
from nghitruong.foundation.verbs.kept import kept
from nghitruong.kernel.actor import Actor
from nghitruong.kernel.days import add_months
from nghitruong.kernel.decision import Decision, RefusedError
from nghitruong.kernel.params import Params
from nghitruong.kernel.policy import NO_SUCH_RECORD

M = TypeVar("M", bound=Model)

SUSPENDED_COUNTS = "mandate.suspended_counts_in_total"
MOST_STEPS = 20
"""How many successions are followed at most: a chain of mergers is short, a circle would be endless."""


def law_on(council_id: int, day: date) -> Params:
    """The dated rows of law in force for one council on one day, its own overrides included."""
    unit = unit_of(council_id)
    return params_for(council_id, day, unit_kind=unit.kind, unit_code=unit.code)


def total_deputies(council_id: int, day: date, law: Params | None = None) -> int:
    """The total number of deputies on a day: the denominator of a resolution (R3.04).

    Whether suspended deputies count in it is a row of law (R1.46): of `law`, where the asker holds that day's already.
    """
    param = (law or law_on(council_id, day)).get(SUSPENDED_COUNTS)
    if param is not None and param.value is False:
        return active_mandates_on(council_id, day).count()
    return next(iter(_seats(council_id, day)), 0)


@kept
def _seats(council_id: int, day: date) -> QuerySet[Mandate, int]:
    held = mandates_on(council_id, day).order_by().values("council_id")
    return held.annotate(seats=Count("id")).values_list("seats", flat=True)


def unit_of(council_id: int) -> UnitOf:
    """The kind and the code of the unit a council stands for; the law's own pages ask for it through the wiring."""
    return next((UnitOf(*row) for row in _units(council_id)), UnitOf())


@kept
def _units(council_id: int) -> QuerySet[Council, tuple[str, str]]:
    return Council.objects.filter(pk=council_id).values_list("unit__kind", "unit__code")


def province_code_of(council_id: int) -> str:
    """The code of the province that the council's unit lies in, its own for a province; empty where nobody said."""
    unit = Unit.objects.select_related("parent__parent").filter(councils__pk=council_id).first()
    while unit and unit.parent:
        unit = unit.parent
    return unit.code if unit and unit.kind in {UnitKind.PROVINCE, UnitKind.CITY} else ""


def council_with_code(code: str, on: date | None = None) -> Council | None:
    """The council of the unit with this code: the one at work on that day, without a day the latest."""
    councils = Council.objects.filter(unit__code=code).select_related("unit").order_by("-opened_on", "-id")
    if on:
        councils = councils.filter(Q(closed_on=None) | Q(closed_on__gte=on), opened_on__lte=on)
    return councils.first()


def council_by_code(code: str) -> Council | None:
    """The council that answers under a code today: the living one of the unit, else the one that took its work over.

    Where an old council was divided and no successor took it over in whole, it answers itself: nothing is chosen.
    """
    living = Council.objects.filter(unit__code=code, closed_on=None).select_related("unit").first()
    council = living or council_with_code(code)
    for _step in range(MOST_STEPS):
        heir = _heir_of(council) if council and council.closed_on else None
        if heir is None:
            break
        council = heir
    return council


def council_for(actor: Actor) -> Council:
    """The council in which the actor is acting; raises RefusedError (not found) for nobody's."""
    council = next(iter(_councils(actor.council_id or 0)), None)
    if council is None:
        raise RefusedError(NO_SUCH_RECORD, "council")
    return council


@kept
def _councils(council_id: int) -> QuerySet[Council]:
    return Council.objects.select_related("unit", "parent").filter(pk=council_id)


def council_name(council_id: int | None) -> str:
    """The council's full name, empty for none."""
    return Council.objects.filter(pk=council_id or 0).values_list("name", flat=True).first() or ""


def term_on(council_id: int, day: date) -> Term | None:
    """The term of office that a day falls into."""
    terms = Term.objects.filter(Q(ends_on=None) | Q(ends_on__gte=day), council_id=council_id, starts_on__lte=day)
    return terms.order_by("-starts_on").first()


def running_term(council_id: int) -> Term | None:
    """The last term that has not ended."""
    return next(iter(_running_terms(council_id)), None)


@kept
def _running_terms(council_id: int) -> QuerySet[Term]:
    return Term.objects.filter(council_id=council_id, ends_on=None).order_by("-starts_on", "-id")[:1]


def terms_of(council_id: int) -> QuerySet[Term]:
    """The terms of a council, newest first."""
    return Term.objects.filter(council_id=council_id).order_by("-starts_on", "-id")


def term_for(actor: Actor, term_id: int) -> Term:
    """One term of the actor's council."""
    terms = Term.objects.select_related("council").filter(pk=term_id, council_id=actor.council_id or 0)
    return found(terms, f"term-{term_id}")


def constituencies_of(term_id: int) -> QuerySet[Constituency]:
    """The electoral units of a term with their numbers of deputies, by number."""
    held = Count("mandate", filter=Q(mandate__ends_on=None))
    return Constituency.objects.filter(term_id=term_id).annotate(deputies=held).order_by("number")


def constituency_for(actor: Actor, constituency_id: int) -> Constituency:
    """One electoral unit of the actor's council."""
    places = Constituency.objects.filter(pk=constituency_id, council_id=actor.council_id or 0)
    return found(places, f"constituency-{constituency_id}")


def predecessors_of(council_id: int) -> QuerySet[Succession]:
    """Whom a council follows, in whole before in part."""
    links = Succession.objects.filter(council_id=council_id).select_related("predecessor__unit")
    return links.order_by("-on", "-is_whole", "predecessor__name")


def successors_of(council_id: int) -> QuerySet[Succession]:
    """Who follows a council, in whole before in part."""
    links = Succession.objects.filter(predecessor_id=council_id).select_related("council__unit")
    return links.order_by("-on", "-is_whole", "council__name")


def founding_origins(council_id: int) -> int:
    """From how many whole units a council's own was formed: the number that R1.12 counts."""
    return Succession.objects.filter(council_id=council_id, is_whole=True).count()


@dataclass(frozen=True)
class ByElection:
    """Whether a by-election is needed, with the comparisons behind it (R1.28)."""

    decision: Decision
    is_needed: bool


def by_election_of(term: Term, day: date) -> ByElection:
    """Whether a running term needs a by-election; where nobody wrote down who was elected, the legal number counts."""
    ends = term.ends_on or add_months(_elected_on(term), 12 * (term.last_year - term.first_year))
    elected = term.elected_seats or term.legal_seats
    facts = ByElectionFacts(
        elected=elected,
        legal=term.legal_seats,
        held=mandates_on(term.council_id, day).count(),
        term_ends=ends,
        today=day,
        is_new_unit=term.is_inherited,
    )
    decision = by_election(facts, law_on(term.council_id, day))
    return ByElection(decision, is_by_election_needed(decision))


def _elected_on(term: Term) -> date:
    """The first day of the years that a term is named by: inherited deputies were elected before the merger."""
    if not term.is_inherited:
        return term.starts_on
    old = Term.objects.filter(council__successors__council_id=term.council_id, last_year=term.last_year)
    return min([term.starts_on, *old.values_list("starts_on", flat=True)])


@dataclass(frozen=True)
class CouncilOnDay:
    """A council as it was on one day: its term, the seats held, the bodies with their members, the agencies."""

    council: Council
    day: date
    term: Term | None
    mandates: Sequence[Mandate]
    bodies: Sequence[Body]
    agencies: Sequence[Agency]
    predecessors: Sequence[Succession]
    successors: Sequence[Succession]


def council_on(council: Council, day: date) -> CouncilOnDay:
    """The council on a day, past or present, in the same number of queries whatever its size."""
    return CouncilOnDay(
        council=council,
        day=day,
        term=term_on(council.pk, day),
        mandates=list(deputies_of(council.pk).filter(held_on(day))),
        bodies=list(bodies_on(council.pk, day)),
        agencies=list(agencies_on(council.pk, day)),
        predecessors=[link for link in predecessors_of(council.pk) if link.on <= day],
        successors=[link for link in successors_of(council.pk) if link.on <= day],
    )


def found(rows: QuerySet[M], name: str) -> M:
    """The only row, or RefusedError: what the actor may not know of does not exist."""
    row = rows.first()
    if row is None:
        raise RefusedError(NO_SUCH_RECORD, name)
    return row


def _heir_of(council: Council) -> Council | None:
    """Who took a closed council over in whole, or its only successor."""
    links = list(successors_of(council.pk))
    whole = [link.council for link in links if link.is_whole]
    if len(links) == 1:
        return links[0].council
    return whole[0] if len(whole) == 1 else None
