"""Searching what is public, on one council's site."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from nghitruong.foundation.search.queries import Answer, Found, find_in_public
from nghitruong.foundation.search.registry import all_sources
from nghitruong.foundation.search.views import PAGE_SIZE, results
from nghitruong.outer.portal.queries.sites import Site
from nghitruong.outer.portal.views.answering import public_page, show


@public_page
def search(request: HttpRequest, site: Site) -> HttpResponse:
    """What anybody may know of that holds all the words."""

    def ask(words: str, kind: str, start: int) -> Answer:
        return find_in_public(site.council_ids, words, limit=PAGE_SIZE, kind=kind, start=start)

    def url(found: Found) -> str:
        # A published paper's file has the prefix on every host.
        path = reverse(all_sources()[found.kind].public_page, args=(site.code, *found.public_keys))
        is_file = found.kind == "document"
        return path if is_file else site.root + path.removeprefix(f"/cong/{site.code}")

    return show(request, site, "portal/search.html", title=_("Search"), **results(request, ask, url))
