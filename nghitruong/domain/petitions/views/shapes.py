"""Petitions in the shapes that the page components read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from nghitruong.domain.commitments.queries import days_to_go, escalations_of, ladder
from nghitruong.domain.commitments.views.shapes import due_tag
from nghitruong.domain.commitments.views.shapes import state_tag as debt_tag
from nghitruong.domain.petitions import queries
from nghitruong.domain.petitions.lifecycle import (
    BEFORE_SENDING,
    UNSORTED,
    WITH_AGENCY,
    Level,
    PetitionerKind,
    PetitionState,
    ReplyState,
    ResultClass,
    WishKind,
)
from nghitruong.domain.petitions.policies import may
from nghitruong.kernel import clock
from nghitruong.kernel.vietnamese import short_date
from nghitruong.web.parts import Fact, Moment, Tag
from nghitruong.web.words import in_words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from nghitruong.domain.petitions.models import Intake, Petition, Reply
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
    "opinions": gettext_lazy("Opinions"),
    "ended": gettext_lazy("Ended"),
}
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


def state_tag(petition: Petition) -> Tag:
    """Where the petition stands, in words and colour."""
    state = PetitionState(petition.state)
    return Tag(in_words(state), TONES[state])


def result_tag(result_class: str) -> Tag | None:
    """Which of the four results was answered."""
    if not result_class:
        return None
    result = ResultClass(result_class)
    return Tag(in_words(result), RESULT_TONES[result])


def rows_of(petitions: Sequence[Petition], actor: Actor) -> list[Row]:
    """Lines of the list, with the days to go by the council's calendar."""
    debts = [each.answer for each in petitions if each.answer and each.state in WITH_AGENCY]
    left = days_to_go(debts, clock.today(), actor.council_id or 0)
    return [
        Row(
            each,
            reverse("petitions:detail", args=[each.code]),
            state_tag(each),
            due_tag(each.answer, left[each.answer.pk]) if each.answer and each.answer.pk in left else None,
            queries.topic_label(each.topic),
            _context(each),
        )
        for each in petitions
    ]


def list_head(total: int, *, is_filtered: bool, actor: Actor) -> dict[str, Any]:
    """The list's title, its count, what an empty one says and what this actor may do with it."""
    may_record = may(actor, "petitions.record_petitions").is_allowed
    return {
        "title": _("Voters' petitions"),
        "count_words": ngettext("%(count)s petition", "%(count)s petitions", total) % {"count": total},
        "is_empty": not total,
        "empty": _empty_face(is_filtered=is_filtered, may_record=may_record),
        "may_record": may_record,
        "may_note": actor.mandate_id is not None,
        "may_forward": may(actor, "petitions.forward_petitions").is_allowed,
    }


def record_head(actor: Actor, petition: Petition) -> dict[str, Any]:
    """The head of the record's page: what it is, where it stands, where one came from."""
    (row,) = rows_of([petition], actor)
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


def facts_of(petition: Petition) -> list[Fact]:
    """What is known of the petition, as the summary shows it."""
    kind = in_words(WishKind(petition.kind))
    topic = queries.topic_label(petition.topic)
    level = in_words(Level(petition.level)) if petition.level else ""
    raised, place = petition.times_raised, ", ".join(filter(None, [petition.place, petition.neighbourhood]))
    due_on = petition.answer.due_on if petition.answer else None
    return [
        Fact(_("Kind, topic"), ", ".join(filter(None, [kind, topic]))),
        Fact(_("Raised at"), f"{petition.intake.title}, {short_date(petition.intake.held_on)}"),
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
        *([Fact(_("Reason"), petition.state_reason)] if petition.state_reason else []),
    ]


