"""Text size, colours and spacing: read from a cookie, changed by a form without an account or a script."""

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from nghitruong.web.middleware import DisplayMiddleware
from nghitruong.web.modes import COOKIE_NAME, Modes


@pytest.mark.parametrize(
    ("cookie", "modes"),
    [
        ("150.hall.loose", Modes("150", "hall", "loose")),
        ("125.light.normal", Modes("125", "light", "normal")),
        ("", Modes()),
        ("900.pink.none", Modes()),
        ("150", Modes("150")),
        ("150.hall.loose.more", Modes("150", "hall", "loose")),
    ],
)
def test_a_cookie_is_read_and_rubbish_means_the_plain_look(cookie: str, modes: Modes) -> None:
    assert Modes.from_cookie(cookie) == modes


def test_a_cookie_survives_being_written_and_read() -> None:
    modes = Modes("125", "contrast", "loose")
    assert Modes.from_cookie(modes.cookie()) == modes


def test_only_what_a_form_names_is_changed() -> None:
    assert Modes("150", "hall").changed_by({"size": "100"}) == Modes("100", "hall")


def test_the_letters_of_the_portal_end_at_both_ends() -> None:
    sizes = [(Modes(size).smaller, Modes(size).larger) for size in ("100", "125", "150")]
    assert sizes == [("100", "125"), ("100", "150"), ("125", "150")]


def test_the_form_keeps_the_choice_and_leads_back(client: Client) -> None:
    answer = client.post("/hien-thi/", {"size": "150", "next": "/ky-hop/3/"})
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/ky-hop/3/"
    assert answer.cookies[COOKIE_NAME].value == "150.light.normal"


def test_a_script_gets_no_body(client: Client) -> None:
    assert client.post("/hien-thi/", {"colour": "hall"}, headers={"X-Quiet": "1"}).status_code == 204


@pytest.mark.parametrize("address", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)", ""])
def test_nobody_is_led_to_another_site(client: Client, address: str) -> None:
    for path in ("/hien-thi/", "/ngon-ngu/"):
        assert client.post(path, {"next": address}).headers["Location"] == "/"


def test_the_language_is_switched_and_an_unknown_one_is_not(client: Client) -> None:
    assert client.post("/ngon-ngu/", {"language": "en"}).cookies["ngon_ngu"].value == "en"
    assert "ngon_ngu" not in client.post("/ngon-ngu/", {"language": "xx"}).cookies


def test_pages_say_that_they_differ_by_cookie_and_data_does_not() -> None:
    request = RequestFactory().get("/", headers={"Cookie": f"{COOKIE_NAME}=150.hall.normal"})
    page = DisplayMiddleware(lambda _request: HttpResponse("<p>"))(request)
    data = DisplayMiddleware(lambda _request: HttpResponse("{}", content_type="application/json"))(request)
    assert request.modes == Modes("150", "hall")  # type: ignore[attr-defined]
    assert page.headers["Vary"] == "Cookie, HX-Request"
    assert "Vary" not in data.headers


@pytest.mark.parametrize(("cookie", "language"), [("", "vi"), ("en", "en"), ("vi", "vi"), ("de", "vi")])
def test_pages_are_vietnamese_unless_the_reader_chose_otherwise(client: Client, cookie: str, language: str) -> None:
    client.cookies["ngon_ngu"] = cookie
    answer = client.get("/khong-co/", headers={"Accept-Language": "en-US,en;q=0.9"})
    assert answer.headers["Content-Language"] == language
    assert f'lang="{language}"' in answer.content.decode()
