"""Every measure of the page, once, for both writers: millimetres for places, points for letters (R10.13-R10.20)."""

import unicodedata
from dataclasses import dataclass
from enum import Enum

from nghitruong.engines.officialforms.content import Align

PAPER_WIDTH, PAPER_HEIGHT = 210.0, 297.0
TOP, BOTTOM, LEFT, RIGHT = 20.0, 20.0, 30.0, 15.0
"""Margins, R10.13: top and bottom 20-25, left 30-35, right 15-20."""
BOTTOM_WITH_MARK = 25.0
"""A print mark stands outside the formal text, in the widest lawful bottom margin."""
PAGE_NUMBER_FROM_TOP = 10.0
TEXT_WIDTH = PAPER_WIDTH - LEFT - RIGHT

LEFT_HEAD, RIGHT_HEAD = 66.0, 99.0
"""The two halves of the letterhead: 99 mm is the national name on one line at 13 points (95.7 mm)."""
MOTTO_LINE = 60.5
"""The line under the motto has the motto's length (R10.16): 12.242 em of the bold face at 14 points."""
ORGAN_LINE_SHARE = 0.4
"""The line under the issuing body: a third to a half of its text (R10.17)."""

FIRST_LINE = 12.7
PARAGRAPH_GAP = 6.0
LINE_HEIGHT = 1.25
HANGING = 6.0
SIGNATURE_ROOM = 24.0
QR_SIDE = 14.0
MARK_FROM_BOTTOM = 6.0
TITLE_GAP = 12.0
LINE_WEIGHT = 0.75
INK = "#000000"
WATERMARK_INK = "#E4E4E4"
WATERMARK_SIZE = 96.0


@dataclass(frozen=True)
class Style:
    """How one part of a document looks; `name` is its style in Word, in the words of Decree 30."""

    name: str
    size: float
    bold: bool = False
    italic: bool = False
    align: Align = Align.LEFT
    indent: float = 0.0
    before: float = 0.0
    after: float = 0.0
    line_height: float = 1.0
    keep_with_next: bool = False


def _running(name: str, *, italic: bool = False) -> Style:
    """Text of the body: justified, first line 1.27 cm, 6 points between, between single and 1.5 lines (R10.19)."""
    return Style(name, 14, False, italic, Align.JUSTIFY, FIRST_LINE, after=PARAGRAPH_GAP, line_height=LINE_HEIGHT)


def _headed(name: str, *, before: float, italic: bool = False) -> Style:
    return Style(name, 14, True, italic, Align.JUSTIFY, FIRST_LINE, before, after=PARAGRAPH_GAP, keep_with_next=True)


class Part(Enum):
    """The parts of a document and their looks."""

    NATIONAL_NAME = Style("Quốc hiệu", 13, bold=True, align=Align.CENTER)
    MOTTO = Style("Tiêu ngữ", 14, bold=True, align=Align.CENTER)
    PARENT = Style("Cơ quan chủ quản", 13, align=Align.CENTER)
    ORGAN = Style("Tên cơ quan", 13, bold=True, align=Align.CENTER)
    NUMBER = Style("Số và ký hiệu", 13, align=Align.CENTER, before=4)
    LETTER_SUMMARY = Style("Trích yếu công văn", 12, align=Align.CENTER, before=2)
    PLACE_DATE = Style("Địa danh và ngày tháng", 13, italic=True, align=Align.CENTER, before=4)
    KIND = Style("Tên loại", 14, bold=True, align=Align.CENTER, before=18, keep_with_next=True)
    SUMMARY = Style("Trích yếu", 14, bold=True, align=Align.CENTER, before=2, keep_with_next=True)
    ADDRESSEE = Style("Kính gửi", 14, align=Align.CENTER, after=10)
    BODY = _running("Thân văn bản")
    GROUND = _running("Căn cứ", italic=True)
    CENTERED = Style("Dòng giữa", 14, bold=True, align=Align.CENTER, before=6, after=8, keep_with_next=True)
    HEADING_1 = _headed("Mục 1", before=10)
    HEADING_2 = _headed("Mục 2", before=6)
    HEADING_3 = _headed("Mục 3", before=4, italic=True)
    ARTICLE = _running("Điều")
    CLAUSE = _running("Khoản")
    POINT = _running("Điểm")
    ITEM = Style("Gạch đầu dòng", 14, align=Align.JUSTIFY, indent=FIRST_LINE, after=3, line_height=LINE_HEIGHT)
    CAPTION = Style("Tên bảng", 13, italic=True, align=Align.CENTER, before=4, after=4, keep_with_next=True)
    CELL = Style("Ô bảng", 13, before=2, after=2)
    DENSE_CELL = Style("Ô bảng nhiều cột", 12, before=1, after=1)
    AFTER_TABLE = Style("Sau bảng", 6)
    BEFORE_SIGNATURE = Style("Trước chữ ký", 6, keep_with_next=True)
    AUTHORITY = Style("Thẩm quyền ký", 14, bold=True, align=Align.CENTER, keep_with_next=True)
    SIGNATURE_NOTE = Style("Ghi chú ký", 12, italic=True, align=Align.CENTER, keep_with_next=True)
    SIGNER = Style("Họ tên người ký", 14, bold=True, align=Align.CENTER)
    RECIPIENTS_HEADING = Style("Nơi nhận", 12, bold=True, italic=True, before=2, keep_with_next=True)
    RECIPIENT = Style("Danh sách nơi nhận", 11)
    LEDGER = Style("Dòng nhật ký", 9, before=14)
    ANNEX_LABEL = Style("Phụ lục", 14, bold=True, align=Align.CENTER, keep_with_next=True)
    ANNEX_TITLE = Style("Tên phụ lục", 14, bold=True, align=Align.CENTER, before=2, after=2, keep_with_next=True)
    ANNEX_SOURCE = Style("Kèm theo", 13, italic=True, align=Align.CENTER, after=10, keep_with_next=True)
    PAGE_NUMBER = Style("Số trang", 13, align=Align.CENTER)
    MARK = Style("Chân bản in", 8.5)
    RULE = Style("Đường kẻ", 2, align=Align.CENTER)

    @property
    def style(self) -> Style:
        style: Style = self.value
        return style

    @property
    def word_id(self) -> str:
        """The identifier of the part's style inside a DOCX; its name there is Vietnamese."""
        return f"Form{self.name.title().replace('_', '')}"

    @property
    def css_class(self) -> str:
        return self.name.lower().replace("_", "-")


def cell_part(columns: int) -> Part:
    """Tables of more than four columns take the smaller letters."""
    return Part.CELL if columns <= 4 else Part.DENSE_CELL


def organ_line(organ: str) -> float:
    """Length in millimetres of the line under the issuing body, from the longest of its lines (R10.17)."""
    longest = max((_width_in_ems(line) for line in organ.split("\n")), default=0.0)
    return longest * Part.ORGAN.style.size * 25.4 / 72 * ORGAN_LINE_SHARE


def _width_in_ems(text: str) -> float:
    """Width of a line in the bold serif, from the usual width of each kind of letter; good to a few percent."""
    return sum(_letter_width(char) for char in unicodedata.normalize("NFD", text))


def _letter_width(char: str) -> float:
    if unicodedata.combining(char):
        return 0.0
    if char in " .,-IJ":
        return 0.3
    if char in "MW":
        return 0.97
    return 0.72 if char.isupper() else 0.5
