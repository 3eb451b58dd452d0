"""What becomes of a letter: refused, guided, forwarded, urged, told to the citizen. Nobody settles it here."""

from datetime import date
from typing import Any

from nghitruong.domain.commitments.actions import (
    Wanted,
    meet_from_record,
    owe_from_record,
    report_from_record,
    withdraw_from_record,
)
from nghitruong.domain.commitments.lifecycle import OPEN
from nghitruong.domain.commitments.models import Commitment
from nghitruong.domain.letters import rules
from nghitruong.domain.letters.actions.parts import Result, Transfer, reason_of, topics_of
from nghitruong.domain.letters.lifecycle import LETTER, WITH_BODY
from nghitruong.domain.letters.models import Letter, Urging
from nghitruong.domain.letters.policies import may
from nghitruong.domain.letters.queries import NOTHING_DUE, due_from, ineligible_reasons, is_own, label_of, owns
from nghitruong.foundation.councils.models import Agency
from nghitruong.foundation.verbs.beats import announce, lawful, permit, record, ref_of, refuse_now, verb
from nghitruong.foundation.verbs.moves import move
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Actor
from nghitruong.kernel.vietnamese.text import clean_line, clean_text


@verb("letters.refuse_letter")
def refuse_letter(clerk: Actor, letter: Letter, *, reason_code: str, note: str = "") -> Letter:
    """It cannot be dealt with, for a reason of the catalogue; the sender is told in the same days (R8.14, R8.15)."""
    permit(may(clerk, "letters.refuse_letter", is_own=owns(clerk, letter), council_id=letter.council_id))
    lawful(rules.may_choose(reason_code, [code for code, _words in ineligible_reasons()]))
    move(letter, LETTER, "refuse_letter", reason_code=reason_code, state_reason=clean_line(note)[:500])
    record(letter, reason=reason_code)
    announce(*topics_of(letter))
    return letter


@verb("letters.guide_sender")
def guide_sender(clerk: Actor, letter: Letter, *, competent: str) -> Letter:
    """A complaint for another body: the sender is guided there, the letter is not forwarded (R8.14)."""
    permit(may(clerk, "letters.guide_sender", is_own=owns(clerk, letter), council_id=letter.council_id))
    competent = clean_line(competent)[:200]
    lawful(rules.may_guide(letter.kind, competent))
    move(letter, LETTER, "guide_sender", competent=competent)
    record(letter, competent=competent)
    announce(*topics_of(letter))
    return letter


@verb("letters.forward_letter", serious=True)
def forward_letter(clerk: Actor, letter: Letter, *, to: Transfer) -> Letter:
    """Send it to the competent body, which owes a notice; where that is an agency of the council, as a commitment.

    A complaint is to be accepted in the days of the law of that day; a recommendation or a reflection may not be left
    lying (R8.14, R8.18, R8.20).
    """
    permit(may(clerk, "letters.forward_letter", is_own=owns(clerk, letter), council_id=letter.council_id))
    agency, competent, number = to.agency, clean_line(to.competent)[:200], clean_line(to.number)[:60]
    why = clean_line(to.reason)[:500]
    lawful(rules.may_forward(letter.kind, has_body=bool(agency or competent), number=number, why=why))
    today, key = clock.today(), rules.forwarded_key(letter.kind)
    due = due_from(letter.council_id, key, today)
    lawful(due.decision)
    debt = _owe(letter, agency, letter.kind, key if due.on else "", today)
    move(
        letter,
        LETTER,
        "forward_letter",
        agency=agency,
        competent=agency.name if agency else competent,
        transfer_number=number,
        forwarded_on=today,
        state_reason=why,
        debt=debt,
        **due.fields,
    )
    record(letter, agency=agency.pk if agency else None, transfer=number, due_on=str(due.on or ""))
    announce(*topics_of(letter))
    return letter


@verb("letters.note_acceptance")
def note_acceptance(officer: Actor, letter: Letter, *, accepted_on: date | None) -> Letter:
    """The competent body accepted the complaint: from that day the days of settling run (R8.20 to R8.22).

    They depend on the stage, on how complex the case is and on how remote the place is.
    """
    permit(may(officer, "letters.note_acceptance", is_own=is_own(officer, letter), council_id=letter.council_id))
    if letter.state not in WITH_BODY:
        refuse_now(rules.NOT_WITH_BODY)
    if letter.accepted_on:
        refuse_now(rules.ACCEPTED_ALREADY)
    lawful(rules.may_accept(letter.kind, accepted_on, letter.forwarded_on, clock.today()))
    day = accepted_on or clock.today()
    key = rules.settling_key(letter.stage, is_complex=letter.is_complex, is_remote=letter.is_remote)
    due = due_from(letter.council_id, key, day)
    lawful(due.decision)
    _meet(letter, "accepted", day, evidence=letter.code)
    debt = _owe(letter, letter.agency, "settling", key, day)
    for name, value in {"accepted_on": day, "debt": debt, **due.fields}.items():
        setattr(letter, name, value)
    letter.save(update_fields=["accepted_on", "debt", *due.fields])
    record(letter, accepted_on=str(day), key=key, due_on=str(due.on or ""))
    announce(*topics_of(letter))
    return letter


