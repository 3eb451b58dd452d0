"""Who may hold what together, and when a name is locked."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nghitruong.foundation.accounts import rules
from nghitruong.foundation.accounts.rules import Holding, Tries
from nghitruong.kernel.actor import Role

DAY = date(2026, 3, 15)
NOON = datetime(2026, 7, 1, 5, tzinfo=UTC)
APART = {tuple(sorted(pair)) for pair in rules.KEPT_APART}


@pytest.mark.parametrize("held", list(Role))
def test_exactly_the_listed_pairs_are_kept_apart(held: Role) -> None:
    allowed = {role for role in Role if rules.may_hold(Holding(role, DAY), [Holding(held, DAY)]).is_allowed}
    assert allowed == {role for role in Role if tuple(sorted((role, held))) not in APART}


def test_duties_may_follow_each_other() -> None:
    ended = Holding(Role.ADMIN, DAY, DAY + timedelta(days=10))
    assert rules.may_hold(Holding(Role.AUDITOR, DAY + timedelta(days=11)), [ended]).is_allowed
    refusal = rules.may_hold(Holding(Role.AUDITOR, DAY + timedelta(days=10)), [ended]).refusal
    assert refusal is not None
    assert refusal.code == "accounts.kept_apart"


@given(st.integers(0, 40), st.integers(0, 40), st.integers(0, 40), st.integers(0, 40))
def test_overlap_is_the_same_from_both_sides(start: int, length: int, other_start: int, other_length: int) -> None:
    one = Holding(Role.ADMIN, DAY + timedelta(start), DAY + timedelta(start + length))
    two = Holding(Role.AUDITOR, DAY + timedelta(other_start), DAY + timedelta(other_start + other_length))
    days_of_one = set(range(start, start + length + 1))
    shared = days_of_one & set(range(other_start, other_start + other_length + 1))
    assert one.overlaps(two) == two.overlaps(one) == bool(shared)


def test_nobody_confirms_an_own_proposal() -> None:
    assert rules.may_confirm(1, 2).is_allowed
    refusal = rules.may_confirm(1, 1).refusal
    assert refusal is not None
    assert refusal.code == "accounts.own_proposal"


def test_five_failures_lock_for_fifteen_minutes() -> None:
    tries = Tries()
    for minute in range(4):
        tries = rules.after_failure(tries, NOON + timedelta(minutes=minute))
        assert rules.may_try(tries, NOON + timedelta(minutes=minute)).is_allowed
        assert rules.wrong_password(tries).values == {"left": 4 - minute}
    fifth = NOON + timedelta(minutes=4)
    tries = rules.after_failure(tries, fifth)
    refusal = rules.may_try(tries, fifth + timedelta(minutes=14, seconds=59)).refusal
    assert refusal is not None
    assert (refusal.code, refusal.values) == ("accounts.locked", {"time": fifth + timedelta(minutes=15)})
    assert rules.may_try(tries, fifth + timedelta(minutes=15)).is_allowed


def test_the_count_starts_again_after_the_lock_and_after_the_window() -> None:
    locked = Tries(5, NOON, NOON + timedelta(minutes=15))
    assert rules.after_failure(locked, NOON + timedelta(minutes=15)) == Tries(1, NOON + timedelta(minutes=15))
    old = Tries(4, NOON)
    assert rules.after_failure(old, NOON + timedelta(minutes=15)) == Tries(1, NOON + timedelta(minutes=15))


@pytest.mark.parametrize(
    ("role", "is_demo", "needed"),
    [(Role.CHAIR, False, True), (Role.CHAIR, True, False), (Role.DEPUTY, False, False), (Role.ADMIN, False, True)],
)
def test_privileged_roles_need_a_second_factor(role: Role, is_demo: bool, needed: bool) -> None:
    assert rules.needs_second_factor({role}, is_demo=is_demo) is needed


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("ngắn quá", "accounts.short_password"),
        ("hoa-2026-rất-dài", "accounts.named_password"),
        ("1111111111112", "accounts.plain_password"),
        ("sông Hương chảy chậm", None),
    ],
)
def test_a_password_is_judged_by_length_and_variety(password: str, code: str | None) -> None:
    refusal = rules.is_good_password(password, "hoa").refusal
    assert (refusal.code if refusal else None) == code
