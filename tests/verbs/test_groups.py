"""Calls that come together share a transaction and nothing else: none harms another."""

from collections.abc import Sequence

import pytest
from django.db import DatabaseError

from nghitruong.foundation.audit.models import Line
from nghitruong.foundation.verbs.beats import (
    BeatMissingError,
    asked_beforehand,
    lawful,
    permit,
    record,
    verb,
    write_with_others,
)
from nghitruong.foundation.verbs.groups import Call, GroupVerb, group_verb
from nghitruong.kernel.actor import Actor
from nghitruong.kernel.decision import ALLOWED, Refusal, RefusedError, refuse
from tests.verbs.lamps import LAN, Lamp

pytestmark = pytest.mark.django_db

TOO_BRIGHT = Refusal("lamp.too_bright", "No lamp is brighter than 9.")
PEOPLE = [Actor(name=name, council_id=7, account_id=place) for place, name in enumerate(("Hoa", "Minh", "An"), 10)]


class Shop:
    """A group verb that buys lamps; `asked` and `written` say how many calls each group had."""

    def __init__(self) -> None:
        self.asked: list[int] = []
        self.written: list[int] = []
        self.buy = self._make()

    def bought(self) -> list[int]:
        return list(Lamp.objects.exclude(brightness=0).order_by("id").values_list("brightness", flat=True))

    def together(self, shelf: Lamp, *wishes: tuple[Actor, int]) -> list[object]:
        """What became of each wish, a fault by its name."""
        became = self.buy.together([self.buy.call(actor, shelf, brightness=bright) for actor, bright in wishes])
        return [type(one).__name__ if isinstance(one, Exception) else one for one in became]

    def _ask(self, calls: Sequence[Call]) -> list[int]:
        self.asked.append(len(calls))
        return [call.wish["brightness"] * 10 for call in calls]

    def _store(self, lamps: Sequence[int]) -> None:
        self.written.append(len(lamps))
        Lamp.objects.bulk_create(Lamp(brightness=brightness) for brightness in lamps)
        if 6 in lamps:
            raise DatabaseError("the sixth is not to be had")

    def _make(self) -> "GroupVerb[..., int]":
        @group_verb("lamp.buy_lamp", ask=self._ask, serious=True)
        def buy_lamp(actor: Actor, shelf: Lamp, *, brightness: int) -> int:
            """Buy a lamp; answers its price."""
            permit(ALLOWED)
            lawful(refuse(TOO_BRIGHT) if brightness > 9 else ALLOWED)
            write_with_others(self._store, brightness)
            if brightness != 8:
                record(shelf, brightness=brightness)
            return int(asked_beforehand())

        return buy_lamp


def lines() -> list[tuple[str, str]]:
    return list(Line.objects.order_by("id").values_list("actor_name", "refusal"))


def test_a_group_asks_once_and_writes_once(lamp: Lamp) -> None:
    shop = Shop()
    assert shop.together(lamp, *zip(PEOPLE, (1, 2, 3), strict=True)) == [10, 20, 30]
    assert (shop.bought(), shop.asked, shop.written) == ([1, 2, 3], [3], [3])
    assert lines() == [("Hoa", ""), ("Minh", ""), ("An", "")]


def test_a_refused_call_leaves_the_others_and_its_line(lamp: Lamp) -> None:
    shop = Shop()
    assert shop.together(lamp, *zip(PEOPLE, (1, 10, 3), strict=True)) == [10, "RefusedError", 30]
    assert (shop.bought(), shop.asked) == ([1, 3], [3])
    assert sorted(lines()) == [("An", ""), ("Hoa", ""), ("Minh", "lamp.too_bright")]


@pytest.mark.parametrize(("bad", "fault"), [(6, "DatabaseError"), (8, "BeatMissingError")])
def test_what_fails_in_a_group_fails_alone(lamp: Lamp, bad: int, fault: str) -> None:
    shop = Shop()
    assert shop.together(lamp, *zip(PEOPLE, (1, bad, 3), strict=True)) == [10, fault, 30]
    assert (shop.bought(), shop.asked) == ([1, 3], [3, 1, 1, 1])
    assert lines() == [("Hoa", ""), ("An", "")]


def test_the_same_person_comes_after_herself(lamp: Lamp) -> None:
    shop, hoa = Shop(), PEOPLE[0]
    assert shop.together(lamp, (hoa, 1), (hoa, 2), (PEOPLE[1], 3), (hoa, 4)) == [10, 20, 30, 40]
    assert (shop.bought(), shop.asked) == ([1, 3, 2, 4], [2, 1, 1])


def test_each_thing_has_its_group(lamp: Lamp) -> None:
    shop, other = Shop(), Lamp.objects.create()
    calls = [shop.buy.call(who, shelf, brightness=1) for who in PEOPLE for shelf in (lamp, other)]
    assert shop.buy.together(calls) == [10] * 6
    assert shop.asked == [3, 3]
    assert shop.buy.together([]) == []


def test_alone_it_is_a_verb_like_any_other(lamp: Lamp) -> None:
    shop = Shop()
    assert shop.buy(LAN, lamp, brightness=2) == 20
    with pytest.raises(RefusedError, match=r"lamp\.too_bright"):
        shop.buy(LAN, lamp, brightness=10)
    assert lines() == [("Lan", ""), ("Lan", "lamp.too_bright")]


def test_a_group_never_nests(lamp: Lamp) -> None:
    shop = Shop()

    @verb("lamp.open_shop")
    def open_shop(actor: Actor, lamp: Lamp) -> None:
        permit(ALLOWED)
        shop.buy(actor, lamp, brightness=1)

    with pytest.raises(BeatMissingError, match="never nest"):
        open_shop(LAN, lamp)
