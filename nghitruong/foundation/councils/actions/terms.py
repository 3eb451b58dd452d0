"""Terms of office: opened, corrected, divided into constituencies, followed by the next."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from nghitruong.foundation.councils.actions.writing import insert, line, living
from nghitruong.foundation.councils.handover import TermEnd, on_term_end
from nghitruong.foundation.councils.lifecycle import HOLDING, MandateState
from nghitruong.foundation.councils.models import Body, BodyKind, Constituency, Council, Mandate, MandateChange, Term
from nghitruong.foundation.councils.policies import may
from nghitruong.foundation.councils.queries import law_on, register_counts, running_term
from nghitruong.foundation.councils.rules import SeatFacts, legal_seats, may_roll_over, refusals
from nghitruong.foundation.councils.rules.refusals import naming
from nghitruong.foundation.verbs.beats import announce, lawful, permit, record, refuse_now, verb
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Actor
from nghitruong.kernel.vietnamese import clean_line

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class TermPlan:
    """A term about to be opened: its number as documents show it, the years it is named by, its first day.

    `population` lets the number of seats be computed (R1.18 to R1.25) where `legal_seats` is not given.
    """

    ordinal: int
    first_year: int
    last_year: int
    starts_on: date
    legal_seats: int = 0
    elected_seats: int = 0
    population: int | None = None
    is_highland: bool = False


@dataclass(frozen=True)
class RollOver:
    """What a roll-over found and left: counts by noun, and what the nouns of upper rooms carried over."""

    term: Term
    before: dict[str, int]
    after: dict[str, int]
    carried: dict[str, int]


@verb("councils.open_term")
def open_term(clerk: Actor, council: Council, *, plan: TermPlan) -> Term:
    """Open a council's first term, or the next after one that has ended. A running one is rolled over instead."""
    permit(may(clerk, "councils.open_term", council_id=council.pk))
    living(council.pk)
    if running_term(council.pk):
        refuse_now(refusals.TERM_RUNS)
    term = store_term(council, plan)
    record(term, ordinal=term.ordinal, years=str(term), starts_on=term.starts_on.isoformat(), seats=term.legal_seats)
    announce(f"council-{council.pk}")
    return term


@verb("councils.change_term")
def change_term(
    clerk: Actor,
    term: Term,
    *,
    legal_seats: int | None = None,
    elected_seats: int | None = None,
    ordinal: int | None = None,
) -> Term:
    """Correct a term's number or its seats."""
    permit(may(clerk, "councils.change_term", council_id=term.council_id))
    living(term.council_id)
    wanted = {"legal_seats": legal_seats, "elected_seats": elected_seats, "ordinal": ordinal}
    changes = {name: value for name, value in wanted.items() if value is not None}
    if ordinal and Term.objects.filter(council_id=term.council_id, ordinal=ordinal).exclude(pk=term.pk).exists():
        refuse_now(naming(refusals.ORDINAL_TAKEN, ordinal=ordinal))
    before = {name: getattr(term, name) for name in changes}
    Term.objects.filter(pk=term.pk).update(**changes)
    term.refresh_from_db()
    record(term, before=before, after=changes)
    announce(f"council-{term.council_id}")
    return term


@verb("councils.add_constituency")
def add_constituency(clerk: Actor, term: Term, *, number: int, area: str = "") -> Constituency:
    """Add an electoral unit to a term, with the places it covers."""
    permit(may(clerk, "councils.add_constituency", council_id=term.council_id))
    living(term.council_id)
    place = Constituency(council_id=term.council_id, term=term, number=number, area=clean_line(area))
    insert(place, naming(refusals.NUMBER_TAKEN, number=number))
    record(place, term=term.pk, number=number, area=place.area)
    announce(f"council-{term.council_id}")
    return place


@verb("councils.change_constituency")
def change_constituency(clerk: Actor, constituency: Constituency, *, area: str) -> Constituency:
    """Correct the places an electoral unit covers."""
    permit(may(clerk, "councils.change_constituency", council_id=constituency.council_id))
    living(constituency.council_id)
    before, constituency.area = constituency.area, line(area)
    constituency.save(update_fields=["area"])
    record(constituency, before=before, after=constituency.area)
    announce(f"council-{constituency.council_id}")
    return constituency


@verb("councils.roll_over_term", serious=True)
def roll_over_term(clerk: Actor, term: Term, *, plan: TermPlan) -> RollOver:
    """End a term and open the next on the first day of the new council (Art. 29(5)).

    Every seat of the old term ends the day before; Standing body, committees and groups go on as caretakers until the
    new council elects its own (R1.14); open work is carried over by its own nouns. One line in the ledger, with the
    counts before and after.
    """
    permit(may(clerk, "councils.roll_over_term", council_id=term.council_id))
    council = living(term.council_id)
    eve = plan.starts_on - ONE_DAY
    if term.ends_on is not None:
        refuse_now(naming(refusals.TERM_OVER, day=term.ends_on))
    lawful(may_roll_over(term.starts_on, plan.starts_on, clock.today()))
    before = register_counts(council.pk, eve)
    _end_mandates(term, eve)
    Term.objects.filter(pk=term.pk).update(ends_on=eve)
    Body.objects.filter(council=council, valid_to=None).exclude(kind=BodyKind.OFFICE).update(is_caretaker=True)
    following = store_term(council, plan)
    carried = on_term_end.run(TermEnd(council.pk, term.pk, following.pk, plan.starts_on))
    after = register_counts(council.pk, plan.starts_on)
    record(following, ended=term.pk, on=plan.starts_on.isoformat(), before=before, after=after, carried=carried)
    announce(f"council-{council.pk}")
    return RollOver(following, before, after, carried)


def store_term(council: Council, plan: TermPlan, *, is_inherited: bool = False) -> Term:
    """Write the row of a term; its seats are the law's number where a population is known and none was given."""
    if plan.last_year < plan.first_year:
        refuse_now(refusals.YEARS_OUT_OF_ORDER)
    term = Term(
        council=council,
        ordinal=plan.ordinal,
        first_year=plan.first_year,
        last_year=plan.last_year,
        starts_on=plan.starts_on,
        legal_seats=plan.legal_seats or _seats_by_law(council, plan),
        elected_seats=plan.elected_seats,
        population=plan.population,
        is_inherited=is_inherited,
    )
    return insert(term, naming(refusals.ORDINAL_TAKEN, ordinal=plan.ordinal))


def _seats_by_law(council: Council, plan: TermPlan) -> int:
    if not plan.population:
        return 0
    unit = council.unit
    facts = SeatFacts(
        kind=unit.kind,
        population=plan.population,
        code=unit.code,
        parent_kind=unit.parent.kind if unit.parent else "",
        is_highland=plan.is_highland,
    )
    answer = legal_seats(facts, law_on(council.pk, plan.starts_on))
    return answer[0] if answer else 0


def _end_mandates(term: Term, eve: date) -> None:
    """The held seats of a term end with it; what ended earlier keeps its own day and reason."""
    held = Mandate.objects.filter(term=term, state__in=HOLDING)
    ids: list[Any] = list(held.values_list("id", flat=True))
    Mandate.objects.filter(pk__in=ids, starts_on__gt=eve).update(starts_on=eve)
    Mandate.objects.filter(pk__in=ids).update(state=MandateState.TERM_ENDED, ends_on=eve)
    MandateChange.objects.bulk_create(
        [MandateChange(council_id=term.council_id, mandate_id=pk, state=MandateState.TERM_ENDED, on=eve) for pk in ids],
        batch_size=500,
    )
