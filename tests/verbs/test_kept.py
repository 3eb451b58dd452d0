"""A question that is kept answers whoever asks, of whatever moment, as if it had been written for that call."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db.models import QuerySet

from nghitruong.foundation.verbs.kept import kept
from nghitruong.kernel import clock
from nghitruong.kernel.actor import NOBODY, Actor
from tests.verbs.lamps import KIEN, LAN, Lamp, LampState

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 12, 8, 5, 0, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def _of(actor: Actor) -> QuerySet[Lamp]:
    return Lamp.objects.filter(council_id=actor.council_id or 0).order_by("id")


def _lit_for_an_hour(actor: Actor) -> QuerySet[Lamp]:
    return _of(actor).filter(lit_at__lte=clock.now() - HOUR)


def _brighter(actor: Actor, than: int | None, *, is_lit: bool = False) -> QuerySet[Lamp]:
    lamps = _of(actor) if than is None else _of(actor).filter(brightness__gt=than)
    return lamps.filter(state=LampState.ON) if is_lit else lamps


def _named(actor: Actor) -> QuerySet[Lamp]:
    return Lamp.objects.filter(state=actor.name)


def _by_day_or_night(actor: Actor) -> QuerySet[Lamp]:
    is_night = clock.now().astimezone(clock.COUNCIL_ZONE).hour < 7
    return _of(actor).filter(brightness__gt=10 if is_night else 0)


def _of_this_month(actor: Actor) -> QuerySet[Lamp]:
    return _of(actor).filter(brightness=clock.today().month)


def _these(ids: list[int]) -> QuerySet[Lamp]:
    return Lamp.objects.filter(pk__in=ids).order_by("-brightness")


@pytest.fixture(autouse=True)
def lamps() -> list[Lamp]:
    rows = [(7, "on", 5, NOON - 2 * HOUR), (7, "off", 12, NOON), (8, "on", 12, NOON - DAY), (8, "on", 1, None)]
    return [Lamp.objects.create(council_id=a, state=b, brightness=c, lit_at=d) for a, b, c, d in rows]


def _counted(build: Callable[..., QuerySet[Lamp]]) -> tuple[Callable[..., QuerySet[Lamp]], list[Any]]:
    calls: list[Any] = []
    return lambda *args, **kwargs: calls.append(args) or build(*args, **kwargs), calls  # type: ignore[func-returns-value]


@pytest.mark.parametrize(
    ("build", "calls"),
    [
        (_of, [[LAN], [KIEN], [NOBODY], [LAN]]),
        (_lit_for_an_hour, [[LAN], [KIEN]]),
        (_brighter, [[LAN, 0], [LAN, 5], [KIEN, 5], [KIEN, None], [KIEN, 0]]),
        (_named, [[LAN], [Actor(name="on")], [Actor(name="off")]]),
        (_by_day_or_night, [[LAN], [KIEN]]),
        (_of_this_month, [[LAN], [KIEN]]),
    ],
)
@pytest.mark.parametrize(
    "moments", [[NOON, NOON + HOUR], [NOON, NOON + 8 * HOUR, NOON + 20 * HOUR], [NOON, NOON - DAY]]
)
def test_it_answers_as_if_it_were_written_anew(
    build: Callable[..., QuerySet[Lamp]], calls: Sequence[Sequence[Any]], moments: Sequence[datetime]
) -> None:
    question = kept(build)
    for moment in moments:
        with clock.standing_at(moment):
            for call in calls:
                assert question(*call) == list(build(*call)), (moment, call)


def test_a_truth_value_belongs_to_the_form() -> None:
    question = kept(_brighter)
    for is_lit, found in ((True, 1), (False, 2)) * 2:
        assert len(question(LAN, None, is_lit=is_lit)) == found


def test_ids_are_filled_in_by_their_number(lamps: list[Lamp]) -> None:
    question, ids = kept(_these), [lamp.pk for lamp in lamps]
    for wanted in (ids[:2], ids[2:], ids[::-1], ids[:1], []):
        assert question(wanted) == list(_these(wanted))


def test_it_is_written_once_for_all_who_ask_alike() -> None:
    build, calls = _counted(_lit_for_an_hour)
    question = kept(build)
    for moment in (NOON, NOON + HOUR, NOON + 2 * HOUR):
        with clock.standing_at(moment):
            question(LAN), question(KIEN)
    assert len(calls) == 2


def test_it_is_written_anew_each_day() -> None:
    build, calls = _counted(_of_this_month)
    question = kept(build)
    for moment in (NOON, NOON + DAY):
        with clock.standing_at(moment):
            question(LAN)
    assert len(calls) == 4


@pytest.mark.parametrize(
    ("build", "is_kept"),
    [(_of, True), (_lit_for_an_hour, True), (_of_this_month, True), (_named, False), (_by_day_or_night, False)],
)
def test_what_cannot_be_accounted_for_is_not_kept(build: Callable[..., QuerySet[Lamp]], is_kept: bool) -> None:
    with clock.standing_at(NOON):
        assert kept(build).is_kept(LAN) is is_kept


def test_nothing_may_be_asked_while_it_is_written() -> None:
    question = kept(lambda actor: Lamp.objects.filter(pk__in=[lamp.pk for lamp in _of(actor)]))
    with pytest.raises(AssertionError, match="asks nothing"):
        question(LAN)


def test_it_asks_once(django_assert_num_queries: Any) -> None:
    question = kept(_of)
    for actor in (LAN, KIEN):
        with django_assert_num_queries(1):
            question(actor)


def test_a_number_that_no_column_holds_finds_nothing(lamps: list[Lamp]) -> None:
    ask = kept(lambda lamp_id: Lamp.objects.filter(pk=lamp_id))
    assert [lamp.pk for lamp in ask(lamps[0].pk)] == [lamps[0].pk]
    assert ask(10**19) == []
