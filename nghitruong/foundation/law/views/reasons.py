"""Why a recorded decision was what it was, and which instruments hold on a day."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from nghitruong.foundation.law import queries
from nghitruong.foundation.law.forms import FilterForm
from nghitruong.foundation.law.policies import may
from nghitruong.foundation.law.views.door import actor_of, council_of, signed_in
from nghitruong.foundation.verbs.registry import verb_words
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Actor


@signed_in
def why(request: HttpRequest, line_id: int) -> HttpResponse:
    """Every comparison that one line of the ledger rests on, with the row of law that it used."""
    found = queries.explain(council_of(request), line_id)
    if found is None or not _is_readable(actor_of(request), found):
        raise Http404
    context = {"title": _("Why was this decided so?"), "found": found, "line": found.line}
    context |= {"act": verb_words(found.line.verb)}
    return render(request, "law/why.html", context | {"back_url": reverse("law:rules"), "back_label": _("All rules")})


def _is_readable(actor: Actor, found: queries.Explanation) -> bool:
    is_own = actor.account_id == found.line.actor_account_id
    return not found.line.refusal or may(actor, "law.read_refused_attempt", is_own=is_own).is_allowed


@signed_in
def instruments(request: HttpRequest) -> HttpResponse:
    """Which law applied on which day."""
    on = FilterForm(request.GET).wanted().on or clock.today()
    context = {
        "title": _("Instruments in force"),
        "on": on,
        "instruments": queries.instruments_on(on),
        "day_text": request.GET.get("ngay", ""),
        "back_url": reverse("law:rules"),
        "back_label": _("All rules"),
    }
    return render(request, "law/instruments.html", context)
