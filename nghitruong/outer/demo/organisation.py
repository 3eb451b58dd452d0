"""What a council is made of besides its deputies: bodies with their posts, office, agencies, guests, and accounts."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from nghitruong.foundation.accounts.actions import Capacity, create_account, grant_role
from nghitruong.foundation.councils import actions as councils
from nghitruong.foundation.councils.rules import MemberRow
from nghitruong.kernel.actor import Actor, Role, system_actor
from nghitruong.outer.demo import world
from nghitruong.outer.demo.territory import seats_of, term_of
from nghitruong.outer.demo.timeline import Timeline, standing_on

if TYPE_CHECKING:
    from datetime import date

    from nghitruong.foundation.councils.models import Agency, Body, Council, Mandate, Person
    from nghitruong.outer.demo.names import NameMaker
    from nghitruong.outer.demo.world import Lead, Office, Place

COMMITTEES = (("KTNS", "Ban Kinh tế - Ngân sách"), ("VHXH", "Ban Văn hóa - Xã hội"))
COMMITTEE_SIZE = 9


@dataclass
class Crew:
    """A council with its people, ready to act: actors by user name, deputies in the order of their seats, an agency's
    officer and leader by its code."""

    council: Council
    days: Timeline
    place: Place
    seats: list[Mandate]
    people: dict[str, Person] = field(default_factory=dict)
    actors: dict[str, Actor] = field(default_factory=dict)
    deputies: list[Actor] = field(default_factory=list)
    agencies: dict[str, Agency] = field(default_factory=dict)
    officers: dict[str, Actor] = field(default_factory=dict)
    leaders: dict[str, Actor] = field(default_factory=dict)
    guests: list[Person] = field(default_factory=list)
    bodies: dict[str, Body] = field(default_factory=dict)

    @property
    def office(self) -> Actor:
        return system_actor(self.council.pk)

    def seat_of(self, lead: Lead) -> Mandate:
        return next(seat for seat in self.seats if seat.person.full_name == lead.name)


def staff_sen_hong(council: Council, days: Timeline, names: NameMaker) -> Crew:
    """Everybody and everything of Sen Hồng, as its first session after the merger set it up."""
    crew = Crew(council, days, world.SEN_HONG, seats_of(council))
    with standing_on(days.merged_on, 9):
        _add_leads(crew, names, world.STAFF)
        _set_up_standing(crew, {world.LAN: "chu_tich", world.THO: "pho_chu_tich"}, heads=(world.SON, world.NGA))
        _set_up_committees(crew, (world.SON, world.NGA))
        _set_up_groups(crew)
        _set_up_office(crew, {world.MINH: "pho_chanh_van_phong", world.THU: "chuyen_vien"})
        _add_agencies(crew, names, world.SEN_HONG_OFFICERS, world.offices_of(world.SEN_HONG))
        _invite_guests(crew, names)
    _open_accounts(crew, (*world.DEPUTIES, *world.STAFF), prefix="db")
    return crew


def staff_binh_minh(council: Council, days: Timeline, names: NameMaker) -> Crew:
    """A smaller council beside it: Standing body, one clerk, the ward's People's Committee and two of its rooms."""
    crew = Crew(council, days, world.BINH_MINH, seats_of(council))
    with standing_on(days.term_started_on, 9):
        _add_leads(crew, names, (world.TUAN,))
        _set_up_standing(crew, {world.LIEN: "chu_tich"}, heads=())
        _set_up_office(crew, {world.TUAN: "chuyen_vien"})
        _add_agencies(crew, names, {}, world.offices_of(world.BINH_MINH)[:3], prefix="bm.")
    _open_accounts(crew, (world.LIEN, world.KIEN, world.TUAN), prefix="bm")
    return crew


def open_city_office(council: Council, days: Timeline, names: NameMaker) -> Crew:
    """The city's clerk and an agency of the city: they receive what the wards send up."""
    crew = Crew(council, days, world.CITY, [])
    with standing_on(days.term_started_on, 9):
        _add_leads(crew, names, (world.CAM,))
        _add_agencies(crew, names, {}, world.CITY_OFFICES, prefix="tp.")
        _add_account(crew, world.CAM.account, crew.people[world.CAM.account], world.CAM.roles)
    return crew


