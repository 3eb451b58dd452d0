"""The debtor accepts, reports, asks for more time; the creditor checks and answers."""

from collections.abc import Iterable
from datetime import date

from django.db import IntegrityError, transaction

from nghitruong.domain.commitments import rules
from nghitruong.domain.commitments.actions.reasons import reason_of
from nghitruong.domain.commitments.lifecycle import COMMITMENT, EXTENSION, CommitmentState
from nghitruong.domain.commitments.models import Commitment, Extension
from nghitruong.domain.commitments.policies import may
from nghitruong.domain.commitments.queries import answering_page, clock_of, open_wish
from nghitruong.foundation.documents.models import Document
from nghitruong.foundation.law.queries import calendar_for
from nghitruong.foundation.verbs.beats import announce, lawful, permit, record, refuse_now, verb
from nghitruong.foundation.verbs.moves import move
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Actor
from nghitruong.kernel.decision import Decision
from nghitruong.kernel.vietnamese.text import clean_line, clean_text


@verb("commitments.accept_commitment")
def accept_commitment(officer: Actor, debt: Commitment) -> Commitment:
    """Confirm that the agency has it and is carrying it out."""
    permit(_may_as_debtor(officer, "accept_commitment", debt))
    lawful(rules.may_handle_here(answering_page(debt)))
    move(debt, COMMITMENT, "accept_commitment")
    record(debt)
    announce(*_topics(debt))
    return debt


@verb("commitments.report_result", serious=True)
def report_result(
    officer: Actor,
    debt: Commitment,
    *,
    result: str,
    done_on: date | None,
    evidence: str = "",
    documents: Iterable[Document] = (),
) -> Commitment:
    """Report what was done, on which day, and by what one sees it (R6.25). The creditor checks it."""
    permit(_may_as_debtor(officer, "report_result", debt))
    lawful(rules.may_handle_here(answering_page(debt)))
    result, evidence, papers = clean_text(result), clean_line(evidence), list(documents)
    today = clock.today()
    lawful(rules.may_report(result, done_on, today, [evidence, *(paper.title for paper in papers)]))
    move(debt, COMMITMENT, "report_result", result=result, done_on=done_on, evidence=evidence, reported_on=today)
    debt.documents.set(papers)
    record(debt, done_on=str(done_on), evidence=evidence, documents=[paper.pk for paper in papers])
    announce(*_topics(debt))
    return debt


@verb("commitments.accept_report", serious=True)
def accept_report(clerk: Actor, debt: Commitment) -> Commitment:
    """Accept the report as the end of the debt; by how many days it was late is written down now and stays."""
    permit(may(clerk, "commitments.accept_report", council_id=debt.council_id))
    lawful(rules.may_handle_here(answering_page(debt)))
    days = rules.lateness(clock_of(debt), calendar_for(debt.council_id))
    move(debt, COMMITMENT, "accept_report", ended_on=clock.today(), days_late=days, state_reason="")
    record(debt, days_late=days, due_on=str(debt.due_on or ""), reported_on=str(debt.reported_on))
    announce(*_topics(debt))
    return debt


@verb("commitments.return_report", serious=True)
def return_report(clerk: Actor, debt: Commitment, *, reason: str) -> Commitment:
    """Send the report back with the reason: it does not do what was asked, or only a part (R6.26)."""
    permit(may(clerk, "commitments.return_report", council_id=debt.council_id))
    lawful(rules.may_handle_here(answering_page(debt)))
    reason = reason_of(reason)
    move(debt, COMMITMENT, "return_report", state_reason=reason, reported_on=None)
    record(debt, reason=reason)
    announce(*_topics(debt))
    return debt


@verb("commitments.ask_extension")
def ask_extension(officer: Actor, debt: Commitment, *, wanted_on: date, reason: str) -> Extension:
    """Ask for more time, with the reason; the due day stays until the Standing body has answered."""
    permit(_may_as_debtor(officer, "ask_extension", debt))
    reason = clean_line(reason)
    lawful(rules.may_ask_extension(clock_of(debt), wanted_on, reason, is_asked=open_wish(debt) is not None))
    try:
        with transaction.atomic():
            wish = Extension.objects.create(
                council_id=debt.council_id,
                commitment=debt,
                wanted_on=wanted_on,
                reason=reason,
                asked_by=officer.name,
                before_on=debt.due_on or wanted_on,
            )
    except IntegrityError:
        refuse_now(rules.ALREADY_ASKED)
    record(debt, wanted_on=wanted_on.isoformat(), reason=reason)
    announce(*_topics(debt))
    return wish


@verb("commitments.grant_extension", serious=True)
def grant_extension(standing: Actor, wish: Extension, *, answer: str = "") -> Extension:
    """Give more time: the due day is the wanted one from now on (C.9: only the creditor extends)."""
    permit(may(standing, "commitments.grant_extension", council_id=wish.council_id))
    debt = wish.commitment
    lawful(rules.may_grant(CommitmentState(debt.state)))
    move(wish, EXTENSION, "grant_extension", answered_at=clock.now(), answer=clean_line(answer))
    before, debt.due_on = debt.due_on, wish.wanted_on
    debt.save(update_fields=["due_on"])
    record(debt, before=str(before), due_on=str(debt.due_on), answer=wish.answer)
    announce(*_topics(debt))
    return wish


@verb("commitments.refuse_extension", serious=True)
def refuse_extension(standing: Actor, wish: Extension, *, answer: str) -> Extension:
    """Refuse more time, with the reason; the due day stays."""
    permit(may(standing, "commitments.refuse_extension", council_id=wish.council_id))
    answer = reason_of(answer)
    move(wish, EXTENSION, "refuse_extension", answered_at=clock.now(), answer=answer)
    record(wish.commitment, wanted_on=str(wish.wanted_on), answer=answer)
    announce(*_topics(wish.commitment))
    return wish


def _may_as_debtor(officer: Actor, name: str, debt: Commitment) -> Decision:
    is_own = officer.agency_id is not None and officer.agency_id == debt.debtor_id
    return may(officer, f"commitments.{name}", is_own=is_own, council_id=debt.council_id)


def _topics(debt: Commitment) -> tuple[str, str]:
    return f"commitment-{debt.pk}", f"agency-{debt.debtor_id}"
