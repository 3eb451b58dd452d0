"""The model as numbers, and what it says of a wish.

Two linear models share one list of features: one for the field (and "none of them"), one for the level, which also
hears what the first has said. Each feature has the weight of its rarity; a text's weights are scaled to one length, so
a long speech is not surer than a short note merely by being long.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from math import exp, sqrt
from pathlib import Path
from typing import NamedTuple

from nghitruong.engines.topics.catalogue import CLASSES, LEVELS, NO_TOPIC, TOPICS
from nghitruong.engines.topics.features import PHRASE, Feature, features_of
from nghitruong.engines.topics.words import STOP
from nghitruong.kernel.vietnamese import clean_text

SHIPPED = Path(__file__).parent / "data" / "model.tsv"
TOPIC_MARK = "="
"""Begins the name of the feature by which the model of levels hears of a field."""

DAMPING = 6.0
"""Added to the squared length of a text, so that one known word alone never makes sure."""

REASONS = 3
SPEAKS = 0.15
"""Least contribution to be named as a reason, as a share of the loudest."""

LEAST = 0.18
"""A weight that rounds to less is not kept."""

Weights = Mapping[str, Sequence[tuple[int, float]]]


class Chance(NamedTuple):
    """A code and its probability."""

    code: str
    p: float


class Why(NamedTuple):
    """Words of the composed text that spoke for the first field, with their place."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Suggestion:
    """All fields and all levels, likeliest first; the fields' probabilities may add up to less than one.

    `felt` is the likeliest of the twenty before an office's own list: who answers is known for these alone.
    """

    topics: tuple[Chance, ...]
    levels: tuple[Chance, ...]
    reasons: tuple[Why, ...]
    level_reasons: tuple[Why, ...]
    felt: Chance

    @property
    def topic(self) -> str:
        return self.topics[0].code

    @property
    def level(self) -> str:
        return self.levels[0].code

    @property
    def p(self) -> float:
        """How sure the first field is; compare with SURE."""
        return self.topics[0].p


@dataclass(frozen=True)
class Model:
    """Weights by feature and class, the rarity of each feature, and how much the certainty is cooled.

    `own` are an office's fields beside the twenty, which it has taught; `heirs` says for each field that it no longer
    uses by which one it goes now, none when empty.
    """

    rarity: Mapping[str, float]
    topics: Weights
    levels: Weights
    topic_bias: tuple[float, ...]
    level_bias: tuple[float, ...]
    topic_heat: float = 1.0
    level_heat: float = 1.0
    made_from: str = ""
    own: tuple[str, ...] = ()
    heirs: Mapping[str, str] = field(default_factory=dict)

    @property
    def classes(self) -> tuple[str, ...]:
        """What each index of the weights stands for."""
        return (*CLASSES, *self.own)


def classify(text: str, model: Model | None = None) -> Suggestion:
    """What the model says of one wish. Never fails: of an empty text it is merely unsure."""
    model = model or shipped_model()
    text = clean_text(text)
    features = features_of(text, model.rarity)
    scaled = scale((feature.name for feature in features), model.rarity)
    topic_p = softmax(scores(scaled, model.topics, model.topic_bias), model.topic_heat)
    heard = hear(scaled, topic_p, model.classes)
    level_p = softmax(scores(heard, model.levels, model.level_bias), model.level_heat)
    fields, levels = _ranked(model.classes, topic_p), _ranked(LEVELS, level_p)
    topics = _followed(fields, model.heirs)
    spoke = next((each.code for each in fields if model.heirs.get(each.code, each.code) == topics[0].code), TOPICS[0])
    places = {feature.name: feature for feature in features}
    return Suggestion(
        topics,
        levels,
        _reasons(text, scaled, model.topics, model.classes.index(spoke), places),
        _reasons(text, scaled, model.levels, LEVELS.index(levels[0].code), places),
        next(each for each in fields if each.code in TOPICS),
    )


def scale(names: Iterable[str], rarity: Mapping[str, float]) -> dict[str, float]:
    """Known features with their weight in this text."""
    known = {name: rarity[name] for name in names if name in rarity}
    length = sqrt(sum(value * value for value in known.values()) + DAMPING)
    return {name: value / length for name, value in known.items()}


def hear(scaled: Mapping[str, float], topic_p: Sequence[float], classes: Sequence[str] = CLASSES) -> dict[str, float]:
    """The features for the level: the text's own and what was said of its field."""
    return {**scaled, **{TOPIC_MARK + code: p for code, p in zip(classes, topic_p, strict=True) if p >= 0.01}}


