"""The ballot's own way in answers like the described one, and leaves to it whatever is not in order."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from django.db import OperationalError
from django.http import HttpRequest
from django.test import Client, RequestFactory

from nghitruong.foundation.accounts.models import ApiToken
from nghitruong.foundation.accounts.sealing import digest_of
from nghitruong.outer.api import ballots
from nghitruong.outer.api.ballots import _described, answer_ballot, decide_together
from nghitruong.outer.api.service import api
from tests.cast import Cast

TOKEN = {"Authorization": "Bearer of-hoa"}
GOOD = b'{"choice": "yes"}'


@pytest.fixture(autouse=True)
def _token(cast: Cast) -> None:
    ApiToken.objects.create(
        council=cast.council, account_id=cast.hoa.account_id or 0, name="test", digest=digest_of("of-hoa")
    )


def _asked(body: bytes, headers: Mapping[str, str], method: str = "POST") -> HttpRequest:
    made: HttpRequest = RequestFactory().generic(method, "/", body, content_type="application/json", headers=headers)
    return made


@pytest.mark.parametrize(
    ("body", "headers", "status"),
    [
        (GOOD, TOKEN, 404),
        (GOOD, TOKEN | {"Idempotency-Key": "k" * 65}, 404),
        (GOOD, {}, 401),
        (GOOD, {"Authorization": "Bearer nobody's"}, 401),
        (b'{"choice": "perhaps"}', TOKEN, 422),
        (b"{}", TOKEN, 422),
        (b"[]", TOKEN, 422),
        (b"{", TOKEN, 400),
        (b"\xff", TOKEN, 400),
    ],
)
def test_both_ways_answer_the_same(body: bytes, headers: dict[str, str], status: int) -> None:
    ours: Any = answer_ballot(_asked(body, headers), poll_id=4_711)
    described = _described(_asked(body, headers), poll_id=4_711)
    assert (ours.status_code, ours.content) == (described.status_code, described.content)
    assert ours.headers == described.headers
    assert ours.status_code == status


def _told(requests: Sequence[HttpRequest]) -> list[tuple[int, str]]:
    answers: list[Any] = [answer_ballot(request, poll_id=4_711) for request in requests]
    return [(answer.status_code, json.loads(answer.content)["code"]) for answer in answers]


def test_ballots_that_came_together_are_each_answered_as_if_alone() -> None:
    sent = [(GOOD, TOKEN), (GOOD, {}), (b"{}", TOKEN), (GOOD, TOKEN | {"Host": "elsewhere"}), (GOOD, TOKEN)]
    alone, together = ([_asked(body, headers) for body, headers in sent] for _ in range(2))
    for request in together:
        request.path_info = "/api/v1/polls/4711/ballot"
    decide_together([*together, _asked(GOOD, TOKEN)])
    assert _told(together) == _told(alone)
    assert [status for status, _ in _told(alone)] == [404, 401, 422, 404, 404]


def test_what_goes_wrong_for_all_is_met_by_each_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    def lost(*_tokens: object) -> None:
        raise OperationalError("the connection is gone")

    requests = [_asked(GOOD, TOKEN) for _ in range(2)]
    for request in requests:
        request.path_info = "/api/v1/polls/4711/ballot"
    with monkeypatch.context() as broken:
        broken.setattr(ballots, "signed_in_by_tokens", lost)
        decide_together(requests)
    assert _told(requests) == [(404, "policy.not_found")] * 2


def test_another_method_is_told_which_is_served() -> None:
    answer = Client().get("/api/v1/polls/4711/ballot", headers=TOKEN)
    assert (answer.status_code, answer["Allow"]) == (405, "POST")


def test_the_description_still_names_the_ballot() -> None:
    described = api.get_openapi_schema()["paths"]["/api/v1/polls/{poll_id}/ballot"]["post"]
    assert set(described["responses"]) == {200}
    assert "requestBody" in described


@pytest.mark.parametrize(("asked", "spoken"), [("en", "en"), ("vi", "vi"), ("fr", "vi")])
def test_a_program_is_answered_in_the_language_that_it_asks_for(asked: str, spoken: str) -> None:
    answer = Client().post("/api/v1/polls/4711/ballot", headers={"Accept-Language": asked})
    assert answer["Content-Language"] == spoken
    assert "Accept-Language" in answer["Vary"]
    assert answer["X-Content-Type-Options"] == "nosniff"
