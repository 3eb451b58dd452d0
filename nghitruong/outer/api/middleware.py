"""The API's own, short way in: no cookies, no pages; repeats are answered once, errors are never pages.

A tablet's vote must not wait for sessions, forms and page headers that no program needs: they cost more than the vote.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from django.core.handlers.exception import convert_exception_to_response
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.security import SecurityMiddleware
from django.urls import resolve
from django.utils.cache import patch_vary_headers
from django.utils.translation import activate, get_language, get_language_from_request

from nghitruong.foundation.accounts.queries import signed_in_by_token
from nghitruong.foundation.verbs.idempotency import Answer, answer_once, digest_of_request
from nghitruong.kernel.decision import RefusedError
from nghitruong.outer.api.service import wrong_method
from nghitruong.web.refusals import problem

ROOM = "/api/"
ADDRESSES = "nghitruong.outer.api.urls"
_OWN_KEYS = re.compile(r"/ballot/?$")
_match = lru_cache(maxsize=1_000)(resolve)
"""Where an address leads never changes; those of one vote are asked five hundred times in the same moment."""


class ApiMiddleware:
    """Stands before all others: calls of the API are answered here, everything else goes on to the pages."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        # What of the pages' layers holds here too: the headers of every answer.
        self._answer: Any = convert_exception_to_response(
            SecurityMiddleware(convert_exception_to_response(answer_call))
        )

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        way = self._answer if request.path_info.startswith(ROOM) else self.get_response
        response: HttpResponseBase = way(request)
        return response


def answer_call(request: HttpRequest) -> HttpResponse:
    """Answer one call, or its repeat from what was kept. A host that is not ours raises DisallowedHost: 400."""
    activate(get_language_from_request(request))
    request.get_host()
    response = _answer_once(request) if _has_key(request) else _reach(request)
    if response.status_code == 405:
        response = wrong_method(response)
    response["Content-Length"] = str(len(response.content))
    response.headers.setdefault("Content-Language", get_language())
    patch_vary_headers(response, ("Accept-Language",))
    return response


def _has_key(request: HttpRequest) -> bool:
    """Whether a repeat is to be answered from what was kept. Ballots know their own keys."""
    is_write = request.method not in ("GET", "HEAD", "OPTIONS")
    return is_write and "Idempotency-Key" in request.headers and not _OWN_KEYS.search(request.path)


def _reach(request: HttpRequest) -> HttpResponse:
    request.resolver_match = match = _match(request.path_info, ADDRESSES)
    response: HttpResponse = match.func(request, *match.args, **match.kwargs)
    return response


def _answer_once(request: HttpRequest) -> HttpResponse:
    token = request.headers.get("Authorization", "").removeprefix("Bearer ")
    signed_in = signed_in_by_token(token) if token else None
    if signed_in is None:
        return _reach(request)
    actor = signed_in.actor
    digest = digest_of_request(request.method or "", request.path, request.body)
    key = request.headers["Idempotency-Key"]
    try:
        answer = answer_once(actor.account_id or 0, actor.council_id or 0, key, digest, lambda: _kept(request))
    except RefusedError as error:
        return problem(error.refusal)
    kind = "application/json" if answer.status < 400 else "application/problem+json"
    return HttpResponse(answer.body, status=answer.status, content_type=kind)


def _kept(request: HttpRequest) -> Answer:
    response = _reach(request)
    return Answer(response.status_code, response.content.decode())
