"""Meetings of the demo, held by the same verbs and the same people as real ones."""

from __future__ import annotations

import random
from itertools import islice
from typing import TYPE_CHECKING

from nghitruong.domain.meetings import actions as meetings
from nghitruong.domain.room.actions import pair_wall
from nghitruong.domain.voting import actions as voting
from nghitruong.outer.demo.papers import bring_paper
from nghitruong.outer.demo.timeline import Pace, moment_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime
    from typing import Any

    from nghitruong.domain.meetings.models import AgendaItem, Meeting
    from nghitruong.domain.voting.models import Poll
    from nghitruong.kernel.actor import Actor
    from nghitruong.outer.demo.organisation import Crew
    from nghitruong.outer.demo.programmes import PlannedItem, PlannedVote, Programme

YES, NO, ABSTAIN = "yes", "no", "abstain"
CHECK_IN_S, SPEECH_S, STEP_S, BALLOT_S = 2.0, 90.0, 120.0, 0.3


class Session:
    """One meeting: prepared on one day, held on another. `chair` and `secretary` are user names of the crew."""

    meeting: Meeting

    def __init__(self, crew: Crew, programme: Programme, *, chair: str = "lan", secretary: str = "minh") -> None:
        self.crew = crew
        self.programme = programme
        self.chair = crew.actors[chair]
        self.secretary = crew.actors[secretary]
        self.items: list[tuple[AgendaItem, PlannedItem]] = []
        self.present: list[Actor] = []
        self._random = random.Random(programme.title)  # noqa: S311 - who is absent, not a secret
        self._speakers: Iterator[Actor] = iter(())

    def prepare(self, on: date, starts_at: datetime, **details: Any) -> None:
        """Put it into the calendar with its items."""
        plan, pace = self.programme, Pace(moment_of(on, 9))
        with pace.after(0):
            self.meeting = meetings.create_meeting(
                self.secretary,
                self.crew.council.pk,
                title=plan.title,
                starts_at=starts_at,
                kind=plan.kind,
                session_kind=plan.session_kind,
                ordinal=plan.ordinal,
                place=plan.place,
                **details,
            )
        for planned in plan.items:
            with pace.after(60):
                self.items.append((self._add_item(planned), planned))

    def bring_papers(self, on: date) -> None:
        """Put each item's papers before the meeting."""
        pace = Pace(moment_of(on, 14))
        for item, planned in self.items:
            for paper in planned.papers:
                with pace.after(120):
                    document = bring_paper(self.secretary, self.crew, paper, on)
                with pace.after(10):
                    meetings.add_paper(self.secretary, item, document=document, kind=paper.kind)

    def convene(self, on: date) -> None:
        """Invite the guests and all deputies, and give the hall's wall its address."""
        pace = Pace(moment_of(on, 15))
        for guest in self.crew.guests:
            with pace.after(5):
                meetings.add_participant(self.secretary, self.meeting, person=guest)
        with pace.after(60):
            meetings.invite_participants(self.secretary, self.meeting, decision=self.programme.decision)
        with pace.after(60):
            pair_wall(self.secretary, self.meeting)

    def call_roll(self, *, absent: int) -> None:
        """Who comes today: all but so many; the people whom a visitor knows by name always do."""
        known = {actor.person_id for name, actor in self.crew.actors.items() if name.isalpha()}
        others = [actor for actor in self.crew.deputies if actor.person_id not in known]
        away = {actor.person_id for actor in self._random.sample(others, absent)}
        self.present = [actor for actor in self.crew.deputies if actor.person_id not in away]
        others = [actor for actor in others if actor.person_id not in away]
        self._speakers = iter(self._random.sample(others, len(others)))

    def begin(self, pace: Pace) -> None:
        """The deputies check in, the chair opens."""
        for deputy in self.present:
            with pace.after(CHECK_IN_S):
                meetings.check_in(deputy, self.meeting)
        with pace.after(STEP_S):
            meetings.open_meeting(self.chair, self.meeting)

    def run_all(self, pace: Pace) -> None:
        """Every item to its end, then the closing."""
        for item, planned in self.items:
            self.deal_with(item, planned, pace)
        with pace.after(60):
            meetings.close_meeting(self.chair, self.meeting)

    def deal_with(self, item: AgendaItem, planned: PlannedItem, pace: Pace) -> None:
        """Take an item through all its steps, its vote to the announcement included."""
        for step in planned.steps:
            self.take_step(item, planned, step, pace)
        if planned.vote is None:
            with pace.after(30):
                meetings.run_step(self.chair, item, step="done")
            return
        poll = self.open_vote(item, planned.vote, pace)
        self.send_ballots(poll, planned.vote, pace)
        with pace.after(5):
            voting.close_poll(self.chair, poll)
        with pace.after(20):
            voting.announce_result(self.chair, poll)

    def take_step(self, item: AgendaItem, planned: PlannedItem, step: str, pace: Pace) -> None:
        """One step of an item; at its discussion the speakers ask for the floor and get it."""
        with pace.after(STEP_S):
            meetings.run_step(self.chair, item, step=step)
        for deputy in islice(self._speakers, planned.speakers if step == "discussion" else 0):
            with pace.after(15):
                request = meetings.ask_for_floor(deputy, item)
            with pace.after(15):
                meetings.give_floor(self.chair, request)
            with pace.after(SPEECH_S):
                meetings.end_speech(self.chair, request)
        if planned.note and step == planned.note_step:
            with pace.after(30):
                meetings.write_minutes(self.secretary, self.meeting, text=planned.note, item=item)

    def open_vote(self, item: AgendaItem, vote: PlannedVote, pace: Pace, seconds: int = 60) -> Poll:
        """The secretary prepares the vote, the chair opens it."""
        with pace.after(20):
            poll = voting.prepare_poll(self.secretary, item, question=vote.question, seconds=seconds)
        with pace.after(20):
            return voting.open_poll(self.chair, poll)

    def send_ballots(self, poll: Poll, vote: PlannedVote, pace: Pace, limit: int | None = None) -> None:
        """Everybody present votes, in an order of their own; with a limit only the first, and none known by name."""
        voters = self._random.sample(self.present, len(self.present))
        choices = [NO] * vote.against + [ABSTAIN] * vote.abstain
        choices += [YES] * (len(voters) - len(choices))
        self._random.shuffle(choices)
        if limit is not None:
            known = {actor.person_id for name, actor in self.crew.actors.items() if name.isalpha()}
            voters = [actor for actor in voters if actor.person_id not in known][:limit]
        for deputy, choice in zip(voters, choices, strict=False):
            with pace.after(BALLOT_S):
                voting.cast_vote(deputy, poll, choice=choice, key=f"demo-{poll.pk}-{deputy.mandate_id}")

    def ask(self, item: AgendaItem, count: int, pace: Pace) -> None:
        """So many more deputies ask for the floor and wait."""
        for deputy in islice(self._speakers, count):
            with pace.after(3):
                meetings.ask_for_floor(deputy, item)

    def _add_item(self, planned: PlannedItem) -> AgendaItem:
        return meetings.add_item(
            self.secretary,
            self.meeting,
            title=planned.title,
            kind=planned.kind,
            short_title=planned.short,
            presenter=planned.presenter,
            planned_minutes=planned.minutes,
            steps=list(planned.steps),
            script=planned.script,
        )


def hold(session: Session, on: date, *, absent: int) -> None:
    """A whole meeting on one day, from the roll call to the closing."""
    pace = Pace(moment_of(on, 8))
    session.call_roll(absent=absent)
    session.begin(pace)
    session.run_all(pace)
