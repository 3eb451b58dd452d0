"""Today's work of each role: its own duties, in one page, with nothing of another council and nothing stored."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from nghitruong.domain.commitments.actions import ask_extension
from nghitruong.domain.meetings.actions import run_step
from nghitruong.domain.meetings.models import AgendaItem, Meeting, Paper
from nghitruong.domain.voting.actions import cast_vote, prepare_poll
from nghitruong.foundation.audit.models import Line
from nghitruong.foundation.councils.models import Council, Person
from nghitruong.foundation.documents.actions import add_document
from nghitruong.foundation.documents.models import Access, Document
from nghitruong.foundation.documents.uploads import taken_in
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Actor, Role
from nghitruong.outer.desk.queries.children import ChildCouncil, children_of
from nghitruong.outer.desk.views.province import in_group, ordered, with_words
from tests.cast import Cast, add_council, add_deputy, add_person, signed_in
from tests.commitments.town import debt, on, reported
from tests.portal.sessions import closed, convened, item_of, opened, planned, voted, voting


def page(actor: Actor, path: str = "/") -> str:
    answer = signed_in(actor).get(path)
    assert answer.status_code == 200, (actor.name, path)
    text: str = answer.content.decode()
    return text


def queries(actor: Actor, path: str = "/") -> int:
    client = signed_in(actor)
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    return len(asked)


@pytest.fixture
def people(cast: Cast) -> list[Actor]:
    return [cast.lan, cast.hoa, *cast.deputies(1)]


def test_nobody_is_shown_the_way_to_the_own_council(cast: Cast) -> None:
    answer = Client().get("/")
    text = answer.content.decode()
    assert (answer.status_code, dict(answer.cookies)) == (200, {})
    assert 'href="/cong/990001/"' in text
    assert 'href="/dang-nhap/"' in text
    assert "Phường Bình Minh" not in Client().get("/?tim=sen hong").content.decode()
    assert "Không thấy “zzz”" in Client().get("/?tim=zzz").content.decode()


def test_the_front_page_lists_living_councils_only(cast: Cast) -> None:
    Council.objects.filter(pk=cast.other_council.pk).update(closed_on=clock.today())
    assert "Phường Bình Minh" not in Client().get("/").content.decode()


@pytest.mark.parametrize("path", ["/viec-hom-nay/", "/viec-hom-nay/viec/"])
def test_today_is_for_who_is_signed_in(cast: Cast, path: str) -> None:
    answer = Client().get(path)
    assert (answer.status_code, answer["Location"].startswith("/dang-nhap/")) == (302, True)


@pytest.mark.slow
def test_every_role_has_its_day_with_and_without_meetings(cast: Cast, people: list[Actor]) -> None:
    actors = {
        role: add_person(cast.council, f"Ai Đó {role}", role) for role in Role if role not in (Role.PUBLIC, Role.SYSTEM)
    }
    # The office is asked to confirm rules, whether meetings are planned or not.
    assert {role for role, actor in actors.items() if "task-row" in page(actor)} == {Role.CLERK, Role.STANDING}
    planned(cast, "Kỳ họp thứ 5", days=40)
    closed(cast, opened(cast, people))
    duties = {Role.CLERK, Role.STANDING, Role.SECRETARY, Role.CHAIR}
    assert {role for role, actor in actors.items() if "chưa hoàn tất" in page(actor)} == duties


def test_a_stranger_sees_nothing_of_it(cast: Cast, people: list[Actor]) -> None:
    opened(cast, people)
    convened(cast, "Kỳ họp thứ 4", days=20)
    shown = page(cast.kien)
    assert "Kỳ họp thứ" not in shown
    assert "task-row" not in shown
    assert "đang họp" not in shown


def test_a_citizen_sees_public_meetings_and_no_duty(cast: Cast) -> None:
    convened(cast, "Kỳ họp thứ 4", days=20)
    planned(cast, "Kỳ họp chưa triệu tập", days=25)
    secret = convened(cast, "Phiên họp kín", days=22)
    Meeting.objects.filter(pk=secret.pk).update(is_public=False)
    shown = page(cast.binh)
    assert "Kỳ họp thứ 4" in shown
    assert "Kỳ họp chưa triệu tập" not in shown
    assert "Phiên họp kín" not in shown
    assert "task-row" not in shown


def test_the_clerk_prepares_a_session_until_it_is_convened(cast: Cast) -> None:
    meeting = planned(cast, "Kỳ họp thứ 4", days=40)
    AgendaItem.objects.filter(meeting=meeting).delete()
    assert "Kỳ họp thứ 4 chưa có chương trình" in page(cast.minh)
    meeting = planned(cast, "Kỳ họp thứ 5", days=40)
    shown = page(cast.minh)
    assert "Kỳ họp thứ 5 chưa triệu tập" in shown
    assert "1 nội dung chưa có tài liệu" in shown
    assert f'href="/ky-hop/{meeting.pk}/"' in shown
    convened_one = convened(cast, "Kỳ họp thứ 6", days=50)
    assert f"{convened_one.title} chưa triệu tập" not in page(cast.minh)


@pytest.mark.parametrize("state", ["planned", "closed"])
def test_a_conference_with_voters_is_no_session_to_prepare(cast: Cast, state: str) -> None:
    tomorrow = clock.now() + timedelta(days=1)
    Meeting.objects.create(
        council=cast.council, kind="voter_contact", title="Hội nghị khu phố 7", state=state, starts_at=tomorrow
    )
    shown = page(cast.minh)
    assert "Hội nghị khu phố 7 chưa có chương trình" not in shown
    assert "Biên bản Hội nghị khu phố 7" not in shown
    assert "Chuẩn bị Hội nghị khu phố 7" not in shown


def test_the_limit_of_the_notice_is_counted_back_from_the_opening(cast: Cast) -> None:
    with_limit = planned(cast, "Kỳ họp thứ 5", days=60)
    Meeting.objects.filter(pk=with_limit.pk).update(session_kind="regular")
    due = clock.today() + timedelta(days=40)
    shown = page(cast.minh)
    left = [days for days in range(34, 41) if f"Còn {days} ngày" in shown]
    assert left, "20 calendar days before, earlier where that is a day off"
    assert f"{due.year}" in shown


def test_who_is_not_the_office_is_not_asked_to_prepare(cast: Cast) -> None:
    planned(cast, "Kỳ họp thứ 5", days=40)
    for actor in (cast.lan, cast.hoa, cast.an):
        assert "chưa triệu tập" not in page(actor)


@pytest.mark.slow
def test_the_chair_opens_then_announces_then_completes(cast: Cast, people: list[Actor]) -> None:
    meeting = convened(cast)
    assert "Khai mạc Kỳ họp thứ 3" in page(cast.lan)
    assert "Khai mạc Kỳ họp thứ 3" not in page(cast.minh)
    meeting = opened(cast, people, "Kỳ họp thứ 4")
    poll = voted(cast, people, meeting)
    shown = page(cast.lan)
    assert f"Kết quả chờ công bố: {poll.question}" in shown
    assert f'href="/phong-hop/{meeting.pk}/chu-toa/"' in shown
    assert "chờ công bố" not in page(cast.hoa)


@pytest.mark.slow
def test_the_chair_completes_the_file_of_a_closed_meeting(cast: Cast, people: list[Actor]) -> None:
    meeting = opened(cast, people)
    closed(cast, meeting)
    assert "Hồ sơ Kỳ họp thứ 3 chưa hoàn tất" in page(cast.lan)
    assert "Biên bản Kỳ họp thứ 3 chưa hoàn tất" in page(cast.minh)
    assert "chưa hoàn tất" not in page(cast.hoa)
    shown = page(cast.lan, f"/ky-hop/{meeting.pk}/")
    assert f'action="/ky-hop/{meeting.pk}/hoan-tat/"' in shown
    assert "hoan-tat" not in page(cast.hoa, f"/ky-hop/{meeting.pk}/")
    assert signed_in(cast.hoa).post(f"/ky-hop/{meeting.pk}/hoan-tat/").status_code == 403
    assert signed_in(cast.kien).post(f"/ky-hop/{meeting.pk}/hoan-tat/").status_code == 404
    assert signed_in(cast.lan).post(f"/ky-hop/{meeting.pk}/hoan-tat/").status_code == 302
    assert "chưa hoàn tất" not in page(cast.lan)
    assert signed_in(cast.lan).post(f"/ky-hop/{meeting.pk}/hoan-tat/").status_code == 409


def test_the_secretary_prepares_the_votes(cast: Cast, people: list[Actor]) -> None:
    meeting = opened(cast, people, "Kỳ họp thứ 3", "Nghị quyết 1", "Nghị quyết 2")
    assert "2 lượt biểu quyết chưa soạn" in page(cast.minh)
    item = item_of(meeting)
    run_step(cast.lan, item)
    run_step(cast.lan, item)
    prepare_poll(cast.minh, item, question="Thông qua?")
    assert "1 lượt biểu quyết chưa soạn" in page(cast.minh)


def test_a_deputy_checks_in_here_and_votes_when_it_is_time(cast: Cast, people: list[Actor]) -> None:
    meeting = convened(cast)
    shown = page(cast.hoa)
    assert "Điểm danh dự Kỳ họp thứ 3" in shown
    assert f'action="/phong-hop/{meeting.pk}/diem-danh/"' in shown
    browser = signed_in(cast.hoa)
    assert browser.post(f"/phong-hop/{meeting.pk}/diem-danh/").status_code == 302
    assert "Điểm danh dự" not in page(cast.hoa)
    meeting = opened(cast, people, "Kỳ họp thứ 4")
    poll = voting(cast, meeting)
    assert f"Đang biểu quyết: {poll.question}" in page(cast.hoa)
    cast_vote(cast.hoa, poll, choice="yes", key="k")
    assert "Đang biểu quyết:" not in page(cast.hoa)
    assert "Đang biểu quyết:" not in page(cast.minh)


def test_a_deputy_has_the_large_face_and_a_chair_the_office(cast: Cast) -> None:
    Person.objects.filter(pk=cast.hoa.person_id).update(gender="nu")
    shown = page(cast.hoa)
    assert 'data-face="deputy"' in shown
    assert "Xin chào bà\u00a0Lê Thị Hoa" in shown
    assert "Khóa I, nhiệm kỳ 2026–2031" in page(cast.lan)
    assert 'data-face="office"' in page(cast.lan)


def paper_for(cast: Cast, item: AgendaItem, title: str, access: str = Access.COUNCIL) -> Document:
    with taken_in(f"Tờ trình {title}".encode(), f"{title}.txt") as upload:
        document: Document = add_document(cast.minh, cast.council.pk, title=title, access=access, upload=upload)
    Paper.objects.create(council=cast.council, item=item, document=document, kind="report")
    return document


def test_a_deputy_reads_what_is_hers_to_read(cast: Cast) -> None:
    meeting = convened(cast, "Kỳ họp thứ 4", "Nghị quyết 1", "Nghị quyết 2", days=20)
    first = paper_for(cast, item_of(meeting, 1), "Tờ trình một")
    paper_for(cast, item_of(meeting, 2), "Tờ trình hai")
    paper_for(cast, item_of(meeting, 2), "Chỉ Văn phòng", Access.RESTRICTED)
    shown = page(cast.hoa)
    assert "Đọc 2 tài liệu Kỳ họp thứ 4" in shown
    assert "0/2 tài liệu đã đọc" in shown
    signed_in(cast.hoa).get(f"/tai-lieu/{first.pk}/tai/")
    assert "1/2 tài liệu đã đọc" in page(cast.hoa)
    assert "Đọc 1 tài liệu Kỳ họp thứ 4" in page(cast.hoa)
    assert "chưa có tài liệu" not in page(cast.minh)


def test_an_agency_is_asked_for_its_own_papers(cast: Cast) -> None:
    meeting = convened(cast, "Kỳ họp thứ 4", "Nghị quyết 1", "Nghị quyết 2", days=20)
    AgendaItem.objects.filter(pk=item_of(meeting, 2).pk).update(presenter_agency=cast.agency)
    shown = page(cast.an)
    assert "Nộp tài liệu “Nghị quyết 2”" in shown
    assert "Nghị quyết 1" not in shown


def test_an_auditor_sees_how_the_ledger_stands(cast: Cast) -> None:
    convened(cast)
    shown = page(add_person(cast.council, "Ngô Thị Kiểm", Role.AUDITOR))
    assert "Sổ nhật ký" in shown
    lines = Line.objects.filter(council_id=cast.council.pk).count()
    assert f"<dd>{lines}</dd>" in shown
    assert "Sổ nhật ký" not in page(cast.minh)


def test_an_administrator_is_led_through_setting_up(cast: Cast) -> None:
    admin = add_person(cast.council, "Bùi Thị Quản", Role.ADMIN)
    assert "bước thiết lập" not in page(admin)
    Person.objects.create(council=cast.council, full_name="Chưa Có Tài Khoản", sort_key="a", folded_name="a")
    assert "Còn 1 bước thiết lập" in page(admin)
    council, _term = add_council("990009", "Phường Mới")
    council.terms.all().delete()
    shown = page(add_person(council, "Quản Trị Mới", Role.ADMIN))
    assert "Còn 3 bước thiết lập" in shown
    assert "Bước tiếp: Mở nhiệm kỳ" in shown
    assert "Làm tiếp" in shown


def test_the_administrator_of_the_province_sees_the_councils_below(cast: Cast) -> None:
    above = add_person(cast.council, "Hồ Văn Tỉnh", Role.PROVINCE_ADMIN)
    assert "Không có Hội đồng nhân dân nào trực thuộc" in page(above)
    Council.objects.filter(pk=cast.other_council.pk).update(parent=cast.council)
    shown = page(above)
    assert 'href="/cong/990002/"' in shown
    assert "Phường Bình Minh" not in page(cast.minh)


def test_the_councils_below_are_counted_in_figures(cast: Cast, people: list[Actor]) -> None:
    above = add_person(cast.other_council, "Hồ Văn Tỉnh", Role.PROVINCE_ADMIN)
    Council.objects.filter(pk=cast.council.pk).update(parent=cast.other_council)
    council, _term = add_council("990010", "Phường Hoa Mai")
    Council.objects.filter(pk=council.pk).update(parent=cast.other_council)
    groups = ("", "dang-hop", "sap-hop", "thiet-lap", "chua-dung")

    def counts() -> list[int]:
        children = children_of(cast.other_council.pk)
        return [len(in_group(children, group)) for group in groups]

    assert counts() == [2, 0, 0, 1, 2]
    planned(cast, "Kỳ họp thứ 5", days=6)
    opened(cast, people)
    page(cast.minh)
    assert counts() == [2, 1, 1, 1, 1]
    shown = page(above)
    assert 'href="/tinh/?loc=dang-hop"' in shown
    assert 'href="/to-chuc/sap-nhap/"' in shown


@pytest.fixture
def above(cast: Cast) -> Actor:
    """The administrator of a province with 130 councils, of which only the cast's is at work."""
    actor = add_person(cast.other_council, "Hồ Văn Tỉnh", Role.PROVINCE_ADMIN)
    Council.objects.filter(pk=cast.council.pk).update(parent=cast.other_council)
    for number in range(129):
        council, _term = add_council(f"9910{number:02}", f"Xã Đồi Mơ {number}")
        Council.objects.filter(pk=council.pk).update(parent=cast.other_council)
    return actor


