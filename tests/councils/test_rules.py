"""What the law says about seats, by-elections, posts, terms and mergers: vectors and every warning by name."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nghitruong.foundation.councils import rules
from nghitruong.foundation.councils.rules import (
    AppointmentFacts,
    ByElectionFacts,
    CommitteeFacts,
    DeputyRow,
    GrantFacts,
    OldCouncil,
    Part,
    SeatFacts,
    SuccessionFacts,
)
from nghitruong.foundation.councils.rules.mandates import warn_of_constituencies
from nghitruong.foundation.councils.rules.reconciling import FileRow, Known, reconcile
from nghitruong.foundation.councils.rules.seats import is_by_election_needed, warn_of_seats
from nghitruong.foundation.law.queries import params_for
from nghitruong.kernel.decision import Decision
from nghitruong.kernel.params import Params

DAY = date(2026, 7, 1)


def params(kind: str = "phuong", day: date = DAY) -> Params:
    return params_for(None, day, unit_kind=kind)


def seats(kind: str, population: int, **facts: object) -> int:
    wanted = SeatFacts(kind, population, **facts)  # type: ignore[arg-type]
    answer = rules.legal_seats(wanted, params(kind))
    assert answer is not None
    return answer[0]


def code(decision: Decision) -> str:
    return decision.refusal.code if decision.refusal else ""


def warnings(decision: Decision) -> list[str]:
    assert decision.is_allowed
    return [reason.message.partition(":")[0] for reason in decision.warnings]


@pytest.mark.parametrize(
    ("kind", "population", "facts", "expected"),
    [
        ("phuong", 35_000, {"parent_kind": "tinh"}, 22),
        ("phuong", 60_000, {"parent_kind": "thanh_pho_tw"}, 22),
        ("xa", 7_900, {"is_highland": True}, 17),
        ("tinh", 4_300_000, {}, 85),
        ("tinh", 1_000_000, {}, 50),
        ("tinh", 1_069_999, {}, 50),
        ("tinh", 1_070_000, {}, 51),
        ("thanh_pho_tw", 1_275_000, {}, 51),
        ("thanh_pho_tw", 9_000_000, {"code": "79"}, 125),
        ("thanh_pho_tw", 8_000_000, {"code": "01"}, 125),
        ("xa", 10_000, {}, 15),
        ("xa", 11_999, {}, 15),
        ("xa", 12_000, {}, 16),
        ("xa", 20_000, {}, 20),
        ("xa", 200_000, {}, 30),
        ("dac_khu", 12_999, {}, 20),
        ("dac_khu", 13_000, {}, 21),
        ("phuong", 45_000, {"parent_kind": "thanh_pho_tw"}, 20),
    ],
)
def test_the_number_of_deputies(kind: str, population: int, facts: dict[str, object], expected: int) -> None:
    """R1.18 to R1.24, with the rulebook's own vectors first."""
    assert seats(kind, population, **facts) == expected


@given(st.integers(0, 3_000_000), st.sampled_from(["tinh", "thanh_pho_tw", "xa", "phuong", "dac_khu"]))
def test_more_people_never_give_fewer_deputies(population: int, kind: str) -> None:
    low, high = seats(kind, population), seats(kind, population + 1)
    assert low <= high <= low + 1


def test_kinds_without_a_council_of_today_have_no_number() -> None:
    assert rules.legal_seats(SeatFacts("quan", 100_000), params("quan")) is None
    assert rules.legal_seats(SeatFacts("phuong", 1), params("phuong", date(2024, 1, 1))) is None
    with pytest.raises(ValueError, match="negative"):
        rules.legal_seats(SeatFacts("xa", -1), params("xa"))


@pytest.mark.parametrize(
    ("today", "held", "is_new", "needed"),
    [
        (date(2029, 1, 1), 19, False, True),
        (date(2029, 1, 1), 20, False, False),
        (date(2029, 9, 14), 19, False, True),
        (date(2029, 9, 15), 19, False, False),
        (date(2029, 1, 1), 20, True, False),
        (date(2029, 1, 1), 19, True, True),
    ],
)
def test_a_by_election(today: date, held: int, is_new: bool, needed: bool) -> None:
    """R1.28: more than 18 months left, and more than a third missing or fewer than two thirds in a new unit."""
    facts = ByElectionFacts(30, 30, held, date(2031, 3, 15), today, is_new_unit=is_new)
    assert is_by_election_needed(rules.by_election(facts, params())) is needed


