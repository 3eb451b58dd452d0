"""How fast one press of the chair is on every tablet: open a vote, wait until the last of N watchers has the ballot.

    script/bench fanout [--layout LAYOUT] [--watchers N …] [--runs N] [--events N] [--full]

The press is the real one (`POST /api/v1/polls/{id}/open`: permission, law, quorum, entitlements, ledger, outbox), the
watchers are deputies on their own tokens with the topics of the deputy's page. The floor is a bare ASGI event stream
(bench/floor_streams.py) that sends as many bytes; both stand side by side and are pressed in turn.
"""

import argparse
import asyncio
import contextlib
import json
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, cast

import uvloop

from bench.stage import LAYOUTS, Stage, free_ports

PAUSE_S = 0.4
LONGEST_S = 10.0
DEPUTIES = 500
WARM_UP = 50


def main(argv: Sequence[str]) -> int:
    """Print one JSON line a layout and number of watchers."""
    parser = argparse.ArgumentParser(prog="bench fanout")
    parser.add_argument("--layout", choices=sorted(LAYOUTS), action="append")
    parser.add_argument("--watchers", type=int, nargs="+", default=[500, 1000])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--events", type=int, default=10, help="presses a run")
    parser.add_argument("--full", action="store_true", help="5,000 watchers too, five runs")
    options = parser.parse_args(argv)
    watchers, runs = ([*options.watchers, 5_000], 5) if options.full else (options.watchers, options.runs)
    allow_many_connections()
    for layout in options.layout or ["one-process", "workers-2+hub"]:
        for count in watchers:
            print(json.dumps(measure(layout, count, runs, options.events)), flush=True)
    return 0


def measure(layout: str, watchers: int, runs: int, events: int) -> dict[str, Any]:
    """One stage and one floor, pressed in turn; medians over the runs."""
    polls = runs * events + 1
    with Stage(layout, deputies=min(watchers, DEPUTIES), polls=polls) as stage, floor() as floor_port:
        return uvloop.run(Measurement(stage, floor_port, watchers, runs, events).take())


class Watcher(asyncio.Protocol):
    """One tablet: notes when the first piece of an event comes after it was armed."""

    def __init__(self, path: str, token: str) -> None:
        self.heard_at: float | None = None
        self.bytes = 0
        self.is_closed = False
        self._request = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {token}\r\n\r\n".encode()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        cast(asyncio.Transport, transport).write(self._request)

    def data_received(self, data: bytes) -> None:
        if self.heard_at is None and b"data:" in data:
            self.heard_at = time.perf_counter()
        self.bytes += len(data)

    def connection_lost(self, _error: Exception | None) -> None:
        self.is_closed = True

    def arm(self) -> None:
        self.heard_at = None
        self.bytes = 0


@dataclass
class Presses:
    """What one run measured, in milliseconds: every watcher's time, the last one's, and that from the commit."""

    each: list[float] = field(default_factory=list)
    last: list[float] = field(default_factory=list)
    since_commit: list[float] = field(default_factory=list)
    missed: int = 0


class Measurement:
    def __init__(self, stage: Stage, floor_port: int, watchers: int, runs: int, events: int) -> None:
        self._stage, self._floor_port = stage, floor_port
        self._count, self._runs, self._events = watchers, runs, events
        self._polls = iter(stage.facts["polls"])
        self._topic = f"ballot-{stage.facts['meeting']}"

    async def take(self) -> dict[str, Any]:
        meeting, tokens = self._stage.facts["meeting"], self._stage.facts["deputies"]
        path = f"/events/?topics=meeting-{meeting},count-{meeting},ballot-{meeting},me"
        # The first few bring the threads to life, whose database caches are no watcher's.
        first = await connect(self._stage.streams, WARM_UP, path, tokens)
        await self._press(first)
        await self._cancel()
        before = resident_kb(self._stage.stream_process)
        watching = first + await connect(self._stage.streams, self._count - WARM_UP, path, tokens)
        memory = (resident_kb(self._stage.stream_process) - before) / max(1, self._count - WARM_UP)
        floor_watching = await connect(self._floor_port, self._count, "/events", tokens)
        size = max(watcher.bytes for watcher in watching)
        ours, floors = [], []
        for _ in range(self._runs):
            run, floor_run = Presses(), Presses()
            for _ in range(self._events):
                await self._note(run, watching, self._press(watching), is_ours=True)
                await self._note(floor_run, floor_watching, self._press_floor(floor_watching, size), is_ours=False)
            ours.append(run)
            floors.append(floor_run)
        return self._report(ours, floors, memory, size)

    async def _note(self, run: Presses, watching: list[Watcher], press: Any, *, is_ours: bool) -> None:
        clicked, wall = await press
        times = [(watcher.heard_at - clicked) * 1e3 for watcher in watching if watcher.heard_at is not None]
        run.missed += len(watching) - len(times)
        run.each += times
        run.last.append(max(times, default=LONGEST_S * 1e3))
        if is_ours:
            written = await asyncio.to_thread(self._stage.moment_of, self._topic)
            run.since_commit.append(run.last[-1] - (written - wall) * 1e3)
            await self._cancel()

    async def _press(self, watching: list[Watcher]) -> tuple[float, float]:
        """Open the next vote; answers when the press was sent, by the fine clock and by the calendar's."""
        self._open = next(self._polls)
        await asyncio.sleep(PAUSE_S)
        moment = arm(watching)
        await self._call(f"/api/v1/polls/{self._open}/open", {})
        await all_heard(watching)
        return moment

    async def _press_floor(self, watching: list[Watcher], size: int) -> tuple[float, float]:
        await asyncio.sleep(PAUSE_S)
        moment = arm(watching)
        event = b"event: ballot\ndata: " + b"x" * max(1, size - 22) + b"\n\n"
        await post(self._floor_port, "/click", event)
        await all_heard(watching)
        return moment

    async def _cancel(self) -> None:
        await self._call(f"/api/v1/polls/{self._open}/cancel", {"reason": "Đo lường"})

    async def _call(self, path: str, content: dict[str, str]) -> None:
        body = json.dumps(content).encode()
        status = await post(self._stage.pages, path, body, self._stage.facts["chair"])
        if status != 200:
            raise SystemExit(f"{path} answered {status}")

    def _report(self, ours: list[Presses], floors: list[Presses], memory: float, size: int) -> dict[str, Any]:
        last, floor_last = median(run.last for run in ours), median(run.last for run in floors)
        return {
            "bench": "fanout",
            "case": "open_poll",
            "layout": "one-process" if self._stage.layout.startswith("one-process") else self._stage.layout,
            "db": self._stage.database,
            "n": self._count,
            "runs": self._runs,
            "events": self._runs * self._events,
            "bytes_per_client": size,
            "click_p50_ms": median_share(ours, 0.50),
            "click_p99_ms": median_share(ours, 0.99),
            "click_to_last_ms": round(last, 1),
            "click_to_last_worst_ms": round(statistics.median(max(run.last) for run in ours), 1),
            "commit_to_all_ms": round(median(run.since_commit for run in ours), 1),
            "commit_to_all_worst_ms": round(statistics.median(max(run.since_commit) for run in ours), 1),
            "missed": sum(run.missed for run in ours),
            "kb_per_client": round(memory, 1),
            "floor_click_p99_ms": median_share(floors, 0.99),
            "floor_click_to_last_ms": round(floor_last, 1),
            "ratio_to_floor": round(last / floor_last, 2),
        }


