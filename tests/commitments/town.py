"""Debts of the cast's agency, brought to any point in few calls; each step is the verb itself."""

from datetime import date, datetime, timedelta

from nghitruong.domain.commitments.actions import Wanted, owe_commitment, report_result
from nghitruong.domain.commitments.models import Commitment
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Actor, Role
from tests.cast import Cast, acting

START = date(2026, 6, 1)
DUE = date(2026, 6, 30)


def on(day: date):  # type: ignore[no-untyped-def] - a context manager of the clock
    """Noon of a day, where the council is."""
    return clock.standing_at(datetime(day.year, day.month, day.day, 5, tzinfo=clock.now().tzinfo))


def standing(cast: Cast) -> Actor:
    return acting(cast.lan, Role.STANDING)


def debt(cast: Cast, *, due_on: date | None = DUE, title: str = "Sửa mương thoát nước đường số 9") -> Commitment:
    """What An's agency owes since the first of June."""
    wanted = Wanted(debtor=cast.agency, title=title, origin="Chất vấn tại Kỳ họp thứ 3", due_on=due_on, owed_on=START)
    with on(START):
        return owe_commitment(cast.minh, cast.council.pk, wanted=wanted)


def reported(cast: Cast, day: date, **details: date | None) -> Commitment:
    """The same, with An's report of a day."""
    owed = debt(cast, **details)  # type: ignore[arg-type]
    with on(day):
        return report_result(
            cast.an, owed, result="Đã nạo vét 300 m mương.", done_on=day - timedelta(days=1), evidence="12/BC-UBND"
        )
