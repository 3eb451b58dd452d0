"""Units, councils, terms, people, bodies, agencies: each verb's yes, its noes, its line in the ledger."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from nghitruong.foundation.audit.models import Line
from nghitruong.foundation.audit.queries import history_of
from nghitruong.foundation.councils import queries
from nghitruong.foundation.councils.actions import (
    add_affiliation,
    add_agency,
    add_constituency,
    add_people,
    add_person,
    appoint_member,
    appoint_members,
    change_constituency,
    change_contact,
    change_office,
    change_person,
    change_term,
    create_body,
    create_council,
    create_predecessors,
    create_unit,
    create_unit_from_gazetteer,
    end_affiliation,
    end_agency,
    end_body,
    end_focal_person,
    end_membership,
    grant_mandates,
    name_focal_person,
    open_term,
)
from nghitruong.foundation.councils.actions.terms import TermPlan
from nghitruong.foundation.councils.models import Body, Constituency, Council, Membership, Person, Unit, UnitOrigin
from nghitruong.foundation.councils.rules import DeputyRow, MemberRow, PersonRow
from nghitruong.foundation.events.models import Event
from nghitruong.foundation.verbs.beats import ref_of
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Actor, Role
from nghitruong.kernel.decision import RefusedError
from tests.cast import TERM_START, Cast, acting, signed_in
from tests.councils.town import MERGED, OPENED, SYSTEM, city, ward

pytestmark = pytest.mark.django_db


def refused(verb: Any, *args: Any, **kwargs: Any) -> str:
    """The code of the verb's no."""
    with pytest.raises(RefusedError) as error:
        verb(*args, **kwargs)
    return error.value.refusal.code


def last_line() -> Line:
    return Line.objects.latest("id")


def topics() -> list[str]:
    return list(Event.objects.order_by("id").values_list("topic", flat=True))


def test_a_made_up_unit_has_a_made_up_code() -> None:
    unit = create_unit(SYSTEM, "DEMO-1", name=" Phường  Sen ", kind="phuong", valid_from=OPENED)
    assert (unit.name, unit.is_fictional, last_line().verb) == ("Phường Sen", True, "councils.create_unit")
    facts = {"name": "Phường Sen", "kind": "phuong"}
    assert refused(create_unit, SYSTEM, "00004", **facts) == "councils.real_code"
    assert refused(create_unit, SYSTEM, "DEMO-1", **facts) == "councils.code_taken"
    assert refused(create_unit, SYSTEM, "DEMO-2", name="A", kind="castle") == "councils.unknown_kind"
    assert refused(create_unit, SYSTEM, "DEMO-2", name=" ", kind="phuong") == "councils.no_name"
    days = {"valid_from": MERGED, "valid_to": OPENED}
    assert refused(create_unit, SYSTEM, "DEMO-2", **facts, **days) == "councils.ends_before_start"


def test_a_real_unit_comes_with_those_above_it_and_once() -> None:
    unit = create_unit_from_gazetteer(SYSTEM, "00004")
    assert (unit.name, unit.parent and unit.parent.name) == ("Phường Ba Đình", "Thành phố Hà Nội")
    assert create_unit_from_gazetteer(SYSTEM, "00004") == unit
    old = create_unit_from_gazetteer(SYSTEM, "00004/0")
    assert [each.name for each in (old, old.parent) if each] == ["Phường Trúc Bạch", "Quận Ba Đình"]
    assert Unit.objects.filter(code="00004").count() == 2
    assert refused(create_unit_from_gazetteer, SYSTEM, "99999") == "councils.unknown_unit"


def test_a_province_makes_the_councils_below_it(cast: Cast) -> None:
    top = city()
    admin = Actor("Quản trị", council_id=top.pk, account_id=1, roles=frozenset({Role.PROVINCE_ADMIN}))
    unit = create_unit(SYSTEM, "DEMO-2", name="Phường Sen", kind="phuong", parent=top.unit)
    council = create_council(admin, unit, opened_on=MERGED, parent=top)
    assert (council.name, council.code, council.parent) == ("HĐND phường Sen", "DEMO-2", top)
    assert topics()[-1] == f"council-{council.pk}"
    assert refused(create_council, admin, unit, opened_on=MERGED, parent=top) == "councils.council_exists"
    assert refused(create_council, admin, unit, opened_on=MERGED, parent=cast.council) == "councils.not_here"
    assert refused(create_council, cast.minh, unit, opened_on=MERGED) == "policy.not_allowed"


