"""Who asks: everybody signed in may read the law of the council; who may change it, the verbs' policies say."""

import functools
from collections.abc import Callable
from typing import Any, TypeVar

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse

from nghitruong.foundation.law.policies import may
from nghitruong.kernel.actor import NOBODY, Actor

View = TypeVar("View", bound=Callable[..., HttpResponse])
CHANGE = "law.override_rule"


def actor_of(request: HttpRequest) -> Actor:
    """Who is acting; nobody where no middleware has said so."""
    actor: Actor = getattr(request, "actor", NOBODY)
    return actor


def council_of(request: HttpRequest) -> int:
    """The council whose law is asked about; none has the number 0."""
    return actor_of(request).council_id or 0


def may_change(request: HttpRequest) -> bool:
    """Whether the page shows buttons that change something."""
    return may(actor_of(request), CHANGE).is_allowed


def signed_in(view: View) -> View:
    """A page for whoever is signed in; anybody else signs in first and comes back."""

    @functools.wraps(view)
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if actor_of(request).is_signed_in:
            return view(request, *args, **kwargs)
        return redirect_to_login(request.get_full_path(), settings.LOGIN_URL)

    return page  # type: ignore[return-value]
