"""The PDF as another program reads it: letters, fonts, pages, tags."""

import re
import unicodedata
from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from pypdf import PageObject, PdfReader

from nghitruong.engines.officialforms import layout
from nghitruong.engines.officialforms.content import (
    Annex,
    Closing,
    Column,
    Document,
    Letterhead,
    Paragraph,
    Row,
    Run,
    Signer,
    Table,
)
from nghitruong.engines.officialforms.fonts import vietnamese_letters
from nghitruong.engines.officialforms.forms.minutes import session_minutes
from nghitruong.engines.officialforms.forms.vote_result import vote_record
from nghitruong.engines.officialforms.markup import as_html
from nghitruong.engines.officialforms.pdf import write_pdf
from tests.engines.officialforms.samples import mark, minutes_facts, vote_record_facts

FACES = {f"Nghi-Truong-Serif{face}" for face in ("", "-Bold", "-Italic", "-Bold-Italic")}
HEAD = Letterhead("HỘI ĐỒNG NHÂN DÂN\nPHƯỜNG SEN HỒNG", "", 5, "BB-HĐND", "Sen Hồng", date(2026, 12, 8))


def sheet(*texts: str, **changes: object) -> Document:
    plain = Document(HEAD, "BIÊN BẢN", "Thử chữ", tuple(Paragraph(text) for text in texts))
    return replace(plain, **changes)  # type: ignore[arg-type]


def read(document: Document) -> PdfReader:
    return PdfReader(BytesIO(write_pdf(document)))


def flat(text: str) -> str:
    """Words in reading order, whatever broke the lines."""
    return " ".join(text.split())


def fonts_of(reader: PdfReader) -> dict[str, bool]:
    """Each font's name without its subset prefix, and whether its letters are in the file."""
    found: dict[str, bool] = {}
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():
            [descendant] = font.get_object()["/DescendantFonts"]
            descriptor = descendant.get_object()["/FontDescriptor"].get_object()
            found[re.sub(r"^/[A-Z]{6}\+", "", font.get_object()["/BaseFont"])] = "/FontFile2" in descriptor
    return found


@pytest.fixture(scope="module")
def minutes() -> PdfReader:
    return read(session_minutes(minutes_facts()))


@pytest.fixture(scope="module")
def minutes_pages(minutes: PdfReader) -> list[str]:
    return [flat(page.extract_text()) for page in minutes.pages]


@pytest.mark.slow
def test_every_vietnamese_letter_comes_back_composed() -> None:
    letters = sorted(vietnamese_letters())
    words = " ".join("".join(letters[place : place + 5]) for place in range(0, len(letters), 5))
    faces = (words, Run(words, bold=True), Run(words, italic=True), Run(words, bold=True, italic=True))
    blocks = tuple(Paragraph(((face if isinstance(face, Run) else Run(face)),), indent=False) for face in faces)
    reader = read(sheet(blocks=blocks))
    text = flat(reader.pages[0].extract_text())
    assert text.count(words) == 4
    assert unicodedata.is_normalized("NFC", text)
    assert fonts_of(reader) == dict.fromkeys(FACES, True)


@pytest.mark.slow
def test_only_our_faces_are_embedded(minutes: PdfReader) -> None:
    assert fonts_of(minutes) == dict.fromkeys(FACES, True)


@pytest.mark.slow
def test_the_text_of_the_minutes_can_be_read_back(minutes_pages: list[str]) -> None:
    text = " ".join(minutes_pages)
    for words in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Số: 05/BB-HĐND",
        "Sen Hồng, ngày 08 tháng 12 năm 2026",
        "Kỳ họp thứ 3, Hội đồng nhân dân phường Sen Hồng khóa I, nhiệm kỳ 2026 - 2031",
        "tán thành 152 (75,25% tổng số đại biểu, 76,77% số có mặt)",
        "Nghị quyết không được thông qua (90 phiếu tán thành trên tổng số 202 đại biểu",
        "Đầu chuỗi nhật ký tại dòng 4.812",
        "9f2a77c10b3e4d5c8a61f0e2b7d4936508ac1e5f7b2d9046c3e8a1d5f6b07294",
    ):
        assert words in text, words
    assert unicodedata.is_normalized("NFC", text)


@pytest.mark.slow
def test_202_deputies_run_over_pages_under_a_repeated_head(minutes_pages: list[str]) -> None:
    annex = [page for page in minutes_pages if "Họ và tên" in page]
    facts = minutes_facts()
    assert len(annex) > 4
    assert all("STT Họ và tên Tổ đại biểu Phiên sáng Phiên chiều Ghi chú" in page for page in annex)
    found = [name for page in annex for name in (row.name for row in facts.attendance) if f" {name} " in page]
    assert sorted(found) == sorted(row.name for row in facts.attendance)


