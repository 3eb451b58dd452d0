"""`nghitruong recount FILE`: count a published vote again from its record, on any machine, without a database."""

import argparse
import json
from dataclasses import asdict
from gettext import gettext as _
from pathlib import Path
from typing import Any

from nghitruong.domain.voting.lifecycle import Choice
from nghitruong.domain.voting.rules import Recount, choice_under, recount
from nghitruong.kernel.decision import Reason
from nghitruong.outer.cli.output import FailedError, print_facts, print_json, tell

HELP = "Count a published vote again from its record; exit 1 when the result differs."
LARGEST = 16 << 20
"""Bytes: a record of five hundred deputies has forty thousand."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path, help=_("the record as it was downloaded from the result"))
    parser.add_argument("--receipt", metavar="CODE", help=_("show how the ballot with this receipt was counted"))
    parser.add_argument("--json", action="store_true", help=_("print one JSON value"))


def run(options: argparse.Namespace) -> int:
    """Answers 1 when a figure differs from what the ballots say, or no ballot carries the receipt."""
    published = _read(options.file)
    counted = recount(published)
    own = _own_choice(published, options.receipt) if options.receipt else None
    facts = _facts(published, counted, own)
    print_json(facts) if options.json else print_facts(facts)
    for difference in counted.differences:
        tell(_sentence(difference))
    if counted.differences:
        tell(_("The published result does not follow from its ballots."))
        return 1
    tell(_("The published result follows from its ballots."))
    return 0


def _read(path: Path) -> dict[str, Any]:
    if path.stat().st_size > LARGEST:
        raise FailedError(_("The file is too large for the record of a vote."))
    try:
        published = json.loads(path.read_text(encoding="utf-8"))
    except (ValueError, RecursionError):
        raise FailedError(_("The file holds no JSON value.")) from None
    if not isinstance(published, dict):
        raise FailedError(_("The file holds no JSON value."))
    return published


def _own_choice(published: dict[str, Any], receipt: str) -> Choice:
    choice = choice_under(published, receipt)
    if choice is None:
        raise FailedError(_("No ballot of this record carries the receipt %(code)s.") % {"code": receipt})
    return choice


def _facts(published: dict[str, Any], counted: Recount, own: Choice | None) -> dict[str, object]:
    facts: dict[str, object] = {
        "question": published.get("question", ""),
        **asdict(counted.tally),
        "base": published["threshold"]["count"],
        "needed": counted.needed,
        "carried": counted.is_carried,
        "differs": bool(counted.differences),
    }
    return facts if own is None else {**facts, "own": str(own)}


def _sentence(reason: Reason) -> str:
    return _(reason.message) % {name: _yes_or_no(value) for name, value in reason.values.items()}


def _yes_or_no(value: object) -> object:
    return (_("yes") if value else _("no")) if isinstance(value, bool) else value
