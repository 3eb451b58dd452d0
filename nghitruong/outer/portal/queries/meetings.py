"""Public meetings: their state, their programme, the papers that are everybody's."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import QuerySet

from nghitruong.domain.meetings.lifecycle import (
    BEFORE_OPENING,
    ITEM,
    MEETING,
    RUNNING,
    ItemState,
    MeetingState,
    Openness,
)
from nghitruong.domain.meetings.models import AgendaItem, Meeting, Paper
from nghitruong.domain.meetings.queries import openness_of, public_items, public_meetings, running_item
from nghitruong.domain.voting.lifecycle import PollState
from nghitruong.foundation.documents.queries import PublicPaper, public_papers
from nghitruong.web.paging import Shaped

_UNSEEN = (ItemState.PROPOSED, ItemState.REJECTED)


@dataclass(frozen=True)
class PublicMeeting:
    """A public meeting as anybody may know it."""

    id: int
    council_id: int
    code: str
    title: str
    kind: str
    place: str
    starts_at: datetime
    state: MeetingState
    explanation: str
    openness: Openness
    reason: str = ""
    opened_at: datetime | None = None
    closed_at: datetime | None = None

    @property
    def is_running(self) -> bool:
        return self.state in RUNNING

    @property
    def is_followed(self) -> bool:
        """Whether everybody may follow it while it runs and read its course afterwards."""
        return self.openness is Openness.ALL


@dataclass(frozen=True)
class PublicItem:
    """An item that is dealt with in public, with its published papers."""

    id: int
    number: int
    title: str
    presenter: str
    state: ItemState
    explanation: str
    papers: Sequence[PublicPaper] = field(default=())


def meetings_of(council_ids: Iterable[int]) -> QuerySet[Meeting]:
    """The public meetings of a site, newest first."""
    return public_meetings(*council_ids).select_related("council__unit")


def all_meetings(council_ids: Iterable[int]) -> Shaped[PublicMeeting]:
    """All of them, read page by page."""
    return Shaped(meetings_of(council_ids), _meeting)


def meeting_of(council_ids: Iterable[int], meeting_id: int) -> PublicMeeting | None:
    """One public meeting, or None for what the public may not know of."""
    row = meetings_of(council_ids).filter(pk=meeting_id).first()
    return _meeting(row) if row else None


def foremost_meeting(council_id: int, now: datetime) -> PublicMeeting | None:
    """The meeting in progress, else the next one that was convened."""
    meetings = meetings_of([council_id])
    running = meetings.filter(state__in=RUNNING).order_by("-opened_at").first()
    coming = meetings.filter(state__in=BEFORE_OPENING, starts_at__gte=now).order_by("starts_at")
    row = running or coming.first()
    return _meeting(row) if row else None


def item_now(meeting: PublicMeeting) -> PublicItem | None:
    """The public item being dealt with, if one is."""
    row = running_item(meeting.id) if meeting.is_running and meeting.is_followed else None
    return _item(row, []) if row and row.is_public else None


def programme_of(meeting: PublicMeeting) -> list[PublicItem]:
    """The public part of the programme in order, each item with its published papers, in three queries.

    Of a meeting whose results alone are public, only what was voted on.
    """
    items = public_items(meeting.id).exclude(state__in=_UNSEEN)
    if meeting.openness is Openness.RESULT:
        items = items.filter(polls__state=PollState.ANNOUNCED).distinct()
    rows = list(items)
    links = Paper.objects.filter(item__in=[row.pk for row in rows]).order_by("position", "id")
    documents = [(link.item_id, link.document_id) for link in links]
    published = public_papers(meeting.council_id, [document for _item, document in documents])
    papers: dict[int, list[PublicPaper]] = {}
    for item_id, document_id in documents:
        if document_id in published:
            papers.setdefault(item_id, []).append(published[document_id])
    return [_item(row, papers.get(row.pk, [])) for row in rows]


def _meeting(row: Meeting) -> PublicMeeting:
    state = MeetingState(row.state)
    is_stopped = state in (MeetingState.POSTPONED, MeetingState.CANCELLED)
    return PublicMeeting(
        id=row.pk,
        council_id=row.council_id,
        code=row.council.unit.code,
        title=row.title,
        kind=row.kind,
        place=row.place,
        starts_at=row.starts_at,
        state=state,
        explanation=MEETING.public[state],
        openness=openness_of(row.kind),
        reason=row.state_reason if is_stopped else "",
        opened_at=row.opened_at,
        closed_at=row.closed_at,
    )


def _item(row: AgendaItem, papers: list[PublicPaper]) -> PublicItem:
    state = ItemState(row.state)
    return PublicItem(row.pk, row.position, row.title, row.presenter, state, ITEM.public[state], tuple(papers))
