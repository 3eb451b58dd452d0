"""The agency answers: its officer writes and proposes, its leader sends; the office may enter an answer on paper."""

from collections.abc import Sequence
from dataclasses import asdict

from django.db import IntegrityError, transaction

from nghitruong.domain.commitments.actions import accept_from_record, report_from_record
from nghitruong.domain.petitions import rules
from nghitruong.domain.petitions.actions.parts import Said, Sending, Written
from nghitruong.domain.petitions.actions.saying import reason_of, topics_of
from nghitruong.domain.petitions.lifecycle import PETITION, REPLY, WITH_AGENCY, PetitionState, ReplyState
from nghitruong.domain.petitions.models import Petition, Reply
from nghitruong.domain.petitions.policies import may
from nghitruong.domain.petitions.queries import answer_facts, is_own, open_reply
from nghitruong.foundation.law.queries import calendar_for
from nghitruong.foundation.verbs.beats import announce, lawful, permit, record, refuse_now, verb
from nghitruong.foundation.verbs.moves import SOMEONE_WAS_FASTER, move
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Actor
from nghitruong.kernel.days import DayType, days_late
from nghitruong.kernel.vietnamese.text import clean_line, clean_text

_LINES = ("responsible", "resources", "basis", "evidence", "late_reason", "parts_reason")
_TEXTS = ("text", "done_so_far")


@verb("petitions.write_reply")
def write_reply(officer: Actor, petition: Petition, *, said: Said) -> Reply:
    """Keep what was written so far; it may still be incomplete, and nobody outside the agency sees it."""
    permit(may(officer, "petitions.write_reply", is_own=is_own(officer, petition), council_id=petition.council_id))
    if not rules.owes_answer(PetitionState(petition.state)):
        lawful(PETITION.may_follow(PetitionState(petition.state), "send_reply"))
    reply = open_reply(petition) or _new_reply(petition)
    if reply.state != ReplyState.DRAFT:
        lawful(REPLY.may_follow(ReplyState(reply.state), "write_reply"))
    _write(reply, said, officer)
    record(petition, reply=reply.number)
    announce(f"agency-{petition.agency_id}")
    return reply


@verb("petitions.write_replies")
def write_replies(
    officer: Actor, council_id: int, *, rows: Sequence[Written], is_proposed: bool = False
) -> list[Reply]:
    """Answer up to 500 petitions of the own agency at once, each with a reply of its own (ux S9).

    Those that are not with the agency any more, and those that its leader has already, are left out. To be handed to
    the leader all must be complete; else nothing is kept. Raises RefusedError where none is left.
    """
    permit(may(officer, "petitions.write_replies", is_own=officer.agency_id is not None, council_id=council_id))
    said = {row.code: row.said for row in rows[: rules.MOST_AT_ONCE]}
    own = Petition.objects.filter(council_id=council_id, agency_id=officer.agency_id or 0, state__in=WITH_AGENCY)
    chosen = own.filter(code__in=said).exclude(replies__state=ReplyState.PROPOSED).order_by("id")
    written = [_rewrite(each, said[each.code], officer) for each in chosen.select_related("agency", "answer")]
    if not written:
        refuse_now(rules.NO_REPLY)
    for reply in written if is_proposed else ():
        lawful(rules.may_answer(answer_facts(reply)))
        move(reply, REPLY, "propose_reply", state_reason="", updated_at=clock.now())
    record(None, council_id=council_id, petitions=[each.petition.code for each in written], is_proposed=is_proposed)
    announce(f"agency-{officer.agency_id}")
    return written


@verb("petitions.propose_reply")
def propose_reply(officer: Actor, reply: Reply) -> Reply:
    """Hand a complete reply to the agency's leader."""
    petition = reply.petition
    permit(may(officer, "petitions.propose_reply", is_own=is_own(officer, petition), council_id=reply.council_id))
    lawful(rules.may_answer(answer_facts(reply)))
    move(reply, REPLY, "propose_reply", state_reason="", updated_at=clock.now())
    record(petition, reply=reply.number)
    announce(f"agency-{petition.agency_id}")
    return reply


@verb("petitions.send_draft_back")
def send_draft_back(leader: Actor, reply: Reply, *, reason: str) -> Reply:
    """The leader wants it otherwise, and says how."""
    petition = reply.petition
    permit(may(leader, "petitions.send_draft_back", is_own=is_own(leader, petition), council_id=reply.council_id))
    reason = reason_of(reason)
    move(reply, REPLY, "send_draft_back", state_reason=reason, updated_at=clock.now())
    record(petition, reply=reply.number, reason=reason)
    announce(f"agency-{petition.agency_id}")
    return reply


