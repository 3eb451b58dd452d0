"""The list of deputies and one deputy."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from nghitruong.foundation.audit.queries import history_of
from nghitruong.foundation.councils import actions, forms, queries
from nghitruong.foundation.councils.lifecycle import HOLDING, MANDATE, MandateState
from nghitruong.foundation.councils.policies import may
from nghitruong.foundation.councils.queries.choices import (
    STATES,
    catalogue_words,
    constituency_choices,
    constituency_words,
    post_title,
)
from nghitruong.foundation.councils.views.door import allowed
from nghitruong.foundation.councils.views.moves import moves_of
from nghitruong.foundation.law.views.door import actor_of, council_of, signed_in
from nghitruong.foundation.verbs.beats import ref_of
from nghitruong.kernel import clock
from nghitruong.kernel.decision import ensure
from nghitruong.kernel.vietnamese import format_number, short_date
from nghitruong.web.asking import Question, asked, go
from nghitruong.web.paging import address, page_of
from nghitruong.web.parts import Chip, Fact, Moment, Tag
from nghitruong.web.words import in_words

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from nghitruong.foundation.councils.models import Mandate

LIST = "councils:deputies"
TONES = {
    MandateState.ACTIVE: "green",
    MandateState.SUSPENDED: "red",
    MandateState.RELEASE_REQUESTED: "amber",
    MandateState.TERM_ENDED: "done",
}
HISTORY_SHOWN = 30
LEDGER_WORDS = {
    "councils.change_seat": gettext_lazy("Another seat in the hall"),
    "councils.move_deputy": gettext_lazy("Another constituency"),
    "councils.grant_mandate": gettext_lazy("Entered in the register"),
}
"""Lines of a mandate's ledger that are no change of its state."""


@signed_in
def deputy_list(request: HttpRequest) -> HttpResponse:
    """Everybody who holds a seat, by Vietnamese names; narrowed by words, body, constituency, origin or state."""
    council = queries.council_for(actor_of(request))
    wanted = forms.FilterForm(request.GET, STATES).wanted()
    found = queries.filter_deputies(council.pk, clock.today(), **wanted)
    page, pager = page_of(request, found)
    rows = queries.listed_deputies(cast("QuerySet[Mandate]", page.object_list), council.pk, clock.today())
    shown = {"lines": [_line(row) for row in rows], "pager": pager, "is_empty": not pager.total}
    total = pager.total or 0
    words = ngettext("%(count)s deputy", "%(count)s deputies", total) % {"count": format_number(total)}
    around = {"title": _("Deputies"), "count_words": words, "chips": _chips(request, council.pk, wanted["state"])}
    rights = allowed(request, "grant_mandate", "stage_import", "number_seats")
    return render(request, "councils/deputies.html", shown | around | rights | _filters(council.pk, wanted))


@signed_in
def deputy(request: HttpRequest, mandate_id: int) -> HttpResponse:
    """One deputy: the mandate, posts, and what happened to it."""
    actor = actor_of(request)
    mandate = queries.deputy_for(actor, mandate_id)
    is_own = mandate.person_id == actor.person_id
    sees_private = may(actor, "councils.read_contact", is_own=is_own).is_allowed
    context = {
        "facts": _known(_facts(mandate, sees_private=sees_private)),
        "posts": [_post_line(post) for post in queries.posts_held_by(mandate.person_id)],
        "moments": _moments(mandate),
        "moves": moves_of(mandate) if may(actor, "councils.suspend_mandate").is_allowed else [],
        "may_change_contact": may(actor, "councils.change_contact", is_own=is_own).is_allowed,
        **allowed(request, "change_person", "change_seat", "move_deputy"),
    }
    return render(request, "councils/deputy.html", context | _head(mandate))


@signed_in
def new_deputy(request: HttpRequest) -> HttpResponse:
    """Seat one deputy in the running term."""
    actor = actor_of(request)
    ensure(may(actor, "councils.grant_mandate"))
    term = queries.running_term(council_of(request))
    if term is None:
        return go(reverse("councils:terms"))
    form = forms.DeputyForm(actor, term.pk, request.POST or None, initial={"starts_on": term.starts_on})
    question = Question(_("New deputy"), _("Seat the deputy"), reverse(LIST), _("Deputies"), said=_("Seated."))
    return asked(request, form, question, lambda _data: actions.grant_mandate(actor, term, row=form.row()))


