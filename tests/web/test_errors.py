"""Failure pages say what happened and what to do, even when everything else is broken."""

import json
import re
from typing import Any

import pytest
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.test import Client, RequestFactory

from nghitruong.web import errors


def test_an_unknown_address_is_answered_in_words(client: Client) -> None:
    answer = client.get("/khong-co-trang-nay/")
    assert answer.status_code == 404
    assert "Không có trang này" in answer.content.decode()
    # Whoever has not signed in has no work of today.
    assert "Về trang đầu" in answer.content.decode()
    assert "Về Việc hôm nay" not in answer.content.decode()


def test_an_unknown_address_of_a_program_is_a_problem() -> None:
    answer = errors.page_not_found(RequestFactory().get("/api/v1/nowhere"))
    assert answer.status_code == 404
    assert json.loads(answer.content)["code"] == "web.not_found"


@pytest.mark.parametrize(
    ("handler", "status", "words"),
    [
        (errors.bad_request, 400, "Không đọc được yêu cầu"),
        (errors.permission_denied, 403, "Vai của ông/bà không làm được việc này"),
        (errors.csrf_failure, 403, "Nội dung đã gõ vẫn giữ"),
    ],
)
def test_each_page_has_its_words(handler: Any, status: int, words: str) -> None:
    request = RequestFactory().get("/ky-hop/")
    request.session = SessionStore()
    answer = handler(request)
    assert answer.status_code == status
    assert words in answer.content.decode()


def test_a_stale_form_is_told_so() -> None:
    answer = Client(enforce_csrf_checks=True).post("/dang-nhap/", {"a": "b"})
    assert answer.status_code == 403
    assert "Trang mở quá lâu" in answer.content.decode()


def test_a_server_error_names_its_moment_and_a_code_to_read_out() -> None:
    answer = errors.server_error(RequestFactory().get("/"))
    assert answer.status_code == 500
    assert re.search(r"Máy chủ gặp lỗi lúc \d\d:\d\d", answer.content.decode())
    assert re.search(r"mã LH-[A-HJKMNP-Z2-9]{4}", answer.content.decode())


def test_a_server_error_is_told_even_without_templates(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_args: object) -> str:
        raise LookupError("templates")

    monkeypatch.setattr(errors, "render_to_string", broken)
    answer = errors.server_error(RequestFactory().get("/"))
    assert answer.status_code == 500
    assert "Máy chủ gặp lỗi" in answer.content.decode()