def test_a_new_unit_with_few_elected_may_still_lack_deputies() -> None:
    facts = ByElectionFacts(19, 30, 19, date(2031, 3, 15), date(2029, 1, 1), is_new_unit=True)
    decision = rules.by_election(facts, params())
    assert [reason.outcome for reason in decision.reasons] == [True, False, True]
    assert is_by_election_needed(decision)


def test_too_many_deputies_are_remarked_unless_inherited() -> None:
    assert warnings(warn_of_seats(31, 30, is_inherited=False, params=params())) == ["Deputies"]
    assert warnings(warn_of_seats(30, 30, is_inherited=False, params=params())) == []
    assert warnings(warn_of_seats(202, 22, is_inherited=True, params=params())) == []
    assert warnings(warn_of_seats(202, 0, is_inherited=False, params=params())) == []


def test_a_constituency_elects_five_at_most() -> None:
    assert warnings(warn_of_constituencies([5, 3], params())) == []
    assert len(warnings(warn_of_constituencies([5, 6], params()))) == 1
    assert warnings(warn_of_constituencies([], params())) == []


GRANT = GrantFacts(DAY, date(2031, 3, 15), {1, 2}, {"elected", "inherited", "transferred"}, {7}, {70})


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (DeputyRow("A", seat=8, constituency=2), ""),
        (DeputyRow("A", origin="chosen"), "councils.unknown_kind"),
        (DeputyRow("A", origin="transferred"), "councils.no_decision"),
        (DeputyRow("A", origin="transferred", decision="12/NQ"), ""),
        (DeputyRow("A", constituency=3), "councils.no_constituency"),
        (DeputyRow("A", seat=7), "councils.seat_taken"),
        (DeputyRow("A", person_id=70), "councils.already_deputy"),
        (DeputyRow("A", starts_on=date(2031, 3, 16)), "councils.term_over"),
    ],
)
def test_what_a_seat_needs(row: DeputyRow, expected: str) -> None:
    assert code(rules.may_grant(GRANT, [row])) == expected


def test_a_batch_is_judged_row_after_row() -> None:
    assert code(rules.may_grant(GRANT, [DeputyRow("A", seat=8), DeputyRow("B", seat=8)])) == "councils.seat_taken"
    twice = [DeputyRow("A", person_id=5), DeputyRow("A", person_id=5)]
    assert code(rules.may_grant(GRANT, twice)) == "councils.already_deputy"


def test_a_batch_has_rows_names_and_births_in_the_past() -> None:
    assert code(rules.may_take_rows([], DAY)) == "councils.nothing_to_add"
    assert code(rules.may_take_rows([DeputyRow("A")] * 501, DAY)) == "councils.too_many_rows"
    assert code(rules.may_take_rows([DeputyRow(" ")], DAY)) == "councils.no_name"
    assert code(rules.may_take_rows([DeputyRow("A", born_on=DAY)], DAY)) == "councils.born_too_late"
    assert code(rules.may_take_rows([DeputyRow("A")] * 500, DAY)) == ""


def test_the_day_something_ends() -> None:
    day = date(2026, 7, 2)
    assert code(rules.may_end_on(DAY, day, day, reason="x")) == ""
    assert code(rules.may_end_on(day, DAY, day, reason="x")) == "councils.ends_before_start"
    assert code(rules.may_end_on(DAY, day, DAY, reason="x")) == "councils.not_yet"
    assert code(rules.may_end_on(DAY, day, day, reason=" ")) == "councils.no_reason"


