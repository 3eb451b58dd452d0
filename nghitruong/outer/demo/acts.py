"""What the robots do next, from what the tables say now. An act does its verbs and yields the pauses between them."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from nghitruong.domain.meetings import actions as meetings
from nghitruong.domain.meetings.lifecycle import ItemState, MeetingState
from nghitruong.domain.meetings.queries import items_of, running_item, speaker_now, speakers_of
from nghitruong.domain.room.actions import pair_wall, resume_room
from nghitruong.domain.room.queries.room import poll_to_open, view_room
from nghitruong.domain.voting import actions as voting
from nghitruong.domain.voting.lifecycle import PollState
from nghitruong.foundation.accounts.queries import demo_accounts, signed_in_as
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Actor, Role
from nghitruong.outer.demo import queries
from nghitruong.outer.demo.programmes import programmes

if TYPE_CHECKING:
    from nghitruong.domain.meetings.models import AgendaItem, Meeting
    from nghitruong.domain.voting.models import Poll
    from nghitruong.foundation.accounts.models import Account

Act = Iterator[float]
"""Pauses in seconds, each after something was done."""

CHECK_IN, BALLOT, BREATH, SPEECH, RESULT = 0.04, 0.12, 2.5, 4.0, 5.0
COME = 0.93
"""The share of deputies who come to a session that the robots convene."""
SPEAKERS = 2
VOTE_S, LONG_VOTE_S = 60, 1800
"""How long a vote is said to run: one that waits for a visitor, long enough for her."""
CHOICES = ("yes",) * 18 + ("no", "abstain")


class Goal(StrEnum):
    """How far the robots go: to the next vote, which is left open for a visitor, or to the end of the session."""

    VOTE = "vote"
    END = "end"


class Company:
    """The robots of one council: whoever has a fictional account there, each acting as herself."""

    def __init__(self, council_id: int) -> None:
        self.council_id = council_id
        self.meeting_id: int | None = None
        self.random = random.Random()  # noqa: S311 - who votes first, not a secret
        self._actors: dict[int, Actor] = {}

    @cached_property
    def accounts(self) -> dict[int, Account]:
        """Accounts of deputies by person."""
        found = demo_accounts(self.council_id, Role.DEPUTY)
        return {account.person_id: account for account in found if account.person_id}

    @cached_property
    def secretary(self) -> Actor:
        return self._first(Role.SECRETARY)

    def actor(self, person_id: int) -> Actor:
        """The deputy as she acts now, looked up once."""
        if person_id not in self._actors:
            self._actors[person_id] = signed_in_as(self.accounts[person_id], self.council_id).actor
        return self._actors[person_id]

    def shuffled(self, people: list[int]) -> list[int]:
        """Those of the people who have an account, in an order of their own."""
        robots = [person for person in people if person in self.accounts]
        self.random.shuffle(robots)
        return robots

    def chair_of(self, meeting: Meeting) -> Actor:
        """Who presides; where nobody does yet, the first who may."""
        if meeting.presider_id in self.accounts:
            return self.actor(meeting.presider_id or 0)
        return self._first(Role.CHAIR)

    def is_known(self, person_id: int) -> bool:
        """Whether a visitor can sign in as this deputy from her own card."""
        return self.accounts[person_id].username.isalpha()

    def _first(self, role: Role) -> Actor:
        account = demo_accounts(self.council_id, role).first()
        if account is None:
            raise LookupError(f"nobody is {role} in council {self.council_id}")
        return signed_in_as(account, self.council_id).actor


def next_act(company: Company, goal: Goal) -> Act | None:
    """What comes next in the session that is on, else in a new one; None when the goal is reached.

    A session that ended before another vote came does not reach that goal: the next one will.
    """
    meeting = _session(company)
    if meeting is None:
        return _convene(company)
    match meeting.state:
        case MeetingState.CONVENED:
            return _open(company, meeting)
        case MeetingState.ADJOURNED:
            return _resume(company, meeting)
        case MeetingState.OPEN:
            return _go_on(company, meeting, goal)
    return _convene(company) if goal is Goal.VOTE else None


def _session(company: Company) -> Meeting | None:
    """The session that these robots have begun with, to its very end; at first the one that is on."""
    meeting = queries.session_of(company.council_id)
    if company.meeting_id is None and meeting and meeting.closed_at is None:
        company.meeting_id = meeting.pk
    if company.meeting_id is None:
        return None
    return meeting if meeting and meeting.pk == company.meeting_id else queries.meeting_by_number(company.meeting_id)


def _convene(company: Company) -> Act:
    """A session of the robots' own, convened at once for a rehearsal."""
    plan, secretary = programmes()["rehearsal"], company.secretary
    meeting = meetings.create_meeting(
        secretary,
        company.council_id,
        title=plan.title,
        starts_at=clock.now(),
        session_kind=plan.session_kind,
        place=plan.place,
    )
    for item in plan.items:
        meetings.add_item(
            secretary,
            meeting,
            title=item.title,
            kind=item.kind,
            short_title=item.short,
            presenter=item.presenter,
            planned_minutes=item.minutes,
            steps=list(item.steps),
        )
    meetings.invite_participants(secretary, meeting, decision=plan.decision, reason=plan.title)
    pair_wall(secretary, meeting)
    company.meeting_id = meeting.pk
    yield BREATH


