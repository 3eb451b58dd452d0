"""Tables for people: nothing computes, dates are dates, what is written is read back as it was."""

import csv
import io
import re
from datetime import UTC, date, datetime, time
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from nghitruong.engines.spreadsheets import (
    CsvFlavour,
    OutSheet,
    RowProblem,
    Value,
    choose_sheet,
    failed_rows,
    find_table,
    neutralised,
    propose_mapping,
    read_book,
    read_records,
    write_book,
    write_csv,
)
from nghitruong.engines.spreadsheets.problems import CELL_MESSAGES, FILE_MESSAGES, SKIP_MESSAGES
from nghitruong.kernel.decision import RefusedError
from nghitruong.kernel.vietnamese import clean_text
from tests.engines.spreadsheets import files
from tests.engines.spreadsheets.files import DEPUTY_FIELDS

FORMULAS = [
    lead + body
    for lead in ("=", "+", "-", "@", "\t=", "\r=", "\n=", " =", "  +", "＝", "＋", "－", "＠")
    for body in ("1+1", "cmd|' /C calc'!A0", 'HYPERLINK("https://example.org","Bấm")', "SUM(A1:A9)")
]
MOMENT = datetime(2026, 12, 8, 1, 30, tzinfo=UTC)


def text_table(*texts: str) -> OutSheet:
    return OutSheet("Bảng", ["Nội dung", "Số"], [(text, n) for n, text in enumerate(texts, start=1)])


def test_there_are_at_least_fifty_attacks() -> None:
    assert len(set(FORMULAS)) >= 50


@pytest.mark.parametrize("flavour", CsvFlavour)
def test_no_csv_cell_computes(flavour: CsvFlavour) -> None:
    texts = [text for payload in FORMULAS for text in (payload, f"x;{payload}", f"x,{payload}")]
    data = write_csv(text_table(*texts), flavour).decode("utf-8-sig")
    delimiter = ";" if flavour is CsvFlavour.FOR_EXCEL else ","
    table = list(csv.reader(io.StringIO(data, newline=""), delimiter=delimiter))
    assert [len(row) for row in table] == [2] * (1 + len(texts))
    assert [row[0] for row in table if re.match(r"\s*[=+\-@＝＋－＠]", row[0])] == []
    other = "," if delimiter == ";" else ";"
    wrongly_cut = list(csv.reader(io.StringIO(data, newline=""), delimiter=other))
    assert [row[0] for row in wrongly_cut if row and re.match(r"\s*[=+\-@＝＋－＠]", row[0])] == []


def test_no_workbook_cell_computes() -> None:
    sheet = load_workbook(io.BytesIO(write_book([text_table(*FORMULAS)]))).worksheets[0]
    cells = [row[0] for row in sheet.iter_rows(min_row=2)]
    assert [cell.value for cell in cells if cell.data_type != "s" or not cell.quotePrefix] == []
    assert [str(cell.value).strip() for cell in cells] == [clean_text(payload).strip() for payload in FORMULAS]


def test_titles_are_neutralised_too() -> None:
    sheet = OutSheet("=1+1", ["=1+1"], [])
    title = load_workbook(io.BytesIO(write_book([sheet]))).worksheets[0]["A1"]
    assert (title.data_type, title.quotePrefix) == ("s", True)
    assert write_csv(sheet, CsvFlavour.STANDARD) == b'"\'=1+1"\r\n'


def test_ordinary_text_and_true_numbers_are_left_alone() -> None:
    assert neutralised("Nguyễn Thị Lan") == "Nguyễn Thị Lan"
    assert neutralised("") == ""
    assert neutralised("  ") == "  "
    assert b"-5" in write_csv(OutSheet("x", ["a"], [(-5,)]))
    assert b"'" not in write_csv(OutSheet("x", ["a"], [(-5,), (Decimal("-5.5"),)]))


UNICODE_TEXT = st.text(st.characters(exclude_characters="øûïñöäëåØÛÏÑÖÄËÅ®©µ¸¹¶ª¨«¬»¼½¾ÆÇÈÉÊÌÎÐ"), max_size=30)
"""Without the letters by which an old letter code is told."""


@given(st.lists(UNICODE_TEXT, min_size=1, max_size=5), st.sampled_from([*CsvFlavour, "xlsx"]))
@settings(max_examples=40, deadline=None)
@example(["\t0", "'=1", "''=1", "'x", " =1", "'"], CsvFlavour.FOR_EXCEL)
@example(["\t0", "'=1", "''=1", "'x", " =1", "'"], "xlsx")
def test_texts_are_read_back_as_they_were(texts: list[str], flavour: CsvFlavour | str) -> None:
    wanted = ["Đầu", *(clean_text(text).strip() for text in texts)]
    sheet = OutSheet("x", ["Đầu", "Số"], [(text, 7) for text in texts])
    data = write_csv(sheet, flavour) if isinstance(flavour, CsvFlavour) else write_book([sheet])
    rows = read_book(data).sheets[0].rows
    assert [row.cell(0).text for row in rows] == wanted
    assert [row.number for row in rows] == list(range(1, len(wanted) + 1))


