"""How fast and how light the public pages of petitions are, among ten thousand of them.

    script/bench portal [--layout LAYOUT] [--petitions N] [--runs N]

Each page as a visitor without a cookie asks for it, to its last byte, by one browser on one connection; and what its
first load weighs: the page, the style sheet, the script, both halves of the font and the icons, each compressed as it
is sent. There is no floor: the bars are 50 ms at the 95th of a hundred and 60 kB.
"""

import argparse
import gzip
import json
import statistics
from collections.abc import Sequence
from pathlib import Path

from bench.pages import Reader
from bench.stage import LAYOUTS, Stage, cpu_seconds

SITE = "/cong/{code}/"
PAGES = {
    "home": "",
    "list": "kien-nghi/",
    "list-of-words": "kien-nghi/?tim=duong so",
    "list-of-late": "kien-nghi/?nhom=late",
    "numbers": "kien-nghi/so-lieu/",
    "petition": "kien-nghi/{petition}/",
    "form": "kien-nghi/gui/",
}
TIMES = 40
DIST = Path(__file__).resolve().parents[1] / "nghitruong" / "web" / "static" / "web" / "dist"
LOADED = ("public.css", "public.js", "icons.svg", "inter-latin.woff2", "inter-vietnamese.woff2")


class PortalStage(Stage):
    """A stage whose council has many public petitions."""

    def fill(self, petitions: int) -> dict[str, str]:
        """The code of its site and of one petition."""
        found: dict[str, str] = json.loads(self._run("-m", "bench.portal_data", str(petitions)))
        return found


def main(argv: Sequence[str]) -> int:
    """Print one JSON line a page."""
    parser = argparse.ArgumentParser(prog="bench portal")
    parser.add_argument("--layout", choices=list(LAYOUTS), action="append")
    parser.add_argument("--petitions", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args(argv)
    rest = sum(len(gzip.compress((DIST / name).read_bytes())) for name in LOADED)
    for layout in options.layout or ["one-process"]:
        with PortalStage(layout, deputies=30, polls=1) as stage:
            around = {"bench": "portal", "layout": layout, "db": stage.database, "n": options.petitions}
            names = stage.fill(options.petitions)
            for page, path in PAGES.items():
                address = (SITE + path).format(**names).replace(" ", "%20")
                line = {**around, "case": page, "runs": options.runs, **measure(stage, address, options.runs)}
                line["first_load_kb"] = round((line.pop("page_bytes") + rest) / 1024, 1)
                print(json.dumps(line), flush=True)
    return 0


def measure(stage: Stage, address: str, runs: int) -> dict[str, float]:
    """Milliseconds at the half and at the 95th of a hundred, the median of the runs; processor time a page, which other
    work on the machine leaves alone; bytes of the compressed page."""
    reader = Reader(stage.pages, "")
    reader.read(address)
    processes = stage.processes()
    before = cpu_seconds(processes)
    times = [sorted(reader.read(address) for _each in range(TIMES)) for _run in range(runs)]

    cpu = (cpu_seconds(processes) - before) / (TIMES * runs) * 1000

    def share(part: float) -> float:
        return round(statistics.median(run[int(part * (TIMES - 1))] for run in times), 1)

    return {
        "p50_ms": share(0.5),
        "p95_ms": share(0.95),
        "cpu_ms_per_page": round(cpu, 1),
        "page_bytes": len(gzip.compress(reader.body)),
    }
