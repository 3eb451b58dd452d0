"""Denunciations: the verbs of a card, the opening by two persons, and canaries that must be found nowhere."""

import json
import logging
from datetime import date, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.core import mail
from django.db import connection

from nghitruong.domain.letters import queries
from nghitruong.domain.letters.actions import (
    accept_card,
    ask_opening,
    close_card,
    conclude_card,
    confirm_opening,
    extend_card,
    forward_card,
    place_paper,
    read_summary,
    register_card,
    write_summary,
)
from nghitruong.domain.letters.models import Card, Summary
from nghitruong.foundation.audit.models import Line
from nghitruong.foundation.events.models import Event
from nghitruong.foundation.search.indexer import catch_up
from nghitruong.foundation.search.registry import all_sources
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Actor
from tests.cast import Cast
from tests.letters.desk import OLD, RECEIVED, carded, handler, on, refused, standing

pytestmark = pytest.mark.django_db

NOT_ALLOWED = "policy.not_allowed"
ABOUT = "Cán bộ địa chính nhận tiền khi làm hồ sơ đất, không có biên lai."
NAME, PHONE, ADDRESS, PAPER = "Trần Thị Hoàng Yến", "0977123321", "số 98/7 đường số 31", "079188123456"
CANARIES = (NAME, PHONE, ADDRESS, PAPER)


def line(verb: str) -> Line:
    return Line.objects.filter(verb=f"letters.{verb}", refusal="").order_by("-id")[0]


def told(topic: str) -> bool:
    return Event.objects.filter(topic=topic).exists()


def summarised(cast: Cast) -> tuple[Actor, Card]:
    kin, card = handler(cast), carded(cast)
    write_summary(kin, card, text=ABOUT)
    return kin, card


def opened(cast: Cast) -> tuple[Actor, Card]:
    kin, card = summarised(cast)
    confirm_opening(standing(cast), ask_opening(kin, card, reason="handling"))
    return kin, card


def test_a_card_has_days_places_and_no_column_for_a_name(cast: Cast) -> None:
    card = carded(cast)
    assert (card.code, card.state, card.due_on) == ("TC-26-0001", "received", date(2026, 7, 15))
    assert line("register_card").facts["card"] == card.code
    assert told(f"card-{card.pk}")
    words = {"name", "sender", "phone", "address", "email", "content", "subject", "denouncer", "person"}
    columns = {field.name for field in Card._meta.get_fields()}
    assert not {column for column in columns for word in words if word in column}


def test_who_may_register_a_card_and_what_is_refused(cast: Cast) -> None:
    good: dict[str, Any] = {"received_on": RECEIVED, "place": "safe", "folder": "12"}
    with on(RECEIVED):
        for actor in (cast.hoa, cast.an, standing(cast)):
            assert refused(register_card, actor, cast.council.pk, **good) == NOT_ALLOWED
        for wrong, code in (
            ({"place": "Nhà bà Yến"}, "letters.unknown_place"),
            ({"folder": NAME}, "letters.no_folder"),
            ({"received_on": date(2026, 7, 7)}, "letters.future_day"),
        ):
            assert refused(register_card, cast.minh, cast.council.pk, **{**good, **wrong}) == code


def test_the_paper_moves(cast: Cast) -> None:
    kin, card = handler(cast), carded(cast)
    assert refused(place_paper, cast.minh, card, place="safe", folder="1") == NOT_ALLOWED
    assert refused(place_paper, kin, card, place="safe", folder=NAME) == "letters.no_folder"
    place_paper(kin, card, place="locked_cabinet", folder="ms-7")
    assert (card.paper_place, card.folder) == ("locked_cabinet", "MS-7")
    assert line("place_paper").facts == {"card": card.code}
    assert told(f"card-{card.pk}")


