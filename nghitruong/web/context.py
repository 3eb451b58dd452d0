"""What every template may rely on, whoever renders it."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from nghitruong.kernel import clock
from nghitruong.kernel.actor import NOBODY
from nghitruong.web import navigation
from nghitruong.web.modes import Modes


def page(request: HttpRequest) -> dict[str, Any]:
    """Modes, navigation, server time and the acting person.

    Navigation is computed only by a template that shows it: pushed partials must not pay for it.
    """
    actor = getattr(request, "actor", NOBODY)
    return {
        "actor": actor,
        "face": "deputy" if navigation.is_deputy(actor) else "office",
        "modes": getattr(request, "modes", Modes()),
        "navigation": SimpleLazyObject(lambda: navigation.OFFICE.sections(request)),
        "deputy_places": SimpleLazyObject(lambda: navigation.DEPUTY.entries(request)),
        "further_places": SimpleLazyObject(lambda: navigation.further(request)),
        "public_places": SimpleLazyObject(lambda: navigation.PUBLIC.entries(request)),
        "server_time": clock.now(),
        "language": get_language() or "vi",
        "person_name": actor.name,
    }
