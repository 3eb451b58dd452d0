"""What the law says about a meeting, from facts and dated parameters alone (rulebook 2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from nghitruong.domain.meetings.lifecycle import (
    BEFORE_OPENING,
    IN_THE_ROOM,
    RUNNING,
    ItemKind,
    ItemState,
    MeetingState,
    Step,
)
from nghitruong.kernel.decision import ALLOWED, Decision, Reason, Refusal, RefusalKind, judge, refuse
from nghitruong.kernel.params import Param, Params
from nghitruong.kernel.shares import is_reached, needed, share_of

QUORUM_KEY = "session.quorum"
NOTICE_KEYS = {"regular": "session.convene.regular", "thematic": "session.convene.special"}
NOTICE_OTHER = "session.convene.special"
DOCUMENTS_KEY = "session.documents"
LONGEST_SPEECH_S = 3_600

NO_TITLE = Refusal("meetings.no_title", "Give it a title.", kind=RefusalKind.INVALID)
NOTHING_ON_AGENDA = Refusal("meetings.nothing_on_agenda", "The agenda is empty. Add at least one item first.")
NOBODY_INVITED = Refusal("meetings.nobody_invited", "Nobody takes part yet. The council has no deputies on that day.")
TOO_LATE_FOR_AGENDA = Refusal(
    "meetings.too_late_for_agenda",
    "The agenda is closed for the office: the meeting is over, postponed or cancelled.",
)
NOT_RUNNING = Refusal("meetings.not_running", "The meeting is not in progress. Open it, or let it go on, first.")
ANOTHER_ITEM_RUNS = Refusal(
    "meetings.another_item_runs", "Item %(position)s is still being dealt with. Finish it or carry it over first."
)
ITEM_OVER = Refusal("meetings.item_over", "This item is finished; nothing more can be done on it here.")
VOTE_PENDING = Refusal(
    "meetings.vote_pending", "This item ends with a vote that has not been announced. Hold it, or carry the item over."
)
VOTE_IN_PROGRESS = Refusal(
    "meetings.vote_in_progress",
    "A vote is open, or closed and not announced yet. Announce its result or cancel the round first.",
)
NOT_PRESIDED = Refusal(
    "meetings.not_presided", "Nobody presides over this meeting now: it has not been convened, or it is over."
)
NO_MINUTES_NOW = Refusal(
    "meetings.no_minutes_now", "The minutes begin when the meeting opens and are sealed when its file is complete."
)
NO_SUCH_ITEM = Refusal(
    "meetings.no_such_item_kind",
    "There is no kind of item “%(kind)s”, or one of its steps does not exist.",
    kind=RefusalKind.INVALID,
)
NO_SUCH_STEP = Refusal("meetings.no_such_step", "This item has no step “%(step)s”.", kind=RefusalKind.INVALID)
NO_ROLL_CALL = Refusal(
    "meetings.no_roll_call", "There is no roll call now: the meeting has not been convened, or it is over."
)
NOT_TODAY = Refusal("meetings.not_today", "The roll call opens on the day of the meeting, %(day)s.")
NOT_INVITED = Refusal("meetings.not_invited", "You are not among the participants of this meeting.")
NOT_PRESENT = Refusal("meetings.not_present", "Check in before you ask for the floor.")
NOTHING_TO_SPEAK_ON = Refusal(
    "meetings.nothing_to_speak_on", "The floor is asked for on the item that is being dealt with."
)
ALREADY_ASKED = Refusal("meetings.already_asked", "You are already in the queue of speakers.")
NOT_WAITING = Refusal("meetings.not_waiting", "This wish to speak is no longer waiting in the queue.")
NOT_SPEAKING = Refusal("meetings.not_speaking", "This speaker does not have the floor now.")
TOO_LONG = Refusal("meetings.too_long", "A speech lasts an hour at most.", kind=RefusalKind.INVALID)
NOT_HERE = Refusal("meetings.not_here", "This participant is not checked in, so cannot leave.")
NO_SUCH_KIND = Refusal("meetings.no_such_kind", "One asks to speak or to debate.", kind=RefusalKind.INVALID)
OTHER_COUNCIL = Refusal("meetings.other_council", "There is no such record here.", kind=RefusalKind.NOT_FOUND)
NO_REASON = Refusal("meetings.no_reason", "Write the reason; it is kept on record.", kind=RefusalKind.INVALID)
NO_TEXT = Refusal("meetings.no_text", "Write something first.", kind=RefusalKind.INVALID)


@dataclass(frozen=True)
class ConveningFacts:
    """What is looked at before people are invited. Days are local dates."""

    session_kind: str
    is_session: bool
    invited_on: date
    opens_on: date
    items: int
    people: int


def may_invite(facts: ConveningFacts, params: Params) -> Decision:
    """Whether people may be invited: there is an agenda, somebody to invite, and the notice is kept (R2.08 warns)."""
    if not facts.items:
        return refuse(NOTHING_ON_AGENDA)
    if not facts.people:
        return refuse(NOBODY_INVITED)
    if not facts.is_session:
        return ALLOWED
    return notice(facts, params[NOTICE_KEYS.get(facts.session_kind, NOTICE_OTHER)])


def notice(facts: ConveningFacts, param: Param) -> Decision:
    """Whether the convening decision comes early enough: so many calendar days before the opening (R2.08)."""
    if not param.is_known:
        return ALLOWED
    given = (facts.opens_on - facts.invited_on).days
    values = {"given": given, "required": param.value}
    return judge(
        Reason("Notice given: %(given)s days; required: %(required)s.", values, given >= param.value, param),
        Refusal(
            "meetings.notice_too_short",
            "The meeting opens in %(given)s days, but %(required)s days' notice is required.",
            values,
            article=param.basis,
        ),
    )


def may_open(total: int, present: int, is_counted: bool, params: Params) -> Decision:
    """Whether the meeting may be opened: at least the row's share of all deputies is present (R2.20)."""
    if not is_counted or not total:
        return ALLOWED
    param = params[QUORUM_KEY]
    share = share_of(param)
    values = {"present": present, "total": total, "needed": needed(total, share, param.op), "share": str(share)}
    return judge(
        Reason(
            "Present: %(present)s of %(total)s deputies; at least %(needed)s are needed (%(share)s of the total).",
            values,
            is_reached(min(present, total), total, share, param.op),
            param,
        ),
        Refusal(
            "meetings.no_quorum",
            "Present: %(present)s of %(total)s deputies, fewer than the %(needed)s needed to open the meeting.",
            values,
            article=param.basis,
        ),
    )


