"""What a file is, told from its bytes and never from its name. Pure: files in, facts out.

`filetype` knows what is not taken (programs, archives, films); offices' own formats are looked into, because a .docx
and a .zip begin with the same letters, and so do a .doc and an .xls.
"""

import mmap
import re
import zipfile
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import filetype

HEAD = 8_192
TAIL = 4_096
MOST_UNPACKED = 1 << 30
"""Bytes. A paper of a council does not unpack to a gigabyte; what does is made to fill a server."""

MOST_SWELLING = 200
SMALL_UNPACKED = 50 << 20
"""Text packs well, so a small file may swell more than that."""


class Content(StrEnum):
    """What a file holds, as a sentence says it. The first fifteen are taken."""

    PDF = "a PDF file"
    DOCX = "a Word file (.docx)"
    DOC = "an old Word file (.doc)"
    ODT = "an OpenDocument text (.odt)"
    XLSX = "an Excel file (.xlsx)"
    XLS = "an old Excel file (.xls)"
    ODS = "an OpenDocument table (.ods)"
    PPTX = "a PowerPoint file (.pptx)"
    PPT = "an old PowerPoint file (.ppt)"
    ODP = "an OpenDocument presentation (.odp)"
    TEXT = "plain text"
    JPEG = "a JPEG picture"
    PNG = "a PNG picture"
    TIFF = "a TIFF picture"
    HEIC = "a HEIC picture"
    PROGRAM = "a program"
    ARCHIVE = "an archive"
    WEB_PAGE = "a web page"
    SCRIPT = "a script"
    RTF = "an RTF file"
    SOUND = "a sound file"
    FILM = "a film"
    PICTURE = "a picture of another kind"
    UNKNOWN = "of an unknown kind"


class TextState(StrEnum):
    """How much of a file a machine could read: all, a part, nothing but pictures of pages, or a form it cannot read."""

    READ = "read"
    PARTLY = "partly"
    SCAN = "scan"
    UNREAD = "unread"


class Group(StrEnum):
    """Kinds of content that share a size limit."""

    PDF = "pdf"
    OFFICE = "office"
    PICTURE = "picture"
    TEXT = "text"


@dataclass(frozen=True)
class Form:
    """A kind of file that is taken: how it is served, what it may be called, which size limit holds."""

    media_type: str
    extensions: tuple[str, ...]
    group: Group


_OFFICE_XML = "application/vnd.openxmlformats-officedocument."
_ODF = "application/vnd.oasis.opendocument."
FORMS = {
    Content.PDF: Form("application/pdf", ("pdf",), Group.PDF),
    Content.DOCX: Form(f"{_OFFICE_XML}wordprocessingml.document", ("docx",), Group.OFFICE),
    Content.DOC: Form("application/msword", ("doc",), Group.OFFICE),
    Content.ODT: Form(f"{_ODF}text", ("odt",), Group.OFFICE),
    Content.XLSX: Form(f"{_OFFICE_XML}spreadsheetml.sheet", ("xlsx",), Group.OFFICE),
    Content.XLS: Form("application/vnd.ms-excel", ("xls",), Group.OFFICE),
    Content.ODS: Form(f"{_ODF}spreadsheet", ("ods",), Group.OFFICE),
    Content.PPTX: Form(f"{_OFFICE_XML}presentationml.presentation", ("pptx",), Group.OFFICE),
    Content.PPT: Form("application/vnd.ms-powerpoint", ("ppt",), Group.OFFICE),
    Content.ODP: Form(f"{_ODF}presentation", ("odp",), Group.OFFICE),
    Content.TEXT: Form("text/plain", ("txt", "csv"), Group.TEXT),
    Content.JPEG: Form("image/jpeg", ("jpg", "jpeg"), Group.PICTURE),
    Content.PNG: Form("image/png", ("png",), Group.PICTURE),
    Content.TIFF: Form("image/tiff", ("tif", "tiff"), Group.PICTURE),
    Content.HEIC: Form("image/heic", ("heic", "heif"), Group.PICTURE),
}
SHOWN_IN_THE_PAGE = frozenset({"application/pdf", "image/jpeg", "image/png", "text/plain"})
"""What every browser shows by itself and no browser runs."""

