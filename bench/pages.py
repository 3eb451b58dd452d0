"""How fast a page of fifty out of ten thousand is, and fifty first screens at once.

    script/bench pages [--layout LAYOUT] [--rows N] [--case CASE …] [--runs N] [--full]

Real pages for people who have signed in, each to its last byte. A list is asked page by page over its whole length by
one browser on one connection; the first screen (today's work) by fifty deputies in the same moment, each on a
connection of her own. There is no floor: the bars are absolute.
"""

import argparse
import asyncio
import http.client
import json
import statistics
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import uvloop

from bench.logins import SignInStage, session_of
from bench.stage import Stage, cpu_seconds

BENCH_LAYOUTS = ("one-process", "workers-2+hub")
PAGE = 50
DEPUTIES = 500
LISTS = {
    "documents": "/tai-lieu/",
    "meetings": "/ky-hop/",
    "accounts": "/quan-tri/tai-khoan/",
    "deputies": "/dai-bieu/",
}
FIRST_SCREENS = "first-screens"
FIRST_SCREEN = "/viec-hom-nay/"
WARM_UP = 10
AT_ONCE = 50


class PagesStage(SignInStage):
    """A stage with long lists."""

    def fill(self, rows: int) -> None:
        self._run("-m", "bench.pages_data", str(rows))


def main(argv: Sequence[str]) -> int:
    """Print one JSON line a layout and case."""
    parser = argparse.ArgumentParser(prog="bench pages")
    parser.add_argument("--layout", choices=BENCH_LAYOUTS, action="append")
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--case", choices=[*LISTS, FIRST_SCREENS], action="append")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--full", action="store_true", help="seven runs")
    options = parser.parse_args(argv)
    runs = 7 if options.full else options.runs
    for layout in options.layout or BENCH_LAYOUTS:
        with PagesStage(layout, deputies=DEPUTIES, polls=1) as stage:
            names = stage.usernames()
            stage.fill(options.rows)
            for line in measure(stage, names, options.rows, options.case or [*LISTS, FIRST_SCREENS], runs):
                print(json.dumps(line), flush=True)
    return 0


def measure(stage: Stage, names: list[str], rows: int, cases: Sequence[str], runs: int) -> Iterator[dict[str, Any]]:
    """The clerk's lists, then the deputies' first screens."""
    clerk, *deputies = names
    session = session_of(stage.pages, clerk)
    for case in cases:
        around = {"bench": "pages", "case": case, "layout": stage.layout, "db": stage.database}
        if case == FIRST_SCREENS:
            sessions = [session_of(stage.pages, name) for name in deputies[:AT_ONCE]]
            yield {**around, "n": AT_ONCE, "runs": runs, **first_screens(stage, sessions, runs)}
        else:
            count = DEPUTIES if case == "deputies" else rows
            yield {**around, "n": count, "runs": runs, **pages_of(stage, LISTS[case], session, count, runs)}


@dataclass
class Readings:
    """What the runs measured: the milliseconds of each page, and processor time and bytes a page."""

    times_ms: list[list[float]] = field(default_factory=list)
    cpu_ms: list[float] = field(default_factory=list)
    kb: float = 0.0

    def share(self, share: float) -> float:
        """The median over the runs of the time within which that share of the pages came."""
        return round(statistics.median(sorted(run)[int(share * (len(run) - 1))] for run in self.times_ms), 1)


def pages_of(stage: Stage, path: str, session: str, count: int, runs: int) -> dict[str, Any]:
    """Every second page of the list, from its first to its last, one after the other."""
    numbers = range(1, max(1, count // PAGE) + 1, 2 if count > 10 * PAGE else 1)
    reader = Reader(stage.pages, session)
    for _ in range(WARM_UP):
        reader.read(path)
    found = Readings()
    for _ in range(runs):
        processes = stage.processes() + stage.database_processes()
        before = cpu_seconds(processes)
        found.times_ms.append([reader.read(f"{path}?trang={number}") for number in numbers])
        found.cpu_ms.append((cpu_seconds(processes) - before) / len(numbers) * 1000)
    return {
        "pages": len(numbers),
        "p50_ms": found.share(0.50),
        "p95_ms": found.share(0.95),
        "cpu_ms_per_page": round(statistics.median(found.cpu_ms), 1),
        "kb_per_page": round(reader.size / 1024, 1),
    }


class Reader:
    """One browser on one kept connection."""

    def __init__(self, port: int, session: str) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self._headers = {"Cookie": session}
        self.size = 0
        self.body = b""

    def read(self, path: str) -> float:
        """Milliseconds from the request to the last byte of the page."""
        started = time.perf_counter()
        self._connection.request("GET", path, headers=self._headers)
        answer = self._connection.getresponse()
        body = answer.read()
        taken = (time.perf_counter() - started) * 1000
        if answer.status != 200:
            raise SystemExit(f"{path} answered {answer.status}")
        self.size = len(body)
        self.body = body
        return taken


def first_screens(stage: Stage, sessions: list[str], runs: int) -> dict[str, Any]:
    """So many first screens at once: each page's time, and the time until all had theirs."""
    uvloop.run(read_at_once(stage.pages, sessions))
    found, until_all, size = Readings(), [], 0
    for _ in range(runs):
        processes = stage.processes() + stage.database_processes()
        before = cpu_seconds(processes)
        times, size = uvloop.run(read_at_once(stage.pages, sessions))
        found.cpu_ms.append((cpu_seconds(processes) - before) / len(sessions) * 1000)
        found.times_ms.append(times)
        until_all.append(max(times))
    return {
        "all_ms": round(statistics.median(until_all), 1),
        "p50_ms": found.share(0.50),
        "p95_ms": found.share(0.95),
        "cpu_ms_per_page": round(statistics.median(found.cpu_ms), 1),
        "kb_per_page": round(size / 1024, 1),
    }


async def read_at_once(port: int, sessions: list[str]) -> tuple[list[float], int]:
    """Milliseconds of everybody from the common start, and the bytes of one page."""
    started = time.perf_counter()
    answers = await asyncio.gather(*(read_once(port, session) for session in sessions))
    sizes = [len(answer) for answer, _ in answers]
    return [(ended - started) * 1000 for _, ended in answers], max(sizes)


async def read_once(port: int, session: str) -> tuple[bytes, float]:
    """One page on a connection of its own, and when it was there."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    head = f"GET {FIRST_SCREEN} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {session}\r\nConnection: close\r\n\r\n"
    writer.write(head.encode())
    answer = await reader.read()
    ended = time.perf_counter()
    writer.close()
    if b" 200 " not in answer[:20]:
        raise SystemExit(f"{FIRST_SCREEN} answered {answer[:15].decode()}")
    return answer, ended


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
