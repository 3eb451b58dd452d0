"""Notes at a meeting without a network, and their way to the office once there is one."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visitors
from tests.browser.test_first_walk import no_sideways_scroll, press

pytestmark = [pytest.mark.browser, pytest.mark.slow]

NOTES = (
    "Bà Lê Thị Mận: đề nghị thay đèn hỏng ở hẻm 57.\nÔng Đỗ Văn Tư: mương cạnh trường mầm non bị lấp, đề nghị khơi lại."
)


def test_minutes_on_a_phone_without_a_network(visitors: Visitors) -> None:
    phone = visitors.enter_as("Thư ký, Văn phòng", 390, 844, touch=True)
    phone.goto(f"{visitors.address}/kien-nghi/nhap/")
    phone.get_by_role("link", name="Ghi tại hội nghị").tap()
    expect(phone.get_by_role("heading", name="Ghi tại hội nghị")).to_be_visible()
    phone.evaluate("navigator.serviceWorker.ready.then(() => true)")
    phone.context.set_offline(True)
    phone.reload()
    expect(phone.get_by_role("heading", name="Ghi tại hội nghị")).to_be_visible()
    phone.get_by_label("Tên hội nghị").fill("Tiếp xúc cử tri khu phố Hạt Sen 7")
    phone.get_by_label("Cử tri nêu").fill(NOTES)
    expect(phone.get_by_role("status").filter(has_text="Đã lưu")).to_be_visible()
    no_sideways_scroll(phone)

    phone.reload()
    expect(phone.get_by_label("Cử tri nêu")).to_have_value(NOTES)
    phone.context.set_offline(False)
    phone.get_by_role("link", name="Tách thành các kiến nghị").tap()
    expect(phone.get_by_text("Đã lấy bản ghi trên máy này.")).to_be_visible()
    signed_in = phone.context.cookies()
    phone.context.clear_cookies()
    press(phone, "Tách thành các kiến nghị")
    phone.context.add_cookies(signed_in)
    phone.goto(f"{visitors.address}/kien-nghi/nhap/")
    expect(phone.get_by_text("Đã lấy bản ghi trên máy này.")).to_be_visible()
    press(phone, "Tách thành các kiến nghị")
    expect(phone.get_by_role("heading", name="Tách được 2 mục")).to_be_visible()
    phone.goto(f"{visitors.address}/kien-nghi/ghi-tai-cho/")
    expect(phone.get_by_label("Cử tri nêu")).to_have_value("")


def test_notes_do_not_outlive_the_sign_out(visitors: Visitors) -> None:
    desk = visitors.enter_as("Thư ký, Văn phòng")
    desk.goto(f"{visitors.address}/kien-nghi/ghi-tai-cho/")
    desk.get_by_label("Cử tri nêu").fill(NOTES)
    expect(desk.get_by_role("status").filter(has_text="Đã lưu")).to_be_visible()
    desk.goto(f"{visitors.address}/kien-nghi/")
    asked: list[str] = []
    desk.once("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    desk.locator("summary", has_text="Tài khoản").click()
    desk.get_by_role("button", name="Đăng xuất").click()
    assert "ghi chép chưa gửi" in asked[0]
    assert "Mận" in str(desk.evaluate("localStorage.getItem('notebook')")), "whoever says no keeps them"
    desk.once("dialog", lambda dialog: dialog.accept())
    desk.get_by_role("button", name="Đăng xuất").click()
    expect(desk.get_by_role("button", name="Vào với vai: Thư ký, Văn phòng", exact=True)).to_be_visible()
    assert desk.evaluate("localStorage.length") == 0
