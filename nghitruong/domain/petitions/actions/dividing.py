"""One petition, two agencies: one leads and answers the voters, another answers to it for a part (R7.21)."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_noop

from nghitruong.domain.commitments.actions import (
    Wanted,
    accept_from_record,
    meet_from_record,
    owe_from_record,
    reopen_from_record,
    report_from_record,
    withdraw_from_record,
)
from nghitruong.domain.petitions import rules
from nghitruong.domain.petitions.actions.saying import reason_of
from nghitruong.domain.petitions.lifecycle import PetitionState
from nghitruong.domain.petitions.models import Part, Petition
from nghitruong.domain.petitions.policies import may
from nghitruong.foundation.councils.models import Agency
from nghitruong.foundation.verbs.beats import announce, lawful, permit, record, ref_of, refuse_now, verb
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Actor
from nghitruong.kernel.vietnamese.text import clean_text

GONE = gettext_noop("The petition has left the agency that leads.")


@verb("petitions.divide_petition")
def divide_petition(clerk: Actor, petition: Petition, *, agency: Agency, text: str, due_on: date | None) -> Part:
    """Let another agency answer for a part; it owes that by a debt of its own, the lead still owes the whole."""
    permit(may(clerk, "petitions.divide_petition", council_id=petition.council_id))
    said, own = clean_text(text), petition.council_id == agency.council_id and agency.valid_to is None
    decision = rules.may_divide(
        PetitionState(petition.state),
        said,
        due_on,
        today=clock.today(),
        answer_due_on=petition.answer.due_on if petition.answer else None,
        is_helper=own and agency.pk != petition.agency_id,
    )
    lawful(decision)
    assert due_on is not None
    title = f"{petition.title}: {said}"[:500]
    debt = owe_from_record(
        petition.council_id,
        Wanted(debtor=agency, title=title, origin=petition.intake.title, due_on=due_on, source=ref_of(petition)),
    )
    part = _insert(petition, agency, said, debt_id=debt.pk, due_on=due_on)
    record(petition, part=part.pk, agency=agency.pk, due_on=str(due_on))
    announce(f"petition-{petition.pk}", "petitions", f"agency-{agency.pk}", f"agency-{petition.agency_id}")
    return part


@verb("petitions.answer_part")
def answer_part(officer: Actor, part: Part, *, text: str) -> Part:
    """The helping agency answers for its part; the agency that leads reads it and answers the voters."""
    is_own = officer.agency_id is not None and officer.agency_id == part.agency_id
    permit(may(officer, "petitions.answer_part", is_own=is_own, council_id=part.council_id))
    lawful(rules.may_act_on_part(is_open=part.answered_on is None and part.withdrawn_on is None))
    said = clean_text(text)
    if not said:
        refuse_now(rules.NO_TEXT)
    part.answer, part.answered_by, part.answered_on = said, officer.name, clock.today()
    part.save(update_fields=["answer", "answered_by", "answered_on"])
    accept_from_record(part.debt)
    report_from_record(part.debt, result=said, done_on=clock.today())
    meet_from_record(part.debt)
    record(part.petition, part=part.pk, agency=part.agency_id)
    announce(f"petition-{part.petition_id}", f"agency-{part.agency_id}", f"agency-{part.petition.agency_id}")
    return part


@verb("petitions.return_part")
def return_part(officer: Actor, part: Part, *, reason: str) -> Part:
    """The lead sends a part back before the joint answer goes out, with the reason: the helper owes it again.

    Its due day stays, so that it may be late at once. Raises RefusedError: not the lead, no answer, gone out already.
    """
    petition = part.petition
    is_lead = officer.agency_id is not None and officer.agency_id == petition.agency_id
    permit(may(officer, "petitions.return_part", is_own=is_lead, council_id=part.council_id))
    is_in = part.answered_on is not None and part.withdrawn_on is None
    lawful(rules.may_return_part(PetitionState(petition.state), is_answered=is_in))
    reason = reason_of(reason)
    _open_again(part, reason, by=officer.name)
    reopen_from_record(part.debt, reason=reason)
    record(petition, part=part.pk, agency=part.agency_id, reason=reason)
    announce(f"petition-{petition.pk}", f"agency-{part.agency_id}", f"agency-{petition.agency_id}")
    return part


@verb("petitions.withdraw_part")
def withdraw_part(clerk: Actor, part: Part, *, reason: str) -> Part:
    """The part is not asked of this agency any more; what it owed ends."""
    permit(may(clerk, "petitions.withdraw_part", council_id=part.council_id))
    lawful(rules.may_act_on_part(is_open=part.answered_on is None and part.withdrawn_on is None))
    reason = reason_of(reason)
    _drop(part, reason)
    record(part.petition, part=part.pk, reason=reason)
    announce(f"petition-{part.petition_id}", f"agency-{part.agency_id}")
    return part


def drop_parts(petition: Petition) -> None:
    """The petition left its lead, so nobody answers for a part of it: within the verb that took it away."""
    for part in petition.parts.filter(answered_on=None, withdrawn_on=None).select_related("debt"):
        _drop(part, GONE)


def _open_again(part: Part, reason: str, *, by: str) -> None:
    part.answered_on, part.returned_on, part.returned_why, part.returned_by = None, clock.today(), reason, by
    try:
        with transaction.atomic():
            part.save(update_fields=["answered_on", "returned_on", "returned_why", "returned_by"])
    except IntegrityError:
        refuse_now(rules.HAS_PART)


def _drop(part: Part, reason: str) -> None:
    part.withdrawn_on = clock.today()
    part.save(update_fields=["withdrawn_on"])
    withdraw_from_record(part.debt, reason=reason)


def _insert(petition: Petition, agency: Agency, text: str, *, debt_id: int, due_on: date) -> Part:
    try:
        with transaction.atomic():
            return Part.objects.create(
                council_id=petition.council_id,
                petition=petition,
                agency=agency,
                text=text,
                due_on=due_on,
                debt_id=debt_id,
            )
    except IntegrityError:
        refuse_now(rules.HAS_PART)
