"""What the demo adds to the pages of all other rooms: the strip of the guided tour, and that all data are made up."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from nghitruong.outer.demo.tour import KEY, guide_for


def demo(request: HttpRequest) -> dict[str, Any]:
    """Nothing outside the demo; there the banner and, where the address asks for a step, its strip."""
    if not settings.DEMO:
        return {}
    label = _("To the welcome page")
    banner = {"text": _("Demo: all people and records are made up."), "kind": "sample", "label": label}
    added: dict[str, Any] = {"banner": {**banner, "url": reverse("demo:welcome")}}
    number = request.GET.get(KEY, "")
    if number.isascii() and number.isdigit() and len(number) < 3:
        added["guide"] = SimpleLazyObject(lambda: guide_for(int(number)))
    return added
