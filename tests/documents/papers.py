"""Real files in memory: each as the program that people use would save it, small."""

import io
import zipfile
from functools import cache

from docx import Document as WordDocument
from openpyxl import Workbook

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@cache
def docx(*lines: str) -> bytes:
    """A Word file with a paragraph a line."""
    document = WordDocument()
    for line in lines:
        document.add_paragraph(line)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


@cache
def xlsx(*rows: tuple[str, ...]) -> bytes:
    """A workbook with one sheet."""
    book = Workbook()
    sheet = book.create_sheet("Bang", 0)
    for row in rows:
        sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def archive(members: dict[str, bytes]) -> bytes:
    """A zip file."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, data in members.items():
            zipped.writestr(name, data)
    return file.getvalue()


def with_member(data: bytes, name: str, member: bytes) -> bytes:
    """The zip file with one member more."""
    file = io.BytesIO(data)
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as zipped:
        zipped.writestr(name, member)
    return file.getvalue()


def pdf(*lines: str, locked: bool = False) -> bytes:
    """A PDF file of one page with plain Latin lines, with a cross-reference table that is right."""
    shown = (
        b"BT /F1 12 Tf 72 720 Td 14 TL " + b" ".join(b"(%s) Tj T*" % line.encode("latin-1") for line in lines) + b" ET"
    )
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(shown), shown),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    data, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj%s\nendobj\n" % (number, body)
    start = len(data)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    lock = b"/Encrypt 9 0 R" if locked else b""
    head = b"xref\n0 6\n0000000000 65535 f \n"
    tail = b"trailer<</Size 6/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (lock, start)
    return data + head + table + tail


def ole(stream: str, text: str = "", *, macros: bool = False) -> bytes:
    """The bones of an old Office file: the mark of its kind, a stream's name, text as it lies there."""
    names = stream.encode("utf-16-le") + b"\0\0" + (b"_\0V\0B\0A\0_\0P\0R\0O\0J\0E\0C\0T\0\0\0" if macros else b"")
    return OLE + b"\0" * 504 + names + b"\0" * 512 + text.encode("utf-16-le") + b"\0" * 64


PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360000002000001"
    "e221bc330000000049454e44ae426082"
)
PROGRAM = b"MZ" + b"\x90\0\x03\0\0\0\x04\0\0\0\xff\xff" + b"\0" * 300
