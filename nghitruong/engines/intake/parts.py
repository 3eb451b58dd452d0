"""The text of one XML part of an office file, fed piece by piece; nothing is fetched, nothing is unpacked to disk."""

from typing import IO, Final
from xml.parsers import expat

CHUNK: Final = 1 << 16


class DoctypeError(Exception):
    """A document type stands inside, which no office program writes."""


class Lines:
    """Gathers the lines of a part until there are `most_letters` or `most_bytes` were read.

    `is_open_document` takes all text of paragraphs and headings instead of Word's runs. With `has_rows` a row of a
    table is one line, a tab between its cells.
    """

    def __init__(
        self, *, most_letters: int, most_bytes: int, is_open_document: bool = False, has_rows: bool = False
    ) -> None:
        self.pieces: list[str] = []
        self.letters = 0
        self._most = (most_letters, most_bytes)
        self._texts = ("p", "h") if is_open_document else ("t",)
        self._rows = ("tr", "tc") if has_rows else ("", "")
        self._depth = self._skipped = self._cells = 0
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._letters
        self._parser.StartDoctypeDeclHandler = self._refuse

    def read(self, file: IO[bytes]) -> None:
        """Read a part to its end or to the limits. Raises ExpatError for broken XML and DoctypeError."""
        taken = 0
        while chunk := file.read(CHUNK):
            taken += len(chunk)
            if self.letters > self._most[0] or taken > self._most[1]:
                return
            self._parser.Parse(chunk, False)
        self._parser.Parse(b"", True)

    def _refuse(self, *_: object) -> None:
        raise DoctypeError

    def _start(self, name: str, _attributes: dict[str, str]) -> None:
        local = name.rpartition(" ")[2]
        if local == "Fallback":
            # The same text box once more, for old programs.
            self._skipped += 1
        elif local in self._texts:
            self._depth += 1
        elif local == self._rows[1]:
            self._cells += 1
        elif local in ("tab", "s"):
            self._add("\t" if local == "tab" and not self._cells else " ")
        elif local in ("br", "cr", "line-break"):
            self._add("\n")

    def _end(self, name: str) -> None:
        local = name.rpartition(" ")[2]
        if local == "Fallback":
            self._skipped -= 1
        elif local in self._texts:
            self._depth -= 1
        elif local and local in self._rows:
            self._end_of_table(local)
        if local in ("p", "h"):
            self._add("\n")

    def _end_of_table(self, local: str) -> None:
        """A tab behind a cell; behind the last one of a row the line ends."""
        while self.pieces and self.pieces[-1] in (" ", "\t" if local == "tr" else " "):
            self.pieces.pop()
        if local == "tc":
            self._cells -= 1
        self._add("\t" if local == "tc" else "\n")

    def _letters(self, text: str) -> None:
        if self._depth:
            self._add(text)

    def _add(self, text: str) -> None:
        """Inside a cell a line end is a space, so that a row stays a line."""
        if not self._skipped:
            self.pieces.append(text.replace("\n", " ") if self._cells else text)
            self.letters += len(text)
