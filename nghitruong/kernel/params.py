"""Dated numbers of the law, as the pure rules see them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Any


class Confidence(StrEnum):
    """How sure the rule pack is of a row, weakest last."""

    VERIFIED = "verified"
    SECONDARY = "secondary"
    MEMORY = "memory"
    UNCERTAIN = "uncertain"

    @property
    def is_citable(self) -> bool:
        """Whether the article may be printed on a result; below that the council's own rules are named."""
        return self in (Confidence.VERIFIED, Confidence.SECONDARY)


class Severity(StrEnum):
    """What happens when a rule is not met: a remark, a warning with a recorded reason, or a refusal."""

    INFO = "info"
    WARN = "warn"
    BLOCK = "block"


@dataclass(frozen=True)
class Param:
    """One row in force on one day for one council.

    `value` is an int, bool, text, list or mapping; shares are exact text ("2/3"). `None` means unknown: no deadline
    may be set from it. `id` names the row for pinning; an override keeps the national row's key.
    """

    key: str
    value: Any
    unit: str = ""
    article: str = ""
    confidence: Confidence = Confidence.UNCERTAIN
    severity: Severity = Severity.WARN
    is_confirmed: bool = False
    deciding_document: str = ""
    id: str = ""
    op: str = ""

    @property
    def blocks(self) -> bool:
        """Whether failing the rule refuses the act: the row says so and is sure enough, or the clerk confirmed it."""
        return self.severity is Severity.BLOCK and (self.confidence.is_citable or self.is_confirmed)

    @property
    def is_known(self) -> bool:
        return self.value is not None

    @property
    def share(self) -> Fraction:
        """The value as an exact fraction; raises ValueError when it is not one."""
        return Fraction(str(self.value))

    @property
    def basis(self) -> str:
        """What a result may cite: the council's own decision, the article, or nothing when the row is too weak."""
        if self.deciding_document:
            return self.deciding_document
        return self.article if self.confidence.is_citable else ""


class UnknownParamError(KeyError):
    """A rule asked for a key that no row in force carries."""


class Params(Mapping[str, Param]):
    """The rows in force on one day for one council, by key."""

    def __init__(self, rows: Mapping[str, Param]) -> None:
        self._rows = dict(rows)

    def __getitem__(self, key: str) -> Param:
        try:
            return self._rows[key]
        except KeyError:
            raise UnknownParamError(key) from None

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)
