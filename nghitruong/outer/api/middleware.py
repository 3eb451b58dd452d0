"""What holds for every call of the API: repeats are answered once, errors are never pages."""

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from nghitruong.foundation.accounts.queries import signed_in_by_token
from nghitruong.foundation.verbs.idempotency import Answer, answer_once, digest_of_request
from nghitruong.kernel.decision import RefusedError
from nghitruong.outer.api.service import wrong_method
from nghitruong.web.refusals import problem

_OWN_KEYS = re.compile(r"/ballot/?$")


class ApiMiddleware:
    """Answers the repeat of a write from what was kept, where a key is sent. Ballots know their own keys."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith("/api/"):
            return self.get_response(request)
        response = self._answer_once(request)
        return wrong_method(response) if response.status_code == 405 else response

    def _answer_once(self, request: HttpRequest) -> HttpResponse:
        key = request.headers.get("Idempotency-Key", "")
        is_write = request.method not in ("GET", "HEAD", "OPTIONS")
        if not (key and is_write) or _OWN_KEYS.search(request.path):
            return self.get_response(request)
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        signed_in = signed_in_by_token(token) if token else None
        if signed_in is None:
            return self.get_response(request)
        actor = signed_in.actor
        digest = digest_of_request(request.method or "", request.path, request.body)
        try:
            answer = answer_once(
                actor.account_id or 0, actor.council_id or 0, key, digest, lambda: self._answer(request)
            )
        except RefusedError as error:
            return problem(error.refusal)
        kind = "application/json" if answer.status < 400 else "application/problem+json"
        return HttpResponse(answer.body, status=answer.status, content_type=kind)

    def _answer(self, request: HttpRequest) -> Answer:
        response = self.get_response(request)
        return Answer(response.status_code, response.content.decode())
