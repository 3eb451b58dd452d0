"""Files as they really come: each becomes text or rows, or is refused by name with a sentence."""

import csv
import io
import subprocess
import zipfile
from datetime import date
from pathlib import Path
from random import Random

import pytest
from docx import Document
from openpyxl import Workbook
from PIL import Image, ImageDraw, ImageFont
from pypdf import PdfReader, PdfWriter

from nghitruong.engines import ocr
from nghitruong.engines.catalogue import merged
from nghitruong.engines.intake import Form, Limits, Taken, read
from nghitruong.engines.intake.problems import MESSAGES, OtherFile
from nghitruong.engines.legacytext import LetterCode
from nghitruong.engines.ocr import problems as ocr_problems
from nghitruong.engines.wishes import split
from nghitruong.kernel.decision import RefusedError
from tests.engines.legacytext.test_codes import in_tcvn3, in_vni

ROOT = Path(__file__).resolve().parents[3]
TODAY = date(2026, 11, 27)
SHARED = ROOT.parent / "shared" / "data" / "real" / "petitions.csv"
FONT = Path("/usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf")
MINUTES = "1. Ông Thành (tổ 12): Mương thoát nước đường số 9 tắc, đề nghị nạo vét.\n2. Đèn đường hẻm 112 hỏng 5 bóng."

needs_tesseract = pytest.mark.skipif(
    not (ocr.is_available() and FONT.is_file()), reason="tesseract with vie, or the font Liberation Serif, is missing"
)


def taken(data: bytes, name: str = "tệp", **limits: int) -> Taken:
    return read(data, name, TODAY, limits=Limits(**limits))  # type: ignore[arg-type]


def refusal(data: bytes, name: str = "tệp", **limits: int) -> str:
    with pytest.raises(RefusedError) as caught:
        taken(data, name, **limits)
    assert caught.value.refusal.message % caught.value.refusal.values
    return caught.value.refusal.code


def word(*paragraphs: str, rows: tuple[tuple[str, ...], ...] = ()) -> bytes:
    document = Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    if rows:
        table = document.add_table(rows=0, cols=len(rows[0]))
        for row in rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def workbook(*lines: tuple[object, ...], merge: tuple[str, ...] = ()) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for line in lines:
        sheet.append(list(line))
    for area in merge:
        sheet.merge_cells(area)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def picture(text: str, form: str = "PNG") -> bytes:
    image = Image.new("L", (1700, 160 + 60 * text.count("\n")), 255)
    ImageDraw.Draw(image).text((60, 40), text, font=ImageFont.truetype(str(FONT), 36), fill=0)
    out = io.BytesIO()
    image.save(out, form, resolution=200.0)
    return out.getvalue()


# Text


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (MINUTES.encode(), LetterCode.UNICODE),
        (MINUTES.encode("utf-16"), LetterCode.UNICODE),
        (in_tcvn3(MINUTES).replace("µ", "µ").encode("latin-1", "ignore"), LetterCode.TCVN3),
        (in_vni(MINUTES).encode("cp1252"), LetterCode.VNI),
    ],
)
def test_text_of_any_program(data: bytes, code: LetterCode) -> None:
    read_text = taken(data, "biên bản.txt")
    assert (read_text.form, read_text.code) == (Form.TEXT, code)
    assert read_text.text.lower() == MINUTES.lower()
    assert bool(read_text.preview) is (code is not LetterCode.UNICODE)


def test_markup_and_formulas_in_text_stay_as_they_are() -> None:
    text = "<script>alert(1)</script>\n=HYPERLINK(1)\n+84 912 345 678"
    assert taken(text.encode(), "a.html").text == text


# Word


def test_word_with_paragraphs_and_a_table() -> None:
    data = word(
        "BIÊN BẢN", "1. Đèn hỏng.", rows=(("STT", "Nội dung"), ("1", "Cống tắc,\nđề nghị sửa"), ("2", "Cầu gãy"))
    )
    assert taken(data, "bien-ban.docx").text.splitlines() == [
        "BIÊN BẢN",
        "1. Đèn hỏng.",
        "STT\tNội dung",
        "1\tCống tắc, đề nghị sửa",
        "2\tCầu gãy",
    ]


