"""Replies as pages show them, and the page on which one is written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from nghitruong.domain.petitions import queries
from nghitruong.domain.petitions.lifecycle import PetitionState, ReplyState, ResultClass
from nghitruong.domain.petitions.policies import may
from nghitruong.domain.petitions.views.shapes.parts import own_parts, parts_page
from nghitruong.domain.petitions.views.shapes.photos import photo_rows
from nghitruong.domain.petitions.views.shapes.rows import Row, raised_at, result_tag, rows_of
from nghitruong.kernel import clock
from nghitruong.web.paging import page_of
from nghitruong.web.parts import Chip, Tag
from nghitruong.web.words import in_words

if TYPE_CHECKING:
    from django.http import HttpRequest

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
    "parts_reason",
)


def draft_of(petition: Petition) -> dict[str, Any]:
    """What was written of the answer so far; of one that was sent back, what it said."""
    draft = queries.reply_to_write(petition)
    if draft is None:
        return {}
    return {name: getattr(draft, name) for name in DRAFTED} | {
        "documents": [paper.pk for paper in draft.documents.all()]
    }


RESULT_HINTS = {
    ResultClass.DONE: gettext_lazy("With the day and the evidence"),
    ResultClass.IN_PROGRESS: gettext_lazy("With what was done and a day"),
    ResultClass.PLANNED: gettext_lazy("With the day and who does it"),
    ResultClass.EXPLAINED: gettext_lazy("With the document it rests on"),
}
ANSWER_GROUPS = {
    "": gettext_lazy("All"),
    "late": gettext_lazy("Overdue"),
    "returned": gettext_lazy("Sent back"),
    "promised": gettext_lazy("Promised"),
}
UNSENT_TAGS = {
    ReplyState.DRAFT: Tag(gettext_lazy("Draft"), "grey", "pencil"),
    ReplyState.PROPOSED: Tag(gettext_lazy("With the leader"), "amber", "user-check"),
}


@dataclass(frozen=True)
class ToAnswer:
    """One line of the agency's list."""

    row: Row
    url: str
    note: Tag | None
    is_current: bool
    is_with_leader: bool


def answer_list(request: HttpRequest, actor: Actor, current: Petition | None) -> dict[str, Any]:
    """The left side of the agency's place: what waits, by what presses, with the chosen one marked."""
    today, group = clock.today(), request.GET.get("loc", "")
    counts = queries.answer_counts(actor, today)
    page, pager = page_of(request, queries.to_answer(actor, group, today))
    petitions = list(page.object_list)
    place = reverse("petitions:answering")
    chosen = current or (petitions[0] if petitions else None)
    keys = f"?{urlencode({'loc': group})}" if group else ""
    return {
        "waiting": [_to_answer(row, chosen, keys) for row in rows_of(petitions, actor)],
        "chips": [
            Chip(words, f"{place}?loc={name}" if name else place, counts[name or "every"], name == group)
            for name, words in ANSWER_GROUPS.items()
        ],
        "pager": pager,
        "own_parts": own_parts(actor),
        "chosen": chosen,
    }


def _to_answer(row: Row, chosen: Petition | None, keys: str) -> ToAnswer:
    petition = row.petition
    unsent = getattr(petition, "unsent", None)
    note = UNSENT_TAGS[ReplyState(unsent)] if unsent else None
    if getattr(petition, "was_returned", False) and petition.state != PetitionState.IN_PROGRESS and note is None:
        note = Tag(_("Sent back"), "purple", "arrow-back-up")
    url = reverse("petitions:reply", args=[petition.code]) + keys
    return ToAnswer(row, url, note, chosen is not None and petition.pk == chosen.pk, unsent == ReplyState.PROPOSED)


def reply_page(actor: Actor, petition: Petition, form: Any) -> dict[str, Any]:
    """The page on which an answer is written: what was asked, what was answered before, what is still missing."""
    draft = queries.open_reply(petition)
    # Nothing of the row but its state and day is shown here: the product's topics do, and need no statement.
    (row,) = rows_of([petition], actor, queries.topic_book(None))
    chosen = [int(pk) for pk in form["documents"].value() or ()]
    parts = parts_page(actor, petition)
    return {
        "title": _("Answer petitions"),
        "petition": petition,
        "raised_at": raised_at(petition),
        "due": row.due,
        "form": form,
        "results": [(choice, RESULT_HINTS[ResultClass(choice.data["value"])]) for choice in form["result_class"]],
        "draft": draft,
        "is_proposed": draft is not None and draft.state == ReplyState.PROPOSED,
        "papers": [(each, each.pk in chosen) for each in queries.papers_to_choose(actor, chosen)],
        "checks": queries.checks_of(draft) if draft else [],
        "earlier": [each for each in replies_of(actor, petition) if each.reply.sent_at],
        "may_send": may(actor, "petitions.send_reply", is_own=queries.is_own(actor, petition)).is_allowed,
        "is_late": queries.is_late(petition),
        "debt": petition.answer,
        "photos": photo_rows(actor, petition),
        "open_parts": [each for each, *_rest in parts["parts"] if each.answered_on is None],
        **parts,
        "shares": shares_of(actor),
    }


def shares_of(actor: Actor) -> list[tuple[str, int, int]]:
    """How many answers of the quarter came in time: the agency's own, and all of the council's agencies."""
    council_id, today = actor.council_id or 0, clock.today()
    own, every = queries.shares_in_time(council_id, actor.agency_id or 0, today)
    return [(words, *share) for words, share in ((_("Your agency"), own), (_("All agencies"), every)) if share[1]]


def proposed_replies(actor: Actor) -> list[tuple[Answered, Row]]:
    """What waits for the leader, each with the petition that it answers."""
    proposed = list(queries.proposed_replies(actor))
    rows = rows_of([each.petition for each in proposed], actor)
    return [(answered(actor, each), row) for each, row in zip(proposed, rows, strict=True)]
