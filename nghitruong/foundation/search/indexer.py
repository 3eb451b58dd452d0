"""Keeping the index true: after each commit from the outbox, or all of it anew."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from itertools import islice

from django.db import transaction

from nghitruong.foundation.events.actions import keep_place
from nghitruong.foundation.events.following import follow
from nghitruong.foundation.events.queries import Happened, latest_position, place_of
from nghitruong.foundation.search.actions import forget_everything, forget_gone, forget_kinds, index_records
from nghitruong.foundation.search.queries import FOLLOWER
from nghitruong.foundation.search.registry import Source, all_sources
from nghitruong.foundation.verbs.locks import Space, take

BATCH = 200
"""Records in one transaction: on SQLite no verb waits longer for its turn than these take, some 0.1 s."""

Turn = Callable[[], AbstractContextManager[object]]


def catch_up(turn: Turn = nullcontext) -> None:
    """Index what the outbox tells, until nothing settled is left; makes the index first where there is none."""
    if place_of(FOLLOWER) is None:
        rebuild(turn)
    while follow(FOLLOWER, index_events, turn):
        pass


def index_events(events: Sequence[Happened]) -> None:
    """Bring everything up to date that these events touch, each record once."""
    take((Space.SEARCH_INDEX, 0))
    subjects = {event.subject for event in events if event.subject}
    for source in all_sources().values():
        index_records(source, {number for subject in subjects for number in source.touched_by(subject)})


def rebuild(turn: Turn = nullcontext) -> dict[str, int]:
    """Make the index anew while it is used; answers how many entries there are of each kind.

    What happens meanwhile is read once more afterwards, from the place at which the work began.
    """
    start = latest_position()
    if place_of(FOLLOWER) is None:
        with turn(), transaction.atomic():
            forget_everything()
    with turn(), transaction.atomic():
        forget_kinds(all_sources())
    counts = {kind: _rebuild_kind(source, turn) for kind, source in all_sources().items()}
    with turn(), transaction.atomic():
        keep_place(FOLLOWER, start)
    return counts


def _rebuild_kind(source: Source, turn: Turn) -> int:
    ids = sorted(source.ids())
    with turn(), transaction.atomic():
        forget_gone(source, ids)
    count = 0
    for batch in _batches(ids):
        with turn(), transaction.atomic():
            # Nobody indexes from the outbox meanwhile: an older reading must not overwrite a newer one.
            take((Space.SEARCH_INDEX, 0))
            count += index_records(source, batch)
    return count


def _batches(ids: Sequence[int]) -> Iterator[list[int]]:
    rest = iter(ids)
    while batch := list(islice(rest, BATCH)):
        yield batch