def test_old_councils_come_from_the_gazetteer() -> None:
    unit = create_unit_from_gazetteer(SYSTEM, "00004")
    council = create_council(SYSTEM, unit, opened_on=date(2025, 7, 1))
    old = create_predecessors(SYSTEM, council, opened_on=OPENED)
    assert "HĐND phường Trúc Bạch" in [each.name for each in old]
    assert len(create_predecessors(SYSTEM, council, opened_on=OPENED)) == len(old)
    assert Council.objects.count() == len(old) + 1
    assert UnitOrigin.objects.filter(unit=unit).count() == len(old)
    assert refused(create_predecessors, SYSTEM, ward(1, city()), opened_on=OPENED) == "councils.unknown_unit"


def test_the_council_that_answers_under_a_code() -> None:
    top = city()
    council = ward(1, top)
    assert queries.council_by_code("DEMO-001") == council
    assert queries.council_by_code("DEMO-404") is None
    real = create_unit_from_gazetteer(SYSTEM, "00004")
    living = create_council(SYSTEM, real, opened_on=date(2025, 7, 1))
    old = create_predecessors(SYSTEM, living, opened_on=OPENED)
    assert queries.council_by_code("00004") == living
    Council.objects.filter(pk__in=[each.pk for each in old]).update(closed_on=date(2025, 6, 30))
    assert queries.council_by_code("00004") == living


PLAN = TermPlan(ordinal=1, first_year=2026, last_year=2031, starts_on=TERM_START, population=60_000)


def test_a_term_knows_its_seats_by_law() -> None:
    council = ward(1, city())
    term = open_term(SYSTEM, council, plan=PLAN)
    assert (term.legal_seats, term.population, str(term)) == (22, 60_000, "2026–2031")
    assert refused(open_term, SYSTEM, council, plan=PLAN) == "councils.term_runs"
    changed = change_term(SYSTEM, term, legal_seats=23, ordinal=2)
    assert (changed.legal_seats, changed.ordinal) == (23, 2)
    assert last_line().facts["before"] == {"legal_seats": 22, "ordinal": 1}
    wrong = TermPlan(ordinal=1, first_year=2031, last_year=2026, starts_on=TERM_START)
    assert refused(open_term, SYSTEM, ward(2, council.parent), plan=wrong) == "councils.years_out_of_order"


def test_a_number_of_a_term_is_given_once(cast: Cast) -> None:
    term = queries.running_term(cast.council.pk)
    assert term is not None
    term.ends_on = date(2026, 6, 30)
    term.save()
    other = open_term(cast.minh, cast.council, plan=TermPlan(2, 2026, 2031, date(2026, 7, 1)))
    assert refused(change_term, cast.minh, other, ordinal=1) == "councils.ordinal_taken"
    other.ends_on = date(2026, 8, 1)
    other.save()
    same = TermPlan(2, 2026, 2031, date(2026, 8, 2))
    assert refused(open_term, cast.minh, cast.council, plan=same) == "councils.ordinal_taken"
    assert refused(change_term, cast.hoa, other, legal_seats=3) == "policy.not_allowed"


def test_constituencies_are_numbered(cast: Cast) -> None:
    place = add_constituency(cast.minh, cast.term, number=3, area="Khu phố 1, 2")
    change_constituency(cast.minh, place, area="Khu phố 1, 2, 3")
    assert Constituency.objects.get(pk=place.pk).area == "Khu phố 1, 2, 3"
    assert refused(add_constituency, cast.minh, cast.term, number=3) == "councils.number_taken"
    assert refused(change_constituency, cast.minh, place, area=" ") == "councils.no_name"
    assert refused(add_constituency, cast.hoa, cast.term, number=4) == "policy.not_allowed"


