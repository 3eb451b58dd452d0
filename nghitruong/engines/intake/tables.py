"""Petitions in a table: any header names, the columns of ux.md S7, and every other column left unread."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Final, NamedTuple

from nghitruong.engines.intake.problems import refused
from nghitruong.engines.legacytext import LetterCode
from nghitruong.engines.spreadsheets import (
    Book,
    ColumnMapping,
    Field,
    Kind,
    Limits,
    RowProblem,
    Table,
    choose_sheet,
    find_table,
    propose_mapping,
    read_book,
    read_records,
)
from nghitruong.kernel.decision import RefusedError

FIELDS: Final = (
    Field(
        "text",
        "Nội dung",
        Kind.LINES,
        ("text", "Nội dung kiến nghị", "Nội dung ý kiến", "Ý kiến, kiến nghị", "Kiến nghị", "Nội dung phản ánh"),
        is_required=True,
    ),
    Field("row", "row", synonyms=("id", "Mã dòng")),
    Field(
        "place",
        "Khu phố",
        synonyms=("place", "Nơi nêu", "Địa chỉ", "Địa điểm", "Địa bàn", "Đơn vị", "Thôn", "Tổ dân phố"),
    ),
    Field("speaker", "Người nêu", synonyms=("Họ và tên", "Họ tên", "Cử tri", "Họ và tên cử tri", "Người kiến nghị")),
    Field("phone", "Điện thoại", synonyms=("Số điện thoại", "SĐT", "ĐT")),
)


class TakenRow(NamedTuple):
    """One petition of a table. `row` is the file's own name for it, else the 1-based number of the data row; `line` is
    the file's row as a spreadsheet counts it."""

    row: str
    line: int
    text: str
    place: str = ""
    speaker: str = ""
    phone: str = ""


class TakenTable(NamedTuple):
    """The rows of a table, what was wrong in others, which are no petitions, and how the columns were understood."""

    rows: tuple[TakenRow, ...]
    problems: tuple[RowProblem, ...]
    skipped: tuple[RowProblem, ...]
    table: Table
    mapping: ColumnMapping
    code: LetterCode


def read_workbook(data: bytes, limits: Limits) -> tuple[Book, LetterCode]:
    """A workbook or a CSV file in UTF-8; one in an old letter code is read again with it converted."""
    try:
        return read_book(data, limits), LetterCode.UNICODE
    except RefusedError as error:
        if error.refusal.code != "spreadsheets.old_letters":
            raise
        code = LetterCode(error.refusal.values["letters"])
    return read_book(data, replace(limits, letters=code)), code


def read_rows(book: Book, code: LetterCode, today: date, kept: Mapping[str, str] | None = None) -> TakenTable | None:
    """The petitions of a book; nothing where no column has their text. `kept` is what this sender's columns meant."""
    table = find_table(choose_sheet(book), FIELDS, kept)
    mapping = propose_mapping(table, FIELDS, kept or {})
    if not mapping.is_complete:
        return None
    reading = read_records(table, FIELDS, mapping, today)
    rows = tuple(
        TakenRow(
            record.values.get("row") or str(number),
            record.row,
            record.values["text"],
            *(record.values.get(name) or "" for name in ("place", "speaker", "phone")),
        )
        for number, record in enumerate(reading.records, start=1)
        if record.values.get("text")
    )
    if not rows:
        raise refused("no_row", column=FIELDS[0].label)
    return TakenTable(rows, reading.problems, reading.skipped, table, mapping, code)


def as_text(book: Book) -> str:
    """A table without known columns as lines of cells, to be split like any other minutes."""
    return "\n".join(
        "\t".join(" ".join(row.cells[place].text.split()) for place in sorted(row.cells))
        for row in choose_sheet(book).rows
    )
