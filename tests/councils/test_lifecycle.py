"""Every pair of state and verb, for a mandate, a merger and an import."""

import pytest

from nghitruong.foundation.councils.lifecycle import (
    HOLDING,
    IMPORT,
    MANDATE,
    SUCCESSION,
    ImportState,
    MandateState,
    SuccessionState,
)
from nghitruong.kernel.lifecycle import Lifecycle

S, PLAN, FILES = MandateState, SuccessionState, ImportState
MOVES = {
    "suspend_mandate": {S.ACTIVE: S.SUSPENDED},
    "reinstate_mandate": {S.SUSPENDED: S.ACTIVE},
    "request_release": {S.ACTIVE: S.RELEASE_REQUESTED},
    "withdraw_release": {S.RELEASE_REQUESTED: S.ACTIVE},
    "release_mandate": {S.RELEASE_REQUESTED: S.RELEASED},
    "remove_mandate": {S.ACTIVE: S.REMOVED, S.SUSPENDED: S.REMOVED},
    "lose_mandate": dict.fromkeys(HOLDING, S.LOST),
    "record_death": dict.fromkeys(HOLDING, S.DECEASED),
    "end_term": dict.fromkeys(HOLDING, S.TERM_ENDED),
}


@pytest.mark.parametrize("verb", MOVES)
def test_what_may_follow_for_a_mandate(verb: str) -> None:
    assert {state: MANDATE.next_state(state, verb) for state in S} == {state: MOVES[verb].get(state) for state in S}
    assert {state for state in S if MANDATE.may_follow(state, verb).is_allowed} == set(MOVES[verb])


def test_an_ended_seat_stays_ended() -> None:
    assert MANDATE.final_states() == frozenset(MandateState) - HOLDING


@pytest.mark.parametrize(
    ("lifecycle", "state", "verbs"),
    [
        (SUCCESSION, PLAN.PROPOSED, {"carry_out_succession", "withdraw_succession"}),
        (SUCCESSION, PLAN.CARRIED_OUT, set()),
        (SUCCESSION, PLAN.WITHDRAWN, set()),
        (IMPORT, FILES.STAGED, {"map_import", "import_deputies", "drop_import"}),
        (IMPORT, FILES.TAKEN_IN, set()),
        (IMPORT, FILES.DROPPED, set()),
    ],
)
def test_what_may_follow_for_a_merger_and_an_import(lifecycle: Lifecycle, state: str, verbs: set[str]) -> None:  # type: ignore[type-arg]
    assert lifecycle.verbs_from(state) == verbs  # type: ignore[arg-type]


@pytest.mark.parametrize("lifecycle", [MANDATE, SUCCESSION, IMPORT])
def test_every_state_is_explained(lifecycle: Lifecycle) -> None:  # type: ignore[type-arg]
    assert all(lifecycle.public[state].endswith(".") for state in type(lifecycle.initial))
