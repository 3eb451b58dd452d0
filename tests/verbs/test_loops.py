"""What repeats while the server runs goes on whatever happens in one round."""

import logging
import threading
from datetime import timedelta

import pytest

from nghitruong.foundation.verbs.actions import KEPT_FOR, prune_answers
from nghitruong.foundation.verbs.loops import LoopRunner, all_loops, register_loop
from nghitruong.foundation.verbs.models import KeptAnswer
from nghitruong.kernel import clock


@pytest.mark.django_db(transaction=True)
def test_loop_repeats_and_survives_a_fault(caplog: pytest.LogCaptureFixture) -> None:
    rounds, enough = [], threading.Event()

    def work() -> None:
        rounds.append(threading.current_thread().name)
        if len(rounds) == 3:
            enough.set()
        raise ZeroDivisionError

    register_loop("faulty", 0.001, work)
    runner = LoopRunner()
    with caplog.at_level(logging.ERROR):
        runner.start()
        assert enough.wait(timeout=10)
        runner.stop()
    assert set(rounds) == {"loop faulty"}
    assert "the loop “faulty” failed" in caplog.text
    done = len(rounds)
    threading.Event().wait(0.02)
    assert len(rounds) == done


def test_loop_registered_anew_replaces_the_old_one() -> None:
    register_loop("sweep", 60, lambda: None)
    register_loop("sweep", 30, lambda: None)
    assert [(loop.name, loop.seconds) for loop in all_loops()] == [("sweep", 30)]


@pytest.mark.django_db
def test_old_answers_are_forgotten() -> None:
    now = clock.now()
    for key, at in (("old", now - KEPT_FOR - timedelta(minutes=1)), ("new", now)):
        KeptAnswer.objects.create(account_id=1, key=key, digest="d", status=200, body="", at=at)
    assert prune_answers() == 1
    assert KeptAnswer.objects.get().key == "new"
