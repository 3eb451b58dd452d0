"""How long ten thousand wishes take from a file to proposals with their duplicates, on one core.

    script/bench petitions_import [--rows N] [--runs N] [--full]

The command `import-petitions` as a person starts it, in a process of its own, without a database. The bar is absolute:
60 s for ten thousand rows.
"""

import argparse
import csv
import json
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from itertools import cycle
from pathlib import Path

from bench.wishes import made_up_wishes

WARDS = ("P.5, Q.11, TP.HCM", "phường Phong Điền, Huế", "xã Hòa An, Cao Bằng", "phường Xuân Lập, Đồng Nai", "khu phố 6")
COMMAND = [sys.executable, "-m", "nghitruong.outer.cli.main", "import-petitions"]


def main(argv: Sequence[str]) -> int:
    """Print one JSON line."""
    parser = argparse.ArgumentParser(prog="bench petitions_import")
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--full", action="store_true", help="seven runs")
    options = parser.parse_args(argv)
    runs = 7 if options.full else options.runs
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "kien-nghi.csv"
        write_file(path, options.rows)
        taken = [cpu_of_one_run(path) for _ in range(runs)]
    seconds = statistics.median(taken)
    line = {"bench": "petitions_import", "case": "dry-run", "layout": "one-process", "db": "none", "n": options.rows}
    measured = {"runs": runs, "cpu_s": round(seconds, 1), "ms_per_row": round(seconds / options.rows * 1e3, 2)}
    print(json.dumps({**line, **measured}))
    return 0


def write_file(path: Path, rows: int) -> None:
    """A CSV file as another program exports it."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "Nội dung", "Địa bàn"])
        for number, (text, ward) in enumerate(zip(made_up_wishes(rows), cycle(WARDS), strict=False), start=1):
            writer.writerow((number, text, ward))


def cpu_of_one_run(path: Path) -> float:
    """Seconds of the processor that the command used; it has one thread, so one core."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([*COMMAND, str(path), "--dry-run", "--json"], stdout=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
