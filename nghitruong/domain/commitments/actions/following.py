"""What another room's verbs do to a debt that came from there: it is answered and checked where it belongs.

An agency answers a petition on the petition's page, with the fields that the law asks of that answer; the debt of
answering moves along, under the permission of the verb that moved it.
"""

from datetime import date
from typing import Any

from nghitruong.domain.commitments import rules
from nghitruong.domain.commitments.lifecycle import COMMITMENT, CommitmentState
from nghitruong.domain.commitments.models import Commitment
from nghitruong.domain.commitments.queries import clock_of
from nghitruong.foundation.law.queries import calendar_for
from nghitruong.foundation.verbs.beats import announce, consequence, record
from nghitruong.foundation.verbs.moves import move
from nghitruong.kernel import clock


@consequence("commitments.accept_from_record")
def accept_from_record(debt: Commitment) -> Commitment:
    """The debtor confirmed in the other room that it has it."""
    if debt.state == CommitmentState.OWED:
        move(debt, COMMITMENT, "accept_commitment")
    return _told(debt)


@consequence("commitments.report_from_record")
def report_from_record(debt: Commitment, *, result: str, done_on: date | None = None, evidence: str = "") -> Commitment:
    """The debtor answered in the other room; what an answer must hold was asked there."""
    move(
        debt,
        COMMITMENT,
        "report_result",
        result=result,
        done_on=done_on,
        evidence=evidence[:500],
        reported_on=clock.today(),
    )
    return _told(debt, evidence=evidence)


@consequence("commitments.meet_from_record")
def meet_from_record(debt: Commitment) -> Commitment:
    """The answer was accepted in the other room; by how many days it was late is written down now and stays."""
    days = rules.lateness(clock_of(debt), calendar_for(debt.council_id))
    move(debt, COMMITMENT, "accept_report", ended_on=clock.today(), days_late=days)
    return _told(debt, days_late=days)


@consequence("commitments.return_from_record")
def return_from_record(debt: Commitment, *, reason: str) -> Commitment:
    """The answer was sent back in the other room; the due day stays, so the debt may be late at once."""
    move(debt, COMMITMENT, "return_report", state_reason=reason, reported_on=None)
    return _told(debt, reason=reason)


@consequence("commitments.reopen_from_record")
def reopen_from_record(debt: Commitment, *, reason: str) -> Commitment:
    """What was met in the other room was sent back there after all: it is owed again, and the due day stays."""
    ended = {"ended_on": None, "days_late": None, "reported_on": None, "done_on": None}
    before = {"ended_on": str(debt.ended_on), "days_late": debt.days_late}
    move(debt, COMMITMENT, "reopen_commitment", state_reason=reason, **ended)
    return _told(debt, reason=reason, before=before)


@consequence("commitments.withdraw_from_record")
def withdraw_from_record(debt: Commitment, *, reason: str) -> Commitment:
    """It is no longer asked of this debtor: it was sent to the wrong one, or taken back before it left."""
    move(debt, COMMITMENT, "withdraw_commitment", state_reason=reason, ended_on=clock.today())
    return _told(debt, reason=reason)


def _told(debt: Commitment, **facts: Any) -> Commitment:
    record(debt, state=debt.state, **facts)
    announce(f"commitment-{debt.pk}", f"agency-{debt.debtor_id}")
    return debt