def median(runs: Iterable[list[float]]) -> float:
    return statistics.median(statistics.median(run) for run in runs)


def median_share(runs: list[Presses], share: float) -> float:
    """The median over the runs of the time within which that share of all deliveries came."""
    return round(statistics.median(sorted(run.each)[int(share * (len(run.each) - 1))] for run in runs), 1)


def arm(watching: list[Watcher]) -> tuple[float, float]:
    for watcher in watching:
        watcher.arm()
    return time.perf_counter(), time.time()


async def all_heard(watching: list[Watcher]) -> None:
    until = time.perf_counter() + LONGEST_S
    while any(watcher.heard_at is None for watcher in watching) and time.perf_counter() < until:
        await asyncio.sleep(0.005)


async def connect(port: int, count: int, path: str, tokens: list[str]) -> list[Watcher]:
    """Open so many streams, fifty at a time, and wait until each has its first event or the stream is quiet."""
    loop, watching = asyncio.get_running_loop(), list[Watcher]()
    for start in range(0, count, 50):
        makers = [partial(Watcher, path, tokens[n % len(tokens)]) for n in range(start, min(count, start + 50))]
        made = await asyncio.gather(*(loop.create_connection(make, "127.0.0.1", port) for make in makers))
        watching += [watcher for _, watcher in made]
        await asyncio.sleep(0.05)
    until = time.perf_counter() + (LONGEST_S if path != "/events" else 0.5)
    while any(watcher.heard_at is None for watcher in watching) and time.perf_counter() < until:
        await asyncio.sleep(0.05)
    await asyncio.sleep(1.0)
    if any(watcher.is_closed for watcher in watching):
        raise SystemExit("some streams were refused or closed")
    return watching


async def post(port: int, path: str, body: bytes, token: str = "") -> int:
    """One request on a connection of its own; answers the status."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    head = f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nConnection: close\r\n"
    head += f"Authorization: Bearer {token}\r\nContent-Length: {len(body)}\r\n\r\n"
    writer.write(head.encode() + body)
    answer = await reader.read()
    writer.close()
    with contextlib.suppress(OSError):
        await writer.wait_closed()
    return int(answer.split(b" ", 2)[1])


@contextlib.contextmanager
def floor() -> Iterator[int]:
    port = free_ports(1)
    server = subprocess.Popen([sys.executable, str(Path(__file__).with_name("floor_streams.py")), str(port)])
    try:
        wait_for_floor(port, server)
        yield port
    finally:
        server.terminate()
        server.wait(timeout=10)


def wait_for_floor(port: int, server: "subprocess.Popen[bytes]") -> None:
    """Its streams never end, so it is asked with a press."""
    until = time.monotonic() + LONGEST_S
    while time.monotonic() < until and server.poll() is None:
        try:
            asyncio.run(post(port, "/click", b""))
            return
        except OSError:
            time.sleep(0.05)
    raise SystemExit("the floor did not start")


def resident_kb(process: int) -> int:
    status = Path(f"/proc/{process}/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0])


def allow_many_connections() -> None:
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
