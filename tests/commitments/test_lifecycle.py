"""Every pair of state and verb."""

import pytest

from nghitruong.domain.commitments.lifecycle import COMMITMENT, EXTENSION, CommitmentState, ExtensionState

C, E = CommitmentState, ExtensionState
WITH_DEBTOR = {C.OWED, C.ACCEPTED, C.RETURNED}
FOLLOWS = {
    "accept_commitment": ({C.OWED}, C.ACCEPTED),
    "report_result": (WITH_DEBTOR, C.REPORTED),
    "accept_report": ({C.REPORTED}, C.MET),
    "return_report": ({C.REPORTED}, C.RETURNED),
    "declare_not_performed": (WITH_DEBTOR | {C.REPORTED}, C.NOT_PERFORMED),
    "withdraw_commitment": (WITH_DEBTOR | {C.REPORTED}, C.WITHDRAWN),
    "reopen_commitment": ({C.MET, C.NOT_PERFORMED}, C.OWED),
}


@pytest.mark.parametrize("verb", sorted(FOLLOWS))
def test_a_verb_follows_exactly_these_states(verb: str) -> None:
    before, after = FOLLOWS[verb]
    follows = {state: COMMITMENT.next_state(state, verb) for state in C}
    assert follows == {state: after if state in before else None for state in C}


def test_no_other_verb_moves_a_debt() -> None:
    assert {verb for _state, verb in COMMITMENT.moves} == set(FOLLOWS)


def test_a_wish_for_more_time_is_answered_once() -> None:
    assert dict(EXTENSION.moves) == {
        (E.ASKED, "grant_extension"): E.GRANTED,
        (E.ASKED, "refuse_extension"): E.REFUSED,
    }
