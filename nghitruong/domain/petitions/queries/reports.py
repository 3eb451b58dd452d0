"""The monthly answer report: what agencies owed answers for in a month, and what became of it (C074).

A petition counts once a month, under the agency that owed its answer then; its last answer counts unless it had been
sent back by the end of the month. The page and the list behind each of its numbers ask the same function.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TypeVar

from django.db.models import Q, QuerySet

from nghitruong.domain.commitments.lifecycle import CommitmentState
from nghitruong.domain.commitments.models import Commitment
from nghitruong.domain.commitments.queries import month_of
from nghitruong.domain.petitions import rules
from nghitruong.domain.petitions.lifecycle import PetitionerKind, ReplyState, ResultClass
from nghitruong.domain.petitions.models import Petition, Reply
from nghitruong.foundation.councils.models import Agency
from nghitruong.kernel import clock

K = TypeVar("K", bound=Hashable)

PARTS = ("owed", "carried", "received", "in_time", "late", "open", "overdue", *ResultClass)
"""The numbers of a line, in the order of the table."""


@dataclass(frozen=True)
class OwedAnswer:
    """A petition whose answer was owed in the month: to what it belongs, and which numbers count it."""

    petition_id: int
    agency_id: int
    topic: str
    petitioner: str
    parts: frozenset[str]


def owed_answers(petitions: QuerySet[Petition], month: date, today: date) -> list[OwedAnswer]:
    """Every petition of these whose answer was owed at some time of the month."""
    first, last = month_of(month)
    debts = _debts(petitions, first, last)
    replies = _standing_replies(debts, last)
    known = petitions.filter(pk__in=list(debts)).order_by("id").values_list("pk", "topic", "petitioner_kind")
    found = [
        OwedAnswer(pk, debts[pk].debtor_id, topic, petitioner, _parts(debts[pk], replies.get(pk), month, today))
        for pk, topic, petitioner in known
    ]
    return [each for each in found if each.parts]


def asked_and_signals(answers: Iterable[OwedAnswer]) -> tuple[list[OwedAnswer], list[OwedAnswer]]:
    """What voters, deputies and the Front asked for, and apart from it what press and public opinion said (C082)."""
    found = list(answers)
    signals = [each for each in found if each.petitioner == PetitionerKind.SIGNAL]
    return [each for each in found if each.petitioner != PetitionerKind.SIGNAL], signals


def counted(answers: Iterable[OwedAnswer], by: Callable[[OwedAnswer], K]) -> dict[K, Counter[str]]:
    """The numbers of each line: by agency, by topic, by who asked."""
    lines: dict[K, Counter[str]] = {}
    for each in answers:
        lines.setdefault(by(each), Counter()).update(each.parts)
    return lines


def totals(answers: Iterable[OwedAnswer]) -> Counter[str]:
    """The numbers of all lines together."""
    return Counter(part for each in answers for part in each.parts)


def behind(
    petitions: QuerySet[Petition], part: str, month: date, today: date, agency_id: int | None = None
) -> QuerySet[Petition]:
    """The petitions behind one number of the report; `agency_id` is who owed the answer then."""
    found = owed_answers(petitions, month, today)
    ids = [each.petition_id for each in found if part in each.parts and agency_id in (None, each.agency_id)]
    return petitions.filter(pk__in=ids)


def agency_names(ids: Iterable[int]) -> dict[int, str]:
    """What these agencies are called, in the order of names."""
    return dict(Agency.objects.filter(pk__in=list(ids)).order_by("name").values_list("pk", "name"))


def end_of(day: date) -> datetime:
    """The moment at which a local day is over."""
    return datetime.combine(day + timedelta(days=1), time.min, clock.COUNCIL_ZONE)


def _debts(petitions: QuerySet[Petition], first: date, last: date) -> dict[int, Commitment]:
    """The last answer of each petition that had come to be owed by the month's end and was not over before it."""
    rows = Commitment.objects.filter(
        Q(ended_on=None) | Q(ended_on__gte=first),
        origin_kind="petition",
        origin_id__in=petitions.order_by().values("pk"),
        owed_on__lte=last,
    ).exclude(due_param="")
    standing = rows.exclude(state=CommitmentState.WITHDRAWN, ended_on__lte=last)
    return {debt.origin_id: debt for debt in standing.order_by("owed_on", "number") if debt.origin_id}


def _standing_replies(ids: Iterable[int], last: date) -> dict[int, Reply]:
    """The last answer to each petition that was sent by the day and not sent back by it."""
    sent = Reply.objects.filter(petition__in=list(ids), sent_at__lt=end_of(last))
    standing = sent.exclude(state=ReplyState.RETURNED, checked_on__lte=last).order_by("number")
    return {reply.petition_id: reply for reply in standing.defer("text", "done_so_far")}


def _parts(debt: Commitment, reply: Reply | None, month: date, today: date) -> frozenset[str]:
    answered = clock.local_date(reply.sent_at) if reply and reply.sent_at else None
    duty = rules.Duty(
        debt.owed_on,
        debt.due_on,
        is_stopped=debt.stopped_on is not None,
        answered_on=answered,
        days_late=(reply.days_late or 0) if reply else 0,
        result_class=reply.result_class if reply else "",
    )
    return rules.answer_parts(duty, *month_of(month), today)
