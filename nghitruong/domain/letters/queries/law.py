"""What the law gives to letters: catalogues to choose from, and the last day of each next step."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from nghitruong.domain.letters import rules
from nghitruong.foundation.councils.queries import law_on
from nghitruong.foundation.law.queries import UnknownKeyError, calendar_for, catalogue, catalogue_item
from nghitruong.kernel import clock
from nghitruong.kernel.decision import ALLOWED, Decision
from nghitruong.kernel.params import Param

Choices = list[tuple[str, str]]


@dataclass(frozen=True)
class Due:
    """Until when the next step is to be taken, counted from which day by which row; without a row there is no day."""

    start: date
    on: date | None = None
    param: Param | None = None

    @property
    def fields(self) -> dict[str, Any]:
        """As the record keeps it."""
        return {
            "due_from": self.start if self.on else None,
            "due_on": self.on,
            "due_param": self.param.key if self.param else "",
            "due_row": self.param.id if self.param else "",
        }

    @property
    def decision(self) -> Decision:
        """Why it is due on that day, for the ledger."""
        if not (self.param and self.on):
            return ALLOWED
        return Decision(reasons=(rules.due_reason(self.start, self.on, self.param),))


NOTHING_DUE: dict[str, Any] = {"due_from": None, "due_on": None, "due_param": "", "due_row": ""}


def due_from(council_id: int, key: str, start: date) -> Due:
    """The last day of the key's period from `start`, by the row that is in force on that day."""
    param = law_on(council_id, start).get(key)
    return Due(start, rules.due_by(start, param, calendar_for(council_id)), param)


def _choices(name: str, on: date | None = None) -> Choices:
    return [(item.code, item.label_vi) for item in catalogue(name, on=on)]


def label_of(name: str, code: str) -> str:
    """An entry of a catalogue in words; the code itself for one that is no longer kept."""
    try:
        return catalogue_item(name, code).label_vi if code else ""
    except UnknownKeyError:
        return code


def refusal_grounds(on: date | None = None) -> Choices:
    """On which grounds a reception may be refused on a day (R8.08)."""
    return _choices("reception_refusal_grounds", on or clock.today())


def ineligible_reasons() -> Choices:
    """Why a letter cannot be dealt with."""
    return _choices("letter_ineligible_reasons")


def complex_reasons() -> Choices:
    """What makes a case complex (R8.23)."""
    return _choices("complex_reasons")


def denunciation_bodies() -> Choices:
    """Who may handle a denunciation."""
    return _choices("denunciation_bodies")


def paper_places() -> Choices:
    """Where a denunciation's paper may lie."""
    return _choices("denunciation_paper_places")


def denunciation_outcomes() -> Choices:
    """How a denunciation may end."""
    return _choices("denunciation_outcomes")


def opening_reasons() -> Choices:
    """Why a summary may be opened."""
    return _choices("denunciation_opening_reasons")
