"""Debts in the shapes that the page components read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from nghitruong.domain.commitments import queries
from nghitruong.domain.commitments.lifecycle import ENDED, WITH_DEBTOR, CommitmentState, ExtensionState, MilestoneState
from nghitruong.domain.commitments.policies import may
from nghitruong.kernel import clock
from nghitruong.kernel.days import DayType
from nghitruong.kernel.vietnamese import short_date
from nghitruong.web.parts import Fact, Moment, Tag
from nghitruong.web.words import in_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nghitruong.domain.commitments.models import Commitment, Milestone
    from nghitruong.kernel.actor import Actor

GROUPS = {
    "": gettext_lazy("All"),
    "late": gettext_lazy("Overdue"),
    "soon": gettext_lazy("Due soon"),
    "to_check": gettext_lazy("To be checked"),
    "running": gettext_lazy("Open"),
    "done": gettext_lazy("Ended"),
}
TONES = {
    CommitmentState.OWED: "grey",
    CommitmentState.ACCEPTED: "blue",
    CommitmentState.REPORTED: "teal",
    CommitmentState.RETURNED: "purple",
    CommitmentState.MET: "done",
    CommitmentState.NOT_PERFORMED: "red",
    CommitmentState.WITHDRAWN: "grey",
}
LONG_OVERDUE = 30


@dataclass(frozen=True)
class Row:
    """One line of the list."""

    debt: Commitment
    url: str
    state: Tag
    due: Tag | None


def soon_until(today: date) -> date:
    """The last day that counts as soon."""
    return today + timedelta(days=queries.SOON_DAYS)


def state_tag(debt: Commitment) -> Tag:
    """Where the debt stands, in words and colour."""
    state = CommitmentState(debt.state)
    return Tag(in_words(state), TONES[state])


def due_tag(debt: Commitment, left: int | None) -> Tag | None:
    """What the due day means today: nobody sets it (ux 4.8)."""
    if debt.stopped_on and debt.state not in ENDED:
        return Tag(_("Time is stopped"), "purple")
    if debt.state == CommitmentState.MET and debt.days_late is not None:
        return _met_tag(debt.days_late)
    if left is None:
        return None
    if left < 0:
        words = ngettext("%(count)s day overdue", "%(count)s days overdue", -left) % {"count": -left}
        return Tag(words, "red", "alert-triangle")
    if left == 0:
        return Tag(_("Due today"), "amber")
    return Tag(_left_words(left, DayType(debt.day_type)), "amber" if left <= queries.SOON_DAYS else "grey")


def rows_of(debts: Sequence[Commitment], actor: Actor) -> list[Row]:
    """Lines of the list, with the days to go by the council's calendar."""
    left = queries.days_to_go(debts, clock.today(), actor.council_id or 0)
    return [
        Row(debt, reverse("commitments:detail", args=[debt.number]), state_tag(debt), due_tag(debt, left[debt.pk]))
        for debt in debts
    ]


def facts_of(debt: Commitment) -> list[Fact]:
    """What is known of the debt, as the summary shows it."""
    return [
        Fact(_("Who owes it"), debt.debtor.name),
        Fact(_("Where it comes from"), debt.origin),
        Fact(_("Owed since"), short_date(debt.owed_on)),
        Fact(_("Due on"), short_date(debt.due_on) if debt.due_on else _("No day was set")),
        *([Fact(_("By what one will see it"), debt.product)] if debt.product else []),
        *([Fact(_("Reason"), _(debt.state_reason))] if debt.state_reason else []),
    ]


def record_head(debt: Commitment) -> dict[str, Any]:
    """The head of the record's page: what it is, where it stands, where one came from."""
    left = queries.days_to_go([debt], clock.today(), debt.council_id)[debt.pk]
    return {
        "title": debt.title,
        "code": debt.code,
        "debt": debt,
        "status": state_tag(debt),
        "due": due_tag(debt, left),
        "facts": facts_of(debt),
        "moments": moments_of(debt),
        "back_url": reverse("commitments:list"),
        "back_label": _("What is owed"),
    }


