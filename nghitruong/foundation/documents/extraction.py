"""The text of a file, as far as a machine can read it, and how many pages it has. Pure: files in, text out.

Word, presentation and OpenDocument files are read part by part without ever being unpacked to disk; tables through
`engines.spreadsheets`; PDF files through `pypdf` where that library is installed, and without it their text stays
unread. A picture or a scan has no text until it is recognised.
"""

import importlib
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from time import monotonic
from typing import Any
from xml.parsers import expat

from nghitruong.engines.intake.parts import CHUNK, DoctypeError, Lines
from nghitruong.engines.spreadsheets import read_book
from nghitruong.foundation.documents.media import Content, TextState
from nghitruong.kernel.decision import RefusedError
from nghitruong.kernel.vietnamese import clean_text

MOST_TEXT = 400_000
"""Letters that are kept of one file."""

MOST_OF_A_PART = 64 << 20
"""Bytes of one unpacked part that are read."""

SECONDS_FOR_PAGES = 4.0
PAGES_READ = 400
OLD_WORD_READ = 8 << 20
_RUN = re.compile("[\\t\\r\\n\\x07\\x0b\\x0c -~\u00a0-\u024f\u0300-\u036f\u1e00-\u1eff\u2010-\u2026]{4,}")
"""Letters of Latin scripts in a row, with the marks that Word ends lines and cells with."""


@dataclass(frozen=True)
class Extract:
    """What could be read. `head` is the first page, or as much as stands for it; stamps are looked for there."""

    text: str = ""
    head: str = ""
    pages: int | None = None
    state: TextState = TextState.UNREAD


class UnreadableError(Exception):
    """The file is of its kind by its first letters, but it cannot be opened."""


@cache
def pdf_reader() -> Any:
    """What opens PDF files, or None without `pypdf`: loaded by the first of them, for it weighs on every start."""
    try:
        return importlib.import_module("pypdf").PdfReader
    except ImportError:
        return None


def extract(path: Path, content: Content) -> Extract:
    """Read what can be read of the file. Raises UnreadableError for one that is broken inside."""
    try:
        match content:
            case Content.DOCX | Content.PPTX | Content.ODT | Content.ODP | Content.ODS:
                return _from_archive(path, content)
            case Content.XLSX:
                return _from_table(path)
            case Content.TEXT:
                return _from_text(path)
            case Content.PDF:
                return _from_pdf(path)
            case Content.DOC:
                return _from_old_word(path)
            case Content.JPEG | Content.PNG | Content.TIFF | Content.HEIC:
                return Extract(pages=None if content is Content.TIFF else 1, state=TextState.SCAN)
    except (
        zipfile.BadZipFile,
        expat.ExpatError,
        DoctypeError,
        OSError,
        EOFError,
        KeyError,
        NotImplementedError,
    ) as error:
        raise UnreadableError(str(error)) from error
    return Extract()


_BODY = {
    Content.DOCX: re.compile(r"word/document\d*\.xml"),
    Content.PPTX: re.compile(r"ppt/slides/slide(\d+)\.xml"),
    Content.ODT: re.compile(r"content\.xml"),
    Content.ODP: re.compile(r"content\.xml"),
    Content.ODS: re.compile(r"content\.xml"),
}
_HEADERS = re.compile(r"word/(header|footer)\d*\.xml")
_PAGES = {
    Content.DOCX: ("docProps/app.xml", re.compile(rb"<Pages>(\d{1,5})</Pages>")),
    Content.ODT: ("meta.xml", re.compile(rb'meta:page-count="(\d{1,5})"')),
}


def _from_archive(path: Path, content: Content) -> Extract:
    with zipfile.ZipFile(path) as archive:
        bodies = sorted((name for name in archive.namelist() if _BODY[content].fullmatch(name)), key=_place_of)
        if not bodies:
            raise UnreadableError("no text part inside")
        text = _text_of(archive, bodies, content)
        margins = _text_of(archive, [name for name in archive.namelist() if _HEADERS.fullmatch(name)], content)
        pages = len(bodies) if content is Content.PPTX else _pages_said(archive, content)
    return _extract(text, head=f"{margins}\n{text}" if margins else text, pages=pages)


