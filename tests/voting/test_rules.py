"""The law of an open vote: majorities, quorum, who may cast."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nghitruong.domain.voting import rules
from nghitruong.domain.voting.lifecycle import PollState
from nghitruong.kernel.params import Confidence, Param, Params, Severity

HALF = Param("vote.resolution", "1/2", unit="share of total deputies", op="gt")
TWO_THIRDS = Param("session.quorum", "2/3", unit="share of total deputies", op="min", severity=Severity.BLOCK)
SURE = replace(TWO_THIRDS, confidence=Confidence.VERIFIED, article="Điều 35")
FACTS = rules.OpeningFacts(total=30, present=25, is_meeting_open=True, is_item_ready=True, is_another_open=False)
BALLOT = rules.BallotFacts(PollState.OPENED, is_entitled=True, is_present=True)


def code_of(decision: object) -> str:
    refusal = getattr(decision, "refusal", None)
    return refusal.code if refusal else ""


@pytest.mark.parametrize(("total", "needed"), [(15, 8), (30, 16), (50, 26), (52, 27), (85, 43), (202, 102)])
def test_more_than_half_of_the_total(total: int, needed: int) -> None:
    assert rules.Threshold(HALF, "total").needed_of(total) == needed


@pytest.mark.parametrize(("yes", "is_carried"), [(101, False), (102, True)])
def test_half_of_202_is_not_more_than_half(yes: int, is_carried: bool) -> None:
    assert rules.carries(rules.Tally(yes, 0, 0), 202, "1/2", "gt").outcome is is_carried


@given(st.integers(1, 500), st.data())
def test_absence_and_abstention_work_like_no(base: int, data: st.DataObject) -> None:
    yes = data.draw(st.integers(0, base))
    no = data.draw(st.integers(0, base - yes))
    with_no = rules.carries(rules.Tally(yes, no, 0), base, "1/2", "gt").outcome
    with_abstention = rules.carries(rules.Tally(yes, 0, no), base, "1/2", "gt").outcome
    absent = rules.carries(rules.Tally(yes, 0, 0), base, "1/2", "gt").outcome
    assert with_no == with_abstention == absent == (2 * yes > base)


@pytest.mark.parametrize(("present", "is_enough"), [(20, False), (21, True)])
def test_quorum_of_31_is_21(present: int, is_enough: bool) -> None:
    assert rules.quorum(31, present, SURE).is_allowed is is_enough


def test_a_row_nobody_is_sure_of_warns_and_does_not_block() -> None:
    decision = rules.quorum(31, 5, TWO_THIRDS)
    assert decision.is_allowed
    assert len(decision.warnings) == 1


def test_a_refused_quorum_names_its_article() -> None:
    refusal = rules.quorum(31, 5, SURE).refusal
    assert refusal is not None
    assert (refusal.code, refusal.article, refusal.values["needed"]) == ("voting.no_quorum", "Điều 35", 21)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({}, ""),
        ({"is_meeting_open": False}, "voting.meeting_not_open"),
        ({"is_item_ready": False}, "voting.item_not_ready"),
        ({"is_another_open": True}, "voting.another_poll_open"),
        ({"total": 0, "present": 0}, "voting.uncounted"),
        ({"present": 19}, "voting.no_quorum"),
    ],
)
def test_what_keeps_a_vote_from_opening(changes: dict[str, object], code: str) -> None:
    facts = replace(FACTS, **changes)  # type: ignore[arg-type]
    assert code_of(rules.may_open(facts, Params({"session.quorum": SURE}))) == code


@pytest.mark.parametrize(
    ("facts", "choice", "key", "code"),
    [
        (BALLOT, "yes", "k", ""),
        (BALLOT, "maybe", "k", "voting.no_such_choice"),
        (BALLOT, "yes", "", "voting.no_key"),
        (BALLOT, "yes", "k" * 65, "voting.no_key"),
        (replace(BALLOT, state=PollState.PREPARED), "yes", "k", "voting.not_open_yet"),
        (replace(BALLOT, state=PollState.CLOSED), "yes", "k", "voting.already_closed"),
        (replace(BALLOT, state=PollState.ANNOUNCED), "yes", "k", "voting.already_closed"),
        (replace(BALLOT, state=PollState.VOID), "yes", "k", "voting.cancelled"),
        (replace(BALLOT, is_entitled=False), "yes", "k", "voting.not_entitled"),
        (replace(BALLOT, is_present=False), "yes", "k", "voting.not_present"),
    ],
)
def test_which_ballots_are_taken(facts: rules.BallotFacts, choice: str, key: str, code: str) -> None:
    assert code_of(rules.may_cast(facts, choice, key)) == code


@pytest.mark.parametrize(
    ("question", "threshold", "forms", "code"),
    [
        ("Thông qua?", HALF, ("open",), ""),
        ("", HALF, ("open",), "voting.no_question"),
        ("Thông qua?", replace(HALF, value=None), ("open",), "voting.unknown_threshold"),
        ("Bãi nhiệm?", HALF, ("secret",), "voting.secret_only"),
    ],
)
def test_what_can_be_prepared(question: str, threshold: Param, forms: tuple[str, ...], code: str) -> None:
    assert code_of(rules.may_prepare(question, rules.Threshold(threshold, "total"), forms)) == code
