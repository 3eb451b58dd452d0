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


Thing = tuple[Space, int]

_TAKE = "SELECT pg_advisory_xact_lock(%s, %s)"
_SHARE_AND_TAKE = "SELECT pg_advisory_xact_lock_shared(%s, %s), pg_advisory_xact_lock(%s, %s)"


def take(taken: Thing) -> None:
    """Wait until all who share the thing have committed, and let none begin before this transaction ends."""
    _lock(_TAKE, taken)


def share_and_take(shared: Thing, taken: Thing) -> None:
    """Hold one thing as it is together with others, then take another, both until this transaction ends.

    Waits for who has taken the one, then for who holds the other: in one statement, for a ballot waits for each answer.
    """
    _lock(_SHARE_AND_TAKE, shared, taken)


def _lock(statement: str, *things: Thing) -> None:
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute(statement, [number for space, thing_id in things for number in (int(space), thing_id % 2**31)])
