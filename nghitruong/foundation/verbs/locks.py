"""Many at once or one alone: a lock on a thing that many verbs share and one takes for itself.

A ballot shares its poll, the closing takes it. Without the lock a ballot can be acknowledged after the tally: it reads
"open", the poll closes and is counted, then it is inserted. On SQLite the one writer at a time is lock enough.
"""

from collections.abc import Sequence
from enum import IntEnum

from django.db import connection


class Space(IntEnum):
    """What a number locks; two kinds of things never meet in one space."""

    POLL = 0xBA110
    VOTER = 0x707E5
    SEARCH_INDEX = 0x5EA2C4


Thing = tuple[Space, int]

_SHARE, _TAKE = "pg_advisory_xact_lock_shared(%s, %s)", "pg_advisory_xact_lock(%s, %s)"


def take(taken: Thing) -> None:
    """Wait until all who share the thing have committed, and let none begin before this transaction ends."""
    _lock([_TAKE], taken)


def share_and_take(shared: Thing, *taken: Thing) -> None:
    """Hold one thing as it is together with others, then take others, all until this transaction ends.

    Waits for who has taken the one, then for who holds the others: in one statement, for ballots wait for each answer.
    Whoever takes several takes them in one order, the same for all, or two would wait for each other.
    """
    _lock([_SHARE, *[_TAKE] * len(taken)], shared, *sorted(taken))


def _lock(locks: Sequence[str], *things: Thing) -> None:
    if connection.vendor != "postgresql":
        return
    numbers = [number for space, thing_id in things for number in (int(space), thing_id % 2**31)]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(locks)}", numbers)
