"""Announcing: the last line of a verb."""

from collections.abc import Iterable
from datetime import timedelta
from functools import partial

from django.db import connection, transaction

from nghitruong.foundation.events.models import Event, Follower
from nghitruong.foundation.events.queries import Position
from nghitruong.foundation.events.wake import mark_in_process, wake_readers
from nghitruong.kernel import clock
from nghitruong.kernel.refs import RecordRef

KEPT_FOR = timedelta(weeks=4)
PRUNE_BATCH = 2_000

# In words of its own: every verb announces, and the ORM would ask for the transaction's number first.
_COLUMNS = "council_id, topic, verb, subject_kind, subject_id, at, xid"
_INSERT = f"INSERT INTO {Event._meta.db_table} ({_COLUMNS}) VALUES "  # noqa: S608 - our own names
_TRANSACTION = "pg_current_xact_id()::text::bigint"


def write_events(council_id: int, topics: Iterable[str], verb: str, subject: RecordRef | None = None) -> None:
    """Add one event a topic in the caller's transaction and, once that has committed, wake the readers."""
    kind, number = subject or ("", None)
    at = connection.ops.adapt_datetimefield_value(clock.now())
    rows = [(council_id, topic, verb, kind, number, at) for topic in topics]
    row = f"(%s, %s, %s, %s, %s, %s, {_TRANSACTION if connection.vendor == 'postgresql' else 0})"
    with connection.cursor() as cursor:
        cursor.execute(_INSERT + ", ".join([row] * len(rows)), [value for row in rows for value in row])
    if not any(entry[1] is wake_readers for entry in connection.run_on_commit):
        transaction.on_commit(wake_readers, robust=True)


def mark_dirty(topic: str) -> None:
    """Say after the commit that a topic's running numbers moved: no row, no wake, shown in a quarter second.

    For what happens by the hundred (ballots). Readers in other processes find out by the topic's `count_version`.
    """
    transaction.on_commit(partial(mark_in_process, topic), robust=True)


def prune_events(*, keep: timedelta = KEPT_FOR) -> int:
    """Remove events older than `keep`; answers how many. Small batches, so that no verb waits long for the writer."""
    cutoff, count = clock.now() - keep, 0
    while ids := list(Event.objects.filter(at__lt=cutoff).order_by("id").values_list("id", flat=True)[:PRUNE_BATCH]):
        count += Event.objects.filter(id__in=ids).delete()[0]
    return count


def keep_place(follower: str, place: Position) -> None:
    """Note how far a lasting reader has come, in the transaction of what it wrote."""
    Follower.objects.update_or_create(name=follower, defaults={"xid": place.xid, "event_id": place.id})
