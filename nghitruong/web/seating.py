"""Where the seats of a hall are drawn: rows from the chair's table on, in the order of their numbers."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nghitruong.web.parts import Seat

GAP = 7
TABLE_HEIGHT = 34

STATE_WORDS: dict[str, Promise] = {
    "present": _("Present"),
    "sent": _("Sent"),
    "waiting": _("Not yet"),
    "lost": _("No connection"),
    "absent": _("Absent"),
    "yes": _("For"),
    "no": _("Against"),
    "abstain": _("Not voting"),
}


MARKS = {"yes": "check", "no": "x", "abstain": "minus"}
"""An announced vote is shown by its sign: its words are wider than a seat, and stand in the title and the key."""


@dataclass(frozen=True)
class PlacedSeat:
    """A seat with its corner and the middle of its words, in whole units: a fraction would get a decimal comma."""

    seat: Seat
    x: int
    y: int
    width: int
    height: int
    words: Promise

    @property
    def middle(self) -> int:
        return self.x + self.width // 2

    @property
    def number_y(self) -> int:
        return self.y + 15

    @property
    def name_y(self) -> int:
        return self.y + (17 if self.is_small else 32)

    @property
    def state_y(self) -> int:
        return self.y + 47

    @property
    def mark(self) -> str:
        return MARKS.get(self.seat.state, "")

    @property
    def mark_x(self) -> int:
        return self.middle - 7

    @property
    def mark_y(self) -> int:
        return self.y + 37

    @property
    def is_small(self) -> bool:
        return self.height <= 30


@dataclass(frozen=True)
class SeatPlan:
    """The whole drawing and its numbers by state, in a fixed order."""

    seats: Sequence[PlacedSeat]
    width: int
    height: int
    counts: Sequence[tuple[str, Promise, int]]

    @property
    def in_words(self) -> str:
        return ", ".join(f"{words}: {count}" for _state, words, count in self.counts)


def plan_seats(seats: Sequence[Seat], columns: int) -> SeatPlan:
    """Lay the seats out; above 60 of them each shows its number alone, and the list beside names them."""
    small = len(seats) > 60
    width, height = (30, 26) if small else (60, 55)
    placed = []
    for place, seat in enumerate(seats):
        row, column = divmod(place, columns)
        x, y = column * (width + GAP), TABLE_HEIGHT + 10 + row * (height + GAP)
        placed.append(PlacedSeat(seat, x, y, width, height, STATE_WORDS[seat.state]))
    rows = -(-len(seats) // columns)
    counts = [(state, words, sum(seat.state == state for seat in seats)) for state, words in STATE_WORDS.items()]
    return SeatPlan(
        placed,
        columns * (width + GAP) - GAP,
        TABLE_HEIGHT + 10 + rows * (height + GAP),
        [row for row in counts if row[2]],
    )
