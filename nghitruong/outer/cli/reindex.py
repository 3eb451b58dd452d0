"""`nghitruong reindex`: make the search index anew, while it is used."""

import argparse
from gettext import gettext as _

from nghitruong.foundation.search.indexer import catch_up, rebuild
from nghitruong.foundation.verbs.fairness import my_turn
from nghitruong.outer.cli.output import print_facts, print_json

HELP = "Make the search index anew; it can be used meanwhile."
NEEDS_DATABASE = True


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help=_("print one JSON value"))


def run(options: argparse.Namespace) -> int:
    """Prints how many records of each kind can be found."""
    counts = rebuild(my_turn)
    catch_up(my_turn)
    (print_json if options.json else print_facts)(counts)
    return 0
