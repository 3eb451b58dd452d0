"""How well voters' wishes are taken out of minutes, what is personal found, and old place names understood.

    script/bench minutes

The minutes are those of tests/engines/wishes/minutes, in six styles. `unseen` are the files that no rule of splitting
was tuned on (what is personal was looked at in all), `seen` the others. Places are asked for every old commune of the
gazetteer, by its full and by its shortened address.
"""

import argparse
import json
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from nghitruong.engines.wishes import split
from nghitruong.foundation.councils import gazetteer
from tests.engines.wishes.marked import Count, Marked, all_minutes, hiding, splitting

SHARED = {"bench": "minutes", "layout": "one-process", "db": "none"}
CASES = {"unseen": "*_f.txt", "seen": "*_[!f]*.txt"}
SHORT = (("Phường ", "P."), ("Thị trấn ", "TT. "), ("Quận ", "Q."), ("Huyện ", "H."), ("Thành phố ", "TP "))


def main(argv: Sequence[str]) -> int:
    """Print one JSON line a case."""
    parser = argparse.ArgumentParser(prog="bench minutes")
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args(argv)
    for case, pattern in CASES.items():
        print(json.dumps({**SHARED, "case": case, **found(all_minutes(pattern), options.runs)}), flush=True)
    for case, is_short in (("places", False), ("places-short", True)):
        print(json.dumps({**SHARED, "case": case, **places(is_short=is_short)}), flush=True)
    return 0


def found(files: list[Marked], runs: int) -> dict[str, Any]:
    """F1 of the splitting, share of right kinds, recall and precision of what is personal, time of 1,000 letters."""
    told = [splitting(each) for each in files]
    total = sum((count for count, _ in told), Count(0, 0, 0))
    hidden = sum((hiding(each) for each in files), Count(0, 0, 0))
    letters = sum(len(each.text) for each in files)
    seconds = statistics.median(_seconds(lambda: [split(each.text) for each in files]) for _ in range(runs))
    return {
        "n": sum(len(each.wishes) for each in files),
        "runs": runs,
        "f1": round(total.f1, 3),
        "precision": round(total.precision, 3),
        "recall": round(total.recall, 3),
        "kind_right": round(sum(kinds for _, kinds in told) / max(1, total.right), 3),
        "personal_recall": round(hidden.recall, 3),
        "personal_precision": round(hidden.precision, 3),
        "ms_per_1000_letters": round(1000 * seconds / letters * 1000, 2),
    }


def places(*, is_short: bool) -> dict[str, Any]:
    """How many old communes lead to exactly their successors, how many to one wrong unit, and the time of one."""
    communes = gazetteer.units(gazetteer.LAST_THREE_LEVELS, level=gazetteer.Level.COMMUNE)
    right = wrong = 0
    times: list[float] = []
    for old in communes:
        words = _shortened(gazetteer.full_name(old)) if is_short else gazetteer.full_name(old)
        start = time.perf_counter()
        place = gazetteer.understand(words)
        times.append(time.perf_counter() - start)
        wanted = {link.new.code for link in gazetteer.heirs(old, gazetteer.LAST_LISTED)} or {old.code}
        right += set(place.candidates) == wanted and (place.unit_code is None) == (len(wanted) > 1)
        wrong += place.unit_code is not None and place.unit_code not in wanted
    times.sort()
    return {
        "n": len(communes),
        "exact": round(right / len(communes), 5),
        "wrong_single": wrong,
        "p50_ms": round(1000 * times[len(times) // 2], 3),
        "p95_ms": round(1000 * times[len(times) * 95 // 100], 3),
    }


def _shortened(words: str) -> str:
    for long, short in SHORT:
        words = words.replace(long, short)
    return words


def _seconds(work: Callable[[], Iterator[object] | list[object]]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