def test_a_card_goes_its_way_in_the_days_of_the_law(cast: Cast) -> None:
    kin, card = handler(cast), carded(cast)
    with on(date(2026, 7, 9)):
        assert refused(forward_card, cast.minh, card, body="inspectorate", on=RECEIVED) == NOT_ALLOWED
        assert refused(forward_card, kin, card, body=NAME, on=RECEIVED) == "letters.unknown_body"
        assert refused(forward_card, kin, card, body="police", on=OLD) == "letters.before_receipt"
        forward_card(kin, card, body="inspectorate", on=date(2026, 7, 8))
        assert (card.state, card.handling_body, card.due_on) == ("forwarded", "inspectorate", None)
        assert refused(accept_card, cast.minh, card, body="inspectorate", on=None) == NOT_ALLOWED
        assert refused(accept_card, kin, card, body="inspectorate", on=None) == "letters.no_day"
        accept_card(kin, card, body="inspectorate", on=date(2026, 7, 9))
    assert (card.state, card.due_on, card.due_param) == ("accepted", date(2026, 8, 10), "denunciation.settle")
    assert refused(extend_card, cast.minh, card) == NOT_ALLOWED
    extend_card(kin, card)
    assert (card.extensions, card.due_on) == (1, date(2026, 9, 9))
    assert refused(extend_card, kin, card) == "letters.no_more_extensions"
    extend_card(kin, card, is_special=True)
    assert refused(extend_card, kin, card, is_special=True) == "letters.no_more_extensions"
    with on(date(2026, 9, 1)):
        assert refused(conclude_card, cast.minh, card, outcome="right", on=None) == NOT_ALLOWED
        assert refused(conclude_card, kin, card, outcome="so so", on=None) == "letters.unknown_outcome"
        conclude_card(kin, card, outcome="partly_right", on=date(2026, 8, 31))
        assert (card.state, card.due_param) == ("concluded", "denunciation.conclusion_sent")
        assert refused(close_card, cast.minh, card) == NOT_ALLOWED
        close_card(kin, card)
    assert (card.state, card.outcome, card.due_on) == ("closed", "partly_right", None)
    for verb in ("forward_card", "accept_card", "extend_card", "conclude_card", "close_card"):
        assert set(line(verb).facts) <= {"card", "state", "law"}
    assert told("cards")


def test_information_that_is_no_denunciation_is_closed_as_such(cast: Cast) -> None:
    kin, card = handler(cast), carded(cast)
    assert refused(close_card, kin, card) == "letters.unknown_outcome"
    close_card(kin, card, outcome="information")
    assert (card.state, card.outcome) == ("closed", "information")


def test_a_summary_is_sealed_and_one_that_names_somebody_refused(cast: Cast) -> None:
    kin, card = summarised(cast)
    assert "địa chính" not in Summary.objects.get().sealed
    assert line("write_summary").facts == {"card": card.code, "state": "received"}
    assert told(f"card-{card.pk}")
    for actor in (cast.minh, cast.hoa, standing(cast)):
        assert refused(write_summary, actor, card, text=ABOUT) == NOT_ALLOWED
    assert refused(write_summary, kin, card, text=" ") == "letters.no_content"
    for canary in CANARIES:
        assert refused(write_summary, kin, card, text=f"{ABOUT} Người viết: {canary}.") == "letters.has_identity"
    assert Summary.objects.count() == 1


def test_one_asks_another_confirms_and_only_who_asked_reads_for_a_while(cast: Cast) -> None:
    kin, card = summarised(cast)
    lan = standing(cast)
    assert refused(ask_opening, lan, card, reason="handling") == NOT_ALLOWED
    assert refused(ask_opening, kin, card, reason="I want to know") == "letters.unknown_reason"
    assert refused(ask_opening, kin, carded(cast), reason="handling") == "letters.no_summary"
    opening = ask_opening(kin, card, reason="handling")
    assert refused(ask_opening, kin, card, reason="handling") == "letters.asked_already"
    assert refused(read_summary, kin, card) == "letters.not_open"
    assert refused(confirm_opening, kin, opening) == "letters.same_person"
    assert refused(confirm_opening, cast.minh, opening) == NOT_ALLOWED
    confirm_opening(lan, opening)
    assert line("confirm_opening").facts["asked_by"] == kin.account_id
    assert read_summary(kin, card) == ABOUT
    other = handler(cast, "Hồ Thị Kín")
    assert refused(read_summary, other, card) == "letters.not_open"
    assert refused(read_summary, lan, card) == NOT_ALLOWED
    assert line("read_summary").facts == {"opening": opening.pk}
    assert told(f"card-{card.pk}")
    with clock.standing_at(clock.now() + timedelta(minutes=16)):
        assert refused(read_summary, kin, card) == "letters.not_open"
    refusals = Line.objects.filter(verb="letters.confirm_opening").exclude(refusal="")
    assert {each.refusal for each in refusals} == {"letters.same_person", NOT_ALLOWED}


