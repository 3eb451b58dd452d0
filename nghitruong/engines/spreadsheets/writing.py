"""Writing tables for people: .xlsx with real dates and numbers, and CSV in two flavours; no text ever computes."""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum
from typing import cast

from openpyxl import Workbook
from openpyxl.cell import Cell as XlsxCell
from openpyxl.styles import Alignment, Font, NamedStyle, PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from nghitruong.engines.spreadsheets.book import Table, Value
from nghitruong.engines.spreadsheets.delimited import would_compute
from nghitruong.engines.spreadsheets.problems import RowProblem, refused
from nghitruong.engines.spreadsheets.records import Reading
from nghitruong.kernel.clock import COUNCIL_ZONE
from nghitruong.kernel.vietnamese import clean_text, format_number, short_date

MAX_CELL_TEXT = 32_767
MAX_SHEET_NAME = 31
NARROWEST, WIDEST = 6, 60
FONT, FONT_SIZE = "Times New Roman", 12
HEADER, TEXT = "council header", "council text"
NUMBER_FORMATS = {
    "council number": "#,##0",
    "council decimal": "#,##0.##",
    "council code": "0",
    "council day": "dd/mm/yyyy",
    "council moment": "dd/mm/yyyy hh:mm",
    "council time": "hh:mm",
}
"""Named styles and how they show their values; one named style a cell is far cheaper than fonts and formats each."""

_FORBIDDEN_IN_NAMES = re.compile(r"[\[\]:*?/\\]")


class CsvFlavour(StrEnum):
    """For the program on the clerk's desk (semicolon, byte order mark), or for other programs (comma, plain UTF-8)."""

    FOR_EXCEL = "excel"
    STANDARD = "standard"


@dataclass(frozen=True)
class OutSheet:
    """A table to be written. Whole numbers named in `plain` (years, codes) get no dots between thousands.

    Columns named in `locked` cannot be typed into by accident; the others can. It is a latch, no lock: there is no
    password.
    """

    name: str
    titles: Sequence[str]
    rows: Iterable[Sequence[Value]]
    plain: frozenset[str] = frozenset()
    locked: frozenset[str] = frozenset()


