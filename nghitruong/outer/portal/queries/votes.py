"""Public votes: what was asked, and, once it was announced, how it ended and by which law."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from nghitruong.domain.voting.lifecycle import POLL, PollState
from nghitruong.domain.voting.models import Poll
from nghitruong.domain.voting.queries import base_count, public_polls, published_record


@dataclass(frozen=True)
class PublicResult:
    """An announced result: figures, denominator, share and basis as they were pinned when the vote opened."""

    yes: int
    no: int
    abstain: int
    total: int
    present: int
    base: str
    base_count: int
    needed: int
    share: str
    comparator: str
    basis: str
    is_carried: bool
    announced_at: datetime


@dataclass(frozen=True)
class PublicVote:
    """One round of a vote on a public item. There is a result once it was announced, and not before."""

    id: int
    number: int
    question: str
    meeting_id: int
    meeting_title: str
    item_id: int
    item_number: int
    item_title: str
    state: PollState
    explanation: str
    opened_at: datetime
    closed_at: datetime | None = None
    reason: str = ""
    result: PublicResult | None = None


def votes_in(council_ids: Iterable[int], meeting_id: int) -> list[PublicVote]:
    """The rounds of one meeting in their order."""
    return [_vote(row) for row in public_polls(*council_ids).filter(meeting_id=meeting_id).order_by("number")]


def vote_of(council_ids: Iterable[int], meeting_id: int, poll_id: int) -> PublicVote | None:
    """One round of one meeting, or None for what the public may not know of."""
    row = public_polls(*council_ids).filter(meeting_id=meeting_id, pk=poll_id).first()
    return _vote(row) if row else None


def latest_results(council_ids: Iterable[int], count: int) -> list[PublicVote]:
    """The results announced last."""
    announced = public_polls(*council_ids).filter(state=PollState.ANNOUNCED).order_by("-announced_at")
    return [_vote(row) for row in announced[:count]]


def record_of(council_ids: Iterable[int], meeting_id: int, poll_id: int) -> dict[str, Any] | None:
    """What is published of an announced round for whoever counts again, or None before."""
    rows = public_polls(*council_ids).filter(meeting_id=meeting_id, pk=poll_id, state=PollState.ANNOUNCED)
    poll = rows.first()
    return published_record(poll) if poll else None


def _vote(row: Poll) -> PublicVote:
    state = PollState(row.state)
    assert row.opened_at is not None
    return PublicVote(
        id=row.pk,
        number=row.number,
        question=row.question,
        meeting_id=row.meeting_id,
        meeting_title=row.meeting.title,
        item_id=row.item_id,
        item_number=row.item.position,
        item_title=row.item.title,
        state=state,
        explanation=POLL.public[state],
        opened_at=row.opened_at,
        closed_at=row.closed_at,
        reason=row.cancel_reason if state is PollState.VOID else "",
        result=_result(row) if state is PollState.ANNOUNCED else None,
    )


def _result(row: Poll) -> PublicResult:
    assert row.announced_at is not None
    return PublicResult(
        yes=row.yes or 0,
        no=row.no or 0,
        abstain=row.abstain or 0,
        total=row.total or 0,
        present=row.present or 0,
        base=row.base,
        base_count=base_count(row),
        needed=row.needed or 0,
        share=row.share,
        comparator=row.comparator,
        basis=row.basis,
        is_carried=bool(row.is_carried),
        announced_at=row.announced_at,
    )
