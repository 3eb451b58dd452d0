"""Files of minutes and petitions as they really come, made into text or into rows.

    taken = read(data, "bien-ban.docx", today)
    taken.rows      # petitions of a table with a column for their text (.xlsx, .csv)
    taken.text      # everything else: Word, text in any letter code, PDF, a picture or a scan; for `engines.wishes`

What a file is, is told from its bytes. A whole file is refused by RefusedError with a code `intake.…`, `ocr.…` or
`spreadsheets.…`; what is wrong in a row is in `problems`. Markup and formulas are text like any other: nothing is
computed, nothing is lost; who shows it escapes it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from nghitruong.engines import ocr
from nghitruong.engines.intake.forms import Form, form_of
from nghitruong.engines.intake.papers import Sheet, members_of, open_pdf, text_of_word
from nghitruong.engines.intake.problems import refused
from nghitruong.engines.intake.scans import (
    Limits,
    Progress,
    Scan,
    Unread,
    check_size,
    media_type_of,
    open_scan,
    read_through,
    scan_of,
    shown_page,
)
from nghitruong.engines.intake.tables import FIELDS, TakenRow, TakenTable, as_text, read_rows, read_workbook
from nghitruong.engines.legacytext import LetterCode, Seen, UndecodableError, converted, decoded
from nghitruong.engines.spreadsheets import Limits as TableLimits
from nghitruong.engines.spreadsheets import RowProblem
from nghitruong.kernel.vietnamese import clean_text

__all__ = [
    "FIELDS",
    "Form",
    "Limits",
    "Scan",
    "Taken",
    "TakenRow",
    "Unread",
    "media_type_of",
    "open_scan",
    "read",
    "shown_page",
]

_MEGABYTE: Final = 1 << 20
_TEXT_BYTES: Final = 8 << 20
_NO_LETTERS: Final = re.compile("[\x00-\x08\x0e-\x19\x1b-\x1f\x7f]")
_STRAY: Final = 0.01
"""As many signs that nobody types may stray into a text; the bytes of anything else hold more."""


@dataclass(frozen=True)
class Taken:
    """What a file held.

    `problems` are rows to be corrected, `skipped` rows that are no petition. `pages` are those of a PDF or a picture;
    `confidence` is that of the worst page read by a machine (0 to 100; 100 for real text). `code` is the letter code
    that the file was in, `preview` has lines before and after. `unread` are pages that could not be read.
    """

    form: Form
    text: str = ""
    rows: tuple[TakenRow, ...] = ()
    problems: tuple[RowProblem, ...] = ()
    skipped: tuple[RowProblem, ...] = ()
    pages: int = 0
    confidence: float = 100.0
    code: LetterCode = LetterCode.UNICODE
    preview: tuple[tuple[str, str], ...] = ()
    unread: tuple[Unread, ...] = ()
    table: TakenTable | None = None


def read(
    data: bytes,
    name: str,
    today: date,
    *,
    limits: Limits | None = None,
    kept: Mapping[str, str] | None = None,
    progress: Progress | None = None,
) -> Taken:
    """Read a file; `kept` is what this sender's columns meant before, `progress` hears page and pages of a scan.

    Raises RefusedError for everything that is not taken.
    """
    limits = limits or Limits()
    check_size(data, limits)
    form = form_of(data, name, members_of(data))
    match form:
        case Form.WORKBOOK | Form.TABLE:
            taken = _table(form, data, today, limits, kept)
        case Form.WORD:
            taken = _written(form, converted(text_of_word(data, limits.letters, limits.unpacked_bytes)))
        case Form.PDF:
            taken = _pdf(data, limits, progress)
        case Form.PICTURE:
            ocr.check(data)
            taken = _scanned(Scan(form, data, (Sheet("", is_picture=True),)), limits, progress)
        case Form.TEXT:
            taken = _plain(data, today, limits, kept)
    if not taken.text and not taken.rows:
        raise refused("empty")
    if len(taken.text) > limits.letters:
        raise refused("too_long", limit=limits.letters)
    return taken


def _written(form: Form, seen: Seen) -> Taken:
    return Taken(form, clean_text(seen.text).strip(), code=seen.code, preview=seen.preview)


def _plain(data: bytes, today: date, limits: Limits, kept: Mapping[str, str] | None) -> Taken:
    """Text, or a table that lost its name: one whose first line names the column of texts."""
    seen = _decoded(data)
    first = seen.text.lstrip().partition("\n")[0]
    if any(mark in first for mark in ",;\t") and first.strip().lower().startswith(
        ("id,", "row,", "text,", "stt", "tt")
    ):
        taken = _table(Form.TABLE, data, today, limits, kept)
        if taken.rows:
            return taken
    return _written(Form.TEXT, seen)


def _decoded(data: bytes) -> Seen:
    if len(data) > _TEXT_BYTES:
        raise refused("too_large", limit=_TEXT_BYTES // _MEGABYTE)
    try:
        seen = decoded(data)
    except UndecodableError:
        raise refused("unknown_letters") from None
    if len(_NO_LETTERS.findall(seen.text)) > len(seen.text) * _STRAY:
        raise refused("unknown_letters")
    return seen


def _table(form: Form, data: bytes, today: date, limits: Limits, kept: Mapping[str, str] | None) -> Taken:
    seen = _decoded(data) if form is Form.TABLE else None
    book, code = read_workbook(seen.text.encode() if seen else data, TableLimits(file_bytes=limits.file_bytes))
    code = seen.code if seen else code
    table = read_rows(book, code, today, kept)
    preview = seen.preview if seen else ()
    if table is None:
        return Taken(form, as_text(book), code=code, preview=preview)
    return Taken(form, "", table.rows, table.problems, table.skipped, code=code, preview=preview, table=table)


def _pdf(data: bytes, limits: Limits, progress: Progress | None) -> Taken:
    """The text of a PDF file; pages that are nothing but pictures are read like pictures."""
    paper = open_pdf(data, limits.letters, limits.seconds_a_pdf)
    if paper.has_pictures:
        return _scanned(scan_of(paper, data, limits), limits, progress)
    taken = _written(Form.PDF, converted("\n".join(sheet.text for sheet in paper.sheets)))
    return Taken(Form.PDF, taken.text, pages=len(paper.sheets), code=taken.code, preview=taken.preview)


def _scanned(scan: Scan, limits: Limits, progress: Progress | None) -> Taken:
    texts, worst, unread = read_through(scan, limits, progress)
    text = clean_text("\n".join(texts)).strip()
    return Taken(scan.form, text, pages=len(texts), confidence=worst, unread=unread)
