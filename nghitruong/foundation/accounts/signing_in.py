"""The way in: password, second factor, session. Also one press for fictional people, and the way out."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import timedelta
from secrets import token_urlsafe
from typing import TYPE_CHECKING, TypeVar

from django.conf import settings
from django.contrib.auth import authenticate, login, logout, update_session_auth_hash
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from nghitruong.foundation.accounts import actions, queries, rules
from nghitruong.foundation.accounts.actions.sessions import device_of_session, rename_session
from nghitruong.foundation.accounts.actions.tries import code_key, forget_tries, password_key, take_try
from nghitruong.foundation.accounts.actors import COUNCIL_KEY, forget_signed_in, signed_in_of
from nghitruong.foundation.accounts.sealing import keyed_digest
from nghitruong.kernel import clock
from nghitruong.kernel.actor import system_actor
from nghitruong.kernel.decision import Refusal, RefusalKind, RefusedError
from nghitruong.kernel.policy import NO_SUCH_RECORD
from nghitruong.kernel.vietnamese.text import clean_line

if TYPE_CHECKING:
    from nghitruong.foundation.accounts.models import Account

T = TypeVar("T")

BACKEND = "django.contrib.auth.backends.ModelBackend"
PENDING_KEY = "pending_sign_in"
PENDING_LIFE = timedelta(minutes=5)
REMEMBERED = timedelta(days=30)
KNOWN_COOKIE = "may_quen"
KNOWN_SECONDS = 400 * 24 * 3600
TOO_SLOW = Refusal(
    "accounts.too_slow", "That took more than five minutes. Sign in once more.", kind=RefusalKind.INVALID
)


@dataclass(frozen=True)
class Pending:
    """Somebody whose password was right and whose code is still to come."""

    account_id: int
    at: float
    remember: bool
    next_address: str
    key: str


def address_of(request: HttpRequest) -> str:
    """Where the request comes from; the proxy's word is taken only where there is said to be one."""
    forwarded = request.headers.get("X-Forwarded-For", "") if settings.USE_X_FORWARDED_HOST else ""
    return forwarded.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", "")


def place_of(request: HttpRequest, username: str) -> str:
    """Where failures of a name are counted: on a browser that the name has signed in from before, else at its address.

    So a stranger in the same hall, behind the same address, can lock nobody out of their own tablet.
    """
    known = request.get_signed_cookie(KNOWN_COOKIE, default="", max_age=KNOWN_SECONDS, salt=KNOWN_COOKIE)
    digest, _, device = (known or "").partition(".")
    return device if digest == keyed_digest(clean_line(username).lower()) else address_of(request)


def know_browser(response: HttpResponse, username: str) -> None:
    """Let this browser be known as one from which the name has signed in."""
    value = f"{keyed_digest(username)}.{token_urlsafe(12)}"
    response.set_signed_cookie(
        KNOWN_COOKIE,
        value,
        salt=KNOWN_COOKIE,
        max_age=KNOWN_SECONDS,
        httponly=True,
        samesite="Lax",
        secure=settings.IS_HTTPS,
    )


def check_password(request: HttpRequest, username: str, password: str) -> "Account":
    """The account whose password this is. Raises RefusedError, in the same words and time for names that do not exist.

    Hashing happens outside any transaction: it must not hold back those who vote.
    """
    key = password_key(username, place_of(request, username))
    tries = take_try(key)
    account = authenticate(request, username=clean_line(username).lower(), password=password)
    if account is None:
        raise RefusedError(_after(tries, key) or rules.wrong_password(tries))
    return account


def begin(request: HttpRequest, account: "Account", *, remember: bool = False, next_address: str = "") -> str:
    """Go on after a right password; answers the address of the next page: the code, or where one wanted to be."""
    key = password_key(account.username, place_of(request, account.username))
    if queries.second_factor_of(account.pk) is None:
        return _finish(request, account, remember=remember, next_address=next_address, keys=(key,))
    request.session.cycle_key()
    pending = Pending(account.pk, clock.now().timestamp(), remember, next_address, key)
    request.session[PENDING_KEY] = asdict(pending)
    return reverse("accounts:code")


