"""Counting failed tries across processes: taken before the secret is looked at, given back when it was right."""

from collections.abc import Iterable

from django.db import transaction

from nghitruong.foundation.accounts import rules
from nghitruong.foundation.accounts.models import FailedTry
from nghitruong.foundation.accounts.sealing import keyed_digest
from nghitruong.foundation.verbs.fairness import writing_turn
from nghitruong.kernel import clock
from nghitruong.kernel.decision import ensure
from nghitruong.kernel.vietnamese.text import clean_line


def password_key(username: str, address: str) -> str:
    """Under which failures of one name from one place are counted, whether or not there is such a name."""
    return keyed_digest(f"password|{clean_line(username).casefold()}|{address}")


def code_key(account_id: int) -> str:
    """Under which wrong codes of one account are counted; only who knows the password comes this far."""
    return keyed_digest(f"code|{account_id}")


def take_try(key: str) -> rules.Tries:
    """Count one try and answer the count; raises RefusedError while the key is locked.

    Counting first means that a hundred guesses at the same moment are five guesses.
    """
    with writing_turn(transaction.atomic()):
        now = clock.now()
        FailedTry.objects.get_or_create(key=key, defaults={"first_at": now})
        row = FailedTry.objects.select_for_update().get(key=key)
        before = rules.Tries(row.count, row.first_at, row.locked_until)
        ensure(rules.may_try(before, now))
        tries = rules.after_failure(before, now)
        row.count, row.first_at, row.locked_until = tries.count, tries.first_at or now, tries.locked_until
        row.save()
    return tries


def forget_tries(keys: Iterable[str]) -> None:
    """The secret was right: start from nothing."""
    FailedTry.objects.filter(key__in=list(keys)).delete()


def give_back(keys: Iterable[str]) -> None:
    """The secret was right, but opens only what its owner has: this try counts as none, the wrong ones stay.

    Whoever has a secret of his own would otherwise guess at those of others without end.
    """
    with writing_turn(transaction.atomic()):
        for row in FailedTry.objects.select_for_update().filter(key__in=list(keys), count__gt=0).order_by("key"):
            row.count -= 1
            if row.count < rules.TRIES:
                row.locked_until = None
            row.save(update_fields=["count", "locked_until"])
