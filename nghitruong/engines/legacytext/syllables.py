"""What a Vietnamese syllable looks like: enough to tell a text from one in a wrong letter code."""

import re
from collections.abc import Sequence
from typing import Final

from nghitruong.kernel.vietnamese.letters import syllable

_ONSET: Final = r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|th|tr|qu|[bcdđghklmnpqrstvx])?"
_NUCLEUS: Final = (
    r"(?:uyê|iêu|yêu|ươu|uôi|ươi|oai|oay|oao|oeo|uây|uyu|uya|iê|yê|uô|ươ|ia|ua|ưa|oa|oă|oe|uâ|uê|uơ|uy|oo"
    r"|ai|ao|au|ay|âu|ây|eo|êu|iu|oi|ôi|ơi|ui|ưi|ưu|[aăâeêioôơuưy])"
)
_SYLLABLE: Final = re.compile(rf"{_ONSET}{_NUCLEUS}(?P<coda>ch|ng|nh|[cmnpt])?")
_STOPS: Final = frozenset({"c", "ch", "p", "t"})
_SHARP_OR_HEAVY: Final = frozenset({5, 6})


def is_syllable(word: str) -> bool:
    """Whether the word, with its tone, could be Vietnamese: "nước" is one, "níwc" and "nuốp" in a flat tone are not."""
    letters, tone = syllable(word)
    match = _SYLLABLE.fullmatch(letters)
    return match is not None and (match["coda"] not in _STOPS or tone in _SHARP_OR_HEAVY)


def share(words: Sequence[str]) -> float:
    """How many of the words are syllables, 0 to 1; 1 of no words."""
    each = [is_syllable(word) for word in words]
    return sum(each) / len(each) if each else 1.0
