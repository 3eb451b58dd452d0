"""Which duties follow from the facts, until which day, in which order."""

from datetime import date

import pytest

from nghitruong.domain.meetings.lifecycle import ItemState, MeetingState
from nghitruong.kernel.days import WorkCalendar
from nghitruong.kernel.params import Confidence, Param, Params
from nghitruong.outer.desk.rules import (
    Duty,
    ItemFacts,
    Limits,
    MeetingFacts,
    ToDo,
    agency_duties,
    chair_duties,
    in_order,
    office_duties,
    reading_minutes,
    secretary_duties,
    standing_duties,
)

OPENS = date(2026, 12, 8)
TODAY = date(2026, 11, 10)
VOTED = ("presentation", "vote")


def row(key: str, value: object, article: str = "Điều 34", unit: str = "calendar_day") -> Param:
    return Param(key, value, unit, article, Confidence.SECONDARY)


LIMITS = Limits(
    Params(
        {
            "session.convene.regular": row("session.convene.regular", 20),
            "session.convene.special": row("session.convene.special", 7),
            "session.documents": row("session.documents", 5, article=""),
            "resolution.send_up.session_papers": row("resolution.send_up.session_papers", 10),
        }
    ),
    WorkCalendar(),
)


def item(number: int = 1, **facts: object) -> ItemFacts:
    known: dict[str, object] = {
        "id": number,
        "title": f"Nghị quyết {number}",
        "kind": "draft_resolution",
        "state": ItemState.ACCEPTED,
        "steps": VOTED,
    }
    return ItemFacts(**{**known, **facts})  # type: ignore[arg-type]


def meeting(state: MeetingState = MeetingState.PREPARING, *items: ItemFacts, **facts: object) -> MeetingFacts:
    known: dict[str, object] = {
        "id": 3,
        "title": "Kỳ họp thứ 3",
        "kind": "session",
        "session_kind": "regular",
        "opens_on": OPENS,
    }
    return MeetingFacts(state=state, items=items, **{**known, **facts})  # type: ignore[arg-type]


def seen(duties: list[ToDo]) -> list[tuple[Duty, date | None, int]]:
    return [(duty.duty, duty.due, duty.count) for duty in duties]


def test_a_meeting_without_a_programme_needs_one_before_everything_else() -> None:
    assert seen(office_duties([meeting()], LIMITS)) == [(Duty.PROGRAMME, date(2026, 11, 18), 1)]
    withdrawn = meeting(MeetingState.PREPARING, item(state=ItemState.WITHDRAWN))
    assert seen(office_duties([withdrawn], LIMITS)) == [(Duty.PROGRAMME, date(2026, 11, 18), 1)]


@pytest.mark.parametrize(
    ("session_kind", "due"),
    [("regular", date(2026, 11, 18)), ("thematic", date(2026, 12, 1)), ("urgent", date(2026, 12, 1))],
)
def test_the_invitations_are_due_as_the_row_of_law_says(session_kind: str, due: date) -> None:
    found = office_duties([meeting(MeetingState.PREPARING, item(has_paper=True), session_kind=session_kind)], LIMITS)
    assert seen(found) == [(Duty.INVITE, due, 1)]
    assert found[0].basis == "Điều 34"


def test_a_limit_on_a_day_off_lies_before_it() -> None:
    """R0.03: 20 days before Saturday 26/12/2026 is Sunday 06/12, so the Friday before it counts."""
    found = office_duties([meeting(MeetingState.PREPARING, item(has_paper=True), opens_on=date(2026, 12, 26))], LIMITS)
    assert found[0].due == date(2026, 12, 4)


def test_another_meeting_is_due_on_its_own_day() -> None:
    found = office_duties([meeting(MeetingState.PREPARING, item(has_paper=True), kind="giao_ban")], LIMITS)
    assert (found[0].due, found[0].basis) == (OPENS, "")


def test_a_row_that_nobody_knows_sets_no_limit() -> None:
    unknown = Limits(Params({"session.convene.regular": row("session.convene.regular", None)}), WorkCalendar())
    assert office_duties([meeting(MeetingState.PREPARING, item(has_paper=True))], unknown)[0].due == OPENS
    shares = Limits(
        Params({"session.convene.regular": row("session.convene.regular", 2, unit="share")}), WorkCalendar()
    )
    assert office_duties([meeting(MeetingState.PREPARING, item(has_paper=True))], shares)[0].due == OPENS


