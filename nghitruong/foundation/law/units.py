"""Which unit a council stands for. Councils stand above law, so config/wiring.py says here once how to find out."""

from collections.abc import Callable
from typing import NamedTuple


class UnitOf(NamedTuple):
    """A unit's kind ("phuong") and its code; both empty when nobody has said."""

    kind: str = ""
    code: str = ""


UnitReader = Callable[[int], UnitOf]


_reader: list[UnitReader] = [lambda _council_id: UnitOf()]


def use_unit_reader(reader: UnitReader) -> None:
    """Say how a council's unit is found; a second call replaces the first."""
    _reader[:] = [reader]


def unit_of(council_id: int | None) -> UnitOf:
    """The council's unit, empty without a council."""
    return _reader[0](council_id) if council_id is not None else UnitOf()
