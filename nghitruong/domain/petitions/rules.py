"""What is asked of a wish, of its sorting and sending, of an answer and of its end; which row of law gives the days."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from nghitruong.domain.petitions.lifecycle import (
    PROMISING,
    WITH_AGENCY,
    Pace,
    PetitionState,
    ResultClass,
    WishKind,
)
from nghitruong.kernel.days import DayType, WorkCalendar, limit_before
from nghitruong.kernel.decision import ALLOWED, Decision, Reason, Refusal, RefusalKind, judge, refuse
from nghitruong.kernel.params import Param
from nghitruong.kernel.vietnamese.folding import fold

_INVALID = RefusalKind.INVALID

MOST_AT_ONCE, MOST_ROWS = 500, 10_000
RECALL_SECONDS = 30
"""Letters leave so many seconds after they were sent; until then all can be taken back (ux S7)."""
(LEAST_WORDS, MOST_WORDS), (LEAST_LETTERS, MOST_LETTERS) = (40, 250), (20, 2000)
MOST_AN_HOUR = 20
"""How many petitions one address may send in an hour: a village's shared line is let through, a machine is not."""
NEVER_IN_ANSWERS = frozenset({"phone", "id_number", "email", "bank_account"})
"""What an answer to everybody may not hold. Names it may: of officials, and of streets that are called like people."""
MOST_ADDED = 20
"""How often something may be added to one petition by its voters."""
KEEP_VOICES_DAYS = 730
"""For how many days after recording who asked is kept, unless the petition is still open (Law 91/2025)."""

