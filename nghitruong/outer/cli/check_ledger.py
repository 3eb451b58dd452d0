"""`nghitruong check-ledger`: recompute the chain of every council, or of one."""

import argparse
from gettext import gettext as _

from nghitruong.foundation.audit.queries import LedgerCheck, check_ledger, councils_with_lines
from nghitruong.foundation.councils.queries import council_with_code
from nghitruong.outer.cli.output import FailedError, print_facts, print_json, tell

HELP = "Check that no line of the ledger was changed, cut, inserted or reordered."
NEEDS_DATABASE = True


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--council", metavar="CODE", help=_("only this council, by the code of its unit"))
    known = _("a head hash from printed minutes, which the chain must still hold; with --council, repeatable")
    parser.add_argument("--head", metavar="HASH", action="append", default=[], help=known)
    parser.add_argument("--json", action="store_true", help=_("print one JSON value"))


def run(options: argparse.Namespace) -> int:
    """Answers 1 when any chain has a fault, and names the first bad line of each."""
    if options.head and not options.council:
        raise FailedError(_("A head hash belongs to one council: name it with --council."))
    checks = [check_ledger(council_id, known_heads=options.head) for council_id in _asked(options.council)]
    if options.json:
        print_json([_facts(check) for check in checks])
    else:
        for check in checks:
            print_facts(_facts(check))
    faults = [check for check in checks if check.fault]
    for check in faults:
        values = {"council": check.council_id, "fault": _said(check)}
        tell(_("The ledger of council %(council)s has a fault: %(fault)s.") % values)
    if not checks:
        tell(_("The ledger is empty."))
    return 1 if faults else 0


def _asked(code: str | None) -> list[int]:
    if code is None:
        return councils_with_lines()
    council = council_with_code(code)
    if council is None:
        raise FailedError(_("No council has the unit code %(code)s.") % {"code": code})
    return [council.pk]


def _facts(check: LedgerCheck) -> dict[str, object]:
    return {
        "council": check.council_id,
        "lines": check.lines,
        "sealed": check.sealed,
        "unsealed": check.unsealed,
        "head": check.head,
        "fault": _said(check),
    }


def _said(check: LedgerCheck) -> str:
    return _(check.fault.message) % check.fault.values if check.fault else ""