def staff_city(council: Council, days: Timeline, names: NameMaker) -> Crew:
    """The city's administrator, who sees the wards below; its deputies have no accounts in this demo."""
    crew = Crew(council, days, world.CITY, [])
    with standing_on(days.term_started_on, 9):
        _add_leads(crew, names, (world.QUYNH,))
        _add_account(crew, world.QUYNH.account, crew.people[world.QUYNH.account], world.QUYNH.roles)
    return crew


def _add_leads(crew: Crew, names: NameMaker, leads: tuple[Lead, ...]) -> None:
    for lead in leads:
        row = names.person(lead.gender, full_name=lead.name, occupation=lead.post)
        crew.people[lead.account] = councils.add_person(crew.office, crew.council, person=row)


def _set_up_standing(crew: Crew, posts: dict[Lead, str], heads: tuple[Lead, ...]) -> None:
    """Chair, deputy chair and the heads of the committees (R1.07)."""
    body = _body(crew, "thuong_truc", f"Thường trực HĐND {crew.place.in_sentence}")
    rows = [MemberRow(crew.seat_of(lead).person_id, post, is_full_time=True) for lead, post in posts.items()]
    rows += [MemberRow(crew.seat_of(lead).person_id, "uy_vien_thuong_truc", "by_office") for lead in heads]
    _appoint(crew, body, rows)
    crew.bodies["standing"] = body


def _set_up_committees(crew: Crew, heads: tuple[Lead, ...]) -> None:
    leads = {crew.seat_of(lead).person_id for lead in world.DEPUTIES}
    free = iter([seat for seat in crew.seats if seat.person_id not in leads])
    for (code, name), head in zip(COMMITTEES, heads, strict=True):
        body = _body(crew, "ban", name, committee=code)
        rows = [MemberRow(crew.seat_of(head).person_id, "truong_ban", is_full_time=True)]
        rows += [MemberRow(next(free).person_id, "pho_truong_ban", "approved")]
        rows += [MemberRow(next(free).person_id, "uy_vien_ban", "approved") for _ in range(COMMITTEE_SIZE - 2)]
        _appoint(crew, body, rows)
        crew.bodies[head.account] = body


def _set_up_groups(crew: Crew) -> None:
    """One group of deputies for each old ward, tied to its electoral units (R1.13)."""
    by_ward: dict[str, list[Mandate]] = defaultdict(list)
    for seat in crew.seats:
        by_ward[seat.origin_council.unit.name if seat.origin_council else ""].append(seat)
    order = {place.name: number for number, place in enumerate(world.MERGED, start=1)}
    for ward, seats in sorted(by_ward.items(), key=lambda pair: order[pair[0]]):
        places = {seat.constituency_id: seat.constituency for seat in seats if seat.constituency}
        name = f"Tổ đại biểu số {order[ward]}"
        body = _body(crew, "to_dai_bieu", name, constituencies=tuple(places.values()))
        posts = ["to_truong", "to_pho", *["thanh_vien_to"] * (len(seats) - 2)]
        bases = {"to_truong": "approved", "to_pho": "approved", "thanh_vien_to": "by_office"}
        rows = [MemberRow(seat.person_id, post, bases[post]) for seat, post in zip(seats, posts, strict=True)]
        _appoint(crew, body, rows)


def _set_up_office(crew: Crew, posts: dict[Lead, str]) -> None:
    body = _body(crew, "van_phong", f"Văn phòng HĐND và UBND {crew.place.in_sentence}")
    rows = [MemberRow(crew.people[lead.account].pk, post, "appointed") for lead, post in posts.items()]
    _appoint(crew, body, rows)


def _add_agencies(
    crew: Crew, names: NameMaker, leads: dict[str, tuple[Lead, ...]], offices: tuple[Office, ...], prefix: str = ""
) -> None:
    for office in offices:
        agency = councils.add_agency(
            crew.office,
            crew.council,
            code=office.code,
            name=office.name,
            kind=office.kind,
            level=office.level,
            short_name=office.short,
            valid_from=_since(crew),
        )
        crew.agencies[office.code] = agency
        _name_officers(crew, names, office, leads.get(office.code, ()), prefix)


