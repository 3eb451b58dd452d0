"""What is asked of a reception day, an appointment on it, an entry of the register and a refusal."""

import re
from dataclasses import dataclass
from datetime import date, datetime

from nghitruong.domain.letters.rules.letters import FUTURE_DAY, NO_CONTENT, NO_NUMBER, NO_REASON, NO_SENDER
from nghitruong.kernel.days import DayType, WorkCalendar, limit_before
from nghitruong.kernel.decision import ALLOWED, Decision, Reason, Refusal, RefusalKind, judge, refuse
from nghitruong.kernel.params import Param
from nghitruong.kernel.vietnamese.folding import fold

_INVALID = RefusalKind.INVALID

KEEP_CALLERS_DAYS = 30
"""For how many days after the reception day whoever only asked for an appointment is kept."""
MOST_AN_HOUR = 5
"""How often one address may ask for an appointment within an hour."""
MOST_OF_ONE = 2
"""How many appointments may wait for one telephone or mail address, which may be somebody else's than who asks."""
MOST_WAITING = 200
"""How many may wait for an appointment on one day; from then on only the telephone helps."""
NO_PLACE = Refusal("letters.no_place", "Write where citizens are received.", kind=_INVALID)
NO_RECEIVER = Refusal("letters.no_receiver", "Choose a deputy of this council who holds a seat.", kind=_INVALID)
PAST_DAY = Refusal("letters.past_day", "The reception day lies in the past.", kind=_INVALID)
ENDS_BEFORE = Refusal("letters.ends_before", "The end lies before the beginning.", kind=_INVALID)
SAME_RECEIVER = Refusal("letters.same_receiver", "This deputy receives on that day already.", kind=_INVALID)
NOTHING_TO_POST = Refusal("letters.nothing_to_post", "None of the chosen days waits to be posted.")
NOT_HELD_YET = Refusal("letters.not_held_yet", "The day has not come yet.")
NOT_POSTED = Refusal("letters.not_posted", "There is no appointment on this day.", kind=_INVALID)
NO_CALLER = Refusal("letters.no_caller", "Write your name and a way to reach you.", kind=_INVALID)
NO_MATTER = Refusal("letters.no_matter", "Write in one line what you come for.", kind=_INVALID)
NO_DENUNCIATION = Refusal(
    "letters.no_denunciation",
    "Write nothing of a denunciation here, not even whom it is about: come on the day without an appointment. "
    "Who denounces is protected by law.",
    kind=_INVALID,
)
"""A name, a telephone and the word stand in one row then, which is what has to stay secret (R8.26)."""
WAITS_ALREADY = Refusal(
    "letters.waits_already",
    "Two appointments wait for this telephone or mail address already. Wait for the office's answer, or call.",
)
DAY_IS_FULL = Refusal("letters.day_is_full", "Very many wait for this day already. Choose another day, or call.")
TOO_OFTEN = Refusal(
    "letters.too_often", "Much was sent from this address in the last hour. Please try again later, or call."
)
NO_TIME = Refusal(
    "letters.no_time", "Give the time of the appointment; it lies within the reception day.", kind=_INVALID
)
TIME_IS_TAKEN = Refusal(
    "letters.time_is_taken", "Somebody else has the appointment at this time already.", kind=_INVALID
)
OVER_ALREADY = Refusal("letters.over_already", "The day of this appointment is over.")
NO_NOTICE_ASKED = Refusal("letters.no_notice_asked", "There is no refusal whose notice is still to be sent.")
NO_CONCLUSION = Refusal("letters.no_conclusion", "Write what was concluded: who does what, until when.", kind=_INVALID)
WAS_REFUSED = Refusal("letters.was_refused", "Nobody was received: a refusal has no conclusion.")
CONCLUDED_ALREADY = Refusal("letters.concluded_already", "The conclusion of this reception has left already.")
POSTED_LATE = Refusal(
    "letters.posted_late",
    "Posted %(given)s working days before; at least %(required)s are required.",
    {"given": 0, "required": 0},
)
POSTING_KEY = "reception.schedule_posting"
ONLINE_KEY = "reception.online.notice"
REFUSAL_KEY = "reception.refusal_notice"

_DENOUNCING = re.compile(r"\b(to cao|to giac)\b")


