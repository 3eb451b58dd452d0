"""Open streams in a process of its own: a plan on standard input, "ready" once all are open, figures when it is closed.

Plan: `{"port", "path", "tokens"}`; the answer is `{"counts_per_client"}`, the updates of the running count that each
stream got.
"""

import asyncio
import json
import sys
from functools import partial
from typing import Any, cast

import uvloop

from bench.fanout import allow_many_connections


class Stream(asyncio.Protocol):
    """One page's stream; counts its events of the running count."""

    def __init__(self, path: str, token: str) -> None:
        self.counts = 0
        self.has_begun = asyncio.get_running_loop().create_future()
        self._request = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {token}\r\n\r\n".encode()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # The loop's own transports are not of asyncio's class.
        cast(asyncio.Transport, transport).write(self._request)

    def data_received(self, data: bytes) -> None:
        self.counts += data.count(b"event: count")
        if not self.has_begun.done():
            self.has_begun.set_result(data.startswith(b"HTTP/1.1 200"))


async def watch(plan: dict[str, Any]) -> dict[str, Any]:
    """Open fifty at a time, stay until standard input ends."""
    loop, streams, tokens = asyncio.get_running_loop(), list[Stream](), plan["tokens"]
    for start in range(0, len(tokens), 50):
        makers = [partial(Stream, plan["path"], token) for token in tokens[start : start + 50]]
        made = await asyncio.gather(*(loop.create_connection(make, "127.0.0.1", plan["port"]) for make in makers))
        group = [stream for _, stream in made]
        streams += group
        if not all(await asyncio.gather(*(stream.has_begun for stream in group))):
            raise SystemExit("some streams were refused")
    print("ready", flush=True)
    await asyncio.to_thread(sys.stdin.read)
    return {"counts_per_client": sum(stream.counts for stream in streams) / len(streams)}


if __name__ == "__main__":
    allow_many_connections()
    print(json.dumps(uvloop.run(watch(json.loads(sys.stdin.readline())))))
