"""`nghitruong search WORDS`: what is found, for whoever stands at the machine; restricted records are not answered."""

import argparse
from gettext import gettext as _

from nghitruong.foundation.councils.queries import council_with_code
from nghitruong.foundation.search.indexer import catch_up
from nghitruong.foundation.search.queries import Found, find_everywhere
from nghitruong.foundation.search.snippets import plain
from nghitruong.foundation.verbs.fairness import my_turn
from nghitruong.outer.cli.output import FailedError, print_facts, print_json, tell

HELP = "Find records by words, with or without accents."
NEEDS_DATABASE = True
LIMIT = 20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("words", metavar="WORDS", nargs="+", help=_("what to look for"))
    parser.add_argument("--council", metavar="CODE", help=_("only this council, by the code of its unit"))
    parser.add_argument("--limit", metavar="N", type=_whole, default=LIMIT, help=_("how many results at most (20)"))
    parser.add_argument("--no-index-lag", action="store_true", help=_("first wait until all is indexed"))
    parser.add_argument("--json", action="store_true", help=_("print one JSON value"))


def run(options: argparse.Namespace) -> int:
    """Answers 0 also when nothing was found: an empty list is an answer."""
    council_ids = _asked(options.council)
    if options.no_index_lag:
        catch_up(my_turn)
    answer = find_everywhere(" ".join(options.words), council_ids=council_ids, limit=options.limit)
    facts = [_facts(found) for found in answer.found]
    if options.json:
        print_json(facts)
        return 0
    for place, fact in enumerate(facts):
        if place:
            print_facts({"": ""})
        print_facts(fact)
    if not facts:
        tell(_("Nothing was found."))
    return 0


def _asked(code: str | None) -> list[int]:
    if code is None:
        return []
    council = council_with_code(code)
    if council is None:
        raise FailedError(_("No council has the unit code %(code)s.") % {"code": code})
    return [council.pk]


def _facts(found: Found) -> dict[str, object]:
    return {
        "kind": found.kind,
        "id": found.id,
        "title": plain(found.title),
        "url": found.url,
        "snippet": plain(found.snippet),
        "score": found.score,
        "day": found.day.isoformat(),
    }


def _whole(text: str) -> int:
    number = int(text) if text.isascii() and text.isdigit() else 0
    if not 0 < number <= 1000:
        raise argparse.ArgumentTypeError(_("not a number from 1 to 1000: %(text)s") % {"text": text})
    return number