def test_word_in_an_old_font() -> None:
    read_word = taken(word(in_tcvn3("Cử tri đề nghị nạo vét mương nước ở thôn Hạ.")), "cu.docx")
    assert (read_word.code, read_word.text) == (LetterCode.TCVN3, "Cử tri đề nghị nạo vét mương nước ở thôn Hạ.")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "WordDocument".encode("utf-16-le") + b"\0\0",
            "intake.old_word",
        ),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "Workbook".encode("utf-16-le") + b"\0\0",
            "intake.old_excel",
        ),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le") + b"\0\0", "intake.encrypted"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "intake.old_office"),
        (word("Đèn hỏng.")[:-400], "intake.damaged"),
        (b"PK\x03\x04" + b"garbage" * 40, "intake.damaged"),
        (b"", "intake.empty"),
        (b"\xff\xfe" * 0 + b" \r\n", "intake.empty"),
        (word(), "intake.empty"),
        (b"MZ" + bytes(100), "intake.not_taken"),
        (b"{\\rtf1 abc}", "intake.not_taken"),
        (bytes(4) + b"ftypheic" + bytes(40), "intake.not_taken"),
        (bytes(range(256)) * 20, "intake.unknown_letters"),
        (Random(7).randbytes(5_000), "intake.unknown_letters"),
        (b"%PDF-1.7\ngarbage", "intake.damaged"),
        (b"\xff\xd8\xff\xe0garbage", "ocr.not_a_picture"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(data: bytes, code: str) -> None:
    assert refusal(data, "bien-ban.docx") == code


def test_a_zip_of_something_else() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", "chữ")
    assert refusal(out.getvalue(), "bien-ban.docx") == "intake.not_taken"


def test_sizes_are_bounded() -> None:
    assert refusal(b"a" * 2000, file_bytes=1999) == "intake.too_large"
    assert refusal(word("chữ " * 500), letters=1000) == "intake.too_long"
    assert refusal(word("chữ " * 50_000), unpacked_bytes=100_000) == "intake.unpacks_too_large"


# Tables


def test_a_workbook_with_merged_cells_and_three_header_rows() -> None:
    data = workbook(
        ("BẢNG TỔNG HỢP KIẾN NGHỊ", None, None, None),
        ("STT", "Thông tin cử tri", None, "Nội dung kiến nghị"),
        (None, "Họ và tên", "Liên hệ", None),
        (None, None, "Số điện thoại", None),
        (1, "Nguyễn Văn Thành", "0912345678", "Mương tắc, đề nghị nạo vét."),
        (2, "Phạm Thị Lý", None, "Đèn hỏng."),
        (None, "Tổng cộng: 2", None, None),
        merge=("A1:D1", "A2:A4", "B2:C2", "B3:B4", "D2:D4"),
    )
    rows = taken(data, "kn.xlsx").rows
    assert [(row.row, row.text, row.speaker, row.phone) for row in rows] == [
        ("1", "Mương tắc, đề nghị nạo vét.", "Nguyễn Văn Thành", "0912345678"),
        ("2", "Đèn hỏng.", "Phạm Thị Lý", ""),
    ]


def test_a_table_keeps_its_own_row_names_and_its_formulas_are_text() -> None:
    data = 'id,text,place,topic\nKN7,"=SUM(A1)+đèn hỏng","P.5, Q.11",giao_thong\nKN8,@cmd,,\n'.encode()
    read_table = taken(data, "kn.csv")
    assert [(row.row, row.text, row.place) for row in read_table.rows] == [
        ("KN7", "=SUM(A1)+đèn hỏng", "P.5, Q.11"),
        ("KN8", "@cmd", ""),
    ]
    assert taken(data, "kn.txt").rows == read_table.rows


def test_tables_in_old_letters_are_converted() -> None:
    lines = [
        ("STT", "Nội dung"),
        ("1", "Mương nước tắc, đề nghị nạo vét"),
        ("2", "Đường hỏng"),
        ("3", "Cầu gãy nước ngập"),
    ]
    old = [tuple(in_tcvn3(cell) for cell in line) for line in lines]
    for data in (workbook(*old), "\n".join(",".join(f'"{cell}"' for cell in line) for line in old).encode("latin-1")):
        read_table = taken(data, "cu.csv")
        assert read_table.code is LetterCode.TCVN3
        assert [row.text.lower() for row in read_table.rows] == [text.lower() for _, text in lines[1:]]


def test_a_row_without_text_is_a_problem_and_a_table_without_the_column_is_text() -> None:
    read_table = taken("STT,Nội dung,Khu phố\n1,Đèn hỏng,Kp 1\n2,,Kp 2\n".encode(), "a.csv")
    assert [row.text for row in read_table.rows] == ["Đèn hỏng"]
    assert [(skipped.row, skipped.code) for skipped in read_table.skipped] == [(3, "stray_row")]
    read_table = taken("STT,Nội dung,Khu phố,Người nêu\n1,,Kp 2,Bà An\n2,Chợ hôi,,\n".encode(), "a.csv")
    assert [(problem.row, problem.code) for problem in read_table.problems] == [(2, "missing")]
    assert taken("Ngày,Việc\n1/2,Đèn đường hỏng\n".encode(), "a.csv").text == "Ngày\tViệc\n1/2\tĐèn đường hỏng"
    assert refusal("Nội dung,Khu phố\n,Kp 2\n,Kp 3\n".encode(), "a.csv") in ("intake.no_row", "spreadsheets.no_header")


@pytest.mark.skipif(not SHARED.is_file(), reason="data/real/petitions.csv is not beside this checkout")
def test_the_real_petitions() -> None:
    rows = taken(SHARED.read_bytes(), "petitions.csv").rows
    with SHARED.open(encoding="utf-8") as file:
        assert [(row["id"], row["text"], row["place"]) for row in csv.DictReader(file)] == [
            row[:1] + row[2:4] for row in rows
        ]


# PDF and pictures


def test_a_locked_pdf_is_refused_and_an_empty_one_too() -> None:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    out = io.BytesIO()
    writer.write(out)
    assert refusal(out.getvalue()) == "intake.empty"
    writer.encrypt("mật khẩu")
    out = io.BytesIO()
    writer.write(out)
    assert refusal(out.getvalue()) == "intake.encrypted"


@needs_tesseract
@pytest.mark.slow
def test_a_picture_and_a_scan_are_read_and_split() -> None:
    for form, expected in (("PNG", Form.PICTURE), ("JPEG", Form.PICTURE), ("PDF", Form.PDF)):
        read_scan = taken(picture(MINUTES, form), "anh")
        assert (read_scan.form, read_scan.pages) == (expected, 1)
        assert read_scan.confidence > 80
        assert [wish.text for wish in split(read_scan.text)] == [
            "Mương thoát nước đường số 9 tắc, đề nghị nạo vét.",
            "Đèn đường hẻm 112 hỏng 5 bóng.",
        ]


@needs_tesseract
@pytest.mark.slow
def test_a_picture_without_text_says_so() -> None:
    noise = Image.effect_noise((800, 600), 90)
    out = io.BytesIO()
    noise.save(out, "PNG")
    assert refusal(out.getvalue()) == "ocr.unreadable"
    assert refusal(picture("chữ")[:300]) in ("ocr.damaged", "ocr.unreadable")


@pytest.mark.slow
def test_a_huge_picture_is_refused_before_it_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object, **__: object) -> None:
        raise AssertionError("a program was started")

    monkeypatch.setattr(subprocess, "run", never)
    png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + (30_000).to_bytes(4, "big") * 2 + bytes(200)
    assert refusal(png) == "ocr.too_many_points"
    assert refusal(png + bytes(200 << 20)) == "intake.too_large"
    tiny = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + (20).to_bytes(4, "big") * 2 + bytes(200)
    assert refusal(tiny) == "ocr.unreadable"


