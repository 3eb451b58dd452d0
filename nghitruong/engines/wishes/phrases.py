"""Lists of Vietnamese words to look for, in texts with accents and in texts typed without any."""

import re
from collections.abc import Iterator
from typing import Final

from nghitruong.kernel.vietnamese import fold

_LATE_TONE: Final = re.compile(r"(o)([áàảãạéèẻẽẹ])(?!\w)|(u)([ýỳỷỹỵ])(?!\w)")
_EARLY: Final = {"o": dict(zip("áàảãạéèẻẽẹ", "óòỏõọóòỏõọ", strict=True)), "u": dict(zip("ýỳỷỹỵ", "úùủũụ", strict=True))}
_BARE: Final = dict(zip("áàảãạéèẻẽẹýỳỷỹỵ", "aaaaaeeeeeyyyyy", strict=True))


def spoken(text: str) -> str:
    """The text for looking words up: small letters, the tone where the phrases write it ("hoà" as "hòa"); as long."""
    small = text.lower()
    if len(small) != len(text):
        small = "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in text)
    return _LATE_TONE.sub(_early, small)


def is_plain(text: str) -> bool:
    """Whether the text was typed without accents, so that "den" may be đèn or đến."""
    letters = sum(letter.isalpha() for letter in text)
    marked = sum(letter.isalpha() and not letter.isascii() for letter in text)
    return marked * 20 < letters


class Heard:
    """A stretch of text made ready for looking phrases up."""

    def __init__(self, text: str, *, plain: bool) -> None:
        self.is_plain = plain
        self.text = fold(text) if plain else spoken(text)


class Phrases:
    """Some phrases as one pattern; a space stands for any white space, `…` for up to three words between."""

    def __init__(self, *lines: str) -> None:
        source = "|".join(sorted((part.strip() for line in lines for part in line.split("|")), key=len, reverse=True))
        self._exact = self._pattern(spoken(source))
        self._plain = self._pattern(fold(source))

    @staticmethod
    def _pattern(source: str) -> re.Pattern[str]:
        body = source.replace(" … ", r"\s+(?:\S+\s+){0,3}?").replace(" ", r"\s+")
        return re.compile(rf"(?<!\w)(?:{body})(?!\w)")

    def _in(self, heard: Heard) -> re.Pattern[str]:
        return self._plain if heard.is_plain else self._exact

    def found(self, heard: Heard) -> bool:
        """Whether any of the phrases stands in the text."""
        return self._in(heard).search(heard.text) is not None

    def begins(self, heard: Heard, start: int = 0) -> int:
        """Where the phrase ends that the text begins with; 0 when it begins with none."""
        match = self._in(heard).match(heard.text, start)
        return match.end() if match else 0

    def blanked(self, heard: Heard) -> str:
        """The text with spaces where the phrases stood."""
        return self._in(heard).sub(lambda match: " " * len(match.group()), heard.text)

    def each(self, heard: Heard) -> Iterator[re.Match[str]]:
        """Every place where one of the phrases stands."""
        return self._in(heard).finditer(heard.text)


def _early(match: re.Match[str]) -> str:
    first, letter = match[1] or match[3], match[2] or match[4]
    return _EARLY[first][letter] + _BARE[letter]
