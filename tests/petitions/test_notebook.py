"""The page for notes at a meeting: who has it, what the device keeps of it."""

import pytest
from django.test import Client

from tests.cast import Cast, signed_in

pytestmark = pytest.mark.django_db
PAGE = "/kien-nghi/ghi-tai-cho/"


def test_the_office_and_deputies_have_it_and_hand_it_over_where_they_may(cast: Cast) -> None:
    assert 'href="/kien-nghi/nhap/"' in signed_in(cast.minh).get(PAGE).content.decode()
    assert 'href="/kien-nghi/ghi/"' in signed_in(cast.hoa).get(PAGE).content.decode()
    for actor in (cast.an, cast.binh):
        assert signed_in(actor).get(PAGE).status_code == 403
    assert Client().get(PAGE).status_code == 302


def test_the_kept_page_names_nobody_and_carries_no_token(cast: Cast) -> None:
    page = signed_in(cast.minh).get(PAGE).content.decode()
    assert cast.minh.name not in page
    assert "csrf" not in page


def test_the_worker_keeps_the_page_and_files_only(cast: Cast) -> None:
    answer = Client().get(f"{PAGE}may.js")
    assert answer["Content-Type"].startswith("text/javascript")
    assert f'const PAGE = "{PAGE}"'.replace("-", "\\u002D") in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
