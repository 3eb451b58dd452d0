"""All petitions since the start of the term, predecessors' included (C077), and the movement of unresolved ones (C084).

A petition is resolved on the day on which the answer that settled it was accepted: done or explained, not promised.
Signals of the press are no petitions, merged ones count once, what became a letter or was only noted is not counted.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Min, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from nghitruong.domain.petitions.lifecycle import SETTLED, PetitionerKind, PetitionState, ReplyState, WishKind
from nghitruong.domain.petitions.models import Petition, Reply, Target
from nghitruong.domain.petitions.policies import reads_all
from nghitruong.foundation.councils.models import Council, Succession, Term
from nghitruong.foundation.councils.queries import term_on
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Actor
from nghitruong.kernel.days import add_months

RESOLVED = SETTLED
UNCOUNTED = frozenset({PetitionState.DUPLICATE, PetitionState.NOTED, PetitionState.TO_LETTER, PetitionState.SENT_BACK})
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


def since_the_term_began(actor: Actor) -> QuerySet[Petition]:
    """Every petition of the term in the actor's council and those it took over, for who reads all of them."""
    if not reads_all(actor) or actor.council_id is None:
        return Petition.objects.none()
    lineage = lineage_of(actor.council_id)
    rows = Petition.objects.filter(
        council__in=lineage, kind=WishKind.PETITION, recorded_on__gte=term_start(actor.council_id, lineage)
    ).exclude(state__in=UNCOUNTED)
    return rows.select_related("agency", "answer", "council").order_by("-recorded_on", "-id")


def councils_in(petitions: QuerySet[Petition]) -> dict[int, str]:
    """Whose petitions these are."""
    ids = petitions.order_by().values("council")
    return dict(Council.objects.filter(pk__in=ids).order_by("-opened_on").values_list("pk", "name"))


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


def count_by(petitions: QuerySet[Petition], field: str) -> Counter[object]:
    """How many petitions have each value of a field."""
    return Counter(petitions.order_by().values_list(field, flat=True))


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
