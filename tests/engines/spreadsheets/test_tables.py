"""Headers wherever and however they stand, columns by any name, rows as typed values with problems by name."""

import time
from datetime import date
from decimal import Decimal

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from nghitruong.engines.spreadsheets import (
    ColumnMapping,
    Field,
    Guess,
    Kind,
    Reading,
    Table,
    choose_sheet,
    chosen_mapping,
    find_table,
    propose_mapping,
    read_book,
    read_records,
)
from nghitruong.kernel.decision import RefusedError
from tests.engines.spreadsheets import files
from tests.engines.spreadsheets.files import DEPUTY_FIELDS

TODAY = date(2026, 11, 26)


def table_of(data: bytes, fields: tuple[Field, ...] = DEPUTY_FIELDS) -> Table:
    return find_table(choose_sheet(read_book(data)), fields)


def reading_of(data: bytes, fields: tuple[Field, ...] = DEPUTY_FIELDS) -> Reading:
    table = table_of(data, fields)
    return read_records(table, fields, propose_mapping(table, fields), TODAY)


def where(mapping: ColumnMapping) -> dict[str, tuple[int, ...]]:
    return {name: guess.columns for name, guess in mapping.columns.items()}


def official_list(sheet: Worksheet) -> None:
    """A list as offices draw it: letterhead, title, a header of two rows, column numbers, a section, totals."""
    sheet["A1"], sheet["D1"] = "HỘI ĐỒNG NHÂN DÂN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    sheet["A2"], sheet["D2"] = "PHƯỜNG SEN HỒNG", "Độc lập - Tự do - Hạnh phúc"
    sheet["A3"] = "DANH SÁCH ĐẠI BIỂU KHÓA I"
    for area in ("A1:C1", "D1:F1", "A2:C2", "D2:F2", "A3:F3"):
        sheet.merge_cells(area)
    for place, title in {"A5": "STT", "B5": "Họ và tên", "C5": "Ngày sinh", "E5": "Tổ", "F5": "Ghi chú"}.items():
        sheet[place] = title
    sheet["C6"], sheet["D6"] = "Nam", "Nữ"
    for area in ("A5:A6", "B5:B6", "C5:D5", "E5:E6", "F5:F6"):
        sheet.merge_cells(area)
    for column in range(1, 7):
        sheet.cell(7, column, f"({column})")
    sheet["A8"] = "I. Đại biểu chuyên trách"
    sheet.merge_cells("A8:F8")
    sheet.append((1, "Nguyễn Thị Lan", None, date(1975, 3, 2), "Tổ 1", None))
    sheet.append((2, "Trần Văn Minh", "3/4/1980", None, None, "mới"))
    sheet.merge_cells("E9:E10")
    sheet.append(("Tổng số", None, None, None, 2, None))
    sheet["E13"] = "NGƯỜI LẬP BIỂU"


def test_a_plain_list() -> None:
    table = table_of(files.rows(("STT", "Họ và tên", "Tổ"), (1, "Lan", "Tổ 1")))
    assert [(column.letters, column.title) for column in table.columns] == [
        ("A", "STT"),
        ("B", "Họ và tên"),
        ("C", "Tổ"),
    ]
    assert table.header_rows == (1,)
    assert [row.number for row in table.rows] == [2]


def test_an_official_list_is_read_whole() -> None:
    table = table_of(files.xlsx(official_list))
    assert [column.title for column in table.columns] == [
        "STT",
        "Họ và tên",
        "Ngày sinh / Nam",
        "Ngày sinh / Nữ",
        "Tổ",
        "Ghi chú",
    ]
    assert table.header_rows == (5, 6, 7)
    reading = reading_of(files.xlsx(official_list))
    lan, minh = reading.records
    assert (lan.row, lan.values["name"], lan.values["birth"], lan.values["gender"], lan.values["group"]) == (
        9,
        "Nguyễn Thị Lan",
        date(1975, 3, 2),
        "female",
        "Tổ 1",
    )
    assert (minh.values["birth"], minh.values["gender"], minh.values["group"]) == (date(1980, 4, 3), "male", "Tổ 1")
    assert [(skipped.row, skipped.code) for skipped in reading.skipped] == [
        (8, "heading_row"),
        (11, "total_row"),
        (13, "stray_row"),
    ]


@pytest.mark.slow
def test_forged_merged_areas_cost_nothing() -> None:
    nested = "".join(f'<mergeCell ref="A{n}:A1048576"/><mergeCell ref="A1:{"ABC"[n % 3]}1"/>' for n in range(1, 9000))
    data = files.with_part(
        files.rows(("Họ và tên", "Tổ"), *(("Lan", n) for n in range(3000))),
        "xl/worksheets/sheet1.xml",
        lambda xml: xml.replace(b"</sheetData>", f"</sheetData><mergeCells>{nested}</mergeCells>".encode()),
    )
    started = time.monotonic()
    count = len(table_of(data).rows)
    assert time.monotonic() - started < 8
    assert count > 2990


