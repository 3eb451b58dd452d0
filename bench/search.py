"""How fast the search is among a hundred thousand records, and how long it takes to index them.

    script/bench search [--entries N] [--words N] [--runs N]

One council, entries of `--words` syllables drawn with the frequencies of real text (a few words everywhere, most of
them rare), half of them public. Asked as the page asks it: matching, ranking, doors, snippets of one page. SQLite, and
PostgreSQL where script/bench has started one. There is no floor: the bar is 200 ms.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import psycopg

ROOT = Path(__file__).resolve().parents[1]


def main(argv: Sequence[str]) -> int:
    """Print one JSON line a database and kind of question."""
    parser = argparse.ArgumentParser(prog="bench search")
    parser.add_argument("--entries", type=int, default=100_000)
    parser.add_argument("--words", type=int, default=120)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args(argv)
    wanted = [str(options.entries), str(options.words), str(options.runs)]
    measure(wanted, {})
    if address := os.environ.get("NGHITRUONG_BENCH_POSTGRESQL_URL"):
        with psycopg.connect(address, autocommit=True) as server:
            server.execute("DROP DATABASE IF EXISTS bench_search")
            server.execute("CREATE DATABASE bench_search")
            try:
                measure(wanted, {"NGHITRUONG_DATABASE_URL": f"{address.rpartition('/')[0]}/bench_search"})
            finally:
                server.execute("DROP DATABASE IF EXISTS bench_search WITH (FORCE)")
    return 0


def measure(wanted: Sequence[str], environment: dict[str, str]) -> None:
    """In a process of its own, on a database that goes away."""
    folder = tempfile.mkdtemp(prefix="nghitruong-bench-")
    surroundings = {
        **os.environ,
        "NGHITRUONG_DATA": folder,
        "NGHITRUONG_LOG_LEVEL": "ERROR",
        "DJANGO_SETTINGS_MODULE": "nghitruong.config.settings",
        "PYTHONPATH": str(ROOT),
        **environment,
    }
    try:
        command = [sys.executable, "-m", "nghitruong.outer.cli.main", "prepare"]
        subprocess.run(command, env=surroundings, check=True, capture_output=True, cwd=ROOT)
        subprocess.run([sys.executable, "-m", "bench.search_data", *wanted], env=surroundings, check=True, cwd=ROOT)
    finally:
        shutil.rmtree(folder)
