"""The data of bench/stage.py: run in a process in which Django is set up; prints the facts as JSON."""

import json
import sys
from datetime import timedelta
from typing import Any

from nghitruong.domain.meetings.actions import (
    add_item,
    check_in,
    create_meeting,
    invite_participants,
    open_meeting,
    run_step,
)
from nghitruong.domain.meetings.models import AgendaItem
from nghitruong.domain.voting.actions import prepare_poll
from nghitruong.foundation.accounts.actions import issue_token
from nghitruong.foundation.accounts.models import Account
from nghitruong.foundation.audit.actions import seal_all
from nghitruong.kernel import clock
from nghitruong.kernel.actor import system_actor
from tests.cast import build_cast


def main() -> None:
    """`DEPUTIES POLLS` stand on the command line."""
    print(json.dumps(build(int(sys.argv[1]), int(sys.argv[2]))))


def build(deputies: int, polls: int) -> dict[str, Any]:
    """A ward council whose session is at an item ready to vote, everybody checked in, with polls to open."""
    cast = build_cast()
    people = [cast.lan, cast.hoa, *cast.deputies(deputies - 2)]
    meeting = create_meeting(
        cast.minh,
        cast.council.pk,
        title="Kỳ họp thứ 3",
        starts_at=clock.now() + timedelta(minutes=1),
        session_kind="regular",
        template="regular_session",
    )
    title = "Nghị quyết về phân loại rác"
    add_item(cast.minh, meeting, title=title, kind="draft_resolution", steps=["presentation", "vote"])
    invite_participants(cast.minh, meeting, decision="12/QĐ-HĐND", reason="Kỳ họp gấp")
    for person in people:
        check_in(person, meeting)
    open_meeting(cast.lan, meeting)
    item = AgendaItem.objects.get(meeting=meeting, title=title)
    run_step(cast.lan, item)
    run_step(cast.lan, item)
    prepared = [prepare_poll(cast.minh, item, question="Thông qua Nghị quyết").pk for _ in range(polls)]
    system = system_actor(cast.council.pk)
    accounts = Account.objects.in_bulk([person.account_id for person in people])
    tokens = [
        issue_token(system, accounts[person.account_id or 0], council=cast.council, name="bench") for person in people
    ]
    seal_all()
    return {"meeting": meeting.pk, "polls": prepared, "chair": tokens[0], "deputies": tokens}
