"""One petition as its page shows it: head, facts, course, what is owed, equal ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nghitruong.domain.commitments.queries import escalations_of, ladder
from nghitruong.domain.commitments.views.shapes import state_tag as debt_tag
from nghitruong.domain.petitions import queries
from nghitruong.domain.petitions.lifecycle import (
    Level,
    PetitionerKind,
    ReplyState,
    ResultClass,
    WishKind,
)
from nghitruong.domain.petitions.views.shapes.answers import late_words, replies_of
from nghitruong.domain.petitions.views.shapes.parts import parts_page
from nghitruong.domain.petitions.views.shapes.photos import photo_rows
from nghitruong.domain.petitions.views.shapes.rows import Row, raised_at, result_tag, rows_of, state_tag
from nghitruong.domain.petitions.views.shapes.upward import ways_of
from nghitruong.kernel import clock
from nghitruong.kernel.vietnamese import short_date
from nghitruong.web.parts import Fact, Moment
from nghitruong.web.words import in_words

if TYPE_CHECKING:
    from datetime import date

    from nghitruong.domain.petitions.models import Petition, Reply
    from nghitruong.kernel.actor import Actor


def record_head(actor: Actor, petition: Petition) -> dict[str, Any]:
    """The head of the record's page: what it is, where it stands, where one came from."""
    # Nothing of the row but its state and day is shown here: the product's topics do, and need no statement.
    (row,) = rows_of([petition], actor, queries.topic_book(None))
    return {
        "title": petition.title,
        "code": petition.code,
        "petition": petition,
        "status": row.state,
        "due": row.due,
        "result": result_tag(petition.result_class),
        "facts": facts_of(petition),
        "moments": moments_of(actor, petition),
        "back_url": reverse("petitions:list"),
        "back_label": _("Voters' petitions"),
    }


def detail_of(actor: Actor, petition: Petition) -> dict[str, Any]:
    """Everything that the page of one petition shows to this actor."""
    return {
        **record_head(actor, petition),
        "verbs": queries.available_verbs(actor, petition),
        "replies": replies_of(actor, petition),
        "voices": list(queries.voices_of(actor, petition)),
        "sees_voices": queries.sees_voices(actor, petition),
        "remarks": list(queries.remarks_of(petition)) if not actor.agency_id else [],
        "photos": photo_rows(actor, petition),
        "merged": list(queries.merged_into(actor, petition)),
        "debts": debts_of(petition),
        "why": why_suggested(petition),
        **ways_of(actor, petition),
        **parts_page(actor, petition),
    }


def inherited_page(actor: Actor, petition: Petition) -> dict[str, Any]:
    """A petition of a council that was taken over, to be read alone: in the words that everybody may read."""
    return {
        **record_head(actor, petition),
        "back_url": reverse("petitions:term"),
        "back_label": _("Petitions of the term"),
        "replies": replies_of(actor, petition),
    }


def merge_page(actor: Actor, petition: Petition, form: Any) -> dict[str, Any]:
    """The petition beside those that may ask for the same."""
    page = reverse("petitions:detail", args=[petition.code])
    own = {"back_url": page, "back_label": petition.code, "form": form, "alike": alike_rows(actor, petition)}
    return record_head(actor, petition) | own


def facts_of(petition: Petition) -> list[Fact]:
    """What is known of the petition, as the summary shows it."""
    kind = in_words(WishKind(petition.kind))
    topic = queries.topic_book(petition.council_id).label(petition.topic)
    level = in_words(Level(petition.level)) if petition.level else ""
    raised = petition.times_raised
    place = ", ".join(dict.fromkeys(filter(None, [petition.place, petition.neighbourhood])))
    due_on = petition.answer.due_on if petition.answer else None
    return [
        Fact(_("Kind, topic"), ", ".join(filter(None, [kind, topic]))),
        Fact(_("Raised at"), f"{raised_at(petition)}, {short_date(petition.intake.held_on)}"),
        Fact(_("Who asked"), in_words(PetitionerKind(petition.petitioner_kind))),
        *([Fact(_("Place"), place)] if place else []),
        *(
            [Fact(_("Raised"), ngettext("%(count)s time", "%(count)s times", raised) % {"count": raised})]
            * (raised > 1)
        ),
        *([Fact(_("Whose matter"), level)] if level else []),
        *([Fact(_("Agency that answers"), petition.agency.name)] if petition.agency else []),
        *([Fact(_("Answer due on"), short_date(due_on))] if due_on else []),
        *([Fact(_("Promised day"), short_date(petition.promised_on))] if petition.promised_on else []),
        *([Fact(_("Deputy in charge"), petition.in_charge.person.full_name)] if petition.in_charge else []),
        *([Fact(_("Reason"), _(petition.state_reason))] if petition.state_reason else []),
    ]