@pytest.mark.slow
def test_pages_are_numbered_from_the_second_and_annexes_on_their_own(
    minutes: PdfReader, minutes_pages: list[str]
) -> None:
    numbers = [_page_number(page) for page in minutes.pages]
    first_of_annex = next(place for place, page in enumerate(minutes_pages) if "PHỤ LỤC" in page)
    assert first_of_annex > 1
    assert numbers == [
        None,
        *range(2, first_of_annex + 1),
        None,
        *range(2, len(numbers) - first_of_annex + 1),
    ]


def _page_number(page: PageObject) -> int | None:
    """The lone number in the top margin, found by its height on the page."""
    top_margin_begins = (layout.PAPER_HEIGHT - layout.TOP) * 72 / 25.4
    found: list[str] = []

    def visit(text: str, around: list[float], placed: list[float], *_rest: object) -> None:
        height = around[3] * placed[5] + around[5]
        if text.strip().isdigit() and height > top_margin_begins:
            found.append(text.strip())

    page.extract_text(visitor_text=visit)
    return int(found[0]) if found else None


@pytest.mark.slow
def test_every_page_carries_the_print_mark(minutes_pages: list[str]) -> None:
    assert all("mã BB-26-0005" in page for page in minutes_pages)


@pytest.mark.slow
def test_it_is_tagged_archival_and_says_its_language_and_title() -> None:
    reader = read(vote_record(vote_record_facts()))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "vi"
    assert "/StructTreeRoot" in root
    metadata = root["/Metadata"].get_object().get_data().decode()
    assert re.search(r"pdfaid:part\W+2", metadata)
    assert reader.metadata is not None
    assert reader.metadata.title == "BIÊN BẢN KẾT QUẢ BIỂU QUYẾT Thông qua Nghị quyết về kế hoạch đầu tư công năm 2027"
    assert len(reader.pages) == 1


@pytest.mark.slow
def test_equal_documents_are_equal_bytes() -> None:
    assert write_pdf(sheet("Một")) == write_pdf(sheet("Một"))
    assert write_pdf(sheet("Một")) != write_pdf(sheet("Hai"))


@pytest.mark.slow
def test_what_people_typed_is_text_and_nothing_else() -> None:
    evil = '<img src="file:///etc/hostname"><script>x</script>&amp; "Ông" \x00<b>'
    reader = read(sheet(evil, summary=evil, mark=mark("<i>")))
    text = flat(reader.pages[0].extract_text())
    assert '<img src="file:///etc/hostname"><script>x</script>&amp; "Ông" <b>' in text
    assert "mã <i>" in text


def test_nothing_typed_becomes_markup() -> None:
    page = as_html(sheet("<u>a</u>", kind="<u>b</u>", summary="<u>c</u>", addressee="<u>d</u>", ledger_line="<u>e</u>"))
    assert "<u>" not in page
    assert page.count("&lt;u&gt;") >= 5


@pytest.mark.slow
def test_a_draft_says_so_on_each_page_and_a_final_paper_on_none() -> None:
    long = ["Nội dung. " * 60] * 6
    draft, final = read(sheet(*long, is_draft=True)), read(sheet(*long))
    assert len(draft.pages) > 1
    assert all("DỰ THẢO" in page.extract_text() for page in draft.pages)
    assert not any("DỰ THẢO" in page.extract_text() for page in final.pages)


@pytest.mark.slow
def test_a_wide_table_lies_on_its_side() -> None:
    wide = Table(tuple(Column(f"Cột {place}") for place in range(8)), (Row(("1",) * 8),))
    upright = Annex("PHỤ LỤC II", "NGẮN", (Paragraph("Hết."),))
    reader = read(sheet("Nội dung", annexes=(Annex("PHỤ LỤC I", "RỘNG", (wide,)), upright)))
    assert [page.mediabox.width > page.mediabox.height for page in reader.pages] == [False, True, False]


@pytest.mark.slow
def test_a_signature_never_stands_alone_on_its_page() -> None:
    """However long the text is, the page with the signature has the end of the text too."""
    closing = Closing((Signer("CHỦ TỊCH", "Nguyễn Thị Lan"),))
    lengths = set()
    for lines in range(14, 28):
        blocks = (*(Paragraph(f"Dòng {place}.") for place in range(lines)), closing)
        pages = read(sheet(blocks=blocks)).pages
        last = pages[-1].extract_text()
        assert "Nguyễn Thị Lan" in last
        assert f"Dòng {lines - 1}." in last
        lengths.add(len(pages))
    assert lengths == {1, 2}
