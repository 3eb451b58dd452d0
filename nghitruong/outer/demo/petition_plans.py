"""The petitions of the demo as they are planned: sources with their minutes, wishes, answers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from nghitruong.domain.petitions.lifecycle import Channel, PetitionerKind, ResultClass, WishKind

if TYPE_CHECKING:
    from collections.abc import Callable

UNSENT = frozenset({"spot", "spot_closed", "letter", "opinion", "remark", "sorted", "recorded"})
"""Ends of rows that never leave the office, or not yet."""
NOTICED = {"opinion": WishKind.OPINION, "remark": WishKind.REMARK}
"""Ends that the office takes note of, and as what."""


@dataclass(frozen=True)
class PlannedPetition:
    """One wish and how far it has come. `after`: days from the letter to the answer; `due`: promised so many days after
    the end of this month; `result` in place of the answer that `ends` implies."""

    says: str
    ends: str = "done"
    who: str = ""
    at: str = ""
    topic: str = ""
    to: str = ""
    level: str = "xa"
    key: str = ""
    same_as: str = ""
    after: int = 0
    due: int = 0
    result: str = ""
    late_reason: str = ""
    reason: str = ""
    answer: str = ""
    competent: str = ""
    basis: str = ""

    @property
    def agency(self) -> str:
        """The code of the agency that it goes to."""
        return self.to or str(data()["agencies"][self.topic])

    @property
    def is_sent(self) -> bool:
        return self.ends not in UNSENT and not self.same_as


@dataclass(frozen=True)
class PlannedSource:
    """One evening, call list or newspaper with its wishes, days counted back from today."""

    title: str
    days_ago: int
    rows: tuple[PlannedPetition, ...]
    style: str
    channel: str = Channel.CONTACT
    petitioner: str = PetitionerKind.VOTER
    sent_after: int = 0
    place: str = ""
    attendance: int | None = None
    mood: str = ""
    opens: str = ""
    closes: str = ""

    @property
    def text(self) -> str:
        """The minutes, in one of six ways in which offices write them."""
        lines = [LINES[self.style](number, row) for number, row in enumerate(self.rows, start=1)]
        head = ["STT\tHọ và tên\tÝ kiến, kiến nghị"] if self.style == "table" else []
        return "\n".join([self.opens, *head, *lines, *filter(None, [self.closes])])


LINES: dict[str, Callable[[int, PlannedPetition], str]] = {
    "numbers": lambda number, row: f"{number}. {_said_by(row)}{row.says}",
    "bullets": lambda _number, row: f"- {_said_by(row)}{row.says}",
    "speakers": lambda _number, row: f"{row.who}: {row.says}",
    "table": lambda number, row: f"{number}\t{row.who}\t{row.says}",
    "paragraphs": lambda _number, row: f"{row.who} {row.says}\n",
    "lines": lambda _number, row: row.says,
}
"""How a row stands in the minutes, by their style."""


@cache
def data() -> dict[str, Any]:
    """The whole file."""
    path = Path(__file__).parent / "data" / "petitions.yaml"
    loaded: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return loaded


def sources_of(ward: str) -> list[PlannedSource]:
    """Every source of one ward."""
    return [
        PlannedSource(**{**source, "rows": tuple(PlannedPetition(**row) for row in source["rows"])})
        for source in data()[ward]
    ]


def row_of(planned: dict[str, Any]) -> PlannedPetition:
    """The wish of a single note or form."""
    names = ("says", "ends", "topic", "after")
    return PlannedPetition(**{name: planned[name] for name in names if name in planned}, at=planned.get("place", ""))


def _said_by(row: PlannedPetition) -> str:
    return f"{row.who}: " if row.who else ""


def answer_to(row: PlannedPetition, result: ResultClass) -> str:
    """What an agency answers, by the topic where there is something of its own to say."""
    answers = data()["answers"]
    if result is ResultClass.IN_PROGRESS:
        return str(answers["promised"])
    own = answers["done" if result is ResultClass.DONE else "explained"]
    return str(own[row.topic] if row.topic in own else own["khac"])
