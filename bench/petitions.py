"""How fast the list of petitions is with filters, and how fast equal ones are found among a hundred thousand.

    script/bench petitions [--listed N] [--compared N] [--runs N]

One council. The list is asked as the browser asks it, signed in, with each of the usual filters in turn; the bar is
200 ms. Equal ones are looked for as the office's table does, for wishes that were not recorded; the bar is 100 ms.
"""

import argparse
from collections.abc import Sequence

from bench.alone import ask_alone


def main(argv: Sequence[str]) -> int:
    """Print one JSON line a database and case."""
    parser = argparse.ArgumentParser(prog="bench petitions")
    parser.add_argument("--listed", type=int, default=10_000)
    parser.add_argument("--compared", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args(argv)
    ask_alone("bench.petitions_data", [str(options.listed), str(options.compared), str(options.runs)])
    return 0
