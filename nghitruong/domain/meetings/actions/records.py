"""What an upper room's verbs do with a meeting that is its own: put it into the calendar, say that it was held."""

from datetime import datetime, timedelta

from nghitruong.domain.meetings.lifecycle import MEETING, MeetingMode, MeetingState
from nghitruong.domain.meetings.models import Meeting, Sitting
from nghitruong.foundation.councils.queries import term_on
from nghitruong.foundation.verbs.beats import announce, consequence, record
from nghitruong.foundation.verbs.moves import move
from nghitruong.kernel import clock

USUAL_LENGTH = timedelta(hours=2)


@consequence("meetings.plan_from_record")
def plan_from_record(
    council_id: int, *, kind: str, title: str, starts_at: datetime, place: str, mode: str = MeetingMode.IN_PERSON
) -> Meeting:
    """Put a meeting into the calendar as part of something larger, such as one site of a round of voter contact."""
    meeting = Meeting.objects.create(
        council_id=council_id,
        term=term_on(council_id, clock.local_date(starts_at)),
        kind=kind,
        title=title[:300],
        place=place[:300],
        mode=mode,
        starts_at=starts_at,
        state=MeetingState.PREPARING,
    )
    Sitting.objects.create(council_id=council_id, meeting=meeting, number=1, planned_at=starts_at)
    record(meeting, title=title, kind=kind, starts_at=starts_at.isoformat())
    announce(f"meeting-{meeting.pk}")
    return meeting


@consequence("meetings.hold_from_record")
def hold_from_record(meeting: Meeting) -> Meeting:
    """Say of a meeting without a roll call or a gavel that it was held; again is the same as once."""
    if meeting.state != MeetingState.CLOSED:
        ended_at = meeting.ends_at or meeting.starts_at + USUAL_LENGTH
        move(meeting, MEETING, "hold_from_record", opened_at=meeting.starts_at, closed_at=ended_at)
    record(meeting, held_at=meeting.starts_at.isoformat())
    announce(f"meeting-{meeting.pk}")
    return meeting
