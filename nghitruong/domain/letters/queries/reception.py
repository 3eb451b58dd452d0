"""Reads of receptions: the schedule, what of it is public, appointments, the register at the desk."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet

from nghitruong.domain.letters import rules
from nghitruong.domain.letters.lifecycle import DayState, SlotState
from nghitruong.domain.letters.models import ReceptionDay, Sender, Slot, Visit
from nghitruong.domain.letters.policies import reads_all, reads_schedule
from nghitruong.domain.letters.queries.doors import numbered
from nghitruong.foundation.councils.queries import law_on
from nghitruong.foundation.law.queries import calendar_for
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Actor
from nghitruong.kernel.days import DayType, limit_before
from nghitruong.kernel.decision import RefusedError
from nghitruong.kernel.params import Param
from nghitruong.kernel.policy import NO_SUCH_RECORD

SLOT_STEP = timedelta(minutes=15)
"""By how much the time that a form proposes for an appointment goes on from the one before."""
SHOWN_AFTER = timedelta(days=30)
"""How long a past or postponed day stays on the public schedule."""


@dataclass(frozen=True)
class PublicDay:
    """A reception day as everybody may know it; `new_starts_at` is when a postponed one takes place instead."""

    id: int
    council_id: int
    mandate_id: int
    receiver: str
    instead_of: str
    starts_at: datetime
    ends_at: datetime
    place: str
    is_online: bool
    posted_on: date | None
    is_postponed: bool
    reason: str
    new_starts_at: datetime | None
    may_ask: bool


def public_schedule(council_ids: Sequence[int]) -> list[PublicDay]:
    """The posted days of councils from 30 days ago on, the earliest first, postponed ones with reason and new time."""
    shown = ReceptionDay.objects.filter(council_id__in=council_ids, posted_on__isnull=False)
    days = shown.filter(starts_at__gte=clock.now() - SHOWN_AFTER).select_related(
        "receiver__person", "instead_of__person", "moved_to"
    )
    return [
        PublicDay(
            id=day.pk,
            council_id=day.council_id,
            mandate_id=day.receiver_id,
            receiver=day.receiver.person.full_name,
            instead_of=day.instead_of.person.full_name if day.instead_of else "",
            starts_at=day.starts_at,
            ends_at=day.ends_at,
            place=day.place,
            is_online=day.is_online,
            posted_on=day.posted_on,
            is_postponed=day.state == DayState.POSTPONED,
            reason=day.state_reason,
            new_starts_at=day.moved_to.starts_at if day.moved_to else None,
            may_ask=day.state == DayState.POSTED and day.starts_at > clock.now(),
        )
        for day in days.order_by("starts_at", "id")
    ]


def posted_day(council_ids: Sequence[int], day_id: int) -> ReceptionDay | None:
    """A posted day for which an appointment may still be asked, by anybody."""
    posted = ReceptionDay.objects.filter(council_id__in=council_ids, pk=day_id, state=DayState.POSTED)
    return posted.filter(starts_at__gt=clock.now()).select_related("receiver__person").first()


def slot_with(council_ids: Sequence[int], code: str) -> Slot | None:
    """The appointment of a receipt, for who has its code."""
    plain = "".join(code.split()).replace("-", "").upper()
    return _slots(council_ids).filter(code=plain).first() if plain else None


def slot_by_id(council_ids: Sequence[int], slot_id: int) -> Slot | None:
    """The same appointment again, by the number that the browser was given in a seal."""
    return _slots(council_ids).filter(pk=slot_id).first()


def slot_of_form(council_id: int, key: str) -> Slot | None:
    """The appointment that a form with this key asked for already."""
    return _slots([council_id]).filter(key=key).first() if key else None


def is_time_taken(day: ReceptionDay, at: datetime | None, own: Slot) -> bool:
    """Whether somebody else comes on that day at that time."""
    return day.slots.filter(state=SlotState.CONFIRMED, at=at).exclude(pk=own.pk).exists()


def waiting_for_contact(council_id: int, phone: str, email: str) -> int:
    """How many appointments wait of whoever left this telephone or this mail address."""
    same = (Q(senders__phone=phone[:40]) if phone else Q()) | (Q(senders__email=email.lower()[:254]) if email else Q())
    waiting = Slot.objects.filter(same, council_id=council_id, state=SlotState.ASKED) if same else Slot.objects.none()
    return waiting.distinct().count()


def next_free(slot: Slot) -> datetime:
    """The first time of the day, in quarters of an hour, that nobody has; its beginning when all are taken."""
    day, taken = slot.day, set(slot.day.slots.filter(state=SlotState.CONFIRMED).values_list("at", flat=True))
    steps = int((day.ends_at - day.starts_at) / SLOT_STEP)
    free = (day.starts_at + SLOT_STEP * step for step in range(steps) if day.starts_at + SLOT_STEP * step not in taken)
    return next(free, day.starts_at)


@dataclass(frozen=True)
class ToldSlot:
    """What whoever asked for an appointment is told of it, and how she is reached; never what she comes for."""

    slot_id: int
    code: str
    state: SlotState
    name: str
    phone: str
    email: str
    receiver: str
    place: str
    day: datetime
    at: datetime | None
    reason: str


def told_slot(slot_id: int) -> ToldSlot | None:
    """An appointment with who asked for it, None for one that nobody can be told of."""
    slot = Slot.objects.filter(pk=slot_id).select_related("day__receiver__person").first()
    caller = slot.senders.filter(forgotten_on=None).first() if slot else None
    if slot is None or caller is None:
        return None
    return ToldSlot(
        slot.pk,
        slot.code,
        SlotState(slot.state),
        caller.name,
        caller.phone,
        caller.email,
        slot.day.receiver.person.full_name,
        slot.day.place,
        slot.day.starts_at,
        slot.at,
        slot.state_reason,
    )


def days_to_move_to(actor: Actor) -> QuerySet[ReceptionDay]:
    """The posted days that are not over, the next one first."""
    return days_of(actor).filter(state=DayState.POSTED, ends_at__gt=clock.now()).order_by("starts_at", "id")


def _slots(council_ids: Sequence[int]) -> QuerySet[Slot]:
    found = Slot.objects.filter(council_id__in=list(council_ids))
    return found.select_related("day__receiver__person").prefetch_related("senders")


def days_of(actor: Actor) -> QuerySet[ReceptionDay]:
    """The schedule that the actor reads, the latest day first."""
    found = ReceptionDay.objects.filter(council_id=actor.council_id or 0).select_related(
        "receiver__person", "instead_of__person", "moved_to"
    )
    return (found if reads_schedule(actor) else found.none()).order_by("-starts_at", "-id")


def day_for(actor: Actor, day_id: int) -> ReceptionDay:
    """One reception day; what the actor may not read does not exist."""
    found = days_of(actor).filter(pk=day_id).first()
    if found is None:
        raise RefusedError(NO_SUCH_RECORD, f"reception day {day_id}")
    return found


def posting_param(council_id: int, *, is_online: bool) -> Param:
    """The row that says how early a day is posted; an online one has its own since July 2026 (R8.02, R8.09)."""
    law = law_on(council_id, clock.today())
    return (law.get(rules.ONLINE_KEY) if is_online else None) or law[rules.POSTING_KEY]


def slots_of(actor: Actor, day: ReceptionDay) -> QuerySet[Slot]:
    """Appointments of a day, for the office and the Standing body."""
    slots = day.slots.prefetch_related("senders").order_by("at", "asked_at")
    return slots if reads_all(actor) else slots.none()


def slot_for(actor: Actor, slot_id: int) -> Slot:
    """One appointment in the actor's council, for the office and the Standing body."""
    own = Slot.objects.filter(pk=slot_id, council_id=actor.council_id or 0).select_related("day")
    slot = own.first() if reads_all(actor) else None
    if slot is None:
        raise RefusedError(NO_SUCH_RECORD, f"slot {slot_id}")
    return slot


