"""Making the model that ships: `python -m nghitruong.engines.topics.training` writes `data/model.tsv`.

The same examples and words always give the same file: the order of the examples and what is left out on the way come
from one fixed seed. Each example is seen with some of its words left out, in every round others, so that the model
does not lean on the chance wording of one example; phrases of the lexicon are examples of their field too.
"""

import hashlib
import random
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import log, sqrt
from typing import NamedTuple

from nghitruong.engines.topics import lexicon
from nghitruong.engines.topics.catalogue import CLASSES, LEVELS, TOPICS
from nghitruong.engines.topics.features import PHRASE, names_of
from nghitruong.engines.topics.model import LEAST, SHIPPED, TOPIC_MARK, Model, hear, scale, scores, softmax

ROUNDS = 30
STEP = 1.6
SHRINK = 0.0004
LEFT_OUT = 0.25
PHRASE_WEIGHT = 0.5
SEED = 20260701
RARITY_MOST = 5.0
FOLDS = 5
HEATS = [1 + 0.05 * step for step in range(40)]
"""Never below one: the wishes to come are from other mouths than the examples."""


class Example(NamedTuple):
    """A wish in our own words with its answer; without a level it only teaches the field."""

    text: str
    topic: str
    level: str = ""
    weight: float = 1.0


@dataclass
class _Head:
    """One linear model while it learns: weights, and the sum of squared slopes that slows each of them down."""

    classes: int
    weights: dict[str, list[float]]
    slopes: dict[str, list[float]]
    bias: list[float]


def examples() -> list[Example]:
    """Our own examples, a file a field, a heading a level."""
    found: list[Example] = []
    for topic in CLASSES:
        level = ""
        for line in (lexicon.DATA / "examples" / f"{topic}.txt").read_text(encoding="utf-8").splitlines():
            if line.startswith("["):
                level = line.strip("[]")
            elif line.strip():
                found.append(Example(line.strip(), topic, level))
    return found


def fingerprint() -> str:
    """Of all that the model is made from; the shipped file carries it."""
    digest = hashlib.sha256()
    for path in (
        lexicon.DATA / "lexicon.txt",
        lexicon.DATA / "words.txt",
        *sorted((lexicon.DATA / "examples").glob("*.txt")),
    ):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def train(own: Sequence[Example], rounds: int = ROUNDS) -> Model:
    """A model from examples and the lexicon, not yet cooled."""
    taught = [*own, *_phrase_examples()]
    named = [names_of(example.text) for example in taught]
    rarity = _rarity(named)
    chance = random.Random(SEED)  # noqa: S311 - repeatable on purpose
    topics, levels = _Head(len(CLASSES), {}, {}, [0.0] * len(CLASSES)), _Head(len(LEVELS), {}, {}, [0.0] * len(LEVELS))
    order = list(range(len(taught)))
    for round_number in range(rounds):
        chance.shuffle(order)
        step = STEP / (1 + 3 * round_number / rounds)
        for at in order:
            example = taught[at]
            scaled = scale(_thinned(named[at], chance), rarity)
            _learn(topics, scaled, CLASSES.index(example.topic), step * example.weight)
            if example.level:
                heard = hear(scaled, [float(code == example.topic) for code in CLASSES])
                _learn(levels, heard, LEVELS.index(example.level), step)
    return Model(rarity, _kept(topics), _kept(levels), _rounded(topics.bias), _rounded(levels.bias))


def cooled(model: Model, held_out: Iterable[tuple[Model, Sequence[Example]]]) -> Model:
    """The model with the heats that fit examples which the models beside them have not seen."""
    topic_sums: list[tuple[list[float], int]] = []
    level_sums: list[tuple[list[float], int]] = []
    for judge, unseen in held_out:
        for example in unseen:
            scaled = scale(names_of(example.text, judge.rarity), judge.rarity)
            sums = scores(scaled, judge.topics, judge.topic_bias)
            topic_sums.append((sums, CLASSES.index(example.topic)))
            if example.level:
                heard = hear(scaled, softmax(sums))
                level_sums.append((scores(heard, judge.levels, judge.level_bias), LEVELS.index(example.level)))
    return replace(model, topic_heat=_best_heat(topic_sums), level_heat=_best_heat(level_sums))


