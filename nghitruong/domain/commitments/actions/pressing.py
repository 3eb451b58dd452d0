"""Reminders, the further steps when nothing comes, and the lawful stop of a debt's time."""

from collections.abc import Sequence

from nghitruong.domain.commitments import rules
from nghitruong.domain.commitments.lifecycle import WITH_DEBTOR
from nghitruong.domain.commitments.models import ClockStop, Commitment, Escalation
from nghitruong.domain.commitments.policies import may
from nghitruong.domain.commitments.queries import clock_of, ladder, steps_of, steps_taken
from nghitruong.foundation.law.queries import calendar_for
from nghitruong.foundation.verbs.beats import announce, lawful, permit, record, refuse_now, verb
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Actor
from nghitruong.kernel.vietnamese.text import clean_line

MOST_AT_ONCE = 500


@verb("commitments.remind_debtors")
def remind_debtors(clerk: Actor, council_id: int, *, numbers: Sequence[int], note: str = "") -> int:
    """Remind the agencies of up to 500 debts at once, with one line in the ledger; answers how many were reminded.

    Those that do not wait for their agency are left out. Raises RefusedError where none does.
    """
    permit(may(clerk, "commitments.remind_debtors", council_id=council_id))
    chosen = Commitment.objects.filter(council_id=council_id, number__in=list(numbers)[:MOST_AT_ONCE])
    debts = list(chosen.filter(state__in=WITH_DEBTOR, stopped_on=None).order_by("number"))
    if not debts:
        refuse_now(rules.NOBODY_TO_REMIND)
    taken, today, note = steps_of(debts), clock.today(), clean_line(note)
    Escalation.objects.bulk_create(
        Escalation(
            council_id=council_id,
            commitment=debt,
            step=rules.next_reminder(taken.get(debt.pk, [])),
            on=today,
            note=note,
            by=clerk.name,
        )
        for debt in debts
    )
    record(None, council_id=council_id, reminded=[debt.number for debt in debts], note=note)
    announce("commitments", *sorted({f"agency-{debt.debtor_id}" for debt in debts}))
    return len(debts)


@verb("commitments.escalate_commitment", serious=True)
def escalate_commitment(standing: Actor, debt: Commitment, *, step: str, document: str, note: str = "") -> Escalation:
    """Take the next step of the ladder, each with its day and its document (R6.28)."""
    permit(may(standing, "commitments.escalate_commitment", council_id=debt.council_id))
    document = clean_line(document)
    codes = [code for code, _words in ladder()]
    lawful(rules.may_escalate(clock_of(debt), step, codes, steps_taken(debt), clock.today()))
    if not document:
        refuse_now(rules.NO_DOCUMENT)
    taken = Escalation.objects.create(
        council_id=debt.council_id,
        commitment=debt,
        step=step,
        on=clock.today(),
        document=document,
        note=clean_line(note),
        by=standing.name,
    )
    record(debt, step=step, document=document, note=taken.note)
    announce(f"commitment-{debt.pk}", f"agency-{debt.debtor_id}")
    return taken


@verb("commitments.stop_clock", serious=True)
def stop_clock(standing: Actor, debt: Commitment, *, reason: str, basis: str) -> Commitment:
    """Let the debt's time stand still by a decision that is named; everybody sees that it does."""
    permit(may(standing, "commitments.stop_clock", council_id=debt.council_id))
    reason, basis = clean_line(reason), clean_line(basis)
    lawful(rules.may_stop(clock_of(debt), reason, basis))
    debt.stopped_on = clock.today()
    debt.save(update_fields=["stopped_on"])
    ClockStop.objects.create(
        council_id=debt.council_id, commitment=debt, from_on=debt.stopped_on, reason=reason, basis=basis
    )
    record(debt, reason=reason, basis=basis)
    announce(f"commitment-{debt.pk}", f"agency-{debt.debtor_id}")
    return debt


@verb("commitments.resume_clock", serious=True)
def resume_clock(standing: Actor, debt: Commitment) -> Commitment:
    """Let time go on; the days of the stop are added to the due day, counted as the debt's own days are."""
    permit(may(standing, "commitments.resume_clock", council_id=debt.council_id))
    if debt.stopped_on is None:
        refuse_now(rules.NOT_STOPPED)
    today, before = clock.today(), debt.due_on
    debt.due_on = rules.due_after_stop(clock_of(debt), today, calendar_for(debt.council_id))
    debt.stopped_on = None
    debt.save(update_fields=["due_on", "stopped_on"])
    debt.stops.filter(to_on=None).update(to_on=today)
    record(debt, before=str(before), due_on=str(debt.due_on))
    announce(f"commitment-{debt.pk}", f"agency-{debt.debtor_id}")
    return debt
