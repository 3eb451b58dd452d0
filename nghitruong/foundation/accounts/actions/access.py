"""Accounts and their passwords."""

from collections.abc import Mapping

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction

from nghitruong.foundation.accounts import rules
from nghitruong.foundation.accounts.actions.sessions import end_sessions
from nghitruong.foundation.accounts.models import Account, ApiToken, Device, Grant
from nghitruong.foundation.accounts.policies import may
from nghitruong.foundation.accounts.sealing import random_word
from nghitruong.foundation.councils.models import Council, Person
from nghitruong.foundation.councils.renaming import Renaming
from nghitruong.foundation.events.doors import access_topic
from nghitruong.foundation.verbs.beats import announce, consequence, lawful, permit, record, refuse_now, unchanged, verb
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Actor
from nghitruong.kernel.decision import Refusal, RefusalKind
from nghitruong.kernel.vietnamese.text import clean_line

NAME_TAKEN = Refusal(
    "accounts.name_taken", "There is already an account with this user name.", kind=RefusalKind.INVALID
)
NOTHING_PROPOSED = Refusal("accounts.nothing_proposed", "Nobody has asked for a new password for this account.")
PREFERENCES = frozenset({"size", "colour", "spacing", "mail", "sms"})


@verb("accounts.create_account")
def create_account(
    admin: Actor,
    council: Council,
    *,
    username: str,
    person: Person | None = None,
    email: str = "",
    password_hash: str = "",
    must_change_password: bool = False,
    is_demo: bool = False,
) -> Account:
    """Open an account without any right. Its first password is handed out when a second person has confirmed it.

    `password_hash` is for callers who make many accounts with one password, such as the demo; hashing takes long.
    """
    permit(may(admin, "accounts.create_account", council_id=council.id))
    name = clean_line(username).lower()
    lawful(rules.is_good_username(name))
    account = Account(
        username=name,
        password=password_hash or make_password(None),
        person=person,
        council=council,
        email=email,
        must_change_password=must_change_password,
        is_demo=is_demo and council.is_demo,
        reset_proposed_by_id=None if admin.is_system else admin.account_id,
    )
    try:
        with transaction.atomic():
            account.sorted_in().save(force_insert=True)
    except IntegrityError:
        refuse_now(NAME_TAKEN)
    record(account, person=person.pk if person else None)
    announce(f"council-{council.id}")
    return account


@consequence("accounts.sort_accounts")
def sort_accounts(renaming: Renaming) -> None:
    """Let the accounts of somebody whose name was corrected stand at its place in the lists.

    Leaves no line of its own: the correction's has both names, and nothing else can be read of an account.
    """
    Account.objects.filter(person_id=renaming.person_id).update(sort_key=renaming.sort_key)
    unchanged(None)


@verb("accounts.propose_reset", serious=True)
def propose_reset(admin: Actor, account: Account) -> None:
    """Ask that somebody who has lost the password gets a new one; a second person hands it out (matrix row 26)."""
    permit(may(admin, "accounts.propose_reset", council_id=account.council_id))
    account.reset_proposed_by_id = admin.account_id
    account.save(update_fields=["reset_proposed_by"])
    record(account)
    announce(f"council-{account.council_id}")


@verb("accounts.confirm_reset", serious=True)
def confirm_reset(confirmer: Actor, account: Account) -> str:
    """Answer the new password, readable this once; its owner must change it at the first sign-in."""
    permit(may(confirmer, "accounts.confirm_reset", council_id=account.council_id))
    if account.reset_proposed_by_id is None:
        refuse_now(NOTHING_PROPOSED)
    lawful(rules.may_confirm(account.reset_proposed_by_id, confirmer.account_id))
    password = random_word(3)
    # Hashing inside the verb holds the writer for a twentieth of a second; resets are rare and must be whole.
    account.password = make_password(password)
    account.must_change_password, account.reset_proposed_by = True, None
    account.save(update_fields=["password", "must_change_password", "reset_proposed_by"])
    end_sessions(account)
    record(account)
    announce(access_topic(account.pk))
    return password


@verb("accounts.set_password", serious=True)
def set_password(person: Actor, account: Account, *, password_hash: str, keep_session: str = "") -> None:
    """Change one's own password, hashed by the caller outside the transaction; other devices are signed out."""
    permit(may(person, "accounts.set_password", is_own=person.account_id == account.pk))
    account.password, account.must_change_password = password_hash, False
    account.save(update_fields=["password", "must_change_password"])
    end_sessions(account, but=keep_session)
    record(account)
    announce(access_topic(account.pk))


@verb("accounts.close_account", serious=True)
def close_account(admin: Actor, account: Account) -> None:
    """End all access: nothing is erased, nobody signs in with it any more."""
    permit(may(admin, "accounts.close_account", council_id=account.council_id))
    today = clock.today()
    account.is_active = False
    account.save(update_fields=["is_active"])
    Grant.objects.filter(account=account, valid_to=None, valid_from__lte=today).update(valid_to=today)
    ApiToken.objects.filter(account=account, revoked_at=None).update(revoked_at=clock.now())
    record(account, devices=Device.objects.filter(account=account).count())
    end_sessions(account)
    announce(access_topic(account.pk))


@verb("accounts.set_preferences")
def set_preferences(person: Actor, account: Account, *, language: str, display: Mapping[str, str]) -> None:
    """Keep how one likes to read and be told; unknown wishes are left out."""
    permit(may(person, "accounts.set_preferences", is_own=person.account_id == account.pk))
    account.language = language
    account.display = {**account.display, **{key: display[key] for key in PREFERENCES & display.keys()}}
    account.save(update_fields=["language", "display"])
    record(account)
    announce(access_topic(account.pk))
