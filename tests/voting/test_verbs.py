"""The verbs of an open vote: what they do, what they refuse, what they leave behind."""

import hashlib

import pytest

from nghitruong.domain.meetings.actions import check_in, record_departure
from nghitruong.domain.meetings.lifecycle import ItemState
from nghitruong.domain.meetings.models import Participant
from nghitruong.domain.voting.actions import (
    announce_result,
    cancel_poll,
    cast_vote,
    close_poll,
    open_poll,
    prepare_poll,
)
from nghitruong.domain.voting.lifecycle import PollState
from nghitruong.domain.voting.models import Ballot, Poll
from nghitruong.domain.voting.queries import published_record, visible_poll
from nghitruong.foundation.audit.models import Line
from nghitruong.foundation.councils.models import Mandate
from nghitruong.foundation.events.models import Event
from nghitruong.kernel.actor import Actor
from nghitruong.kernel.decision import RefusedError
from tests.cast import Cast
from tests.room.stage import build_stage


def refused(act: object, *args: object, **kwargs: object) -> str:
    with pytest.raises(RefusedError) as caught:
        act(*args, **kwargs)  # type: ignore[operator]
    return caught.value.refusal.code


def test_opening_freezes_the_denominator(cast: Cast) -> None:
    stage = build_stage(cast)
    poll = stage.voting()
    Mandate.objects.filter(pk=stage.deputies[-1].mandate_id).update(state="released")
    close_poll(cast.lan, poll)
    assert (poll.total, poll.needed, poll.entitlements.count()) == (5, 3, 5)


def test_a_suspended_deputy_counts_in_the_total_and_has_no_ballot(cast: Cast) -> None:
    stage = build_stage(cast)
    poll = stage.at_the_vote()
    Mandate.objects.filter(pk=cast.hoa.mandate_id).update(state="suspended")
    open_poll(cast.lan, poll)
    assert (poll.total, poll.entitlements.count()) == (5, 4)
    assert refused(cast_vote, cast.hoa, poll, choice="yes", key="a") == "voting.not_entitled"


def test_only_who_holds_the_gavel_opens(cast: Cast) -> None:
    poll = build_stage(cast).at_the_vote()
    for actor in (cast.hoa, cast.minh, cast.an, cast.binh):
        assert refused(open_poll, actor, poll) == "policy.not_allowed"
    assert refused(open_poll, cast.kien, poll) == "policy.not_found"


def test_only_the_secretary_prepares(cast: Cast) -> None:
    stage = build_stage(cast).opened()
    assert refused(prepare_poll, cast.lan, stage.item, question="?") == "policy.not_allowed"
    assert refused(prepare_poll, cast.minh, stage.item, question="  ") == "voting.no_question"
    assert refused(prepare_poll, cast.minh, stage.item, question="?", kind="õ") == "voting.unknown_kind"


def test_two_votes_are_never_open_at_once(cast: Cast) -> None:
    stage = build_stage(cast)
    first = stage.at_the_vote()
    second = prepare_poll(cast.minh, stage.item, question="Lượt khác")
    open_poll(cast.lan, first)
    assert refused(open_poll, cast.lan, second) == "voting.another_poll_open"


def test_the_last_ballot_counts(cast: Cast) -> None:
    poll = build_stage(cast).voting()
    cast_vote(cast.hoa, poll, choice="yes", key="a")
    cast_vote(cast.hoa, poll, choice="no", key="b")
    close_poll(cast.lan, poll)
    assert (poll.yes, poll.no, poll.abstain) == (0, 1, 0)


def test_a_repeated_key_answers_its_first_receipt(cast: Cast) -> None:
    poll = build_stage(cast).voting()
    first = cast_vote(cast.hoa, poll, choice="yes", key="a")
    again = cast_vote(cast.hoa, poll, choice="no", key="a")
    assert (again, Ballot.objects.count()) == (first, 1)


def test_nobody_votes_for_another(cast: Cast) -> None:
    poll = build_stage(cast).voting()
    for actor in (cast.minh, cast.an, cast.binh):
        assert refused(cast_vote, actor, poll, choice="yes", key="a") == "policy.not_allowed"
    assert refused(cast_vote, cast.kien, poll, choice="yes", key="a") == "policy.not_found"


def test_who_has_not_checked_in_has_no_ballot_until_she_does(cast: Cast) -> None:
    stage = build_stage(cast)
    poll = stage.voting(present=4)
    late = stage.deputies[4]
    assert refused(cast_vote, late, poll, choice="yes", key="a") == "voting.not_present"
    check_in(late, stage.meeting)
    assert cast_vote(late, poll, choice="yes", key="a").receipt


