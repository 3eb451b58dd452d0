"""Waiting for the disk together, on SQLite.

With `synchronous=FULL` each commit waits for the disk while it holds the one writer's turn: on a disk that takes 4 ms
a council of 500 votes for two seconds, whatever the processor can do. Here a verb's commit is written without waiting,
the turn goes on to the next, and then everybody waits for one synchronisation of the log that began after their
commits. Nothing is answered, shown or told to others before the disk has it. PostgreSQL does the same by itself.
"""

import os
import sqlite3
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import NamedTuple, NoReturn

from django.db import OperationalError, connection

from nghitruong.kernel.decision import Refusal, RefusedError

FULL = 2

NO_ROOM = Refusal(
    "verbs.no_room",
    "The server's disk is full, so nothing was changed. Tell the administrator, and try again when there is room.",
)
POSTGRESQL_DISK_FULL = "53100"


def refuse_when_full(error: OperationalError) -> NoReturn:
    """Say that there is no room where that is what the database means; raise the error itself otherwise."""
    cause = error.__cause__
    is_full = (
        getattr(cause, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL
        or getattr(cause, "sqlstate", None) == POSTGRESQL_DISK_FULL
    )
    if is_full:
        raise RefusedError(NO_ROOM) from error
    raise error


_sync = getattr(os, "fdatasync", os.fsync)


class Owed(NamedTuple):
    """A commit that the disk does not have yet: its log, and its place among all of them."""

    log: str
    place: int


class SharedSync:
    """One synchronisation for all who have committed before it began; the first of them carries it out."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._asked = 0
        self._done = 0
        self._is_busy = False

    def owe(self, log: str) -> Owed:
        """Note that what stands in the log now is to be waited for."""
        with self._changed:
            self._asked += 1
            return Owed(log, self._asked)

    def wait_for(self, owed: Owed) -> None:
        """Return once the commit is on the disk. Raises OSError when it is not."""
        with self._changed:
            while self._is_busy and self._done < owed.place:
                self._changed.wait()
            if self._done >= owed.place:
                return
            self._is_busy, covered, done = True, self._asked, self._done
        try:
            _synchronise(owed.log)
            done = covered
        finally:
            with self._changed:
                self._is_busy, self._done = False, done
                self._changed.notify_all()


shared_sync = SharedSync()

_later: ContextVar[list[Owed] | None] = ContextVar("owed_to_the_disk", default=None)


@contextmanager
def waiting_later() -> Iterator[list[Owed]]:
    """Inside the block nobody waits for the disk: the list says what is still to be waited for before anything is told.

    For whoever can let a thread go on with the next one's ballot meanwhile, and answers only after `settle`.
    """
    owed: list[Owed] = []
    token = _later.set(owed)
    try:
        yield owed
    finally:
        _later.reset(token)


def reach_disk(log: str) -> None:
    """Wait until what has just been committed is on the disk, or leave the waiting to who asked for it."""
    owed, later = shared_sync.owe(log), _later.get()
    if later is None:
        shared_sync.wait_for(owed)
    else:
        later.append(owed)


def settle(commits: Iterable[Owed]) -> None:
    """Wait for all of them. Raises OSError when the disk does not take them."""
    for owed in commits:
        shared_sync.wait_for(owed)


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