def pending_of(request: HttpRequest) -> Pending | None:
    """Who is about to type a code, or None when nobody is or it took too long."""
    kept = request.session.get(PENDING_KEY)
    if not kept or clock.now().timestamp() - kept["at"] > PENDING_LIFE.total_seconds():
        return None
    return Pending(**kept)


def finish_with_code(request: HttpRequest, code: str) -> str:
    """Take the code and sign in; answers where to go. Raises RefusedError for a wrong, used, late or locked one."""
    pending = pending_of(request)
    if pending is None:
        raise RefusedError(TOO_SLOW)
    account = queries.open_account(pending.account_id)
    actor = queries.signed_in_as(account).actor
    with_code(account.pk, lambda: actions.use_second_factor(actor, account, code=code))
    return _finish(request, account, remember=pending.remember, next_address=pending.next_address, keys=(pending.key,))


def with_code(account_id: int, use: Callable[[], T]) -> T:
    """Do what takes a code of the second factor, counting wrong ones; a right one ends the count."""
    key = code_key(account_id)
    tries = take_try(key)
    try:
        result = use()
    except RefusedError as error:
        raise RefusedError(_after(tries, key) or error.refusal) from error
    forget_tries([key])
    return result


def change_password(request: HttpRequest, old: str, new: str) -> None:
    """Change the signed-in person's own password; this browser stays signed in, all others do not."""
    signed_in = signed_in_of(request)
    if signed_in is None:
        raise RefusedError(NO_SUCH_RECORD)
    account = check_password(request, signed_in.username, old)
    before = request.session.session_key or ""
    actions.set_password(signed_in.actor, account, password_hash=make_password(new), keep_session=before)
    forget_tries([password_key(account.username, place_of(request, account.username))])
    account.refresh_from_db()
    # The framework would look the person up under the old password's hash and end the session.
    request.user = account
    update_session_auth_hash(request, account)
    request.session.save()
    rename_session(before, request.session.session_key or "")
    forget_signed_in(request)


def sign_in_demo(request: HttpRequest, account: "Account") -> str:
    """Sign in as a fictional person by one press; answers where to go. Only on a demo, only as a demo account."""
    if not (settings.DEMO and account.is_demo and account.council and account.council.is_demo):
        raise RefusedError(NO_SUCH_RECORD)
    sign_out(request)
    return begin(request, account)


def sign_out(request: HttpRequest) -> None:
    """End this browser's session; does nothing for nobody."""
    signed_in = signed_in_of(request)
    device = device_of_session(request.session.session_key)
    if signed_in and device:
        actions.sign_out_device(signed_in.actor, device)
    logout(request)
    forget_signed_in(request)


def act_in_council(request: HttpRequest, council_id: int) -> None:
    """Go over to another council in which one holds a role. Raises RefusedError where one holds none."""
    signed_in = signed_in_of(request)
    if signed_in is None or council_id not in dict(signed_in.councils):
        raise RefusedError(NO_SUCH_RECORD)
    request.session[COUNCIL_KEY] = council_id
    forget_signed_in(request)


def _finish(
    request: HttpRequest, account: "Account", *, remember: bool, next_address: str, keys: tuple[str, ...]
) -> str:
    request.session.pop(PENDING_KEY, None)
    login(request, account, backend=BACKEND)
    request.session.set_expiry(int(REMEMBERED.total_seconds()) if remember else 0)
    request.session.save()
    actions.sign_in(
        queries.signed_in_as(account).actor,
        account,
        session_key=request.session.session_key or "",
        label=rules.device_label(request.headers.get("User-Agent", "")),
        keys=keys,
    )
    forget_signed_in(request)
    is_safe = url_has_allowed_host_and_scheme(next_address, {request.get_host()}, request.is_secure())
    return next_address if is_safe else "/"


def _after(tries: rules.Tries, key: str) -> Refusal | None:
    """After a failure: the refusal of the lock that has just fallen, else None."""
    if tries.locked_until is None:
        return None
    actions.lock_sign_in(system_actor(), key=key, until=tries.locked_until)
    return rules.may_try(tries, clock.now()).refusal
