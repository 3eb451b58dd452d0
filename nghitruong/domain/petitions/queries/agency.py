"""What one agency has before it: petitions to answer, by what presses; how often its answers came in time."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery

from nghitruong.domain.commitments.lifecycle import WITH_DEBTOR
from nghitruong.domain.petitions.lifecycle import WITH_AGENCY, PetitionState, ReplyState
from nghitruong.domain.petitions.models import Petition, Reply
from nghitruong.domain.petitions.queries.answers import is_late, open_parts
from nghitruong.domain.petitions.queries.doors import petitions_of
from nghitruong.domain.petitions.rules import MOST_AT_ONCE, NEVER_IN_ANSWERS, Answer, may_answer
from nghitruong.engines.wishes import personal_data
from nghitruong.foundation.documents.models import Document
from nghitruong.foundation.documents.queries import documents_of
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Actor
from nghitruong.kernel.decision import Refusal

ANSWER_GROUPS = ("", "late", "returned", "promised")
QUARTER = 3


def to_answer(actor: Actor, group: str, today: date) -> QuerySet[Petition]:
    """The petitions that wait for the actor's agency, the one due first on top; `unsent` is where its draft stands.

    What was promised for a day waits by itself: it comes to the others when that day has passed.
    """
    drafts = Reply.objects.filter(petition=OuterRef("pk"), state__in=[ReplyState.DRAFT, ReplyState.PROPOSED])
    own = _own(actor).filter(_conditions(today).get(group, _conditions(today)[""]))
    return own.annotate(unsent=Subquery(drafts.values("state")[:1])).order_by(
        F("answer__due_on").asc(nulls_last=True), "id"
    )


def answer_counts(actor: Actor, today: date) -> dict[str, int]:
    """How many stand in each group, in one statement; the group of all is named `every`."""
    wanted = {name or "every": Count("pk", filter=condition) for name, condition in _conditions(today).items()}
    counted: dict[str, int] = _own(actor).order_by().aggregate(**wanted)
    return counted


def shares_in_time(council_id: int, agency_id: int, today: date) -> tuple[tuple[int, int], tuple[int, int]]:
    """So many of so many came in time, of the agency and of all: answers of the running quarter and those overdue now.

    What is overdue counts as not in time, or who never answers would look better than who answers late.
    """
    first = today.replace(month=today.month - (today.month - 1) % QUARTER, day=1)
    own, good = Q(agency_id=agency_id), Q(days_late=0)
    answers = Reply.objects.filter(council_id=council_id, agency__council_id=council_id, days_late__isnull=False)
    sent = answers.filter(sent_at__date__gte=first).aggregate(
        own_good=Count("pk", filter=own & good),
        own=Count("pk", filter=own),
        good=Count("pk", filter=good),
        all=Count("pk"),
    )
    owed = Petition.objects.filter(_late(today), council_id=council_id, state__in=WITH_AGENCY).aggregate(
        own=Count("pk", filter=own), all=Count("pk")
    )
    return (sent["own_good"], sent["own"] + owed["own"]), (sent["good"], sent["all"] + owed["all"])


def papers_to_choose(actor: Actor, chosen: list[int], most: int = 12) -> list[Document]:
    """The papers that were chosen, then the newest others that the actor knows of."""
    known = documents_of(actor)
    others = known.exclude(pk__in=chosen).order_by("-id")[:most]
    return [*known.filter(pk__in=chosen).order_by("id"), *others]


def chosen_to_answer(actor: Actor, codes: Sequence[str]) -> list[Petition]:
    """Those of the codes that still wait for the actor's agency and that its leader does not have, in their order."""
    waiting = _own(actor).filter(code__in=list(codes)[:MOST_AT_ONCE]).exclude(replies__state=ReplyState.PROPOSED)
    return list(waiting.order_by(F("answer__due_on").asc(nulls_last=True), "id"))


def drafts_of(petitions: Sequence[Petition]) -> dict[int, Reply]:
    """The drafts of petitions, by petition, with their papers."""
    drafts = Reply.objects.filter(petition__in=petitions, state=ReplyState.DRAFT).prefetch_related("documents")
    return {draft.petition_id: draft for draft in drafts}


def missing_in(petition: Petition, papers: int, **said: Any) -> Refusal | None:
    """What an answer with these fields would still lack, were it sent today."""
    names = {each.name for each in fields(Answer)}
    known = {name: value for name, value in said.items() if name in names}
    hidden = [each.text for each in personal_data(said["text"]) if each.type in NEVER_IN_ANSWERS]
    facts = {"is_late": is_late(petition), "open_parts": open_parts(petition), "personal_data": hidden}
    answer = Answer(**{**known, **facts}, today=clock.today(), papers=papers)
    return may_answer(answer).refusal


def _own(actor: Actor) -> QuerySet[Petition]:
    with_agency = petitions_of(actor).filter(agency_id=actor.agency_id or 0, state__in=WITH_AGENCY)
    returned = Reply.objects.filter(petition=OuterRef("pk"), state=ReplyState.RETURNED)
    return with_agency.select_related("agency", "answer", "intake").annotate(was_returned=Exists(returned))


def _conditions(today: date) -> dict[str, Q]:
    late = _late(today)
    promised = Q(state=PetitionState.IN_PROGRESS)
    return {
        "": ~promised | late,
        "late": late,
        "returned": Q(was_returned=True) & ~promised,
        "promised": promised,
    }


def _late(today: date) -> Q:
    return Q(answer__state__in=WITH_DEBTOR, answer__stopped_on=None, answer__due_on__lt=today)
