"""What is asked of a letter, a reception day, a refusal and a card; which row of law gives the days of each step."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from nghitruong.domain.letters.lifecycle import LetterKind, PersonalKind, Stage
from nghitruong.engines.wishes import personal_data
from nghitruong.kernel.days import DayType, WorkCalendar, due_after, limit_before
from nghitruong.kernel.decision import ALLOWED, Decision, Reason, Refusal, RefusalKind, judge, refuse
from nghitruong.kernel.params import Param

_INVALID = RefusalKind.INVALID

KEEP_SENDERS_DAYS = 1825
"""For how many days after receipt a sender's name is kept, unless the letter is still open (Law 91/2025)."""
KEEP_CALLERS_DAYS = 30
"""For how many days after the reception day whoever only asked for an appointment is kept."""
DAYS_BACK = 550
"""How far back an equal letter is looked for: 18 months."""
MOST_PARTS = 5
MOST_AN_HOUR = 5
OPEN_MINUTES = 15
"""For how long a confirmed opening shows the summary."""
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

NO_PLACE = Refusal("letters.no_place", "Write where citizens are received.", kind=_INVALID)
NO_RECEIVER = Refusal("letters.no_receiver", "Choose a deputy of this council who holds a seat.", kind=_INVALID)
PAST_DAY = Refusal("letters.past_day", "The reception day lies in the past.", kind=_INVALID)
ENDS_BEFORE = Refusal("letters.ends_before", "The end lies before the beginning.", kind=_INVALID)
SAME_RECEIVER = Refusal("letters.same_receiver", "This deputy receives on that day already.", kind=_INVALID)
NOTHING_TO_POST = Refusal("letters.nothing_to_post", "None of the chosen days waits to be posted.")
NOT_HELD_YET = Refusal("letters.not_held_yet", "The day has not come yet.")
NOT_POSTED = Refusal("letters.not_posted", "There is no appointment on this day.", kind=_INVALID)
NO_CALLER = Refusal("letters.no_caller", "Write your name and a way to reach you.", kind=_INVALID)
TOO_OFTEN = Refusal(
    "letters.too_often", "Much was sent from this address in the last hour. Please try again later, or call."
)
NO_TIME = Refusal(
    "letters.no_time", "Give the time of the appointment; it lies within the reception day.", kind=_INVALID
)
NO_NOTICE_ASKED = Refusal("letters.no_notice_asked", "There is no refusal whose notice is still to be sent.")
POSTED_LATE = Refusal(
    "letters.posted_late",
    "Posted %(given)s working days before; at least %(required)s are required.",
    {"given": 0, "required": 0},
)

UNKNOWN_BODY = Refusal("letters.unknown_body", "Choose the handling body from the list.", kind=_INVALID)
UNKNOWN_PLACE = Refusal("letters.unknown_place", "Choose from the list where the paper lies.", kind=_INVALID)
NO_FOLDER = Refusal(
    "letters.no_folder", "The folder has only a number, as in 12 or HS-12/2026: no words, no names.", kind=_INVALID
)
UNKNOWN_OUTCOME = Refusal("letters.unknown_outcome", "Choose the outcome from the list.", kind=_INVALID)
NO_MORE_EXTENSIONS = Refusal(
    "letters.no_more_extensions", "The time was extended as often as the law allows (%(most)s).", {"most": 0}
)
HAS_IDENTITY = Refusal(
    "letters.has_identity",
    "The summary was not kept: it may hold %(what)s. Write offices and facts, no names, addresses or numbers.",
    {"what": ""},
    kind=_INVALID,
)
"""Never carries what was found: a refusal is written down, and so would the name be."""
NO_SUMMARY = Refusal("letters.no_summary", "This card has no summary.")
SAME_PERSON = Refusal("letters.same_person", "Another person has to confirm the opening.")
NOT_OPEN = Refusal("letters.not_open", "The summary is closed: ask for its opening, and let another person confirm it.")
ASKED_ALREADY = Refusal("letters.asked_already", "The opening was asked for already; another person has to confirm it.")

REPLY_KEY = "letter.reply"
ACCEPT_KEY = "complaint.accept"
INFORM_KEY = "letter.deputy_informs"
NOTICE_KEY = "letter.inform_forwarder"
ALARM_KEY = "letter.unprocessed_alarm"
POSTING_KEY = "reception.schedule_posting"
ONLINE_KEY = "reception.online.notice"
REFUSAL_KEY = "reception.refusal_notice"
CARD_FIRST_KEY = "denunciation.initial"
CARD_SETTLE_KEY = "denunciation.settle"
CARD_EXTEND_KEY = "denunciation.extend"
CARD_SENT_KEY = "denunciation.conclusion_sent"