@pytest.mark.slow
def test_the_console_finds_a_council_without_accents_and_counts_what_is_found(
    cast: Cast, people: list[Actor], above: Actor
) -> None:
    opened(cast, people)
    shown = page(above, "/tinh/")
    assert "130 HĐND" in shown
    assert "1–50 trong 130" in shown
    found = page(above, "/tinh/?q=xa doi mo 77")
    assert "1 HĐND" in found
    assert 'href="/cong/991077/"' in found
    sitting = page(above, "/tinh/?loc=dang-hop")
    assert "1 HĐND" in sitting
    assert "Kỳ họp thứ 3" in sitting
    assert "129 HĐND" in page(above, "/tinh/?loc=thiet-lap")
    assert "130 HĐND" in page(above, "/tinh/?loc=khong-co&sort=khong-co")
    assert "Không thấy HĐND nào" in page(above, "/tinh/?q=zzz")


def test_the_console_asks_as_often_for_a_hundred_councils_as_for_one(cast: Cast, above: Actor) -> None:
    everything = queries(above, "/tinh/")
    Council.objects.filter(unit__code__startswith="9910").update(parent=None)
    assert everything == queries(above, "/tinh/")


def test_the_console_is_the_provinces_administrators_alone(cast: Cast) -> None:
    for actor in (cast.minh, cast.hoa, cast.binh):
        assert signed_in(actor).get("/tinh/").status_code == 403
    assert Client().get("/tinh/").status_code == 302


