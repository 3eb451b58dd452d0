"""Matters of the city that a ward of the demo sent up: one answered there, one late there, one that came back."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from nghitruong.domain.petitions import actions
from nghitruong.outer.demo.timeline import standing_on, workday

if TYPE_CHECKING:
    from nghitruong.domain.petitions.models import Petition
    from nghitruong.outer.demo.organisation import Crew

CLERK_BELOW, CLERK_ABOVE, AGENCY = "tuan", "cam", "so-xd"
SORTED_AFTER, ANSWERED_AFTER = 3, 20
"""Days from the sending up to the city's own letter, and to its agency's answer."""


@cache
def data() -> list[dict[str, Any]]:
    """The whole file."""
    path = Path(__file__).parent / "data" / "upward.yaml"
    loaded: list[dict[str, Any]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return loaded


def send_up(ward: Crew, city: Crew) -> None:
    """Every row from its evening to where it stands today."""
    for number, planned in enumerate(data(), start=1):
        said_on = ward.days.before_today(planned["days_ago"])
        went_on = workday(said_on + timedelta(days=2), 1)
        petition = _sent_up(ward, planned, said_on, went_on, f"{50 + number}/HĐND-VP")
        assert petition.upward is not None
        _deal_above(ward, city, petition.upward.heir, planned, went_on)


def _sent_up(ward: Crew, planned: dict[str, Any], said_on: date, went_on: date, letter: str) -> Petition:
    clerk, council_id, words = ward.actors[CLERK_BELOW], ward.council.pk, planned["says"]
    with standing_on(said_on, 21):
        wish = actions.Wish(words, planned["title"], words, topic=planned["topic"], level="tinh")
        source = actions.Source("Hội nghị tiếp xúc cử tri liên khu phố", said_on)
        (petition,) = actions.record_petitions(clerk, council_id, source=source, wishes=[wish])
    with standing_on(went_on, 9):
        words_sent = {petition.code: words}
        (petition,) = actions.transfer_petitions(clerk, council_id, words=words_sent, letter_number=letter)
    return petition


def _deal_above(ward: Crew, city: Crew, heir: Petition, planned: dict[str, Any], went_on: date) -> None:
    clerk, sorted_on = city.actors[CLERK_ABOVE], workday(went_on + timedelta(days=SORTED_AFTER), 1)
    if planned["ends"] == "returned":
        with standing_on(sorted_on, 10):
            actions.return_transfer(clerk, heir, competent=planned["competent"], basis=planned["basis"])
        return
    with standing_on(sorted_on, 10):
        agency = city.agencies[AGENCY]
        heir = actions.classify_petition(clerk, heir, topic=planned["topic"], level="tinh", agency=agency)
        (heir,) = actions.forward_petitions(clerk, city.council.pk, codes=[heir.code])
    with standing_on(workday(sorted_on + timedelta(days=1), 1), 10):
        actions.receive_petition(city.officers[AGENCY], heir)
    if planned["ends"] == "answered":
        _answer(city, heir, planned, workday(sorted_on + timedelta(days=ANSWERED_AFTER), 1))
    else:
        _urge(ward, city, heir, planned)


def _answer(city: Crew, heir: Petition, planned: dict[str, Any], on: date) -> None:
    done_on = on - timedelta(days=2)
    text = planned["answer"].format(day=f"{done_on:%d/%m/%Y}")
    said = actions.Said("da_giai_quyet", text, done_on=done_on, evidence=planned["evidence"])
    with standing_on(on, 15):
        reply = actions.write_reply(city.officers[AGENCY], heir, said=said)
        heir = actions.send_reply(city.leaders[AGENCY], reply).petition
    with standing_on(workday(on + timedelta(days=2), 1), 9):
        actions.accept_reply(city.actors[CLERK_ABOVE], heir)


def _urge(ward: Crew, city: Crew, heir: Petition, planned: dict[str, Any]) -> None:
    with standing_on(workday(ward.days.before_today(4), -1), 9):
        actions.write_to_council(ward.actors[CLERK_BELOW], heir.came_by, text=planned["urged"])
    with standing_on(workday(ward.days.before_today(2), -1), 14):
        actions.write_to_council(city.actors[CLERK_ABOVE], heir.came_by, text=planned["told"])
