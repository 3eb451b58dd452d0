"""Old letter codes recognised and converted; text that is Unicode already stays letter by letter."""

import random
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nghitruong.engines.legacytext import LetterCode, UndecodableError, converted, decoded, recognise
from nghitruong.engines.legacytext.codes import TCVN3, VNI
from nghitruong.engines.legacytext.syllables import is_syllable
from tests.engines.wishes.marked import all_minutes

TEXT = "Hội đồng nhân dân xã Tân Lập; cử tri đề nghị sửa đường, nước ngập nửa mét mỗi khi mưa lớn."
TO_TCVN3 = {letter: code for code, letter in TCVN3.items()}
TO_VNI = {letter: code for code, letter in VNI.items()}
MINUTES = {
    minutes.name: [line for line in minutes.text.splitlines() if line.strip()] for minutes in all_minutes("*.txt")
}


def in_tcvn3(text: str) -> str:
    """As the old programs wrote it: a capital with a tone is its small letter in another font."""
    return "".join(TO_TCVN3.get(letter, TO_TCVN3.get(letter.lower(), letter)) for letter in text)


def in_vni(text: str) -> str:
    return "".join(TO_VNI.get(letter, letter) for letter in text)


def without_capitals(text: str) -> str:
    return "".join(
        letter.lower() if letter.lower() in TO_TCVN3 and letter not in TO_TCVN3 else letter for letter in text
    )


def test_words_as_the_old_fonts_show_them() -> None:
    assert converted("Héi ®ång nh©n d©n").text == "Hội đồng nhân dân"
    assert converted("Hoäi ñoàng nhaân daân").text == "Hội đồng nhân dân"
    assert converted("n­íc ngËp, ®­êng háng").text == "nước ngập, đường hỏng"


def test_both_codes_are_told_and_show_a_preview() -> None:
    old = converted(in_tcvn3(TEXT))
    assert (old.code, old.text) == (LetterCode.TCVN3, TEXT)
    assert old.preview == ((in_tcvn3(TEXT), TEXT),)
    assert (converted(in_vni(TEXT)).code, converted(in_vni(TEXT)).text) == (LetterCode.VNI, TEXT)
    assert converted(TEXT).preview == ()


@pytest.mark.parametrize("name", MINUTES)
def test_lines_of_minutes_survive_both_ways_and_are_never_changed_as_they_are(name: str) -> None:
    for line in MINUTES[name]:
        assert converted(line) == (line, LetterCode.UNICODE, "", ())
        assert converted(in_tcvn3(line), LetterCode.TCVN3).text == without_capitals(line)
        assert converted(in_vni(line), LetterCode.VNI).text == line


@pytest.mark.slow
def test_whole_minutes_are_recognised() -> None:
    for minutes in all_minutes("*.txt"):
        if not minutes.text.isascii() and not minutes.name.startswith(("lines_b", "lines_seen")):
            assert recognise(in_tcvn3(minutes.text)) is LetterCode.TCVN3, minutes.name
            assert recognise(in_vni(minutes.text)) is LetterCode.VNI, minutes.name
            assert recognise(unicodedata.normalize("NFD", minutes.text)) is LetterCode.UNICODE


_WORDS = sorted({word for lines in MINUTES.values() for line in lines for word in line.split() if word.isalpha()})


@given(st.lists(st.sampled_from(_WORDS), min_size=1, max_size=12).map(" ".join), st.sampled_from(["NFC", "NFD"]))
def test_no_sentence_in_unicode_is_ever_changed(sentence: str, form: str) -> None:
    written = unicodedata.normalize(form, sentence)  # type: ignore[arg-type]
    assert converted(written).text == written


@given(st.text(max_size=60))
def test_converting_any_text_ends(text: str) -> None:
    assert isinstance(converted(text).text, str)


@pytest.mark.parametrize(
    "text",
    [
        "Le café a été fermé, côté élève très déçu",
        "Ä ö ü ß Straße Größe Öl",
        "50 °C ± 2 µm © 2026 ®",
        "naïve façade",
        "Kpă Y H’Đơk",
    ],
)
def test_other_languages_and_signs_are_left_alone(text: str) -> None:
    assert converted(text).text == text


@pytest.mark.parametrize(
    ("data", "encoding", "code"),
    [
        (TEXT.encode(), "utf-8", LetterCode.UNICODE),
        (TEXT.encode("utf-8-sig"), "utf-8-sig", LetterCode.UNICODE),
        (TEXT.encode("utf-16"), "utf-16", LetterCode.UNICODE),
        (("Bien ban " * 9 + "").encode("utf-16-le"), "utf-16-le", LetterCode.UNICODE),
        (in_tcvn3(TEXT).encode("latin-1"), "cp1252", LetterCode.TCVN3),
        (in_vni(TEXT).encode("cp1252"), "cp1252", LetterCode.VNI),
        (in_tcvn3(TEXT).encode(), "utf-8", LetterCode.TCVN3),
    ],
)
def test_bytes_of_any_program_become_the_text(data: bytes, encoding: str, code: LetterCode) -> None:
    seen = decoded(data)
    assert (seen.encoding, seen.code) == (encoding, code)
    assert seen.text in (TEXT, "Bien ban " * 9)


def test_windows_1258_is_composed() -> None:
    combined = "".join(_for_1258(letter) for letter in TEXT)
    assert decoded(combined.encode("cp1258"))[:3] == (TEXT, LetterCode.UNICODE, "cp1258")


def _for_1258(letter: str) -> str:
    """Windows-1258 has the letters with their quality, and the tone as a mark behind."""
    try:
        letter.encode("cp1258")
    except UnicodeEncodeError:
        marks = unicodedata.normalize("NFD", letter)
        tone = next(mark for mark in marks if mark in "\u0300\u0301\u0303\u0309\u0323")
        return unicodedata.normalize("NFC", marks.replace(tone, "")) + tone
    return letter


def test_what_is_no_text_is_refused() -> None:
    with pytest.raises(UndecodableError):
        decoded(random.Random(1).randbytes(4000))
    with pytest.raises(UndecodableError):
        decoded(b"\xff\xfe\x00")


@pytest.mark.parametrize("word", ["nước", "nghiêng", "khuỷu", "Đường", "hoà", "hòa", "quýt", "gì", "ước"])
def test_a_syllable(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["nuop", "été", "Straße", "ngËp", "cấtr", "hẳt"])
def test_no_syllable(word: str) -> None:
    assert not is_syllable(word)
