"""Real petitions to measure on, which stand beside the checkout and are never trained on by what ships."""

import csv
from pathlib import Path
from typing import NamedTuple

PETITIONS = Path(__file__).resolve().parents[4] / "shared" / "data" / "real" / "petitions.csv"
IS_THERE = PETITIONS.exists()


class Row(NamedTuple):
    """A petition with the field, the level and the cluster that a person gave it."""

    id: str
    text: str
    topic: str
    level: str
    cluster: str


def rows() -> list[Row]:
    with PETITIONS.open(encoding="utf-8", newline="") as file:
        return [
            Row(line["id"], line["text"], line["topic"], line["level_guess"], line["cluster"])
            for line in csv.DictReader(file)
        ]