def moments_of(actor: Actor, petition: Petition) -> list[Moment]:
    """The petition's whole life, the newest first: recording, sending, reminders, replies and their checks, the end."""
    dated: list[tuple[date, Moment]] = [
        (petition.recorded_on, Moment(_("Recorded"), short_date(petition.recorded_on), raised_at(petition)))
    ]
    if petition.forwarded_at:
        sent_on = clock.local_date(petition.forwarded_at)
        way = petition.upward
        to = petition.agency.name if petition.agency else way.receiver.name if way else ""
        dated.append((sent_on, Moment(_("Sent"), short_date(sent_on), to)))
    if petition.answer:
        steps = dict(ladder())
        dated += [
            (step.on, Moment(steps.get(step.step, step.step), short_date(step.on), step.document or step.note, "late"))
            for step in escalations_of(petition.answer)
        ]
    for reply in reversed(queries.replies_of(actor, petition)):
        dated += _reply_moments(reply)
    for day, words in ((petition.informed_on, _("Voters were told")), (petition.closed_on, state_tag(petition).label)):
        if day:
            dated.append((day, Moment(words, short_date(day), state="done")))
    # Days alone do not tell what came first of two moments of one day; their order above does.
    dated.sort(key=lambda pair: pair[0])
    return [moment for _day, moment in reversed(dated)]


def _reply_moments(reply: Reply) -> list[tuple[date, Moment]]:
    if reply.sent_at is None:
        return []
    sent_on, late = clock.local_date(reply.sent_at), late_words(reply)
    words = " · ".join(filter(None, [str(in_words(ResultClass(reply.result_class))), late]))
    found = [(sent_on, Moment(_("Answered"), short_date(sent_on), words, "late" if late else "past"))]
    if reply.checked_on and reply.state in {ReplyState.ACCEPTED, ReplyState.RETURNED}:
        said = in_words(ReplyState(reply.state))
        found.append((reply.checked_on, Moment(said, short_date(reply.checked_on), reply.state_reason)))
    return found


def _times(count: int) -> str:
    return ngettext("%(count)s time", "%(count)s times", count) % {"count": count}


def debts_of(petition: Petition) -> list[Any]:
    """What came to be owed for it, each with the address of its page."""
    return [
        (debt, reverse("commitments:detail", args=[debt.number]), debt_tag(debt)) for debt in queries.debts_of(petition)
    ]


def why_suggested(petition: Petition) -> str:
    """Why topic and agency were proposed, in a sentence; empty without a proposal."""
    words = petition.suggestion.get("why", [])
    return _("Because of “%(words)s”.") % {"words": "”, “".join(words)} if words else ""


def alike_rows(actor: Actor, petition: Petition) -> list[tuple[Row, int, str]]:
    """The petitions that may ask for the same: a line each, how alike in percent, and what they say."""
    found = queries.alike(petition)
    rows = rows_of([each.petition for each in found], actor)
    return [(row, round(each.score * 100), each.petition.text) for row, each in zip(rows, found, strict=True)]


def sorting_of(petition: Petition) -> dict[str, Any]:
    """What was chosen already, else what is proposed with enough certainty."""
    proposed = petition.suggestion
    return {
        "topic": queries.topic_book(petition.council_id).now(petition.topic or proposed.get("topic") or ""),
        "level": petition.level or proposed.get("level", ""),
        "agency": petition.agency_id or proposed.get("agency"),
        "helpers": [each.pk for each in petition.helpers.all()],
        "pace": petition.pace,
    }
