"""An online reception: the test of the line, the connection, the recording (R8.09)."""

from datetime import datetime

from nghitruong.domain.letters import rules
from nghitruong.domain.letters.lifecycle import RECEPTION
from nghitruong.domain.letters.models import ReceptionDay
from nghitruong.domain.letters.policies import may
from nghitruong.domain.letters.queries import online_param
from nghitruong.foundation.law.queries import calendar_for
from nghitruong.foundation.verbs.beats import announce, lawful, permit, record, refuse_now, verb
from nghitruong.foundation.verbs.moves import move
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Actor
from nghitruong.kernel.vietnamese.text import clean_line


@verb("letters.note_test")
def note_test(clerk: Actor, day: ReceptionDay, *, at: datetime | None) -> ReceptionDay:
    """The line was tested; one working day before the reception, else the law warns (Decree 154/2026, Art. 23)."""
    permit(may(clerk, "letters.note_test", council_id=day.council_id))
    lawful(rules.may_note_step(at, clock.now(), is_online=day.is_online))
    param, working = online_param(day, rules.TEST_KEY), calendar_for(day.council_id)
    decision = lawful(rules.tested(at or clock.now(), day.starts_at, param, working))
    move(day, RECEPTION, "note_test", tested_at=at, is_tested_late=bool(decision.warnings))
    record(day, at=str(at), late=day.is_tested_late)
    announce(f"reception-{day.pk}", "receptions")
    return day


@verb("letters.note_connection")
def note_connection(clerk: Actor, day: ReceptionDay, *, at: datetime | None) -> ReceptionDay:
    """All ends are connected; one hour before the reception, else the law warns (Decree 154/2026, Art. 23)."""
    permit(may(clerk, "letters.note_connection", council_id=day.council_id))
    lawful(rules.may_note_step(at, clock.now(), is_online=day.is_online))
    decision = lawful(rules.connected(at or clock.now(), day.starts_at, online_param(day, rules.CONNECT_KEY)))
    move(day, RECEPTION, "note_connection", connected_at=at, is_connected_late=bool(decision.warnings))
    record(day, at=str(at), late=day.is_connected_late)
    announce(f"reception-{day.pk}", "receptions")
    return day


@verb("letters.note_recording")
def note_recording(clerk: Actor, day: ReceptionDay, *, place: str) -> ReceptionDay:
    """Where the recording with sound and picture is kept; the recording itself is never kept here."""
    permit(may(clerk, "letters.note_recording", council_id=day.council_id))
    lawful(rules.may_note_step(day.starts_at, clock.now(), is_online=day.is_online))
    where = clean_line(place)[:300]
    if not where:
        refuse_now(rules.NO_RECORDING)
    move(day, RECEPTION, "note_recording", recording=where)
    record(day, recording=where)
    announce(f"reception-{day.pk}", "receptions")
    return day