def test_without_the_program_the_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "is_available", lambda: False)
    png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + (500).to_bytes(4, "big") * 2 + bytes(200)
    with pytest.raises(RefusedError) as caught:
        taken(png)
    assert caught.value.refusal.code == "ocr.not_installed"
    assert "tesseract-ocr-vie" in caught.value.refusal.message


def test_a_slow_picture_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    def hangs(*_: object, **__: object) -> None:
        raise subprocess.TimeoutExpired("tesseract", 60)

    monkeypatch.setattr(ocr, "is_available", lambda: True)
    monkeypatch.setattr(subprocess, "run", hangs)
    png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + (500).to_bytes(4, "big") * 2 + bytes(200)
    assert refusal(png) == "ocr.too_slow"


@pytest.mark.skipif(not FONT.is_file(), reason="the font Liberation Serif is missing")
def test_a_long_scan_is_refused() -> None:
    page = PdfReader(io.BytesIO(picture("chữ", "PDF"))).pages[0]
    writer = PdfWriter()
    for _ in range(3):
        writer.add_page(page)
    out = io.BytesIO()
    writer.write(out)
    assert refusal(out.getvalue(), scanned_pages=2) == "intake.too_many_pages"


def test_every_sentence_is_vietnamese() -> None:
    catalogue = merged(ROOT / "nghitruong" / "locale", "vi")
    sentences: list[tuple[str, str | None]] = [
        (text, None) for text in (*MESSAGES.values(), *ocr_problems.MESSAGES.values())
    ]
    sentences += [(str(kind), "OtherFile") for kind in OtherFile]
    assert [text for text, of in sentences if not (found := catalogue.get(text, of)) or not found.string] == []