def may_change_agenda(state: MeetingState) -> Decision:
    """The office arranges the agenda before the opening; afterwards the council may still add to it (R2.13)."""
    return ALLOWED if state in BEFORE_OPENING | RUNNING else refuse(TOO_LATE_FOR_AGENDA)


def is_item(kind: str, steps: Sequence[str]) -> Decision:
    """An item is of a known kind and runs through known steps, each once."""
    known = set(Step) - {Step.DONE}
    if kind in set(ItemKind) and set(steps) <= known and len(steps) == len(set(steps)):
        return ALLOWED
    return refuse(Refusal(NO_SUCH_ITEM.code, NO_SUCH_ITEM.message, {"kind": kind}, kind=RefusalKind.INVALID))


@dataclass(frozen=True)
class StepFacts:
    """What is looked at before an item moves on in the room."""

    meeting: MeetingState
    item: ItemState
    steps: Sequence[str]
    current: str
    running_position: int | None


def next_step(steps: Sequence[str], current: str) -> Step:
    """The step after the current one in the item's own list; after the last comes *done*."""
    if not current:
        return Step(steps[0]) if steps else Step.DONE
    place = steps.index(current) + 1 if current in steps else len(steps)
    return Step(steps[place]) if place < len(steps) else Step.DONE


def may_step(facts: StepFacts, step: str) -> Decision:
    """Whether the item may go to the step: the meeting runs, no other item does, a vote is not left out unannounced."""
    if facts.meeting is not MeetingState.OPEN:
        return refuse(NOT_RUNNING)
    if facts.running_position is not None:
        values = {"position": facts.running_position}
        return refuse(Refusal(ANOTHER_ITEM_RUNS.code, ANOTHER_ITEM_RUNS.message, values))
    if step not in (*facts.steps, Step.DONE):
        return refuse(Refusal(NO_SUCH_STEP.code, NO_SUCH_STEP.message, {"step": step}, kind=RefusalKind.INVALID))
    if step == Step.DONE:
        return ALLOWED if facts.item is not ItemState.READY_TO_VOTE else refuse(VOTE_PENDING)
    return ALLOWED if facts.item in IN_THE_ROOM | {ItemState.ON_AGENDA} else refuse(ITEM_OVER)


def may_go_on(is_vote_pending: bool) -> Decision:
    """Whether the floor may be left: never in the middle of a round, whose ballots and seats it would take away."""
    return refuse(VOTE_IN_PROGRESS) if is_vote_pending else ALLOWED


def may_take_gavel(state: MeetingState) -> Decision:
    """Somebody presides from the convening to the closing; who presided then stays on record."""
    return ALLOWED if state in RUNNING | {MeetingState.CONVENED} else refuse(NOT_PRESIDED)


def may_write_minutes(state: MeetingState) -> Decision:
    """Minutes are written from the opening until the file is complete (R2.25)."""
    return ALLOWED if state in RUNNING | {MeetingState.CLOSED} else refuse(NO_MINUTES_NOW)


def may_extend(is_speaking: bool, allowed_seconds: int, more: int) -> Decision:
    """More time is given to who has the floor, up to an hour in all."""
    if not is_speaking:
        return refuse(NOT_SPEAKING)
    return ALLOWED if more > 0 and allowed_seconds + more <= LONGEST_SPEECH_S else refuse(TOO_LONG)


def may_check_in(state: MeetingState, opens_on: date, today: date, is_invited: bool) -> Decision:
    """Whether the roll call is open: convened and its day has come, or in progress; only for who takes part (R2.21)."""
    if state not in RUNNING | {MeetingState.CONVENED}:
        return refuse(NO_ROLL_CALL)
    if state is MeetingState.CONVENED and today < opens_on:
        return refuse(Refusal(NOT_TODAY.code, NOT_TODAY.message, {"day": opens_on}))
    return ALLOWED if is_invited else refuse(NOT_INVITED)


def may_ask_for_floor(is_running: bool, is_present: bool, has_asked: bool) -> Decision:
    """Whether a deputy may join the queue: on the item being dealt with, checked in, once."""
    if not is_running:
        return refuse(NOTHING_TO_SPEAK_ON)
    if not is_present:
        return refuse(NOT_PRESENT)
    return refuse(ALREADY_ASKED) if has_asked else ALLOWED


def is_of_council(belongs: bool) -> Decision:
    """What is brought into a meeting must belong to its council; another council's records do not exist here."""
    return ALLOWED if belongs else refuse(OTHER_COUNCIL)
