"""The way in: right and wrong passwords, the lock, the second step, devices, the way out."""

import threading
from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from django.contrib.auth.hashers import make_password
from django.db import connection
from django.test import Client

from nghitruong.foundation.accounts import actions, queries, rules
from nghitruong.foundation.accounts.actions import tries
from nghitruong.foundation.accounts.models import Account, Device, FailedTry, RecoveryCode, SecondFactor
from nghitruong.foundation.accounts.sealing import unseal
from nghitruong.foundation.audit.models import Line
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Actor, Role
from nghitruong.kernel.decision import RefusedError
from tests.cast import Cast, account_of, add_council, add_person, signed_in

PASSWORD = "sông Hương chảy chậm"
NOON = datetime(2026, 7, 1, 5, tzinfo=UTC)
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


def with_password(actor: Actor) -> Account:
    account = account_of(actor)
    Account.objects.filter(id=account.id).update(password=make_password(PASSWORD))
    account.refresh_from_db()
    return account


def try_in(browser: Client, username: str, password: str = PASSWORD, **more: str):
    return browser.post("/dang-nhap/", {"username": username, "password": password, **more})


def bind_factor(actor: Actor, moment: datetime = NOON) -> tuple[str, list[str]]:
    secret = pyotp.random_base32()
    account = account_of(actor)
    with clock.standing_at(moment - timedelta(minutes=5)):
        code = pyotp.TOTP(secret).at(clock.now())
        codes = actions.add_second_factor(actor, account, secret=secret, code=code)
    return secret, codes


def test_a_right_password_signs_in_and_leads_where_one_wanted(cast: Cast) -> None:
    account, browser = with_password(cast.hoa), Client(headers={"user-agent": FIREFOX})
    answer = try_in(browser, account.username, next="/ky-hop/")
    assert (answer.status_code, answer["Location"]) == (302, "/ky-hop/")
    device = Device.objects.get(account=account)
    assert (device.label, device.session_key) == ("Firefox, Linux", browser.session.session_key)
    line = Line.objects.get(verb="accounts.sign_in")
    assert (line.actor_account_id, line.council_id, line.subject_id) == (account.id, cast.council.id, account.id)


@pytest.mark.parametrize("typed", ["{}", " {} ", "{}".upper()])
def test_the_name_may_be_typed_in_any_case(cast: Cast, typed: str) -> None:
    account = with_password(cast.hoa)
    name = account.username.upper() if typed.isupper() else typed.format(account.username)
    assert try_in(Client(), name).status_code == 302


@pytest.mark.parametrize("next_address", ["https://example.org/", "//example.org", "javascript:alert(1)"])
def test_nobody_is_led_to_another_site(cast: Cast, next_address: str) -> None:
    assert try_in(Client(), with_password(cast.hoa).username, next=next_address)["Location"] == "/"


def test_a_wrong_password_and_an_unknown_name_are_answered_alike(cast: Cast) -> None:
    account = with_password(cast.hoa)
    wrong = try_in(Client(), account.username, "không phải mật khẩu")
    unknown = try_in(Client(), "khong-co-ai", "không phải mật khẩu")
    assert wrong.status_code == unknown.status_code == 400
    sentence = "Sai tên đăng nhập hoặc mật khẩu. Còn 4 lần thử."
    assert sentence in wrong.content.decode()
    assert sentence in unknown.content.decode()
    assert not Device.objects.exists()


def test_a_closed_account_is_answered_like_a_wrong_password(cast: Cast) -> None:
    account = with_password(cast.hoa)
    Account.objects.filter(id=account.id).update(is_active=False)
    assert try_in(Client(), account.username).status_code == 400


