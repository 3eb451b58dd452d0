"""A session brought to any point of its way, in few calls; each step is the verb itself."""

from dataclasses import dataclass
from datetime import timedelta

from nghitruong.domain.meetings.actions import (
    add_item,
    check_in,
    create_meeting,
    invite_participants,
    open_meeting,
    run_step,
)
from nghitruong.domain.meetings.models import AgendaItem, Meeting
from nghitruong.domain.voting.actions import announce_result, cast_vote, close_poll, open_poll, prepare_poll
from nghitruong.domain.voting.models import Poll
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Actor
from tests.cast import Cast


@dataclass
class Stage:
    """One meeting with one item that ends in a vote."""

    cast: Cast
    deputies: list[Actor]
    meeting: Meeting
    item: AgendaItem

    def opened(self, present: int | None = None) -> "Stage":
        """Everybody (or so many) checked in; the chair has opened."""
        invite_participants(self.cast.minh, self.meeting, decision="12/QĐ-HĐND")
        for deputy in self.deputies[:present]:
            check_in(deputy, self.meeting)
        open_meeting(self.cast.lan, self.meeting)
        self.item.refresh_from_db()
        return self

    def at_the_vote(self, present: int | None = None) -> Poll:
        """The item stands at its vote, the vote is prepared."""
        self.opened(present)
        run_step(self.cast.lan, self.item)
        run_step(self.cast.lan, self.item)
        return prepare_poll(self.cast.minh, self.item, question="Thông qua Nghị quyết 1")

    def voting(self, present: int | None = None) -> Poll:
        """The vote is open."""
        return open_poll(self.cast.lan, self.at_the_vote(present))

    def decided(self, yes: int, no: int = 0) -> Poll:
        """The vote was held and announced."""
        poll = self.voting()
        for place, deputy in enumerate(self.deputies[: yes + no]):
            cast_vote(deputy, poll, choice="yes" if place < yes else "no", key=f"key-{place}")
        close_poll(self.cast.lan, poll)
        return announce_result(self.cast.lan, poll)


def build_stage(cast: Cast, more: int = 3) -> Stage:
    """Lan, Hoa and so many more deputies; nothing has begun."""
    meeting = create_meeting(
        cast.minh,
        cast.council.pk,
        title="Kỳ họp thứ 3",
        starts_at=clock.now() + timedelta(minutes=1),
        session_kind="regular",
        ordinal=3,
        place="Hội trường tầng 3",
    )
    item = add_item(cast.minh, meeting, title="Nghị quyết 1", kind="draft_resolution", steps=["presentation", "vote"])
    return Stage(cast, [cast.lan, cast.hoa, *cast.deputies(more)], meeting, item)
