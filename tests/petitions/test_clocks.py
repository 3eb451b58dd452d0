"""The law's clocks of consolidation: by working days, by the council's calendar, done when nothing waits any more."""

from datetime import UTC, date, datetime, timedelta

import pytest

from nghitruong.domain.meetings.models import Meeting
from nghitruong.domain.petitions import queries
from nghitruong.domain.petitions.actions import (
    Source,
    Wish,
    accept_reply,
    add_site,
    consolidate_petitions,
    inform_voters,
    plan_round,
    record_contact,
    record_petitions,
)
from nghitruong.domain.petitions.models import Contact
from nghitruong.domain.petitions.rules import clocks
from nghitruong.outer.desk.queries.petitions import petition_duties
from nghitruong.outer.desk.rules import Duty, ToDo
from tests.cast import Cast, signed_in
from tests.petitions.street import DRAIN, on, recorded, replied, sent

pytestmark = pytest.mark.django_db

HELD = datetime(2026, 6, 12, 12, tzinfo=UTC)
"""19:00 of a Friday: three working days later it is Wednesday."""
WEDNESDAY = date(2026, 6, 17)
OPENS = datetime(2026, 7, 14, 1, tzinfo=UTC)
"""8:00 of a Tuesday: seven working days before is Friday the 3rd."""
REPORT_BY = date(2026, 7, 3)
PUBLISH_BY = date(2026, 7, 24)
"""The answer was due on Friday 3 July; fifteen working days more."""


def contact(cast: Cast, session: Meeting | None = None) -> Contact:
    planned = plan_round(cast.minh, cast.council.pk, title="Đợt 1", kind="before_session", session=session)
    return add_site(cast.minh, planned, starts_at=HELD, place="Nhà văn hóa khu phố 7")


def session(cast: Cast) -> Meeting:
    return Meeting.objects.create(council=cast.council, kind="session", title="Kỳ họp thứ 2", starts_at=OPENS)


def duty(cast: Cast, kind: Duty) -> ToDo | None:
    return next((each for each in petition_duties(cast.minh) if each.duty is kind), None)


def test_what_was_said_is_gathered_within_three_working_days(cast: Cast) -> None:
    site = contact(cast)
    with on(WEDNESDAY):
        (running,) = queries.clocks_of_round(site.round)
        assert (running.key, running.due_on, running.is_open) == (clocks.GATHER, WEDNESDAY, True)
        assert not running.is_late(WEDNESDAY)
        assert running.is_late(WEDNESDAY + timedelta(days=1))
        wishes = [Wish(DRAIN, public_text=DRAIN)]
        source = Source("Hội nghị khu phố 7", WEDNESDAY, meeting=site.meeting)
        (petition,) = record_petitions(cast.minh, cast.council.pk, source=source, wishes=wishes)
        record_contact(cast.minh, site, attendance=40)
        assert [each.count for each in queries.clocks_of_round(site.round)] == [1]
        consolidate_petitions(cast.minh, cast.council.pk, codes=[petition.code])
        assert [each.is_open for each in queries.clocks_of_round(site.round)] == [False]
        assert queries.clocks_of_council(cast.council.pk) == []


def test_before_the_contact_no_clock_runs(cast: Cast) -> None:
    site = contact(cast)
    with on(date(2026, 6, 11)):
        assert queries.clocks_of_round(site.round) == []


def test_the_report_is_there_seven_working_days_before_the_session(cast: Cast) -> None:
    planned = contact(cast, session(cast)).round
    with on(WEDNESDAY):
        by_key = {each.key: each for each in queries.clocks_of_round(planned)}
        assert (by_key[clocks.REPORT].due_on, by_key[clocks.REPORT].is_open) == (REPORT_BY, False)
    recorded(cast)
    with on(REPORT_BY):
        todo = duty(cast, Duty.CLOCK_REPORT)
        assert todo
        assert (todo.due, todo.count, todo.names) == (REPORT_BY, 1, ["Kỳ họp thứ 2"])
        assert "42" in todo.basis


def test_the_summary_counts_what_agencies_still_owe(cast: Cast) -> None:
    sent(cast)
    with on(date(2026, 6, 5)):
        session(cast)
    with on(date(2026, 6, 12)):
        todo = duty(cast, Duty.CLOCK_SUMMARY)
        assert todo
        assert (todo.due, todo.count) == (date(2026, 6, 12), 1)


def test_results_are_public_fifteen_working_days_after_the_time_to_answer(cast: Cast) -> None:
    petition = replied(cast)
    with on(date(2026, 6, 26)):
        accept_reply(cast.minh, petition)
    with on(PUBLISH_BY):
        assert duty(cast, Duty.CLOCK_PUBLISH) is None
    with on(PUBLISH_BY + timedelta(days=1)):
        todo = duty(cast, Duty.CLOCK_PUBLISH)
        assert todo
        assert (todo.due, todo.count) == (PUBLISH_BY, 1)
        inform_voters(cast.minh, petition)
        assert duty(cast, Duty.CLOCK_PUBLISH) is None


def test_the_pages_show_the_day_and_lead_to_the_row_of_law(cast: Cast) -> None:
    planned = contact(cast).round
    with on(WEDNESDAY + timedelta(days=1)):
        browser = signed_in(cast.minh)
        page = browser.get(f"/tiep-xuc/{planned.pk}/").content.decode()
        rounds = browser.get("/tiep-xuc/").content.decode()
    assert "petition.consolidate" in page
    assert "17/06/2026" in page
    assert "Báo cáo quá hạn" in rounds
