"""What belongs to an account alone: its devices, tokens, second factor, and the tries under a name."""

from django.db.models import Q, QuerySet

from nghitruong.foundation.accounts import rules
from nghitruong.foundation.accounts.models import ApiToken, Device, FailedTry, SecondFactor
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Actor


def tries_under(key: str) -> rules.Tries:
    """The failures counted under a key."""
    row = FailedTry.objects.filter(key=key).first()
    return rules.Tries(row.count, row.first_at, row.locked_until) if row else rules.Tries()


def devices_of(actor: Actor) -> QuerySet[Device]:
    """The actor's own signed-in browsers, last used first."""
    return Device.objects.filter(account_id=actor.account_id or 0).order_by("-seen_at", "-id")


def device_for(actor: Actor, device_id: int) -> Device | None:
    """One of the actor's own devices, or None."""
    return devices_of(actor).filter(pk=device_id).first()


def tokens_of(actor: Actor) -> QuerySet[ApiToken]:
    """The actor's own tokens that still work, newest first."""
    now = clock.now()
    mine = ApiToken.objects.filter(account_id=actor.account_id or 0, revoked_at=None)
    return mine.filter(Q(expires_at=None) | Q(expires_at__gt=now)).select_related("council").order_by("-id")


def token_for(actor: Actor, token_id: int) -> ApiToken | None:
    """One of the actor's own tokens, or None."""
    return tokens_of(actor).filter(pk=token_id).first()


def second_factor_of(account_id: int | None) -> SecondFactor | None:
    """The account's second factor, or None."""
    return SecondFactor.objects.filter(account_id=account_id or 0).first()
