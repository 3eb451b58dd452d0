"""A kind of record that exists in these tests alone: everything that the index is told of it stands in a dictionary."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import date

from nghitruong.foundation.search import registry
from nghitruong.foundation.search.registry import Audience, Indexed, Source, just_itself, register_source
from nghitruong.kernel.actor import Actor

KIND = "sample"
DAY = date(2026, 6, 1)


class Samples(dict[int, Indexed]):
    """The records by number; `closed` are those whose door lets nobody in."""

    def __init__(self) -> None:
        super().__init__()
        self.closed: set[int] = set()
        self.readings = 0

    def add(
        self,
        number: int,
        council_id: int,
        title: str,
        body: str = "",
        audience: Audience = Audience.PUBLIC,
        day: date = DAY,
    ) -> None:
        self[number] = Indexed(council_id, title, day, audience, body, (number,))

    def read(self, ids: Sequence[int]) -> dict[int, Indexed]:
        self.readings += len(ids)
        return {number: self[number] for number in ids if number in self}

    def readable(self, actor: Actor, ids: Sequence[int]) -> Collection[int]:
        return [number for number in ids if number not in self.closed]

    def in_public(self, council_ids: Sequence[int], ids: Sequence[int]) -> Collection[int]:
        return [number for number in ids if number not in self.closed]

    def source(self) -> Source:
        return Source(
            KIND,
            "Samples",
            "star",
            read=self.read,
            ids=lambda: list(self),
            readable=self.readable,
            readable_in_public=self.in_public,
            follows={KIND: just_itself},
        )


@contextmanager
def samples_alone() -> Iterator[Samples]:
    """Inside the block the samples are all that can be found."""
    before = registry.all_sources()
    samples = Samples()
    registry._sources.clear()
    register_source(samples.source())
    try:
        yield samples
    finally:
        registry._sources.clear()
        for source in before.values():
            register_source(source)
