"""What is asked of an online reception: a test of the line, a connection in time, a recording (Decree 154/2026)."""

from datetime import datetime, timedelta

from nghitruong.kernel import clock
from nghitruong.kernel.days import DayType, WorkCalendar, limit_before
from nghitruong.kernel.decision import ALLOWED, Decision, Reason, Refusal, RefusalKind, judge, refuse
from nghitruong.kernel.params import Param

_INVALID = RefusalKind.INVALID

TEST_KEY = "reception.online.test"
CONNECT_KEY = "reception.online.connect"
NOT_ONLINE = Refusal("letters.not_online", "This reception is not held online.")
FUTURE_TIME = Refusal("letters.future_time", "The time lies in the future.", kind=_INVALID)
NO_TIME_GIVEN = Refusal("letters.no_time_given", "Give the time.", kind=_INVALID)
NO_RECORDING = Refusal(
    "letters.no_recording",
    "An online reception is recorded with sound and picture (Decree 154/2026, Art. 23): write where the recording is "
    "kept.",
    kind=_INVALID,
)
TESTED_LATE = Refusal("letters.tested_late", "The line was tested too late; the latest day was %(latest)s.")
CONNECTED_LATE = Refusal("letters.connected_late", "The line was connected too late; the latest time was %(latest)s.")


def may_note_step(at: datetime | None, now: datetime, *, is_online: bool) -> Decision:
    """A step of an online reception has a time that has come."""
    if not is_online:
        return refuse(NOT_ONLINE)
    if at is None:
        return refuse(NO_TIME_GIVEN)
    return refuse(FUTURE_TIME) if at > now else ALLOWED


def tested(at: datetime, starts_at: datetime, param: Param | None, calendar: WorkCalendar) -> Decision:
    """Whether the line was tested so many working days before the reception; the row warns."""
    if param is None:
        return ALLOWED
    latest = limit_before(clock.local_date(starts_at), int(param.value), DayType(param.unit), calendar)
    values = {"latest": latest}
    is_met = clock.local_date(at) <= latest
    reason = Reason("The line is tested by %(latest)s.", values, is_met, param)
    return judge(reason, Refusal(TESTED_LATE.code, TESTED_LATE.message, values, article=param.basis))


def connected(at: datetime, starts_at: datetime, param: Param | None) -> Decision:
    """Whether the line was connected so many hours before the reception; the row warns."""
    if param is None:
        return ALLOWED
    values = {"latest": starts_at - timedelta(hours=int(param.value))}
    reason = Reason("The line is connected by %(latest)s.", values, at <= values["latest"], param)
    return judge(reason, Refusal(CONNECTED_LATE.code, CONNECTED_LATE.message, values, article=param.basis))


def may_close_online(recording: str, *, is_online: bool, is_asked: bool) -> Decision:
    """An online reception ends with a recording where the law of its day asks for one."""
    return refuse(NO_RECORDING) if is_online and is_asked and not recording else ALLOWED
