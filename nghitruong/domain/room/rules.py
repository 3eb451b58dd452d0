"""How a room's state follows from the facts of others."""

from collections.abc import Sequence
from dataclasses import dataclass

from nghitruong.domain.meetings.lifecycle import MeetingState
from nghitruong.domain.room.lifecycle import RoomState
from nghitruong.domain.voting.lifecycle import PollState
from nghitruong.kernel.decision import ALLOWED, Decision, Refusal, RefusalKind, refuse

UNKNOWN_FACE = Refusal("room.unknown_face", "The wall has no such face.", kind=RefusalKind.INVALID)
NOT_IN_SESSION = Refusal("room.not_in_session", "Only a meeting in progress can be paused.")
NO_PAUSE_REASON = Refusal(
    "room.no_pause_reason", "Say why the meeting is paused; everybody in the hall reads it.", kind=RefusalKind.INVALID
)
UNKNOWN_CODE = Refusal(
    "room.unknown_code",
    "This screen code is no longer valid. Ask the secretary for a new one.",
    kind=RefusalKind.NOT_FOUND,
)
NOTHING_HELD = Refusal("room.nothing_held", "There are no minutes yet: the meeting has not been opened.")
NOT_ANNOUNCED = Refusal("room.not_announced", "There is no record yet: the result has not been announced.")
_BEFORE = frozenset({MeetingState.PLANNED, MeetingState.PREPARING, MeetingState.POSTPONED, MeetingState.CANCELLED})
_AFTER = frozenset({MeetingState.CLOSED, MeetingState.COMPLETED})


@dataclass(frozen=True)
class RoomFacts:
    """What the state is derived from: the meeting, its running item, the latest vote that was opened."""

    meeting: MeetingState
    is_roll_call_open: bool
    item_kind: str
    poll: PollState | None
    is_poll_of_running_item: bool
    is_result_fresh: bool
    is_paused: bool


def room_state(facts: RoomFacts) -> RoomState:
    """The state R0–R9: the end and the beginning first, then an open vote before everything else."""
    if facts.meeting in _AFTER:
        return RoomState.CLOSED
    if facts.meeting in _BEFORE:
        return RoomState.NOT_OPEN
    if facts.meeting is MeetingState.CONVENED:
        return RoomState.ROLL_CALL if facts.is_roll_call_open else RoomState.NOT_OPEN
    if facts.poll is PollState.OPENED:
        return RoomState.VOTING
    if facts.is_paused:
        return RoomState.PAUSED
    if facts.meeting is MeetingState.ADJOURNED:
        return RoomState.BREAK
    return _in_session(facts)


def _in_session(facts: RoomFacts) -> RoomState:
    if facts.poll is PollState.CLOSED:
        return RoomState.VOTE_CLOSED
    if facts.poll is PollState.ANNOUNCED and facts.is_result_fresh:
        return RoomState.RESULT
    if facts.item_kind == "break":
        return RoomState.BREAK
    return RoomState.QUESTIONING if facts.item_kind == "questioning" else RoomState.IN_SESSION


def is_face(face: str, known: Sequence[str]) -> Decision:
    """The wall shows one of its known faces."""
    return ALLOWED if face in known else refuse(UNKNOWN_FACE)


def may_pause(state: str, reason: str) -> Decision:
    """A pause belongs to a meeting in progress and says why."""
    if state != MeetingState.OPEN:
        return refuse(NOT_IN_SESSION)
    return ALLOWED if reason else refuse(NO_PAUSE_REASON)
