"""How fast many deputies vote at once: everybody presses in the same moment, each on a connection of her own.

    script/bench votes [--layout LAYOUT] [--voters N …] [--case plain|watched] [--runs N] [--full]

The vote is the real one (`POST /api/v1/polls/{id}/ballot`: token, permission, law, ballot, ledger line, commit).
`watched`: as many streams of deputies' pages are open meanwhile. The floor (bench/floor_votes.py) stands beside it on
the same database server and takes the same burst of the same clients in turn.
"""

import argparse
import contextlib
import json
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.fanout import allow_many_connections
from bench.floor_votes import token_of
from bench.stage import ROOT, Stage, cpu_seconds, free_ports, wait_for

CASES = ("plain", "watched")
BENCH_LAYOUTS = ("one-process", "workers-2+hub")
WARM_UP = 50
QUIET_S = 1.2
"""Between bursts, so that the sealer's work on one is not measured with the next."""


def main(argv: Sequence[str]) -> int:
    """Print one JSON line a layout, number of voters and case."""
    parser = argparse.ArgumentParser(prog="bench votes")
    parser.add_argument("--layout", choices=BENCH_LAYOUTS, action="append")
    parser.add_argument("--voters", type=int, nargs="+", default=[50, 202, 500])
    parser.add_argument("--case", choices=CASES, action="append")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--full", action="store_true", help="seven runs")
    options = parser.parse_args(argv)
    runs = 7 if options.full else options.runs
    allow_many_connections()
    for layout in options.layout or BENCH_LAYOUTS:
        for line in measure(layout, options.voters, options.case or CASES, runs):
            print(json.dumps(line), flush=True)
    return 0


def measure(layout: str, voters: Sequence[int], cases: Sequence[str], runs: int) -> Iterator[dict[str, Any]]:
    """One stage and one floor for all cases of a layout."""
    polls = 2 + len(voters) * len(cases) * (runs + 1)
    with Stage(layout, deputies=max(voters), polls=polls) as stage, floor_of(stage, max(voters)) as floor:
        hall = Hall(stage, floor)
        for _ in range(2):
            hall.vote(min(WARM_UP, max(voters)))
            hall.vote_on_floor(min(WARM_UP, max(voters)))
        for count in voters:
            for case in cases:
                with hall.watched(count if case == "watched" else 0) as heard:
                    ours, floors = Bursts(), Bursts()
                    for _ in range(runs):
                        floors.add(hall.vote_on_floor(count))
                        ours.add(hall.vote(count))
                yield {
                    "bench": "votes",
                    "case": case,
                    "layout": layout,
                    "db": stage.database,
                    "n": count,
                    "runs": runs,
                    **ours.figures(),
                    **({"updates_per_client": round(heard[0] / runs, 1)} if heard else {}),
                    **{f"floor_{name}": value for name, value in floors.figures().items()},
                    "ratio_to_floor": round(ours.median_seconds() / floors.median_seconds(), 2),
                }


@dataclass
class Bursts:
    """What the runs of one case measured."""

    seconds: list[float] = field(default_factory=list)
    cpu_seconds: list[float] = field(default_factory=list)
    latencies_ms: list[list[float]] = field(default_factory=list)
    voters: int = 0
    lost: int = 0
    doubled: int = 0
    failures: dict[str, int] = field(default_factory=dict)

    def add(self, burst: dict[str, Any]) -> None:
        self.voters = burst["voters"]
        self.seconds.append(burst["seconds"])
        self.cpu_seconds.append(burst["cpu_seconds"])
        self.latencies_ms.append(sorted(burst["latencies_ms"]) or [0.0])
        self.lost += burst["lost"]
        self.doubled += burst["doubled"]
        for what, often in burst["failures"].items():
            self.failures[what] = self.failures.get(what, 0) + often

    def median_seconds(self) -> float:
        return statistics.median(self.seconds)

    def figures(self) -> dict[str, Any]:
        """Medians over the runs; what was refused only where something was."""
        return {
            "votes_per_s": round(self.voters / self.median_seconds(), 1),
            "p50_ms": self._share(0.50),
            "p95_ms": self._share(0.95),
            "p99_ms": self._share(0.99),
            "cpu_ms_per_vote": round(statistics.median(self.cpu_seconds) / self.voters * 1000, 2),
            "lost": self.lost,
            "doubled": self.doubled,
            **({"failures": self.failures} if self.failures else {}),
        }

    def _share(self, share: float) -> float:
        return round(statistics.median(run[int(share * (len(run) - 1))] for run in self.latencies_ms), 1)


