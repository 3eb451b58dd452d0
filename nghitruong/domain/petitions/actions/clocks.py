"""The office records that what a clock of the law asks for was sent or published, and takes a wrong record back."""

from datetime import date

from django.db import IntegrityError, transaction

from nghitruong.domain.petitions.actions.saying import reason_of
from nghitruong.domain.petitions.models import ClockRecord
from nghitruong.domain.petitions.policies import may
from nghitruong.domain.petitions.queries.clocks import Clock, clock_for
from nghitruong.domain.petitions.rules import clocks
from nghitruong.foundation.verbs.beats import announce, lawful, permit, record, refuse_now, verb
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Actor
from nghitruong.kernel.vietnamese.text import clean_line


@verb("petitions.meet_clock")
def meet_clock(
    clerk: Actor, council_id: int, *, key: str, meeting_id: int | None, done_on: date | None, document: str
) -> ClockRecord:
    """Record that a report, a summary or a publication was sent on a day, with its document; the clock is met by it.

    Whether in time or late follows from the day (R7.17, R7.19, R7.24, R7.26). Raises RefusedError: nothing owed by
    that row, recorded already, a day to come or before the contact, no document, what was said not gathered yet.
    """
    permit(may(clerk, "petitions.meet_clock", council_id=council_id))
    running, said = clock_for(council_id, key, meeting_id), clean_line(document)[:160]
    decision = clocks.may_meet(
        done_on,
        said,
        today=clock.today(),
        not_before=running.not_before,
        is_ready=not running.is_open or running.key != clocks.GATHER,
        is_met=running.record is not None,
    )
    lawful(decision)
    assert done_on is not None
    met = _insert(council_id, running, done_on=done_on, document=said, by=clerk.name)
    record(met, key=key, due_on=str(met.due_on), done_on=str(done_on), document=said)
    announce("contacts")
    return met


@verb("petitions.withdraw_clock_record")
def withdraw_clock_record(clerk: Actor, met: ClockRecord, *, reason: str) -> ClockRecord:
    """Take a wrong record back, with the reason: the clock runs again as if it had never been."""
    permit(may(clerk, "petitions.withdraw_clock_record", council_id=met.council_id))
    lawful(clocks.may_run_again(is_withdrawn=met.withdrawn_at is not None))
    met.withdrawn_at, met.withdrawn_by, met.withdrawn_why = clock.now(), clerk.name, reason_of(reason)
    met.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_why"])
    record(met, key=met.key, reason=met.withdrawn_why)
    announce("contacts")
    return met


def _insert(council_id: int, running: Clock, *, done_on: date, document: str, by: str) -> ClockRecord:
    try:
        with transaction.atomic():
            return ClockRecord.objects.create(
                council_id=council_id,
                key=running.key,
                meeting_id=running.meeting_id,
                through=running.through,
                due_on=running.due_on,
                done_on=done_on,
                document=document,
                by=by,
            )
    except IntegrityError:
        refuse_now(clocks.CLOCK_MET)
