"""Days on which deputies receive citizens, appointments, and the register at the desk."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import IntegrityError, transaction

from nghitruong.domain.letters import rules
from nghitruong.domain.letters.actions.appointments import take_along
from nghitruong.domain.letters.actions.parts import Entry, PlannedDay, reason_of
from nghitruong.domain.letters.actions.registering import MOST_TRIES, add_senders
from nghitruong.domain.letters.lifecycle import RECEPTION, DayState
from nghitruong.domain.letters.models import ReceptionDay, Visit
from nghitruong.domain.letters.policies import may
from nghitruong.domain.letters.queries import due_from, next_number, online_param, posting_param, refusal_grounds
from nghitruong.foundation.councils.models import Mandate
from nghitruong.foundation.councils.queries import active_mandates_on
from nghitruong.foundation.law.queries import calendar_for
from nghitruong.foundation.verbs.beats import announce, lawful, permit, record, refuse_now, verb
from nghitruong.foundation.verbs.moves import SOMEONE_WAS_FASTER, move
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Actor, Role
from nghitruong.kernel.decision import RefusedError
from nghitruong.kernel.vietnamese.text import clean_line, clean_text


@verb("letters.plan_day")
def plan_day(clerk: Actor, council_id: int, *, planned: PlannedDay) -> ReceptionDay:
    """Plan a day on which a deputy receives citizens (R8.01)."""
    permit(may(clerk, "letters.plan_day", council_id=council_id))
    day = _plan(council_id, planned)
    record(day, receiver=day.receiver_id, starts_at=str(day.starts_at), place=day.place)
    announce("receptions")
    return day


@verb("letters.post_schedule")
def post_schedule(standing: Actor, council_id: int, *, day_ids: Sequence[int]) -> list[ReceptionDay]:
    """Post up to 100 planned days for everybody; one that is posted too late is posted with the warning (R8.02)."""
    permit(may(standing, "letters.post_schedule", council_id=council_id))
    chosen = ReceptionDay.objects.filter(council_id=council_id, pk__in=list(day_ids)[:100], state=DayState.PLANNED)
    days, working = list(chosen.order_by("starts_at")), calendar_for(council_id)
    if not days:
        refuse_now(rules.NOTHING_TO_POST)
    for day in days:
        param = posting_param(council_id, is_online=day.is_online)
        decision = lawful(rules.posting(clock.today(), clock.local_date(day.starts_at), param, working))
        late = bool(decision.warnings)
        move(day, RECEPTION, "post_schedule", posted_on=clock.today(), is_posted_late=late)
    record(None, council_id=council_id, days=[day.pk for day in days], late=sum(day.is_posted_late for day in days))
    announce("receptions")
    return days


@verb("letters.swap_receiver")
def swap_receiver(clerk: Actor, day: ReceptionDay, *, receiver: Mandate | None, reason: str) -> ReceptionDay:
    """Another deputy receives on that day, for a reason; the deputy herself or the office says so (R8.01)."""
    own = clerk.mandate_id is not None and clerk.mandate_id == day.receiver_id
    permit(may(clerk, "letters.swap_receiver", is_own=own, council_id=day.council_id))
    why, before = clean_line(reason)[:500], day.receiver_id
    has_seat = _has_seat(receiver, day.council_id, clock.local_date(day.starts_at))
    lawful(rules.may_swap(has_seat, why, is_same=receiver is not None and receiver.pk == before))
    move(day, RECEPTION, "swap_receiver", receiver=receiver, instead_of_id=before, state_reason=why)
    record(day, before=before, receiver=day.receiver_id, reason=why)
    announce(f"reception-{day.pk}", "receptions")
    return day


@verb("letters.postpone_day")
def postpone_day(
    clerk: Actor, day: ReceptionDay, *, starts_at: datetime, ends_at: datetime, reason: str
) -> ReceptionDay:
    """Postpone a day with the reason and the new time, which are announced (R8.02); answers with the new day.

    Appointments go along and wait for their time anew.
    """
    permit(may(clerk, "letters.postpone_day", council_id=day.council_id))
    why = reason_of(reason)
    new = _plan(day.council_id, PlannedDay(day.receiver, starts_at, ends_at, day.place, day.is_online))
    if day.state == DayState.POSTED:
        param = posting_param(day.council_id, is_online=day.is_online)
        working = calendar_for(day.council_id)
        decision = lawful(rules.posting(clock.today(), clock.local_date(starts_at), param, working))
        late = bool(decision.warnings)
        move(new, RECEPTION, "post_schedule", posted_on=clock.today(), is_posted_late=late)
    move(day, RECEPTION, "postpone_day", state_reason=why, moved_to=new)
    slots = take_along(day, new, why)
    record(day, moved_to=new.pk, starts_at=str(starts_at), reason=why, slots=len(slots))
    announce(f"reception-{day.pk}", f"reception-{new.pk}", "receptions", *(f"slot-{slot.pk}" for slot in slots))
    return new


@verb("letters.close_day")
def close_day(clerk: Actor, day: ReceptionDay) -> ReceptionDay:
    """The day was held; an online one since July 2026 only with its recording (R8.09)."""
    permit(may(clerk, "letters.close_day", council_id=day.council_id))
    if day.starts_at > clock.now():
        refuse_now(rules.NOT_HELD_YET)
    is_asked = online_param(day, rules.TEST_KEY) is not None
    lawful(rules.may_close_online(day.recording, is_online=day.is_online, is_asked=is_asked))
    move(day, RECEPTION, "close_day")
    record(day, visits=day.visits.count())
    announce(f"reception-{day.pk}", "receptions")
    return day


@verb("letters.register_visit")
def register_visit(clerk: Actor, council_id: int, *, entry: Entry) -> Visit:
    """Enter a reception in the register: who came, what for, what was done before, what is asked (R8.05)."""
    permit(may(clerk, "letters.register_visit", is_own=clerk.has(Role.CLERK), council_id=council_id))
    visit = _enter(council_id, entry)
    record(visit, visit=visit.code, on=str(visit.on), people=visit.people)
    announce("visits")
    return visit


@verb("letters.refuse_visit")
def refuse_visit(clerk: Actor, council_id: int, *, entry: Entry, ground: str) -> Visit:
    """Refuse to receive somebody, on a ground of that day's law; where it says so, a written notice is due (R8.08)."""
    permit(may(clerk, "letters.refuse_visit", is_own=clerk.has(Role.CLERK), council_id=council_id))
    lawful(rules.may_choose(ground, [code for code, _words in refusal_grounds(entry.on)]))
    due = due_from(council_id, rules.REFUSAL_KEY, entry.on)
    lawful(due.decision)
    visit = _enter(council_id, entry, ground=ground, notice_due_on=due.on)
    record(visit, visit=visit.code, ground=ground, notice_due_on=str(due.on or ""))
    announce("visits")
    return visit


