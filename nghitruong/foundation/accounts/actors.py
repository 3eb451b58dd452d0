"""From a request, or the bare headers of a stream, to the acting person: one query, or none for nobody."""

from collections.abc import Mapping
from http.cookies import CookieError, SimpleCookie
from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.http import HttpRequest

from nghitruong.foundation.accounts.queries import SignedIn, signed_in_by_session, signed_in_by_token
from nghitruong.kernel.actor import NOBODY, Actor

COUNCIL_KEY = "council"
"""Where the session keeps in which council a person with grants in several is acting."""

_SCHEME = "bearer "
_CACHE = "_signed_in"


class ActorRequest(HttpRequest):
    """A request that has been through ActorMiddleware; views take this type to read `request.actor`."""

    actor: Actor


def signed_in_of(request: HttpRequest) -> SignedIn | None:
    """Whoever is behind the request, by bearer token or by session, looked up at most once; None for nobody."""
    if not hasattr(request, _CACHE):
        setattr(request, _CACHE, _look_up(request))
    found: SignedIn | None = getattr(request, _CACHE)
    return found


def forget_signed_in(request: HttpRequest) -> None:
    """Look again at the next question: somebody has just signed in, out or over to another council."""
    if hasattr(request, _CACHE):
        delattr(request, _CACHE)


def actor_for_session(request: HttpRequest) -> Actor:
    """The actor behind the request, acting in the council that the session names, or nobody."""
    found = signed_in_of(request)
    return found.actor if found else NOBODY


def actor_for_token(token: str) -> Actor:
    """The actor a bearer token stands for, or nobody when it is unknown, expired or revoked."""
    found = signed_in_by_token(token)
    return found.actor if found else NOBODY


def actor_for_headers(headers: Mapping[str, str]) -> Actor:
    """The actor behind the headers of a stream, whose names are in small letters: bearer token, else session cookie."""
    if token := token_in(headers.get("authorization", "")):
        return actor_for_token(token)
    key = _session_key_in(headers.get("cookie", ""))
    found = _by_session(import_module(settings.SESSION_ENGINE).SessionStore(key)) if key else None
    return found.actor if found else NOBODY


def _look_up(request: HttpRequest) -> SignedIn | None:
    if token := token_in(request.headers.get("Authorization", "")):
        return signed_in_by_token(token)
    return _by_session(request.session) if request.session.session_key else None


def _by_session(session: Any) -> SignedIn | None:
    """Sessions are asked as mappings, so that nobody's session needs no account query."""
    account_id = session.get(SESSION_KEY)
    if account_id is None:
        return None
    return signed_in_by_session(account_id, session.get(HASH_SESSION_KEY, ""), session.get(COUNCIL_KEY))


def token_in(header: str) -> str:
    """The bearer token of an Authorization header, empty for any other."""
    return header[len(_SCHEME) :].strip() if header[: len(_SCHEME)].lower() == _SCHEME else ""


def _session_key_in(header: str) -> str:
    try:
        morsel = SimpleCookie(header).get(settings.SESSION_COOKIE_NAME)
    except CookieError:
        return ""
    return morsel.value if morsel else ""
