"""The text of Word and PDF files, part by part and page by page, in bounds of size and time."""

import io
import re
import zipfile
import zlib
from dataclasses import dataclass
from time import monotonic
from typing import Any, Final
from xml.parsers.expat import ExpatError

import pypdf
from pypdf.errors import PyPdfError

from nghitruong.engines.intake.parts import DoctypeError, Lines
from nghitruong.engines.intake.problems import refused
from nghitruong.kernel.decision import RefusedError

_ZIP: Final = b"PK\x03\x04"
_MEGABYTE: Final = 1 << 20
_MOST_MEMBERS: Final = 10_000
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


@dataclass(frozen=True)
class Paper:
    """A PDF file that was opened: its text where it has any, and the pictures of its pages."""

    text: str
    pages: int
    reader: Any

    def pictures(self) -> list[bytes]:
        """The largest picture of each page, as it is stored. Raises RefusedError for a broken one."""
        try:
            return [max(found, key=len) for page in self.reader.pages if (found := [each.data for each in page.images])]
        except RefusedError:
            raise
        except Exception:  # the library meets every kind of broken file with another kind of exception
            raise refused("damaged") from None


def text_of_pdf(data: bytes, letters: int, seconds: float) -> Paper:
    """The text of the pages, until there is enough or it has taken too long. Raises RefusedError."""
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise refused("encrypted")
        start, texts, length = monotonic(), list[str](), 0
        for page in reader.pages:
            texts.append(page.extract_text())
            length += len(texts[-1])
            if length > letters or monotonic() - start > seconds:
                raise refused("too_long", limit=letters)
        return Paper("\n".join(texts), len(reader.pages), reader)
    except PyPdfError:
        raise refused("damaged") from None
    except RefusedError:
        raise
    except Exception:  # as above
        raise refused("damaged") from None
