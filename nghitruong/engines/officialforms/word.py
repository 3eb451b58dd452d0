"""Writing a document as DOCX: real styles, real tables, no text boxes, so that every reader opens it unchanged."""

from collections.abc import Iterable
from datetime import UTC, datetime, time
from functools import lru_cache
from io import BytesIO
from typing import Any

import docx
import segno
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.shared import Mm, Pt
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph as WordParagraph

from nghitruong.engines.officialforms import content, layout, wordxml
from nghitruong.engines.officialforms.content import (
    Annex,
    Block,
    BulletList,
    CenteredLine,
    Clause,
    ClauseKind,
    Closing,
    Document,
    Ground,
    Heading,
    Inline,
    Letterhead,
    Paragraph,
    PrintMark,
    Run,
    Signer,
    Table,
    recipient_lines,
)
from nghitruong.engines.officialforms.layout import Part
from nghitruong.engines.officialforms.wording import printable
from nghitruong.engines.officialforms.wordxml import set_part

_UNDATED = datetime(2000, 1, 1, tzinfo=UTC)
_CLAUSE_PARTS = {ClauseKind.ARTICLE: Part.ARTICLE, ClauseKind.CLAUSE: Part.CLAUSE, ClauseKind.POINT: Part.POINT}


def write_docx(document: Document) -> bytes:
    """The document as DOCX; the same document gives the same bytes."""
    word = docx.Document(BytesIO(_template()))
    _set_properties(word, document)
    _set_page(word.sections[0], document)
    _write_edges(word.sections[0], document)
    writer = _Writer(word, layout.TEXT_WIDTH)
    writer.letterhead(document.letterhead, "" if document.kind else document.summary)
    writer.title(document)
    writer.blocks(document.blocks)
    writer.line(Part.LEDGER, document.ledger_line)
    for annex in document.annexes:
        _write_annex(word, annex)
    return wordxml.packed(word)


@lru_cache(maxsize=1)
def _template() -> bytes:
    """An empty document with our styles; making forty styles takes longer than writing most documents."""
    word = docx.Document()
    wordxml.prepare_styles(word)
    return wordxml.packed(word)


def _set_properties(word: WordDocument, document: Document) -> None:
    properties = word.core_properties
    day = document.letterhead.on
    stamped = datetime.combine(day, time(), UTC) if day else _UNDATED
    properties.title = document.title[:255]
    properties.author = " ".join(printable(document.letterhead.organ).split())[:255]
    properties.language = "vi-VN"
    properties.comments = ""
    properties.created = properties.modified = stamped
    properties.last_modified_by = ""


def _set_page(section: Any, document: Document) -> None:
    section.page_width, section.page_height = Mm(layout.PAPER_WIDTH), Mm(layout.PAPER_HEIGHT)
    section.top_margin, section.left_margin, section.right_margin = Mm(layout.TOP), Mm(layout.LEFT), Mm(layout.RIGHT)
    section.bottom_margin = Mm(layout.BOTTOM_WITH_MARK if document.mark else layout.BOTTOM)
    section.header_distance, section.footer_distance = Mm(layout.PAGE_NUMBER_FROM_TOP), Mm(layout.MARK_FROM_BOTTOM)
    section.different_first_page_header_footer = True


def _write_edges(section: Any, document: Document) -> None:
    """Page numbers from page 2 (R10.15), the draft mark behind each page, the print mark under each."""
    later = section.header.paragraphs[0]
    set_part(later, Part.PAGE_NUMBER)
    wordxml.add_page_number(later)
    first = section.first_page_header.paragraphs[0]
    set_part(first, Part.PAGE_NUMBER)
    if document.is_draft:
        for place, header in enumerate((first, later), 1):
            wordxml.add_watermark(header, content.DRAFT_MARK, place)
    if document.mark:
        for footer in (section.first_page_footer, section.footer):
            _write_mark(footer, document.mark)


