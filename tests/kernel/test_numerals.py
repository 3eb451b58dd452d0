"""Vietnamese numbers: printed, read, spelled out, and as ordinals."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nghitruong.kernel.vietnamese import (
    AmbiguousNumberError,
    format_number,
    money,
    number_in_words,
    ordinal_in_words,
    parse_number,
    parse_ordinal,
    roman,
    short_money,
)


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        (1146, None, "1.146"),
        (Decimal("1234.5"), None, "1.234,5"),
        (Decimal("1234567.89"), None, "1.234.567,89"),
        (Decimal("-4.1"), None, "−4,1"),
        (Decimal("0.125"), 2, "0,13"),
        (Decimal("-0.125"), 2, "−0,13"),
        (Decimal("-0.001"), 2, "0,00"),
        (7, 2, "7,00"),
        (0, None, "0"),
    ],
)
def test_printing(value: Decimal | int, places: int | None, text: str) -> None:
    assert format_number(value, places) == text


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1234,5", "1234.5"),
        ("1.234,5", "1234.5"),
        ("1.234", "1234"),
        ("12.345.678", "12345678"),
        (" −4,1 ", "-4.1"),
        ("-7", "-7"),
        ("+7", "7"),
        ("1\u00a0234", "1234"),
        ("0.5", "0.5"),
        ("0.125", "0.125"),
    ],
)
def test_reading(text: str, value: str) -> None:
    assert parse_number(text) == Decimal(value)


def test_a_lone_dot_asks_what_was_meant() -> None:
    with pytest.raises(AmbiguousNumberError) as caught:
        parse_number("1.5")
    assert caught.value.readings == (Decimal("1.5"), Decimal(1500))
    with pytest.raises(AmbiguousNumberError) as caught:
        parse_number("-12.34")
    assert caught.value.readings == (Decimal("-12.34"), Decimal(-12340))


@pytest.mark.parametrize(
    "text", ["", "abc", "1.23.4", "1,2,3", "1.5,3", "1234.567", "--3", "1e5", "5%", ".", ".5", "1.", ","]
)
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError) as caught:
        parse_number(text)
    assert not isinstance(caught.value, AmbiguousNumberError)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**12), max_value=10**12))
def test_what_is_printed_is_read_back(value: Decimal) -> None:
    assert parse_number(format_number(value)) == value


def test_money() -> None:
    assert money(1_850_000_000) == "1.850.000.000\u00a0đồng"
    assert short_money(68_400_000_000) == "68,4\u00a0tỷ đồng"
    assert short_money(2_000_000) == "2\u00a0triệu đồng"
    assert short_money(-2_550_000) == "−2,6\u00a0triệu đồng"
    assert short_money(950_000) == "950.000\u00a0đồng"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0, "không"),
        (4, "bốn"),
        (10, "mười"),
        (11, "mười một"),
        (14, "mười bốn"),
        (15, "mười lăm"),
        (20, "hai mươi"),
        (21, "hai mươi mốt"),
        (24, "hai mươi tư"),
        (25, "hai mươi lăm"),
        (55, "năm mươi lăm"),
        (101, "một trăm linh một"),
        (110, "một trăm mười"),
        (115, "một trăm mười lăm"),
        (202, "hai trăm linh hai"),
        (1005, "một nghìn không trăm linh năm"),
        (2026, "hai nghìn không trăm hai mươi sáu"),
        (1_000_005, "một triệu không trăm linh năm"),
        (1_234_567, "một triệu hai trăm ba mươi tư nghìn năm trăm sáu mươi bảy"),
        (68_400_000_000, "sáu mươi tám tỷ bốn trăm triệu"),
        (10**12, "một nghìn tỷ"),
        (-3, "âm ba"),
    ],
)
def test_numbers_in_words(value: int, words: str) -> None:
    assert number_in_words(value) == words


@given(st.integers(0, 10**15), st.integers(0, 10**15))
def test_different_numbers_have_different_words(one: int, other: int) -> None:
    assert (number_in_words(one) == number_in_words(other)) == (one == other)
    assert "  " not in number_in_words(one)


def test_ordinals_in_words() -> None:
    assert [ordinal_in_words(n) for n in (1, 2, 3, 4, 5, 10, 11, 14, 21, 24)] == [
        "thứ nhất",
        "thứ hai",
        "thứ ba",
        "thứ tư",
        "thứ năm",
        "thứ mười",
        "thứ mười một",
        "thứ mười bốn",
        "thứ hai mươi mốt",
        "thứ hai mươi tư",
    ]
    with pytest.raises(ValueError):
        ordinal_in_words(0)


@pytest.mark.parametrize(
    ("value", "text"), [(1, "I"), (4, "IV"), (6, "VI"), (9, "IX"), (14, "XIV"), (40, "XL"), (1994, "MCMXCIV")]
)
def test_roman_numerals(value: int, text: str) -> None:
    assert roman(value) == text


@given(st.integers(1, 3999))
def test_ordinals_are_read_back(value: int) -> None:
    assert parse_ordinal(roman(value)) == value
    assert parse_ordinal(f" {roman(value).lower()} ") == value
    assert parse_ordinal(str(value)) == value


@pytest.mark.parametrize("text", ["", "0", "IIII", "VX", "IC", "ABC", "6a", "-1", "VI VI", "M" * 50, "²"])
def test_what_is_no_ordinal_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        parse_ordinal(text)


@pytest.mark.parametrize("value", [0, -1, 4000])
def test_roman_numerals_end_somewhere(value: int) -> None:
    with pytest.raises(ValueError):
        roman(value)
