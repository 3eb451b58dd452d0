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
    meet_clock,
    plan_round,
    record_contact,
    record_petitions,
    withdraw_clock_record,
)
from nghitruong.domain.petitions.models import ClockRecord, Contact
from nghitruong.domain.petitions.rules import clocks
from nghitruong.domain.petitions.views.shapes.clocks import clock_lines
from nghitruong.foundation.audit.models import Line
from nghitruong.foundation.councils.models import Unit, UnitKind
from nghitruong.foundation.law.actions import override_rule
from nghitruong.foundation.law.rules import Proposal
from nghitruong.kernel.decision import Refusal, RefusedError
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


def test_meet_clock(cast: Cast) -> None:
    meeting = session(cast)
    recorded(cast)
    with on(REPORT_BY):
        met = meet_clock(
            cast.minh,
            cast.council.pk,
            key=clocks.REPORT,
            meeting_id=meeting.pk,
            done_on=REPORT_BY - timedelta(days=1),
            document="120/BC-HĐND",
        )
        assert (met.due_on, met.by) == (REPORT_BY, "Nguyễn Văn Minh")
        assert queries.record_late(met) == 0
        assert duty(cast, Duty.CLOCK_REPORT) is None
        line = Line.objects.filter(verb="petitions.meet_clock").get()
        assert line.facts["document"] == "120/BC-HĐND"
        with pytest.raises(RefusedError) as refused:
            meet(cast, meeting, REPORT_BY)
        assert refused.value.refusal == clocks.CLOCK_MET


def test_what_was_sent_late_stays_late(cast: Cast) -> None:
    meeting = session(cast)
    recorded(cast)
    with on(date(2026, 7, 8)):
        met = meet(cast, meeting, date(2026, 7, 7))
        assert queries.record_late(met) == 2  # Monday and Tuesday after Friday the 3rd
        (line,) = clock_lines(cast.minh, [queries.clock_for(cast.council.pk, met.key, meeting.pk)])
        assert "chậm 2 ngày" in str(line.tag.label)
    with on(date(2026, 8, 20)):
        page = signed_in(cast.minh).get("/tiep-xuc/thoi-han/").content.decode()
        assert "12/BC-HĐND, ngày 07/07/2026" in page
        assert page.count("Ghi nhận đã thực hiện") == 1  # the summary of that session


@pytest.mark.parametrize(
    ("done_on", "document", "refusal"),
    [
        (date(2026, 7, 4), "12/BC", clocks.WRONG_CLOCK_DAY),
        (None, "12/BC", clocks.WRONG_CLOCK_DAY),
        (REPORT_BY, " ", clocks.NO_CLOCK_DOCUMENT),
    ],
)
def test_what_is_refused(cast: Cast, done_on: date | None, document: str, refusal: Refusal) -> None:
    meeting = session(cast)
    with on(REPORT_BY), pytest.raises(RefusedError) as refused:
        meet(cast, meeting, done_on, document)
    assert refused.value.refusal == refusal


def test_who_may_not_and_what_is_not_there(cast: Cast) -> None:
    meeting = session(cast)
    with on(REPORT_BY):
        with pytest.raises(RefusedError):
            meet_clock(
                cast.hoa, cast.council.pk, key=clocks.REPORT, meeting_id=meeting.pk, done_on=REPORT_BY, document="1"
            )
        for key, meeting_id in ((clocks.PUBLISH, None), (clocks.GATHER, meeting.pk), ("petition.answer", meeting.pk)):
            with pytest.raises(RefusedError) as refused:
                queries.clock_for(cast.council.pk, key, meeting_id)
            assert refused.value.refusal == clocks.NO_CLOCK
        assert signed_in(cast.hoa).get("/tiep-xuc/thoi-han/").status_code == 403
        theirs = signed_in(cast.kien).get(f"/tiep-xuc/thoi-han/ghi/?khoa={clocks.REPORT}&cuoc={meeting.pk}")
        assert theirs.status_code in {403, 404}


def test_what_was_said_is_gathered_before_it_is_reported(cast: Cast) -> None:
    site = contact(cast)
    with on(WEDNESDAY):
        with pytest.raises(RefusedError) as refused:
            meet(cast, site.meeting, WEDNESDAY, key=clocks.GATHER)
        assert refused.value.refusal == clocks.NOT_GATHERED
        record_contact(cast.minh, site, attendance=40)
        with pytest.raises(RefusedError) as refused:
            meet(cast, site.meeting, date(2026, 6, 11), key=clocks.GATHER)
        assert refused.value.refusal == clocks.WRONG_CLOCK_DAY
        meet(cast, site.meeting, WEDNESDAY, key=clocks.GATHER)
        (running,) = queries.clocks_of_round(site.round)
        assert (running.is_open, running.days_late) == (False, 0)
        page = signed_in(cast.minh).get(f"/tiep-xuc/{site.round.pk}/").content.decode()
    assert "Thực hiện đúng hạn" in page


