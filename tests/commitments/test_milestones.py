"""Milestones on the way to a due day, and the month that shows them beside what is due."""

from datetime import date

import pytest
from django.test import Client

from nghitruong.domain.commitments.actions import (
    drop_milestone,
    owe_commitment,
    plan_milestone,
    reach_milestone,
    report_result,
)
from nghitruong.domain.commitments.actions.owing import Wanted
from nghitruong.domain.commitments.models import Milestone
from nghitruong.domain.commitments.rules import MOST_MILESTONES
from nghitruong.domain.commitments.views.months import MOST_A_DAY
from nghitruong.foundation.audit.models import Line
from nghitruong.kernel.decision import RefusedError
from tests.cast import Cast, signed_in
from tests.commitments.town import DUE, START, debt, on

pytestmark = pytest.mark.django_db

HALF = date(2026, 6, 15)
JUNE = "/cam-ket/lich/?thang=06-2026"


def refused(act, *args: object, **kwargs: object) -> str:  # type: ignore[no-untyped-def]
    with pytest.raises(RefusedError) as caught:
        act(*args, **kwargs)
    return caught.value.refusal.code


def planned(cast: Cast, title: str = "Nạo vét xong 150 m đầu") -> Milestone:
    return plan_milestone(cast.an, debt(cast), title=title, due_on=HALF)


def body(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, (address, response.status_code)
    return response.content.decode()


def test_debtor_and_office_plan_others_do_not(cast: Cast) -> None:
    owed = debt(cast)
    plan_milestone(cast.an, owed, title="Nạo vét xong 150 m đầu", due_on=HALF)
    plan_milestone(cast.minh, owed, title="Nghiệm thu", due_on=DUE)
    assert list(owed.milestones.order_by("due_on").values_list("due_on", flat=True)) == [HALF, DUE]
    assert Line.objects.filter(verb="commitments.plan_milestone").count() == 2
    for stranger in (cast.hoa, cast.kien, cast.binh):
        assert refused(plan_milestone, stranger, owed, title="x", due_on=HALF)
    assert refused(drop_milestone, cast.an, owed.milestones.first(), reason="x")


@pytest.mark.parametrize(
    ("title", "day", "code"),
    [
        (" ", HALF, "no_milestone"),
        ("Xong", date(2026, 5, 31), "milestone_outside"),
        ("Xong", date(2026, 7, 1), "milestone_outside"),
    ],
)
def test_a_milestone_has_words_and_lies_within_the_time(cast: Cast, title: str, day: date, code: str) -> None:
    assert refused(plan_milestone, cast.an, debt(cast), title=title, due_on=day) == f"commitments.{code}"


def test_twenty_are_enough_and_a_reported_debt_takes_none(cast: Cast) -> None:
    owed = debt(cast)
    for number in range(MOST_MILESTONES):
        plan_milestone(cast.an, owed, title=f"Đoạn {number}", due_on=HALF)
    assert refused(plan_milestone, cast.an, owed, title="Thừa", due_on=HALF) == "commitments.enough_milestones"
    with on(HALF):
        report_result(cast.an, owed, result="Xong", done_on=HALF, evidence="12/BC")
    assert refused(plan_milestone, cast.an, owed, title="Muộn", due_on=HALF) == "commitments.not_with_debtor"


def test_reached_once_not_before_its_day_has_come_and_dropped_with_a_reason(cast: Cast) -> None:
    milestone = planned(cast)
    with on(START):
        assert refused(reach_milestone, cast.an, milestone, reached_on=HALF) == "commitments.not_reached_yet"
    with on(HALF):
        reach_milestone(cast.an, milestone, reached_on=HALF, note="Biên bản 4/BB")
        assert refused(reach_milestone, cast.an, milestone, reached_on=HALF)
    other = plan_milestone(cast.an, milestone.commitment, title="Nghiệm thu", due_on=DUE)
    assert refused(drop_milestone, cast.minh, other, reason=" ") == "commitments.no_reason"
    assert drop_milestone(cast.minh, other, reason="Gộp với mốc trước").state == "dropped"


def test_by_its_pages(cast: Cast) -> None:
    debt(cast)
    officer, office = signed_in(cast.an), signed_in(cast.minh)
    wrong = officer.post("/cam-ket/1/moc/", {"title": "Xong nửa", "due_on": "01/07/2026"})
    assert wrong.status_code == 400
    assert "từ ngày phát sinh đến hạn cuối" in wrong.content.decode()
    assert officer.post("/cam-ket/1/moc/", {"title": "Xong nửa", "due_on": "15/06/2026"}).status_code == 302
    milestone = Milestone.objects.get()
    with on(date(2026, 6, 16)):
        assert "Chưa đạt mốc" in body(office, "/cam-ket/1/")
        assert officer.get(f"/cam-ket/moc/{milestone.pk}/bo/").status_code == 403
        assert officer.post(f"/cam-ket/moc/{milestone.pk}/dat/", {"reached_on": "16/06/2026"}).status_code == 302
        assert "Đã đạt" in body(office, "/cam-ket/1/")
    assert signed_in(cast.kien).get(f"/cam-ket/moc/{milestone.pk}/dat/").status_code == 404


def test_the_month_shows_debts_and_milestones_on_their_days(cast: Cast) -> None:
    milestone = planned(cast)
    for actor in (cast.minh, cast.an, cast.hoa):
        page = body(signed_in(actor), JUNE)
        assert milestone.title in page
        assert milestone.commitment.title in page
    assert milestone.title not in body(signed_in(cast.kien), JUNE)
    assert "không có việc đến hạn" in body(signed_in(cast.minh), "/cam-ket/lich/?thang=02-2026")
    assert body(signed_in(cast.minh), "/cam-ket/lich/?thang=99-x")


def test_a_day_with_many_shows_some_and_leads_to_all(cast: Cast) -> None:
    for number in range(MOST_A_DAY + 3):
        wanted = Wanted(cast.agency, f"Việc số {number}", "Kỳ họp thứ 3", due_on=DUE, owed_on=START)
        owe_commitment(cast.minh, cast.council.pk, wanted=wanted)
    office = signed_in(cast.minh)
    page = body(office, JUNE)
    assert page.count('<li class="month__entry">') == MOST_A_DAY
    assert "thêm 3 việc" in page
    assert "?ngay=30-06-2026" in page
    assert body(office, "/cam-ket/?ngay=30-06-2026&loc=running").count("Việc số") == MOST_A_DAY + 3
    assert "Việc số" not in body(office, "/cam-ket/?ngay=29-06-2026")
    assert "Việc số" in body(office, "/cam-ket/?ngay=31-02-2026")


@pytest.mark.parametrize("count", [1, 5])
def test_the_month_asks_the_same_however_much_falls_into_it(cast: Cast, count: int, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    for number in range(count):
        planned(cast, f"Mốc {number}")
    client = signed_in(cast.minh)
    body(client, JUNE)
    with django_assert_num_queries(MONTH_QUERIES):
        body(client, JUNE)


MONTH_QUERIES = 7
"""The session, who asks, the frame, the counts of days, what is due, what is planned, the calendar."""