def test_who_knows_of_a_card(cast: Cast) -> None:
    kin, card = summarised(cast)
    for actor in (kin, cast.minh, standing(cast)):
        assert queries.card_for(actor, card.code) == card
    for actor in (cast.hoa, cast.an, cast.binh, cast.kien):
        assert queries.cards_of(actor).count() == 0
        assert refused(queries.card_for, actor, card.code) == "policy.not_found"
    assert queries.card_verbs(cast.minh, card) == set()


def everything_stored() -> dict[str, str]:
    """Every row of every table, the search index included, as text."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            found[table] = repr(cursor.fetchall())
    return found


def test_canaries_are_found_nowhere(cast: Cast, caplog: pytest.LogCaptureFixture) -> None:
    """A name, telephone, address and identity number typed wherever somebody could type them, in every verb."""
    caplog.set_level(logging.DEBUG)
    kin, card = handler(cast), carded(cast)
    for canary in CANARIES:
        tries: tuple[tuple[Any, tuple[Any, ...], dict[str, Any]], ...] = (
            (register_card, (cast.minh, cast.council.pk), {"received_on": OLD, "place": canary, "folder": "1"}),
            (register_card, (cast.minh, cast.council.pk), {"received_on": OLD, "place": "safe", "folder": canary}),
            (place_paper, (kin, card), {"place": canary, "folder": "1"}),
            (place_paper, (kin, card), {"place": "safe", "folder": canary}),
            (forward_card, (kin, card), {"body": canary, "on": RECEIVED}),
            (accept_card, (kin, card), {"body": canary, "on": RECEIVED}),
            (close_card, (kin, card), {"outcome": canary}),
            (write_summary, (kin, card), {"text": f"{ABOUT} {canary}"}),
            (ask_opening, (kin, card), {"reason": canary}),
        )
        for act, args, words in tries:
            # An identity number is digits, as is the number of a folder: only there it could be kept.
            if act in (register_card, place_paper) and words["folder"] in (PHONE, PAPER):
                assert refused(act, *args, **words) == "letters.no_folder"
                continue
            assert refused(act, *args, **words).startswith("letters.")
    write_summary(kin, card, text=ABOUT)
    confirm_opening(standing(cast), ask_opening(kin, card, reason="handling"))
    read_summary(kin, card)
    catch_up()
    stored = everything_stored()
    assert len(stored) > 40
    for canary in (*CANARIES, "Hoàng Yến", "Yến", "địa chính"):
        plain = json.dumps(canary)[1:-1]
        assert [table for table, rows in stored.items() if canary in rows or plain in rows] == []
        assert canary not in caplog.text
        assert canary not in str([message.message() for message in mail.outbox])


def test_no_door_leads_out(cast: Cast) -> None:
    """No search source, no export verb, no notice: a card can be reached by its own page alone."""
    assert not {"card", "summary", "opening", "letter", "sender"} & set(all_sources())
    models = {model._meta.model_name for model in apps.get_app_config("letters").get_models()}
    assert {"card", "summary", "opening"} <= models
    carded(cast)
    assert set(Event.objects.filter(verb__startswith="letters.").values_list("topic", flat=True)) == {
        f"card-{Card.objects.get().pk}",
        "cards",
    }
