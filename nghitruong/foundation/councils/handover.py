"""What later nouns must do when a council is succeeded or a term ends: they say so once, in config/wiring.py.

    on_succession("petitions", carry=carry_open_petitions, count=count_open_petitions)

Every carrier runs inside the verb, in its transaction, as a consequence under its permission; what it answers stands
in the ledger line and on the page of counts before and after.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Generic, TypeVar

from django.utils.translation import gettext_noop

HANDED_OVER = gettext_noop("Handed over to the council that follows.")
"""Why an old record ends whose work goes on in a new one."""


@dataclass(frozen=True)
class Handover:
    """From which council to which open work passes, on the new council's first day, by which decision.

    `mandates` and `people` lead from the old council's records to the new one's: only who was inherited is in them.
    A predecessor that was taken over in part (`is_whole` false) may go on itself.
    """

    predecessor_id: int
    council_id: int
    term_id: int
    on: date
    decision: str
    is_whole: bool
    mandates: Mapping[int, int] = field(default_factory=dict)
    people: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True)
class TermEnd:
    """Within one council: the term that ended, the one that follows, and the new one's first day."""

    council_id: int
    term_id: int
    next_term_id: int
    on: date


Event = TypeVar("Event")


@dataclass(frozen=True)
class Carrier(Generic[Event]):
    """One noun's part: `count` how much is open in a council, `carry` it over and answer how much was carried."""

    noun: str
    carry: Callable[[Event], int]
    count: Callable[[int], int]


class Carriers(Generic[Event]):
    """Everybody who takes part, in the order of registering; a noun registered anew replaces its carrier."""

    def __init__(self) -> None:
        self._carriers: dict[str, Carrier[Event]] = {}

    def __call__(self, noun: str, *, carry: Callable[[Event], int], count: Callable[[int], int]) -> None:
        self._carriers[noun] = Carrier(noun, carry, count)

    def counts(self, council_id: int) -> dict[str, int]:
        """How much of each noun is open in a council now."""
        return {noun: carrier.count(council_id) for noun, carrier in self._carriers.items()}

    def run(self, event: Event) -> dict[str, int]:
        """Let every noun carry its open work over; answers how much, by noun."""
        return {noun: carrier.carry(event) for noun, carrier in self._carriers.items()}


on_succession: Carriers[Handover] = Carriers()
on_term_end: Carriers[TermEnd] = Carriers()
