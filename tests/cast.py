"""The cast: six people instead of surprising factories, made with few rows.

Lan (chair and deputy), Minh (clerk and secretary), Hoa (deputy), An (agency officer), Bình (citizen) belong to one
council; Kiên is a deputy of another: the stranger of every access test. All are fictional demo accounts, which need no
second factor.

    def test_only_the_chair_opens(cast): open_poll(cast.lan, poll)
    everybody = [cast.lan, cast.hoa, *cast.deputies(28)]
"""

from dataclasses import dataclass, replace
from datetime import date

import pytest
from django.test import Client

from nghitruong.foundation.accounts.models import Account, Grant
from nghitruong.foundation.councils.models import (
    Agency,
    Body,
    BodyKind,
    Constituency,
    Council,
    FocalPerson,
    Mandate,
    Membership,
    Person,
    Term,
    Unit,
    UnitKind,
)
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Actor, Role
from nghitruong.kernel.vietnamese.folding import fold
from nghitruong.kernel.vietnamese.names import name_sort_key
from tests.rewriting import Rewriter

TERM_START = date(2026, 3, 15)


@dataclass(frozen=True)
class Cast:
    """One council with its people, and the stranger's council beside it."""

    council: Council
    term: Term
    agency: Agency
    standing: Body
    other_council: Council
    lan: Actor
    minh: Actor
    hoa: Actor
    an: Actor
    binh: Actor
    kien: Actor

    def deputies(self, count: int) -> list[Actor]:
        """So many further deputies of the council, each with a seat and an account, in four inserts."""
        return add_deputies(self.council, self.term, count)


def build_cast() -> Cast:
    """Write the rows and answer the people."""
    council, term = add_council("990001", "Phường Sen Hồng")
    other, other_term = add_council("990002", "Phường Bình Minh")
    agency = Agency.objects.create(
        council=council,
        code="ubnd",
        name="Ủy ban nhân dân phường Sen Hồng",
        kind="ubnd",
        level="xa",
        valid_from=TERM_START,
    )
    standing = Body.objects.create(
        council=council, term=term, kind=BodyKind.STANDING, name="Thường trực HĐND phường", valid_from=TERM_START
    )
    lan = add_deputy(council, term, "Trần Thị Lan", Role.CHAIR, seat=1)
    Membership.objects.create(
        council=council, body=standing, person_id=lan.person_id or 0, post="chu_tich", valid_from=TERM_START
    )
    return Cast(
        council=council,
        term=term,
        agency=agency,
        standing=standing,
        other_council=other,
        lan=lan,
        minh=add_person(council, "Nguyễn Văn Minh", Role.CLERK, Role.SECRETARY),
        hoa=add_deputy(council, term, "Lê Thị Hoa", seat=2),
        an=add_officer(council, agency, "Phạm Văn An"),
        binh=add_person(council, "Đỗ Văn Bình", Role.CITIZEN),
        kien=add_deputy(other, other_term, "Vũ Văn Kiên", seat=1),
    )


def add_council(code: str, name: str, *, is_demo: bool = True) -> tuple[Council, Term]:
    """A council of a fictional ward, in its first term."""
    unit = Unit.objects.create(code=code, name=name, kind=UnitKind.WARD, valid_from=date(2025, 7, 1), is_fictional=True)
    council = Council.objects.create(unit=unit, name=f"HĐND {name}", opened_on=date(2025, 7, 1), is_demo=is_demo)
    term = Term.objects.create(
        council=council, ordinal=1, first_year=2026, last_year=2031, starts_on=TERM_START, legal_seats=30
    )
    return council, term


def add_person(council: Council, name: str, *roles: Role, **links: int | None) -> Actor:
    """Somebody of the council with an account and these roles; `links` go into each grant (mandate_id, agency_id …)."""
    person = _person(council, name)
    person.save()
    account = _account(person, is_demo=council.is_demo)
    account.save()
    Grant.objects.bulk_create(_grant(account, role, **links) for role in roles)
    return _actor(account, *roles, **links)


