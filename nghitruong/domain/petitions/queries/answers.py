"""Reads of replies: their papers, what of them promises nothing, what voters say, what came to be owed."""

from django.db.models import Count, Q, QuerySet

from nghitruong.domain.commitments.models import Commitment
from nghitruong.domain.commitments.queries import debts_from
from nghitruong.domain.petitions import rules
from nghitruong.domain.petitions.lifecycle import ReplyState, Verdict
from nghitruong.domain.petitions.models import Petition, Reply
from nghitruong.domain.petitions.queries.sorting import vague_phrases
from nghitruong.engines.wishes import personal_data
from nghitruong.foundation.documents.models import Document
from nghitruong.foundation.documents.queries import documents_of
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Actor
from nghitruong.kernel.decision import Reason, Refusal
from nghitruong.kernel.refs import RecordRef


def papers_of(actor: Actor, reply: Reply) -> QuerySet[Document]:
    """The papers that show what was answered, of these the ones that the actor may know of."""
    return reply.documents.filter(pk__in=documents_of(actor).values("pk")).order_by("id")


def vague_in(reply: Reply) -> list[str]:
    """The phrases of the answer that promise nothing."""
    return rules.vague_phrases(reply.text, vague_phrases())


def verdicts_of(reply: Reply) -> tuple[int, int]:
    """How many voters are satisfied, of how many who said so."""
    counted = reply.ratings.aggregate(good=Count("pk", filter=Q(verdict=Verdict.SATISFIED)), every=Count("pk"))
    return counted["good"], counted["every"]


def debts_of(petition: Petition) -> QuerySet[Commitment]:
    """What agencies came to owe for this petition: the answer, and what an answer promised."""
    return debts_from(RecordRef("petition", petition.pk))


def is_late(petition: Petition) -> bool:
    """Whether what is owed now is overdue."""
    debt = petition.answer
    return bool(debt and debt.due_on and debt.stopped_on is None and debt.due_on < clock.today())


def open_parts(petition: Petition) -> int:
    """How many parts of other agencies have neither been answered nor taken back."""
    return petition.parts.filter(answered_on=None, withdrawn_on=None).count()


def answer_facts(reply: Reply) -> rules.Answer:
    """What the rules ask of an answer, from a reply as it stands."""
    return rules.Answer(
        result_class=reply.result_class,
        text=reply.text,
        today=clock.today(),
        done_on=reply.done_on,
        evidence=reply.evidence,
        papers=reply.documents.count(),
        done_so_far=reply.done_so_far,
        promised_on=reply.promised_on,
        responsible=reply.responsible,
        basis=reply.basis,
        late_reason=reply.late_reason,
        is_late=is_late(reply.petition),
        open_parts=open_parts(reply.petition),
        parts_reason=reply.parts_reason,
        personal_data=[each.text for each in personal_data(reply.text) if each.type in rules.NEVER_IN_ANSWERS],
    )


def checks_of(reply: Reply) -> list[tuple[str, Reason | Refusal]]:
    """What of the answer is in order, what is missing, and what would make it better."""
    return rules.checks(answer_facts(reply), vague_in(reply), reply.petition.times_raised)


def proposed_replies(actor: Actor) -> QuerySet[Reply]:
    """The replies of the actor's agency that wait for its leader, the oldest first."""
    waiting = Reply.objects.filter(
        council_id=actor.council_id or 0, agency_id=actor.agency_id or 0, state=ReplyState.PROPOSED
    )
    return waiting.select_related("petition__agency", "petition__answer", "petition__intake").order_by("updated_at")
