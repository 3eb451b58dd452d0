"""One council follows others, and one term another: who comes, what closes, the counts before and after."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from nghitruong.foundation.audit.models import Line
from nghitruong.foundation.audit.queries import history_of
from nghitruong.foundation.councils import queries
from nghitruong.foundation.councils.actions import (
    add_agency,
    appoint_member,
    carry_out_succession,
    close_council,
    create_body,
    grant_mandates,
    open_term,
    propose_succession,
    roll_over_term,
    succeed_council,
    suspend_mandate,
    withdraw_succession,
)
from nghitruong.foundation.councils.actions.terms import TermPlan
from nghitruong.foundation.councils.handover import Carrier, Handover, TermEnd, on_succession, on_term_end
from nghitruong.foundation.councils.lifecycle import MandateState, SuccessionState
from nghitruong.foundation.councils.models import Body, Council, Mandate, Membership, Person, Succession, Term
from nghitruong.foundation.councils.rules import DeputyRow, Part
from nghitruong.foundation.events.models import Event
from nghitruong.foundation.verbs.beats import BeatMissingError, ref_of
from nghitruong.kernel.actor import Actor, Role
from tests.cast import Cast
from tests.councils.test_register import last_line, refused
from tests.councils.town import ELECTED, FIVE_YEARS, MERGED, SYSTEM, city, mandates_of, ward

pytestmark = pytest.mark.django_db

DECISION = "Nghị quyết 1686/NQ-UBTVQH15"
EVE = MERGED - timedelta(days=1)


def merge(new: Council, parts: list[Part]):  # type: ignore[no-untyped-def] - the answer speaks for itself
    return succeed_council(SYSTEM, new, parts=parts, on=MERGED, decision=DECISION)


@pytest.fixture
def carried() -> Iterator[list[object]]:
    """A noun of an upper room that carries its open work over, and what it was told."""
    told: list[object] = []

    def carry(event: object) -> int:
        told.append(event)
        return 3

    on_succession("wishes", carry=carry, count=lambda _council_id: 4)
    on_term_end("wishes", carry=carry, count=lambda _council_id: 4)
    yield told
    for carriers in (on_succession, on_term_end):
        carriers._carriers.pop("wishes")


@pytest.mark.slow
def test_twelve_wards_make_a_council_of_two_hundred_and_two() -> None:
    """R1.30, R1.35: ten whole wards and parts of two."""
    top = city()
    old = [ward(number, top, deputies=19 if number <= 10 else 12) for number in range(1, 13)]
    new = ward(99, top, opened_on=MERGED)
    some = [[mandate.pk for mandate in mandates_of(council)[:6]] for council in old[10:]]
    parts = [Part(council.pk) for council in old[:10]]
    parts += [Part(council.pk, is_whole=False, mandate_ids=ids) for council, ids in zip(old[10:], some, strict=True)]
    done = merge(new, parts)
    assert (done.before["deputies"], done.after["deputies"], done.twice) == (10 * 19 + 2 * 12, 202, 0)
    assert queries.total_deputies(new.pk, MERGED) == 202
    assert [queries.total_deputies(council.pk, EVE) for council in old[9:]] == [19, 12, 12]
    assert [queries.total_deputies(council.pk, MERGED) for council in old] == [0] * 12
    term = done.term
    assert (term.ordinal, str(term), term.starts_on, term.is_inherited) == (1, "2026–2031", MERGED, True)
    seats = Mandate.objects.filter(council=new)
    assert set(seats.values_list("origin", "state")) == {("inherited", "active")}
    assert seats.filter(origin_council=old[11]).count() == 6
    assert Council.objects.filter(closed_on=EVE).count() == 12
    assert [link.is_whole for link in queries.predecessors_of(new.pk)] == [True] * 10 + [False] * 2


def test_one_decision_one_line_and_one_for_every_council_that_closes() -> None:
    top = city()
    old = [ward(1, top, deputies=3), ward(2, top, deputies=2)]
    new = ward(9, top, opened_on=MERGED)
    lines = Line.objects.count()
    merge(new, [Part(council.pk) for council in old])
    assert Line.objects.count() == lines + 3
    line = history_of(ref_of(new)).first()
    assert line is not None
    assert line.facts["brought"] == {str(old[0].pk): 3, str(old[1].pk): 2}
    assert [history_of(ref_of(council)).first().verb for council in old] == ["councils.close_council"] * 2  # type: ignore[union-attr]
    told = set(Event.objects.values_list("topic", flat=True))
    assert {f"council-{council.pk}" for council in (*old, new)} <= told


def test_old_councils_close_with_everything_and_their_codes_keep_answering() -> None:
    top = city()
    old, new = ward(1, top, deputies=3), ward(9, top, opened_on=MERGED)
    body = create_body(SYSTEM, old, kind="thuong_truc", name="Thường trực HĐND", valid_from=ELECTED)
    someone = mandates_of(old)[0].person
    appoint_member(SYSTEM, body, person=someone, post="chu_tich", valid_from=ELECTED)
    add_agency(SYSTEM, old, code="ubnd", name="UBND", kind="ubnd", level="xa", valid_from=ELECTED)
    merge(new, [Part(old.pk)])
    old.refresh_from_db()
    assert (old.closed_on, old.unit.valid_to) == (EVE, EVE)
    assert Term.objects.get(council=old).ends_on == EVE
    assert {Body.objects.get(pk=body.pk).valid_to, Membership.objects.get(body=body).valid_to} == {EVE}
    seen, now = queries.council_on(old, EVE), queries.council_on(old, MERGED)
    assert (len(seen.mandates), len(seen.bodies), len(seen.agencies)) == (3, 1, 1)
    assert (now.term, now.mandates, now.bodies, now.agencies) == (None, [], [], [])
    assert [link.council for link in now.successors] == [new]
    assert queries.council_by_code(old.code) == new
    assert queries.council_with_code(old.code) == old


def test_a_divided_council_answers_itself() -> None:
    top = city()
    old = ward(1, top, deputies=4)
    heirs = [ward(number, top, opened_on=MERGED) for number in (8, 9)]
    first, second = (mandate.pk for mandate in mandates_of(old)[:2])
    merge(heirs[0], [Part(old.pk, is_whole=False, mandate_ids=[first], closes=False)])
    old.refresh_from_db()
    assert (old.closed_on, queries.total_deputies(old.pk, MERGED)) == (None, 3)
    merge(heirs[1], [Part(old.pk, is_whole=False, mandate_ids=[second])])
    assert queries.council_by_code(old.code) == old
    assert [queries.total_deputies(heir.pk, MERGED) for heir in heirs] == [1, 1]


def test_who_sat_in_two_old_councils_sits_once() -> None:
    top = city()
    old = [ward(1, top), ward(2, top)]
    for council in old:
        term = open_term(SYSTEM, council, plan=FIVE_YEARS)
        grant_mandates(SYSTEM, term, rows=[DeputyRow("Nguyễn Văn Hai", born_on=date(1970, 1, 1)), DeputyRow("Lê An")])
    new = ward(9, top, opened_on=MERGED)
    done = merge(new, [Part(council.pk) for council in old])
    assert (done.twice, done.after["deputies"]) == (1, 3)
    assert Person.objects.filter(council=new, full_name="Lê An").count() == 2


def test_a_suspended_deputy_comes_suspended() -> None:
    top = city()
    old, new = ward(1, top, deputies=2), ward(9, top, opened_on=MERGED)
    suspend_mandate(SYSTEM, mandates_of(old)[0], reason="bị khởi tố", decision="1/NQ", on=ELECTED)
    merge(new, [Part(old.pk)])
    states = Mandate.objects.filter(council=new).order_by("person__sort_key").values_list("state", flat=True)
    assert list(states) == ["suspended", "active"]


def test_a_new_council_keeps_the_number_of_an_old_one_of_its_name() -> None:
    """R1.34."""
    top = city()
    old, new = ward(1, top, deputies=2), ward(9, top, opened_on=MERGED)
    new.unit.name = old.unit.name
    new.unit.save()
    assert merge(new, [Part(old.pk)]).term.ordinal == 3


def test_a_running_council_takes_another_up() -> None:
    top = city()
    old, big = ward(1, top, deputies=2), ward(9, top, deputies=5)
    done = merge(big, [Part(old.pk)])
    assert (done.term.ordinal, done.term.is_inherited, done.after["deputies"]) == (3, True, 7)


def test_open_work_of_upper_rooms_passes_over(carried: list[object]) -> None:
    top = city()
    old, new = ward(1, top, deputies=2), ward(9, top, opened_on=MERGED)
    before = {mandate.pk: mandate.person_id for mandate in mandates_of(old)}
    done = merge(new, [Part(old.pk)])
    (event,) = carried
    assert isinstance(event, Handover)
    assert (event.predecessor_id, event.council_id, event.on, event.is_whole) == (old.pk, new.pk, MERGED, True)
    assert event.mandates.keys() == before.keys()
    assert set(event.people) == set(before.values())
    assert set(event.mandates.values()) == {mandate.pk for mandate in mandates_of(new)}
    assert (done.carried["wishes"], done.before["wishes"], done.after["wishes"]) == (3, 4, 4)


def test_a_noun_registers_once() -> None:
    on_succession("wishes", carry=lambda _event: 1, count=lambda _council: 1)
    on_succession("wishes", carry=lambda _event: 2, count=lambda _council: 2)
    assert on_succession.counts(1)["wishes"] == 2
    assert isinstance(on_succession._carriers.pop("wishes"), Carrier)


def test_a_merger_that_fails_leaves_nothing_half_done() -> None:
    top = city()
    old, new = ward(1, top, deputies=2), ward(9, top, opened_on=MERGED)

    def fail(_event: Handover) -> int:
        raise RuntimeError("no")

    on_succession("wishes", carry=fail, count=lambda _council_id: 0)
    with pytest.raises(RuntimeError):
        merge(new, [Part(old.pk)])
    on_succession._carriers.pop("wishes")
    old.refresh_from_db()
    assert (old.closed_on, Succession.objects.count(), mandates_of(new)) == (None, 0, [])
    assert set(Mandate.objects.values_list("state", flat=True)) == {MandateState.ACTIVE}


def test_only_the_system_merges_in_one_step(cast: Cast) -> None:
    facts = {"parts": [Part(cast.other_council.pk)], "on": MERGED, "decision": DECISION}
    assert refused(succeed_council, cast.minh, cast.council, **facts) == "policy.not_allowed"
    assert refused(succeed_council, SYSTEM, cast.council, **{**facts, "parts": []}) == "councils.no_parts"
    assert refused(succeed_council, SYSTEM, cast.council, **{**facts, "decision": ""}) == "councils.no_decision"
    with pytest.raises(BeatMissingError):
        close_council(cast.council, on=EVE, decision=DECISION, successor=cast.other_council)


@pytest.fixture
def town() -> tuple[Council, Council, Council, Actor, Actor]:
    """A city, an old ward, a new one; the city's administrator and the new ward's clerk."""
    top = city()
    old, new = ward(1, top, deputies=3), ward(9, top, opened_on=MERGED)
    admin = Actor("Quản trị", council_id=top.pk, account_id=71, roles=frozenset({Role.PROVINCE_ADMIN}))
    clerk = Actor("Văn phòng", council_id=new.pk, account_id=72, roles=frozenset({Role.CLERK}))
    return top, old, new, admin, clerk


Town = tuple[Council, Council, Council, Actor, Actor]


def test_one_prepares_a_merger_another_carries_it_out(town: Town) -> None:
    _top, old, new, admin, clerk = town
    ids = [mandate.pk for mandate in mandates_of(old)[:2]]
    part = Part(old.pk, is_whole=False, mandate_ids=ids)
    plan = propose_succession(admin, new, parts=[part], on=MERGED, decision=DECISION)
    assert (plan.state, mandates_of(new)) == (SuccessionState.PROPOSED, [])
    assert refused(propose_succession, admin, new, parts=[part], on=MERGED, decision=DECISION) == (
        "councils.plan_exists"
    )
    done = carry_out_succession(clerk, plan)
    plan.refresh_from_db()
    assert (plan.state, plan.before["deputies"], plan.after["deputies"]) == (SuccessionState.CARRIED_OUT, 3, 2)
    assert done.after["deputies"] == 2
    assert last_line().facts["decision"] == DECISION
    assert refused(carry_out_succession, clerk, plan) == "succession.wrong_state"


def test_a_merger_takes_two_people_of_the_right_councils(town: Town, cast: Cast) -> None:
    top, old, new, admin, _clerk = town
    parts = [Part(old.pk)]
    facts = {"parts": parts, "on": MERGED, "decision": DECISION}
    assert refused(propose_succession, cast.minh, new, **facts) == "policy.not_found"
    stranger = [Part(cast.council.pk)]
    assert refused(propose_succession, admin, new, **{**facts, "parts": stranger}) == "councils.not_here"
    assert refused(propose_succession, admin, new, **{**facts, "decision": " "}) == "councils.no_decision"
    plan = propose_succession(admin, new, **facts)
    both = Actor("Cả hai", council_id=new.pk, account_id=71, roles=frozenset({Role.CLERK}))
    assert refused(carry_out_succession, both, plan) == "councils.same_person"
    assert refused(carry_out_succession, cast.minh, plan) == "policy.not_found"
    assert top.pk == admin.council_id


def test_a_prepared_merger_can_be_taken_back(town: Town) -> None:
    _top, old, new, admin, clerk = town
    plan = propose_succession(admin, new, parts=[Part(old.pk)], on=MERGED, decision=DECISION)
    assert refused(withdraw_succession, admin, plan, reason=" ") == "councils.no_reason"
    withdraw_succession(admin, plan, reason="nhầm ngày")
    assert (plan.state, plan.reason) == (SuccessionState.WITHDRAWN, "nhầm ngày")
    assert refused(carry_out_succession, clerk, plan) == "succession.wrong_state"
    assert propose_succession(admin, new, parts=[Part(old.pk)], on=MERGED, decision=DECISION).pk != plan.pk


def test_a_merger_waits_for_its_day(town: Town) -> None:
    _top, old, new, admin, clerk = town
    later = date(2040, 1, 1)
    plan = propose_succession(admin, new, parts=[Part(old.pk)], on=later, decision=DECISION)
    assert refused(carry_out_succession, clerk, plan) == "councils.not_yet"


NEXT = TermPlan(ordinal=4, first_year=2031, last_year=2036, starts_on=date(2026, 11, 1))


def test_a_term_is_rolled_over_with_counts(carried: list[object]) -> None:
    """Art. 29(5), R1.14: bodies go on as caretakers until the new council has its own."""
    council = ward(1, city(), deputies=4)
    term = queries.running_term(council.pk)
    assert term is not None
    body = create_body(SYSTEM, council, kind="ban", committee="KTNS", name="Ban KTNS", valid_from=ELECTED)
    head = mandates_of(council)[0].person
    appoint_member(SYSTEM, body, person=head, post="truong_ban", valid_from=ELECTED)
    done = roll_over_term(SYSTEM, term, plan=NEXT)
    assert (done.before["deputies"], done.after["deputies"], done.before["bodies"], done.after["bodies"]) == (
        4,
        0,
        1,
        1,
    )
    assert done.carried == {"wishes": 3}
    assert carried == [TermEnd(council.pk, term.pk, done.term.pk, NEXT.starts_on)]
    term.refresh_from_db()
    assert (term.ends_on, done.term.ordinal) == (date(2026, 10, 31), 4)
    body.refresh_from_db()
    assert (body.is_caretaker, body.valid_to) == (True, None)
    assert last_line().facts["before"]["deputies"] == 4
    grant_mandates(SYSTEM, done.term, rows=[DeputyRow("Người Mới")])
    fresh = create_body(SYSTEM, council, kind="ban", committee="KTNS", name="Ban KTNS", valid_from=date(2026, 11, 2))
    body.refresh_from_db()
    assert (body.valid_to, fresh.is_caretaker) == (date(2026, 11, 1), False)
    assert Membership.objects.get(body=body).valid_to == date(2026, 11, 1)
    assert queries.total_deputies(council.pk, date(2026, 10, 31)) == 4
    assert refused(roll_over_term, SYSTEM, term, plan=NEXT) == "councils.term_over"


def test_a_term_is_rolled_over_on_a_lawful_day(cast: Cast) -> None:
    future = TermPlan(ordinal=4, first_year=2031, last_year=2036, starts_on=date(2040, 1, 1))
    assert refused(roll_over_term, cast.minh, cast.term, plan=future) == "councils.not_yet"
    early = TermPlan(ordinal=4, first_year=2031, last_year=2036, starts_on=cast.term.starts_on)
    assert refused(roll_over_term, cast.minh, cast.term, plan=early) == "councils.not_after_term"
    same = TermPlan(ordinal=1, first_year=2031, last_year=2036, starts_on=date(2026, 11, 1))
    assert refused(roll_over_term, cast.minh, cast.term, plan=same) == "councils.ordinal_taken"
    assert refused(roll_over_term, cast.hoa, cast.term, plan=NEXT) == "policy.not_allowed"
    cast.term.refresh_from_db()
    assert (cast.term.ends_on, Mandate.objects.filter(state="active").count()) == (None, 3)
