"""Waking the readers after a commit. A lost wake costs a fifth of a second, nothing else."""

import importlib
import logging
import threading
import time
from collections.abc import Callable
from functools import cache

from django.conf import settings
from django.db import connection

log = logging.getLogger(__name__)

CHANNEL = "nghitruong_events"
REDIS_TIMEOUT_S = 0.2
REDIS_REST_S = 5.0

_bells: set[Callable[[], None]] = set()
_marks: set["DirtyMarks"] = set()


class DirtyMarks:
    """Topics whose running numbers moved, for a reader of this process that looks a few times a second."""

    def __init__(self) -> None:
        self._topics: set[str] = set()
        self._guard = threading.Lock()

    def add(self, topic: str) -> None:
        with self._guard:
            self._topics.add(topic)

    def take(self) -> set[str]:
        """What was marked since the last call."""
        with self._guard:
            topics, self._topics = self._topics, set()
        return topics


def hang_bell(ring: Callable[[], None], marks: DirtyMarks) -> None:
    """A reader of this process asks to be woken; `ring` may be called from any thread."""
    _bells.add(ring)
    _marks.add(marks)


def take_bell(ring: Callable[[], None], marks: DirtyMarks) -> None:
    _bells.discard(ring)
    _marks.discard(marks)


def wake_readers() -> None:
    """Tell the brokers to read on: at once in this process, by NOTIFY or Redis in others.

    SQLite's brokers in other processes see `data_version` move. On PostgreSQL this is a transaction of its own, after
    the verb's: a NOTIFY inside would make the commits of all voters wait for each other.
    """
    for ring in tuple(_bells):
        ring()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_notify(%s, '')", [CHANNEL])
    if settings.REDIS_URL:
        _redis_bell().ring()


def mark_in_process(topic: str) -> None:
    for marks in tuple(_marks):
        marks.add(topic)


class RedisBell:
    """Publishes the wake on Redis; while Redis is away it is asked only every few seconds, so that no verb waits."""

    def __init__(self, url: str) -> None:
        # Loaded where there is a Redis: a start without one would wait for its library.
        self._redis = importlib.import_module("redis")
        self._client = self._redis.Redis.from_url(
            url, socket_timeout=REDIS_TIMEOUT_S, socket_connect_timeout=REDIS_TIMEOUT_S, retry=None
        )
        self._resting_until = 0.0

    def ring(self) -> None:
        if time.monotonic() < self._resting_until:
            return
        try:
            self._client.publish(CHANNEL, "")
        except self._redis.RedisError as error:
            self._resting_until = time.monotonic() + REDIS_REST_S
            log.warning("Redis does not take the wake (%s); readers follow a fifth of a second later", error)


@cache
def _redis_bell() -> RedisBell:
    return RedisBell(settings.REDIS_URL)
