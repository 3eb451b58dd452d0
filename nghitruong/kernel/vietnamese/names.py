"""Names of people: sorted by given name, then family, then middle name; shortened and addressed as ux.md 2.1 says."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Final, NamedTuple, TypeVar

from nghitruong.kernel.vietnamese.letters import ALPHABET, syllable
from nghitruong.kernel.vietnamese.text import clean_line

NBSP: Final = "\u00a0"

Thing = TypeVar("Thing")

_JOINERS = re.compile(r"[-‐–.]")
_SILENT = re.compile(r"[^\w\s]|_")
_END, _BREAK, _DIGIT, _FOREIGN = "0", "1", "9", "zz"


class NameParts(NamedTuple):
    """Họ, tên đệm, tên. A name of one word is a given name alone."""

    family: str
    middle: str
    given: str


def name_parts(name: str) -> NameParts:
    """Split a full name as it is written, family name first."""
    words = clean_line(name).split()
    if len(words) < 2:
        return NameParts("", "", " ".join(words))
    return NameParts(words[0], " ".join(words[1:-1]), words[-1])


def given_name(name: str) -> str:
    """Tên: the word by which a person is called."""
    return name_parts(name).given


def initials(name: str) -> str:
    """The first letters of the last two words, in capitals: Lê Quang Vinh is QV."""
    return "".join(word[0].upper() for word in clean_line(name).split()[-2:])


def addressed(name: str, honorific: str = "ông/bà", *, short: bool = False) -> str:
    """A person in a sentence: honorific with the full name at first, with the given name (`short`) later; never by họ.

    The two do not part at the end of a line.
    """
    return f"{honorific}{NBSP}{given_name(name) if short else clean_line(name)}"


def told_apart(people: Sequence[tuple[str, str]]) -> list[str]:
    """Names of one list, each given with its group: who shares a name gets the group in brackets behind it."""
    names = [clean_line(name) for name, _ in people]
    counts = Counter(names)
    return [
        f"{name} ({group})" if counts[name] > 1 and group else name
        for name, (_, group) in zip(names, people, strict=True)
    ]


def name_sort_key(name: str) -> str:
    """A text that puts names in Vietnamese order: given, family, middle, each by letters and then by tones.

    Made of a-z and 0-9 only, so that any database and any collation sorts it alike. "Hoà" and "Hòa" are equal.
    """
    family, middle, given = name_parts(name)
    return "".join(_part_key(part) for part in (given, family, middle))


def sorted_by_name(things: Iterable[Thing], name: Callable[[Thing], str]) -> list[Thing]:
    """Anything with a person's name, in the order of a formal list; equal names keep their order."""
    return sorted(things, key=lambda thing: name_sort_key(name(thing)))


def _part_key(part: str) -> str:
    """Letters of all syllables, a zero, the tones, a zero: digits come before letters, so the shorter is first."""
    syllables = [syllable(word) for word in _SILENT.sub("", _JOINERS.sub(" ", part)).split()]
    letters = _BREAK.join("".join(_letter_code(letter) for letter in letters) for letters, _ in syllables)
    return letters + _END + "".join(str(tone) for _, tone in syllables) + _END


@cache
def _letter_code(letter: str) -> str:
    """Two characters a letter: "ă" is "ab", between "aa" and "ba"; what is no Latin letter goes behind them all."""
    if letter in ALPHABET:
        place = ALPHABET.index(letter)
        return chr(ord("a") + place // 3) + "abc"[place % 3]
    if letter.isdecimal():
        return _DIGIT + str(int(letter))
    return _FOREIGN + "".join("abcdefghijklmnop"[int(digit, 16)] for digit in f"{ord(letter):06x}")
