"""Waiting for the disk together, on SQLite.

With `synchronous=FULL` each commit waits for the disk while it holds the one writer's turn: on a disk that takes 4 ms
a council of 500 votes for two seconds, whatever the processor can do. Here a verb's commit is written without waiting,
the turn goes on to the next, and then everybody waits for one synchronisation of the log that began after their
commits. Nothing is answered, shown or told to others before the disk has it. PostgreSQL does the same by itself.
"""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from django.db import connection

FULL = 2
_sync = getattr(os, "fdatasync", os.fsync)


class SharedSync:
    """One synchronisation for all who have asked before it began; the first of them carries it out."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._asked = 0
        self._done = 0
        self._is_busy = False

    def wait_for(self, log: str) -> None:
        """Return once what was written to the log before this call is on the disk. Raises OSError when it is not."""
        with self._changed:
            self._asked += 1
            mine = self._asked
            while self._is_busy and self._done < mine:
                self._changed.wait()
            if self._done >= mine:
                return
            self._is_busy, covered, done = True, self._asked, self._done
        try:
            _synchronise(log)
            done = covered
        finally:
            with self._changed:
                self._is_busy, self._done = False, done
                self._changed.notify_all()


shared_sync = SharedSync()


@contextmanager
def unsynchronised_commit() -> Iterator[str | None]:
    """Inside the block a commit does not wait for the disk; answers the log to wait for afterwards.

    None where nothing is changed: within a transaction, without a write-ahead log, or where somebody has set another
    synchronisation.
    """
    log = _log()
    if log is None:
        yield None
        return
    _set("NORMAL")
    try:
        yield log
    finally:
        _set("FULL")


def _log() -> str | None:
    if connection.in_atomic_block:
        return None
    connection.ensure_connection()
    log = _log_of(connection.settings_dict["NAME"])
    level = connection.connection.execute("PRAGMA synchronous").fetchone()[0]
    return log if level == FULL and os.path.exists(log) else None


@cache
def _log_of(database: str) -> str:
    return f"{os.path.realpath(database)}-wal"


def _set(level: str) -> None:
    connection.connection.execute(f"PRAGMA synchronous={level}")


def _synchronise(log: str) -> None:
    # Closing it is safe: SQLite holds its locks on other files.
    descriptor = os.open(log, os.O_RDONLY)
    try:
        _sync(descriptor)
    finally:
        os.close(descriptor)
