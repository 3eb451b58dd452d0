"""Biên bản kết quả biểu quyết: the printed record of one open vote (rulebook 3; ux.md 10.2)."""

from dataclasses import dataclass

from nghitruong.engines.officialforms.content import (
    END_MARK,
    Align,
    Annex,
    Block,
    Closing,
    Column,
    Document,
    Paragraph,
    Row,
    Signer,
    Table,
)
from nghitruong.engines.officialforms.forms.facts import Issuer, Paper, VoteFigures
from nghitruong.engines.officialforms.wording import share_text, to_the_second
from nghitruong.kernel.clock import local_date
from nghitruong.kernel.vietnamese import format_number, long_date, sorted_by_name

KIND = "BIÊN BẢN KẾT QUẢ BIỂU QUYẾT"
SECRETARIES = "THƯ KÝ KỲ HỌP"


@dataclass(frozen=True)
class NamedVote:
    """What one deputy chose, for councils that print the list; `note` as `thư ký ghi hộ`."""

    name: str
    group: str
    choice: str
    note: str = ""


@dataclass(frozen=True)
class VoteRecordFacts:
    """One vote of one meeting. `meeting` as `Kỳ họp thứ 3`, `term` as `khóa I`.

    `named` stays empty where the council does not print who chose what; else it lists everybody entitled.
    """

    issuer: Issuer
    paper: Paper
    meeting: str
    term: str
    figures: VoteFigures
    chair: str
    secretary: str
    named: tuple[NamedVote, ...] = ()


def vote_record(facts: VoteRecordFacts) -> Document:
    """The record of the vote, signed by secretary and chair, with the list of choices as an annex if there is one.

    Raises ValueError when the list does not have as many rows as there were deputies.
    """
    if facts.named and len(facts.named) != facts.figures.total:
        raise ValueError(f"{len(facts.named)} names for {facts.figures.total} deputies")
    return Document(
        letterhead=facts.paper.letterhead(facts.issuer, SECRETARIES, parent=facts.issuer.heading),
        kind=KIND,
        summary=facts.figures.title,
        blocks=_blocks(facts),
        annexes=(_named_list(facts),) if facts.named else (),
        mark=facts.paper.mark,
        ledger_line=facts.paper.ledger_line,
        is_draft=facts.paper.is_draft,
    )


def figures_table(figures: VoteFigures) -> Table:
    """The numbers of a vote, each with its share of all deputies and of those present; absence too (R3.06)."""
    note = f" ({figures.proxied_note})" if figures.proxied_note else ""
    counted = [
        ("Tổng số đại biểu Hội đồng nhân dân", figures.total, False),
        ("Đại biểu có mặt", figures.present, False),
        ("Đại biểu vắng mặt", figures.absent, False),
        ("Tham gia biểu quyết", figures.voted, False),
        ("Tán thành", figures.yes, True),
        ("Không tán thành", figures.no, False),
        ("Không biểu quyết", figures.abstain, False),
    ]
    if figures.proxied:
        counted.append((f"Trong đó phiếu do thư ký ghi hộ{note}", figures.proxied, False))
    return Table(
        columns=(
            Column("Nội dung", 3.9),
            Column("Số lượng", 1.1, Align.CENTER),
            Column("Tỷ lệ trên tổng số đại biểu", 1.7, Align.CENTER),
            Column("Tỷ lệ trên số có mặt", 1.5, Align.CENTER),
        ),
        rows=tuple(_counted_row(figures, *entry) for entry in counted),
    )


def _counted_row(figures: VoteFigures, label: str, count: int, bold: bool) -> Row:
    of_those_present = count <= figures.present and label not in _NOT_OF_THOSE_PRESENT
    return Row(
        (
            label,
            format_number(count),
            share_text(count, figures.total),
            share_text(count, figures.present) if of_those_present else "–",
        ),
        bold,
    )


_NOT_OF_THOSE_PRESENT = frozenset({"Tổng số đại biểu Hội đồng nhân dân", "Đại biểu vắng mặt"})


def _blocks(facts: VoteRecordFacts) -> tuple[Block, ...]:
    figures = facts.figures
    turn = f", lượt biểu quyết số {figures.round}" if figures.round is not None else ""
    listed = " Danh sách biểu quyết của từng đại biểu tại Phụ lục kèm theo" if facts.named else ""
    conclusion = f"Kết luận: {figures.conclusion}{listed}"
    return (
        Paragraph(
            f"{facts.meeting}, {facts.issuer.council} {facts.term}{turn}, mở lúc {to_the_second(figures.opened_at)},"
            f" đóng lúc {to_the_second(figures.closed_at)}, {long_date(local_date(figures.opened_at))}."
            f" Hình thức: {figures.method}.",
            keep_with_next=True,
        ),
        figures_table(figures),
        Paragraph(conclusion.rstrip(".") + END_MARK),
        Closing((Signer(SECRETARIES, facts.secretary), Signer("CHỦ TỌA", facts.chair))),
    )


def _named_list(facts: VoteRecordFacts) -> Annex:
    ordered = sorted_by_name(facts.named, lambda vote: vote.name)
    table = Table(
        columns=(
            Column("STT", 0.7, Align.CENTER),
            Column("Họ và tên", 3),
            Column("Tổ đại biểu", 1.6, Align.CENTER),
            Column("Biểu quyết", 1.8, Align.CENTER),
            Column("Ghi chú", 1.8),
        ),
        rows=tuple(
            Row((str(place), vote.name, vote.group, vote.choice, vote.note)) for place, vote in enumerate(ordered, 1)
        ),
    )
    return Annex(
        label="PHỤ LỤC",
        title="DANH SÁCH BIỂU QUYẾT CỦA TỪNG ĐẠI BIỂU",
        belongs_to=facts.paper.reference(facts.issuer.council, "Biên bản kết quả biểu quyết"),
        blocks=(table, Paragraph("Danh sách xếp theo tên.", indent=False)),
    )
