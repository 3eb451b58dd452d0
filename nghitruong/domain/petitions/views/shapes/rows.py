"""Lines of the list, their tags, and what an empty list says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from nghitruong.domain.commitments.queries import days_to_go
from nghitruong.domain.commitments.views.shapes import due_tag
from nghitruong.domain.petitions import queries
from nghitruong.domain.petitions.lifecycle import (
    WITH_AGENCY,
    Channel,
    PetitionState,
    ResultClass,
)
from nghitruong.domain.petitions.policies import may, reads_all
from nghitruong.kernel import clock
from nghitruong.web.parts import Tag
from nghitruong.web.words import in_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nghitruong.domain.petitions.models import Petition
    from nghitruong.kernel.actor import Actor


GROUPS = {
    "": gettext_lazy("All"),
    "late": gettext_lazy("Overdue"),
    "soon": gettext_lazy("Due soon"),
    "to_sort": gettext_lazy("To be sorted or sent"),
    "to_check": gettext_lazy("To be checked"),
    "to_tell": gettext_lazy("Voters to be told"),
    "promised": gettext_lazy("Promised"),
    "repeated": gettext_lazy("Raised again"),
    "above": gettext_lazy("With the council above"),
    "above_late": gettext_lazy("Overdue above"),
    "below": gettext_lazy("From councils below"),
    "opinions": gettext_lazy("Opinions"),
    "ended": gettext_lazy("Ended"),
}


SHOWN_WHEN_ANY = frozenset({"above", "above_late", "below"})
"""Groups that most councils have nothing in: their chips stand where there is something."""
AGENCY_GROUPS = ("", "late", "soon", "promised", "ended")


TONES = {
    PetitionState.RECORDED: "grey",
    PetitionState.CONSOLIDATED: "grey",
    PetitionState.CLASSIFIED: "blue",
    PetitionState.ANSWERED_ON_SPOT: "teal",
    PetitionState.TO_LETTER: "purple",
    PetitionState.NOTED: "grey",
    PetitionState.DUPLICATE: "grey",
    PetitionState.FORWARDED: "blue",
    PetitionState.RECEIVED: "blue",
    PetitionState.REFUSED_JURISDICTION: "purple",
    PetitionState.REPLIED: "teal",
    PetitionState.IN_PROGRESS: "blue",
    PetitionState.ASSESSED: "teal",
    PetitionState.UNDER_SUPERVISION: "purple",
    PetitionState.REPORTED_BACK: "done",
    PetitionState.CLOSED: "done",
    PetitionState.TRANSFERRED: "purple",
    PetitionState.SENT_BACK: "grey",
}


RESULT_TONES = {
    ResultClass.DONE: "done",
    ResultClass.IN_PROGRESS: "blue",
    ResultClass.PLANNED: "amber",
    ResultClass.EXPLAINED: "grey",
}


@dataclass(frozen=True)
class Row:
    """One line of the list."""

    petition: Petition
    url: str
    state: Tag
    due: Tag | None
    topic: str
    context: str
    is_own: bool = True


def state_tag(petition: Petition) -> Tag:
    """Where the petition stands, in words and colour."""
    state = PetitionState(petition.state)
    return Tag(in_words(state), TONES[state])


def raised_at(petition: Petition) -> str:
    """Where it was said; what came by the public form has no meeting, and its first words stand above already."""
    form = petition.intake.channel == Channel.FORM
    return in_words(Channel.FORM) if form else petition.intake.title


def result_tag(result_class: str) -> Tag | None:
    """Which of the four results was answered."""
    if not result_class:
        return None
    result = ResultClass(result_class)
    return Tag(in_words(result), RESULT_TONES[result])


def rows_of(petitions: Sequence[Petition], actor: Actor, book: queries.TopicBook | None = None) -> list[Row]:
    """Lines of the list, with the days to go by the council's calendar; the topics are read where none are given."""
    if not petitions:
        return []
    owed = {each.pk: each.answer for each in petitions if each.answer and each.state in WITH_AGENCY}
    owed |= queries.debts_above(petitions)
    left = days_to_go(list(owed.values()), clock.today(), actor.council_id or 0)
    book = book or queries.topic_book(actor.council_id)
    return [
        Row(
            each,
            page_url(each, actor),
            state_tag(each),
            due_tag(owed[each.pk], left[owed[each.pk].pk]) if each.pk in owed and owed[each.pk].pk in left else None,
            book.label(each.topic),
            _context(each) if each.council_id == actor.council_id else each.council.name,
            each.council_id == actor.council_id,
        )
        for each in petitions
    ]


def page_url(petition: Petition, actor: Actor) -> str:
    """The petition's page; one of a council that was taken over has a page of its own, as codes may be equal."""
    if petition.council_id == actor.council_id:
        return reverse("petitions:detail", args=[petition.code])
    return reverse("petitions:inherited", args=[petition.pk])


def list_head(total: int, *, is_filtered: bool, actor: Actor) -> dict[str, Any]:
    """The list's title, its count, what an empty one says and what this actor may do with it."""
    may_record = may(actor, "petitions.record_petitions").is_allowed
    return {
        "title": _("Voters' petitions"),
        "count_words": ngettext("%(count)s petition", "%(count)s petitions", total) % {"count": total},
        "is_empty": not total,
        "empty": _empty_face(is_filtered=is_filtered, may_record=may_record),
        "may_record": may_record,
        "may_answer": may(actor, "petitions.write_reply", is_own=actor.agency_id is not None).is_allowed,
        "may_note": actor.mandate_id is not None,
        "reads_all": reads_all(actor),
        "may_keep_topics": may(actor, "petitions.rename_topic").is_allowed,
        "may_export": may(actor, "petitions.export_petitions").is_allowed,
        "may_transfer": may(actor, "petitions.transfer_petitions").is_allowed,
        "may_forward": may(actor, "petitions.forward_petitions").is_allowed,
        "may_consolidate": may(actor, "petitions.consolidate_petitions").is_allowed,
        "may_tick": may(actor, "petitions.forward_petitions").is_allowed
        or may(actor, "petitions.consolidate_petitions").is_allowed,
    }


def _context(petition: Petition) -> str:
    raised = petition.times_raised
    again = _("raised %(count)s times") % {"count": raised} if raised > 1 else ""
    return " · ".join(filter(None, [petition.place or petition.neighbourhood, again]))


def _empty_face(*, is_filtered: bool, may_record: bool) -> dict[str, Any]:
    if is_filtered:
        return {"icon": "search", "title": _("Nothing was found"), "text": _("Try fewer words or another filter.")}
    action = {"url": reverse("petitions:intake"), "label": _("Enter petitions from minutes")} if may_record else None
    text = _("What voters ask for is kept here from their words to the thing done.")
    return {"icon": "message-2", "title": _("No petitions yet"), "text": text, "action": action}
