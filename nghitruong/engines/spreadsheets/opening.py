"""The door for files: told by their content, never by their name."""

from itertools import islice

from nghitruong.engines.legacytext import LetterCode, recognise
from nghitruong.engines.spreadsheets.book import Book, Limits, Sheet
from nghitruong.engines.spreadsheets.delimited import read_delimited
from nghitruong.engines.spreadsheets.problems import refused
from nghitruong.engines.spreadsheets.xlsx import read_xlsx

MEGABYTE = 1024 * 1024
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED_MARK = "EncryptedPackage".encode("utf-16-le")
DOCUMENTS = {b"%PDF": "PDF", b"{\\rtf": "RTF", b"\x89PNG": "PNG", b"\xff\xd8\xff": "JPEG", b"GIF8": "GIF"}
MOST_TEXTS = 2000
MARKUP = (b"<!doctype", b"<html", b"<?xml", b"<table", b"<meta")


def read_book(data: bytes, limits: Limits | None = None) -> Book:
    """Read an .xlsx or .csv file from memory.

    Raises RefusedError with a code of `spreadsheets.…` (kind *invalid*) for everything that is no readable
    spreadsheet or is larger than the limits; never anything else.
    """
    limits = limits or Limits()
    if not data.strip(b"\x00\t\r\n ") or data.strip() in (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"):
        raise refused("empty_file")
    if len(data) > limits.file_bytes:
        raise refused("too_large", limit=limits.file_bytes // MEGABYTE)
    _refuse_other_formats(data)
    book = read_xlsx(data, limits) if data.startswith(ZIP) else read_delimited(data, limits)
    if not book.filled_sheets():
        raise refused("no_sheet")
    if limits.letters is LetterCode.UNICODE and (letters := _letters_of(book)) is not LetterCode.UNICODE:
        raise refused("old_letters", letters=letters)
    return book


def _letters_of(book: Book) -> LetterCode:
    """The letter code of the texts of a book."""
    cells = (cell.value for sheet in book.sheets for row in sheet.rows for cell in row.cells.values())
    texts = (value for value in cells if isinstance(value, str) and not value.isascii())
    return recognise("\n".join(islice(texts, MOST_TEXTS)))


def choose_sheet(book: Book, name: str = "") -> Sheet:
    """The sheet of that name, or the first one with content. Raises RefusedError when there is none."""
    if not name:
        return book.filled_sheets()[0]
    found = next((sheet for sheet in book.sheets if sheet.name == name and sheet.rows), None)
    if found is None:
        raise refused("no_such_sheet", sheet=name)
    return found


def _refuse_other_formats(data: bytes) -> None:
    if data.startswith(OLE):
        raise refused("encrypted" if ENCRYPTED_MARK in data else "old_format")
    for mark, kind in DOCUMENTS.items():
        if data.startswith(mark):
            raise refused("is_document", kind=kind)
    if data[:200].lstrip(b"\xef\xbb\xbf \r\n\t").lower().startswith(MARKUP):
        raise refused("is_document", kind="HTML, XML")
