"""What each face of the room is rendered from: the common view, and what only this person may see or press."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext_lazy

from nghitruong.domain.meetings.lifecycle import MeetingState, Step
from nghitruong.domain.meetings.queries import is_present, participation_of, present_deputies, running_item
from nghitruong.domain.room.lifecycle import RoomState, WallFace
from nghitruong.domain.room.live import faces
from nghitruong.domain.room.live.topics import member_context
from nghitruong.domain.room.queries.log import meeting_log
from nghitruong.domain.room.queries.room import RoomView, hall, poll_to_open, unsent_people, view_room
from nghitruong.domain.voting.lifecycle import PollState
from nghitruong.domain.voting.queries import last_ballot, may_see_counts, open_poll_of, sent_count
from nghitruong.domain.voting.rules import QUORUM_KEY
from nghitruong.foundation.councils.queries import law_on
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Actor
from nghitruong.kernel.shares import needed, share_of
from nghitruong.web import parts

if TYPE_CHECKING:
    from nghitruong.domain.meetings.models import Meeting
    from nghitruong.domain.room.models import Room
    from nghitruong.domain.voting.models import Poll

WALL_LINES = 7
PRESENTED_IN = (Step.PRESENTATION, Step.EXPLANATION)
"""The steps in which the item's presenter has the floor without asking for it."""
_WALL_LABELS = {
    WallFace.AUTO: gettext_lazy("What the meeting comes to"),
    WallFace.PROGRAMME: gettext_lazy("Programme"),
    WallFace.SPEAKER: gettext_lazy("Speaker"),
    WallFace.BREAK: gettext_lazy("Break"),
    WallFace.BLANK: gettext_lazy("Emblem only"),
}


def deputy_context(actor: Actor, meeting: Meeting) -> dict[str, Any]:
    """The deputy's room: what everybody sees, and her own roll call, ballot and place in the queue."""
    context = member_context(meeting)
    own = own_context(actor, meeting, context["view"])
    view, poll = own["view"], own["view"].poll
    is_voting = view.state == RoomState.VOTING and own["is_present"] and actor.mandate_id is not None
    return {
        **context,
        **own,
        "ballot": _ballot(actor, poll, view.present, view.sent, own["seat"]) if is_voting and poll else None,
        **_topics(meeting, "ballot", "roll", "me"),
    }


def own_context(actor: Actor, meeting: Meeting, view: RoomView | None = None) -> dict[str, Any]:
    """What is this person's own: whether she is here, her wish to speak, her turn. Never pushed to anybody."""
    view = view or view_room(meeting)
    place = participation_of(meeting.pk, actor.person_id)
    has_floor = view.speaker is not None and view.speaker.participant.person_id == actor.person_id
    return {
        "view": view,
        "meeting": meeting,
        "is_present": is_present(meeting.pk, actor.person_id),
        "participation": place,
        "own_requests": [row.pk for row in view.queue if row.participant.person_id == actor.person_id],
        "seat": faces.seat_of(place),
        "own_turn": faces.speaker_of(view.speaker) if has_floor else None,
    }


def received_ballot(actor: Actor, poll: Poll) -> parts.Ballot:
    """The answer to one's own ballot: what was stored, with its receipt."""
    place = participation_of(poll.meeting_id, actor.person_id)
    return _ballot(actor, poll, present_deputies(poll.meeting_id), sent_count(poll.pk), faces.seat_of(place))


def _ballot(actor: Actor, poll: Poll, present: int, sent: int, seat: str) -> parts.Ballot:
    own = last_ballot(poll.pk, actor.mandate_id)
    return replace(faces.ballot_of(poll, present=present, sent=sent, own=own), person=actor.name, seat=seat)


def chair_context(actor: Actor, meeting: Meeting) -> dict[str, Any]:
    """The chair's console: the next step, the health of the room, the queue, the vote."""
    view = view_room(meeting)
    poll = view.poll
    is_steering = meeting.presider_id == actor.person_id
    needed_present = _quorum(meeting, view.total)
    prepared = poll_to_open(view.item)
    unsent = unsent_people(poll) if poll and poll.state == PollState.OPENED else []
    may_press = is_steering and meeting.state == MeetingState.OPEN
    return {
        "view": view,
        "meeting": meeting,
        "is_steering": is_steering,
        "live_actions": True,
        "agenda": faces.agenda_lines(view),
        "steps": faces.steps_of(view.item) if view.item else [],
        "speaker": faces.speaker_of(view.speaker, is_steering=is_steering),
        "queue": faces.queue_of(view.queue, is_steering=is_steering),
        "quorum": needed_present,
        "has_quorum": view.present >= needed_present,
        "press": faces.next_press(view, prepared) if may_press else None,
        "prepared": prepared,
        "unsent": unsent,
        "result": faces.result_of(poll) if poll and may_see_counts(poll, actor) and _is_shown(view) else None,
        "round_label": faces.round_label(poll) if poll else "",
        **_topics(meeting),
    }


