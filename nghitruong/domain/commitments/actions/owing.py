"""A debt comes into being: written down by the office, or as what another record leads to."""

from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction

from nghitruong.domain.commitments import rules
from nghitruong.domain.commitments.models import Commitment
from nghitruong.domain.commitments.policies import may
from nghitruong.domain.commitments.queries import is_debtor_at_work, next_number
from nghitruong.foundation.councils.models import Agency
from nghitruong.foundation.councils.queries import law_on
from nghitruong.foundation.law.queries import calendar_for
from nghitruong.foundation.verbs.beats import announce, consequence, lawful, permit, record, verb
from nghitruong.foundation.verbs.moves import SOMEONE_WAS_FASTER
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Actor
from nghitruong.kernel.days import DayType
from nghitruong.kernel.decision import Decision, RefusedError
from nghitruong.kernel.params import Param
from nghitruong.kernel.refs import RecordRef
from nghitruong.kernel.vietnamese.text import clean_line

MOST_TRIES = 20


@dataclass(frozen=True)
class Wanted:
    """What is owed by whom, and until when: a day that was set, or a period that a row of law gives.

    `origin` says in words where it comes from, `source` names the record where there is one. `param` is the key of the
    row that gives the due day from `owed_on` on; with `due_on` as well, that day holds and the row is not asked.
    """

    debtor: Agency
    title: str
    origin: str
    due_on: date | None = None
    param: str = ""
    product: str = ""
    source: RecordRef | None = None
    owed_on: date | None = None


@verb("commitments.owe_commitment")
def owe_commitment(clerk: Actor, council_id: int, *, wanted: Wanted) -> Commitment:
    """Write down what an agency owes: a promise, a recommendation, a task of a conclusion (R5.17, R6.25)."""
    permit(may(clerk, "commitments.owe_commitment", council_id=council_id))
    lawful(_may_owe(council_id, wanted))
    debt = _insert(council_id, wanted)
    record(debt, debtor=debt.debtor_id, title=debt.title, origin=debt.origin, due_on=str(debt.due_on or ""))
    announce("commitments", f"agency-{debt.debtor_id}")
    return debt


@consequence("commitments.owe_from_record")
def owe_from_record(council_id: int, wanted: Wanted) -> Commitment:
    """What another verb leads to, under its permission: an upper room owes through this door and none other."""
    lawful(_may_owe(council_id, wanted))
    debt = _insert(council_id, wanted)
    record(debt, debtor=debt.debtor_id, title=debt.title, origin=debt.origin, due_on=str(debt.due_on or ""))
    announce("commitments", f"agency-{debt.debtor_id}")
    return debt


def _may_owe(council_id: int, wanted: Wanted) -> Decision:
    owed_on = wanted.owed_on or clock.today()
    due_on, param = _due(council_id, wanted, owed_on)
    debt = rules.Debt(
        clean_line(wanted.title),
        clean_line(wanted.origin),
        owed_on,
        due_on,
        is_debtor_at_work(wanted.debtor, council_id, owed_on),
    )
    decision = rules.may_owe(debt)
    if decision.is_allowed and param and due_on:
        return Decision(reasons=(rules.due_reason(owed_on, due_on, param),))
    return decision


def _due(council_id: int, wanted: Wanted, owed_on: date) -> tuple[date | None, Param | None]:
    if wanted.due_on or not wanted.param:
        return wanted.due_on, None
    param = law_on(council_id, owed_on)[wanted.param]
    return rules.due_by(owed_on, param, calendar_for(council_id)), param


def _insert(council_id: int, wanted: Wanted) -> Commitment:
    """Two at once may want the same number: who comes second takes the next one."""
    owed_on = wanted.owed_on or clock.today()
    due_on, param = _due(council_id, wanted, owed_on)
    debt = Commitment(
        council_id=council_id,
        debtor=wanted.debtor,
        title=clean_line(wanted.title),
        product=clean_line(wanted.product),
        origin=clean_line(wanted.origin),
        origin_kind=wanted.source.kind if wanted.source else "",
        origin_id=wanted.source.id if wanted.source else None,
        owed_on=owed_on,
        due_on=due_on,
        day_type=rules.day_type_of(param) if param else DayType.CALENDAR,
        due_param=param.key if param else "",
        due_row=param.id if param else "",
    )
    for _try in range(MOST_TRIES):
        try:
            with transaction.atomic():
                debt.number = next_number(council_id)
                debt.save(force_insert=True)
                return debt
        except IntegrityError:
            debt.pk = None
    raise RefusedError(SOMEONE_WAS_FASTER)
