"""The office's pages: each as owner, colleague, stranger and nobody; what was typed wrong; the numbers of queries."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from nghitruong.domain.meetings.actions import add_item, create_meeting
from nghitruong.domain.meetings.lifecycle import MeetingState
from nghitruong.domain.meetings.models import AgendaItem, Meeting
from nghitruong.kernel import clock
from tests.cast import Cast, signed_in
from tests.room.stage import Stage, build_stage

NEW = {
    "title": "Kỳ họp thứ 4",
    "kind": "session",
    "session_kind": "regular",
    "ordinal": "4",
    "starts_at_0": "8/12/2026",
    "starts_at_1": "8h",
    "mode": "in_person",
    "template": "regular_session",
    "is_public": "on",
}


@pytest.fixture
def stage(cast: Cast) -> Stage:
    return build_stage(cast)


@pytest.mark.slow
def test_who_sees_and_who_arranges(cast: Cast, stage: Stage) -> None:
    number = stage.meeting.pk
    for address in ("/ky-hop/", f"/ky-hop/{number}/"):
        assert signed_in(cast.minh).get(address).status_code == 200
        assert signed_in(cast.hoa).get(address).status_code == 200
    assert signed_in(cast.minh).get(f"/ky-hop/{number}/thanh-phan/").status_code == 200
    assert signed_in(cast.hoa).get(f"/ky-hop/{number}/thanh-phan/").status_code == 403
    for address in ("/ky-hop/moi/", f"/ky-hop/{number}/sua/", f"/ky-hop/noi-dung/{stage.item.pk}/"):
        assert signed_in(cast.minh).get(address).status_code == 200
        assert signed_in(cast.hoa).get(address).status_code == 403
    assert signed_in(cast.kien).get(f"/ky-hop/{number}/").status_code == 404
    assert stage.meeting.title not in signed_in(cast.kien).get("/ky-hop/").content.decode()
    assert Client().get(f"/ky-hop/{number}/").status_code in (302, 404)


def test_a_meeting_is_made_from_a_template(cast: Cast) -> None:
    answer = signed_in(cast.minh).post("/ky-hop/moi/", NEW)
    meeting = Meeting.objects.get(title="Kỳ họp thứ 4")
    assert answer.headers["Location"] == f"/ky-hop/{meeting.pk}/"
    assert (meeting.items.count(), f"{meeting.starts_at:%H:%M}") == (7, "01:00")


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("title", "", "bắt buộc"),
        ("starts_at_0", "31/02/2026", "Không có ngày"),
        ("starts_at_0", "hôm nào đó", "27/11/2026"),
        ("starts_at_1", "25:70", "08:00"),
        ("ordinal", "mười", "chữ số"),
        ("kind", "picnic", "picnic"),
    ],
)
def test_what_was_typed_wrong_is_said_at_its_field(cast: Cast, field: str, value: str, words: str) -> None:
    answer = signed_in(cast.minh).post("/ky-hop/moi/", {**NEW, field: value})
    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert not Meeting.objects.exists()


def test_the_page_warns_before_a_late_invitation(cast: Cast, stage: Stage) -> None:
    page = signed_in(cast.minh).get(f"/ky-hop/{stage.meeting.pk}/").content.decode()
    assert "yêu cầu: 20 ngày" in page


def test_items_are_added_moved_changed_and_taken_off(cast: Cast, stage: Stage) -> None:
    minh = signed_in(cast.minh)
    item = {"title": "Nội dung 2", "kind": "report", "planned_minutes": "15", "steps": ["discussion", "presentation"]}
    minh.post(f"/ky-hop/{stage.meeting.pk}/noi-dung/", item)
    added = AgendaItem.objects.get(title="Nội dung 2")
    assert (added.position, added.steps) == (2, ["presentation", "discussion"])
    minh.post(f"/ky-hop/noi-dung/{added.pk}/cho/1/")
    added.refresh_from_db()
    assert added.position == 1
    minh.post(f"/ky-hop/noi-dung/{added.pk}/", {**item, "title": "Nội dung hai"})
    minh.post(f"/ky-hop/noi-dung/{added.pk}/rut/", {"reason": "Cơ quan trình rút"})
    added.refresh_from_db()
    assert (added.title, added.state) == ("Nội dung hai", "withdrawn")
    assert minh.post(f"/ky-hop/{stage.meeting.pk}/noi-dung/", {**item, "planned_minutes": "nhiều"}).status_code == 200


def test_inviting_and_cancelling_by_the_page(cast: Cast, stage: Stage) -> None:
    address = f"/ky-hop/{stage.meeting.pk}"
    signed_in(cast.minh).post(f"{address}/moi-hop/", {"decision": "12/QĐ-HĐND"})
    stage.meeting.refresh_from_db()
    assert stage.meeting.state == "convened"
    assert signed_in(cast.lan).post(f"{address}/huy/", {"reason": ""}).status_code == 400
    signed_in(cast.lan).post(f"{address}/huy/", {"reason": "Bão"})
    stage.meeting.refresh_from_db()
    assert stage.meeting.state == "cancelled"


@pytest.mark.parametrize(("code", "total"), [("", 4), ("dang-hop", 1), ("sap-hop", 2), ("da-hop", 0), ("khac", 4)])
def test_the_foot_of_the_list_counts_what_its_chip_shows(cast: Cast, code: str, total: int) -> None:
    for state in (MeetingState.PREPARING, MeetingState.CONVENED, MeetingState.OPEN, MeetingState.CANCELLED):
        meeting = create_meeting(cast.minh, cast.council.pk, title="Họp", starts_at=clock.now() + timedelta(days=1))
        Meeting.objects.filter(pk=meeting.pk).update(state=state)
    told = signed_in(cast.minh).get("/ky-hop/", {"loc": code}).context
    assert (told["pager"].total, len(told["rows"])) == (total, total)


@pytest.mark.parametrize("more", [0, 2])
def test_the_list_costs_the_same_for_one_and_for_three(
    cast: Cast, more: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(1 + more):
        create_meeting(
            cast.minh, cast.council.pk, title=f"Họp {number}", starts_at=clock.now() + timedelta(days=number)
        )
    minh = signed_in(cast.minh)
    minh.get("/ky-hop/")
    with django_assert_num_queries(6):
        minh.get("/ky-hop/")


def test_the_list_counts_items_and_those_that_are_finished(cast: Cast) -> None:
    for number, finished in enumerate((0, 2)):
        meeting = create_meeting(
            cast.minh, cast.council.pk, title=f"Họp {number}", starts_at=clock.now() + timedelta(days=number)
        )
        for place in range(3 * number):
            item = add_item(cast.minh, meeting, title=f"Nội dung {place}", kind="report")
            AgendaItem.objects.filter(pk=item.pk).update(finished_at=clock.now() if place < finished else None)
    page = signed_in(cast.minh).get("/ky-hop/").content.decode()
    assert re.findall(r">(\d/\d|–)<", page) == ["2/3", "–"]
    assert "Sắp họp" in page


def test_an_empty_list_says_what_belongs_here(cast: Cast) -> None:
    page = signed_in(cast.minh).get("/ky-hop/").content.decode()
    assert "Chưa có cuộc họp nào" in page


def test_a_task_is_assigned_on_the_page_and_shown_to_who_may_read_it(cast: Cast, stage: Stage) -> None:
    address = f"/ky-hop/{stage.meeting.pk}/"
    stage.opened()
    office = signed_in(cast.minh)
    assert "Giao nhiệm vụ" in office.get(address).content.decode()
    wish = {"debtor": cast.agency.pk, "title": "Lắp đèn ngõ 8", "due_on": "30/12/2026"}
    assert office.post(f"{address}giao-viec/", wish).status_code == 302
    assert office.post(f"{address}giao-viec/", {**wish, "due_on": "31/02/2026"}).status_code == 400
    for reader in (cast.minh, cast.hoa, cast.an):
        assert "Lắp đèn ngõ 8" in signed_in(reader).get(address).content.decode()
    assert signed_in(cast.hoa).get(f"{address}giao-viec/").status_code == 403
    assert "Lắp đèn ngõ 8" in signed_in(cast.an).get("/cam-ket/").content.decode()