@verb("petitions.send_reply", serious=True)
def send_reply(leader: Actor, reply: Reply) -> Reply:
    """The agency answers, signed by its leader; by how many days it was late is written down now (R7.22, R7.24)."""
    petition = reply.petition
    permit(may(leader, "petitions.send_reply", is_own=is_own(leader, petition), council_id=reply.council_id))
    lawful(rules.may_answer(answer_facts(reply)))
    late = _send(leader, petition, reply, "send_reply")
    record(petition, reply=reply.number, result_class=reply.result_class, days_late=late)
    announce(*topics_of(petition))
    return reply


@verb("petitions.send_replies", serious=True)
def send_replies(leader: Actor, council_id: int, *, numbers: Sequence[int]) -> Sending:
    """Send up to 500 proposed replies of the own agency at once, with one line in the ledger for all (ux S9).

    What is not complete any more – a day has passed, a reason is missing – is left with the leader, and said.
    Raises RefusedError where nothing could be sent. `numbers` are the records' own.
    """
    permit(may(leader, "petitions.send_replies", is_own=leader.agency_id is not None, council_id=council_id))
    own = Reply.objects.filter(council_id=council_id, agency_id=leader.agency_id or 0, state=ReplyState.PROPOSED)
    chosen = own.filter(pk__in=list(numbers)[: rules.MOST_AT_ONCE]).order_by("id")
    sending = Sending()
    for reply in chosen.select_related("petition__agency", "petition__answer"):
        if refusal := rules.may_answer(answer_facts(reply)).refusal:
            sending.left.append((reply, refusal))
        else:
            _send(leader, reply.petition, reply, "send_reply")
            sending.sent.append(reply)
    if not sending.sent:
        refuse_now(sending.left[0][1] if sending.left else rules.NO_REPLY)
    record(None, council_id=council_id, petitions=[each.petition.code for each in sending.sent], left=len(sending.left))
    announce("petitions", f"agency-{leader.agency_id}", *(f"petition-{each.petition_id}" for each in sending.sent))
    return sending


@verb("petitions.enter_reply", serious=True)
def enter_reply(clerk: Actor, petition: Petition, *, said: Said, document_number: str) -> Reply:
    """Write down an answer that came on paper, with its number; it is checked like any other."""
    permit(may(clerk, "petitions.enter_reply", council_id=petition.council_id))
    number = clean_line(document_number)
    if not number:
        refuse_now(rules.NO_DOCUMENT)
    reply = open_reply(petition) or _new_reply(petition)
    _write(reply, said, clerk)
    lawful(rules.may_answer(answer_facts(reply)))
    reply.document_number = number[:60]
    reply.save(update_fields=["document_number"])
    late = _send(clerk, petition, reply, "enter_reply")
    record(petition, reply=reply.number, result_class=reply.result_class, days_late=late)
    announce(*topics_of(petition))
    return reply


def _send(actor: Actor, petition: Petition, reply: Reply, verb_name: str) -> int:
    """The shared change when an answer leaves the agency; by how many days it is late."""
    debt, today = petition.answer, clock.today()
    late = _days_late(petition)
    move(
        reply,
        REPLY,
        "send_reply",
        sent_by=actor.name,
        sent_at=clock.now(),
        due_on=debt.due_on if debt else None,
        days_late=late,
    )
    fields = {"replied_on": today, "result_class": reply.result_class, "promised_on": reply.promised_on}
    move(petition, PETITION, verb_name, **fields)
    if debt:
        accept_from_record(debt)
        report_from_record(debt, result=reply.text, done_on=reply.done_on, evidence=reply.evidence)
    return late


def _rewrite(petition: Petition, said: Said, officer: Actor) -> Reply:
    reply = open_reply(petition) or _new_reply(petition)
    _write(reply, said, officer)
    reply.petition = petition
    return reply


def _new_reply(petition: Petition) -> Reply:
    if petition.agency is None:
        refuse_now(rules.NO_AGENCY)
    last = petition.replies.order_by("-number").first()
    try:
        with transaction.atomic():
            return Reply.objects.create(
                council_id=petition.council_id,
                petition=petition,
                agency=petition.agency,
                number=last.number + 1 if last else 1,
            )
    except IntegrityError:
        refuse_now(SOMEONE_WAS_FASTER)


def _write(reply: Reply, said: Said, actor: Actor) -> None:
    fields = asdict(said) | {name: clean_line(getattr(said, name)) for name in _LINES}
    fields |= {name: clean_text(getattr(said, name)) for name in _TEXTS}
    papers = fields.pop("documents")
    for name, value in fields.items():
        setattr(reply, name, value)
    reply.written_by, reply.updated_at = actor.name, clock.now()
    reply.save()
    reply.documents.set(papers)


def _days_late(petition: Petition) -> int:
    debt = petition.answer
    if debt is None or debt.due_on is None:
        return 0
    counted = min(clock.today(), debt.stopped_on or clock.today())
    return days_late(debt.due_on, counted, DayType(debt.day_type), calendar_for(petition.council_id))
