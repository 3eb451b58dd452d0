"""A refusal as an answer: a page, a fragment for htmx, or problem+json, all with the same sentence and article."""

import json

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from nghitruong.kernel.decision import Refusal, RefusalKind
from nghitruong.web.words import refusal_sentence, role_names

STATUS = {
    RefusalKind.NOT_ALLOWED: 403,
    RefusalKind.UNLAWFUL: 409,
    RefusalKind.NOT_FOUND: 404,
    RefusalKind.INVALID: 400,
}


def answer_refusal(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """The whole HTTP answer to a refused verb, in the form that the client asked for."""
    if wants_json(request):
        return problem(refusal)
    status = STATUS[refusal.kind]
    told = {"refusal": refusal, "title": title_of(refusal), "sentence": refusal_sentence(refusal), "status": status}
    told["roles"] = role_names(refusal.roles)
    if request.headers.get("HX-Request") == "true":
        return _fragment(request, told, status)
    return HttpResponse(render_to_string("web/refused.html", told, request), status=status)


def problem(refusal: Refusal, status: int = 0) -> HttpResponse:
    """RFC 9457, with the article where the law refused and the roles where permission did.

    `status` is given where it is not that of the refusal's kind.
    """
    status = status or STATUS[refusal.kind]
    body: dict[str, object] = {
        "type": "about:blank",
        "status": status,
        "code": refusal.code,
        "title": title_of(refusal),
        "detail": refusal_sentence(refusal),
    }
    if refusal.article:
        body["article"] = refusal.article
    if refusal.roles:
        body["roles"] = list(refusal.roles)
    return HttpResponse(json.dumps(body, ensure_ascii=False), status=status, content_type="application/problem+json")


def title_of(refusal: Refusal) -> str:
    match refusal.kind:
        case RefusalKind.NOT_ALLOWED:
            return _("Your role may not do this")
        case RefusalKind.NOT_FOUND:
            return _("There is no such page")
        case RefusalKind.INVALID:
            return _("Something has to be corrected")
    return _("This cannot be done now")


def wants_json(request: HttpRequest) -> bool:
    """Whether the client is a program: it asked for JSON and not for a page, or it is in the API."""
    accept = request.headers.get("Accept", "")
    return request.path.startswith("/api/") or ("json" in accept and "text/html" not in accept)


def _fragment(request: HttpRequest, told: dict[str, object], status: int) -> HttpResponse:
    """A notice that stays until it is closed, put beside the work instead of over it."""
    response = HttpResponse(render_to_string("web/components/refusal.html", told, request), status=status)
    response["HX-Retarget"] = "#notices"
    response["HX-Reswap"] = "innerHTML show:window:top"
    return response
