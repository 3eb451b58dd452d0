"""Lasting readers of the outbox: what an event leads to is written with the place reached, so exactly once."""

import logging
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext

from django.db import transaction

from nghitruong.foundation.events.actions import keep_place
from nghitruong.foundation.events.queries import (
    Batch,
    Happened,
    Position,
    happened,
    is_of_another_server,
    latest_position,
    place_of,
    read_on,
)

log = logging.getLogger(__name__)

Handle = Callable[[Sequence[Happened]], object]
Turn = Callable[[], AbstractContextManager[object]]


def follow(name: str, handle: Handle, turn: Turn = nullcontext) -> bool:
    """Hand the next batch of settled events to `handle`; answers whether there was one.

    The handling and the new place are one transaction: a crash repeats both or neither. One process reads at a time.
    `turn` is the wait for the one writer that SQLite has. Nothing is read before `begin`.
    """
    place = place_of(name)
    if place is None or not _has_news(name, place):
        return False
    with turn(), transaction.atomic():
        place = place_of(name, lock=True)
        batch = read_on(place) if place else Batch(Position(0, 0), (), (), is_full=False)
        if not batch.settled:
            return False
        handle(happened(batch.settled))
        keep_place(name, batch.position)
    return True


def begin(name: str, place: Position | None = None) -> None:
    """Let a reader begin at a place, by default after everything that has happened so far."""
    keep_place(name, place or latest_position())


def _has_news(name: str, place: Position) -> bool:
    if is_of_another_server(place):
        log.warning("“%s” had read further than this server's own events go: it begins anew at their end", name)
        begin(name)
        return False
    return bool(read_on(place).settled)