def moments_of(actor: Actor, petition: Petition) -> list[Moment]:
    """The petition's whole life, the newest first: recording, sending, reminders, replies and their checks, the end."""
    dated: list[tuple[date, Moment]] = [
        (petition.recorded_on, Moment(_("Recorded"), short_date(petition.recorded_on), petition.intake.title))
    ]
    if petition.forwarded_at:
        sent_on = clock.local_date(petition.forwarded_at)
        to = petition.agency.name if petition.agency else ""
        dated.append((sent_on, Moment(_("Sent"), short_date(sent_on), to)))
    if petition.answer:
        steps = dict(ladder())
        dated += [
            (step.on, Moment(steps.get(step.step, step.step), short_date(step.on), step.document or step.note, "late"))
            for step in escalations_of(petition.answer)
        ]
    for reply in queries.replies_of(actor, petition):
        dated += _reply_moments(reply)
    for day, words in ((petition.informed_on, _("Voters were told")), (petition.closed_on, state_tag(petition).label)):
        if day:
            dated.append((day, Moment(words, short_date(day), state="done")))
    return [moment for _day, moment in sorted(dated, key=lambda pair: pair[0], reverse=True)]


def late_words(reply: Reply) -> str:
    """By how many days a reply was late, in words; empty when it was not."""
    days = reply.days_late or 0
    return ngettext("%(count)s day late", "%(count)s days late", days) % {"count": days} if days else ""


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


REPLY_TONES = {
    ReplyState.DRAFT: "grey",
    ReplyState.PROPOSED: "amber",
    ReplyState.SENT: "teal",
    ReplyState.ACCEPTED: "done",
    ReplyState.RETURNED: "purple",
}


def reply_tag(reply: Reply) -> Tag:
    """Where a reply stands."""
    state = ReplyState(reply.state)
    return Tag(in_words(state), REPLY_TONES[state])


def replies_of(actor: Actor, petition: Petition) -> list[Answered]:
    """The replies that the actor may read, the newest first."""
    return [
        Answered(
            reply,
            result_tag(reply.result_class),
            reply_tag(reply),
            late_words(reply),
            list(queries.papers_of(actor, reply)),
            queries.vague_in(reply),
            *queries.verdicts_of(reply),
        )
        for reply in queries.replies_of(actor, petition)
    ]


def debts_of(petition: Petition) -> list[Any]:
    """What came to be owed for it, each with the address of its page."""
    return [
        (debt, reverse("commitments:detail", args=[debt.number]), debt_tag(debt)) for debt in queries.debts_of(petition)
    ]


def sorting_of(petition: Petition) -> dict[str, Any]:
    """What was chosen already, else what is proposed with enough certainty."""
    proposed = petition.suggestion
    return {
        "topic": petition.topic or proposed.get("topic", ""),
        "level": petition.level or proposed.get("level", ""),
        "agency": petition.agency_id or proposed.get("agency"),
        "helpers": [each.pk for each in petition.helpers.all()],
        "pace": petition.pace,
    }


def why_suggested(petition: Petition) -> str:
    """Why topic and agency were proposed, in a sentence; empty without a proposal."""
    words = petition.suggestion.get("why", [])
    return _("Because of “%(words)s”.") % {"words": "”, “".join(words)} if words else ""


def alike_rows(actor: Actor, petition: Petition) -> list[tuple[Row, int, str]]:
    """The petitions that may ask for the same: a line each, how alike in percent, and what they say."""
    found = queries.alike(petition)
    rows = rows_of([each.petition for each in found], actor)
    return [(row, round(each.score * 100), each.petition.text) for row, each in zip(rows, found, strict=True)]


@dataclass(frozen=True)
class SortRow:
    """One row of the table of an evening: the petition, what was chosen or proposed, and what to look at."""

    petition: Petition
    kinds: list[tuple[str, Any]]
    topic: str
    level: str
    agency_id: int | None
    why: str
    unsure: str
    alike: list[queries.Alike]
    is_double: bool
    is_open: bool


def review_of(actor: Actor, intake: Intake) -> dict[str, Any]:
    """The table of one source with its counts, and the source's text with the places of its wishes marked."""
    petitions = list(queries.of_intake(actor, intake))
    rows = [_sort_row(each) for each in petitions]
    return {
        "title": intake.title,
        "intake": intake,
        "rows": rows,
        "topics": queries.topics(),
        "levels": [(level.value, in_words(level)) for level in Level],
        "agencies": list(queries.agencies_of(actor)),
        "pieces": pieces_of(intake.text, petitions),
        "counts": _counts_of(rows),
    }


