"""The stand-in for a blocked stream: the same partials, fetched."""

import pytest
from django.test import Client

from nghitruong.foundation.events.registry import read_actor, register_live
from tests.events.conftest import Lamps
from tests.events.test_outbox import write

pytestmark = pytest.mark.django_db(
    transaction=True,
    # Only these tables are emptied after each test.
    available_apps=["nghitruong.foundation.events", "nghitruong.foundation.accounts", "django.contrib.sessions"],
)


def test_first_question_is_answered_with_everything(client: Client, lamps: Lamps) -> None:
    page = client.get("/events/poll/", {"topics": "lamp-3,lamp-4"}).content.decode()
    assert '<div id="live-lamp-3" hx-swap-oob="innerHTML"><p>public 0</p>' in page
    assert '<div id="live-lamp-4" hx-swap-oob="innerHTML">' in page
    assert '<input type="hidden" name="since" id="live-since" value="' in page


def test_later_questions_are_answered_with_what_changed(client: Client, lamps: Lamps) -> None:
    headers = {"accept": "application/json"}
    first = client.get("/events/poll/", {"topics": "lamp-3,lamp-4"}, headers=headers).json()
    assert set(first["topics"]) == {"lamp-3", "lamp-4"}
    write("lamp-0")
    since = client.get("/events/poll/", {"topics": "lamp-3,lamp-4"}, headers=headers).json()["since"]
    again = client.get("/events/poll/", {"topics": "lamp-3,lamp-4", "since": since}, headers=headers).json()
    assert again["topics"] == {}
    lamps.light["lamp-4"] = "on"
    write("lamp-4")
    changed = client.get("/events/poll/", {"topics": "lamp-3,lamp-4", "since": since}, headers=headers).json()
    assert changed["topics"] == {"lamp-4": {"topic": "lamp-4", "id": 4, "light": "on", "seen_by": "public"}}


def test_running_numbers_are_always_in_the_answer(client: Client, lamps: Lamps) -> None:
    write("lamp-0")
    since = client.get("/events/poll/", {"topics": "meter-1"}, headers={"accept": "application/json"}).json()["since"]
    lamps.count = 12
    page = client.get("/events/poll/", {"topics": "meter-1", "since": since}).content.decode()
    assert "off 12" in page


def test_own_signal_is_a_trigger(client: Client) -> None:
    headers = {"authorization": "Bearer lan"}
    write("lamp-0")
    since = client.get("/events/poll/", {"topics": "me"}, headers={**headers, "accept": "application/json"}).json()
    assert since["me"] is False
    write("person-11")
    answer = client.get("/events/poll/", {"topics": "me", "since": since["since"]}, headers=headers)
    assert answer.headers["HX-Trigger"] == "me"


def test_nothing_allowed_is_403_and_nothing_is_stored_on_the_way(client: Client) -> None:
    answer = client.get("/events/poll/", {"topics": "vault-1"})
    assert answer.status_code == 403
    assert "no-store" in answer.headers["Cache-Control"]


def test_pattern_names_one_kind(lamps: Lamps) -> None:
    with pytest.raises(ValueError, match="meeting-<id>"):
        register_live("lamp", render=lamps.render, audience_for=lamps.audience_for)


def test_nobody_is_let_in_before_somebody_knows_people(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nghitruong.foundation.events.registry._readers", [])
    with pytest.raises(LookupError, match="no actor reader is wired"):
        read_actor({})
