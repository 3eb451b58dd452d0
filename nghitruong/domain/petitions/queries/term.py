"""All petitions since the start of the term, predecessors' included (C077), and the movement of unresolved ones (C084).

A petition is resolved on the day on which the answer that settled it was accepted: done or explained, not promised.
Signals of the press are no petitions, merged ones count once, what became a letter or was only noted is not counted.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from nghitruong.domain.petitions.lifecycle import SETTLED, PetitionerKind, PetitionState, ReplyState, WishKind
from nghitruong.domain.petitions.models import Petition, Reply, Target
from nghitruong.domain.petitions.policies import reads_all
from nghitruong.domain.petitions.queries.doors import not_come
from nghitruong.domain.petitions.rules.terms import Span
from nghitruong.foundation.councils.models import Agency, Council, Succession, Term
from nghitruong.foundation.councils.queries import term_on
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Actor
from nghitruong.kernel.days import add_months
from nghitruong.kernel.decision import RefusedError
from nghitruong.kernel.policy import NO_SUCH_RECORD

RESOLVED = SETTLED
UNCOUNTED = frozenset({PetitionState.DUPLICATE, PetitionState.NOTED, PetitionState.TO_LETTER, PetitionState.SENT_BACK})
MOVES = ("begun_open", "came", "solved", "old_solved", "left_open")
"""The numbers of a span of days: open when it began, new, resolved, of these older than its year, open at its end."""
MOST_STEPS = 20
"""How far a chain of successions is followed: a circle would be endless."""


@dataclass(frozen=True)
class Movement:
    """One month: `open_before` and `new` less `solved` is `open_after`; `old_solved` were recorded before the year."""

    month: date
    open_before: int
    new: int
    solved: int
    old_solved: int

    @property
    def open_after(self) -> int:
        return self.open_before + self.new - self.solved


def lineage_of(council_id: int) -> list[int]:
    """The council and all whose whole work it took over, step by step; one divided among several is nobody's here."""
    found, newest = [council_id], [council_id]
    for _step in range(MOST_STEPS):
        links = Succession.objects.filter(council_id__in=newest, is_whole=True).exclude(predecessor__in=found)
        newest = list(links.values_list("predecessor_id", flat=True).distinct())
        if not newest:
            break
        found += newest
    return found


def term_start(council_id: int, lineage: list[int]) -> date:
    """When the term began: for a council that inherited it, when its predecessors' did; this year without a term."""
    today = clock.today()
    term = term_on(council_id, today)
    if term is None:
        return today.replace(month=1, day=1)
    same = Term.objects.filter(council__in=lineage, first_year=term.first_year)
    first: date | None = same.aggregate(first=Min("starts_on"))["first"]
    return min(first or term.starts_on, term.starts_on)


def of_lineage(actor: Actor) -> QuerySet[Petition]:
    """Every petition of the actor's council and of those it took over, of any term, for who reads all of them."""
    if not reads_all(actor) or actor.council_id is None:
        return Petition.objects.none()
    rows = Petition.objects.filter(council__in=lineage_of(actor.council_id), kind=WishKind.PETITION)
    come = rows.exclude(pk__in=not_come([actor.council_id]))
    known = come.exclude(state__in=UNCOUNTED).select_related("agency", "answer", "council")
    return known.order_by("-recorded_on", "-id")


def term_began_on(actor: Actor) -> date:
    """When the term of the actor's council began, its predecessors' part of it included."""
    council_id = actor.council_id or 0
    return term_start(council_id, lineage_of(council_id))


def since_the_term_began(actor: Actor) -> QuerySet[Petition]:
    """Of these the petitions that were recorded in the term."""
    return of_lineage(actor).filter(recorded_on__gte=term_began_on(actor))


def inherited_for(actor: Actor, petition_id: int) -> Petition:
    """One petition that the actor's council has or took over; what the actor may not read does not exist."""
    found = of_lineage(actor).select_related("intake", "in_charge__person").filter(pk=petition_id).first()
    if found is None:
        raise RefusedError(NO_SUCH_RECORD, f"petition {petition_id}")
    return found


