"""Lists of deputies as councils send them: columns under any names, one row a deputy. No database, no Django."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import yaml

from nghitruong.engines.spreadsheets import (
    ColumnMapping,
    Field,
    Kind,
    Limits,
    Reading,
    Record,
    RowProblem,
    Table,
    choose_sheet,
    chosen_mapping,
    find_table,
    propose_mapping,
    read_book,
    read_records,
)
from nghitruong.engines.spreadsheets.book import column_letters
from nghitruong.engines.spreadsheets.problems import CELL_MESSAGES
from nghitruong.foundation.councils.rules import DeputyRow
from nghitruong.kernel.vietnamese import ImpossibleDateError, clean_line, parse_date, parse_ordinal

T = TypeVar("T")

LIMITS = Limits(file_bytes=2 * 1024 * 1024, unpacked_bytes=20 * 1024 * 1024, rows=2_000, columns=60, cells=60_000)
"""A list of deputies is small; whatever is larger is something else."""

MOST_FILES = 20
FIRST_BIRTH_YEAR, COMING_OF_AGE = 1900, 18

MESSAGES = {**CELL_MESSAGES, "not_an_email": "“%(text)s” is not an email address."}

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_YEAR = re.compile(r"\d{4}")
_NUMBER = re.compile(r"\d{1,3}")
_BARE_PHONE = re.compile(r"[1-9]\d{8}")


@dataclass(frozen=True)
class FileReading:
    """A file as it was understood: its sheets, the table, which column is which, deputies by row, and what is wrong."""

    sheets: tuple[str, ...]
    table: Table
    fields: tuple[Field, ...]
    mapping: ColumnMapping
    reading: Reading
    deputies: Mapping[int, DeputyRow]
    problems: tuple[RowProblem, ...]


@cache
def _words() -> Mapping[str, Any]:
    path = Path(__file__).parent / "data" / "deputy_columns.yaml"
    words: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return words


FIELD_NAMES = (
    *("full_name", "family_name", "given_name", "born", "gender", "number", "occupation"),
    *("phone", "email", "constituency", "seat", "is_full_time"),
)
_KINDS = {"gender": Kind.CHOICE, "seat": Kind.INTEGER, "is_full_time": Kind.FLAG}
_LENGTHS = {
    "full_name": 120,
    "family_name": 80,
    "given_name": 40,
    "occupation": 200,
    "number": 40,
    "phone": 60,
    "email": 254,
}


def fields_of(labels: Mapping[str, str], *, is_split: bool = False) -> tuple[Field, ...]:
    """The columns looked for, by the caller's labels. `is_split`: the name stands in two columns."""
    needed = {"family_name", "given_name"} if is_split else {"full_name"}
    return tuple(
        Field(
            name,
            labels[name],
            kind=_KINDS.get(name, Kind.TEXT),
            synonyms=tuple(_words()[name]),
            is_required=name in needed,
            max_length=_LENGTHS.get(name, 0),
            choices=_genders() if name == "gender" else {},
        )
        for name in FIELD_NAMES
    )


def read_file(
    data: bytes,
    labels: Mapping[str, str],
    today: date,
    *,
    sheet: str = "",
    remembered: Mapping[str, str] | None = None,
    chosen: Mapping[int, str] | None = None,
) -> FileReading:
    """Read a list of deputies. Raises RefusedError `spreadsheets.…` for what is no readable spreadsheet.

    `chosen` is a person's own mapping and overrules what was remembered or is guessed.
    """
    book = read_book(data, LIMITS)
    fields = fields_of(labels)
    page = choose_sheet(book, sheet)
    table = find_table(page, fields, remembered)
    mapping = _mapping(table, fields, remembered, chosen)
    if not mapping.is_complete and {"family_name", "given_name"} <= mapping.columns.keys():
        fields = fields_of(labels, is_split=True)
        mapping = _mapping(table, fields, remembered, chosen)
    reading = read_records(table, fields, mapping, today) if mapping.is_complete else Reading((), ())
    read = {record.row: _deputy(record, mapping, today) for record in reading.records}
    return FileReading(
        sheets=tuple(each.name for each in book.filled_sheets()),
        table=table,
        fields=fields,
        mapping=mapping,
        reading=reading,
        deputies={row: deputy for row, (deputy, problems) in read.items() if deputy and not problems},
        problems=tuple(problem for _deputy_row, problems in read.values() for problem in problems),
    )


