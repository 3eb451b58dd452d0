"""The council checks an answer, follows what was promised, tells the voters, supervises, ends and reopens."""

from nghitruong.domain.commitments.actions import (
    Wanted,
    meet_from_record,
    owe_from_record,
    return_from_record,
)
from nghitruong.domain.petitions import rules
from nghitruong.domain.petitions.actions.saying import reason_of, topics_of
from nghitruong.domain.petitions.actions.upward import reopen_below, tell_below
from nghitruong.domain.petitions.lifecycle import PETITION, REPLY, ReplyState
from nghitruong.domain.petitions.models import Petition, Reply
from nghitruong.domain.petitions.policies import may
from nghitruong.domain.petitions.queries import answer_param
from nghitruong.foundation.verbs.beats import announce, lawful, permit, record, ref_of, refuse_now, verb
from nghitruong.foundation.verbs.moves import move
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Actor


@verb("petitions.accept_reply", serious=True)
def accept_reply(clerk: Actor, petition: Petition) -> Petition:
    """Accept an answer that it was done, or an explanation: the debt of answering ends, the voters are told next."""
    permit(may(clerk, "petitions.accept_reply", council_id=petition.council_id))
    reply = _sent_reply(petition)
    lawful(rules.may_end(reply.result_class))
    _accept(petition, reply, "accept_reply")
    tell_below(petition, reply)
    record(petition, reply=reply.number, result_class=reply.result_class)
    announce(*topics_of(petition))
    return petition


@verb("petitions.accept_promise", serious=True)
def accept_promise(clerk: Actor, petition: Petition) -> Petition:
    """Accept an answer that names a day: answering is over, and what was promised is owed until that day (R7.24)."""
    permit(may(clerk, "petitions.accept_promise", council_id=petition.council_id))
    reply = _sent_reply(petition)
    lawful(rules.may_follow_promise(reply.result_class))
    _accept(petition, reply, "accept_promise")
    wanted = Wanted(
        debtor=reply.agency,
        title=petition.title,
        origin=f"{petition.code}, {petition.intake.title}"[:300],
        owed_on=petition.replied_on,
        due_on=reply.promised_on,
        product=reply.text[:300],
        source=ref_of(petition),
    )
    petition.answer = owe_from_record(petition.council_id, wanted)
    petition.informed_on = clock.today()
    petition.save(update_fields=["answer", "informed_on"])
    tell_below(petition, reply)
    record(petition, reply=reply.number, promised_on=str(reply.promised_on))
    announce(*topics_of(petition))
    return petition


@verb("petitions.return_reply", serious=True)
def return_reply(clerk: Actor, petition: Petition, *, reason: str) -> Petition:
    """Send an answer back with the reason; the due day stays, so time goes on against the agency."""
    permit(may(clerk, "petitions.return_reply", council_id=petition.council_id))
    reason, reply = reason_of(reason), _sent_reply(petition)
    move(reply, REPLY, "return_reply", state_reason=reason, checked_on=clock.today())
    move(petition, PETITION, "return_reply", state_reason=reason, result_class="", promised_on=None)
    if petition.answer:
        return_from_record(petition.answer, reason=reason)
    record(petition, reply=reply.number, reason=reason)
    announce(*topics_of(petition))
    return petition


@verb("petitions.supervise_petition", serious=True)
def supervise_petition(standing: Actor, petition: Petition, *, reason: str) -> Petition:
    """Put under supervision how it is dealt with; the agency still owes what it owed (R7.27)."""
    permit(may(standing, "petitions.supervise_petition", council_id=petition.council_id))
    lawful(rules.may_act_here(lies_above=petition.upward_id is not None))
    reason = reason_of(reason)
    reply = petition.replies.filter(state=ReplyState.SENT).first()
    if reply:
        move(reply, REPLY, "return_reply", state_reason=reason, checked_on=clock.today())
        if petition.answer:
            return_from_record(petition.answer, reason=reason)
    move(petition, PETITION, "supervise_petition", state_reason=reason)
    _owe_again_if_ended(petition)
    record(petition, reason=reason)
    announce(*topics_of(petition))
    return petition


@verb("petitions.inform_voters")
def inform_voters(clerk: Actor, petition: Petition) -> Petition:
    """Say that the voters were told, and publish the answer (R7.25, R7.26)."""
    permit(may(clerk, "petitions.inform_voters", council_id=petition.council_id))
    move(petition, PETITION, "inform_voters", informed_on=clock.today())
    record(petition, voices=petition.voices.count())
    announce(*topics_of(petition))
    return petition


@verb("petitions.close_petition")
def close_petition(clerk: Actor, petition: Petition) -> Petition:
    """End it: it was done or explained, accepted, and the voters know."""
    permit(may(clerk, "petitions.close_petition", council_id=petition.council_id))
    lawful(rules.may_end(petition.result_class))
    move(petition, PETITION, "close_petition", closed_on=clock.today())
    record(petition, result_class=petition.result_class)
    announce(*topics_of(petition))
    return petition


@verb("petitions.reopen_petition", serious=True)
def reopen_petition(clerk: Actor, petition: Petition, *, reason: str) -> Petition:
    """It was not done after all: the agency owes an answer again, within the days of the law from today."""
    permit(may(clerk, "petitions.reopen_petition", council_id=petition.council_id))
    lawful(rules.may_act_here(lies_above=petition.upward_id is not None))
    reason = reason_of(reason)
    fields = {"state_reason": reason, "closed_on": None, "result_class": "", "promised_on": None}
    move(petition, PETITION, "reopen_petition", **fields)
    _owe_again_if_ended(petition)
    reopen_below(petition, reason=reason)
    record(petition, reason=reason)
    announce(*topics_of(petition))
    return petition


def _sent_reply(petition: Petition) -> Reply:
    reply = petition.replies.filter(state=ReplyState.SENT).select_related("agency").first()
    if reply is None:
        refuse_now(rules.NO_REPLY)
    return reply


def _accept(petition: Petition, reply: Reply, verb_name: str) -> None:
    move(reply, REPLY, verb_name, checked_on=clock.today())
    move(petition, PETITION, verb_name, state_reason="")
    if petition.answer:
        meet_from_record(petition.answer)


def _owe_again_if_ended(petition: Petition) -> None:
    """A petition that lies with an agency always has a running debt."""
    if petition.agency is None or (petition.answer and petition.answer.ended_on is None):
        return
    wanted = Wanted(
        debtor=petition.agency,
        title=petition.title,
        origin=petition.intake.title,
        param=answer_param(petition),
        source=ref_of(petition),
    )
    petition.answer = owe_from_record(petition.council_id, wanted)
    petition.save(update_fields=["answer"])
