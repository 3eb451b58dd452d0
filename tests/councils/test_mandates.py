"""Seats: given, suspended, released, removed, lost, left by death; who counts on which day."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nghitruong.foundation.audit.models import Line
from nghitruong.foundation.councils import queries
from nghitruong.foundation.councils.actions import (
    add_constituency,
    change_seat,
    grant_mandate,
    grant_mandates,
    lose_mandate,
    move_deputy,
    number_seats,
    record_death,
    reinstate_mandate,
    release_mandate,
    remove_mandate,
    request_release,
    suspend_mandate,
    withdraw_release,
)
from nghitruong.foundation.councils.lifecycle import MandateState
from nghitruong.foundation.councils.models import Mandate, Membership, Person, Term
from nghitruong.foundation.councils.rules import DeputyRow
from nghitruong.foundation.events.models import Event
from nghitruong.foundation.law.actions import override_rule
from nghitruong.foundation.law.rules import Proposal
from nghitruong.kernel import clock
from nghitruong.kernel.decision import RefusedError
from tests.cast import TERM_START, Cast, add_council
from tests.councils.test_register import last_line, refused
from tests.councils.town import SYSTEM

pytestmark = pytest.mark.django_db

WHY = {"reason": "theo quyết định", "decision": "05/NQ-HĐND ngày 01/6/2026"}


@pytest.fixture
def hoa(cast: Cast) -> Mandate:
    return Mandate.objects.get(pk=cast.hoa.mandate_id)


def total(cast: Cast, day: date | None = None) -> int:
    return queries.total_deputies(cast.council.pk, day or clock.today())


def test_one_deputy_is_seated(cast: Cast) -> None:
    place = add_constituency(cast.minh, cast.term, number=4)
    row = DeputyRow("Đỗ Thị Mơ", born_on=date(1980, 1, 1), constituency=4, seat=9, origin="by_elected")
    mandate = grant_mandate(cast.minh, cast.term, row=row)
    assert (mandate.person.full_name, mandate.constituency, mandate.seat) == ("Đỗ Thị Mơ", place, 9)
    assert (mandate.starts_on, mandate.state) == (TERM_START, MandateState.ACTIVE)
    assert last_line().facts["origin"] == "by_elected"
    assert Event.objects.latest("id").topic == f"council-{cast.council.pk}"
    assert refused(grant_mandate, cast.minh, cast.term, row=DeputyRow("A", seat=9)) == "councils.seat_taken"
    assert refused(grant_mandate, cast.hoa, cast.term, row=DeputyRow("A")) == "policy.not_allowed"


def test_two_hundred_deputies_in_a_handful_of_statements(cast: Cast) -> None:
    """SQLite takes a batch in several statements; none of them is one a deputy."""
    rows = [DeputyRow(f"Người Thứ {number:03}", seat=number) for number in range(100, 302)]
    with CaptureQueriesContext(connection) as seen:
        mandates = grant_mandates(cast.minh, cast.term, rows=rows)
    assert len(seen) < 30
    assert [mandate.seat for mandate in mandates] == list(range(100, 302))
    line = last_line()
    assert (line.facts["granted"], len(line.facts["digest"])) == (202, 64)


def test_a_batch_is_taken_whole_or_not_at_all(cast: Cast) -> None:
    people = Person.objects.count()
    rows = [DeputyRow("Người Mới"), DeputyRow("Lê Thị Hoa", person_id=cast.hoa.person_id)]
    assert refused(grant_mandates, cast.minh, cast.term, rows=rows) == "councils.already_deputy"
    strangers = [DeputyRow("A", person_id=cast.kien.person_id)]
    assert refused(grant_mandates, cast.minh, cast.term, rows=strangers) == "councils.not_here"
    unknown = [DeputyRow("A", origin="inherited", origin_council_id=10**6)]
    assert refused(grant_mandates, cast.minh, cast.term, rows=unknown) == "councils.not_here"
    assert refused(grant_mandates, cast.minh, cast.term, rows=[]) == "councils.nothing_to_add"
    assert Person.objects.count() == people


def test_more_deputies_than_the_law_gives_are_remarked(cast: Cast) -> None:
    Term.objects.filter(pk=cast.term.pk).update(legal_seats=2)
    grant_mandates(cast.minh, cast.term, rows=[DeputyRow("A")])
    (reason,) = last_line().facts["law"]
    assert (reason["values"], reason["outcome"]) == ({"held": "3", "legal": "2"}, False)


def test_a_suspended_deputy_stays_in_the_total_until_the_law_says_otherwise(cast: Cast, hoa: Mandate) -> None:
    suspend_mandate(cast.minh, hoa, **WHY)
    assert hoa.state == MandateState.SUSPENDED
    assert refused(suspend_mandate, cast.minh, hoa, **WHY) == "mandate.wrong_state"
    assert (total(cast), queries.active_mandates_on(cast.council.pk, clock.today()).count()) == (2, 1)
    own = Proposal(False, "bool", "09/NQ-HĐND", TERM_START, TERM_START, note="Quy chế")
    override_rule(cast.minh, "mandate.suspended_counts_in_total", proposal=own)
    assert total(cast) == 1
    reinstate_mandate(cast.minh, hoa, **WHY)
    assert (hoa.state, total(cast)) == (MandateState.ACTIVE, 2)


def test_a_release_takes_a_wish_and_a_decision(cast: Cast, hoa: Mandate) -> None:
    assert refused(release_mandate, cast.minh, hoa, **WHY) == "mandate.wrong_state"
    request_release(cast.minh, hoa, reason="chuyển công tác")
    withdraw_release(cast.minh, hoa, reason="ở lại")
    request_release(cast.minh, hoa, reason="chuyển công tác")
    assert total(cast) == 2
    assert refused(release_mandate, cast.minh, hoa, reason="x", decision=" ") == "councils.no_decision"
    release_mandate(cast.minh, hoa, **WHY)
    assert (hoa.state, hoa.ends_on, total(cast)) == (MandateState.RELEASED, clock.today(), 1)
    assert [change.state for change in queries.changes_of(hoa.pk)] == [
        "released",
        "release_requested",
        "active",
        "release_requested",
    ]


@pytest.mark.parametrize(
    ("verb", "facts", "state"),
    [
        (remove_mandate, WHY, MandateState.REMOVED),
        (lose_mandate, WHY, MandateState.LOST),
        (record_death, {}, MandateState.DECEASED),
    ],
)
def test_a_seat_that_ends_counts_from_its_day_on(
    cast: Cast, hoa: Mandate, verb: Any, facts: dict[str, str], state: MandateState
) -> None:
    day = clock.today() - timedelta(days=3)
    verb(cast.minh, hoa, on=day, **facts)
    assert (hoa.state, hoa.ends_on) == (state, day)
    assert (total(cast, day - timedelta(days=1)), total(cast, day)) == (2, 1)
    assert queries.state_on(hoa, day - timedelta(days=1)) == MandateState.ACTIVE
    assert queries.state_on(hoa, day) == state
    assert refused(verb, cast.minh, hoa, on=day, **facts) == "mandate.wrong_state"


VERBS = [
    (suspend_mandate, WHY),
    (request_release, {"reason": "x"}),
    (remove_mandate, WHY),
    (lose_mandate, WHY),
    (record_death, {}),
]


@pytest.mark.parametrize(("verb", "facts"), VERBS)
def test_a_move_has_its_day_and_its_people(cast: Cast, hoa: Mandate, verb: Any, facts: dict[str, str]) -> None:
    tomorrow = clock.today() + timedelta(days=1)
    assert refused(verb, cast.minh, hoa, on=tomorrow, **facts) == "councils.not_yet"
    assert refused(verb, cast.minh, hoa, on=date(2025, 1, 1), **facts) == "councils.ends_before_start"
    assert refused(verb, cast.hoa, hoa, **facts) == "policy.not_allowed"
    assert refused(verb, cast.kien, hoa, **facts) == "policy.not_found"
    hoa.refresh_from_db()
    assert hoa.state == MandateState.ACTIVE


@pytest.mark.parametrize(("verb", "facts"), [(reinstate_mandate, WHY), (withdraw_release, {"reason": "x"})])
def test_what_is_taken_back_was_there(cast: Cast, hoa: Mandate, verb: Any, facts: dict[str, str]) -> None:
    assert refused(verb, cast.minh, hoa, **facts) == "mandate.wrong_state"
    assert refused(verb, cast.minh, hoa, **{**facts, "reason": " "}) == "councils.no_reason"


def test_a_refused_attempt_at_a_serious_move_is_kept(cast: Cast, hoa: Mandate) -> None:
    with pytest.raises(RefusedError):
        remove_mandate(cast.hoa, hoa, **WHY)
    line = Line.objects.latest("id")
    assert (line.verb, line.refusal) == ("councils.remove_mandate", "policy.not_allowed")


def test_places_in_the_hall(cast: Cast, hoa: Mandate) -> None:
    change_seat(cast.minh, hoa, seat=7)
    assert last_line().facts == {"before": 2, "after": 7}
    assert refused(change_seat, cast.minh, hoa, seat=1) == "councils.seat_taken"
    grant_mandates(cast.minh, cast.term, rows=[DeputyRow("Trần Văn An"), DeputyRow("Lê Thị Ân")])
    assert number_seats(cast.minh, cast.term) == 4
    names = Mandate.objects.filter(term=cast.term).order_by("seat").values_list("person__full_name", flat=True)
    assert list(names) == ["Trần Văn An", "Lê Thị Ân", "Lê Thị Hoa", "Trần Thị Lan"]
    assert refused(number_seats, cast.hoa, cast.term) == "policy.not_allowed"


def test_a_deputy_moves_to_another_constituency(cast: Cast, hoa: Mandate) -> None:
    place = add_constituency(cast.minh, cast.term, number=5)
    move_deputy(cast.minh, hoa, constituency=place, decision="11/TB")
    hoa.refresh_from_db()
    assert hoa.constituency == place
    _other, term = add_council("990003", "Phường Khác")
    foreign = add_constituency(SYSTEM, term, number=1)
    assert refused(move_deputy, cast.minh, hoa, constituency=foreign) == "councils.not_here"
    later = Term.objects.create(council=cast.council, ordinal=9, first_year=2031, last_year=2036, starts_on=TERM_START)
    wrong = add_constituency(cast.minh, later, number=1)
    assert refused(move_deputy, cast.minh, hoa, constituency=wrong) == "councils.no_constituency"


def test_doors_open_to_the_own_council_only(cast: Cast, hoa: Mandate) -> None:
    assert queries.deputy_for(cast.minh, hoa.pk) == hoa
    for door, number in (
        (queries.deputy_for, hoa.pk),
        (queries.person_for, hoa.person_id),
        (queries.body_for, cast.standing.pk),
        (queries.agency_for, cast.agency.pk),
        (queries.term_for, cast.term.pk),
    ):
        assert refused(door, cast.kien, number) == "policy.not_found"


def test_the_list_is_narrowed(cast: Cast, hoa: Mandate) -> None:
    day = clock.today()

    def names(**wanted: Any) -> list[str]:
        found = queries.filter_deputies(cast.council.pk, day, **wanted)
        return [mandate.person.full_name for mandate in found]

    assert names() == ["Lê Thị Hoa", "Trần Thị Lan"]
    assert names(words="le hoa") == ["Lê Thị Hoa"]
    assert names(body_id=cast.standing.pk) == ["Trần Thị Lan"]
    place = add_constituency(cast.minh, cast.term, number=1)
    move_deputy(cast.minh, hoa, constituency=place)
    assert names(constituency_id=place.pk) == ["Lê Thị Hoa"]
    suspend_mandate(cast.minh, hoa, **WHY)
    assert names(state="suspended") == ["Lê Thị Hoa"]
    assert names(origin_council_id=cast.other_council.pk) == []


def test_the_list_says_the_posts_that_are_open_on_the_day(cast: Cast) -> None:
    day = clock.today()

    def posts() -> dict[str, list[str]]:
        rows = queries.listed_deputies(queries.filter_deputies(cast.council.pk, day), cast.council.pk, day)
        return {row.full_name: [name for _, _, name in row.posts] for row in rows}

    assert posts() == {"Lê Thị Hoa": [], "Trần Thị Lan": [cast.standing.name]}
    Membership.objects.filter(body=cast.standing).update(valid_to=day - timedelta(days=1))
    assert posts() == {"Lê Thị Hoa": [], "Trần Thị Lan": []}
