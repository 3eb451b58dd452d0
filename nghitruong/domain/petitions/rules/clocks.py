"""The clocks of consolidation, as warnings: computed from the calendar, never stored (R7.17, R7.19, R7.24, R7.26)."""

from datetime import date, timedelta

from nghitruong.kernel.days import DayType, WorkCalendar, due_after, limit_before
from nghitruong.kernel.params import Param

GATHER, REPORT, SUMMARY, PUBLISH = (
    "petition.consolidate",
    "petition.report_to_ubnd",
    "petition.summary_report",
    "petition.publish",
)
"""Rows of law: the groups' report after a contact, the report before a session, its summary of results, publication."""
BEFORE_SESSION = (REPORT, SUMMARY)


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