_FOLDER = re.compile(r"(?:[A-Z]{1,3}[-./ ]?)?\d{1,6}(?:[-./]\d{1,6}){0,3}")
_RUN_OF_DIGITS = re.compile(r"\d[\d .-]{5,}\d|@|\d{6,}")
_WORDS = re.compile(r"[^\W\d_]+|[^\w\s]|\n")
_NAME_WORDS, _CAPITAL_WORDS = 4, 3
"""So many words in a row that begin in capitals, or are capitals only, are taken for a name that no list knows."""


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


def may_ask_slot(caller: str, contact: str, *, is_posted: bool, sent_lately: int) -> Decision:
    """Whoever asks for an appointment leaves a name and a way to be reached, on a day that is posted."""
    if not is_posted:
        return refuse(NOT_POSTED)
    if not (caller and contact):
        return refuse(NO_CALLER)
    return refuse(TOO_OFTEN) if sent_lately >= MOST_AN_HOUR else ALLOWED


def may_confirm_slot(at: datetime | None, starts_at: datetime, ends_at: datetime) -> Decision:
    """The appointment lies within the reception day."""
    return ALLOWED if at and starts_at <= at < ends_at else refuse(NO_TIME)


def may_enter(content: str, receiver: str, on: date, today: date, *, is_named: bool) -> Decision:
    """An entry of the register says who came, who received, what for, on a day that has come (R8.05)."""
    if not is_named:
        return refuse(NO_SENDER)
    if not receiver:
        return refuse(NO_RECEIVER)
    if not content:
        return refuse(NO_CONTENT)
    return refuse(FUTURE_DAY) if on > today else ALLOWED


def may_place(place: str, places: Collection[str], folder: str) -> Decision:
    """Where a denunciation's paper lies is a place of the list and a number: there is no room for a name."""
    if place not in places:
        return refuse(UNKNOWN_PLACE)
    return ALLOWED if _FOLDER.fullmatch(folder) else refuse(NO_FOLDER)


def may_extend(extensions: int, param: Param, *, is_special: bool) -> Decision:
    """A complex denunciation is extended once, a specially complex one twice (R8.25)."""
    most = int(param.value["specially_complex" if is_special else "complex"])
    reason = Reason(
        "Extended %(times)s times of %(most)s.", {"times": extensions, "most": most}, extensions < most, param
    )
    refusal = Refusal(NO_MORE_EXTENSIONS.code, NO_MORE_EXTENSIONS.message, {"most": most}, article=param.basis)
    return refuse(refusal, reason) if extensions >= most else Decision(reasons=(reason,))


def identity_in(text: str) -> str:
    """The kind of personal data that the text may hold, in a word of the engine's; empty where none is seen.

    Stricter than anywhere else: also names in small letters or in capitals only, since a wrong refusal costs a minute
    and a name that slips through cannot be taken back (R8.26). A machine still misses some.
    """
    for found in personal_data(text):
        return found.type
    for found in personal_data(text.title()):
        # By itself it must still look like a name: in titles every honorific is followed by capitals.
        if found.type == "name" and personal_data(found.text):
            return found.type
    if _RUN_OF_DIGITS.search(text):
        return PersonalKind.PHONE
    return PersonalKind.NAME if _has_run_of_names(text) else ""


def _has_run_of_names(text: str) -> bool:
    begun = capitals = 0
    for word in _WORDS.findall(text):
        begun = begun + 1 if word[0].isupper() else 0
        capitals = capitals + 1 if len(word) > 1 and word.isupper() else 0
        if begun >= _NAME_WORDS or capitals >= _CAPITAL_WORDS:
            return True
    return False


def may_summarise(text: str) -> Decision:
    """A summary has words and no identity, neither the denouncer's nor anybody else's (R8.26)."""
    if not text:
        return refuse(NO_CONTENT)
    what = identity_in(text)
    return refuse(has_identity(what)) if what else ALLOWED


def has_identity(what: str) -> Refusal:
    """That something personal was seen, by its kind alone."""
    return Refusal(HAS_IDENTITY.code, HAS_IDENTITY.message, {"what": PersonalKind(what)}, kind=_INVALID)


def may_confirm(asked_by: int | None, confirmed_by: int | None) -> Decision:
    """Two different people open a summary."""
    return refuse(SAME_PERSON) if asked_by is None or asked_by == confirmed_by else ALLOWED


def may_read(confirmed_at: datetime | None, now: datetime) -> Decision:
    """A confirmed opening shows the summary for fifteen minutes."""
    is_open = confirmed_at is not None and now < confirmed_at + timedelta(minutes=OPEN_MINUTES)
    return ALLOWED if is_open else refuse(NOT_OPEN)
