"""Reads: the parameters of a day, the table of rules for the screen, catalogues, working days, and "why?"."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import QuerySet

from nghitruong.foundation.audit.models import Line
from nghitruong.foundation.audit.queries import line_for
from nghitruong.foundation.law.models import Confirmation, DayCorrection, Override
from nghitruong.foundation.law.pack import Definition, Instrument, Item, LocalRule, Row, rule_pack
from nghitruong.foundation.law.rules import OwnValue, own_value_on, param_of
from nghitruong.kernel.days import DayRow, WorkCalendar
from nghitruong.kernel.params import Param, Params

OVERRIDE_MARK = "override-"
"""How a pinned own value is told from a row of the pack: `override-12`."""


LOCAL_MARK = "local-"
"""The same for a value of a regulation that the pack ships: `local-46-session.documents`."""


class UnknownKeyError(LookupError):
    """Nobody knows a rule or a catalogue entry of that name, or none is in force on that day."""


@dataclass(frozen=True)
class Own:
    """What one council added: its values by key and its confirmations by row."""

    values: Mapping[str, list[OwnValue]]
    confirmed: Mapping[str, Confirmation]


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


@dataclass(frozen=True)
class VoteKind:
    """What kind of vote: which parameter decides, of which denominator, with which options and forms."""

    code: str
    label_vi: str
    param_key: str
    base: str
    options: tuple[Item, ...]
    forms: tuple[str, ...]
    rule: str


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


@dataclass(frozen=True)
class Explanation:
    """Why a decision was what it was: the ledger line and every comparison in it."""

    line: Line
    comparisons: tuple[Comparison, ...]


def params_for(
    council_id: int | None, on: date, level: str = "", *, unit_kind: str = "", unit_code: str = ""
) -> Params:
    """The rows in force on a day for one council, its own values and confirmations included.

    `unit_kind` ("phuong", "tinh") or at least `level` (province, district, commune) says which rows apply; `unit_code`
    brings in the regulation that the pack ships for that unit. `council_id` None: the law alone, without a database.
    """
    own = own_of(council_id)
    local = rule_pack().local_rules(unit_code, on)
    national = _national(on, level, unit_kind)
    found = {key: param for key, (_row, param) in national.items()}
    touched = {*own.values, *local, *(row.key for row in own.confirmed.values())}
    found |= {key: _param(national[key][0], own, on, local.get(key)) for key in touched & national.keys()}
    return Params(found)


def param_on(name: str, on: date, *, council_id: int | None = None, unit_kind: str = "", unit_code: str = "") -> Param:
    """One parameter on a day, by its key or a row's id. Raises UnknownKeyError."""
    return params_on(name, on, council_id=council_id, unit_kind=unit_kind, unit_code=unit_code)[-1]


def params_on(
    name: str, on: date, *, council_id: int | None = None, unit_kind: str = "", unit_code: str = ""
) -> list[Param]:
    """The same, one for each kind of unit where the law differs and the kind is left open. Raises UnknownKeyError."""
    key = rule_pack().key_of(name)
    rows = rule_pack().rows_on(key, on, unit_type=unit_kind) if key else ()
    if not key or not rows:
        raise UnknownKeyError(name)
    own, local = own_of(council_id), rule_pack().local_rules(unit_code, on)
    return [_param(row, own, on, local.get(key)) for row in rows]


def own_of(council_id: int | None) -> Own:
    """Everything living that a council added, in two queries; without a council nothing is asked of the database."""
    values: dict[str, list[OwnValue]] = defaultdict(list)
    if council_id is None:
        return Own(values, {})
    for override in overrides_of(council_id):
        values[override.key].append(own_value(override))
    confirmed = {row.row_id: row for row in confirmations_of(council_id)}
    return Own(values, confirmed)


def overrides_of(council_id: int) -> QuerySet[Override]:
    return Override.objects.filter(council_id=council_id, withdrawn_at=None).order_by("key", "valid_from")


def confirmations_of(council_id: int) -> QuerySet[Confirmation]:
    return Confirmation.objects.filter(council_id=council_id, withdrawn_at=None)


def override_for(council_id: int, override_id: int) -> Override | None:
    """The door to one own value: another council's does not exist for the asker."""
    return Override.objects.filter(council_id=council_id, pk=override_id).first()


def confirmation_for(council_id: int, confirmation_id: int) -> Confirmation | None:
    return Confirmation.objects.filter(council_id=council_id, pk=confirmation_id).first()


def day_correction_for(council_id: int, correction_id: int) -> DayCorrection | None:
    return DayCorrection.objects.filter(council_id=council_id, pk=correction_id).first()


def own_value(override: Override) -> OwnValue:
    return OwnValue(
        id=f"{OVERRIDE_MARK}{override.pk}",
        key=override.key,
        value=override.value,
        unit=override.unit,
        document=document_text(override.document_number, override.document_date),
        valid_from=override.valid_from,
        valid_to=override.valid_to,
    )


def document_text(number: str, day: date) -> str:
    """A deciding document as results cite it."""
    return f"{number} ngày {day:%d/%m/%Y}"


