"""What every test begins with is made by the models once, and written again as it is: that costs a tenth.

A recording holds for one process and one day of the clock, for dates are taken from it.
"""

import copy
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from django.db import IntegrityError, connection, transaction

from nghitruong.kernel import clock

T = TypeVar("T")
Rows = list[tuple[Any, ...]]

_INSERT = re.compile(r'INSERT INTO "(\w+)"')


@dataclass(frozen=True)
class Recording(Generic[T]):
    """What was made, and the rows that it consists of."""

    made: T
    inserts: list[tuple[str, list[Any]]]


class Rewriter(Generic[T]):
    """Answers what `make` makes, with its rows in the database; only the first time by calling it."""

    def __init__(self, make: Callable[[], T]) -> None:
        self._make = make
        self._recordings: dict[date, Recording[T]] = {}

    def write(self) -> T:
        """Write the rows. Where a test has taken their numbers for its own already, they are made anew."""
        today = clock.today()
        if today not in self._recordings:
            self._recordings[today] = record(self._make)
        recording = self._recordings[today]
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                for statement, values in recording.inserts:
                    cursor.execute(statement, values)
        except IntegrityError:
            return self._make()
        return copy.deepcopy(recording.made)


def record(make: Callable[[], T]) -> Recording[T]:
    """Make it, take down the rows that it added to each table, and leave none of them."""
    tables: dict[str, None] = {}

    def note(execute: Callable[..., Any], statement: str, *rest: Any) -> Any:
        if inserted := _INSERT.match(statement):
            tables[inserted[1]] = None
        return execute(statement, *rest)

    with transaction.atomic():
        with connection.execute_wrapper(note):
            made = make()
        after = {table: _rows(table) for table in tables}
        transaction.set_rollback(True)
    return Recording(made, [_insert(table, _without(rows, _rows(table)[1])) for table, rows in after.items()])


def _rows(table: str) -> tuple[list[str], Rows]:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT * FROM "{table}"')
        return [column[0] for column in cursor.description], cursor.fetchall()


def _without(found: tuple[list[str], Rows], before: Rows) -> tuple[list[str], Rows]:
    columns, rows = found
    return columns, [row for row in rows if row not in before]


def _insert(table: str, found: tuple[list[str], Rows]) -> tuple[str, list[Any]]:
    columns, rows = found
    names = ", ".join(f'"{column}"' for column in columns)
    places = ", ".join(["(" + ", ".join(["%s"] * len(columns)) + ")"] * len(rows))
    return f'INSERT INTO "{table}" ({names}) VALUES {places}', [value for row in rows for value in row]
