"""One picture of a voter, for whoever reads the petition."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from nghitruong.domain.petitions import queries
from nghitruong.domain.petitions.views.lists import actor_of
from nghitruong.foundation.accounts.guards import office


@office
@require_GET
def photo(request: HttpRequest, code: str, photo_id: int) -> HttpResponse:
    """The picture; kept in no cache, because it goes with the voter's term."""
    found = queries.photo_for(actor_of(request), code, photo_id)
    return HttpResponse(bytes(found.data), content_type="image/jpeg", headers={"Cache-Control": "no-store"})
