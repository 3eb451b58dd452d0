"""Báo cáo: the skeleton of every report, in numbered parts with tables, one signature (R10.01)."""

from dataclasses import dataclass

from nghitruong.engines.officialforms.content import (
    END_MARK,
    Annex,
    Block,
    BulletList,
    Closing,
    Document,
    Heading,
    Paragraph,
    Signer,
    Table,
    plain,
)
from nghitruong.engines.officialforms.forms.facts import Issuer, Paper
from nghitruong.kernel.vietnamese import roman

KIND = "BÁO CÁO"


@dataclass(frozen=True)
class ReportSection:
    """A numbered part of a report: texts, tables and lists in the given order, then its own numbered parts."""

    title: str
    blocks: tuple[Paragraph | Table | BulletList, ...] = ()
    parts: tuple["ReportSection", ...] = ()


@dataclass(frozen=True)
class ReportFacts:
    """A report of a body of the council. `organ` is its name at the head, `closing` the sentence before the signature.

    Sections may nest three deep; deeper raises ValueError.
    """

    issuer: Issuer
    paper: Paper
    organ: str
    title: str
    sections: tuple[ReportSection, ...]
    closing: str
    signer: Signer
    parent: str = ""
    addressee: str = ""
    opening: tuple[str, ...] = ()
    annexes: tuple[Annex, ...] = ()
    recipients: tuple[str, ...] = ()


def report(facts: ReportFacts) -> Document:
    """The report: opening, sections I, 1, a), a closing sentence, the signature."""
    return Document(
        letterhead=facts.paper.letterhead(facts.issuer, facts.organ, parent=facts.parent),
        kind=KIND,
        summary=facts.title,
        addressee=f"Kính gửi: {facts.addressee}" if facts.addressee else "",
        blocks=(
            *(Paragraph(text) for text in facts.opening),
            *_numbered(facts.sections, level=1),
            Paragraph(f"{plain(facts.closing).rstrip(' .')}{END_MARK}"),
            Closing((facts.signer,), facts.recipients),
        ),
        annexes=facts.annexes,
        mark=facts.paper.mark,
        ledger_line=facts.paper.ledger_line,
        is_draft=facts.paper.is_draft,
    )


def _numbered(sections: tuple[ReportSection, ...], level: int) -> list[Block]:
    blocks: list[Block] = []
    for place, section in enumerate(sections, 1):
        blocks += [Heading(_headed(section.title, place, level), level), *section.blocks]
        blocks += _numbered(section.parts, level + 1)
    return blocks


def _headed(title: str, place: int, level: int) -> str:
    """`I. CAPITALS`, `1. Words`, `a) Words`; the letters of the Vietnamese alphabet, đ after d."""
    if level == 1:
        return f"{roman(place)}. {title.upper()}"
    return f"{place}. {title}" if level == 2 else f"{_LETTERS[place - 1]}) {title}"


_LETTERS = "abcdđeghiklmnopqrstuvxy"
