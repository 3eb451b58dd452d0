"""A text as the index knows it, and what was asked, both in words without accents and in words with their tones."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from nghitruong.kernel.vietnamese import fold, fold_key, spelling_key

MOST_WORDS = 16_000
"""Of one record: about 40 pages. PostgreSQL keeps no place of a word beyond the 16,383rd."""
MOST_PLACES = 250
"""Of one word in a record: PostgreSQL keeps 255 places, so neither database gets more."""
MOST_ASKED = 12
SHORTEST_PREFIX = 2
LONGEST_WORD = 100
GAP = "ø"
"""Stands for a word that nobody asks for: between title and body, and in the place of a word's 251st mention."""

FIRST, LAST = "øa", "øz"
"""Where a title begins and ends, so that a whole title can be asked for."""

_CODE = re.compile(r"[^\s,;()“”\"]*\d[^\s,;()“”\"]*")


def folded_words(text: str) -> list[str]:
    """The words without accents, capitals and signs: "Số 12/NQ-HĐND" is so, 12, nq, hdnd."""
    return fold_key(text).split()


def spelled_words(text: str) -> list[str]:
    """The same words with their letters and tones, wherever the tone is written: "hoà" and "hòa" are hoa2."""
    return [_spelled(word) for word in _plain(text).split()]


def joined_codes(text: str) -> list[str]:
    """Codes and numbers of documents written together: BM-26-0087 is found as bm260087."""
    whole = ("".join(folded_words(code)) for code in _CODE.findall(text))
    return [code for code in whole if code.strip("0123456789")]


def indexed(title: str, body: str) -> tuple[list[str], list[str], list[str]]:
    """The words of a record in their places: the title's between two marks, all without accents, all as spelled.

    Behind those without accents stand the joined codes.
    """
    heading = [FIRST, *folded_words(title), LAST]
    folded = [*folded_words(title), GAP, *folded_words(body)][:MOST_WORDS]
    spelled = [*spelled_words(title), GAP, *spelled_words(body)][:MOST_WORDS]
    codes = joined_codes(f"{title}\n{body}")
    return thinned(heading), thinned([*folded, *_unique(codes)]), thinned(spelled)


def thinned(words: Iterable[str]) -> list[str]:
    """The words, each at most `MOST_PLACES` times; what comes after leaves its place to nobody."""
    seen: Counter[str] = Counter()
    kept = []
    for word in words:
        seen[word] += 1
        kept.append(word[:LONGEST_WORD] if seen[word] <= MOST_PLACES else GAP)
    return kept


@dataclass(frozen=True)
class Asked:
    """What somebody typed, as words. `spelled` is empty where nothing says which accents are meant."""

    folded: tuple[str, ...]
    spelled: tuple[str, ...] = ()

    @property
    def has_prefix(self) -> bool:
        """Whether the last word may be the beginning of one."""
        return bool(self.folded) and len(self.folded[-1]) >= SHORTEST_PREFIX


def asked(text: str) -> Asked:
    """Read a question; of more than twelve words only the first twelve count."""
    is_plain = fold(text) == unicodedata.normalize("NFC", text).lower()
    return Asked(_wanted(folded_words(text)), () if is_plain else _wanted(spelled_words(text)))


def _wanted(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(word[:LONGEST_WORD] for word in words if not word.startswith(GAP))[:MOST_ASKED]


# The language has some 7,000 syllables: of nearly every word the key is known already.
_spelled = lru_cache(maxsize=20_000)(spelling_key)


def _plain(text: str) -> str:
    composed = unicodedata.normalize("NFC", text)
    return "".join(letter if letter.isalnum() else " " for letter in composed)


def _unique(codes: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(codes))
