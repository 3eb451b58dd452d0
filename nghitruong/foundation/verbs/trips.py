"""Fewer trips to PostgreSQL: most of what a small transaction costs is waiting for answers that nobody reads."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def one_trip() -> Iterator[None]:
    """Send statements to PostgreSQL together until one of their answers is read; they run one after the other.

    Each sees what was committed before it ran, as always. What was sent is not known to have worked until an answer is
    read or the transaction is committed: errors come there, and how many rows were touched cannot be asked. Nothing
    changes on SQLite or inside another transaction.
    """
    if connection.vendor != "postgresql" or connection.in_atomic_block:
        yield
        return
    connection.ensure_connection()
    with connection.connection.pipeline():
        yield