def test_people_are_added_and_corrected(cast: Cast) -> None:
    person = add_person(cast.minh, cast.council, person=PersonRow(" đặng  văn ổi", born_on=date(1970, 1, 2)))
    assert (person.full_name, person.folded_name, person.born_year) == ("đặng văn ổi", "dang van oi", 1970)
    change_person(cast.minh, person, full_name="Đặng Văn Ổi", born_on=date(1971, 1, 2), number="7")
    person.refresh_from_db()
    assert (person.full_name, person.born_year) == ("Đặng Văn Ổi", 1971)
    assert topics()[-1] == f"person-{person.pk}"
    added = add_people(cast.minh, cast.council, people=[PersonRow("A"), PersonRow("B")])
    assert [each.full_name for each in added] == ["A", "B"]
    assert last_line().facts["added"] == 2
    assert refused(change_person, cast.minh, added[0], full_name=" ") == "councils.no_name"
    assert refused(change_person, cast.minh, added[0], gender="x") == "councils.unknown_kind"
    assert refused(change_person, cast.minh, added[0], number="7") == "councils.number_in_use"
    seven = PersonRow("C", number="7")
    assert refused(add_person, cast.minh, cast.council, person=seven) == "councils.number_in_use"
    assert refused(add_people, cast.minh, cast.council, people=[seven]) == "councils.number_in_use"
    assert refused(change_person, cast.minh, added[0], born_on=clock.today()) == "councils.born_too_late"
    assert refused(add_person, cast.minh, cast.council, person=PersonRow(" ")) == "councils.no_name"
    assert refused(add_people, cast.minh, cast.council, people=[]) == "councils.nothing_to_add"
    assert refused(add_person, cast.kien, cast.council, person=PersonRow("A")) == "policy.not_found"


def test_contact_is_her_own_and_the_office_s_and_stays_out_of_the_ledger(cast: Cast) -> None:
    hoa = Person.objects.get(pk=cast.hoa.person_id)
    change_contact(cast.hoa, hoa, phone="0900 000 001", email="hoa@example.vn")
    assert last_line().facts == {"changed": ["email", "phone"]}
    change_contact(cast.minh, hoa, phone="0900 000 002", email="hoa@example.vn")
    assert last_line().facts == {"changed": ["phone"]}
    assert refused(change_contact, cast.hoa, Person.objects.get(pk=cast.lan.person_id), phone="", email="") == (
        "policy.not_allowed"
    )


def test_somebody_takes_part_without_a_seat(cast: Cast) -> None:
    person = Person.objects.get(pk=cast.an.person_id)
    facts = {"post": "Bí thư", "organisation": "Đảng ủy phường", "valid_from": TERM_START}
    guest = add_affiliation(cast.minh, person, capacity="guest", agency=cast.agency, **facts)
    assert list(queries.affiliations_of(cast.council.pk, clock.today())) == [guest]
    end_affiliation(cast.minh, guest, on=clock.today(), reason="chuyển công tác")
    assert refused(end_affiliation, cast.minh, guest, on=clock.today(), reason="x") == "councils.already_ended"
    assert refused(add_affiliation, cast.minh, person, capacity="king", **facts) == "councils.unknown_kind"
    stranger = add_agency(SYSTEM, cast.other_council, code="a", name="A", kind="ubnd", level="xa", valid_from=OPENED)
    assert refused(add_affiliation, cast.minh, person, capacity="guest", agency=stranger, **facts) == (
        "councils.not_here"
    )


def test_agencies_and_who_speaks_for_them(cast: Cast) -> None:
    facts = {"name": "Trạm Y tế", "kind": "chuyen_mon", "level": "xa", "valid_from": TERM_START}
    agency = add_agency(cast.minh, cast.council, code="yte", **facts)
    assert refused(add_agency, cast.minh, cast.council, code="yte", **facts) == "councils.code_taken"
    assert refused(add_agency, cast.minh, cast.council, code="x", **{**facts, "kind": "?"}) == "councils.unknown_kind"
    assert refused(add_agency, cast.minh, cast.council, code="x", **{**facts, "level": "?"}) == "councils.unknown_kind"
    person = Person.objects.get(pk=cast.an.person_id)
    focal = name_focal_person(cast.minh, agency, person=person, valid_from=TERM_START, is_leader=True)
    again = {"person": person, "valid_from": TERM_START}
    assert refused(name_focal_person, cast.minh, agency, **again) == "councils.post_held"
    end_focal_person(cast.minh, focal, on=clock.today(), reason="nghỉ hưu")
    assert refused(end_focal_person, cast.minh, focal, on=clock.today(), reason="x") == "councils.already_ended"
    end_agency(cast.minh, agency, on=clock.today(), reason="sáp nhập")
    assert refused(end_agency, cast.minh, agency, on=clock.today(), reason="x") == "councils.already_ended"
    assert refused(name_focal_person, cast.minh, agency, **again) == "councils.already_ended"
    assert list(queries.agencies_on(cast.council.pk, TERM_START)) == [cast.agency, agency]


