"""Tables in and out: .xlsx and CSV as councils really send them, and as the product hands them out.

Reading goes in four steps, each a value that can be shown before the next is taken:

    book = read_book(data)                            # bytes → sheets; refuses what is no readable spreadsheet
    table = find_table(choose_sheet(book), fields)    # where the column names stand, merged or in several rows
    mapping = propose_mapping(table, fields, kept)    # which column is which; kept = what this sender used before
    reading = read_records(table, fields, mapping, today)   # typed values, problems by row, rows left out

`mapping.to_remember(table)` is what to keep for the sender's next file; `chosen_mapping` takes a person's correction.
A whole file is refused by RefusedError with a code `spreadsheets.…`; what is wrong in a row is a `RowProblem`. All
messages are English gettext sources in `problems`.

Writing: `write_book` (.xlsx), `write_csv`, `failed_rows` for the rows to be corrected. Texts that look like formulas
are neutralised, and taken back as they were when read again.
"""

from nghitruong.engines.spreadsheets.book import Area, Book, Cell, Column, Limits, Row, Sheet, Table, Value
from nghitruong.engines.spreadsheets.fields import (
    ColumnMapping,
    Field,
    Guess,
    Kind,
    chosen_mapping,
    likeness,
    propose_mapping,
)
from nghitruong.engines.spreadsheets.opening import choose_sheet, read_book
from nghitruong.engines.spreadsheets.problems import RowProblem
from nghitruong.engines.spreadsheets.records import Reading, Record, read_records
from nghitruong.engines.spreadsheets.tables import find_table
from nghitruong.engines.spreadsheets.writing import (
    CsvFlavour,
    OutSheet,
    failed_rows,
    neutralised,
    write_book,
    write_csv,
)

__all__ = [
    "Area",
    "Book",
    "Cell",
    "Column",
    "ColumnMapping",
    "CsvFlavour",
    "Field",
    "Guess",
    "Kind",
    "Limits",
    "OutSheet",
    "Reading",
    "Record",
    "Row",
    "RowProblem",
    "Sheet",
    "Table",
    "Value",
    "choose_sheet",
    "chosen_mapping",
    "failed_rows",
    "find_table",
    "likeness",
    "neutralised",
    "propose_mapping",
    "read_book",
    "read_records",
    "write_book",
    "write_csv",
]
