"""Ballots that come in one moment are written together, and each is judged by itself."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nghitruong.domain.voting.actions import cast_vote, close_poll
from nghitruong.domain.voting.models import Ballot, Poll
from nghitruong.domain.voting.queries import Receipt, poll_to_vote_in
from nghitruong.foundation.audit.models import Line
from nghitruong.kernel.actor import Actor
from nghitruong.kernel.decision import RefusedError
from tests.cast import Cast
from tests.room.stage import build_stage


def together(poll: Poll, *wishes: tuple[Actor, str, str]) -> list[str]:
    """What became of each ballot: its receipt, or the code of the refusal."""
    calls = [
        cast_vote.call(actor, poll_to_vote_in(actor, poll.pk), choice=choice, key=key) for actor, choice, key in wishes
    ]
    return [_told(became) for became in cast_vote.together(calls)]


def _told(became: Receipt | Exception) -> str:
    if isinstance(became, RefusedError):
        return became.refusal.code
    assert isinstance(became, Receipt)
    return became.receipt


def test_a_refused_ballot_in_the_middle_harms_no_other(cast: Cast) -> None:
    stage = build_stage(cast)
    poll = stage.voting(present=4)
    first, second, third, fourth, absent = stage.deputies
    wishes = [(first, "yes", "a"), (second, "õ", "b"), (absent, "yes", "c"), (third, "no", "d"), (fourth, "yes", "")]
    wishes += [(cast.minh, "yes", "e"), (cast.kien, "yes", "f")]
    told = together(poll, *wishes)
    assert told[1:3] + told[4:] == [
        "voting.no_such_choice",
        "voting.not_present",
        "voting.no_key",
        "policy.not_allowed",
        "policy.not_found",
    ]
    kept = {ballot.mandate_id: (ballot.receipt, ballot.choice) for ballot in Ballot.objects.all()}
    assert kept == {first.mandate_id: (told[0], "yes"), third.mandate_id: (told[3], "no")}


def test_every_ballot_has_its_line(cast: Cast) -> None:
    stage = build_stage(cast)
    poll = stage.voting(present=4)
    receipts = together(poll, *[(deputy, "yes", f"key-{deputy.mandate_id}") for deputy in stage.deputies])
    lines = Line.objects.filter(verb="voting.cast_vote")
    assert [(line.actor_name, line.facts["receipt"]) for line in lines.filter(refusal="").order_by("id")] == [
        (deputy.name, receipt) for deputy, receipt in zip(stage.deputies[:4], receipts, strict=False)
    ]
    assert [line.actor_name for line in lines.exclude(refusal="")] == [stage.deputies[4].name]


def test_of_one_deputy_the_last_counts_and_a_repeat_is_the_first(cast: Cast) -> None:
    poll = build_stage(cast).voting()
    told = together(
        poll, (cast.hoa, "yes", "a"), (cast.hoa, "no", "b"), (cast.lan, "yes", "c"), (cast.hoa, "abstain", "a")
    )
    assert (len(set(told)), told[3]) == (3, told[0])
    assert list(Ballot.objects.filter(mandate_id=cast.hoa.mandate_id).order_by("n").values_list("n", "choice")) == [
        (1, "yes"),
        (2, "no"),
    ]
    close_poll(cast.lan, poll)
    assert (poll.yes, poll.no, poll.abstain) == (1, 1, 0)


def test_a_vote_that_does_not_exist_is_told_to_each(cast: Cast) -> None:
    ghost = Poll(pk=4_711, council_id=cast.council.pk)
    assert together(ghost, (cast.hoa, "yes", "a"), (cast.lan, "yes", "b")) == ["policy.not_found"] * 2


@pytest.mark.parametrize("deputies", [2, 12])
def test_a_group_costs_the_statements_of_one(cast: Cast, deputies: int) -> None:
    stage = build_stage(cast, more=deputies - 2)
    poll = stage.voting()
    with CaptureQueriesContext(
        connection,
    ) as asked:
        together(poll, *[(deputy, "yes", "a") for deputy in stage.deputies])
    told = [entry["sql"].split()[0] for entry in asked if "SAVEPOINT" not in entry["sql"]]
    locks = ["SELECT"] if connection.vendor == "postgresql" else []
    assert told == [*locks, "WITH", "INSERT", "INSERT"]
    assert Ballot.objects.count() == deputies