APPOINT = AppointmentFacts(
    name="Lan",
    post="chu_tich",
    basis="elected",
    expected_basis="elected",
    posts={"chu_tich", "pho_chu_tich", "uy_vien_thuong_truc", "truong_ban", "pho_truong_ban", "uy_vien_ban"},
    bases={"elected", "appointed", "approved", "by_office"},
    has_seat=True,
    holds_it=False,
    is_in_executive=False,
    leads_agency=False,
    heads_committee=True,
    unit_kind="phuong",
)
EXECUTIVE = "A member of the Standing body is not a member of the People's Committee of the same level."
AGENCY = "The head of a committee does not head an agency of the People's Committee."
HEADS = "Members of the Standing body are the heads of the committees."


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"post": "to_truong"}, "councils.post_not_here"),
        ({"basis": "bought"}, "councils.unknown_basis"),
        ({"holds_it": True}, "councils.post_held"),
        ({"has_seat": False}, "councils.no_seat"),
        ({}, ""),
    ],
)
def test_a_post_that_cannot_be_given(change: dict[str, object], expected: str) -> None:
    assert code(rules.may_appoint(replace(APPOINT, **change), params())) == expected  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, []),
        ({"is_in_executive": True}, [EXECUTIVE]),
        ({"post": "truong_ban", "leads_agency": True}, [AGENCY]),
        ({"post": "truong_ban", "is_in_executive": True}, []),
        ({"post": "uy_vien_thuong_truc", "heads_committee": False}, [HEADS]),
        ({"basis": "approved"}, ["This post is given by “%(expected)s”; here it was “%(given)s”."]),
        ({"basis": "appointed"}, []),
        ({"post": "pho_chu_tich", "others": 0}, []),
        ({"post": "pho_chu_tich", "others": 1}, ["Holders of this post"]),
        ({"post": "pho_truong_ban", "bodies": 2, "in_all": 3}, []),
        ({"post": "pho_truong_ban", "bodies": 2, "in_all": 4}, ["Holders of this post"]),
    ],
)
def test_what_the_law_remarks_of_a_post(change: dict[str, object], expected: list[str]) -> None:
    """R1.07, R1.08, R1.11, R1.12: warned of, never refused."""
    facts = replace(APPOINT, **change)  # type: ignore[arg-type]
    assert [message.partition(":")[0] for message in warnings(rules.may_appoint(facts, params()))] == [
        message.partition(":")[0] for message in expected
    ]


@pytest.mark.parametrize(
    ("kind", "merged_from", "limit"),
    [("tinh", 0, 2), ("tinh", 2, 3), ("tinh", 3, 3), ("thanh_pho_tw", 1, 2), ("thanh_pho_tw", 3, 4)],
)
def test_deputy_chairs_of_a_province(kind: str, merged_from: int, limit: int) -> None:
    facts = replace(APPOINT, post="pho_chu_tich", unit_kind=kind, merged_from=merged_from)
    for others in range(limit + 1):
        found = warnings(rules.may_appoint(replace(facts, others=others), params(kind)))
        assert bool(found) is (others == limit)


def test_committees_of_a_kind_of_unit() -> None:
    """R1.09, R1.10, R1.13."""
    ward = CommitteeFacts("ban", "KTNS", "phuong", {"KTNS", "VHXH"}, has_groups=True)
    assert warnings(rules.may_create_body(ward, params())) == []
    assert code(rules.may_create_body(replace(ward, committee="PC"), params())) == "councils.unknown_kind"
    city = CommitteeFacts("ban", "DAN_TOC", "thanh_pho_tw", {"PC", "DAN_TOC"}, has_groups=True)
    assert len(warnings(rules.may_create_body(city, params("thanh_pho_tw")))) == 1
    group = CommitteeFacts("to_dai_bieu", "", "phuong", (), has_groups=False)
    assert len(warnings(rules.may_create_body(group, params()))) == 1
    assert warnings(rules.may_create_body(replace(group, has_groups=True), params())) == []


OLD = OldCouncil(1, "HĐND phường Sen", "Phường Sen", "phuong", "commune", 5, date(2021, 7, 1), True, frozenset({11}))
FACTS = SuccessionFacts(9, "Phường Sen Hồng", "phuong", "commune", DAY, False, [OLD, replace(OLD, council_id=2)])


@pytest.mark.parametrize(
    ("parts", "facts", "decision", "expected"),
    [
        ([Part(1), Part(2, is_whole=False, mandate_ids=[11])], FACTS, "NQ", ""),
        ([], FACTS, "NQ", "councils.no_parts"),
        ([Part(1)], FACTS, " ", "councils.no_decision"),
        ([Part(1), Part(1)], FACTS, "NQ", "councils.part_twice"),
        ([Part(9)], FACTS, "NQ", "councils.succeeds_itself"),
        ([Part(3)], FACTS, "NQ", "councils.not_here"),
        ([Part(1, closes=False)], FACTS, "NQ", "councils.whole_must_close"),
        ([Part(1, is_whole=False, mandate_ids=[12])], FACTS, "NQ", "councils.not_its_deputy"),
        ([Part(1)], replace(FACTS, opened_on=date(2026, 7, 2)), "NQ", "councils.opens_otherwise"),
        ([Part(1)], replace(FACTS, old=[replace(OLD, ordinal=None)]), "NQ", "councils.no_living_term"),
        ([Part(1)], replace(FACTS, old=[replace(OLD, is_open=False)]), "NQ", "councils.predecessor_closed"),
        ([Part(1)], replace(FACTS, level="province"), "NQ", "councils.other_level"),
        ([Part(1)], replace(FACTS, old=[replace(OLD, opened_on=DAY)]), "NQ", "councils.ends_before_start"),
    ],
)
def test_a_merger_that_cannot_be(parts: list[Part], facts: SuccessionFacts, decision: str, expected: str) -> None:
    assert code(rules.may_succeed(facts, parts, DAY, decision)) == expected


