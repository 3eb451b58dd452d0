"""Everything that can be wrong with a file or a cell, by code: English gettext sources, values apart."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from nghitruong.kernel.decision import Refusal, RefusalKind, RefusedError

FILE_MESSAGES = {
    "empty_file": "The file is empty.",
    "too_large": "The file is larger than %(limit)s MB.",
    "unpacks_too_large": "The file unpacks to more than %(limit)s MB and is not opened.",
    "is_document": "This is a %(kind)s file, not a spreadsheet. Choose the .xlsx or .csv file.",
    "old_format": "This is a spreadsheet in an older form. Open it, save it as .xlsx and choose it again.",
    "encrypted": "The file has a password. Remove the password and choose it again.",
    "not_a_spreadsheet": "This file is not a spreadsheet. Choose an .xlsx or .csv file.",
    "damaged": "The file is damaged and cannot be read. Open it, save it again and choose it once more.",
    "unknown_encoding": "The letters of this file cannot be read. Save it as “CSV UTF-8” or as .xlsx.",
    "old_letters": "The text of this file is in an old letter code (TCVN3 or VNI). Convert it to Unicode first.",
    "open_quote": "A quotation mark near line %(line)s is opened and not closed, so the columns cannot be told apart.",
    "too_many_rows": "The sheet “%(sheet)s” has more than %(limit)s rows.",
    "too_many_columns": "The sheet “%(sheet)s” has more than %(limit)s columns.",
    "too_many_cells": "The sheet “%(sheet)s” has more than %(limit)s filled cells.",
    "no_sheet": "The file has no sheet with content.",
    "no_such_sheet": "The file has no sheet named “%(sheet)s”.",
    "no_header": "No row with column names was found in the sheet “%(sheet)s”.",
    "field_twice": "“%(label)s” was chosen for two columns.",
    "long_cell": "A text of %(length)s characters does not fit into one cell; at most %(limit)s do.",
}
"""Why a whole file, or a whole mapping, is not taken."""

CELL_MESSAGES = {
    "missing": "“%(label)s” is missing.",
    "too_long": "“%(label)s” has %(length)s characters; at most %(limit)s are taken.",
    "not_a_number": "“%(text)s” is not a number. Example: 1.234,5",
    "ambiguous_number": "“%(text)s” may mean %(first)s or %(second)s. Write one of the two.",
    "not_whole": "“%(text)s” is not a whole number.",
    "not_a_date": "“%(text)s” is not a date. Example: 27/11/2026",
    "impossible_date": "There is no day %(day)s/%(month)s; that month has %(last_day)s days.",
    "impossible_month": "“%(text)s” is not a date: there is no such month or year.",
    "unknown_choice": "“%(text)s” is not one of: %(choices)s.",
    "not_yes_or_no": "“%(text)s” is neither yes nor no. Write x or leave the cell empty.",
    "error_value": "The cell shows the error %(text)s.",
    "formula_without_value": "The formula %(text)s has no stored result. Open the file, save it and choose it again.",
}
"""Why one cell is not taken."""

SKIP_MESSAGES = {
    "total_row": "A row of totals is not read.",
    "heading_row": "A heading inside the table is not read.",
    "stray_row": "A row without any of the required columns is not read.",
}
"""Why a filled row is left out although nothing in it is wrong."""


@dataclass(frozen=True)
class RowProblem:
    """What is wrong in one row: the file's own row number, the column's letters and the field where one is meant."""

    row: int
    code: str
    message: str
    values: Mapping[str, Any]
    column: str = ""
    field: str = ""

    @property
    def place(self) -> str:
        """The cell as spreadsheets name it, "C7", or the row alone."""
        return f"{self.column}{self.row}"


def refused(code: str, **values: Any) -> RefusedError:
    """The refusal of a whole file, to be raised: code `spreadsheets.<code>`, kind *invalid*."""
    return RefusedError(Refusal(f"spreadsheets.{code}", FILE_MESSAGES[code], values, kind=RefusalKind.INVALID))
