"""Who is acting: one question for an account, its person and its grants, by session, by token or by itself."""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db import connection
from django.utils.crypto import constant_time_compare

from nghitruong.foundation.accounts import rules
from nghitruong.foundation.accounts.models import Account
from nghitruong.foundation.accounts.sealing import digest_of
from nghitruong.foundation.councils.lifecycle import HOLDING
from nghitruong.foundation.verbs.trips import ask_first
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Actor, Role


class ActingRow(NamedTuple):
    """An account with one of its valid grants, or with none; truth values are 0 and 1 on SQLite."""

    account_id: int
    username: str
    password: str
    home_id: int | None
    person_id: int | None
    is_demo: bool
    must_change_password: bool
    language: str
    display: str
    has_second_factor: bool
    full_name: str | None
    role: str | None
    council_id: int
    council_name: str
    is_council_demo: bool
    mandate_id: int | None
    mandate_person_id: int | None
    agency_id: int | None
    body_id: int | None
    bound_to: int | None
    token_digest: str | None


# Asked at every request: built by the ORM, its words would cost more than its answer.
_ACTING = """
SELECT a.id, a.username, a.password, a.council_id, a.person_id, a.is_demo, a.must_change_password, a.language,
       a.display, EXISTS (SELECT 1 FROM accounts_secondfactor f WHERE f.account_id = a.id), p.full_name,
       g.role, g.council_id, c.name, c.is_demo, g.mandate_id, m.person_id, g.agency_id, g.body_id, {bound_to}
FROM {source}
LEFT JOIN councils_person p ON p.id = a.person_id
LEFT JOIN accounts_grant g ON g.account_id = a.id AND g.confirmed_at IS NOT NULL
    AND g.valid_from <= %(today)s AND (g.valid_to IS NULL OR g.valid_to >= %(today)s)
    AND NOT EXISTS (SELECT 1 FROM councils_mandate e WHERE e.id = g.mandate_id AND e.state NOT IN ({holding}))
LEFT JOIN councils_council c ON c.id = g.council_id
LEFT JOIN councils_mandate m ON m.id = g.mandate_id
WHERE {condition}
ORDER BY g.id
"""
# A deputy's rights end with the seat, whoever wrote that down (R1.46).
_ACTING = _ACTING.replace("{holding}", ", ".join(f"'{state}'" for state in sorted(HOLDING)))
_BY_ACCOUNT = _ACTING.format(bound_to="NULL, NULL", source="accounts_account a", condition="a.id = %(account)s")
_BY_SESSION = _ACTING.format(
    bound_to="NULL, NULL", source="accounts_account a", condition="a.id = %(account)s AND a.is_active"
)
_BY_TOKENS = _ACTING.format(
    bound_to="t.council_id, t.digest",
    source="accounts_apitoken t JOIN accounts_account a ON a.id = t.account_id",
    condition="""t.digest IN ({digests}) AND t.revoked_at IS NULL AND a.is_active
    AND (t.expires_at IS NULL OR t.expires_at > %(now)s)""",
)


@dataclass(frozen=True)
class SignedIn:
    """The acting person with what pages and guards must know besides: where else, and what is still demanded.

    While a second factor is demanded and missing, or the password is one that others know, the actor has no role but
    that of a citizen: no way in can forget to ask.
    """

    actor: Actor
    username: str
    councils: tuple[tuple[int, str], ...] = ()
    lacks_second_factor: bool = False
    must_change_password: bool = False
    language: str = "vi"
    display: Mapping[str, str] = field(default_factory=dict)


def signed_in_by_session(account_id: str, session_hash: str, council_id: int | None) -> SignedIn | None:
    """Whoever the session says, acting in `council_id` when there are grants there today; None when it no longer holds.

    One query. A changed password, an account that was closed and an ended grant count from the next request on.
    """
    rows = _acting(_BY_SESSION, account=int(account_id))
    if not rows or not _is_hash_right(rows[0].password, session_hash):
        return None
    return _signed_in(rows, council_id)


