"""What the room shows live: the deputies' face and the public's; the running count; the ballot when a vote opens.

Consoles and walls are few: they hear the same topics as a signal and fetch their own face.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.template.loader import render_to_string

from nghitruong.domain.meetings.queries import present_deputies
from nghitruong.domain.room.live import faces
from nghitruong.domain.room.live.public import (
    is_behind_closed_doors,
    is_closed_sitting,
    is_followed,
    public_context,
    public_view,
)
from nghitruong.domain.room.queries.room import is_let_in, room_json, view_room, watched_meeting, watched_poll
from nghitruong.domain.voting.lifecycle import PollState
from nghitruong.domain.voting.queries import open_poll_of, sent_count, visible_poll
from nghitruong.foundation.events.registry import Audience, register_live
from nghitruong.kernel.actor import NOBODY, Actor, Role

if TYPE_CHECKING:
    from nghitruong.domain.meetings.models import Meeting
    from nghitruong.domain.voting.models import Poll

AGENDA_LINES = 40
"""Items of a long programme that a tablet shows about the current one."""
QUEUE_LINES = 12
"""The next speakers that a tablet names; the rest are counted."""


def register() -> None:
    """Called once from config/wiring.py."""
    register_live(
        "meeting-<id>",
        render=render_meeting,
        audience_for=audience_of_meeting,
        state_of=meeting_state,
        council_of=council_of_meeting,
    )
    register_live("ballot-<id>", render=render_ballot, audience_for=members_only, council_of=council_of_meeting)
    register_live("roll-<id>", render=signal_only, audience_for=members_only, council_of=council_of_meeting)
    register_live("minutes-<id>", render=signal_only, audience_for=secretariat_only, council_of=council_of_meeting)
    register_live(
        "count-<id>",
        render=render_count,
        audience_for=audience_of_meeting,
        count_version=ballots_sent,
        council_of=council_of_meeting,
    )
    register_live(
        "poll-<id>",
        render=render_poll,
        audience_for=audience_of_poll,
        state_of=poll_state,
        count_version=lambda topic: sent_count(number_of(topic)),
        council_of=council_of_poll,
    )


def number_of(topic: str) -> int:
    return int(topic.rpartition("-")[2])


def council_of_meeting(topic: str) -> int:
    meeting = watched_meeting(number_of(topic))
    return meeting.council_id if meeting else 0


def council_of_poll(topic: str) -> int:
    poll = watched_poll(number_of(topic))
    return poll.council_id if poll else 0


def audience_of_meeting(actor: Actor, topic: str) -> Audience | None:
    """The council's own people are members; everybody else may follow a public meeting that was convened."""
    return _audience(actor, watched_meeting(number_of(topic)))


def members_only(actor: Actor, topic: str) -> Audience | None:
    """A ballot is shown to the council's deputies alone."""
    audience = audience_of_meeting(actor, topic)
    return audience if audience is Audience.MEMBER and actor.mandate_id else None


def secretariat_only(actor: Actor, topic: str) -> Audience | None:
    """The minutes while they are being written are the secretariat's and the chair's."""
    is_theirs = audience_of_meeting(actor, topic) is Audience.MEMBER and actor.has(
        Role.SECRETARY, Role.CLERK, Role.CHAIR
    )
    return Audience.MEMBER if is_theirs else None


def audience_of_poll(actor: Actor, topic: str) -> Audience | None:
    poll = watched_poll(number_of(topic))
    audience = _audience(actor, poll.meeting) if poll else None
    return audience if poll and _is_shown(poll, audience) else None


def render_meeting(topic: str, audience: Audience, council_id: int) -> str:
    """The full state of the room as deputies or the public see it."""
    meeting = watched_meeting(number_of(topic))
    if meeting is None or meeting.council_id != council_id:
        return ""
    if audience is Audience.PUBLIC:
        return render_to_string("room/_public.html", public_context(meeting)) if is_followed(meeting) else ""
    return render_to_string("room/_deputy.html", member_context(meeting))


def member_context(meeting: Meeting) -> dict[str, Any]:
    """What the deputies' face is rendered from; nothing in it is anybody's own."""
    view = view_room(meeting)
    return {
        "view": view,
        "meeting": meeting,
        "agenda": faces.agenda_lines(view, AGENDA_LINES),
        "steps": faces.steps_of(view.item) if view.item else [],
        "speaker": faces.speaker_of(view.speaker),
        "queue": faces.queue_of(view.queue[:QUEUE_LINES]),
        "queue_rest": max(0, len(view.queue) - QUEUE_LINES),
        "result": faces.result_of(view.poll) if view.poll and view.state == "result" else None,
        "round_label": faces.round_label(view.poll) if view.poll else "",
    }


def signal_only(_topic: str, _audience: Audience, _council_id: int) -> str:
    """Nothing to put in place: the page hears that something changed and fetches its own area."""
    return ""


def render_ballot(topic: str, audience: Audience, council_id: int) -> str:
    """The open vote as every deputy gets it when it opens; nothing when none is open."""
    poll = open_poll_of(number_of(topic))
    if poll is None or poll.council_id != council_id:
        return ""
    present = present_deputies(poll.meeting_id)
    ballot = faces.ballot_of(poll, present=present, sent=sent_count(poll.pk))
    return render_to_string("room/_ballot.html", {"ballot": ballot, "audience": audience})


def render_count(topic: str, audience: Audience, council_id: int) -> str:
    """How many have sent in the vote that is open, put into every place of the page that shows it; never how."""
    poll = open_poll_of(number_of(topic))
    if poll is None or poll.council_id != council_id or not _is_shown(poll, audience):
        return ""
    return render_to_string("room/_count.html", _counts(poll, audience))


def ballots_sent(topic: str) -> int:
    """Moves with every first ballot of the open vote, and when another vote opens."""
    poll = open_poll_of(number_of(topic))
    return poll.pk * 1_000_000 + sent_count(poll.pk) if poll else 0


def render_poll(topic: str, audience: Audience, council_id: int) -> str:
    """One vote's count by its own number, for who watches that vote alone."""
    poll = watched_poll(number_of(topic))
    if poll is None or poll.council_id != council_id:
        return ""
    return render_to_string("web/components/ballot_count.html", _counts(poll, audience))


def _counts(poll: Poll, audience: Audience) -> dict[str, Any]:
    return {"sent": sent_count(poll.pk), "present": present_deputies(poll.meeting_id), "audience": audience}


def meeting_state(topic: str, audience: Audience) -> Mapping[str, Any]:
    meeting = watched_meeting(number_of(topic))
    if meeting is None or (audience is Audience.PUBLIC and not is_followed(meeting)):
        return {}
    view = view_room(meeting)
    if audience is Audience.PUBLIC:
        view = public_view(view, is_closed=is_behind_closed_doors(view))
    return room_json(view)


def poll_state(topic: str, _audience: Audience) -> Mapping[str, Any]:
    poll = watched_poll(number_of(topic))
    return visible_poll(poll, NOBODY) if poll else {}


def _audience(actor: Actor, meeting: Meeting | None) -> Audience | None:
    if meeting is None:
        return None
    if is_let_in(actor, meeting):
        return Audience.MEMBER
    return Audience.PUBLIC if is_followed(meeting) else None


def _is_shown(poll: Poll, audience: Audience | None) -> bool:
    """A vote behind closed doors is not the public's, nor is one that was not opened yet."""
    if audience is not Audience.PUBLIC:
        return True
    return poll.item.is_public and poll.state != PollState.PREPARED and not is_closed_sitting(poll.meeting_id)
