"""Things with several names: the table of `data/synonyms.txt`, and where its names stand in a row of words."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from nghitruong.kernel.vietnamese import fold_key

DATA = Path(__file__).parent / "data"


class Thing(NamedTuple):
    """A thing by its first name, and the words from `start` up to, not including, `end` that name it."""

    name: str
    start: int
    end: int


def things_in(words: Sequence[str]) -> list[Thing]:
    """The longest names, left to right, none inside another."""
    table, longest = _table()
    found: list[Thing] = []
    at = 0
    while at < len(words):
        most = min(longest.get(words[at], 0), len(words) - at)
        named = (length for length in range(most, 0, -1) if tuple(words[at : at + length]) in table)
        length = next(named, 0)
        if length:
            found.append(Thing(table[tuple(words[at : at + length])], at, at + length))
        at += length or 1
    return found


@cache
def _table() -> tuple[dict[tuple[str, ...], str], dict[str, int]]:
    table: dict[tuple[str, ...], str] = {}
    longest: dict[str, int] = {}
    for line in (DATA / "synonyms.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        names = [tuple(fold_key(name).split()) for name in line.split(",")]
        for name in names:
            table.setdefault(name, " ".join(names[0]))
            longest[name[0]] = max(longest.get(name[0], 0), len(name))
    return table, longest
