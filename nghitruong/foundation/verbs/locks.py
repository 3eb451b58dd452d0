"""Many at once or one alone: a lock on a thing that many verbs share and one takes for itself.

A ballot shares its poll, the closing takes it. Without the lock a ballot can be acknowledged after the tally: it reads
"open", the poll closes and is counted, then it is inserted. On SQLite the one writer at a time is lock enough.
"""

from enum import IntEnum

from django.db import connection


class Space(IntEnum):
    """What a number locks; two kinds of things never meet in one space."""

    POLL = 0xBA110
    VOTER = 0x707E5
    SEARCH_INDEX = 0x5EA2C4


def share(space: Space, thing_id: int) -> None:
    """Hold the thing as it is until this transaction ends, together with others; waits for who has taken it."""
    _advisory("pg_advisory_xact_lock_shared", space, thing_id)


def take(space: Space, thing_id: int) -> None:
    """Wait until all who share the thing have committed, and let none begin before this transaction ends."""
    _advisory("pg_advisory_xact_lock", space, thing_id)


def _advisory(function: str, space: Space, thing_id: int) -> None:
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(%s, %s)", [int(space), thing_id % 2**31])
