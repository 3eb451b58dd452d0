"""Folding for search: accents and capitals gone, character for character, so that places in the text stay true."""

import unicodedata
from typing import NamedTuple

_FIXED = {"đ": "d", "Đ": "d", "ð": "d", "Ð": "d", "‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-"}
_LOOSE_MARK = "ʼ"
"""Stands for a mark without a composed letter (Ê Đê: ơ̆): it keeps the place, joins the word, composes with nothing."""


class _Table(dict[int, str]):
    """Letters folded once each; `str.translate` asks for a missing one the first time it meets it."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold_letter(chr(code))
        return folded


def _fold_letter(letter: str) -> str:
    if letter in _FIXED:
        return _FIXED[letter]
    if unicodedata.combining(letter):
        return _LOOSE_MARK
    base = unicodedata.normalize("NFD", letter)[0]
    lower = base.lower() if base.isascii() else letter.lower()
    return lower if len(lower) == 1 else letter


_TABLE = _Table()


class Span(NamedTuple):
    """A stretch of a text: from `start` up to, not including, `end`."""

    start: int
    end: int


def fold(text: str) -> str:
    """The text for searching: composed, in lower case, without accents, đ as d.

    As long as the composed (NFC) text, so an offset found here cuts the accented text at the same place. Folding
    twice changes nothing.
    """
    return unicodedata.normalize("NFC", text).translate(_TABLE)


def fold_key(text: str) -> str:
    """The folded text as a key for comparing labels: only letters and digits, single spaces between words."""
    words = fold(text).replace(_LOOSE_MARK, "")
    return " ".join("".join(letter if letter.isalnum() else " " for letter in words).split())


def find_folded(needle: str, text: str) -> list[Span]:
    """Where the words stand in a composed text, whatever the accents and capitals; empty for an empty needle."""
    wanted, folded = fold(needle), fold(text)
    spans: list[Span] = []
    start = folded.find(wanted) if wanted else -1
    while start >= 0:
        spans.append(Span(start, start + len(wanted)))
        start = folded.find(wanted, start + len(wanted))
    return spans
