"""`nghitruong check-ledger`: recompute the chain of every council, or of one."""

import argparse
from gettext import gettext as _

from nghitruong.foundation.audit.queries import LedgerCheck, check_ledger, councils_with_lines
from nghitruong.outer.cli.output import print_facts, print_json, tell

HELP = "Check that no line of the ledger was changed, cut, inserted or reordered."
NEEDS_DATABASE = True


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help=_("print one JSON value"))


def run(options: argparse.Namespace) -> int:
    """Answers 1 when any chain has a fault, and names the first bad line of each."""
    checks = [check_ledger(council_id) for council_id in councils_with_lines()]
    if options.json:
        print_json([_facts(check) for check in checks])
    else:
        for check in checks:
            print_facts(_facts(check))
    faults = [f"{check.council_id}: {check.fault}" for check in checks if check.fault]
    for fault in faults:
        tell(_("The ledger has a fault. Council %(fault)s") % {"fault": fault})
    if not checks:
        tell(_("The ledger is empty."))
    return 1 if faults else 0


def _facts(check: LedgerCheck) -> dict[str, object]:
    return {
        "council": check.council_id,
        "lines": check.lines,
        "sealed": check.sealed,
        "unsealed": check.unsealed,
        "head": check.head,
        "fault": check.fault,
    }
