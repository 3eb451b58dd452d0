"""Voter contact: rounds, their sites with totals, results, promises, and what the voters were told later."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from nghitruong.domain.meetings.lifecycle import MeetingMode
from nghitruong.domain.petitions import actions, forms, queries
from nghitruong.domain.petitions.lifecycle import ContactLevel, Organiser
from nghitruong.domain.petitions.policies import may
from nghitruong.domain.petitions.views import shapes
from nghitruong.domain.petitions.views.lists import actor_of
from nghitruong.foundation.accounts.guards import office
from nghitruong.kernel.decision import ensure
from nghitruong.kernel.vietnamese import short_moment
from nghitruong.web.asking import Question, asked
from nghitruong.web.paging import page_of


@office
@require_GET
def round_list(request: HttpRequest) -> HttpResponse:
    """The rounds of voter contact, the newest first; all, or those with a conference whose minutes are missing."""
    actor, group = actor_of(request), request.GET.get("loc", "")
    page, pager = page_of(request, queries.rounds_in(actor, group))
    context = shapes.rounds_page(actor, list(page.object_list), page.paginator.count, group) | {"pager": pager}
    return render(request, "petitions/rounds.html", context)


@office
def new_round(request: HttpRequest) -> HttpResponse:
    """Begin a round."""
    actor = actor_of(request)
    ensure(may(actor, "petitions.plan_round"))
    form = forms.RoundForm(actor, request.POST or None, initial={"levels": [ContactLevel.COMMUNE]})
    question = Question(
        _("New round of voter contact"),
        _("Begin it"),
        reverse("petitions:rounds"),
        _("Voter contact"),
        said=_("Saved."),
    )
    return asked(request, form, question, lambda data: actions.plan_round(actor, actor.council_id or 0, **data))


@office
@require_GET
def round_page(request: HttpRequest, round_id: int) -> HttpResponse:
    """One round with its sites and the totals that add up from them."""
    actor = actor_of(request)
    return render(request, "petitions/round.html", shapes.round_page(actor, queries.round_for(actor, round_id)))


@office
def new_site(request: HttpRequest, round_id: int) -> HttpResponse:
    """Add a conference."""
    actor = actor_of(request)
    planned = queries.round_for(actor, round_id)
    ensure(may(actor, "petitions.add_site"))
    question = _about(planned, _("New conference"), _("Add it"), _("Saved."))
    form = forms.SiteForm(actor, request.POST or None)
    return asked(request, form, question, lambda data: actions.add_site(actor, planned, **_typed(data)))


@office
@require_POST
def publish(request: HttpRequest, round_id: int) -> HttpResponse:
    """Publish the schedule, with a reason where it is late."""
    actor = actor_of(request)
    actions.publish_round(actor, queries.round_for(actor, round_id), reason=request.POST.get("reason", ""))
    messages.success(request, _("The schedule is published."))
    return redirect("petitions:round", round_id)


@office
@require_POST
def close(request: HttpRequest, round_id: int) -> HttpResponse:
    """End the round."""
    actor = actor_of(request)
    actions.close_round(actor, queries.round_for(actor, round_id), reason=request.POST.get("reason", ""))
    messages.success(request, _("The round is closed."))
    return redirect("petitions:round", round_id)


@office
@require_GET
def site_page(request: HttpRequest, site_id: int) -> HttpResponse:
    """One conference: who comes, what it brought, what was promised, what the voters were told later."""
    actor = actor_of(request)
    return render(request, "petitions/site.html", shapes.site_page(actor, queries.site_for(actor, site_id)))


@office
def record_site(request: HttpRequest, site_id: int) -> HttpResponse:
    """Numbers and mood of a conference."""
    actor = actor_of(request)
    site = queries.site_for(actor, site_id)
    ensure(may(actor, "petitions.record_contact"))
    first = {"attendance": site.attendance, "spoke": site.spoke, "mood": site.mood}
    form = forms.ContactResultForm(request.POST or None, initial=first)
    question = _at(site, _("Result of the conference"), _("Save"), _("Saved."))
    return asked(request, form, question, lambda data: actions.record_contact(actor, site, **data))


@office
def promise(request: HttpRequest, site_id: int) -> HttpResponse:
    """What was promised on the spot."""
    actor = actor_of(request)
    site = queries.site_for(actor, site_id)
    ensure(may(actor, "petitions.promise_at_contact"))
    question = _at(site, _("Promise on the spot"), _("Write it down"), _("It is owed from now on."))
    form = forms.PromiseForm(actor, request.POST or None)
    return asked(request, form, question, lambda data: actions.promise_at_contact(actor, site, **data))


@office
def report_back(request: HttpRequest, site_id: int) -> HttpResponse:
    """What the same voters were told."""
    actor = actor_of(request)
    site = queries.site_for(actor, site_id)
    ensure(may(actor, "petitions.report_back"))
    form = forms.ToldForm(request.POST or None, initial={"told": site.report_back or shapes.told_words(actor, site)})
    question = _at(site, _("Report back to the voters"), _("Save"), _("Saved."))
    return asked(request, form, question, lambda data: actions.report_back(actor, site, **data))


def _typed(data: dict[str, Any]) -> dict[str, Any]:
    return {**data, "organiser": Organiser(data["organiser"]), "mode": MeetingMode(data["mode"])}


def _about(planned: Any, title: str, act: str, said: str) -> Question:
    return Question(title, act, reverse("petitions:round", args=[planned.pk]), planned.title, said=said)


def _at(site: Any, title: str, act: str, said: str) -> Question:
    intro = f"{site.meeting.place}, {short_moment(site.meeting.starts_at)}"
    return Question(title, act, reverse("petitions:site", args=[site.pk]), site.round.title, intro, said=said)
