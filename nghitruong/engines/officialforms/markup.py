"""A document as one self-contained HTML page: what the PDF is made from, and what a screen may show as a preview."""

from base64 import b64encode
from collections.abc import Iterable
from html import escape
from io import BytesIO

import segno

from nghitruong.engines.officialforms import content, layout
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
    Signer,
    Table,
    recipient_lines,
)
from nghitruong.engines.officialforms.fonts import WORD_FAMILY
from nghitruong.engines.officialforms.layout import Part
from nghitruong.engines.officialforms.stylesheet import stylesheet
from nghitruong.engines.officialforms.wording import printable

CLAUSE_PARTS = {ClauseKind.ARTICLE: Part.ARTICLE, ClauseKind.CLAUSE: Part.CLAUSE, ClauseKind.POINT: Part.POINT}


def as_html(document: Document, *, family: str = WORD_FAMILY) -> str:
    """The whole page, styles and pictures included, letters of the named family. Everything written is escaped."""
    body = [
        _mark(document.mark) if document.mark else "",
        f'<div class="watermark" aria-hidden="true">{content.DRAFT_MARK}</div>' if document.is_draft else "",
        f"<main>{_opening(document)}{_blocks(document.blocks)}{_ledger(document.ledger_line)}</main>",
        *(_annex(annex, number) for number, annex in enumerate(document.annexes, 1)),
    ]
    return (
        f'<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{escape(document.title)}</title>'
        f'<meta name="author" content="{escape(_one_line(document.letterhead.organ))}">'
        f"<style>{stylesheet(document, family)}</style></head><body>{''.join(body)}</body></html>"
    )


def qr_image(address: str) -> str:
    """The address as a QR code, an SVG picture inside a data address; level M stands a fold or a stain."""
    drawn = BytesIO()
    segno.make(address, error="m", micro=False).save(drawn, kind="svg", border=0, xmldecl=False, svgns=True)
    return f"data:image/svg+xml;base64,{b64encode(drawn.getvalue()).decode('ascii')}"


def _opening(document: Document) -> str:
    letterhead = document.letterhead
    kind = _line(Part.KIND, document.kind, "h1")
    summary = _line(Part.SUMMARY, document.summary) if document.kind else ""
    gap = '<div class="title-gap"></div>'
    return f"{_letterhead(letterhead, document)}{kind}{summary}{gap}{_line(Part.ADDRESSEE, document.addressee)}"


def _letterhead(letterhead: Letterhead, document: Document) -> str:
    organ = (
        f"{_line(Part.PARENT, letterhead.parent)}"
        f'{_line(Part.ORGAN, letterhead.organ)}<div class="rule organ-rule"></div>'
    )
    nation = (
        f"{_line(Part.NATIONAL_NAME, content.NATIONAL_NAME)}{_line(Part.MOTTO, content.MOTTO)}"
        '<div class="rule motto-rule"></div>'
    )
    summary = _line(Part.LETTER_SUMMARY, document.summary) if not document.kind else ""
    number = f"{_line(Part.NUMBER, letterhead.number_line)}{summary}"
    when = _line(Part.PLACE_DATE, letterhead.date_line)
    return (
        f'<div class="letterhead"><div class="pair"><div class="side left">{organ}</div>'
        f'<div class="side right">{nation}</div></div>'
        f'<div class="pair"><div class="side left">{number}</div><div class="side right">{when}</div></div></div>'
    )


def _blocks(blocks: Iterable[Block]) -> str:
    return "".join(_block(block) for block in blocks)


def _block(block: Block) -> str:
    match block:
        case Paragraph():
            return _paragraph(block)
        case Heading(text, level):
            return _line(Part[f"HEADING_{level}"], text, f"h{level + 1}")
        case Clause(kind, label, text):
            head = f"<b>{_text(label)}</b>" if kind is ClauseKind.ARTICLE else _text(label)
            return f'<p class="{CLAUSE_PARTS[kind].css_class}">{head} {_text(text)}</p>'
        case Ground(text):
            return _line(Part.GROUND, text)
        case CenteredLine(text):
            return _line(Part.CENTERED, text)
        case BulletList():
            return "".join(f'<p class="item">{_text(block.marker)} {_text(item)}</p>' for item in block.items)
        case Table():
            return _table(block)
        case Closing():
            return _closing(block)


