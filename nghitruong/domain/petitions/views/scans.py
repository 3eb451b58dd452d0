"""A scan while its pages are read, and what was read of it."""

from typing import TYPE_CHECKING

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from nghitruong.domain.petitions import actions, queries
from nghitruong.domain.petitions.views import shapes
from nghitruong.domain.petitions.views.lists import actor_of
from nghitruong.foundation.accounts.guards import office
from nghitruong.foundation.documents.views.files import FILE_POLICY, disposition
from nghitruong.web.asking import Question, asked
from nghitruong.web.papers import kept_nowhere

if TYPE_CHECKING:
    from nghitruong.engines.pictures import Shown


@office
@require_GET
def scan_page(request: HttpRequest, scan_id: int) -> HttpResponse:
    """How far it is, what was read, which pages could not be; it may be left and come back to."""
    actor = actor_of(request)
    return render(request, "petitions/scan.html", shapes.scan_page(queries.scan_for(actor, scan_id)))


@office
@require_GET
def scan_area(request: HttpRequest, scan_id: int) -> HttpResponse:
    """The same without its frame, for the page that looks again every two seconds."""
    actor = actor_of(request)
    return render(request, "petitions/_scan.html", shapes.scan_page(queries.scan_for(actor, scan_id)))


@office
@require_GET
def picture(request: HttpRequest, scan_id: int, number: int) -> HttpResponse:
    """The picture of a page, to be compared with what was read of it; kept in no cache, because it goes with it."""
    return _shown(queries.page_shown(queries.scan_for(actor_of(request), scan_id), number))


@office
@require_GET
def file(request: HttpRequest, scan_id: int) -> HttpResponse:
    """The whole file, for pages of which there is no picture; a PDF file opens in the browser."""
    scan = queries.scan_for(actor_of(request), scan_id)
    shown = queries.file_shown(scan)
    response = _shown(shown)
    response["Content-Disposition"] = disposition(scan.name, is_shown=shown.media_type == "application/pdf")
    return response


@office
@require_POST
def stop(request: HttpRequest, scan_id: int) -> HttpResponse:
    """Read no further page."""
    actor = actor_of(request)
    actions.stop_scan(actor, queries.scan_for(actor, scan_id))
    return redirect("petitions:scan", scan_id)


@office
@require_POST
def resume(request: HttpRequest, scan_id: int) -> HttpResponse:
    """Go on."""
    actor = actor_of(request)
    actions.resume_scan(actor, queries.scan_for(actor, scan_id))
    return redirect("petitions:scan", scan_id)


@office
def drop(request: HttpRequest, scan_id: int) -> HttpResponse:
    """Throw it away."""
    actor = actor_of(request)
    scan = queries.scan_for(actor, scan_id)
    question = Question(
        _("Delete this scan"),
        _("Delete"),
        reverse("petitions:scan", args=[scan_id]),
        scan.name,
        _("The file and everything that was read of it are deleted. No petition was recorded from it."),
        tone="danger",
        said=_("Deleted."),
    )
    form = forms.Form(request.POST if request.method == "POST" else None)
    next_url = reverse("petitions:intake")
    return asked(request, form, question, lambda _data: actions.drop_scan(actor, scan), next_url=next_url)


def _shown(found: "Shown") -> HttpResponse:
    response = HttpResponse(found.data, content_type=found.media_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = FILE_POLICY
    return kept_nowhere(response)
