"""A ballot that races the closing: acknowledged and lost without the lock, counted or refused with it."""

import threading
import time
from collections.abc import Callable, Sequence
from functools import partial

import pytest

from nghitruong.domain.voting import actions, rules
from nghitruong.domain.voting.actions import cast_vote, close_poll
from nghitruong.domain.voting.models import Ballot, Poll
from nghitruong.domain.voting.queries import Receipt
from nghitruong.kernel.actor import Actor
from nghitruong.kernel.decision import RefusedError
from tests.cast import Cast, build_cast
from tests.races.at_once import at_once
from tests.room.stage import Stage, build_stage

DEPUTIES = 20


@pytest.fixture
def stage(transactional_db: None) -> Stage:
    return build_stage(build_cast(), more=DEPUTIES - 2)


@pytest.fixture
def paused(monkeypatch: pytest.MonkeyPatch) -> tuple[threading.Event, threading.Event]:
    """A ballot stops once it has read that the vote is open: `has_read`, and `may_go` to let it go on."""
    has_read, may_go = threading.Event(), threading.Event()
    judge = rules.may_cast

    def slow(*facts: object) -> object:
        has_read.set()
        may_go.wait(10)
        return judge(*facts)  # type: ignore[arg-type]

    monkeypatch.setattr(rules, "may_cast", slow)
    return has_read, may_go


def ballot_of(deputy: Actor, poll_id: int, choice: str = "yes") -> Receipt:
    return cast_vote(deputy, Poll.objects.get(pk=poll_id), choice=choice, key=f"key-{deputy.mandate_id}")


def ballots_of(deputies: Sequence[Actor], poll_id: int) -> Sequence[object]:
    """The ballots of several who came together."""
    polls = [(deputy, Poll.objects.get(pk=poll_id)) for deputy in deputies]
    return cast_vote.together(
        [cast_vote.call(deputy, poll, choice="yes", key=f"key-{deputy.mandate_id}") for deputy, poll in polls]
    )


def close(cast: Cast, poll_id: int) -> Poll:
    return close_poll(cast.lan, Poll.objects.get(pk=poll_id))


@pytest.mark.postgresql
def test_without_the_lock_a_ballot_is_acknowledged_and_not_counted(
    stage: Stage, paused: tuple[threading.Event, threading.Event], monkeypatch: pytest.MonkeyPatch
) -> None:
    poll, (has_read, may_go) = stage.voting(), paused
    for guard in ("share_and_take", "take"):
        monkeypatch.setattr(actions, guard, lambda *_what: None)

    def close_meanwhile() -> Poll:
        has_read.wait(10)
        closed = close(stage.cast, poll.pk)
        may_go.set()
        return closed

    receipt, closed = at_once(partial(ballot_of, stage.deputies[1], poll.pk), close_meanwhile)
    assert isinstance(receipt, Receipt)
    assert isinstance(closed, Poll)
    assert (closed.yes, Ballot.objects.count()) == (0, 1)


@pytest.mark.postgresql
def test_the_closing_waits_for_the_ballot_in_progress(
    stage: Stage, paused: tuple[threading.Event, threading.Event]
) -> None:
    poll, (has_read, may_go) = stage.voting(), paused
    order: list[str] = []

    def noting(word: str, work: Callable[[], object]) -> object:
        done = work()
        order.append(word)
        return done

    def close_meanwhile() -> object:
        has_read.wait(10)
        threading.Timer(0.5, may_go.set).start()
        return noting("closed", partial(close, stage.cast, poll.pk))

    begun = time.monotonic()
    receipt, closed = at_once(lambda: noting("stored", partial(ballot_of, stage.deputies[1], poll.pk)), close_meanwhile)
    assert isinstance(receipt, Receipt)
    assert isinstance(closed, Poll)
    assert closed.yes == 1
    assert order == ["stored", "closed"]
    assert time.monotonic() - begun >= 0.5


@pytest.mark.postgresql
def test_the_closing_waits_for_a_group_and_counts_all_of_it(
    stage: Stage, paused: tuple[threading.Event, threading.Event]
) -> None:
    poll, (has_read, may_go) = stage.voting(), paused

    def close_meanwhile() -> Poll:
        has_read.wait(10)
        threading.Timer(0.5, may_go.set).start()
        return close(stage.cast, poll.pk)

    cast, closed = at_once(partial(ballots_of, stage.deputies, poll.pk), close_meanwhile)
    assert isinstance(closed, Poll)
    assert isinstance(cast, Sequence)
    assert all(isinstance(became, Receipt) for became in cast)
    assert closed.yes == len(cast) == DEPUTIES


def test_groups_around_the_closing_are_counted_or_refused(stage: Stage) -> None:
    poll = stage.voting()
    halves = stage.deputies[::2], stage.deputies[1::2]
    *cast, closed = at_once(
        *[partial(ballots_of, half, poll.pk) for half in halves], partial(close, stage.cast, poll.pk)
    )
    became = [one for half in cast if isinstance(half, Sequence) for one in half]
    receipts = {one.receipt for one in became if isinstance(one, Receipt)}
    refused = [one.refusal.code for one in became if isinstance(one, RefusedError)]
    assert isinstance(closed, Poll)
    assert closed.yes == len(receipts)
    assert set(Ballot.objects.values_list("receipt", flat=True)) == receipts
    assert refused == ["voting.already_closed"] * (DEPUTIES - len(receipts))


@pytest.mark.slow
def test_groups_of_the_same_deputies_do_not_wait_for_each_other_for_ever(stage: Stage) -> None:
    poll = stage.voting()
    orders = [stage.deputies, stage.deputies[::-1]] * 2
    answers = at_once(*[partial(ballots_of, order, poll.pk) for order in orders])
    receipts = {one.receipt for half in answers if isinstance(half, Sequence) for one in half}
    assert len(receipts) == Ballot.objects.count() == DEPUTIES


@pytest.mark.slow
def test_every_ballot_around_the_closing_is_counted_or_refused(stage: Stage) -> None:
    poll = stage.voting()
    works: list[Callable[[], object]] = [partial(ballot_of, deputy, poll.pk) for deputy in stage.deputies]
    works.insert(DEPUTIES // 2, partial(close, stage.cast, poll.pk))
    answers = at_once(*works)
    (closed,) = [answer for answer in answers if isinstance(answer, Poll)]
    receipts = {answer.receipt for answer in answers if isinstance(answer, Receipt)}
    refused = [answer.refusal.code for answer in answers if isinstance(answer, RefusedError)]
    assert closed.yes == len(receipts)
    assert set(Ballot.objects.values_list("receipt", flat=True)) == receipts
    assert refused == ["voting.already_closed"] * (DEPUTIES - len(receipts))


def test_a_double_press_is_one_ballot(stage: Stage) -> None:
    poll, deputy = stage.voting(), stage.deputies[1]
    answers = at_once(*[partial(ballot_of, deputy, poll.pk)] * 6)
    assert {answer.receipt for answer in answers if isinstance(answer, Receipt)} == {Ballot.objects.get().receipt}
    assert len([answer for answer in answers if isinstance(answer, Receipt)]) == 6
