"""Dates and times as people read and write them (ux.md 2.2)."""

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nghitruong.kernel.vietnamese import (
    ImpossibleDateError,
    date_with_weekday,
    long_date,
    long_moment,
    long_period,
    long_time,
    parse_date,
    parse_time,
    short_date,
    short_hours,
    short_moment,
    short_period,
    short_time,
    short_weekday,
    spoken_time,
)

TODAY = date(2026, 11, 26)  # a Thursday
DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))


def test_dates_on_screens_and_in_documents() -> None:
    day = date(2026, 12, 8)
    assert short_date(day) == "08/12/2026"
    assert short_date(day, year=False) == "08/12"
    assert long_date(day) == "ngày 08 tháng 12 năm 2026"
    assert long_date(date(2026, 2, 15)) == "ngày 15 tháng 02 năm 2026"
    assert long_date(date(2026, 3, 5)) == "ngày 05 tháng 3 năm 2026"
    assert date_with_weekday(day) == "Thứ Ba, 08/12/2026"
    assert date_with_weekday(date(2026, 12, 6)) == "Chủ nhật, 06/12/2026"
    assert short_weekday(day) == "T3"


def test_moments_are_shown_by_the_councils_clock() -> None:
    moment = datetime(2026, 12, 7, 20, 41, tzinfo=UTC)
    assert short_time(moment) == "03:41"
    assert long_time(moment) == "03 giờ 41 phút"
    assert short_moment(moment) == "03:41, 08/12/2026"
    assert short_hours(moment, moment + timedelta(hours=3)) == "03:41–06:41, 08/12/2026"
    assert short_hours(moment, moment + timedelta(hours=21)) == "03:41, 08/12/2026 – 00:41, 09/12/2026"
    assert long_moment(moment) == "03 giờ 41 phút, ngày 08 tháng 12 năm 2026"
    assert spoken_time(datetime(2026, 12, 8, 1, 30, tzinfo=UTC)) == "8 giờ 30"
    assert spoken_time(datetime(2026, 12, 8, 1, 0, tzinfo=UTC)) == "8 giờ"
    assert spoken_time(datetime(2026, 12, 8, 7, 5, tzinfo=UTC)) == "14 giờ 05"


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError):
        short_time(datetime(2026, 12, 8, 8, 30))  # noqa: DTZ001


def test_periods_name_the_year_once_when_they_can() -> None:
    start, end = date(2026, 1, 1), date(2026, 9, 30)
    assert short_period(start, end) == "01/01 đến 30/09/2026"
    assert long_period(start, end) == "từ ngày 01 tháng 01 đến ngày 30 tháng 9 năm 2026"
    assert short_period(start, date(2027, 9, 30)) == "01/01/2026 đến 30/09/2027"
    assert long_period(start, date(2027, 9, 30)) == "từ ngày 01 tháng 01 năm 2026 đến ngày 30 tháng 9 năm 2027"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("8/12", date(2026, 12, 8)),
        ("08/12/26", date(2026, 12, 8)),
        ("081226", date(2026, 12, 8)),
        ("08122026", date(2026, 12, 8)),
        ("8.12.2026", date(2026, 12, 8)),
        ("8-12-2026", date(2026, 12, 8)),
        ("2026-12-08", date(2026, 12, 8)),
        ("Ngày 08 tháng 12 năm 2026", date(2026, 12, 8)),
        ("hôm nay", date(2026, 11, 26)),
        ("mai", date(2026, 11, 27)),
        ("Hôm qua", date(2026, 11, 25)),
        ("t6", date(2026, 11, 27)),
        ("T5", date(2026, 11, 26)),
        ("thứ 4", date(2026, 12, 2)),
        ("Thứ Tư", date(2026, 12, 2)),
        ("CN", date(2026, 11, 29)),
        ("chủ nhật", date(2026, 11, 29)),
        ("02/09/75", date(1975, 9, 2)),
        ("29/02/2028", date(2028, 2, 29)),
    ],
)
def test_reading_dates(text: str, day: date) -> None:
    assert parse_date(text, TODAY) == day


@pytest.mark.parametrize(
    ("text", "last_day"), [("31/11", 30), ("29/02/2026", 28), ("0/5/2026", 31), ("32/12/2026", 31)]
)
def test_a_day_that_its_month_does_not_have(text: str, last_day: int) -> None:
    with pytest.raises(ImpossibleDateError) as caught:
        parse_date(text, TODAY)
    assert caught.value.last_day == last_day


@pytest.mark.parametrize("text", ["13/13/2026", "2026-00-10", "1/1/0000"])
def test_a_month_or_year_that_does_not_exist(text: str) -> None:
    with pytest.raises(ImpossibleDateError) as caught:
        parse_date(text, TODAY)
    assert caught.value.last_day is None


@pytest.mark.parametrize("text", ["", "abc", "8/12/026", "8 tháng", "12345", "t8", "thứ 1", "8/12/2026 8:00"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError) as caught:
        parse_date(text, TODAY)
    assert not isinstance(caught.value, ImpossibleDateError)


@given(DAYS, DAYS)
def test_every_way_of_writing_is_read_back(day: date, today: date) -> None:
    assert parse_date(short_date(day), today) == day
    assert parse_date(long_date(day), today) == day
    assert parse_date(day.isoformat(), today) == day


@given(DAYS, st.sampled_from(["T2", "T3", "T4", "T5", "T6", "T7", "CN"]))
def test_a_weekday_is_within_the_coming_seven_days(today: date, weekday: str) -> None:
    day = parse_date(weekday, today)
    assert short_weekday(day) == weekday
    assert 0 <= (day - today).days < 7


@given(st.text(max_size=12))
def test_reading_a_date_never_breaks_otherwise(text: str) -> None:
    with suppress(ValueError):
        assert isinstance(parse_date(text, TODAY), date)


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("8:30", (8, 30)),
        ("8h30", (8, 30)),
        ("8 giờ 30", (8, 30)),
        ("08 giờ 30 phút", (8, 30)),
        ("14h", (14, 0)),
        ("7 giờ", (7, 0)),
    ],
)
def test_reading_times(text: str, time: tuple[int, int]) -> None:
    assert parse_time(text) == time


@pytest.mark.parametrize("text", ["", "24:00", "8:60", "8", "giờ"])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        parse_time(text)
