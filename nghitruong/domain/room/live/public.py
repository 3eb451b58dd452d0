"""What a citizen may follow of a meeting: public items, who has the floor, votes, results; nothing of closed parts.

The queue of speakers and the roll call are not the public's (matrix rows 07 and 16).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from nghitruong.domain.meetings.lifecycle import Openness
from nghitruong.domain.meetings.queries import current_sitting, openness_of
from nghitruong.domain.room.lifecycle import RoomState
from nghitruong.domain.room.live import faces
from nghitruong.domain.room.queries.log import public_log
from nghitruong.domain.room.queries.room import RoomView, view_room

if TYPE_CHECKING:
    from nghitruong.domain.meetings.models import Meeting

LOG_LINES = 60
"""As many lines as a page of 60 kB carries without effort; the programme shows the rest."""

_NOT_RUNNING = frozenset({RoomState.NOT_OPEN, RoomState.ROLL_CALL, RoomState.CLOSED})


def is_followed(meeting: Meeting) -> bool:
    """Whether everybody may follow it: a public meeting, of a kind that is wholly public, from its convening on."""
    return meeting.is_public and meeting.convened_at is not None and openness_of(meeting.kind) is Openness.ALL


def public_context(meeting: Meeting) -> dict[str, Any]:
    """What the public face is rendered from."""
    whole = view_room(meeting)
    is_closed = is_behind_closed_doors(whole)
    view = public_view(whole, is_closed=is_closed)
    poll = view.poll
    return {
        "view": view,
        "meeting": meeting,
        "is_closed_part": is_closed,
        "item_count": len(whole.items),
        "agenda": faces.agenda_lines(view),
        "steps": faces.steps_of(view.item) if view.item else [],
        "speaker": faces.speaker_of(view.speaker),
        "result": faces.result_of(poll) if poll and view.state == RoomState.RESULT else None,
        "round_label": faces.round_label(poll) if poll else "",
        "log": public_log(meeting)[:LOG_LINES],
    }


def public_view(view: RoomView, *, is_closed: bool) -> RoomView:
    """The room without what is dealt with behind closed doors."""
    state = RoomState.IN_SESSION if is_closed and view.state not in _NOT_RUNNING else view.state
    shown = view.poll is not None and view.poll.item.is_public and not is_closed
    return replace(
        view,
        state=state,
        items=[item for item in view.items if item.is_public],
        item=None if is_closed else view.item,
        poll=view.poll if shown else None,
        sent=view.sent if shown else 0,
        speaker=None if is_closed else view.speaker,
        queue=[],
    )


def is_behind_closed_doors(view: RoomView) -> bool:
    """Whether the public is shut out now, by the item or by the whole sitting."""
    return bool(view.item and not view.item.is_public) or is_closed_sitting(view.meeting.pk)


def is_closed_sitting(meeting_id: int) -> bool:
    """Whether the present sitting is closed to the public as a whole."""
    sitting = current_sitting(meeting_id)
    return sitting is not None and sitting.is_closed_to_public
