"""The schedule, one day of it, and the register at the desk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nghitruong.domain.letters import queries
from nghitruong.domain.letters.lifecycle import APPOINTMENT, DayState, SlotState
from nghitruong.domain.letters.policies import may, reads_all
from nghitruong.domain.letters.rules import CONNECT_KEY, TEST_KEY
from nghitruong.domain.letters.views.shapes.rows import due_tag
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Role
from nghitruong.kernel.vietnamese import short_date, short_hours, short_moment
from nghitruong.web.parts import Fact, Tag
from nghitruong.web.words import in_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nghitruong.domain.letters.models import ReceptionDay, Sender, Slot, Visit
    from nghitruong.kernel.actor import Actor

ANSWERS = {"confirm_slot", "move_slot", "decline_slot"}
DAY_TONES = {
    DayState.PLANNED: "grey",
    DayState.POSTED: "blue",
    DayState.POSTPONED: "purple",
    DayState.HELD: "done",
}
SLOT_TONES = {
    SlotState.ASKED: "amber",
    SlotState.CONFIRMED: "done",
    SlotState.DECLINED: "grey",
    SlotState.CANCELLED: "grey",
}


@dataclass(frozen=True)
class SlotRow:
    """One appointment: who wants it, where it stands, and what may still be done with it."""

    slot: Slot
    tag: Tag
    who: str
    verbs: frozenset[str]


@dataclass(frozen=True)
class VisitRow:
    """One entry of the register: who came, and what became of it."""

    visit: Visit
    callers: list[Sender]
    ground: str
    notice: Tag | None


def day_tag(day: ReceptionDay) -> Tag:
    """Where a reception day stands."""
    state = DayState(day.state)
    return Tag(in_words(state), DAY_TONES[state])


def slot_tag(slot: Slot) -> Tag:
    """Where an appointment stands."""
    state = SlotState(slot.state)
    return Tag(in_words(state), SLOT_TONES[state])


def slot_row(actor: Actor, slot: Slot) -> SlotRow:
    """An appointment with the verbs that state and capacity allow."""
    verbs = ANSWERS & set(APPOINTMENT.verbs_from(SlotState(slot.state)))
    allowed = {verb for verb in verbs if may(actor, f"letters.{verb}", is_own=actor.has(Role.CLERK)).is_allowed}
    return SlotRow(slot, slot_tag(slot), who_of(slot), frozenset(allowed))


def who_of(slot: Slot) -> str:
    """Who asked for it and how to reach her; after the term that nobody is named."""
    callers = [" · ".join(filter(None, (each.name, each.phone, each.email))) for each in slot.senders.all()]
    return ", ".join(filter(None, callers)) or _("Not named")


def asked_words(slot: Slot) -> str:
    """What stands above the form that answers it: who, and what for."""
    return f"{who_of(slot)}: {slot.subject}" if slot.subject else who_of(slot)


def schedule_of(actor: Actor, days: Sequence[ReceptionDay]) -> dict[str, Any]:
    """The schedule with what this actor may do with it."""
    may_plan = may(actor, "letters.plan_day").is_allowed
    return {
        "title": _("Receptions of citizens"),
        "days": [(day, day_tag(day)) for day in days],
        "slots": [slot_row(actor, slot) for slot in queries.waiting_slots(actor)],
        "may_plan": may_plan,
        "may_post": may(actor, "letters.post_schedule").is_allowed,
        "reads_all": reads_all(actor),
        "empty": _no_days(may_plan=may_plan),
    }


def _no_days(*, may_plan: bool) -> dict[str, Any]:
    action = {"url": reverse("letters:plan"), "label": _("Plan a reception day")} if may_plan else None
    text = _("Who receives citizens, when and where, stands here from its planning on.")
    return {"icon": "calendar-event", "title": _("No reception day is planned"), "text": text, "action": action}


def late_words(actor: Actor, late: int) -> str:
    """The warning of days that were posted too late, with its article."""
    param = queries.posting_param(actor.council_id or 0, is_online=False)
    said = ngettext(
        "%(count)s of them less than %(days)s working days before: %(article)s.",
        "%(count)s of them less than %(days)s working days before: %(article)s.",
        late,
    )
    return said % {"count": late, "days": param.value, "article": param.article}


def day_of(actor: Actor, day: ReceptionDay) -> dict[str, Any]:
    """One day with its appointments."""
    own = actor.mandate_id is not None and actor.mandate_id == day.receiver_id
    verbs = ["swap_receiver", "postpone_day", *(["note_test", "note_connection"] if day.is_online else [])]
    if day.starts_at <= clock.now():
        verbs += ["close_day", *(["note_recording"] if day.is_online else [])]
    return {
        "title": short_hours(day.starts_at, day.ends_at),
        "day": day,
        "status": day_tag(day),
        "facts": _facts(day),
        "steps": online_steps(day) if day.is_online else [],
        "slots": [slot_row(actor, slot) for slot in queries.slots_of(actor, day)],
        "reads_all": reads_all(actor),
        "verbs": {verb for verb in verbs if may(actor, f"letters.{verb}", is_own=own).is_allowed},
        "back_url": reverse("letters:schedule"),
        "back_label": _("Receptions of citizens"),
    }


def online_steps(day: ReceptionDay) -> list[tuple[str, str, Tag, str]]:
    """What the law asks of an online reception, by when, how far it is, and when or where it was done."""
    missing, done, late = Tag(_("Not noted yet"), "grey"), Tag(_("Done"), "done"), Tag(_("Too late"), "amber")
    tests, connects = queries.online_param(day, TEST_KEY), queries.online_param(day, CONNECT_KEY)
    before = day.starts_at - timedelta(hours=int(connects.value)) if connects else day.starts_at
    latest = queries.latest_test(day, tests)
    steps = [
        (_("Test of the line"), short_date(latest) if latest else "", day.tested_at, day.is_tested_late),
        (_("Connection of all ends"), short_moment(before), day.connected_at, day.is_connected_late),
    ]
    rows = [
        (name, due, (late if is_late else done) if at else missing, short_moment(at) if at else "")
        for name, due, at, is_late in steps
    ]
    recording = _("Recording with sound and picture")
    return [*rows, (recording, "", done if day.recording else missing, day.recording)]


def step_values(day: ReceptionDay, verb: str) -> dict[str, Any]:
    """What the form of a step begins with: now, or what was noted."""
    return {"place": day.recording} if verb == "ghi-hinh" else {"at": clock.now()}


def visits_of(actor: Actor, visits: Sequence[Visit]) -> dict[str, Any]:
    """The register at the desk."""
    callers = queries.callers_of(visits)
    rows = [
        VisitRow(
            each,
            callers.get(each.pk, []),
            queries.label_of("reception_refusal_grounds", each.refusal_ground),
            due_tag(each.notice_due_on, is_ended=each.notice_on is not None),
        )
        for each in visits
    ]
    return {
        "title": _("Register of receptions"),
        "empty": {
            "icon": "books",
            "title": _("Nobody was received yet"),
            "text": _("Every reception is entered here, also one that was refused."),
        },
        "rows": rows,
        "may_register": may(actor, "letters.register_visit", is_own=actor.has(Role.CLERK)).is_allowed,
        "back_url": reverse("letters:schedule"),
        "back_label": _("Receptions of citizens"),
    }


def _facts(day: ReceptionDay) -> list[Fact]:
    instead = day.instead_of.person.full_name if day.instead_of else ""
    known = [
        (_("Deputy who receives"), day.receiver.person.full_name),
        (_("Instead of"), instead),
        (_("Place"), day.place),
        (_("Posted on"), day.posted_on),
        (_("Takes place instead"), short_moment(day.moved_to.starts_at) if day.moved_to else ""),
        (_("Reason"), day.state_reason),
    ]
    return [Fact(key, in_words(value)) for key, value in known if value]
