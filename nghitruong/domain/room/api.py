"""Meetings with everything that goes on in them, for programs."""

from typing import Any

from django.http import HttpRequest
from ninja import Router

from nghitruong.domain.meetings.api import actor_of, item_json, meeting_json
from nghitruong.domain.meetings.queries import meeting_for
from nghitruong.domain.room.live.public import is_behind_closed_doors, public_view
from nghitruong.domain.room.queries.room import is_let_in, room_json, view_room

router = Router(tags=["meetings"])


@router.get("/meetings/{int:meeting_id}", response=dict[str, Any], summary="One meeting with all that goes on")
def meeting(request: HttpRequest, meeting_id: int) -> dict[str, Any]:
    actor = actor_of(request)
    view = view_room(meeting_for(actor, meeting_id))
    if not is_let_in(actor, view.meeting):
        view = public_view(view, is_closed=is_behind_closed_doors(view))
    return {**meeting_json(view.meeting), "agenda": [item_json(item) for item in view.items], **room_json(view)}