def may_plan(starts_at: datetime, ends_at: datetime, place: str, now: datetime, *, has_seat: bool) -> Decision:
    """A reception day lies ahead, has a place, an end after its beginning, and a deputy who holds a seat (R8.01)."""
    if not place:
        return refuse(NO_PLACE)
    if starts_at < now:
        return refuse(PAST_DAY)
    if ends_at <= starts_at:
        return refuse(ENDS_BEFORE)
    return ALLOWED if has_seat else refuse(NO_RECEIVER)


def posting(posted_on: date, day: date, param: Param, calendar: WorkCalendar) -> Decision:
    """Whether a day is posted early enough: so many working days before it (R8.02, R8.09); the row warns."""
    latest = limit_before(day, int(param.value), DayType(param.unit), calendar)
    values = {"given": max(0, calendar.working_days_between(posted_on, day)), "required": int(param.value)}
    reason = Reason("Posted %(given)s working days before; required: %(required)s.", values, posted_on <= latest, param)
    return judge(reason, Refusal(POSTED_LATE.code, POSTED_LATE.message, values, article=param.basis))


def may_swap(has_seat: bool, reason: str, *, is_same: bool) -> Decision:
    """Another deputy receives, for a reason that is kept (R8.01)."""
    if not has_seat:
        return refuse(NO_RECEIVER)
    if is_same:
        return refuse(SAME_RECEIVER)
    return ALLOWED if reason else refuse(NO_REASON)


@dataclass(frozen=True)
class AskedSlot:
    """What somebody asks for: `contact` is a telephone or a mail address, `waiting` how many ask for the same day.

    `of_contact` is how many appointments wait for that telephone or address on any day.
    """

    caller: str
    contact: str
    subject: str
    is_posted: bool
    waiting: int = 0
    of_contact: int = 0
    sent_lately: int = 0


def may_ask_slot(asked: AskedSlot) -> Decision:
    """Whoever asks for an appointment leaves a name, a way to be reached and the matter, on a day that is posted."""
    if not asked.is_posted:
        return refuse(NOT_POSTED)
    if not (asked.caller and asked.contact):
        return refuse(NO_CALLER)
    if not asked.subject:
        return refuse(NO_MATTER)
    if sounds_like_denunciation(asked.subject):
        return refuse(NO_DENUNCIATION)
    if asked.waiting >= MOST_WAITING:
        return refuse(DAY_IS_FULL)
    if asked.of_contact >= MOST_OF_ONE:
        return refuse(WAITS_ALREADY)
    return refuse(TOO_OFTEN) if asked.sent_lately >= MOST_AN_HOUR else ALLOWED


def sounds_like_denunciation(subject: str) -> bool:
    """Whether the words say that somebody is denounced, with accents or without."""
    return bool(_DENOUNCING.search(fold(subject)))


def may_give_slot(at: datetime | None, starts_at: datetime, ends_at: datetime, *, is_taken: bool) -> Decision:
    """The appointment lies within the reception day, and nobody else has that time."""
    if not (at and starts_at <= at < ends_at):
        return refuse(NO_TIME)
    return refuse(TIME_IS_TAKEN) if is_taken else ALLOWED


def may_cancel_slot(ends_at: datetime, now: datetime) -> Decision:
    """Until the day is over."""
    return ALLOWED if now < ends_at else refuse(OVER_ALREADY)


def may_enter(content: str, receiver: str, on: date, today: date, *, is_named: bool) -> Decision:
    """An entry of the register says who came, who received, what for, on a day that has come (R8.05)."""
    if not is_named:
        return refuse(NO_SENDER)
    if not receiver:
        return refuse(NO_RECEIVER)
    if not content:
        return refuse(NO_CONTENT)
    return refuse(FUTURE_DAY) if on > today else ALLOWED


def may_conclude(conclusion: str, number: str, *, is_refused: bool, is_concluded: bool) -> Decision:
    """The conclusion of a reception is written, numbered and sent once (R8.10)."""
    if is_refused:
        return refuse(WAS_REFUSED)
    if is_concluded:
        return refuse(CONCLUDED_ALREADY)
    if not conclusion:
        return refuse(NO_CONCLUSION)
    return ALLOWED if number else refuse(NO_NUMBER)
