"""Meetings that are not finished with, their programmes, and what one person still has to do in them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from nghitruong.domain.meetings.lifecycle import BEFORE_OPENING, RUNNING, MeetingState
from nghitruong.domain.meetings.models import AgendaItem, Attendance, Meeting, Paper, Participant
from nghitruong.domain.meetings.queries import meetings_of
from nghitruong.domain.voting.lifecycle import PollState
from nghitruong.domain.voting.models import Ballot, Poll
from nghitruong.foundation.verbs.kept import kept
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Actor
from nghitruong.outer.desk.rules import ItemFacts, MeetingFacts

CONTACT = "voter_contact"
MOST = 20
"""Unfinished meetings that a desk looks at: the nearest ones; an office with more has its list."""

TODAY = timedelta(hours=12)
"""A meeting that should have begun so long ago is still one of today."""

UNFINISHED = BEFORE_OPENING | RUNNING | {MeetingState.CLOSED}


@dataclass(frozen=True)
class Coming:
    """A meeting in the calendar of the next days."""

    id: int
    title: str
    place: str
    starts_at: datetime
    state: MeetingState


@dataclass(frozen=True)
class OwnPart:
    """One deputy's own part in a meeting of today: there or not, a vote that waits for her ballot."""

    meeting_id: int
    is_present: bool
    open_vote: str


def unfinished_meetings(council_id: int) -> list[MeetingFacts]:
    """The meetings of a council that ask something of somebody, the nearest first, with their items: two queries.

    Conferences with voters are prepared and written down in their round: they have no programme, invitation or file.
    """
    meetings = _unfinished(council_id)
    items = _items_of([row.pk for row in meetings])
    return [_meeting(row, row.closed_vote or "", items.get(row.pk, [])) for row in meetings]


@kept
def _unfinished(council_id: int) -> QuerySet[Meeting, Any]:
    closed_votes = Poll.objects.filter(meeting=OuterRef("pk"), state=PollState.CLOSED).values("question")[:1]
    rows = _nearest(Meeting.objects.filter(council_id=council_id, state__in=UNFINISHED).exclude(kind=CONTACT))
    return rows.annotate(closed_vote=Subquery(closed_votes))[:MOST]


def coming_meetings(actor: Actor, days: int) -> list[Coming]:
    """What the actor may know of: what runs, and what begins from today on within so many days, the next first."""
    rows = _coming(actor, timedelta(days=days))
    return [Coming(row.pk, row.title, row.place, row.starts_at, MeetingState(row.state)) for row in rows]


@kept
def _coming(actor: Actor, ahead: timedelta) -> QuerySet[Meeting]:
    start = clock.now() - TODAY
    begins = Q(state__in=BEFORE_OPENING, starts_at__gte=start, starts_at__lt=start + ahead)
    shown = meetings_of(actor).filter(begins | Q(state__in=RUNNING), state__in=BEFORE_OPENING | RUNNING)
    return _nearest(shown)[:MOST]


def own_part(actor: Actor, meetings: Iterable[MeetingFacts]) -> list[OwnPart]:
    """The deputy's part in meetings that run or may be checked in to today: one query."""
    today = clock.today()
    ids = [
        row.id for row in meetings if row.is_running or (row.state is MeetingState.CONVENED and row.opens_on <= today)
    ]
    return [OwnPart(*row) for row in _own_part(actor, ids)]


@kept
def _own_part(actor: Actor, meeting_ids: list[int]) -> QuerySet[Participant, Any]:
    here = Attendance.objects.filter(participant=OuterRef("pk"), left_at=None)
    sent = Ballot.objects.filter(poll=OuterRef("pk"), mandate_id=actor.mandate_id or 0)
    waiting = Poll.objects.filter(meeting=OuterRef("meeting"), state=PollState.OPENED).exclude(Exists(sent))
    rows = Participant.objects.filter(meeting__in=meeting_ids, person_id=actor.person_id or 0).exclude(mandate=None)
    rows = rows.annotate(here=Exists(here), vote=Subquery(waiting.values("question")[:1])).order_by("id")
    return rows.values_list("meeting_id", "here", "vote")


def _nearest(meetings: QuerySet[Meeting]) -> QuerySet[Meeting]:
    """These few by their days; asked in one go, SQLite would walk all that were ever held to keep the order."""
    return Meeting.objects.filter(pk__in=meetings.order_by().values("pk")).order_by("starts_at", "id")


@kept
def _items(meeting_ids: list[int]) -> QuerySet[AgendaItem, Any]:
    rounds = Poll.objects.filter(item=OuterRef("pk")).exclude(state=PollState.VOID)
    rows = AgendaItem.objects.filter(meeting__in=meeting_ids).order_by("meeting", "position")
    return rows.annotate(
        has_paper=Exists(Paper.objects.filter(item=OuterRef("pk"))),
        has_vote=Exists(rounds),
        has_script=Exists(AgendaItem.objects.filter(~Q(script=""), pk=OuterRef("pk"))),
    )


def _items_of(meeting_ids: list[int]) -> dict[int, list[ItemFacts]]:
    found: dict[int, list[ItemFacts]] = {}
    for row in _items(meeting_ids):
        found.setdefault(row.meeting_id, []).append(
            ItemFacts(
                id=row.pk,
                title=row.short_title or row.title,
                kind=row.kind,
                state=row.state,
                steps=row.steps,
                agency_id=row.presenter_agency_id,
                has_paper=row.has_paper,
                has_vote=row.has_vote,
                has_script=row.has_script,
            )
        )
    return found


def _meeting(row: Meeting, closed_vote: str, items: list[ItemFacts]) -> MeetingFacts:
    return MeetingFacts(
        id=row.pk,
        title=row.title,
        kind=row.kind,
        session_kind=row.session_kind,
        state=MeetingState(row.state),
        opens_on=clock.local_date(row.starts_at),
        is_convened=row.convened_at is not None,
        presider_id=row.presider_id,
        closed_on=clock.local_date(row.closed_at) if row.closed_at else None,
        closed_vote=closed_vote,
        items=tuple(items),
    )
