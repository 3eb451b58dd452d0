"""A word is the same word however it was typed; a code is found with its signs and without."""

import unicodedata

import pytest

from nghitruong.foundation.search import words
from nghitruong.foundation.search.snippets import Piece, marked, plain, snippet
from nghitruong.foundation.search.words import GAP, MOST_PLACES, asked, indexed, joined_codes, thinned

FLOODED = "ngập nước"


@pytest.mark.parametrize(
    "typed", ["ngap nuoc", FLOODED, "NGẬP NƯỚC", unicodedata.normalize("NFD", FLOODED), "Ngập  nước,"]
)
def test_a_question_is_the_same_however_it_was_typed(typed: str) -> None:
    assert asked(typed).folded == ("ngap", "nuoc")


def test_the_tone_may_stand_on_either_vowel() -> None:
    assert asked("hoà bình").spelled == asked("hòa bình").spelled == ("hoa2", "binh2")
    assert asked("thuỷ").spelled == asked("thủy").spelled


def test_only_a_question_with_accents_asks_for_them() -> None:
    assert asked("NGAP NUOC").spelled == ()
    assert asked("đường").spelled != asked("dương").spelled
    assert asked("đường").folded == asked("dương").folded


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Kiến nghị BM-26-0087 đã có trả lời", ["bm260087"]),
        ("Nghị quyết số 12/2025/NQ-HĐND.", ["122025nqhdnd"]),
        ("ngày 08/12/2026, 30 đại biểu", []),
    ],
)
def test_a_code_is_also_kept_without_its_signs(text: str, codes: list[str]) -> None:
    assert joined_codes(text) == codes


def test_title_and_body_do_not_meet() -> None:
    title, folded, spelled = indexed("Đường ngập", "Nước sạch")
    assert title == [words.FIRST, "duong", "ngap", words.LAST]
    assert folded == ["duong", "ngap", GAP, "nuoc", "sach"]
    assert spelled[2] == GAP
    assert len(spelled) == len(folded)


def test_neither_database_gets_more_places_of_a_word_than_the_other_keeps() -> None:
    many = thinned(["a"] * (MOST_PLACES + 3))
    assert (many.count("a"), many.count(GAP)) == (MOST_PLACES, 3)
    assert len(thinned(["x" * 5_000])[0]) == words.LONGEST_WORD


def test_a_question_of_signs_asks_nothing() -> None:
    assert asked('  … * " ( ').folded == ()
    assert asked(GAP).folded == ()
    assert len(asked("a " * 50).folded) == words.MOST_ASKED


def test_hits_are_marked_in_the_text_as_it_is_written() -> None:
    assert marked("Đường bị Ngập Nước nặng", asked("ngap nuoc")) == [
        Piece("Đường bị "),
        Piece("Ngập", is_hit=True),
        Piece(" "),
        Piece("Nước", is_hit=True),
        Piece(" nặng"),
    ]


def test_a_snippet_is_cut_at_words_round_the_place_where_the_words_stand_together() -> None:
    text = "nước " + "chữ " * 100 + "bị ngập nước sau mưa " + "đuôi " * 100
    pieces = snippet(text, asked("ngap nuoc"))
    shown = plain(pieces)
    assert shown.startswith("… chữ")
    assert shown.endswith("đuôi …")
    assert [piece.text for piece in pieces if piece.is_hit] == ["ngập", "nước"]
    assert len(shown) < 260


def test_a_text_without_a_hit_shows_its_beginning() -> None:
    assert plain(snippet("Một câu ngắn.", asked("xyz"))) == "Một câu ngắn."
    assert snippet("", asked("xyz")) == []
