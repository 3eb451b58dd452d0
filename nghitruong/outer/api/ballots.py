"""The ballot's own way in: five hundred come at once, and reading a call's description costs as much as its law.

A call that is in order goes straight to the described function; any other goes through the description, which says what
is wrong with it. So both answer the same, and programs read one description.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.csrf import csrf_exempt
from pydantic import ValidationError

from nghitruong.domain.voting.api import Ballot, cast
from nghitruong.outer.api.service import api, bearer

_described: Any = next(one.callback for one in api.urls[0] if getattr(one, "name", "") == cast.__name__)


@csrf_exempt
def answer_ballot(request: HttpRequest, poll_id: int) -> HttpResponseBase:
    """Answer a ballot as the API describes it."""
    wish = _wish(request)
    actor = bearer(request) if wish else None
    if wish is None or actor is None:
        answer: HttpResponseBase = _described(request, poll_id=poll_id)
        return answer
    request.auth = actor  # type: ignore[attr-defined]
    try:
        return cast(request, poll_id, wish)
    except Exception as error:
        told: HttpResponse = api.on_exception(request, error)
        return told


def _wish(request: HttpRequest) -> Ballot | None:
    """The ballot that was sent, or None for whatever is not one."""
    if request.method != "POST":
        return None
    try:
        return Ballot.model_validate_json(request.body)
    except ValidationError:
        return None
