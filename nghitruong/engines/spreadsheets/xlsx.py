"""Reading .xlsx without trusting it: sizes before unpacking, no entities, nothing fetched, nothing computed.

Only the parts with names, texts, formats and cells are opened; drawings, links, macros and the rest stay packed.
"""

import io
import posixpath
import zipfile
import zlib
from collections.abc import Mapping
from typing import NamedTuple
from xml.parsers.expat import ExpatError

from openpyxl.utils.exceptions import CellCoordinatesException

from nghitruong.engines.spreadsheets.book import Book, Limits, Sheet
from nghitruong.engines.spreadsheets.problems import refused
from nghitruong.engines.spreadsheets.xlsx_parts import (
    Reader,
    RelationshipReader,
    SharedTextReader,
    SheetReader,
    StyleReader,
    WorkbookReader,
)
from nghitruong.kernel.vietnamese import clean_line

MEGABYTE = 1024 * 1024
CHUNK = 1 << 16
MAX_MEMBERS = 10_000
ROOT_RELATIONSHIPS = "_rels/.rels"
OTHER_DOCUMENTS = {"word": "Word", "ppt": "PowerPoint", "visio": "Visio"}
DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    ExpatError,
    CellCoordinatesException,
    EOFError,
    OSError,
    ValueError,
    LookupError,
    ArithmeticError,
    NotImplementedError,
)
"""What the libraries raise for a broken or forged archive or part."""


class _Parts(NamedTuple):
    workbook: WorkbookReader
    texts: tuple[str, ...]
    styles: StyleReader


def read_xlsx(data: bytes, limits: Limits) -> Book:
    """Read the sheets of an Office Open XML workbook; raises RefusedError."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _Archive(archive, limits).book()
    except DAMAGED as error:
        raise refused("damaged") from error
    except RuntimeError as error:  # zipfile says so of members with a password
        raise refused("encrypted") from error


class _Archive:
    """One open package; remembers how much was unpacked so far."""

    def __init__(self, archive: zipfile.ZipFile, limits: Limits) -> None:
        self.archive = archive
        self.limits = limits
        self.names = frozenset(archive.namelist()[: MAX_MEMBERS + 1])
        self.unpacked = 0
        if len(self.names) > MAX_MEMBERS:
            raise refused("unpacks_too_large", limit=limits.unpacked_bytes // MEGABYTE)

    def book(self) -> Book:
        path = self._workbook_path()
        related = self._relationships(path)
        parts = _Parts(
            self._read(path, WorkbookReader(self.limits)),
            tuple(self._read(related.one("sharedStrings"), SharedTextReader(self.limits)).texts),
            self._read(related.one("styles"), StyleReader(self.limits)),
        )
        return Book(tuple(self._sheets(parts, related.worksheets())))

    def _sheets(self, parts: _Parts, worksheets: Mapping[str, str]) -> list[Sheet]:
        sheets = []
        for listed in parts.workbook.sheets:
            if listed.relationship in worksheets:  # a chart sheet has no cells
                name = clean_line(listed.name)
                reader = SheetReader(name, parts.texts, parts.styles, self.limits, epoch_1904=parts.workbook.epoch_1904)
                self._read(worksheets[listed.relationship], reader)
                sheets.append(Sheet(name, tuple(reader.rows), tuple(reader.merged), listed.is_hidden))
        return sheets

    def _workbook_path(self) -> str:
        if ROOT_RELATIONSHIPS not in self.names:
            raise refused("old_format" if "content.xml" in self.names else "not_a_spreadsheet")
        path = self._relationships("").one("officeDocument")
        folder = path.partition("/")[0]
        if folder in OTHER_DOCUMENTS:
            raise refused("is_document", kind=OTHER_DOCUMENTS[folder])
        if path.endswith(".bin"):
            raise refused("old_format")
        if path not in self.names:
            raise refused("not_a_spreadsheet")
        return path

    def _relationships(self, path: str) -> "_Related":
        folder, name = posixpath.split(path)
        reader = self._read(posixpath.join(folder, "_rels", f"{name}.rels"), RelationshipReader(self.limits))
        return _Related(folder, reader)

    def _read(self, path: str, reader: Reader) -> Reader:
        """Feed a part to its reader piece by piece; a part that is not there leaves the reader empty."""
        if path not in self.names:
            return reader
        self.unpacked += self.archive.getinfo(path).file_size
        if self.unpacked > self.limits.unpacked_bytes:
            raise refused("unpacks_too_large", limit=self.limits.unpacked_bytes // MEGABYTE)
        with self.archive.open(path) as part:
            while chunk := part.read(CHUNK):
                reader.feed(chunk)
        reader.close()
        return reader


class _Related:
    """The relationships of one part, with targets as paths inside the package."""

    def __init__(self, folder: str, reader: RelationshipReader) -> None:
        self.folder = folder
        self.rows = reader.rows

    def one(self, kind: str) -> str:
        """The path of the first relationship of the kind, or nothing."""
        return next((self._path(row.target) for row in self.rows if row.kind == kind), "")

    def worksheets(self) -> dict[str, str]:
        return {row.id: self._path(row.target) for row in self.rows if row.kind == "worksheet"}

    def _path(self, target: str) -> str:
        joined = target if target.startswith("/") else posixpath.join(self.folder, target)
        return posixpath.normpath(joined).lstrip("/")