NO_WISH = Refusal("petitions.no_wish", "There is nothing to record: write what was said.", kind=_INVALID)
TOO_MANY = Refusal(
    "petitions.too_many",
    "At most %(most)s at once. Choose fewer, then the rest.",
    {"most": MOST_AT_ONCE},
    kind=_INVALID,
)
SAME_TEXT = Refusal("petitions.same_text", "This text was recorded already, as “%(title)s”.", {"title": ""})
NO_TITLE = Refusal("petitions.no_title", "Write in one line what is asked for.", kind=_INVALID)
NO_SOURCE = Refusal(
    "petitions.no_source", "Say where it comes from: the meeting, the form, the newspaper.", kind=_INVALID
)
UNKNOWN_TOPIC = Refusal("petitions.unknown_topic", "Choose one of the topics.", kind=_INVALID)
NO_PARTS = Refusal("petitions.no_parts", "Choose where the second petition begins.", kind=_INVALID)
NO_TOPIC = Refusal("petitions.no_topic", "Choose a topic.", kind=_INVALID)
NO_LEVEL = Refusal("petitions.no_level", "Choose whose matter it is: commune, province or central.", kind=_INVALID)
NO_AGENCY = Refusal(
    "petitions.no_agency", "Choose the agency that answers, one of this council that is at work.", kind=_INVALID
)
NO_PETITION = Refusal("petitions.no_petition", "This is an opinion or a remark: nobody owes an answer to it.")
SAME_PETITION = Refusal("petitions.same_petition", "A petition is not merged with itself.", kind=_INVALID)
MERGED_ALREADY = Refusal(
    "petitions.merged_already", "That petition goes on together with another one: merge with that."
)
OTHER_COUNCIL = Refusal("petitions.other_council", "That petition belongs to another council.", kind=_INVALID)
NO_REASON = Refusal("petitions.no_reason", "Give the reason; it stays with the record.", kind=_INVALID)
NOTHING_TO_SEND = Refusal("petitions.nothing_to_send", "None of the chosen petitions is ready to be sent.")
TOO_LATE_TO_RECALL = Refusal(
    "petitions.too_late_to_recall",
    "It has left already: more than %(seconds)s seconds have passed since it was sent.",
    {"seconds": RECALL_SECONDS},
)
NO_COMPETENT = Refusal("petitions.no_competent", "Name who is competent, and on what basis.", kind=_INVALID)
NO_CLASS = Refusal("petitions.no_class", "Choose the result.", kind=_INVALID)
NO_TEXT = Refusal("petitions.no_text", "Write what is answered to the voters.", kind=_INVALID)
NO_DONE_DAY = Refusal(
    "petitions.no_done_day", "Give the day on which it was done; it does not lie in the future.", kind=_INVALID
)
NO_EVIDENCE = Refusal("petitions.no_evidence", "Name the evidence: a document, a picture, a number.", kind=_INVALID)
NO_STEPS = Refusal("petitions.no_steps", "Write what was done so far.", kind=_INVALID)
NO_PROMISED_DAY = Refusal(
    "petitions.no_promised_day", "Give the day until which it will be done; it lies ahead.", kind=_INVALID
)
NO_PERSON = Refusal("petitions.no_person", "Name who is responsible.", kind=_INVALID)
NO_BASIS = Refusal("petitions.no_basis", "Name the document that it rests on.", kind=_INVALID)
NO_LATE_REASON = Refusal("petitions.no_late_reason", "It is overdue: say why; the council sees it.", kind=_INVALID)
HAS_PERSONAL_DATA = Refusal(
    "petitions.has_personal_data", "The answer names a voter: “%(text)s”. Take it out.", {"text": ""}, kind=_INVALID
)
NO_DOCUMENT = Refusal("petitions.no_document", "Give the number of the paper that came.", kind=_INVALID)
WRONG_TARGET = Refusal("petitions.wrong_target", "A target is a number for this year or the next.", kind=_INVALID)
TOO_MANY_ROWS = Refusal("petitions.too_many_rows", "The list is too long for one file: narrow it first.", kind=_INVALID)
NO_LETTER = Refusal("petitions.no_letter", "It goes with no letter yet: choose topic, level and agency first.")
NO_REPLY = Refusal("petitions.no_reply", "There is no reply to send.")
NO_TABLE = Refusal("petitions.no_table", "The column of codes is missing in this table.", kind=_INVALID)
WRONG_END = Refusal(
    "petitions.wrong_end", "This answer promises a day: accept it as a promise, and the work is followed until then."
)
NO_PROMISE = Refusal("petitions.no_promise", "This answer promises no day: accept it as an answer.")
NOT_RATEABLE = Refusal("petitions.not_rateable", "There is no answer yet that could be judged.")
NOT_OF_PETITION = Refusal("petitions.not_of_petition", "That paper belongs to another petition.", kind=_INVALID)
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
NO_NAME = Refusal("petitions.no_name", "Give the view a name.", kind=_INVALID)
NO_MAIL = Refusal("petitions.no_mail", "Write a mail address.", kind=_INVALID)
TOO_SHORT = Refusal(
    "petitions.too_short", "Write at least %(least)s characters.", {"least": LEAST_LETTERS}, kind=_INVALID
)
TOO_LONG = Refusal("petitions.too_long", "Write at most %(most)s characters.", {"most": MOST_LETTERS}, kind=_INVALID)
TOO_OFTEN = Refusal(
    "petitions.too_often", "Much was sent from this address in the last hour. Please try again later, or come by."
)
MANY_WORDS = Refusal(
    "petitions.many_words",
    "%(most)s things were added already. Please call the office for more.",
    {"most": MOST_ADDED},
)

_DATE = re.compile(r"\d{1,2}[/.-]\d{1,2}|\b(thang|quy|nam)\s+[\divx]+")
"""A day, or a month, quarter or year with its number, in folded text."""


@dataclass(frozen=True)
class Sorting:
    """What was chosen for a petition: a known topic, a level, an agency of the council that is at work."""

    kind: WishKind
    topic: str
    topics: Sequence[str]
    level: str
    is_agency_at_work: bool


@dataclass(frozen=True)
class Answer:
    """What a reply says; days are local. `papers` counts the attached documents."""

    result_class: str
    text: str
    today: date
    done_on: date | None = None
    evidence: str = ""
    papers: int = 0
    done_so_far: str = ""
    promised_on: date | None = None
    responsible: str = ""
    basis: str = ""
    late_reason: str = ""
    is_late: bool = False
    personal_data: Sequence[str] = ()


def may_record(texts: Sequence[str], source: str) -> Decision:
    """What is recorded has words and a source, and at most 500 come at once."""
    if not any(texts):
        return refuse(NO_WISH)
    if len(texts) > MOST_AT_ONCE:
        return refuse(TOO_MANY)
    return ALLOWED if source else refuse(NO_SOURCE)


def same_text(title: str) -> Refusal:
    """That the same text was recorded already, under which name."""
    return replace(SAME_TEXT, values={"title": title})


def may_rate(is_of_petition: bool, *, is_answered: bool) -> Decision:
    """Only who asked judges, and only an answer that was accepted: others may still change."""
    if not is_of_petition:
        return refuse(NOT_OF_PETITION)
    return ALLOWED if is_answered else refuse(NOT_RATEABLE)


