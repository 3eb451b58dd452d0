"""What an office has put right, learnt on top of the model that ships; nothing of it leaves the office."""

from collections.abc import Iterable, Mapping, MutableMapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from nghitruong.engines.topics.catalogue import LEVELS
from nghitruong.engines.topics.features import PHRASE, names_of
from nghitruong.engines.topics.model import LEAST, Model, Weights, hear, scale, scores, softmax
from nghitruong.engines.topics.words import STOP
from nghitruong.kernel.vietnamese import clean_text

PASSES = 3
STEP = 2.5
ENOUGH = 0.85
"""Probability from which a corrected wish is known and left in peace."""

NEW_WORD = 4.0
"""Rarity of a word that the shipped model has never seen: a local name, a nickname of a place."""


class Correction(NamedTuple):
    """A wish as it was finally filed; an empty topic or level says nothing, `khong_ro` that it is no wish at all."""

    text: str
    topic: str = ""
    level: str = ""


class _Lesson(NamedTuple):
    features: dict[str, float]
    topic: int | None
    level: int | None


def learn(model: Model, corrections: Iterable[Correction], own: Sequence[str] = ()) -> Model:
    """A model that knows the corrections; the given one stays as it is. Later corrections outweigh earlier ones.

    `own` are fields of the office beside the shipped ones; one without a correction is never proposed. Can be called
    again with newer corrections only. Raises ValueError for an unknown topic or level.
    """
    rarity, model = dict(model.rarity), _widened(model, own)
    lessons = [_lesson(correction, rarity, model.classes) for correction in corrections]
    topics = _Changed(model.topics, len(model.classes))
    levels = _Changed(model.levels, len(LEVELS))
    for _pass in range(PASSES):
        for lesson in lessons:
            sums = scores(lesson.features, topics, model.topic_bias)
            p = softmax(sums, model.topic_heat)
            if lesson.topic is not None:
                topics.push(lesson.features, p, lesson.topic)
            if lesson.level is not None:
                heard = hear(lesson.features, p, model.classes)
                level_p = softmax(scores(heard, levels, model.level_bias), model.level_heat)
                levels.push(heard, level_p, lesson.level)
    return replace(model, rarity=rarity, topics=topics.whole(), levels=levels.whole())


def _widened(model: Model, own: Sequence[str]) -> Model:
    """The model with a class more for each field of the office, as rare at first as the rarest shipped one."""
    new = tuple(code for code in own if code not in model.classes)
    bias = (*model.topic_bias, *(min(model.topic_bias) for _code in new))
    return replace(model, own=(*model.own, *new), topic_bias=bias)


def _lesson(correction: Correction, rarity: MutableMapping[str, float], classes: Sequence[str]) -> _Lesson:
    names = names_of(clean_text(correction.text), rarity)
    for name in names:
        if name not in rarity and not name.startswith(PHRASE) and not _is_filler(name):
            rarity[name] = NEW_WORD
    return _Lesson(
        scale(names, rarity),
        classes.index(correction.topic) if correction.topic else None,
        LEVELS.index(correction.level) if correction.level else None,
    )


def _is_filler(name: str) -> bool:
    return any(word in STOP for word in name.split())


class _Changed(dict[str, Sequence[tuple[int, float]]]):
    """Weights of which only the touched rows are copied."""

    def __init__(self, before: Weights, classes: int) -> None:
        super().__init__(before)
        self._rows: dict[str, list[float]] = {}
        self._classes = classes

    def push(self, features: Mapping[str, float], p: Sequence[float], answer: int) -> None:
        """Towards the answer, the less sure the further; nothing when it is sure enough."""
        if p[answer] >= ENOUGH:
            return
        errors = [(index, -value) for index, value in enumerate(p) if value > 0.01 and index != answer]
        errors.append((answer, 1.0 - p[answer]))
        for name, value in features.items():
            row = self._row(name)
            for index, error in errors:
                row[index] += STEP * value * error
            self[name] = [(index, weight) for index, weight in enumerate(row) if abs(weight) >= LEAST]

    def whole(self) -> Weights:
        return dict(self)

    def _row(self, name: str) -> list[float]:
        row = self._rows.get(name)
        if row is None:
            row = self._rows[name] = [0.0] * self._classes
            for index, weight in self.get(name, ()):
                row[index] = weight
        return row
