"""How fast the search is among a hundred thousand records, and how long it takes to index them.

    script/bench search [--entries N] [--words N] [--runs N]

One council, entries of `--words` syllables drawn with the frequencies of real text (a few words everywhere, most of
them rare), half of them public. Asked as the page asks it: matching, ranking, doors, snippets of one page. SQLite, and
PostgreSQL where script/bench has started one. There is no floor: the bar is 200 ms.
"""

import argparse
from collections.abc import Sequence

from bench.alone import ask_alone


def main(argv: Sequence[str]) -> int:
    """Print one JSON line a database and kind of question."""
    parser = argparse.ArgumentParser(prog="bench search")
    parser.add_argument("--entries", type=int, default=100_000)
    parser.add_argument("--words", type=int, default=120)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args(argv)
    ask_alone("bench.search_data", [str(options.entries), str(options.words), str(options.runs)])
    return 0
