"""Honest failure pages: what happened, what is safe, what to do. config/urls.py names these as handlers."""

import logging
import secrets
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.decorators.csrf import requires_csrf_token

from nghitruong.kernel import clock, vietnamese
from nghitruong.kernel.decision import Refusal, RefusalKind
from nghitruong.web.refusals import problem, wants_json

logger = logging.getLogger("nghitruong.errors")

# What no two people read differently over the telephone.
CODE_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"

LAST_RESORT = (
    '<!doctype html><html lang="vi"><meta charset="utf-8"><title>Máy chủ gặp lỗi</title>'
    "<h1>Máy chủ gặp lỗi lúc %(time)s, mã %(code)s.</h1>"
    '<p>Những gì đã lưu vẫn còn. <a href="">Thử lại</a> · <a href="/">Về trang đầu</a></p></html>'
)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django names it
    return _answer(request, 400, "web.bad_request", "The request could not be read.")


@requires_csrf_token
def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - as above
    return _answer(request, 403, "web.forbidden", "This page is meant for another role.")


@requires_csrf_token
def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - as above
    return _answer(request, 404, "web.not_found", "There is no such page.")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that waited too long. Nothing was done; what was typed is still in the browser."""
    logger.info("csrf: %s at %s", reason, request.path)
    return _answer(request, 403, "web.stale_form", "The page was open too long.", template="403_csrf.html")


def server_error(request: HttpRequest) -> HttpResponse:
    """Answers even when templates, translations or the database are what is broken."""
    code = "LH-" + "".join(secrets.choice(CODE_LETTERS) for _ in range(4))
    told = {"code": code, "time": vietnamese.short_time(clock.now())}
    logger.error("server error %s at %s", code, request.path)
    try:
        body: str = render_to_string("500.html", told)
    except Exception:
        logger.exception("the page of error %s could not be rendered", code)
        body = LAST_RESORT % told
    return HttpResponse(body, status=500)


_KINDS = {400: RefusalKind.INVALID, 403: RefusalKind.NOT_ALLOWED, 404: RefusalKind.NOT_FOUND}


def _answer(request: HttpRequest, status: int, code: str, message: str, template: str = "") -> HttpResponse:
    if wants_json(request):
        return problem(Refusal(code, message, kind=_KINDS[status]))
    told: dict[str, Any] = {"status": status, "path": request.path}
    return HttpResponse(render_to_string(template or f"{status}.html", told, request), status=status)
