"""Notes at a meeting without a network: a page that the device keeps, without a name or a record in it.

What is typed stays on the device and is handed over by the ordinary forms once there is a network (ux 8.17).
"""

import hashlib
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from nghitruong.domain.petitions.policies import may
from nghitruong.domain.petitions.views.lists import actor_of
from nghitruong.foundation.accounts.guards import office
from nghitruong.kernel.decision import ensure

KEPT = (
    "web/dist/style.css",
    "web/dist/notes.js",
    "web/dist/icons.svg",
    "web/dist/inter-latin.woff2",
    "web/dist/inter-vietnamese.woff2",
    "web/emblem.svg",
)
"""What the page needs to look the same without a network."""


@office
@require_GET
def notebook(request: HttpRequest) -> HttpResponse:
    """The page to write on; whoever may record or note wishes has it."""
    actor = actor_of(request)
    records = may(actor, "petitions.record_petitions").is_allowed
    if not records:
        ensure(may(actor, "petitions.note_wish", is_own=actor.mandate_id is not None))
    context: dict[str, Any] = {
        "title": _("Notes at a meeting"),
        "hand_over_url": reverse("petitions:intake" if records else "petitions:note"),
        "is_office": records,
    }
    return render(request, "petitions/notebook.html", context)


@require_GET
@never_cache
def worker(request: HttpRequest) -> HttpResponse:
    """The script that keeps the page on the device. It names files only, so it needs no sign-in."""
    addresses = [static(name) for name in KEPT]
    version = hashlib.sha256(" ".join(addresses).encode()).hexdigest()[:12]
    context = {"page": reverse("petitions:notebook"), "addresses": addresses, "version": version}
    return render(request, "petitions/notebook_worker.js", context, content_type="text/javascript; charset=utf-8")
