"""How the room's state follows from the facts of others."""

from dataclasses import replace

import pytest

from nghitruong.domain.meetings.lifecycle import MeetingState
from nghitruong.domain.room.lifecycle import RoomState
from nghitruong.domain.room.rules import RoomFacts, room_state
from nghitruong.domain.voting.lifecycle import PollState

FACTS = RoomFacts(
    meeting=MeetingState.OPEN,
    is_roll_call_open=True,
    item_kind="report",
    poll=None,
    is_poll_of_running_item=False,
    is_result_fresh=False,
    is_paused=False,
)


@pytest.mark.parametrize(
    ("changes", "state"),
    [
        ({"meeting": MeetingState.PREPARING}, RoomState.NOT_OPEN),
        ({"meeting": MeetingState.CONVENED, "is_roll_call_open": False}, RoomState.NOT_OPEN),
        ({"meeting": MeetingState.CONVENED}, RoomState.ROLL_CALL),
        ({}, RoomState.IN_SESSION),
        ({"item_kind": "questioning"}, RoomState.QUESTIONING),
        ({"item_kind": "break"}, RoomState.BREAK),
        ({"poll": PollState.OPENED}, RoomState.VOTING),
        ({"poll": PollState.OPENED, "is_paused": True}, RoomState.VOTING),
        ({"poll": PollState.CLOSED}, RoomState.VOTE_CLOSED),
        ({"poll": PollState.ANNOUNCED, "is_result_fresh": True}, RoomState.RESULT),
        ({"poll": PollState.ANNOUNCED}, RoomState.IN_SESSION),
        ({"is_paused": True}, RoomState.PAUSED),
        ({"meeting": MeetingState.ADJOURNED}, RoomState.BREAK),
        ({"meeting": MeetingState.CLOSED, "poll": PollState.ANNOUNCED}, RoomState.CLOSED),
        ({"meeting": MeetingState.COMPLETED}, RoomState.CLOSED),
        ({"meeting": MeetingState.CANCELLED}, RoomState.NOT_OPEN),
    ],
)
def test_the_state_follows_the_facts(changes: dict[str, object], state: RoomState) -> None:
    assert room_state(replace(FACTS, **changes)) is state  # type: ignore[arg-type]