def scores(scaled: Mapping[str, float], weights: Weights, bias: Sequence[float]) -> list[float]:
    """One sum a class."""
    sums = list(bias)
    for name, value in scaled.items():
        for index, weight in weights.get(name, ()):
            sums[index] += value * weight
    return sums


def softmax(sums: Sequence[float], heat: float = 1.0) -> list[float]:
    """Sums as probabilities; more heat, less certainty."""
    top = max(sums)
    powers = [exp((value - top) / heat) for value in sums]
    whole = sum(powers)
    return [power / whole for power in powers]


@cache
def shipped_model() -> Model:
    """The model that comes with the product, read once a process."""
    return read_model(SHIPPED.read_text(encoding="utf-8"))


def read_model(text: str) -> Model:
    """A model from the lines that `training.written_model` makes."""
    head: dict[str, list[str]] = {}
    rarity: dict[str, float] = {}
    weights: tuple[dict[str, Sequence[tuple[int, float]]], dict[str, Sequence[tuple[int, float]]]] = ({}, {})
    for line in text.splitlines():
        name, *cells = line.split("\t")
        if name.startswith("#"):
            head[name] = cells
            continue
        rarity[name] = int(cells[0]) / 100
        for target, cell in zip(weights, cells[1:], strict=True):
            if cell:
                target[name] = tuple(_pairs(cell))
    for name in [name for name in rarity if name.startswith(TOPIC_MARK)]:
        del rarity[name]
    return Model(
        rarity,
        *weights,
        topic_bias=tuple(map(float, head["#topic_bias"])),
        level_bias=tuple(map(float, head["#level_bias"])),
        topic_heat=float(head["#heat"][0]),
        level_heat=float(head["#heat"][1]),
        made_from=head["#made_from"][0],
    )


def _pairs(cell: str) -> Iterator[tuple[int, float]]:
    for pair in cell.split():
        index, _, weight = pair.partition(":")
        yield int(index), int(weight) / 100


def _ranked(codes: Sequence[str], p: Sequence[float]) -> tuple[Chance, ...]:
    chances = [Chance(code, value) for code, value in zip(codes, p, strict=False)]
    return tuple(sorted(chances, key=lambda chance: -chance.p))


def _followed(fields: Sequence[Chance], heirs: Mapping[str, str]) -> tuple[Chance, ...]:
    """The fields that the office uses, each with what fell to it; never empty, so that the first can be asked."""
    chances: dict[str, float] = {}
    for code, p in fields:
        now = heirs.get(code, code)
        if now and now != NO_TOPIC:
            chances[now] = chances.get(now, 0.0) + p
    ranked = tuple(sorted((Chance(*pair) for pair in chances.items()), key=lambda chance: -chance.p))
    return ranked or (Chance("", 0.0),)


def _reasons(
    text: str, scaled: Mapping[str, float], weights: Weights, wanted: int, places: Mapping[str, Feature]
) -> tuple[Why, ...]:
    """The places that spoke loudest for a class; of what overlaps, the loudest, as wide as its phrase."""
    heard = [(weight, places[name]) for name, weight in _for_class(scaled, weights, wanted) if name in places]
    floor = SPEAKS * max((weight for weight, _feature in heard), default=0.0)
    loud = [(weight, feature) for weight, feature in heard if weight >= floor]
    taken: list[Feature] = []
    for _weight, feature in sorted(loud, key=lambda pair: (_is_syllable(text, pair[1]), -pair[0], pair[1].start)):
        # One syllable is seldom a word by itself: it is named only where nothing longer is.
        if len(taken) == REASONS or (taken and _is_syllable(text, feature)):
            break
        if not any(feature.start < other.end and other.start < feature.end for other in taken):
            taken.append(_widest(feature, loud))
    taken.sort(key=lambda feature: feature.start)
    return tuple(Why(text[feature.start : feature.end], feature.start, feature.end) for feature in taken)


def _is_syllable(text: str, feature: Feature) -> bool:
    return " " not in text[feature.start : feature.end]


def _for_class(scaled: Mapping[str, float], weights: Weights, wanted: int) -> Iterator[tuple[str, float]]:
    for name, value in scaled.items():
        for index, weight in weights.get(name, ()):
            if index == wanted and weight > 0 and not any(word in STOP for word in name.split()):
                yield name, value * weight


def _widest(feature: Feature, loud: Sequence[tuple[float, Feature]]) -> Feature:
    """A phrase of the lexicon around it is what a person would name."""
    around = [
        other
        for _weight, other in loud
        if other.name.startswith(PHRASE) and other.start <= feature.start and feature.end <= other.end
    ]
    return max(around, key=lambda other: other.end - other.start, default=feature)
