"""The data of bench/stage.py: run in a process in which Django is set up; prints the facts as JSON.

People and seats are rows, so that a large council is there quickly; whatever happens to them is done by the verbs.
"""

import json
import sys
from dataclasses import dataclass
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
from nghitruong.domain.meetings.models import AgendaItem, Meeting
from nghitruong.domain.voting.actions import prepare_poll
from nghitruong.foundation.accounts.actions import issue_token
from nghitruong.foundation.accounts.models import Account, Grant
from nghitruong.foundation.accounts.queries import signed_in_as
from nghitruong.foundation.audit.actions import seal_all
from nghitruong.foundation.councils.models import Council, Mandate, Person, Term, Unit, UnitKind
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Actor, Role, system_actor
from nghitruong.kernel.vietnamese import fold
from nghitruong.kernel.vietnamese.names import name_sort_key

CODE = "DEMO-BENCH"
TITLE = "Nghị quyết về phân loại rác tại nguồn"


@dataclass(frozen=True)
class People:
    """Who is there: the chair is the first of the deputies."""

    council: Council
    clerk: Actor
    deputies: list[Actor]


def main() -> None:
    """`DEPUTIES POLLS` stand on the command line."""
    print(json.dumps(build(int(sys.argv[1]), int(sys.argv[2]))))


def build(deputies: int, polls: int) -> dict[str, Any]:
    """A ward council whose session is at an item ready to vote, everybody checked in, with polls to open."""
    people = fill(deputies)
    meeting = hold_session(people)
    item = AgendaItem.objects.get(meeting=meeting, title=TITLE)
    prepared = [prepare_poll(people.clerk, item, question="Thông qua Nghị quyết").pk for _ in range(polls)]
    clerk, *tokens = give_tokens(people)
    seal_all()
    return {
        "council": people.council.pk,
        "meeting": meeting.pk,
        "polls": prepared,
        "clerk": clerk,
        "chair": tokens[0],
        "deputies": tokens,
    }


def fill(deputies: int) -> People:
    """A council of so many deputies and a clerk, all of them fictional; everybody has an account."""
    today = clock.today()
    unit = Unit.objects.create(code=CODE, name="Phường Đo", kind=UnitKind.WARD, valid_from=today, is_fictional=True)
    council = Council.objects.create(unit=unit, name="HĐND Phường Đo", opened_on=today, is_demo=True)
    term = Term.objects.create(
        council=council, ordinal=1, first_year=today.year, last_year=today.year + 5, starts_on=today, legal_seats=30
    )
    names = ["Thư Ký Thử", *(f"Đại Biểu Số {number:04}" for number in range(1, deputies + 1))]
    people = Person.objects.bulk_create(
        Person(council=council, full_name=name, sort_key=name_sort_key(name), folded_name=fold(name)) for name in names
    )
    seats = Mandate.objects.bulk_create(
        Mandate(council=council, term=term, person=person, starts_on=today, seat=seat)
        for seat, person in enumerate(people[1:], 1)
    )
    accounts = Account.objects.bulk_create(
        Account(username=f"bench-{place:04}", password="!", person=person, council=council, is_demo=True).sorted_in()
        for place, person in enumerate(people)
    )
    roles: list[tuple[Account, Role, Mandate | None]] = [(accounts[0], Role.CLERK, None)]
    roles += [(accounts[0], Role.SECRETARY, None), (accounts[1], Role.CHAIR, seats[0])]
    roles += [(account, Role.DEPUTY, seat) for account, seat in zip(accounts[1:], seats, strict=True)]
    Grant.objects.bulk_create(
        Grant(council=council, account=account, role=role, mandate=seat, valid_from=today, confirmed_at=clock.now())
        for account, role, seat in roles
    )
    clerk, *others = (signed_in_as(account, council.pk).actor for account in accounts)
    return People(council, clerk, others)


def hold_session(people: People) -> Meeting:
    """Everybody is checked in, the item stands at its vote."""
    chair = people.deputies[0]
    meeting = create_meeting(
        people.clerk,
        people.council.pk,
        title="Kỳ họp thứ nhất",
        starts_at=clock.now() + timedelta(minutes=1),
        session_kind="regular",
        template="regular_session",
    )
    add_item(people.clerk, meeting, title=TITLE, kind="draft_resolution", steps=["presentation", "vote"])
    invite_participants(people.clerk, meeting, decision="01/QĐ-HĐND", reason="Kỳ họp gấp")
    for deputy in people.deputies:
        check_in(deputy, meeting)
    open_meeting(chair, meeting)
    item = AgendaItem.objects.get(meeting=meeting, title=TITLE)
    run_step(chair, item)
    run_step(chair, item)
    return meeting


def give_tokens(people: People) -> list[str]:
    """A bearer token for the clerk and for each deputy, in their order."""
    system = system_actor(people.council.pk)
    accounts = Account.objects.in_bulk([person.account_id or 0 for person in (people.clerk, *people.deputies)])
    return [
        issue_token(system, account, council=people.council, name="bench") for _, account in sorted(accounts.items())
    ]
