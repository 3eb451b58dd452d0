"""The council on a day: its bodies, agencies, guests, predecessors; bodies and the posts in them."""

import re
from collections import Counter
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from nghitruong.foundation.councils import actions, forms, queries
from nghitruong.foundation.councils.policies import may
from nghitruong.foundation.councils.queries.choices import (
    BODY_KINDS,
    catalogue_words,
    constituency_words,
    deputy_choices,
    people_choices,
)
from nghitruong.foundation.councils.rules.bodies import NEEDS_SEAT
from nghitruong.foundation.councils.views.door import allowed
from nghitruong.foundation.law.views.door import actor_of, signed_in
from nghitruong.kernel import clock
from nghitruong.kernel.decision import ensure
from nghitruong.kernel.vietnamese import short_date
from nghitruong.web.asking import Question, asked
from nghitruong.web.paging import address
from nghitruong.web.parts import Chip

HOME = "councils:organisation"
KINDS = [kind for kind, _name in BODY_KINDS]
ALL = "tat-ca"
FOLDED_FROM = 7
"""Bodies with so many members show them at a press: 202 deputies are no page for a phone."""
VERBS = (
    "create_body",
    "change_office",
    "add_agency",
    "add_affiliation",
    "open_term",
    "carry_out_succession",
    "propose_succession",
)


@signed_in
def organisation(request: HttpRequest) -> HttpResponse:
    """The council as it is, or was, on a day."""
    form = forms.DayForm(request.GET)
    day = form.day()
    council = queries.council_for(actor_of(request))
    seen = queries.council_on(council, day)
    context = {
        "title": _("Organisation"),
        "form": form,
        "day": day,
        "is_today": day == clock.today(),
        "seen": seen,
        **_bodies(request, seen),
        "affiliations": queries.affiliations_of(council.pk, day),
        **allowed(request, *VERBS),
    }
    return render(request, "councils/organisation.html", context)


@signed_in
def office(request: HttpRequest) -> HttpResponse:
    """Say how the office is reached."""
    actor, council = actor_of(request), queries.council_for(actor_of(request))
    ensure(may(actor, "councils.change_office"))
    form = forms.OfficeForm(request.POST or None, initial=council.settings)
    intro = _("Everybody sees it on the council's public pages.")
    question = Question(_("The office"), _("Save"), reverse(HOME), _("Organisation"), intro, said=_("Saved."))
    return asked(request, form, question, lambda data: actions.change_office(actor, council, **data))


@signed_in
def body(request: HttpRequest, body_id: int) -> HttpResponse:
    """One body with everybody who sits or sat in it."""
    found = queries.body_for(actor_of(request), body_id)
    posts = [_post_line(post) for post in queries.memberships_of(found.council_id).filter(body=found)]
    places = [constituency_words(place.number) for place in found.constituencies.order_by("number")]
    context = {
        "title": found.name,
        "found": found,
        "open_posts": [line for line in posts if not line["post"].valid_to],
        "closed_posts": [line for line in posts if line["post"].valid_to],
        "places": places,
        "back_url": reverse(HOME),
        "back_label": _("Organisation"),
        **allowed(request, "appoint_member", "end_membership", "end_body"),
    }
    return render(request, "councils/body.html", context)


@signed_in
def new_body(request: HttpRequest) -> HttpResponse:
    """Set a body up."""
    actor, council = actor_of(request), queries.council_for(actor_of(request))
    ensure(may(actor, "councils.create_body"))
    term = queries.running_term(council.pk)
    initial = {"valid_from": clock.today()}
    form = forms.BodyForm(council.unit.kind, term.pk if term else None, request.POST or None, initial=initial)
    question = Question(_("New body"), _("Set it up"), reverse(HOME), _("Organisation"), said=_("Set up."))
    return asked(request, form, question, lambda data: _create(request, council, term, data))


@signed_in
def appoint(request: HttpRequest, body_id: int) -> HttpResponse:
    """Give somebody a post in a body."""
    actor, found = actor_of(request), queries.body_for(actor_of(request), body_id)
    ensure(may(actor, "councils.appoint_member"))
    form = forms.AppointForm(
        found.kind, _candidates(found), request.POST or None, initial={"valid_from": clock.today()}
    )
    url = reverse("councils:body", args=[body_id])
    question = Question(_("Give a post"), _("Give the post"), url, found.name, said=_("The post is given."))
    return asked(request, form, question, lambda data: _appoint(request, found, data))


