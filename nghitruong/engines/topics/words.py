"""A wish as words: folded, abbreviations written out, proper names after "đường" or "ông" left aside."""

import re
import unicodedata
from collections.abc import Container
from typing import NamedTuple

from nghitruong.engines.topics import lexicon
from nghitruong.engines.topics.spelling import repaired
from nghitruong.kernel.vietnamese import fold

_WORD = re.compile(r"[^\W_]+")
_SENTENCE_END = frozenset(".!?:;\n•")
_NAME_HEADS = lexicon.word_list("name_heads")
_NAME_JOINTS = frozenset("–-,/")
STOP = lexicon.word_list("stop_words")
"""Words that say nothing of a field: alone they are no feature, and they are never a reason."""

ABBREVIATIONS = lexicon.abbreviations()
"""What offices and telephones write short; an abbreviation counts for each of its words."""

_ONLY_IN_CAPITALS = frozenset({"ca", "dv", "hs", "gt", "vh", "xd", "tl", "bv", "gv"})
_ROAD_NUMBER = re.compile(r"(ql|tl|dt|qlo)(\d{1,4}[a-d]?)")
_MOSTLY = 0.6


class Word(NamedTuple):
    """One folded word with its place in the composed text; `exact` keeps the accents, empty when there are none."""

    folded: str
    exact: str
    start: int
    end: int
    is_name: bool


def words_of(text: str, known: Container[str] = ()) -> list[Word]:
    """The words of a text, in their order. With `known` words, those that cannot be Vietnamese are put right."""
    text = unicodedata.normalize("NFC", text)
    folded = fold(text)
    shouting = _is_shouting(text)
    words: list[Word] = []
    last_end, opens, after_name = 0, True, False
    for match in _WORD.finditer(folded):
        start, end = match.span()
        written, plain = text[start:end], match.group()
        gap = folded[last_end:start]
        opens = opens or any(sign in _SENTENCE_END for sign in gap)
        is_name = not shouting and not opens and written[0].isupper() and _follows_name(words, gap, after_name)
        words += _spelt(written, plain, start, end, is_name and not written.isupper(), known)
        last_end, opens, after_name = end, False, is_name
    return words


def _follows_name(words: list[Word], gap: str, after_name: bool) -> bool:
    if not words:
        return False
    joined = not gap.strip() or set(gap.strip()) <= _NAME_JOINTS
    return joined and (after_name or words[-1].folded in _NAME_HEADS)


def _spelt(written: str, plain: str, start: int, end: int, is_name: bool, known: Container[str]) -> list[Word]:
    short = ABBREVIATIONS.get(plain)
    if short and (plain not in _ONLY_IN_CAPITALS or written.isupper()):
        return [Word(word, "", start, end, False) for word in short]
    if road := _ROAD_NUMBER.fullmatch(plain):
        return [Word(word, "", start, end, False) for word in ("quoc lo" if plain[0] == "q" else "tinh lo").split()]
    exact = written.lower()
    meant = repaired(plain, known) if known else plain
    return [Word(meant, exact if exact != plain and meant == plain else "", start, end, is_name or road is not None)]


def _is_shouting(text: str) -> bool:
    letters = [letter for letter in text if letter.isalpha()]
    return sum(letter.isupper() for letter in letters) > _MOSTLY * len(letters)
