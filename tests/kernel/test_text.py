"""Text on its way in, and folding for search."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nghitruong.kernel.vietnamese import (
    Span,
    clean_line,
    clean_text,
    find_folded,
    fold,
    fold_key,
    is_clean,
    same_spelling,
)

ANY_TEXT = st.text(st.characters(codec=None, exclude_categories=()))
VIETNAMESE = st.text(
    alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyAĐƯ àảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ0123 .,/-"
)


def test_decomposed_letters_are_composed() -> None:
    assert clean_line(unicodedata.normalize("NFD", "Nghị quyết")) == "Nghị quyết"


def test_a_tone_typed_before_the_hat_is_the_same_letter() -> None:
    assert clean_line("e\u0301\u0302") != "ế"  # acute below the hat is another letter
    assert clean_line("e\u0323\u0302") == clean_line("e\u0302\u0323") == "ệ"


def test_what_cannot_be_seen_is_removed() -> None:
    assert clean_line("\ufeffHội\u200b đồng\u200d nhân\u00ad dân\u202e\x00\x1b\ud800") == "Hội đồng nhân dân"
    assert clean_line("Điều\u00a05") == "Điều 5"


def test_a_zero_width_mark_inside_a_letter_does_not_keep_it_apart() -> None:
    assert clean_line("e\u200b\u0302") == "ê"


def test_lines_stay_lines() -> None:
    assert clean_text("một  \r\nhai\rba\u2028bốn\vnăm\n\n") == "một\nhai\nba\nbốn\nnăm"
    assert clean_line("một\n hai\t ba ") == "một hai ba"


def test_the_icelandic_d_becomes_ours() -> None:
    assert clean_line("Ðại biểu ðã họp") == "Đại biểu đã họp"


@given(ANY_TEXT)
def test_cleaning_twice_changes_nothing(text: str) -> None:
    once = clean_text(text)
    assert is_clean(once)
    assert clean_line(clean_line(text)) == clean_line(text)
    assert unicodedata.is_normalized("NFC", once)
    once.encode()  # nothing left that cannot be stored


@given(VIETNAMESE)
def test_a_clean_vietnamese_line_loses_no_letter(text: str) -> None:
    assert clean_line(text).replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Nghị quyết về đầu tư công", "nghi quyet ve dau tu cong"),
        ("ĐỐNG ĐA", "dong da"),
        ("Hoà, hòa", "hoa, hoa"),
        ("12/2025/NQ-HĐND", "12/2025/nq-hdnd"),
        ("Ưu đãi – “thuỷ lợi”", 'uu dai - "thuy loi"'),
        ("ÆØ İ ß", "æø i ß"),
    ],
)
def test_folding(text: str, folded: str) -> None:
    assert fold(text) == folded
    assert fold(unicodedata.normalize("NFD", text)) == folded


@given(ANY_TEXT)
def test_folding_is_character_for_character(text: str) -> None:
    folded = fold(text)
    assert len(folded) == len(unicodedata.normalize("NFC", text))
    assert fold(folded) == folded


@given(VIETNAMESE)
def test_folded_vietnamese_is_plain_ascii(text: str) -> None:
    assert fold(text).isascii()


@given(VIETNAMESE, VIETNAMESE)
def test_folding_goes_letter_by_letter(one: str, other: str) -> None:
    assert fold(one + other) == fold(one) + fold(other)


def test_a_find_cuts_the_accented_text() -> None:
    text = "Kế hoạch đầu tư công năm 2026 và Đầu Tư Công năm 2027"
    spans = find_folded("dau tu cong", text)
    assert [text[span.start : span.end] for span in spans] == ["đầu tư công", "Đầu Tư Công"]
    assert find_folded("đầu tư công", text) == spans
    assert find_folded("", text) == []
    assert find_folded("aa", "aaaa") == [Span(0, 2), Span(2, 4)]


def test_a_mark_without_a_composed_letter_keeps_its_place() -> None:
    assert fold("H’Bơ\u0306k Niê") == "h'boʼk nie"
    assert fold_key("H'Bơ\u0306k  Niê") == "h bok nie"


def test_keys_of_labels_ignore_everything_but_letters_and_digits() -> None:
    assert fold_key("  Họ và tên (*):") == fold_key("HỌ VÀ\nTÊN") == "ho va ten"


def test_old_and_new_places_of_the_tone_are_one_spelling() -> None:
    assert same_spelling("Thuỷ lợi, hoà giải", "thủy lợi, hòa giải")
    assert not same_spelling("Hòa", "Hoa")
    assert not same_spelling("ma", "mă")


def test_ordinary_letters_are_told_in_one_step_and_need_no_cleaning() -> None:
    letters = "".join(chr(code) for code in (*range(0x20, 0x7F), *range(0xC0, 0x250), *range(0x1E00, 0x1F00)))
    kept = letters.translate(str.maketrans("ðÐƉ", "đĐĐ"))
    assert "".join(clean_text(f"{letter}.")[:-1] for letter in letters) == kept
    assert clean_text("a" + letters) == "a" + kept
    assert unicodedata.is_normalized("NFC", kept)
