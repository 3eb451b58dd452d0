"""Which columns a reader of a table hopes for, and which column of the file is which."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from nghitruong.engines.spreadsheets.book import PATH, Column, Table
from nghitruong.engines.spreadsheets.problems import refused
from nghitruong.kernel.vietnamese import clean_line, fold_key, spelling_key

SURE, PROBABLE, POSSIBLE = 1.0, 0.9, 0.6
ACCEPTED = 0.5
HEADING_WEIGHT = 0.95
IGNORED = ""
"""In a remembered mapping: the person said that this column is not wanted."""

_REMARK = re.compile(r"\([^)]*\)|\[[^\]]*\]|\*")


class Kind(StrEnum):
    """What a cell is read as."""

    TEXT = "text"
    LINES = "lines"
    INTEGER = "integer"
    NUMBER = "number"
    DATE = "date"
    CHOICE = "choice"
    FLAG = "flag"


@dataclass(frozen=True)
class Field:
    """A column that the caller knows: `label` is shown to people, `synonyms` are other names files give it.

    `choices` maps the words of the file to the caller's values (kind CHOICE), accents and capitals apart.
    """

    name: str
    label: str
    kind: Kind = Kind.TEXT
    synonyms: tuple[str, ...] = ()
    is_required: bool = False
    max_length: int = 0
    choices: Mapping[str, str] = field(default_factory=dict)


class Guess(NamedTuple):
    """Where a field was found (0-based columns), and how sure that is: 1 certain, below 0.9 to be looked at.

    Several columns stand under one heading ("Ngày sinh / Nam", "Ngày sinh / Nữ"): the filled one counts, and for a
    choice its title is the answer.
    """

    columns: tuple[int, ...]
    certainty: float


@dataclass(frozen=True)
class ColumnMapping:
    """The columns of one table by field name. `unmapped` are titles that no field took, `missing` required fields
    that no column serves."""

    columns: Mapping[str, Guess]
    unmapped: tuple[str, ...]
    missing: tuple[Field, ...]

    @property
    def is_complete(self) -> bool:
        return not self.missing

    def to_remember(self, table: Table) -> dict[str, str]:
        """What to keep for the next file of this sender: title key → field name, or nothing for a column not wanted."""
        by_column = {place: name for name, guess in reversed(list(self.columns.items())) for place in guess.columns}
        return {column.key: by_column.get(column.place, IGNORED) for column in table.columns if column.key}


def likeness(title: str, wanted: Field) -> float:
    """How much a column title looks like a field, 0 to 1: the same words, the same without accents and remarks, or
    one inside the other. Of a path the whole, the last name and (a little less) the heading above it are tried."""
    heading, _, last = title.rpartition(PATH)
    return max(
        weight * _word_likeness(part, name)
        for part, weight in ((title, 1.0), (last, 1.0), (heading, HEADING_WEIGHT))
        for name in (wanted.label, *wanted.synonyms)
    )


def propose_mapping(
    table: Table, fields: Sequence[Field], remembered: Mapping[str, str] | None = None
) -> ColumnMapping:
    """The most likely mapping, each column and field used once; what was remembered comes before what is guessed.

    Neighbours under one heading serve the field of that heading together.
    """
    remembered = remembered or {}
    columns: dict[str, Guess] = {}
    taken: set[int] = set()
    for certainty, _, column, name in sorted(_claims(table, fields, remembered), reverse=True):
        known = columns.get(name)
        if column.place in taken or (known and not _are_siblings(table, known.columns[0], column)):
            continue
        places = (*known.columns, column.place) if known else (column.place,)
        columns[name] = Guess(tuple(sorted(places)), min(certainty, known.certainty if known else SURE))
        taken.add(column.place)
    return _mapping(table, fields, columns)


def chosen_mapping(table: Table, fields: Sequence[Field], chosen: Mapping[int, str]) -> ColumnMapping:
    """The mapping a person chose: 0-based column → field name, an empty name for a column not wanted.

    Raises RefusedError `field_twice` for two columns that are no neighbours under one heading; unknown columns and
    names are left out.
    """
    by_name = {wanted.name: wanted for wanted in fields}
    columns: dict[str, Guess] = {}
    for column in table.columns:
        name = chosen.get(column.place, IGNORED)
        if name not in by_name:
            continue
        earlier = columns[name].columns if name in columns else ()
        if earlier and not _are_siblings(table, earlier[0], column):
            raise refused("field_twice", label=by_name[name].label)
        columns[name] = Guess((*earlier, column.place), SURE)
    return _mapping(table, fields, columns)


def _claims(
    table: Table, fields: Sequence[Field], remembered: Mapping[str, str]
) -> Iterator[tuple[float, int, Column, str]]:
    """Every column with every field it may be: certainty, place (the left one first), column, field name."""
    known = {wanted.name for wanted in fields}
    for column in table.columns:
        if column.key in remembered:
            if remembered[column.key] in known:
                yield SURE + 1, -column.place, column, remembered[column.key]
            continue
        for wanted in fields:
            certainty = likeness(column.title, wanted)
            if certainty >= ACCEPTED:
                yield certainty, -column.place, column, wanted.name


def _are_siblings(table: Table, place: int, column: Column) -> bool:
    """Whether two columns stand under one heading."""
    title = next(other.title for other in table.columns if other.place == place)
    heading = title.rpartition(PATH)[0]
    return bool(heading) and heading == column.title.rpartition(PATH)[0]


def _split_choice(table: Table, wanted: Field) -> tuple[int, ...]:
    """Columns that are the answers themselves: "Nam" and "Nữ" under one heading, of which one is filled."""
    answers = {fold_key(words) for words in wanted.choices}
    named = [column for column in table.columns if fold_key(column.title.rpartition(PATH)[2]) in answers]
    together = [column.place for column in named if _are_siblings(table, named[0].place, column)]
    return tuple(together) if len(together) > 1 else ()


def _mapping(table: Table, fields: Sequence[Field], columns: dict[str, Guess]) -> ColumnMapping:
    for wanted in fields:
        if wanted.kind is Kind.CHOICE and wanted.name not in columns and (places := _split_choice(table, wanted)):
            columns[wanted.name] = Guess(places, PROBABLE)
    taken = {place for guess in columns.values() for place in guess.columns}
    return ColumnMapping(
        columns,
        tuple(column.title for column in table.columns if column.place not in taken),
        tuple(wanted for wanted in fields if wanted.is_required and wanted.name not in columns),
    )


def _word_likeness(title: str, name: str) -> float:
    has, wants = _words(title), _words(name)
    if not has.key or not wants.key:
        return 0
    if has.spelling == wants.spelling:
        return SURE
    if has.key == wants.key:
        return PROBABLE
    shorter, longer = sorted((has.key, wants.key), key=len)
    if f" {shorter} " in f" {longer} ":
        return POSSIBLE * (1 + len(shorter) / len(longer)) / 1.5
    return 0


class _Words(NamedTuple):
    spelling: str
    key: str


@lru_cache(4096)
def _words(text: str) -> _Words:
    """What of a name is compared; kept, because every title meets every field."""
    return _Words(spelling_key(clean_line(text)), fold_key(_REMARK.sub(" ", text)))
