"""Hearing that somebody committed: one listener a kind of database, one for Redis. Each only rings the broker's bell.

A listener that dies is started again by the broker, which reads on every fifth of a second in any case. The library of
a server is loaded where there is one: a start on SQLite would wait for both.
"""

import asyncio
import importlib
import logging
import sqlite3
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from django.conf import settings
from django.db import connections

from nghitruong.foundation.events.wake import CHANNEL

log = logging.getLogger(__name__)

SQLITE_LOOK_S = 0.05
Ring = Callable[[], None]


def listeners() -> dict[str, Callable[[Ring], Awaitable[None]]]:
    """The listeners that this installation has, by name."""
    vendor = connections["default"].vendor
    found: dict[str, Callable[[Ring], Awaitable[None]]] = {}
    found[vendor] = listen_postgresql if vendor == "postgresql" else watch_sqlite
    if settings.REDIS_URL:
        found["redis"] = listen_redis
    return found


async def listen_postgresql(ring: Ring) -> None:
    """Hold one connection outside any pool: LISTEN through a transaction pooler hears nothing.

    Rings as soon as it listens, for what was committed while nobody did. Raises when the connection is lost.
    """
    psycopg = importlib.import_module("psycopg")
    async with await psycopg.AsyncConnection.connect(**_listening_address(), autocommit=True) as hearing:
        await hearing.execute(f"LISTEN {CHANNEL}")
        ring()
        async for _ in hearing.notifies():
            ring()
    raise ConnectionError("PostgreSQL closed the listening connection")


async def watch_sqlite(ring: Ring) -> None:
    """Look at SQLite's own change counter twenty times a second: it moves when any other connection commits."""
    path = str(connections["default"].settings_dict["NAME"])
    watching = sqlite3.connect(path, isolation_level=None, uri=path.startswith("file:"))
    try:
        seen = None
        while True:
            version = watching.execute("PRAGMA data_version").fetchone()[0]
            if version != seen:
                seen = version
                ring()
            await asyncio.sleep(SQLITE_LOOK_S)
    finally:
        watching.close()


async def listen_redis(ring: Ring) -> None:
    """Hear the wakes that other processes publish on Redis. Raises when the connection is lost."""
    client = importlib.import_module("redis.asyncio").Redis.from_url(settings.REDIS_URL, health_check_interval=15)
    async with client, client.pubsub(ignore_subscribe_messages=True) as hearing:
        await hearing.subscribe(CHANNEL)
        ring()
        async for _ in hearing.listen():
            ring()


def _listening_address() -> Mapping[str, Any]:
    """Where to listen: NGHITRUONG_DIRECT_DATABASE_URL past a pooler, else the database itself."""
    if settings.DIRECT_DATABASE_URL:
        return {"conninfo": settings.DIRECT_DATABASE_URL, **_KEEPALIVES}
    known = connections["default"].get_connection_params()
    address = {name: known[name] for name in ("host", "port", "user", "password", "dbname") if known.get(name)}
    return {**address, "application_name": "nghitruong events", **_KEEPALIVES}


_KEEPALIVES = {"keepalives": 1, "keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3}
