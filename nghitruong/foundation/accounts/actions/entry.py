"""Signing in and out."""

from datetime import datetime

from nghitruong.foundation.accounts.actions.sessions import end_session
from nghitruong.foundation.accounts.actions.tries import forget_tries
from nghitruong.foundation.accounts.models import Account, Device, FailedTry
from nghitruong.foundation.accounts.policies import may
from nghitruong.foundation.events.doors import access_topic
from nghitruong.foundation.verbs.beats import announce, permit, record, verb
from nghitruong.kernel.actor import Actor


@verb("accounts.sign_in", lock=False)
def sign_in(person: Actor, account: Account, *, session_key: str, label: str, keys: tuple[str, ...] = ()) -> Device:
    """Keep the device on which the account has just shown its password, and forget the failures under `keys`."""
    permit(may(person, "accounts.sign_in", is_own=person.account_id == account.pk))
    forget_tries(keys)
    device, _ = Device.objects.update_or_create(session_key=session_key, defaults={"account": account, "label": label})
    record(account, council_id=person.council_id, device=label)
    announce(access_topic(account.pk))
    return device


@verb("accounts.lock_sign_in")
def lock_sign_in(system: Actor, *, key: str, until: datetime) -> None:
    """Note that a name was locked at one place; the ledger gets the beginning of the key, never what was typed.

    Announces nothing: nobody watches a sign-in page.
    """
    permit(may(system, "accounts.lock_sign_in"))
    FailedTry.objects.filter(key=key).update(locked_until=until)
    record(None, key=key[:12], until=until.isoformat())


@verb("accounts.sign_out_device")
def sign_out_device(person: Actor, device: Device) -> None:
    """End the session of one of one's own devices; its streams close with it."""
    permit(may(person, "accounts.sign_out_device", is_own=person.account_id == device.account_id))
    record(device, council_id=person.council_id, device=device.label)
    end_session(device)
    announce(access_topic(device.account_id))