def test_a_ballot_stands_when_its_deputy_leaves(cast: Cast) -> None:
    stage = build_stage(cast)
    poll = stage.voting()
    cast_vote(cast.hoa, poll, choice="yes", key="a")
    record_departure(cast.minh, Participant.objects.get(meeting=stage.meeting, person_id=cast.hoa.person_id or 0))
    assert refused(cast_vote, cast.hoa, poll, choice="no", key="b") == "voting.not_present"
    close_poll(cast.lan, poll)
    assert (poll.yes, poll.present) == (1, 4)


def test_no_ballot_after_closing(cast: Cast) -> None:
    poll = build_stage(cast).voting()
    close_poll(cast.lan, poll)
    assert refused(cast_vote, cast.hoa, poll, choice="yes", key="a") == "voting.already_closed"
    assert Line.objects.get(verb="voting.cast_vote").refusal == "voting.already_closed"


def test_counts_are_seen_by_nobody_before_closing_and_by_all_after_the_announcement(cast: Cast) -> None:
    poll = build_stage(cast).voting()
    cast_vote(cast.hoa, poll, choice="yes", key="a")
    everybody = (cast.lan, cast.minh, cast.hoa)
    assert [sees(poll, actor) for actor in everybody] == [False, False, False]
    close_poll(cast.lan, poll)
    assert [sees(poll, actor) for actor in everybody] == [True, True, False]
    announce_result(cast.lan, poll)
    assert [sees(poll, actor) for actor in everybody] == [True, True, True]


def test_announcing_decides_the_item_and_opens_the_seals(cast: Cast) -> None:
    stage = build_stage(cast)
    poll = stage.decided(yes=3)
    stage.item.refresh_from_db()
    assert stage.item.state == ItemState.DECIDED
    salt = Line.objects.get(verb="voting.announce_result").facts["salt"]
    line = Line.objects.filter(verb="voting.cast_vote").order_by("id")[0]
    text = f"{salt}:{poll.pk}:{line.facts['mandate']}:1:yes"
    assert line.facts["sealed_choice"] == hashlib.sha256(text.encode()).hexdigest()


def test_no_line_of_a_ballot_tells_the_choice(cast: Cast) -> None:
    poll = build_stage(cast).voting()
    cast_vote(cast.hoa, poll, choice="yes", key="a")
    line = Line.objects.get(verb="voting.cast_vote")
    assert sorted(line.facts) == ["mandate", "n", "receipt", "sealed_choice"]
    assert poll.salt not in str(Line.objects.get(verb="voting.open_poll").facts)


def test_a_ballot_announces_nothing(cast: Cast) -> None:
    poll = build_stage(cast).voting()
    before = Event.objects.count()
    cast_vote(cast.hoa, poll, choice="yes", key="a")
    assert Event.objects.count() == before


def test_a_cancelled_round_stays_and_the_next_one_counts_on(cast: Cast) -> None:
    stage = build_stage(cast)
    poll = stage.voting()
    assert refused(cancel_poll, cast.lan, poll, reason=" ") == "voting.no_reason"
    cancel_poll(cast.lan, poll, reason="Mất điện")
    assert (poll.state, poll.yes) == (PollState.VOID, None)
    assert refused(cast_vote, cast.hoa, poll, choice="yes", key="a") == "voting.cancelled"
    again = prepare_poll(cast.minh, stage.item, question=poll.question)
    assert (again.number, again.round) == (2, 2)


def test_a_stale_press_is_told_so(cast: Cast) -> None:
    poll = build_stage(cast).voting()
    close_poll(cast.lan, poll)
    assert refused(close_poll, cast.lan, poll) == "poll.wrong_state"
    announce_result(cast.lan, poll)
    assert refused(announce_result, cast.lan, poll) == "poll.wrong_state"
    assert refused(cancel_poll, cast.lan, poll, reason="Nhầm") == "poll.wrong_state"


def test_the_published_record_adds_up_and_names_nobody(cast: Cast) -> None:
    record = published_record(build_stage(cast).decided(yes=3, no=1))
    choices = [ballot["choice"] for ballot in record["ballots"]]
    assert (choices.count("yes"), choices.count("no"), record["carried"]) == (3, 1, True)
    assert all(set(ballot) == {"receipt", "choice"} for ballot in record["ballots"])


def sees(poll: Poll, actor: Actor) -> bool:
    return "counts" in visible_poll(poll, actor)
