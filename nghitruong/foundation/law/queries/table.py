"""The screen "Quy tắc": every row with what the council made of it, searched and filtered."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from nghitruong.foundation.law.models import Confirmation
from nghitruong.foundation.law.pack import Definition, Row, rule_pack
from nghitruong.foundation.law.queries.params import Own, own_of, param_for_row
from nghitruong.foundation.law.rules import OwnValue, own_value_on
from nghitruong.foundation.law.wording import CONFIDENCE, SEVERITY, value_words
from nghitruong.kernel.params import Param
from nghitruong.kernel.vietnamese import fold

IN_FORCE, UNVERIFIED, CONFIRMED, OWN_VALUE, BLOCKING, EVERY_DATE = (
    "",
    "chua-xac-minh",
    "da-xac-nhan",
    "rieng",
    "chan",
    "moi-thoi-ky",
)
"""The quick filters of the list, as they stand in its address."""


@dataclass(frozen=True)
class RuleRow:
    """One line of the screen "Quy tắc": a row of the pack with what the council made of it."""

    definition: Definition
    row: Row
    param: Param
    own: OwnValue | None
    confirmation: Confirmation | None
    is_in_force: bool

    @property
    def is_own(self) -> bool:
        return self.own is not None

    @property
    def is_unsure(self) -> bool:
        """Shown in grey: neither read in a text or a second source, nor confirmed by the council."""
        return not (self.param.confidence.is_citable or self.param.is_confirmed)

    @property
    def value_words(self) -> str:
        return value_words(self.param.value, self.param.unit, self.row.op, self.definition.anchor)

    @property
    def confidence_words(self) -> str:
        return CONFIDENCE[self.row.confidence]

    @property
    def severity_words(self) -> str:
        return SEVERITY[self.row.severity]

    @property
    def article(self) -> str:
        return rule_pack().article(self.row)

    @property
    def agreed_by(self) -> str:
        """The council's regulation that gives the same value, where one raised the row."""
        return rule_pack().cite(self.row.agreed_by) if self.row.agreed_by else ""

    @property
    def chapter_vi(self) -> str:
        return rule_pack().chapters[self.definition.chapter]


@dataclass(frozen=True)
class RuleFilter:
    """What the list is narrowed by: words, a quick filter, a chapter, a day."""

    words: str = ""
    mark: str = IN_FORCE
    chapter: str = ""
    on: date | None = None


def filtered(rows: Iterable[RuleRow], wanted: RuleFilter) -> list[RuleRow]:
    """The rows that the filter lets through."""
    return [row for row in rows if _is_marked(row, wanted.mark) and _is_meant(row, wanted)]


def counts(rows: list[RuleRow]) -> dict[str, int]:
    """How many rows each quick filter would show."""
    marks = (IN_FORCE, UNVERIFIED, CONFIRMED, OWN_VALUE, BLOCKING, EVERY_DATE)
    return {mark: sum(_is_marked(row, mark) for row in rows) for mark in marks}


def _is_marked(row: RuleRow, mark: str) -> bool:
    if mark == EVERY_DATE:
        return True
    marked = {
        UNVERIFIED: row.is_unsure,
        CONFIRMED: row.confirmation is not None,
        OWN_VALUE: row.is_own,
        BLOCKING: row.param.blocks,
    }
    return row.is_in_force and marked.get(mark, True)


def _is_meant(row: RuleRow, wanted: RuleFilter) -> bool:
    if wanted.chapter and row.definition.chapter != wanted.chapter:
        return False
    definition = row.definition
    place = fold(f"{definition.label_vi} {definition.explain_vi} {definition.key} {row.article} {row.row.rule}")
    return all(word in place for word in fold(wanted.words).split())


def rule_rows(council_id: int | None, on: date, *, unit_kind: str = "", every_date: bool = False) -> list[RuleRow]:
    """The table of rules in the order of its chapters: the rows in force, or with `every_date` all rows ever."""
    own = own_of(council_id)
    found = []
    for definition in rule_pack().definitions.values():
        living = {row.id for row in rule_pack().rows_on(definition.key, on, unit_type=unit_kind)}
        for row in definition.rows:
            if every_date or row.id in living:
                found.append(_rule_row(definition, row, own, on, is_in_force=row.id in living))
    return found


def _rule_row(definition: Definition, row: Row, own: Own, on: date, *, is_in_force: bool) -> RuleRow:
    value = own_value_on(own.values.get(row.key, []), on) if is_in_force else None
    confirmation = own.confirmed.get(row.id)
    param = param_for_row(row, own if is_in_force else Own({}, own.confirmed), on, None)
    return RuleRow(definition, row, param, value, confirmation, is_in_force)
