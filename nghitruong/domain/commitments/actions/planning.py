"""Milestones: what is done by when on the way to the due day."""

from datetime import date

from nghitruong.domain.commitments import rules
from nghitruong.domain.commitments.actions.reasons import reason_of
from nghitruong.domain.commitments.lifecycle import MILESTONE
from nghitruong.domain.commitments.models import Commitment, Milestone
from nghitruong.domain.commitments.policies import may
from nghitruong.domain.commitments.queries import answering_page, clock_of, milestones_of
from nghitruong.foundation.verbs.beats import announce, lawful, permit, record, verb
from nghitruong.foundation.verbs.moves import move
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Actor
from nghitruong.kernel.decision import Decision
from nghitruong.kernel.vietnamese.text import clean_line


@verb("commitments.plan_milestone")
def plan_milestone(actor: Actor, debt: Commitment, *, title: str, due_on: date) -> Milestone:
    """Promise a part of it for a day before the due day; the debtor plans it, or the office for it."""
    permit(_may(actor, "plan_milestone", debt))
    lawful(rules.may_handle_here(answering_page(debt)))
    title = clean_line(title)
    planned = milestones_of(debt).count()
    lawful(rules.may_plan(clock_of(debt), title, due_on, debt.owed_on, planned))
    milestone = Milestone.objects.create(
        council_id=debt.council_id, commitment=debt, title=title, due_on=due_on, planned_by=actor.name
    )
    record(debt, milestone=milestone.pk, title=title, due_on=due_on.isoformat())
    announce(*_topics(debt))
    return milestone


@verb("commitments.reach_milestone")
def reach_milestone(actor: Actor, milestone: Milestone, *, reached_on: date, note: str = "") -> Milestone:
    """Say that it was reached, on which day, and by what one sees it."""
    debt = milestone.commitment
    permit(_may(actor, "reach_milestone", debt))
    lawful(rules.may_reach(reached_on, clock.today()))
    move(milestone, MILESTONE, "reach_milestone", reached_on=reached_on, note=clean_line(note))
    record(debt, milestone=milestone.pk, reached_on=reached_on.isoformat(), note=milestone.note)
    announce(*_topics(debt))
    return milestone


@verb("commitments.drop_milestone")
def drop_milestone(clerk: Actor, milestone: Milestone, *, reason: str) -> Milestone:
    """Take a milestone out of the plan, with the reason; it stays in the record."""
    debt = milestone.commitment
    permit(_may(clerk, "drop_milestone", debt))
    reason = reason_of(reason)
    move(milestone, MILESTONE, "drop_milestone", note=reason)
    record(debt, milestone=milestone.pk, reason=reason)
    announce(*_topics(debt))
    return milestone


def _may(actor: Actor, name: str, debt: Commitment) -> Decision:
    is_own = actor.agency_id is not None and actor.agency_id == debt.debtor_id
    return may(actor, f"commitments.{name}", is_own=is_own, council_id=debt.council_id)


def _topics(debt: Commitment) -> tuple[str, str]:
    return f"commitment-{debt.pk}", f"agency-{debt.debtor_id}"
