"""Meetings in the shapes that the page components read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from django.core.paginator import Page
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from nghitruong.domain.commitments.queries import commitments_of, days_to_go, debts_from
from nghitruong.domain.commitments.views import shapes as debt_shapes
from nghitruong.domain.meetings.lifecycle import BEFORE_OPENING, RUNNING, MeetingState
from nghitruong.domain.meetings.policies import may
from nghitruong.domain.meetings.queries import Listed, convening_decision, listed, round_page_of
from nghitruong.domain.meetings.rules import may_write_minutes
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Actor
from nghitruong.kernel.refs import RecordRef
from nghitruong.kernel.vietnamese import short_moment
from nghitruong.web import parts
from nghitruong.web.templatetags.ui import tag
from nghitruong.web.words import in_words, reason_sentence, refusal_sentence

if TYPE_CHECKING:
    from nghitruong.domain.meetings.models import AgendaItem, Meeting

GROUPS = {
    "dang-hop": (gettext_lazy("In progress"), RUNNING),
    "sap-hop": (gettext_lazy("Coming"), BEFORE_OPENING | {MeetingState.POSTPONED}),
    "da-hop": (gettext_lazy("Held"), frozenset({MeetingState.CLOSED, MeetingState.COMPLETED})),
}
TONES = {
    MeetingState.OPEN: "gold",
    MeetingState.ADJOURNED: "amber",
    MeetingState.CONVENED: "blue",
    MeetingState.PREPARING: "grey",
    MeetingState.CLOSED: "done",
    MeetingState.COMPLETED: "done",
    MeetingState.POSTPONED: "amber",
    MeetingState.CANCELLED: "red",
}


def state_tag(meeting: Meeting | Listed) -> parts.Tag:
    """The state in words, with its colour."""
    state = MeetingState(meeting.state)
    return parts.Tag(in_words(state), TONES.get(state, "grey"))


def in_group(meetings: QuerySet[Meeting], code: str) -> QuerySet[Meeting]:
    """The meetings of one chip; all of them without one."""
    return meetings.filter(state__in=GROUPS[code][1]) if code in GROUPS else meetings


def total_of(counts: Mapping[str, int], code: str) -> int:
    """How many meetings one chip stands for, by the counts of their states; all of them without one."""
    return sum(counts.get(state, 0) for state in (GROUPS[code][1] if code in GROUPS else counts))


def list_context(actor: Actor, page: Page[Meeting], counts: Mapping[str, int], chosen: str) -> dict[str, Any]:
    """The list's chips, rows and empty face."""
    chips = [parts.Chip(_("All"), "?", is_current=not chosen)]
    for code, (label, _states) in GROUPS.items():
        chips.append(parts.Chip(label, f"?loc={code}", total_of(counts, code), is_current=code == chosen))
    may_create = may(actor, "meetings.create_meeting", council_id=actor.council_id).is_allowed
    total = page.paginator.count
    return {
        "title": _("Meetings"),
        "count_words": ngettext("%(count)s meeting", "%(count)s meetings", total) % {"count": total},
        "chips": chips,
        "rows": _rows(page),
        "is_empty": not total,
        "may_create": may_create,
        "empty": {
            "icon": "gavel",
            "title": _("No meetings here yet"),
            "text": _("Sessions, meetings of the Standing body and other gatherings are listed here."),
            "action": {"url": reverse("meetings:new"), "label": _("New meeting")} if may_create else None,
        },
    }


@dataclass(frozen=True)
class Row:
    """One line of the list of meetings."""

    title: str
    url: str
    place: str
    moment: str
    state: SafeString
    items: str


def _rows(page: Page[Meeting]) -> list[Row]:
    """What is the same in many rows is made once."""
    address, found = reverse("meetings:list"), listed(cast("QuerySet[Meeting]", page.object_list))
    states = {one.state: tag(state_tag(one)) for one in found}
    return [
        Row(
            title=one.title,
            url=f"{address}{one.meeting_id}/",
            place=one.place,
            moment=short_moment(one.starts_at),
            state=states[one.state],
            items=f"{one.finished}/{one.items}" if one.items else "–",
        )
        for one in found
    ]


