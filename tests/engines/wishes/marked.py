"""Minutes with their answers written into them: [+petition+], [~opinion~] and <type|personal data>."""

import re
import unicodedata
from pathlib import Path
from typing import NamedTuple

from nghitruong.engines.wishes import Wish, personal_data, split

MINUTES = Path(__file__).parent / "minutes"
_TAG = re.compile(r"\[(?P<open>[+~])|(?P<close>[+~])\]|<(?P<type>[a-z_]+)\||(?P<end>>)")
KINDS = {"+": "petition", "~": "opinion"}


class Told(NamedTuple):
    """A stretch of the plain text and what it is."""

    start: int
    end: int
    kind: str


class Marked(NamedTuple):
    """Minutes without their marks, and what the marks said."""

    name: str
    text: str
    wishes: tuple[Told, ...]
    personal: tuple[Told, ...]


def marked(path: Path) -> Marked:
    """Read one file of minutes."""
    source = unicodedata.normalize("NFC", path.read_text(encoding="utf-8"))
    text, at = "", 0
    wishes: list[Told] = []
    personal: list[Told] = []
    opened, named = (0, ""), (0, "")
    for match in _TAG.finditer(source):
        text += source[at : match.start()]
        at = match.end()
        if match["open"]:
            opened = (len(text), match["open"])
        elif match["close"]:
            wishes.append(Told(opened[0], len(text), KINDS[opened[1]]))
        elif match["type"]:
            named = (len(text), match["type"])
        else:
            personal.append(Told(named[0], len(text), named[1]))
    return Marked(path.stem, text + source[at:], tuple(wishes), tuple(personal))


def all_minutes(pattern: str) -> list[Marked]:
    """The minutes whose names fit, in order."""
    return [marked(path) for path in sorted(MINUTES.glob(pattern))]


class Count(NamedTuple):
    """How many were found rightly, found wrongly and missed."""

    right: int
    wrong: int
    missed: int

    def __add__(self, other: "Count") -> "Count":  # type: ignore[override]
        return Count(*(one + another for one, another in zip(self, other, strict=True)))

    @property
    def precision(self) -> float:
        return self.right / max(1, self.right + self.wrong)

    @property
    def recall(self) -> float:
        return self.right / max(1, self.right + self.missed)

    @property
    def f1(self) -> float:
        return 2 * self.right / max(1, 2 * self.right + self.wrong + self.missed)


SAME = 0.7
"""A wish is found where its letters and those of the found one overlap at least so much (shared by all of both)."""


def splitting(minutes: Marked) -> tuple[Count, int]:
    """How the wishes of one file are found, and of how many found rightly the kind is right."""
    left = list(split(minutes.text))
    right = kinds = 0
    for told in minutes.wishes:
        best = max(left, key=lambda wish: _overlap(minutes.text, told, wish), default=None)
        if best is not None and _overlap(minutes.text, told, best) >= SAME:
            left.remove(best)
            right += 1
            kinds += best.kind == told.kind
    return Count(right, len(left), len(minutes.wishes) - right), kinds


def hiding(minutes: Marked) -> Count:
    """How the personal data of one file are found, by their very letters."""
    found = {(each.start, each.end, each.type) for each in personal_data(minutes.text)}
    wanted = {tuple(told) for told in minutes.personal}
    return Count(len(found & wanted), len(found - wanted), len(wanted - found))


def _overlap(text: str, told: Told, wish: Wish) -> float:
    one, other = _letters(text, told.start, told.end), _letters(text, wish.start, wish.end)
    return len(one & other) / max(1, len(one | other))


def _letters(text: str, start: int, end: int) -> set[int]:
    return {place for place in range(start, end) if text[place].isalnum()}
