"""In which order what was found is shown: whole numbers from whole words, so that every database counts alike."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from nghitruong.foundation.search.words import Asked, folded_words, spelled_words

PREFIX, WORDS, PHRASE, SPELLED, SPELLED_PHRASE = 1, 10, 20, 15, 15
IN_TITLE, TITLE_PHRASE, TITLE_SPELLED, WHOLE_TITLE = 30, 20, 15, 10


@dataclass(frozen=True)
class Candidate:
    """An entry that holds all the words; `points` are for the ways in which the index found them."""

    id: int
    kind: str
    record_id: int
    title: str
    day: date
    points: int


def score(question: Asked, candidate: Candidate) -> int:
    """How near the entry is to the question: 1 for a beginning of a word, up to about 130 for the title itself."""
    return candidate.points + _title_score(question, candidate.title)


def in_order(question: Asked, candidates: Sequence[Candidate]) -> list[tuple[int, Candidate]]:
    """The best first; of equals the newer, then by kind and number."""
    scored = [(score(question, candidate), candidate) for candidate in candidates]
    return sorted(scored, key=lambda pair: (-pair[0], -pair[1].day.toordinal(), pair[1].kind, -pair[1].record_id))


def _title_score(question: Asked, title: str) -> int:
    words = folded_words(title)
    present = sum(word in words for word in question.folded)
    points = IN_TITLE * present // len(question.folded)
    if _holds(words, question.folded):
        points += TITLE_PHRASE
    if question.spelled and _holds(spelled_words(title), question.spelled):
        points += TITLE_SPELLED
    return points + (WHOLE_TITLE if tuple(words) == question.folded else 0)


def _holds(words: Sequence[str], wanted: Sequence[str]) -> bool:
    """Whether the wanted words stand in the others side by side."""
    length = len(wanted)
    return any(tuple(words[start : start + length]) == tuple(wanted) for start in range(len(words) - length + 1))
