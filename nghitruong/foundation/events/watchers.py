"""One open stream: what waits to be sent to it, and how it ends."""

import asyncio
import contextlib
from collections import deque
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

MOST_WAITING = 32
FAREWELL_S = 0.5


class Watcher:
    """One client of the stream. An idle one costs one waiting coroutine: a writer exists only while something is sent.

    When more than `MOST_WAITING` events wait, the client is too slow: its stream closes and it comes back for the
    current state of what it missed.
    """

    __slots__ = ("_main", "_send", "_waiting", "_writer", "is_closing", "opened_at", "signals", "topics")

    def __init__(self, send: Send, signals: tuple[str, ...], topics: tuple[str, ...], opened_at: float) -> None:
        self._send = send
        self._waiting: deque[bytes] | None = None
        self._writer: asyncio.Task[None] | None = None
        self._main = asyncio.current_task()
        self.topics = topics
        self.signals = signals
        self.opened_at = opened_at
        self.is_closing = False

    def push(self, event: bytes) -> None:
        """Send an event, after those that still wait."""
        if self.is_closing:
            return
        if self._writer is None:
            self._writer = asyncio.create_task(self._write(event))
        elif self._waiting is None:
            self._waiting = deque((event,))
        elif len(self._waiting) < MOST_WAITING:
            self._waiting.append(event)
        else:
            self.close()

    def close(self) -> None:
        """End the stream from our side; its own task does the rest."""
        if not self.is_closing and self._main is not None:
            self.is_closing = True
            self._main.cancel()

    async def stay(self, receive: Receive) -> None:
        """Wait until the client has gone or the stream was closed."""
        try:
            while (await receive())["type"] != "http.disconnect":
                pass
        except asyncio.CancelledError:
            if not self.is_closing:
                raise
            await self._say_farewell()
        finally:
            self.is_closing = True
            self._stop_writing()

    async def _write(self, event: bytes) -> None:
        try:
            await self._send({"type": "http.response.body", "body": event, "more_body": True})
            while self._waiting:
                joined = b"".join(self._waiting)
                self._waiting.clear()
                await self._send({"type": "http.response.body", "body": joined, "more_body": True})
        except OSError:
            # The server's way of saying that the client has gone; `receive` will say it too.
            self.is_closing = True
        finally:
            self._writer = self._waiting = None

    async def _say_farewell(self) -> None:
        """The end of a stream that is not choked reaches the client as an end and not as a broken connection."""
        self._stop_writing()
        with contextlib.suppress(TimeoutError, OSError):
            async with asyncio.timeout(FAREWELL_S):
                await self._send({"type": "http.response.body", "body": b"", "more_body": False})

    def _stop_writing(self) -> None:
        if self._writer is not None:
            self._writer.cancel()