def unsent_context(meeting: Meeting) -> dict[str, Any]:
    """Who is present and has not sent in the open vote; names, never choices."""
    poll = open_poll_of(meeting.pk)
    return {"unsent": unsent_people(poll) if poll else [], "meeting": meeting}


def minutes_context(meeting: Meeting) -> dict[str, Any]:
    """The minutes as they stand, and the item that a new paragraph belongs to."""
    return {"log": meeting_log(meeting), "meeting": meeting, "item": running_item(meeting.pk)}


def hall_context(meeting: Meeting) -> dict[str, Any]:
    """The seats and the list of deputies: who is here, who has sent in the open vote."""
    running = open_poll_of(meeting.pk)
    seats = sorted(hall(meeting, running), key=lambda row: (not str(row["seat"]).isdigit(), str(row["seat"]).zfill(4)))
    return {
        "meeting": meeting,
        "seats": [_seat(place, row, running) for place, row in enumerate(seats, start=1)],
        "people": seats,
        "here": sum(1 for row in seats if row["is_present"]),
        "columns": 7 if len(seats) <= 60 else 14,
    }


def secretary_context(actor: Actor, meeting: Meeting) -> dict[str, Any]:
    """The secretary's desk: the hall, the minutes, and what stands beside them."""
    return {
        **hall_context(meeting),
        **minutes_context(meeting),
        **desk_context(actor, meeting),
        **_topics(meeting, "minutes"),
    }


def desk_context(actor: Actor, meeting: Meeting) -> dict[str, Any]:
    """The vote, the speakers and the wall, as the secretary has them at hand."""
    view = view_room(meeting)
    poll, room = view.poll, view.room
    return {
        "view": view,
        "meeting": meeting,
        "live_actions": True,
        "speaker": faces.speaker_of(view.speaker, is_steering=True),
        "queue": faces.queue_of(view.queue, is_steering=True),
        "prepared": poll_to_open(view.item),
        "result": faces.result_of(poll) if poll and may_see_counts(poll, actor) and _is_shown(view) else None,
        "round_label": faces.round_label(poll) if poll else "",
        "wall_url": reverse("room:wall", args=[room.pairing_code]) if room else "",
        "wall_face": room.wall_face if room else WallFace.AUTO,
        "wall_faces": [{"code": code, "label": _WALL_LABELS[code]} for code in WallFace],
    }


def wall_context(meeting: Meeting, code: str) -> dict[str, Any]:
    """The wall of the hall: one face at a time, nothing that is anybody's own."""
    view = view_room(meeting)
    poll = view.poll
    return {
        "view": view,
        "meeting": meeting,
        "code": code,
        "face": _wall_face(view),
        "council_name": meeting.council.name,
        "agenda": faces.agenda_lines(view, WALL_LINES, in_words=True),
        "speaker": faces.speaker_of(view.speaker),
        "queue": faces.queue_of(view.queue[:3]),
        "result": _wall_result(poll) if poll and poll.state == PollState.ANNOUNCED else None,
        "base_words": faces.base_words(poll) if poll else "",
        "round_label": faces.round_label(poll) if poll else "",
        **_topics(meeting),
    }


def _wall_result(poll: Poll) -> parts.Result | None:
    """From 20 metres one reads what was needed; the whole sentence of law stands on pages and papers."""
    result = faces.result_of(poll)
    return replace(result, law=faces.need_of(poll)) if result else None


def _wall_face(view: RoomView) -> str:
    room: Room | None = view.room
    if room and room.wall_face != WallFace.AUTO and view.state != RoomState.VOTING:
        return room.wall_face
    if view.state == RoomState.IN_SESSION and view.speaker:
        return "speaker"
    if view.state == RoomState.IN_SESSION and view.item and view.item.presenter and view.item.step in PRESENTED_IN:
        return "presenter"
    return str(view.state)


def _seat(place: int, row: dict[str, Any], poll: Poll | None) -> parts.Seat:
    state = "absent" if not row["is_present"] else "present"
    if poll and row["is_present"]:
        state = "sent" if row["has_sent"] else "waiting"
    number = int(row["seat"]) if str(row["seat"]).isdigit() else place
    return parts.Seat(number, row["name"].rpartition(" ")[2], state, full_name=row["name"])


def _quorum(meeting: Meeting, total: int) -> int:
    param = law_on(meeting.council_id, clock.local_date(meeting.starts_at))[QUORUM_KEY]
    return needed(total, share_of(param), param.op) if total else 0


def _is_shown(view: RoomView) -> bool:
    return view.state in (RoomState.VOTE_CLOSED, RoomState.RESULT)


def _topics(meeting: Meeting, *more: str) -> dict[str, str]:
    """What the page listens to, and the names of its areas."""
    kinds = ("meeting", "count", *more)
    topics = [kind if kind == "me" else f"{kind}-{meeting.pk}" for kind in kinds]
    return {
        "topics": ",".join(topics),
        "room_topic": f"meeting-{meeting.pk}",
        "ballot_topic": f"ballot-{meeting.pk}",
        "counts": f"count-{meeting.pk}",
    }