@pytest.mark.parametrize("name", ["hoa", "nobody"])
def test_the_fifth_failure_locks_and_says_until_when(cast: Cast, name: str) -> None:
    username = with_password(cast.hoa).username if name == "hoa" else "khong-co-ai"
    with clock.standing_at(NOON):
        for _ in range(4):
            assert try_in(Client(), username, "sai").status_code == 400
        fifth = try_in(Client(), username, "sai")
        locked = try_in(Client(), username)
    for answer in (fifth, locked):
        assert answer.status_code == 403
        assert "Thử lại lúc 12:15, 01/07/2026" in answer.content.decode()
    assert Line.objects.filter(verb="accounts.lock_sign_in").count() == 1
    assert username not in str(list(Line.objects.values_list("facts", flat=True)))


def test_the_lock_opens_after_fifteen_minutes(cast: Cast) -> None:
    account = with_password(cast.hoa)
    with clock.standing_at(NOON):
        for _ in range(5):
            try_in(Client(), account.username, "sai")
    with clock.standing_at(NOON + timedelta(minutes=14, seconds=59)):
        assert try_in(Client(), account.username).status_code == 403
    with clock.standing_at(NOON + timedelta(minutes=15)):
        assert try_in(Client(), account.username).status_code == 302
    assert not FailedTry.objects.exists()


def test_a_stranger_elsewhere_locks_nobody_out(cast: Cast) -> None:
    account = with_password(cast.hoa)
    for _ in range(6):
        try_in(Client(REMOTE_ADDR="203.0.113.9"), account.username, "sai")
    assert try_in(Client(REMOTE_ADDR="192.0.2.4"), account.username).status_code == 302


def test_a_stranger_behind_the_same_address_locks_nobody_out_of_a_known_browser(cast: Cast) -> None:
    account, tablet = with_password(cast.hoa), Client()
    try_in(tablet, account.username)
    tablet.post("/dang-xuat/")
    for _ in range(6):
        try_in(Client(), account.username, "sai")
    assert try_in(Client(), account.username).status_code == 403
    assert try_in(tablet, account.username).status_code == 302


def test_a_known_browser_is_locked_by_its_own_failures(cast: Cast) -> None:
    account, tablet = with_password(cast.hoa), Client()
    try_in(tablet, account.username)
    tablet.post("/dang-xuat/")
    answers = [try_in(tablet, account.username, "sai").status_code for _ in range(6)]
    assert answers == [400, 400, 400, 400, 403, 403]


def test_a_browser_known_for_one_name_is_not_for_another(cast: Cast) -> None:
    hoa, lan, tablet = with_password(cast.hoa), with_password(cast.lan), Client()
    try_in(tablet, hoa.username)
    for _ in range(5):
        try_in(Client(), lan.username, "sai")
    assert try_in(tablet, lan.username).status_code == 403


def test_the_proxys_word_is_taken_only_behind_a_proxy(cast: Cast, settings) -> None:
    account = with_password(cast.hoa)
    for number in range(5):
        try_in(Client(headers={"x-forwarded-for": f"198.51.100.{number}"}), account.username, "sai")
    assert try_in(Client(), account.username).status_code == 403
    settings.USE_X_FORWARDED_HOST = True
    assert try_in(Client(headers={"x-forwarded-for": "10.0.0.1, 198.51.100.7"}), account.username).status_code == 302


@pytest.mark.django_db(transaction=True)
def test_a_hundred_guesses_at_once_are_five() -> None:
    taken, refused = [], []

    def guess() -> None:
        try:
            taken.append(tries.take_try("khóa"))
        except RefusedError:
            refused.append(1)
        finally:
            connection.close()

    threads = [threading.Thread(target=guess) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(taken), len(refused)) == (rules.TRIES, 20 - rules.TRIES)


def test_remembering_a_device_lasts_thirty_days_and_else_until_the_browser_closes(cast: Cast) -> None:
    account, browser, other = with_password(cast.hoa), Client(), Client()
    try_in(browser, account.username, remember="on")
    try_in(other, account.username)
    assert browser.cookies["sessionid"]["max-age"] == 30 * 24 * 3600
    assert other.cookies["sessionid"]["max-age"] == ""


