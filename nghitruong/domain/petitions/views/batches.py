"""Many answers at once: one text for several petitions, or a table that is filled elsewhere and comes back (ux S9)."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from nghitruong.domain.petitions import actions, forms, queries
from nghitruong.domain.petitions.policies import may
from nghitruong.domain.petitions.views.lists import actor_of
from nghitruong.domain.petitions.views.shapes import tables
from nghitruong.foundation.accounts.guards import office
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Actor
from nghitruong.kernel.decision import ensure
from nghitruong.web.asking import done
from nghitruong.web.papers import kept_nowhere

KEPT = "filled_answers"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@office
def common(request: HttpRequest) -> HttpResponse:
    """One text with places and days for the petitions that were ticked; each gets a reply of its own."""
    actor = _answering(request)
    codes = (request.POST if request.method == "POST" else request.GET).getlist("code")
    petitions = queries.chosen_to_answer(actor, codes)
    form = forms.CommonReplyForm(request.POST or None)
    rows = tables.common_rows(petitions, request.POST, form.cleaned_data if form.is_bound and form.is_valid() else None)
    is_refused = request.method == "POST" and ("propose" in request.POST and any(row.missing for row in rows))
    if petitions and form.is_bound and form.is_valid() and not is_refused:
        _write(request, [row.written for row in rows if row.written], is_proposed="propose" in request.POST)
        return redirect("petitions:answering")
    context = {"title": _("One answer for several petitions"), "form": form, "rows": rows}
    return render(request, "petitions/common.html", context, status=400 if request.method == "POST" else 200)


@office
@require_GET
def download(request: HttpRequest) -> HttpResponse:
    """The agency's waiting petitions as a table to be filled, with what was drafted so far."""
    actor = _answering(request)
    petitions = list(queries.to_answer(actor, "", clock.today())[: tables.MOST])
    answer = HttpResponse(tables.workbook(petitions), content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="tra-loi-{clock.today():%Y%m%d}.xlsx"'
    return kept_nowhere(answer)


@office
def table(request: HttpRequest) -> HttpResponse:
    """Bring the filled table back; what would change is shown, nothing is kept yet."""
    actor = _answering(request)
    form = forms.TableForm(request.POST or None, request.FILES or None)
    found: list[tables.Filled] = []
    if done(request, form, lambda data: found.extend(tables.read_filled(actor, data["file"].read()))):
        request.session[KEPT] = [each.kept for each in found if each.kept]
        context = {"title": _("What the table changes"), "filled": found, **tables.counts(found)}
        return render(request, "petitions/filled.html", context)
    context = {"title": _("Answers from a table"), "form": form}
    return render(request, "petitions/table.html", context, status=400 if request.method == "POST" else 200)


@office
@require_POST
def apply(request: HttpRequest) -> HttpResponse:
    """Keep what was shown, as drafts or handed to the leader."""
    actor = _answering(request)
    rows = tables.written_of(actor, request.session.pop(KEPT, []))
    _write(request, rows, is_proposed="propose" in request.POST)
    return redirect("petitions:answering")


def _answering(request: HttpRequest) -> Actor:
    actor = actor_of(request)
    ensure(may(actor, "petitions.write_replies", is_own=actor.agency_id is not None))
    return actor


def _write(request: HttpRequest, rows: list[Any], *, is_proposed: bool) -> None:
    actor = actor_of(request)
    written = actions.write_replies(actor, actor.council_id or 0, rows=rows, is_proposed=is_proposed)
    if is_proposed:
        said = ngettext(
            "The leader has %(count)s answer for approval.",
            "The leader has %(count)s answers for approval.",
            len(written),
        )
    else:
        said = ngettext("%(count)s draft was saved.", "%(count)s drafts were saved.", len(written))
    messages.success(request, said % {"count": len(written)})
