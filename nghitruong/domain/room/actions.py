"""The verbs of the room itself: the wall, and a pause in the hall."""

import secrets
from datetime import datetime

from nghitruong.domain.meetings.models import Meeting
from nghitruong.domain.room import rules
from nghitruong.domain.room.lifecycle import WallFace
from nghitruong.domain.room.models import Room
from nghitruong.domain.room.policies import may
from nghitruong.foundation.verbs.beats import announce, lawful, permit, record, verb
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Actor
from nghitruong.kernel.vietnamese.text import clean_line

CODE_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
CODE_LENGTH = 8


@verb("room.pair_wall")
def pair_wall(secretary: Actor, meeting: Meeting) -> Room:
    """Give the hall's wall an address of its own; a new one makes the old one lead nowhere."""
    permit(may(secretary, "room.pair_wall", council_id=meeting.council_id))
    code = "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))
    room, _ = Room.objects.update_or_create(
        meeting=meeting, defaults={"pairing_code": code}, create_defaults=_new_room(meeting, code)
    )
    record(meeting)
    announce(f"meeting-{meeting.pk}")
    return room


@verb("room.show_on_wall")
def show_on_wall(secretary: Actor, meeting: Meeting, *, face: str) -> Room:
    """Choose what the wall shows; `auto` follows the meeting. Raises RefusedError for an unknown face."""
    permit(may(secretary, "room.show_on_wall", council_id=meeting.council_id))
    lawful(rules.is_face(face, [str(face) for face in WallFace]))
    room = _room_of(meeting)
    room.wall_face = face
    room.save(update_fields=["wall_face"])
    record(meeting, face=face)
    announce(f"meeting-{meeting.pk}")
    return room


@verb("room.pause_room")
def pause_room(chair: Actor, meeting: Meeting, *, reason: str) -> Room:
    """Stop for a moment, with the reason on every face: a technical fault, a short consultation (ux R8)."""
    is_own = chair.person_id is not None and meeting.presider_id == chair.person_id
    permit(may(chair, "room.pause_room", is_own=is_own, council_id=meeting.council_id))
    reason = clean_line(reason)
    lawful(rules.may_pause(meeting.state, reason))
    room = _set_pause(meeting, clock.now(), reason)
    record(meeting, reason=reason)
    announce(f"meeting-{meeting.pk}")
    return room


@verb("room.resume_room")
def resume_room(chair: Actor, meeting: Meeting) -> Room:
    """Go on after a pause."""
    is_own = chair.person_id is not None and meeting.presider_id == chair.person_id
    permit(may(chair, "room.resume_room", is_own=is_own, council_id=meeting.council_id))
    room = _set_pause(meeting, None, "")
    record(meeting)
    announce(f"meeting-{meeting.pk}")
    return room


def _set_pause(meeting: Meeting, moment: datetime | None, reason: str) -> Room:
    room = _room_of(meeting)
    Room.objects.filter(pk=room.pk).update(paused_at=moment, pause_reason=reason)
    return room


def _room_of(meeting: Meeting) -> Room:
    code = "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))
    room, _ = Room.objects.get_or_create(meeting=meeting, defaults=_new_room(meeting, code))
    return room


def _new_room(meeting: Meeting, code: str) -> dict[str, object]:
    return {"council_id": meeting.council_id, "pairing_code": code}