@signed_in
def edit_person(request: HttpRequest, mandate_id: int) -> HttpResponse:
    """Correct who somebody is."""
    actor, mandate = actor_of(request), queries.deputy_for(actor_of(request), mandate_id)
    ensure(may(actor, "councils.change_person"))
    person = mandate.person
    names = ("full_name", "born_on", "gender", "occupation", "number")
    form = forms.PersonForm(request.POST or None, initial={name: getattr(person, name) for name in names})
    question = _question(mandate, _("Personal details"), _("Save"))
    return asked(request, form, question, lambda data: actions.change_person(actor, person, **data))


@signed_in
def edit_contact(request: HttpRequest, mandate_id: int) -> HttpResponse:
    """Write down how somebody is reached: the deputy herself or the office."""
    actor, mandate = actor_of(request), queries.deputy_for(actor_of(request), mandate_id)
    person = mandate.person
    ensure(may(actor, "councils.change_contact", is_own=actor.person_id == person.pk))
    form = forms.ContactForm(request.POST or None, initial={"phone": person.phone, "email": person.email})
    question = _question(mandate, _("Contact"), _("Save"))
    return asked(request, form, question, lambda data: actions.change_contact(actor, person, **data))


@signed_in
def edit_seat(request: HttpRequest, mandate_id: int) -> HttpResponse:
    """Another place in the hall."""
    actor, mandate = actor_of(request), queries.deputy_for(actor_of(request), mandate_id)
    ensure(may(actor, "councils.change_seat"))
    form = forms.SeatForm(request.POST or None, initial={"seat": mandate.seat})
    question = _question(mandate, _("Seat in the hall"), _("Save"))
    return asked(request, form, question, lambda data: actions.change_seat(actor, mandate, **data))


@signed_in
def edit_place(request: HttpRequest, mandate_id: int) -> HttpResponse:
    """Another electoral unit to work in (R1.45)."""
    actor, mandate = actor_of(request), queries.deputy_for(actor_of(request), mandate_id)
    ensure(may(actor, "councils.move_deputy"))
    form = forms.PlaceForm(mandate.term_id, request.POST or None, initial={"constituency": mandate.constituency_id})
    question = _question(mandate, _("Constituency"), _("Save"))
    return asked(request, form, question, lambda data: _move(request, mandate, data))


@signed_in
@require_POST
def number_seats(request: HttpRequest) -> HttpResponse:
    """Number the hall anew."""
    actor = actor_of(request)
    term = queries.running_term(council_of(request))
    ensure(may(actor, "councils.number_seats"))
    if term is not None:
        count = actions.number_seats(actor, term)
        messages.success(request, _("Seats numbered by name: %(count)s.") % {"count": format_number(count)})
    return go(reverse(LIST))


def _head(mandate: Any) -> dict[str, Any]:
    state = MandateState(mandate.state)
    return {
        "title": mandate.person.full_name,
        "mandate": mandate,
        "status": _tag(state),
        "explanation": "" if state is MandateState.ACTIVE else _(MANDATE.public[state]),
        "back_url": reverse(LIST),
        "back_label": _("Deputies"),
    }


def _question(mandate: Any, title: str, act: str) -> Question:
    url = reverse("councils:deputy", args=[mandate.pk])
    return Question(title, act, url, mandate.person.full_name, said=_("Saved."))


def _move(request: HttpRequest, mandate: Any, data: Mapping[str, Any]) -> object:
    actor = actor_of(request)
    place = queries.constituency_for(actor, data["constituency"]) if data["constituency"] else None
    return actions.move_deputy(actor, mandate, constituency=place, decision=data["decision"])


def _line(row: queries.ListedDeputy) -> dict[str, Any]:
    return {
        "deputy": row,
        "posts": [post_title(*post) for post in row.posts],
        "place": constituency_words(row.constituency),
        "tag": _tag_in_list(MandateState(row.state)),
    }


def _tag(state: MandateState) -> Tag:
    return Tag(in_words(state), TONES.get(state, "grey"))


def _tag_in_list(state: MandateState) -> Tag:
    """Nearly everybody is in office: two words are enough for it."""
    return Tag(_("In office"), TONES[state]) if state is MandateState.ACTIVE else _tag(state)


