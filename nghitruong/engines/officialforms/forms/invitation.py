"""Giấy mời: an invitation to a session or another gathering, one sheet a person (R10.01; ux.md 10.2)."""

from dataclasses import dataclass
from datetime import datetime

from nghitruong.engines.officialforms.content import (
    END_MARK,
    Block,
    BulletList,
    Closing,
    Document,
    Paragraph,
    Run,
    Signer,
)
from nghitruong.engines.officialforms.forms.facts import Issuer, Paper, Person
from nghitruong.kernel.clock import local_date
from nghitruong.kernel.vietnamese import date_with_weekday, long_date, long_time

KIND = "GIẤY MỜI"


@dataclass(frozen=True)
class InvitationFacts:
    """Who is invited to what. `event` as `Kỳ họp thứ 3, Hội đồng nhân dân phường Sen Hồng khóa I`.

    `host` is the inviting body as the sentence names it, `requests` are sentences about papers, dress, transport.
    """

    issuer: Issuer
    paper: Paper
    host: str
    invitee: Person
    event: str
    begins_at: datetime
    venue: str
    signer: Signer
    ends_at: datetime | None = None
    chair: str = ""
    agenda: tuple[str, ...] = ()
    requests: tuple[str, ...] = ()
    contact: str = ""
    recipients: tuple[str, ...] = ()


def invitation(facts: InvitationFacts) -> Document:
    """The invitation, signed by one person."""
    return Document(
        letterhead=facts.paper.letterhead(facts.issuer, facts.issuer.standing_heading),
        kind=KIND,
        summary=f"Dự {facts.event}",
        blocks=(*_blocks(facts), Closing((facts.signer,), facts.recipients)),
        mark=facts.paper.mark,
        is_draft=facts.paper.is_draft,
    )


def _blocks(facts: InvitationFacts) -> tuple[Block, ...]:
    agenda: tuple[Block, ...] = (
        (_told("Nội dung", "", keep=True), BulletList(_listed(facts.agenda))) if facts.agenda else ()
    )
    chair = (_told("Chủ trì", f"{facts.chair}."),) if facts.chair else ()
    contact = (f"Thông tin liên hệ: {facts.contact}.",) if facts.contact else ()
    rest = [*facts.requests, *contact, f"Rất hân hạnh được đón tiếp{END_MARK}"]
    return (
        Paragraph((f"{facts.host} trân trọng kính mời: ", Run(facts.invitee.introduced, bold=True), ".")),
        _told("Tới dự", f"{facts.event}."),
        *chair,
        _told("Thời gian", f"{_span(facts.begins_at, facts.ends_at)}."),
        _told("Địa điểm", f"{facts.venue}."),
        *agenda,
        *(Paragraph(text) for text in rest),
    )


def _told(label: str, text: str, *, keep: bool = False) -> Paragraph:
    return Paragraph((Run(f"{label}: ", bold=True), text), keep_with_next=keep)


def _span(begins_at: datetime, ends_at: datetime | None) -> str:
    """`07 giờ 30 phút, Thứ Ba, ngày 08 tháng 12 năm 2026`, with its end when the gathering lasts beyond the day."""
    day = local_date(begins_at)
    start = f"{long_time(begins_at)}, {date_with_weekday(day).partition(',')[0]}, {long_date(day)}"
    if ends_at is None:
        return start
    last = local_date(ends_at)
    return f"{start} đến {long_time(ends_at)}" + (f", {long_date(last)}" if last != day else "")


def _listed(items: tuple[str, ...]) -> tuple[str, ...]:
    bare = [item.rstrip(" ;.") for item in items]
    return tuple(f"{item}{'.' if place == len(bare) else ';'}" for place, item in enumerate(bare, 1))
