"""Appointments on a day of reception: asked for by anybody, given, moved or declined by the office, cancelled again."""

import secrets
from datetime import datetime, timedelta

from nghitruong.domain.letters import rules
from nghitruong.domain.letters.actions.parts import Person, reason_of
from nghitruong.domain.letters.actions.registering import NOBODY, add_senders
from nghitruong.domain.letters.lifecycle import APPOINTMENT, OPEN_SLOTS, DayState, SlotState
from nghitruong.domain.letters.models import ReceptionDay, Slot
from nghitruong.domain.letters.policies import may
from nghitruong.domain.letters.queries import is_time_taken, waiting_for_contact
from nghitruong.domain.petitions.actions.senders import take_turn
from nghitruong.foundation.verbs.beats import announce, lawful, permit, record, refuse_now, verb
from nghitruong.foundation.verbs.moves import move
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Actor, Role
from nghitruong.kernel.vietnamese.text import clean_line

_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
_LENGTH = 8


@verb("letters.ask_slot")
def ask_slot(
    system: Actor, day: ReceptionDay, *, caller: Person, subject: str, sender: str = "", key: str = ""
) -> Slot:
    """Somebody asks by the public page for an appointment on a posted day; answers with the code of the receipt.

    `sender` is a digest of where it came from; what it sends within an hour is counted together with petitions.
    """
    permit(may(system, "letters.ask_slot", council_id=day.council_id))
    _sending, before = take_turn(day.council_id, sender, key)
    matter, contact = clean_line(subject)[:300], clean_line(caller.phone) or clean_line(caller.email)
    asked = rules.AskedSlot(
        clean_line(caller.name),
        contact,
        matter,
        is_posted=day.state == DayState.POSTED and day.starts_at > clock.now(),
        waiting=day.slots.filter(state=SlotState.ASKED).count(),
        of_contact=waiting_for_contact(day.council_id, clean_line(caller.phone), clean_line(caller.email)),
        sent_lately=before,
    )
    lawful(rules.may_ask_slot(asked))
    code = "".join(secrets.choice(_LETTERS) for _each in range(_LENGTH))
    slot = Slot.objects.create(council_id=day.council_id, day=day, subject=matter, code=code, key=key[:40])
    add_senders(day.council_id, [caller], _days_kept(day), slot=slot)
    record(slot, day=day.pk)
    announce(*_topics(slot))
    return slot


@verb("letters.confirm_slot")
def confirm_slot(clerk: Actor, slot: Slot, *, at: datetime | None) -> Slot:
    """Give the appointment, at a time within the reception day."""
    permit(may(clerk, "letters.confirm_slot", is_own=clerk.has(Role.CLERK), council_id=slot.council_id))
    day = slot.day
    lawful(rules.may_give_slot(at, day.starts_at, day.ends_at, is_taken=is_time_taken(day, at, slot)))
    move(slot, APPOINTMENT, "confirm_slot", at=at, state_reason="")
    record(slot, at=str(at))
    announce(*_topics(slot))
    return slot


@verb("letters.move_slot")
def move_slot(clerk: Actor, slot: Slot, *, day: ReceptionDay, at: datetime | None, reason: str) -> Slot:
    """Give the appointment on another day or at another time, with the reason, which the citizen is told."""
    permit(may(clerk, "letters.move_slot", is_own=clerk.has(Role.CLERK), council_id=slot.council_id))
    why, before = reason_of(reason), slot.day_id
    if day.council_id != slot.council_id or day.state != DayState.POSTED or day.ends_at <= clock.now():
        refuse_now(rules.NOT_POSTED)
    lawful(rules.may_give_slot(at, day.starts_at, day.ends_at, is_taken=is_time_taken(day, at, slot)))
    move(slot, APPOINTMENT, "move_slot", day=day, at=at, state_reason=why)
    _keep_until(slot)
    record(slot, day=day.pk, day_before=before, at=str(at), reason=why)
    announce(f"reception-{before}", *_topics(slot))
    return slot


@verb("letters.decline_slot")
def decline_slot(clerk: Actor, slot: Slot, *, reason: str) -> Slot:
    """Do not give the appointment, with the reason."""
    permit(may(clerk, "letters.decline_slot", is_own=clerk.has(Role.CLERK), council_id=slot.council_id))
    why = reason_of(reason)
    move(slot, APPOINTMENT, "decline_slot", state_reason=why)
    record(slot, reason=why)
    announce(*_topics(slot))
    return slot


@verb("letters.cancel_slot")
def cancel_slot(system: Actor, slot: Slot) -> Slot:
    """Whoever has the code does not come: the time is free again, and who it was is forgotten at once (Law 91/2025)."""
    permit(may(system, "letters.cancel_slot", council_id=slot.council_id))
    lawful(rules.may_cancel_slot(slot.day.ends_at, clock.now()))
    move(slot, APPOINTMENT, "cancel_slot", subject="")
    slot.senders.update(**NOBODY, forgotten_on=clock.today())
    record(slot, day=slot.day_id)
    announce(*_topics(slot))
    return slot


def take_along(day: ReceptionDay, new: ReceptionDay, reason: str) -> list[Slot]:
    """The appointments of a postponed day wait for their time on the new one."""
    slots = list(day.slots.filter(state__in=OPEN_SLOTS).order_by("pk"))
    for slot in slots:
        move(slot, APPOINTMENT, "postpone_day", day=new, at=None, state_reason=reason)
        _keep_until(slot)
    return slots


def _keep_until(slot: Slot) -> None:
    """Who comes later is known later."""
    slot.senders.update(forget_after=clock.today() + timedelta(days=_days_kept(slot.day)))


def _days_kept(day: ReceptionDay) -> int:
    """For how many days from today whoever comes on that day is kept."""
    return rules.KEEP_CALLERS_DAYS + (clock.local_date(day.starts_at) - clock.today()).days


def _topics(slot: Slot) -> list[str]:
    return [f"slot-{slot.pk}", f"reception-{slot.day_id}", "receptions"]
