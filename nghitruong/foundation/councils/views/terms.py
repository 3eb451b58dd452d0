"""Terms of office: the list with constituencies and seats, a first one opened, the next one by a guided run."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from nghitruong.foundation.councils import actions, forms, queries
from nghitruong.foundation.councils.policies import may
from nghitruong.foundation.councils.queries.choices import constituency_words
from nghitruong.foundation.councils.views.counts import count_lines
from nghitruong.foundation.councils.views.door import allowed
from nghitruong.foundation.law.views.door import actor_of, council_of, signed_in
from nghitruong.kernel import clock
from nghitruong.kernel.decision import ensure
from nghitruong.web.asking import Question, asked, done, go
from nghitruong.web.words import reason_sentence

HOME = "councils:terms"


@signed_in
def terms(request: HttpRequest) -> HttpResponse:
    """All terms, the running one with its constituencies and whether a by-election is needed (R1.28)."""
    council_id = council_of(request)
    running = queries.running_term(council_id)
    context = {
        "title": _("Terms of office"),
        "terms": queries.terms_of(council_id),
        "running": running,
        "back_url": reverse("councils:organisation"),
        "back_label": _("Organisation"),
        **allowed(request, "open_term", "roll_over_term", "add_constituency"),
        **(_of_running(running) if running else {}),
    }
    return render(request, "councils/terms.html", context)


@signed_in
def new_term(request: HttpRequest) -> HttpResponse:
    """Open a council's first term."""
    actor, council = actor_of(request), queries.council_for(actor_of(request))
    ensure(may(actor, "councils.open_term"))
    form = forms.TermForm(request.POST or None)
    question = Question(_("New term"), _("Open the term"), reverse(HOME), _("Terms of office"), said=_("Opened."))
    return asked(request, form, question, lambda _data: actions.open_term(actor, council, plan=form.plan()))


@signed_in
def new_constituency(request: HttpRequest) -> HttpResponse:
    """Add an electoral unit to the running term."""
    actor, term = actor_of(request), queries.running_term(council_of(request))
    ensure(may(actor, "councils.add_constituency"))
    if term is None:
        return go(reverse(HOME))
    form = forms.ConstituencyForm(request.POST or None, initial={"number": 1 + term.constituencies.count()})
    question = Question(_("New constituency"), _("Add"), reverse(HOME), _("Terms of office"), said=_("Added."))
    return asked(request, form, question, lambda data: actions.add_constituency(actor, term, **data))


@signed_in
def roll_over(request: HttpRequest) -> HttpResponse:
    """The guided run: what there is now, what ends, what goes on; then one press, then the counts after."""
    actor, term = actor_of(request), queries.running_term(council_of(request))
    ensure(may(actor, "councils.roll_over_term"))
    if term is None:
        return go(reverse(HOME))
    form = forms.TermForm(request.POST or None, initial=_following(term))
    result: list[Any] = []
    if done(request, form, lambda _data: result.append(actions.roll_over_term(actor, term, plan=form.plan()))):
        messages.success(request, _("The new term has begun."))
        return render(request, "councils/roll_over_done.html", _outcome(result[0]))
    now = queries.register_counts(term.council_id, clock.today())
    context = {"title": _("Begin the next term"), "form": form, "term": term, "counts": count_lines(now)}
    return render(request, "councils/roll_over.html", context, status=400 if form.errors else 200)


def _of_running(term: Any) -> dict[str, Any]:
    """The constituencies of the running term, and the question of a by-election where its seats are known."""
    by_election = queries.by_election_of(term, clock.today()) if term.legal_seats else None
    reasons = by_election.decision.reasons if by_election else ()
    return {
        "places": [(place, constituency_words(place.number)) for place in queries.constituencies_of(term.pk)],
        "by_election": by_election,
        "by_election_reasons": [(reason_sentence(reason), reason.outcome) for reason in reasons],
    }


def _following(term: Any) -> dict[str, Any]:
    return {
        "ordinal": term.ordinal + 1,
        "first_year": term.last_year,
        "last_year": term.last_year + (term.last_year - term.first_year),
        "population": term.population,
        "legal_seats": term.legal_seats or None,
    }


def _outcome(done: Any) -> dict[str, Any]:
    return {
        "title": _("The new term has begun."),
        "done": done,
        "counts": count_lines(done.before, done.after),
        "carried": count_lines(done.carried),
        "back_url": reverse(HOME),
        "back_label": _("Terms of office"),
    }