def committee(cast: Cast, **facts: Any) -> Body:
    wanted = {"kind": "ban", "committee": "KTNS", "name": "Ban Kinh tế - Ngân sách", "valid_from": TERM_START}
    return create_body(cast.minh, cast.council, **{**wanted, **facts})


def test_a_body_is_set_up_once_and_ends_with_its_posts(cast: Cast) -> None:
    place = add_constituency(cast.minh, cast.term, number=1)
    group = committee(cast, kind="to_dai_bieu", name="Tổ đại biểu số 1", committee="", constituencies=[place])
    assert list(group.constituencies.all()) == [place]
    body = committee(cast, decision="01/NQ-HĐND")
    assert history_of(ref_of(body)).get().facts["decision"] == "01/NQ-HĐND"
    assert refused(committee, cast) == "councils.body_exists"
    assert refused(committee, cast, kind="thuong_truc", committee="") == "councils.body_exists"
    assert refused(committee, cast, committee="DO_THI") == "councils.unknown_kind"
    assert refused(committee, cast, kind="party") == "councils.unknown_kind"
    hoa = Person.objects.get(pk=cast.hoa.person_id)
    post = appoint_member(cast.minh, body, person=hoa, post="truong_ban", valid_from=TERM_START)
    end_body(cast.minh, body, on=clock.today(), reason="giải thể")
    assert Membership.objects.get(pk=post.pk).valid_to == clock.today()
    assert refused(end_body, cast.minh, body, on=clock.today(), reason="x") == "councils.already_ended"
    assert refused(appoint_member, cast.minh, body, person=hoa, post="truong_ban", valid_from=TERM_START) == (
        "councils.already_ended"
    )
    assert committee(cast).pk != body.pk


def test_a_post_is_given_with_what_the_law_remarks(cast: Cast) -> None:
    body = committee(cast)
    hoa, an = (Person.objects.get(pk=actor.person_id) for actor in (cast.hoa, cast.an))
    name_focal_person(cast.minh, cast.agency, person=hoa, valid_from=TERM_START, is_leader=True)
    day = {"valid_from": TERM_START}
    post = appoint_member(cast.minh, body, person=hoa, post="truong_ban", decision="02/NQ", is_full_time=True, **day)
    assert [line["outcome"] for line in last_line().facts["law"]] == [False, True]
    assert refused(appoint_member, cast.minh, body, person=hoa, post="truong_ban", **day) == "councils.post_held"
    assert refused(appoint_member, cast.minh, body, person=hoa, post="chu_tich", **day) == "councils.post_not_here"
    assert refused(appoint_member, cast.minh, body, person=an, post="uy_vien_ban", **day) == "councils.no_seat"
    assert refused(appoint_member, cast.minh, body, person=hoa, post="uy_vien_ban", valid_from=OPENED) == (
        "councils.ends_before_start"
    )
    stranger = Person.objects.get(pk=cast.kien.person_id)
    assert refused(appoint_member, cast.minh, body, person=stranger, post="uy_vien_ban", **day) == "councils.not_here"
    assert refused(appoint_member, cast.hoa, body, person=hoa, post="uy_vien_ban", **day) == "policy.not_allowed"
    second = appoint_member(cast.minh, body, person=hoa, post="uy_vien_ban", basis="approved", **day)
    end_membership(cast.minh, second, on=clock.today(), reason="miễn nhiệm")
    assert refused(end_membership, cast.minh, second, on=clock.today(), reason="x") == "councils.already_ended"
    assert refused(end_membership, cast.minh, post, on=clock.today(), reason=" ") == "councils.no_reason"