def test_the_header_is_found_without_any_known_field() -> None:
    table = table_of(files.rows(("DANH SÁCH",), (), ("Mã", "Tên"), ("A1", "x")), ())
    assert [column.title for column in table.columns] == ["Mã", "Tên"]


def test_rows_of_numbers_have_no_header() -> None:
    with pytest.raises(RefusedError) as caught:
        table_of(files.rows((1, 2), (3, 4)))
    assert caught.value.refusal.code == "spreadsheets.no_header"


def test_a_data_row_of_small_numbers_is_not_lost() -> None:
    fields = (Field("a", "Cột a"), Field("b", "Cột b"), Field("c", "Cột c"))
    reading = reading_of(files.rows(("Cột a", "Cột b", "Cột c"), (2, 3, 4), (1, 2, 4)), fields)
    assert [record.row for record in reading.records] == [2, 3]


@pytest.mark.parametrize(
    ("title", "field"),
    [
        ("Họ và tên", "name"),
        ("HỌ VÀ TÊN", "name"),
        ("Ho va ten (*)", "name"),
        ("Họ tên", "name"),
        ("Họ và tên đại biểu HĐND", "name"),
        ("Ngày sinh (dd/mm/yyyy)", "birth"),
        ("Ngày, tháng, năm sinh", "birth"),
        ("Giới tính", "gender"),
        ("tổ", "group"),
        ("Ghi  chú:", "note"),
    ],
)
def test_columns_are_known_by_any_usual_name(title: str, field: str) -> None:
    table = table_of(files.rows((title, "Cột khác"), ("x", "y")))
    assert where(propose_mapping(table, DEPUTY_FIELDS)) == {field: (0,)}


def test_the_better_column_wins_and_each_is_used_once() -> None:
    table = table_of(files.rows(("Họ và tên người liên hệ", "Họ và tên", "Tổ"), ("x", "y", "z")))
    mapping = propose_mapping(table, DEPUTY_FIELDS)
    assert where(mapping) == {"name": (1,), "group": (2,)}
    assert mapping.unmapped == ("Họ và tên người liên hệ",)
    assert mapping.is_complete


def test_an_unsure_guess_says_so() -> None:
    table = table_of(files.rows(("Họ và tên đại biểu HĐND", "Tổ"), ("x", "y")))
    assert propose_mapping(table, DEPUTY_FIELDS).columns["name"].certainty < 0.9


def test_a_missing_required_column_is_named() -> None:
    table = table_of(files.rows(("Tổ", "Ghi chú"), ("x", "y")))
    mapping = propose_mapping(table, DEPUTY_FIELDS)
    assert not mapping.is_complete
    assert [field.label for field in mapping.missing] == ["Họ và tên"]


def test_what_a_person_chose_is_remembered_for_the_next_file() -> None:
    first = table_of(files.rows(("Quý danh", "Tổ", "Ghi chú"), ("Lan", "Tổ 1", "a")))
    chosen = chosen_mapping(first, DEPUTY_FIELDS, {0: "name", 1: "group", 2: ""})
    assert where(chosen) == {"name": (0,), "group": (1,)}
    kept = chosen.to_remember(first)
    assert kept == {"quy danh": "name", "to": "group", "ghi chu": ""}
    data = files.rows(("DANH SÁCH", "Năm 2026"), ("Ghi chú", "QUÝ DANH", "Giới tính"), ("b", "Minh", "Nam"))
    sheet = choose_sheet(read_book(data))
    second = find_table(sheet, DEPUTY_FIELDS, kept)
    assert second.header_rows == (2,)
    assert where(propose_mapping(second, DEPUTY_FIELDS, kept)) == {"name": (1,), "gender": (2,)}


def test_a_remembered_field_that_no_longer_exists_is_forgotten() -> None:
    table = table_of(files.rows(("Họ và tên", "Tổ"), ("x", "y")))
    assert where(propose_mapping(table, DEPUTY_FIELDS, {"ho va ten": "gone"})) == {"group": (1,)}


def test_one_field_for_two_columns_is_refused() -> None:
    table = table_of(files.rows(("Họ và tên", "Tổ"), ("x", "y")))
    with pytest.raises(RefusedError) as caught:
        chosen_mapping(table, DEPUTY_FIELDS, {0: "name", 1: "name"})
    assert caught.value.refusal.code == "spreadsheets.field_twice"
    assert caught.value.refusal.values == {"label": "Họ và tên"}


def test_neighbours_under_one_heading_may_share_a_field() -> None:
    table = table_of(files.xlsx(official_list))
    mapping = chosen_mapping(table, DEPUTY_FIELDS, {1: "name", 2: "birth", 3: "birth"})
    assert mapping.columns["birth"] == Guess((2, 3), 1.0)