def _open(company: Company, meeting: Meeting) -> Act:
    """The roll call, then the opening. Whoever a visitor may sign in as comes: she wants to vote."""
    absent = sorted(company.shuffled(queries.absent_people(meeting.pk)), key=lambda one: not company.is_known(one))
    present = len(queries.present_people(meeting.pk))
    for person in absent[: max(0, round(COME * (present + len(absent))) - present)]:
        meetings.check_in(company.actor(person), meeting)
        yield CHECK_IN
    yield BREATH
    meetings.open_meeting(company.chair_of(meeting), meeting)
    yield BREATH


def _resume(company: Company, meeting: Meeting) -> Act:
    for person in company.shuffled(queries.absent_people(meeting.pk)):
        meetings.check_in(company.actor(person), meeting)
        yield CHECK_IN
    meetings.resume_meeting(company.chair_of(meeting), meeting)
    yield BREATH


def _go_on(company: Company, meeting: Meeting, goal: Goal) -> Act | None:
    poll = queries.open_vote_of(meeting.pk)
    if poll:
        return _vote(company, meeting, poll, goal)
    room = view_room(meeting).room
    if room and room.paused_at:
        return _one(lambda: resume_room(company.chair_of(meeting), meeting))
    item = running_item(meeting.pk)
    return _deal_with(company, meeting, item, goal) if item else _next_item(company, meeting)


def _vote(company: Company, meeting: Meeting, poll: Poll, goal: Goal) -> Act | None:
    """Ballots while somebody waits, then the chair's two presses. A vote for a visitor stays open, mostly sent."""
    if poll.state == PollState.CLOSED:
        return _one(lambda: voting.announce_result(company.chair_of(meeting), poll), RESULT)
    waiting = company.shuffled(queries.waiting_voters(poll))
    if goal is Goal.VOTE:
        waiting = [person for person in waiting if not company.is_known(person)]
        return _ballots(company, poll, waiting[: -SPEAKERS or None]) if len(waiting) > SPEAKERS else None
    if waiting:
        return _ballots(company, poll, waiting)
    return _one(lambda: voting.close_poll(company.chair_of(meeting), poll))


def _ballots(company: Company, poll: Poll, people: list[int]) -> Act:
    for person in people:
        deputy, choice = company.actor(person), company.random.choice(CHOICES)
        voting.cast_vote(deputy, poll, choice=choice, key=f"robot-{poll.pk}-{deputy.mandate_id}")
        yield BALLOT
    yield BREATH


def _deal_with(company: Company, meeting: Meeting, item: AgendaItem, goal: Goal) -> Act:
    """The floor first, then the vote, else the next step."""
    chair = company.chair_of(meeting)
    if item.state == ItemState.READY_TO_VOTE:
        return _open_vote(company, chair, item, LONG_VOTE_S if goal is Goal.VOTE else VOTE_S)
    if speaking := speaker_now(meeting.pk):
        return _one(lambda: meetings.end_speech(chair, speaking), BREATH)
    if waiting := speakers_of(item.pk).filter(started_at=None).first():
        return _one(lambda: meetings.give_floor(chair, waiting), SPEECH)
    here = company.shuffled(queries.present_people(meeting.pk))
    others = [person for person in here if not company.is_known(person)]
    if item.step == "discussion" and queries.wishes_to_speak(item.pk) < SPEAKERS and others:
        return _one(lambda: meetings.ask_for_floor(company.actor(others[0]), item), BREATH)
    return _one(lambda: meetings.run_step(chair, item), BREATH)


def _open_vote(company: Company, chair: Actor, item: AgendaItem, seconds: int) -> Act:
    poll = poll_to_open(item)
    if poll is None:
        questions = {one.title: one.vote.question for plan in programmes().values() for one in plan.items if one.vote}
        question = questions.get(item.title, item.title)
        secretary = company.secretary
        return _one(lambda: voting.prepare_poll(secretary, item, question=question, seconds=seconds))
    return _one(lambda: voting.open_poll(chair, poll), BREATH)


def _next_item(company: Company, meeting: Meeting) -> Act:
    chair = company.chair_of(meeting)
    item = items_of(meeting.pk).filter(state=ItemState.ON_AGENDA, started_at=None).first()
    if item is None:
        return _one(lambda: meetings.close_meeting(chair, meeting))
    return _one(lambda: meetings.run_step(chair, item))


def _one(press: Callable[[], object], pause: float = BREATH) -> Act:
    """A single verb and the pause after it."""
    press()
    yield pause