def _chips(request: HttpRequest, council_id: int, current: str) -> list[Chip]:
    counts = queries.state_counts(council_id)
    held = sum(count for state, count in counts.items() if state in HOLDING)
    chips = [Chip(_("In office"), address(request, trang_thai=""), held, not current)]
    for state in STATES:
        if state is not MandateState.ACTIVE and counts.get(state):
            url = address(request, trang_thai=state.value)
            chips.append(Chip(in_words(state), url, counts[state], current == state))
    return chips


def _filters(council_id: int, wanted: Mapping[str, Any]) -> dict[str, Any]:
    term = queries.running_term(council_id)
    return {
        "wanted": wanted,
        "bodies": queries.body_choices(council_id, clock.today()),
        "places": constituency_choices(term.pk if term else None),
        "origins": queries.origin_names(council_id),
        "empty": _nobody(any(wanted.values())),
    }


def _nobody(is_narrowed: bool) -> dict[str, Any]:
    if is_narrowed:
        return {"icon": "users-group", "title": _("No deputy was found"), "text": _("Try fewer words or filters.")}
    return {"icon": "users-group", "title": _("No deputy yet"), "text": _("Add them one by one or from a spreadsheet.")}


def _facts(mandate: Any, *, sees_private: bool) -> list[Fact]:
    """Everybody who signs in reads the year of birth; who reads the day itself needs no year beside it."""
    person = mandate.person
    until = short_date(mandate.ends_on) if mandate.ends_on else _("today")
    return [
        Fact(_("Term"), _("No. %(ordinal)s, %(years)s") % {"ordinal": mandate.term.roman, "years": mandate.term}),
        Fact(_("Deputy from – until"), f"{short_date(mandate.starts_on)} – {until}"),
        Fact(_("How the seat was won"), mandate.get_origin_display()),
        Fact(_("Old council"), mandate.origin_council),
        Fact(_("Constituency"), constituency_words(mandate.constituency.number if mandate.constituency else None)),
        Fact(_("Seat in the hall"), mandate.seat),
        Fact(_("Full-time"), capfirst(_("yes") if mandate.is_full_time else _("no"))),
        Fact(_("Occupation, position"), person.occupation),
        _born(person, in_full=sees_private),
        Fact(_("Gender"), person.get_gender_display()),
        Fact(_("Decision"), mandate.decision),
        *(_private_facts(person) if sees_private else []),
    ]


def _known(facts: list[Fact]) -> list[Fact]:
    """A column of dashes says nothing; what can be added has its button in the head."""
    return [fact for fact in facts if fact.value]


def _born(person: Any, *, in_full: bool) -> Fact:
    if in_full and person.born_on:
        return Fact(_("Date of birth"), short_date(person.born_on))
    return Fact(_("Year of birth"), str(person.born_year or ""))


def _private_facts(person: Any) -> list[Fact]:
    return [
        Fact(_("Telephone"), person.phone),
        Fact(_("Email address"), person.email),
        Fact(_("Deputy's number"), person.number),
    ]


def _post_line(post: Any) -> dict[str, Any]:
    return {
        "post": post,
        "title": catalogue_words("posts", post.post),
        "basis": catalogue_words("office_bases", post.basis),
    }


def _moments(mandate: Any) -> Sequence[Moment]:
    """What happened, newest first, each with who wrote it down; below them what else the ledger has."""
    lines = list(history_of(ref_of(mandate)).filter(refusal="")[:HISTORY_SHOWN])
    writers = {(line.facts.get("state"), line.facts.get("on")): line.actor_name for line in lines}
    states = ["now", *["past"] * HISTORY_SHOWN]
    changes = [
        Moment(in_words(MandateState(change.state)), short_date(change.on), _reason(change, writers), state)
        for change, state in zip(queries.changes_of(mandate.pk), states, strict=False)
    ]
    written = [
        Moment(LEDGER_WORDS[line.verb], short_date(clock.local_date(line.at)), line.actor_name)
        for line in lines
        if line.verb in LEDGER_WORDS
    ]
    begun = Moment(_("The mandate began"), short_date(mandate.starts_on), mandate.decision, "done")
    return [*changes, *written, begun]


def _reason(change: Any, writers: Mapping[Any, str]) -> str:
    writer = writers.get((change.state, change.on.isoformat()), "")
    return " · ".join(part for part in (change.reason, change.decision, writer) if part)
