"""The text of Word and PDF files, part by part and page by page, in bounds of size and time."""

import io
import re
import zipfile
import zlib
from dataclasses import dataclass
from time import monotonic
from typing import Any, Final, NamedTuple
from xml.parsers.expat import ExpatError

import pypdf
from pypdf.errors import PyPdfError

from nghitruong.engines.intake.parts import DoctypeError, Lines
from nghitruong.engines.intake.problems import refused
from nghitruong.engines.ocr.pictures import size_of
from nghitruong.kernel.decision import RefusedError

_ZIP: Final = b"PK\x03\x04"
_MEGABYTE: Final = 1 << 20
_MOST_MEMBERS: Final = 10_000
FEW_LETTERS: Final = 60
"""A page with fewer and with a picture is the picture of a page."""

_BODY: Final = re.compile(r"word/document\d*\.xml")
_DAMAGED: Final = (
    zipfile.BadZipFile,
    zlib.error,
    ExpatError,
    DoctypeError,
    EOFError,
    OSError,
    ValueError,
    LookupError,
    NotImplementedError,
)


def members_of(data: bytes) -> frozenset[str]:
    """The names inside a zip file; none for any other. Raises RefusedError for a broken one."""
    if not data.startswith(_ZIP):
        return frozenset()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return frozenset(archive.namelist()[:_MOST_MEMBERS])
    except _DAMAGED:
        raise refused("damaged") from None


def text_of_word(data: bytes, letters: int, unpacked: int) -> str:
    """Paragraphs as lines, rows of tables as lines with tabs. Raises RefusedError."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            bodies = sorted(name for name in archive.namelist() if _BODY.fullmatch(name))
            if not bodies:
                raise refused("damaged")
            if sum(archive.getinfo(name).file_size for name in bodies) > unpacked:
                raise refused("unpacks_too_large", limit=unpacked // _MEGABYTE)
            lines = Lines(most_letters=letters, most_bytes=unpacked, has_rows=True)
            with archive.open(bodies[0]) as part:
                lines.read(part)
    except _DAMAGED:
        raise refused("damaged") from None
    except RuntimeError:  # zipfile says so of members with a password
        raise refused("encrypted") from None
    return "".join(lines.pieces)


class Sheet(NamedTuple):
    """One page of a paper: the letters that it has, and whether it is a picture that has to be read by a machine."""

    text: str
    is_picture: bool


@dataclass(frozen=True)
class Paper:
    """A PDF file that was opened."""

    sheets: tuple[Sheet, ...]
    reader: Any

    @property
    def has_pictures(self) -> bool:
        return any(sheet.is_picture for sheet in self.sheets)

    def picture(self, number: int) -> bytes:
        """The largest picture of a page (from 1), upright. Raises RefusedError for a broken one."""
        page = self.reader.pages[number - 1]
        try:
            found = max(page.images, key=lambda each: len(each.data))
            turned = int(page.rotation) % 360
            return bytes(found.data) if size_of(found.data) and not turned else _redrawn(found.image, turned)
        except Exception:  # the library meets every kind of broken file with another kind of exception
            raise refused("damaged_page") from None


def _redrawn(image: Any, turned: int) -> bytes:
    """A picture in a form that is read, turned as the page is shown."""
    out = io.BytesIO()
    image.rotate(-turned, expand=True).save(out, "PNG")
    return out.getvalue()


def page_picture(data: bytes, number: int) -> bytes:
    """The picture of one page (from 1) of a PDF file; the other ones are not looked at. Raises RefusedError."""
    try:
        reader = _reader_of(data)
    except PyPdfError:
        raise refused("damaged") from None
    return Paper((), reader).picture(number)


def _reader_of(data: bytes) -> pypdf.PdfReader:
    reader = pypdf.PdfReader(io.BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        raise refused("encrypted")
    return reader


def open_pdf(data: bytes, letters: int, seconds: float) -> Paper:
    """The pages with their text. Raises RefusedError for a file that is locked, broken, too long, or takes too long."""
    try:
        reader = _reader_of(data)
        start, sheets, length = monotonic(), list[Sheet](), 0
        for page in reader.pages:
            text = page.extract_text()
            # Programs of telephones print their own name under each page that they took.
            sheets.append(Sheet(text, is_picture=len(text.strip()) < FEW_LETTERS and bool(page.images.keys())))
            length += len(text)
            if length > letters or monotonic() - start > seconds:
                raise refused("too_long", limit=letters)
        return Paper(tuple(sheets), reader)
    except PyPdfError:
        raise refused("damaged") from None
    except RefusedError:
        raise
    except Exception:  # as above
        raise refused("damaged") from None
