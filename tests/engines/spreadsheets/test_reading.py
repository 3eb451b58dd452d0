"""Files as they come: good ones in every form, and wrong ones that are refused by name."""

import csv
import io
import random
import time
from datetime import date, datetime
from datetime import time as clock_time
from decimal import Decimal

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from nghitruong.engines.spreadsheets import Book, Limits, choose_sheet, read_book
from nghitruong.engines.spreadsheets.serial_days import from_serial
from nghitruong.kernel.decision import RefusalKind, RefusedError
from tests.engines.spreadsheets import files

SHEET = "xl/worksheets/sheet1.xml"
PEOPLE = "Họ và tên;Tổ;Ghi chú\r\nNguyễn Thị Lan;Tổ 1;đọc “thuỷ lợi”\r\nTrần Văn Minh;Tổ 2;\r\n"
EXPECTED = [["Họ và tên", "Tổ", "Ghi chú"], ["Nguyễn Thị Lan", "Tổ 1", "đọc “thuỷ lợi”"], ["Trần Văn Minh", "Tổ 2"]]


def grid(book: Book) -> list[list[object]]:
    return [[row.cells[column].value for column in sorted(row.cells)] for row in book.sheets[0].rows]


def code_of(data: bytes, limits: Limits | None = None) -> str:
    """The code with which the file is refused."""
    with pytest.raises(RefusedError) as caught:
        read_book(data, limits)
    refusal = caught.value.refusal
    assert refusal.kind is RefusalKind.INVALID
    assert refusal.message % refusal.values  # every place in the sentence has its value
    return refusal.code.removeprefix("spreadsheets.")


# Workbooks


def test_values_keep_their_types() -> None:
    moment = datetime(2026, 12, 8, 8, 30)  # noqa: DTZ001
    data = files.rows(
        ("chữ", 12, 90.32, 0.1 + 0.2, True, date(2026, 12, 8), moment, clock_time(8, 30), -5, "  Hội\u00a0đồng\u200b "),
    )
    assert grid(read_book(data)) == [
        [
            "chữ",
            12,
            Decimal("90.32"),
            Decimal("0.3"),
            True,
            date(2026, 12, 8),
            moment,
            clock_time(8, 30),
            -5,
            "Hội đồng",
        ]
    ]


def test_decomposed_text_comes_in_composed() -> None:
    assert grid(read_book(files.rows(("Nghi\u0323 quye\u0302\u0301t", "x")))) == [["Nghị quyết", "x"]]


def test_a_number_shown_with_leading_zeros_is_a_code() -> None:
    def build(sheet: Worksheet) -> None:
        sheet["A1"], sheet["B1"] = 123, 123
        sheet["A1"].number_format = "00000"

    assert grid(read_book(files.xlsx(build))) == [["00123", 123]]


def test_formulas_have_their_stored_value_and_their_text() -> None:
    data = files.rows(("=SUM(B1:C1)", 2, 3))
    never_computed = read_book(data).sheets[0].rows[0].cell(0)
    assert (never_computed.value, never_computed.formula) == (None, "=SUM(B1:C1)")
    stored = files.with_part(
        data, SHEET, lambda xml: xml.replace(b"<v></v>", b"<v>5</v>").replace(b"<v />", b"<v>5</v>")
    )
    computed = read_book(stored).sheets[0].rows[0].cell(0)
    assert (computed.value, computed.formula) == (5, "=SUM(B1:C1)")


def test_errors_in_cells_are_kept_as_errors() -> None:
    data = files.with_part(files.rows((1, 2)), SHEET, lambda xml: xml.replace(b't="n"><v>1</v>', b't="e"><v>#REF!</v>'))
    cell = read_book(data).sheets[0].rows[0].cell(0)
    assert (cell.value, cell.error, cell.text) == (None, "#REF!", "#REF!")


def test_rows_keep_the_numbers_a_person_sees() -> None:
    def build(sheet: Worksheet) -> None:
        sheet["B3"], sheet["D7"] = "ba", "bảy"

    rows = read_book(files.xlsx(build)).sheets[0].rows
    assert [(row.number, set(row.cells)) for row in rows] == [(3, {1}), (7, {3})]


def test_shared_and_rich_texts_are_joined_and_reading_aids_are_left_out() -> None:
    texts = (
        "<si><r><t>Nguyễn </t></r><r><t>Lan</t></r><rPh><t>không</t></rPh></si><si><t>một_x000A_hai</t></si>"
        "<si><t/></si>"
    )
    cells = '<c t="s"><v>1</v></c><c t="s"><v>0</v></c><c t="s"><v>2</v></c>'
    inline = '<c r="E1" t="inlineStr"><is><t>Tổ</t><rPh><t>không</t></rPh></is></c>'
    row = read_book(files.by_hand(cells + inline, texts)).sheets[0].rows[0]
    assert row.number == 1
    assert {column: cell.value for column, cell in row.cells.items()} == {0: "một\nhai", 1: "Nguyễn Lan", 4: "Tổ"}


