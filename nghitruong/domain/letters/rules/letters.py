"""What is asked of a letter, and which row of law gives the days of each step."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from nghitruong.domain.letters.lifecycle import LetterKind, Stage
from nghitruong.kernel.days import DayType, WorkCalendar, due_after
from nghitruong.kernel.decision import ALLOWED, Decision, Reason, Refusal, RefusalKind, refuse
from nghitruong.kernel.params import Param

_INVALID = RefusalKind.INVALID

KEEP_SENDERS_DAYS = 1825
"""For how many days after receipt a sender's name is kept, unless the letter is still open (Law 91/2025)."""
DAYS_BACK = 550
"""How far back an equal letter is looked for: 18 months."""
MOST_PARTS = 5
MANY_SIGNATURES = 5
"""From how many signatures on a letter is one of many people, who name representatives."""
NO_SUBJECT = Refusal("letters.no_subject", "Write in one line what the letter is about.", kind=_INVALID)
NO_CONTENT = Refusal("letters.no_content", "Write down what the letter says.", kind=_INVALID)
FUTURE_DAY = Refusal("letters.future_day", "The day lies in the future.", kind=_INVALID)
BEFORE_RECEIPT = Refusal("letters.before_receipt", "The day lies before the day before it.", kind=_INVALID)
NO_DAY = Refusal("letters.no_day", "Give the day.", kind=_INVALID)
NO_KIND = Refusal("letters.no_kind", "Choose the kind of letter.", kind=_INVALID)
NO_REASON = Refusal("letters.no_reason", "Give the reason; it stays with the record.", kind=_INVALID)
UNKNOWN_REASON = Refusal("letters.unknown_reason", "Choose one of the reasons of the list.", kind=_INVALID)
NO_COMPLEX_REASON = Refusal(
    "letters.no_complex_reason", "A complex case needs its reason, in writing, in the file.", kind=_INVALID
)
NO_REMOTE_REASON = Refusal(
    "letters.no_remote_reason", "A remote place lengthens the time: say why it is one.", kind=_INVALID
)
NO_REPRESENTATIVE = Refusal(
    "letters.no_representative", "A letter of many people names somebody who represents them.", kind=_INVALID
)
NO_PARTS = Refusal("letters.no_parts", "Name at least two matters, each with its kind.", kind=_INVALID)
TOO_MANY_PARTS = Refusal("letters.too_many_parts", "At most %(most)s matters.", {"most": MOST_PARTS}, kind=_INVALID)
SAME_LETTER = Refusal("letters.same_letter", "A letter is not merged with itself.", kind=_INVALID)
MERGED_ALREADY = Refusal("letters.merged_already", "That letter goes on together with another one.", kind=_INVALID)
OTHER_COUNCIL = Refusal("letters.other_council", "That record belongs to another council.", kind=_INVALID)
NO_BODY = Refusal("letters.no_body", "Name the body that is competent.", kind=_INVALID)
NO_NUMBER = Refusal("letters.no_number", "Give the number of the paper.", kind=_INVALID)
NO_PAPER = Refusal("letters.no_paper", "There is no such paper: the step that it belongs to was not taken.")
NO_RESULT = Refusal("letters.no_result", "Write what the competent body decided.", kind=_INVALID)
NOT_GUIDED = Refusal("letters.not_guided", "Only a complaint is guided; forward the others to who is competent.")
NOT_FORWARDED = Refusal(
    "letters.not_forwarded",
    "A complaint of another body is not forwarded by itself: guide the sender, or say why.",
    kind=_INVALID,
)
NOT_COMPLAINT = Refusal("letters.not_complaint", "Only a complaint is accepted for settlement.")
ACCEPTED_ALREADY = Refusal("letters.accepted_already", "Its acceptance was noted already.")
NOT_WITH_BODY = Refusal("letters.not_with_body", "The letter does not lie with a competent body now.")
PART_GOES_ON = Refusal(
    "letters.part_goes_on",
    "Another part of this letter is being dealt with under the sender's name: file this one away.",
)
NOT_PETITION = Refusal("letters.not_petition", "Only a recommendation or a reflection becomes a petition.")
NOT_TO_LETTER = Refusal("letters.not_to_letter", "That petition was not turned over to the letters.")
TAKEN_ALREADY = Refusal("letters.taken_already", "That petition was taken in as a letter already.")
NO_SENDER = Refusal("letters.no_sender", "Write who sent it, or say that it is unnamed.", kind=_INVALID)
WITHDRAWN_ALREADY = Refusal("letters.withdrawn_already", "This sender has withdrawn already.")
REPLY_KEY = "letter.reply"
ACCEPT_KEY = "complaint.accept"
INFORM_KEY = "letter.deputy_informs"
NOTICE_KEY = "letter.inform_forwarder"
ALARM_KEY = "letter.unprocessed_alarm"


@dataclass(frozen=True)
class Registered:
    """What a letter must hold to be registered (R8.05); days are local."""

    subject: str
    content: str
    received_on: date
    today: date
    signatures: int
    is_sender_named: bool
    is_unnamed: bool = False
    has_representative: bool = True


@dataclass(frozen=True)
class Screening:
    """What a person decided about a letter (R8.13, R8.14, R8.23): each lengthening of time has its reason."""

    kind: str
    is_complex: bool = False
    complex_reason: str = ""
    is_remote: bool = False
    remote_reason: str = ""


