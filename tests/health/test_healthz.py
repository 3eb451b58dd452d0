"""A watching machine reads whether the house is well, and a house that is not says so."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import DatabaseError
from django.test import Client

from nghitruong.engines.officialforms.fonts import fonts_missing
from nghitruong.foundation.audit.models import Line
from nghitruong.kernel.decision import RefusedError
from nghitruong.outer.health import queries


class StuckHub:
    """A hub whose broker has stopped reading."""

    def status(self) -> dict[str, object]:
        return {"streams": 3, "topics": 1, "position": "0/0", "read_s_ago": 61.0, "deaths": {}}


@pytest.fixture(autouse=True)
def _ask_again() -> Iterator[None]:
    queries.why_no_pdf.cache_clear()
    yield
    queries.why_no_pdf.cache_clear()


@pytest.mark.django_db
def test_a_house_that_is_well_answers_200(client: Client, vendor: str) -> None:
    Line.objects.create(verb="a.b", actor_name="", facts={}, hash="0" * 64)
    answer = client.get("/healthz")
    assert answer.status_code == 200
    told = answer.json()
    assert (told["status"], told["database"], told["unsealed_lines"], told["streams"]) == ("ok", vendor, 1, 0)
    assert told["version"]
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.django_db
def test_streams_that_stand_still_are_told(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "running_hubs", {StuckHub()})
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert (answer.json()["status"], answer.json()["outbox_lag_s"], answer.json()["streams"]) == ("stuck", 61.0, 3)


def test_a_database_that_is_away_is_told(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def away() -> int:
        raise DatabaseError("gone")

    monkeypatch.setattr(queries, "unsealed_count", away)
    health = queries.house_health()
    assert (health["status"], health["database"], health["unsealed_lines"]) == ("down", "", None)


def test_what_is_off_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> None:
        raise RefusedError(fonts_missing([]))

    monkeypatch.setattr(queries, "locate_fonts", missing)
    off = queries.switched_off()[0]
    assert off.what == "pdf"
    assert off.why.startswith("Chưa xuất được PDF")
    queries.why_no_pdf.cache_clear()
    monkeypatch.setattr(queries, "locate_fonts", lambda: None)
    monkeypatch.setattr(queries, "PDF_LIBRARIES", ("libnowhere.so.7",))
    assert "libnowhere" in queries.switched_off()[0].why


@pytest.mark.django_db
def test_it_is_only_read(client: Client) -> None:
    assert client.post("/healthz").status_code == 405


def test_ways_without_a_gateway_are_off(settings: Any) -> None:
    settings.DEMO, settings.EMAIL_HOST = False, ""
    assert {off.what for off in queries.switched_off()} >= {"mail", "sms", "zalo"}
    settings.EMAIL_HOST = "mail.example.vn"
    assert "mail" not in {off.what for off in queries.switched_off()}
