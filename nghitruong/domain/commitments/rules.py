"""What is asked of a debt, of its report, of more time, of each step of pressing; how late it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from nghitruong.domain.commitments.lifecycle import OPEN, WITH_DEBTOR, CommitmentState
from nghitruong.kernel.days import DayType, WorkCalendar, days_late, days_left, due_after
from nghitruong.kernel.decision import ALLOWED, Decision, Reason, Refusal, RefusalKind, refuse
from nghitruong.kernel.params import Param

_INVALID = RefusalKind.INVALID

NO_TITLE = Refusal("commitments.no_title", "Write what is owed.", kind=_INVALID)
NO_ORIGIN = Refusal("commitments.no_origin", "Say where it comes from: the meeting, the conclusion.", kind=_INVALID)
NO_DEBTOR = Refusal("commitments.no_debtor", "Choose an agency of this council that is at work.", kind=_INVALID)
DUE_BEFORE = Refusal(
    "commitments.due_before", "The due day lies before the day on which it came to be owed.", kind=_INVALID
)
NO_REASON = Refusal("commitments.no_reason", "Give the reason; it stays with the record.", kind=_INVALID)
NO_RESULT = Refusal("commitments.no_result", "Write what was done.", kind=_INVALID)
NO_DONE_DAY = Refusal(
    "commitments.no_done_day", "Give the day on which it was done; it does not lie in the future.", kind=_INVALID
)
NO_EVIDENCE = Refusal("commitments.no_evidence", "Name the evidence: a document, a picture, a number.", kind=_INVALID)
NOT_LATER = Refusal("commitments.not_later", "The new due day lies after the present one.", kind=_INVALID)
NO_DUE_DAY = Refusal("commitments.no_due_day", "It has no due day, so there is nothing to extend or to stop.")
ALREADY_ASKED = Refusal("commitments.already_asked", "More time was asked for already; it has not been answered yet.")
IS_STOPPED = Refusal("commitments.is_stopped", "The time is stopped already.")
NOT_STOPPED = Refusal("commitments.not_stopped", "The time is not stopped.")
NO_BASIS = Refusal(
    "commitments.no_basis", "Time stops only by a decision: give its number or the article.", kind=_INVALID
)
NOT_LATE = Refusal("commitments.not_late", "This step is for what is overdue. Until then a reminder is enough.")
STEP_DONE = Refusal("commitments.step_done", "This step, or a later one, was taken already. Choose the next one.")
STEP_UNKNOWN = Refusal("commitments.step_unknown", "There is no such step.", kind=_INVALID)
NO_DOCUMENT = Refusal("commitments.no_document", "Give the document of this step.", kind=_INVALID)
ANSWERED_THERE = Refusal(
    "commitments.answered_there",
    "This is answered and checked on the page of what it came from, with all that the law asks there.",
)
NOT_WITH_DEBTOR = Refusal(
    "commitments.not_with_debtor", "It is not the agency's turn now, so there is nothing to press."
)
NO_MILESTONE = Refusal("commitments.no_milestone", "Write what is done by then.", kind=_INVALID)
MILESTONE_OUTSIDE = Refusal(
    "commitments.milestone_outside",
    "The day of a milestone lies between the day on which it came to be owed and the due day.",
    kind=_INVALID,
)
ENOUGH_MILESTONES = Refusal("commitments.enough_milestones", "It has 20 milestones. Drop one that is not needed.")
NOT_REACHED_YET = Refusal(
    "commitments.not_reached_yet", "Give the day on which it was reached; it does not lie in the future.", kind=_INVALID
)
NOBODY_TO_REMIND = Refusal("commitments.nobody_to_remind", "None of the chosen ones waits for its agency.")

MOST_MILESTONES = 20
REMINDERS = ("first_reminder", "further_reminder")
"""The steps that need neither a document nor a day that has passed (R6.27, R6.28)."""


@dataclass(frozen=True)
class Debt:
    """What is wanted of whom; `owed_on` and `due_on` are local days."""

    title: str
    origin: str
    owed_on: date
    due_on: date | None
    is_debtor_at_work: bool


@dataclass(frozen=True)
class Clock:
    """What a debt's lateness follows from."""

    state: CommitmentState
    due_on: date | None
    day_type: DayType
    stopped_on: date | None = None
    reported_on: date | None = None


def may_owe(debt: Debt) -> Decision:
    """A debt has words, an origin, a debtor at work, and no due day before it began."""
    if not debt.title:
        return refuse(NO_TITLE)
    if not debt.origin:
        return refuse(NO_ORIGIN)
    if not debt.is_debtor_at_work:
        return refuse(NO_DEBTOR)
    if debt.due_on and debt.due_on < debt.owed_on:
        return refuse(DUE_BEFORE)
    return ALLOWED


def due_by(owed_on: date, param: Param, calendar: WorkCalendar) -> date:
    """The last day of a period that a row of law gives from the day on which it came to be owed (R0.02)."""
    return due_after(owed_on, int(param.value), day_type_of(param), calendar)


def day_type_of(param: Param) -> DayType:
    """Whether the row counts working or calendar days. Raises ValueError for a row that counts something else."""
    return DayType(param.unit)


def due_reason(owed_on: date, due_on: date, param: Param) -> Reason:
    """Why the debt is due on that day."""
    return Reason("Owed since %(owed_on)s, due by %(due_on)s.", {"owed_on": owed_on, "due_on": due_on}, True, param)


