"""Threads that may touch the database on behalf of the event loop, and what they owe to it."""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import ParamSpec, TypeVar

from django.db import close_old_connections, connections

P = ParamSpec("P")
R = TypeVar("R")


class Crew:
    """A few threads with a database connection each; a connection that broke is replaced before the next work."""

    def __init__(self, name: str, size: int) -> None:
        self._size = size
        self._pool = ThreadPoolExecutor(size, thread_name_prefix=name)

    async def run(self, work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Do the work in one of the threads."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._pool, partial(_work_cleanly, work, *args, **kwargs))

    async def dismiss(self) -> None:
        """Close every thread's connection, then the threads. Work that hangs is not waited for."""
        meeting = threading.Barrier(self._size)
        loop = asyncio.get_running_loop()
        closings = [loop.run_in_executor(self._pool, _close, meeting) for _ in range(self._size)]
        await asyncio.gather(*closings, return_exceptions=True)
        self._pool.shutdown(wait=False, cancel_futures=True)


def _work_cleanly(work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    close_old_connections()
    try:
        return work(*args, **kwargs)
    finally:
        close_old_connections()


def _close(meeting: threading.Barrier) -> None:
    try:
        # Each thread must come once: none may take two of the closings.
        meeting.wait(timeout=1)
    finally:
        connections.close_all()
