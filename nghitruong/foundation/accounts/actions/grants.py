"""Capacities: proposed by one person, confirmed by another, ended on a day."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from nghitruong.foundation.accounts import queries, rules
from nghitruong.foundation.accounts.models import Account, Grant
from nghitruong.foundation.accounts.policies import may
from nghitruong.foundation.councils.handover import Handover
from nghitruong.foundation.councils.models import Agency, Body, Council, Mandate
from nghitruong.foundation.events.doors import access_topic
from nghitruong.foundation.verbs.beats import announce, consequence, lawful, permit, record, refuse_now, unchanged, verb
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Actor, Role
from nghitruong.kernel.decision import Decision, Refusal

ALREADY_HELD = Refusal("accounts.already_held", "This account holds that role already.")
ALREADY_CONFIRMED = Refusal("accounts.already_confirmed", "This role was confirmed already.")


@dataclass(frozen=True)
class Capacity:
    """In which role, where, from which day to which; for whom or in what body; by which decision."""

    council: Council
    role: Role
    valid_from: date
    valid_to: date | None = None
    mandate: Mandate | None = None
    agency: Agency | None = None
    body: Body | None = None
    decision: str = ""


@verb("accounts.propose_grant", serious=True)
def propose_grant(admin: Actor, account: Account, *, capacity: Capacity) -> Grant:
    """Propose that an account acts in a capacity; it counts when a second person has confirmed it (matrix row 26)."""
    permit(may(admin, "accounts.propose_grant", council_id=capacity.council.pk))
    lawful(_may_hold(account, capacity))
    grant = _insert(account, capacity, proposed_by_id=admin.account_id)
    _record_grant(grant)
    announce(f"council-{grant.council_id}")
    return grant


@verb("accounts.confirm_grant", serious=True)
def confirm_grant(confirmer: Actor, grant: Grant) -> Grant:
    """Let a proposed role count from now on; never by the one who proposed it (matrix row 26)."""
    permit(may(confirmer, "accounts.confirm_grant", council_id=grant.council_id))
    lawful(rules.may_confirm(grant.proposed_by_id, confirmer.account_id))
    if grant.confirmed_at is not None:
        refuse_now(ALREADY_CONFIRMED)
    grant.confirmed_by_id, grant.confirmed_at = confirmer.account_id, clock.now()
    grant.save(update_fields=["confirmed_by", "confirmed_at"])
    _record_grant(grant)
    announce(access_topic(grant.account_id))
    return grant


@verb("accounts.grant_role")
def grant_role(system: Actor, account: Account, *, capacity: Capacity) -> Grant:
    """Let a role count at once: only for the system, where a decision taken elsewhere is carried out."""
    permit(may(system, "accounts.grant_role", council_id=capacity.council.pk))
    lawful(_may_hold(account, capacity))
    grant = _insert(account, capacity, confirmed_at=clock.now())
    _record_grant(grant)
    announce(access_topic(account.pk))
    return grant


@verb("accounts.end_grant", serious=True)
def end_grant(admin: Actor, grant: Grant, *, on: date) -> Grant:
    """Let a role end; `on` is its last day. Nothing is erased: the grant stays readable with its dates."""
    permit(may(admin, "accounts.end_grant", council_id=grant.council_id))
    lawful(rules.may_end(grant.valid_from, on))
    grant.valid_to = on
    grant.save(update_fields=["valid_to"])
    _record_grant(grant)
    announce(access_topic(grant.account_id))
    return grant


@consequence("accounts.follow_mandates")
def follow_mandates(handover: Handover) -> int:
    """Let the inherited deputies act in the new council with the accounts they have; answers how many.

    Other roles are not inherited: chair, committees and office are appointed anew (R1.31, R1.32).
    """
    seats = handover.mandates
    held = queries.seated_grants(handover.predecessor_id).filter(role=Role.DEPUTY, mandate_id__in=list(seats))
    known = set(queries.seated_grants(handover.council_id).values_list("account_id", "mandate_id"))
    followed = [
        Grant(
            council_id=handover.council_id,
            account_id=grant.account_id,
            role=Role.DEPUTY,
            mandate_id=seats[grant.mandate_id or 0],
            valid_from=handover.on,
            decision=handover.decision,
            confirmed_at=clock.now(),
        )
        for grant in held.order_by("id")
        if (grant.account_id, seats[grant.mandate_id or 0]) not in known
    ]
    if not followed:
        return unchanged(0)
    Grant.objects.bulk_create(followed)
    record(None, council_id=handover.council_id, accounts=[grant.account_id for grant in followed])
    announce(*(access_topic(grant.account_id) for grant in followed))
    return len(followed)


def _may_hold(account: Account, capacity: Capacity) -> Decision:
    wanted = rules.Holding(capacity.role, capacity.valid_from, capacity.valid_to)
    return rules.may_hold(wanted, queries.holdings_of(account, capacity.council.pk))


def _insert(account: Account, capacity: Capacity, **fields: Any) -> Grant:
    try:
        with transaction.atomic():
            return Grant.objects.create(account=account, **{**vars(capacity), **fields})
    except IntegrityError:
        refuse_now(ALREADY_HELD)


def _record_grant(grant: Grant) -> None:
    record(
        grant,
        account=grant.account_id,
        role=grant.role,
        start=grant.valid_from.isoformat(),
        end=grant.valid_to.isoformat() if grant.valid_to else None,
        decision=grant.decision,
    )