def may_report(result: str, done_on: date | None, today: date, evidence: Sequence[str]) -> Decision:
    """A result says what was done, when, and by what one sees it (R6.25)."""
    if not result:
        return refuse(NO_RESULT)
    if done_on is None or done_on > today:
        return refuse(NO_DONE_DAY)
    if not any(evidence):
        return refuse(NO_EVIDENCE)
    return ALLOWED


def may_handle_here(answering_page: str) -> Decision:
    """A debt that is answered in the room it came from is not answered, checked or ended on its own page as well."""
    return refuse(ANSWERED_THERE) if answering_page else ALLOWED


def may_ask_extension(clock: Clock, wanted: date, reason: str, *, is_asked: bool) -> Decision:
    """More time is asked while the debt is with its debtor, once at a time, with a reason (C.9)."""
    if clock.due_on is None:
        return refuse(NO_DUE_DAY)
    if clock.state not in WITH_DEBTOR:
        return refuse(NOT_WITH_DEBTOR)
    if is_asked:
        return refuse(ALREADY_ASKED)
    if wanted <= clock.due_on:
        return refuse(NOT_LATER)
    return ALLOWED if reason else refuse(NO_REASON)


def may_grant(state: CommitmentState) -> Decision:
    """More time is given to what is still open."""
    return ALLOWED if state in OPEN else refuse(NOT_WITH_DEBTOR)


def may_plan(clock: Clock, title: str, on: date, owed_on: date, planned: int) -> Decision:
    """A milestone has words and lies within the time of a debt that is with its debtor, twenty at most."""
    if clock.state not in WITH_DEBTOR:
        return refuse(NOT_WITH_DEBTOR)
    if planned >= MOST_MILESTONES:
        return refuse(ENOUGH_MILESTONES)
    if not title:
        return refuse(NO_MILESTONE)
    if on < owed_on or (clock.due_on is not None and on > clock.due_on):
        return refuse(MILESTONE_OUTSIDE)
    return ALLOWED


def may_reach(reached_on: date, today: date) -> Decision:
    """What is still to come was not reached."""
    return ALLOWED if reached_on <= today else refuse(NOT_REACHED_YET)


def may_stop(clock: Clock, reason: str, basis: str) -> Decision:
    """Time stops only where it runs, and only by a decision that is named."""
    if clock.due_on is None:
        return refuse(NO_DUE_DAY)
    if clock.stopped_on:
        return refuse(IS_STOPPED)
    if clock.state not in WITH_DEBTOR:
        return refuse(NOT_WITH_DEBTOR)
    if not reason:
        return refuse(NO_REASON)
    return ALLOWED if basis else refuse(NO_BASIS)


def due_after_stop(clock: Clock, today: date, calendar: WorkCalendar) -> date:
    """The due day after the days of the stop were added to it, counted as the debt's own days are."""
    if clock.due_on is None or clock.stopped_on is None:
        raise ValueError("only a stopped debt with a due day goes on")
    stopped = days_left(clock.stopped_on, today, clock.day_type, calendar)
    return due_after(clock.due_on, max(0, stopped), clock.day_type, calendar)


def may_escalate(clock: Clock, step: str, ladder: Sequence[str], taken: Sequence[str], today: date) -> Decision:
    """The next step of the ladder, or a later one, once each; what is not overdue is reminded, no more (R6.28)."""
    if step not in ladder:
        return refuse(STEP_UNKNOWN)
    if clock.state not in WITH_DEBTOR:
        return refuse(NOT_WITH_DEBTOR)
    if taken and ladder.index(step) <= max(ladder.index(each) for each in taken):
        return refuse(STEP_DONE)
    if step not in REMINDERS and not is_late(clock, today):
        return refuse(NOT_LATE)
    return ALLOWED


def next_reminder(taken: Sequence[str]) -> str:
    """The first reminder, and from then on a further one, which may be repeated."""
    return REMINDERS[1] if REMINDERS[0] in taken else REMINDERS[0]


def is_late(clock: Clock, today: date) -> bool:
    """Whether the debt waits for its debtor after its due day while time runs."""
    waits = clock.state in WITH_DEBTOR and clock.stopped_on is None
    return waits and clock.due_on is not None and clock.due_on < today


def days_to_go(clock: Clock, today: date, calendar: WorkCalendar) -> int | None:
    """Days until the due day, negative when it has passed; None without a due day, in a stop and after the end."""
    if clock.due_on is None or clock.stopped_on or clock.state not in WITH_DEBTOR:
        return None
    return days_left(today, clock.due_on, clock.day_type, calendar)


def reminded_due_days(since: date, today: date, before: Sequence[int], after: Sequence[int]) -> set[date]:
    """The due days of which one is reminded today: so many days before and after them, counted in calendar days.

    `since` is the last day on which reminders went out; what fell on a day off between is reminded of today.
    """
    days = [since + timedelta(days=n) for n in range(1, (today - since).days + 1)]
    ahead = {day + timedelta(days=n) for day in days for n in before}
    return ahead | {day - timedelta(days=n) for day in days for n in after}


def lateness(clock: Clock, calendar: WorkCalendar) -> int:
    """By how many days, calendar or working as the debt counts, the accepted report came after the due day.

    What was reported while time stood still counts as of the day on which it was stopped.
    """
    if clock.due_on is None or clock.reported_on is None:
        return 0
    counted = min(clock.reported_on, clock.stopped_on or clock.reported_on)
    return days_late(clock.due_on, counted, clock.day_type, calendar)
