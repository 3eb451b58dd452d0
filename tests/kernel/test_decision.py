"""Decisions: what refuses, what only warns, and that no reason is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nghitruong.kernel.decision import ALLOWED, Decision, Reason, Refusal, RefusedError, ensure, judge, refuse
from nghitruong.kernel.params import Confidence, Param, Severity

REFUSAL = Refusal("meetings.no_quorum", "Only %(present)s are present.", {"present": 20})
OTHER = Refusal("meetings.late", "Too late.")


def reason(*, outcome: bool, param: Param | None = None) -> Reason:
    return Reason("%(present)s of %(total)s", {"present": 20, "total": 31}, outcome, param)


def test_allowed_is_allowed_without_reasons_or_warnings() -> None:
    assert ALLOWED.is_allowed
    assert ALLOWED.warnings == ()
    assert ensure(ALLOWED) is ALLOWED


def test_ensure_raises_the_refusal_with_its_subject() -> None:
    with pytest.raises(RefusedError) as caught:
        ensure(refuse(REFUSAL), "meeting-3")
    assert caught.value.refusal is REFUSAL
    assert caught.value.subject == "meeting-3"
    assert str(caught.value) == "meetings.no_quorum"


def test_a_met_rule_allows_and_keeps_its_reason() -> None:
    met = reason(outcome=True)
    assert judge(met, REFUSAL) == Decision(None, (met,))


def test_an_unmet_rule_without_a_row_refuses() -> None:
    assert judge(reason(outcome=False), REFUSAL).refusal is REFUSAL


@pytest.mark.parametrize("severity", Severity)
@pytest.mark.parametrize("confidence", Confidence)
@pytest.mark.parametrize("is_confirmed", [True, False])
def test_an_unmet_rule_refuses_only_where_its_row_blocks(
    severity: Severity, confidence: Confidence, is_confirmed: bool
) -> None:
    row = Param("session.quorum", "2/3", severity=severity, confidence=confidence, is_confirmed=is_confirmed)
    unmet = reason(outcome=False, param=row)
    decision = judge(unmet, REFUSAL)
    sure = is_confirmed or confidence in (Confidence.VERIFIED, Confidence.SECONDARY)
    assert decision.is_allowed != (severity is Severity.BLOCK and sure)
    assert decision.warnings == ((unmet,) if decision.is_allowed else ())


DECISIONS = st.builds(
    Decision,
    st.sampled_from([None, REFUSAL, OTHER]),
    st.lists(st.booleans().map(lambda outcome: reason(outcome=outcome)), max_size=3).map(tuple),
)


@given(DECISIONS, DECISIONS, DECISIONS)
def test_both_must_hold_the_first_refusal_answers_and_no_reason_is_lost(a: Decision, b: Decision, c: Decision) -> None:
    both = a & b
    assert both.is_allowed == (a.is_allowed and b.is_allowed)
    assert both.refusal == (a.refusal or b.refusal)
    assert both.reasons == a.reasons + b.reasons
    assert (a & b) & c == a & (b & c)
    assert ALLOWED & a == a == a & ALLOWED
