"""The parameters of a day for rules, and what one council added to the law."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.db.models import QuerySet

from nghitruong.foundation.law.models import Confirmation, Override
from nghitruong.foundation.law.pack import LocalRule, Row, rule_pack
from nghitruong.foundation.law.rules import OwnValue, own_value_on, param_of
from nghitruong.foundation.verbs.kept import kept
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
    found |= {key: param_for_row(national[key][0], own, on, local.get(key)) for key in touched & national.keys()}
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
    return [param_for_row(row, own, on, local.get(key)) for row in rows]


def own_of(council_id: int | None) -> Own:
    """Everything living that a council added, in two queries; without a council nothing is asked of the database."""
    values: dict[str, list[OwnValue]] = defaultdict(list)
    if council_id is None:
        return Own(values, {})
    for override in _overrides(council_id):
        values[override.key].append(own_value(override))
    confirmed = {row.row_id: row for row in _confirmations(council_id)}
    return Own(values, confirmed)


def overrides_of(council_id: int) -> QuerySet[Override]:
    return Override.objects.filter(council_id=council_id, withdrawn_at=None).order_by("key", "valid_from")


def every_confirmation_of(council_id: int, key: str) -> QuerySet[Confirmation]:
    """All of a council's confirmations of one key's rows, withdrawn ones too, newest first."""
    return Confirmation.objects.filter(council_id=council_id, key=key).order_by("-id")


def confirmations_of(council_id: int) -> QuerySet[Confirmation]:
    return Confirmation.objects.filter(council_id=council_id, withdrawn_at=None)


_overrides, _confirmations = kept(overrides_of), kept(confirmations_of)


def override_for(council_id: int, override_id: int) -> Override | None:
    """The door to one own value: another council's does not exist for the asker."""
    return Override.objects.filter(council_id=council_id, pk=override_id).first()


def confirmation_for(council_id: int, confirmation_id: int) -> Confirmation | None:
    return Confirmation.objects.filter(council_id=council_id, pk=confirmation_id).first()


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


@lru_cache(maxsize=64)
def _national(on: date, level: str, unit_kind: str) -> Mapping[str, tuple[Row, Param]]:
    """What the law alone says on a day; asked many times a day, so kept."""
    pack = rule_pack()
    living = {key: pack.rows_on(key, on, level, unit_kind) for key in pack.definitions}
    return {key: (rows[-1], national_param(rows[-1])) for key, rows in living.items() if rows}


def param_for_row(row: Row, own: Own, on: date, local: LocalRule | None = None) -> Param:
    """A row as it holds on a day for the council that added `own`, with the regulation shipped for its unit."""
    confirmation = own.confirmed.get(row.id)
    confirmed_by = document_text(confirmation.document_number, confirmation.document_date) if confirmation else ""
    return param_of(row, rule_pack().article(row), value_in_place_of(row, own, on, local), confirmed_by)


def value_in_place_of(row: Row, own: Own, on: date, local: LocalRule | None = None) -> OwnValue | None:
    """What stands in the row's place on a day: the council's own value, else its unit's shipped regulation."""
    return own_value_on(own.values.get(row.key, []), on) or (_shipped(local, row) if local else None)


def _shipped(local: LocalRule, row: Row) -> OwnValue:
    """A unit's public regulation as an own value; it is pinned by the unit's code and the key."""
    document = document_text(rule_pack().cite(local.source), local.decided_on)
    return OwnValue(
        f"local-{local.unit_code}-{local.key}", local.key, local.value, row.unit, document, local.valid_from
    )


def local_name(local: LocalRule) -> str:
    return f"{LOCAL_MARK}{local.unit_code}-{local.key}"