def signed_in_by_token(token: str) -> SignedIn | None:
    """Whoever the bearer token acts for, in the token's council; None when it is unknown, expired or revoked."""
    return signed_in_by_tokens([token]).get(token)


def signed_in_by_tokens(tokens: Collection[str]) -> dict[str, SignedIn]:
    """Whoever each of the bearer tokens acts for, in one query; without those that are unknown, expired or revoked."""
    if not tokens:
        return {}
    digests = {f"digest_{place}": digest_of(token) for place, token in enumerate(tokens)}
    places = ", ".join(f"%({name})s" for name in digests)
    grants: dict[str | None, list[ActingRow]] = {}
    for row in _acting(_BY_TOKENS.replace("{digests}", places), **digests):
        grants.setdefault(row.token_digest, []).append(row)
    found = {token: grants.get(digest) for token, digest in zip(tokens, digests.values(), strict=True)}
    return {token: _signed_in(rows, rows[0].bound_to, is_bound=True) for token, rows in found.items() if rows}


def signed_in_as(account: Account, council_id: int | None = None) -> SignedIn:
    """The account as it would act now, for verbs of the sign-in itself."""
    return _signed_in(_acting(_BY_ACCOUNT, account=account.pk), council_id)


def _acting(statement: str, **values: int | str) -> list[ActingRow]:
    """One row a valid grant of the account, or one row without a grant."""
    moment = clock.now()
    today = connection.ops.adapt_datefield_value(clock.local_date(moment))
    now = connection.ops.adapt_datetimefield_value(moment)
    return [ActingRow._make(row) for row in ask_first(statement, {**values, "today": today, "now": now})]


def _is_hash_right(password: str, session_hash: str) -> bool:
    account = Account(password=password)
    hashes = (account.get_session_auth_hash(), *account.get_session_auth_fallback_hash())
    return any(constant_time_compare(session_hash, known) for known in hashes)


def _signed_in(rows: list[ActingRow], council_id: int | None, *, is_bound: bool = False) -> SignedIn:
    first = rows[0]
    councils = {row.council_id: row.council_name for row in rows if row.role}
    council = council_id if is_bound or council_id in councils else _home(first.home_id, councils)
    mine = [row for row in rows if row.role and row.council_id == council]
    roles = frozenset(Role(row.role) for row in mine if row.role)
    is_demo = bool(first.is_demo) and all(row.is_council_demo for row in mine)
    lacks = not first.has_second_factor and rules.needs_second_factor(roles, is_demo=is_demo)
    if lacks or first.must_change_password:
        mine, roles = [], frozenset()
    return SignedIn(
        actor=_actor(first, council, mine, roles),
        username=first.username,
        councils=tuple(councils.items()),
        lacks_second_factor=lacks,
        must_change_password=bool(first.must_change_password),
        language=first.language,
        display=json.loads(first.display),
    )


def _home(home: int | None, councils: Mapping[int, str]) -> int | None:
    return home if home in councils or not councils else next(iter(councils))


def _actor(row: ActingRow, council_id: int | None, mine: list[ActingRow], roles: frozenset[Role]) -> Actor:
    """The account acting under these grants; without any it is a citizen's.

    A person is known to one council; in another the mandate names who that is there.
    """
    return Actor(
        name=row.full_name or row.username,
        council_id=council_id,
        account_id=row.account_id,
        person_id=_first(grant.mandate_person_id for grant in mine) or row.person_id,
        mandate_id=_first(grant.mandate_id for grant in mine),
        agency_id=_first(grant.agency_id for grant in mine),
        roles=roles or frozenset({Role.CITIZEN}),
        body_ids=frozenset(grant.body_id for grant in mine if grant.body_id),
    )


def _first(numbers: Iterable[int | None]) -> int | None:
    return next(filter(None, numbers), None)
