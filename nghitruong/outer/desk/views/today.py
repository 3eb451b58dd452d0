"""The page of today: one for the office's roles, one for deputies, and the address `/`."""

from collections.abc import Sequence
from typing import Any

from django.apps import apps
from django.conf import settings
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from nghitruong.domain.meetings.policies import may
from nghitruong.foundation.accounts.actors import ActorRequest
from nghitruong.foundation.accounts.guards import office
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Role
from nghitruong.kernel.vietnamese import date_with_weekday
from nghitruong.outer.desk.queries import council as councils
from nghitruong.outer.desk.queries.children import children_of
from nghitruong.outer.desk.queries.duties import Day, day_of
from nghitruong.outer.desk.queries.papers import readers_of
from nghitruong.outer.desk.rules import ToDo
from nghitruong.outer.desk.views import blocks
from nghitruong.outer.desk.views import province as provinces
from nghitruong.outer.desk.views.tasks import task_of
from nghitruong.outer.portal.views.site import front
from nghitruong.web.navigation import is_deputy

SHOWN = 7
"""Rows before "all of them" (ux S1)."""

OFFICE = (Role.CLERK, Role.SECRETARY, Role.STANDING)


def home(request: ActorRequest) -> HttpResponseBase:
    """`/`: today's work; for nobody signed in the welcome of the demo, or the way to one's own council."""
    if request.actor.is_signed_in:
        return today(request)
    if settings.DEMO and apps.is_installed("nghitruong.outer.demo"):
        # By name: the rooms of the outer level do not know each other, and a real council has no demo.
        welcome: HttpResponseBase = import_string("nghitruong.outer.demo.views.welcome")(request)
        return welcome
    return front(request)


@require_GET
@never_cache
@office
def today(request: ActorRequest) -> HttpResponse:
    """Everything that waits for this person, by deadline, with the button that does it."""
    template = "desk/deputy.html" if is_deputy(request.actor) else "desk/office.html"
    return render(request, template, _context(request))


@require_GET
@never_cache
@office
def task_area(request: ActorRequest) -> HttpResponse:
    """The tasks alone: the page asks for them again every minute."""
    return render(request, "desk/_tasks.html", _tasks(request, day_of(request.actor).duties))


def _context(request: ActorRequest) -> dict[str, Any]:
    day = day_of(request.actor)
    upcoming = blocks.next_meeting(day.coming, day.reading)
    return {
        "title": _("Today's work"),
        "weekday": date_with_weekday(clock.today()),
        "next": upcoming,
        "coming": day.coming,
        "greeting": blocks.greeting(request.actor.name, councils.gender_of(request.actor)),
        "may_create": may(request.actor, "meetings.create_meeting", council_id=request.actor.council_id).is_allowed,
        **_tasks(request, day.duties),
        **_blocks(request, day),
    }


def _tasks(request: ActorRequest, duties: Sequence[ToDo]) -> dict[str, Any]:
    shown = duties if "tat-ca" in request.GET else duties[:SHOWN]
    return {"tasks": [task_of(duty) for duty in shown], "task_count": len(duties), "more": len(duties) - len(shown)}


def _blocks(request: ActorRequest, day: Day) -> dict[str, Any]:
    """What only some roles see."""
    actor = request.actor
    found: dict[str, Any] = {}
    if actor.has(*OFFICE) and (preparing := blocks.preparation_of(day.meetings)):
        steps = blocks.preparation_steps(preparing, readers_of(preparing.id))
        found |= {"preparing": preparing, "steps": steps}
    if actor.has(Role.AUDITOR):
        found["ledger"] = blocks.ledger_facts(councils.ledger_of(actor.council_id or 0, clock.today()))
    if actor.has(Role.PROVINCE_ADMIN):
        found |= _children(request)
    return found


def _children(request: ActorRequest) -> dict[str, Any]:
    children = children_of(request.actor.council_id or 0)
    first = provinces.ordered(children, "")[: provinces.FIRST_ROWS]
    return {
        "children": [provinces.child_line(row) for row in first],
        "child_count": len(children),
        "figures": provinces.figures(children),
    }