def _paragraph(block: Paragraph) -> str:
    names = ["body", f"at-{block.align}", "" if block.indent else "flush", "held" if block.keep_with_next else ""]
    return f'<p class="{" ".join(filter(None, names))}">{_text(block.text)}</p>'


def _table(table: Table) -> str:
    part = layout.cell_part(len(table.columns)).css_class
    total = sum(column.width for column in table.columns)
    widths = "".join(f'<col style="width:{column.width / total:.4%}">' for column in table.columns)
    head = "".join(f'<th scope="col">{_text(column.title)}</th>' for column in table.columns)
    rows = "".join(
        f'<tr class="{"strong" if row.bold else "usual"}">'
        + "".join(
            f'<td class="at-{column.align}">{_text(cell)}</td>'
            for column, cell in zip(table.columns, row.cells, strict=True)
        )
        + "</tr>"
        for row in table.rows
    )
    return (
        f"{_line(Part.CAPTION, table.caption)}"
        f'<table class="grid {part}"><colgroup>{widths}</colgroup>'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    )


def _closing(closing: Closing) -> str:
    recipients = _recipients(closing.recipients)
    if len(closing.signers) == 1:
        return f'<div class="closing">{_side("left", recipients)}{_side("right", _signer(closing.signers[0]))}</div>'
    left, right = closing.signers
    return f'<div class="closing two">{_side("left", _signer(left))}{_side("right", _signer(right))}</div>{recipients}'


def _side(side: str, inner: str) -> str:
    return f'<div class="side {side}">{inner}</div>'


def _signer(signer: Signer) -> str:
    lines = "".join(_line(Part.AUTHORITY, text) for text in (*signer.authority, signer.post))
    note = _line(Part.SIGNATURE_NOTE, signer.note)
    return f'{lines}{note}<div class="signature-room"></div>{_line(Part.SIGNER, signer.name)}'


def _recipients(recipients: tuple[str, ...]) -> str:
    if not recipients:
        return ""
    lines = "".join(_line(Part.RECIPIENT, text) for text in recipient_lines(recipients))
    return f'<div class="recipients">{_line(Part.RECIPIENTS_HEADING, content.RECIPIENTS_HEADING)}{lines}</div>'


def _ledger(line: str) -> str:
    return _line(Part.LEDGER, line)


def _annex(annex: Annex, number: int) -> str:
    return (
        f'<section class="annex annex-{number}">{_line(Part.ANNEX_LABEL, annex.label, "h2")}'
        f"{_line(Part.ANNEX_TITLE, annex.title)}{_line(Part.ANNEX_SOURCE, annex.belongs_to)}"
        f"{_blocks(annex.blocks)}</section>"
    )


def _mark(mark: PrintMark) -> str:
    drawn = f'<img src="{qr_image(mark.address)}" alt="{escape(mark.address)}">' if mark.address else ""
    picture = f'<div class="mark-picture">{drawn}</div>' if drawn else ""
    words = f'<div class="mark-words">{_text(mark.sentence)}</div>'
    return f'<div class="mark"><div class="mark-line">{picture}{words}</div></div>'


def _line(part: Part, text: Inline, tag: str = "p") -> str:
    return f'<{tag} class="{part.css_class}">{_text(text)}</{tag}>' if text else ""


def _text(inline: Inline) -> str:
    return "".join(_face(run) for run in content.runs(inline))


def _face(run: content.Run) -> str:
    written = escape(run.text).replace("\n", "<br>")
    written = f"<b>{written}</b>" if run.bold else written
    return f"<i>{written}</i>" if run.italic else written


def _one_line(text: str) -> str:
    return " ".join(printable(text).split())
