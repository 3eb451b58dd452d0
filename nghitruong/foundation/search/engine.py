"""The words of the index: FTS5 on SQLite, a GIN index of plain lexemes on PostgreSQL. The only place that knows which.

Both get the same words in the same places, cut by us (`words.py`); neither splits, folds, stems or ranks.
"""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Any, NamedTuple

from django.db import connection

from nghitruong.foundation.search.words import GAP

TABLE = "search_words"


class Column(StrEnum):
    """Which words of an entry are looked into."""

    TITLE = "title"
    FOLDED = "folded"
    SPELLED = "spelled"


class Words(NamedTuple):
    """An entry's words; `scope` are marks that no text can contain: its council, its audience."""

    id: int
    scope: Sequence[str]
    title: Sequence[str]
    folded: Sequence[str]
    spelled: Sequence[str]


class Pattern(NamedTuple):
    """What to look for: all the words, side by side as a phrase, the last one perhaps only begun."""

    words: Sequence[str]
    column: Column = Column.FOLDED
    is_phrase: bool = False
    is_begun: bool = False


def put(entries: Iterable[Words]) -> None:
    """Write the words of entries, in the place of what stood there."""
    rows = list(entries)
    remove([entry.id for entry in rows])
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            sql = f"INSERT INTO {TABLE} VALUES (%s, %s::tsvector, %s::tsvector, %s::tsvector)"  # noqa: S608
            cursor.executemany(sql, [_lexemes(entry) for entry in rows])
        else:
            sql = f"INSERT INTO {TABLE} (rowid, scope, title, folded, spelled) VALUES (%s, %s, %s, %s, %s)"  # noqa: S608
            cursor.executemany(sql, [(one.id, *map(" ".join, one[1:])) for one in rows])


def remove(ids: Sequence[int]) -> None:
    """Take the words of entries out."""
    if not ids:
        return
    column = "id" if connection.vendor == "postgresql" else "rowid"
    with connection.cursor() as cursor:
        cursor.executemany(f"DELETE FROM {TABLE} WHERE {column} = %s", [(number,) for number in ids])  # noqa: S608


def clear() -> None:
    """Take everything out."""
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {TABLE}")  # noqa: S608 - our own table's name


def match(pattern: Pattern, scopes: Sequence[Sequence[str]], limit: int) -> list[int]:
    """The newest entries that hold the pattern and, of each group of scopes, at least one mark."""
    if not pattern.words:
        return []
    ask = _ask_postgresql if connection.vendor == "postgresql" else _ask_sqlite
    with connection.cursor() as cursor:
        cursor.execute(*ask(pattern, scopes, limit))
        return [row[0] for row in cursor.fetchall()]


def _ask_sqlite(pattern: Pattern, scopes: Sequence[Sequence[str]], limit: int) -> tuple[str, list[Any]]:
    quoted = [f'"{word}"' for word in pattern.words]
    words = [" + ".join(quoted)] if pattern.is_phrase else quoted
    if pattern.is_begun:
        words[-1] += " *"
    marks = [f"scope : ({' OR '.join(group)})" for group in scopes]
    sql = f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH %s ORDER BY rowid DESC LIMIT %s"  # noqa: S608
    return sql, [" AND ".join([*(f"{pattern.column} : {word}" for word in words), *marks]), limit]


def _ask_postgresql(pattern: Pattern, scopes: Sequence[Sequence[str]], limit: int) -> tuple[str, list[Any]]:
    words = [f"'{word}'" for word in pattern.words]
    if pattern.is_begun:
        words[-1] += ":*"
    text = (" <-> " if pattern.is_phrase else " & ").join(words)
    marks = "".join(f" & ({' | '.join(map(_mark, group))})" for group in scopes)
    # Materialised: the planner cannot know how rare two words are together, and would read all entries by their age.
    sql = (
        f"WITH hits AS MATERIALIZED (SELECT id FROM {TABLE} WHERE {pattern.column} @@ %s::tsquery)"  # noqa: S608
        " SELECT id FROM hits ORDER BY id DESC LIMIT %s"
    )
    return sql, [f"({text}){marks}", limit]


def _lexemes(entry: Words) -> tuple[int, str, str, str]:
    title, folded, spelled = (_vector(words, entry.scope) for words in (entry.title, entry.folded, entry.spelled))
    return entry.id, title, folded, spelled


def _vector(words: Sequence[str], scope: Sequence[str]) -> str:
    """A tsvector as text: each word with its places. The words are letters and digits alone, so nothing is quoted."""
    places: dict[str, list[str]] = {}
    for place, word in enumerate(words, 1):
        if word != GAP:
            places.setdefault(word, []).append(str(place))
    return " ".join([*map(_mark, scope), *(f"'{word}':{','.join(at)}" for word, at in places.items())])


def _mark(scope: str) -> str:
    """A scope as a lexeme that no text can hold, since no word of ours has a line below it."""
    return f"'_{scope}'"
