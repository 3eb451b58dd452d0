"""Reads of the demo's own: who is whom, which session is on, whom the robots wait for."""

from datetime import date, datetime, time, timedelta

from nghitruong.domain.meetings.lifecycle import RUNNING, MeetingState
from nghitruong.domain.meetings.models import Attendance, Meeting, Participant, SpeakerRequest
from nghitruong.domain.voting.lifecycle import PollState
from nghitruong.domain.voting.models import Ballot, Poll
from nghitruong.foundation.accounts.models import Account
from nghitruong.foundation.councils.models import Council
from nghitruong.kernel import clock

SESSION = "session"


def demo_council(code: str) -> Council | None:
    """The fictional council of a unit, if the demo is loaded."""
    return Council.objects.filter(unit__code=code, is_demo=True, closed_on=None).first()


def demo_account(username: str) -> Account | None:
    """A fictional account by its user name; a real one does not exist for the demo."""
    accounts = Account.objects.select_related("council", "person").filter(is_demo=True, is_active=True)
    return accounts.filter(username=username, council__is_demo=True).first()


def session_of(council_id: int) -> Meeting | None:
    """The session that is on, else the one convened for today, else the last one held."""
    sessions = Meeting.objects.select_related("presider").filter(council_id=council_id, kind=SESSION)
    on = sessions.filter(state__in=RUNNING).order_by("-opened_at").first()
    held = sessions.exclude(opened_at=None).order_by("-opened_at")
    return on or convened_today(council_id) or held.first()


def convened_today(council_id: int) -> Meeting | None:
    """The session whose roll call is open."""
    start = datetime.combine(clock.today(), time.min, clock.COUNCIL_ZONE)
    sessions = Meeting.objects.filter(council_id=council_id, kind=SESSION, state=MeetingState.CONVENED)
    return sessions.filter(starts_at__gte=start, starts_at__lt=start + timedelta(days=1)).first()


def present_people(meeting_id: int) -> list[int]:
    """The deputies in the hall, by person."""
    here = Attendance.objects.filter(sitting__meeting_id=meeting_id, left_at=None).exclude(mandate=None)
    return list(here.values_list("participant__person_id", flat=True))


def absent_people(meeting_id: int) -> list[int]:
    """The deputies who are invited and not in the hall, by person."""
    deputies = Participant.objects.filter(meeting_id=meeting_id).exclude(mandate=None)
    return list(deputies.exclude(person_id__in=present_people(meeting_id)).values_list("person_id", flat=True))


def waiting_voters(poll: Poll) -> list[int]:
    """Who is on the list, in the hall, and has sent nothing, by person."""
    sent = Ballot.objects.filter(poll=poll).values("mandate_id")
    here = Attendance.objects.filter(sitting__meeting_id=poll.meeting_id, left_at=None).exclude(mandate=None)
    here = here.filter(mandate__in=poll.entitlements.values("mandate_id")).exclude(mandate_id__in=sent)
    return list(here.values_list("participant__person_id", flat=True))


def open_vote_of(meeting_id: int) -> Poll | None:
    """The vote that is open or waits for its announcement."""
    unfinished = (PollState.OPENED, PollState.CLOSED)
    return Poll.objects.select_related("meeting", "item").filter(meeting_id=meeting_id, state__in=unfinished).first()


def wishes_to_speak(item_id: int) -> int:
    """How often anybody asked for the floor on an item."""
    return SpeakerRequest.objects.filter(item_id=item_id).count()


def spare_deputy(code: str) -> Account | None:
    """A deputy in the hall whom nobody knows by name and who has not voted yet, for one more visitor."""
    council = demo_council(code)
    meeting = session_of(council.pk) if council else None
    poll = open_vote_of(meeting.pk) if meeting else None
    people = waiting_voters(poll) if poll else present_people(meeting.pk) if meeting else []
    accounts = Account.objects.select_related("council", "person").filter(is_demo=True, person_id__in=people)
    return accounts.filter(username__startswith="db").order_by("username").first()


def stale_since(meeting: Meeting | None) -> date | None:
    """On which day an unfinished session was opened, if that is not today: the demo has grown old."""
    if meeting is None or meeting.opened_at is None or meeting.closed_at is not None:
        return None
    day = clock.local_date(meeting.opened_at)
    return day if day != clock.today() else None


def meeting_by_number(meeting_id: int) -> Meeting | None:
    """A meeting by its number, with who presides."""
    return Meeting.objects.select_related("presider").filter(pk=meeting_id).first()
