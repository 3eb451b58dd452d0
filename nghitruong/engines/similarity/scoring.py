"""The likeness of two wishes as one number."""

from nghitruong.engines.similarity.sketches import Sketch

SAME = 0.6
"""From here on two wishes probably speak of one matter: offered for merging."""

ALIKE = 0.35
"""From here on worth a look."""

FIELD = 0.2
"""Share of the field in the score, when the field of both is known."""

PLACE = 0.25
"""Share that is lost when the places are known and differ; a fifth of it when nobody knows."""


def score(one: Sketch, other: Sketch) -> float:
    """0 for nothing in common, 1 for the same words; the same both ways round."""
    if one.text == other.text:
        alike = 1.0
    else:
        alike = min(_common(one, other), 1.0)
        if one.topics and other.topics:
            shared = sum(min(p, other.topics.get(topic, 0.0)) for topic, p in one.topics.items())
            alike = (1 - FIELD) * alike + FIELD * min(shared, 1.0)
    return alike * (1 - PLACE * (1 - _same_place(one, other)))


def _common(one: Sketch, other: Sketch) -> float:
    if len(one.marks) > len(other.marks):
        one, other = other, one
    theirs = other.marks
    return sum(weight * theirs[mark] for mark, weight in one.marks.items() if mark in theirs)


def _same_place(one: Sketch, other: Sketch) -> float:
    """1 for one place, 0 for two, between them when only some names are shared or nothing is known."""
    if one.text == other.text and one.place == other.place:
        return 1.0
    if one.place and other.place and one.place != other.place:
        return 0.0
    if one.names and other.names:
        return len(one.names & other.names) / len(one.names | other.names)
    return 1.0 if one.place and one.place == other.place else 0.8