def child(name: str, **facts: object) -> ChildCouncil:
    sound = {"has_term": True, "deputies": 20, "accounts": 20, "is_used": True, "meeting": "", "meeting_state": ""}
    rest = {"starts_at": None, "is_soon": False, "petitions": 9, "overdue": 0}
    return ChildCouncil(name=name, code="1", **sound | rest | facts)  # type: ignore[arg-type]


def test_councils_are_put_in_the_order_that_was_asked_for() -> None:
    soon, later = clock.now(), clock.now() + timedelta(days=3)
    rows = [
        child("HĐND xã Ô", overdue=3),
        child("HĐND xã Đo", accounts=0, has_term=False),
        child("HĐND xã An", meeting="Kỳ họp", meeting_state="open", starts_at=later),
        child("HĐND xã Bê", meeting="Kỳ họp", meeting_state="convened", starts_at=soon, deputies=25),
    ]

    def names(order: str) -> list[str]:
        return [row.name.split()[-1] for row in ordered(rows, order)]

    assert names("") == ["Đo", "Ô", "An", "Bê"]
    assert names("ten") == ["An", "Bê", "Đo", "Ô"]
    assert names("hop") == ["An", "Bê", "Đo", "Ô"]
    assert names("dai-bieu") == ["Bê", "An", "Đo", "Ô"]
    assert names("kien-nghi") == ["Ô", "An", "Bê", "Đo"]
    assert [row.name for row in in_group(rows, "chu-y")] == ["HĐND xã Ô", "HĐND xã Đo"]
    assert with_words(rows, "XA do") == [rows[1]]