def _name_officers(crew: Crew, names: NameMaker, office: Office, leads: tuple[Lead, ...], prefix: str) -> None:
    """The leads by name, else a made-up officer, whose user name is the agency's code, and a made-up leader."""
    roles: dict[str, tuple[Role, ...]] = {lead.account: lead.roles for lead in leads}
    _add_leads(crew, names, leads)
    if not leads:
        roles = _make_up_officers(crew, names, office, f"{prefix}{office.code}")
    agency, since = crew.agencies[office.code], _since(crew)
    for account, held in roles.items():
        is_leader = Role.AGENCY_LEADER in held or Role.FRONT in held
        councils.name_focal_person(
            crew.office, agency, person=crew.people[account], valid_from=since, is_leader=is_leader
        )
        _add_account(crew, account, crew.people[account], held, agency=agency)
        (crew.leaders if is_leader else crew.officers)[office.code] = crew.actors[account]


def _make_up_officers(crew: Crew, names: NameMaker, office: Office, account: str) -> dict[str, tuple[Role, ...]]:
    posts = {account: (f"Đầu mối của {office.short}", Role.AGENCY)}
    posts[f"{account}.lanh-dao"] = (f"Lãnh đạo {office.short}", Role.AGENCY_LEADER)
    for name, (post, _role) in posts.items():
        row = names.person(occupation=post)
        crew.people[name] = councils.add_person(crew.office, crew.council, person=row)
    return {name: (role,) for name, (_post, role) in posts.items()}


def _invite_guests(crew: Crew, names: NameMaker) -> None:
    for capacity, post, organisation in world.GUESTS:
        person = councils.add_person(crew.office, crew.council, person=names.person(occupation=post))
        councils.add_affiliation(
            crew.office,
            person,
            capacity=capacity,
            post=post,
            organisation=organisation,
            valid_from=_since(crew),
        )
        crew.guests.append(person)


def _open_accounts(crew: Crew, leads: tuple[Lead, ...], prefix: str) -> None:
    """Leads under their own user names, all other deputies by the number of their seat; nobody has a password."""
    by_name = {lead.name: lead for lead in leads}
    with standing_on(_since(crew), 10):
        for seat in sorted(crew.seats, key=lambda seat: seat.person.full_name not in by_name):
            lead = by_name.get(seat.person.full_name)
            name = lead.account if lead else f"{prefix}{seat.seat:03}"
            body = crew.bodies.get(name)
            _add_account(crew, name, seat.person, (Role.DEPUTY, *(lead.roles if lead else ())), seat=seat, body=body)
        for lead in leads:
            if lead.account in crew.people:
                _add_account(crew, lead.account, crew.people[lead.account], lead.roles)
    by_person = {actor.person_id: actor for actor in crew.actors.values()}
    crew.deputies = [by_person[seat.person_id] for seat in crew.seats]


def _add_account(
    crew: Crew,
    name: str,
    person: Person,
    roles: tuple[Role, ...],
    *,
    seat: Mandate | None = None,
    agency: Agency | None = None,
    body: Body | None = None,
) -> None:
    account = create_account(crew.office, crew.council, username=name, person=person, is_demo=True)
    for role in roles:
        capacity = Capacity(
            crew.council,
            role,
            valid_from=_since(crew),
            mandate=seat,
            agency=agency,
            body=body if role is Role.COMMITTEE else None,
            decision=world.APPOINTING,
        )
        grant_role(crew.office, account, capacity=capacity)
    crew.actors[name] = Actor(
        name=person.full_name,
        council_id=crew.council.pk,
        account_id=account.pk,
        person_id=person.pk,
        mandate_id=seat.pk if seat else None,
        agency_id=agency.pk if agency else None,
        roles=frozenset(roles),
        body_ids=frozenset({body.pk} if body and Role.COMMITTEE in roles else ()),
    )


def _body(crew: Crew, kind: str, name: str, **details: object) -> Body:
    return councils.create_body(
        crew.office,
        crew.council,
        kind=kind,
        name=name,
        valid_from=_since(crew),
        term=term_of(crew.council),
        decision=world.APPOINTING,
        **details,  # type: ignore[arg-type]
    )


def _appoint(crew: Crew, body: Body, rows: list[MemberRow]) -> None:
    councils.appoint_members(crew.office, body, rows=rows, valid_from=_since(crew), decision=world.APPOINTING)


def _since(crew: Crew) -> date:
    """The first day on which the running term's deputies hold their seats."""
    return max(crew.council.opened_on, crew.days.term_started_on)
