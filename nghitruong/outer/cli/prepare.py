"""`nghitruong prepare`: bring the data folder and the database to where this version needs them."""

import argparse
from gettext import gettext as _

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from nghitruong.outer.cli.output import tell

HELP = "Create or update the database and the data folder; safe to repeat."
NEEDS_DATABASE = True


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--quiet", action="store_true", help=_("say nothing when all is well"))


def run(options: argparse.Namespace) -> int:
    """Apply what migrations are missing. The secret key was made when the settings were read."""
    for folder in (settings.DATA, settings.DOCUMENTS_ROOT, settings.STATIC_ROOT):
        folder.mkdir(parents=True, exist_ok=True)
    missing = _missing_migrations()
    if missing:
        call_command("migrate", interactive=False, verbosity=0)
    if not options.quiet:
        tell(_("The database is ready; %(count)s changes were applied.") % {"count": missing})
    return 0


def _missing_migrations() -> int:
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
