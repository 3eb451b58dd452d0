"""A request's first question notices a connection that has died, and no other question is asked twice."""

import psycopg
import pytest
from django.db import OperationalError, connection, transaction

from nghitruong.foundation.verbs.trips import ask_first

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]
WHO_AM_I = "SELECT pg_backend_pid()"


def _end_connection() -> int:
    """What a restart of the server does to a kept connection."""
    [(mine,)] = ask_first(WHO_AM_I, {})
    with psycopg.connect(**connection.get_connection_params() | {"context": None, "cursor_factory": None}) as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", [mine])
    return int(mine)


def test_a_dead_connection_is_replaced_and_asked_again() -> None:
    dead = _end_connection()
    [(living,)] = ask_first(WHO_AM_I, {})
    assert living != dead


def test_within_a_transaction_a_lost_connection_is_an_error() -> None:
    with pytest.raises(OperationalError), transaction.atomic():
        _end_connection()
        ask_first(WHO_AM_I, {})
    connection.close()
    assert ask_first("SELECT 1", {}) == [(1,)]


def test_an_error_on_a_living_connection_is_an_error() -> None:
    [(mine,)] = ask_first(WHO_AM_I, {})
    with pytest.raises(OperationalError):
        ask_first("SELECT pg_cancel_backend(pg_backend_pid())", {})
    assert ask_first(WHO_AM_I, {}) == [(mine,)]
