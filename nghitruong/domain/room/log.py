"""The meeting told in order: what happened, in finished formal sentences, and what the secretary wrote (ux S5).

Sentences of events are Vietnamese data of the official minutes; they are derived, never stored twice.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from nghitruong.domain.meetings.models import Attendance, Meeting, SpeakerRequest
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


def vote_lines(poll: Poll) -> list[LogLine]:
    """What the minutes say of one round; figures only once it was announced."""
    lines = []
    if poll.opened_at:
        text = f"Biểu quyết lượt {poll.number} mở lúc {short_time(poll.opened_at)}: {poll.question}."
        lines.append(LogLine(poll.opened_at, text, item=poll.item.position))
    if poll.state == PollState.VOID and poll.closed_at:
        text = f"Hủy lượt biểu quyết {poll.number}. Lý do: {poll.cancel_reason}."
        lines.append(LogLine(poll.closed_at, text, item=poll.item.position))
    if poll.announced_at:
        lines.append(LogLine(poll.announced_at, _result(poll), item=poll.item.position))
    return lines


def _result(poll: Poll) -> str:
    total = poll.total or 1
    share = percentage_text(poll.yes or 0, total)
    verdict = "được thông qua" if poll.is_carried else "không được thông qua"
    return (
        f"Kết quả lượt {poll.number}: {poll.yes} phiếu tán thành, {poll.no} phiếu không tán thành,"
        f" {poll.abstain} phiếu không biểu quyết trên tổng số {poll.total} đại biểu ({poll.present} có mặt);"
        f" tán thành đạt {share}, cần ít nhất {poll.needed} phiếu; nội dung {verdict}."
    )


def _opening(meeting: Meeting) -> Iterator[LogLine]:
    who = f" {meeting.presider.full_name}" if meeting.presider else ""
    if meeting.opened_at:
        yield LogLine(meeting.opened_at, f"Chủ tọa{who} tuyên bố khai mạc; chương trình được thông qua.")
    if meeting.closed_at:
        yield LogLine(meeting.closed_at, f"Chủ tọa{who} tuyên bố bế mạc.")


def _items(meeting: Meeting) -> Iterator[LogLine]:
    for item in items_of(meeting.pk):
        if item.started_at:
            who = f" {item.presenter} trình bày." if item.presenter else ""
            yield LogLine(item.started_at, f"Nội dung {item.position}. {item.title}.{who}", item=item.position)


def _speeches(meeting: Meeting) -> Iterator[LogLine]:
    speeches = SpeakerRequest.objects.select_related("participant__person", "item").filter(item__meeting=meeting)
    for row in speeches.exclude(started_at=None):
        if row.started_at:
            act = "tranh luận" if row.kind == "debate" else "phát biểu"
            yield LogLine(row.started_at, f"{row.participant.person.full_name} {act}.", item=row.item.position)


def _votes(meeting: Meeting) -> Iterator[LogLine]:
    for poll in polls_of(meeting.pk):
        yield from vote_lines(poll)


def _late(meeting: Meeting) -> Iterator[LogLine]:
    """Who came after the opening or left before the end; who was there from the start is in the roll call."""
    if meeting.opened_at is None:
        return
    rows = Attendance.objects.select_related("participant__person", "sitting").filter(sitting__meeting=meeting)
    for row in rows.filter(arrived_at__gt=meeting.opened_at, sitting__number=1):
        yield LogLine(row.arrived_at, f"{row.participant.person.full_name} đến muộn.")
    for row in rows.exclude(left_at=None):
        if row.left_at and row.left_at != row.sitting.ended_at:
            yield LogLine(row.left_at, f"{row.participant.person.full_name} rời phòng họp.")


def _notes(meeting: Meeting) -> Iterator[LogLine]:
    for row in minutes_of(meeting.pk):
        position = row.item.position if row.item else None
        yield LogLine(row.at, row.text, is_event=False, item=position, entry_id=row.pk, version=row.version)
