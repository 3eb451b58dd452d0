"""Why a recorded decision was what it was."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from nghitruong.foundation.audit.models import Line
from nghitruong.foundation.audit.queries import line_for
from nghitruong.foundation.law.models import Override
from nghitruong.foundation.law.pack import rule_pack
from nghitruong.foundation.law.queries.params import OVERRIDE_MARK, local_name
from nghitruong.foundation.law.wording import CONFIDENCE, plain_value


@dataclass(frozen=True)
class Comparison:
    """One comparison a recorded decision rested on, read back with the row that it used."""

    message: str
    values: Mapping[str, Any]
    outcome: bool
    key: str
    label_vi: str
    row_id: str
    article: str
    confidence: str
    override: str
    value: Any
    unit: str

    @property
    def value_words(self) -> str:
        return plain_value(self.value, self.unit) if self.row_id else ""

    @property
    def confidence_words(self) -> str:
        return CONFIDENCE.get(self.confidence, "")


@dataclass(frozen=True)
class Explanation:
    """Why a decision was what it was: the ledger line and every comparison in it."""

    line: Line
    comparisons: tuple[Comparison, ...]


def explain(council_id: int, line_id: int) -> Explanation | None:
    """The comparisons of law behind one recorded act, or None when the council has no such line."""
    line = line_for(council_id, line_id)
    if line is None:
        return None
    reasons: Iterable[dict[str, Any]] = line.facts.get("law", ())
    return Explanation(line, tuple(_comparison(council_id, reason) for reason in reasons))


def _comparison(council_id: int, reason: Mapping[str, Any]) -> Comparison:
    key, row_id = reason.get("key", ""), reason.get("row", "")
    value, unit = _pinned(council_id, row_id)
    definition = rule_pack().definitions.get(key)
    return Comparison(
        message=reason["message"],
        values=reason["values"],
        outcome=reason["outcome"],
        key=key,
        label_vi=definition.label_vi if definition else key,
        row_id=row_id,
        article=reason.get("article", ""),
        confidence=reason.get("confidence", ""),
        override=reason.get("override", ""),
        value=value,
        unit=unit,
    )


def _pinned(council_id: int, row_id: str) -> tuple[Any, str]:
    """The value and unit of the row a decision used, a withdrawn own value included."""
    if row_id.startswith(OVERRIDE_MARK):
        override = Override.objects.filter(council_id=council_id, pk=int(row_id.removeprefix(OVERRIDE_MARK))).first()
        return (override.value, override.unit) if override else (None, "")
    row = rule_pack().rows.get(row_id)
    if row is None:
        return next(((rule.value, "") for rule in rule_pack().local if local_name(rule) == row_id), (None, ""))
    return row.value, row.unit
