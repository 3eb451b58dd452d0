"""The DOCX as another program reads it: styles, measures, heads and feet."""

import re
import unicodedata
from dataclasses import replace
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from nghitruong.engines.officialforms import layout
from nghitruong.engines.officialforms.content import Annex, Column, Document, Paragraph, Row, Table
from nghitruong.engines.officialforms.forms.convening import convening_decision
from nghitruong.engines.officialforms.forms.invitation import invitation
from nghitruong.engines.officialforms.forms.minutes import session_minutes
from nghitruong.engines.officialforms.forms.report import report
from nghitruong.engines.officialforms.forms.vote_result import vote_record
from nghitruong.engines.officialforms.layout import Part
from nghitruong.engines.officialforms.word import write_docx
from tests.engines.officialforms.samples import (
    convening_facts,
    invitation_facts,
    minutes_facts,
    report_facts,
    vote_record_facts,
)

EACH = [
    pytest.param(lambda: session_minutes(minutes_facts()), id="minutes"),
    pytest.param(lambda: vote_record(vote_record_facts(named=True)), id="vote"),
    pytest.param(lambda: invitation(invitation_facts()), id="invitation"),
    pytest.param(lambda: convening_decision(convening_facts()), id="convening"),
    pytest.param(lambda: report(report_facts()), id="report"),
]


def opened(document: Document) -> Any:
    return docx.Document(BytesIO(write_docx(document)))


def parts(document: Document) -> dict[str, str]:
    with ZipFile(BytesIO(write_docx(document))) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml")}


def all_text(word: Any) -> str:
    return "\n".join(
        "".join(node.text or "" if node.tag == qn("w:t") else " " for node in paragraph.iter(qn("w:t"), qn("w:br")))
        for paragraph in word.element.body.iter(qn("w:p"))
    )


@pytest.mark.slow
@pytest.mark.parametrize("made", EACH)
def test_every_form_opens_again_with_its_text_composed(made: Any) -> None:
    document = made()
    text = all_text(opened(document))
    assert document.kind in text
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in text
    assert "Độc lập - Tự do - Hạnh phúc" in text
    assert unicodedata.is_normalized("NFC", text)


@pytest.mark.slow
@pytest.mark.parametrize("made", EACH)
def test_no_text_boxes_and_one_family_of_letters(made: Any) -> None:
    files = parts(made())
    written = "".join(files[name] for name in files if re.match(r"word/(document|header|footer)", name))
    assert "txbxContent" not in written
    assert "w:rFonts" not in written
    styles = re.findall(r'<w:style [^>]*w:styleId="Form\w+".*?</w:style>', files["word/styles.xml"], re.DOTALL)
    assert len(styles) == len(Part)
    for slot in ("ascii", "hAnsi", "eastAsia", "cs"):
        assert all(f'w:{slot}="Times New Roman"' in style for style in styles)


@pytest.mark.slow
def test_styles_have_the_names_and_the_sizes_of_the_decree() -> None:
    word = opened(invitation(invitation_facts()))
    for part in Part:
        style = word.styles[part.style.name]
        assert style.font.size.pt == part.style.size
        assert (style.font.bold, style.font.italic) == (part.style.bold, part.style.italic)
        assert str(style.font.color.rgb) == "000000"
    used = {paragraph.style.name for paragraph in word.paragraphs}
    used |= {p.style.name for table in word.tables for row in table.rows for c in row.cells for p in c.paragraphs}
    assert {"Quốc hiệu", "Tiêu ngữ", "Tên cơ quan", "Tên loại", "Trích yếu", "Nơi nhận"} <= used
    assert {"Điều", "Khoản"} <= {p.style.name for p in opened(convening_decision(convening_facts())).paragraphs}


def test_the_sheet_is_a4_with_lawful_margins_and_language() -> None:
    word = opened(report(report_facts()))
    section = word.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    sides = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(side.mm) for side in sides] == [20, 20, 30, 15]
    assert 'w:val="vi-VN"' in parts(report(report_facts()))["word/styles.xml"]
    assert word.core_properties.language == "vi-VN"
    assert word.core_properties.title == "BÁO CÁO Kết quả giải quyết kiến nghị của cử tri năm 2026"


def test_pages_are_numbered_from_the_second() -> None:
    section = opened(report(report_facts())).sections[0]
    assert section.different_first_page_header_footer
    assert "PAGE" in section.header._element.xml
    assert "PAGE" not in section.first_page_header._element.xml
    assert section.header.paragraphs[0].style.name == "Số trang"