def test_the_running_meeting_is_on_every_office_page_and_on_no_strangers(cast: Cast, people: list[Actor]) -> None:
    opened(cast, people)
    assert "Đang họp: Kỳ họp thứ 3" in page(cast.minh, "/quy-tac/")
    assert "Đang họp: Kỳ họp thứ 3" not in page(cast.kien, "/quy-tac/")
    assert "Đang họp: Kỳ họp thứ 3" in page(cast.binh, "/tai-khoan/")
    Meeting.objects.update(is_public=False)
    assert "Kỳ họp thứ 3" not in page(cast.binh, "/tai-khoan/")
    assert "Đang họp: Kỳ họp thứ 3" in page(cast.minh, "/quy-tac/")


@pytest.mark.parametrize(
    ("title", "short"),
    [
        ("Kỳ họp thứ ba (thường lệ), HĐND phường Sen Hồng khóa I", "Kỳ họp thứ ba"),
        ("Phiên họp Thường trực", "Phiên họp Thường trực"),
        ("(chuyên đề)", "(chuyên đề)"),
    ],
)
def test_the_running_meeting_has_a_short_name_and_says_all_of_it_to_who_asks(
    cast: Cast, people: list[Actor], title: str, short: str
) -> None:
    opened(cast, people, title)
    shown = page(cast.minh, "/quy-tac/")
    assert f'<span class="live-pill__words">Đang họp: {short}</span>' in shown
    assert f'title="Đang họp: {title}. Vào phòng họp"' in shown


