"""What has happened in the councils of the demo: sessions held, one that is open, one to come, and petitions."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from nghitruong.domain.meetings import actions as meetings
from nghitruong.domain.room.queries.papers import minutes_facts
from nghitruong.engines.officialforms.forms.minutes import session_minutes
from nghitruong.foundation.law.actions import confirm_rule
from nghitruong.kernel.actor import Role
from nghitruong.outer.demo.letters import bring_letters
from nghitruong.outer.demo.papers import keep_minutes, publish_resolution
from nghitruong.outer.demo.petitions import bring_petitions
from nghitruong.outer.demo.programmes import programmes
from nghitruong.outer.demo.sessions import Session, hold
from nghitruong.outer.demo.tasks import assign_tasks
from nghitruong.outer.demo.timeline import Pace, moment_of, standing_on, workday
from nghitruong.outer.demo.world import DEPUTIES

if TYPE_CHECKING:
    from datetime import date

    from nghitruong.outer.demo.organisation import Crew

CONFIRMED_RULES = ("vote.resolution.2025", "session.quorum")
"""Rows that the pack is not sure of; each council's rules of procedure repeat them, so its clerk confirms them."""
ABSENT_TODAY = 15
SENT_SO_FAR = 164
WAITING_SPEAKERS = 4
VOTE_RUNS_S = 1800
VOTE_OPENED_AGO = timedelta(seconds=75)


def tell_sen_hong(crew: Crew) -> None:
    """The first session after the merger, one last month, the Standing body's meeting, today's, next month's."""
    days = crew.days
    _first_session(crew, workday(days.merged_on + timedelta(days=3), 1))
    _last_session(crew, days.last_session)
    today = Session(crew, programmes()["today"])
    today.prepare(days.before_today(25), days.session_begins)
    today.convene(days.before_today(22))
    today.bring_papers(days.before_today(21))
    _standing_meeting(crew, workday(days.before_today(14), -1))
    bring_petitions(crew, "sen_hong", clerk="minh", standing="lan", with_notes=True)
    bring_letters(crew, clerk="minh", standing="lan")
    following = Session(crew, programmes()["next"])
    following.prepare(days.before_today(3), moment_of(days.next_session, 8))
    _run_today(today)


def tell_binh_minh(crew: Crew) -> None:
    """A small council's last session, where a resolution was not carried, and its next one, already convened."""
    days = crew.days
    with standing_on(days.before_today(60)):
        _confirm_rules(crew, "03/NQ-HĐND", days.before_today(75), "tuan")
    held_on = workday(days.before_today(21), -1)
    last = Session(crew, programmes()["bmin_last"], chair="lien", secretary="tuan")
    last.prepare(held_on - timedelta(days=14), moment_of(held_on, 8))
    last.convene(held_on - timedelta(days=12))
    hold(last, held_on, absent=1)
    coming = Session(crew, programmes()["bmin_next"], chair="lien", secretary="tuan")
    coming.prepare(days.before_today(12), moment_of(workday(days.today + timedelta(days=14), 1), 8))
    coming.convene(days.before_today(10))
    bring_petitions(crew, "binh_minh", clerk="tuan", standing="lien")


def _first_session(crew: Crew, on: date) -> None:
    session = Session(crew, programmes()["first"])
    session.prepare(crew.days.merged_on, moment_of(on, 8))
    session.convene(crew.days.merged_on)
    hold(session, on, absent=5)
    with standing_on(on + timedelta(days=1), 9):
        title = session.items[2][1].title
        resolution = publish_resolution(session.secretary, crew, title, on, session.chair.name)
    with standing_on(on + timedelta(days=2), 9):
        _confirm_rules(crew, resolution.symbol, on, "minh")
    with standing_on(on + timedelta(days=7), 9):
        meetings.complete_meeting(session.chair, session.meeting)


def _confirm_rules(crew: Crew, number: str, on: date, clerk: str) -> None:
    for row in CONFIRMED_RULES:
        confirm_rule(crew.actors[clerk], row, document_number=number, document_date=on)


def _last_session(crew: Crew, on: date) -> None:
    """A finished session with its whole file: results, numbered resolutions, minutes."""
    session = Session(crew, programmes()["last"])
    session.prepare(on - timedelta(days=16), moment_of(on, 8))
    session.convene(on - timedelta(days=14))
    session.bring_papers(on - timedelta(days=13))
    hold(session, on, absent=11)
    clerk, signer = session.secretary, session.chair.name
    with standing_on(on + timedelta(days=3), 10):
        for _item, planned in session.items:
            if planned.vote:
                publish_resolution(clerk, crew, planned.title, on, signer)
        written = session_minutes(minutes_facts(session.meeting, secretary=clerk.name))
        keep_minutes(clerk, crew, written, f"Biên bản {session.meeting.title}", on)
    assign_tasks(session, on)
    with standing_on(on + timedelta(days=7), 10):
        meetings.complete_meeting(session.chair, session.meeting)


def _standing_meeting(crew: Crew, on: date) -> None:
    """The Standing body meets: its members alone, invited by name."""
    session = Session(crew, programmes()["standing"])
    session.prepare(on - timedelta(days=3), moment_of(on, 14), body=crew.bodies["standing"])
    members = [lead for lead in DEPUTIES if Role.STANDING in lead.roles]
    with standing_on(on - timedelta(days=2)):
        for lead in members:
            person = crew.seat_of(lead).person
            meetings.add_participant(session.secretary, session.meeting, person=person, capacity="deputy")
        meetings.invite_participants(session.secretary, session.meeting)
    session.present = [crew.actors[lead.account] for lead in members]
    pace = Pace(moment_of(on, 14))
    session.begin(pace)
    session.run_all(pace)


def _run_today(session: Session) -> None:
    """Three items are done; on the fourth a vote is running, half have sent, some wait to speak."""
    days = session.crew.days
    pace = Pace(days.session_begins, days.now)
    session.call_roll(absent=ABSENT_TODAY)
    session.begin(pace)
    *done, voting_now = session.items[:4]
    for item, planned in done:
        session.deal_with(item, planned, pace)
    item, planned = voting_now
    for step in planned.steps:
        session.take_step(item, planned, step, pace)
    pace.skip_to(days.now - VOTE_OPENED_AGO)
    if planned.vote:
        poll = session.open_vote(item, planned.vote, pace, seconds=VOTE_RUNS_S)
        session.send_ballots(poll, planned.vote, pace, limit=SENT_SO_FAR)
    session.ask(item, WAITING_SPEAKERS, pace)
