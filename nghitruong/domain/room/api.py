"""Meetings with everything that goes on in them, for programs."""

from typing import Any

from django.http import HttpRequest
from ninja import Router

from nghitruong.domain.meetings.api import actor_of, item_json, meeting_json
from nghitruong.domain.meetings.queries import meeting_for
from nghitruong.domain.room.queries.room import room_json, view_room

router = Router(tags=["meetings"])


@router.get("/meetings/{int:meeting_id}", response=dict[str, Any], summary="One meeting with all that goes on")
def meeting(request: HttpRequest, meeting_id: int) -> dict[str, Any]:
    view = view_room(meeting_for(actor_of(request), meeting_id))
    return {**meeting_json(view.meeting), "agenda": [item_json(item) for item in view.items], **room_json(view)}
