"""What stands on an official document, whoever writes it: frozen values, no layout, no clock.

Component numbers are those of Decree 30/2020/NĐ-CP Art. 8(2), rule R10.02.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from nghitruong.engines.officialforms.wording import BLANK, glued, printable
from nghitruong.kernel.vietnamese import long_date

NATIONAL_NAME = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
DRAFT_MARK = "DỰ THẢO"
RECIPIENTS_HEADING = "Nơi nhận:"
END_MARK = "./."
"""Closes the last sentence of the body, so that nothing can be added after it."""


@dataclass(frozen=True)
class Run:
    """A piece of text in one face."""

    text: str
    bold: bool = False
    italic: bool = False


Inline: TypeAlias = str | tuple[Run | str, ...]
"""Text of a paragraph or a cell: plain, or in pieces of different faces."""


def runs(inline: Inline) -> tuple[Run, ...]:
    """The pieces of a text, made ready for paper: composed, cleaned, numbers held to their words."""
    pieces: Iterable[Run | str] = (inline,) if isinstance(inline, str) else inline
    faces = (piece if isinstance(piece, Run) else Run(piece) for piece in pieces)
    return tuple(Run(glued(printable(face.text)), face.bold, face.italic) for face in faces)


def plain(inline: Inline) -> str:
    """The text without its faces."""
    return "".join(run.text for run in runs(inline))


class Align(StrEnum):
    """Where the text of a cell or a paragraph stands."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"
    JUSTIFY = "justify"


@dataclass(frozen=True)
class Letterhead:
    """Components 1-4: national name and motto (printed always), issuing body, number and symbol, place and date.

    `parent` and `organ` may hold line breaks where the name should turn. An empty `symbol` prints no number line;
    a `number` of None leaves room for a pen, since paper is numbered after signature (R10.06). An `on` of None
    leaves room for the day and the month of `year`.
    """

    organ: str
    parent: str = ""
    number: int | None = None
    symbol: str = ""
    place: str = ""
    on: date | None = None
    year: int | None = None

    @property
    def number_line(self) -> str:
        """`Số: 05/BB-HĐND`; numbers under ten take a leading zero. Empty without a symbol."""
        if not self.symbol:
            return ""
        return f"Số: {BLANK if self.number is None else f'{self.number:02d}'}/{printable(self.symbol)}"

    @property
    def date_line(self) -> str:
        """`Sen Hồng, ngày 08 tháng 12 năm 2026` (R10.18); empty without a place."""
        if not self.place:
            return ""
        when = long_date(self.on) if self.on else f"ngày{BLANK}tháng{BLANK}năm {self.year or BLANK}"
        return f"{printable(self.place)}, {when}"


@dataclass(frozen=True)
class Paragraph:
    """Body text: justified, first line indented (R10.19). `keep_with_next` holds it to what it announces."""

    text: Inline
    align: Align = Align.JUSTIFY
    indent: bool = True
    keep_with_next: bool = False


@dataclass(frozen=True)
class Heading:
    """A part of the body: level 1 `I.` in capitals, level 2 `1.` bold, level 3 `a)` bold italic. Labels are text."""

    text: str
    level: int = 1

    def __post_init__(self) -> None:
        if self.level not in (1, 2, 3):
            raise ValueError(f"no heading of level {self.level}")


class ClauseKind(StrEnum):
    """Điều, khoản, điểm: the parts of a text in articles."""

    ARTICLE = "article"
    CLAUSE = "clause"
    POINT = "point"


@dataclass(frozen=True)
class Clause:
    """One article, clause or point. The label (`Điều 1.`, `1.`, `a)`) is text: it must never renumber itself."""

    kind: ClauseKind
    label: str
    text: Inline


@dataclass(frozen=True)
class Ground:
    """One line of the legal grounds (`Căn cứ …;`), in italics."""

    text: str


@dataclass(frozen=True)
class CenteredLine:
    """A bold line in the middle, as `QUYẾT ĐỊNH:`."""

    text: str


@dataclass(frozen=True)
class BulletList:
    """Short items, each after a dash, as official texts write them."""

    items: tuple[Inline, ...]
    marker: str = "-"


@dataclass(frozen=True)
class Column:
    """A column of a table; `width` is a share of the line, relative to its neighbours."""

    title: str
    width: float = 1.0
    align: Align = Align.LEFT


@dataclass(frozen=True)
class Row:
    """A row of a table: one text a column."""

    cells: tuple[Inline, ...]
    bold: bool = False


@dataclass(frozen=True)
class Table:
    """A ruled table. Its head repeats on each page and its rows do not split; raises ValueError on a ragged row."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    caption: str = ""

    def __post_init__(self) -> None:
        if not self.columns:
            raise ValueError("a table needs a column")
        if ragged := [n for n, row in enumerate(self.rows, 1) if len(row.cells) != len(self.columns)]:
            raise ValueError(f"rows {ragged} do not have {len(self.columns)} cells")

    @property
    def is_wide(self) -> bool:
        """More than six columns stand better on a sheet lying on its side."""
        return len(self.columns) > 6


@dataclass(frozen=True)
class Signer:
    """Component 7: who signs. The name stands alone, no title before it (R10.20).

    `authority` holds the lines above the post: `TM. THƯỜNG TRỰC HĐND`, `KT. CHỦ TỊCH` (R10.08, R10.09).
    """

    post: str
    name: str = ""
    authority: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Closing:
    """Components 7-9: one or two signatures and the recipients.

    With one signer the recipients stand left of the signature. Minutes have two (R10.09): the first stands left,
    the second right, and the recipients below.
    """

    signers: tuple[Signer, ...]
    recipients: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if len(self.signers) not in (1, 2):
            raise ValueError("a document is signed by one or two people")


def recipient_lines(recipients: tuple[str, ...]) -> tuple[str, ...]:
    """`- Như trên;` … `- Lưu: VT.`: each after a dash, a semicolon between, a full stop at the end."""
    bare = [recipient.rstrip(" ;.") for recipient in recipients]
    return tuple(f"- {text}{'.' if n == len(bare) else ';'}" for n, text in enumerate(bare, 1))


Block: TypeAlias = Paragraph | Heading | Clause | Ground | CenteredLine | BulletList | Table | Closing


@dataclass(frozen=True)
class Annex:
    """An annex: on a new page, with page numbers of its own, lying on its side when a table is wide (R10.03)."""

    label: str
    title: str
    blocks: tuple[Block, ...]
    belongs_to: str = ""

    @property
    def is_landscape(self) -> bool:
        return any(isinstance(block, Table) and block.is_wide for block in self.blocks)


@dataclass(frozen=True)
class PrintMark:
    """The foot of each page, outside the formal text: how a reader checks this print against the living record.

    `sentence` says what the code is good for; `address`, where there is one, is drawn as a QR code.
    """

    sentence: str
    address: str = ""


@dataclass(frozen=True)
class Document:
    """A whole official document.

    `kind` (`BIÊN BẢN`) empty means a letter (công văn), whose `summary` then stands under the number (R10.21).
    `ledger_line` names the head of the council's ledger, after the signatures of minutes.
    """

    letterhead: Letterhead
    kind: str
    summary: str
    blocks: tuple[Block, ...]
    addressee: str = ""
    annexes: tuple[Annex, ...] = ()
    mark: PrintMark | None = None
    ledger_line: str = ""
    is_draft: bool = False

    @property
    def title(self) -> str:
        """One line that names the document, for file properties and screen readers."""
        return " ".join(f"{printable(self.kind)} {printable(self.summary)}".split())
