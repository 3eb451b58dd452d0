"""How often the field and the level of a wish are right, how honest the certainty is, and what an answer costs.

    script/bench topics [--case CASE …] [--folds N] [--rows N] [--runs N] [--full]

Measured on real petitions beside the checkout (`../shared/data/real/petitions.csv`), which nothing that ships is
trained on: once as it ships, once with the rest of them added to the examples, each judged by a model that has not
seen it. Floors do not apply; the bars are absolute. Without the file the speeds are still measured.
"""

import argparse
import json
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from bench.wishes import made_up_wishes
from nghitruong.engines.similarity import Index, Sketch, sketch
from nghitruong.engines.topics import SURE, Suggestion, classify, shipped_model
from nghitruong.engines.topics.training import Example, examples, folds, train
from tests.engines.topics.shared_rows import IS_THERE, Row, rows

BINS = 10


def main(argv: Sequence[str]) -> int:
    """Print one JSON line a case."""
    cases: dict[str, Callable[[argparse.Namespace], dict[str, Any]]] = {
        "own-examples": as_it_ships,
        "cross-validated": cross_validated,
        "pairs": known_pairs,
        "classify": time_to_classify,
        "index": time_to_index,
    }
    parser = argparse.ArgumentParser(prog="bench topics")
    parser.add_argument("--case", choices=list(cases), action="append")
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--full", action="store_true", help="ten folds, seven runs")
    options = parser.parse_args(argv)
    if options.full:
        options.folds, options.runs = 10, 7
    for case in options.case or list(cases):
        if case in ("own-examples", "cross-validated", "pairs") and not IS_THERE:
            sys.stderr.write(f"{case}: ../shared/data/real/petitions.csv is not there\n")
            continue
        line = {"bench": "topics", "case": case, "layout": "one-process", "db": "none", **cases[case](options)}
        print(json.dumps(line), flush=True)
    return 0


def as_it_ships(_options: argparse.Namespace) -> dict[str, Any]:
    """The shipped model, trained on our own examples alone."""
    return {"examples": len(examples()), **figures([(row, classify(row.text)) for row in rows()])}


def cross_validated(options: argparse.Namespace) -> dict[str, Any]:
    """Each petition by a model that learnt from our examples and from the petitions of the other folds."""
    real = [Example(row.text, row.topic, row.level) for row in rows()]
    by_text = {row.text: row for row in rows()}
    said: list[tuple[Row, Suggestion]] = []
    for seen, unseen in folds(real, options.folds):
        # With the shipped heats: finding them anew would cost five more trainings a fold.
        shipped = shipped_model()
        model = replace(train([*examples(), *seen]), topic_heat=shipped.topic_heat, level_heat=shipped.level_heat)
        said += [(by_text[example.text], classify(example.text, model)) for example in unseen]
    return {"examples": len(examples()), "folds": options.folds, **figures(said)}


def figures(said: Sequence[tuple[Row, Suggestion]]) -> dict[str, Any]:
    """Shares of rows that are right; `ece` is the expected calibration error over ten equal bins of certainty."""
    count = len(said)
    right = [(one.p, one.topic == row.topic) for row, one in said]
    level = [(one.levels[0].p, one.level == row.level) for row, one in said]
    sure = [is_right for p, is_right in right if p >= SURE]
    return {
        "n": count,
        "topic_top1": round(sum(is_right for _p, is_right in right) / count, 4),
        "topic_top3": round(sum(row.topic in [c.code for c in one.topics[:3]] for row, one in said) / count, 4),
        "level": round(sum(is_right for _p, is_right in level) / count, 4),
        "topic_ece": calibration_error(right),
        "level_ece": calibration_error(level),
        "left_empty": round(1 - len(sure) / count, 4),
        "sure_right": round(sum(sure) / len(sure), 4) if sure else None,
    }


def calibration_error(said: Sequence[tuple[float, bool]]) -> float:
    """Mean distance between certainty and truth, bin by bin."""
    gaps = [0.0] * BINS
    for p, is_right in said:
        gaps[min(int(p * BINS), BINS - 1)] += p - is_right
    return round(sum(map(abs, gaps)) / len(said), 4)


def known_pairs(_options: argparse.Namespace) -> dict[str, Any]:
    """How many of a cluster are in each other's first ten."""
    real = rows()
    index: Index[str] = Index()
    sketches: dict[str, Sketch] = {}
    for row in real:
        sketches[row.id] = sketch(row.text, {chance.code: chance.p for chance in classify(row.text).topics[:3]})
        index.add(row.id, sketches[row.id])
    places: list[int] = []
    for row in real:
        near = [neighbour.name for neighbour in index.nearest(sketches[row.id], len(real), leave_out=row.id)]
        others = [other.id for other in real if row.cluster and other.cluster == row.cluster and other.id != row.id]
        places += [near.index(other) + 1 if other in near else len(real) for other in others]
    return {"n": len(places), "in_first_ten": sum(place <= 10 for place in places), "worst_place": max(places)}


def time_to_classify(options: argparse.Namespace) -> dict[str, Any]:
    """One wish after another on one core."""
    texts = list(made_up_wishes(2000))
    shipped_model()
    taken = list(_times(options.runs, lambda: [classify(text) for text in texts]))
    return {"n": len(texts), "runs": options.runs, "ms_per_wish": round(statistics.median(taken) / len(texts) * 1e3, 3)}


def time_to_index(options: argparse.Namespace) -> dict[str, Any]:
    """Sketch, add and ask for the ten nearest of every wish, fields apart."""
    texts = list(made_up_wishes(options.rows))

    def whole() -> None:
        index: Index[int] = Index()
        wishes = [sketch(text) for text in texts]
        for number, wish in enumerate(wishes):
            index.add(number, wish)
        for number, wish in enumerate(wishes):
            index.nearest(wish, 10, leave_out=number)

    taken = statistics.median(_times(options.runs, whole))
    per_wish = round(taken / len(texts) * 1e3, 3)
    return {"n": len(texts), "runs": options.runs, "all_s": round(taken, 2), "ms_per_wish": per_wish}


def _times(runs: int, work: Callable[[], object]) -> Iterator[float]:
    """Seconds of the processor."""
    for _ in range(runs):
        started = time.process_time()
        work()
        yield time.process_time() - started


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
