"""The Standing body sends petitions to who answers; the agency takes them, or names who is competent."""

from collections.abc import Sequence

from django.utils.translation import gettext_noop

from nghitruong.domain.commitments.actions import Wanted, accept_from_record, owe_from_record, withdraw_from_record
from nghitruong.domain.petitions import rules
from nghitruong.domain.petitions.actions.dividing import drop_parts
from nghitruong.domain.petitions.actions.saying import reason_of, topics_of
from nghitruong.domain.petitions.lifecycle import PETITION, PetitionState
from nghitruong.domain.petitions.models import Petition
from nghitruong.domain.petitions.policies import may
from nghitruong.domain.petitions.queries import answer_param, is_own
from nghitruong.foundation.verbs.beats import announce, lawful, permit, record, ref_of, refuse_now, verb
from nghitruong.foundation.verbs.moves import move
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Actor
from nghitruong.kernel.vietnamese.text import clean_line

RECALLED = gettext_noop("Taken back before it left.")


@verb("petitions.forward_petitions", serious=True)
def forward_petitions(
    standing: Actor, council_id: int, *, codes: Sequence[str], letter_number: str = ""
) -> list[Petition]:
    """Send up to 500 sorted petitions to their agencies, each of which owes its answer from now on (R7.18, R7.22).

    Those that are not sorted yet are left out. Raises RefusedError where none is ready.
    """
    permit(may(standing, "petitions.forward_petitions", council_id=council_id))
    chosen = Petition.objects.filter(council_id=council_id, code__in=list(codes)[: rules.MOST_AT_ONCE])
    ready = list(chosen.filter(state=PetitionState.CLASSIFIED).select_related("agency", "intake").order_by("id"))
    if not ready:
        refuse_now(rules.NOTHING_TO_SEND)
    for petition in ready:
        _send(petition, clean_line(letter_number)[:60])
    record(None, council_id=council_id, petitions=[each.code for each in ready], letter=letter_number)
    announce("petitions", *sorted({f"agency-{each.agency_id}" for each in ready}))
    return ready


@verb("petitions.recall_petitions", serious=True)
def recall_petitions(standing: Actor, council_id: int, *, codes: Sequence[str]) -> int:
    """Take back what was sent within the last 30 seconds, before it leaves; answers how many came back."""
    permit(may(standing, "petitions.recall_petitions", council_id=council_id))
    chosen = Petition.objects.filter(council_id=council_id, code__in=list(codes)[: rules.MOST_AT_ONCE])
    sent = list(chosen.filter(state=PetitionState.FORWARDED).select_related("answer"))
    if not sent:
        refuse_now(rules.NOTHING_TO_SEND)
    for petition in sent:
        lawful(rules.may_recall(petition.forwarded_at, clock.now()))
        debt = petition.answer
        move(
            petition,
            PETITION,
            "recall_petitions",
            forwarded_at=None,
            answer=None,
            letter_number="",
            is_public=False,
        )
        if debt:
            withdraw_from_record(debt, reason=RECALLED)
        drop_parts(petition)
    record(None, council_id=council_id, petitions=[each.code for each in sent])
    announce("petitions", *sorted({f"agency-{each.agency_id}" for each in sent}))
    return len(sent)


@verb("petitions.receive_petition")
def receive_petition(officer: Actor, petition: Petition) -> Petition:
    """The agency confirms that it has the petition and is competent for it."""
    permit(may(officer, "petitions.receive_petition", is_own=is_own(officer, petition), council_id=petition.council_id))
    move(petition, PETITION, "receive_petition")
    if petition.answer:
        accept_from_record(petition.answer)
    record(petition)
    announce(*topics_of(petition))
    return petition


@verb("petitions.return_petition", serious=True)
def return_petition(officer: Actor, petition: Petition, *, competent: str, basis: str) -> Petition:
    """The agency is not competent: it names who is and on what basis; the office sends it there (R7.21)."""
    permit(may(officer, "petitions.return_petition", is_own=is_own(officer, petition), council_id=petition.council_id))
    competent, basis = clean_line(competent), clean_line(basis)
    lawful(rules.may_return(competent, basis))
    debt, told = petition.answer, topics_of(petition)
    reason = reason_of(f"{competent} ({basis})")
    move(petition, PETITION, "return_petition", state_reason=reason, answer=None, forwarded_at=None)
    if debt:
        withdraw_from_record(debt, reason=reason)
    drop_parts(petition)
    record(petition, competent=competent, basis=basis, returned_by=petition.agency_id)
    announce(*told)
    return petition


def _send(petition: Petition, letter_number: str) -> None:
    agency = petition.agency
    if agency is None:
        refuse_now(rules.NO_AGENCY)
    wanted = Wanted(
        debtor=agency,
        title=petition.title,
        origin=petition.intake.title,
        param=answer_param(petition),
        source=ref_of(petition),
    )
    debt = owe_from_record(petition.council_id, wanted)
    move(
        petition,
        PETITION,
        "forward_petitions",
        answer=debt,
        forwarded_at=clock.now(),
        letter_number=letter_number,
        is_public=petition.withheld_on is None and (petition.is_public or bool(petition.public_text)),
    )
