"""CSV as councils send it: any usual encoding and separator, told from the content."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator

from nghitruong.engines.spreadsheets.book import Book, Cell, Limits, Row, Sheet
from nghitruong.engines.spreadsheets.problems import refused
from nghitruong.kernel.vietnamese import clean_text

DELIMITERS = (",", ";", "\t", "|")
SHEET_NAME = "CSV"
BYTE_ORDER_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
SAMPLE_ROWS, SAMPLE_LETTERS = 40, 200_000
_UTF8_LETTER = re.compile(rb"\xe1[\xba\xbb][\x80-\xbf]")
PROTECTED = "=+-@\t\r\n＝＋－＠"
"""With one of these in front a spreadsheet program would compute the text; see `would_compute`."""


def read_delimited(data: bytes, limits: Limits) -> Book:
    """Read a CSV file as one sheet of texts; raises RefusedError."""
    encoding, text = _decode(data)
    delimiter, body = _delimiter(text)
    rows: list[Row] = []
    cells = 0
    for number, values in enumerate(_records(body, delimiter), start=1):
        filled = {column: Cell(value) for column, raw in enumerate(values) if (value := _own_text(raw))}
        cells += len(filled)
        if max(filled, default=0) >= limits.columns:
            raise refused("too_many_columns", sheet=SHEET_NAME, limit=limits.columns)
        if len(rows) >= limits.rows:
            raise refused("too_many_rows", sheet=SHEET_NAME, limit=limits.rows)
        if cells > limits.cells:
            raise refused("too_many_cells", sheet=SHEET_NAME, limit=limits.cells)
        if filled:
            rows.append(Row(number, filled))
    return Book((Sheet(SHEET_NAME, tuple(rows)),), encoding, delimiter)


def _decode(data: bytes) -> tuple[str, str]:
    """The first encoding that fits: what a byte order mark says, UTF-16 by its zeros, UTF-8, Windows-1258."""
    marked = next((encoding for mark, encoding in BYTE_ORDER_MARKS if data.startswith(mark)), None)
    for encoding in (marked,) if marked else (*_utf16_without_mark(data), "utf-8", "cp1258"):
        try:
            text = data.decode(encoding)
        except UnicodeError:
            continue
        if "\0" in text:
            raise refused("not_a_spreadsheet")
        if encoding == "cp1258" and _UTF8_LETTER.search(data):
            raise refused("unknown_encoding")  # UTF-8 with a broken byte, which would be read as nonsense
        return encoding, text
    raise refused("not_a_spreadsheet" if _is_binary(data) else "unknown_encoding")


def _utf16_without_mark(data: bytes) -> tuple[str, ...]:
    """Latin letters in UTF-16 have a zero in every second byte: odd places little-endian, even ones big-endian."""
    sample = data[:4000]
    for first, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        if sample[first::2].count(0) * 2 > len(sample[first::2]) and not sample[1 - first :: 2].count(0):
            return (encoding,)
    return ()


def _is_binary(data: bytes) -> bool:
    sample = data[:4000]
    return sum(byte < 9 or 13 < byte < 32 for byte in sample) * 20 > len(sample)


def _delimiter(text: str) -> tuple[str, str]:
    """The separator named by a `sep=;` line, else the one that cuts the first rows most evenly; and the text after."""
    first, _, rest = text.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) == len("sep=;"):
        return first.strip()[-1], rest
    return max(DELIMITERS, key=lambda delimiter: _evenness(text, delimiter)), text


def _evenness(text: str, delimiter: str) -> tuple[float, int]:
    widths: list[int] = []
    try:
        for values in _records(text[:SAMPLE_LETTERS], delimiter, strict=False):
            widths.append(len(values))
            if len(widths) == SAMPLE_ROWS:
                break
    except csv.Error:
        return (0, 0)
    usual, times = next(iter(Counter(width for width in widths if width > 1).most_common(1)), (0, 0))
    return (times / max(len(widths), 1), usual)


def _records(text: str, delimiter: str, *, strict: bool = True) -> Iterator[list[str]]:
    """Rows as a spreadsheet counts them. Strict, so that a quote left open is told instead of swallowing the rest."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=strict)
    while True:
        line = reader.line_num + 1
        try:
            values = next(reader, None)
        except csv.Error as error:
            if strict:
                raise refused("open_quote", line=line) from error
            raise
        if values is None:
            return
        yield values


def would_compute(text: str) -> bool:
    """Whether a spreadsheet program may take the text for a formula, apostrophes of earlier protection aside."""
    return text.lstrip("' ")[:1] in tuple(PROTECTED)


def _own_text(raw: str) -> str:
    """The cleaned text, without the apostrophe that our own export put before a dangerous first character."""
    text = clean_text(raw).strip()
    return text[1:].strip() if text[:1] == "'" and would_compute(text) else text
