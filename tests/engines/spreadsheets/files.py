"""Real files for the tests, made on the spot."""

import io
import zipfile
from collections.abc import Callable, Mapping

from docx import Document
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from nghitruong.engines.spreadsheets import Field, Kind

DEPUTY_FIELDS = (
    Field("name", "Họ và tên", synonyms=("Họ tên", "Họ và tên đại biểu"), is_required=True, max_length=60),
    Field("birth", "Ngày sinh", Kind.DATE, ("Ngày, tháng, năm sinh", "Năm sinh")),
    Field("gender", "Giới tính", Kind.CHOICE, choices={"Nam": "male", "Nữ": "female"}),
    Field("group", "Tổ đại biểu", synonyms=("Tổ",)),
    Field("votes", "Số phiếu", Kind.INTEGER),
    Field("share", "Tỷ lệ", Kind.NUMBER),
    Field("full_time", "Chuyên trách", Kind.FLAG),
    Field("note", "Ghi chú", Kind.LINES),
)


def xlsx(build: Callable[[Worksheet], None], name: str = "Danh sách") -> bytes:
    """A workbook of one sheet, filled by the function."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = name
    build(sheet)
    return saved(book)


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def rows(*lines: tuple[object, ...]) -> bytes:
    """A workbook of one sheet with these rows from the top."""

    def build(sheet: Worksheet) -> None:
        for line in lines:
            sheet.append(list(line))

    return xlsx(build)


def docx() -> bytes:
    document = Document()
    document.add_paragraph("Danh sách đại biểu")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def packed(parts: Mapping[str, bytes | str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in parts.items():
            archive.writestr(path, content)
    return out.getvalue()


def unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {path: archive.read(path) for path in archive.namelist()}


def with_part(data: bytes, path: str, change: Callable[[bytes], bytes]) -> bytes:
    """The same workbook with one part changed by hand."""
    parts = unpacked(data)
    return packed({**parts, path: change(parts[path])})


SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def by_hand(cells: str, texts: str = "", workbook: str = "", namespace: str = SPREADSHEET) -> bytes:
    """A workbook in its barest form: the XML of the first row's cells, of shared texts, of the workbook's settings."""
    link = '<Relationship Id="{0}" Type="{1}/{2}" Target="{3}"/>'.format
    rels = f'<Relationships xmlns="{PACKAGE}">{{0}}</Relationships>'.format
    first = f'<worksheet xmlns="{namespace}"><sheetData><row>{cells}</row></sheetData></worksheet>'
    sheets = '<sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets>'
    return packed(
        {
            "_rels/.rels": rels(link("r", RELATED, "officeDocument", "/xl/workbook.xml")),
            "xl/workbook.xml": f'<workbook xmlns="{namespace}" xmlns:r="{RELATED}">{workbook}{sheets}</workbook>',
            "xl/_rels/workbook.xml.rels": rels(
                link("rId1", RELATED, "worksheet", "worksheets/sheet1.xml")
                + link("rId2", RELATED, "sharedStrings", "sharedStrings.xml")
            ),
            "xl/sharedStrings.xml": f'<sst xmlns="{namespace}">{texts}</sst>',
            "xl/worksheets/sheet1.xml": first,
        }
    )