def neutralised(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet program would compute it; `read_book` takes it off."""
    return f"'{text}" if would_compute(text) else text


def write_csv(sheet: OutSheet, flavour: CsvFlavour = CsvFlavour.FOR_EXCEL) -> bytes:
    """One table as CSV; every text quoted, so that no separator inside it starts a cell of its own."""
    for_excel = flavour is CsvFlavour.FOR_EXCEL
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";" if for_excel else ",", quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    writer.writerow([neutralised(clean_text(title)) for title in sheet.titles])
    for row in sheet.rows:
        writer.writerow([_csv_value(value, for_excel=for_excel) for value in row])
    return out.getvalue().encode("utf-8-sig" if for_excel else "utf-8")


def write_book(sheets: Sequence[OutSheet]) -> bytes:
    """Tables as one .xlsx: frozen and filtered header, widths by content, dates and numbers as such, ready to print.

    Moments are written by the council's clock. Raises RefusedError `long_cell` for a text that no cell can hold.
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    for style in _styles():
        book.add_named_style(style)
    for sheet in sheets:
        _fill(book.create_sheet(_free_name(sheet.name, book.sheetnames)), sheet)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def failed_rows(table: Table, reading: Reading, say: Callable[[RowProblem], str], name: str, title: str) -> OutSheet:
    """The rows that were not taken, as they stood in the file, with a last column (`title`) that says what is wrong."""
    problems = {record.row: record.problems for record in reading.records if record.problems}
    rows = [
        [*(row.cell(column.place).value for column in table.columns), "\n".join(map(say, problems[row.number]))]
        for row in table.rows
        if row.number in problems
    ]
    return OutSheet(name, [*(column.title for column in table.columns), title], rows)


def _csv_value(value: Value, *, for_excel: bool) -> str | int | Decimal | None:
    match value:
        case bool():
            return ("x" if value else "") if for_excel else str(value).lower()
        case str():
            return neutralised(clean_text(value))
        case Decimal():
            return format_number(value).replace(".", "").replace("−", "-") if for_excel else value
        case datetime() | date() | time():
            return _day_text(value) if for_excel else _local(value).isoformat()
        case _:
            return value


def _day_text(value: date | time) -> str:
    local = _local(value)
    if isinstance(local, datetime):
        return f"{short_date(local.date())} {local:%H:%M}"
    return short_date(local) if isinstance(local, date) else f"{local:%H:%M}"


def _local(value: date | time) -> date | time:
    """Moments by the council's clock and without a zone, which spreadsheets do not know."""
    if isinstance(value, datetime) and value.tzinfo:
        return value.astimezone(COUNCIL_ZONE).replace(tzinfo=None)
    return value


def _fill(target: Worksheet, sheet: OutSheet) -> None:
    widths = [len(title) for title in sheet.titles]
    for column, title in enumerate(sheet.titles):
        cell = _cell(target, 1, column + 1)
        _put_text(cell, clean_text(title), HEADER)
    last = 1
    for last, values in enumerate(sheet.rows, start=2):
        for column, value in enumerate(values):
            cell = _cell(target, last, column + 1)
            is_plain = column < len(sheet.titles) and sheet.titles[column] in sheet.plain
            shown = _put(cell, value, is_plain=is_plain)
            if sheet.locked and sheet.titles[column] not in sheet.locked:
                cell.protection = Protection(locked=False)
            widths[column] = max(widths[column], *map(len, shown.split("\n")))
    target.protection.sheet = bool(sheet.locked)
    _set_up(target, widths, last)


def _cell(target: Worksheet, row: int, column: int) -> XlsxCell:
    return cast(XlsxCell, target.cell(row, column))  # nothing is merged here


def _set_up(target: Worksheet, widths: Sequence[int], last: int) -> None:
    for column, width in enumerate(widths, start=1):
        target.column_dimensions[get_column_letter(column)].width = min(max(width + 3, NARROWEST), WIDEST)
    target.freeze_panes = "A2"
    if widths:
        target.auto_filter.ref = f"A1:{get_column_letter(len(widths))}{last}"
    target.print_title_rows = "1:1"
    target.page_setup.orientation = "landscape"
    target.page_setup.paperSize = target.PAPERSIZE_A4
    target.page_setup.fitToHeight = 0
    target.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _styles() -> Iterator[NamedStyle]:
    top, wrapped = Alignment(vertical="top"), Alignment(vertical="top", wrap_text=True)
    centred = Alignment(horizontal="center", vertical="center", wrap_text=True)
    body = Font(name=FONT, size=FONT_SIZE)
    bold, shaded = Font(name=FONT, size=FONT_SIZE, bold=True), PatternFill("solid", start_color="E8EEF4")
    yield NamedStyle(HEADER, font=bold, fill=shaded, alignment=centred)
    yield NamedStyle(TEXT, font=body, alignment=wrapped)
    for name, number_format in NUMBER_FORMATS.items():
        yield NamedStyle(name, font=body, alignment=top, number_format=number_format)


def _put(cell: XlsxCell, value: Value, *, is_plain: bool = False) -> str:
    """Write one value in its style; answers how it will look, for the width of the column."""
    match value:
        case None:
            return ""
        case bool():
            return _put_text(cell, "x" if value else "")
        case str():
            return _put_text(cell, clean_text(value))
        case int() | Decimal():
            cell.value = value
            cell.style = f"council {'code' if is_plain else 'number' if value == int(value) else 'decimal'}"
            return format_number(value)
        case _:
            local = _local(value)
            cell.value = local
            is_moment, is_day = isinstance(local, datetime), isinstance(local, date)
            cell.style = f"council {'moment' if is_moment else 'day' if is_day else 'time'}"
            return _day_text(value)


def _put_text(cell: XlsxCell, text: str, style: str = TEXT) -> str:
    """A text stays a text: typed as one, and marked so that neither editing nor saving as CSV makes it compute."""
    if len(text) > MAX_CELL_TEXT:
        raise refused("long_cell", length=len(text), limit=MAX_CELL_TEXT)
    cell.value = text
    cell.data_type = "s"
    cell.style = style
    if neutralised(text) != text:
        cell.quotePrefix = True
    return text


def _free_name(name: str, taken: Sequence[str]) -> str:
    """A sheet name as the format allows it: 31 characters, some forbidden, none twice."""
    bare = _FORBIDDEN_IN_NAMES.sub(" ", clean_text(name)).strip(" '")[:MAX_SHEET_NAME] or "Sheet"
    used = {other.casefold() for other in taken}
    free, number = bare, 2
    while free.casefold() in used:
        tail = f" ({number})"
        free, number = bare[: MAX_SHEET_NAME - len(tail)] + tail, number + 1
    return free