def may_split(first: str, second: str) -> Decision:
    """Both parts have words of their own."""
    return ALLOWED if first and second else refuse(NO_PARTS)


def may_classify(sorting: Sorting) -> Decision:
    """A petition that is to be sent has a topic, a level and an agency (R7.18, R7.21)."""
    if sorting.kind is not WishKind.PETITION:
        return refuse(NO_PETITION)
    if not sorting.topic:
        return refuse(NO_TOPIC)
    if sorting.topic not in sorting.topics:
        return refuse(UNKNOWN_TOPIC)
    if not sorting.level:
        return refuse(NO_LEVEL)
    return ALLOWED if sorting.is_agency_at_work else refuse(NO_AGENCY)


def may_merge(own_id: int, other_id: int, other_state: PetitionState, *, is_same_council: bool) -> Decision:
    """Equal ones go on as one; it is never itself, and never one that was merged away."""
    if own_id == other_id:
        return refuse(SAME_PETITION)
    if not is_same_council:
        return refuse(OTHER_COUNCIL)
    return refuse(MERGED_ALREADY) if other_state is PetitionState.DUPLICATE else ALLOWED


def may_recall(sent_at: datetime | None, now: datetime) -> Decision:
    """What was sent can be taken back until it leaves."""
    if sent_at and now - sent_at <= timedelta(seconds=RECALL_SECONDS):
        return ALLOWED
    return refuse(TOO_LATE_TO_RECALL)


def may_return(competent: str, basis: str) -> Decision:
    """Whoever is not competent names who is, and the basis (R7.21)."""
    return ALLOWED if competent and basis else refuse(NO_COMPETENT)


def may_answer(answer: Answer) -> Decision:
    """Each class of answer has its fields (R7.24, ux S9): done, in progress, planned, explained."""
    if answer.result_class not in set(ResultClass):
        return refuse(NO_CLASS)
    if not answer.text:
        return refuse(NO_TEXT)
    if answer.personal_data:
        return refuse(replace(HAS_PERSONAL_DATA, values={"text": answer.personal_data[0]}))
    if answer.is_late and not answer.late_reason:
        return refuse(NO_LATE_REASON)
    return _ASKED[ResultClass(answer.result_class)](answer)


def _asked_when_done(answer: Answer) -> Decision:
    if answer.done_on is None or answer.done_on > answer.today:
        return refuse(NO_DONE_DAY)
    return ALLOWED if answer.evidence or answer.papers else refuse(NO_EVIDENCE)


def _asked_when_in_progress(answer: Answer) -> Decision:
    return _asked_when_planned(answer) if answer.done_so_far else refuse(NO_STEPS)


def _asked_when_planned(answer: Answer) -> Decision:
    if answer.promised_on is None or answer.promised_on <= answer.today:
        return refuse(NO_PROMISED_DAY)
    return ALLOWED if answer.responsible else refuse(NO_PERSON)


def _asked_when_explained(answer: Answer) -> Decision:
    return ALLOWED if answer.basis else refuse(NO_BASIS)


_ASKED = {
    ResultClass.DONE: _asked_when_done,
    ResultClass.IN_PROGRESS: _asked_when_in_progress,
    ResultClass.PLANNED: _asked_when_planned,
    ResultClass.EXPLAINED: _asked_when_explained,
}


def vague_phrases(text: str, phrases: Sequence[str]) -> list[str]:
    """The phrases of a text that promise nothing, where no day stands in the same sentence: advice, never a refusal."""
    found = []
    for sentence in re.split(r"(?<=[.!?;])\s+|\n", text):
        folded = fold(sentence)
        if _DATE.search(folded):
            continue
        # Folding keeps the number of letters, so a place in one is the same place in the other.
        places = ((folded.find(fold(phrase)), len(phrase)) for phrase in phrases)
        found += [sentence[at : at + length] for at, length in places if at >= 0]
    return found


