"""What the model looks at in a wish, each with the place in the text that it came from."""

from collections.abc import Container
from itertools import pairwise
from typing import NamedTuple

from nghitruong.engines.topics import lexicon
from nghitruong.engines.topics.words import STOP, Word, words_of

PHRASE = "@"
"""Begins the name of the feature that says: a phrase of this field stands in the text."""


class Feature(NamedTuple):
    """`name` is `duong` for a folded word, `đường` for an exact one, `o ga` for two, `@giao_thong` for a phrase."""

    name: str
    start: int
    end: int


def features_of(text: str, known: Container[str] = ()) -> list[Feature]:
    """The features of a text in its order, each name once, at its first place."""
    words = words_of(text, known)
    found: dict[str, Feature] = {}
    for feature in (*_phrases(words), *_pairs(words), *_singles(words)):
        found.setdefault(feature.name, feature)
    return list(found.values())


def names_of(text: str, known: Container[str] = ()) -> list[str]:
    """The features without their places."""
    return [feature.name for feature in features_of(text, known)]


def _singles(words: list[Word]) -> list[Feature]:
    found: list[Feature] = []
    for word in words:
        if word.is_name or word.folded.isdigit():
            continue
        if word.folded not in STOP:
            found.append(Feature(word.folded, word.start, word.end))
        if word.exact:
            found.append(Feature(word.exact, word.start, word.end))
    return found


def _pairs(words: list[Word]) -> list[Feature]:
    return [
        Feature(f"{first.folded} {second.folded}", first.start, second.end)
        for first, second in pairwise(words)
        if not (first.is_name or second.is_name) and not (first.folded in STOP and second.folded in STOP)
    ]


def _phrases(words: list[Word]) -> list[Feature]:
    """The longest phrase at each place; a phrase inside a longer one says nothing more."""
    openings, owners = lexicon.openings(), lexicon.owners()
    plain = [word.folded for word in words]
    found: list[Feature] = []
    covered = 0
    for at, first in enumerate(plain):
        if words[at].is_name:
            continue
        for length in range(min(openings.get(first, 0), len(plain) - at), 0, -1):
            claimed = owners.get(tuple(plain[at : at + length]))
            if claimed is None:
                continue
            end = at + length
            if end > covered:
                found += [Feature(PHRASE + owner, words[at].start, words[end - 1].end) for owner in claimed]
                covered = end
            break
    return found
