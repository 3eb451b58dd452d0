"""Clean text, seconds and shares."""

import unicodedata
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nghitruong.engines.officialforms.wording import glued, printable, share_text, to_the_second


def test_paper_takes_composed_text_without_what_breaks_a_file() -> None:
    decomposed = unicodedata.normalize("NFD", "Nghị quyết\u200b\x00\x0b số\ue000 1")
    assert printable(decomposed) == "Nghị quyết số 1"


def test_spaces_and_line_breaks_stay() -> None:
    assert printable("Số:\u00a0\u00a0/NQ\nhai\tba") == "Số:\u00a0\u00a0/NQ\nhai\tba"


@pytest.mark.slow
@given(st.text())
def test_what_is_printable_stays_as_it_is(text: str) -> None:
    once = printable(text)
    assert printable(once) == once
    assert unicodedata.is_normalized("NFC", once)


def test_seconds_are_those_of_the_councils_clock() -> None:
    assert to_the_second(datetime(2026, 12, 8, 2, 41, 43, tzinfo=UTC)) == "09 giờ 41 phút 43 giây"


def test_a_moment_needs_a_zone() -> None:
    with pytest.raises(ValueError, match="time zone"):
        to_the_second(datetime(2026, 12, 8, 2, 41, 43))  # noqa: DTZ001


def test_a_share_of_nobody_is_a_dash() -> None:
    assert share_text(28, 31) == "90,32%"
    assert share_text(0, 0) == "–"


@pytest.mark.parametrize(
    ("typed", "held"),
    [
        ("Điều 35 Luật", "Điều_35 Luật"),
        ("khóa I, nhiệm kỳ", "khóa_I, nhiệm kỳ"),
        ("ngày 08 tháng 12 năm 2026", "ngày_08 tháng_12 năm_2026"),
        ("Kỳ họp thứ 3", "Kỳ họp thứ_3"),
        ("ngày 31/03/2027.", "ngày_31/03/2027."),
        ("thứ ba, tổ chức 24 hội nghị", "thứ ba, tổ chức 24 hội nghị"),
        ("Thanh tổng số 202", "Thanh tổng số_202"),
    ],
)
def test_a_number_stays_with_its_word(typed: str, held: str) -> None:
    assert glued(typed) == held.replace("_", "\u00a0")
