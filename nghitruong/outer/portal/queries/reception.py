"""The posted schedule of receptions, and one appointment for who has its code."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from nghitruong.domain.letters.lifecycle import APPOINTMENT, SlotState
from nghitruong.domain.letters.models import Slot
from nghitruong.domain.letters.queries import PublicDay, public_schedule
from nghitruong.kernel import clock
from nghitruong.outer.portal.queries.deputies import addresses_of


@dataclass(frozen=True)
class Schedule:
    """The days to come and those of the last month, each with the word in the address of its deputy's page."""

    coming: Sequence[PublicDay]
    past: Sequence[PublicDay]
    slugs: dict[int, str]


@dataclass(frozen=True)
class OwnAppointment:
    """An appointment before the eyes of who asked for it. `forget_after` is None once she is forgotten."""

    code: str
    state: SlotState
    explanation: str
    receiver: str
    place: str
    starts_at: datetime
    ends_at: datetime
    at: datetime | None
    is_online: bool
    subject: str
    name: str
    phone: str
    email: str
    reason: str
    forget_after: date | None
    is_open: bool


def schedule_of(council_ids: Sequence[int]) -> Schedule:
    """The posted days, split at this moment; a postponed day stands where it would have been."""
    days = public_schedule(council_ids)
    now = clock.now()
    slugs = addresses_of([day.mandate_id for day in days])
    return Schedule(
        [day for day in days if day.ends_at > now],
        [day for day in reversed(days) if day.ends_at <= now],
        {number: words[0] for number, words in slugs.items()},
    )


def days_of_deputy(council_ids: Sequence[int], slug: str) -> list[PublicDay]:
    """The days to come on which this deputy receives."""
    schedule = schedule_of(council_ids)
    return [day for day in schedule.coming if schedule.slugs.get(day.mandate_id) == slug and not day.is_postponed]


def own_appointment(slot: Slot) -> OwnAppointment:
    """What who has the code may know: all of it, and until when it is kept."""
    caller, state, day = next(iter(slot.senders.all()), None), SlotState(slot.state), slot.day
    known = caller if caller and not caller.forgotten_on else None
    is_open = state in (SlotState.ASKED, SlotState.CONFIRMED) and day.ends_at > clock.now()
    return OwnAppointment(
        code=slot.code,
        state=state,
        explanation=APPOINTMENT.public[state],
        receiver=day.receiver.person.full_name,
        place=day.place,
        starts_at=day.starts_at,
        ends_at=day.ends_at,
        at=slot.at,
        is_online=day.is_online,
        subject=slot.subject,
        name=known.name if known else "",
        phone=known.phone if known else "",
        email=known.email if known else "",
        reason=slot.state_reason,
        forget_after=known.forget_after if known else None,
        is_open=is_open,
    )
