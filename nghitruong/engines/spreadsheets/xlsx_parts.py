"""Readers of the parts of a workbook, one class a part, fed piece by piece; a document type is refused outright."""

import math
import re
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple, TypeVar
from xml.parsers import expat

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format
from openpyxl.utils.cell import coordinate_to_tuple, range_boundaries

from nghitruong.engines.legacytext import LetterCode, converted
from nghitruong.engines.spreadsheets.book import Area, Cell, Limits, Row, Value
from nghitruong.engines.spreadsheets.problems import refused
from nghitruong.engines.spreadsheets.serial_days import from_serial, read_iso
from nghitruong.kernel.vietnamese import clean_text

EAST_ASIAN_DATE_FORMATS = frozenset((*range(27, 37), *range(50, 59)))
MAX_MERGED = 20_000
MAX_DIGITS = 15

_LEADING_ZEROS = re.compile(r"0{2,20}")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")

Attributes = Mapping[str, str]


class XmlReader:
    """Calls `start` and `end` with names of elements; attributes keep their names, with the namespace if they have one.

    Refuses document types, and more elements than any real sheet within the limits has: a part of nothing but empty
    cells would otherwise keep a worker busy for minutes.
    """

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.buffer_text = True
        self._parser.StartDoctypeDeclHandler = self._refuse_doctype
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._pieces: list[str] = []
        self._parser.CharacterDataHandler = self._pieces.append
        self._elements = 0

    def feed(self, chunk: bytes) -> None:
        self._parser.Parse(chunk, False)

    def close(self) -> None:
        self._parser.Parse(b"", True)

    def start(self, name: str, attributes: Attributes) -> None:
        """An element begins."""

    def end(self, name: str, text: str) -> None:
        """An element ends; `text` is what stood in it after its last child."""

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._pieces.clear()
        self._elements += 1
        if self._elements > self._limits.elements:
            raise refused("damaged")
        self.start(name.rpartition(" ")[2], attributes)

    def _end(self, name: str) -> None:
        self.end(name.rpartition(" ")[2], "".join(self._pieces))
        self._pieces.clear()

    def _refuse_doctype(self, *_: object) -> None:
        raise refused("damaged")


Reader = TypeVar("Reader", bound=XmlReader)


class Relationship(NamedTuple):
    """One link of a part: its id, the last word of its type, where it leads."""

    id: str
    kind: str
    target: str


class RelationshipReader(XmlReader):
    """`_rels/*.rels`; links that lead outside the package are left out."""

    def __init__(self, limits: Limits) -> None:
        super().__init__(limits)
        self.rows: list[Relationship] = []

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            kind = attributes.get("Type", "").rpartition("/")[2]
            self.rows.append(Relationship(attributes.get("Id", ""), kind, attributes.get("Target", "")))


class ListedSheet(NamedTuple):
    """A sheet as the workbook lists it."""

    name: str
    relationship: str
    is_hidden: bool


class WorkbookReader(XmlReader):
    """`workbook.xml`: the sheets in order, and from which year days are counted."""

    def __init__(self, limits: Limits) -> None:
        super().__init__(limits)
        self.sheets: list[ListedSheet] = []
        self.epoch_1904 = False

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "sheet":
            hidden = attributes.get("state", "visible") != "visible"
            relationship = next((value for key, value in attributes.items() if key.endswith(" id")), "")
            self.sheets.append(ListedSheet(attributes.get("name", ""), relationship, hidden))
        elif name == "workbookPr":
            self.epoch_1904 = attributes.get("date1904") in ("1", "true")


class SharedTextReader(XmlReader):
    """`sharedStrings.xml`: the texts that cells point at; pronunciation marks are left out."""

    def __init__(self, limits: Limits) -> None:
        super().__init__(limits)
        self.texts: list[str] = []
        self._run: list[str] = []
        self._is_reading_aid = False

    def start(self, name: str, _attributes: Attributes) -> None:
        if name == "si":
            self._run = []
        elif name == "rPh":
            self._is_reading_aid = True

    def end(self, name: str, text: str) -> None:
        if name == "t" and not self._is_reading_aid:
            self._run.append(text)
        elif name == "rPh":
            self._is_reading_aid = False
        elif name == "si":
            self.texts.append(_own_text("".join(self._run), self._limits.letters))


