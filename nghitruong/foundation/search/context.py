"""Where the search box of every office page leads."""

from typing import Any

from django.http import HttpRequest

from nghitruong.kernel.actor import NOBODY, Actor
from nghitruong.web.addresses import way_to


def search(request: HttpRequest) -> dict[str, Any]:
    """Only where there is a council to search in."""
    actor: Actor = getattr(request, "actor", NOBODY)
    if not actor.is_signed_in or actor.council_id is None:
        return {}
    return {"search_url": way_to("search:page")}