def check_of(actor: Actor, intake: Intake) -> dict[str, Any]:
    """What of one source goes to whom until when, and what is missing."""
    petitions = list(queries.of_intake(actor, intake))
    ready = [each for each in petitions if each.state == PetitionState.CLASSIFIED]
    agencies = {each.agency_id: each.agency for each in ready}
    return {
        "title": _("Check before sending"),
        "intake": intake,
        "ready": ready,
        "groups": [
            (agency, [each for each in ready if each.agency_id == agency_id], queries.due_if_sent(ready, agency_id))
            for agency_id, agency in agencies.items()
        ],
        "missing": [each for each in petitions if each.state in UNSORTED and each.kind == WishKind.PETITION],
        "opinions": [each for each in petitions if each.kind != WishKind.PETITION],
    }


def pieces_of(text: str, petitions: Sequence[Petition]) -> list[tuple[str, str]]:
    """The source's text cut at its wishes: each piece with the code of its petition, or none between them."""
    spans = sorted(
        (each.suggestion["start"], each.suggestion["end"], each.code)
        for each in petitions
        if each.suggestion.get("end") and each.suggestion["end"] <= len(text)
    )
    pieces, at = [], 0
    for start, end, code in spans:
        if start < at:
            continue
        pieces += [(text[at:start], ""), (text[start:end], code)]
        at = end
    return [piece for piece in [*pieces, (text[at:], "")] if piece[0]]


def _sort_row(petition: Petition) -> SortRow:
    proposed = petition.suggestion
    unsure = [queries.topic_label(code) for code, _p in proposed.get("topics", [])[:2]]
    return SortRow(
        petition,
        [(kind.value, in_words(kind)) for kind in WishKind],
        petition.topic,
        petition.level,
        petition.agency_id,
        why_suggested(petition),
        _("%(first)s or %(second)s?") % {"first": unsure[0], "second": unsure[1]}
        if len(unsure) > 1 and not petition.topic
        else "",
        queries.alike(petition, limit=3),
        proposed.get("doubt_at") is not None and petition.state in UNSORTED,
        petition.state in BEFORE_SENDING,
    )


def _counts_of(rows: Sequence[SortRow]) -> dict[str, Any]:
    """How many rows are clear, how many want a look, how many may be raised again; in words as well."""
    open_rows = [row for row in rows if row.is_open]
    unclear = sum(row.is_double or not _is_complete(row) for row in open_rows)
    clear, alike = len(open_rows) - unclear, sum(bool(row.alike) for row in open_rows)
    return {
        "all": len(rows),
        "unclear": unclear,
        "alike": alike,
        "clear_words": ngettext("%(count)s clear", "%(count)s clear", clear) % {"count": clear},
        "unclear_words": ngettext("%(count)s to look at", "%(count)s to look at", unclear) % {"count": unclear},
        "alike_words": ngettext("%(count)s perhaps raised before", "%(count)s perhaps raised before", alike)
        % {"count": alike},
    }


def _is_complete(row: SortRow) -> bool:
    """An opinion needs nothing; a petition its topic, level and agency."""
    return row.petition.kind != WishKind.PETITION or all([row.topic, row.level, row.agency_id])


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
    head = record_head(actor, petition)
    return {
        **head,
        "form": form,
        "draft": draft,
        "checks": queries.checks_of(draft) if draft else [],
        "earlier": [each for each in replies_of(actor, petition) if each.reply.sent_at],
        "may_send": may(actor, "petitions.send_reply", is_own=queries.is_own(actor, petition)).is_allowed,
        "is_late": queries.is_late(petition),
        "back_url": reverse("petitions:list"),
        "back_label": _("Voters' petitions"),
    }


def proposed_replies(actor: Actor) -> list[tuple[Answered, Row]]:
    """What waits for the leader, each with the petition that it answers."""
    proposed = list(queries.proposed_replies(actor))
    rows = rows_of([each.petition for each in proposed], actor)
    return [
        (
            Answered(
                each,
                result_tag(each.result_class),
                reply_tag(each),
                late_words(each),
                list(queries.papers_of(actor, each)),
                queries.vague_in(each),
                0,
                0,
            ),
            row,
        )
        for each, row in zip(proposed, rows, strict=True)
    ]
