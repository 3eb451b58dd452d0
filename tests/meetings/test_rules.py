"""The law of a meeting: notice, quorum at the opening, steps, roll call, floor."""

from dataclasses import replace
from datetime import date

import pytest

from nghitruong.domain.meetings import rules
from nghitruong.domain.meetings.lifecycle import ItemState, MeetingState, Step
from nghitruong.kernel.decision import Decision
from nghitruong.kernel.params import Confidence, Param, Params, Severity

QUORUM = Param("session.quorum", "2/3", unit="share", op="min", severity=Severity.BLOCK)
SURE = replace(QUORUM, confidence=Confidence.SECONDARY)
NOTICE = Param("session.convene.regular", 20, unit="calendar_day", op="min_before", severity=Severity.WARN)
SPECIAL = replace(NOTICE, key="session.convene.special", value=7)
LAW = Params({row.key: row for row in (QUORUM, NOTICE, SPECIAL)})
CONVENING = rules.ConveningFacts(
    session_kind="regular",
    is_session=True,
    invited_on=date(2026, 11, 18),
    opens_on=date(2026, 12, 8),
    items=3,
    people=30,
)
STEPS = ("presentation", "verification", "discussion", "explanation", "vote")
RUNNING = rules.StepFacts(MeetingState.OPEN, ItemState.ON_AGENDA, STEPS, "", None)


def code_of(decision: Decision) -> str:
    return decision.refusal.code if decision.refusal else ""


@pytest.mark.parametrize(
    ("changes", "code", "warnings"),
    [
        ({}, "", 0),
        ({"invited_on": date(2026, 11, 19)}, "", 1),
        ({"session_kind": "thematic", "invited_on": date(2026, 12, 1)}, "", 0),
        ({"session_kind": "thematic", "invited_on": date(2026, 12, 2)}, "", 1),
        ({"is_session": False, "invited_on": date(2026, 12, 8)}, "", 0),
        ({"items": 0}, "meetings.nothing_on_agenda", 0),
        ({"people": 0}, "meetings.nobody_invited", 0),
    ],
)
def test_convening(changes: dict[str, object], code: str, warnings: int) -> None:
    decision = rules.may_invite(replace(CONVENING, **changes), LAW)  # type: ignore[arg-type]
    assert (code_of(decision), len(decision.warnings)) == (code, warnings)


def test_a_notice_nobody_knows_sets_no_limit() -> None:
    unknown = Params({"session.convene.regular": replace(NOTICE, value=None)})
    assert not rules.may_invite(replace(CONVENING, invited_on=date(2026, 12, 8)), unknown).warnings


def test_a_confirmed_notice_that_blocks_refuses() -> None:
    strict = replace(NOTICE, severity=Severity.BLOCK, is_confirmed=True)
    decision = rules.notice(replace(CONVENING, invited_on=date(2026, 12, 1)), strict)
    assert code_of(decision) == "meetings.notice_too_short"


@pytest.mark.parametrize(
    ("present", "row", "code"),
    [(21, SURE, ""), (20, SURE, "meetings.no_quorum"), (20, QUORUM, ""), (31, SURE, "")],
)
def test_opening_31_deputies(present: int, row: Param, code: str) -> None:
    assert code_of(rules.may_open(31, present, True, Params({"session.quorum": row}))) == code


def test_a_meeting_that_counts_no_deputies_needs_no_quorum() -> None:
    assert rules.may_open(31, 0, False, LAW).is_allowed


def test_steps_follow_the_items_own_list() -> None:
    way, step = [], ""
    while step != Step.DONE:
        step = rules.next_step(STEPS, step)
        way.append(str(step))
    assert way == [*STEPS, "done"]
    assert rules.next_step((), "") is Step.DONE


@pytest.mark.parametrize(
    ("changes", "step", "code"),
    [
        ({}, "presentation", ""),
        ({"meeting": MeetingState.CONVENED}, "presentation", "meetings.not_running"),
        ({"meeting": MeetingState.ADJOURNED}, "presentation", "meetings.not_running"),
        ({"running_position": 4}, "presentation", "meetings.another_item_runs"),
        ({}, "singing", "meetings.no_such_step"),
        ({"steps": ("presentation",)}, "vote", "meetings.no_such_step"),
        ({"item": ItemState.READY_TO_VOTE}, "done", "meetings.vote_pending"),
        ({"item": ItemState.READY_TO_VOTE}, "discussion", ""),
        ({"item": ItemState.DECIDED}, "presentation", "meetings.item_over"),
        ({"item": ItemState.PROPOSED}, "presentation", "meetings.item_over"),
        ({"item": ItemState.IN_DEBATE}, "done", ""),
    ],
)
def test_which_steps_may_be_taken(changes: dict[str, object], step: str, code: str) -> None:
    assert code_of(rules.may_step(replace(RUNNING, **changes), step)) == code  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("state", "today", "is_invited", "code"),
    [
        (MeetingState.OPEN, 8, True, ""),
        (MeetingState.ADJOURNED, 8, True, ""),
        (MeetingState.CONVENED, 8, True, ""),
        (MeetingState.CONVENED, 7, True, "meetings.not_today"),
        (MeetingState.PREPARING, 8, True, "meetings.no_roll_call"),
        (MeetingState.CLOSED, 8, True, "meetings.no_roll_call"),
        (MeetingState.OPEN, 8, False, "meetings.not_invited"),
    ],
)
def test_who_may_check_in(state: MeetingState, today: int, is_invited: bool, code: str) -> None:
    decision = rules.may_check_in(state, date(2026, 12, 8), date(2026, 12, today), is_invited)
    assert code_of(decision) == code


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ((True, True, False), ""),
        ((False, True, False), "meetings.nothing_to_speak_on"),
        ((True, False, False), "meetings.not_present"),
        ((True, True, True), "meetings.already_asked"),
    ],
)
def test_who_may_ask_for_the_floor(facts: tuple[bool, bool, bool], code: str) -> None:
    assert code_of(rules.may_ask_for_floor(*facts)) == code


@pytest.mark.parametrize("state", list(MeetingState))
def test_the_agenda_is_open_until_the_end(state: MeetingState) -> None:
    over = {MeetingState.CLOSED, MeetingState.COMPLETED, MeetingState.CANCELLED, MeetingState.POSTPONED}
    assert rules.may_change_agenda(state).is_allowed is (state not in over)