def _place_of(name: str) -> tuple[int, str]:
    number = re.search(r"(\d+)\.xml$", name)
    return int(number.group(1)) if number else 0, name


def _text_of(archive: zipfile.ZipFile, names: list[str], content: Content) -> str:
    pieces: list[str] = []
    for name in names:
        is_open_document = content in (Content.ODT, Content.ODP, Content.ODS)
        lines = Lines(most_letters=MOST_TEXT, most_bytes=MOST_OF_A_PART, is_open_document=is_open_document)
        with archive.open(name) as part:
            lines.read(part)
        pieces.append("".join(lines.pieces))
        if sum(map(len, pieces)) > MOST_TEXT:
            break
    return "\n".join(pieces)


def _pages_said(archive: zipfile.ZipFile, content: Content) -> int | None:
    """What the program that saved the file last counted."""
    member, pattern = _PAGES.get(content, ("", None))
    if pattern is None or member not in archive.namelist():
        return None
    with archive.open(member) as part:
        found = pattern.search(part.read(CHUNK))
    return int(found.group(1)) if found and int(found.group(1)) else None


def _from_table(path: Path) -> Extract:
    try:
        book = read_book(path.read_bytes())
    except RefusedError:
        return Extract()
    rows = (
        "\n".join(cell.text for cell in row.cells.values() if cell.text) for sheet in book.sheets for row in sheet.rows
    )
    return _extract("\n".join(_until_full(rows)))


def _until_full(rows: Iterator[str]) -> Iterator[str]:
    letters = 0
    for row in rows:
        letters += len(row) + 1
        yield row
        if letters > MOST_TEXT:
            return


def _from_text(path: Path) -> Extract:
    with path.open("rb") as file:
        data = file.read(4 * MOST_TEXT)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _extract(data.decode("utf-16", "replace"))
    try:
        return _extract(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return _extract(data.decode("cp1258", "replace"))


def _from_pdf(path: Path) -> Extract:
    reader_of = pdf_reader()
    if reader_of is None:
        return Extract()
    try:
        # Given a path, the library would hold the whole file in memory.
        with path.open("rb") as file:
            reader = reader_of(file)
            pages = len(reader.pages)
            texts = list(_page_texts(reader))
    # The library meets every kind of broken file with another kind of exception.
    except Exception as error:
        raise UnreadableError(str(error)) from error
    text = "\n".join(texts)
    if not text.strip():
        return Extract(pages=pages, state=TextState.SCAN)
    read = _extract(text, head=texts[0], pages=pages)
    state = TextState.PARTLY if len(texts) < pages else read.state
    return Extract(read.text, read.head, read.pages, state)


def _page_texts(reader: Any) -> Iterator[str]:
    """Page after page, until there is enough or it has taken too long."""
    start, letters = monotonic(), 0
    for page in reader.pages[:PAGES_READ]:
        text = page.extract_text()
        letters += len(text)
        yield text
        if letters > MOST_TEXT or monotonic() - start > SECONDS_FOR_PAGES:
            return


def _from_old_word(path: Path) -> Extract:
    """Vietnamese in a .doc lies there as UTF-16: good enough to look for a stamp, too rough to show or search."""
    with path.open("rb") as file:
        data = file.read(OLD_WORD_READ)
    runs = (run.group() for run in _RUN.finditer(data[: len(data) & ~1].decode("utf-16-le", "replace")))
    return Extract(head=re.sub("[\\r\\x07\\x0b\\x0c]", "\n", "\n".join(runs)))


def _extract(text: str, *, head: str = "", pages: int | None = None) -> Extract:
    clean = clean_text(text[: MOST_TEXT + 1])
    state = TextState.PARTLY if len(text) > MOST_TEXT else TextState.READ
    return Extract(clean[:MOST_TEXT], head or text, pages, state)
