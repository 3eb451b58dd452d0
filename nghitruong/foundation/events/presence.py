"""Who is connected, in the memory of the stream process. Attendance is a legal fact and lives elsewhere."""

import threading
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from typing import TypeVar

K = TypeVar("K", bound=Hashable)


class Presence:
    """People by topic, each counted once however many pages she has open. Visitors without a name are only counted."""

    def __init__(self) -> None:
        self._people: defaultdict[str, Counter[int]] = defaultdict(Counter)
        self._streams: Counter[str] = Counter()
        # The loop writes, threads that render read.
        self._guard = threading.Lock()

    @contextmanager
    def of(self, topics: tuple[str, ...], person_id: int | None) -> Iterator[None]:
        """Inside the block one stream of the person, or of a visitor, carries the topics."""
        with self._guard:
            self._add(topics, person_id, 1)
        try:
            yield
        finally:
            with self._guard:
                self._add(topics, person_id, -1)

    def people(self, topic: str) -> frozenset[int]:
        """The persons whose pages watch the topic through this process."""
        with self._guard:
            return frozenset(self._people.get(topic, ()))

    def streams(self, topic: str) -> int:
        """How many open streams of this process carry the topic, visitors included."""
        with self._guard:
            return self._streams.get(topic, 0)

    def _add(self, topics: tuple[str, ...], person_id: int | None, step: int) -> None:
        for topic in topics:
            _step(self._streams, topic, step)
            if person_id is not None:
                _step(self._people[topic], person_id, step)
                if not self._people[topic]:
                    del self._people[topic]


def _step(counter: Counter[K], key: K, step: int) -> None:
    counter[key] += step
    if counter[key] <= 0:
        del counter[key]


presence = Presence()
"""This process's own: a page worker in a process without streams sees nobody here."""
