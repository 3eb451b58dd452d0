"""The pages of what is owed: as office, debtor, colleague, stranger, nobody; numbers that open their records."""

from datetime import date

import pytest
from django.test import Client

from nghitruong.domain.commitments import queries
from nghitruong.domain.commitments.actions import accept_report, ask_extension, declare_not_performed
from nghitruong.domain.commitments.models import Commitment
from nghitruong.foundation.documents.models import Document
from nghitruong.kernel.actor import Role
from tests.cast import Cast, acting, add_person, signed_in
from tests.commitments.town import DUE, debt, on, reported, standing

pytestmark = pytest.mark.django_db

LATE = date(2026, 7, 4)
LIST_QUERIES = 8
"""The session, who asks, the frame, what is counted, the page, the agencies, the calendar."""


def body(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, (address, response.status_code)
    return response.content.decode()


def test_office_debtor_and_deputy_read_it_a_stranger_does_not(cast: Cast) -> None:
    owed = debt(cast)
    for actor in (cast.minh, cast.an, cast.hoa, cast.lan):
        assert owed.title in body(signed_in(actor), "/cam-ket/")
        assert owed.origin in body(signed_in(actor), "/cam-ket/1/")
    for actor in (cast.binh, cast.kien):
        assert owed.title not in body(signed_in(actor), "/cam-ket/")
        body(signed_in(actor), "/cam-ket/1/", 404)
    assert Client().get("/cam-ket/").status_code == 302


def test_a_clerk_writes_one_down_and_is_told_what_is_missing(cast: Cast) -> None:
    client = signed_in(cast.minh)
    wishes = {"debtor": cast.agency.pk, "title": "Sửa đèn", "origin": "Kỳ họp thứ 3", "due_on": "30/12/2026"}
    assert client.post("/cam-ket/moi/", wishes).status_code == 302
    assert Commitment.objects.get().due_on == date(2026, 12, 30)
    wrong = client.post("/cam-ket/moi/", {**wishes, "title": "", "due_on": "31/02/2026"})
    assert wrong.status_code == 400
    assert Commitment.objects.count() == 1
    assert signed_in(cast.hoa).get("/cam-ket/moi/").status_code == 403


def test_the_debtor_reports_and_the_office_checks(cast: Cast) -> None:
    debt(cast)
    officer, office = signed_in(cast.an), signed_in(cast.minh)
    assert "Báo cáo kết quả" in body(officer, "/cam-ket/1/")
    assert "Báo cáo kết quả" not in body(office, "/cam-ket/1/")
    report = {"result": "Đã làm xong", "done_on": "20/06/2026", "evidence": "12/BC"}
    with on(DUE):
        assert officer.post("/cam-ket/1/ket-qua/", report).status_code == 302
        assert "Chấp nhận kết quả" in body(office, "/cam-ket/1/")
        assert office.post("/cam-ket/1/chap-nhan/").status_code == 302
    page = body(office, "/cam-ket/1/")
    assert "Hoàn thành" in page
    assert "Đúng hạn" in page
    assert officer.post("/cam-ket/1/chap-nhan/").status_code == 403
    assert office.get("/cam-ket/1/nhay-mua/").status_code == 404


def test_what_is_overdue_is_found_and_reminded_in_bulk(cast: Cast) -> None:
    for _ in range(3):
        debt(cast)
    office = signed_in(cast.minh)
    with on(LATE):
        page = body(office, "/cam-ket/?loc=late")
        assert page.count("Quá 4 ngày") == 3
        assert office.post("/cam-ket/don-doc/", {"number": ["1", "2", "x"], "note": "Xin báo cáo"}).status_code == 302
        assert "Đôn đốc lần đầu" in body(office, "/cam-ket/1/")
        assert "Đôn đốc lần đầu" not in body(office, "/cam-ket/3/")
        assert office.post("/cam-ket/don-doc/").status_code == 409


def test_more_time_is_answered_on_the_page(cast: Cast) -> None:
    owed = debt(cast)
    with on(DUE):
        wish = ask_extension(cast.an, owed, wanted_on=LATE, reason="Mưa kéo dài")
    chair = signed_in(add_person(cast.council, "Võ Thị Thường", Role.STANDING))
    assert "Mưa kéo dài" in body(signed_in(cast.minh), "/cam-ket/1/")
    assert "Cho gia hạn" in body(chair, "/cam-ket/1/")
    assert chair.post(f"/cam-ket/gia-han/{wish.pk}/cho/").status_code == 302
    owed.refresh_from_db()
    assert owed.due_on == LATE
    assert chair.post(f"/cam-ket/gia-han/{wish.pk}/sai/").status_code == 404


def test_every_number_of_the_statement_opens_its_records_and_they_add_up(cast: Cast) -> None:
    lan = standing(cast)
    on_time, too_late, overdue, running, ended = (
        reported(cast, DUE),
        reported(cast, LATE),
        debt(cast, title="Quá hạn"),
        debt(cast, due_on=date(2026, 9, 1), title="Chưa đến hạn"),
        debt(cast, title="Rút"),
    )
    with on(date(2026, 7, 10)):
        accept_report(cast.minh, on_time)
        accept_report(cast.minh, too_late)
        declare_not_performed(lan, ended, reason="Không làm")
    july = date(2026, 7, 1)
    today = date(2026, 11, 26)
    (row,) = queries.statements(cast.minh, july, today)
    assert (row.owed, row.in_time, row.late, row.open, row.overdue, row.otherwise) == (5, 1, 1, 1, 1, 1)
    readable = queries.commitments_of(cast.minh)
    expected = {"in_time": on_time, "late": too_late, "open": running, "overdue": overdue, "otherwise": ended}
    assert {part: queries.in_statement(readable, part, july, today).get() for part in expected} == expected
    office = signed_in(cast.minh)
    page = body(office, "/cam-ket/thang/?thang=07-2026")
    for part in queries.PARTS:
        address = f"/cam-ket/?co-quan={cast.agency.pk}&so={part}&thang=07-2026"
        assert address.replace("&", "&amp;") in page
        assert body(office, address).count("table__title") == getattr(row, part)
    assert queries.statements(cast.minh, date(2026, 5, 1), today) == []
    assert "Tháng này không có việc phải làm" in body(office, "/cam-ket/thang/?thang=13-xx&thang=05-2026")


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_one_and_three(cast: Cast, count: int, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    for _ in range(count):
        debt(cast)
    client = signed_in(cast.minh)
    body(client, "/cam-ket/")
    with django_assert_num_queries(LIST_QUERIES):
        body(client, "/cam-ket/")


def test_words_find_code_title_origin_and_agency(cast: Cast) -> None:
    debt(cast, title="Đèn đường ngõ 8")
    debt(cast, title="Mương thoát nước")
    found = queries.with_words(queries.commitments_of(cast.minh), "ck-2 mương")
    assert [each.number for each in found] == [2]
    assert queries.with_words(queries.commitments_of(cast.minh), "Ủy ban").count() == 2
    assert queries.with_words(queries.commitments_of(acting(cast.hoa, Role.GUEST)), "đèn").count() in (0, 1)


def test_in_the_running_month_nothing_is_overdue_before_its_day(cast: Cast) -> None:
    debt(cast)
    june = date(2026, 6, 1)
    assert [(row.open, row.overdue) for row in queries.statements(cast.minh, june, date(2026, 6, 26))] == [(1, 0)]
    assert [(row.open, row.overdue) for row in queries.statements(cast.minh, june, DUE)] == [(1, 0)]
    assert [(row.open, row.overdue) for row in queries.statements(cast.minh, june, date(2026, 7, 1))] == [(0, 1)]


def test_a_paper_is_named_only_to_who_may_know_of_it(cast: Cast) -> None:
    owed = reported(cast, DUE)
    paper = Document.objects.create(
        council=cast.council,
        title="Bản vẽ hạn chế",
        kind="BC",
        access="restricted",
        year=2026,
        created_by=cast.minh.name,
    )
    owed.documents.add(paper)
    assert "Bản vẽ hạn chế" in body(signed_in(cast.minh), "/cam-ket/1/")
    assert "Bản vẽ hạn chế" not in body(signed_in(cast.hoa), "/cam-ket/1/")
