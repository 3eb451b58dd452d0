"""The words of each field and level, kept in `data/lexicon.txt` where a person can read and add to them."""

from functools import cache
from pathlib import Path
from typing import NamedTuple

from nghitruong.kernel.vietnamese import fold_key

DATA = Path(__file__).parent / "data"
LEVEL_MARK = "level:"
LONGEST = 8
"""Words of the longest phrase that is looked for."""


class Phrase(NamedTuple):
    """A phrase as written, under the field or `level:…` it speaks for."""

    owner: str
    written: str


@cache
def phrases() -> tuple[Phrase, ...]:
    """Every phrase in the order of the file."""
    found: list[Phrase] = []
    owner = ""
    for line in (DATA / "lexicon.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("#") or not line.strip():
            continue
        if line.startswith("["):
            owner = line.strip("[]")
            continue
        found += [Phrase(owner, written.strip()) for written in line.split(",") if written.strip()]
    return tuple(found)


@cache
def owners() -> dict[tuple[str, ...], tuple[str, ...]]:
    """For the folded words of each phrase, the fields and levels that claim it."""
    claimed: dict[tuple[str, ...], list[str]] = {}
    for phrase in phrases():
        key = tuple(fold_key(phrase.written).split())
        if phrase.owner not in claimed.setdefault(key, []):
            claimed[key].append(phrase.owner)
    return {key: tuple(names) for key, names in claimed.items()}


@cache
def openings() -> dict[str, int]:
    """The first words of phrases, with the length of the longest phrase that begins so."""
    longest: dict[str, int] = {}
    for key in owners():
        longest[key[0]] = max(longest.get(key[0], 0), min(len(key), LONGEST))
    return longest


def word_list(section: str) -> frozenset[str]:
    """The folded words of one section of `data/words.txt`."""
    return frozenset(word for line in _sections()[section] for word in line.split())


def abbreviations() -> dict[str, tuple[str, ...]]:
    """What stands for each abbreviation, word by word."""
    pairs = (line.partition(": ") for line in _sections()["abbreviations"])
    return {short: tuple(words.split()) for short, _colon, words in pairs}


@cache
def _sections() -> dict[str, list[str]]:
    sections: dict[str, list[str]] = {}
    for line in (DATA / "words.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            current = sections.setdefault(line.strip("[]"), [])
        elif not line.startswith("#"):
            current.append(line)
    return sections
