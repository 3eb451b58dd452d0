"""The entries and the questions of bench/search.py: `python -m bench.search_data ENTRIES WORDS RUNS`."""

import itertools
import json
import random
import statistics
import sys
import time
from collections.abc import Collection, Sequence
from datetime import date, timedelta

import django

django.setup()

from django.db import connection  # noqa: E402 - Django must be set up first

from nghitruong.foundation.councils.models import Council, Unit  # noqa: E402
from nghitruong.foundation.search import registry  # noqa: E402
from nghitruong.foundation.search.indexer import rebuild  # noqa: E402
from nghitruong.foundation.search.queries import find  # noqa: E402
from nghitruong.foundation.search.registry import Audience, Indexed, Source, register_source  # noqa: E402
from nghitruong.kernel.actor import Actor, Role  # noqa: E402

ONSETS = tuple("b c ch d đ g gh gi h k kh l m n ng nh ph qu r s t th tr v x".split())  # noqa: SIM905 - easier to read
RIMES = tuple(
    "a ai an ang anh ao ăn ân ây e em en ê ên i iên inh o oi ong ô ôn ơ ơi u ung uôc ư ương ươc y".split()  # noqa: SIM905
)
TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
QUESTIONS_A_CASE = 60
PAGE = 20


def vocabulary(chance: random.Random) -> tuple[list[str], list[float]]:
    """Syllables with Zipf's frequencies."""
    words = [f"{onset}{rime[0]}{tone}{rime[1:]}" for onset in ONSETS for rime in RIMES for tone in TONES]
    chance.shuffle(words)
    return words, [1 / (place + 3) for place in range(len(words))]


class Archive:
    """So many records, made when they are asked for: always the same for a number."""

    def __init__(self, council_id: int, entries: int, words: int) -> None:
        self.council_id, self.entries, self.words = council_id, entries, words
        self.vocabulary, weights = vocabulary(random.Random(1))
        self.weights = list(itertools.accumulate(weights))

    def text(self, number: int) -> list[str]:
        return random.Random(number).choices(self.vocabulary, cum_weights=self.weights, k=self.words)

    def read(self, ids: Sequence[int]) -> dict[int, Indexed]:
        return {number: self._entry(number) for number in ids}

    def _entry(self, number: int) -> Indexed:
        text = self.text(number)
        day = date(2016, 1, 1) + timedelta(days=number % 4000)
        audience = Audience.PUBLIC if number % 2 else Audience.OFFICE
        return Indexed(self.council_id, " ".join(text[:12]), day, audience, " ".join(text[12:]), ())

    def readable(self, _actor: Actor, ids: Sequence[int]) -> Collection[int]:
        return ids

    def source(self) -> Source:
        return Source(
            "sample", "", "star", read=self.read, ids=lambda: range(1, self.entries + 1), readable=self.readable
        )


def questions(archive: Archive) -> dict[str, list[str]]:
    """Three kinds: words that many texts hold, two words side by side out of a text, one rare word."""
    chance = random.Random(2)
    common = [" ".join(chance.sample(archive.vocabulary[:40], 3)) for _ in range(QUESTIONS_A_CASE)]
    pairs = []
    for _ in range(QUESTIONS_A_CASE):
        text = archive.text(chance.randrange(1, archive.entries + 1))
        start = chance.randrange(len(text) - 2)
        pairs.append(" ".join(text[start : start + 2]))
    rare = [chance.choice(archive.vocabulary[2_000:]) for _ in range(QUESTIONS_A_CASE)]
    return {"common-words": common, "two-words": pairs, "rare-word": rare}


def main(entries: int, words: int, runs: int) -> None:
    unit = Unit.objects.create(code="990001", name="Phường Đo", kind="phuong", valid_from=date(2025, 7, 1))
    council = Council.objects.create(unit=unit, name="HĐND Phường Đo", opened_on=date(2025, 7, 1), is_demo=True)
    actor = Actor(name="Đo", council_id=council.pk, account_id=1, roles=frozenset({Role.CLERK}))
    archive = Archive(council.pk, entries, words)
    registry._sources.clear()
    register_source(archive.source())
    shared = {"bench": "search", "db": connection.vendor, "n": entries, "words": words, "runs": runs}
    print(json.dumps({**shared, "case": "index", **index()}), flush=True)
    for case, asked in questions(archive).items():
        print(json.dumps({**shared, "case": case, **ask(actor, asked, runs)}), flush=True)


def index() -> dict[str, float]:
    """Everything from nothing; the making of the texts is in it."""
    began = time.perf_counter()
    rebuild()
    took = time.perf_counter() - began
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    return {"index_s": round(took, 1), "size_mb": size_mb()}


def ask(actor: Actor, asked: Sequence[str], runs: int) -> dict[str, float]:
    times, hits = [], []
    for _ in range(runs):
        took = []
        for question in asked:
            began = time.perf_counter()
            hits.append(find(actor, question, limit=PAGE).total)
            took.append(1000 * (time.perf_counter() - began))
        times.append(sorted(took))
    return {"p50_ms": _middle(times, 0.5), "p95_ms": _middle(times, 0.95), "hits": statistics.median(hits)}


def size_mb() -> float:
    """What the database weighs."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_database_size(current_database())")
        else:
            cursor.execute("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()")
        return round(cursor.fetchone()[0] / 1_000_000, 1)


def _middle(runs: Sequence[Sequence[float]], share: float) -> float:
    return round(statistics.median(run[int(share * (len(run) - 1))] for run in runs), 1)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:4]))