@pytest.mark.parametrize("path", ["/ky-hop/", "/tai-lieu/", "/kien-nghi/", "/cam-ket/", "/tai-khoan/", "/dai-bieu/"])
def test_a_deputy_has_her_own_face_on_every_page(cast: Cast, path: str) -> None:
    shown = page(cast.hoa, path)
    assert 'data-face="deputy"' in shown
    assert shown.count('class="bottom-bar"') == 1
    assert 'class="side"' not in shown
    assert 'href="/kien-nghi/"' in shown
    # What has no room among the five is in her account's menu.
    assert 'class="menu__item" href="/cam-ket/"' in shown


def test_who_works_in_the_office_keeps_its_face_though_he_has_a_seat(cast: Cast) -> None:
    for actor in (cast.minh, add_person(cast.council, "Lê Văn Chánh", Role.DEPUTY, Role.CLERK)):
        shown = page(actor, "/ky-hop/")
        assert 'data-face="office"' in shown
        assert 'class="bottom-bar"' not in shown


def test_seven_rows_are_shown_and_all_when_asked(cast: Cast) -> None:
    for number in range(5):
        planned(cast, f"Kỳ họp {number}", days=40 + number)
    shown = page(cast.minh)
    assert shown.count('class="task-row"') == 7
    assert "Xem cả 11 việc" in shown
    assert page(cast.minh, "/?tat-ca=1").count('class="task-row"') == 11


