"""Quyết định triệu tập kỳ họp: the decision by which a session is convened (R2.08, R2.09)."""

from dataclasses import dataclass
from datetime import date, datetime

from nghitruong.engines.officialforms.content import (
    END_MARK,
    Block,
    CenteredLine,
    Clause,
    ClauseKind,
    Closing,
    Document,
    Ground,
    Signer,
)
from nghitruong.engines.officialforms.forms.facts import Issuer, Paper
from nghitruong.kernel.clock import local_date
from nghitruong.kernel.vietnamese import long_date, long_time

KIND = "QUYẾT ĐỊNH"


@dataclass(frozen=True)
class ConveningFacts:
    """A session to be convened. `meeting` as `Kỳ họp thứ 3`, `term` as `khóa I, nhiệm kỳ 2026 - 2031`.

    `grounds` are the lines that begin with “Căn cứ” or “Theo”, from the rows of law in force; `bearers` are who
    must carry the decision out.
    """

    issuer: Issuer
    paper: Paper
    meeting: str
    term: str
    grounds: tuple[str, ...]
    begins_at: datetime
    venue: str
    agenda: tuple[str, ...]
    bearers: str
    signer: Signer
    ends_on: date | None = None
    recipients: tuple[str, ...] = ()


def convening_decision(facts: ConveningFacts) -> Document:
    """The decision in three articles: the session, its contents, who carries it out."""
    return Document(
        letterhead=facts.paper.letterhead(facts.issuer, facts.issuer.standing_heading),
        kind=KIND,
        summary=f"Về việc triệu tập {facts.meeting}, {facts.issuer.council}\n{facts.term}",
        blocks=(*_blocks(facts), Closing((facts.signer,), facts.recipients)),
        mark=facts.paper.mark,
        is_draft=facts.paper.is_draft,
    )


def _blocks(facts: ConveningFacts) -> tuple[Block, ...]:
    *earlier, last = [text.rstrip(" ;.,") for text in facts.grounds] or [""]
    grounds = [*(f"{text};" for text in earlier), *([f"{last}."] if last else [])]
    return (
        CenteredLine(facts.issuer.standing_heading.replace("\n", " ")),
        *(Ground(text) for text in grounds),
        CenteredLine("QUYẾT ĐỊNH:"),
        Clause(ClauseKind.ARTICLE, "Điều 1.", f"Triệu tập {facts.meeting}, {facts.issuer.council} {facts.term}."),
        Clause(ClauseKind.CLAUSE, "1.", f"Thời gian: {_span(facts)}."),
        Clause(ClauseKind.CLAUSE, "2.", f"Địa điểm: {facts.venue}."),
        Clause(ClauseKind.ARTICLE, "Điều 2.", "Nội dung kỳ họp (dự kiến):"),
        *_agenda(facts.agenda),
        Clause(ClauseKind.ARTICLE, "Điều 3.", f"{facts.bearers.rstrip(' .')} thi hành Quyết định này{END_MARK}"),
    )


def _agenda(items: tuple[str, ...]) -> tuple[Clause, ...]:
    return tuple(
        Clause(ClauseKind.CLAUSE, f"{place}.", f"{item.rstrip(' ;.')}.") for place, item in enumerate(items, 1)
    )


def _span(facts: ConveningFacts) -> str:
    first = local_date(facts.begins_at)
    start = f"khai mạc lúc {long_time(facts.begins_at)}, {long_date(first)}"
    return f"{start}, bế mạc {long_date(facts.ends_on)}" if facts.ends_on and facts.ends_on != first else start
