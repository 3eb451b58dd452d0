"""A council's own host name: its public site without a prefix, and no way into the office."""

import pytest
from django.test import Client

from nghitruong.foundation.councils.models import Council
from nghitruong.kernel import clock
from tests.cast import Cast
from tests.portal.sessions import opened, voted

HOST = "hdnd.senhong.example"


@pytest.fixture(autouse=True)
def _bound(settings: pytest.FixtureRequest, cast: Cast) -> None:
    settings.COUNCIL_HOSTS = [HOST]  # type: ignore[attr-defined]
    Council.objects.filter(pk=cast.council.pk).update(host_name=HOST)


def get(path: str, host: str = HOST) -> tuple[int, str]:
    answer = Client(headers={"host": host}).get(path)
    return answer.status_code, answer.content.decode()


@pytest.mark.slow
def test_the_site_begins_at_the_root_and_its_links_too(cast: Cast) -> None:
    people = [cast.lan, cast.hoa]
    meeting = opened(cast, people)
    poll = voted(cast, people, meeting)
    for path in ("/", "/ky-hop/", f"/ky-hop/{meeting.pk}/", "/dai-bieu/le-thi-hoa/", "/lien-he/"):
        status, text = get(path)
        assert status == 200, path
        assert "HĐND Phường Sen Hồng" in text
        assert "/cong/" not in text, path
    assert f'href="/ky-hop/{meeting.pk}/bieu-quyet/{poll.pk}/"' in get(f"/ky-hop/{meeting.pk}/")[1]
    assert 'aria-current="page">Kỳ họp' in get("/ky-hop/")[1]


def test_the_port_says_nothing_of_the_host(cast: Cast) -> None:
    assert "HĐND Phường Sen Hồng" in get("/", f"{HOST}:8443")[1]


@pytest.mark.parametrize("path", ["/viec-hom-nay/", "/dang-nhap/", "/quy-tac/", "/tai-khoan/"])
def test_the_office_is_not_here(cast: Cast, path: str) -> None:
    assert get(path)[0] == 404


@pytest.mark.parametrize("path", ["/healthz", "/cong/990002/"])
def test_what_all_hosts_share_is_here_too(cast: Cast, path: str) -> None:
    assert get(path)[0] == 200


def test_a_page_without_its_slash_is_led_to_it(cast: Cast) -> None:
    answer = Client(headers={"host": HOST}).get("/ky-hop")
    assert (answer.status_code, answer["Location"]) == (301, "/ky-hop/")


def test_another_host_is_the_houses(cast: Cast) -> None:
    assert get("/dang-nhap/", "testserver")[0] == 200
    assert "/cong/990001/" in get("/", "testserver")[1]


def test_a_host_that_no_living_council_has_shows_nothing(cast: Cast) -> None:
    Council.objects.filter(pk=cast.council.pk).update(closed_on=clock.today())
    assert get("/")[0] == 404