def _write_mark(footer: Any, mark: PrintMark) -> None:
    picture, words = layout.QR_SIDE + 3, layout.TEXT_WIDTH - layout.QR_SIDE - 3
    rule = set_part(footer.paragraphs[0], Part.RULE)
    wordxml.draw_line(rule, length=layout.TEXT_WIDTH, width=layout.TEXT_WIDTH)
    widths = [picture, words] if mark.address else [layout.TEXT_WIDTH]
    table = footer.add_table(1, len(widths), Mm(layout.TEXT_WIDTH))
    wordxml.fix_widths(table, widths, padding=0)
    cells = wordxml.cells_of(table)[0]
    sentence = cells[-1]
    sentence.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    _write(set_part(sentence.paragraphs[0], Part.MARK), mark.sentence)
    if mark.address:
        code = set_part(cells[0].paragraphs[0], Part.MARK).add_run()
        code.add_picture(BytesIO(_qr_picture(mark.address)), Mm(layout.QR_SIDE), Mm(layout.QR_SIDE))
        wordxml.settle_picture(code, mark.address)
    set_part(footer.add_paragraph(), Part.RULE)


def _qr_picture(address: str) -> bytes:
    drawn = BytesIO()
    segno.make(address, error="m", micro=False).save(drawn, kind="png", scale=12, border=0)
    return drawn.getvalue()


def _write_annex(word: WordDocument, annex: Annex) -> None:
    """An annex begins a section: new page, its own page numbers, on its side when a table is wide."""
    section = word.add_section(WD_SECTION.NEW_PAGE)
    width, height = layout.PAPER_WIDTH, layout.PAPER_HEIGHT
    if annex.is_landscape:
        width, height = height, width
    section.orientation = WD_ORIENT.LANDSCAPE if annex.is_landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(width), Mm(height)
    wordxml.restart_page_numbers(section)
    writer = _Writer(word, width - layout.LEFT - layout.RIGHT)
    writer.line(Part.ANNEX_LABEL, annex.label)
    writer.line(Part.ANNEX_TITLE, annex.title)
    writer.line(Part.ANNEX_SOURCE, annex.belongs_to)
    writer.blocks(annex.blocks)


class _Writer:
    """Writes blocks at the end of a Word document, on lines of `width` millimetres."""

    def __init__(self, word: WordDocument, width: float) -> None:
        self.word = word
        self.width = width

    def line(self, part: Part, text: Inline) -> WordParagraph | None:
        return _write(set_part(self.word.add_paragraph(), part), text) if text else None

    def letterhead(self, head: Letterhead, letter_summary: str) -> None:
        table = self._bare_table(2, [layout.LEFT_HEAD, layout.RIGHT_HEAD])
        (organ, nation), (number, when) = wordxml.cells_of(table)
        _fill(organ, [(Part.PARENT, head.parent), (Part.ORGAN, head.organ)])
        _rule(organ, layout.organ_line(head.organ), layout.LEFT_HEAD)
        _fill(nation, [(Part.NATIONAL_NAME, content.NATIONAL_NAME), (Part.MOTTO, content.MOTTO)])
        _rule(nation, layout.MOTTO_LINE, layout.RIGHT_HEAD)
        _fill(number, [(Part.NUMBER, head.number_line), (Part.LETTER_SUMMARY, letter_summary)])
        _fill(when, [(Part.PLACE_DATE, head.date_line)])

    def title(self, document: Document) -> None:
        kind = self.line(Part.KIND, document.kind)
        last = (self.line(Part.SUMMARY, document.summary) if kind else None) or kind
        addressee = self.line(Part.ADDRESSEE, document.addressee)
        if last:
            last.paragraph_format.space_after = Pt(layout.TITLE_GAP)
        elif addressee:
            addressee.paragraph_format.space_before = Pt(layout.TITLE_GAP)

    def blocks(self, blocks: Iterable[Block]) -> None:
        for block in blocks:
            self._block(block)

    def _block(self, block: Block) -> None:
        match block:
            case Paragraph():
                self._paragraph(block)
            case Heading(text, level):
                self.line(Part[f"HEADING_{level}"], text)
            case Clause(kind, label, text):
                head = Run(label, bold=kind is ClauseKind.ARTICLE)
                self.line(_CLAUSE_PARTS[kind], (head, " ", *content.runs(text)))
            case Ground(text):
                self.line(Part.GROUND, text)
            case CenteredLine(text):
                self.line(Part.CENTERED, text)
            case BulletList():
                for item in block.items:
                    self.line(Part.ITEM, (f"{block.marker} ", *content.runs(item)))
            case Table():
                self._table(block)
            case Closing():
                self._closing(block)

    def _paragraph(self, block: Paragraph) -> None:
        written = _write(set_part(self.word.add_paragraph(), Part.BODY), block.text)
        form = written.paragraph_format
        if block.align is not Part.BODY.style.align:
            form.alignment = wordxml.ALIGNMENTS[block.align]
        if not block.indent:
            form.first_line_indent = Mm(0)
        if block.keep_with_next:
            form.keep_with_next = True

    def _table(self, block: Table) -> None:
        self.line(Part.CAPTION, block.caption)
        total = sum(column.width for column in block.columns)
        table = self.word.add_table(1 + len(block.rows), len(block.columns), "Table Grid")
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        wordxml.fix_widths(table, [self.width * column.width / total for column in block.columns], padding=1.2)
        wordxml.keep_rows_whole(table)
        wordxml.repeat_head(table)
        part = layout.cell_part(len(block.columns))
        for place, row in enumerate(wordxml.cells_of(table)):
            held = place in (0, 1, len(block.rows) - 1)
            for column, cell in enumerate(row):
                _write_cell(cell, block, part, place, column, held=held)
        self.line(Part.AFTER_TABLE, " ")

    def _closing(self, block: Closing) -> None:
        self._hold_last_paragraph()
        table = self._bare_table(1, [self.width / 2, self.width / 2])
        left, right = wordxml.cells_of(table)[0]
        if len(block.signers) == 1:
            _fill(left, _recipients(block.recipients))
            _sign(right, block.signers[0])
            return
        _sign(left, block.signers[0])
        _sign(right, block.signers[1])
        for part, text in _recipients(block.recipients):
            self.line(part, text)

    def _hold_last_paragraph(self) -> None:
        """A signature never stands alone on its page: the sentence before it goes along."""
        if self.word.paragraphs:
            self.word.paragraphs[-1].paragraph_format.keep_with_next = True
        self.line(Part.BEFORE_SIGNATURE, " ")

    def _bare_table(self, rows: int, widths: list[float]) -> WordTable:
        table: WordTable = self.word.add_table(rows, len(widths))
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        wordxml.fix_widths(table, widths, padding=0)
        wordxml.keep_rows_whole(table)
        return table


