"""Which unit was formed from which, wholly or in part (Law 72/2025 Art. 44, R1.30 to R1.35)."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from nghitruong.foundation.councils.gazetteer import tables
from nghitruong.foundation.councils.gazetteer.reading import unit as unit_of
from nghitruong.foundation.councils.gazetteer.reading import versions
from nghitruong.foundation.councils.gazetteer.units import (
    LAST_THREE_LEVELS,
    TWO_LEVELS,
    Extent,
    Level,
    Link,
    Unit,
)

END_OF_DISTRICTS: Final = "203/2025/QH15"
"""Ended the district level on 1 July 2025."""


def successors(old: Unit | str) -> tuple[Link, ...]:
    """What a unit went into, in order of code; more than one when it was divided. Never a choice made for you.

    Of a code that was given out again, the oldest unit that has successors is meant; a key or a Unit says which. A
    district has those communes as successors that took in one of its communes.
    """
    for each in _meant(old):
        if found := tuple(_after(each)):
            return found
    return ()


def predecessors(new: Unit | str) -> tuple[Link, ...]:
    """What a unit was formed from, in the order of the clause.

    Of a code that was given out again, the oldest unit that has predecessors is meant; a key or a Unit says which.
    """
    for each in _meant(new):
        if found := tuple(_before(each)):
            return found
    return ()


def is_divided(old: Unit | str) -> bool:
    """Whether a unit went into more than one, so that an address in it may now lie in either."""
    return len(successors(old)) > 1


def heirs(old: Unit, on: date) -> tuple[Link, ...]:
    """The units in force on a day that hold what the old one was, through every change in between.

    Nothing when the unit itself is still in force on that day. The extent, day and clause are those of the first step.
    """
    if old.is_valid(on):
        return ()
    found: list[Link] = []
    for link in successors(old):
        later = heirs(link.new, on)
        found += [Link(old, step.new, link.extent, link.on, link.instrument, link.clause) for step in later] or [link]
    return tuple(found)


def _meant(wanted: Unit | str) -> tuple[Unit, ...]:
    return versions(wanted) if isinstance(wanted, str) else (wanted,)


def _after(old: Unit) -> Iterator[Link]:
    if old.valid_to is None or old.is_stale:
        return
    if old.valid_to != LAST_THREE_LEVELS:
        yield from (_changed(old, new) for new in versions(old.code) if new.valid_from == _next_day(old))
        return
    shares = tables.heirs(old.code)
    for code, extent in shares or _after_district(old):
        if new := unit_of(code, TWO_LEVELS):
            instrument = new.instrument if shares else END_OF_DISTRICTS
            yield Link(old, new, extent, TWO_LEVELS, instrument, new.clause if shares else None)


def _after_district(old: Unit) -> tables.Shares:
    """The communes that took in something of a district; all of it in one only where there is but one."""
    if old.level is not Level.DISTRICT:
        return ()
    codes = sorted({code for below in tables.communes_below(old.code) for code, _ in tables.heirs(below)})
    return tuple((code, Extent.WHOLE if len(codes) == 1 else Extent.PART) for code in codes)


def _before(new: Unit) -> Iterator[Link]:
    if new.valid_from is None:
        return
    if new.valid_from != TWO_LEVELS:
        yield from (
            _changed(old, new) for old in versions(new.code) if old.valid_to and _next_day(old) == new.valid_from
        )
        return
    for code, extent in tables.origins(new.code):
        if old := unit_of(code, LAST_THREE_LEVELS):
            yield Link(old, new, extent, TWO_LEVELS, new.instrument, new.clause)


def _changed(old: Unit, new: Unit) -> Link:
    return Link(old, new, Extent.RECLASSIFIED, new.valid_from or TWO_LEVELS, new.instrument, new.clause)


def _next_day(old: Unit) -> date:
    return (old.valid_to or date.max - timedelta(days=1)) + timedelta(days=1)
