"""Round every view: who is acting, and what is demanded of them before anything else."""

from collections.abc import Callable
from datetime import timedelta

from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from nghitruong.foundation.accounts.actions.sessions import touch_device
from nghitruong.foundation.accounts.actors import actor_for_session, signed_in_of
from nghitruong.foundation.accounts.queries import SignedIn
from nghitruong.kernel import clock
from nghitruong.web.refusals import wants_json

SEEN_KEY = "seen"
SEEN_EVERY = timedelta(hours=1)

Next = Callable[[HttpRequest], HttpResponseBase]


class ActorMiddleware:
    """Puts `request.actor` on the request, loaded when somebody first asks for it and at most once."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.actor = SimpleLazyObject(lambda: actor_for_session(request))  # type: ignore[attr-defined]
        response = self.get_response(request)
        _note_use(request)
        return response


class DemandMiddleware:
    """Sends whoever lacks a demanded second factor, or has a password that others know, to the page that mends it.

    This is only the polite half: such an actor holds no role, whatever the address (queries.SignedIn).
    """

    open_rooms = frozenset({"accounts", "web"})

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: object) -> HttpResponseBase | None:
        match = request.resolver_match
        if match is None or match.app_name in self.open_rooms or wants_json(request):
            return None
        signed_in = signed_in_of(request)
        page = _page_of_demand(signed_in) if signed_in else ""
        return _send(request, reverse(page)) if page else None


def _note_use(request: HttpRequest) -> None:
    """Keep the device list true to the hour; more often would be a write a page."""
    if not request.session.accessed or SESSION_KEY not in request.session:
        return
    now = clock.now().timestamp()
    if now - request.session.get(SEEN_KEY, 0) > SEEN_EVERY.total_seconds():
        request.session[SEEN_KEY] = now
        touch_device(request.session.session_key)


def _page_of_demand(signed_in: SignedIn) -> str:
    if signed_in.must_change_password:
        return "accounts:password"
    return "accounts:second_factor" if signed_in.lacks_second_factor else ""


def _send(request: HttpRequest, address: str) -> HttpResponse:
    """A whole new page, also where only a part of one was asked for."""
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)
