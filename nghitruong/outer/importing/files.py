"""A file of voters' wishes as rows: a table row by row, minutes wish by wish."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from nghitruong.engines.intake import FIELDS, Form, TakenRow, Unread, read
from nghitruong.engines.intake.tables import TakenTable
from nghitruong.engines.spreadsheets import RowProblem
from nghitruong.engines.wishes import OPINION, Wish, split
from nghitruong.kernel import clock
from nghitruong.kernel.decision import Refusal, RefusalKind, RefusedError

TEXT = FIELDS[0]
OWN_NAME = "row"


class Trouble(NamedTuple):
    """What is wrong with a row: a code, an English gettext source and its values."""

    code: str
    message: str
    values: Mapping[str, Any]


@dataclass(frozen=True)
class FileRow:
    """One row: its name in the file (its own, else the 1-based number), where it stands, and its wishes."""

    name: str | int
    source: str
    text: str = ""
    place: str = ""
    wishes: tuple[Wish, ...] = ()
    troubles: tuple[Trouble, ...] = ()


def read_file(path: Path) -> list[FileRow]:
    """The rows of a file in its order; none for minutes without a wish.

    Raises RefusedError with a sentence for what cannot be read, OSError for what is not there.
    """
    taken = read(path.read_bytes(), path.name, clock.today())
    if taken.table is not None:
        return list(_table_rows(taken.table, path.name))
    if taken.form in (Form.TABLE, Form.WORKBOOK) and "\t" in taken.text:
        raise _no_column()
    rows = [
        FileRow(number, f"{path.name}:{wish.start}-{wish.end}", wish.text, wishes=(wish,))
        for number, wish in enumerate(split(taken.text), start=1)
    ]
    return rows + [_unread_page(page, path.name) for page in taken.unread]


def _unread_page(page: Unread, name: str) -> FileRow:
    refusal = page.error.refusal
    where = f"{name}#{page.number}"
    return FileRow(where, where, troubles=(Trouble(refusal.code, refusal.message, refusal.values),))


def _table_rows(taken: TakenTable, name: str) -> Iterator[FileRow]:
    """Every filled row below the header; one that is no petition says why."""
    rows = {row.line: row for row in taken.rows}
    troubles: dict[int, list[Trouble]] = {}
    for problem in (*taken.problems, *taken.skipped):
        troubles.setdefault(problem.row, []).append(_trouble(problem))
    own_names = _own_names(taken)
    for line in sorted(rows.keys() | troubles.keys()):
        row = rows.get(line) or TakenRow("", line, "")
        yield FileRow(
            own_names.get(line) or line - taken.table.header_rows[-1],
            f"{name}:{line}",
            row.text,
            row.place,
            _wishes_of_cell(row.text),
            tuple(troubles.get(line, ())),
        )


def _own_names(taken: TakenTable) -> dict[int, str]:
    """By line, what the file itself calls a row; also of rows without a text."""
    guess = taken.mapping.columns.get(OWN_NAME)
    if guess is None:
        return {}
    return {row.number: " ".join(row.cell(guess.columns[0]).text.split()) for row in taken.table.rows}


def _wishes_of_cell(text: str) -> tuple[Wish, ...]:
    """The wishes of one cell of a table of wishes: what stands there is one, even if it sounds like none."""
    if not text:
        return ()
    return split(text) or (Wish(" ".join(text.split()), 0, len(text), OPINION),)


def _trouble(problem: RowProblem) -> Trouble:
    return Trouble(problem.code, problem.message, problem.values)


def _no_column() -> RefusedError:
    message = "No column “%(label)s” was found in the file."
    return RefusedError(Refusal("importing.column", message, {"label": TEXT.label}, kind=RefusalKind.INVALID))
