"""A verb has four beats; one that misses a beat leaves nothing behind."""

import pytest
from django.db import transaction

from nghitruong.foundation.audit.models import Line
from nghitruong.foundation.events.models import Event
from nghitruong.foundation.verbs.beats import (
    BeatMissingError,
    announce,
    consequence,
    lawful,
    open_verb_name,
    permit,
    record,
    refuse_now,
    unchanged,
    verb,
)
from nghitruong.foundation.verbs.moves import move
from nghitruong.foundation.verbs.registry import all_consequences, all_verbs
from nghitruong.kernel.actor import Actor
from nghitruong.kernel.decision import ALLOWED, Decision, Reason, Refusal, RefusalKind, RefusedError, refuse
from nghitruong.kernel.params import Confidence, Param, Severity
from nghitruong.kernel.refs import RecordRef
from tests.verbs.lamps import LAMP, LAN, Lamp, LampState

pytestmark = pytest.mark.django_db

NOT_YOU = Refusal("lamp.not_allowed", "Only the chair may.", kind=RefusalKind.NOT_ALLOWED, roles=("chair",))
NO_OIL = Refusal("lamp.no_oil", "There are %(litres)s litres of oil.", {"litres": 0}, article="Điều 9")


def make_light(permission: Decision = ALLOWED, law: Decision = ALLOWED, *, serious: bool = False):  # type: ignore[no-untyped-def]
    @verb("lamp.light", serious=serious)
    def light(actor: Actor, lamp: Lamp, *, brightness: int = 1) -> Lamp:
        """Light the lamp."""
        permit(permission)
        lawful(law)
        move(lamp, LAMP, "light", brightness=brightness)
        record(lamp, brightness=brightness)
        announce(f"lamp-{lamp.pk}", "hall-1")
        return lamp

    return light


def test_verb_changes_records_and_announces(lamp: Lamp) -> None:
    make_light()(LAN, lamp, brightness=5)
    lamp.refresh_from_db()
    assert (lamp.state, lamp.brightness) == (LampState.ON, 5)
    line = Line.objects.get()
    assert (line.verb, line.council_id, line.actor_name, line.actor_person_id) == ("lamp.light", 7, "Lan", 11)
    assert (line.subject_kind, line.subject_id, line.facts, line.refusal) == ("lamp", lamp.pk, {"brightness": 5}, "")
    events = Event.objects.order_by("id").values_list("topic", "verb", "council_id", "subject_kind", "subject_id")
    assert list(events) == [
        (f"lamp-{lamp.pk}", "lamp.light", 7, "lamp", lamp.pk),
        ("hall-1", "lamp.light", 7, "lamp", lamp.pk),
    ]


@pytest.mark.parametrize("missing", ["permission", "record"])
def test_missing_beat_rolls_everything_back(lamp: Lamp, missing: str) -> None:
    @verb("lamp.light")
    def light(actor: Actor, lamp: Lamp) -> None:
        if missing != "permission":
            permit(ALLOWED)
        move(lamp, LAMP, "light")
        announce("hall-1")
        if missing != "record":
            record(lamp)

    with pytest.raises(BeatMissingError, match="permission" if missing == "permission" else "ledger"):
        light(LAN, lamp)
    lamp.refresh_from_db()
    assert lamp.state == LampState.OFF
    assert Line.objects.count() == Event.objects.count() == 0


def test_fault_inside_a_verb_rolls_everything_back(lamp: Lamp) -> None:
    @verb("lamp.light")
    def light(actor: Actor, lamp: Lamp) -> None:
        permit(ALLOWED)
        move(lamp, LAMP, "light")
        record(lamp)
        announce("hall-1")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        light(LAN, lamp)
    lamp.refresh_from_db()
    assert lamp.state == LampState.OFF
    assert Line.objects.count() == Event.objects.count() == 0
    assert open_verb_name() == ""


def test_verbs_never_nest(lamp: Lamp) -> None:
    light = make_light()

    @verb("lamp.wave")
    def wave(actor: Actor, lamp: Lamp) -> None:
        permit(ALLOWED)
        record(lamp)
        light(actor, lamp)

    with pytest.raises(BeatMissingError, match=r"lamp\.light was called inside lamp\.wave"):
        wave(LAN, lamp)
    lamp.refresh_from_db()
    assert lamp.state == LampState.OFF
    assert Line.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_verb_inside_somebody_elses_transaction_is_refused(lamp: Lamp) -> None:
    """Its answer would be given before anything is stored."""
    with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
        make_light()(LAN, lamp)


@pytest.mark.parametrize("beat", [permit, lawful])
def test_beats_have_no_sound_outside_a_verb(beat) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(BeatMissingError):
        beat(ALLOWED)
    with pytest.raises(BeatMissingError):
        announce("hall-1")
    with pytest.raises(BeatMissingError):
        record(None)


