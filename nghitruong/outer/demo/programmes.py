"""The programmes of the demo's meetings, from the data beside it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml


@dataclass(frozen=True)
class PlannedPaper:
    """A paper put before a meeting: somebody else's, with its own number."""

    kind: str
    title: str
    number: str
    issuer: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class PlannedVote:
    """The question of a vote, and how many deputies are against it or do not vote."""

    question: str
    against: int
    abstain: int


@dataclass(frozen=True)
class PlannedItem:
    """One item of a programme with what will happen on it."""

    kind: str
    title: str
    minutes: int
    steps: tuple[str, ...]
    short: str = ""
    presenter: str = ""
    script: str = ""
    speakers: int = 0
    note: str = ""
    vote: PlannedVote | None = None
    papers: tuple[PlannedPaper, ...] = ()

    @property
    def note_step(self) -> str:
        """At which step the secretary writes the note: after the discussion, else at the only step there is."""
        return "discussion" if "discussion" in self.steps else self.steps[0]


@dataclass(frozen=True)
class Programme:
    """One meeting as it is planned."""

    title: str
    place: str
    items: tuple[PlannedItem, ...]
    kind: str = "session"
    session_kind: str = ""
    ordinal: int | None = None
    decision: str = ""


@cache
def programmes() -> dict[str, Programme]:
    """Every meeting of the demo by its key in the data."""
    path = Path(__file__).parent / "data" / "sessions.yaml"
    rows: dict[str, dict[str, Any]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return {key: Programme(**{**row, "items": tuple(map(_item, row["items"]))}) for key, row in rows.items()}


def _item(row: dict[str, Any]) -> PlannedItem:
    vote = PlannedVote(**row["vote"]) if "vote" in row else None
    papers = tuple(PlannedPaper(**{**paper, "lines": tuple(paper["lines"])}) for paper in row.get("papers", ()))
    return PlannedItem(**{**row, "steps": tuple(row["steps"]), "vote": vote, "papers": papers})
