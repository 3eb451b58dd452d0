"""Fewer trips to PostgreSQL: most of what a small transaction costs is waiting for answers that nobody reads."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.db import InterfaceError, OperationalError, connection


def ask_first(statement: str, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """The rows of a question that a request begins with.

    It is the kept connection's health check as well: where the server has gone meanwhile, the connection is made anew
    and asked again, which a question allows. Asking beforehand whether it lives would be one trip more.
    """
    connection.health_check_done = True  # type: ignore[attr-defined]  # every engine's wrapper has it
    try:
        return _rows(statement, values)
    except (OperationalError, InterfaceError):
        if connection.in_atomic_block or connection.is_usable():
            raise
        connection.close()
        return _rows(statement, values)


def _rows(statement: str, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return found


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
