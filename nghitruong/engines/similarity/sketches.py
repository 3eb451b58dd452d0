"""A wish as weighted marks: its things, words, pairs of words and proper names."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import blake2b
from math import sqrt

from nghitruong.engines.similarity.things import things_in
from nghitruong.engines.topics import shipped_model
from nghitruong.engines.topics.words import STOP, Word, words_of
from nghitruong.kernel.vietnamese import clean_text

THING = 5.0
"""Weight of a thing from the table; a word of its name still counts a little, so that equal names stay ahead."""

OF_A_THING = 0.4
PAIR = 0.35
UNKNOWN = 5.0
"""Rarity of a word that no example has."""

KEYS = 16
"""At most so many keys a wish; the rarest say most."""


@dataclass(frozen=True)
class Sketch:
    """A wish ready for comparing. `marks` have a length of one; `topics` and `place` may be unknown."""

    text: str
    marks: Mapping[int, float]
    names: frozenset[str]
    topics: Mapping[str, float] = field(default_factory=dict)
    place: str = ""


def sketch(text: str, topics: Mapping[str, float] | None = None, place: str = "") -> Sketch:
    """The marks of a wish. `topics` are the likeliest fields with their probabilities, `place` is any stable code."""
    words = words_of(clean_text(text), shipped_model().rarity)
    weights = _weights([word for word in words if not word.is_name])
    length = sqrt(sum(weight * weight for weight in weights.values())) or 1.0
    marks = {_number(mark): weight / length for mark, weight in weights.items()}
    names = frozenset(word.folded for word in words if word.is_name or word.folded.isdigit())
    return Sketch(" ".join(word.folded for word in words), marks, names, dict(topics or {}), place)


def keys(of: Sketch) -> tuple[int, ...]:
    """Whole numbers (64 bits, signed, the same on every machine) of the heaviest marks, heaviest first.

    Wishes that share none have nothing in common; those that share most are the candidates for `score`.
    """
    return tuple(sorted(of.marks, key=lambda mark: (-of.marks[mark], mark))[:KEYS])


def _weights(words: list[Word]) -> dict[str, float]:
    rarity = shipped_model().rarity
    plain = [word.folded for word in words]
    weights: dict[str, float] = {}
    inside: set[int] = set()
    for thing in things_in(plain):
        weights["@" + thing.name] = THING
        inside.update(range(thing.start, thing.end))
    for at, word in enumerate(plain):
        if word in STOP or word.isdigit():
            continue
        weight = rarity.get(word, UNKNOWN) * (OF_A_THING if at in inside else 1.0)
        weights[word] = max(weight, weights.get(word, 0.0))
        if at and plain[at - 1] not in STOP:
            weights[f"{plain[at - 1]} {word}"] = PAIR * rarity.get(f"{plain[at - 1]} {word}", UNKNOWN)
    return weights


@lru_cache(maxsize=1 << 16)
def _number(mark: str) -> int:
    return int.from_bytes(blake2b(mark.encode(), digest_size=8).digest(), "big", signed=True)
