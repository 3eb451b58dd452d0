"""The doors: one petition, its replies, who asked, and what may be done with it now."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse

from nghitruong.domain.petitions import rules
from nghitruong.domain.petitions.lifecycle import (
    ENDED,
    HEARD,
    PETITION,
    WITH_AGENCY,
    PetitionState,
    ReplyState,
    WishKind,
)
from nghitruong.domain.petitions.models import Part, Petition, Remark, Reply, Transfer, Voice
from nghitruong.domain.petitions.policies import may, reads_all, reads_own, reads_voices
from nghitruong.foundation.councils.models import Agency
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Actor, Role
from nghitruong.kernel.decision import RefusedError
from nghitruong.kernel.policy import NO_SUCH_RECORD

_ELSEWHERE = frozenset({"reopen_petition", "supervise_petition"})
_NOT_FROM_BELOW = frozenset(
    {"note_opinion", "turn_into_letter", "answer_on_spot", "split_petition", "transfer_petitions"}
)
"""What is not done with a petition that another council's voters wait for."""
_OF_ANY_DEPUTY = frozenset({"take_charge", "remark_on_petition"})


def petitions_of(actor: Actor) -> QuerySet[Petition]:
    """The petitions that the actor reads, the newest first.

    An agency reads what is assigned to it (matrix row 18): its own, and those of which it answers for a part until the
    joint answer was accepted, from the moment when they have left. Remarks about the council and its deputies are for
    the office and the Standing body (R7.20).
    """
    left_before = _left_before()
    found = Petition.objects.filter(council_id=actor.council_id or 0).select_related("agency", "answer")
    found = found.exclude(pk__in=not_come([actor.council_id or 0]))
    if not reads_all(actor):
        is_assigned = Q(answered_on=None) | Q(petition__state__in=[*WITH_AGENCY, PetitionState.REPLIED])
        own_parts = Part.objects.filter(is_assigned, agency_id=actor.agency_id or 0, withdrawn_on=None)
        helping = own_parts.values("petition")
        own = found.filter(Q(agency_id=actor.agency_id or 0) | Q(pk__in=helping), forwarded_at__lte=left_before)
        found = own if reads_own(actor) else found.none()
    if not actor.has(Role.STANDING, Role.CLERK, Role.SYSTEM):
        found = found.exclude(kind=WishKind.REMARK)
    return found.order_by("-id")


def not_come(council_ids: Sequence[int]) -> QuerySet[Transfer, Any]:
    """The records of what a council below may still take back, or did take back: it has not come yet, or never will."""
    coming = Transfer.objects.filter(Q(recalled_at__isnull=False) | Q(sent_at__gt=_left_before()))
    return coming.filter(heir__council_id__in=list(council_ids)).values("heir")


def _left_before() -> datetime:
    return clock.now() - timedelta(seconds=rules.RECALL_SECONDS)


def petition_for(actor: Actor, code: str) -> Petition:
    """One petition by its code in the actor's council; what the actor may not read does not exist."""
    found = petitions_of(actor).filter(code=code.upper()).first()
    if found is None:
        raise RefusedError(NO_SUCH_RECORD, f"petition {code}")
    return found


def is_own(actor: Actor, petition: Petition) -> bool:
    """Whether it lies with the actor's agency, or is in the actor's charge as a deputy."""
    with_agency = actor.agency_id is not None and actor.agency_id == petition.agency_id
    return with_agency or (actor.mandate_id is not None and actor.mandate_id == petition.in_charge_id)


def sees_voices(actor: Actor, petition: Petition) -> bool:
    """Whether the actor sees who asked: the office has every petition in hand, a deputy the ones in her charge."""
    own = actor.has(Role.CLERK) or (actor.mandate_id is not None and actor.mandate_id == petition.in_charge_id)
    return reads_voices(actor, is_own=own)


def voices_of(actor: Actor, petition: Petition) -> QuerySet[Voice]:
    """Who asked, for who may see it; nobody for anybody else."""
    voices = petition.voices.order_by("id")
    return voices if sees_voices(actor, petition) else voices.none()


def voice_for(actor: Actor, petition: Petition, voice_id: int) -> Voice:
    """One of who asked, for who may see it."""
    voice = voices_of(actor, petition).filter(pk=voice_id).first()
    if voice is None:
        raise RefusedError(NO_SUCH_RECORD, f"voice-{voice_id}")
    return voice


def replies_of(actor: Actor, petition: Petition) -> QuerySet[Reply]:
    """The replies, the newest first; what was not sent yet is the agency's own."""
    replies = petition.replies.select_related("agency").order_by("-number")
    if actor.agency_id is not None and actor.agency_id == petition.agency_id:
        return replies
    return replies.exclude(state__in=[ReplyState.DRAFT, ReplyState.PROPOSED])


