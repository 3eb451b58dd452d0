"""The ballot's own way in: five hundred come at once, and reading a call's description costs as much as its law.

Calls that are in order and wait together are decided together, beforehand; each is then answered on its ordinary way.
Any other call goes through the description, which says what is wrong with it. So both answer the same, and programs
read one description.
"""

import logging
import re
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import DisallowedHost
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.csrf import csrf_exempt
from pydantic import ValidationError

from nghitruong.domain.voting.api import Ballot, cast, cast_together, told
from nghitruong.foundation.accounts.actors import token_in
from nghitruong.foundation.accounts.queries import signed_in_by_tokens
from nghitruong.outer.api.service import api

log = logging.getLogger(__name__)

_described: Any = next(one.callback for one in api.urls[0] if getattr(one, "name", "") == cast.__name__)
_ADDRESS = re.compile(r"/api/v1/polls/([0-9]{1,18})/ballot")
_TOO_LONG = 10**18
_BECAME = "_ballot_became"


@csrf_exempt
def answer_ballot(request: HttpRequest, poll_id: int) -> HttpResponseBase:
    """Answer a ballot as the API describes it."""
    if not hasattr(request, _BECAME):
        _decide([(request, poll_id)])
    became = getattr(request, _BECAME)
    if became is None:
        answer: HttpResponseBase = _described(request, poll_id=poll_id)
    elif isinstance(became, Exception):
        answer = api.on_exception(request, became)
    else:
        answer = told(became)
    return answer


def decide_together(requests: Iterable[HttpRequest]) -> None:
    """Cast the ballots of calls that wait together; what became of each is noted on it, for its answer.

    What goes wrong for all is met by each on its own way.
    """
    found = [(request, _ADDRESS.fullmatch(request.path_info)) for request in requests]
    try:
        _decide([(request, int(match[1])) for request, match in found if match])
    except Exception:
        log.exception("ballots that came together are taken one by one")


def _decide(calls: Iterable[tuple[HttpRequest, int]]) -> None:
    wishes = []
    for request, poll_id in calls:
        setattr(request, _BECAME, None)
        if wish := _wish(request, poll_id):
            wishes.append((request, poll_id, wish))
    tokens = [token_in(request.headers.get("Authorization", "")) for request, *_ in wishes]
    known = signed_in_by_tokens(set(filter(None, tokens)))
    ballots = [
        (request, known[token].actor, poll_id, wish)
        for (request, poll_id, wish), token in zip(wishes, tokens, strict=True)
        if token in known
    ]
    for (request, *_), became in zip(ballots, cast_together(ballots), strict=True):
        setattr(request, _BECAME, became)


def _wish(request: HttpRequest, poll_id: int) -> Ballot | None:
    """The ballot that was sent, or None for whatever is not one."""
    if request.method != "POST" or poll_id >= _TOO_LONG:
        return None
    try:
        request.get_host()
        return Ballot.model_validate_json(request.body)
    except (DisallowedHost, ValidationError):
        return None
