"""The tables that ship with the product, each read once and only when it is asked for.

A row becomes a Unit when somebody asks for it: most runs need a few hundred of the fourteen thousand.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from itertools import chain
from typing import Final

from nghitruong.foundation.councils.gazetteer.units import KIND_WORDS, LAST_THREE_LEVELS, TWO_LEVELS, Extent, Unit
from nghitruong.kernel.vietnamese import fold

_STALE_UNTIL: Final = date(2020, 2, 29)
"""The list of 1 March 2020 no longer has the units that the list of 2025 carried by mistake."""

_WORDS: Final = {kind.value: (kind, f"{word} ") for kind, word in KIND_WORDS.items()}
_LOOSE: Final = str.maketrans("y", "i", " '’.-ʼ")
_COLUMNS: Final = {"provinces": 7, "districts": 4, "communes_before": 6, "communes": 9, "origins": 2}
_OTHER_NAMES: Final = {"provinces": 6, "districts": None, "communes_before": 4, "communes": None}
"""In which column a table holds other names of its units."""

Row = list[str]
Shares = tuple[tuple[str, Extent], ...]


class Table(Mapping[str, tuple[Unit, ...]]):
    """Units by code; the versions of one code in order of time."""

    def __init__(self, name: str, read: Callable[[Row], Unit]) -> None:
        self._columns = _COLUMNS[name]
        self._read = read
        self._read_already: dict[str, tuple[Unit, ...]] = {}
        self._lines = _gathered((line[: line.index("\t")], line) for line in _lines(name))

    def __getitem__(self, code: str) -> tuple[Unit, ...]:
        if code not in self._read_already:
            lines = self._lines[code].split("\n")
            self._read_already[code] = tuple(self._read(_fields(line, self._columns)) for line in lines)
        return self._read_already[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self._lines)

    def __len__(self) -> int:
        return len(self._lines)


@cache
def provinces() -> Table:
    """Provinces and centrally run cities: 63 until 30 June 2025, 34 since."""
    return Table("provinces", _province)


@cache
def districts() -> Table:
    """The 696 units of the district level on its last day."""
    return Table("districts", _district)


@cache
def communes_before() -> Table:
    """Communes, wards and townships of the years of three levels."""
    return Table("communes_before", _commune_before)


@cache
def communes() -> Table:
    """Communes, wards and special zones since 1 July 2025."""
    return Table("communes", _commune)


def origins(new: str) -> Shares:
    """What the unit with this code was formed from on 1 July 2025. A province that went on unchanged has none."""
    return _shares(_origins().get(new, ""))


def heirs(old: str) -> Shares:
    """What the unit with this code went into on 1 July 2025, in order of code."""
    return tuple(sorted(_shares(_heirs().get(old, ""))))


@cache
def other_codes() -> Mapping[str, str]:
    """Codes that some official lists give, and the code used here."""
    rows = (_fields(line, _COLUMNS["communes"]) for line in _lines("communes"))
    return {row[8]: row[0] for row in rows if row[8]}


def communes_below(district: str) -> tuple[str, ...]:
    """The codes of the communes that a district had on its last day."""
    return tuple(_below().get(district, "").split())


def codes_named(key: str) -> Iterable[str]:
    """The codes of all units that have, or had, the name; `key` as `name_key` writes it."""
    return dict.fromkeys(_codes_by_name().get(key, "").split())


def names_beginning(key: str) -> Iterator[str]:
    """The keys of all names that begin so."""
    return (name for name in _codes_by_name() if name.startswith(key))


def name_key(name: str) -> str:
    """A name as it is looked up: without accents, capitals, spaces and marks, y as i."""
    return _loose(name.strip())


def _loose(text: str) -> str:
    return fold(text).translate(_LOOSE)


def _lines(name: str) -> Iterator[str]:
    """The lines of a table; the first one names the columns."""
    return iter(_text(name).splitlines()[1:])


def _text(name: str) -> str:
    return (files(__package__) / "data" / f"{name}.tsv").read_text("utf-8")


def _fields(line: str, columns: int) -> Row:
    """The fields of a line; those that are missing at its end are empty."""
    fields = line.split("\t")
    return fields + [""] * (columns - len(fields))


def _gathered(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """What belongs to one key in one text, a line each: half the memory that lists would take."""
    found: dict[str, str] = {}
    for key, value in pairs:
        found[key] = f"{found[key]}\n{value}" if key in found else value
    return found


@cache
def _codes_by_name() -> Mapping[str, str]:
    return _gathered(chain.from_iterable(_names_and_codes(table) for table in _OTHER_NAMES))


def _names_and_codes(table: str) -> Iterator[tuple[str, str]]:
    column = _OTHER_NAMES[table]
    for line in _loose(_text(table)).splitlines()[1:]:
        fields = line.split("\t")
        yield fields[2], fields[0]
        if column and len(fields) > column and fields[column]:
            yield from ((name, fields[0]) for name in fields[column].split(";"))


@cache
def _below() -> Mapping[str, str]:
    rows = (_fields(line, _COLUMNS["communes_before"]) for line in _lines("communes_before"))
    return _gathered((row[3], row[0]) for row in rows if not row[5])


@cache
def _origins() -> Mapping[str, str]:
    return _gathered((new, shares) for new, _, shares in (line.partition("\t") for line in _lines("origins")))


@cache
def _heirs() -> Mapping[str, str]:
    shares = ((new, share) for new, line in _origins().items() for share in line.split(" "))
    return _gathered((share[:-1], new + share[-1]) for new, share in shares)


def _shares(text: str) -> Shares:
    return tuple((share[:-1], Extent(share[-1])) for share in text.split())


def _province(row: Row) -> Unit:
    code, word, name, start, end, instrument, also = row
    kind, prefix = _WORDS[word]
    return Unit(code, prefix + name, kind, None, _day(start), _day(end), instrument, None, _names(also))


def _district(row: Row) -> Unit:
    code, word, name, province = row
    kind, prefix = _WORDS[word]
    return Unit(code, prefix + name, kind, province, None, LAST_THREE_LEVELS)


def _commune_before(row: Row) -> Unit:
    code, word, name, district, also, stale = row
    kind, prefix = _WORDS[word]
    end = _STALE_UNTIL if stale else LAST_THREE_LEVELS
    return Unit(code, prefix + name, kind, district, None, end, also=_names(also), is_stale=bool(stale))


def _commune(row: Row) -> Unit:
    code, word, name, province, instrument, clause, start, end, other = row
    kind, prefix = _WORDS[word]
    number = int(clause) if clause else None
    first = _day(start) or TWO_LEVELS
    return Unit(code, prefix + name, kind, province, first, _day(end), instrument, number, other_code=other)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _names(text: str) -> tuple[str, ...]:
    return tuple(text.split(";")) if text else ()
