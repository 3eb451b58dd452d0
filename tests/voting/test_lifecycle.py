"""Every pair of state and verb of an open vote."""

import pytest

from nghitruong.domain.voting.lifecycle import POLL, PollState

P = PollState
LAWFUL = {
    (P.PREPARED, "open_poll"): P.OPENED,
    (P.OPENED, "close_poll"): P.CLOSED,
    (P.CLOSED, "announce_result"): P.ANNOUNCED,
    (P.PREPARED, "cancel_poll"): P.VOID,
    (P.OPENED, "cancel_poll"): P.VOID,
    (P.CLOSED, "cancel_poll"): P.VOID,
}
VERBS = ("open_poll", "close_poll", "announce_result", "cancel_poll")


@pytest.mark.parametrize("state", list(P))
@pytest.mark.parametrize("verb", VERBS)
def test_every_pair(state: PollState, verb: str) -> None:
    assert POLL.next_state(state, verb) == LAWFUL.get((state, verb))


def test_announced_and_void_are_final() -> None:
    assert POLL.final_states() == {P.ANNOUNCED, P.VOID}