def moments_of(debt: Commitment) -> list[Moment]:
    """The debt's course: reminders and steps, wishes for more time, stops, the report and the end."""
    steps = dict(queries.ladder())
    dated: list[tuple[date, Moment]] = [(debt.owed_on, Moment(_("Came to be owed"), short_date(debt.owed_on)))]
    dated += [
        (taken.on, Moment(steps.get(taken.step, taken.step), short_date(taken.on), _joined(taken.document, taken.note)))
        for taken in queries.escalations_of(debt)
    ]
    for wish in queries.extensions_of(debt):
        day = clock.local_date(wish.asked_at)
        words = in_words(ExtensionState(wish.state))
        until = _("until %(day)s") % {"day": short_date(wish.wanted_on)}
        dated.append((day, Moment(words, short_date(day), _joined(until, wish.reason, wish.answer))))
    for stop in queries.stops_of(debt):
        until = short_date(stop.to_on) if stop.to_on else ""
        span = f"{short_date(stop.from_on)} – {until}" if until else short_date(stop.from_on)
        dated.append((stop.from_on, Moment(_("Time stood still"), span, _joined(stop.reason, stop.basis))))
    for end, words in ((debt.reported_on, _("The result was reported")), (debt.ended_on, state_tag(debt).label)):
        if end:
            dated.append((end, Moment(words, short_date(end), state="done")))
    return [moment for _day, moment in sorted(dated, key=lambda pair: pair[0], reverse=True)]


def milestone_tag(milestone: Milestone, today: date) -> Tag:
    """What a milestone's day means today."""
    if milestone.state == MilestoneState.REACHED:
        return Tag(_("Reached"), "done")
    return Tag(_("Not reached"), "red", "alert-triangle") if milestone.due_on < today else Tag(_("Milestone"), "blue")


def milestone_lines(debt: Commitment) -> list[tuple[Milestone, Tag, bool]]:
    """The debt's plan: each milestone, what its day means today, and whether it is still to be reached."""
    today, waits = clock.today(), debt.state in WITH_DEBTOR
    return [
        (each, milestone_tag(each, today), waits and each.state == MilestoneState.PLANNED)
        for each in queries.milestones_of(debt)
    ]


def list_head(total: int, *, is_filtered: bool, actor: Actor) -> dict[str, Any]:
    """The list's title, its count, what an empty one says and what this actor may do with it."""
    may_add = may(actor, "commitments.owe_commitment").is_allowed
    return {
        "title": _("What is owed"),
        "count_words": ngettext("%(count)s commitment", "%(count)s commitments", total) % {"count": total},
        "is_empty": not total,
        "empty": _empty_face(is_filtered=is_filtered, may_add=may_add),
        "may_add": may_add,
        "may_remind": may(actor, "commitments.remind_debtors").is_allowed,
    }


def _empty_face(*, is_filtered: bool, may_add: bool) -> dict[str, Any]:
    if is_filtered:
        return {"icon": "search", "title": _("Nothing was found"), "text": _("Try fewer words or another filter.")}
    action = {"url": reverse("commitments:new"), "label": _("Write one down")} if may_add else None
    text = _("Promises, recommendations and tasks of conclusions are kept here until they are done.")
    return {"icon": "list-check", "title": _("Nothing is owed"), "text": text, "action": action}


def _met_tag(days: int) -> Tag:
    if not days:
        return Tag(_("In time"), "done")
    return Tag(ngettext("%(count)s day late", "%(count)s days late", days) % {"count": days}, "amber")


def _left_words(left: int, day_type: DayType) -> str:
    if day_type is DayType.WORKING:
        return ngettext("%(count)s working day left", "%(count)s working days left", left) % {"count": left}
    return ngettext("%(count)s day left", "%(count)s days left", left) % {"count": left}


def _joined(*words: str) -> str:
    return " · ".join(word for word in words if word)