def checks(answer: Answer, vague: Sequence[str], times_raised: int) -> list[tuple[str, Reason | Refusal]]:
    """What is looked at before an answer is sent, so that it is not sent back (ux S9): each line is good, missing (it
    cannot be sent) or advice."""
    refusal, words = may_answer(answer).refusal, len(answer.text.split())
    complete = Reason("Everything that is asked for this result is there.", {}, True)
    found: list[tuple[str, Reason | Refusal]] = [("missing", refusal) if refusal else ("good", complete)]
    found += [
        ("advice", Reason("“%(phrase)s” names no time. Add a day?", {"phrase": phrase}, False)) for phrase in vague
    ]
    if answer.text and not LEAST_WORDS <= words <= MOST_WORDS:
        values = {"words": words, "least": LEAST_WORDS, "most": MOST_WORDS}
        found.append(
            ("advice", Reason("%(words)s words; between %(least)s and %(most)s are read best.", values, False))
        )
    if times_raised > 1:
        again = Reason("Raised %(times)s times: better say why it comes again.", {"times": times_raised}, False)
        found.append(("advice", again))
    return found


def is_promise(result_class: str) -> bool:
    """Whether the answer ends with a promised day."""
    return result_class in set(PROMISING)


def may_end(result_class: str) -> Decision:
    """Only what was done or explained ends the matter; a promise does not (C.6)."""
    return refuse(WRONG_END) if is_promise(result_class) else ALLOWED


def may_follow_promise(result_class: str) -> Decision:
    """Only a promise is followed until its day."""
    return ALLOWED if is_promise(result_class) else refuse(NO_PROMISE)


def may_submit(text: str, *, sent_lately: int) -> Decision:
    """From a citizen: between 20 and 2,000 characters, and not by machine."""
    if len(text) < LEAST_LETTERS:
        return refuse(TOO_SHORT)
    if len(text) > MOST_LETTERS:
        return refuse(TOO_LONG)
    return may_send(sent_lately=sent_lately)


def may_send(*, sent_lately: int) -> Decision:
    """One address leaves only so much in an hour."""
    return refuse(TOO_OFTEN) if sent_lately >= MOST_AN_HOUR else ALLOWED


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


def may_add_words(text: str, *, added: int) -> Decision:
    """What a voter adds to the own petition: some words, not too many, and not for ever."""
    if not text:
        return refuse(NO_WISH)
    if len(text) > MOST_LETTERS:
        return refuse(TOO_LONG)
    return refuse(MANY_WORDS) if added >= MOST_ADDED else ALLOWED


def answer_key(local: dict[str, str], province: str, pace: Pace) -> str:
    """The row of law that gives the days of an answer: a province's own for each pace, else 30 days (R7.22, R7.29)."""
    own = local.get(province, "")
    if not own:
        return "petition.answer"
    return own if pace is Pace.NORMAL else f"{own}.{pace}"


def owes_answer(state: PetitionState) -> bool:
    """Whether an agency owes something in this state."""
    return state in WITH_AGENCY


@dataclass(frozen=True)
class Duty:
    """An answer that an agency owed, with the answer that stood at the end of a month; days are local.

    `answered_on` is None without an answer, and where the council had sent it back by then.
    """

    owed_on: date
    due_on: date | None
    is_stopped: bool = False
    answered_on: date | None = None
    days_late: int = 0
    result_class: str = ""


def answer_parts(duty: Duty, first: date, last: date, today: date) -> frozenset[str]:
    """Which numbers of a month's answer report count this duty; empty where nothing was owed in the month.

    `carried` and `received` add up to `owed`, and so do `in_time`, `late`, `open` and `overdue`; the four result
    classes add up to `in_time` and `late` (R7.22, R7.24). In the running month nothing is overdue before its day
    has passed.
    """
    answered = duty.answered_on if duty.answered_on and duty.owed_on <= duty.answered_on <= last else None
    if duty.owed_on > last or (answered and answered < first):
        return frozenset()
    came = "received" if duty.owed_on >= first else "carried"
    if answered:
        return frozenset({"owed", came, "late" if duty.days_late else "in_time", duty.result_class})
    passed = duty.due_on is not None and duty.due_on <= last and duty.due_on < today and not duty.is_stopped
    return frozenset({"owed", came, "overdue" if passed else "open"})


def may_set_target(year: int, old_cases: int, today: date) -> Decision:
    """A target looks ahead (C084)."""
    return ALLOWED if year in (today.year, today.year + 1) and 0 <= old_cases < MOST_ROWS else refuse(WRONG_TARGET)


def may_export(count: int) -> Decision:
    """What one file holds."""
    return refuse(TOO_MANY_ROWS) if count > MOST_ROWS else ALLOWED
