"""Lifecycles as one table of moves: (state, verb) → state. Diagrams, buttons and tests are made from it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from nghitruong.kernel.decision import ALLOWED, Decision, Refusal, refuse

State = TypeVar("State", bound=StrEnum)


@dataclass(frozen=True)
class Lifecycle(Generic[State]):
    """The states of one noun and its moves.

    `public` explains each state to a citizen, as a gettext source sentence; every state must have one.
    """

    noun: str
    initial: State
    moves: Mapping[tuple[State, str], State]
    public: Mapping[State, str]

    def __post_init__(self) -> None:
        states = set(type(self.initial))
        if unexplained := states - set(self.public):
            raise ValueError(f"{self.noun}: states without a public explanation: {sorted(unexplained)}")
        if unreachable := states - {self.initial} - set(self.moves.values()):
            raise ValueError(f"{self.noun}: states nothing leads to: {sorted(unreachable)}")

    def next_state(self, state: State, verb: str) -> State | None:
        """Where the verb leads from the state, or None when it may not follow."""
        return self.moves.get((state, verb))

    def may_follow(self, state: State, verb: str) -> Decision:
        """Whether the verb may follow the state; the refusal names both."""
        if (state, verb) in self.moves:
            return ALLOWED
        return refuse(
            Refusal(
                f"{self.noun}.wrong_state",
                "This cannot be done now: the record is in the state “%(state)s”.",
                {"state": state, "verb": verb},
            )
        )

    def verbs_from(self, state: State) -> frozenset[str]:
        return frozenset(verb for origin, verb in self.moves if origin == state)

    def sources_of(self, verb: str) -> frozenset[State]:
        """The states from which the verb is lawful; a conditional move writes only from one of these."""
        return frozenset(origin for origin, name in self.moves if name == verb)

    def final_states(self) -> frozenset[State]:
        return frozenset(type(self.initial)) - {origin for origin, _ in self.moves}

    def mermaid(self) -> str:
        """The diagram of the docs, one line a move, in a stable order."""
        lines = [f"    {origin} --> {target}: {verb}" for (origin, verb), target in self.moves.items()]
        return "\n".join(["stateDiagram-v2", f"    [*] --> {self.initial}", *sorted(lines)])


def moves(*rows: tuple[State | Iterable[State], str, State]) -> dict[tuple[State, str], State]:
    """Write a table of moves with several origins on one line; raises ValueError when a pair is given twice."""
    table: dict[tuple[State, str], State] = {}
    for origins, verb, target in rows:
        for origin in (origins,) if isinstance(origins, StrEnum) else origins:
            if (origin, verb) in table:
                raise ValueError(f"two moves for {origin} and {verb}")
            table[origin, verb] = target
    return table
