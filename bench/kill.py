"""Whether any vote that was acknowledged can be lost: every process is killed (signal 9) in the middle of a burst.

    script/bench kill [--layout LAYOUT] [--voters N] [--kills N] [--full]

On PostgreSQL the database's own processes of this stage are killed in the same moment, and it recovers from its log.
Afterwards the server is started anew, everybody sends the same ballot once more as a tablet does, and the vote closes.
A kill keeps what the kernel already holds, so this asks whether a vote is committed before it is acknowledged; that
the commit is also on the disk by then is what tests/cli/test_bridge.py asks.
"""

import argparse
import json
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg

from bench.fanout import allow_many_connections
from bench.stage import PATIENCE_S, ROOT, Stage
from bench.voters import CHOICES
from bench.votes import ask, send_all

BENCH_LAYOUTS = ("one-process", "workers-2+hub")
MOST_RESENDS = 3


def main(argv: Sequence[str]) -> int:
    """Print one JSON line a layout."""
    parser = argparse.ArgumentParser(prog="bench kill")
    parser.add_argument("--layout", choices=BENCH_LAYOUTS, action="append")
    parser.add_argument("--voters", type=int, default=500)
    parser.add_argument("--kills", type=int, default=5)
    parser.add_argument("--full", action="store_true", help="thirty kills")
    options = parser.parse_args(argv)
    allow_many_connections()
    for layout in options.layout or BENCH_LAYOUTS:
        kills = drill(layout, options.voters, 30 if options.full else options.kills)
        print(json.dumps(kills), flush=True)
    return 0


def drill(layout: str, voters: int, kills: int) -> dict[str, Any]:
    """So many kills on one stage, each at another share of the burst."""
    losses = Losses()
    with Stage(layout, deputies=voters, polls=kills) as stage:
        for place, poll in enumerate(stage.facts["polls"]):
            share = (place + 1) / (kills + 1)
            losses.add(Kill(stage, poll, voters).take(at=max(1, int(share * voters))))
        return {
            "bench": "kill",
            "case": "burst",
            "layout": layout,
            "db": stage.database,
            "n": voters,
            "runs": kills,
            **losses.figures(),
        }


@dataclass
class Losses:
    """The sum over all kills."""

    counts: Counter[str] = field(default_factory=Counter)
    restarts_s: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def add(self, found: dict[str, Any]) -> None:
        self.restarts_s.append(found.pop("restart_s"))
        self.faults += filter(None, [found.pop("ledger")])
        self.counts.update(found)

    def figures(self) -> dict[str, Any]:
        """`acknowledged` before the kills and `stored` after the restarts; everything else should be 0 but `closed`."""
        return {
            **self.counts,
            "ledger": "; ".join(sorted(set(self.faults))) or "intact",
            "restart_s": round(statistics.median(self.restarts_s), 2),
        }


