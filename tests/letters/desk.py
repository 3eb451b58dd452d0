"""Letters, receptions and cards of the cast, brought to any point in few calls; each step is the verb itself."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from nghitruong.domain.letters.actions import (
    Entry,
    Person,
    PlannedDay,
    Sorted,
    Transfer,
    Written,
    forward_letter,
    plan_day,
    register_card,
    register_letter,
    register_visit,
    screen_letter,
)
from nghitruong.domain.letters.models import Card, Letter, ReceptionDay, Visit
from nghitruong.foundation.councils.models import Mandate
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Actor, Role, system_actor
from nghitruong.kernel.decision import RefusedError
from tests.cast import Cast, acting, add_person

RECEIVED = date(2026, 7, 6)
"""A Monday after the new decrees came into force."""
OLD = date(2026, 6, 1)
"""A Monday before."""
SENDER = Person("Lò Thị Mẩy", "0912345678", "12/4 đường số 9")
OTHER = Person("Giàng A Tủa", "0987654321", "7 hẻm 112", is_representative=True)
CONTENT = "Quyết định thu hồi 42 m2 đất vườn chưa tính tiền cây trồng."


def on(day: date, hour: int = 5) -> Any:
    """Noon of a day, where the council is."""
    return clock.standing_at(datetime(day.year, day.month, day.day, hour, tzinfo=clock.now().tzinfo))


def refused(act, *args: object, **kwargs: object) -> str:  # type: ignore[no-untyped-def]
    with pytest.raises(RefusedError) as caught:
        act(*args, **kwargs)
    return caught.value.refusal.code


def standing(cast: Cast) -> Actor:
    return acting(cast.lan, Role.STANDING)


def system(cast: Cast) -> Actor:
    return system_actor(cast.council.pk)


def handler(cast: Cast, name: str = "Hồ Văn Kín") -> Actor:
    """Who handles denunciations."""
    return add_person(cast.council, name, Role.DENUNCIATIONS)


def seat(actor: Actor) -> Mandate:
    return Mandate.objects.get(pk=actor.mandate_id or 0)


def written(day: date = RECEIVED, **changes: Any) -> Written:
    return replace(Written("Bồi thường cây trồng trên đất thu hồi", CONTENT, day, (SENDER,)), **changes)


def registered(cast: Cast, day: date = RECEIVED, **changes: Any) -> Letter:
    with on(day):
        return register_letter(cast.minh, cast.council.pk, written=written(day, **changes))


def screened(cast: Cast, kind: str = "complaint", day: date = RECEIVED, **changes: Any) -> Letter:
    letter = registered(cast, day)
    with on(day):
        return screen_letter(cast.minh, letter, chosen=Sorted(kind, **changes))


def to(cast: Cast, **changes: Any) -> Transfer:
    return replace(Transfer("15/PC-HĐND", cast.agency, reason="Đại biểu yêu cầu theo dõi"), **changes)


def forwarded(cast: Cast, kind: str = "complaint", day: date = RECEIVED, **changes: Any) -> Letter:
    letter = screened(cast, kind, day, **changes)
    with on(day):
        return forward_letter(cast.minh, letter, to=to(cast))


def planned(cast: Cast, day: date = date(2026, 7, 20), **changes: Any) -> ReceptionDay:
    starts_at = datetime(day.year, day.month, day.day, 8, tzinfo=clock.COUNCIL_ZONE)
    plan = PlannedDay(seat(cast.lan), starts_at, starts_at + timedelta(hours=3), "Phòng tiếp công dân phường")
    with on(RECEIVED):
        return plan_day(cast.minh, cast.council.pk, planned=replace(plan, **changes))


def entry(day: date = RECEIVED, **changes: Any) -> Entry:
    return replace(Entry(day, "Trần Thị Lan", "Hỏi việc bồi thường đất", (SENDER,)), **changes)


def visited(cast: Cast, **changes: Any) -> Visit:
    with on(RECEIVED):
        return register_visit(cast.minh, cast.council.pk, entry=entry(**changes))


def carded(cast: Cast, day: date = RECEIVED) -> Card:
    with on(day):
        return register_card(cast.minh, cast.council.pk, received_on=day, place="safe", folder="HS-12/2026")
