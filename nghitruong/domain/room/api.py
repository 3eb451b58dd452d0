"""Meetings with everything that goes on in them, for programs."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Query, Router

from nghitruong.domain.meetings.api import actor_of, item_json, meeting_json
from nghitruong.domain.meetings.lifecycle import RUNNING, MeetingState
from nghitruong.domain.meetings.models import Meeting
from nghitruong.domain.meetings.queries import meeting_for, meetings_of
from nghitruong.domain.room.queries import room_json, view_room
from nghitruong.kernel.decision import Refusal, RefusalKind, RefusedError

router = Router(tags=["meetings"])
UNKNOWN_CURSOR = Refusal(
    "api.unknown_cursor", "The cursor cannot be read. Start again without one.", kind=RefusalKind.INVALID
)


@router.get("/meetings", response=dict[str, Any], summary="The council's meetings, newest first")
def meetings(
    request: HttpRequest,
    state: str = Query("", max_length=16),
    limit: int = Query(50, ge=1, le=200),
    cursor: str = Query("", max_length=80),
) -> dict[str, Any]:
    rows = meetings_of(actor_of(request))
    if state == "open":
        rows = rows.filter(state__in=RUNNING)
    elif state:
        rows = rows.filter(state=state if state in set(MeetingState) else "")
    if cursor:
        moment, last_id = _read_cursor(cursor)
        rows = rows.filter(starts_at__lte=moment).exclude(starts_at=moment, pk__gte=last_id)
    found = list(rows[: limit + 1])
    more = _cursor_after(found[limit - 1]) if len(found) > limit else None
    return {"items": [meeting_json(row) for row in found[:limit]], "next": more}


@router.get(
    "/meetings/{int:meeting_id}", response=dict[str, Any], summary="One meeting: sittings, agenda, presence, vote"
)
def meeting(request: HttpRequest, meeting_id: int) -> dict[str, Any]:
    view = view_room(meeting_for(actor_of(request), meeting_id))
    return {**meeting_json(view.meeting), "agenda": [item_json(item) for item in view.items], **room_json(view)}


def _cursor_after(row: Meeting) -> str:
    return f"{row.starts_at.isoformat()}_{row.pk}"


def _read_cursor(cursor: str) -> tuple[datetime, int]:
    moment, _, number = cursor.rpartition("_")
    try:
        return datetime.fromisoformat(moment.replace(" ", "+")), int(number)
    except ValueError:
        raise RefusedError(UNKNOWN_CURSOR) from None