def test_items_without_papers_are_counted_where_papers_are_needed() -> None:
    items = (
        item(1),
        item(2, has_paper=True),
        item(3, kind="report"),
        item(4, kind="closing"),
        item(5, state=ItemState.WITHDRAWN),
        item(6, state=ItemState.CARRIED_OVER),
    )
    found = office_duties([meeting(MeetingState.CONVENED, *items, is_convened=True)], LIMITS)
    assert seen(found) == [(Duty.PAPERS, date(2026, 12, 3), 2)]
    assert found[0].names == ["Nghị quyết 1", "Nghị quyết 3"]


@pytest.mark.parametrize("state", [MeetingState.OPEN, MeetingState.ADJOURNED, MeetingState.COMPLETED])
def test_a_running_or_finished_meeting_asks_the_office_for_nothing(state: MeetingState) -> None:
    assert office_duties([meeting(state, item())], LIMITS) == []


def test_a_closed_meeting_wants_its_minutes_in_time() -> None:
    closed = meeting(MeetingState.CLOSED, item(), closed_on=OPENS)
    assert seen(office_duties([closed], LIMITS)) == [(Duty.MINUTES, date(2026, 12, 18), 1)]
    assert seen(secretary_duties([closed], LIMITS)) == [(Duty.MINUTES, date(2026, 12, 18), 1)]
    assert seen(standing_duties([closed], LIMITS)) == [(Duty.COMPLETE, date(2026, 12, 18), 1)]


def test_the_secretary_prepares_the_votes_of_a_convened_meeting() -> None:
    items = (item(1), item(2, has_vote=True), item(3, steps=("presentation",)), item(4, state=ItemState.DECIDED))
    assert seen(secretary_duties([meeting(MeetingState.CONVENED, *items)], LIMITS)) == [(Duty.VOTES, OPENS, 1)]
    assert seen(secretary_duties([meeting(MeetingState.OPEN, *items)], LIMITS)) == [(Duty.VOTES, OPENS, 1)]
    assert secretary_duties([meeting(MeetingState.PREPARING, *items)], LIMITS) == []


@pytest.mark.parametrize(
    ("presider", "today", "is_hers"), [(None, OPENS, True), (7, OPENS, True), (8, OPENS, False), (None, TODAY, False)]
)
def test_the_chair_opens_on_the_day_unless_another_presides(presider: int | None, today: date, is_hers: bool) -> None:
    found = chair_duties([meeting(MeetingState.CONVENED, item(), presider_id=presider)], 7, today)
    assert [duty.duty for duty in found] == ([Duty.OPEN] if is_hers else [])


@pytest.mark.parametrize(("presider", "is_hers"), [(7, True), (8, False), (None, False)])
def test_only_who_presides_is_told_of_a_result_to_announce(presider: int | None, is_hers: bool) -> None:
    waiting = meeting(MeetingState.OPEN, item(), presider_id=presider, closed_vote="Thông qua?")
    assert [duty.duty for duty in chair_duties([waiting], 7, OPENS)] == ([Duty.ANNOUNCE] if is_hers else [])
    assert chair_duties([waiting], None, OPENS) == []


def test_an_agency_brings_the_papers_of_its_own_items_alone() -> None:
    items = (item(1, agency_id=5), item(2, agency_id=6), item(3, agency_id=5, has_paper=True), item(4))
    found = agency_duties([meeting(MeetingState.CONVENED, *items)], LIMITS, 5)
    assert [(duty.duty, duty.names) for duty in found] == [(Duty.SUBMIT, ["Nghị quyết 1"])]
    assert agency_duties([meeting(MeetingState.CONVENED, *items)], LIMITS, None) == []
    assert agency_duties([meeting(MeetingState.OPEN, *items)], LIMITS, 5) == []


def test_duties_stand_by_deadline_and_the_same_one_once() -> None:
    here, there = meeting(), meeting(id=4)
    late, soon, none = ToDo(Duty.PAPERS, TODAY, here), ToDo(Duty.VOTE, OPENS, here), ToDo(Duty.RULES)
    same_day = ToDo(Duty.MINUTES, OPENS, there)
    assert in_order([none, same_day, soon, late, late]) == [late, soon, same_day, none]


@pytest.mark.parametrize(("pages", "minutes"), [(0, 0), (1, 5), (10, 15), (47, 70), (100, 150)])
def test_a_page_takes_a_minute_and_a_half(pages: int, minutes: int) -> None:
    assert reading_minutes(pages) == minutes
