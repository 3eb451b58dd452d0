"""What a page asks before it does anything: that somebody is signed in, that the matrix lets her read."""

import functools
from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse

from nghitruong.foundation.accounts import matrix
from nghitruong.foundation.accounts.actors import ActorRequest
from nghitruong.kernel.actor import Actor, Role
from nghitruong.kernel.decision import ALLOWED, Decision, refuse
from nghitruong.kernel.policy import not_allowed
from nghitruong.web.refusals import wants_json

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def office(view: View) -> View:
    """A page for whoever is signed in; anybody else is sent to sign in and comes back afterwards."""

    @functools.wraps(view)
    def page(request: ActorRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.actor.is_signed_in:
            return view(request, *args, **kwargs)
        return HttpResponse(status=401) if wants_json(request) else _to_sign_in(request)

    return page  # type: ignore[return-value]


def may_read(actor: Actor, row: str) -> Decision:
    """Whether the matrix lets the actor read any record of a row; a refusal names the roles that may."""
    if matrix.may(actor.roles, row, "R"):
        return ALLOWED
    return refuse(not_allowed(*(role for role in Role if matrix.may([role], row, "R"))))


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    way_back = request.get_full_path() if request.method == "GET" else "/"
    address = f"{reverse('accounts:sign_in')}?{urlencode({'next': way_back})}"
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)
