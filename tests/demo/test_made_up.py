"""What the demo is made of, without a database: names, days, places, programmes."""

import unicodedata
from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nghitruong.engines.wishes import split
from nghitruong.foundation.councils import gazetteer
from nghitruong.kernel import clock
from nghitruong.outer.demo import world
from nghitruong.outer.demo.cards import BY_ACCOUNT
from nghitruong.outer.demo.names import FEMALE, MALE, NameMaker
from nghitruong.outer.demo.petition_plans import LINES, PlannedSource, sources_of
from nghitruong.outer.demo.programmes import programmes
from nghitruong.outer.demo.story import ABSENT_TODAY, SENT_SO_FAR
from nghitruong.outer.demo.timeline import PLANNED, Pace, Timeline, workday

SOURCES = Path(__file__).resolve().parents[3] / "shared" / "source_documents"
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2039, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001


def test_everybody_has_a_name_of_their_own_the_same_on_every_machine() -> None:
    first = [row.full_name for row in NameMaker(world.LEAD_NAMES).people(500)]
    again = [row.full_name for row in NameMaker(world.LEAD_NAMES).people(500)]
    assert first == again
    assert len(set(first) | world.LEAD_NAMES) == 500 + len(world.LEADS)


def test_names_are_whole_and_composed_and_there_are_men_and_women() -> None:
    people = list(NameMaker().people(400))
    assert all(len(row.full_name.split()) in (3, 4) for row in people)
    assert all(unicodedata.is_normalized("NFC", row.full_name) for row in people)
    counts = Counter(row.gender for row in people)
    assert 0.3 < counts[FEMALE] / 400 < 0.45
    assert counts[MALE] + counts[FEMALE] == 400


def test_nobody_of_the_source_documents_is_in_the_demo() -> None:
    if not SOURCES.is_dir():
        pytest.skip("shared/source_documents is not here")
    text = unicodedata.normalize("NFC", " ".join(path.read_text(encoding="utf-8") for path in SOURCES.glob("*.txt")))
    people = [row.full_name for row in NameMaker(world.LEAD_NAMES).people(400)] + list(world.LEAD_NAMES)
    assert [name for name in people if name in text] == []


def test_ten_whole_wards_and_parts_of_two_bring_202_deputies() -> None:
    assert Counter(place.is_whole for place in world.MERGED) == {True: 10, False: 2}
    assert sum(place.comes or place.deputies for place in world.MERGED) == world.SEN_HONG.deputies == 202


def test_every_place_lies_outside_the_real_gazetteer() -> None:
    places = (world.CITY, *world.FORMER_DISTRICTS, world.SEN_HONG, world.BINH_MINH, *world.MERGED)
    assert all(gazetteer.is_fictional(place.code) and len(place.code) <= 12 for place in places)
    assert len({place.code for place in places}) == len(places)
    real = {unit.name for unit in gazetteer.every_unit()}
    assert {place.name for place in places} & real == {"Phường Bình Minh"}


def test_every_card_is_somebody_of_the_demo() -> None:
    accounts = [lead.account for lead in world.LEADS]
    assert len(set(accounts)) == len(accounts)
    assert set(BY_ACCOUNT) <= set(accounts)


def test_programmes_name_known_issuers_and_votes_come_only_where_there_is_one() -> None:
    codes = {office.code for office in world.offices_of(world.SEN_HONG)} | {"ktns", "vhxh"}
    for plan in programmes().values():
        for item in plan.items:
            assert {paper.issuer for paper in item.papers} <= codes
            assert item.vote is None or "vote" in item.steps
    assert world.SEN_HONG.deputies - ABSENT_TODAY == 187
    assert 102 < SENT_SO_FAR < 187


@given(MOMENTS)
def test_on_whatever_day_it_is_loaded_things_come_in_their_order(now: datetime) -> None:
    days = Timeline(now)
    order = [days.wards_opened_on, days.term_started_on, days.merged_on, days.last_session, days.today]
    assert order == sorted(order)
    assert days.elected_on < days.term_started_on < days.merged_on - timedelta(days=30)
    assert days.merged_on + timedelta(days=20) < days.last_session - timedelta(days=16)
    assert days.last_session.weekday() < 5
    assert days.today < days.next_session
    assert days.term_years[0] <= days.today.year <= days.term_years[1]


def test_the_term_is_the_real_one_while_it_runs() -> None:
    days = Timeline(datetime(2026, 11, 26, 12, tzinfo=UTC))
    assert days.elected_on == date(2026, 3, 15)
    assert days.term_years == (2026, 2031)
    assert days.merged_on == date(2026, 7, 26)


@given(MOMENTS)
def test_todays_session_began_today_and_its_clock_never_passes_now(now: datetime) -> None:
    days = Timeline(now)
    assert clock.local_date(days.session_begins) == days.today or days.session_begins == now
    pace = Pace(days.session_begins, now)
    before = days.session_begins
    for _ in range(80):
        with pace.after(70):
            assert before <= clock.now() <= now
            before = clock.now()


def test_just_after_midnight_everything_happens_fast() -> None:
    now = datetime.combine(date(2026, 11, 26), time(0, 5), clock.COUNCIL_ZONE)
    pace = Pace(Timeline(now).session_begins, now)
    with pace.after(PLANNED.total_seconds() / 2):
        assert now - timedelta(minutes=4) < clock.now() < now


def test_a_weekend_moves_to_the_nearest_weekday() -> None:
    saturday = date(2026, 11, 28)
    assert workday(saturday, -1) == date(2026, 11, 27)
    assert workday(saturday, 1) == date(2026, 11, 30)


@pytest.mark.parametrize("source", [*sources_of("sen_hong"), *sources_of("binh_minh")], ids=lambda each: each.title)
def test_the_minutes_hold_one_wish_a_row(source: PlannedSource) -> None:
    """In each of the styles in which they are written the splitter finds what was planned, and nothing else."""
    found = split(source.text)
    assert len(found) == len(source.rows)
    assert [row.says for row, wish in zip(source.rows, found, strict=True) if row.says not in wish.text] == []


def test_minutes_are_written_in_six_styles() -> None:
    assert {source.style for source in sources_of("sen_hong")} == set(LINES)
