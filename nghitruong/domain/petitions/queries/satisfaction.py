"""What voters think of each agency's answers, honest about how many said so (C083)."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from nghitruong.domain.petitions.lifecycle import Verdict
from nghitruong.domain.petitions.models import Petition, Rating
from nghitruong.kernel.shares import percentage_text

LEAST_RATERS = 10
"""Below so many voters a share says more about chance than about the agency: the counts are shown alone."""


@dataclass(frozen=True)
class Satisfaction:
    """One agency: how many voters rated its answers, and how many of them are satisfied."""

    agency: str
    raters: int
    satisfied: int

    @property
    def has_share(self) -> bool:
        return self.raters >= LEAST_RATERS

    @property
    def share(self) -> str:
        """The share of the satisfied, as text."""
        return percentage_text(self.satisfied, self.raters)

    @property
    def unsatisfied(self) -> int:
        return self.raters - self.satisfied


def by_agency(petitions: QuerySet[Petition]) -> list[Satisfaction]:
    """Each agency whose answers were rated; a voter who rated several answers counts once an answer."""
    ratings = Rating.objects.filter(reply__petition__in=petitions.order_by().values("pk"))
    good = Count("pk", filter=Q(verdict=Verdict.SATISFIED))
    rows = ratings.values("reply__agency__name").annotate(every=Count("pk"), good=good).order_by("reply__agency__name")
    return [Satisfaction(row["reply__agency__name"], row["every"], row["good"]) for row in rows]
