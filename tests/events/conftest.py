"""Lamps that can be watched, and three who ask: Lan by her token, Hoa by hers, and a visitor."""

import threading
from collections.abc import Mapping
from typing import Any

import pytest

from nghitruong.foundation.events import registry
from nghitruong.foundation.events.registry import Audience, register_live, use_actor_reader
from nghitruong.kernel.actor import NOBODY, Actor, Role
from nghitruong.kernel.decision import Refusal, RefusedError

PEOPLE = {
    "Bearer lan": Actor(name="Lan", council_id=7, account_id=1, person_id=11, roles=frozenset({Role.CHAIR})),
    "Bearer hoa": Actor(name="Hoa", council_id=7, account_id=2, person_id=12, roles=frozenset({Role.DEPUTY})),
}
REVOKED = Refusal("accounts.revoked", "This token was revoked.")


class Lamps:
    """What the tests watch: `lamp-<id>` without and `meter-<id>` with running numbers; `vault-<id>` is Lan's alone."""

    def __init__(self) -> None:
        self.light: dict[str, str] = {}
        self.count = 0
        self.rendered: list[tuple[str, Audience]] = []
        self.fails = False
        self.may_render = threading.Event()
        self.may_render.set()

    def render(self, topic: str, audience: Audience, council_id: int) -> str:
        assert self.may_render.wait(timeout=10)
        self.rendered.append((topic, audience))
        if self.fails:
            raise ZeroDivisionError
        return f"<p>{audience} {council_id}</p>\n<b>{self.light.get(topic, 'off')} {self.count}</b>"

    def state_of(self, topic: str, audience: Audience) -> Mapping[str, Any]:
        return {"light": self.light.get(topic, "off"), "seen_by": audience}

    def audience_for(self, actor: Actor, topic: str) -> Audience | None:
        if actor.has(Role.CHAIR):
            return Audience.GAVEL
        return Audience.MEMBER if actor.has(Role.DEPUTY) else Audience.PUBLIC


@pytest.fixture(autouse=True)
def lamps(monkeypatch: pytest.MonkeyPatch) -> Lamps:
    monkeypatch.setattr(registry, "_views", {})
    monkeypatch.setattr(registry, "_readers", [])
    lamps = Lamps()
    register_live("lamp-<id>", render=lamps.render, audience_for=lamps.audience_for, state_of=lamps.state_of)
    register_live(
        "meter-<id>", render=lamps.render, audience_for=lamps.audience_for, count_version=lambda topic: lamps.count
    )
    register_live(
        "vault-<id>",
        render=lamps.render,
        audience_for=lambda actor, topic: Audience.GAVEL if actor.has(Role.CHAIR) else None,
    )
    use_actor_reader(read_person)
    return lamps


def read_person(headers: Mapping[str, str]) -> Actor:
    word = headers.get("authorization", "")
    if word == "Bearer revoked":
        raise RefusedError(REVOKED)
    return PEOPLE.get(word, NOBODY)
