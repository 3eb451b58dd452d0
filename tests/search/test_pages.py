"""The page of results for the office and for everybody, the command, and what a watching machine is told."""

import json
from collections.abc import Iterator

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from nghitruong.foundation.search.actions import index_records
from nghitruong.outer.cli.main import main
from tests.cast import Cast, signed_in
from tests.search.corpus import Samples, samples_alone

pytestmark = pytest.mark.django_db
PUBLIC = "/cong/990001/tim-kiem/"


@pytest.fixture
def samples(cast: Cast) -> Iterator[Samples]:
    with samples_alone() as found:
        yield found


def fill(cast: Cast, samples: Samples, count: int) -> None:
    for number in range(1, count + 1):
        samples.add(number, cast.council.pk, f"Hồ sơ <b>ngập</b> số {number}", "nước & cống")
    index_records(samples.source(), list(samples))


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    text: str = answer.content.decode()
    return text


@pytest.mark.parametrize(
    ("count", "words", "rows"), [(0, "Không thấy “ngap”", 0), (1, "1 kết quả", 1), (200, "200 kết quả", 20)]
)
def test_none_one_and_two_hundred(cast: Cast, samples: Samples, count: int, words: str, rows: int) -> None:
    fill(cast, samples, count)
    text = page(signed_in(cast.minh), "/tim-kiem/?q=ngap")
    assert words in text
    assert text.count('class="hits__item"') == rows
    assert "<b>ngập" not in text
    if count:
        assert "<mark>ngập</mark>" in text


def test_the_last_page_and_a_page_beyond(cast: Cast, samples: Samples) -> None:
    fill(cast, samples, 45)
    last = page(signed_in(cast.minh), "/tim-kiem/?q=ngap&trang=3")
    assert "41–45" in last
    assert 'rel="next"' not in last
    for number in ("99", "x", "-1", "0"):
        assert signed_in(cast.minh).get(f"/tim-kiem/?q=ngap&trang={number}").status_code == 200


def test_an_empty_question_asks_what_is_looked_for(cast: Cast, samples: Samples) -> None:
    assert "Ông/bà cần tìm gì?" in page(signed_in(cast.minh), "/tim-kiem/")
    assert "Ông/bà cần tìm gì?" in page(Client(), f"{PUBLIC}?q=%20%20")
    assert signed_in(cast.minh).get("/tim-kiem/", {"q": "\x00 a'\"*" * 80, "loai": "nonsense"}).status_code == 200


def test_nobody_signs_in_first_and_a_visitor_has_the_public_page(cast: Cast, samples: Samples) -> None:
    assert Client().get("/tim-kiem/?q=a").status_code == 302
    assert Client().get("/cong/999999/tim-kiem/").status_code == 404
    assert "data-search-field" in page(signed_in(cast.minh), "/ky-hop/")
    assert 'href="/cong/990001/tim-kiem/"' in page(Client(), "/cong/990001/")


def test_the_number_of_questions_does_not_grow_with_the_results(
    cast: Cast, samples: Samples, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = signed_in(cast.minh)
    counts = []
    for count in (1, 3):
        fill(cast, samples, count)
        client.get("/tim-kiem/?q=ngap%20nuoc")
        with django_assert_num_queries(10):
            counts.append(page(client, "/tim-kiem/?q=ngap%20nuoc").count("hits__item"))
    assert counts == [1, 3]


def test_the_command_prints_what_was_found(cast: Cast, samples: Samples, capsys: pytest.CaptureFixture[str]) -> None:
    fill(cast, samples, 3)
    assert main(["search", "ngập", "nước", "--json", "--limit", "2", "--council", "990001"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert [set(row) for row in rows] == [{"kind", "id", "title", "url", "snippet", "score", "day"}] * 2
    assert [row["id"] for row in rows] == [3, 2]
    assert main(["search", "khong co gi", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == []
    assert main(["search", "a", "--council", "990009"]) == 1
    assert main(["search", "a", "--limit", "0"]) == 2
