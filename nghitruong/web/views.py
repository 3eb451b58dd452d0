"""Addresses of the pages' own: display modes, language, and the page of all components."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import check_for_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from nghitruong.web.modes import COOKIE_NAME, COOKIE_SECONDS, Modes
from nghitruong.web.showcase.pages import PAGES, context


@csrf_exempt  # changes nothing but how this browser shows pages; a token would make every public page uncacheable
@require_POST
def modes(request: HttpRequest) -> HttpResponse:
    """Keep text size, colours and spacing on the device; answers a script without a body."""
    chosen = getattr(request, "modes", Modes()).changed_by(request.POST.dict())
    response = HttpResponse(status=204) if request.headers.get("X-Quiet") else HttpResponseRedirect(_way_back(request))
    response.set_cookie(COOKIE_NAME, chosen.cookie(), max_age=COOKIE_SECONDS, samesite="Lax")
    return response


@csrf_exempt  # as above
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Switch between Vietnamese and English."""
    response = HttpResponseRedirect(_way_back(request))
    code = request.POST.get("language", "")
    if code in dict(settings.LANGUAGES) and check_for_language(code):
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, code, max_age=COOKIE_SECONDS, samesite="Lax")
    return response


def components(request: HttpRequest, part: str = "") -> HttpResponse:
    """Each component in each state; only where the product is shown or built."""
    if not (settings.DEBUG or getattr(settings, "DEMO", False)):
        raise Http404
    template = PAGES.get(part)
    if template is None:
        raise Http404
    return render(request, template, context(request, part))


def _way_back(request: HttpRequest) -> str:
    wanted = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure()):
        return wanted
    return "/"