def test_the_session_gets_a_new_key_at_sign_in(cast: Cast) -> None:
    browser = Client()
    session = browser.session
    session["x"] = 1
    session.save()
    before = session.session_key
    try_in(browser, with_password(cast.hoa).username)
    assert browser.session.session_key != before


def test_the_second_step_takes_a_code_of_the_app_once(cast: Cast) -> None:
    account, (secret, _) = with_password(cast.lan), bind_factor(cast.lan)
    with clock.standing_at(NOON):
        browser, code = Client(), pyotp.TOTP(secret).at(NOON)
        assert try_in(browser, account.username, next="/ky-hop/")["Location"] == "/dang-nhap/ma-xac-nhan/"
        assert not Device.objects.exists()
        answer = browser.post("/dang-nhap/ma-xac-nhan/", {"code": f"{code[:3]} {code[3:]}"})
        assert (answer.status_code, answer["Location"]) == (302, "/ky-hop/")
        thief = Client()
        try_in(thief, account.username)
        assert thief.post("/dang-nhap/ma-xac-nhan/", {"code": code}).status_code == 400
    assert Device.objects.filter(account=account).count() == 1


def test_without_the_second_step_nobody_is_in(cast: Cast) -> None:
    account = with_password(cast.lan)
    bind_factor(cast.lan)
    browser = Client()
    try_in(browser, account.username)
    assert browser.get("/tai-khoan/").status_code == 302
    assert "_auth_user_id" not in browser.session


def test_a_recovery_code_opens_the_second_step_once(cast: Cast) -> None:
    account, (_, codes) = with_password(cast.lan), bind_factor(cast.lan)
    for expected in (302, 400):
        browser = Client()
        try_in(browser, account.username)
        assert browser.post("/dang-nhap/ma-xac-nhan/", {"code": codes[0].upper()}).status_code == expected
    assert RecoveryCode.objects.filter(account=account, used_at=None).count() == 7


def test_five_wrong_codes_lock_the_second_step(cast: Cast) -> None:
    account, (secret, _) = with_password(cast.lan), bind_factor(cast.lan)
    with clock.standing_at(NOON):
        browser, right = Client(), pyotp.TOTP(secret).at(NOON)
        try_in(browser, account.username)
        wrong = f"{(int(right) + 1) % 1_000_000:06}"
        answers = [browser.post("/dang-nhap/ma-xac-nhan/", {"code": wrong}).status_code for _ in range(5)]
        assert answers == [400, 400, 400, 400, 403]
        assert browser.post("/dang-nhap/ma-xac-nhan/", {"code": right}).status_code == 403


def test_the_second_step_waits_five_minutes(cast: Cast) -> None:
    account, (secret, _) = with_password(cast.lan), bind_factor(cast.lan)
    browser = Client()
    with clock.standing_at(NOON):
        try_in(browser, account.username)
    late = NOON + timedelta(minutes=6)
    with clock.standing_at(late):
        answer = browser.post("/dang-nhap/ma-xac-nhan/", {"code": pyotp.TOTP(secret).at(late)})
    assert (answer.status_code, answer["Location"]) == (302, "/dang-nhap/")
    assert not Device.objects.exists()


def test_the_secret_is_not_readable_in_the_database(cast: Cast) -> None:
    secret, codes = bind_factor(cast.lan)
    factor = SecondFactor.objects.get(account_id=cast.lan.account_id)
    assert secret not in factor.sealed_secret
    assert unseal(factor.sealed_secret) == secret
    assert not set(codes) & set(RecoveryCode.objects.values_list("digest", flat=True))


def test_a_privileged_person_sets_the_factor_up_before_anything_else(db: None) -> None:
    council, _ = add_council("990009", "Phường Thật", is_demo=False)
    chair = add_person(council, "Ngô Thị Thật", Role.CHAIR)
    browser = signed_in(chair)
    page = browser.get("/tai-khoan/buoc-hai/")
    assert "Vai trò của ông/bà cần xác thực bước hai" in page.content.decode()
    secret = browser.session["factor_secret"]
    answer = browser.post("/tai-khoan/buoc-hai/", {"code": pyotp.TOTP(secret).now()})
    assert len(answer.context["codes"]) == 8
    assert queries.signed_in_as(account_of(chair)).actor == chair