def test_the_line_under_the_motto_is_as_long_as_the_motto() -> None:
    word = opened(report(report_facts()))
    organ, nation = word.tables[0].rows[0].cells
    for cell, width, length in (
        (nation, layout.RIGHT_HEAD, layout.MOTTO_LINE),
        (organ, layout.LEFT_HEAD, layout.organ_line(report_facts().organ)),
    ):
        rule = cell.paragraphs[-1]
        assert rule._p.pPr.find(qn("w:pBdr")).find(qn("w:bottom")) is not None
        indents = rule.paragraph_format.left_indent.mm + rule.paragraph_format.right_indent.mm
        assert width - indents == pytest.approx(length, abs=0.2)


@pytest.mark.slow
def test_a_table_repeats_its_head_and_its_rows_do_not_split() -> None:
    word = opened(session_minutes(minutes_facts()))
    attendance = word.tables[-1]
    assert len(attendance.rows) == 203
    head, *rows = attendance._tbl.tr_lst
    assert head.trPr.find(qn("w:tblHeader")) is not None
    assert all(row.trPr.find(qn("w:cantSplit")) is not None for row in (head, *rows))
    assert all(row.trPr.find(qn("w:tblHeader")) is None for row in rows)
    assert sum(column.width.mm for column in attendance.columns) == pytest.approx(layout.TEXT_WIDTH, abs=0.5)


def test_an_annex_counts_its_own_pages_and_may_lie_on_its_side() -> None:
    wide = Table(tuple(Column(f"Cột {place}") for place in range(8)), (Row(("1",) * 8),))
    annexes = (Annex("PHỤ LỤC I", "RỘNG", (wide,)), Annex("PHỤ LỤC II", "NGẮN", (Paragraph("Hết."),)))
    word = opened(replace(report(report_facts()), annexes=annexes))
    assert [section.orientation for section in word.sections] == [
        WD_ORIENT.PORTRAIT,
        WD_ORIENT.LANDSCAPE,
        WD_ORIENT.PORTRAIT,
    ]
    assert round(word.sections[1].page_width.mm) == 297
    starts = [section._sectPr.find(qn("w:pgNumType")) for section in word.sections]
    assert [start is not None and start.get(qn("w:start")) for start in starts] == [False, "1", "1"]


def test_the_print_mark_stands_under_every_page_with_its_code() -> None:
    section = opened(vote_record(vote_record_facts())).sections[0]
    for footer in (section.first_page_footer, section.footer):
        assert "chuỗi kiểm 9F2A-77C1-0B3E" in footer.tables[0].rows[0].cells[1].text
        assert 'descr="https://binhminh.example/kiem-tra/BQ-26-0307"' in footer._element.xml
    assert round(section.bottom_margin.mm) == 25


def test_a_draft_is_marked_behind_every_page_and_a_final_paper_behind_none() -> None:
    for is_draft in (True, False):
        section = opened(replace(report(report_facts()), is_draft=is_draft)).sections[0]
        for header in (section.first_page_header, section.header):
            assert ('string="DỰ THẢO"' in header._element.xml) is is_draft


def test_both_signatures_stand_side_by_side_and_hold_the_sentence_before() -> None:
    word = opened(vote_record(vote_record_facts()))
    left, right = word.tables[-1].rows[0].cells
    assert (left.paragraphs[0].text, left.paragraphs[-1].text) == ("THƯ KÝ KỲ HỌP", "Lê Văn Minh")
    assert (right.paragraphs[0].text, right.paragraphs[-1].text) == ("CHỦ TỌA", "Nguyễn Thị Lan")
    last = next(p for p in reversed(word.paragraphs) if p.text.endswith("./."))
    assert last.paragraph_format.keep_with_next


def test_what_people_typed_cannot_break_the_file() -> None:
    evil = "a\x00\x0b\x1f<w:p>&\ufffe\ud800 b"
    document = replace(report(report_facts()), summary=evil, blocks=(Paragraph(evil),), addressee=evil)
    assert "a<w:p>& b" in all_text(opened(document))


def test_equal_documents_are_equal_bytes() -> None:
    assert write_docx(report(report_facts())) == write_docx(report(report_facts()))
    assert write_docx(report(report_facts())) != write_docx(vote_record(vote_record_facts()))