def of_predecessor(deputies: Mapping[int, DeputyRow], council_id: int | None) -> dict[int, DeputyRow]:
    """The same deputies as inherited from an old council: its constituencies and seats are none of the new term."""
    if council_id is None:
        return dict(deputies)
    change = {"origin": "inherited", "origin_council_id": council_id, "constituency": None, "seat": None}
    return {row: replace(deputy, **change) for row, deputy in deputies.items()}  # type: ignore[arg-type]


def _mapping(
    table: Table,
    fields: Sequence[Field],
    remembered: Mapping[str, str] | None,
    chosen: Mapping[int, str] | None,
) -> ColumnMapping:
    return chosen_mapping(table, fields, chosen) if chosen else propose_mapping(table, fields, remembered)


def _deputy(record: Record, mapping: ColumnMapping, today: date) -> tuple[DeputyRow | None, tuple[RowProblem, ...]]:
    """A row as a deputy, with every problem of its cells."""
    values, problems = record.values, list(record.problems)
    cells = _Cells(record, mapping, problems)
    born_on, born_year = cells.read("born", "not_a_date", lambda text: _birth(text, today)) or (None, None)
    constituency = cells.read("constituency", "not_a_number", _constituency)
    email = cells.read("email", "not_an_email", _email) or ""
    name = clean_line(values.get("full_name") or f"{values.get('family_name')} {values.get('given_name')}")
    if problems:
        return None, tuple(problems)
    deputy = DeputyRow(
        full_name=name,
        born_on=born_on,
        born_year=born_year,
        number=values.get("number") or "",
        gender=values.get("gender") or "",
        occupation=values.get("occupation") or "",
        phone=_phone(values.get("phone") or ""),
        email=email,
        constituency=constituency,
        seat=values.get("seat"),
        is_full_time=bool(values.get("is_full_time")),
    )
    return deputy, ()


@dataclass(frozen=True)
class _Cells:
    """Reads the texts of one row that are more than texts; what cannot be read joins the row's problems."""

    record: Record
    mapping: ColumnMapping
    problems: list[RowProblem]

    def read(self, name: str, fault: str, reader: Callable[[str], T]) -> T | None:
        text = self.record.values.get(name)
        try:
            return reader(text) if text else None
        except ImpossibleDateError as error:
            is_month = error.last_day is None
            values = {"text": text, "day": error.day, "month": error.month, "last_day": error.last_day}
            self._add(name, "impossible_month" if is_month else "impossible_date", values)
        except ValueError:
            self._add(name, fault, {"text": text})
        return None

    def _add(self, name: str, code: str, values: Mapping[str, Any]) -> None:
        letters = column_letters(self.mapping.columns[name].columns[0])
        self.problems.append(RowProblem(self.record.row, code, MESSAGES[code], values, letters, name))


def _birth(text: str, today: date) -> tuple[date | None, int]:
    """A full date, or the year alone where a list has no more. Raises ValueError for anything else."""
    if _YEAR.fullmatch(text):
        year = int(text)
        return None, _birth_year(year, today)
    if not any(letter.isdigit() for letter in text):
        raise ValueError(text)
    day = parse_date(text, today)
    return day, _birth_year(day.year, today)


def _birth_year(year: int, today: date) -> int:
    """A deputy is of age: a later year is a slip, often a date whose year is missing."""
    if not FIRST_BIRTH_YEAR <= year <= today.year - COMING_OF_AGE:
        raise ValueError(year)
    return year


def _constituency(text: str) -> int:
    """The number in "Đơn vị bầu cử số 3", "III" or "3". Raises ValueError without one."""
    found = _NUMBER.search(text)
    return int(found[0]) if found else parse_ordinal(text)


def _email(text: str) -> str:
    """An address as it may be written to. Raises ValueError for what is none."""
    if not _EMAIL.fullmatch(text):
        raise ValueError(text)
    return text


def _phone(text: str) -> str:
    """A telephone number as it was written; the zero that a number cell loses is put back."""
    digits = re.sub(r"[\s.\-]", "", text)
    return f"0{digits}" if _BARE_PHONE.fullmatch(digits) else clean_line(text)


def _genders() -> dict[str, str]:
    return {word: value for value, words in _words()["genders"].items() for word in words}
