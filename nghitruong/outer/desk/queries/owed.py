"""What waits because something is owed: by the actor's agency, or to the council."""

from datetime import timedelta

from django.db.models import QuerySet

from nghitruong.domain.commitments import queries as commitments
from nghitruong.domain.commitments.models import Commitment
from nghitruong.domain.commitments.policies import may
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Actor, Role
from nghitruong.outer.desk.rules import Duty, ToDo

DEBTORS = (Role.AGENCY, Role.AGENCY_LEADER)
ANSWERED_ELSEWHERE = "petition"
"""Debts of this origin have duties of their own, on the petitions' pages."""


def owed_duties(actor: Actor) -> list[ToDo]:
    """Overdue and soon due for the debtor; overdue, to be checked and to be answered for the creditor."""
    if not actor.has(*DEBTORS, Role.CLERK, Role.STANDING):
        return []
    today = clock.today()
    readable = commitments.commitments_of(actor).exclude(origin_kind=ANSWERED_ELSEWHERE)
    counts = commitments.group_counts(readable, today, today + timedelta(days=commitments.SOON_DAYS))
    found = [_of(Duty.OWED_LATE, commitments.late(readable, today), counts["late"])]
    if actor.has(*DEBTORS):
        soon = commitments.due_soon(readable, today, today + timedelta(days=commitments.SOON_DAYS))
        found.append(_of(Duty.OWED_SOON, soon, counts["soon"]))
    if may(actor, "commitments.accept_report").is_allowed:
        found.append(ToDo(Duty.OWED_CHECK, count=counts["to_check"]))
    if may(actor, "commitments.grant_extension").is_allowed:
        found.append(ToDo(Duty.OWED_WISHES, count=commitments.open_wishes(actor).count()))
    return [duty for duty in found if duty.count]


def _of(duty: Duty, debts: QuerySet[Commitment], count: int) -> ToDo:
    first = debts.first() if count else None
    return ToDo(duty, first.due_on if first else None, count=count, names=[first.title] if first else [])
