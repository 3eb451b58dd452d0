"""Once a morning of a working day: each agency is told what is late and due soon. Twice changes nothing."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from datetime import time

from django.db import transaction

from nghitruong.domain.commitments.queries import SOON_DAYS
from nghitruong.foundation.law.queries import calendar_for
from nghitruong.kernel import clock
from nghitruong.outer.notices.kinds import Occasion, all_kinds
from nghitruong.outer.notices.queries import is_told
from nghitruong.outer.notices.queries.people import debtors_with_dues
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
    for council_id, agency_id in debtors_with_dues(SOON_DAYS):
        key = f"due-{agency_id}-{moment.date().isoformat()}"
        if is_told(council_id, key) or not calendar_for(council_id).is_working(moment.date()):
            continue
        dues = dues_of(council_id, agency_id)
        if dues is None:
            continue
        with turn(), transaction.atomic():
            count += bool(tell(DUE, key, Occasion(council_id, dues, f"agency-{agency_id}")))
    return count