def waiting_slots(actor: Actor) -> QuerySet[Slot]:
    """Appointments that were asked for and not answered yet."""
    asked = Slot.objects.filter(council_id=actor.council_id or 0, state="asked")
    own = asked if reads_all(actor) else asked.none()
    return own.select_related("day").prefetch_related("senders").order_by("day__starts_at", "asked_at")


def visits_of(actor: Actor) -> QuerySet[Visit]:
    """The register at the desk, the latest entry first."""
    found = Visit.objects.filter(council_id=actor.council_id or 0)
    return (found if reads_all(actor) else found.none()).order_by("-year", "-number")


def visit_for(actor: Actor, code: str) -> Visit:
    """One entry of the register by its code."""
    found = visits_of(actor).filter(**numbered(code, "TD")).first()
    if found is None:
        raise RefusedError(NO_SUCH_RECORD, f"visit {code}")
    return found


def callers_of(visits: Sequence[Visit]) -> dict[int, list[Sender]]:
    """Who came, by entry."""
    found: dict[int, list[Sender]] = {}
    for sender in Sender.objects.filter(visit__in=[each.pk for each in visits]).order_by("id"):
        found.setdefault(sender.visit_id or 0, []).append(sender)
    return found


def online_param(day: ReceptionDay, key: str) -> Param | None:
    """A row of the law of online receptions in force on the day itself; none before July 2026 (R8.09)."""
    return law_on(day.council_id, clock.local_date(day.starts_at)).get(key)


def latest_test(day: ReceptionDay, param: Param | None) -> date | None:
    """The last day on which the line of an online reception is tested in time."""
    if param is None:
        return None
    working = calendar_for(day.council_id)
    return limit_before(clock.local_date(day.starts_at), int(param.value), DayType(param.unit), working)