def many(cast: Cast, people: list[Actor], titles: list[str]) -> None:
    for title in titles:
        planned(cast, f"{title} dự kiến", "Nghị quyết 1", days=40)
        convened(cast, f"{title} triệu tập", "Nghị quyết 1", "Nghị quyết 2", days=20)
        closed(cast, opened(cast, people, title))


@pytest.mark.slow
@pytest.mark.parametrize(("who", "count"), [("minh", 33), ("lan", 12), ("hoa", 12), ("an", 13), ("binh", 5)])
def test_a_page_asks_the_database_as_often_for_three_as_for_one(
    cast: Cast, people: list[Actor], who: str, count: int
) -> None:
    actor: Actor = getattr(cast, who)
    many(cast, people, ["Kỳ họp một"])
    one = queries(actor)
    many(cast, people, ["Kỳ họp hai", "Kỳ họp ba"])
    assert queries(actor) == one == count


def test_the_councils_below_are_asked_for_in_one_query(cast: Cast) -> None:
    above = add_person(cast.council, "Hồ Văn Tỉnh", Role.PROVINCE_ADMIN)

    def add(code: str) -> None:
        council, term = add_council(code, f"Phường {code}")
        Council.objects.filter(pk=council.pk).update(parent=cast.council)
        add_deputy(council, term, f"Đại Biểu {code}")

    add("990010")
    one = queries(above)
    add("990011")
    add("990012")
    assert queries(above) == one


@pytest.mark.parametrize("number", ["0", "-1", "9" * 30, "abc", "²"])
def test_any_number_of_a_page_is_answered(cast: Cast, number: str) -> None:
    above = add_person(cast.council, "Hồ Văn Tỉnh", Role.PROVINCE_ADMIN)
    Council.objects.filter(pk=cast.other_council.pk).update(parent=cast.council)
    assert "Phường Bình Minh" in page(above, f"/tinh/?trang={number}")


def test_the_area_of_tasks_is_what_the_page_shows(cast: Cast) -> None:
    planned(cast, "Kỳ họp thứ 5", days=40)
    area = page(cast.minh, "/viec-hom-nay/viec/")
    assert area.strip() in page(cast.minh, "/viec-hom-nay/")


def test_what_is_owed_waits_for_debtor_and_creditor(cast: Cast) -> None:
    overdue, checked = debt(cast, title="Sửa mương"), reported(cast, date(2026, 6, 20))
    standing = add_person(cast.council, "Võ Thị Thường", Role.STANDING)
    with on(date(2026, 6, 29)):
        assert "1 việc sắp đến hạn" in page(cast.an)
    with on(date(2026, 7, 4)):
        ask_extension(cast.an, overdue, wanted_on=date(2026, 8, 1), reason="Mưa")
        debtor, clerk, chair = page(cast.an), page(cast.minh), page(standing)
    assert "1 việc quá hạn" in debtor
    assert "Sửa mương" in debtor
    assert "chờ kiểm tra" not in debtor
    assert "1 kết quả chờ kiểm tra" in clerk
    assert "1 cơ quan xin gia hạn" in chair
    assert checked.state == "reported"
