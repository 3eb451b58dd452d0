"""The councils below one, as an administrator above looks at them (ux S12). A province has some 170 of them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from nghitruong.domain.meetings.lifecycle import BEFORE_OPENING, RUNNING
from nghitruong.domain.meetings.models import Meeting
from nghitruong.domain.petitions.models import Petition
from nghitruong.domain.petitions.queries.lists import conditions
from nghitruong.foundation.accounts.models import Account
from nghitruong.foundation.councils.lifecycle import HOLDING
from nghitruong.foundation.councils.models import Council, Mandate, Term
from nghitruong.kernel import clock

SOON, UNUSED = timedelta(days=7), timedelta(days=30)


@dataclass(frozen=True)
class ChildCouncil:
    """A council below this one, with what an administrator above has to know."""

    name: str
    code: str
    has_term: bool
    deputies: int
    accounts: int
    is_used: bool
    meeting: str
    meeting_state: str
    starts_at: datetime | None
    is_soon: bool
    petitions: int
    overdue: int

    @property
    def is_sitting(self) -> bool:
        return self.meeting_state in RUNNING

    @property
    def lacks(self) -> list[str]:
        """What is not set up, as codes."""
        gaps = {"term": not self.has_term, "deputies": not self.deputies, "accounts": not self.accounts}
        return [name for name, is_missing in gaps.items() if is_missing]

    @property
    def problems(self) -> list[str]:
        """What has to be looked after, as codes, the gravest first."""
        others = {"unused": self.accounts > 0 and not self.is_used, "overdue": self.overdue > 0}
        return [*self.lacks, *(name for name, is_so in others.items() if is_so)]


def children_of(council_id: int) -> list[ChildCouncil]:
    """The living councils below one, each with its running or next meeting, in one query."""
    here = OuterRef("pk")
    now = clock.now()
    meetings = Meeting.objects.filter(council=here)
    nearest = meetings.filter(Q(state__in=RUNNING) | Q(state__in=BEFORE_OPENING, starts_at__gte=now)).order_by(
        F("opened_at").desc(nulls_last=True), "starts_at"
    )
    people = Account.objects.filter(council=here, is_active=True)
    petitions = Petition.objects.filter(council=here)
    today = clock.today()
    rows = Council.objects.filter(parent_id=council_id, closed_on=None).values_list(
        "name",
        "unit__code",
        Exists(Term.objects.filter(council=here, ends_on=None)),
        _count(Mandate.objects.filter(council=here, state__in=HOLDING)),
        _count(people),
        Exists(people.filter(last_login__gte=now - UNUSED)),
        Coalesce(Subquery(nearest.values("title")[:1]), Value("")),
        Coalesce(Subquery(nearest.values("state")[:1]), Value("")),
        Subquery(nearest.values("starts_at")[:1]),
        Exists(meetings.filter(state__in=BEFORE_OPENING, starts_at__range=(now, now + SOON))),
        _count(petitions),
        _count(petitions.filter(conditions(today, today)["late"])),
    )
    return [ChildCouncil(*row) for row in rows]


def _count(rows: QuerySet[Mandate] | QuerySet[Account] | QuerySet[Petition]) -> Coalesce:
    """How many of these the council has: counted for itself, or each would multiply the others."""
    counted = rows.order_by().values("council").annotate(n=Count("id")).values("n")
    return Coalesce(Subquery(counted), 0)