@verb("letters.urge_letter")
def urge_letter(deputy: Actor, letter: Letter, *, document: str = "", note: str = "") -> Letter:
    """Urge the competent body, as a deputy for a letter in her charge or as the office for any (R8.03, R8.14)."""
    permit(may(deputy, "letters.urge_letter", is_own=is_own(deputy, letter), council_id=letter.council_id))
    move(letter, LETTER, "urge_letter")
    Urging.objects.create(
        council_id=letter.council_id,
        letter=letter,
        on=clock.today(),
        by=deputy.name,
        document=clean_line(document)[:60],
        note=clean_line(note)[:500],
    )
    record(letter, document=clean_line(document)[:60])
    announce(*topics_of(letter))
    return letter


@verb("letters.enter_result")
def enter_result(clerk: Actor, letter: Letter, *, result: Result) -> Letter:
    """Write down the notice that came on paper; the citizen who asked is told within 5 working days (R8.16, R8.17)."""
    permit(may(clerk, "letters.enter_result", is_own=owns(clerk, letter), council_id=letter.council_id))
    _take_result(letter, result, "enter_result")
    announce(*topics_of(letter))
    return letter


@verb("letters.send_result")
def send_result(officer: Actor, letter: Letter, *, result: Result) -> Letter:
    """The competent agency tells what it decided, and when (R8.16)."""
    permit(may(officer, "letters.send_result", is_own=is_own(officer, letter), council_id=letter.council_id))
    _take_result(letter, result, "send_result")
    announce(*topics_of(letter))
    return letter


@verb("letters.supervise_letter", serious=True)
def supervise_letter(standing: Actor, letter: Letter, *, reason: str) -> Letter:
    """Put its settlement under supervision: the result is not agreed with, or none comes (R8.30, 87/2015 Art. 87)."""
    permit(may(standing, "letters.supervise_letter", council_id=letter.council_id))
    why = reason_of(reason)
    due = due_from(letter.council_id, rules.ALARM_KEY, clock.today())
    move(letter, LETTER, "supervise_letter", state_reason=why, **due.fields)
    record(letter, reason=why)
    announce(*topics_of(letter))
    return letter


@verb("letters.inform_citizen")
def inform_citizen(clerk: Actor, letter: Letter, *, document: str) -> Letter:
    """The sender was told, by a numbered paper: why not, where to go, or what was decided (R8.15, R8.17)."""
    permit(may(clerk, "letters.inform_citizen", is_own=owns(clerk, letter), council_id=letter.council_id))
    number = clean_line(document)[:60]
    if not number:
        refuse_now(rules.NO_NUMBER)
    before = letter.due_on
    move(letter, LETTER, "inform_citizen", informed_on=clock.today(), **NOTHING_DUE)
    record(letter, document=number, due_on=str(before or ""))
    announce(*topics_of(letter))
    return letter


@verb("letters.file_away_letter")
def file_away_letter(clerk: Actor, letter: Letter, *, reason: str) -> Letter:
    """Keep it without dealing with it, with the reason; what an agency still owes for it is asked for no longer."""
    permit(may(clerk, "letters.file_away_letter", is_own=owns(clerk, letter), council_id=letter.council_id))
    why, debt = reason_of(reason), letter.debt
    move(letter, LETTER, "file_away_letter", state_reason=why, ended_on=clock.today(), **NOTHING_DUE)
    if debt and debt.state in OPEN:
        withdraw_from_record(debt, reason=letter.code)
    record(letter, letter=letter.code)
    announce(*topics_of(letter))
    return letter


@verb("letters.archive_letter")
def archive_letter(clerk: Actor, letter: Letter) -> Letter:
    """The file goes to the archive."""
    permit(may(clerk, "letters.archive_letter", is_own=owns(clerk, letter), council_id=letter.council_id))
    move(letter, LETTER, "archive_letter", ended_on=clock.today())
    record(letter, letter=letter.code)
    announce(*topics_of(letter))
    return letter


def _take_result(letter: Letter, result: Result, verb_name: str) -> None:
    text, today = clean_text(result.text), clock.today()
    since = letter.accepted_on or letter.forwarded_on
    lawful(rules.may_enter_result(text, result.decided_on, since, today))
    due = due_from(letter.council_id, rules.INFORM_KEY, today)
    fields: dict[str, Any] = {
        "result": text,
        "decided_on": result.decided_on,
        "result_number": clean_line(result.number)[:60],
        "result_on": today,
        "state_reason": "",
        **(due.fields if letter.wants_notice else NOTHING_DUE),
    }
    move(letter, LETTER, verb_name, **fields)
    _meet(letter, "settled", result.decided_on or today, evidence=fields["result_number"])
    record(letter, decided_on=str(result.decided_on), number=fields["result_number"])


def _owe(letter: Letter, agency: Agency | None, what: str, param: str, owed_on: date) -> Commitment | None:
    """What the agency owes, without a word of the letter: everybody in the council reads debts."""
    if agency is None:
        return None
    wanted = Wanted(
        debtor=agency,
        title=label_of("letter_debts", what).format(code=letter.code),
        origin=letter.code,
        param=param,
        source=ref_of(letter),
        owed_on=owed_on,
    )
    return owe_from_record(letter.council_id, wanted)


def _meet(letter: Letter, what: str, day: date, *, evidence: str) -> None:
    """The debt is met where it still runs; it says what was done on which day, the letter's own words stay in it."""
    debt = letter.debt
    if debt and debt.state in OPEN:
        said = label_of("letter_debt_results", what).format(code=letter.code, day=f"{day:%d/%m/%Y}")
        report_from_record(debt, result=said, done_on=day, evidence=evidence)
        meet_from_record(debt)
