"""How far public petitions have come, in five groups of which each petition is in one; and their numbers."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from nghitruong.domain.commitments.lifecycle import WITH_DEBTOR
from nghitruong.domain.petitions.lifecycle import (
    ANSWERED,
    PROMISING,
    WITH_AGENCY,
    PetitionState,
    ReplyState,
    ResultClass,
    Verdict,
)
from nghitruong.domain.petitions.models import Petition, Rating, Reply
from nghitruong.kernel import clock

LEAST_RATERS = 10
"""Below so many voters who judged, no percentage is shown: one voter more would move it by too much."""


@dataclass(frozen=True)
class Numbers:
    """How many public petitions of one name (a topic, a neighbourhood, all) are in each group."""

    code: str
    name: str
    done: int
    working: int
    explained: int
    late: int
    waiting: int

    @property
    def answered(self) -> int:
        return self.done + self.working + self.explained

    @property
    def total(self) -> int:
        return self.answered + self.late + self.waiting


@dataclass(frozen=True)
class Satisfaction:
    """What voters say of accepted answers: so many satisfied, of so many who said so."""

    name: str
    satisfied: int
    raters: int

    @property
    def is_telling(self) -> bool:
        return self.raters >= LEAST_RATERS


def _answered() -> Q:
    promised_above = Q(state=PetitionState.TRANSFERRED, result_class__in=list(PROMISING))
    return Q(state__in=[*ANSWERED, PetitionState.ANSWERED_ON_SPOT]) | promised_above


def _done(_today: date) -> Q:
    return _answered() & Q(result_class=ResultClass.DONE)


def _working(_today: date) -> Q:
    return _answered() & Q(result_class__in=list(PROMISING))


def _explained(_today: date) -> Q:
    return _answered() & ~Q(result_class__in=[ResultClass.DONE, *PROMISING])


def _late(today: date) -> Q:
    owed = WITH_AGENCY - ANSWERED
    overdue = Q(answer__due_on__lt=today, answer__stopped_on=None, answer__state__in=WITH_DEBTOR)
    return Q(state__in=owed) & overdue


def _waiting(today: date) -> Q:
    # Asked by keys: the join of the other groups would make "not late" forget those that owe nothing yet.
    late = Petition.objects.filter(_late(today)).values("pk")
    return ~_answered() & ~Q(pk__in=late)


GROUPS: dict[str, Callable[[date], Q]] = {
    "done": _done,
    "working": _working,
    "explained": _explained,
    "late": _late,
    "waiting": _waiting,
}


def _every_answered(_today: date) -> Q:
    return _answered()


def _in_time(_today: date) -> Q:
    late = Reply.objects.filter(state=ReplyState.ACCEPTED, days_late__gt=0).values("petition_id")
    return _answered() & ~Q(pk__in=late)


LISTED: dict[str, Callable[[date], Q]] = {**GROUPS, "answered": _every_answered, "in_time": _in_time}
"""By what a list can be narrowed: the groups, and two that cut across them, for numbers that open their petitions."""


@dataclass(frozen=True)
class DeputyNumbers:
    """Of the public petitions in a deputy's charge: how many, how many were answered, how many of those in time."""

    brought: int = 0
    answered: int = 0
    in_time: int = 0


def numbers_of_deputy(petitions: QuerySet[Petition]) -> DeputyNumbers:
    """An answer is in time when no accepted one came after its legal day."""
    today = clock.today()
    counts = {name: Count("pk", filter=LISTED[name](today)) for name in ("answered", "in_time")}
    return DeputyNumbers(**petitions.order_by().aggregate(brought=Count("pk"), **counts))


def numbers_by(petitions: QuerySet[Petition], name: str, label: Callable[[str], str] = str) -> list[Numbers]:
    """The numbers of each value of a field, the largest first; `label` is what a value is called."""
    today = clock.today()
    counted = {group: Count("pk", filter=GROUPS[group](today)) for group in GROUPS if group != "waiting"}
    rows = petitions.order_by().values(name).annotate(every=Count("pk"), **counted)
    found = [_numbers(row[name], label(row[name]), row) for row in rows]
    return sorted(found, key=lambda each: (not each.code, -each.total, each.name))


def sum_of(rows: Iterable[Numbers]) -> Numbers:
    """All of these together."""
    every = list(rows)
    return Numbers("", "", *(sum(getattr(row, group) for row in every) for group in GROUPS))


def satisfaction_by_agency(council_ids: Sequence[int]) -> list[Satisfaction]:
    """What voters say of each agency's answers, for those that were judged; the most judged first."""
    judged = Rating.objects.filter(council_id__in=list(council_ids), reply__petition__is_public=True)
    good = Count("pk", filter=Q(verdict=Verdict.SATISFIED))
    rows = judged.order_by().values_list("reply__agency__name").annotate(good=good, every=Count("pk"))
    return sorted((Satisfaction(*row) for row in rows), key=lambda each: (-each.raters, each.name))


def _numbers(code: str, name: str, row: dict[str, Any]) -> Numbers:
    known: dict[str, int] = {group: row[group] for group in GROUPS if group != "waiting"}
    return Numbers(code, name, **known, waiting=row["every"] - sum(known.values()))
