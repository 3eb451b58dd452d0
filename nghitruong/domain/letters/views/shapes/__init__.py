"""Letters, receptions and cards in the shapes that the page components read."""

from nghitruong.domain.letters.views.shapes.cards import card_of, cards_of
from nghitruong.domain.letters.views.shapes.letters import detail_of, initial_of, merge_page, review_of
from nghitruong.domain.letters.views.shapes.reception import (
    asked_words,
    day_of,
    late_words,
    schedule_of,
    step_values,
    visits_of,
)
from nghitruong.domain.letters.views.shapes.rows import GROUPS, list_head, rows_of

__all__ = [
    "GROUPS",
    "asked_words",
    "card_of",
    "cards_of",
    "day_of",
    "detail_of",
    "initial_of",
    "late_words",
    "list_head",
    "merge_page",
    "review_of",
    "rows_of",
    "schedule_of",
    "step_values",
    "visits_of",
]
