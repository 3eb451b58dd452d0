"""What is asked of a round of voter contact and of its conferences."""

from datetime import date

from nghitruong.kernel.days import DayType, WorkCalendar, limit_before
from nghitruong.kernel.decision import ALLOWED, Decision, Reason, Refusal, RefusalKind, judge, refuse
from nghitruong.kernel.params import Param

_INVALID = RefusalKind.INVALID

NO_ROUND_TITLE = Refusal("petitions.no_round_title", "Give the round a name.", kind=_INVALID)
UNKNOWN_KIND = Refusal("petitions.unknown_kind", "Choose one of the kinds of voter contact.", kind=_INVALID)
NO_SITES = Refusal("petitions.no_sites", "Add the sites first, each with its day and place.")
PRESS_TOO_LATE = Refusal(
    "petitions.press_too_late", "The schedule goes to the press some days before the first conference; give a reason."
)
ROUND_CLOSED = Refusal("petitions.round_closed", "The round is closed; plan another one.")
NOT_HELD_YET = Refusal("petitions.not_held_yet", "The conference has not begun yet.")
MORE_SPOKE = Refusal("petitions.more_spoke", "More voters spoke than came: correct one of the numbers.", kind=_INVALID)
NO_ATTENDANCE = Refusal("petitions.no_attendance", "Give the number of voters who came.", kind=_INVALID)
UNRECORDED_SITES = Refusal("petitions.unrecorded_sites", "Some conferences have no recorded result yet.")
NOTHING_TOLD = Refusal("petitions.nothing_told", "Write what the voters were told.", kind=_INVALID)


def may_publish_round(first_day: date | None, today: date, param: Param, working: WorkCalendar) -> Decision:
    """The schedule reaches the press some working days before the first conference (R7.07)."""
    if first_day is None:
        return refuse(NO_SITES)
    latest = limit_before(first_day, int(param.value), DayType(param.unit), working)
    message = "Published on %(today)s; by the law at the latest on %(latest)s."
    return judge(Reason(message, {"today": today, "latest": latest}, today <= latest, param), PRESS_TOO_LATE)


def may_record_contact(starts_on: date, today: date, attendance: int | None, spoke: int | None) -> Decision:
    """A contact has results from its day on; nobody speaks who did not come."""
    if today < starts_on:
        return refuse(NOT_HELD_YET)
    if attendance is None:
        return refuse(NO_ATTENDANCE)
    return refuse(MORE_SPOKE) if (spoke or 0) > attendance else ALLOWED
