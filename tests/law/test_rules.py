"""What a council may do with a row: confirm it, be stricter, decide for itself; and what stays refused."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from nghitruong.foundation.law.pack import OverridePolicy, Row, rule_pack
from nghitruong.foundation.law.rules import (
    OwnValue,
    Proposal,
    is_looser,
    may_confirm,
    may_correct_day,
    may_override,
    own_value_on,
    param_of,
    read_value,
)
from nghitruong.kernel.decision import Decision
from nghitruong.kernel.params import Confidence

DAY = date(2026, 5, 4)


def row(name: str) -> Row:
    return rule_pack().rows[name]


def propose(value: Any, unit: str = "calendar_day", **changes: Any) -> Proposal:
    return replace(Proposal(value, unit, "12/NQ-HĐND", DAY, DAY), **changes)


def decide(name: str, proposal: Proposal) -> Decision:
    found = row(name)
    national = param_of(found, rule_pack().article(found))
    return may_override(rule_pack().definitions[found.key], national, proposal, rule_pack().units[found.unit].kind)


def code(decision: Decision) -> str:
    return decision.refusal.code if decision.refusal else ""


def test_an_uncertain_row_warns_and_is_not_cited() -> None:
    param = param_of(row("vote.resolution.2025"), "Luật 72")
    assert (param.blocks, param.basis) == (False, "")


def test_a_verified_row_blocks_and_is_cited() -> None:
    param = param_of(row("vote.resolution"), "Điều 91")
    assert (param.blocks, param.basis) == (True, "Điều 91")


def test_a_confirmed_row_blocks_and_the_confirming_document_is_cited() -> None:
    param = param_of(row("vote.resolution.2025"), "Luật 72", confirmed_by="05/NQ-HĐND")
    assert (param.blocks, param.basis, param.id) == (True, "05/NQ-HĐND", "vote.resolution.2025")


def test_confirming_a_sure_row_keeps_its_article() -> None:
    assert param_of(row("vote.resolution"), "Điều 91", confirmed_by="05/NQ-HĐND").basis == "Điều 91"


def test_an_own_value_stands_in_the_rows_place_with_its_document() -> None:
    own = OwnValue("override-7", "session.documents", 7, "working_day", "12/NQ-HĐND", DAY)
    param = param_of(row("session.documents"), "Luật 80", own)
    assert (param.value, param.unit, param.basis, param.id) == (7, "working_day", "12/NQ-HĐND", "override-7")
    assert (param.key, param.op, param.is_confirmed) == ("session.documents", "min_before", True)


def test_of_several_own_values_the_one_that_began_last_holds() -> None:
    first = OwnValue("override-1", "k", 5, "calendar_day", "1", date(2026, 1, 1))
    second = OwnValue("override-2", "k", 7, "calendar_day", "2", date(2026, 3, 1), date(2026, 3, 31))
    assert own_value_on([first, second], date(2026, 2, 28)) is first
    assert own_value_on([first, second], date(2026, 3, 1)) is second
    assert own_value_on([second, first], date(2026, 3, 31)) is second
    assert own_value_on([first, second], date(2026, 4, 1)) is first
    assert own_value_on([first], date(2025, 12, 31)) is None


def test_confirming() -> None:
    assert may_confirm(row("vote.resolution.2025"), "05/NQ-HĐND", is_confirmed=False).is_allowed
    assert code(may_confirm(row("vote.resolution.2025"), " ", is_confirmed=False)) == "law.needs_document"
    assert code(may_confirm(row("vote.resolution.2025"), "05", is_confirmed=True)) == "law.already_confirmed"
    assert code(may_confirm(row("confidence.self_report"), "05", is_confirmed=False)) == "law.nothing_to_confirm"


def test_what_the_law_fixes_stays() -> None:
    decision = decide("vote.resolution", propose("2/3", "share of total deputies"))
    assert code(decision) == "law.fixed_by_law"
    assert decision.refusal is not None
    assert decision.refusal.article == rule_pack().article(row("vote.resolution"))
    assert decide("vote.resolution", propose("1/2", "share of total deputies")).is_allowed


def test_a_doubtful_row_may_be_corrected_with_a_reason() -> None:
    proposal = propose("2/3", "share of total deputies")
    assert code(decide("vote.resolution.2025", proposal)) == "law.needs_reason"
    decision = decide("vote.resolution.2025", replace(proposal, note="Điều 35 của luật ghi như vậy."))
    assert decision.is_allowed
    assert [reason.outcome for reason in decision.reasons] == [False]


@pytest.mark.parametrize(
    ("name", "value", "unit"), [("vote.proxy_allowed.2025", True, "bool"), ("secret.levels", ["mat"], "list")]
)
def test_what_is_always_hard_is_refused_whatever_the_note(name: str, value: Any, unit: str) -> None:
    assert code(decide(name, propose(value, unit, note="Vì sao không?"))) == "law.fixed_by_law"


def test_only_stricter_or_with_a_reason() -> None:
    assert decide("petition.answer", propose(20)).is_allowed
    assert not decide("petition.answer", propose(20)).warnings
    assert code(decide("petition.answer", propose(45))) == "law.needs_reason"
    assert decide("petition.answer", propose(45, note="Quyết định của tỉnh.")).is_allowed


def test_working_days_are_compared_with_calendar_days() -> None:
    assert not is_looser("max_after", 30, "calendar_day", 20, "working_day")
    assert is_looser("max_after", 30, "calendar_day", 30, "working_day")
    assert is_looser("min_before", 7, "working_day", 7, "calendar_day")
    assert not is_looser("min_before", 7, "working_day", 10, "calendar_day")


@pytest.mark.parametrize(
    ("op", "national", "stricter", "looser"),
    [
        ("min_before", 20, 25, 15),
        ("max_after", 30, 20, 31),
        ("min", "1/3", "1/2", "1/4"),
        ("gt", "1/2", "2/3", "1/3"),
        ("max", 5, 4, 6),
    ],
)
def test_stricter_asks_for_more(op: str, national: Any, stricter: Any, looser: Any) -> None:
    assert not is_looser(op, national, "u", national, "u")
    assert not is_looser(op, national, "u", stricter, "u")
    assert is_looser(op, national, "u", looser, "u")


def test_what_is_free_is_free() -> None:
    assert rule_pack().definitions["session.documents"].override is OverridePolicy.FREE
    assert not decide("session.documents", propose(2)).warnings


def test_an_unknown_value_may_be_filled() -> None:
    assert row("session.announce.regular").confidence is Confidence.UNCERTAIN
    assert decide("session.announce.regular", propose(10)).is_allowed


@pytest.mark.parametrize(
    ("name", "proposal", "said"),
    [
        ("session.documents", propose("sớm"), "law.not_such_value"),
        ("session.documents", propose(-1), "law.not_such_value"),
        ("session.documents", propose(True), "law.not_such_value"),
        ("session.documents", propose(7, "hour"), "law.not_such_value"),
        ("seats.xa_khac", propose({"base": 20}, "formula"), "law.not_such_value"),
        ("session.documents", propose(7, document=" "), "law.needs_document"),
        ("session.documents", propose(7, valid_from=date(2026, 5, 3)), "law.before_decision"),
        ("session.documents", propose(7, valid_to=date(2026, 5, 3)), "law.ends_first"),
    ],
)
def test_what_is_no_proposal_is_refused(name: str, proposal: Proposal, said: str) -> None:
    assert code(decide(name, proposal)) == said


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("int", " 15 ", 15),
        ("share", "2 / 3", "2/3"),
        ("bool", "Có", True),
        ("bool", "không", False),
        ("list", "7, 3; 1", [7, 3, 1]),
        ("list", "tan_thanh, khong_tan_thanh", ["tan_thanh", "khong_tan_thanh"]),
        ("range", "20,25", [20, 25]),
        ("number", "0,3", "0.3"),
        ("text", "{no}/NQ-HĐND", "{no}/NQ-HĐND"),
    ],
)
def test_values_are_read_as_people_write_them(kind: str, text: str, value: Any) -> None:
    assert read_value(kind, text) == value


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("int", "15.5"),
        ("int", "١٥"),
        ("int", "1000000000"),
        ("int", ""),
        ("share", "0.5"),
        ("share", "3/2"),
        ("share", "1/0"),
        ("share", "0/3"),
        ("bool", "maybe"),
        ("number", "NaN"),
        ("number", "-1"),
        ("number", "ba"),
        ("mapping", "{}"),
        ("text", "  "),
    ],
)
def test_what_is_no_value_is_refused(kind: str, text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        read_value(kind, text)


def test_a_corrected_day_needs_a_reason() -> None:
    assert may_correct_day("Hoán đổi ngày làm việc").is_allowed
    assert code(may_correct_day(" ")) == "law.day_needs_reason"
