"""What a file holds before anybody asks what it means: sheets, rows, cells and merged areas."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from nghitruong.engines.legacytext import LetterCode
from nghitruong.kernel.vietnamese import fold_key, format_number, short_date

Value = str | int | Decimal | bool | date | datetime | time | None


@dataclass(frozen=True)
class Limits:
    """How much of a file is taken. The defaults hold the largest list of a province and keep a hostile file small."""

    file_bytes: int = 20 * 1024 * 1024
    unpacked_bytes: int = 100 * 1024 * 1024
    rows: int = 50_000
    columns: int = 300
    cells: int = 500_000
    letters: LetterCode = LetterCode.UNICODE
    """The old letter code that an .xlsx is known to be in; its texts are then converted instead of refused."""

    @property
    def elements(self) -> int:
        """How many elements of XML one part may have; a real sheet has two or three a cell, empty ones included."""
        return 5 * self.cells


class Cell(NamedTuple):
    """One filled cell. `formula` keeps what computed the value ("=" alone where the file shares another's formula);
    a formula never stored with its result has the value None. `error` is a cell's own error, e.g. "#REF!"."""

    value: Value
    formula: str = ""
    error: str = ""

    @property
    def is_empty(self) -> bool:
        return self.value in (None, "") and not self.formula and not self.error

    @property
    def text(self) -> str:
        """The value as a reader would see it, for headers, messages and text fields."""
        return self.error or _as_text(self.value)


EMPTY = Cell(None)


class Row(NamedTuple):
    """One row that has at least one filled cell, by the file's own number (1-based); cells by 0-based column."""

    number: int
    cells: Mapping[int, Cell]

    def cell(self, column: int) -> Cell:
        return self.cells.get(column, EMPTY)


class Area(NamedTuple):
    """Merged cells: first and last row (1-based) and column (0-based), both included; the first cell has the value."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Sheet:
    """One sheet with its filled rows in order."""

    name: str
    rows: tuple[Row, ...]
    merged: tuple[Area, ...] = ()
    is_hidden: bool = False

    @cached_property
    def width(self) -> int:
        """One more than the last filled column."""
        return max((max(row.cells) + 1 for row in self.rows), default=0)


@dataclass(frozen=True)
class Book:
    """A file that was read. `encoding` and `delimiter` say how a CSV file was understood."""

    sheets: tuple[Sheet, ...]
    encoding: str = ""
    delimiter: str = ""

    def filled_sheets(self) -> list[Sheet]:
        """The sheets a person may choose from: visible and with content; hidden ones only when there is no other."""
        filled = [sheet for sheet in self.sheets if sheet.rows]
        return [sheet for sheet in filled if not sheet.is_hidden] or filled


PATH = " / "
"""Between a merged heading and the names below it."""


class Column(NamedTuple):
    """One column by its 0-based place and its name; under a merged heading the name is a path, "Ngày sinh / Nam"."""

    place: int
    title: str

    @property
    def letters(self) -> str:
        return column_letters(self.place)

    @property
    def key(self) -> str:
        """The title without accents, capitals and punctuation: what a mapping remembers."""
        return fold_key(self.title)


@dataclass(frozen=True)
class Table:
    """Named columns and the rows below them. Cells merged downwards have their value in every row they cover."""

    sheet: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    header_rows: tuple[int, ...]
    headings: frozenset[int] = frozenset()


def column_letters(column: int) -> str:
    """The name of a 0-based column: 0 is A, 26 is AA."""
    letters = ""
    while column >= 0:
        column, rest = divmod(column, 26)
        letters = chr(ord("A") + rest) + letters
        column -= 1
    return letters


def _as_text(value: Value) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "TRUE" if value else "FALSE"
        case int() | str():
            return str(value)
        case Decimal():
            return format_number(value)
        case datetime():
            return f"{short_date(value.date())} {value:%H:%M}"
        case date():
            return short_date(value)
        case time():
            return f"{value:%H:%M}"
