"""The content model: what it prints of itself, and what it does not take."""

from datetime import date

import pytest

from nghitruong.engines.officialforms.content import (
    Annex,
    Closing,
    Column,
    Document,
    Heading,
    Letterhead,
    Row,
    Run,
    Signer,
    Table,
    plain,
    recipient_lines,
    runs,
)
from nghitruong.engines.officialforms.wording import BLANK

ORGAN = "HỘI ĐỒNG NHÂN DÂN"


@pytest.mark.parametrize(
    ("number", "symbol", "line"),
    [
        (5, "BB-HĐND", "Số: 05/BB-HĐND"),
        (112, "NQ-HĐND", "Số: 112/NQ-HĐND"),
        (45, "HĐND-VP", "Số: 45/HĐND-VP"),
        (None, "BB-HĐND", f"Số: {BLANK}/BB-HĐND"),
        (5, "", ""),
    ],
)
def test_number_line(number: int | None, symbol: str, line: str) -> None:
    assert Letterhead(ORGAN, number=number, symbol=symbol).number_line == line


@pytest.mark.parametrize(
    ("day", "line"),
    [
        (date(2026, 12, 8), "Sen Hồng, ngày 08 tháng 12 năm 2026"),
        (date(2027, 2, 3), "Sen Hồng, ngày 03 tháng 02 năm 2027"),
        (date(2027, 3, 31), "Sen Hồng, ngày 31 tháng 3 năm 2027"),
    ],
)
def test_date_line_has_zeros_for_days_under_ten_and_months_one_and_two(day: date, line: str) -> None:
    assert Letterhead(ORGAN, place="Sen Hồng", on=day).date_line == line


def test_an_open_date_leaves_room_for_a_pen() -> None:
    head = Letterhead(ORGAN, place="Sen Hồng", year=2026)
    assert head.date_line == f"Sen Hồng, ngày{BLANK}tháng{BLANK}năm 2026"
    assert Letterhead(ORGAN).date_line == ""


def test_runs_keep_their_faces_and_are_cleaned() -> None:
    assert runs(("a\x00", Run("b", bold=True))) == (Run("a"), Run("b", bold=True))
    assert plain((Run("Điều 1.", bold=True), " Triệu tập")) == "Điều\u00a01. Triệu tập"


def test_recipients_end_as_official_lists_do() -> None:
    assert recipient_lines(("Như trên;", "UBND phường", "Lưu: VT.")) == (
        "- Như trên;",
        "- UBND phường;",
        "- Lưu: VT.",
    )


def test_a_ragged_table_names_its_rows() -> None:
    with pytest.raises(ValueError, match=r"rows \[2\] do not have 2 cells"):
        Table((Column("a"), Column("b")), (Row(("1", "2")), Row(("1",))))
    with pytest.raises(ValueError, match="needs a column"):
        Table((), ())


@pytest.mark.parametrize("columns", [6, 7])
def test_more_than_six_columns_lie_on_their_side(columns: int) -> None:
    table = Table(tuple(Column(str(place)) for place in range(columns)), ())
    assert Annex("PHỤ LỤC", "", (table,)).is_landscape is (columns > 6)


def test_headings_have_three_levels() -> None:
    with pytest.raises(ValueError, match="level 4"):
        Heading("x", 4)


@pytest.mark.parametrize("count", [0, 3])
def test_one_or_two_sign(count: int) -> None:
    with pytest.raises(ValueError, match="one or two"):
        Closing((Signer("CHỦ TỊCH"),) * count)


def test_the_title_is_one_line() -> None:
    assert Document(Letterhead(ORGAN), "BÁO CÁO", "Kết quả\nnăm 2026", ()).title == "BÁO CÁO Kết quả năm 2026"
