"""Bearer tokens for programs."""

import secrets
from datetime import datetime

from nghitruong.foundation.accounts.models import Account, ApiToken
from nghitruong.foundation.accounts.policies import may
from nghitruong.foundation.accounts.sealing import digest_of
from nghitruong.foundation.councils.models import Council
from nghitruong.foundation.events.doors import access_topic
from nghitruong.foundation.verbs.beats import announce, permit, record, verb
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Actor
from nghitruong.kernel.vietnamese.text import clean_line

TOKEN_BYTES = 24
MARK = "nt_"
"""So that a token that lies about in a file or a log is known for one."""


@verb("accounts.issue_token", lock=False)
def issue_token(
    person: Actor, account: Account, *, council: Council, name: str, expires_at: datetime | None = None
) -> str:
    """Make a token that acts as the account in one council; answers it readable this once, only its hash is kept."""
    is_own = person.is_system or person.account_id == account.pk
    permit(may(person, "accounts.issue_token", is_own=is_own, council_id=council.id))
    text = MARK + secrets.token_urlsafe(TOKEN_BYTES)
    token = ApiToken.objects.create(
        council=council, account=account, name=clean_line(name), digest=digest_of(text), expires_at=expires_at
    )
    record(token, name=token.name, expires=expires_at.isoformat() if expires_at else None)
    announce(access_topic(account.pk))
    return text


@verb("accounts.revoke_token")
def revoke_token(person: Actor, token: ApiToken) -> None:
    """Let a token of one's own stop working from the next request on."""
    permit(may(person, "accounts.revoke_token", is_own=person.account_id == token.account_id))
    token.revoked_at = clock.now()
    token.save(update_fields=["revoked_at"])
    record(token, name=token.name)
    announce(access_topic(token.account_id))