class StyleReader(XmlReader):
    """`styles.xml`: which cell formats show a day, and which a length of time."""

    def __init__(self, limits: Limits) -> None:
        super().__init__(limits)
        self._codes: dict[int, str] = {}
        self._formats: list[int] = []
        self._in_cell_formats = False

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "numFmt":
            self._codes[int(attributes.get("numFmtId", 0))] = attributes.get("formatCode", "")
        elif name == "cellXfs":
            self._in_cell_formats = True
        elif name == "xf" and self._in_cell_formats:
            self._formats.append(int(attributes.get("numFmtId", 0)))

    def end(self, name: str, _text: str) -> None:
        if name == "cellXfs":
            self._in_cell_formats = False

    def shows_date(self, style: int) -> bool:
        return _shows_date(*self._format(style))

    def digits(self, style: int) -> int:
        """To how many digits a number is filled with zeros ("00000"), which makes it a code; 0 for ordinary numbers."""
        code = self._format(style)[1]
        return len(code) if _LEADING_ZEROS.fullmatch(code) else 0

    def _format(self, style: int) -> tuple[int, str]:
        number = self._formats[style] if 0 <= style < len(self._formats) else 0
        return number, self._codes.get(number) or BUILTIN_FORMATS.get(number, "")


class SheetReader(XmlReader):
    """`sheetN.xml`: filled cells and merged areas, stopped at the limits."""

    def __init__(
        self, name: str, texts: tuple[str, ...], styles: StyleReader, limits: Limits, *, epoch_1904: bool
    ) -> None:
        super().__init__(limits)
        self.rows: list[Row] = []
        self.merged: list[Area] = []
        self._name = name
        self._texts = texts
        self._styles = styles
        self._epoch_1904 = epoch_1904
        self._filled = 0
        self._row_number = 0
        self._cells: dict[int, Cell] = {}
        self._column = -1
        self._attributes: Attributes = {}
        self._value = self._formula = ""
        self._has_formula = self._is_reading_aid = False

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "row":
            self._row_number = int(attributes.get("r") or self._row_number + 1)
            self._cells, self._column = {}, -1
        elif name == "c":
            self._start_cell(attributes)
        elif name == "f":
            self._has_formula = True
        elif name == "rPh":
            self._is_reading_aid = True
        elif name == "mergeCell" and len(self.merged) < MAX_MERGED:
            left, top, right, bottom = range_boundaries(attributes.get("ref", ""))
            self.merged.append(Area(int(top or 1), int(left or 1) - 1, int(bottom or 1), int(right or 1) - 1))

    def end(self, name: str, text: str) -> None:
        if name == "v" or (name == "t" and not self._is_reading_aid):
            self._value += text
        elif name == "f":
            self._formula = text
        elif name == "rPh":
            self._is_reading_aid = False
        elif name == "c":
            self._end_cell()
        elif name == "row":
            self._end_row()

    def _start_cell(self, attributes: Attributes) -> None:
        self._attributes, self._value, self._formula, self._has_formula = attributes, "", "", False
        reference = attributes.get("r")
        self._column = coordinate_to_tuple(reference)[1] - 1 if reference else self._column + 1

    def _end_cell(self) -> None:
        cell = self._cell()
        if cell.is_empty:
            return
        if self._column >= self._limits.columns:
            raise refused("too_many_columns", sheet=self._name, limit=self._limits.columns)
        self._filled += 1
        if self._filled > self._limits.cells:
            raise refused("too_many_cells", sheet=self._name, limit=self._limits.cells)
        self._cells[self._column] = cell

    def _end_row(self) -> None:
        if not self._cells:
            return
        if len(self.rows) >= self._limits.rows:
            raise refused("too_many_rows", sheet=self._name, limit=self._limits.rows)
        self.rows.append(Row(self._row_number, self._cells))

    def _cell(self) -> Cell:
        formula = f"={self._formula}" if self._has_formula else ""
        kind, raw = self._attributes.get("t", "n"), self._value
        if kind == "e":
            return Cell(None, formula, raw.strip() or "#N/A")
        return Cell(self._converted(kind, raw) if raw else None, formula)

    def _converted(self, kind: str, raw: str) -> Value:
        match kind:
            case "s":
                return self._texts[int(raw)]
            case "str" | "inlineStr":
                return _own_text(raw, self._limits.letters)
            case "b":
                return raw.strip() in ("1", "true")
            case "d":
                return read_iso(raw.strip())
            case _:
                return self._number(raw)

    def _number(self, raw: str) -> Value:
        value, style = float(raw), int(self._attributes.get("s", 0))
        if not math.isfinite(value):
            raise ValueError(raw)
        if self._styles.shows_date(style):
            moment = from_serial(value, epoch_1904=self._epoch_1904)
            if moment is not None:
                return moment
        exact = Decimal(f"{value:.{MAX_DIGITS}g}")  # a spreadsheet shows 15 digits; the rest is noise of its floats
        if exact != exact.to_integral_value():
            return exact
        digits = self._styles.digits(style)
        return str(int(exact)).zfill(digits) if digits else int(exact)


@lru_cache(1024)
def _shows_date(number: int, code: str) -> bool:
    return number in EAST_ASIAN_DATE_FORMATS or bool(is_date_format(code) and not is_timedelta_format(code))


def _own_text(raw: str, letters: LetterCode) -> str:
    text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), raw)
    return clean_text(text if letters is LetterCode.UNICODE else converted(text, letters).text).strip()