def test_the_strict_form_of_the_standard_is_read_too() -> None:
    strict = "http://purl.oclc.org/ooxml/spreadsheetml/main"
    cells = '<c t="d"><v>2026-12-08</v></c><c t="d"><v>2026-12-08T08:30:00</v></c><c><v>5</v></c><c t="d"><v>x</v></c>'
    assert grid(read_book(files.by_hand(cells, namespace=strict))) == [
        [date(2026, 12, 8), datetime(2026, 12, 8, 8, 30), 5, "x"]  # noqa: DTZ001
    ]


@pytest.mark.parametrize(
    ("serial", "epoch_1904", "moment"),
    [
        (1, False, date(1900, 1, 1)),
        (59, False, date(1900, 2, 28)),
        (61, False, date(1900, 3, 1)),
        (46364, False, date(2026, 12, 8)),
        (46364.5, False, datetime(2026, 12, 8, 12)),  # noqa: DTZ001
        (44902, True, date(2026, 12, 8)),
        (0.25, False, clock_time(6)),
        (0.999999, False, date(1900, 1, 1)),
        (-1, False, None),
        (2_958_466, False, None),
    ],
)
def test_days_are_counted_as_the_programs_count_them(serial: float, epoch_1904: bool, moment: object) -> None:
    assert from_serial(serial, epoch_1904=epoch_1904) == moment


def test_the_workbook_says_from_which_year_days_are_counted() -> None:
    data = files.rows((date(2026, 12, 8), "x"))
    shifted = files.with_part(
        data, "xl/workbook.xml", lambda xml: xml.replace(b"<sheets", b'<workbookPr date1904="1"/><sheets', 1)
    )
    assert grid(read_book(shifted)) == [[date(2030, 12, 9), "x"]]


def test_the_first_visible_sheet_with_content_is_chosen_or_the_named_one() -> None:
    book = Workbook()
    hidden, empty, second = book.worksheets[0], book.create_sheet("Trống"), book.create_sheet("Đại biểu")
    hidden.title, hidden.sheet_state = "Ẩn", "hidden"
    hidden["A1"], second["A1"] = "ẩn", "Lan"
    read = read_book(files.saved(book))
    assert empty.title in [sheet.name for sheet in read.sheets]
    assert choose_sheet(read).name == "Đại biểu"
    assert choose_sheet(read, "Ẩn").rows[0].cell(0).value == "ẩn"
    with pytest.raises(RefusedError) as caught:
        choose_sheet(read, "Trống")
    assert caught.value.refusal.code == "spreadsheets.no_such_sheet"


# CSV


@pytest.mark.parametrize(
    ("encoding", "told"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
    ],
)
def test_unicode_encodings_are_told_by_their_content(encoding: str, told: str) -> None:
    book = read_book(PEOPLE.encode(encoding))
    assert grid(book) == EXPECTED
    assert (book.encoding, book.delimiter) == (told, ";")


def test_windows_1258_with_its_loose_tones_comes_in_composed() -> None:
    typed = "Họ tên;Tổ\r\nĐỗ Văn Hoà;Tổ một\r\nTrần Thị Hường;Tổ hai\r\n"
    loose = typed.translate(
        {ord(k): v for k, v in {"ọ": "o\u0323", "ổ": "ô\u0309", "ỗ": "ô\u0303", "ầ": "â\u0300"}.items()}
    )
    loose = loose.translate(
        {ord(k): v for k, v in {"ị": "i\u0323", "ờ": "ơ\u0300", "ộ": "ô\u0323", "à": "a\u0300"}.items()}
    )
    book = read_book(loose.encode("cp1258"))
    assert book.encoding == "cp1258"
    assert grid(book) == [["Họ tên", "Tổ"], ["Đỗ Văn Hoà", "Tổ một"], ["Trần Thị Hường", "Tổ hai"]]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_separators_are_told_by_how_evenly_they_cut(delimiter: str) -> None:
    out = io.StringIO()
    lines = [["Nội dung", "Khu phố"], ["Đường hỏng, ngập; bụi", "Khu phố 6"], ["Rác, tiếng ồn", "Khu phố 7, 8"]]
    csv.writer(out, delimiter=delimiter).writerows(lines)
    book = read_book(out.getvalue().encode())
    assert book.delimiter == delimiter
    assert grid(book) == lines


