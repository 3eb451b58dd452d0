"""The welcome page, the way in by one press, the robots' button."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from nghitruong.domain.room.queries.room import view_room
from nghitruong.foundation.accounts import signing_in
from nghitruong.foundation.accounts.actors import signed_in_of
from nghitruong.foundation.accounts.looks import wear_looks
from nghitruong.outer.demo import queries, tour
from nghitruong.outer.demo.acts import Goal
from nghitruong.outer.demo.cards import BY_ACCOUNT, CARDS, MORE, ROOM, SITE, SPARE
from nghitruong.outer.demo.robots import ROBOTS
from nghitruong.outer.demo.world import SEN_HONG

STOP = "stop"


@never_cache
@require_safe
def welcome(request: HttpRequest) -> HttpResponse:
    """What this is, who one may be, the tour and the robots; only in the demo."""
    _only_in_demo()
    told = {
        "title": _("Welcome"),
        "cards": CARDS,
        "more": MORE,
        "spare": SPARE,
        "site_url": SITE,
        "steps": tour.STEPS,
        "other_language": "vi" if get_language() == "en" else "en",
    }
    return render(request, "demo/welcome.html", {**told, **_session_now()})


@csrf_exempt  # signs in a made-up person on made-up data; the public pages, where the tour passes, carry no token
@require_POST
def enter(request: HttpRequest) -> HttpResponse:
    """Become the person of a card, or go to a step of the tour as whom it wants."""
    _only_in_demo()
    number = request.POST.get("step", "")
    if number:
        return _go_to_step(request, int(number) if number.isascii() and number.isdigit() else 0)
    return _become(request, request.POST.get("who", ""))


@require_POST
def play(request: HttpRequest) -> HttpResponse:
    """Let the robots play, or stop them; pressing twice is pressing once."""
    _only_in_demo()
    council, wanted = queries.demo_council(SEN_HONG.code), request.POST.get("goal", "")
    if council is None or wanted not in (*Goal, STOP):
        raise Http404
    if wanted == STOP:
        ROBOTS.stop()
    else:
        ROBOTS.start(council.pk, Goal(wanted))
    if request.headers.get("HX-Request") == "true":
        return robots(request)
    return HttpResponseRedirect(_way_back(request))


@never_cache
def robots(request: HttpRequest) -> HttpResponse:
    """How far the robots have come; fetched again and again while they play."""
    _only_in_demo()
    return render(request, "demo/_robots.html", _session_now())


def _session_now() -> dict[str, Any]:
    council = queries.demo_council(SEN_HONG.code)
    meeting = queries.session_of(council.pk) if council else None
    view = view_room(meeting) if meeting else None
    wall = tour.STEPS[3].page(meeting) if meeting else ""
    return {
        "view": view,
        "wall_url": wall,
        "is_playing": ROBOTS.is_playing,
        "trouble": ROBOTS.trouble,
        "is_loaded": council is not None,
        "stale_since": queries.stale_since(meeting),
    }


def _become(request: HttpRequest, who: str, address: str = "") -> HttpResponse:
    card = BY_ACCOUNT.get(who)
    account = queries.spare_deputy(SEN_HONG.code) if who == SPARE else queries.demo_account(who) if card else None
    if account is None:
        raise Http404
    signing_in.sign_in_demo(request, account)
    response = HttpResponseRedirect(address or (card.address if card else ROOM))
    signed_in = signed_in_of(request)
    return wear_looks(response, signed_in) if signed_in else response


def _go_to_step(request: HttpRequest, number: int) -> HttpResponse:
    council = queries.demo_council(SEN_HONG.code)
    meeting = queries.session_of(council.pk) if council else None
    if meeting is None or not 1 <= number <= len(tour.STEPS):
        raise Http404
    address, who = tour.address_of(number, meeting), tour.STEPS[number - 1].who
    return _become(request, who, address) if who else redirect(address)


def _only_in_demo() -> None:
    if not settings.DEMO:
        raise Http404


def _way_back(request: HttpRequest) -> str:
    wanted = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure()):
        return wanted
    return reverse("demo:welcome")