class Hall:
    """The council on its stage, and the floor beside it; one burst of votes at a time."""

    def __init__(self, stage: Stage, floor: "Floor") -> None:
        self._stage, self._floor = stage, floor
        self._polls = iter(stage.facts["polls"])
        self._floor_poll = 0

    def vote(self, count: int) -> dict[str, Any]:
        """Open the next vote, let so many deputies send at once, count what is stored, cancel the round."""
        poll = next(self._polls)
        self._press(poll, "open")
        time.sleep(QUIET_S)
        tokens = self._stage.facts["deputies"][:count]
        burst = self._send_all(
            self._stage.processes(), self._stage.pages, f"/api/v1/polls/{poll}/ballot", tokens, key=f"poll-{poll}"
        )
        stored = stored_receipts(self._stage, poll)
        self._press(poll, "close")
        self._press(poll, "cancel", {"reason": "Đo lường"})
        acknowledged = set(burst["receipts"].values())
        mandates = [mandate for mandate, _ in stored]
        lost = len(acknowledged - {receipt for _, receipt in stored})
        return {**burst, "voters": count, "lost": lost, "doubled": len(mandates) - len(set(mandates))}

    def vote_on_floor(self, count: int) -> dict[str, Any]:
        """The same burst on the floor; its key over vote and voter lets nothing be doubled."""
        self._floor_poll += 1
        path = f"/polls/{self._floor_poll}"
        ask(self._floor.port, "PUT", path)
        time.sleep(QUIET_S)
        tokens = [token_of(n) for n in range(count)]
        burst = self._send_all([self._floor.process], self._floor.port, f"{path}/ballot", tokens, key="floor")
        stored = ask(self._floor.port, "GET", path)["stored"]
        return {**burst, "voters": count, "lost": len(burst["receipts"]) - stored, "doubled": 0}

    @contextlib.contextmanager
    def watched(self, count: int) -> Iterator[list[float]]:
        """Inside the block so many deputies' pages watch; afterwards the list holds the updates each of them got."""
        heard: list[float] = []
        if not count:
            yield heard
            return
        meeting = self._stage.facts["meeting"]
        plan = {
            "port": self._stage.streams,
            "path": f"/events/?topics=meeting-{meeting},count-{meeting},ballot-{meeting},me",
            "tokens": self._stage.facts["deputies"][:count],
        }
        watching = subprocess.Popen(
            [sys.executable, "-m", "bench.watchers"], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert watching.stdin is not None
        assert watching.stdout is not None
        watching.stdin.write(json.dumps(plan) + "\n")
        watching.stdin.flush()
        if watching.stdout.readline().strip() != "ready":
            raise SystemExit("the streams could not be opened")
        try:
            yield heard
        finally:
            watching.stdin.close()
            heard.append(json.loads(watching.stdout.read() or "{}").get("counts_per_client", 0.0))
            watching.wait(20)

    def _send_all(self, servers: list[int], *where: Any, key: str) -> dict[str, Any]:
        """One burst, and the processor time that the server and its database took for it."""
        servers = servers + self._stage.database_processes()
        before = cpu_seconds(servers)
        burst = send_all(*where, key=key)
        return {**burst, "cpu_seconds": cpu_seconds(servers) - before}

    def _press(self, poll: int, verb: str, content: dict[str, str] | None = None) -> None:
        ask(self._stage.pages, "POST", f"/api/v1/polls/{poll}/{verb}", content or {}, self._stage.facts["chair"])


def send_all(port: int, path: str, tokens: list[str], *, key: str) -> dict[str, Any]:
    """One burst by a process of its own (bench/voters.py)."""
    plan = {"port": port, "path": path, "tokens": tokens, "key": key}
    done = subprocess.run(
        [sys.executable, "-m", "bench.voters"],
        input=json.dumps(plan),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    burst: dict[str, Any] = json.loads(done.stdout)
    return burst


def ask(port: int, method: str, path: str, content: dict[str, str] | None = None, token: str = "") -> dict[str, Any]:
    """One call, answered as JSON; raises urllib.error.HTTPError when it is refused."""
    body = json.dumps(content).encode() if content is not None else None
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", body, method=method)
    request.add_header("Content-Type", "application/json")
    if token:
        request.add_header("Authorization", f"Bearer {token}")
    with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=60) as answer:
        found: dict[str, Any] = json.loads(answer.read())
        return found


def stored_receipts(stage: Stage, poll: int) -> list[tuple[int, str]]:
    """Mandate and receipt of every ballot of the vote, read from the tables themselves."""
    found = stage.read("SELECT mandate_id, receipt FROM voting_ballot WHERE poll_id = {}", poll)
    return [(int(mandate), str(receipt)) for mandate, receipt in found]


@dataclass(frozen=True)
class Floor:
    """Where the floor listens, and its process."""

    port: int
    process: int


@contextlib.contextmanager
def floor_of(stage: Stage, voters: int) -> Iterator[Floor]:
    """The floor's server on the stage's PostgreSQL database, or on an SQLite file of its own beside it."""
    port = free_ports(1)
    with tempfile.TemporaryDirectory(prefix="nghitruong-floor-") as folder:
        database = stage.database_url or str(Path(folder) / "floor.sqlite3")
        server = subprocess.Popen(
            [sys.executable, "-m", "bench.floor_votes", str(port), database, str(voters)], cwd=ROOT
        )
        try:
            wait_for(f"http://127.0.0.1:{port}/polls/0", server)
            yield Floor(port, server.pid)
        finally:
            server.terminate()
            server.wait(20)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
