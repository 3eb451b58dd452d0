"""The facts of a meeting as its official papers need them: minutes, and the record of one vote."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from nghitruong.domain.meetings.models import Attendance, Meeting, Participant
from nghitruong.domain.meetings.queries import items_of, minutes_of
from nghitruong.domain.room.queries.log import LogLine, meeting_log
from nghitruong.domain.voting.lifecycle import PollState
from nghitruong.domain.voting.models import Poll
from nghitruong.domain.voting.queries import polls_of
from nghitruong.domain.voting.rules import BASE_TOTAL
from nghitruong.engines.officialforms.forms import facts as papers
from nghitruong.engines.officialforms.forms.minutes import (
    Absence,
    DeputyAttendance,
    Entry,
    ItemFacts,
    MinutesFacts,
    SittingFacts,
)
from nghitruong.engines.officialforms.forms.vote_result import VoteRecordFacts
from nghitruong.foundation.audit.queries import head_of
from nghitruong.foundation.councils.queries import total_deputies
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Actor, Role
from nghitruong.kernel.vietnamese import roman


@cache
def words() -> dict[str, Any]:
    """The words of the papers, from the data beside the room."""
    path = Path(__file__).parents[1] / "data" / "papers.yaml"
    loaded: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return loaded


def minutes_facts(meeting: Meeting, *, secretary: str) -> MinutesFacts:
    """The whole session; a draft until the meeting is closed. Raises ValueError when figures contradict each other."""
    sittings = _sittings(meeting)
    return MinutesFacts(
        issuer=issuer_of(meeting),
        paper=_paper(meeting),
        meeting=meeting_name(meeting),
        term=term_text(meeting),
        venue=meeting.place,
        chairs=(papers.Person(meeting.presider.full_name if meeting.presider else "", words()["chair_post"]),),
        secretaries=(papers.Person(secretary, words()["secretary_post"]),),
        sittings=sittings,
        items=_items(meeting, len(sittings)),
        attendance=_attendance(meeting, len(sittings)),
        recipients=tuple(words()["recipients"]),
    )


def secretary_of(meeting: Meeting, reader: Actor) -> str:
    """Who signs as secretary: who wrote the minutes last, or the secretary who asks; else a blank to fill in."""
    written = minutes_of(meeting.pk).exclude(author_name="").order_by("-at", "-id").first()
    if written:
        return written.author_name
    return reader.name if reader.has(Role.SECRETARY) else str(words()["blank_name"])


def vote_facts(poll: Poll, *, secretary: str) -> VoteRecordFacts:
    """One announced vote. Who chose what is not printed: publishing names is a council's own decision."""
    meeting = poll.meeting
    return VoteRecordFacts(
        issuer=issuer_of(meeting),
        paper=papers.Paper(on=clock.local_date(poll.announced_at or clock.now()), ledger_line=_ledger_line(meeting)),
        meeting=meeting_name(meeting),
        term=term_text(meeting),
        figures=figures_of(poll),
        chair=meeting.presider.full_name if meeting.presider else "",
        secretary=secretary,
    )


def figures_of(poll: Poll) -> papers.VoteFigures:
    """The numbers of an announced vote; who left after voting still counts as present."""
    sent = (poll.yes or 0) + (poll.no or 0) + (poll.abstain or 0)
    table = words()["threshold_total" if poll.base == BASE_TOTAL else "threshold_present"]
    return papers.VoteFigures(
        title=poll.question,
        total=poll.total or 0,
        present=max(poll.present or 0, sent),
        yes=poll.yes or 0,
        no=poll.no or 0,
        abstain=poll.abstain or 0,
        needed=poll.needed or 1,
        threshold=table.get(f"{poll.share} {poll.comparator}", poll.share),
        opened_at=poll.opened_at or poll.closed_at or clock.now(),
        closed_at=poll.closed_at or clock.now(),
        basis=poll.basis,
        round=poll.number,
    )