@signed_in
def end_post(request: HttpRequest, membership_id: int) -> HttpResponse:
    """End a post."""
    actor, post = actor_of(request), queries.membership_for(actor_of(request), membership_id)
    ensure(may(actor, "councils.end_membership"))
    form = forms.EndForm(request.POST or None, initial={"on": clock.today()})
    what = {"name": post.person.full_name, "post": catalogue_words("posts", post.post)}
    title = _("%(name)s: end the post “%(post)s”") % what
    url = reverse("councils:body", args=[post.body_id])
    question = Question(title, _("End the post"), url, post.body.name, tone="danger", said=_("The post has ended."))
    return asked(request, form, question, lambda data: actions.end_membership(actor, post, **data))


@signed_in
def end_body(request: HttpRequest, body_id: int) -> HttpResponse:
    """End a body with every post in it."""
    actor, found = actor_of(request), queries.body_for(actor_of(request), body_id)
    ensure(may(actor, "councils.end_body"))
    form = forms.EndForm(request.POST or None, initial={"on": clock.today()})
    url = reverse("councils:body", args=[body_id])
    title = _("End “%(name)s”") % {"name": found.name}
    question = Question(title, _("End the body"), url, found.name, _("Every post in it ends too."), "danger")
    return asked(request, form, question, lambda data: actions.end_body(actor, found, **data))


def _body_line(body: Any) -> dict[str, Any]:
    return {
        "body": body,
        "members": [_post_line(post) for post in body.members_now],
        "is_long": len(body.members_now) >= FOLDED_FROM,
        "places": [constituency_words(place.number) for place in body.constituencies.all()],
    }


def _bodies(request: HttpRequest, seen: Any) -> dict[str, Any]:
    return {
        "bodies": [_body_line(body) for body in sorted(seen.bodies, key=_place_in_list)],
        "jumps": _jumps(seen),
        "is_unfolded": ALL in request.GET,
        "unfold_url": address(request, **{ALL: 1}),
    }


def _place_in_list(body: Any) -> tuple[int, list[str]]:
    # Group no. 9 stands before no. 10: numbers are compared as numbers.
    return KINDS.index(body.kind), [part.zfill(4) for part in re.split(r"(\d+)", body.name)]


def _jumps(seen: Any) -> list[Chip]:
    """To the first body of each kind, and to what stands beside or, on a phone, below them."""
    kinds = {body.kind: body for body in sorted(seen.bodies, key=_place_in_list, reverse=True)}
    counts = Counter(body.kind for body in seen.bodies)
    bodies = [Chip(kinds[kind].get_kind_display(), f"#body-{kinds[kind].pk}", count) for kind, count in counts.items()]
    return [*bodies, Chip(_("Agencies"), "#agencies", len(seen.agencies)), Chip(_("People without a seat"), "#guests")]


def _post_line(post: Any) -> dict[str, Any]:
    return {
        "post": post,
        "title": catalogue_words("posts", post.post),
        "basis": catalogue_words("office_bases", post.basis),
        "until": short_date(post.valid_to) if post.valid_to else "",
    }


def _candidates(body: Any) -> list[tuple[int, str]]:
    """Deputies for the council's own bodies, everybody known for the office."""
    needs_seat = any(item.code in NEEDS_SEAT for item in queries.posts_of(body.kind))
    return deputy_choices(body.council_id, clock.today()) if needs_seat else people_choices(body.council_id)


def _create(request: HttpRequest, council: Any, term: Any, data: dict[str, Any]) -> object:
    actor = actor_of(request)
    places = [queries.constituency_for(actor, number) for number in data.pop("constituencies", [])]
    return actions.create_body(actor, council, term=term, constituencies=places, **data)


def _appoint(request: HttpRequest, body: Any, data: dict[str, Any]) -> object:
    actor = actor_of(request)
    person = queries.person_for(actor, data.pop("person"))
    return actions.appoint_member(actor, body, person=person, **data)
