"""What is asked of an answer and of its end; which row of law gives its days, which number of a month counts it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from nghitruong.domain.petitions.lifecycle import PROMISING, WITH_AGENCY, Pace, PetitionState, ResultClass
from nghitruong.kernel.decision import ALLOWED, Decision, Reason, Refusal, RefusalKind, refuse
from nghitruong.kernel.vietnamese.folding import fold

_INVALID = RefusalKind.INVALID

LEAST_WORDS, MOST_WORDS = 40, 250
NEVER_IN_ANSWERS = frozenset({"phone", "id_number", "email", "bank_account"})
"""What an answer to everybody may not hold. Names it may: of officials, and of streets that are called like people."""
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
NO_PARTS_REASON = Refusal(
    "petitions.no_parts_reason",
    "%(count)s parts of other agencies have not come: wait for them, or say why the answer goes without.",
    {"count": 0},
    kind=_INVALID,
)
NO_DOCUMENT = Refusal("petitions.no_document", "Give the number of the paper that came.", kind=_INVALID)
NO_REPLY = Refusal("petitions.no_reply", "There is no reply to send.")
NO_TABLE = Refusal("petitions.no_table", "The column of codes is missing in this table.", kind=_INVALID)
WRONG_END = Refusal(
    "petitions.wrong_end", "This answer promises a day: accept it as a promise, and the work is followed until then."
)
NO_PROMISE = Refusal("petitions.no_promise", "This answer promises no day: accept it as an answer.")
_DATE = re.compile(r"\d{1,2}[/.-]\d{1,2}|\b(thang|quy|nam)\s+[\divx]+")
"""A day, or a month, quarter or year with its number, in folded text."""


@dataclass(frozen=True)
class Answer:
    """What a reply says; days are local. `papers` counts the attached documents,
    `open_parts` what other agencies still answer for."""

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
    open_parts: int = 0
    parts_reason: str = ""
    personal_data: Sequence[str] = ()


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
    if answer.open_parts and not answer.parts_reason:
        return refuse(replace(NO_PARTS_REASON, values={"count": answer.open_parts}))
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


def answer_key(local: dict[str, str], province: str, pace: Pace, *, is_central: bool = False) -> str:
    """The row of law that gives the days of an answer: a province's own for each pace, else 30 days (R7.22, R7.29);
    what goes to central bodies has 60 (R7.23)."""
    if is_central:
        return "petition.answer.na"
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
