"""Replies as pages show them, and the page on which one is written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import ngettext

from nghitruong.domain.petitions import queries
from nghitruong.domain.petitions.lifecycle import (
    ReplyState,
)
from nghitruong.domain.petitions.policies import may
from nghitruong.domain.petitions.views.shapes.rows import Row, result_tag, rows_of
from nghitruong.web.parts import Tag
from nghitruong.web.words import in_words

if TYPE_CHECKING:
    from nghitruong.domain.petitions.models import Petition, Reply
    from nghitruong.kernel.actor import Actor


REPLY_TONES = {
    ReplyState.DRAFT: "grey",
    ReplyState.PROPOSED: "amber",
    ReplyState.SENT: "teal",
    ReplyState.ACCEPTED: "done",
    ReplyState.RETURNED: "purple",
}


@dataclass(frozen=True)
class Answered:
    """One reply as the page shows it: what was answered, what of it promises nothing, what voters think of it."""

    reply: Reply
    result: Tag | None
    state: Tag
    late: str
    papers: list[Any]
    vague: list[str]
    satisfied: int
    ratings: int


def reply_tag(reply: Reply) -> Tag:
    """Where a reply stands."""
    state = ReplyState(reply.state)
    return Tag(in_words(state), REPLY_TONES[state])


def late_words(reply: Reply) -> str:
    """By how many days a reply was late, in words; empty when it was not."""
    days = reply.days_late or 0
    return ngettext("%(count)s day late", "%(count)s days late", days) % {"count": days} if days else ""


def answered(actor: Actor, reply: Reply) -> Answered:
    """One reply in its shape."""
    return Answered(
        reply,
        result_tag(reply.result_class),
        reply_tag(reply),
        late_words(reply),
        list(queries.papers_of(actor, reply)),
        queries.vague_in(reply),
        *queries.verdicts_of(reply),
    )


def replies_of(actor: Actor, petition: Petition) -> list[Answered]:
    """The replies that the actor may read, the newest first."""
    return [answered(actor, reply) for reply in queries.replies_of(actor, petition)]


DRAFTED = (
    "result_class",
    "done_on",
    "done_so_far",
    "promised_on",
    "responsible",
    "resources",
    "basis",
    "text",
    "evidence",
    "late_reason",
)


def draft_of(petition: Petition) -> dict[str, Any]:
    """What was written of the answer so far."""
    draft = queries.open_reply(petition)
    if draft is None:
        return {}
    return {name: getattr(draft, name) for name in DRAFTED} | {
        "documents": [paper.pk for paper in draft.documents.all()]
    }


def reply_page(actor: Actor, petition: Petition, form: Any) -> dict[str, Any]:
    """The page on which an answer is written: what was asked, what was answered before, what is still missing."""
    draft = queries.open_reply(petition)
    (row,) = rows_of([petition], actor)
    return {
        "title": petition.title,
        "petition": petition,
        "due": row.due,
        "form": form,
        "draft": draft,
        "checks": queries.checks_of(draft) if draft else [],
        "earlier": [each for each in replies_of(actor, petition) if each.reply.sent_at],
        "may_send": may(actor, "petitions.send_reply", is_own=queries.is_own(actor, petition)).is_allowed,
        "is_late": queries.is_late(petition),
    }


def proposed_replies(actor: Actor) -> list[tuple[Answered, Row]]:
    """What waits for the leader, each with the petition that it answers."""
    proposed = list(queries.proposed_replies(actor))
    rows = rows_of([each.petition for each in proposed], actor)
    return [(answered(actor, each), row) for each, row in zip(proposed, rows, strict=True)]
