"""The one clock, and standing on another day."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nghitruong.kernel import clock

MOMENT = datetime(2026, 12, 7, 17, 30, tzinfo=UTC)


def test_it_is_now_in_utc() -> None:
    before = datetime.now(UTC)
    assert before <= clock.now() <= datetime.now(UTC)
    assert clock.now().tzinfo is UTC


def test_time_stands_still_inside_the_block_and_runs_after_it() -> None:
    with clock.standing_at(MOMENT):
        assert clock.now() == MOMENT
        assert clock.now() == MOMENT
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=5)


def test_today_is_the_councils_date_not_that_of_utc() -> None:
    with clock.standing_at(MOMENT):
        assert clock.today() == date(2026, 12, 8)


def test_an_inner_moment_hides_the_outer_one_and_gives_it_back() -> None:
    with clock.standing_at(MOMENT):
        with clock.standing_at(MOMENT + timedelta(days=1)):
            assert clock.today() == date(2026, 12, 9)
        assert clock.today() == date(2026, 12, 8)


def test_a_shifted_clock_runs() -> None:
    with clock.shifted_by(timedelta(days=-30)):
        first = clock.now()
        assert abs(datetime.now(UTC) - timedelta(days=30) - first) < timedelta(seconds=5)
        assert clock.now() >= first


def test_a_failing_block_gives_the_clock_back() -> None:
    with pytest.raises(KeyError), clock.standing_at(MOMENT):
        raise KeyError
    assert clock.now() != MOMENT


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError), clock.standing_at(datetime(2026, 12, 8)):  # noqa: DTZ001
        pass


@given(
    st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1)),  # noqa: DTZ001
    st.integers(-12, 14),
)
def test_the_local_date_does_not_depend_on_the_zone_a_moment_was_given_in(naive: datetime, hours: int) -> None:
    moment = naive.replace(tzinfo=UTC)
    elsewhere = moment.astimezone(timezone(timedelta(hours=hours)))
    assert clock.local_date(elsewhere) == clock.local_date(moment) == (naive + timedelta(hours=7)).date()
