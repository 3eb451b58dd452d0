"""The home page of a council's site, how to reach the council, and the way to one's own council."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from nghitruong.kernel import clock
from nghitruong.outer.portal.queries.meetings import foremost_meeting, item_now
from nghitruong.outer.portal.queries.petition_numbers import every_of_site
from nghitruong.outer.portal.queries.sites import Site, living_councils
from nghitruong.outer.portal.queries.votes import latest_results
from nghitruong.outer.portal.views import petition_shapes, shapes
from nghitruong.outer.portal.views.answering import public_page, show, unless_same

RESULTS = 5


@public_page
def home(request: HttpRequest, site: Site) -> HttpResponse:
    """What is going on, what was decided last, and where everything else is."""
    meeting = foremost_meeting(site.council_id, clock.now())
    results = [shapes.vote_line(site, vote) for vote in latest_results(site.council_ids, RESULTS)]
    every = every_of_site(site.council_ids)
    context = {
        "meeting": shapes.meeting_line(site, meeting) if meeting else None,
        "item": item_now(meeting) if meeting else None,
        "results": results,
        "every": every,
        "parts": petition_shapes.bar_parts(every),
    }
    return show(request, site, "portal/home.html", title=site.name, **context)


@public_page
def contact(request: HttpRequest, site: Site) -> HttpResponse:
    """Where the council's office is."""
    return show(request, site, "portal/contact.html", title=_("Contact"), facts=shapes.contact_facts(site))


@require_safe
def front(request: HttpRequest) -> HttpResponseBase:
    """For nobody signed in: the way to one's own council's public pages, and to the sign-in."""
    words = request.GET.get("tim", "").strip()
    councils = [(council, f"/cong/{council.code}/") for council in living_councils(words)]
    context = {"title": _("Find your People's Council"), "words": words, "councils": councils}
    return unless_same(request, render(request, "portal/front.html", context))