def detail_context(actor: Actor, meeting: Meeting, items: list[AgendaItem]) -> dict[str, Any]:
    """One meeting's head, its facts and steps of preparation, and what this actor may do."""
    may_arrange = may(actor, "meetings.change_meeting", council_id=meeting.council_id).is_allowed
    may_stop = may(actor, "meetings.cancel_meeting", council_id=meeting.council_id).is_allowed
    is_before = meeting.state in BEFORE_OPENING | {MeetingState.POSTPONED}
    page = round_page_of(actor, meeting)
    has_room = page is None
    return {
        "meeting": meeting,
        "title": meeting.title,
        "status": state_tag(meeting),
        "back_url": reverse("meetings:list"),
        "back_label": _("Meetings"),
        "items": items,
        "planned": sum(item.planned_minutes for item in items),
        "steps": _preparation(meeting, items) if has_room else [],
        "has_room": has_room,
        "round_page": page,
        "may_arrange": may_arrange and (is_before or meeting.state in RUNNING),
        "may_invite": has_room and may_arrange and meeting.state in (MeetingState.PREPARING, MeetingState.CONVENED),
        "may_stop": may_stop and is_before and meeting.state != MeetingState.CANCELLED,
        "may_complete": has_room
        and meeting.state == MeetingState.CLOSED
        and may(actor, "meetings.complete_meeting", council_id=meeting.council_id).is_allowed,
        "warnings": _warnings(meeting) if has_room and may_arrange and is_before else [],
        "is_running": meeting.state in RUNNING or meeting.state == MeetingState.CONVENED,
    }


def tasks_context(actor: Actor, meeting: Meeting) -> dict[str, Any]:
    """What the meeting concluded for others to do, as far as this actor reads it, and whether more may be added."""
    readable = commitments_of(actor).filter(pk__in=debts_from(RecordRef("meeting", meeting.pk)).values("pk"))
    tasks = list(readable.order_by("number"))
    left = days_to_go(tasks, clock.today(), meeting.council_id) if tasks else {}
    may_assign = may(actor, "meetings.assign_task", council_id=meeting.council_id).is_allowed
    return {
        "tasks": [(task, debt_shapes.state_tag(task), debt_shapes.due_tag(task, left[task.pk])) for task in tasks],
        "may_assign": may_assign and may_write_minutes(MeetingState(meeting.state)).is_allowed,
    }


def _warnings(meeting: Meeting) -> list[str]:
    """What the law would remark if everybody were invited now, in words."""
    decision = convening_decision(meeting, clock.now())
    refusal = [refusal_sentence(decision.refusal)] if decision.refusal else []
    return refusal + [reason_sentence(reason) for reason in decision.warnings]


def _preparation(meeting: Meeting, items: list[AgendaItem]) -> list[parts.Step]:
    """What must be ready before the opening; the first that is not is the present one (ux 5.5)."""
    papers = sum(1 for item in items if item.papers.all())
    marks = [
        (_("Programme"), bool(items), _("%(count)s items") % {"count": len(items)}),
        (_("Papers"), bool(papers), _("%(count)s items have papers") % {"count": papers}),
        (_("Invitation"), meeting.convened_at is not None, meeting.convening_decision),
        (_("Opening"), meeting.opened_at is not None, ""),
        (_("Closing"), meeting.closed_at is not None, ""),
    ]
    current = next((place for place, (_name, is_done, _detail) in enumerate(marks) if not is_done), len(marks))
    return [
        parts.Step(name, "done" if is_done else "now" if place == current else "to_come", detail)
        for place, (name, is_done, detail) in enumerate(marks)
    ]
