"""How many people can sign in at once: eight in flight, real pages, Argon2id; the floor is the bare hash.

    script/bench logins [--people N] [--runs N] [--full]

The floor is measured in alternation with the product: two threads that do nothing but verify the same hash. Whatever
the product adds (form, session, device, ledger line, commits) is the difference.
"""

import argparse
import http.client
import json
import os
import re
import statistics
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import urlencode

from argon2 import PasswordHasher

from bench.stage import Stage

IN_FLIGHT = 8
PASSWORD = "sông Hương chảy chậm"
HASHES_A_FLOOR_RUN = 60


class SignInStage(Stage):
    """A stage on which everybody has a password."""

    def usernames(self) -> list[str]:
        names: list[str] = json.loads(self._run("-m", "bench._passwords", PASSWORD))
        return names


def main(argv: Sequence[str]) -> int:
    """Print one JSON line a layout: on SQLite, and on PostgreSQL where script/bench has started one."""
    parser = argparse.ArgumentParser(prog="bench logins")
    parser.add_argument("--people", type=int, default=80)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--full", action="store_true", help="202 people, five runs")
    options = parser.parse_args(argv)
    people, runs = (202, 5) if options.full else (options.people, options.runs)
    has_postgresql = bool(os.environ.get("NGHITRUONG_BENCH_POSTGRESQL_URL"))
    for layout in ("one-process", "workers-2+hub") if has_postgresql else ("one-process",):
        stage = SignInStage(layout, deputies=people, polls=1)
        with stage:
            names = stage.usernames()[:people]
            sign_all_in(stage.pages, names[:IN_FLIGHT])
            print(json.dumps(measure(stage, names, runs)), flush=True)
    return 0


def measure(stage: Stage, names: list[str], runs: int) -> dict[str, Any]:
    """Medians of the runs, the floor's in alternation with ours."""
    floors, rates, latencies, failures = [], [], [], 0
    for _ in range(runs):
        floors.append(hashes_per_second())
        times, seconds = sign_all_in(stage.pages, names)
        latencies.append(times)
        rates.append(len(times) / seconds)
        failures += len(names) - len(times)
    return {
        "bench": "logins",
        "case": f"{IN_FLIGHT} in flight",
        "layout": stage.layout,
        "db": stage.database,
        "n": len(names),
        "runs": runs,
        "logins_per_s": round(statistics.median(rates), 1),
        "p50_ms": median_of(latencies, 0.50),
        "p95_ms": median_of(latencies, 0.95),
        "p99_ms": median_of(latencies, 0.99),
        "failed": failures,
        "floor_hashes_per_s": round(statistics.median(floors), 1),
        "ratio_to_floor": round(statistics.median(floors) / statistics.median(rates), 2),
    }


def sign_all_in(port: int, names: list[str]) -> tuple[list[float], float]:
    """Everybody signs in, eight at a time; answers the milliseconds of those let in, and the seconds of it all."""
    started = time.perf_counter()
    with ThreadPoolExecutor(IN_FLIGHT) as pool:
        times = list(pool.map(lambda name: sign_in(port, name), names))
    seconds = time.perf_counter() - started
    let_in = [taken for taken in times if taken is not None]
    if not let_in:
        raise SystemExit("nobody could sign in")
    return let_in, seconds


def sign_in(port: int, name: str) -> float | None:
    """One person's form, as a browser sends it; milliseconds until the answer, None when it was not a welcome."""
    status, _cookie, taken = send_form(port, name)
    return taken if status == http.client.FOUND else None


def session_of(port: int, name: str) -> str:
    """Sign in and keep the session: the cookies for further requests."""
    status, cookies, _taken = send_form(port, name)
    if status != http.client.FOUND:
        raise SystemExit(f"{name} could not sign in: {status}")
    return cookies


def send_form(port: int, name: str) -> tuple[int, str, float]:
    """Ask for the form and send it; the status, the cookies and the milliseconds of the sending."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", "/dang-nhap/")
    page = connection.getresponse()
    cookie = (page.getheader("Set-Cookie") or "").partition(";")[0]
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.read().decode())
    form = {"username": name, "password": PASSWORD, "csrfmiddlewaretoken": token[1] if token else ""}
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookie}
    started = time.perf_counter()
    connection.request("POST", "/dang-nhap/", urlencode(form), headers)
    answer = connection.getresponse()
    answer.read()
    taken = (time.perf_counter() - started) * 1000
    connection.close()
    given = [header.partition(";")[0] for header in answer.headers.get_all("Set-Cookie", [])]
    return answer.status, "; ".join(given), taken


def hashes_per_second() -> float:
    """What two threads reach that only verify the product's own hash."""
    hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
    encoded = hasher.hash(PASSWORD)
    started = time.perf_counter()
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda _: hasher.verify(encoded, PASSWORD), range(HASHES_A_FLOOR_RUN)))
    return HASHES_A_FLOOR_RUN / (time.perf_counter() - started)


def median_of(runs: list[list[float]], share: float) -> float:
    """The median over the runs of one percentile, in milliseconds."""
    return round(statistics.median(sorted(times)[int(share * (len(times) - 1))] for times in runs), 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
