"""A whole session through the verbs alone: prepared, opened, voted on, closed, sealed."""

from datetime import timedelta

import pytest

from nghitruong.domain.meetings.actions import (
    add_item,
    check_in,
    close_meeting,
    create_meeting,
    invite_participants,
    open_meeting,
    run_step,
)
from nghitruong.domain.meetings.lifecycle import ItemState, MeetingState, Step
from nghitruong.domain.meetings.models import AgendaItem
from nghitruong.domain.voting.actions import announce_result, cast_vote, close_poll, open_poll, prepare_poll
from nghitruong.domain.voting.lifecycle import PollState
from nghitruong.domain.voting.queries import published_record
from nghitruong.foundation.audit.actions import seal_ledger
from nghitruong.foundation.audit.queries import check_ledger
from nghitruong.kernel import clock
from tests.cast import Cast


@pytest.mark.slow
def test_a_session_of_52_deputies_votes_and_closes(cast: Cast) -> None:
    deputies = [cast.lan, cast.hoa, *cast.deputies(50)]
    meeting = create_meeting(
        cast.minh,
        cast.council.pk,
        title="Kỳ họp thứ 3",
        starts_at=clock.now() + timedelta(minutes=1),
        session_kind="regular",
        template="regular_session",
    )
    add_item(
        cast.minh, meeting, title="Nghị quyết về phân loại rác", kind="draft_resolution", steps=["presentation", "vote"]
    )
    invite_participants(cast.minh, meeting, decision="12/QĐ-HĐND", reason="Kỳ họp gấp")
    for deputy in deputies[:40]:
        check_in(deputy, meeting)
    open_meeting(cast.lan, meeting)
    item = AgendaItem.objects.get(meeting=meeting, title="Nghị quyết về phân loại rác")
    run_step(cast.lan, item)
    run_step(cast.lan, item)
    poll = prepare_poll(cast.minh, item, question="Thông qua Nghị quyết về phân loại rác")
    open_poll(cast.lan, poll)
    for place, deputy in enumerate(deputies[:40]):
        cast_vote(deputy, poll, choice="yes" if place < 27 else "no", key=f"k{place}")
    close_poll(cast.lan, poll)
    announce_result(cast.lan, poll)
    close_meeting(cast.lan, meeting)

    item.refresh_from_db()
    assert (item.state, item.step) == (ItemState.DECIDED, Step.DONE)
    assert (poll.state, poll.total, poll.needed, poll.yes, poll.no, poll.abstain) == (
        PollState.ANNOUNCED,
        52,
        27,
        27,
        13,
        0,
    )
    assert poll.is_carried
    assert len(published_record(poll)["ballots"]) == 40
    assert meeting.state == MeetingState.CLOSED
    seal_ledger(cast.council.pk)
    check = check_ledger(cast.council.pk)
    assert (check.fault, check.unsealed) == ("", 0)
