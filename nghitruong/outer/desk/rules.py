"""What follows from the facts for each role: which duties, until which day. No database, no clock."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from nghitruong.domain.meetings.lifecycle import (
    BEFORE_OPENING,
    RUNNING,
    UNDECIDED,
    ItemKind,
    ItemState,
    MeetingState,
    Step,
)
from nghitruong.domain.meetings.rules import DOCUMENTS_KEY, NOTICE_KEYS, NOTICE_OTHER
from nghitruong.domain.petitions.rules.clocks import GATHER
from nghitruong.kernel.days import DayType, WorkCalendar, due_after, limit_before
from nghitruong.kernel.params import Param, Params

FILING_KEY = "resolution.send_up.session_papers"
SESSION = "session"
WITH_PAPERS = frozenset({ItemKind.REPORT, ItemKind.DRAFT_RESOLUTION, ItemKind.ELECTION})
"""Items that deputies must have read about before the meeting."""


class Duty(StrEnum):
    """What there is to do, the most pressing first where deadlines are equal."""

    VOTE = "vote"
    ANNOUNCE = "announce"
    CHECK_IN = "check_in"
    OPEN = "open"
    INVITE = "invite"
    PROGRAMME = "programme"
    PAPERS = "papers"
    SUBMIT = "submit"
    READ = "read"
    VOTES = "votes"
    MINUTES = "minutes"
    COMPLETE = "complete"
    ANSWERS_LATE = "answers_late"
    ANSWERS_RETURNED = "answers_returned"
    ANSWERS_APPROVE = "answers_approve"
    ANSWERS = "answers"
    PETITIONS_LATE = "petitions_late"
    PETITIONS_CHECK = "petitions_check"
    PETITIONS_SORT = "petitions_sort"
    PETITIONS_TELL = "petitions_tell"
    PETITIONS_ABOVE = "petitions_above"
    CONTACT_MINUTES = "contact_minutes"
    CLOCK_GATHER = "clock_gather"
    CLOCK_REPORT = "clock_report"
    CLOCK_SUMMARY = "clock_summary"
    CLOCK_PUBLISH = "clock_publish"
    SLOTS = "slots"
    COMMENTS = "comments"
    OWED_LATE = "owed_late"
    OWED_SOON = "owed_soon"
    OWED_CHECK = "owed_check"
    OWED_WISHES = "owed_wishes"
    GRANTS = "grants"
    SET_UP = "set_up"
    RULES = "rules"


@dataclass(frozen=True)
class ItemFacts:
    """One item of a programme, as the desk looks at it."""

    id: int
    title: str
    kind: str
    state: str
    steps: Sequence[str]
    agency_id: int | None = None
    has_paper: bool = False
    has_vote: bool = False
    has_script: bool = False

    @property
    def is_open(self) -> bool:
        return self.state in UNDECIDED

    @property
    def lacks_paper(self) -> bool:
        return self.is_open and self.kind in WITH_PAPERS and not self.has_paper

    @property
    def lacks_vote(self) -> bool:
        return self.is_open and Step.VOTE in self.steps and not self.has_vote


@dataclass(frozen=True)
class MeetingFacts:
    """One meeting that is not finished with. Days are local dates."""

    id: int
    title: str
    kind: str
    session_kind: str
    state: MeetingState
    opens_on: date
    is_convened: bool = False
    presider_id: int | None = None
    closed_on: date | None = None
    closed_vote: str = ""
    items: Sequence[ItemFacts] = ()

    @property
    def is_before(self) -> bool:
        return self.state in BEFORE_OPENING

    @property
    def is_running(self) -> bool:
        return self.state in RUNNING

    @property
    def open_items(self) -> list[ItemFacts]:
        return [item for item in self.items if item.state not in (ItemState.WITHDRAWN, ItemState.REJECTED)]


@dataclass(frozen=True)
class ToDo:
    """One duty: of which meeting, how many, until when; `names` are what it is about, `basis` the law of its day.

    `since` is the day from which the oldest waits, `subject_id` what it is about where that is one thing.
    """

    duty: Duty
    due: date | None = None
    meeting: MeetingFacts | None = None
    count: int = 1
    names: Sequence[str] = ()
    subject_id: int = 0
    basis: str = ""
    pages: int = 0
    since: date | None = None


@dataclass(frozen=True)
class Limit:
    """A day that a row of law sets, and what may be cited for it."""

    day: date
    basis: str


@dataclass(frozen=True)
class Limits:
    """The days of one council that follow from its rows of law and its calendar of working days."""

    params: Params
    working: WorkCalendar

    def notice(self, meeting: MeetingFacts) -> Limit | None:
        """The last day on which a session can be convened in time (R2.08)."""
        if meeting.kind != SESSION:
            return None
        key = NOTICE_KEYS.get(meeting.session_kind, NOTICE_OTHER)
        return self._before(meeting.opens_on, self.params.get(key))

    def papers(self, meeting: MeetingFacts) -> Limit | None:
        """The last day on which papers reach the deputies in time (R2.09)."""
        return self._before(meeting.opens_on, self.params.get(DOCUMENTS_KEY)) if meeting.kind == SESSION else None

    def filing(self, meeting: MeetingFacts) -> Limit | None:
        """The day until which a session's papers are sent up (R2.25)."""
        param = _in_days(self.params.get(FILING_KEY))
        if meeting.closed_on is None or meeting.kind != SESSION or param is None:
            return None
        return Limit(due_after(meeting.closed_on, param.value, DayType(param.unit), self.working), param.basis)

    def gathering(self, held_on: date) -> Limit | None:
        """The day until which what was said at a conference with voters is gathered and reported (R7.17)."""
        param = _in_days(self.params.get(GATHER))
        return Limit(due_after(held_on, param.value, DayType(param.unit), self.working), param.basis) if param else None

    def _before(self, opens_on: date, row: Param | None) -> Limit | None:
        param = _in_days(row)
        if param is None:
            return None
        return Limit(limit_before(opens_on, param.value, DayType(param.unit), self.working), param.basis)