def issuer_of(meeting: Meeting) -> papers.Issuer:
    """The council that the paper comes from, and the place of its date line."""
    unit = meeting.council.unit
    name = unit.name[:1].lower() + unit.name[1:]
    return papers.Issuer(unit=name, place=unit.name.partition(" ")[2] or unit.name)


def meeting_name(meeting: Meeting) -> str:
    return words()["ordinal_meeting"].format(number=meeting.ordinal) if meeting.ordinal else meeting.title


def term_text(meeting: Meeting) -> str:
    """`khóa I, nhiệm kỳ 2026 - 2031`, empty for a meeting outside a term."""
    term = meeting.term
    if term is None:
        return ""
    text: str = words()["term"].format(ordinal=roman(term.ordinal), first=term.first_year, last=term.last_year)
    return text


def _paper(meeting: Meeting) -> papers.Paper:
    day = clock.local_date(meeting.closed_at or clock.now())
    return papers.Paper(on=day, is_draft=meeting.closed_at is None, ledger_line=_ledger_line(meeting))


def _ledger_line(meeting: Meeting) -> str:
    head = head_of(meeting.council_id)
    if head is None:
        return ""
    return papers.ledger_line(head=head.hash, sequence=head.seq, sealed_at=clock.now())


def _sittings(meeting: Meeting) -> tuple[SittingFacts, ...]:
    rows = [row for row in meeting.sittings.all() if row.started_at]
    return tuple(
        SittingFacts(
            name=words()["sitting"].format(number=row.number),
            opened_at=row.started_at,
            closed_at=row.ended_at or clock.now(),
            total=total_deputies(meeting.council_id, clock.local_date(row.started_at)),
            present=_came(row.pk),
            absences=_absences(meeting, row.pk),
        )
        for row in rows
        if row.started_at
    )


def _came(sitting_id: int) -> int:
    came = Attendance.objects.filter(sitting_id=sitting_id).exclude(mandate=None)
    return came.values("mandate_id").distinct().count()


def _absences(meeting: Meeting, sitting_id: int) -> tuple[Absence, ...]:
    deputies = Participant.objects.select_related("person").filter(meeting=meeting).exclude(mandate=None)
    absent = deputies.exclude(attendances__sitting_id=sitting_id)
    rows = [
        Absence(row.person.full_name, reason=row.absence_reason, has_leave=bool(row.is_absence_granted))
        for row in absent
    ]
    total = total_deputies(meeting.council_id, clock.local_date(meeting.opened_at or meeting.starts_at))
    return tuple(rows) if len(rows) == total - _came(sitting_id) else ()


def _attendance(meeting: Meeting, sittings: int) -> tuple[DeputyAttendance, ...]:
    deputies = Participant.objects.select_related("person").filter(meeting=meeting).exclude(mandate=None)
    rows = Attendance.objects.filter(participant__meeting=meeting).values_list("participant_id", "sitting__number")
    came = set(rows)
    return tuple(
        DeputyAttendance(
            name=row.person.full_name,
            group="",
            marks=tuple(
                words()["present" if (row.pk, number) in came else "absent"] for number in range(1, sittings + 1)
            ),
        )
        for row in deputies
    )


def _items(meeting: Meeting, sittings: int) -> tuple[ItemFacts, ...]:
    log = meeting_log(meeting)
    votes = [poll for poll in polls_of(meeting.pk) if poll.state == PollState.ANNOUNCED]
    return tuple(
        ItemFacts(
            title=item.title,
            entries=tuple(_entry(line) for line in log if line.item == item.position),
            votes=tuple(figures_of(poll) for poll in votes if poll.item_id == item.pk),
            sitting=min(_sitting_of(meeting, item.started_at), max(sittings - 1, 0)),
        )
        for item in items_of(meeting.pk)
        if item.started_at
    )


def _entry(line: LogLine) -> Entry:
    return Entry(text=line.text, at=line.at)


def _sitting_of(meeting: Meeting, moment: Any) -> int:
    """The place, from 0, of the sitting in which something happened."""
    begun = [row for row in meeting.sittings.all() if row.started_at and row.started_at <= moment]
    return max(len(begun) - 1, 0)
