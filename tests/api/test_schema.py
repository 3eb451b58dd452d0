"""The published description holds: made-up calls of every kind meet no fault, no page and no surprise."""

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
import schemathesis
from django.test import Client
from hypothesis import HealthCheck, Phase, settings

from nghitruong.foundation.accounts.models import ApiToken
from nghitruong.outer.api.service import api
from tests.api.test_session import Caller
from tests.cast import Cast
from tests.room.stage import build_stage

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

REFUSALS = {400, 401, 403, 404, 405, 409, 415, 422, 429}
"""What any call may meet besides what it promises: always a problem in JSON, never a page."""

Case = schemathesis.Case[Any]
SCHEMA = schemathesis.openapi.from_dict(dict(api.get_openapi_schema()))


@pytest.fixture
def numbers(cast: Cast) -> Mapping[str, int]:
    """The numbers of real records, so that calls reach further than the door."""
    stage = build_stage(cast)
    poll = stage.at_the_vote()
    return {"meeting_id": stage.meeting.pk, "item_id": stage.item.pk, "poll_id": poll.pk, "request_id": 1}


@pytest.mark.parametrize("who", ["minh", "lan", "hoa", "kien"])
@SCHEMA.parametrize()
@settings(
    max_examples=6,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_a_call_meets_what_is_described(case: Case, who: str, cast: Cast, numbers: Mapping[str, int]) -> None:
    token = _token_of(cast, who)
    _check(case, token)
    case.path_parameters = {name: numbers[name] for name in case.path_parameters or {}}
    _check(case, token)


def _check(case: Case, token: str) -> None:
    answer = _send(case, token)
    promised = {int(status) for status in case.operation.definition.raw["responses"] if status.isdigit()}
    assert answer.status_code in promised | REFUSALS, answer.content
    kind = "application/json" if answer.status_code in promised else "application/problem+json"
    assert answer.headers["Content-Type"].startswith(kind), answer.content


def _send(case: Case, token: str) -> Any:
    """Through the test client, which keeps the test's own database open."""
    sent = case.as_transport_kwargs(base_url="http://testserver")
    body = json.dumps(sent["json"]) if "json" in sent else sent.get("data") or b""
    address = f"{urlsplit(sent['url']).path}?{urlencode(sent.get('params') or {}, doseq=True)}"
    headers = {"Authorization": f"Bearer {token}", "Accept": "application/json"}
    client = Client(raise_request_exception=False)
    return client.generic(sent["method"], address, body, content_type="application/json", headers=headers)


def _token_of(cast: Cast, who: str) -> str:
    """One token a person, made when the first call needs it: examples share one database."""
    actor = getattr(cast, who)
    known = ApiToken.objects.filter(account_id=actor.account_id, name="test").exists()
    return f"token-of-{actor.account_id}" if known else Caller(actor).token
