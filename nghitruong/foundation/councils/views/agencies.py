"""Agencies with who speaks for them, and people who take part without a seat."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from nghitruong.foundation.councils import actions, forms, queries
from nghitruong.foundation.councils.policies import may
from nghitruong.foundation.councils.queries.choices import people_choices
from nghitruong.foundation.councils.rules import PersonRow
from nghitruong.foundation.councils.views.door import allowed
from nghitruong.foundation.law.views.door import actor_of, council_of, signed_in
from nghitruong.kernel import clock
from nghitruong.kernel.decision import ensure
from nghitruong.web.asking import Question, asked

HOME = "councils:organisation"


@signed_in
def agency(request: HttpRequest, agency_id: int) -> HttpResponse:
    """One agency with its focal persons."""
    found = queries.agency_for(actor_of(request), agency_id)
    context = {
        "title": found.name,
        "code": found.code,
        "found": found,
        "focal_persons": queries.focal_persons_of(found.pk, clock.today()),
        "back_url": reverse(HOME),
        "back_label": _("Organisation"),
        **allowed(request, "name_focal_person", "end_focal_person", "end_agency"),
    }
    return render(request, "councils/agency.html", context)


@signed_in
def new_agency(request: HttpRequest) -> HttpResponse:
    """Add an agency."""
    actor, council = actor_of(request), queries.council_for(actor_of(request))
    ensure(may(actor, "councils.add_agency"))
    form = forms.AgencyForm(request.POST or None, initial={"valid_from": clock.today()})
    question = Question(_("New agency"), _("Add the agency"), reverse(HOME), _("Organisation"), said=_("Added."))
    return asked(request, form, question, lambda data: actions.add_agency(actor, council, **data))


@signed_in
def end_agency(request: HttpRequest, agency_id: int) -> HttpResponse:
    """Let an agency end."""
    actor, found = actor_of(request), queries.agency_for(actor_of(request), agency_id)
    ensure(may(actor, "councils.end_agency"))
    form = forms.EndForm(request.POST or None, initial={"on": clock.today()})
    title = _("End “%(name)s”") % {"name": found.name}
    intro = _("Its focal persons end too; what the agency owes stays owed.")
    question = Question(title, _("End the agency"), _page(found), found.name, intro, "danger")
    return asked(request, form, question, lambda data: actions.end_agency(actor, found, **data))


@signed_in
def new_focal_person(request: HttpRequest, agency_id: int) -> HttpResponse:
    """Say who works for an agency here."""
    actor, found = actor_of(request), queries.agency_for(actor_of(request), agency_id)
    ensure(may(actor, "councils.name_focal_person"))
    people = people_choices(council_of(request))
    form = forms.FocalForm(people, request.POST or None, initial={"valid_from": clock.today()})
    question = Question(_("New focal person"), _("Name the person"), _page(found), found.name, said=_("Named."))
    return asked(request, form, question, lambda data: _name(request, found, data))


@signed_in
def end_focal_person(request: HttpRequest, focal_id: int) -> HttpResponse:
    """End somebody's work for an agency."""
    actor, focal = actor_of(request), queries.focal_person_for(actor_of(request), focal_id)
    ensure(may(actor, "councils.end_focal_person"))
    form = forms.EndForm(request.POST or None, initial={"on": clock.today()})
    title = _("%(name)s no longer works for the agency") % {"name": focal.person.full_name}
    question = Question(title, _("End it"), _page(focal.agency), focal.agency.name, tone="danger")
    return asked(request, form, question, lambda data: actions.end_focal_person(actor, focal, **data))


@signed_in
def new_affiliation(request: HttpRequest) -> HttpResponse:
    """Somebody who takes part without a seat: guest, co-chair, higher deputy, representative."""
    actor = actor_of(request)
    ensure(may(actor, "councils.add_affiliation"))
    people = people_choices(council_of(request))
    form = forms.AffiliationForm(people, request.POST or None, initial={"valid_from": clock.today()})
    title = _("Takes part without a seat")
    question = Question(title, _("Add"), reverse(HOME), _("Organisation"), said=_("Added."))
    return asked(request, form, question, lambda data: _affiliate(request, data))


@signed_in
def end_affiliation(request: HttpRequest, affiliation_id: int) -> HttpResponse:
    """End such a capacity."""
    actor, found = actor_of(request), queries.affiliation_for(actor_of(request), affiliation_id)
    ensure(may(actor, "councils.end_affiliation"))
    form = forms.EndForm(request.POST or None, initial={"on": clock.today()})
    title = _("%(name)s no longer takes part") % {"name": found.person.full_name}
    question = Question(title, _("End it"), reverse(HOME), _("Organisation"), tone="danger")
    return asked(request, form, question, lambda data: actions.end_affiliation(actor, found, **data))


def _page(agency: Any) -> str:
    return reverse("councils:agency", args=[agency.pk])


def _person(request: HttpRequest, data: dict[str, Any]) -> Any:
    """The chosen person, or a new one by name."""
    actor, name, number = actor_of(request), data.pop("new_name"), data.pop("person")
    if number:
        return queries.person_for(actor, number)
    return actions.add_person(actor, queries.council_for(actor), person=PersonRow(name))


def _name(request: HttpRequest, agency: Any, data: dict[str, Any]) -> object:
    person = _person(request, data)
    return actions.name_focal_person(actor_of(request), agency, person=person, **data)


def _affiliate(request: HttpRequest, data: dict[str, Any]) -> object:
    person = _person(request, data)
    return actions.add_affiliation(actor_of(request), person, **data)
