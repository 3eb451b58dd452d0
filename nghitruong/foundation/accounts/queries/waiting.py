"""What somebody has proposed and a second person has to confirm (matrix row 26)."""

from django.db.models import Count, QuerySet

from nghitruong.foundation.accounts.models import Account, Grant
from nghitruong.foundation.verbs.kept import kept
from nghitruong.kernel.actor import Actor


def proposed_grants(actor: Actor) -> QuerySet[Grant]:
    """Grants of the actor's council that wait for a second person."""
    waiting = Grant.objects.filter(council_id=actor.council_id or 0, confirmed_at=None)
    return waiting.select_related("account__person", "proposed_by__person").order_by("id")


def proposed_passwords(actor: Actor) -> QuerySet[Account]:
    """Accounts of the actor's council whose new password waits for a second person."""
    waiting = Account.objects.filter(council_id=actor.council_id or 0, is_active=True).exclude(reset_proposed_by=None)
    return waiting.select_related("person", "reset_proposed_by__person").order_by("id")


def waiting_for_a_second(actor: Actor) -> int:
    """How many roles and passwords of the actor's council somebody proposed and a second person has to confirm."""
    return sum(_count_of_grants(actor)) + sum(_count_of_passwords(actor))


@kept
def _count_of_grants(actor: Actor) -> QuerySet[Grant, int]:
    counted = proposed_grants(actor).order_by().values("council").annotate(count=Count("pk"))
    return counted.values_list("count", flat=True)


@kept
def _count_of_passwords(actor: Actor) -> QuerySet[Account, int]:
    counted = proposed_passwords(actor).order_by().values("council").annotate(count=Count("pk"))
    return counted.values_list("count", flat=True)
