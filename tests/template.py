"""The empty database of a test run on SQLite, migrated once and then copied.

Migrations take every worker as long as a thousand tests; a copy of the file they made takes a few milliseconds. It lies
in var/ under a name that stands for all migrations, so a new or changed one makes another.
"""

import fcntl
import hashlib
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

import django
from django.core.management.commands import migrate
from django.db import connection

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "var" / "tests"


@contextmanager
def migrations_from_template() -> Iterator[None]:
    """Inside, `migrate` fills an empty SQLite database from the template, which the first who asks writes."""
    run = migrate.Command.handle

    def copy_or_run(command: migrate.Command, *args: Any, **options: Any) -> str | None:
        _restore(lambda: run(command, *args, **options))
        return None

    with mock.patch.object(migrate.Command, "handle", copy_or_run):
        yield


def put_migrated(folder: Path) -> None:
    """Put the migrated database into an empty data folder, so that `prepare` finds its long work done.

    Where no test run has made one yet, `prepare` does it all itself.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with _alone():
        if _template().exists():
            shutil.copy(_template(), folder / "nghitruong.sqlite3")


def _restore(run: Callable[[], object]) -> None:
    connection.ensure_connection()
    template = _template()
    with _alone():
        if not template.exists():
            run()
            _keep(template)
            return
    with closing(sqlite3.connect(template)) as source:
        source.backup(connection.connection)


def _keep(template: Path) -> None:
    """Write the open database to the file; older ones go, since their migrations are gone."""
    for old in FOLDER.glob("migrated-*"):
        old.unlink()
    half = template.with_suffix(".half")
    with closing(sqlite3.connect(half)) as target:
        connection.connection.backup(target)
    half.rename(template)


@contextmanager
def _alone() -> Iterator[None]:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with open(FOLDER / "lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _template() -> Path:
    return FOLDER / f"migrated-{_fingerprint()}.sqlite3"


def _fingerprint() -> str:
    """What the migrated tables depend on: every migration, the models and the library."""
    told = hashlib.sha256(f"{django.__version__} {os.environ.get('DJANGO_SETTINGS_MODULE')}".encode())
    for path in sorted((ROOT / "nghitruong").rglob("*.py")):
        if "migrations" in path.parts or path.stem == "models" or "models" in path.parts:
            told.update(path.read_bytes())
    return told.hexdigest()[:16]
