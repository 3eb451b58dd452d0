"""Announcing: the last line of a verb."""

from django.db import connection, transaction

from nghitruong.foundation.events.models import Event
from nghitruong.foundation.events.wake import wake_readers
from nghitruong.kernel.refs import RecordRef


def write_event(council_id: int, topic: str, verb: str, subject: RecordRef | None = None) -> Event:
    """Add one event in the caller's transaction and, once that has committed, wake the readers."""
    event = Event.objects.create(
        council_id=council_id,
        topic=topic,
        verb=verb,
        subject_kind=subject.kind if subject else "",
        subject_id=subject.id if subject else None,
        xid=_transaction_number(),
    )
    transaction.on_commit(wake_readers)
    return event


def _transaction_number() -> int:
    if connection.vendor != "postgresql":
        return 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id()::text::bigint")
        row = cursor.fetchone()
    return int(row[0]) if row else 0
