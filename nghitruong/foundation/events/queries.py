"""Reading the outbox in an order in which nothing committed late is ever skipped."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from django.db import connection

from nghitruong.foundation.events.models import Event, Follower
from nghitruong.kernel.refs import RecordRef

BATCH = 1_000
_TABLE = Event._meta.db_table


class Position(NamedTuple):
    """A place in the outbox: everything at or below it has been read. Its text is the `id:` of the stream."""

    xid: int
    id: int

    def __str__(self) -> str:
        return f"{self.xid}-{self.id}"

    @classmethod
    def parse(cls, text: str) -> "Position | None":
        """Read a place back; None for anything a client may have made up."""
        parts = text.strip().split("-")
        if len(parts) != 2 or not all(part.isascii() and part.isdigit() and len(part) <= 18 for part in parts):
            return None
        return cls(int(parts[0]), int(parts[1]))


class Told(NamedTuple):
    """One event as the readers see it: something changed under a topic of a council."""

    id: int
    council_id: int
    topic: str


class Batch(NamedTuple):
    """What one reading found.

    `settled` are in final order and lie at or below `position`. `early` have committed while an older transaction still
    runs: a screen may show them now, but the place does not move past them, since a row that commits later may sort
    before them.
    """

    position: Position
    settled: tuple[Told, ...]
    early: tuple[Told, ...]
    is_full: bool


class Happened(NamedTuple):
    """One event as a lasting reader needs it: which verb did what to which record of which council, and when."""

    id: int
    council_id: int
    topic: str
    verb: str
    subject: RecordRef | None
    at: datetime


def latest_position() -> Position:
    """The place after everything that has settled; a new reader starts here."""
    if connection.vendor == "postgresql":
        return Position(_scalar("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint"), 0)
    return Position(0, _scalar(f"SELECT COALESCE(MAX(id), 0) FROM {_TABLE}"))  # noqa: S608 - our own table's name


def read_on(after: Position) -> Batch:
    """The events after a place, oldest first, at most `BATCH` of them.

    PostgreSQL hands out ids before the commit, so ids alone would lose a late row for ever. Rows go by (transaction,
    id), and only those below the oldest running transaction are settled. Rows at or above the newest transaction number
    stem from a dump of another server and are nobody's news.
    """
    rows = _rows_after(after)
    settled, early, position = [], [], after
    for number, council_id, topic, xid, is_settled in rows:
        if is_settled:
            settled.append(Told(number, council_id, topic))
            position = Position(xid, number)
        else:
            early.append(Told(number, council_id, topic))
    return Batch(position, tuple(settled), tuple(early), is_full=len(rows) == BATCH and bool(settled))


def happened(events: Iterable[Told]) -> list[Happened]:
    """The same events with their verbs and records, in the same order; what was pruned meanwhile is left out."""
    wanted = [event.id for event in events]
    rows = {row.pk: row for row in Event.objects.filter(pk__in=wanted)}
    return [_happened(rows[number]) for number in wanted if number in rows]


def place_of(follower: str, *, lock: bool = False) -> Position | None:
    """How far a lasting reader has come, None before its first reading. `lock`: nobody else reads on meanwhile."""
    rows = Follower.objects.select_for_update() if lock else Follower.objects.all()
    place = rows.filter(name=follower).values_list("xid", "event_id").first()
    return Position(*place) if place else None


def is_of_another_server(place: Position) -> bool:
    """Whether a place lies ahead of this server's own transactions: the database was restored from a dump."""
    if connection.vendor != "postgresql":
        return place.id > _scalar("SELECT COALESCE(MAX(seq), 0) FROM sqlite_sequence WHERE name = 'events_event'")
    return place.xid > _scalar("SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint")


def unread_since(follower: str) -> tuple[int, datetime | None]:
    """How many settled events a lasting reader has before it (at most a batch), and when the oldest happened."""
    place = place_of(follower)
    waiting = read_on(place).settled if place else ()
    first = Event.objects.filter(pk=waiting[0].id).values_list("at", flat=True).first() if waiting else None
    return len(waiting), first


def changed_topics(topics: Iterable[str], since: Position) -> set[str]:
    """Which of the topics have an event after the place; all of them when the outbox no longer reaches back to it."""
    wanted = set(topics)
    if _is_forgotten(since):
        return wanted
    sql = f"SELECT DISTINCT topic FROM {_TABLE} WHERE topic = %s AND (xid, id) > (%s, %s)"  # noqa: S608
    with connection.cursor() as cursor:
        changed: set[str] = set()
        for topic in wanted:
            cursor.execute(sql, [topic, *since])
            changed.update(row[0] for row in cursor.fetchall())
    return changed


def council_of_topic(topic: str) -> int:
    """The council in which the topic was last announced, 0 when it never was."""
    newest = Event.objects.filter(topic=topic).order_by("-xid", "-id").values_list("council_id", flat=True)
    return newest.first() or 0


def _rows_after(after: Position) -> list[tuple[Any, ...]]:
    if connection.vendor == "postgresql":
        sql = (
            f"SELECT id, council_id, topic, xid, xid < pg_snapshot_xmin(now.s)::text::bigint FROM {_TABLE},"  # noqa: S608
            " (SELECT pg_current_snapshot() AS s) AS now WHERE (xid, id) > (%s, %s)"
            " AND xid < pg_snapshot_xmax(now.s)::text::bigint ORDER BY xid, id LIMIT %s"
        )
    else:
        sql = (
            f"SELECT id, council_id, topic, xid, 1 FROM {_TABLE} WHERE (xid, id) > (%s, %s)"  # noqa: S608
            " ORDER BY xid, id LIMIT %s"
        )
    with connection.cursor() as cursor:
        cursor.execute(sql, [*after, BATCH])
        return list(cursor.fetchall())


def _happened(row: Event) -> Happened:
    subject = RecordRef(row.subject_kind, row.subject_id) if row.subject_id is not None else None
    return Happened(row.pk, row.council_id, row.topic, row.verb, subject, row.at)


def _is_forgotten(place: Position) -> bool:
    """Whether rows after the place may have been pruned already."""
    oldest = Event.objects.order_by("xid", "id").values_list("xid", "id").first()
    return oldest is not None and tuple(place) < tuple(oldest)


def _scalar(sql: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        row = cursor.fetchone()
    return int(row[0]) if row else 0
