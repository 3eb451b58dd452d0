"""How long the morning's sweep takes over a hundred thousand debts: who is to be reminded, and the letters to them.

    script/bench sweep [--debts N] [--agencies N] [--runs N]

Due days spread over two years, a third still open, so that every agency has late and soon ones. The bar is 10 s; the
same sweep again must find that everybody was told.
"""

import argparse
from collections.abc import Sequence

from bench.alone import ask_alone


def main(argv: Sequence[str]) -> int:
    """Print one JSON line a database."""
    parser = argparse.ArgumentParser(prog="bench sweep")
    parser.add_argument("--debts", type=int, default=100_000)
    parser.add_argument("--agencies", type=int, default=120)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args(argv)
    ask_alone("bench.sweep_data", [str(options.debts), str(options.agencies), str(options.runs)])
    return 0