def office_duties(meetings: Iterable[MeetingFacts], limits: Limits) -> list[ToDo]:
    """What a meeting needs of the office before it can open, and its file after it closed."""
    found = []
    for meeting in meetings:
        if meeting.is_before:
            found += _preparing(meeting, limits)
        elif meeting.state is MeetingState.CLOSED:
            found.append(_of(Duty.MINUTES, meeting, limits.filing(meeting)))
    return found


def _preparing(meeting: MeetingFacts, limits: Limits) -> list[ToDo]:
    notice, found = limits.notice(meeting), []
    if not meeting.open_items:
        return [_of(Duty.PROGRAMME, meeting, notice)]
    if not meeting.is_convened:
        found.append(_of(Duty.INVITE, meeting, notice))
    if bare := [item for item in meeting.items if item.lacks_paper]:
        found.append(_of(Duty.PAPERS, meeting, limits.papers(meeting), bare))
    return found


def secretary_duties(meetings: Iterable[MeetingFacts], limits: Limits) -> list[ToDo]:
    """Votes that are still to be prepared for a meeting that was convened, and minutes after it."""
    found = []
    for meeting in meetings:
        waiting = [item for item in meeting.items if item.lacks_vote]
        if waiting and (meeting.is_running or meeting.state is MeetingState.CONVENED):
            found.append(_of(Duty.VOTES, meeting, None, waiting))
        if meeting.state is MeetingState.CLOSED:
            found.append(_of(Duty.MINUTES, meeting, limits.filing(meeting)))
    return found


def chair_duties(meetings: Iterable[MeetingFacts], person_id: int | None, today: date) -> list[ToDo]:
    """A meeting to open today, unless somebody else presides over it; a result that everybody waits for."""
    found = []
    for meeting in meetings:
        presides = person_id is not None and meeting.presider_id == person_id
        if meeting.state is MeetingState.CONVENED and meeting.opens_on <= today:
            found += [_of(Duty.OPEN, meeting, None)] if presides or meeting.presider_id is None else []
        if meeting.closed_vote and presides:
            found.append(ToDo(Duty.ANNOUNCE, today, meeting, names=[meeting.closed_vote]))
    return found


def standing_duties(meetings: Iterable[MeetingFacts], limits: Limits) -> list[ToDo]:
    """Files of closed meetings that wait to be declared complete (R2.25, R2.28)."""
    closed = [meeting for meeting in meetings if meeting.state is MeetingState.CLOSED]
    return [_of(Duty.COMPLETE, meeting, limits.filing(meeting)) for meeting in closed]


def agency_duties(meetings: Iterable[MeetingFacts], limits: Limits, agency_id: int | None) -> list[ToDo]:
    """Papers that the agency still has to bring for the items it presents."""
    return [
        _of(Duty.SUBMIT, meeting, limits.papers(meeting), [item], item.id)
        for meeting in meetings
        if meeting.is_before and agency_id is not None
        for item in meeting.items
        if item.agency_id == agency_id and item.lacks_paper
    ]


def in_order(duties: Iterable[ToDo]) -> list[ToDo]:
    """By deadline; what has none comes last, in the order of `Duty`. A duty that two roles share stands once."""
    rank = {duty: place for place, duty in enumerate(Duty)}
    once = {(row.duty, row.meeting.id if row.meeting else 0, row.subject_id): row for row in duties}
    return sorted(once.values(), key=lambda row: (row.due is None, row.due or date.max, rank[row.duty]))


def reading_minutes(pages: int) -> int:
    """A minute and a half a page, rounded to five minutes (ux S1)."""
    return max(5, 5 * round(pages * 1.5 / 5)) if pages else 0


def _of(
    duty: Duty, meeting: MeetingFacts, limit: Limit | None, items: Sequence[ItemFacts] = (), subject_id: int = 0
) -> ToDo:
    """Without a limit of law, what a meeting needs is due on its opening day."""
    day = limit.day if limit else meeting.opens_on if not meeting.closed_on else None
    names = [item.title for item in items]
    return ToDo(duty, day, meeting, max(1, len(items)), names, subject_id, limit.basis if limit else "")


def _in_days(param: Param | None) -> Param | None:
    """The row when it counts days and its value is known: no deadline is set from an unknown one."""
    return param if param and isinstance(param.value, int) and param.unit in set(DayType) else None