def may_register(letter: Registered) -> Decision:
    """A letter has a subject, words, a day that has come, and a sender or the word that there is none (R8.05)."""
    if not letter.subject:
        return refuse(NO_SUBJECT)
    if not letter.content:
        return refuse(NO_CONTENT)
    if letter.received_on > letter.today:
        return refuse(FUTURE_DAY)
    if not (letter.is_sender_named or letter.is_unnamed):
        return refuse(NO_SENDER)
    if letter.signatures >= MANY_SIGNATURES and not letter.has_representative:
        return refuse(NO_REPRESENTATIVE)
    return ALLOWED


def may_screen(screening: Screening, complex_reasons: Collection[str]) -> Decision:
    """The kind is chosen; what makes a case complex or a place remote is said, since it changes the limit (R8.23)."""
    if screening.kind not in set(LetterKind):
        return refuse(NO_KIND)
    if screening.is_complex and screening.complex_reason not in complex_reasons:
        return refuse(NO_COMPLEX_REASON)
    if screening.is_remote and not screening.remote_reason:
        return refuse(NO_REMOTE_REASON)
    return ALLOWED


def may_split(parts: Collection[tuple[str, str]]) -> Decision:
    """A mixed letter has two to five matters, each with its kind and its words (R8.06)."""
    if len(parts) > MOST_PARTS:
        return refuse(TOO_MANY_PARTS)
    is_whole = len(parts) > 1 and all(kind in set(LetterKind) and words for kind, words in parts)
    return ALLOWED if is_whole else refuse(NO_PARTS)


def may_merge(letter: int, into: int, *, is_same_council: bool, is_merged: bool) -> Decision:
    """Into another letter of the council that stands by itself."""
    if letter == into:
        return refuse(SAME_LETTER)
    if not is_same_council:
        return refuse(OTHER_COUNCIL)
    return refuse(MERGED_ALREADY) if is_merged else ALLOWED


def may_choose(code: str, known: Collection[str], unknown: Refusal = UNKNOWN_REASON) -> Decision:
    """What is chosen stands in the catalogue."""
    return ALLOWED if code in known else refuse(unknown)


def may_guide(kind: str, competent: str) -> Decision:
    """Whoever complains to the wrong body is guided to the right one (R8.14); other letters are forwarded."""
    if kind != LetterKind.COMPLAINT:
        return refuse(NOT_GUIDED)
    return ALLOWED if competent else refuse(NO_BODY)


def may_forward(kind: str, *, has_body: bool, number: str, why: str) -> Decision:
    """To a named body, by a numbered paper. A complaint of another body is guided; who forwards it all the same, as a
    deputy's office may (R8.03, R8.14), says why."""
    if not has_body:
        return refuse(NO_BODY)
    if not number:
        return refuse(NO_NUMBER)
    return refuse(NOT_FORWARDED) if kind == LetterKind.COMPLAINT and not why else ALLOWED


def may_accept(kind: str, accepted_on: date | None, forwarded_on: date | None, today: date) -> Decision:
    """The competent body accepted a complaint, after it had it and not in the future (R8.20)."""
    if kind != LetterKind.COMPLAINT:
        return refuse(NOT_COMPLAINT)
    return may_be_day(accepted_on, forwarded_on, today)


def may_be_day(day: date | None, not_before: date | None, today: date) -> Decision:
    """A day that has come, and not before the step before it."""
    if day is None:
        return refuse(NO_DAY)
    if day > today:
        return refuse(FUTURE_DAY)
    return refuse(BEFORE_RECEIPT) if not_before and day < not_before else ALLOWED


def may_enter_result(result: str, decided_on: date | None, forwarded_on: date | None, today: date) -> Decision:
    """A result says what was decided, and when."""
    return may_be_day(decided_on, forwarded_on, today) if result else refuse(NO_RESULT)


def may_become_petition(kind: str) -> Decision:
    """A recommendation or a reflection may ask what voters ask; a complaint has its own way."""
    return refuse(NOT_PETITION) if kind == LetterKind.COMPLAINT else ALLOWED


def settling_key(stage: str, *, is_complex: bool, is_remote: bool) -> str:
    """The row that gives the days of settling a complaint (R8.21, R8.22)."""
    if stage == Stage.SECOND:
        if is_complex and is_remote:
            return "complaint.second.remote_complex"
        return "complaint.second.complex" if is_complex or is_remote else "complaint.second"
    if is_complex and is_remote:
        return "complaint.first.remote_complex"
    if is_remote:
        return "complaint.first.remote"
    return "complaint.first.complex" if is_complex else "complaint.first"


def forwarded_key(kind: str) -> str:
    """The row that runs from the forwarding on: a complaint is to be accepted, anything else not left lying (R8.18)."""
    return ACCEPT_KEY if kind == LetterKind.COMPLAINT else ALARM_KEY


def due_by(start: date, param: Param | None, calendar: WorkCalendar) -> date | None:
    """The last day of the row's period from the day on which it began; None where no row is in force (R0.02)."""
    if param is None or not param.is_known:
        return None
    return due_after(start, int(param.value), DayType(param.unit), calendar)


def due_reason(start: date, due_on: date, param: Param) -> Reason:
    """Why the next step is due on that day."""
    return Reason("Counted from %(start)s, due by %(due_on)s.", {"start": start, "due_on": due_on}, True, param)
