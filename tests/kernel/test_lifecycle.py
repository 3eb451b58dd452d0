"""The lifecycle engine on a small noun, all pairs of state and verb."""

from enum import StrEnum

import pytest

from nghitruong.kernel.lifecycle import Lifecycle, moves


class Door(StrEnum):
    SHUT = "shut"
    OPEN = "open"
    LOCKED = "locked"
    WALLED = "walled"


MOVES = moves(
    (Door.SHUT, "open_door", Door.OPEN),
    (Door.OPEN, "shut_door", Door.SHUT),
    (Door.SHUT, "lock_door", Door.LOCKED),
    (Door.LOCKED, "unlock_door", Door.SHUT),
    ((Door.SHUT, Door.LOCKED), "wall_up", Door.WALLED),
)
PUBLIC = {door: f"The door is {door}." for door in Door}
LIFE = Lifecycle("door", Door.SHUT, MOVES, PUBLIC)
VERBS = sorted({verb for _, verb in MOVES})


@pytest.mark.parametrize("state", Door)
@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_may_follow_exactly_where_the_table_says(state: Door, verb: str) -> None:
    listed = (state, verb) in MOVES
    decision = LIFE.may_follow(state, verb)
    assert decision.is_allowed == listed
    assert (LIFE.next_state(state, verb) is not None) == listed
    assert (verb in LIFE.verbs_from(state)) == listed
    assert (state in LIFE.sources_of(verb)) == listed


def test_the_refusal_names_noun_state_and_verb() -> None:
    refusal = LIFE.may_follow(Door.OPEN, "lock_door").refusal
    assert refusal is not None
    assert refusal.code == "door.wrong_state"
    assert refusal.values == {"state": Door.OPEN, "verb": "lock_door"}
    assert refusal.message % refusal.values


def test_an_unknown_verb_follows_nothing() -> None:
    assert not LIFE.may_follow(Door.SHUT, "paint_door").is_allowed
    assert LIFE.sources_of("paint_door") == frozenset()


def test_several_origins_share_a_line() -> None:
    assert LIFE.sources_of("wall_up") == {Door.SHUT, Door.LOCKED}
    assert LIFE.next_state(Door.LOCKED, "wall_up") is Door.WALLED


def test_final_states_lead_nowhere() -> None:
    assert LIFE.final_states() == {Door.WALLED}
    assert LIFE.verbs_from(Door.WALLED) == frozenset()


def test_the_diagram_has_every_move_once_in_a_stable_order() -> None:
    lines = LIFE.mermaid().splitlines()
    assert lines[:2] == ["stateDiagram-v2", "    [*] --> shut"]
    assert len(lines) == 2 + len(MOVES)
    assert lines[2:] == sorted(lines[2:])
    assert "    locked --> walled: wall_up" in lines


def test_a_pair_given_twice_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="two moves for shut and open_door"):
        moves((Door.SHUT, "open_door", Door.OPEN), ((Door.OPEN, Door.SHUT), "open_door", Door.LOCKED))


def test_every_state_must_be_explained_and_reached() -> None:
    with pytest.raises(ValueError, match=r"without a public explanation.*walled"):
        Lifecycle[Door]("door", Door.SHUT, MOVES, {door: "…" for door in Door if door is not Door.WALLED})
    with pytest.raises(ValueError, match=r"nothing leads to.*open"):
        Lifecycle("door", Door.SHUT, {pair: to for pair, to in MOVES.items() if to is not Door.OPEN}, PUBLIC)
