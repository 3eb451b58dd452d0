"""Two at once: the harm without the guard first, then its absence with it."""

import threading
import time
from collections.abc import Callable

import pytest
from django.db import connection

from nghitruong.foundation.audit.models import Line
from nghitruong.foundation.verbs.beats import permit, record, verb
from nghitruong.foundation.verbs.fairness import TurnLock, my_turn
from nghitruong.foundation.verbs.moves import SOMEONE_WAS_FASTER, move
from nghitruong.kernel.actor import Actor
from nghitruong.kernel.decision import ALLOWED, RefusedError
from tests.races.at_once import at_once
from tests.verbs.lamps import KIEN, LAMP, LAN, Lamp, LampState


def light_without_guard(lamp_id: int, both_have_read: threading.Barrier) -> bool:
    lamp = Lamp.objects.get(pk=lamp_id)
    is_off = lamp.state == LampState.OFF
    both_have_read.wait(timeout=10)
    if is_off:
        lamp.state = LampState.ON
        lamp.save()
    return is_off


Light = Callable[..., str]


@pytest.fixture
def light() -> Light:
    """The verb with its row locked, as verbs are."""

    @verb("lamp.light")
    def light(actor: Actor, lamp: Lamp) -> str:
        permit(ALLOWED)
        move(lamp, LAMP, "light")
        record(lamp)
        return actor.name

    return light


@pytest.fixture
def light_unlocked() -> Light:
    """The verb without the row's lock: the conditional move alone must hold."""

    @verb("lamp.light_unlocked", lock=False)
    def light_unlocked(actor: Actor, lamp: Lamp, *, meanwhile: Callable[[], object]) -> str:
        permit(ALLOWED)
        meanwhile()
        move(lamp, LAMP, "light")
        record(lamp)
        return actor.name

    return light_unlocked


@pytest.mark.django_db(transaction=True)
def test_without_the_guard_both_believe_to_be_first(lamp: Lamp) -> None:
    both = threading.Barrier(2)
    answers = at_once(lambda: light_without_guard(lamp.pk, both), lambda: light_without_guard(lamp.pk, both))
    assert answers == [True, True]


@pytest.mark.django_db(transaction=True)
def test_one_of_two_moves_wins_and_the_other_is_told(lamp: Lamp, light: Light) -> None:
    answers = at_once(
        lambda: light(LAN, Lamp.objects.get(pk=lamp.pk)), lambda: light(KIEN, Lamp.objects.get(pk=lamp.pk))
    )
    winners = [answer for answer in answers if isinstance(answer, str)]
    refused = [answer.refusal.code for answer in answers if isinstance(answer, RefusedError)]
    assert (len(winners), refused) == (1, ["lamp.wrong_state"])
    assert Line.objects.get().actor_name == winners[0]


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_move_alone_holds_where_both_have_read_the_old_state(lamp: Lamp, light_unlocked: Light) -> None:
    both = threading.Barrier(2)
    answers = at_once(
        *(lambda who=who: light_unlocked(who, Lamp.objects.get(pk=lamp.pk), meanwhile=both.wait) for who in (LAN, KIEN))
    )
    assert len([answer for answer in answers if isinstance(answer, str)]) == 1
    assert [answer.refusal for answer in answers if isinstance(answer, RefusedError)] == [SOMEONE_WAS_FASTER]
    assert Line.objects.count() == 1


@pytest.mark.django_db
def test_move_says_that_someone_was_faster(lamp: Lamp, light_unlocked: Light) -> None:
    rows = Lamp.objects.filter(pk=lamp.pk)
    with pytest.raises(RefusedError) as refused:
        light_unlocked(LAN, lamp, meanwhile=lambda: rows.update(state=LampState.BROKEN))
    assert refused.value.refusal is SOMEONE_WAS_FASTER


def test_turns_are_taken_in_the_order_of_asking() -> None:
    lock, order = TurnLock(), []

    def take(number: int) -> None:
        lock.acquire()
        order.append(number)
        lock.release()

    lock.acquire()
    threads = []
    for number in range(20):
        thread = threading.Thread(target=take, args=(number,))
        threads.append(thread)
        thread.start()
        while len(lock._waiting) <= number:
            time.sleep(0.001)
    lock.release()
    for thread in threads:
        thread.join(timeout=10)
    assert order == list(range(20))


def test_newcomer_does_not_overtake_who_waits() -> None:
    lock, order, asked = TurnLock(), [], threading.Event()

    def wait_in_line() -> None:
        asked.set()
        lock.acquire()
        order.append("waited")
        lock.release()

    lock.acquire()
    waiting = threading.Thread(target=wait_in_line)
    waiting.start()
    asked.wait(timeout=10)
    while not lock._waiting:
        time.sleep(0.001)
    lock.release()
    lock.acquire()
    order.append("newcomer")
    lock.release()
    waiting.join(timeout=10)
    assert order == ["waited", "newcomer"]


def test_same_thread_may_take_its_turn_again() -> None:
    lock = TurnLock()
    lock.acquire()
    lock.acquire()
    lock.release()
    taken = []
    other = threading.Thread(target=lambda: (lock.acquire(), taken.append("other"), lock.release()))
    other.start()
    time.sleep(0.05)
    assert taken == []
    lock.release()
    other.join(timeout=10)
    assert taken == ["other"]


def test_only_one_holds_the_turn() -> None:
    lock, inside, most = TurnLock(), [], []

    def work() -> None:
        for _ in range(50):
            lock.acquire()
            inside.append(1)
            most.append(len(inside))
            time.sleep(0)
            inside.pop()
            lock.release()

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert (len(most), max(most)) == (400, 1)


@pytest.mark.django_db(transaction=True)
def test_turn_is_given_back_after_a_fault() -> None:
    with pytest.raises(ZeroDivisionError), my_turn():
        raise ZeroDivisionError
    taken = []

    def take() -> None:
        with my_turn():
            taken.append(1)
        connection.close()

    other = threading.Thread(target=take)
    other.start()
    other.join(timeout=10)
    assert taken == [1]