def councils_in(petitions: QuerySet[Petition]) -> dict[int, str]:
    """Whose petitions these are."""
    ids = petitions.order_by().values("council")
    return dict(Council.objects.filter(pk__in=ids).order_by("-opened_on").values_list("pk", "name"))


def agencies_in(petitions: QuerySet[Petition], council_id: int) -> dict[int, str]:
    """Who answers these petitions; an agency of another council is named with it."""
    rows = Agency.objects.filter(pk__in=petitions.order_by().values("agency")).select_related("council")
    found = {
        each.pk: each.name if each.council_id == council_id else f"{each.name} ({each.council.name})" for each in rows
    }
    return dict(sorted(found.items(), key=lambda pair: pair[1]))


def movements(petitions: QuerySet[Petition], year: int, today: date) -> list[Movement]:
    """The months of a year until today, from the first petition on; each begins with what the last left open."""
    dated = list(_with_day(petitions).values_list("recorded_on", "resolved_on"))
    found: list[Movement] = []
    first = min((came for came, _done in dated), default=today).replace(day=1)
    begin = date(year, 1, 1)
    month = max(first, begin)
    while month.year == year and month <= today:
        after = add_months(month, 1)
        solved = [came for came, done in dated if done and month <= done < after]
        found.append(
            Movement(
                month,
                sum(came < month and not (done and done < month) for came, done in dated),
                sum(month <= came < after for came, _done in dated),
                len(solved),
                sum(came < begin for came in solved),
            )
        )
        month = after
    return found


def count_of(petitions: QuerySet[Petition], span: Span) -> dict[str, int]:
    """Each of MOVES in the span, by name."""
    counted: dict[str, int] = (
        _with_day(petitions).order_by().aggregate(**{move: Count("pk", filter=_moved(move, span)) for move in MOVES})
    )
    return counted


def behind(petitions: QuerySet[Petition], move: str, span: Span) -> QuerySet[Petition]:
    """The petitions behind one of MOVES."""
    return _with_day(petitions).filter(_moved(move, span))


def counts_by(petitions: QuerySet[Petition], field: str, spans: Sequence[Span]) -> dict[Any, list[int]]:
    """How many were recorded in each of the spans, for each value of a field that any of them has."""
    counts = {f"n{place}": Count("pk", filter=Q(recorded_on__range=each)) for place, each in enumerate(spans)}
    counted = petitions.order_by().values_list(field).annotate(**counts)
    return {value: found for value, *found in counted if any(found)}


def target_of(council_id: int, year: int) -> Target | None:
    """How many old unresolved petitions the council wants settled in the year."""
    return Target.objects.filter(council_id=council_id, year=year).first()


def without_signals(petitions: QuerySet[Petition]) -> QuerySet[Petition]:
    """What voters, deputies and the Front ask for; signals are counted apart."""
    return petitions.exclude(petitioner_kind=PetitionerKind.SIGNAL)


def _with_day(petitions: QuerySet[Petition]) -> QuerySet[Any]:
    """Each with the day on which it was resolved, none while it is not."""
    accepted = Reply.objects.filter(petition=OuterRef("pk"), state=ReplyState.ACCEPTED).order_by("-number")
    resolved = Petition.objects.filter(pk=OuterRef("pk"), state__in=RESOLVED)
    settled = resolved.annotate(day=Coalesce(Subquery(accepted.values("checked_on")[:1]), "closed_on"))
    return petitions.annotate(resolved_on=Subquery(settled.values("day")[:1]))


def _moved(move: str, span: Span) -> Q:
    first, last = span
    solved = Q(resolved_on__range=span)
    return {
        "begun_open": Q(recorded_on__lt=first) & (Q(resolved_on=None) | Q(resolved_on__gte=first)),
        "came": Q(recorded_on__range=span),
        "solved": solved,
        "old_solved": solved & Q(recorded_on__lt=first.replace(month=1, day=1)),
        "left_open": Q(recorded_on__lte=last) & (Q(resolved_on=None) | Q(resolved_on__gt=last)),
    }[move]