def test_a_wrong_code_binds_nothing(cast: Cast) -> None:
    browser = signed_in(cast.lan)
    browser.get("/tai-khoan/buoc-hai/")
    answer = browser.post("/tai-khoan/buoc-hai/", {"code": "abcdef"})
    assert "Mã chưa đúng hoặc đã dùng rồi" in answer.content.decode()
    assert not SecondFactor.objects.exists()


def test_signing_out_ends_the_session_and_the_device(cast: Cast) -> None:
    account, browser = with_password(cast.hoa), Client()
    try_in(browser, account.username)
    assert browser.get("/tai-khoan/").status_code == 200
    assert browser.get("/dang-xuat/").status_code == 200
    assert browser.get("/tai-khoan/").status_code == 200
    browser.post("/dang-xuat/")
    assert browser.get("/tai-khoan/").status_code == 302
    assert not Device.objects.exists()
    assert Line.objects.filter(verb="accounts.sign_out_device").count() == 1


def test_a_device_signed_out_elsewhere_is_out_on_its_next_request(cast: Cast) -> None:
    account, tablet, desk = with_password(cast.hoa), Client(), Client()
    try_in(tablet, account.username)
    try_in(desk, account.username)
    device = Device.objects.get(session_key=tablet.session.session_key)
    desk.post(f"/tai-khoan/may/{device.id}/dang-xuat/")
    assert tablet.get("/tai-khoan/").status_code == 302
    assert desk.get("/tai-khoan/").status_code == 200


def test_somebody_elses_device_does_not_exist(cast: Cast) -> None:
    account, tablet = with_password(cast.hoa), Client()
    try_in(tablet, account.username)
    device = Device.objects.get(account=account)
    assert signed_in(cast.kien).post(f"/tai-khoan/may/{device.id}/dang-xuat/").status_code == 404
    assert tablet.get("/tai-khoan/").status_code == 200


def test_changing_the_password_keeps_this_browser_and_ends_the_others(cast: Cast) -> None:
    account, tablet, desk = with_password(cast.hoa), Client(), Client()
    try_in(tablet, account.username)
    try_in(desk, account.username)
    new = "núi Ngự soi bóng nước"
    answer = desk.post("/tai-khoan/mat-khau/", {"old": PASSWORD, "new": new, "again": new})
    assert answer.status_code == 302
    assert desk.get("/tai-khoan/").status_code == 200
    assert tablet.get("/tai-khoan/").status_code == 302
    assert [device.session_key for device in Device.objects.all()] == [desk.session.session_key]
    assert try_in(Client(), account.username, new).status_code == 302


@pytest.mark.parametrize(
    ("old", "new", "again", "words"),
    [
        ("sai", "núi Ngự soi bóng", "núi Ngự soi bóng", "Sai tên đăng nhập hoặc mật khẩu"),
        (PASSWORD, "ngắn", "ngắn", "Dùng ít nhất 10 ký tự"),
        (PASSWORD, "núi Ngự soi bóng", "núi Ngự soi", "Hai lần nhập mật khẩu mới không giống nhau"),
    ],
)
def test_a_password_is_not_changed(cast: Cast, old: str, new: str, again: str, words: str) -> None:
    account = with_password(cast.hoa)
    answer = signed_in(cast.hoa).post("/tai-khoan/mat-khau/", {"old": old, "new": new, "again": again})
    assert words in answer.content.decode()
    assert try_in(Client(), account.username).status_code == 302


def test_a_handed_out_password_must_be_changed_first(cast: Cast) -> None:
    Account.objects.filter(id=cast.hoa.account_id).update(must_change_password=True)
    page = signed_in(cast.hoa).get("/tai-khoan/mat-khau/")
    assert "Đặt mật khẩu của riêng ông/bà" in page.content.decode()