def add_deputy(council: Council, term: Term, name: str, *roles: Role, seat: int | None = None) -> Actor:
    """A deputy with a seat; `roles` come on top."""
    person = _person(council, name)
    person.save()
    mandate = Mandate.objects.create(council=council, term=term, person=person, starts_on=TERM_START, seat=seat)
    account = _account(person, is_demo=council.is_demo)
    account.save()
    Grant.objects.bulk_create(_grant(account, role, mandate_id=mandate.id) for role in (Role.DEPUTY, *roles))
    return _actor(account, Role.DEPUTY, *roles, mandate_id=mandate.id)


def add_officer(council: Council, agency: Agency, name: str, *, is_leader: bool = False) -> Actor:
    """Somebody who works for an agency on this platform."""
    role = Role.AGENCY_LEADER if is_leader else Role.AGENCY
    officer = add_person(council, name, role, agency_id=agency.id)
    FocalPerson.objects.create(
        council=council, agency=agency, person_id=officer.person_id or 0, is_leader=is_leader, valid_from=TERM_START
    )
    return officer


def add_deputies(council: Council, term: Term, count: int) -> list[Actor]:
    """Many deputies with seats after the ones taken, five to a constituency."""
    taken = Mandate.objects.filter(council=council).count()
    numbers = range(taken + 1, taken + count + 1)
    people = Person.objects.bulk_create(_person(council, f"Đại Biểu Số {number:03}") for number in numbers)
    places = {
        number: Constituency.objects.get_or_create(council=council, term=term, number=number)[0]
        for number in sorted({1 + (number - 1) // 5 for number in numbers})
    }
    mandates = Mandate.objects.bulk_create(
        Mandate(
            council=council,
            term=term,
            person=person,
            constituency=places[1 + (number - 1) // 5],
            starts_on=TERM_START,
            seat=number,
        )
        for number, person in zip(numbers, people, strict=True)
    )
    accounts = Account.objects.bulk_create(_account(person, is_demo=council.is_demo) for person in people)
    Grant.objects.bulk_create(
        _grant(account, Role.DEPUTY, mandate_id=mandate.id) for account, mandate in zip(accounts, mandates, strict=True)
    )
    return [
        _actor(account, Role.DEPUTY, mandate_id=mandate.id) for account, mandate in zip(accounts, mandates, strict=True)
    ]


def acting(actor: Actor, *roles: Role) -> Actor:
    """The same person with exactly these roles, for asking a policy."""
    return replace(actor, roles=frozenset(roles))


def account_of(actor: Actor) -> Account:
    return Account.objects.get(id=actor.account_id or 0)


def signed_in(actor: Actor) -> Client:
    """A browser in which the person has signed in."""
    client = Client()
    client.force_login(account_of(actor))
    return client


_everybody = Rewriter(build_cast)


@pytest.fixture
def cast(db: None) -> Cast:
    return _everybody.write()


def _person(council: Council, name: str) -> Person:
    return Person(council=council, full_name=name, sort_key=name_sort_key(name), folded_name=fold(name))


def _account(person: Person, *, is_demo: bool) -> Account:
    username = f"{fold(person.full_name).replace(' ', '-')}-{person.council.unit_id}"
    account = Account(username=username, password="!", person=person, council=person.council, is_demo=is_demo)
    return account.sorted_in()


def _grant(account: Account, role: Role, **links: int | None) -> Grant:
    return Grant(
        council_id=account.council_id or 0,
        account=account,
        role=role,
        # Also on a machine whose clock is behind.
        valid_from=min(TERM_START, clock.today()),
        confirmed_at=clock.now(),
        **links,
    )


def _actor(account: Account, *roles: Role, **links: int | None) -> Actor:
    body_id = links.pop("body_id", None)
    return Actor(
        name=str(account.person),
        council_id=account.council_id,
        account_id=account.id,
        person_id=account.person_id,
        roles=frozenset(roles),
        body_ids=frozenset({body_id} if body_id else ()),
        **links,
    )
