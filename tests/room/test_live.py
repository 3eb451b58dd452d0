"""The pushed partial equals the fetched one after each verb, for each audience."""

import re

import pytest

from nghitruong.domain.meetings.actions import adjourn_meeting, ask_for_floor, give_floor, resume_meeting, run_step
from nghitruong.domain.room.live.topics import (
    audience_of_meeting,
    members_only,
    poll_state,
    render_ballot,
    render_count,
    render_meeting,
)
from nghitruong.domain.voting.actions import announce_result, cast_vote, close_poll, open_poll
from nghitruong.foundation.events.registry import Audience
from nghitruong.kernel.actor import NOBODY
from tests.cast import Cast, signed_in
from tests.room.stage import Stage, build_stage


@pytest.fixture
def stage(cast: Cast) -> Stage:
    return build_stage(cast)


def same(stage: Stage) -> bool:
    """Whether a deputy without a wish of her own is pushed what she would fetch; clocks left aside."""
    pushed = render_meeting(f"meeting-{stage.meeting.pk}", Audience.MEMBER, stage.cast.council.pk)
    fetched = signed_in(stage.cast.hoa).get(f"/phong-hop/{stage.meeting.pk}/dien-bien/").content.decode()
    return plain(pushed) == plain(fetched)


def plain(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r">\d\d:\d\d<", "><", html)).strip()


@pytest.mark.slow
def test_after_every_verb_the_pushed_room_is_the_fetched_one(cast: Cast, stage: Stage) -> None:
    poll = stage.at_the_vote()
    assert same(stage)
    open_poll(cast.lan, poll)
    assert same(stage)
    cast_vote(cast.lan, poll, choice="yes", key="a")
    close_poll(cast.lan, poll)
    assert same(stage)
    announce_result(cast.lan, poll)
    assert same(stage)
    adjourn_meeting(cast.lan, stage.meeting, reason="Nghỉ")
    assert same(stage)
    resume_meeting(cast.lan, stage.meeting)
    assert same(stage)


def test_the_queue_is_pushed_as_it_is_fetched(cast: Cast, stage: Stage) -> None:
    stage.opened()
    run_step(cast.lan, stage.item)
    wish = ask_for_floor(stage.deputies[3], stage.item)
    assert same(stage)
    give_floor(cast.lan, wish)
    assert same(stage)


def test_the_ballot_appears_when_the_vote_opens_and_goes_when_it_closes(cast: Cast, stage: Stage) -> None:
    poll = stage.at_the_vote()
    topic = f"ballot-{stage.meeting.pk}"
    assert render_ballot(topic, Audience.MEMBER, cast.council.pk).strip() == ""
    open_poll(cast.lan, poll)
    assert f'data-ballot="{poll.pk}"' in render_ballot(topic, Audience.MEMBER, cast.council.pk)
    close_poll(cast.lan, poll)
    assert render_ballot(topic, Audience.MEMBER, cast.council.pk).strip() == ""


def test_a_pushed_ballot_is_nobodys_own(cast: Cast, stage: Stage) -> None:
    poll = stage.voting()
    cast_vote(cast.hoa, poll, choice="no", key="a")
    pushed = render_ballot(f"ballot-{stage.meeting.pk}", Audience.MEMBER, cast.council.pk)
    assert cast.hoa.name not in pushed
    assert 'data-state="choose"' in pushed


def test_the_count_says_how_many_and_never_how(cast: Cast, stage: Stage) -> None:
    poll = stage.voting()
    cast_vote(cast.hoa, poll, choice="no", key="a")
    pushed = render_count(f"count-{stage.meeting.pk}", Audience.PUBLIC, cast.council.pk)
    assert "1 / 5" in pushed
    assert "Không tán thành" not in pushed
    assert "counts" not in poll_state(f"poll-{poll.pk}", Audience.MEMBER)


def test_who_may_watch(cast: Cast, stage: Stage) -> None:
    topic, ballot = f"meeting-{stage.meeting.pk}", f"ballot-{stage.meeting.pk}"
    assert audience_of_meeting(NOBODY, topic) is None
    stage.opened()
    assert audience_of_meeting(NOBODY, topic) is Audience.PUBLIC
    assert audience_of_meeting(cast.binh, topic) is Audience.PUBLIC
    assert audience_of_meeting(cast.kien, topic) is Audience.PUBLIC
    assert audience_of_meeting(cast.hoa, topic) is Audience.MEMBER
    assert [members_only(actor, ballot) for actor in (cast.hoa, cast.minh, NOBODY)] == [Audience.MEMBER, None, None]
    stage.meeting.is_public = False
    stage.meeting.save()
    assert audience_of_meeting(NOBODY, topic) is None


def test_another_councils_topic_is_empty(cast: Cast, stage: Stage) -> None:
    stage.opened()
    assert render_meeting(f"meeting-{stage.meeting.pk}", Audience.MEMBER, cast.other_council.pk) == ""
