"""Every pair of state and verb of a meeting and of an agenda item."""

from enum import StrEnum
from itertools import product
from typing import Any

from nghitruong.domain.meetings.lifecycle import ITEM, MEETING, ItemState, MeetingState
from nghitruong.kernel.lifecycle import Lifecycle

M, I = MeetingState, ItemState  # noqa: E741 - the table below is read as one
MEETING_MOVES = {
    (M.PLANNED, "start_preparation"): M.PREPARING,
    (M.POSTPONED, "start_preparation"): M.PREPARING,
    (M.PREPARING, "invite_participants"): M.CONVENED,
    (M.CONVENED, "invite_participants"): M.CONVENED,
    (M.CONVENED, "open_meeting"): M.OPEN,
    (M.OPEN, "adjourn_meeting"): M.ADJOURNED,
    (M.ADJOURNED, "resume_meeting"): M.OPEN,
    (M.OPEN, "close_meeting"): M.CLOSED,
    (M.ADJOURNED, "close_meeting"): M.CLOSED,
    (M.CLOSED, "complete_meeting"): M.COMPLETED,
    **{(state, "hold_from_record"): M.CLOSED for state in (M.PLANNED, M.PREPARING, M.CONVENED)},
    **{(state, "postpone_meeting"): M.POSTPONED for state in (M.PLANNED, M.PREPARING, M.CONVENED)},
    **{(state, "cancel_meeting"): M.CANCELLED for state in (M.PLANNED, M.PREPARING, M.CONVENED, M.POSTPONED)},
}
UNDECIDED = (
    I.PROPOSED,
    I.ACCEPTED,
    I.DOCUMENTS_READY,
    I.VERIFIED,
    I.ON_AGENDA,
    I.PRESENTED,
    I.IN_DEBATE,
    I.READY_TO_VOTE,
)
ITEM_MOVES = {
    (I.PROPOSED, "accept_item"): I.ACCEPTED,
    (I.ACCEPTED, "accept_item"): I.ACCEPTED,
    (I.PROPOSED, "reject_item"): I.REJECTED,
    (I.ACCEPTED, "complete_dossier"): I.DOCUMENTS_READY,
    (I.DOCUMENTS_READY, "verify_item"): I.VERIFIED,
    **{(state, "adopt_programme"): I.ON_AGENDA for state in (I.ACCEPTED, I.DOCUMENTS_READY, I.VERIFIED)},
    (I.ON_AGENDA, "present_item"): I.PRESENTED,
    (I.PRESENTED, "debate_item"): I.IN_DEBATE,
    (I.READY_TO_VOTE, "debate_item"): I.IN_DEBATE,
    **{(state, "put_to_vote"): I.READY_TO_VOTE for state in (I.ON_AGENDA, I.PRESENTED, I.IN_DEBATE)},
    **{(state, "note_item"): I.NOTED for state in (I.ON_AGENDA, I.PRESENTED, I.IN_DEBATE)},
    (I.READY_TO_VOTE, "decide_item"): I.DECIDED,
    **{(state, "withdraw_item"): I.WITHDRAWN for state in UNDECIDED},
    **{(state, "carry_over_item"): I.CARRIED_OVER for state in UNDECIDED},
}


def unlike(lifecycle: Lifecycle[Any], lawful: dict[tuple[StrEnum, str], StrEnum]) -> list[tuple[Any, str]]:
    """Pairs of state and verb after which the lifecycle goes elsewhere than the table."""
    verbs = sorted({verb for _, verb in (*lifecycle.moves, *lawful)})
    pairs = product(type(lifecycle.initial), verbs)
    return [(state, verb) for state, verb in pairs if lifecycle.next_state(state, verb) != lawful.get((state, verb))]


def test_every_pair_of_a_meeting() -> None:
    assert unlike(MEETING, MEETING_MOVES) == []


def test_every_pair_of_an_item() -> None:
    assert unlike(ITEM, ITEM_MOVES) == []