def test_a_named_separator_is_taken_and_is_no_row() -> None:
    book = read_book(b"sep=|\r\na|b,c\r\nd|e,f")
    assert grid(book) == [["a", "b,c"], ["d", "e,f"]]
    assert book.sheets[0].rows[0].number == 1


def test_lines_inside_quotes_and_blank_rows() -> None:
    rows = read_book('a,b\r\n"một\r\nhai",x\r\n\r\nba,y\r\n'.encode()).sheets[0].rows
    assert [(row.number, row.cell(0).value) for row in rows] == [(1, "a"), (2, "một\nhai"), (4, "ba")]


def test_a_single_column_is_a_table_too() -> None:
    assert grid(read_book("Họ và tên\nLan\nMinh\n".encode())) == [["Họ và tên"], ["Lan"], ["Minh"]]


def test_real_vietnamese_is_never_taken_for_an_old_letter_code() -> None:
    texts = ["THÔNG BÁO", "KHÊ", "XUÂN", "Hoà", "toà", "khoá", "xuân", "huê", "quý", "ĐẠI BIỂU È Ê Ì", "«ÁNH»", "µm"]
    assert len(grid(read_book(files.rows(*((text, "x") for text in texts))))) == len(texts)


# Wrong files


@pytest.mark.parametrize("data", [b"", b"\r\n \t\n", b"\xef\xbb\xbf", b"\xff\xfe", b"\x00" * 500])
def test_empty_files(data: bytes) -> None:
    assert code_of(data) == "empty_file"


def test_a_workbook_without_content() -> None:
    assert code_of(files.xlsx(lambda sheet: None)) == "no_sheet"


def test_documents_under_a_false_name() -> None:
    assert code_of(files.docx()) == "is_document"
    assert code_of(b"%PDF-1.7 ...") == "is_document"
    assert code_of(b"\x89PNG\r\n\x1a\n....") == "is_document"
    assert code_of(b"{\\rtf1 Danh s\xe1ch}") == "is_document"
    assert code_of("<html><table><tr><td>Họ tên</td></tr></table>".encode()) == "is_document"
    assert code_of(b'<?xml version="1.0"?><Workbook/>') == "is_document"


