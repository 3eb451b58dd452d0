"""Who takes part, and who is there."""

from datetime import datetime

from nghitruong.domain.meetings import rules
from nghitruong.domain.meetings.lifecycle import Capacity, MeetingState
from nghitruong.domain.meetings.models import Attendance, Meeting, Participant, Sitting
from nghitruong.domain.meetings.policies import may
from nghitruong.domain.meetings.queries import current_sitting, participation_of
from nghitruong.foundation.councils.models import Person
from nghitruong.foundation.verbs.beats import announce, lawful, permit, record, refuse_now, unchanged, verb
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Actor


@verb("meetings.add_participant")
def add_participant(
    clerk: Actor, meeting: Meeting, *, person: Person, capacity: str = Capacity.GUEST, seat: str = ""
) -> Participant:
    """Put somebody on the list who has no seat in the council: a guest, a representative, a secretary (R2.11)."""
    permit(may(clerk, "meetings.add_participant", council_id=meeting.council_id))
    lawful(rules.may_change_agenda(MeetingState(meeting.state)))
    lawful(rules.is_of_council(person.council_id == meeting.council_id))
    participant, _ = Participant.objects.get_or_create(
        meeting=meeting,
        person=person,
        defaults={"council_id": meeting.council_id, "capacity": capacity, "seat": seat},
    )
    record(meeting, person=person.pk, capacity=capacity)
    announce(f"meeting-{meeting.pk}")
    return participant


@verb("meetings.check_in", lock=False)
def check_in(deputy: Actor, meeting: Meeting) -> Attendance:
    """Say that one is here, oneself (R2.21). Doing it twice changes nothing.

    Raises RefusedError before the day of the meeting, after its end, and for who does not take part.
    """
    participant = participation_of(meeting.pk, deputy.person_id)
    permit(may(deputy, "meetings.check_in", is_own=deputy.mandate_id is not None, council_id=meeting.council_id))
    opens_on = clock.local_date(meeting.starts_at)
    lawful(rules.may_check_in(MeetingState(meeting.state), opens_on, clock.today(), participant is not None))
    attendance, is_new = _arrive(meeting, participant, means="self")
    if not is_new:
        return unchanged(attendance)
    record(attendance.participant, sitting=attendance.sitting.number, means=attendance.means)
    announce(f"meeting-{meeting.pk}", f"person-{attendance.participant.person_id}")
    return attendance


@verb("meetings.record_arrival")
def record_arrival(secretary: Actor, participant: Participant, *, at: datetime | None = None) -> Attendance:
    """Note that somebody has come, e.g. late or without a device of their own."""
    meeting = participant.meeting
    permit(may(secretary, "meetings.record_arrival", council_id=participant.council_id))
    opens_on = clock.local_date(meeting.starts_at)
    lawful(rules.may_check_in(MeetingState(meeting.state), opens_on, clock.today(), is_invited=True))
    attendance, is_new = _arrive(meeting, participant, means="secretary", at=at)
    if not is_new:
        return unchanged(attendance)
    record(participant, sitting=attendance.sitting.number, means=attendance.means)
    announce(f"meeting-{meeting.pk}", f"person-{participant.person_id}")
    return attendance


@verb("meetings.record_departure")
def record_departure(secretary: Actor, participant: Participant, *, at: datetime | None = None) -> None:
    """Note that somebody has left. A ballot already sent stands; there is none afterwards."""
    permit(may(secretary, "meetings.record_departure", council_id=participant.council_id))
    moment = at or clock.now()
    rows = Attendance.objects.filter(participant=participant, left_at=None)
    if not rows.update(left_at=moment):
        refuse_now(rules.NOT_HERE)
    record(participant, at=moment.isoformat())
    announce(f"meeting-{participant.meeting_id}", f"person-{participant.person_id}")


def _arrive(
    meeting: Meeting, participant: Participant | None, *, means: str, at: datetime | None = None
) -> tuple[Attendance, bool]:
    """The change itself: the attendance in the open sitting, and whether it is new."""
    sitting = _open_sitting(meeting)
    if participant is None:
        refuse_now(rules.NOT_INVITED)
    return Attendance.objects.get_or_create(
        sitting=sitting,
        participant=participant,
        left_at=None,
        defaults={
            "council_id": meeting.council_id,
            "mandate_id": participant.mandate_id,
            "arrived_at": at or clock.now(),
            "means": means,
        },
    )


def _open_sitting(meeting: Meeting) -> Sitting:
    sitting = current_sitting(meeting.pk)
    if sitting is None:
        refuse_now(rules.NO_ROLL_CALL)
    return sitting
