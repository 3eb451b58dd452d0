"""The Vietnamese alphabet: letters with their quality marks, and tones apart from them."""

import re
import unicodedata
from functools import cache
from typing import Final, NamedTuple

ALPHABET: Final = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
"""The 29 letters in their order, f, j, w and z in their Latin places."""

TONES: Final = {"": 1, "\u0300": 2, "\u0309": 3, "\u0303": 4, "\u0301": 5, "\u0323": 6}
"""Ngang, huyền, hỏi, ngã, sắc, nặng: the order of dictionaries."""

_QUALITIES = frozenset("\u0306\u0302\u031b")
_WORD = re.compile(r"[^\W_]+", re.UNICODE)


class Syllable(NamedTuple):
    """One syllable: its letters in lower case without the tone, and the tone as a number from 1 to 6."""

    letters: str
    tone: int


def syllable(word: str) -> Syllable:
    """Take the tone off a word, wherever in it the tone is written: "hoà" and "hòa" are the same.

    Marks that Vietnamese does not know are dropped, so that a foreign name finds its place.
    """
    kept, tone = [], 1
    for mark in unicodedata.normalize("NFD", word.lower()):
        if mark in TONES:
            tone = TONES[mark]
        elif mark in _QUALITIES or not unicodedata.combining(mark):
            kept.append(mark)
    letters = unicodedata.normalize("NFC", "".join(kept))
    return Syllable("".join(letter if letter in ALPHABET else _bare(letter) for letter in letters), tone)


def same_spelling(one: str, other: str) -> bool:
    """Whether two texts differ at most in capitals and in where a tone is written ("thuỷ", "thủy")."""
    return spelling_key(one) == spelling_key(other)


def spelling_key(text: str) -> str:
    """The same for every text of one spelling: small letters, each word's tone as a number behind it."""

    def rewrite(match: re.Match[str]) -> str:
        letters, tone = syllable(match.group())
        return f"{letters}{tone}"

    return _WORD.sub(rewrite, unicodedata.normalize("NFC", text))


@cache
def _bare(letter: str) -> str:
    """A foreign letter without its marks; a mark that no letter of ours carries (Ê Đê: ơ̆) vanishes."""
    base = unicodedata.normalize("NFD", letter)[0]
    return "" if unicodedata.combining(base) else base
