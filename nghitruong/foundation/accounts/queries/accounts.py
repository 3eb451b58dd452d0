"""Accounts: the doors to them, the list of a council, and whom the demo lets in."""

from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from nghitruong.foundation.accounts.models import Account, Grant
from nghitruong.foundation.accounts.queries.grants import roles_today, valid_on
from nghitruong.foundation.councils.models import Council, Person
from nghitruong.foundation.verbs.kept import kept
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Actor, Role
from nghitruong.kernel.vietnamese import fold


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
    return found.select_related("person").order_by("sort_key", "username")


def count_of_accounts(actor: Actor) -> int:
    """How many accounts have to do with the actor's council."""
    return sum(_count_of_accounts(actor))


@kept
def _count_of_accounts(actor: Actor) -> QuerySet[Account, int]:
    together = accounts_of(actor).order_by().annotate(together=Value(1)).values("together")
    return together.annotate(count=Count("*")).values_list("count", flat=True)


def listed(accounts: QuerySet[Account], actor: Actor) -> list[Listed]:
    """The rows of one page of accounts with their roles of today, in two queries."""
    rows: list[Any] = list(accounts.values_list(*_SHOWN))
    roles: dict[int, list[Role]] = {}
    for _id, account_id, role in sorted(roles_today(actor.council_id or 0, [row[0] for row in rows])):
        roles.setdefault(account_id, []).append(Role(role))
    return [Listed._make((*row, roles.get(row[0], []))) for row in rows]


def is_name_taken(username: str) -> bool:
    return Account.objects.filter(username__iexact=username).exists()


def council_of(actor: Actor) -> Council | None:
    """The council in which the actor is acting."""
    return Council.objects.filter(pk=actor.council_id or 0).first()


def people_without_account(actor: Actor) -> QuerySet[Person]:
    """People of the actor's council who cannot sign in yet, in the order of names."""
    return Person.objects.filter(council_id=actor.council_id or 0, accounts=None).order_by("sort_key")


def first_real_council() -> str:
    """The name of a council that is not fictional, or empty."""
    return Council.objects.filter(is_demo=False).order_by("pk").values_list("name", flat=True).first() or ""


def demo_councils() -> QuerySet[Council]:
    """The fictional councils at work, in the order they were made."""
    return Council.objects.filter(is_demo=True, closed_on=None).select_related("unit", "parent").order_by("pk")


def demo_accounts(council_id: int, role: Role) -> QuerySet[Account]:
    """Fictional accounts that hold the role in the council today, in the order they were made."""
    held = Grant.objects.filter(valid_on(clock.today()), council_id=council_id, role=role, account=OuterRef("pk"))
    return Account.objects.filter(Exists(held), is_demo=True, is_active=True).select_related("person").order_by("id")
