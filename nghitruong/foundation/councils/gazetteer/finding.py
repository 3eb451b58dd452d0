"""Finding a unit by what people write: "P. Ba Đình", "phuong 4, q.8, tphcm", "số 5, xã Kim Chung (huyện Hoài Đức)".

Hundreds of names occur more than once and 441 old units were divided, so the answer is always a ranked list; `only`
gives a unit where the words leave no choice, and nothing otherwise.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from enum import IntEnum
from typing import Final, NamedTuple

from nghitruong.foundation.councils.gazetteer import tables
from nghitruong.foundation.councils.gazetteer.reading import ancestors, versions
from nghitruong.foundation.councils.gazetteer.units import Kind, Level, Unit
from nghitruong.kernel.vietnamese import clean_line, fold, same_spelling


class Grade(IntEnum):
    """How well a unit answers the words; the smaller the better."""

    SPELLED_WITH_KIND = 1
    SPELLED = 2
    WITHOUT_ACCENTS = 3
    OTHER_KIND = 4
    OTHER_PLACE = 5
    """the name fits, what stands around it does not"""
    BEGINS = 6


class Match(NamedTuple):
    """A unit that the words may mean, and how well they fit."""

    unit: Unit
    grade: Grade


class _Reading(NamedTuple):
    """One way to read a piece of the words: the name, and the kinds that the word before it allows."""

    name: str
    kinds: frozenset[Kind]


class _Allowed(NamedTuple):
    on: date | None
    within: str | None
    level: Level | None

    def __call__(self, unit: Unit) -> bool:
        return (
            (self.on is None or unit.is_valid(self.on))
            and (self.level is None or unit.level is self.level)
            and (self.within is None or any(above.code == self.within for above in ancestors(unit, self.on)))
        )


_Piece = Sequence[_Reading]

_ALL_KINDS: Final = frozenset(Kind)
_CITIES: Final = (Kind.CITY, Kind.PROVINCIAL_CITY)
_PREFIXES: Final = tuple(
    (re.compile(rf"({pattern})\s*(?=\S)"), written, frozenset(kinds))
    for pattern, written, kinds in (
        (r"thi tran\b|tt\b\.?", ("thị trấn", "tt"), (Kind.TOWNSHIP,)),
        (r"thi xa\b|tx\b\.?", ("thị xã", "tx"), (Kind.TOWN,)),
        (r"thanh pho\b|t\.? ?p\b\.?", ("thành phố", "tp"), _CITIES),
        (r"dac khu\b|dk\b\.?", ("đặc khu", "đk"), (Kind.SPECIAL_ZONE,)),
        (r"phuong\b|p\b\.?|p(?=\d)", ("phường", "p"), (Kind.WARD,)),
        (r"xa\b|x\b\.?", ("xã", "x"), (Kind.COMMUNE,)),
        (r"quan\b|q\b\.?|q(?=\d)", ("quận", "q"), (Kind.URBAN_DISTRICT,)),
        (r"huyen\b|h\b\.?", ("huyện", "h"), (Kind.DISTRICT,)),
        (r"tinh\b|t\b\.?", ("tỉnh", "t"), (Kind.PROVINCE,)),
    )
)
_BETWEEN: Final = re.compile(
    r"[,;()/]|\b(?-i:thuộc)\b"
    r"|(?<=\w) (?=(?:quận|huyện|thị xã|thành phố|tỉnh) \w)|(?<=\w) (?=(?:(?:q|h|tx)\.|tp\.?) ?\w)|(?<=\w) (?=q\d)",
    re.IGNORECASE,
)
"""Between a unit and the one above it: a mark, or the word or abbreviation that the one above begins with."""

_BELOW_UNITS: Final = re.compile(
    r"(so|nha|duong|pho|ngo|ngach|hem|thon|xom|to|ap|ban|buon|lang|khu|khom|tdp|kp|kdc)\b|\d"
)
"""What a piece of an address begins with that is smaller than any unit."""

_COUNTRY: Final = frozenset({"vietnam", "vn"})
_ZEROS: Final = re.compile(r"^0+(?=\d)")
_LEVEL_ORDER: Final = tuple(Level)


def find(
    words: str,
    on: date | None = None,
    *,
    within: str | None = None,
    level: Level | None = None,
    limit: int = 20,
) -> tuple[Match, ...]:
    """Units in force on a day (on any day, without one) that the words may mean, the best first.

    Accents, capitals, where a tone is written, i or y and spaces do not matter for being found; they do for the rank.
    What follows a comma names the units above; houses, streets and hamlets before it are passed over. `within` is the
    code of a unit above, `level` leaves out the others. Empty when nothing fits.
    """
    pieces = [readings for piece in _BETWEEN.split(clean_line(words)) if (readings := _readings(piece))]
    allowed = _Allowed(on, within, level)
    doubtful: list[Match] = []
    is_first = True
    for place, piece in enumerate(pieces):
        named = _named(piece, allowed)
        fitting = [match for match in named if _fits(match.unit, pieces[place + 1 :], on)]
        if fitting and is_first:
            return _ranked(fitting, limit)
        doubtful += [match._replace(grade=Grade.OTHER_PLACE) for match in fitting or named]
        is_first = is_first and _is_below_units(piece)
    if not doubtful and pieces:
        doubtful = _beginning(pieces[0], allowed)
    return _ranked(doubtful, limit)


def only(words: str, on: date, *, within: str | None = None, level: Level | None = None) -> Unit | None:
    """The one unit that the words name on that day, or nothing when none or more than one could be meant.

    Words with accents must be spelled as the unit is; words without accents must fit a single unit of all that
    differ in accents only.
    """
    found = find(words, on, within=within, level=level)
    if not found or found[0].grade > Grade.WITHOUT_ACCENTS:
        return None
    has_accents = fold(words) != words.lower()
    worst = found[0].grade if has_accents and found[0].grade <= Grade.SPELLED else Grade.WITHOUT_ACCENTS
    rivals = [match for match in found if match.grade <= worst]
    return found[0].unit if len(rivals) == 1 else None


def _readings(piece: str) -> _Piece:
    """The piece as kind and name for every word or abbreviation it may begin with, and last as a bare name."""
    piece = piece.strip(" .-")
    folded = fold(piece)
    readings = []
    for pattern, written, kinds in _PREFIXES:
        match = pattern.match(folded)
        if match and _is_written(piece[: match.end(1)], written):
            readings.append(_Reading(_ZEROS.sub("", piece[match.end() :].strip(" .-")), kinds))
    readings.append(_Reading(_ZEROS.sub("", piece), _ALL_KINDS))
    return [reading for reading in readings if (key := tables.name_key(reading.name)) and key not in _COUNTRY]


def _is_written(typed: str, words: Iterable[str]) -> bool:
    """Typed without accents, any word may be meant; "Xà" is not "xã"."""
    plain = typed.lower().rstrip(".")
    return plain.isascii() or any(same_spelling(plain, word) for word in words)


def _is_below_units(piece: _Piece) -> bool:
    return _BELOW_UNITS.match(fold(piece[-1].name)) is not None


def _named(piece: _Piece, allowed: _Allowed) -> list[Match]:
    """Units whose name is one of the readings, each with its best grade."""
    best: dict[str, Match] = {}
    for reading in piece:
        key = tables.name_key(reading.name)
        for unit in units_named(key):
            if allowed(unit):
                match = Match(unit, _grade(unit, reading))
                best[unit.key] = min(match, best.get(unit.key, match), key=lambda each: each.grade)
    return list(best.values())


def units_named(key: str) -> list[Unit]:
    """Of the units that share a code, those that have the name."""
    return [unit for code in tables.codes_named(key) for unit in versions(code) if key in name_keys(unit)]


def name_keys(unit: Unit) -> set[str]:
    """All names of a unit as they are looked up."""
    return {tables.name_key(name) for name in (unit.plain_name, *unit.also)}


def _grade(unit: Unit, reading: _Reading) -> Grade:
    if unit.kind not in reading.kinds:
        return Grade.OTHER_KIND
    if not any(same_spelling(reading.name, name) for name in (unit.plain_name, *unit.also)):
        return Grade.WITHOUT_ACCENTS
    return Grade.SPELLED if reading.kinds is _ALL_KINDS else Grade.SPELLED_WITH_KIND


def _fits(unit: Unit, context: Iterable[_Piece], on: date | None) -> bool:
    """Whether each later piece names one of the units above."""
    above = ancestors(unit, on)
    return all(any(_is_named(each, piece) for each in above) for piece in context)


def _is_named(unit: Unit, piece: _Piece) -> bool:
    keys = name_keys(unit)
    return any(tables.name_key(reading.name) in keys and unit.kind in reading.kinds for reading in piece)


def _beginning(piece: _Piece, allowed: _Allowed) -> list[Match]:
    """Units whose name begins with what was typed so far."""
    found: dict[str, Match] = {}
    for start, kinds in {tables.name_key(reading.name): reading.kinds for reading in piece}.items():
        named = (unit for key in tables.names_beginning(start) for unit in units_named(key))
        found |= {unit.key: Match(unit, Grade.BEGINS) for unit in named if unit.kind in kinds and allowed(unit)}
    return list(found.values())


def _ranked(matches: Iterable[Match], limit: int) -> tuple[Match, ...]:
    """The best first; of equals the higher level, units still in force, the order of codes."""

    def rank(match: Match) -> tuple[int, int, bool, str]:
        unit = match.unit
        return match.grade, _LEVEL_ORDER.index(unit.level), unit.valid_to is not None, unit.key

    return tuple(sorted(matches, key=rank)[:limit])
