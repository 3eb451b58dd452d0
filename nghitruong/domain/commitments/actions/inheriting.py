"""A council follows another: what was owed to the old one is owed to the new one (Law 72/2025 Art. 44)."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Model

from nghitruong.domain.commitments.actions.following import withdraw_from_record
from nghitruong.domain.commitments.models import ClockStop, Commitment, Escalation, Extension, Milestone
from nghitruong.domain.commitments.queries import answered_here, next_number
from nghitruong.foundation.councils.actions import follow_agency
from nghitruong.foundation.councils.handover import HANDED_OVER, Handover
from nghitruong.foundation.councils.models import Agency, Council
from nghitruong.foundation.verbs.beats import announce, consequence, record, unchanged

BATCH = 500
_HISTORY: tuple[type[Model], ...] = (Milestone, Extension, ClockStop, Escalation)


@consequence("commitments.carry_commitments")
def carry_commitments(handover: Handover) -> int:
    """Write each open debt down anew in the council that follows, with its days and its history; answers how many.

    It keeps its due day, its report and the steps taken; papers stay with the old record, which the origin names. What
    another room answers, that room carries. A council that was followed only in part keeps what is owed to it.
    """
    debts = list(answered_here(handover.predecessor_id)) if handover.is_whole else []
    if not debts:
        return unchanged(0)
    council = Council.objects.select_related("unit").get(pk=handover.council_id)
    debtors = {old: follow_agency(old, council, on=handover.on) for old in {debt.debtor for debt in debts}}
    first = next_number(council.pk)
    rows = [_heir_of(debt, council, debtors[debt.debtor], first + place) for place, debt in enumerate(debts)]
    heirs = Commitment.objects.bulk_create(rows, batch_size=BATCH)
    _carry_history({old.pk: heir for old, heir in zip(debts, heirs, strict=True)})
    record(None, council_id=council.pk, commitments=[heir.code for heir in heirs])
    announce("commitments", *sorted(f"agency-{agency.pk}" for agency in set(debtors.values())))
    _end(debts)
    return len(heirs)


def _heir_of(old: Commitment, council: Council, debtor: Agency, number: int) -> Commitment:
    known = {field.attname: getattr(old, field.attname) for field in Commitment._meta.concrete_fields}
    del known["id"]
    from_there = f" ({old.council.name}, {old.code})"
    source = {"origin": old.origin[: 300 - len(from_there)] + from_there, "origin_kind": "", "origin_id": None}
    return Commitment(**known | source | {"council_id": council.pk, "debtor_id": debtor.pk, "number": number})


def _carry_history(heirs: Mapping[int, Commitment]) -> None:
    for table in _HISTORY:
        rows: list[Any] = list(table._base_manager.filter(commitment__in=list(heirs)).order_by("pk"))
        for row in rows:
            heir = heirs[row.commitment_id]
            row.pk, row.council_id, row.commitment = None, heir.council_id, heir
        table._base_manager.bulk_create(rows, batch_size=BATCH)


def _end(debts: Sequence[Commitment]) -> None:
    for debt in debts:
        withdraw_from_record(debt, reason=HANDED_OVER)
