"""What every public page does: find the council, only read, and say "not changed" where nothing did."""

import functools
import hashlib
from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from nghitruong.outer.portal.queries.sites import Site, site_of
from nghitruong.web.navigation import Entry

Page = Callable[..., HttpResponse]


def public_page(view: Page) -> Callable[..., HttpResponseBase]:
    """Give the view the site of the code in the address; 404 for a code that no council ever had."""

    @require_safe
    @functools.wraps(view)
    def page(request: HttpRequest, code: str, **kwargs: Any) -> HttpResponseBase:
        return unless_same(request, view(request, _site(request, code), **kwargs))

    return page


def own_page(view: Page) -> Callable[..., HttpResponseBase]:
    """A page of one voter alone, or a form: kept nowhere, found by no search engine; its forms carry a token."""

    @require_http_methods(["GET", "HEAD", "POST"])
    @functools.wraps(view)
    def page(request: HttpRequest, code: str, **kwargs: Any) -> HttpResponseBase:
        response = view(request, _site(request, code), **kwargs)
        response["Cache-Control"] = "no-store"
        response["X-Robots-Tag"] = "noindex"
        return response

    return page


def _site(request: HttpRequest, code: str) -> Site:
    root: str = getattr(request, "public_root", f"/cong/{code}")
    site = site_of(code, root)
    if site is None:
        raise Http404
    request.public_root = root  # type: ignore[attr-defined] # read by the menu of public places
    return site


def unless_same(request: HttpRequest, response: HttpResponse) -> HttpResponseBase:
    """304 for whoever already has exactly this answer; a browser asks each time, so nothing outlives a change."""
    etag = quote_etag(hashlib.md5(response.content, usedforsecurity=False).hexdigest())
    response["ETag"] = etag
    response["Cache-Control"] = "no-cache"
    return get_conditional_response(request, etag=etag, response=response) or response


def show(request: HttpRequest, site: Site, template: str, **context: Any) -> HttpResponse:
    """A page of the site with its own frame, whoever may be signed in."""
    frame = {
        "site": site,
        "council_name": site.name,
        "council_detail": None,
        "home_url": site.at(),
        "search_url": site.at("tim-kiem"),
        "council_address": site.address,
        "council_phone": site.phone,
        "portal_links": _links(site),
    }
    return render(request, template, {**frame, **context})


def _links(site: Site) -> list[Entry]:
    links = [(_("Contact"), site.at("lien-he"))]
    if site.root:
        # A council's own host has neither.
        links += [(_("Other councils"), "/"), (_("Sign-in for deputies and staff"), reverse("accounts:sign_in"))]
    return [Entry(label, "", url, is_current=False) for label, url in links]