def read_one(kind: Kind, value: object, **more: object) -> object:
    """One cell read as a kind: its value, or the code of what is wrong with it."""
    field = Field("x", "Cột x", kind, **more)  # type: ignore[arg-type]
    reading = reading_of(files.rows(("Khóa", "Cột x"), ("1", value)), (Field("k", "Khóa"), field))
    record = reading.records[0]
    if record.problems:
        assert record.values["x"] is None
        problem = record.problems[0]
        assert problem.message % problem.values
        assert (problem.place, problem.field) == ("B2", "x")
        return problem.code
    return record.values["x"]


@pytest.mark.parametrize(
    ("kind", "value", "read"),
    [
        (Kind.TEXT, "  Nguyễn   Thị Lan ", "Nguyễn Thị Lan"),
        (Kind.TEXT, 12345, "12345"),
        (Kind.TEXT, 1234.5, "1234,5"),
        (Kind.TEXT, date(2026, 12, 8), "08/12/2026"),
        (Kind.TEXT, None, None),
        (Kind.LINES, "một\r\nhai", "một\nhai"),
        (Kind.INTEGER, 1204, 1204),
        (Kind.INTEGER, "1.204", 1204),
        (Kind.INTEGER, 12.5, "not_whole"),
        (Kind.INTEGER, "mười", "not_a_number"),
        (Kind.INTEGER, True, "not_a_number"),
        (Kind.INTEGER, date(2026, 12, 8), "not_a_number"),
        (Kind.NUMBER, 90.32, Decimal("90.32")),
        (Kind.NUMBER, "1.234,5", Decimal("1234.5")),
        (Kind.NUMBER, "1.5", "ambiguous_number"),
        (Kind.DATE, date(1975, 3, 2), date(1975, 3, 2)),
        (Kind.DATE, "2/3/1975", date(1975, 3, 2)),
        (Kind.DATE, "ngày 02 tháng 3 năm 1975", date(1975, 3, 2)),
        (Kind.DATE, "31/11/2026", "impossible_date"),
        (Kind.DATE, "12/31/2026", "impossible_month"),
        (Kind.DATE, "mai", "not_a_date"),
        (Kind.DATE, 1975, "not_a_date"),
        (Kind.FLAG, "x", True),
        (Kind.FLAG, "Có", True),
        (Kind.FLAG, "✓", True),
        (Kind.FLAG, True, True),
        (Kind.FLAG, 0, False),
        (Kind.FLAG, "-", False),
        (Kind.FLAG, None, False),
        (Kind.FLAG, "có lẽ", "not_yes_or_no"),
        (Kind.FLAG, "?", "not_yes_or_no"),
        (Kind.NUMBER, "=1+1", "formula_without_value"),
    ],
)
def test_cells_are_read_by_kind(kind: Kind, value: object, read: object) -> None:
    assert read_one(kind, value) == read


def test_choices_ignore_accents_and_name_what_is_possible() -> None:
    choices = {"Nam": "male", "Nữ": "female"}
    assert read_one(Kind.CHOICE, "NU", choices=choices) == "female"
    assert read_one(Kind.CHOICE, "Khác", choices=choices) == "unknown_choice"


def test_problems_name_row_column_and_field_and_good_rows_stay_good() -> None:
    reading = reading_of(
        files.rows(
            ("Họ và tên", "Ngày sinh", "Số phiếu"),
            ("Lan", date(1975, 3, 2), 120),
            (None, "32/1/1980", 90),
            ("M" * 61, None, "nhiều"),
        )
    )
    assert [record.row for record in reading.good] == [2]
    assert [(problem.place, problem.field, problem.code) for problem in reading.problems] == [
        ("A3", "name", "missing"),
        ("B3", "birth", "impossible_date"),
        ("A4", "name", "too_long"),
        ("C4", "votes", "not_a_number"),
    ]
    assert reading.problems[2].values == {"label": "Họ và tên", "length": 61, "limit": 60}


def test_a_required_field_without_a_column_is_missing_in_every_row() -> None:
    reading = reading_of(files.rows(("Tổ", "Ghi chú"), ("Tổ 1", "a"), ("Tổ 2", "b")))
    assert [(problem.place, problem.code) for problem in reading.problems] == [("2", "missing"), ("3", "missing")]


def test_somebody_called_tong_is_no_row_of_totals() -> None:
    reading = reading_of(files.rows(("Họ và tên", "Tổ"), ("Tống Cộng Hòa", "Tổ 1"), ("Tổng cộng", "2")))
    assert [record.values["name"] for record in reading.records] == ["Tống Cộng Hòa"]
    assert [skipped.code for skipped in reading.skipped] == ["total_row"]
