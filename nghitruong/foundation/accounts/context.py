"""What the page skeletons show about whoever is signed in; one lookup, shared with the middleware."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from nghitruong.foundation.accounts.actors import signed_in_of
from nghitruong.web.addresses import way_to
from nghitruong.web.navigation import Entry
from nghitruong.web.words import role_names


def account(request: HttpRequest) -> dict[str, Any]:
    """Names of the council and the roles, the account menu, the ways in and out."""
    ways = {"sign_in_url": way_to("accounts:sign_in")}
    signed_in = signed_in_of(request)
    if signed_in is None:
        return ways
    return {
        **ways,
        "sign_out_url": way_to("accounts:sign_out"),
        "modes_url": way_to("accounts:modes"),
        "council_name": dict(signed_in.councils).get(signed_in.actor.council_id or 0, ""),
        "person_detail": ", ".join(role_names(sorted(signed_in.actor.roles))),
        "account_links": _links(request.path),
    }


def _links(path: str) -> list[Entry]:
    links = [(_("My account"), "user-circle", "accounts:account"), (_("Who may do what"), "key", "accounts:rights")]
    return [Entry(label, icon, way_to(name), way_to(name) == path) for label, icon, name in links]
