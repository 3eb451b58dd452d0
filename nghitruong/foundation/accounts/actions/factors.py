"""The second factor: an authenticator app, and codes on paper for the day it is lost."""

import pyotp
from django.utils.crypto import constant_time_compare

from nghitruong.foundation.accounts.models import Account, RecoveryCode, SecondFactor
from nghitruong.foundation.accounts.policies import may
from nghitruong.foundation.accounts.sealing import digest_of, random_word, seal, unseal
from nghitruong.foundation.events.doors import access_topic
from nghitruong.foundation.verbs.beats import announce, permit, record, refuse_now, verb
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Actor
from nghitruong.kernel.decision import Refusal, RefusalKind

RECOVERY_CODES = 8
STEP_SECONDS = 30
WRONG_CODE = Refusal(
    "accounts.wrong_code",
    "This code is not right or was used already. Wait for the next one and type it.",
    kind=RefusalKind.INVALID,
)
ALREADY_THERE = Refusal("accounts.factor_there", "There is a second factor already. Remove it first.")


@verb("accounts.add_second_factor", serious=True)
def add_second_factor(person: Actor, account: Account, *, secret: str, code: str) -> list[str]:
    """Bind an authenticator app that has just shown a right code; answers the recovery codes, readable this once."""
    permit(may(person, "accounts.add_second_factor", is_own=person.account_id == account.pk))
    if SecondFactor.objects.filter(account=account).exists():
        refuse_now(ALREADY_THERE)
    step = _step_of(secret, code, after=0)
    SecondFactor.objects.create(account=account, sealed_secret=seal(secret), last_step=step)
    codes = _new_recovery_codes(account)
    record(account, council_id=person.council_id)
    announce(access_topic(account.pk))
    return codes


@verb("accounts.use_second_factor")
def use_second_factor(person: Actor, account: Account, *, code: str) -> None:
    """Take a code of the app, each at most once, or a recovery code; refuses anything else."""
    permit(may(person, "accounts.use_second_factor", is_own=person.account_id == account.pk))
    is_recovery = _take_code(account, code)
    record(account, council_id=person.council_id, recovery=is_recovery)
    announce(access_topic(account.pk))


@verb("accounts.remove_second_factor", serious=True)
def remove_second_factor(person: Actor, account: Account, *, code: str) -> None:
    """Unbind the app, which takes a right code. Where a role demands a factor, a new one is demanded at once."""
    permit(may(person, "accounts.remove_second_factor", is_own=person.account_id == account.pk))
    _take_code(account, code)
    SecondFactor.objects.filter(account=account).delete()
    RecoveryCode.objects.filter(account=account).delete()
    record(account, council_id=person.council_id)
    announce(access_topic(account.pk))


@verb("accounts.renew_recovery_codes", serious=True)
def renew_recovery_codes(person: Actor, account: Account, *, code: str) -> list[str]:
    """Replace the recovery codes, which takes a right code; answers the new ones, readable this once."""
    permit(may(person, "accounts.renew_recovery_codes", is_own=person.account_id == account.pk))
    _take_code(account, code)
    codes = _new_recovery_codes(account)
    record(account, council_id=person.council_id)
    announce(access_topic(account.pk))
    return codes


def _take_code(account: Account, code: str) -> bool:
    """Use the code up; answers whether it was one from paper."""
    plain = "".join(code.split()).lower()
    if not plain.isdigit():
        _take_recovery_code(account, plain)
        return True
    factor = SecondFactor.objects.select_for_update().filter(account=account).first()
    if factor is None:
        refuse_now(WRONG_CODE)
    factor.last_step = _step_of(unseal(factor.sealed_secret), plain, after=factor.last_step)
    factor.save(update_fields=["last_step"])
    return False


def _take_recovery_code(account: Account, code: str) -> None:
    unused = RecoveryCode.objects.filter(account=account, digest=digest_of(code), used_at=None)
    if not unused.update(used_at=clock.now()):
        refuse_now(WRONG_CODE)


def _step_of(secret: str, code: str, *, after: int) -> int:
    """The half minute for which the code is right, this one or a neighbour, and later than the last one used."""
    now = int(clock.now().timestamp()) // STEP_SECONDS
    right = (step for step in (now - 1, now, now + 1) if step > after and _is_code(secret, step, code))
    step = next(right, None)
    if step is None:
        refuse_now(WRONG_CODE)
    return step


def _is_code(secret: str, step: int, code: str) -> bool:
    return constant_time_compare(pyotp.TOTP(secret).generate_otp(step), "".join(code.split()))


def _new_recovery_codes(account: Account) -> list[str]:
    codes = [random_word(2) for _ in range(RECOVERY_CODES)]
    RecoveryCode.objects.filter(account=account).delete()
    RecoveryCode.objects.bulk_create(RecoveryCode(account=account, digest=digest_of(code)) for code in codes)
    return codes
