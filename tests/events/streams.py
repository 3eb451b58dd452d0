"""A client of the hub without a network: it speaks ASGI to it, as a server would."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction

from nghitruong.foundation.events.actions import write_events
from nghitruong.foundation.events.hub import Hub

PATIENCE_S = 5.0


@dataclass(frozen=True)
class Heard:
    """One event as the client got it."""

    id: str
    name: str
    data: str


class Client:
    """One connection: `events` is what arrived; `gone` is set when the server ended the stream."""

    def __init__(self, hub: Hub, topics: str, headers: Mapping[str, str], method: str = "GET") -> None:
        self._to_hub: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self._events: asyncio.Queue[Heard] = asyncio.Queue()
        self._rest = b""
        self.status = 0
        self.headers: dict[bytes, bytes] = {}
        self.body = b""
        self.sent: list[bytes] = []
        self.started, self.gone, self.may_flow = asyncio.Event(), asyncio.Event(), asyncio.Event()
        self.may_flow.set()
        named = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
        scope = {
            "type": "http",
            "method": method,
            "path": "/events/",
            "query_string": f"topics={topics}".encode(),
            "headers": named,
        }
        self._to_hub.put_nowait({"type": "http.request", "body": b"", "more_body": False})
        self.task = asyncio.create_task(hub(scope, self._to_hub.get, self._send))

    async def next(self, patience_s: float = PATIENCE_S) -> Heard:
        async with asyncio.timeout(patience_s):
            return await self._events.get()

    async def silence(self, seconds: float = 0.4) -> bool:
        """Whether nothing comes for a while."""
        try:
            await self.next(seconds)
        except TimeoutError:
            return True
        return False

    async def leave(self) -> None:
        self._to_hub.put_nowait({"type": "http.disconnect"})
        await asyncio.wait_for(self.task, PATIENCE_S)

    async def _send(self, message: Mapping[str, Any]) -> None:
        await self.may_flow.wait()
        if message["type"] == "http.response.start":
            self.status, self.headers = message["status"], dict(message["headers"])
            self.started.set()
            return
        self.body += message["body"]
        if message["body"]:
            self.sent.append(message["body"])
        self._parse(message["body"])
        if not message.get("more_body", False):
            self.gone.set()

    def _parse(self, content: bytes) -> None:
        *blocks, self._rest = (self._rest + content).split(b"\n\n")
        for block in blocks:
            fields: dict[str, list[str]] = {}
            for line in block.decode().split("\n"):
                name, _, value = line.partition(": ")
                fields.setdefault(name, []).append(value)
            if "data" in fields:
                number, name = fields.get("id", [""])[0], fields["event"][0]
                self._events.put_nowait(Heard(number, name, "\n".join(fields["data"])))


@asynccontextmanager
async def running_hub() -> AsyncIterator[Hub]:
    hub = Hub()
    await hub.start()
    try:
        yield hub
    finally:
        await hub.stop()


async def open_stream(hub: Hub, topics: str, **headers: str) -> Client:
    """A client whose stream is open and whose first partials are still to be heard."""
    client = Client(hub, topics, {name.replace("_", "-"): value for name, value in headers.items()})
    async with asyncio.timeout(PATIENCE_S):
        await client.started.wait()
    return client


async def commit(*topics: str, council_id: int = 7, before: Callable[[], None] | None = None) -> None:
    """Announce the topics in one transaction of another thread, as a page worker would."""

    def write() -> None:
        try:
            with transaction.atomic():
                if before:
                    before()
                write_events(council_id, topics, "test.verb")
        finally:
            connection.close()

    await asyncio.to_thread(write)
