"""Meetings for programs: the same verbs and reads as JSON."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status

from nghitruong.domain.meetings import actions
from nghitruong.domain.meetings.lifecycle import RUNNING, MeetingState
from nghitruong.domain.meetings.queries import item_for, meeting_for, meetings_of, speaker_request_for
from nghitruong.kernel.actor import Actor
from nghitruong.kernel.decision import Refusal, RefusalKind, RefusedError

if TYPE_CHECKING:
    from nghitruong.domain.meetings.models import AgendaItem, Meeting

router = Router(tags=["meetings"])
UNKNOWN_CURSOR = Refusal(
    "api.unknown_cursor", "The cursor cannot be read. Start again without one.", kind=RefusalKind.INVALID
)


class NewMeeting(Schema):
    """`starts_at` carries a zone; `template` names a programme to start from."""

    title: str = Field(min_length=1, max_length=300)
    starts_at: datetime
    kind: str = Field("session", max_length=32)
    session_kind: str = Field("", max_length=32)
    ordinal: int | None = Field(None, ge=1, le=999)
    place: str = Field("", max_length=300)
    template: str = Field("", max_length=40)


class NewItem(Schema):
    """`steps` are presentation, verification, discussion, explanation, vote, in this order."""

    title: str = Field(min_length=1, max_length=500)
    kind: str = Field("other", max_length=20)
    planned_minutes: int = Field(10, ge=0, le=1440)
    steps: list[str] = Field(default=["presentation", "discussion"], max_length=5)
    presenter: str = Field("", max_length=200)


class Invitation(Schema):
    """The convening decision, and the reason where the notice is shorter than the law's."""

    decision: str = Field("", max_length=160)
    reason: str = Field("", max_length=300)


class StepWish(Schema):
    """The step to go to; the next one when left out."""

    step: str = Field("", max_length=16)
    reason: str = Field("", max_length=300)


class Floor(Schema):
    """`speech`, or `debate` to answer the one who speaks."""

    kind: str = Field("speech", max_length=12)


class MeetingWish(Schema):
    """`open` means in progress or adjourned; any other state is one of the lifecycle's."""

    state: str = Field("", max_length=16)
    limit: int = Field(50, ge=1, le=200)
    cursor: str = Field("", max_length=80)


def actor_of(request: HttpRequest) -> Actor:
    actor: Actor = request.auth  # type: ignore[attr-defined]
    return actor


def item_json(item: AgendaItem) -> dict[str, Any]:
    """An agenda item as programs see it."""
    return {
        "id": item.pk,
        "position": item.position,
        "kind": item.kind,
        "title": item.title,
        "state": item.state,
        "steps": item.steps,
        "step": item.step,
        "planned_minutes": item.planned_minutes,
    }


def meeting_json(meeting: Meeting) -> dict[str, Any]:
    """A meeting's own facts as programs see them."""
    return {
        "id": meeting.pk,
        "kind": meeting.kind,
        "session_kind": meeting.session_kind,
        "ordinal": meeting.ordinal,
        "title": meeting.title,
        "place": meeting.place,
        "state": meeting.state,
        "starts_at": meeting.starts_at,
        "opened_at": meeting.opened_at,
        "closed_at": meeting.closed_at,
    }


@router.get("/meetings", response=dict[str, Any], summary="The council's meetings, newest first")
def meetings(request: HttpRequest, wish: Query[MeetingWish]) -> dict[str, Any]:
    rows = meetings_of(actor_of(request))
    if wish.state:
        states = RUNNING if wish.state == "open" else {wish.state} & set(MeetingState)
        rows = rows.filter(state__in=states)
    if wish.cursor:
        moment, last_id = _read_cursor(wish.cursor)
        rows = rows.filter(starts_at__lte=moment).exclude(starts_at=moment, pk__gte=last_id)
    found = list(rows[: wish.limit + 1])
    more = _cursor_after(found[wish.limit - 1]) if len(found) > wish.limit else None
    return {"items": [meeting_json(row) for row in found[: wish.limit]], "next": more}


