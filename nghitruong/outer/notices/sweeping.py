"""Once a morning of a working day: who has a reminder is told what is late and due soon. Twice changes nothing."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from datetime import date, time, timedelta

from django.db import transaction

from nghitruong.domain.commitments.queries import debtors_to_remind
from nghitruong.foundation.law.queries import calendar_for
from nghitruong.kernel import clock
from nghitruong.outer.notices.kinds import Occasion, all_kinds
from nghitruong.outer.notices.queries import is_told
from nghitruong.outer.notices.queries.people import councils_with_dues
from nghitruong.outer.notices.telling import tell
from nghitruong.outer.notices.wording.commitments import DUE, dues_of

MORNING = time(7, 15)
"""When the day's letters leave (ux 8.11)."""


def tell_dues(turn: Callable[[], AbstractContextManager[object]] = nullcontext) -> int:
    """Answers how many agencies were told now; nothing before the morning's hour and on days without work."""
    moment = clock.now().astimezone(clock.COUNCIL_ZONE)
    if moment.time() < MORNING or DUE.code not in all_kinds():
        return 0
    count = 0
    for council_id, agency_id in _to_remind(moment.date()):
        key = f"due-{agency_id}-{moment.date().isoformat()}"
        if is_told(council_id, key):
            continue
        dues = dues_of(council_id, agency_id)
        if dues is None:
            continue
        with turn(), transaction.atomic():
            count += bool(tell(DUE, key, Occasion(council_id, dues, f"agency-{agency_id}")))
    return count


def _to_remind(today: date) -> Iterator[tuple[int, int]]:
    """Council and agency of who has a reminder today, or had one on the days off before; nobody on a day off."""
    for council_id in councils_with_dues():
        working = calendar_for(council_id)
        if working.is_working(today):
            since = working.previous_working(today - timedelta(days=1))
            yield from ((council_id, agency_id) for agency_id in sorted(debtors_to_remind(council_id, since, today)))
