"""The meeting told in order: what happened, in finished formal sentences, and what the secretary wrote (ux S5).

Sentences of events are Vietnamese data of the official minutes; they are derived, never stored twice.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

import yaml

from nghitruong.domain.meetings.models import AgendaItem, Attendance, Meeting, SpeakerRequest
from nghitruong.domain.meetings.queries import items_of, minutes_of
from nghitruong.domain.voting.lifecycle import PollState
from nghitruong.domain.voting.models import Poll
from nghitruong.domain.voting.queries import polls_of
from nghitruong.kernel.shares import percentage_text
from nghitruong.kernel.vietnamese.dates import short_time


@dataclass(frozen=True)
class LogLine:
    """One line of the meeting; `is_event` tells the house's sentences from the secretary's. `item` is a position."""

    at: datetime
    text: str
    is_event: bool = True
    item: int | None = None
    entry_id: int | None = None
    version: int | None = None


def meeting_log(meeting: Meeting) -> list[LogLine]:
    """The whole meeting in the order of time."""
    lines = [
        *_opening(meeting),
        *_items(meeting),
        *_speeches(meeting),
        *_votes(meeting),
        *_late(meeting),
        *_notes(meeting),
    ]
    return sorted(lines, key=lambda line: line.at)


def public_log(meeting: Meeting) -> list[LogLine]:
    """What a citizen may read of it, the latest first: no attendance, no notes, nothing of closed items or sittings."""
    lines = [*_opening(meeting), *_items(meeting), *_speeches(meeting), *_votes(meeting)]
    hidden = {item.position for item in items_of(meeting.pk) if not item.is_public}
    closed = [(row.started_at, row.ended_at) for row in meeting.sittings.all() if row.is_closed_to_public]
    shown = [line for line in lines if line.item not in hidden and not _is_within(line.at, closed)]
    return sorted(shown, key=lambda line: line.at, reverse=True)


def vote_lines(poll: Poll) -> list[LogLine]:
    """What the minutes say of one round; figures only once it was announced."""
    lines = []
    if poll.opened_at:
        time = short_time(poll.opened_at)
        lines.append(
            _line(poll.opened_at, "vote_opened", poll.item, number=poll.number, time=time, question=poll.question)
        )
    if poll.state == PollState.VOID and poll.closed_at:
        lines.append(_line(poll.closed_at, "vote_void", poll.item, number=poll.number, reason=poll.cancel_reason))
    if poll.announced_at:
        lines.append(_result(poll, poll.announced_at))
    return lines


_STOP_TOO_MANY = re.compile(r"(?<!\.)(\.|\.{3})\.(?!\.)")


@cache
def sentences() -> dict[str, str]:
    """The sentences of events, by kind."""
    path = Path(__file__).parents[1] / "data" / "minutes.yaml"
    rows: dict[str, str] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return rows


def _is_within(at: datetime, spans: Iterable[tuple[datetime | None, datetime | None]]) -> bool:
    return any(start and start <= at and (end is None or at < end) for start, end in spans)


def _line(at: datetime, kind: str, item: AgendaItem | None = None, **values: object) -> LogLine:
    # A title may end as its sentence does, also with three dots, which are its own.
    text = _STOP_TOO_MANY.sub(r"\1", sentences()[kind].format(**values))
    return LogLine(at, text, item=item.position if item else None)


def _result(poll: Poll, at: datetime) -> LogLine:
    return _line(
        at,
        "vote_carried" if poll.is_carried else "vote_not_carried",
        poll.item,
        number=poll.number,
        yes=poll.yes,
        no=poll.no,
        abstain=poll.abstain,
        total=poll.total,
        present=poll.present,
        needed=poll.needed,
        share=percentage_text(poll.yes or 0, poll.total or 1),
    )


def _opening(meeting: Meeting) -> Iterator[LogLine]:
    name = meeting.presider.full_name if meeting.presider else ""
    if meeting.opened_at:
        yield _line(meeting.opened_at, "opened", name=name)
    if meeting.closed_at:
        yield _line(meeting.closed_at, "closed", name=name)


def _items(meeting: Meeting) -> Iterator[LogLine]:
    for item in items_of(meeting.pk):
        if item.started_at:
            kind = "item_presented" if item.presenter else "item"
            values = {"number": item.position, "title": item.title, "presenter": item.presenter}
            yield _line(item.started_at, kind, item, **values)


def _speeches(meeting: Meeting) -> Iterator[LogLine]:
    speeches = SpeakerRequest.objects.select_related("participant__person", "item").filter(item__meeting=meeting)
    for row in speeches.exclude(started_at=None):
        if row.started_at:
            yield _line(row.started_at, row.kind, row.item, name=row.participant.person.full_name)


def _votes(meeting: Meeting) -> Iterator[LogLine]:
    for poll in polls_of(meeting.pk):
        yield from vote_lines(poll)


def _late(meeting: Meeting) -> Iterator[LogLine]:
    """Who came after the opening or left before the end; who was there from the start is in the roll call."""
    if meeting.opened_at is None:
        return
    rows = Attendance.objects.select_related("participant__person", "sitting").filter(sitting__meeting=meeting)
    for row in rows.filter(arrived_at__gt=meeting.opened_at, sitting__number=1):
        yield _line(row.arrived_at, "late", name=row.participant.person.full_name)
    for row in rows.exclude(left_at=None):
        if row.left_at and row.left_at != row.sitting.ended_at:
            yield _line(row.left_at, "left", name=row.participant.person.full_name)


def _notes(meeting: Meeting) -> Iterator[LogLine]:
    for row in minutes_of(meeting.pk):
        position = row.item.position if row.item else None
        yield LogLine(row.at, row.text, is_event=False, item=position, entry_id=row.pk, version=row.version)
