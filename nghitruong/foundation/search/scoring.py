"""What each way of finding a record is worth: whole numbers, so that every database counts alike.

What is best is shown first; of equals the newer, then by the order of their ids, which is the same everywhere.
"""

from collections.abc import Iterator

from nghitruong.foundation.search.engine import Column, Pattern
from nghitruong.foundation.search.words import FIRST, LAST, Asked

PREFIX, WORDS, PHRASE, SPELLED, SPELLED_PHRASE = 1, 10, 20, 15, 15
IN_TITLE, TITLE_PHRASE, WHOLE_TITLE = 30, 20, 10


def ways(question: Asked) -> Iterator[tuple[int, Pattern]]:
    """The ways in which a record may hold what was asked, each with its worth; a record is worth their sum.

    The first one holds for all that the others find.
    """
    words, spelled = question.folded, question.spelled
    yield WORDS, Pattern(words)
    yield IN_TITLE, Pattern(words, Column.TITLE)
    yield WHOLE_TITLE, Pattern((FIRST, *words, LAST), Column.TITLE, is_phrase=True)
    if spelled:
        yield SPELLED, Pattern(spelled, Column.SPELLED)
    if len(words) > 1:
        yield PHRASE, Pattern(words, is_phrase=True)
        yield TITLE_PHRASE, Pattern(words, Column.TITLE, is_phrase=True)
    if len(spelled) > 1:
        yield SPELLED_PHRASE, Pattern(spelled, Column.SPELLED, is_phrase=True)