class Kill:
    """One vote whose burst is cut off."""

    def __init__(self, stage: Stage, poll: int, voters: int) -> None:
        self._stage, self._poll = stage, poll
        self._tokens = stage.facts["deputies"][:voters]
        self._path, self._key = f"/api/v1/polls/{poll}/ballot", f"poll-{poll}"

    def take(self, *, at: int) -> dict[str, Any]:
        """Kill once `at` ballots are stored, start again; what had been acknowledged, and what became of it."""
        self._press("open")
        receipts = self._cut_off(at)
        started = time.monotonic()
        self._start_again()
        restart = time.monotonic() - started
        stored = self._ballots()
        unlogged = len(stored) - self._ledger_lines()
        changed = self._send_again(receipts)
        after = self._ballots()
        closed = self._close()
        return {
            "acknowledged": len(receipts),
            "stored": len(stored),
            "lost": sum(not self._is_kept(place, receipt, stored) for place, receipt in receipts.items()),
            "doubled": doubles(stored) + doubles(after),
            "unlogged": unlogged,
            "changed": changed,
            "closed": int(closed is not None),
            "miscounted": int(closed != self._expected()),
            "ledger": self._ledger_fault(),
            "restart_s": restart,
        }

    def _cut_off(self, at: int) -> dict[str, str]:
        """Send everybody's ballot, kill in the middle; the receipts that came back, by the voter's place."""
        with tempfile.TemporaryDirectory() as folder:
            return self._kill_among(at, Path(folder) / "answered")

    def _kill_among(self, at: int, answered: Path) -> dict[str, str]:
        """Kill once so many are stored and somebody has a receipt: without one there is nothing to lose."""
        plan = {"port": self._stage.pages, "path": self._path, "tokens": self._tokens, "key": self._key}
        plan["answered"] = str(answered)
        voting = subprocess.Popen(
            [sys.executable, "-m", "bench.voters"], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert voting.stdin is not None
        voting.stdin.write(json.dumps(plan))
        voting.stdin.close()
        voting.stdin = None
        while (self._count() < at or not answered.exists()) and voting.poll() is None:
            pass
        database = self._stage.database_processes()
        self._stage.kill()
        for process in database:
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        said, _ = voting.communicate(timeout=PATIENCE_S * 2)
        receipts: dict[str, str] = json.loads(said)["receipts"]
        return receipts

    def _start_again(self) -> None:
        until = time.monotonic() + PATIENCE_S
        while time.monotonic() < until:
            # Until it has recovered, PostgreSQL takes nobody.
            with suppress(psycopg.OperationalError):
                if self._stage.database_url:
                    self._stage.read("SELECT 1")
                break
            time.sleep(0.05)
        self._stage.start()

    def _count(self) -> int:
        found = self._stage.read("SELECT count(*) FROM voting_ballot WHERE poll_id = {}", self._poll)
        return int(found[0][0])

    def _ballots(self) -> list[tuple[Any, ...]]:
        statement = "SELECT mandate_id, n, key, choice, receipt FROM voting_ballot WHERE poll_id = {}"
        return self._stage.read(statement, self._poll)

    def _ledger_lines(self) -> int:
        statement = "SELECT count(*) FROM audit_line WHERE verb = {} AND subject_kind = {} AND subject_id = {}"
        found = self._stage.read(f"{statement} AND refusal = ''", "voting.cast_vote", "poll", self._poll)
        return int(found[0][0])

    def _is_kept(self, place: str, receipt: str, stored: list[tuple[Any, ...]]) -> bool:
        """Whether the ballot stands with the receipt that was answered and the choice that was sent."""
        expected = (f"{self._key}-{place}", CHOICES[int(place) % len(CHOICES)], receipt)
        return any(tuple(ballot[2:]) == expected for ballot in stored)

    def _send_again(self, receipts: dict[str, str]) -> int:
        """Everybody sends the same ballot until it is answered; how many who had a receipt are given another one."""
        for _ in range(MOST_RESENDS):
            again = send_all(self._stage.pages, self._path, self._tokens, key=self._key)["receipts"]
            if len(again) == len(self._tokens):
                break
        return sum(again.get(place) != receipt for place, receipt in receipts.items())

    def _close(self) -> dict[str, int] | None:
        """The counts by choice, after which the round is cancelled so that the next may be opened."""
        counts: dict[str, int] | None = self._press("close").get("counts")
        self._press("cancel", {"reason": "Đo lường"})
        return counts

    def _expected(self) -> dict[str, int]:
        return dict(Counter(CHOICES[place % len(CHOICES)] for place in range(len(self._tokens))))

    def _ledger_fault(self) -> str:
        try:
            self._stage.run("check-ledger")
        except SystemExit as fault:
            return str(fault).strip().splitlines()[-1]
        return ""

    def _press(self, verb: str, content: dict[str, str] | None = None) -> dict[str, Any]:
        path = f"/api/v1/polls/{self._poll}/{verb}"
        return ask(self._stage.pages, "POST", path, content or {}, self._stage.facts["chair"])


def doubles(ballots: list[tuple[Any, ...]]) -> int:
    """Ballots beyond the first of one mandate with one key, or with one number; everybody sent a single ballot."""
    keys = Counter((mandate, key) for mandate, _, key, *_ in ballots)
    turns = Counter((mandate, n) for mandate, n, *_ in ballots)
    mandates = Counter(mandate for mandate, *_ in ballots)
    return max(count.total() - len(count) for count in (keys, turns, mandates))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
