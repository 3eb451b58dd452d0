"""The debts and the sweep of bench/sweep.py: `python -m bench.sweep_data DEBTS AGENCIES RUNS`."""

import json
import statistics
import sys
import time
from collections.abc import Sequence
from datetime import date, datetime, timedelta

import django

django.setup()

from django.db import connection  # noqa: E402 - Django must be set up first

from nghitruong.domain.commitments.lifecycle import CommitmentState  # noqa: E402
from nghitruong.domain.commitments.models import Commitment  # noqa: E402
from nghitruong.foundation.accounts.models import Account, Grant  # noqa: E402
from nghitruong.foundation.councils.models import Agency, Council, FocalPerson, Person, Unit  # noqa: E402
from nghitruong.kernel import clock  # noqa: E402
from nghitruong.kernel.actor import Role  # noqa: E402
from nghitruong.outer.notices.models import Message  # noqa: E402
from nghitruong.outer.notices.sweeping import tell_dues  # noqa: E402

TODAY = date(2026, 11, 26)
MORNING = datetime(2026, 11, 26, 8, tzinfo=clock.COUNCIL_ZONE)
SPREAD_DAYS = 730


def main(argv: Sequence[str]) -> int:
    """Write the debts once, sweep them as often as asked, each time as on a first morning."""
    debts, agencies, runs = (int(word) for word in argv)
    write_debts(debts, agencies)
    first, again, told = [], [], 0
    for _run in range(runs):
        Message.objects.all().delete()
        with clock.standing_at(MORNING):
            begun = time.perf_counter()
            told = tell_dues()
            first.append(time.perf_counter() - begun)
            begun = time.perf_counter()
            if tell_dues():
                raise AssertionError("somebody was told twice")
            again.append(time.perf_counter() - begun)
    line = {"bench": "sweep", "case": "morning", "layout": "one-process", "db": connection.vendor, "n": debts}
    line |= {"agencies": agencies, "told": told, "runs": runs}
    line |= {"sweep_s": round(statistics.median(first), 2), "again_s": round(statistics.median(again), 2)}
    sys.stdout.write(json.dumps(line) + "\n")
    return 0


def write_debts(debts: int, agencies: int) -> None:
    """One council with so many agencies, each with an officer who has an account, and their debts in turn."""
    unit = Unit.objects.create(code="999901", name="Phường Đo", kind="phuong", is_fictional=True)
    council = Council.objects.create(unit=unit, name="HĐND phường Đo", opened_on=date(2025, 7, 1), is_demo=True)
    offices = [_office(council, number) for number in range(agencies)]
    rows = (_debt(council, offices[number % agencies], number) for number in range(1, debts + 1))
    Commitment.objects.bulk_create(rows, batch_size=2000)


def _office(council: Council, number: int) -> Agency:
    since = date(2025, 7, 1)
    agency = Agency.objects.create(
        council=council, code=f"cq-{number}", name=f"Cơ quan {number}", kind="khac", level="xa", valid_from=since
    )
    person = Person.objects.create(council=council, full_name=f"Người {number}", email=f"cq{number}@example.vn")
    account = Account.objects.create(
        username=f"cq-{number}", password="!", person=person, council=council, is_demo=True
    )
    FocalPerson.objects.create(council=council, agency=agency, person=person, valid_from=since)
    Grant.objects.create(
        council=council, account=account, role=Role.AGENCY, agency=agency, valid_from=since, confirmed_at=clock.now()
    )
    return agency


def _debt(council: Council, agency: Agency, number: int) -> Commitment:
    due_on = TODAY + timedelta(days=number * 37 % SPREAD_DAYS - SPREAD_DAYS // 2)
    is_open = number % 3 == 0
    return Commitment(
        council=council,
        number=number,
        debtor=agency,
        title=f"Việc phải làm số {number}",
        origin="Tiếp xúc cử tri",
        state=CommitmentState.ACCEPTED if is_open else CommitmentState.MET,
        owed_on=due_on - timedelta(days=30),
        due_on=due_on,
        ended_on=None if is_open else due_on,
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