def open_reply(petition: Petition) -> Reply | None:
    """The reply that is being written or waits for the leader."""
    return petition.replies.filter(state__in=[ReplyState.DRAFT, ReplyState.PROPOSED]).first()


def reply_to_write(petition: Petition) -> Reply | None:
    """Where the agency writes on: its open reply, or its last one, which was sent back."""
    last = petition.replies.order_by("id").last()
    if last is None or last.state in (ReplyState.DRAFT, ReplyState.PROPOSED):
        return last
    return last if last.state == ReplyState.RETURNED and last.agency_id == petition.agency_id else None


def reply_for(actor: Actor, reply_id: int) -> Reply:
    """One reply to a petition that the actor reads."""
    found = Reply.objects.filter(pk=reply_id, petition__in=petitions_of(actor).values("pk"))
    reply = found.select_related("petition__answer", "petition__agency", "agency").first()
    if reply is None or reply not in replies_of(actor, reply.petition):
        raise RefusedError(NO_SUCH_RECORD, f"reply-{reply_id}")
    return reply


def remarks_of(petition: Petition) -> QuerySet[Remark]:
    return petition.remarks.order_by("-at", "-id")


def agencies_of(actor: Actor) -> QuerySet[Agency]:
    """The agencies at work that may come to answer."""
    return Agency.objects.filter(council_id=actor.council_id or 0, valid_to=None).order_by("name")


def available_verbs(actor: Actor, petition: Petition) -> set[str]:
    """The verbs that state, kind and capacity allow now, by their short names."""
    following = set(PETITION.verbs_from(PetitionState(petition.state))) - HEARD
    if petition.state in WITH_AGENCY:
        following |= {"write_reply", "divide_petition"}
    following.add("withhold_petition" if petition.is_public else "publish_petition")
    following |= {"remark_on_petition"}
    if petition.in_charge_id is None or petition.in_charge_id != actor.mandate_id:
        following |= {"take_charge"}
    if petition.kind != WishKind.PETITION:
        following -= {"classify_petition", "forward_petitions", "transfer_petitions"}
    following -= _ELSEWHERE if petition.upward_id else set()
    following -= _NOT_FROM_BELOW if hasattr(petition, "came_by") else {"return_transfer"}
    allowed = {
        verb for verb in following if may(actor, f"petitions.{verb}", is_own=owns(actor, petition, verb)).is_allowed
    }
    return allowed - {"accept_promise" if not rules.is_promise(petition.result_class) else "accept_reply"}


def owns(actor: Actor, petition: Petition, verb: str) -> bool:
    """Whether the petition counts as the actor's own for a verb: any deputy may take charge of what is said to her
    council, and remark on it."""
    return is_own(actor, petition) or (verb in _OF_ANY_DEPUTY and actor.mandate_id is not None)


def parts_of(actor: Actor, petition: Petition) -> QuerySet[Part]:
    """The parts that other agencies answer for: all for the council and the lead, the own one for who helps."""
    parts = petition.parts.filter(withdrawn_on=None).select_related("agency", "debt").order_by("due_on", "id")
    if actor.agency_id is None or actor.agency_id == petition.agency_id:
        return parts
    return parts.filter(agency_id=actor.agency_id)


def parts_to_answer(actor: Actor) -> QuerySet[Part]:
    """The open parts of the actor's agency, the one due first on top."""
    own = Part.objects.filter(council_id=actor.council_id or 0, agency_id=actor.agency_id or 0, withdrawn_on=None)
    return own.filter(answered_on=None).select_related("petition__agency", "debt").order_by("due_on", "id")


def part_for(actor: Actor, part_id: int) -> Part:
    """One part of a petition that the actor reads."""
    part = Part.objects.filter(pk=part_id, petition__in=petitions_of(actor).values("pk")).first()
    if part is None or part not in parts_of(actor, part.petition):
        raise RefusedError(NO_SUCH_RECORD, f"part-{part_id}")
    return part


def merged_into(actor: Actor, petition: Petition) -> QuerySet[Petition]:
    """The equal ones that go on together with this one."""
    return petitions_of(actor).filter(same_as=petition)


def open_petitions(council_id: int) -> QuerySet[Petition]:
    """What of a council's petitions is not over: what passes on when another council follows it."""
    own = Petition.objects.filter(council_id=council_id).exclude(state__in=[*ENDED, PetitionState.REPORTED_BACK])
    return own.select_related("answer", "council").order_by("id")


def reads_petition(actor: Actor, petition_id: int) -> bool:
    """Whether the actor reads a petition, by its number in the database."""
    return petitions_of(actor).filter(pk=petition_id).exists()


def page_of_petition(petition_id: int) -> str:
    """The address of a petition's page in the office, by its number in the database."""
    return reverse("petitions:detail", args=[Petition.objects.values_list("code", flat=True).get(pk=petition_id)])