def national_row(name: str, on: date, unit_kind: str = "") -> Row:
    """The pack's own row on a day, whatever a council made of it. Raises UnknownKeyError."""
    key = rule_pack().key_of(name)
    rows = rule_pack().rows_on(key, on, unit_type=unit_kind) if key else ()
    if not rows:
        raise UnknownKeyError(name)
    return rows[-1]


def national_param(row: Row) -> Param:
    """A row of the pack as the law alone has it."""
    return param_of(row, rule_pack().article(row))


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


def catalogue(name: str, *, on: date | None = None, unit_kind: str = "") -> list[Item]:
    """The entries of a catalogue in its own order, those of a day and a kind of unit where given.

    Raises UnknownKeyError for a catalogue that is not shipped.
    """
    items = rule_pack().catalogues.get(name)
    if items is None:
        raise UnknownKeyError(name)
    wanted = rule_pack().unit_types(unit_kind)
    return [
        item
        for item in items.values()
        if (on is None or item.covers(on)) and wanted & rule_pack().unit_types(*item.applies)
    ]


def catalogue_item(name: str, code: str) -> Item:
    """One entry, also when no longer in force: old records still name it. Raises UnknownKeyError."""
    try:
        return rule_pack().catalogues[name][code]
    except KeyError:
        raise UnknownKeyError(f"{name}.{code}") from None


def vote_kind(code: str, *, on: date | None = None) -> VoteKind:
    """A kind of vote with its threshold's key, base and options. Raises UnknownKeyError, also when not in force."""
    item = catalogue_item("vote_kinds", code)
    if on and not item.covers(on):
        raise UnknownKeyError(f"vote_kinds.{code}")
    facts = item.facts
    options = [option for option in catalogue("ballot_options") if option.facts["set"] == facts["options"]]
    return VoteKind(
        code, item.label_vi, facts["threshold_key"], facts["base"], tuple(options), tuple(facts["forms"]), item.rule
    )


def instruments_on(on: date) -> list[Instrument]:
    """The instruments in force on a day, where their days are known."""
    return [
        instrument
        for instrument in rule_pack().instruments.values()
        if (instrument.valid_from or date.min) <= on <= (instrument.valid_to or date.max) and instrument.number
    ]


def calendar_for(council_id: int | None) -> WorkCalendar:
    """Working days as the council's office corrected them."""
    if council_id is None:
        return WorkCalendar()
    rows = day_corrections(council_id)
    return WorkCalendar(DayRow(row.day, row.is_working, row.reason, row.document) for row in rows)


def day_corrections(council_id: int) -> QuerySet[DayCorrection]:
    return DayCorrection.objects.filter(council_id=council_id, withdrawn_at=None).order_by("day")


def explain(council_id: int, line_id: int) -> Explanation | None:
    """The comparisons of law behind one recorded act, or None when the council has no such line."""
    line = line_for(council_id, line_id)
    if line is None:
        return None
    reasons: Iterable[dict[str, Any]] = line.facts.get("law", ())
    return Explanation(line, tuple(_comparison(council_id, reason) for reason in reasons))


@lru_cache(maxsize=64)
def _national(on: date, level: str, unit_kind: str) -> Mapping[str, tuple[Row, Param]]:
    """What the law alone says on a day; asked many times a day, so kept."""
    pack = rule_pack()
    living = {key: pack.rows_on(key, on, level, unit_kind) for key in pack.definitions}
    return {key: (rows[-1], national_param(rows[-1])) for key, rows in living.items() if rows}


def _param(row: Row, own: Own, on: date, local: LocalRule | None) -> Param:
    value = own_value_on(own.values.get(row.key, []), on) or (_shipped(local, row) if local else None)
    confirmation = own.confirmed.get(row.id)
    confirmed_by = (
        document_text(confirmation.document_number, confirmation.document_date) if confirmation is not None else ""
    )
    return param_of(row, rule_pack().article(row), value, confirmed_by)


def _shipped(local: LocalRule, row: Row) -> OwnValue:
    """A unit's public regulation as an own value; it is pinned by the unit's code and the key."""
    document = document_text(rule_pack().cite(local.source), local.decided_on)
    return OwnValue(
        f"local-{local.unit_code}-{local.key}", local.key, local.value, row.unit, document, local.valid_from
    )


def _local_name(local: LocalRule) -> str:
    return f"{LOCAL_MARK}{local.unit_code}-{local.key}"


def _rule_row(definition: Definition, row: Row, own: Own, on: date, *, is_in_force: bool) -> RuleRow:
    value = own_value_on(own.values.get(row.key, []), on) if is_in_force else None
    confirmation = own.confirmed.get(row.id)
    param = _param(row, own if is_in_force else Own({}, own.confirmed), on, None)
    return RuleRow(definition, row, param, value, confirmation, is_in_force)


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
        return next(((rule.value, "") for rule in rule_pack().local if _local_name(rule) == row_id), (None, ""))
    return row.value, row.unit