def folds(own: Sequence[Example], count: int = FOLDS) -> list[tuple[list[Example], list[Example]]]:
    """What to train on and what to keep out, `count` times, each example kept out once."""
    order = list(range(len(own)))
    random.Random(SEED).shuffle(order)  # noqa: S311 - repeatable on purpose
    parts = [set(order[number::count]) for number in range(count)]
    return [([own[at] for at in order if at not in part], [own[at] for at in sorted(part)]) for part in parts]


def written_model(model: Model, made_from: str) -> str:
    """The model as lines: rarity and weights in hundredths, class by number."""
    lines = [
        f"#made_from\t{made_from}",
        "\t".join(["#topic_bias", *(f"{value:.2f}" for value in model.topic_bias)]),
        "\t".join(["#level_bias", *(f"{value:.2f}" for value in model.level_bias)]),
        f"#heat\t{model.topic_heat:.2f}\t{model.level_heat:.2f}",
    ]
    heard = [TOPIC_MARK + code for code in CLASSES]
    for name in [*sorted(model.rarity), *heard]:
        cells = [
            " ".join(f"{index}:{round(weight * 100)}" for index, weight in weights.get(name, ()))
            for weights in (model.topics, model.levels)
        ]
        if any(cells):
            lines.append(f"{name}\t{round(model.rarity.get(name, 0) * 100)}\t{cells[0]}\t{cells[1]}")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Train on all, cool by cross-validation, write the file."""
    own = examples()
    held_out = [(train(seen), unseen) for seen, unseen in folds(own)]
    model = cooled(train(own), held_out)
    SHIPPED.write_text(written_model(model, fingerprint()), encoding="utf-8")
    sys.stdout.write(f"{len(own)} examples, {len(model.rarity)} features, {SHIPPED.stat().st_size} bytes\n")


def _phrase_examples() -> list[Example]:
    return [
        Example(phrase.written, phrase.owner, "", PHRASE_WEIGHT)
        for phrase in lexicon.phrases()
        if phrase.owner in TOPICS
    ]


def _rarity(named: Sequence[Sequence[str]]) -> dict[str, float]:
    """Two words seen together once are chance; a word alone may be a name of the thing."""
    counts = Counter(name for names in named for name in names)
    return {
        name: round(min(log(1 + len(named) / count), RARITY_MOST), 2)
        for name, count in counts.items()
        if count > 1 or " " not in name
    }


def _thinned(names: Sequence[str], chance: random.Random) -> list[str]:
    """Without some of its words, and a third of the time without any accents."""
    bare = chance.random() < 0.33
    return [
        name
        for name in names
        if not (bare and not name.isascii()) and (name.startswith(PHRASE) or chance.random() >= LEFT_OUT)
    ]


def _learn(head: _Head, scaled: Mapping[str, float], answer: int, step: float) -> None:
    """One step down the slope of the logistic loss, shorter where there have been many (AdaGrad)."""
    sums = list(head.bias)
    rows = []
    for name, value in scaled.items():
        row = head.weights.get(name)
        if row is None:
            row = head.weights[name] = [0.0] * head.classes
            head.slopes[name] = [0.5] * head.classes
        rows.append((row, head.slopes[name], value))
        for index in range(head.classes):
            sums[index] += value * row[index]
    wrong = softmax(sums)
    wrong[answer] -= 1.0
    for index, error in enumerate(wrong):
        head.bias[index] -= 0.02 * step * error
        if -0.001 < error < 0.001:
            continue
        for row, slopes, value in rows:
            slope = error * value + SHRINK * row[index]
            slopes[index] += slope * slope
            row[index] -= step * slope / sqrt(slopes[index])


def _kept(head: _Head) -> dict[str, tuple[tuple[int, float], ...]]:
    kept = {}
    for name, row in head.weights.items():
        pairs = tuple((index, round(weight, 2)) for index, weight in enumerate(row) if abs(weight) >= LEAST)
        if pairs:
            kept[name] = pairs
    return kept


def _rounded(bias: Sequence[float]) -> tuple[float, ...]:
    return tuple(round(value, 2) for value in bias)


def _best_heat(sums: Sequence[tuple[list[float], int]]) -> float:
    def loss(heat: float) -> float:
        return -sum(log(max(softmax(values, heat)[answer], 1e-9)) for values, answer in sums)

    return min(HEATS, key=loss)


if __name__ == "__main__":
    main()
