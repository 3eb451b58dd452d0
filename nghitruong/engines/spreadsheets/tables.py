"""Finding the table on a sheet: where its column names stand, over how many rows, and where its data begins."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from nghitruong.engines.spreadsheets.book import PATH, Area, Cell, Column, Row, Sheet, Table
from nghitruong.engines.spreadsheets.fields import Field, likeness
from nghitruong.engines.spreadsheets.problems import refused
from nghitruong.kernel.vietnamese import clean_line

LOOKED_AT = 40
MAX_HEADER_ROWS = 4
WIDEST = 1000

_COLUMN_NUMBER = re.compile(r"\(?([0-9]{1,3}|[A-Za-z])\)?")


class _Header(NamedTuple):
    rows: tuple[int, ...]
    columns: tuple[Column, ...]
    score: float


def find_table(sheet: Sheet, fields: Sequence[Field] = (), remembered: Mapping[str, str] | None = None) -> Table:
    """The table of a sheet: the row, or rows, that name most of the fields; without a likeness the first that names
    columns at all.

    Raises RefusedError `no_header` when no row of the first forty does.
    """
    best = max(_candidates(sheet, fields, remembered or {}), key=lambda header: header.score, default=None)
    if best is None:
        raise refused("no_header", sheet=sheet.name)
    last = best.rows[-1]
    below = [row for row in sheet.rows if row.number > last]
    header_rows = best.rows
    if below and _is_column_numbers(below[0]):
        header_rows = (*best.rows, below[0].number)
        below = below[1:]
    return Table(sheet.name, best.columns, _filled_down(below, sheet.merged), header_rows, _headings(below, sheet))


def _candidates(sheet: Sheet, fields: Sequence[Field], remembered: Mapping[str, str]) -> Iterator[_Header]:
    """Every row that may be a header, scored by the fields it names; of equals the one with fewer rows, then the first.

    A letterhead merged across reaches down to the true header and would name as much, only with more rows.
    """
    by_number = {row.number: row for row in sheet.rows[: LOOKED_AT + MAX_HEADER_ROWS]}
    merged = [area for area in sheet.merged if area.top in by_number]
    for place, row in enumerate(sheet.rows[:LOOKED_AT]):
        if not _may_be_header(row, sheet):
            continue
        numbers = tuple(number for number in _header_span(row.number, merged) if number in by_number)
        columns = tuple(_columns([by_number[number] for number in numbers], merged))
        known = sum(_known(column, fields, remembered) for column in columns)
        named = min(len(columns), 20) / 1000
        yield _Header(numbers, columns, known + named - len(numbers) / 10_000 - place / 10_000_000)


def _may_be_header(row: Row, sheet: Sheet) -> bool:
    """At least two different texts and no typed values, except in a sheet of one column; a title merged across is
    one text."""
    values = [cell.value for cell in row.cells.values()]
    texts = {value for value in values if isinstance(value, str)}
    numbers = [value for value in values if not isinstance(value, str)]
    return len(texts) >= min(2, sheet.width) and len(numbers) * 3 <= len(values) and not _is_column_numbers(row)


def _known(column: Column, fields: Sequence[Field], remembered: Mapping[str, str]) -> float:
    if column.key in remembered:
        return 1
    return max((likeness(column.title, field) for field in fields), default=0)


def _header_span(first: int, merged: Sequence[Area]) -> range:
    """The rows of a header: cells merged downwards show how far, a heading merged across has names below it."""
    last = first
    for number in range(first, first + MAX_HEADER_ROWS):
        if number > last:
            break
        for area in merged:
            if area.top == number:
                deeper = area.bottom + 1 if area.right > area.left and area.bottom == area.top else area.bottom
                last = max(last, deeper)
    return range(first, min(last, first + MAX_HEADER_ROWS - 1) + 1)


def _columns(rows: Sequence[Row], merged: Sequence[Area]) -> Iterator[Column]:
    """One column for every place that has a name in the header, repeated words of its path left out."""
    spread = [_spread_across(row, merged) for row in rows]
    for index in sorted({column for row in spread for column in row}):
        path: list[str] = []
        for row in spread:
            title = clean_line(row[index].text) if index in row else ""
            if title and title not in path:
                path.append(title)
        if path:
            yield Column(index, PATH.join(path))


def _spread_across(row: Row, merged: Sequence[Area]) -> dict[int, Cell]:
    cells = dict(row.cells)
    end = -1
    for area in sorted(area for area in merged if area.top == row.number and area.left in row.cells):
        if area.left > end:  # areas of an honest file never overlap; a forged one must not cost more
            end = min(area.right, WIDEST)
            cells.update(dict.fromkeys(range(area.left, end + 1), row.cells[area.left]))
    return cells


def _is_column_numbers(row: Row) -> bool:
    """The row "(1) (2) (3)" or "A B 1 2" that official tables have under their header."""
    texts = [row.cells[column].text for column in sorted(row.cells)]
    matches = [_COLUMN_NUMBER.fullmatch(text) for text in texts]
    numbers = [int(match[1]) for match in matches if match and match[1].isdigit()]
    return len(texts) >= 3 and all(matches) and len(numbers) >= 2 and numbers == list(range(1, len(numbers) + 1))


def _filled_down(rows: Sequence[Row], merged: Sequence[Area]) -> tuple[Row, ...]:
    """A value merged over several rows belongs to each of them; one merged across stays where it is."""
    numbers = [row.number for row in rows]
    filled = [dict(row.cells) for row in rows]
    ends: dict[int, int] = {}
    for area in sorted(area for area in merged if area.left == area.right):
        first, last = bisect_left(numbers, area.top), bisect_right(numbers, area.bottom)
        if area.top <= ends.get(area.left, 0) or first == last or numbers[first] != area.top:
            continue
        ends[area.left] = area.bottom
        if area.left in filled[first]:
            for cells in filled[first + 1 : last]:
                cells[area.left] = filled[first][area.left]
    return tuple(Row(number, cells) for number, cells in zip(numbers, filled, strict=True))


def _headings(rows: Sequence[Row], sheet: Sheet) -> frozenset[int]:
    """Rows that are one text merged across the table, e.g. "I. Tổ đại biểu số 1"."""
    across = {area.top for area in sheet.merged if (area.right - area.left + 1) * 2 > sheet.width > 1}
    return frozenset(row.number for row in rows if row.number in across and len(row.cells) == 1)
