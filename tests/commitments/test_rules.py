"""What the rules say, from facts alone; the days are those of 2026."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nghitruong.domain.commitments import rules
from nghitruong.domain.commitments.lifecycle import ENDED, WITH_DEBTOR, CommitmentState
from nghitruong.domain.commitments.rules import Clock, Debt
from nghitruong.kernel.days import NATIONAL, DayType
from nghitruong.kernel.params import Param

DUE = date(2026, 6, 30)
LADDER = ["first_reminder", "further_reminder", "proposal", "explanation", "questioning", "supervision", "report"]
CLOCK = Clock(CommitmentState.OWED, DUE, DayType.CALENDAR)
DEBT = Debt("Sửa mương", "Kỳ họp thứ 3", date(2026, 6, 1), DUE, is_debtor_at_work=True)


def code(decision) -> str:  # type: ignore[no-untyped-def]
    return decision.refusal.code if decision.refusal else ""


def test_a_reminder_of_a_day_off_goes_out_on_the_next_working_day() -> None:
    friday, monday = date(2026, 6, 26), date(2026, 6, 29)
    days = rules.reminded_due_days(friday, monday, [7, 3, 1], [1])
    assert DUE in days, "one day before"
    assert date(2026, 7, 1) in days, "three days before it was a Sunday"
    assert date(2026, 6, 27) in days, "one day after it was a Sunday"
    assert date(2026, 7, 2) in days, "Monday is three days before"
    assert date(2026, 7, 10) not in days


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({}, ""),
        ({"title": ""}, "commitments.no_title"),
        ({"origin": ""}, "commitments.no_origin"),
        ({"is_debtor_at_work": False}, "commitments.no_debtor"),
        ({"due_on": date(2026, 5, 31)}, "commitments.due_before"),
        ({"due_on": date(2026, 6, 1)}, ""),
        ({"due_on": None}, ""),
    ],
)
def test_what_a_debt_needs(changes: dict[str, object], refusal: str) -> None:
    assert code(rules.may_owe(replace(DEBT, **changes))) == refusal  # type: ignore[arg-type]


def test_a_row_gives_the_due_day_in_its_own_days() -> None:
    """R7.22: thirty days; R7.29: twenty working days, over the holiday of 2 September."""
    month = Param("petition.answer", 30, unit="calendar_day")
    assert rules.due_by(date(2026, 6, 1), month, NATIONAL) == date(2026, 7, 1)
    working = Param("petition.answer.nghe_an", 20, unit="working_day")
    assert rules.due_by(date(2026, 8, 17), working, NATIONAL) == date(2026, 9, 16)
    with pytest.raises(ValueError, match="hour"):
        rules.day_type_of(Param("x", 3, unit="hour"))


@pytest.mark.parametrize(
    ("result", "done_on", "evidence", "refusal"),
    [
        ("Đã làm", DUE, ["12/BC-UBND"], ""),
        ("", DUE, ["12/BC-UBND"], "commitments.no_result"),
        ("Đã làm", None, ["12/BC-UBND"], "commitments.no_done_day"),
        ("Đã làm", date(2026, 7, 2), ["12/BC-UBND"], "commitments.no_done_day"),
        ("Đã làm", DUE, [""], "commitments.no_evidence"),
        ("Đã làm", DUE, [], "commitments.no_evidence"),
    ],
)
def test_what_a_report_needs(result: str, done_on: date | None, evidence: list[str], refusal: str) -> None:
    assert code(rules.may_report(result, done_on, date(2026, 7, 1), evidence)) == refusal


def test_more_time_is_asked_once_later_and_with_a_reason() -> None:
    def ask(clock: Clock = CLOCK, wanted: date = date(2026, 7, 9), reason: str = "mưa", *, asked: bool = False) -> str:
        return code(rules.may_ask_extension(clock, wanted, reason, is_asked=asked))

    assert ask() == ""
    assert ask(replace(CLOCK, due_on=None)) == "commitments.no_due_day"
    assert ask(replace(CLOCK, state=CommitmentState.MET)) == "commitments.not_with_debtor"
    assert ask(asked=True) == "commitments.already_asked"
    assert ask(wanted=DUE) == "commitments.not_later"
    assert ask(reason="") == "commitments.no_reason"


def test_time_stops_only_by_a_named_decision() -> None:
    assert code(rules.may_stop(CLOCK, "thanh tra", "5/QĐ")) == ""
    assert code(rules.may_stop(CLOCK, "thanh tra", "")) == "commitments.no_basis"
    assert code(rules.may_stop(CLOCK, "", "5/QĐ")) == "commitments.no_reason"
    assert code(rules.may_stop(replace(CLOCK, stopped_on=DUE), "x", "y")) == "commitments.is_stopped"
    assert code(rules.may_stop(replace(CLOCK, due_on=None), "x", "y")) == "commitments.no_due_day"
    assert (
        code(rules.may_stop(replace(CLOCK, state=CommitmentState.REPORTED), "x", "y")) == "commitments.not_with_debtor"
    )


@given(before=st.integers(0, 60), stopped=st.integers(0, 90), day_type=st.sampled_from(DayType))
def test_a_stop_takes_no_day_from_the_debtor(before: int, stopped: int, day_type: DayType) -> None:
    begin = date(2026, 3, 2)
    start = date.fromordinal(begin.toordinal() + before)
    end = date.fromordinal(start.toordinal() + stopped)
    clock = Clock(CommitmentState.OWED, date(2026, 6, 1), day_type, stopped_on=start)
    later = rules.due_after_stop(clock, end, NATIONAL)
    running = replace(clock, stopped_on=None)
    left_then = rules.days_to_go(running, start, NATIONAL) or 0
    left_now = rules.days_to_go(replace(running, due_on=later), end, NATIONAL) or 0
    assert left_now >= left_then


def test_the_ladder_is_climbed_and_never_down() -> None:
    late, in_time = date(2026, 7, 1), DUE

    def step(name: str, taken: list[str], day: date = late) -> str:
        return code(rules.may_escalate(CLOCK, name, LADDER, taken, day))

    assert step("proposal", ["first_reminder"]) == ""
    assert step("explanation", ["first_reminder"]) == ""
    assert step("proposal", ["explanation"]) == "commitments.step_done"
    assert step("proposal", ["proposal"]) == "commitments.step_done"
    assert step("proposal", [], in_time) == "commitments.not_late"
    assert step("first_reminder", [], in_time) == ""
    assert step("dance", []) == "commitments.step_unknown"
    assert rules.next_reminder([]) == "first_reminder"
    assert rules.next_reminder(["first_reminder", "further_reminder"]) == "further_reminder"


@pytest.mark.parametrize("state", list(CommitmentState))
def test_only_what_waits_for_its_debtor_is_late(state: CommitmentState) -> None:
    clock = replace(CLOCK, state=state)
    assert rules.is_late(clock, date(2026, 7, 1)) is (state in WITH_DEBTOR)
    assert not rules.is_late(clock, DUE)
    assert not rules.is_late(replace(clock, stopped_on=DUE), date(2026, 7, 1))
    assert (rules.days_to_go(clock, DUE, NATIONAL) is None) is (state not in WITH_DEBTOR)
    assert state not in ENDED or state not in WITH_DEBTOR


def test_lateness_counts_the_day_of_the_report() -> None:
    assert rules.lateness(replace(CLOCK, reported_on=date(2026, 7, 4)), NATIONAL) == 4
    assert rules.lateness(replace(CLOCK, reported_on=DUE), NATIONAL) == 0
    assert rules.lateness(replace(CLOCK, due_on=None, reported_on=DUE), NATIONAL) == 0
    stopped = replace(CLOCK, stopped_on=date(2026, 6, 10), reported_on=date(2026, 7, 4))
    assert rules.lateness(stopped, NATIONAL) == 0
    assert rules.lateness(replace(stopped, stopped_on=date(2026, 7, 2)), NATIONAL) == 2
    working = replace(CLOCK, day_type=DayType.WORKING, due_on=date(2026, 7, 3), reported_on=date(2026, 7, 7))
    assert rules.lateness(working, NATIONAL) == 2