@router.post("/meetings", response={201: dict[str, Any]}, summary="Put a meeting into the calendar")
def create(request: HttpRequest, wish: NewMeeting) -> Status[dict[str, Any]]:
    actor = actor_of(request)
    return Status(201, meeting_json(actions.create_meeting(actor, actor.council_id or 0, **wish.dict())))


@router.post("/meetings/{int:meeting_id}/agenda-items", response={201: dict[str, Any]}, summary="Add an agenda item")
def add_item(request: HttpRequest, meeting_id: int, wish: NewItem) -> Status[dict[str, Any]]:
    actor = actor_of(request)
    return Status(201, item_json(actions.add_item(actor, meeting_for(actor, meeting_id), **wish.dict())))


@router.post("/meetings/{int:meeting_id}/invite", response=dict[str, Any], summary="Convene and invite everybody")
def invite(request: HttpRequest, meeting_id: int, wish: Invitation | None = None) -> dict[str, Any]:
    actor = actor_of(request)
    wish = wish or Invitation(decision="", reason="")
    return meeting_json(actions.invite_participants(actor, meeting_for(actor, meeting_id), **wish.dict()))


@router.post("/meetings/{int:meeting_id}/open", response=dict[str, Any], summary="Open the meeting")
def open_meeting(request: HttpRequest, meeting_id: int) -> dict[str, Any]:
    actor = actor_of(request)
    return meeting_json(actions.open_meeting(actor, meeting_for(actor, meeting_id)))


@router.post("/meetings/{int:meeting_id}/close", response=dict[str, Any], summary="Close the meeting")
def close_meeting(request: HttpRequest, meeting_id: int) -> dict[str, Any]:
    actor = actor_of(request)
    return meeting_json(actions.close_meeting(actor, meeting_for(actor, meeting_id)))


@router.post("/meetings/{int:meeting_id}/gavel", response=dict[str, Any], summary="Take over the gavel")
def take_gavel(request: HttpRequest, meeting_id: int) -> dict[str, Any]:
    actor = actor_of(request)
    return meeting_json(actions.take_gavel(actor, meeting_for(actor, meeting_id)))


@router.post("/meetings/{int:meeting_id}/check-in", response=dict[str, Any], summary="Check in, oneself")
def check_in(request: HttpRequest, meeting_id: int) -> dict[str, Any]:
    actor = actor_of(request)
    attendance = actions.check_in(actor, meeting_for(actor, meeting_id))
    return {"arrived_at": attendance.arrived_at}


@router.post("/agenda-items/{int:item_id}/step", response=dict[str, Any], summary="Run an item's next step")
def step(request: HttpRequest, item_id: int, wish: StepWish | None = None) -> dict[str, Any]:
    actor = actor_of(request)
    wish = wish or StepWish(step="", reason="")
    return item_json(actions.run_step(actor, item_for(actor, item_id), **wish.dict()))


@router.post("/agenda-items/{int:item_id}/speakers", response={201: dict[str, Any]}, summary="Ask for the floor")
def ask_for_floor(request: HttpRequest, item_id: int, wish: Floor | None = None) -> Status[dict[str, Any]]:
    actor = actor_of(request)
    asked = actions.ask_for_floor(actor, item_for(actor, item_id), kind=wish.kind if wish else "speech")
    return Status(201, {"id": asked.pk, "kind": asked.kind, "asked_at": asked.asked_at})


@router.post("/speakers/{int:request_id}/call", response=dict[str, Any], summary="Give the floor")
def give_floor(request: HttpRequest, request_id: int) -> dict[str, Any]:
    actor = actor_of(request)
    called = actions.give_floor(actor, speaker_request_for(actor, request_id))
    return {"id": called.pk, "started_at": called.started_at, "allowed_seconds": called.allowed_seconds}


def _cursor_after(row: Meeting) -> str:
    return f"{row.starts_at.isoformat()}_{row.pk}"


def _read_cursor(cursor: str) -> tuple[datetime, int]:
    moment, _, number = cursor.rpartition("_")
    try:
        return datetime.fromisoformat(moment.replace(" ", "+")), int(number)
    except ValueError:
        raise RefusedError(UNKNOWN_CURSOR) from None