def test_first_argument_is_the_acting_person(lamp: Lamp) -> None:
    with pytest.raises(BeatMissingError, match="acting person"):
        make_light()(lamp)


@pytest.mark.parametrize("serious", [True, False])
def test_only_serious_refusals_are_recorded_after_the_rollback(lamp: Lamp, serious: bool) -> None:
    with pytest.raises(RefusedError):
        make_light(law=refuse(NO_OIL), serious=serious)(LAN, lamp)
    lamp.refresh_from_db()
    assert lamp.state == LampState.OFF
    assert Event.objects.count() == 0
    lines = Line.objects.values_list("verb", "refusal", "subject_kind", "subject_id", "council_id", "facts")
    assert list(lines) == (
        [("lamp.light", "lamp.no_oil", "lamp", lamp.pk, 7, {"values": {"litres": "0"}})] if serious else []
    )


def test_refused_permission_names_roles_and_subject(lamp: Lamp) -> None:
    with pytest.raises(RefusedError) as refused:
        make_light(permission=refuse(NOT_YOU))(LAN, lamp)
    assert refused.value.refusal is NOT_YOU
    assert refused.value.subject == f"lamp-{lamp.pk}"


def test_refusal_from_within_the_change_rolls_back(lamp: Lamp) -> None:
    @verb("lamp.light")
    def light(actor: Actor, lamp: Lamp) -> None:
        permit(ALLOWED)
        move(lamp, LAMP, "light")
        refuse_now(NO_OIL)

    with pytest.raises(RefusedError):
        light(LAN, lamp)
    lamp.refresh_from_db()
    assert lamp.state == LampState.OFF


def test_repeat_is_no_second_record(lamp: Lamp) -> None:
    @verb("lamp.light")
    def light(actor: Actor, lamp: Lamp) -> str:
        permit(ALLOWED)
        return unchanged("first receipt")

    assert light(LAN, lamp) == "first receipt"
    assert Line.objects.count() == 0


def test_thing_is_read_again_before_it_is_judged(lamp: Lamp) -> None:
    stale = Lamp.objects.get(pk=lamp.pk)
    Lamp.objects.filter(pk=lamp.pk).update(state=LampState.ON)
    with pytest.raises(RefusedError) as refused:
        make_light()(LAN, stale)
    assert refused.value.refusal.code == "lamp.wrong_state"


def test_law_that_was_used_stands_in_the_ledger(lamp: Lamp) -> None:
    param = Param(
        "lamp.oil", 2, article="Điều 9", confidence=Confidence.VERIFIED, severity=Severity.BLOCK, id="lamp.oil@2026"
    )
    law = Decision(reasons=(Reason("%(have)s of %(need)s", {"have": 3, "need": 2}, outcome=True, param=param),))
    make_light(law=law)(LAN, lamp)
    assert Line.objects.get().facts["law"] == [
        {
            "message": "%(have)s of %(need)s",
            "values": {"have": "3", "need": "2"},
            "outcome": True,
            "row": "lamp.oil@2026",
            "key": "lamp.oil",
            "article": "Điều 9",
            "confidence": "verified",
            "override": "",
        }
    ]


def test_consequence_acts_under_the_verbs_permission_and_records_itself(lamp: Lamp) -> None:
    @consequence("lamp.warm")
    def warm(lamp: Lamp) -> None:
        record(RecordRef("hall", 1), warm=True)

    @verb("lamp.wave")
    def wave(actor: Actor, lamp: Lamp) -> None:
        permit(ALLOWED)
        warm(lamp)
        record(lamp)

    wave(LAN, lamp)
    lines = Line.objects.order_by("id").values_list("verb", "actor_name", "subject_kind")
    assert list(lines) == [("lamp.warm", "Lan", "hall"), ("lamp.wave", "Lan", "lamp")]


def test_consequence_never_runs_alone(lamp: Lamp) -> None:
    @consequence("lamp.warm")
    def warm(lamp: Lamp) -> None:
        record(lamp)

    with pytest.raises(BeatMissingError, match="only inside a verb"):
        warm(lamp)


def test_consequence_before_the_permission_is_a_missing_beat(lamp: Lamp) -> None:
    @consequence("lamp.warm")
    def warm(lamp: Lamp) -> None:
        record(lamp)

    @verb("lamp.wave")
    def wave(actor: Actor, lamp: Lamp) -> None:
        warm(lamp)
        permit(ALLOWED)
        record(lamp)

    with pytest.raises(BeatMissingError, match="permission"):
        wave(LAN, lamp)


def test_registry_knows_every_verb_by_name() -> None:
    light = make_light(serious=True)
    info = all_verbs()["lamp.light"]
    assert (info.app, info.summary, info.is_serious) == ("lamp", "Light the lamp.", True)
    assert info.function is light
    assert "lamp.light" not in all_consequences()