_BY_GUESS = {
    "image/jpeg": Content.JPEG,
    "image/png": Content.PNG,
    "image/tiff": Content.TIFF,
    "image/heic": Content.HEIC,
    "application/rtf": Content.RTF,
    "application/wasm": Content.PROGRAM,
    "application/x-msdownload": Content.PROGRAM,
    "application/x-executable": Content.PROGRAM,
    "application/x-deb": Content.PROGRAM,
    "application/x-rpm": Content.PROGRAM,
    "application/x-google-chrome-extension": Content.PROGRAM,
    "application/vnd.ms-cab-compressed": Content.ARCHIVE,
    "application/x-rar-compressed": Content.ARCHIVE,
    "application/x-7z-compressed": Content.ARCHIVE,
    "application/x-tar": Content.ARCHIVE,
    "application/gzip": Content.ARCHIVE,
    "application/x-bzip2": Content.ARCHIVE,
    "application/x-xz": Content.ARCHIVE,
    "application/zstd": Content.ARCHIVE,
}
_BY_FAMILY = {"audio": Content.SOUND, "video": Content.FILM, "image": Content.PICTURE}
_ZIP, _OLE, _PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"%PDF-"
_PARTS = {"word": Content.DOCX, "xl": Content.XLSX, "ppt": Content.PPTX}
_ODF_TYPES = {FORMS[content].media_type: content for content in (Content.ODT, Content.ODS, Content.ODP)}
_STREAMS = {
    "WordDocument": Content.DOC,
    "Workbook": Content.XLS,
    "Book": Content.XLS,
    "PowerPoint Document": Content.PPT,
}
_WEB_PAGE = re.compile(rb"<(!doctype html|html|head|body|script|svg|iframe|\?xml|\?php)", re.IGNORECASE)
_LOCK_OF_PDF = re.compile(rb"/Encrypt\s+\d+\s+\d+\s+R")
_FIB_AT, _FIB_MAGIC, _FIB_ENCRYPTED = 512, b"\xec\xa5", 0x01


@dataclass(frozen=True)
class Found:
    """What looking into a file found."""

    content: Content
    is_locked: bool = False
    has_macros: bool = False
    is_damaged: bool = False
    is_swollen: bool = False

    @property
    def form(self) -> Form | None:
        """How it is served, None for what is not taken."""
        return FORMS.get(self.content)


def look_into(path: Path) -> Found:
    """What the file is and what is wrong with it; an empty file is an unknown one."""
    with path.open("rb") as file:
        head = file.read(HEAD)
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(_PDF):
        return _look_into_pdf(path)
    if head.startswith(_ZIP):
        return _look_into_zip(path)
    if head.startswith(_OLE):
        return _look_into_ole(path)
    return Found(_guess(head, start))


def extension_of(name: str) -> str:
    """The part of a file's name behind the last point, in small letters; empty where there is none."""
    _stem, point, extension = name.rpartition(".")
    return extension.lower() if point else ""


def _guess(head: bytes, start: bytes) -> Content:
    known = filetype.guess(head)
    if known is not None:
        family = known.mime.partition("/")[0]
        return _BY_GUESS.get(known.mime) or _BY_FAMILY.get(family, Content.UNKNOWN)
    if start.startswith(b"{\\rtf"):
        return Content.RTF
    if start.startswith(b"#!"):
        return Content.SCRIPT
    if _WEB_PAGE.match(start):
        return Content.WEB_PAGE
    return Content.TEXT if _is_text(head) else Content.UNKNOWN


def _is_text(head: bytes) -> bool:
    """UTF-8, UTF-16 with its mark, or one of the old 8-bit encodings: no control characters but those of lines."""
    if not head:
        return False
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return b"\x00\x00" not in head
    return not any(byte < 32 and byte not in (9, 10, 12, 13, 27) for byte in head)


def _look_into_pdf(path: Path) -> Found:
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        is_whole = data.rfind(b"%%EOF", max(0, len(data) - TAIL)) >= 0
        return Found(Content.PDF, is_locked=_LOCK_OF_PDF.search(data) is not None, is_damaged=not is_whole)


def _look_into_zip(path: Path) -> Found:
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            content = _content_of(archive, members)
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError, EOFError):
        return Found(Content.ARCHIVE, is_damaged=True)
    unpacked = sum(member.file_size for member in members)
    swelling = unpacked / max(1, path.stat().st_size)
    return Found(
        content,
        has_macros=any(member.filename.lower().endswith("vbaproject.bin") for member in members),
        is_swollen=unpacked > MOST_UNPACKED or (unpacked > SMALL_UNPACKED and swelling > MOST_SWELLING),
        is_locked=any(member.flag_bits & 1 for member in members),
    )


def _content_of(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> Content:
    names = {member.filename for member in members}
    if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
        return _ODF_TYPES.get(archive.read("mimetype").decode("ascii", "replace").strip(), Content.ARCHIVE)
    if "[Content_Types].xml" not in names:
        return Content.ARCHIVE
    folders = {name.partition("/")[0] for name in names}
    return next((content for folder, content in _PARTS.items() if folder in folders), Content.ARCHIVE)


def _look_into_ole(path: Path) -> Found:
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        if _has_stream(data, "EncryptedPackage"):
            return Found(Content.DOCX, is_locked=True)
        content = next((content for name, content in _STREAMS.items() if _has_stream(data, name)), Content.UNKNOWN)
        fib = data[_FIB_AT : _FIB_AT + 12]
        return Found(
            content,
            is_locked=content is Content.DOC and fib[:2] == _FIB_MAGIC and bool(fib[11:] and fib[11] & _FIB_ENCRYPTED),
            has_macros=_has_stream(data, "_VBA_PROJECT"),
        )


def _has_stream(data: mmap.mmap, name: str) -> bool:
    """Whether the compound file's directory names a stream so: its names are UTF-16 with a zero behind."""
    return data.find(name.encode("utf-16-le") + b"\0\0") >= 0
