"""The verbs on the table of rules: confirm a row, put the council's own value in its place, take either back."""

from datetime import date
from typing import Any, TypeVar

from django.db import IntegrityError, transaction

from nghitruong.foundation.law import rules
from nghitruong.foundation.law.models import Confirmation, DayCorrection, Override, Withdrawable
from nghitruong.foundation.law.pack import rule_pack
from nghitruong.foundation.law.policies import may
from nghitruong.foundation.law.queries import UnknownKeyError, confirmations_of, national_param, national_row
from nghitruong.foundation.verbs.beats import announce, lawful, permit, record, refuse_now, verb
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Actor
from nghitruong.kernel.decision import Refusal, RefusalKind
from nghitruong.kernel.vietnamese.text import clean_line

T = TypeVar("T", bound=Withdrawable)

UNKNOWN_RULE = Refusal("law.unknown_rule", "There is no such rule in force on that day.", kind=RefusalKind.NOT_FOUND)
NO_REASON = Refusal("law.no_reason", "Write down why this is withdrawn.", kind=RefusalKind.INVALID)
ALREADY_WITHDRAWN = Refusal("law.already_withdrawn", "This was withdrawn before.")
SAME_START = Refusal(
    "law.same_start", "Your council already has a value of this rule that begins on this day. Withdraw that one first."
)
SAME_DAY = Refusal("law.same_day", "This day is corrected already. Withdraw that correction first.")


@verb("law.confirm_rule", serious=True)
def confirm_rule(
    clerk: Actor, row_id: str, *, document_number: str, document_date: date, note: str = ""
) -> Confirmation:
    """Confirm a row of the pack from the council's own rules of procedure; from then on it may block and be cited.

    Raises RefusedError: unknown row, value not known, confirmed already, no document named.
    """
    permit(may(clerk, "law.confirm_rule"))
    row = rule_pack().rows.get(row_id)
    if row is None:
        refuse_now(UNKNOWN_RULE)
    number = clean_line(document_number)
    is_confirmed = confirmations_of(_council(clerk)).filter(row_id=row_id).exists()
    lawful(rules.may_confirm(row, number, is_confirmed=is_confirmed))
    confirmation = _create(
        Confirmation(
            **_made(clerk), row_id=row_id, key=row.key, document_number=number, document_date=document_date, note=note
        ),
        rules.ALREADY_CONFIRMED,
    )
    record(confirmation, row=row_id, value=row.value, document=number, document_date=document_date.isoformat())
    announce(f"law-{confirmation.council_id}")
    return confirmation


@verb("law.override_rule", serious=True)
def override_rule(clerk: Actor, key: str, *, proposal: rules.Proposal, unit_kind: str = "") -> Override:
    """Put the council's own value in the place of a row, by the council's own decision (R1.16).

    Raises RefusedError: unknown rule, not a value of it, no document, fixed by law, looser than the law without a
    reason, another value that begins on the same day.
    """
    permit(may(clerk, "law.override_rule"))
    row = _national_row(key, proposal.valid_from, unit_kind)
    definition = rule_pack().definitions[row.key]
    lawful(rules.may_override(definition, national_param(row), proposal, rule_pack().units[row.unit].kind))
    override = _create(
        Override(
            **_made(clerk),
            key=row.key,
            value=proposal.value,
            unit=proposal.unit,
            document_number=clean_line(proposal.document),
            document_date=proposal.decided_on,
            valid_from=proposal.valid_from,
            valid_to=proposal.valid_to,
            note=proposal.note.strip(),
        ),
        SAME_START,
    )
    record(override, key=row.key, value=proposal.value, instead_of=row.value, document=override.document_number)
    announce(f"law-{override.council_id}")
    return override


@verb("law.withdraw_override", serious=True)
def withdraw_override(clerk: Actor, override: Override, *, why: str) -> Override:
    """Take the council's own value back; what was decided under it keeps it. Raises RefusedError without a reason."""
    permit(may(clerk, "law.withdraw_override", council_id=override.council_id))
    _withdraw(clerk, override, why)
    record(override, key=override.key, value=override.value, why=override.withdrawn_why)
    announce(f"law-{override.council_id}")
    return override


@verb("law.withdraw_confirmation", serious=True)
def withdraw_confirmation(clerk: Actor, confirmation: Confirmation, *, why: str) -> Confirmation:
    """Take a confirmation back, so that the row only warns again. Raises RefusedError without a reason."""
    permit(may(clerk, "law.withdraw_confirmation", council_id=confirmation.council_id))
    _withdraw(clerk, confirmation, why)
    record(confirmation, row=confirmation.row_id, why=confirmation.withdrawn_why)
    announce(f"law-{confirmation.council_id}")
    return confirmation


@verb("law.correct_day")
def correct_day(clerk: Actor, day: date, *, is_working: bool, reason: str, document: str = "") -> DayCorrection:
    """Say of one day that it is worked or not, against the national calendar (R0.04).

    Raises RefusedError: no reason, corrected already.
    """
    permit(may(clerk, "law.correct_day"))
    lawful(rules.may_correct_day(reason))
    correction = _create(
        DayCorrection(
            **_made(clerk), day=day, is_working=is_working, reason=clean_line(reason), document=clean_line(document)
        ),
        SAME_DAY,
    )
    record(correction, day=day.isoformat(), is_working=is_working, reason=correction.reason)
    announce(f"law-{correction.council_id}")
    return correction


@verb("law.withdraw_day")
def withdraw_day(clerk: Actor, correction: DayCorrection, *, why: str) -> DayCorrection:
    """Take a corrected day back. Raises RefusedError without a reason."""
    permit(may(clerk, "law.withdraw_day", council_id=correction.council_id))
    _withdraw(clerk, correction, why)
    record(correction, day=correction.day.isoformat(), why=correction.withdrawn_why)
    announce(f"law-{correction.council_id}")
    return correction


def _national_row(key: str, on: date, unit_kind: str) -> Any:
    try:
        return national_row(key, on, unit_kind)
    except UnknownKeyError:
        refuse_now(UNKNOWN_RULE)


def _create(thing: T, taken: Refusal) -> T:
    """Write a new row; the table's own constraint says whether somebody was faster."""
    try:
        with transaction.atomic():
            thing.save(force_insert=True)
    except IntegrityError:
        refuse_now(taken)
    return thing


def _withdraw(clerk: Actor, thing: Withdrawable, why: str) -> None:
    reason = clean_line(why)
    if not reason:
        refuse_now(NO_REASON)
    living = type(thing)._base_manager.filter(pk=thing.pk, withdrawn_at=None)
    if not living.update(withdrawn_at=clock.now(), withdrawn_by=clerk.name, withdrawn_why=reason):
        refuse_now(ALREADY_WITHDRAWN)
    thing.refresh_from_db()


def _council(clerk: Actor) -> int:
    return clerk.council_id or 0


def _made(clerk: Actor) -> dict[str, Any]:
    return {"council_id": _council(clerk), "made_by": clerk.name, "made_by_account_id": clerk.account_id}
