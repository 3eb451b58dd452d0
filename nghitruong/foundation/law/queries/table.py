"""The screen "Quy tắc": every row with what the council made of it, searched and filtered."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from nghitruong.foundation.law.models import Confirmation, Override
from nghitruong.foundation.law.pack import Definition, LocalRule, Row, rule_pack
from nghitruong.foundation.law.queries.params import Own, own_of, param_for_row, value_in_place_of
from nghitruong.foundation.law.rules import OwnValue
from nghitruong.foundation.law.units import UnitOf
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


ANY_UNIT = UnitOf()


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
    def label_vi(self) -> str:
        return self.definition.label_vi

    @property
    def value_words(self) -> str:
        return value_words(self.param.value, self.param.unit, self.row.op, self.definition.anchor)

    @property
    def national_words(self) -> str:
        """What the law alone says, whatever stands in its place."""
        return value_words(self.row.value, self.row.unit, self.row.op, self.definition.anchor)

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
class KeptValue:
    """One value a council ever decided for a key, in words."""

    override: Override
    words: str


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


def rule_rows(council_id: int | None, on: date, *, unit: UnitOf = ANY_UNIT, every_date: bool = False) -> list[RuleRow]:
    """The table of rules in the order of its chapters: the rows in force, or with `every_date` all rows ever."""
    own, local = own_of(council_id), rule_pack().local_rules(unit.code, on)
    found = []
    for definition in rule_pack().definitions.values():
        living = {row.id for row in rule_pack().rows_on(definition.key, on, unit_type=unit.kind)}
        for row in definition.rows:
            if row.id in living:
                found.append(_row_now(definition, row, own, on, local.get(row.key)))
            elif every_date:
                found.append(_row_then(definition, row, own, on))
    return found


def every_value_of(council_id: int, key: str) -> list[KeptValue]:
    """All of a council's values of one key, withdrawn ones too, newest first."""
    definition = rule_pack().definitions[key]
    op = definition.rows[-1].op
    kept = Override.objects.filter(council_id=council_id, key=key).order_by("-valid_from", "-id")
    return [KeptValue(row, value_words(row.value, row.unit, op, definition.anchor)) for row in kept]


def plain_row(row: Row) -> RuleRow:
    """A row of the pack as the law alone has it."""
    definition = rule_pack().definitions[row.key]
    return RuleRow(definition, row, param_for_row(row, Own({}, {}), row.valid_from or date.max), None, None, True)


def _row_now(definition: Definition, row: Row, own: Own, on: date, local: LocalRule | None) -> RuleRow:
    value = value_in_place_of(row, own, on, local)
    return RuleRow(definition, row, param_for_row(row, own, on, local), value, own.confirmed.get(row.id), True)


def _row_then(definition: Definition, row: Row, own: Own, on: date) -> RuleRow:
    """A row of another time or another kind of unit: the council's values of today do not stand in its place."""
    param = param_for_row(row, Own({}, own.confirmed), on)
    return RuleRow(definition, row, param, None, own.confirmed.get(row.id), False)