def test_older_and_other_spreadsheets() -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600
    assert code_of(ole) == "old_format"
    assert code_of(ole + "EncryptedPackage".encode("utf-16-le")) == "encrypted"
    assert code_of(
        files.packed({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<x/>"})
    ) == ("old_format")


def test_archives_that_are_no_workbook() -> None:
    assert code_of(files.packed({"ghi-chu.txt": "xin chào"})) == "not_a_spreadsheet"
    assert code_of(b"PK\x03\x04" + b"rest of a broken download") == "damaged"
    good = files.rows(("a", "b"))
    assert code_of(good[: len(good) // 2]) == "damaged"


def test_bytes_that_are_no_text() -> None:
    noise = bytes(random.Random(3).randrange(256) for _ in range(3000))
    assert code_of(b"\x8d\x90" + noise) in ("not_a_spreadsheet", "unknown_encoding")
    assert code_of(b"abc\x00def" * 50) == "not_a_spreadsheet"


def test_utf8_with_a_broken_byte_is_not_read_as_nonsense() -> None:
    assert code_of(PEOPLE.encode() + b"\xe1") == "unknown_encoding"


def test_a_quote_left_open_names_its_line() -> None:
    with pytest.raises(RefusedError) as caught:
        read_book('a,b\n1,2\n"mở,3\n4,5\n'.encode())
    assert caught.value.refusal.code == "spreadsheets.open_quote"
    assert caught.value.refusal.values == {"line": 3}


def test_old_letter_codes_are_refused_instead_of_stored() -> None:
    tcvn3 = [
        ("Héi ®ång nh©n d©n", "§¹i biÓu"),
        ("NguyÔn V¨n ¸nh", "Tæ 1"),
        ("TrÇn ThÞ H»ng", "Tæ 2"),
        ("Ph¹m §øc", "Tæ 3"),
    ]
    assert code_of(files.rows(*tcvn3)) == "old_letters"
    vni = [
        ("Hoäi ñoàng nhaân daân", "Ñaïi bieåu"),
        ("Nguyeãn Vaên", "Toå 1"),
        ("Traàn Thò Haèng", "Toå 2"),
        ("Ñoã Ñöùc", "x"),
    ]
    assert code_of(files.rows(*vni)) == "old_letters"


# Hostile files


def test_too_large_a_file() -> None:
    assert code_of(b"a,b\n" * 100, Limits(file_bytes=399)) == "too_large"


def test_a_far_away_cell_costs_nothing_and_is_refused() -> None:
    def build(sheet: Worksheet) -> None:
        sheet["A1"] = "Họ và tên"
        sheet["XFD1048576"] = "lạc"

    started = time.monotonic()
    assert code_of(files.xlsx(build)) == "too_many_columns"
    assert time.monotonic() - started < 5


def test_a_far_away_row_and_a_forged_dimension_cost_nothing() -> None:
    def build(sheet: Worksheet) -> None:
        sheet["A1"], sheet["A1048576"] = "Họ và tên", "cuối"

    data = files.with_part(
        files.xlsx(build), SHEET, lambda xml: xml.replace(b'ref="A1:A1048576"', b'ref="A1:XFD9999999"')
    )
    assert [row.number for row in read_book(data).sheets[0].rows] == [1, 1_048_576]


def test_limits_of_rows_columns_and_cells() -> None:
    data = files.rows(*((1, 2, 3) for _ in range(10)))
    assert code_of(data, Limits(rows=9)) == "too_many_rows"
    assert code_of(data, Limits(columns=2)) == "too_many_columns"
    assert code_of(data, Limits(cells=29)) == "too_many_cells"
    assert len(read_book(data, Limits(rows=10, columns=3, cells=30)).sheets[0].rows) == 10
    lines = b"1,2,3\n" * 10
    assert code_of(lines, Limits(rows=9)) == "too_many_rows"
    assert code_of(lines, Limits(columns=2)) == "too_many_columns"
    assert code_of(lines, Limits(cells=29)) == "too_many_cells"


@pytest.mark.slow
def test_an_archive_that_unpacks_to_too_much_is_not_unpacked() -> None:
    bomb = files.with_part(files.rows(("a", "b")), SHEET, lambda xml: xml + b" " * 50_000_000)
    assert len(bomb) < 100_000
    assert code_of(bomb, Limits(unpacked_bytes=10_000_000)) == "unpacks_too_large"


def test_a_merged_area_of_the_whole_sheet_costs_nothing() -> None:
    data = files.with_part(
        files.rows(("a", "b")),
        SHEET,
        lambda xml: xml.replace(
            b"</sheetData>", b'</sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
        ),
    )
    assert read_book(data).sheets[0].merged[0].bottom == 1_048_576


@pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml", "xl/sharedStrings.xml", "_rels/.rels"])
def test_entities_are_refused_in_every_part(part: str) -> None:
    doctype = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b SYSTEM "file:///etc/passwd">]>'
    data = files.by_hand('<c t="s"><v>0</v></c>', "<si><t>Lan</t></si>")
    assert grid(read_book(data)) == [["Lan"]]
    assert code_of(files.with_part(data, part, lambda xml: doctype + xml)) == "damaged"
    wide = files.with_part(data, part, lambda xml: (doctype + xml).decode().encode("utf-16"))
    assert code_of(wide) == "damaged"


def test_a_part_of_nothing_but_empty_elements_is_given_up() -> None:
    data = files.by_hand("<c/>" * 6_000 + "<c><v>1</v></c>")
    assert code_of(data, Limits(cells=1_000)) == "damaged"
    assert code_of(data, Limits(cells=2_000)) == "too_many_columns"


@pytest.mark.parametrize(
    "cells",
    [
        '<c t="s"><v>99</v></c>',
        '<c t="s"><v>x</v></c>',
        "<c><v>inf</v></c>",
        "<c><v>nan</v></c>",
        "<c><v>bay</v></c>",
        '<c r="1A"><v>7</v></c>',
        '<c r="A"><v>7</v></c>',
        '<c s="x"><v>7</v></c>',
        "<c><v>7</c>",
    ],
)
def test_nonsense_inside_a_part_is_damage(cells: str) -> None:
    assert code_of(files.by_hand(cells)) == "damaged"


def test_mutated_files_are_read_or_refused_and_nothing_else() -> None:
    """A short pass of the drill; each file differs by a few bytes, in the archive or inside one part."""
    chance = random.Random(11)
    good = files.rows(("Họ và tên", "Ngày sinh"), ("Lan", date(1975, 3, 2)), ("Minh", 0.5))
    parts = files.unpacked(good)
    refused = 0
    for _ in range(150):
        path = chance.choice(sorted(parts))
        data = chance.choice([mutated(good, chance), files.packed({**parts, path: mutated(parts[path], chance)})])
        try:
            read_book(data)
        except RefusedError:
            refused += 1
    assert 10 < refused < 150


def mutated(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)