def test_many_posts_at_once(cast: Cast) -> None:
    body = committee(cast)
    people = [deputy.person_id or 0 for deputy in cast.deputies(5)]
    rows = [MemberRow(person, "uy_vien_ban", "approved") for person in people]
    posts = appoint_members(cast.minh, body, rows=rows, valid_from=TERM_START, decision="03/NQ")
    assert [post.person_id for post in posts] == people
    assert last_line().facts["appointed"] == 5
    assert refused(appoint_members, cast.minh, body, rows=[], valid_from=TERM_START) == "councils.nothing_to_add"
    assert refused(appoint_members, cast.minh, body, rows=rows * 101, valid_from=TERM_START) == (
        "councils.too_many_rows"
    )
    twice = [MemberRow(cast.hoa.person_id or 0, "pho_truong_ban", "approved")] * 2
    assert refused(appoint_members, cast.minh, body, rows=twice, valid_from=TERM_START) == "councils.post_held"
    unknown = [MemberRow(10**6, "uy_vien_ban")]
    assert refused(appoint_members, cast.minh, body, rows=unknown, valid_from=TERM_START) == "councils.not_here"
    assert Membership.objects.filter(body=body).count() == 5


def test_a_closed_council_is_read_only(cast: Cast) -> None:
    Council.objects.filter(pk=cast.council.pk).update(closed_on=date(2026, 6, 30))
    for verb, kwargs in (
        (add_person, {"person": PersonRow("A")}),
        (add_agency, {"code": "a", "name": "A", "kind": "ubnd", "level": "xa", "valid_from": TERM_START}),
        (create_body, {"kind": "ban", "committee": "KTNS", "name": "A", "valid_from": TERM_START}),
        (open_term, {"plan": PLAN}),
    ):
        assert refused(verb, cast.minh, cast.council, **kwargs) == "councils.council_closed"
    assert refused(grant_mandates, cast.minh, cast.term, rows=[DeputyRow("A")]) == "councils.council_closed"


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.CLERK, Role.SYSTEM)])
def test_only_the_office_keeps_the_register(cast: Cast, role: Role) -> None:
    actor = acting(cast.minh, role)
    assert refused(add_person, actor, cast.council, person=PersonRow("A")) == "policy.not_allowed"
    assert refused(grant_mandates, actor, cast.term, rows=[DeputyRow("A")]) == "policy.not_allowed"


def test_the_council_on_a_past_day(cast: Cast) -> None:
    body = committee(cast, valid_from=date(2026, 5, 1))
    hoa = Person.objects.get(pk=cast.hoa.person_id)
    appoint_member(cast.minh, body, person=hoa, post="truong_ban", valid_from=date(2026, 6, 1))
    before, after = (queries.council_on(cast.council, day) for day in (date(2026, 5, 15), date(2026, 6, 15)))
    assert [each.name for each in before.bodies] == ["Thường trực HĐND phường", "Ban Kinh tế - Ngân sách"]
    assert [len(each.members_now) for each in before.bodies] == [1, 0]  # type: ignore[attr-defined]
    assert [len(each.members_now) for each in after.bodies] == [1, 1]  # type: ignore[attr-defined]
    assert queries.council_on(cast.council, date(2026, 3, 14)).term is None


def test_the_office_says_how_it_is_reached_and_the_public_sees_it(cast: Cast) -> None:
    browser = signed_in(cast.minh)
    assert "/to-chuc/van-phong/" in browser.get("/to-chuc/").content.decode()
    wishes = {"address": "12 Lê Lợi", "phone": "024 3825 0000", "email": "hdnd@senhong.example"}
    assert browser.post("/to-chuc/van-phong/", wishes).status_code == 302
    cast.council.refresh_from_db()
    assert cast.council.settings == wishes
    public = Client().get(f"/cong/{cast.council.code}/lien-he/").content.decode()
    assert all(word in public for word in wishes.values())
    assert refused(change_office, cast.hoa, cast.council, address="nơi khác") == "policy.not_allowed"
    wrong = browser.post("/to-chuc/van-phong/", {**wishes, "email": "không phải thư"})
    assert wrong.status_code in (200, 400, 422)
    assert cast.council.settings == wishes