def test_a_publication_holds_for_what_was_due_by_then(cast: Cast) -> None:
    petition = replied(cast)
    with on(date(2026, 6, 26)):
        accept_reply(cast.minh, petition)
    with on(PUBLISH_BY + timedelta(days=1)):
        assert duty(cast, Duty.CLOCK_PUBLISH)
        meet_clock(
            cast.minh,
            cast.council.pk,
            key=clocks.PUBLISH,
            meeting_id=None,
            done_on=PUBLISH_BY,
            document="Niêm yết 03/NY-VP",
        )
        assert duty(cast, Duty.CLOCK_PUBLISH) is None


def test_withdraw_clock_record(cast: Cast) -> None:
    meeting = session(cast)
    recorded(cast)
    with on(REPORT_BY):
        met = meet(cast, meeting, REPORT_BY)
        office = signed_in(cast.minh)
        assert office.post(f"/tiep-xuc/thoi-han/{met.pk}/thu-hoi/", {"reason": "Ghi nhầm số"}).status_code == 302
        met.refresh_from_db()
        assert (met.withdrawn_why, met.withdrawn_by) == ("Ghi nhầm số", "Nguyễn Văn Minh")
        assert duty(cast, Duty.CLOCK_REPORT)
        with pytest.raises(RefusedError) as refused:
            withdraw_clock_record(cast.minh, met, reason="Lần nữa")
        assert refused.value.refusal == clocks.CLOCK_RUNS
        with pytest.raises(RefusedError):
            withdraw_clock_record(cast.hoa, met, reason="Không phải việc của tôi")
        answer = office.post(
            f"/tiep-xuc/thoi-han/ghi/?khoa={clocks.REPORT}&cuoc={meeting.pk}",
            {"done_on": "03/07/2026", "document": "13/BC-HĐND"},
        )
        assert answer.status_code == 302
        assert [each.document for each in queries.clock_records(cast.council.pk)] == ["13/BC-HĐND"]


def test_a_council_sees_its_own_days_with_what_decided_them(cast: Cast) -> None:
    proposal = Proposal(2, "working_day", "07/NQ-HĐND", date(2026, 5, 4), date(2026, 5, 5))
    override_rule(cast.minh, clocks.GATHER, proposal=proposal)
    with on(WEDNESDAY):
        page = signed_in(cast.minh).get("/tiep-xuc/thoi-han/").content.decode()
        assert "07/NQ-HĐND" in page
        assert "2 ngày làm việc" in page
        assert "Nghệ An" not in page


def test_a_council_in_nghe_an_sees_the_days_of_its_province(cast: Cast) -> None:
    in_nghe_an(cast)
    petition = replied(cast)
    with on(date(2026, 6, 26)):
        accept_reply(cast.minh, petition)
        local = {row.key: row.value for row in queries.local_rows(cast.council.pk)}
        (running,) = [
            each for each in queries.clocks_of_council(cast.council.pk) if each.key == "petition.inform.nghe_an"
        ]
        assert running.due_on == date(2026, 6, 30)
        assert "98/2025" in running.param.basis
        page = signed_in(cast.minh).get("/tiep-xuc/thoi-han/").content.decode()
        assert "Gửi kết quả giải quyết ở Nghệ An" in page
        inform_voters(cast.minh, petition)
        assert not [each for each in queries.clocks_of_council(cast.council.pk) if "inform" in each.key]
    assert local["petition.return.nghe_an"] == 5
    assert (local["petition.answer.nghe_an.complex"], local["petition.posting.nghe_an.board"]) == (30, 30)


def meet(
    cast: Cast, meeting: Meeting, done_on: date | None, document: str = "12/BC-HĐND", *, key: str = clocks.REPORT
) -> ClockRecord:
    return meet_clock(cast.minh, cast.council.pk, key=key, meeting_id=meeting.pk, done_on=done_on, document=document)


def in_nghe_an(cast: Cast) -> None:
    province = Unit.objects.create(
        code="40", name="Tỉnh Nghệ An", kind=UnitKind.PROVINCE, valid_from=date(2025, 7, 1), is_fictional=True
    )
    Unit.objects.filter(pk=cast.council.unit_id).update(parent=province)
