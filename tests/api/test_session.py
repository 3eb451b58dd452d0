"""A whole session held by programs: each person with an own token."""

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client

from nghitruong.foundation.accounts.models import ApiToken
from nghitruong.foundation.accounts.sealing import digest_of
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Actor
from tests.cast import Cast


@dataclass
class Caller:
    """Somebody's token, and the calls made with it."""

    actor: Actor

    def __post_init__(self) -> None:
        self.token = f"token-of-{self.actor.account_id}"
        ApiToken.objects.create(
            council_id=self.actor.council_id or 0,
            account_id=self.actor.account_id or 0,
            name="test",
            digest=digest_of(self.token),
        )

    def call(self, method: str, path: str, body: Any = None, **headers: str) -> tuple[int, Any]:
        answer = Client().generic(
            method,
            f"/api/v1{path}",
            b"" if body is None else json.dumps(body),
            content_type="application/json",
            headers={"Authorization": f"Bearer {self.token}", **headers},
        )
        return answer.status_code, answer.json()

    def post(self, path: str, body: Any = None, **headers: str) -> Any:
        status, answer = self.call("POST", path, body, **headers)
        assert status in (200, 201), answer
        return answer

    def get(self, path: str) -> Any:
        status, answer = self.call("GET", path)
        assert status == 200, answer
        return answer


@pytest.fixture
def callers(cast: Cast) -> dict[str, Caller]:
    people = {"lan": cast.lan, "minh": cast.minh, "hoa": cast.hoa, "kien": cast.kien, "an": cast.an}
    return {name: Caller(actor) for name, actor in people.items()}


def _meeting_at_its_vote(callers: dict[str, Caller]) -> tuple[int, int, int]:
    minh, lan = callers["minh"], callers["lan"]
    starts_at = (clock.now() + timedelta(minutes=5)).isoformat()
    meeting = minh.post("/meetings", {"title": "Kỳ họp thứ 3", "starts_at": starts_at, "session_kind": "regular"})["id"]
    item = minh.post(
        f"/meetings/{meeting}/agenda-items",
        {"title": "Nghị quyết 1", "kind": "draft_resolution", "steps": ["presentation", "vote"]},
    )["id"]
    minh.post(f"/meetings/{meeting}/invite", {"decision": "5/QĐ-HĐND", "reason": "gấp"})
    for name in ("lan", "hoa"):
        callers[name].post(f"/meetings/{meeting}/check-in")
    lan.post(f"/meetings/{meeting}/open")
    lan.post(f"/agenda-items/{item}/step")
    lan.post(f"/agenda-items/{item}/step")
    poll = minh.post(f"/agenda-items/{item}/polls", {"question": "Thông qua Nghị quyết 1"})["id"]
    return meeting, item, poll


def test_a_session_from_calling_to_closing(callers: dict[str, Caller]) -> None:
    meeting, _item, poll = _meeting_at_its_vote(callers)
    lan, hoa = callers["lan"], callers["hoa"]
    lan.post(f"/polls/{poll}/open")
    first = hoa.post(f"/polls/{poll}/ballot", {"choice": "yes"}, **{"Idempotency-Key": "k1"})
    again = hoa.post(f"/polls/{poll}/ballot", {"choice": "no"}, **{"Idempotency-Key": "k1"})
    assert again == first
    assert "counts" not in lan.get(f"/polls/{poll}")
    lan.post(f"/polls/{poll}/ballot", {"choice": "yes"})
    assert lan.get(f"/meetings/{meeting}")["open_poll"]["sent"] == 2
    assert lan.post(f"/polls/{poll}/close")["counts"] == {"yes": 2, "no": 0, "abstain": 0}
    assert "counts" not in hoa.get(f"/polls/{poll}")
    lan.post(f"/polls/{poll}/announce")
    assert hoa.get(f"/polls/{poll}")["result"]["carried"] is True
    lan.post(f"/meetings/{meeting}/close")
    assert [row["id"] for row in lan.get("/meetings?state=closed")["items"]] == [meeting]


def test_refusals_are_problems_with_codes(callers: dict[str, Caller]) -> None:
    meeting, _item, poll = _meeting_at_its_vote(callers)
    lan, hoa, kien, an = (callers[name] for name in ("lan", "hoa", "kien", "an"))
    assert _code(hoa.call("POST", f"/polls/{poll}/open")) == (403, "policy.not_allowed")
    assert _code(hoa.call("POST", f"/polls/{poll}/ballot", {"choice": "yes"})) == (409, "voting.not_open_yet")
    assert _code(kien.call("GET", f"/meetings/{meeting}")) == (404, "policy.not_found")
    assert _code(kien.call("POST", f"/polls/{poll}/ballot", {"choice": "yes"})) == (404, "policy.not_found")
    assert _code(hoa.call("POST", f"/polls/{poll}/ballot", {"choice": "maybe"})) == (422, "api.invalid")
    assert _code(an.call("GET", f"/polls/{poll}")) == (404, "policy.not_found")
    lan.post(f"/polls/{poll}/open")
    assert _code(an.call("POST", f"/polls/{poll}/ballot", {"choice": "yes"})) == (403, "policy.not_allowed")
    lan.post(f"/polls/{poll}/close")
    assert _code(hoa.call("POST", f"/polls/{poll}/ballot", {"choice": "yes"})) == (409, "voting.already_closed")
    assert _code(hoa.call("GET", "/nowhere")) == (404, "api.not_found")


def test_a_write_with_a_key_is_done_once(callers: dict[str, Caller]) -> None:
    minh = callers["minh"]
    body = {"title": "Phiên họp tháng 12", "starts_at": "2026-12-01T08:00:00+07:00", "kind": "standing"}
    key = {"Idempotency-Key": "once"}
    assert minh.post("/meetings", body, **key) == minh.post("/meetings", body, **key)
    assert len(minh.get("/meetings")["items"]) == 1
    changed = minh.call("POST", "/meetings", {**body, "title": "Khác"}, **key)
    assert _code(changed) == (400, "verbs.key_reused")


def test_nobody_comes_in_without_a_token(db: None) -> None:
    answer = Client().get("/api/v1/me", headers={"Authorization": "Bearer nothing"})
    assert (answer.status_code, answer.json()["code"]) == (401, "api.not_signed_in")


def test_lists_are_paged_by_a_cursor(callers: dict[str, Caller]) -> None:
    minh = callers["minh"]
    for day in (1, 1, 2):
        minh.post("/meetings", {"title": "Giao ban", "starts_at": f"2026-12-0{day}T08:00:00+07:00", "kind": "giao_ban"})
    first = minh.get("/meetings?limit=2")
    second = minh.get(f"/meetings?limit=2&cursor={quote(first['next'])}")
    seen = [row["id"] for row in [*first["items"], *second["items"]]]
    assert len(seen) == len(set(seen)) == 3
    assert second["next"] is None


def _code(answer: tuple[int, Any]) -> tuple[int, str]:
    return answer[0], answer[1]["code"]
