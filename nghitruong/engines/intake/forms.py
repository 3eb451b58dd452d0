"""What a file is, told from its first bytes and never from its name: a .doc renamed .docx is a .doc."""

from enum import StrEnum
from typing import Final

from nghitruong.engines.intake.problems import OtherFile, refused


class Form(StrEnum):
    """The forms that are read."""

    TEXT = "text"
    TABLE = "table"
    WORKBOOK = "workbook"
    WORD = "word"
    PDF = "pdf"
    PICTURE = "picture"


_ZIP: Final = b"PK\x03\x04"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES: Final = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\0", b"MM\0*")
_OTHERS: Final = {
    b"{\\rtf": "rtf",
    b"MZ": "program",
    b"\x7fELF": "program",
    b"PK\x05\x06": "archive",
    b"Rar!": "archive",
    b"7z\xbc\xaf": "archive",
    b"\x1f\x8b": "archive",
    b"GIF8": "gif",
    b"ID3": "film",
    b"OggS": "film",
}
_STREAMS: Final = {"WordDocument": "old_word", "Workbook": "old_excel", "Book": "old_excel"}


def form_of(data: bytes, name: str, members: frozenset[str]) -> Form:
    """The form of a file; `members` are the parts of a zip file. Raises RefusedError for what is not read."""
    if data.startswith(_ZIP):
        return _of_zip(members)
    if data.startswith(_OLE):
        raise refused(_old(data))
    if data[:1024].lstrip().startswith(b"%PDF-"):
        return Form.PDF
    if data.startswith(_PICTURES) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP"):
        return Form.PICTURE
    if kind := _other(data):
        raise refused("not_taken", kind=OtherFile[kind.upper()])
    return Form.TABLE if name.lower().endswith((".csv", ".tsv")) else Form.TEXT


def _of_zip(members: frozenset[str]) -> Form:
    folders = {member.partition("/")[0] for member in members}
    if "[Content_Types].xml" in members and "xl" in folders:
        return Form.WORKBOOK
    if "[Content_Types].xml" in members and "word" in folders:
        return Form.WORD
    kind = "slides" if "ppt" in folders else "open_document" if "content.xml" in members else "archive"
    raise refused("not_taken", kind=OtherFile[kind.upper()])


def _old(data: bytes) -> str:
    """Of the old compound files the streams tell the program; a locked new file hides in one too."""
    if _holds(data, "EncryptedPackage"):
        return "encrypted"
    return next((code for stream, code in _STREAMS.items() if _holds(data, stream)), "old_office")


def _holds(data: bytes, stream: str) -> bool:
    return stream.encode("utf-16-le") + b"\0\0" in data


def _other(data: bytes) -> str:
    if data[4:8] == b"ftyp":
        return "heic" if data[8:12] in (b"heic", b"heix", b"mif1", b"heif") else "film"
    return next((kind for mark, kind in _OTHERS.items() if data.startswith(mark)), "")
