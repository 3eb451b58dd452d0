"""Everything that waits for one person today, from the facts of all her roles."""

from collections.abc import Sequence
from dataclasses import dataclass

from nghitruong.foundation.accounts.queries import waiting_for_a_second
from nghitruong.foundation.councils.queries import law_on
from nghitruong.foundation.law.queries import calendar_for
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Actor, Role
from nghitruong.outer.desk import rules
from nghitruong.outer.desk.queries import council as councils
from nghitruong.outer.desk.queries.meetings import Coming, coming_meetings, own_part, unfinished_meetings
from nghitruong.outer.desk.queries.owed import owed_duties
from nghitruong.outer.desk.queries.papers import ReadingState, reading_of
from nghitruong.outer.desk.queries.petitions import petition_duties
from nghitruong.outer.desk.rules import Duty, Limits, MeetingFacts, ToDo

AHEAD = 60
"""Days that the calendar of coming meetings reaches ahead."""

AT_WORK = (Role.CLERK, Role.SECRETARY, Role.STANDING, Role.CHAIR, Role.DEPUTY, Role.AGENCY, Role.AGENCY_LEADER)


@dataclass(frozen=True)
class Day:
    """One person's day: the duties by deadline, and the meetings that they belong to."""

    duties: Sequence[ToDo]
    meetings: Sequence[MeetingFacts]
    coming: Sequence[Coming]
    reading: dict[int, ReadingState]


def day_of(actor: Actor) -> Day:
    """The day of an actor; who has no council has an empty one."""
    if actor.council_id is None:
        return Day((), (), (), {})
    meetings = unfinished_meetings(actor.council_id) if actor.has(*AT_WORK) else []
    coming = coming_meetings(actor, AHEAD)
    reading = reading_of(actor, [row.id for row in coming]) if actor.has(Role.DEPUTY) else {}
    duties = [
        *_of_meetings(actor, meetings),
        *_of_deputy(actor, meetings, reading),
        *petition_duties(actor),
        *owed_duties(actor),
        *_of_council(actor),
    ]
    return Day(rules.in_order(duties), meetings, coming, reading)


def _of_meetings(actor: Actor, meetings: Sequence[MeetingFacts]) -> list[ToDo]:
    if not meetings:
        return []
    council_id, today = actor.council_id or 0, clock.today()
    limits = Limits(law_on(council_id, today), calendar_for(council_id))
    found: list[ToDo] = []
    if actor.has(Role.CLERK, Role.STANDING):
        found += rules.office_duties(meetings, limits)
    if actor.has(Role.SECRETARY):
        found += rules.secretary_duties(meetings, limits)
    if actor.has(Role.CHAIR):
        found += rules.chair_duties(meetings, actor.person_id, today)
    if actor.has(Role.CHAIR, Role.STANDING):
        found += rules.standing_duties(meetings, limits)
    if actor.has(Role.AGENCY, Role.AGENCY_LEADER):
        found += rules.agency_duties(meetings, limits, actor.agency_id)
    return found


def _of_deputy(actor: Actor, meetings: Sequence[MeetingFacts], reading: dict[int, ReadingState]) -> list[ToDo]:
    if not actor.has(Role.DEPUTY):
        return []
    by_id = {row.id: row for row in meetings}
    today, found = clock.today(), []
    for part in own_part(actor, meetings):
        if not part.is_present:
            found.append(ToDo(Duty.CHECK_IN, today, by_id[part.meeting_id]))
        elif part.open_vote:
            found.append(ToDo(Duty.VOTE, today, by_id[part.meeting_id], names=[part.open_vote]))
    for meeting_id, state in reading.items():
        if state.unread and (meeting := by_id.get(meeting_id)):
            found.append(ToDo(Duty.READ, meeting.opens_on, meeting, state.unread, pages=state.pages))
    return found


def _of_council(actor: Actor) -> list[ToDo]:
    """Duties that belong to no meeting."""
    found = []
    if actor.has(Role.CLERK, Role.STANDING):
        if count := waiting_for_a_second(actor):
            found.append(ToDo(Duty.GRANTS, count=count))
        if count := councils.rules_to_confirm(actor.council_id or 0):
            found.append(ToDo(Duty.RULES, count=count))
    if actor.has(Role.ADMIN) and (missing := councils.set_up_of(actor).missing):
        found.append(ToDo(Duty.SET_UP, count=len(missing), names=missing))
    return found
