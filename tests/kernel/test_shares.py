"""Majorities: the table of rulebook 0.6, and what must hold for every number."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nghitruong.kernel.params import Param
from nghitruong.kernel.shares import GT, LT, MAX, MIN, is_reached, needed, percentage, percentage_text, share_of

SHARES = st.fractions(min_value=0, max_value=1, max_denominator=100)
PROPER_SHARES = SHARES.filter(lambda share: 0 < share < 1)


@pytest.mark.parametrize(
    ("total", "half", "two_thirds", "third"),
    [(15, 8, 10, 5), (30, 16, 20, 10), (50, 26, 34, 17), (85, 43, 57, 29), (202, 102, 135, 68)],
)
def test_the_table_of_the_rule_book(total: int, half: int, two_thirds: int, third: int) -> None:
    assert needed(total, "1/2", GT) == half
    assert needed(total, "2/3", MIN) == two_thirds
    assert needed(total, "1/3", MIN) == third


def test_more_than_half_of_52_is_27_and_two_thirds_of_31_are_21() -> None:
    assert needed(52, "1/2", GT) == 27
    assert needed(31, "2/3", MIN) == 21


def test_half_is_not_more_than_half() -> None:
    assert not is_reached(101, 202, "1/2", GT)
    assert is_reached(102, 202, "1/2", GT)


def test_more_than_half_but_under_two_thirds_of_202_is_102_to_134() -> None:
    between = [y for y in range(203) if is_reached(y, 202, "1/2", GT) and is_reached(y, 202, "2/3", LT)]
    assert (between[0], between[-1], len(between)) == (102, 134, 33)


def test_at_most_is_the_opposite_of_more_than() -> None:
    assert is_reached(5, 10, "1/2", MAX)
    assert not is_reached(6, 10, "1/2", MAX)


@given(st.integers(1, 5000), PROPER_SHARES, st.sampled_from([GT, MIN]))
def test_needed_is_the_fewest_that_reach(total: int, share: Fraction, op: str) -> None:
    fewest = needed(total, share, op)
    assert is_reached(fewest, total, share, op)
    assert not is_reached(fewest - 1, total, share, op)


@given(st.integers(1, 5000), SHARES, st.data())
def test_the_comparators_are_opposites(total: int, share: Fraction, data: st.DataObject) -> None:
    votes = data.draw(st.integers(0, total))
    assert is_reached(votes, total, share, GT) != is_reached(votes, total, share, MAX)
    assert is_reached(votes, total, share, MIN) != is_reached(votes, total, share, LT)


@pytest.mark.parametrize("op", [GT, MIN, LT, MAX])
def test_nothing_is_reached_of_nobody(op: str) -> None:
    assert not is_reached(0, 0, "1/2", op)


def test_all_of_a_council_can_be_demanded_but_not_more() -> None:
    assert needed(30, "1", MIN) == 30
    with pytest.raises(ValueError):
        needed(30, "1", GT)


@pytest.mark.parametrize(("votes", "base"), [(-1, 10), (11, 10), (0, -1)])
def test_impossible_counts_are_refused(votes: int, base: int) -> None:
    with pytest.raises(ValueError):
        is_reached(votes, base, "1/2", GT)


def test_floats_unknown_comparators_and_shares_above_one_are_refused() -> None:
    with pytest.raises(TypeError):
        needed(30, 0.5, GT)  # type: ignore[arg-type]
    for share, op in [("1/2", "eq"), ("3/2", MIN), ("-1/2", MIN), ("half", MIN)]:
        with pytest.raises(ValueError):
            is_reached(1, 3, share, op)
    for op in (LT, MAX, "eq"):
        with pytest.raises(ValueError):
            needed(30, "1/2", op)
    with pytest.raises(ValueError):
        needed(0, "1/2", GT)


@pytest.mark.parametrize(
    ("part", "whole", "text"),
    [
        (28, 31, "90,32%"),
        (101, 202, "50,00%"),
        (102, 202, "50,50%"),
        (0, 5, "0,00%"),
        (1, 3, "33,33%"),
        (2, 3, "66,67%"),
    ],
)
def test_percentages_are_printed_with_two_decimals_and_a_comma(part: int, whole: int, text: str) -> None:
    assert percentage_text(part, whole) == text


def test_percentages_round_half_up() -> None:
    assert percentage(1, 80, 1) == Decimal("1.3")  # 1.25
    assert percentage(1, 800, 2) == Decimal("0.13")  # 0.125, which a float would round down
    assert percentage_text(9, 13, 0) == "69%"


@given(st.integers(0, 10**6), st.integers(1, 10**6), st.integers(0, 6))
def test_a_percentage_is_the_nearest_and_at_a_half_the_upper_one(part: int, whole: int, places: int) -> None:
    shown = Fraction(percentage(part, whole, places))
    half_a_place = Fraction(1, 2 * 10**places)
    assert shown - half_a_place <= Fraction(100 * part, whole) < shown + half_a_place


@pytest.mark.parametrize(("part", "whole"), [(1, 0), (-1, 5)])
def test_there_is_no_percentage_of_nothing(part: int, whole: int) -> None:
    with pytest.raises(ValueError):
        percentage(part, whole)


def test_a_row_counted_in_percent_is_divided_by_a_hundred() -> None:
    assert share_of(Param("session.request.voters", 10, unit="percent of voters")) == Fraction(1, 10)
    assert share_of(Param("vote.resolution", "1/2", unit="share of total deputies")) == Fraction(1, 2)
    for value in (None, "3/2", [1]):
        with pytest.raises(ValueError):
            share_of(Param("vote.resolution", value))
