"""`nghitruong demo load|reset`: the fictional councils, built through the verbs."""

import argparse
import time
from gettext import gettext as _

from nghitruong.outer.cli.output import tell
from nghitruong.outer.demo.loading import load_demo, wipe_demo

HELP = "Build the fictional councils of the demo, or start them over; never over a real council."
NEEDS_DATABASE = True


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "what",
        choices=["load", "reset"],
        help=_("load: build what is not there yet; reset: empty the database and the documents, then build"),
    )


def run(options: argparse.Namespace) -> int:
    """Build the demo. A second load says that it is there; a reset loses what visitors did."""
    started = time.monotonic()
    if options.what == "reset":
        wipe_demo()
    if load_demo(lambda part: tell(f"  {part}")):
        tell(_("The demo is ready after %(seconds)s seconds.") % {"seconds": round(time.monotonic() - started)})
    else:
        tell(_("The demo is there already; “nghitruong demo reset” starts it over."))
    return 0