def test_a_new_name_or_kind_starts_again_at_khoa_one() -> None:
    """R1.34."""
    assert rules.inherited_ordinal(FACTS, params()) == 1
    same = replace(FACTS, unit_name="Phường Sen")
    assert rules.inherited_ordinal(same, params()) == 5
    assert rules.inherited_ordinal(replace(same, old=[replace(OLD, unit_kind="xa")]), params()) == 1
    spelled = replace(FACTS, unit_name="Phường Hoà", old=[replace(OLD, unit_name="Phường Hòa", ordinal=3)])
    assert rules.inherited_ordinal(spelled, params()) == 3


def test_the_one_who_prepared_a_merger_does_not_carry_it_out() -> None:
    assert code(rules.may_carry_out(1, 1)) == "councils.same_person"
    assert code(rules.may_carry_out(1, 2)) == ""
    assert code(rules.may_carry_out(None, None)) == ""


def test_when_the_next_term_may_begin() -> None:
    assert code(rules.may_roll_over(DAY, DAY, DAY)) == "councils.not_after_term"
    assert code(rules.may_roll_over(DAY, date(2031, 6, 1), DAY)) == "councils.not_yet"
    assert code(rules.may_roll_over(DAY, date(2031, 6, 1), date(2031, 6, 1))) == ""
    assert code(rules.is_at_work(DAY)) == "councils.council_closed"
    assert code(rules.is_at_work(None)) == ""


AN = DeputyRow("Trần Văn An", born_on=date(1970, 1, 1))


def judged(deputies: list[DeputyRow], known: list[Known], file: int = 0) -> list[str]:
    rows = [FileRow(file, number, deputy) for number, deputy in enumerate(deputies, start=2)]
    return [str(each.outcome) for each in reconcile(rows, known)]


@pytest.mark.parametrize(
    ("deputy", "known", "expected"),
    [
        (AN, [], "new"),
        (AN, [Known(1, "TRẦN VĂN AN", date(1970, 1, 1), has_seat=True)], "known"),
        (AN, [Known(1, "Trần Văn Ân", date(1970, 1, 1), has_seat=True)], "known"),
        (AN, [Known(1, "Trần Văn An", date(1970, 1, 1))], "seated"),
        (AN, [Known(1, "Trần Văn An", date(1971, 1, 1), has_seat=True)], "new"),
        (AN, [Known(1, "Trần Văn An", None, 1970, has_seat=True)], "known"),
        (AN, [Known(1, "Trần Văn An", None, 1971, has_seat=True)], "new"),
        (AN, [Known(1, "Trần Văn An"), Known(2, "Trần Văn An")], "wrong"),
        (AN, [Known(1, "Trần Văn An"), Known(2, "Trần Văn An", date(1970, 1, 1))], "seated"),
        (DeputyRow("Trần Văn An"), [Known(1, "Trần Văn An", has_seat=True, origins=frozenset({3}))], "new"),
        (
            DeputyRow("Trần Văn An", origin_council_id=3),
            [Known(1, "Trần Văn An", has_seat=True, origins=frozenset({3}))],
            "known",
        ),
        (replace(AN, number="7"), [Known(1, "Trần Văn An", date(1999, 1, 1), number="7", has_seat=True)], "known"),
        (replace(AN, number="7"), [Known(1, "Lê Bá", number="7")], "wrong"),
        (replace(AN, number="7"), [Known(1, "Trần Văn An", date(1970, 1, 1), number="8")], "new"),
    ],
)
def test_who_is_somebody_known(deputy: DeputyRow, known: list[Known], expected: str) -> None:
    assert judged([deputy], known) == [expected]


def test_the_same_deputy_twice() -> None:
    assert judged([AN, AN], []) == ["new", "wrong"]
    rows = [FileRow(0, 2, AN), FileRow(1, 2, AN)]
    assert [str(each.outcome) for each in reconcile(rows, [])] == ["new", "twice"]
    different = [replace(AN, born_on=None, origin_council_id=1), replace(AN, born_on=None, origin_council_id=2)]
    assert judged(different, []) == ["new", "new"]
