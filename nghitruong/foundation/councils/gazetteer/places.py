"""Old and new place names understood: what a petition calls "phường 5, quận 11" and which unit that is today.

A whole old unit gives one new one; a divided one, or a name that several units have, gives candidates and never one of
them (R1.30 to R1.35). Nothing is said of a name that no list knows.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from nghitruong.foundation.councils.gazetteer.mentions import NEW, OLD, Mention, Scan
from nghitruong.foundation.councils.gazetteer.reading import ancestors, full_name
from nghitruong.foundation.councils.gazetteer.reading import unit as unit_of
from nghitruong.foundation.councils.gazetteer.succession import heirs, successors
from nghitruong.foundation.councils.gazetteer.units import LAST_LISTED, LAST_THREE_LEVELS, Level, Link, Unit
from nghitruong.kernel.vietnamese import clean_line

NOTES: Final = {
    "merged": "%(old)s became part of %(new)s on 1 July 2025.",
    "divided": "%(old)s was divided among %(count)s units on 1 July 2025; choose one.",
    "same_name": "%(count)s units may be meant; choose one.",
    "by_council": "There are several units of this name; the one of this council was taken.",
    "commune_unknown": "The commune is not in the lists; these are the units of %(above)s.",
    "above_unknown": "What stands behind the name does not fit it; choose one.",
    "spelled_otherwise": "The name is written otherwise in the lists; choose one.",
    "district": "%(old)s no longer exists; its communes are in these units.",
    "province": "Only the province is named.",
    "merged_province": "Only a province is named; %(old)s is %(new)s since 1 July 2025.",
    "several_places": "Several places are named; choose one.",
}
"""What a person should know about a proposal: English gettext sources by code."""


@dataclass(frozen=True)
class Place:
    """What a text names. `unit_code` is the unit of today when there is no doubt, `candidates` all that may be meant.

    `note` is a code of `NOTES` or empty, `values` fill its sentence. A place that was not understood is false and has
    an empty `found`.
    """

    found: str = ""
    unit_code: str | None = None
    candidates: tuple[str, ...] = ()
    note: str = ""
    values: Mapping[str, str | int] = field(default_factory=dict, hash=False)

    def __bool__(self) -> bool:
        return bool(self.found)


NOWHERE: Final = Place()


@lru_cache(2048)
def understand(text: str, council_unit_code: str | None = None) -> Place:
    """The place that a text names, be it an address, the cell of a table or a whole petition.

    `council_unit_code` is the unit of the council that reads it: of several units with one name those of its province
    are meant, and its own before all. Codes are those since 1 July 2025. A few hundred microseconds.
    """
    scan = Scan(clean_line(text))
    reader = unit_of(council_unit_code) if council_unit_code else None
    places = [place for chain in scan.chains() if (place := _understood(scan.text, chain, reader))]
    if not places and (chain := scan.alone()):
        return _understood(scan.text, chain, reader)
    return _together(places)


def _together(places: Sequence[Place]) -> Place:
    """Of several places the nearest to the ground; two different ones leave a choice."""
    if not places:
        return NOWHERE
    rank = min(_width(place) for place in places)
    nearest = [place for place in places if _width(place) == rank]
    first = nearest[0]
    others = {code: None for place in nearest for code in place.candidates}
    if any(set(place.candidates) != set(first.candidates) for place in nearest):
        found = "; ".join(dict.fromkeys(place.found for place in nearest))
        return Place(found, None, tuple(others), "several_places")
    return first


def _width(place: Place) -> int:
    """0 for a commune, 1 for what is left of a district, 2 for a province."""
    return {"district": 1, "commune_unknown": 1, "province": 2, "merged_province": 2}.get(place.note, 0)


def _understood(text: str, chain: Sequence[Mention], reader: Unit | None) -> Place:
    first, *above = chain
    found = text[first.start : chain[-1].end]
    named, is_doubtful = _fitting(first, above)
    if not named:
        return _of_above(found, above, reader)
    if first.level is Level.PROVINCE:
        return _province(found, named)
    return _commune(found, named, reader, is_doubtful=is_doubtful, is_spelled=first.is_spelled, has_above=bool(above))


def _of_above(found: str, above: Sequence[Mention], reader: Unit | None) -> Place:
    """The commune is unknown: what the district above it went into."""
    if not above or above[0].level is not Level.DISTRICT or not above[0].units:
        return NOWHERE
    districts, _ = _fitting(above[0], above[1:])
    place = _commune(found, districts, reader, is_doubtful=True, is_spelled=True, has_above=len(above) > 1)
    names = ", ".join(dict.fromkeys(unit.name for unit in districts))
    return Place(found, None, place.candidates, "commune_unknown", {"above": names})


def _province(found: str, named: Sequence[Unit]) -> Place:
    codes = tuple(dict.fromkeys(code for unit in named for code in _today(unit)))
    code = codes[0] if len(codes) == 1 else None
    now = unit_of(code) if code else None
    if now and all(unit.name != now.name for unit in named):
        return Place(found, code, codes, "merged_province", {"old": named[0].name, "new": now.name})
    return Place(found, code, codes, "province")


def _commune(
    found: str, named: Sequence[Unit], reader: Unit | None, *, is_doubtful: bool, is_spelled: bool, has_above: bool
) -> Place:
    codes = {unit.key: _today(unit) for unit in named}
    every = tuple(dict.fromkeys(code for each in codes.values() for code in each))
    if not every:
        return NOWHERE
    near = _near(every, reader) if len(every) > 1 else every
    if is_doubtful or not is_spelled:
        return Place(found, None, near, "above_unknown" if is_doubtful else "spelled_otherwise")
    left = [unit for unit in named if set(codes[unit.key]) & set(near)]
    if len(near) == 1:
        return _one(found, near[0], left, is_chosen=len(every) > 1)
    own = reader.code if reader and not has_above else ""
    if own in near and any(codes[unit.key] == (own,) for unit in left):
        return Place(found, own, near, "by_council")
    note = _doubt(left)
    return Place(found, None, near, note, {"old": full_name(left[0]), "count": len(near)})


def _one(found: str, code: str, named: Sequence[Unit], *, is_chosen: bool) -> Place:
    now = unit_of(code)
    if is_chosen:
        return Place(found, code, (code,), "by_council")
    if now is None or any(unit.valid_to is None or unit.name == now.name for unit in named):
        return Place(found, code, (code,))
    return Place(found, code, (code,), "merged", {"old": full_name(named[0]), "new": now.name})


def _doubt(named: Sequence[Unit]) -> str:
    if all(unit.level is Level.DISTRICT for unit in named):
        return "district"
    return "divided" if len({unit.key for unit in named}) == 1 else "same_name"


def _near(codes: Sequence[str], reader: Unit | None) -> tuple[str, ...]:
    """Those in the province of who reads, its own unit first; all when none is there."""
    if reader is None:
        return tuple(codes)
    home = reader.parent_code or reader.code
    near = [code for code in codes if (unit := unit_of(code)) and unit.parent_code == home]
    return tuple(sorted(near, key=lambda code: code != reader.code)) or tuple(codes)


def _fitting(first: Mention, above: Sequence[Mention]) -> tuple[list[Unit], bool]:
    """The units of a mention that lie in what stands behind it, and whether that could only be guessed.

    An old commune may stand before its province of today. Where nothing fits, the province alone is asked.
    """
    units = [unit for unit in first.units if not unit.is_stale and _has_age(unit, first.age)]
    known = [keys for mention in above if (keys := _keys(mention))]
    for places in (_then, _then_and_now):
        if fitting := [unit for unit in units if all(keys & places(unit) for keys in known)]:
            return _lowest(fitting), False
    provinces = [keys for mention in above if mention.level is Level.PROVINCE and (keys := _keys(mention))]
    return [unit for unit in units if provinces and all(keys & _then_and_now(unit) for keys in provinces)], True


def _lowest(units: list[Unit]) -> list[Unit]:
    """A name of several levels means the province when it is written alone: "TP Huế", "TP Cần Thơ"."""
    provinces = [unit for unit in units if unit.level is Level.PROVINCE]
    return provinces or units


def _has_age(unit: Unit, age: str) -> bool:
    return {OLD: unit.valid_to is not None, NEW: unit.valid_to is None}.get(age, True)


def _keys(mention: Mention) -> frozenset[str]:
    """What a mention may mean; a province that ended before the reorganisation is the one that followed it."""
    ended = (unit for unit in mention.units if unit.valid_to and unit.valid_to < LAST_THREE_LEVELS)
    later = (link.new.key for unit in ended for link in successors(unit))
    return frozenset((*(unit.key for unit in mention.units), *later))


def _then(unit: Unit) -> set[str]:
    return {above.key for above in ancestors(unit)}


def _then_and_now(unit: Unit) -> set[str]:
    now = (link.new for link in _links(unit))
    return _then(unit).union(above.key for new in now for above in ancestors(new))


@lru_cache(4096)
def _links(unit: Unit) -> tuple[Link, ...]:
    return heirs(unit, LAST_LISTED)


def _today(unit: Unit) -> tuple[str, ...]:
    """The codes of the units that hold it today, in order."""
    return (unit.code,) if unit.is_valid(LAST_LISTED) else _in_order(link.new.code for link in _links(unit))


def _in_order(codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(dict.fromkeys(codes)))
