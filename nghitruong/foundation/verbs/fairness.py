"""A fair turn at the one writer that SQLite has.

SQLite's own wait is a busy loop without order: under 500 votes at once some wait for seconds. In one process a queue
of threads gives first come, first served. On PostgreSQL nothing waits here.
"""

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from functools import partial
from typing import Any

from django.db import connection, transaction

from nghitruong.foundation.verbs.disk import reach_disk, unsynchronised_commit


class TurnLock:
    """A lock handed on in the order of asking; the same thread may take it again."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._waiting: deque[threading.Event] = deque()
        self._holder: int | None = None
        self._depth = 0

    def acquire(self) -> None:
        me = threading.get_ident()
        with self._guard:
            if self._holder in (None, me):
                self._holder = me
                self._depth += 1
                return
            turn = threading.Event()
            self._waiting.append(turn)
        turn.wait()
        with self._guard:
            self._holder = me

    def release(self) -> None:
        with self._guard:
            self._depth -= 1
            if self._depth:
                return
            if not self._waiting:
                self._holder = None
                return
            # The next in line owns the lock from here on, so that no newcomer slips in before it wakes.
            self._holder, self._depth = -1, 1
            self._waiting.popleft().set()


_turn = TurnLock()


@contextmanager
def my_turn() -> Iterator[None]:
    """Inside the block it is this thread's turn to write, where the engine has one writer at a time."""
    if connection.vendor != "sqlite":
        yield
        return
    _turn.acquire()
    try:
        yield
    finally:
        _turn.release()


@contextmanager
def writing_turn(inner: AbstractContextManager[Any]) -> Iterator[None]:
    """Run `inner`, a transaction, when it is this thread's turn to write; it ends when the disk has what it wrote."""
    if connection.vendor != "sqlite":
        with inner:
            yield
        return
    with ExitStack() as turn:
        turn.enter_context(my_turn())
        log = turn.enter_context(unsynchronised_commit())
        with inner:
            if log:
                # The first thing after the commit: whoever is woken by it finds it on the disk.
                transaction.on_commit(partial(_hand_on, turn, log))
            yield


def _hand_on(turn: ExitStack, log: str) -> None:
    turn.close()
    reach_disk(log)
