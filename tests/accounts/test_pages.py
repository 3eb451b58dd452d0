"""Each page as its owner, a colleague, a stranger and nobody; and that pages do not ask more for more rows."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.test import Client

from nghitruong.foundation.accounts import actions, matrix
from nghitruong.foundation.accounts.models import Account, ApiToken, Device, Grant
from nghitruong.foundation.councils.models import Person
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Actor, Role
from tests.cast import Cast, account_of, add_council, add_person, signed_in

OWN_PAGES = [
    "/tai-khoan/",
    "/tai-khoan/mat-khau/",
    "/tai-khoan/buoc-hai/",
    "/tai-khoan/may/",
    "/tai-khoan/hien-thi/",
    "/tai-khoan/khoa-api/",
]
OFFICE_PAGES = {
    "/quan-tri/tai-khoan/": {Role.CHAIR, Role.STANDING, Role.CLERK, Role.AUDITOR, Role.ADMIN, Role.PROVINCE_ADMIN},
    "/quan-tri/tai-khoan/moi/": {Role.ADMIN, Role.PROVINCE_ADMIN},
    "/quan-tri/tai-khoan/cho-duyet/": {Role.STANDING, Role.CLERK},
}
POSTED_ONLY = [
    "/tai-khoan/buoc-hai/go-bo/",
    "/tai-khoan/buoc-hai/ma-du-phong/",
    "/tai-khoan/may/khac/dang-xuat/",
    "/tai-khoan/may/1/dang-xuat/",
    "/tai-khoan/hien-thi/giu/",
    "/tai-khoan/don-vi/",
    "/tai-khoan/khoa-api/1/thu-hoi/",
    "/quan-tri/tai-khoan/cho-duyet/vai/",
    "/quan-tri/tai-khoan/vai/1/ket-thuc/",
    "/quan-tri/tai-khoan/1/mat-khau/",
    "/quan-tri/tai-khoan/1/cap-mat-khau/",
    "/quan-tri/tai-khoan/1/dong/",
]


@pytest.fixture
def admin(cast: Cast) -> Actor:
    return add_person(cast.council, "Bùi Thị Quản", Role.ADMIN)


@pytest.mark.parametrize("page", OWN_PAGES)
def test_an_own_page_is_for_whoever_is_signed_in(cast: Cast, page: str) -> None:
    assert signed_in(cast.hoa).get(page).status_code == 200
    nobody = Client().get(page)
    assert (nobody.status_code, nobody["Location"].startswith("/dang-nhap/?next=")) == (302, True)


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.PUBLIC, Role.SYSTEM)])
def test_an_office_page_is_for_the_roles_of_the_matrix(cast: Cast, role: Role) -> None:
    browser = signed_in(add_person(cast.council, "Ai Đó", role))
    answers = {page: browser.get(page).status_code for page in OFFICE_PAGES}
    assert answers == {page: 200 if role in roles else 403 for page, roles in OFFICE_PAGES.items()}


@pytest.mark.parametrize("page", POSTED_ONLY)
def test_what_changes_something_is_posted(cast: Cast, page: str) -> None:
    assert signed_in(cast.hoa).get(page).status_code == 405


def test_the_address_of_signing_out_asks_first(cast: Cast) -> None:
    browser = signed_in(cast.hoa)
    asked = browser.get("/dang-xuat/")
    text = asked.content.decode()
    assert (asked.status_code, "Đăng xuất?" in text, cast.hoa.name in text) == (200, True, True)
    assert "no-store" in asked["Cache-Control"]
    assert '<form method="post" action="/dang-xuat/" data-sign-out="' in text
    assert browser.head("/dang-xuat/").status_code == 200
    assert browser.get("/tai-khoan/").status_code == 200, "asking ends nothing"
    assert browser.put("/dang-xuat/").status_code == 405
    assert browser.post("/dang-xuat/")["Location"] == "/"
    assert browser.get("/tai-khoan/").status_code == 302
    assert browser.get("/dang-xuat/")["Location"] == "/", "nobody has nothing to end"


@pytest.mark.parametrize("page", [*OFFICE_PAGES, *POSTED_ONLY])
def test_nobody_gets_in(cast: Cast, page: str) -> None:
    answer = Client().post(page) if page in POSTED_ONLY else Client().get(page)
    assert (answer.status_code, answer["Location"].startswith("/dang-nhap/")) == (302, True)


def test_a_part_of_a_page_asked_for_by_nobody_sends_the_whole_page_to_sign_in(cast: Cast) -> None:
    answer = Client().get("/tai-khoan/", headers={"hx-request": "true"})
    assert (answer.status_code, answer["HX-Redirect"]) == (204, "/dang-nhap/?next=%2Ftai-khoan%2F")


def test_the_matrix_page_shows_every_record_to_everybody(db: None) -> None:
    page = Client().get("/quyen-han/")
    text = page.content.decode()
    assert page.status_code == 200
    assert len(page.context["rows"]) == 28
    assert "Kiến nghị cử tri" in text
    assert "Xác nhận vai trò được đề nghị" in text


def test_every_word_of_the_matrix_is_vietnamese(db: None) -> None:
    page = Client().get("/quyen-han/")
    english = {row.record for row in matrix.read_matrix().values()} | set(matrix.RIGHTS.values())
    english |= {words for words in matrix.LIMITS.values() if words}
    shown = {record for _, record, _ in page.context["rows"]} | {words for _, words in page.context["letters"]}
    shown |= {words for _, words in page.context["limits"]}
    assert english & shown == set()


def test_a_privileged_person_without_factor_is_sent_to_set_it_up(db: None, settings) -> None:
    council, _ = add_council("990009", "Phường Thật", is_demo=False)
    browser = signed_in(add_person(council, "Ngô Thị Thật", Role.CLERK))
    settings.ROOT_URLCONF = "tests.accounts.rooms"
    answer = browser.get("/phong-khac/")
    assert (answer.status_code, answer["Location"]) == (302, "/tai-khoan/buoc-hai/")
    part = browser.get("/phong-khac/", headers={"hx-request": "true"})
    assert (part.status_code, part["HX-Redirect"]) == (204, "/tai-khoan/buoc-hai/")
    assert browser.get("/quan-tri/tai-khoan/").status_code == 403


def test_a_handed_out_password_is_changed_before_anything_else(cast: Cast, settings) -> None:
    Account.objects.filter(id=cast.hoa.account_id).update(must_change_password=True)
    settings.ROOT_URLCONF = "tests.accounts.rooms"
    assert signed_in(cast.hoa).get("/phong-khac/")["Location"] == "/tai-khoan/mat-khau/"
    assert signed_in(cast.lan).get("/phong-khac/").status_code == 200


def test_an_administrator_opens_an_account_and_the_office_confirms_it(cast: Cast, admin: Actor) -> None:
    person = Person.objects.create(council=cast.council, full_name="Mai Văn Mới", sort_key="m", folded_name="mai")
    wish = {"person": person.pk, "username": "mai", "role": "front", "valid_from": "hôm nay", "decision": "Số 5"}
    assert signed_in(admin).post("/quan-tri/tai-khoan/moi/", wish).status_code == 302
    grant = Grant.objects.get(account__username="mai")
    office = signed_in(cast.minh)
    assert "Mai Văn Mới" in office.get("/quan-tri/tai-khoan/cho-duyet/").content.decode()
    office.post("/quan-tri/tai-khoan/cho-duyet/vai/", {"grant": [grant.pk]})
    page = office.post(f"/quan-tri/tai-khoan/{grant.account_id}/cap-mat-khau/")
    password = page.context["password"]
    mai = Client()
    mai.post("/dang-nhap/", {"username": "mai", "password": password})
    assert mai.get("/tai-khoan/mat-khau/").status_code == 200
    new = "núi Ngự soi bóng nước"
    mai.post("/tai-khoan/mat-khau/", {"old": password, "new": new, "again": new})
    assert Role.FRONT in mai.get("/tai-khoan/").wsgi_request.actor.roles


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"role": "agency"}, "Chọn cơ quan."),
        ({"role": "committee"}, "Chọn Ban."),
        ({"valid_from": "31/02/2026"}, "Không có ngày"),
        ({"role": "public"}, "Chọn vai trò."),
        ({"person": "0"}, "Chọn người."),
        ({"username": "hoà bình"}, "chữ không dấu"),
        ({"username": "{hoa}"}, "Đã có tài khoản"),
    ],
)
def test_a_wrong_form_opens_no_account(cast: Cast, admin: Actor, change: dict[str, str], words: str) -> None:
    person = Person.objects.create(council=cast.council, full_name="Mai", sort_key="m", folded_name="mai")
    wish = {"person": person.pk, "username": "mai", "role": "front", "valid_from": "hôm nay"}
    if change.get("username") == "{hoa}":
        change = {"username": account_of(cast.hoa).username}
    page = signed_in(admin).post("/quan-tri/tai-khoan/moi/", {**wish, **change})
    assert (page.status_code, words in page.content.decode()) == (200, True)
    assert not Account.objects.filter(username="mai").exists()


def test_another_councils_account_does_not_exist(cast: Cast, admin: Actor) -> None:
    other = account_of(cast.kien)
    browser = signed_in(admin)
    assert browser.get(f"/quan-tri/tai-khoan/{other.pk}/").status_code == 404
    assert browser.post(f"/quan-tri/tai-khoan/{other.pk}/mat-khau/").status_code == 404
    assert browser.post(f"/quan-tri/tai-khoan/{other.pk}/dong/").status_code == 404
    grant = Grant.objects.get(account=other)
    assert browser.post(f"/quan-tri/tai-khoan/vai/{grant.pk}/ket-thuc/").status_code == 404


def test_an_account_page_does_what_its_buttons_say(cast: Cast, admin: Actor) -> None:
    browser, account = signed_in(admin), account_of(cast.hoa)
    address = f"/quan-tri/tai-khoan/{account.pk}/"
    assert "Đại biểu" in browser.get(address).content.decode()
    browser.post(address, {"role": "front", "valid_from": "hôm nay"})
    assert Grant.objects.filter(account=account, role="front", confirmed_at=None).count() == 1
    browser.post(f"{address}mat-khau/")
    browser.post(f"/quan-tri/tai-khoan/vai/{Grant.objects.filter(account=account).earliest('id').pk}/ket-thuc/")
    browser.post(f"{address}dong/")
    account.refresh_from_db()
    assert (account.reset_proposed_by_id, account.is_active) == (admin.account_id, False)


def test_preferences_are_worn_by_the_browser_and_kept_with_the_account(cast: Cast) -> None:
    browser = signed_in(cast.hoa)
    answer = browser.post("/tai-khoan/hien-thi/", {"language": "en", "size": "125", "colour": "hall", "mail": "on"})
    assert answer.status_code == 302
    assert (browser.cookies["ngon_ngu"].value, browser.cookies["hien_thi"].value) == ("en", "125.hall.normal")
    account = account_of(cast.hoa)
    assert account.display == {"size": "125", "colour": "hall", "mail": "on", "sms": "off"}
    assert "My account" in browser.get("/tai-khoan/").content.decode()
    browser.post("/tai-khoan/hien-thi/giu/", {"size": "150"})
    account.refresh_from_db()
    assert account.display["size"] == "150"


def test_a_token_is_shown_once(cast: Cast) -> None:
    browser = signed_in(cast.hoa)
    page = browser.post("/tai-khoan/khoa-api/", {"name": "máy quét", "days": "30"})
    token = page.context["made"]
    assert token in page.content.decode()
    assert token not in browser.get("/tai-khoan/khoa-api/").content.decode()
    kept = ApiToken.objects.get()
    assert (kept.expires_at - clock.now()).days == 29
    browser.post(f"/tai-khoan/khoa-api/{kept.pk}/thu-hoi/")
    kept.refresh_from_db()
    assert kept.revoked_at is not None
    assert signed_in(cast.lan).post(f"/tai-khoan/khoa-api/{kept.pk}/thu-hoi/").status_code == 404


def test_all_other_devices_are_signed_out_at_once(cast: Cast) -> None:
    browser = signed_in(cast.hoa)
    account = account_of(cast.hoa)
    Device.objects.create(account=account, session_key=browser.session.session_key, label="này")
    Device.objects.create(account=account, session_key="khác", label="khác")
    browser.post("/tai-khoan/may/khac/dang-xuat/")
    assert [device.label for device in Device.objects.all()] == ["này"]


def test_a_session_writes_that_it_was_used_once_an_hour(cast: Cast, django_assert_num_queries) -> None:
    browser = signed_in(cast.hoa)
    browser.get("/tai-khoan/hien-thi/")
    with django_assert_num_queries(3):
        browser.get("/tai-khoan/hien-thi/")


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_accounts_asks_as_much_for_three_as_for_one(
    cast: Cast, count: int, django_assert_num_queries
) -> None:
    add_person(cast.council, "Bùi Thị Quản", *[Role.AUDITOR])
    cast.deputies(count)
    browser = signed_in(add_person(cast.council, "Bùi Văn Quản", Role.ADMIN))
    browser.get("/quan-tri/tai-khoan/")
    with django_assert_num_queries(8):
        browser.get("/quan-tri/tai-khoan/")


def test_the_list_shows_the_roles_that_count_today_in_this_council(cast: Cast, admin: Actor) -> None:
    def shown() -> list[Role]:
        (row,) = signed_in(admin).get("/quan-tri/tai-khoan/", {"q": "y xuan quynh"}).context["accounts"]
        return list(row.roles)

    somebody = account_of(add_person(cast.council, "Ỷ Xuân Quỳnh", Role.CLERK))
    today = clock.today()
    proposed = Grant.objects.create(council=cast.council, account=somebody, role=Role.AUDITOR, valid_from=today)
    elsewhere, _ = add_council("990008", "Phường Bên")
    Grant.objects.create(
        council=elsewhere, account=somebody, role=Role.CHAIR, valid_from=today, confirmed_at=clock.now()
    )
    assert shown() == [Role.CLERK]
    Grant.objects.filter(pk=proposed.pk).update(confirmed_at=clock.now())
    assert shown() == [Role.CLERK, Role.AUDITOR]
    day = timedelta(days=1)
    Grant.objects.filter(pk=proposed.pk).update(valid_from=today - 9 * day, valid_to=today - day)
    assert shown() == [Role.CLERK]
    Grant.objects.filter(pk=proposed.pk).update(valid_from=today + day, valid_to=None)
    assert shown() == [Role.CLERK]


def test_accounts_are_found_by_names_without_accents_and_come_by_fifty(cast: Cast) -> None:
    cast.deputies(60)
    browser = signed_in(cast.minh)
    first = browser.get("/quan-tri/tai-khoan/")
    assert (len(first.context["accounts"]), first.context["pager"].next_url) == (50, "?trang=2")
    assert len(browser.get("/quan-tri/tai-khoan/?trang=2").context["accounts"]) == 15
    found = browser.get("/quan-tri/tai-khoan/", {"q": "hoa le"}).context["accounts"]
    assert [account.shown_name for account in found] == ["Lê Thị Hoa"]


@pytest.mark.parametrize("count", [1, 3])
def test_what_waits_asks_as_much_for_three_as_for_one(
    cast: Cast, admin: Actor, count: int, django_assert_num_queries
) -> None:
    for role in (Role.FRONT, Role.GUEST, Role.COMMITTEE)[:count]:
        actions.propose_grant(
            admin, account_of(cast.binh), capacity=actions.Capacity(cast.council, role, clock.today())
        )
    browser = signed_in(cast.minh)
    browser.get("/quan-tri/tai-khoan/cho-duyet/")
    with django_assert_num_queries(5):
        browser.get("/quan-tri/tai-khoan/cho-duyet/")


def test_the_framework_itself_has_nothing_against_it(cast: Cast) -> None:
    call_command("check")


def test_an_unknown_address_leads_who_signed_in_to_the_days_work(cast: Cast) -> None:
    assert "Về Việc hôm nay" in signed_in(cast.hoa).get("/khong-co-trang-nay/").content.decode()
