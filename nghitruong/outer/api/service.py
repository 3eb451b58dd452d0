"""The one NinjaAPI: who may come in, how errors look, which routers it mounts."""

import json
import logging
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.security import HttpBearer

from nghitruong.domain.meetings.api import router as meetings_router
from nghitruong.domain.room.api import router as room_router
from nghitruong.domain.voting.api import router as voting_router
from nghitruong.foundation.accounts.queries import signed_in_by_token
from nghitruong.kernel.actor import Actor
from nghitruong.kernel.decision import RefusedError
from nghitruong.outer.api.me import router as me_router
from nghitruong.web.refusals import problem

log = logging.getLogger(__name__)


class BearerToken(HttpBearer):
    """`Authorization: Bearer TOKEN`; the actor of the request is the token's account in the token's council."""

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        signed_in = signed_in_by_token(token)
        return signed_in.actor if signed_in else None


bearer = BearerToken()
api = NinjaAPI(
    title="Nghị Trường",
    version="1",
    urls_namespace="api-v1",
    auth=bearer,
    docs_url=None,
    description="Enough to hold a whole session without a browser.",
)
for router in (me_router, meetings_router, room_router, voting_router):
    api.add_router("", router)


@api.exception_handler(RefusedError)
def answer_refused(request: HttpRequest, error: RefusedError) -> HttpResponse:
    return problem(error.refusal)


@api.exception_handler(AuthenticationError)
def answer_unknown(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    detail = _("Send a valid token as “Authorization: Bearer TOKEN”. It may be unknown, expired or revoked.")
    response = _problem(401, "api.not_signed_in", _("Not signed in"), detail)
    response["WWW-Authenticate"] = "Bearer"
    return response


@api.exception_handler(ValidationError)
def answer_invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    places = [{"at": ".".join(str(part) for part in row["loc"]), "message": row["msg"]} for row in error.errors]
    detail = _("Some values are missing or cannot be used; “errors” names each one.")
    return _problem(422, "api.invalid", _("Something has to be corrected"), detail, errors=places)


@api.exception_handler(HttpError)
def answer_unreadable(request: HttpRequest, error: HttpError) -> HttpResponse:
    detail = _("The body of a call is one JSON object, written in UTF-8.")
    return _problem(error.status_code, "api.unreadable", _("The call cannot be read"), detail)


@api.exception_handler(Exception)
def answer_fault(request: HttpRequest, error: Exception) -> HttpResponse:
    """A fault of ours: written to the log with all it knows, told to the program without any of it."""
    log.error("%s %s failed", request.method, request.path, exc_info=error)
    detail = _("Nothing was changed. Try again; if it happens again, tell the office when it was.")
    return _problem(500, "api.fault", _("The server could not do this"), detail)


@api.exception_handler(Http404)
def answer_missing(request: HttpRequest, error: Http404) -> HttpResponse:
    return missing(request)


def missing(request: HttpRequest, path: str = "") -> HttpResponse:
    """No such address: as problem+json, never as a page."""
    detail = _("There is nothing at this address. The list of calls is at /api/v1/openapi.json.")
    return _problem(404, "api.not_found", _("There is no such address"), detail)


def wrong_method(response: HttpResponse) -> HttpResponse:
    """A 405 as problem+json, still naming the methods that are served."""
    told = _problem(405, "api.wrong_method", _("This call has another method"), _("See the header “Allow”."))
    told["Allow"] = response["Allow"]
    return told


def _problem(status: int, code: str, title: str, detail: str, **more: Any) -> HttpResponse:
    body = {"type": "about:blank", "status": status, "code": code, "title": title, "detail": detail, **more}
    return HttpResponse(json.dumps(body, ensure_ascii=False), status=status, content_type="application/problem+json")
