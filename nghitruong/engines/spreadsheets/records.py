"""Rows of a table as typed values, with every problem named and no row lost in silence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from nghitruong.engines.spreadsheets.book import PATH, Cell, Row, Table, Value, column_letters
from nghitruong.engines.spreadsheets.fields import ColumnMapping, Field, Guess, Kind
from nghitruong.engines.spreadsheets.problems import CELL_MESSAGES, SKIP_MESSAGES, RowProblem
from nghitruong.kernel.vietnamese import (
    AmbiguousNumberError,
    ImpossibleDateError,
    clean_line,
    clean_text,
    fold_key,
    format_number,
    parse_date,
    parse_number,
)

YES = frozenset({"x", "co", "dung", "yes", "true", "1", "v"})
NO = frozenset({"", "khong", "sai", "no", "false", "0"})
TICKS = frozenset("✓✔☑√")
TOTALS = ("tong cong", "tong so", "cong")


class Record(NamedTuple):
    """One row of data: the file's own row number, values by field name, and what is wrong with it.

    A field with a problem, like one whose cell is empty, has the value None.
    """

    row: int
    values: Mapping[str, Any]
    problems: tuple[RowProblem, ...]

    @property
    def is_good(self) -> bool:
        return not self.problems


@dataclass(frozen=True)
class Reading:
    """All rows of a table: records, and filled rows that are no data with the reason why."""

    records: tuple[Record, ...]
    skipped: tuple[RowProblem, ...]

    @property
    def good(self) -> tuple[Record, ...]:
        return tuple(record for record in self.records if record.is_good)

    @property
    def problems(self) -> tuple[RowProblem, ...]:
        return tuple(problem for record in self.records for problem in record.problems)


class _UnreadableError(Exception):
    def __init__(self, code: str, **values: Any) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


def read_records(table: Table, fields: Sequence[Field], mapping: ColumnMapping, today: date) -> Reading:
    """Read every row below the header; `today` completes dates that have no year."""
    records: list[Record] = []
    skipped: list[RowProblem] = []
    for row in table.rows:
        if code := _reason_to_skip(row, table, fields, mapping):
            skipped.append(RowProblem(row.number, code, SKIP_MESSAGES[code], {}))
        else:
            records.append(_record(row, table, fields, mapping, today))
    return Reading(tuple(records), tuple(skipped))


def _reason_to_skip(row: Row, table: Table, fields: Sequence[Field], mapping: ColumnMapping) -> str:
    if row.number in table.headings:
        return "heading_row"
    first = fold_key(row.cells[min(row.cells)].text)
    required = [mapping.columns[f.name] for f in fields if f.is_required and f.name in mapping.columns]
    is_filled = any(_place(row, guess) is not None for guess in required)
    if first in TOTALS or (first.startswith(TOTALS[:2]) and not is_filled):
        return "total_row"
    mapped = sum(_place(row, guess) is not None for guess in mapping.columns.values())
    return "stray_row" if required and not is_filled and mapped <= 1 else ""


def _record(row: Row, table: Table, fields: Sequence[Field], mapping: ColumnMapping, today: date) -> Record:
    values: dict[str, Any] = {}
    problems: list[RowProblem] = []
    for wanted in fields:
        guess = mapping.columns.get(wanted.name)
        place = _place(row, guess) if guess else None
        try:
            values[wanted.name] = _value(_cell(row, place, table, wanted, guess), wanted, today)
        except _UnreadableError as error:
            values[wanted.name] = None
            column = place if place is not None or guess is None else guess.columns[0]
            letters = "" if column is None else column_letters(column)
            message = CELL_MESSAGES[error.code]
            problems.append(RowProblem(row.number, error.code, message, error.values, letters, wanted.name))
    return Record(row.number, values, tuple(problems))


def _place(row: Row, guess: Guess) -> int | None:
    """The first filled column of those that serve the field."""
    return next((column for column in guess.columns if not row.cell(column).is_empty), None)


def _cell(row: Row, place: int | None, table: Table, wanted: Field, guess: Guess | None) -> Cell:
    """The cell to read; where the columns are the choices themselves, the title of the filled one."""
    if place is None:
        return Cell(None)
    if wanted.kind is Kind.CHOICE and guess and len(guess.columns) > 1:
        return Cell(next(column.title.rpartition(PATH)[2] for column in table.columns if column.place == place))
    return row.cell(place)


def _value(cell: Cell, wanted: Field, today: date) -> Any:
    if cell.error:
        raise _UnreadableError("error_value", text=cell.error)
    if cell.value is None and cell.formula:
        raise _UnreadableError("formula_without_value", text=cell.formula)
    if cell.value is None or not cell.text.strip():
        if wanted.is_required:
            raise _UnreadableError("missing", label=wanted.label)
        return False if wanted.kind is Kind.FLAG else None
    return _read(cell.value, cell.text, wanted, today)


def _read(value: Value, text: str, wanted: Field, today: date) -> Any:
    match wanted.kind:
        case Kind.TEXT | Kind.LINES:
            return _read_text(value, text, wanted)
        case Kind.INTEGER:
            return _read_integer(value, text)
        case Kind.NUMBER:
            return _read_number(value, text)
        case Kind.DATE:
            return _read_date(value, text, today)
        case Kind.CHOICE:
            return _read_choice(text, wanted)
        case Kind.FLAG:
            return _read_flag(text)


def _read_text(value: Value, text: str, wanted: Field) -> str:
    read = clean_text(text).strip() if wanted.kind is Kind.LINES else clean_line(text)
    if isinstance(value, Decimal) and wanted.kind is Kind.TEXT:
        read = f"{value:f}".replace(".", ",")  # a number in a text column is a code: no dots between thousands
    if wanted.max_length and len(read) > wanted.max_length:
        raise _UnreadableError("too_long", label=wanted.label, length=len(read), limit=wanted.max_length)
    return read


def _read_number(value: Value, text: str) -> Decimal:
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return Decimal(value)
    if not isinstance(value, str):
        raise _UnreadableError("not_a_number", text=text)
    try:
        return parse_number(value)
    except AmbiguousNumberError as error:
        first, second = (format_number(reading) for reading in error.readings)
        raise _UnreadableError("ambiguous_number", text=text, first=first, second=second) from error
    except ValueError as error:
        raise _UnreadableError("not_a_number", text=text) from error


def _read_integer(value: Value, text: str) -> int:
    number = _read_number(value, text)
    if number != number.to_integral_value():
        raise _UnreadableError("not_whole", text=text)
    return int(number)


def _read_date(value: Value, text: str, today: date) -> date:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if not isinstance(value, str) or not any(letter.isdigit() for letter in value):
        raise _UnreadableError("not_a_date", text=text)
    try:
        return parse_date(value, today)
    except ImpossibleDateError as error:
        if error.last_day is None:
            raise _UnreadableError("impossible_month", text=text) from error
        raise _UnreadableError("impossible_date", day=error.day, month=error.month, last_day=error.last_day) from error
    except ValueError as error:
        raise _UnreadableError("not_a_date", text=text) from error


def _read_choice(text: str, wanted: Field) -> str:
    known = {fold_key(words): choice for words, choice in wanted.choices.items()}
    try:
        return known[fold_key(text)]
    except KeyError:
        raise _UnreadableError("unknown_choice", text=text, choices=", ".join(wanted.choices)) from None


def _read_flag(text: str) -> bool:
    key = fold_key(text)
    if key in YES or text.strip() in TICKS:
        return True
    if key in NO and not (key == "" and text.strip(" -–—")):
        return False
    raise _UnreadableError("not_yes_or_no", text=text)
