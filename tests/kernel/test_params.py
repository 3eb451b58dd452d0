"""Rows of the law as rules see them, the acting person, and references."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nghitruong.kernel.actor import NOBODY, PRIVILEGED_ROLES, Actor, Role, system_actor
from nghitruong.kernel.params import Confidence, Param, Params, Severity, UnknownParamError
from nghitruong.kernel.refs import RecordRef


def test_only_what_was_read_may_be_cited() -> None:
    assert [level for level in Confidence if level.is_citable] == [Confidence.VERIFIED, Confidence.SECONDARY]


def test_a_result_cites_the_councils_decision_before_the_article() -> None:
    row = Param("vote.resolution", "1/2", article="Art. 91", confidence=Confidence.VERIFIED)
    assert row.basis == "Art. 91"
    assert Param("vote.resolution", "1/2", article="Art. 91", confidence=Confidence.MEMORY).basis == ""
    own = Param("vote.resolution", "1/2", article="Art. 91", deciding_document="Nghị quyết 02/NQ-HĐND")
    assert own.basis == "Nghị quyết 02/NQ-HĐND"


def test_an_uncertain_row_never_blocks_until_the_clerk_confirms_it() -> None:
    assert not Param("a", 1, severity=Severity.BLOCK, confidence=Confidence.UNCERTAIN).blocks
    assert Param("a", 1, severity=Severity.BLOCK, confidence=Confidence.UNCERTAIN, is_confirmed=True).blocks
    assert not Param("a", 1, severity=Severity.WARN, confidence=Confidence.VERIFIED, is_confirmed=True).blocks


def test_shares_are_exact() -> None:
    assert Param("a", "2/3").share == Fraction(2, 3)
    with pytest.raises(ValueError):
        _ = Param("a", None).share
    assert not Param("a", None).is_known
    assert Param("a", 0).is_known


def test_an_unknown_key_is_named() -> None:
    rows = Params({"a": Param("a", 1)})
    assert (rows["a"].value, list(rows), len(rows), "b" in rows) == (1, ["a"], 1, False)
    with pytest.raises(UnknownParamError, match="b"):
        _ = rows["b"]


def test_rows_cannot_be_changed_from_outside() -> None:
    source = {"a": Param("a", 1)}
    rows = Params(source)
    source["b"] = Param("b", 2)
    assert "b" not in rows


def test_nobody_has_the_public_role_only() -> None:
    assert NOBODY.has(Role.PUBLIC)
    assert not NOBODY.has(*(set(Role) - {Role.PUBLIC}))
    assert not NOBODY.is_signed_in


def test_an_actor_has_any_of_the_roles_asked_for() -> None:
    lan = Actor("Lan", council_id=1, account_id=7, roles=frozenset({Role.CHAIR, Role.DEPUTY}))
    assert lan.has(Role.CLERK, Role.DEPUTY)
    assert not lan.has(Role.CLERK)
    assert not lan.has()
    assert lan.is_signed_in
    assert not lan.is_system


def test_the_system_is_an_actor_with_one_role() -> None:
    assert system_actor(3).is_system
    assert system_actor(3).roles == {Role.SYSTEM}
    assert not system_actor().is_signed_in
    assert Role.SYSTEM not in PRIVILEGED_ROLES


@given(st.from_regex(r"[a-z][a-z-]{0,20}", fullmatch=True), st.integers(0, 10**12))
def test_a_reference_is_read_back(kind: str, number: int) -> None:
    assert RecordRef.parse(str(RecordRef(kind, number))) == RecordRef(kind, number)


@pytest.mark.parametrize("text", ["", "meeting", "meeting-", "-3", "meeting-x", "meeting-²", "meeting-3 "])
def test_what_is_no_reference_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        RecordRef.parse(text)
