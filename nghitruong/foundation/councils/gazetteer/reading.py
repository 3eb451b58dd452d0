"""Units by code, by day and by the unit above them."""

from collections.abc import Iterator
from datetime import date
from itertools import chain

from nghitruong.foundation.councils.gazetteer import tables
from nghitruong.foundation.councils.gazetteer.units import (
    FIRST_LISTED,
    LAST_LISTED,
    LAST_THREE_LEVELS,
    TWO_LEVELS,
    Kind,
    Level,
    Unit,
)


def unit(code: str, on: date | None = None) -> Unit | None:
    """The unit with this code or key: the one in force on that day, without a day the latest. Nothing if unknown.

    A code of the commune level may name one unit until 30 June 2025 and a quite different one since.
    """
    known = versions(code)
    if on is not None:
        return next((each for each in known if each.is_valid(on)), None)
    return known[-1] if known else None


def versions(code: str) -> tuple[Unit, ...]:
    """All units that ever had this code in one list or another, or the one with this key, in order of time."""
    code, _, year = code.partition("/")
    known = tuple(chain.from_iterable(table.get(code, ()) for table in _tables(len(code))))
    if code in tables.other_codes():
        known += tables.communes()[tables.other_codes()[code]]
    return tuple(each for each in known if each.key.endswith(f"/{year}")) if year else known


def units(
    on: date,
    *,
    parent: str | None = None,
    within: str | None = None,
    kind: Kind | str | None = None,
    level: Level | None = None,
) -> tuple[Unit, ...]:
    """The units in force on a day, in order of level and code.

    `parent` takes only those directly under a unit, `within` those under it at any depth. Before `FIRST_LISTED` the
    answer is the state of that day, after `LAST_LISTED` that of the last known one (`is_covered`).
    """
    wanted = Kind(kind) if kind is not None else None
    above = _at_and_below(within) if within is not None else frozenset()
    return tuple(
        each
        for each in _in_force(on)
        if (wanted is None or each.kind is wanted)
        and (level is None or each.level is level)
        and (parent is None or each.parent_code == parent)
        and (within is None or each.parent_code in above)
    )


def ancestors(unit: Unit, on: date | None = None) -> tuple[Unit, ...]:
    """The units above, the nearest first, as they were on a day; without a day on the unit's last one."""
    if unit.parent_code is None:
        return ()
    day = on or (LAST_THREE_LEVELS if unit.is_stale else unit.valid_to or date.max)
    table = tables.districts() if len(unit.parent_code) == _DISTRICT else tables.provinces()
    above = next((each for each in table[unit.parent_code] if each.is_valid(day)), None)
    return (above, *ancestors(above, day)) if above else ()


def full_name(unit: Unit, on: date | None = None) -> str:
    """The name with those above it: "Phường Trúc Bạch, Quận Ba Đình, Thành phố Hà Nội"."""
    return ", ".join(each.name for each in (unit, *ancestors(unit, on)))


def is_covered(on: date) -> bool:
    """Whether the lists describe that very day, and not the nearest one known."""
    return FIRST_LISTED <= on <= LAST_LISTED


def every_unit() -> Iterator[Unit]:
    """All units of all times; of one code the older first."""
    tables_of_all_times = (tables.provinces(), tables.districts(), tables.communes_before(), tables.communes())
    for table in tables_of_all_times:
        for known in table.values():
            yield from known


_DISTRICT = 3
_COMMUNE = 5


def _tables(length: int) -> tuple[tables.Table, ...]:
    """The tables that may hold a code of this length; the length tells the level, and old codes keep their zeros."""
    if length == _COMMUNE:
        return tables.communes_before(), tables.communes()
    return (tables.districts(),) if length == _DISTRICT else (tables.provinces(),)


def _at_and_below(code: str) -> frozenset[str]:
    """A unit and the districts it had: those that a unit within it may have directly above."""
    below = (each.code for (each,) in tables.districts().values() if each.parent_code == code)
    return frozenset({code, *below})


def _in_force(on: date) -> Iterator[Unit]:
    lower = (tables.communes(),) if on >= TWO_LEVELS else (tables.districts(), tables.communes_before())
    for table in (tables.provinces(), *lower):
        for known in table.values():
            yield from (each for each in known if each.is_valid(on))
