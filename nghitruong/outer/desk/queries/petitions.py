"""What waits with voters' petitions: answers of the actor's agency, or what the office has to do next."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import QuerySet

from nghitruong.domain.commitments.queries import SOON_DAYS
from nghitruong.domain.letters.queries import waiting_slots
from nghitruong.domain.petitions import queries as petitions
from nghitruong.domain.petitions.models import Contact
from nghitruong.domain.petitions.policies import may
from nghitruong.domain.petitions.rules import clocks
from nghitruong.foundation.councils.queries import law_on
from nghitruong.foundation.law.queries import calendar_for
from nghitruong.foundation.verbs.kept import kept
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Actor, Role
from nghitruong.outer.desk.rules import Duty, Limits, ToDo

DEBTORS = (Role.AGENCY, Role.AGENCY_LEADER)
CLOCK_DAYS = 14
"""Days ahead from which a clock of consolidation is shown."""
CLOCKS = {
    clocks.GATHER: Duty.CLOCK_GATHER,
    clocks.REPORT: Duty.CLOCK_REPORT,
    clocks.SUMMARY: Duty.CLOCK_SUMMARY,
    clocks.PUBLISH: Duty.CLOCK_PUBLISH,
}


class Unwritten(NamedTuple):
    """A conference with voters whose minutes are not entered."""

    id: int
    meeting_id: int
    place: str
    title: str
    starts_at: datetime


def petition_duties(actor: Actor) -> list[ToDo]:
    """To be answered and to be approved for an agency; to sort, check, tell, remind and receive for the office.

    Minutes of conferences with voters are entered by the office or by the Front that held them (R7.06).
    """
    found: list[ToDo] = []
    if actor.has(*DEBTORS):
        found = _of_agency(actor)
    elif actor.has(Role.CLERK, Role.FRONT):
        unwritten = [Unwritten(*row) for row in _unwritten(actor)]
        found = _of_minutes(actor, unwritten)
        if actor.has(Role.CLERK):
            found += [*_of_office(actor), *_of_clocks(actor, {row.meeting_id for row in unwritten})]
    return [duty for duty in found if duty.count]


def _of_agency(actor: Actor) -> list[ToDo]:
    counts = petitions.answer_counts(actor, clock.today())
    found = [
        ToDo(Duty.ANSWERS_LATE, count=counts["late"]),
        ToDo(Duty.ANSWERS_RETURNED, count=counts["returned"]),
        ToDo(Duty.ANSWERS, count=counts["every"] - counts["late"]),
    ]
    if may(actor, "petitions.send_replies", is_own=actor.agency_id is not None).is_allowed:
        found.append(ToDo(Duty.ANSWERS_APPROVE, count=petitions.proposed_replies(actor).count()))
    return found


def _of_office(actor: Actor) -> list[ToDo]:
    today = clock.today()
    counts = petitions.group_counts(petitions.petitions_of(actor), today, today + timedelta(days=SOON_DAYS))
    duties = {
        "late": Duty.PETITIONS_LATE,
        "to_sort": Duty.PETITIONS_SORT,
        "to_check": Duty.PETITIONS_CHECK,
        "to_tell": Duty.PETITIONS_TELL,
        "above_late": Duty.PETITIONS_ABOVE,
    }
    found = [ToDo(duty, count=counts[group]) for group, duty in duties.items()]
    found.append(ToDo(Duty.COMMENTS, count=petitions.waiting_comments(actor.council_id or 0).count()))
    return [*found, ToDo(Duty.SLOTS, count=waiting_slots(actor).count())]


@kept
def _unwritten(actor: Actor) -> "QuerySet[Contact, tuple[int, int, str, str, datetime]]":
    rows = petitions.without_minutes(actor)
    return rows.values_list("id", "meeting_id", "meeting__place", "meeting__title", "meeting__starts_at")


def _of_minutes(actor: Actor, unwritten: Sequence[Unwritten]) -> list[ToDo]:
    """One row for all of them, due on the day on which what was said at the oldest must have been gathered."""
    if not unwritten:
        return []
    oldest, council_id = unwritten[0], actor.council_id or 0
    held_on = clock.local_date(oldest.starts_at)
    limit = Limits(law_on(council_id, clock.today()), calendar_for(council_id)).gathering(held_on)
    return [
        ToDo(
            Duty.CONTACT_MINUTES,
            limit.day if limit else None,
            count=len(unwritten),
            names=[oldest.place or oldest.title],
            subject_id=oldest.id if len(unwritten) == 1 else 0,
            basis=limit.basis if limit else "",
            since=held_on,
        )
    ]


def _of_clocks(actor: Actor, unwritten: Collection[int]) -> list[ToDo]:
    """One row a clock of the law, with the contact or session that is due first and how many there are (R7.17 ff.).

    A meeting whose minutes are not entered has its own row, under the same day: nothing of it can be gathered yet.
    """
    until, found = clock.today() + timedelta(days=CLOCK_DAYS), dict[str, ToDo]()
    for each in petitions.clocks_of_council(actor.council_id or 0):
        if each.meeting_id in unwritten:
            continue
        first = found.get(each.key)
        if first:
            found[each.key] = replace(first, count=first.count + 1)
        elif each.due_on <= until:
            count = 1 if each.key == clocks.GATHER else each.count
            names = [each.subject] if each.subject else []
            found[each.key] = ToDo(CLOCKS[each.key], each.due_on, count=count, names=names, basis=each.param.basis)
    return list(found.values())