VALUES: list[tuple[Value, Value, str]] = [
    ("chữ", "chữ", "chữ"),
    (1146, 1146, "1146"),
    (Decimal("1234.5"), Decimal("1234.5"), "1234,5"),
    (Decimal("-4.1"), Decimal("-4.1"), "-4,1"),
    (date(2026, 12, 8), date(2026, 12, 8), "08/12/2026"),
    (MOMENT, datetime(2026, 12, 8, 8, 30), "08/12/2026 08:30"),  # noqa: DTZ001
    (time(9, 41), time(9, 41), "09:41"),
    (True, "x", "x"),
]


def test_a_workbook_has_real_dates_and_numbers() -> None:
    data = write_book([OutSheet("Bảng", ["Giá trị", "Mốc"], [(value, "m") for value, _, _ in VALUES])])
    assert [row.cell(0).value for row in read_book(data).sheets[0].rows[1:]] == [wanted for _, wanted, _ in VALUES]


def test_csv_for_the_desk_reads_as_people_write() -> None:
    data = write_csv(OutSheet("Bảng", ["Giá trị"], [(value,) for value, _, _ in VALUES]))
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.decode("utf-8-sig").splitlines()[1:4] == ['"chữ"', "1146", '"1234,5"']
    assert [row.cell(0).value for row in read_book(data).sheets[0].rows[1:]] == [text for _, _, text in VALUES]


def test_csv_for_programs_is_plain() -> None:
    data = write_csv(OutSheet("Bảng", ["Ngày", "Số", "Có"], [(MOMENT, Decimal("1.5"), True)]), CsvFlavour.STANDARD)
    assert data.decode() == '"Ngày","Số","Có"\r\n"2026-12-08T08:30:00",1.5,"true"\r\n'


def test_a_workbook_is_ready_to_read_and_to_print() -> None:
    rows = [("Nguyễn Thị Lan", 2026, 1146, "dài " * 60), ("Trần Văn Minh", 2025, None, "")]
    data = write_book([OutSheet("Đại biểu", ["Họ và tên", "Năm", "Số phiếu", "Ghi chú"], rows, frozenset({"Năm"}))])
    sheet = load_workbook(io.BytesIO(data)).worksheets[0]
    assert sheet.title == "Đại biểu"
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:D3"
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.page_setup.orientation == "landscape"
    assert (sheet["B2"].number_format, sheet["C2"].number_format) == ("0", "#,##0")
    assert sheet["A1"].font.name == sheet["A2"].font.name == "Times New Roman"
    widths = [sheet.column_dimensions[letter].width for letter in "ABCD"]
    assert widths == [17, 8, 11, 60]


def test_sheet_names_are_made_lawful_and_different() -> None:
    names = ["Kỳ họp 11/2026: [kết quả]?", "a" * 40, "A" * 40, "", "'"]
    data = write_book([OutSheet(name, ["x"], []) for name in names])
    assert load_workbook(io.BytesIO(data)).sheetnames == [
        "Kỳ họp 11 2026   kết quả",
        "a" * 31,
        "A" * 27 + " (2)",
        "Sheet",
        "Sheet (2)",
    ]


def test_a_text_too_long_for_a_cell_is_refused_and_not_cut() -> None:
    with pytest.raises(RefusedError) as caught:
        write_book([text_table("a" * 32_768)])
    assert caught.value.refusal.code == "spreadsheets.long_cell"
    assert len(read_book(write_book([text_table("a" * 32_767)])).sheets[0].rows[1].cell(0).text) == 32_767


def test_the_failed_rows_come_back_with_what_is_wrong() -> None:
    data = files.rows(("Họ và tên", "Ngày sinh"), ("Lan", "31/11/2026"), ("Minh", "1/1/1980"), ("Hoa", "xx"))
    table = find_table(choose_sheet(read_book(data)), DEPUTY_FIELDS)
    reading = read_records(table, DEPUTY_FIELDS, propose_mapping(table, DEPUTY_FIELDS), date(2026, 11, 26))

    def say(problem: RowProblem) -> str:
        return f"{problem.place}: {problem.code}"

    failed = failed_rows(table, reading, say, "Dòng lỗi", "Lỗi")
    assert list(failed.titles) == ["Họ và tên", "Ngày sinh", "Lỗi"]
    assert list(failed.rows) == [
        ["Lan", "31/11/2026", "B2: impossible_date"],
        ["Hoa", "xx", "B4: not_a_date"],
    ]
    again = find_table(choose_sheet(read_book(write_book([failed]))), DEPUTY_FIELDS)
    assert [row.cell(0).value for row in again.rows] == ["Lan", "Hoa"]


def test_every_message_is_translated() -> None:
    catalogue = Path("nghitruong/locale/vi/kernel.po").read_text(encoding="utf-8")
    for message in (*FILE_MESSAGES.values(), *CELL_MESSAGES.values(), *SKIP_MESSAGES.values()):
        _, found, rest = catalogue.partition(f'msgid "{message}"\nmsgstr "')
        assert found, message
        translated = rest.partition('"\n')[0]
        assert set(re.findall(r"%\(\w+\)s", translated)) == set(re.findall(r"%\(\w+\)s", message)), message
