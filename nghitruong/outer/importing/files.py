"""A file of voters' wishes as rows: a table row by row, minutes wish by wish. Told by content, not by name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from nghitruong.engines.spreadsheets import (
    Field,
    Kind,
    Record,
    RowProblem,
    Table,
    choose_sheet,
    find_table,
    likeness,
    propose_mapping,
    read_book,
    read_records,
)
from nghitruong.engines.wishes import Wish, split
from nghitruong.foundation.documents.extraction import MOST_TEXT, UnreadableError, extract
from nghitruong.foundation.documents.media import Content, TextState, look_into
from nghitruong.kernel import clock
from nghitruong.kernel.decision import Refusal, RefusalKind, RefusedError

LARGEST = 20 << 20
"""Bytes: ten thousand wishes have four million."""

LONGEST = 20_000
"""Letters of one cell; the longest wish of one voter is far shorter."""

TABLES = frozenset({Content.XLSX, Content.XLS, Content.ODS})
MINUTES = frozenset({Content.DOCX, Content.DOC, Content.ODT, Content.PDF, Content.TEXT, Content.RTF})
HEADER_LIKENESS = 0.9
_DELIMITERS = ",;\t|"

_NAMES: Mapping[str, list[str]] = yaml.safe_load(
    (Path(__file__).parent / "data" / "petition_columns.yaml").read_text(encoding="utf-8")
)
TEXT = Field("text", _NAMES["text"][0], Kind.LINES, tuple(_NAMES["text"][1:]), is_required=True, max_length=LONGEST)
PLACE = Field("place", _NAMES["place"][0], Kind.TEXT, tuple(_NAMES["place"][1:]))
OWN_NAME = Field("row", _NAMES["row"][0], Kind.TEXT, tuple(_NAMES["row"][1:]))
FIELDS = (TEXT, PLACE, OWN_NAME)


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
    troubles: tuple[Trouble, ...] = field(default=())


_CANNOT = {
    "picture": "This is a picture or a scan; its text has to be recognised first.",
    "unreadable": "The file is damaged and cannot be read. Open it, save it again and choose it once more.",
    "kind": "This file holds no text. Choose a .csv, .xlsx, .docx or .txt file.",
    "column": "No column “%(label)s” was found in the file.",
    "large": "The file is larger than %(limit)s MB.",
    "long": "The text of this file is longer than %(limit)s letters. Divide it.",
}


def read_file(path: Path) -> list[FileRow]:
    """The rows of a file in its order; none for minutes without a wish.

    Raises RefusedError with a sentence for what cannot be read, OSError for what is not there.
    """
    if path.stat().st_size > LARGEST:
        raise _refused("large", limit=LARGEST >> 20)
    content = look_into(path).content
    if content in TABLES or (content is Content.TEXT and _is_table(path)) or not path.stat().st_size:
        return _table_rows(path)
    if content not in MINUTES:
        raise _refused("picture" if content in (Content.JPEG, Content.PNG, Content.TIFF, Content.HEIC) else "kind")
    return _minutes_rows(path, content)


def _is_table(path: Path) -> bool:
    """A table says so by its name, or by a first line that names the column of the wishes."""
    if path.suffix.lower() in (".csv", ".tsv"):
        return True
    with path.open("rb") as file:
        first = file.readline(2000).decode("utf-8-sig", "replace").strip()
    for sign in _DELIMITERS:
        first = first.replace(sign, "\n")
    return any(likeness(title.strip('"'), TEXT) >= HEADER_LIKENESS for title in first.splitlines())


def _table_rows(path: Path) -> list[FileRow]:
    table = find_table(choose_sheet(read_book(path.read_bytes())), FIELDS)
    mapping = propose_mapping(table, FIELDS)
    if not mapping.is_complete:
        raise _refused("column", label=TEXT.label)
    reading = read_records(table, FIELDS, mapping, clock.today())
    rows = [_row_of(record, table, path.name) for record in reading.records]
    rows += [_left_out(problem, table, path.name) for problem in reading.skipped]
    return [row for _number, row in sorted(rows, key=lambda pair: pair[0])]


def _row_of(record: Record, table: Table, name: str) -> tuple[int, FileRow]:
    text = record.values["text"] or ""
    number = record.row - table.header_rows[-1]
    troubles = [_trouble(problem) for problem in record.problems]
    if not text and not troubles:
        troubles = [Trouble("missing", "“%(label)s” is missing.", {"label": TEXT.label})]
    row = FileRow(
        record.values["row"] or number,
        f"{name}:{record.row}",
        text,
        record.values["place"] or "",
        wishes_of_cell(text),
        tuple(troubles),
    )
    return record.row, row


def wishes_of_cell(text: str) -> tuple[Wish, ...]:
    """The wishes of one cell of a table of wishes: what stands there is one, even if it sounds like none."""
    if not text:
        return ()
    return split(text) or (Wish(" ".join(text.split()), 0, len(text), "opinion"),)


def _left_out(problem: RowProblem, table: Table, name: str) -> tuple[int, FileRow]:
    number = problem.row - table.header_rows[-1]
    return problem.row, FileRow(number, f"{name}:{problem.row}", troubles=(_trouble(problem),))


def _trouble(problem: RowProblem) -> Trouble:
    return Trouble(problem.code, problem.message, problem.values)


def _minutes_rows(path: Path, content: Content) -> list[FileRow]:
    try:
        extracted = extract(path, content)
    except UnreadableError:
        raise _refused("unreadable") from None
    if extracted.state is TextState.SCAN:
        raise _refused("picture")
    if extracted.state is TextState.UNREAD:
        raise _refused("kind")
    if len(extracted.text) >= MOST_TEXT:
        raise _refused("long", limit=MOST_TEXT)
    return _as_rows(split(extracted.text), path.name)


def _as_rows(wishes: Sequence[Wish], name: str) -> list[FileRow]:
    return [
        FileRow(number, f"{name}:{wish.start}-{wish.end}", wish.text, wishes=(wish,))
        for number, wish in enumerate(wishes, start=1)
    ]


def _refused(code: str, **values: Any) -> RefusedError:
    return RefusedError(Refusal(f"importing.{code}", _CANNOT[code], values, kind=RefusalKind.INVALID))
