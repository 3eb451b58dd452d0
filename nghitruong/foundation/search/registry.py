"""What can be found: the shape of an entry, and which room gives the entries of which kind.

register_source(
    Source(
        "petition", _("Petitions"), "message-2",
        read=indexed_petitions, ids=petition_ids, readable=readable_petitions, readable_in_public=public_petitions,
        follows={"petition": just_itself}, page="petitions:detail", public_page="portal:petition",
    )
)
"""

import zlib
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from nghitruong.kernel.actor import Actor
from nghitruong.kernel.refs import RecordRef
from nghitruong.web.navigation import Words


class Audience(StrEnum):
    """Who could read an entry at best; the door of the owning room has the last word, each time it is shown."""

    PUBLIC = "public"
    OFFICE = "office"
    RESTRICTED = "restricted"
    """Only those whom the record itself names: never answered by the command line, never in public."""


@dataclass(frozen=True)
class Indexed:
    """What the index keeps of one record. `keys` are the numbers or words in the address of its page."""

    council_id: int
    title: str
    day: date
    audience: Audience
    body: str = ""
    keys: tuple[int | str, ...] = ()


Read = Callable[[Sequence[int]], Mapping[int, Indexed]]
Touched = Callable[[int], Iterable[int]]


def nothing_in_public(_council_ids: Sequence[int], _ids: Sequence[int]) -> Collection[int]:
    return ()


def just_itself(record_id: int) -> tuple[int]:
    """The record that an event names is the one that changed."""
    return (record_id,)


@dataclass(frozen=True)
class Source:
    """One kind of record that can be found.

    `read` gives the entries of these records, leaving out those that are not to be found; `ids` is every record there
    is, for making the index anew; `follows` says which of them change with an event about a record of a kind.
    `readable` and `readable_in_public` are the doors: which of these records this actor, or anybody, may know of now.
    `page` and `public_page` name addresses: the first takes the entry's keys, the second the council's code before
    them, or before what `public_keys` answers.
    """

    kind: str
    label: Words
    icon: str
    read: Read
    ids: Callable[[], Iterable[int]]
    readable: Callable[[Actor, Sequence[int]], Collection[int]]
    readable_in_public: Callable[[Sequence[int], Sequence[int]], Collection[int]] = nothing_in_public
    follows: Mapping[str, Touched] = field(default_factory=dict)
    page: str = ""
    public_page: str = ""
    public_keys: Callable[[Sequence[int]], Mapping[int, tuple[int | str, ...]]] | None = None

    def touched_by(self, subject: RecordRef) -> Iterable[int]:
        """Which records of this kind may be new, changed or gone after an event about the subject."""
        touched = self.follows.get(subject.kind)
        return touched(subject.id) if touched else ()


_sources: dict[str, Source] = {}


def kind_mark(kind: str) -> int:
    """A kind as a number of 11 bits, the same on every machine."""
    return zlib.crc32(kind.encode()) & 0x7FF


def register_source(source: Source) -> None:
    """Make a kind findable; a kind registered anew replaces its source. Two kinds with one mark raise ValueError."""
    if any(kind != source.kind and kind_mark(kind) == kind_mark(source.kind) for kind in _sources):
        raise ValueError(f"another kind has the mark of {source.kind}: call it by another name")
    _sources[source.kind] = source


def all_sources() -> dict[str, Source]:
    """Every kind in the order of registering, which is the order of a page of results."""
    return dict(_sources)
