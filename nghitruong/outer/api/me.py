"""Who the token acts for."""

from typing import Any

from django.http import HttpRequest
from ninja import Router

from nghitruong.foundation.councils.queries import council_name
from nghitruong.kernel.actor import Actor

router = Router(tags=["me"])


@router.get("/me", response=dict[str, Any], summary="The actor: person, roles, council, mandate")
def me(request: HttpRequest) -> dict[str, Any]:
    actor: Actor = request.auth  # type: ignore[attr-defined]
    return {
        "account": actor.account_id,
        "person": {"id": actor.person_id, "name": actor.name},
        "roles": sorted(actor.roles),
        "council": {"id": actor.council_id, "name": council_name(actor.council_id)},
        "mandate": actor.mandate_id,
        "agency": actor.agency_id,
    }
