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
from nghitruong.kernel.refs import RecordRef

BATCH = 500
_HISTORY: tuple[type[Model], ...] = (Milestone, Extension, ClockStop, Escalation)


@consequence("commitments.carry_commitments")
def carry_commitments(handover: Handover) -> int:
    """Write each open debt down anew in the council that follows, with its days and its history; answers how many.

    What another room answers, that room carries. A council that was followed only in part keeps what is owed to it.
    """
    debts = list(answered_here(handover.predecessor_id)) if handover.is_whole else []
    if not debts:
        return unchanged(0)
    count = len(owe_to_heir(debts, handover, {}))
    record(None, council_id=handover.council_id, from_council=handover.predecessor_id, count=count)
    return count


@consequence("commitments.owe_to_heir")
def owe_to_heir(
    debts: Sequence[Commitment], handover: Handover, sources: Mapping[int, RecordRef]
) -> dict[int, Commitment]:
    """These open debts in the new council, by the old one's id; `sources` names the new record that a debt comes from.

    Each keeps its due day, its report and the steps taken; papers stay with the old record, which the origin names.
    """
    if not debts:
        return unchanged({})
    council = Council.objects.select_related("unit").get(pk=handover.council_id)
    debtors = {old: follow_agency(old, council, on=handover.on) for old in {debt.debtor for debt in debts}}
    first = next_number(council.pk)
    rows = [_heir_of(debt, council, debtors[debt.debtor], sources.get(debt.pk)) for debt in debts]
    for place, row in enumerate(rows):
        row.number = first + place
    heirs = Commitment.objects.bulk_create(rows, batch_size=BATCH)
    by_old = {old.pk: heir for old, heir in zip(debts, heirs, strict=True)}
    _carry_history(by_old)
    record(None, council_id=council.pk, commitments=[heir.code for heir in heirs])
    announce("commitments", *sorted(f"agency-{agency.pk}" for agency in set(debtors.values())))
    for debt in debts:
        withdraw_from_record(debt, reason=HANDED_OVER)
    return by_old


def _heir_of(old: Commitment, council: Council, debtor: Agency, source: RecordRef | None) -> Commitment:
    known = {field.attname: getattr(old, field.attname) for field in Commitment._meta.concrete_fields}
    del known["id"]
    from_there = f" ({old.council.name}, {old.code})"
    origin = {
        "origin": old.origin[: 300 - len(from_there)] + from_there,
        "origin_kind": source.kind if source else "",
        "origin_id": source.id if source else None,
    }
    return Commitment(**known | origin | {"council_id": council.pk, "debtor_id": debtor.pk})


def _carry_history(heirs: Mapping[int, Commitment]) -> None:
    for table in _HISTORY:
        rows: list[Any] = list(table._base_manager.filter(commitment__in=list(heirs)).order_by("pk"))
        for row in rows:
            heir = heirs[row.commitment_id]
            row.pk, row.council_id, row.commitment = None, heir.council_id, heir
        table._base_manager.bulk_create(rows, batch_size=BATCH)