@verb("letters.conclude_visit")
def conclude_visit(clerk: Actor, visit: Visit, *, conclusion: str, number: str) -> Visit:
    """What the receiver concluded goes out as a notice: who does what, until when (Decree 154/2026, Art. 25)."""
    permit(may(clerk, "letters.conclude_visit", is_own=clerk.has(Role.CLERK), council_id=visit.council_id))
    said, document = clean_text(conclusion), clean_line(number)[:60]
    refused, concluded = bool(visit.refusal_ground), visit.concluded_on is not None
    lawful(rules.may_conclude(said, document, is_refused=refused, is_concluded=concluded))
    visit.conclusion, visit.conclusion_number, visit.concluded_on = said, document, clock.today()
    visit.save(update_fields=["conclusion", "conclusion_number", "concluded_on"])
    record(visit, number=document)
    announce("visits")
    return visit


@verb("letters.send_refusal")
def send_refusal(clerk: Actor, visit: Visit, *, number: str) -> Visit:
    """The written notice of a refusal has left (form 01/TCD, Decree 154/2026, Art. 4)."""
    permit(may(clerk, "letters.send_refusal", is_own=clerk.has(Role.CLERK), council_id=visit.council_id))
    document = clean_line(number)[:60]
    if not document:
        refuse_now(rules.NO_NUMBER)
    if not visit.refusal_ground or visit.notice_on:
        refuse_now(rules.NO_NOTICE_ASKED)
    visit.notice_number, visit.notice_on = document, clock.today()
    visit.save(update_fields=["notice_number", "notice_on"])
    record(visit, number=document, due_on=str(visit.notice_due_on or ""))
    announce("visits")
    return visit


def _plan(council_id: int, planned: PlannedDay) -> ReceptionDay:
    place = clean_line(planned.place)[:300]
    has_seat = _has_seat(planned.receiver, council_id, clock.local_date(planned.starts_at))
    lawful(rules.may_plan(planned.starts_at, planned.ends_at, place, clock.now(), has_seat=has_seat))
    return ReceptionDay.objects.create(
        council_id=council_id,
        receiver_id=planned.receiver.pk if planned.receiver else 0,
        starts_at=planned.starts_at,
        ends_at=planned.ends_at,
        place=place,
        is_online=planned.is_online,
    )


def _has_seat(receiver: Mandate | None, council_id: int, day: date) -> bool:
    return receiver is not None and active_mandates_on(council_id, day).filter(pk=receiver.pk).exists()


def _enter(council_id: int, entry: Entry, ground: str = "", notice_due_on: date | None = None) -> Visit:
    """Two at once may want the same number: who comes second takes the next one."""
    content, receiver = clean_text(entry.content), clean_line(entry.receiver)[:120]
    callers = [each for each in entry.callers if clean_line(each.name)]
    lawful(rules.may_enter(content, receiver, entry.on, clock.today(), is_named=bool(callers)))
    visit = Visit(
        council_id=council_id,
        day=entry.day,
        year=entry.on.year,
        on=entry.on,
        receiver=receiver,
        people=max(1, entry.people, len(callers)),
        content=content,
        earlier_handling=clean_line(entry.earlier_handling)[:500],
        request=clean_line(entry.request)[:500],
        processing=clean_line(entry.processing)[:500],
        refusal_ground=ground,
        notice_due_on=notice_due_on,
    )
    for _try in range(MOST_TRIES):
        try:
            with transaction.atomic():
                visit.number = next_number(council_id, visit.year, Visit)
                visit.save(force_insert=True)
                break
        except IntegrityError:
            visit.pk = None
    else:
        raise RefusedError(SOMEONE_WAS_FASTER)
    add_senders(council_id, callers, rules.KEEP_SENDERS_DAYS, visit=visit)
    return visit
