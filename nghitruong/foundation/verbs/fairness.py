"""A fair turn at the one writer that SQLite has.

SQLite's own wait is a busy loop without order: under 500 votes at once some wait for seconds. In one process a queue
of threads gives first come, first served. On PostgreSQL nothing waits here.
"""

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

from django.db import connection


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
    """Run `inner` when it is this thread's turn to write."""
    with my_turn(), inner:
        yield
