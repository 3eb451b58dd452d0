"""The clocks of consolidation, as warnings: computed from the calendar, never stored (R7.17, R7.19, R7.24, R7.26)."""

from datetime import date, timedelta

from nghitruong.kernel.days import DayType, WorkCalendar, days_late, due_after, limit_before
from nghitruong.kernel.decision import ALLOWED, Decision, Refusal, RefusalKind, refuse
from nghitruong.kernel.params import Param

GATHER, REPORT, SUMMARY, PUBLISH = (
    "petition.consolidate",
    "petition.report_to_ubnd",
    "petition.summary_report",
    "petition.publish",
)
"""Rows of law: the groups' report after a contact, the report before a session, its summary of results, publication."""
BEFORE_SESSION = (REPORT, SUMMARY)
EVERY = (GATHER, REPORT, SUMMARY, PUBLISH)
_INVALID = RefusalKind.INVALID
NO_CLOCK = Refusal("petitions.no_clock", "Nothing is owed here by this row of law.", kind=RefusalKind.NOT_FOUND)
NO_CLOCK_DOCUMENT = Refusal(
    "petitions.no_clock_document", "Name the document with which it was sent or published.", kind=_INVALID
)
WRONG_CLOCK_DAY = Refusal(
    "petitions.wrong_clock_day", "Give a day that has come, and not one before the contact.", kind=_INVALID
)
NOT_GATHERED = Refusal(
    "petitions.not_gathered", "Record the result of the conference and gather what was said first; then it is reported."
)
CLOCK_MET = Refusal("petitions.clock_met", "This was recorded already. Take that record back first.")
CLOCK_RUNS = Refusal("petitions.clock_runs", "This record was taken back already.")


def gather_by(held_on: date, param: Param, working: WorkCalendar) -> date:
    """Until when what was said at a contact is gathered and reported to the Standing body (R7.17)."""
    return due_after(held_on, int(param.value), DayType(param.unit), working)


def report_by(opens_on: date, param: Param, working: WorkCalendar) -> date:
    """Until when a report must be there before a session opens (R7.19, R7.24)."""
    return limit_before(opens_on, int(param.value), DayType(param.unit), working)


def publish_by(answer_due_on: date, param: Param, working: WorkCalendar) -> date:
    """Until when the result of a petition is published, counted from the end of the time to answer (R7.26)."""
    return due_after(answer_due_on, int(param.value), DayType(param.unit), working)


def answered_by(today: date, param: Param, working: WorkCalendar) -> date:
    """The last day of answering whose publication is overdue today: all that were due by it should be public."""
    day = today
    while publish_by(day, param, working) >= today:
        day -= timedelta(days=1)
    return day


def late_by(due_on: date, done_on: date, param: Param, working: WorkCalendar) -> int:
    """By how many days of the row's own kind it was done late; 0 when in time."""
    return days_late(due_on, done_on, DayType(param.unit), working)


def may_meet(
    done_on: date | None, document: str, *, today: date, not_before: date | None, is_ready: bool, is_met: bool
) -> Decision:
    """A clock is closed by a document with its day; what was said at a contact is gathered before it is reported."""
    if is_met:
        return refuse(CLOCK_MET)
    if not is_ready:
        return refuse(NOT_GATHERED)
    if done_on is None or done_on > today or (not_before and done_on < not_before):
        return refuse(WRONG_CLOCK_DAY)
    return ALLOWED if document else refuse(NO_CLOCK_DOCUMENT)


def may_run_again(*, is_withdrawn: bool) -> Decision:
    """A record is taken back once."""
    return refuse(CLOCK_RUNS) if is_withdrawn else ALLOWED
