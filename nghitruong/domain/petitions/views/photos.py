"""The pictures of voters: for whoever reads the petition, and the look of the office before one is shown."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from nghitruong.domain.petitions import actions, forms, queries
from nghitruong.domain.petitions.policies import may
from nghitruong.domain.petitions.views import shapes
from nghitruong.domain.petitions.views.lists import actor_of
from nghitruong.foundation.accounts.guards import office
from nghitruong.kernel.decision import ensure
from nghitruong.web.asking import Question, asked


@office
@require_GET
def photo(request: HttpRequest, code: str, photo_id: int) -> HttpResponse:
    """The picture; kept in no cache, because it goes with the voter's term."""
    found = queries.photo_for(actor_of(request), code, photo_id)
    headers = {"Cache-Control": "private, no-store"}
    return HttpResponse(bytes(found.data), content_type="image/jpeg", headers=headers)


@office
@require_GET
def look(request: HttpRequest, code: str, photo_id: int) -> HttpResponse:
    """One picture in full, with what to look for before everybody sees it."""
    actor = actor_of(request)
    found = queries.photo_for(actor, code, photo_id)
    return render(request, "petitions/photo.html", shapes.photo_page(actor, code, found))


@office
@require_POST
def release(request: HttpRequest, code: str, photo_id: int) -> HttpResponse:
    """Show it to everybody."""
    actor = actor_of(request)
    actions.release_photo(actor, queries.photo_for(actor, code, photo_id))
    messages.success(request, _("Everybody sees it beside the public petition now."))
    return redirect("petitions:detail", code)


@office
def withhold(request: HttpRequest, code: str, photo_id: int) -> HttpResponse:
    """Do not show it, with the reason."""
    actor = actor_of(request)
    found = queries.photo_for(actor, code, photo_id)
    ensure(may(actor, "petitions.withhold_photo", council_id=found.council_id))
    title, back = _("Do not show the picture"), reverse("petitions:look_at_photo", args=[code, photo_id])
    question = Question(title, title, back, code, said=_("It is not shown."))
    form, after = forms.ReasonForm(request.POST or None), reverse("petitions:detail", args=[code])
    return asked(request, form, question, lambda data: actions.withhold_photo(actor, found, **data), next_url=after)
