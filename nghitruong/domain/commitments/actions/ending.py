"""Ends that are no fulfilment, and the way back from an end."""

from nghitruong.domain.commitments import rules
from nghitruong.domain.commitments.actions.reasons import reason_of
from nghitruong.domain.commitments.lifecycle import COMMITMENT
from nghitruong.domain.commitments.models import Commitment
from nghitruong.domain.commitments.policies import may
from nghitruong.domain.commitments.queries import answering_page
from nghitruong.foundation.verbs.beats import announce, lawful, permit, record, verb
from nghitruong.foundation.verbs.moves import move
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Actor


@verb("commitments.declare_not_performed", serious=True)
def declare_not_performed(standing: Actor, debt: Commitment, *, reason: str) -> Commitment:
    """Say that it was not carried out and will not be (R6.26); a person decides it, never the calendar."""
    permit(may(standing, "commitments.declare_not_performed", council_id=debt.council_id))
    lawful(rules.may_handle_here(answering_page(debt)))
    reason = reason_of(reason)
    move(debt, COMMITMENT, "declare_not_performed", state_reason=reason, ended_on=clock.today())
    record(debt, reason=reason)
    announce(f"commitment-{debt.pk}", f"agency-{debt.debtor_id}")
    return debt


@verb("commitments.withdraw_commitment", serious=True)
def withdraw_commitment(standing: Actor, debt: Commitment, *, reason: str) -> Commitment:
    """No longer ask for it; the record stays readable with the reason."""
    permit(may(standing, "commitments.withdraw_commitment", council_id=debt.council_id))
    lawful(rules.may_handle_here(answering_page(debt)))
    reason = reason_of(reason)
    move(debt, COMMITMENT, "withdraw_commitment", state_reason=reason, ended_on=clock.today())
    record(debt, reason=reason)
    announce(f"commitment-{debt.pk}", f"agency-{debt.debtor_id}")
    return debt


@verb("commitments.reopen_commitment", serious=True)
def reopen_commitment(standing: Actor, debt: Commitment, *, reason: str) -> Commitment:
    """Ask for it again: what was called done was not. Its due day, and what it was, stay in the ledger."""
    permit(may(standing, "commitments.reopen_commitment", council_id=debt.council_id))
    lawful(rules.may_handle_here(answering_page(debt)))
    reason = reason_of(reason)
    before = {"state": debt.state, "ended_on": str(debt.ended_on), "days_late": debt.days_late}
    move(
        debt,
        COMMITMENT,
        "reopen_commitment",
        state_reason=reason,
        ended_on=None,
        days_late=None,
        reported_on=None,
        done_on=None,
    )
    record(debt, reason=reason, before=before)
    announce(f"commitment-{debt.pk}", f"agency-{debt.debtor_id}")
    return debt
