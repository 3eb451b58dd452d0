"""Reading accounts: who is acting, in one query; the doors to accounts, grants, devices and tokens."""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.crypto import constant_time_compare

from nghitruong.foundation.accounts import rules
from nghitruong.foundation.accounts.models import Account, ApiToken, Device, FailedTry, Grant, SecondFactor
from nghitruong.foundation.accounts.sealing import digest_of
from nghitruong.foundation.councils.lifecycle import HOLDING
from nghitruong.foundation.councils.models import Agency, Body, Council, Mandate, Person
from nghitruong.foundation.verbs.kept import kept
from nghitruong.foundation.verbs.trips import ask_first
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Actor, Role
from nghitruong.kernel.vietnamese import fold

SEATED_ROLES = frozenset({Role.DEPUTY, Role.CHAIR, Role.STANDING, Role.COMMITTEE})


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


class Listed(NamedTuple):
    """One row of the list of accounts. `waits`: the number of who proposed a new password, as yet unconfirmed."""

    account_id: int
    shown_name: str
    username: str
    last_login: datetime | None
    is_active: bool
    waits: int | None
    roles: list[Role]


_NAME = Coalesce("person__full_name", "username")
_SHOWN = ("id", _NAME, "username", "last_login", "is_active", "reset_proposed_by_id")

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


def tries_under(key: str) -> rules.Tries:
    """The failures counted under a key."""
    row = FailedTry.objects.filter(key=key).first()
    return rules.Tries(row.count, row.first_at, row.locked_until) if row else rules.Tries()


def own_account(actor: Actor) -> Account:
    """The actor's own account; raises Account.DoesNotExist for nobody."""
    return Account.objects.get(pk=actor.account_id or 0)


def open_account(account_id: int) -> Account:
    """An account that may sign in; raises Account.DoesNotExist when there is none or it is closed."""
    return Account.objects.get(pk=account_id, is_active=True)


def account_for(actor: Actor, account_id: int) -> Account | None:
    """An account that has to do with the actor's council, or None."""
    return accounts_of(actor).filter(pk=account_id).first()


def accounts_of(actor: Actor, words: str = "") -> QuerySet[Account]:
    """The accounts of the actor's council in the order of people's names; `words` look for names without accents."""
    here = Exists(Grant.objects.filter(account=OuterRef("pk"), council_id=actor.council_id or 0))
    found = Account.objects.filter(Q(council_id=actor.council_id or 0) | here)
    for word in fold(words).split():
        found = found.filter(Q(person__folded_name__contains=word) | Q(username__contains=word))
    return found.select_related("person").order_by("person__sort_key", "username")


def listed(accounts: QuerySet[Account], actor: Actor) -> list[Listed]:
    """The rows of one page of accounts with their roles of today, in two queries."""
    rows: list[Any] = list(accounts.values_list(*_SHOWN))
    roles: dict[int, list[Role]] = {}
    for account_id, role in _roles_today(actor.council_id or 0, [row[0] for row in rows]):
        roles.setdefault(account_id, []).append(Role(role))
    return [Listed._make((*row, roles.get(row[0], []))) for row in rows]


@kept
def _roles_today(council_id: int, account_ids: list[int]) -> QuerySet[Grant, Any]:
    """The confirmed roles that are valid today; one that rests on a seat only as long as the seat is held."""
    grants = Grant.objects.filter(_valid(clock.today()), council_id=council_id, account__in=account_ids)
    return grants.order_by("id").values_list("account_id", "role")


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


def grants_in_council(account: Account, actor: Actor) -> QuerySet[Grant]:
    """All grants of an account in the actor's council, proposed and ended ones too, newest first."""
    grants = Grant.objects.filter(account=account, council_id=actor.council_id or 0)
    return grants.select_related("agency", "body", "proposed_by__person", "confirmed_by__person").order_by("-id")


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


def council_of(actor: Actor) -> Council | None:
    """The council in which the actor is acting."""
    return Council.objects.filter(pk=actor.council_id or 0).first()


def people_without_account(actor: Actor) -> QuerySet[Person]:
    """People of the actor's council who cannot sign in yet, in the order of names."""
    return Person.objects.filter(council_id=actor.council_id or 0, accounts=None).order_by("sort_key")


def agencies_of(actor: Actor) -> QuerySet[Agency]:
    return Agency.objects.filter(council_id=actor.council_id or 0, valid_to=None).order_by("name")


def bodies_of(actor: Actor) -> QuerySet[Body]:
    return Body.objects.filter(council_id=actor.council_id or 0, valid_to=None).order_by("kind", "name")


def holdings_of(account: Account, council_id: int) -> list[rules.Holding]:
    """What the account holds or is proposed to hold in one council."""
    rows = Grant.objects.filter(account=account, council_id=council_id)
    return [rules.Holding(Role(row.role), row.valid_from, row.valid_to) for row in rows]


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


def first_real_council() -> str:
    """The name of a council that is not fictional, or empty."""
    return Council.objects.filter(is_demo=False).order_by("pk").values_list("name", flat=True).first() or ""


def is_name_taken(username: str) -> bool:
    return Account.objects.filter(username__iexact=username).exists()


def has_administrator(council_id: int) -> bool:
    """Whether somebody administers the council already, so that further accounts take two people."""
    held = Grant.objects.filter(_valid(clock.today()), council_id=council_id)
    return held.filter(role__in=[Role.ADMIN, Role.PROVINCE_ADMIN], account__is_active=True).exists()


def demo_councils() -> QuerySet[Council]:
    """The fictional councils at work, in the order they were made."""
    return Council.objects.filter(is_demo=True, closed_on=None).select_related("unit", "parent").order_by("pk")


def demo_accounts(council_id: int, role: Role) -> QuerySet[Account]:
    """Fictional accounts that hold the role in the council today, in the order they were made."""
    held = Grant.objects.filter(_valid(clock.today()), council_id=council_id, role=role, account=OuterRef("pk"))
    return Account.objects.filter(Exists(held), is_demo=True, is_active=True).select_related("person").order_by("id")


def _valid(today: date) -> Q:
    """The condition of a grant that counts today."""
    dated = Q(Q(valid_to=None) | Q(valid_to__gte=today), valid_from__lte=today, confirmed_at__isnull=False)
    return dated & (Q(mandate=None) | Q(mandate__state__in=HOLDING))


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
