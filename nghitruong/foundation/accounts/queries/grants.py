"""The capacities that accounts hold or are proposed to hold, and what they rest on."""

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from nghitruong.foundation.accounts import rules
from nghitruong.foundation.accounts.models import Account, Grant
from nghitruong.foundation.councils.lifecycle import HOLDING
from nghitruong.foundation.councils.models import Agency, Body, Mandate
from nghitruong.foundation.verbs.kept import kept
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Actor, Role

SEATED_ROLES = frozenset({Role.DEPUTY, Role.CHAIR, Role.STANDING, Role.COMMITTEE})


def valid_on(today: date) -> Q:
    """The condition of a grant that counts today."""
    dated = Q(Q(valid_to=None) | Q(valid_to__gte=today), valid_from__lte=today, confirmed_at__isnull=False)
    return dated & (Q(mandate=None) | Q(mandate__state__in=HOLDING))


def grants_of(actor: Actor) -> QuerySet[Grant]:
    """The actor's own confirmed grants in every council, newest first."""
    return (
        Grant.objects.filter(account_id=actor.account_id or 0)
        .exclude(confirmed_at=None)
        .select_related("council", "agency", "body")
        .order_by("-valid_from", "id")
    )


def grant_for(actor: Actor, grant_id: int) -> Grant | None:
    """A grant of the actor's council, or None."""
    grants = Grant.objects.select_related("account", "account__person")
    return grants.filter(council_id=actor.council_id or 0, pk=grant_id).first()


def grants_in_council(account: Account, actor: Actor) -> QuerySet[Grant]:
    """All grants of an account in the actor's council, proposed and ended ones too, newest first."""
    grants = Grant.objects.filter(account=account, council_id=actor.council_id or 0)
    return grants.select_related("agency", "body", "proposed_by__person", "confirmed_by__person").order_by("-id")


def holdings_of(account: Account, council_id: int) -> list[rules.Holding]:
    """What the account holds or is proposed to hold in one council."""
    rows = Grant.objects.filter(account=account, council_id=council_id)
    return [rules.Holding(Role(row.role), row.valid_from, row.valid_to) for row in rows]


def mandate_behind(account: Account, role: Role, actor: Actor) -> Mandate | None:
    """The held seat that a deputy's or chair's role rests on, or None for roles that need no seat."""
    if role not in SEATED_ROLES:
        return None
    held = Mandate.objects.filter(council_id=actor.council_id or 0, person_id=account.person_id or 0)
    return held.filter(state__in=HOLDING).order_by("-starts_on").first()


def seated_grants(council_id: int) -> QuerySet[Grant]:
    """The confirmed grants that rest on a seat still held in the council and have no end."""
    seated = Grant.objects.filter(council_id=council_id, valid_to=None, mandate__state__in=HOLDING)
    return seated.exclude(confirmed_at=None)


def has_administrator(council_id: int) -> bool:
    """Whether somebody administers the council already, so that further accounts take two people."""
    held = Grant.objects.filter(valid_on(clock.today()), council_id=council_id)
    return held.filter(role__in=[Role.ADMIN, Role.PROVINCE_ADMIN], account__is_active=True).exists()


def agencies_of(actor: Actor) -> QuerySet[Agency]:
    return Agency.objects.filter(council_id=actor.council_id or 0, valid_to=None).order_by("name")


def bodies_of(actor: Actor) -> QuerySet[Body]:
    return Body.objects.filter(council_id=actor.council_id or 0, valid_to=None).order_by("kind", "name")


@kept
def roles_today(council_id: int, account_ids: list[int]) -> QuerySet[Grant, Any]:
    """The confirmed roles that are valid today; one that rests on a seat only as long as the seat is held.

    In no order: asked for one, SQLite reads all grants of the council.
    """
    grants = Grant.objects.filter(valid_on(clock.today()), council_id=council_id, account__in=account_ids)
    return grants.values_list("id", "account_id", "role")
