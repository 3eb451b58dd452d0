"""Voting at once: ballots share a lock on their poll, closing takes it alone.

Without it a ballot can be acknowledged after the tally: it reads "open", the poll closes and is counted, then it is
inserted. On SQLite the one writer at a time is lock enough.
"""

from django.db import connection

_SPACE = 0xBA110


def share_poll(poll_id: int) -> None:
    """Hold the poll open until this transaction ends; waits for a closing that has begun."""
    _advisory("pg_advisory_xact_lock_shared", poll_id)


def take_poll(poll_id: int) -> None:
    """Wait until every ballot in progress has committed and let none begin before this transaction ends."""
    _advisory("pg_advisory_xact_lock", poll_id)


def _advisory(function: str, poll_id: int) -> None:
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(%s, %s)", [_SPACE, poll_id % 2**31])