def _write(paragraph: WordParagraph, text: Inline) -> WordParagraph:
    for piece in content.runs(text):
        written = paragraph.add_run(piece.text)
        written.bold = True if piece.bold else None
        written.italic = True if piece.italic else None
    return paragraph


def _fill(cell: Any, lines: Iterable[tuple[Part, str]]) -> None:
    fresh = True
    for part, text in lines:
        if text:
            _write(set_part(cell.paragraphs[0] if fresh else cell.add_paragraph(), part), text)
            fresh = False


def _rule(cell: Any, length: float, width: float) -> None:
    wordxml.draw_line(set_part(cell.add_paragraph(), Part.RULE), length=length, width=width)


def _write_cell(cell: Any, table: Table, part: Part, row: int, column: int, *, held: bool) -> None:
    """`row` counts from the head of the table, which is row 0."""
    paragraph = set_part(cell.paragraphs[0], part)
    is_head = row == 0
    text = table.columns[column].title if is_head else table.rows[row - 1].cells[column]
    _write(paragraph, text)
    align = content.Align.CENTER if is_head else table.columns[column].align
    paragraph.paragraph_format.alignment = wordxml.ALIGNMENTS[align]
    paragraph.paragraph_format.keep_with_next = held or None
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    if is_head or table.rows[row - 1].bold:
        for run in paragraph.runs:
            run.bold = True


def _sign(cell: Any, signer: Signer) -> None:
    lines = [*((Part.AUTHORITY, text) for text in signer.authority), (Part.AUTHORITY, signer.post)]
    _fill(cell, [*lines, (Part.SIGNATURE_NOTE, signer.note), (Part.SIGNER, signer.name or " ")])
    cell.paragraphs[-1].paragraph_format.space_before = Mm(layout.SIGNATURE_ROOM)


def _recipients(recipients: tuple[str, ...]) -> list[tuple[Part, str]]:
    lines = [(Part.RECIPIENT, text) for text in recipient_lines(recipients)]
    return [(Part.RECIPIENTS_HEADING, content.RECIPIENTS_HEADING), *lines] if recipients else []
