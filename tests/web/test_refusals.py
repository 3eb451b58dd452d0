"""A refusal is one sentence in four forms: page, fragment, problem+json, and the template filter."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum

import pytest
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.utils import translation

from nghitruong.kernel.actor import Role
from nghitruong.kernel.decision import Reason, Refusal, RefusalKind, RefusedError
from nghitruong.web.middleware import RefusalMiddleware
from nghitruong.web.refusals import STATUS, answer_refusal, wants_json
from nghitruong.web.words import ROLE_NAMES, in_words, reason_sentence, role_names

LATE = Refusal(
    "voting.closed", "Nothing was changed", article="khoản 2 Điều 83 Luật 65/2025/QH15", kind=RefusalKind.UNLAWFUL
)
STRANGE = Refusal("voting.role", "There is no such page", kind=RefusalKind.NOT_ALLOWED, roles=("chair", "secretary"))


def asked(path: str = "/ky-hop/3/", **headers: str) -> HttpRequest:
    request = RequestFactory().post(path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    request.session = SessionStore()
    return request


@pytest.mark.parametrize(("kind", "status"), list(STATUS.items()))
def test_each_kind_has_its_status_in_every_form(kind: RefusalKind, status: int) -> None:
    refusal = Refusal("a.b", "Nothing was changed", kind=kind)
    for headers in ({}, {"HX_Request": "true"}, {"Accept": "application/json"}):
        assert answer_refusal(asked(**headers), refusal).status_code == status


def test_every_kind_has_a_status() -> None:
    assert set(STATUS) == set(RefusalKind)


def test_a_page_tells_sentence_article_and_what_to_do() -> None:
    body = answer_refusal(asked(), LATE).content.decode()
    assert "Chưa có gì thay đổi" in body
    assert "Căn cứ: khoản 2 Điều 83 Luật 65/2025/QH15" in body
    assert 'href="/ky-hop/3/"' in body


def test_a_page_names_who_may() -> None:
    assert "Người làm được việc này: Chủ tọa, Thư ký kỳ họp." in answer_refusal(asked(), STRANGE).content.decode()


def test_a_fragment_goes_to_the_notices_and_is_no_page() -> None:
    answer = answer_refusal(asked(HX_Request="true"), LATE)
    assert answer.headers["HX-Retarget"] == "#notices"
    assert "<html" not in answer.content.decode()
    assert 'data-refusal="voting.closed"' in answer.content.decode()


def test_a_program_gets_a_problem() -> None:
    answer = answer_refusal(asked(Accept="application/json"), LATE)
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert json.loads(answer.content) == {
        "type": "about:blank",
        "status": 409,
        "code": "voting.closed",
        "title": "Chưa làm được việc này",
        "detail": "Chưa có gì thay đổi",
        "article": "khoản 2 Điều 83 Luật 65/2025/QH15",
    }


@pytest.mark.parametrize(
    ("path", "accept", "is_program"),
    [
        ("/api/v1/me", "text/html", True),
        ("/ky-hop/", "application/problem+json", True),
        ("/ky-hop/", "text/html,application/json", False),
        ("/ky-hop/", "*/*", False),
    ],
)
def test_who_is_a_program(path: str, accept: str, *, is_program: bool) -> None:
    assert wants_json(asked(path, Accept=accept)) is is_program


def test_a_refusal_that_a_verb_raised_becomes_an_answer() -> None:
    layer = RefusalMiddleware(lambda _request: HttpResponse())
    answer = layer.process_exception(asked(), RefusedError(LATE))
    assert answer is not None
    assert answer.status_code == 409
    assert layer.process_exception(asked(), ValueError()) is None


class Colour(StrEnum):
    RED = "red"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (1146, "1.146"),
        (Decimal("90.32"), "90,32"),
        (True, "có"),
        (date(2026, 12, 8), "08/12/2026"),
        (datetime(2026, 12, 8, 2, 41, tzinfo=UTC), "09:41, 08/12/2026"),
        (["Hà", "Oanh"], "Hà, Oanh"),
        ("A", "A"),
        (Colour.RED, "red"),
    ],
)
def test_values_are_written_the_vietnamese_way(value: object, words: str) -> None:
    assert in_words(value) == words


def test_a_reason_is_a_sentence_of_its_own() -> None:
    assert reason_sentence(
        Reason("%(first)s–%(last)s of %(total)s", {"first": 1, "last": 25, "total": 1146}, True)
    ) == ("1–25 trong 1.146")


def test_every_role_has_a_name_and_an_unknown_one_is_a_fault() -> None:
    assert set(ROLE_NAMES) == set(Role)
    assert role_names(["deputy"]) == ["Đại biểu"]
    with translation.override("en"):
        assert role_names(["deputy"]) == ["Deputy"]
    with pytest.raises(ValueError, match="king"):
        role_names(["king"])
