"""Which verb each press of the chair's and the secretary's console is: one press, one verb."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from nghitruong.domain.meetings import actions as meetings
from nghitruong.domain.meetings.queries import item_for, participant_for
from nghitruong.domain.room import actions as room
from nghitruong.domain.voting import actions as voting
from nghitruong.domain.voting.queries import poll_for
from nghitruong.kernel.actor import Actor

if TYPE_CHECKING:
    from nghitruong.domain.meetings.models import Meeting

Values = Mapping[str, Any]
Press = Callable[[Actor, "Meeting", Values], Any]

PRESSES: dict[str, Press] = {
    "take_gavel": lambda actor, meeting, _: meetings.take_gavel(actor, meeting),
    "open_meeting": lambda actor, meeting, values: meetings.open_meeting(actor, meeting, reason=values["reason"]),
    "adjourn_meeting": lambda actor, meeting, values: meetings.adjourn_meeting(actor, meeting, reason=values["reason"]),
    "resume_meeting": lambda actor, meeting, _: meetings.resume_meeting(actor, meeting),
    "close_meeting": lambda actor, meeting, _: meetings.close_meeting(actor, meeting),
    "run_step": lambda actor, _, values: meetings.run_step(
        actor, item_for(actor, values["item"] or 0), step=values["step"], reason=values["reason"]
    ),
    "carry_over_item": lambda actor, _, values: meetings.carry_over_item(
        actor, item_for(actor, values["item"] or 0), reason=values["reason"]
    ),
    "prepare_poll": lambda actor, _, values: voting.prepare_poll(
        actor,
        item_for(actor, values["item"] or 0),
        question=values["question"],
        kind=values["kind"] or "resolution",
    ),
    "open_poll": lambda actor, _, values: voting.open_poll(actor, poll_for(actor, values["poll"] or 0)),
    "close_poll": lambda actor, _, values: voting.close_poll(actor, poll_for(actor, values["poll"] or 0)),
    "announce_result": lambda actor, _, values: voting.announce_result(actor, poll_for(actor, values["poll"] or 0)),
    "cancel_poll": lambda actor, _, values: voting.cancel_poll(
        actor, poll_for(actor, values["poll"] or 0), reason=values["reason"]
    ),
    "record_arrival": lambda actor, _, values: meetings.record_arrival(
        actor, participant_for(actor, values["participant"] or 0)
    ),
    "record_departure": lambda actor, _, values: meetings.record_departure(
        actor, participant_for(actor, values["participant"] or 0)
    ),
    "write_minutes": lambda actor, meeting, values: meetings.write_minutes(
        actor, meeting, text=values["text"], item=item_for(actor, values["item"]) if values["item"] else None
    ),
    "pair_wall": lambda actor, meeting, _: room.pair_wall(actor, meeting),
    "show_on_wall": lambda actor, meeting, values: room.show_on_wall(actor, meeting, face=values["face"]),
    "pause_room": lambda actor, meeting, values: room.pause_room(actor, meeting, reason=values["reason"]),
    "resume_room": lambda actor, meeting, _: room.resume_room(actor, meeting),
}
