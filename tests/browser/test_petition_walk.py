"""A petition's whole life in Chromium, by visible labels: the voter's phone, clerk, officer, leader, deputy, the voter.

A browser cannot wait four days: that a late answer counts as late to the end, tests/stories/test_a_petition.py asks.
"""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visitors
from tests.browser.test_first_walk import no_sideways_scroll, press

pytestmark = [pytest.mark.browser, pytest.mark.slow]

WISH = "Cống thoát nước đầu hẻm 18 khu phố Hạt Sen 4 bị tắc, mưa là ngập vào nhà, đề nghị phường nạo vét."
COMMITTEE = "Ủy ban nhân dân phường Sen Hồng"
VAGUE = "UBND phường ghi nhận và sẽ xem xét trong thời gian tới."
DONE = "UBND phường đã nạo vét 120 m cống đầu hẻm 18, xong ngày 20/11/2026, nước thoát hết sau mưa."
AFTER_THE_TRAY = 60_000
"""Milliseconds: what is sent can be taken back for 30 seconds, and only then the agency has it."""


def test_from_a_voters_phone_to_her_judgement(visitors: Visitors) -> None:
    phone = visitors.open(390, 844, touch=True)
    code, private = _asked_by_phone(phone, visitors.address)
    clerk, officer = visitors.enter_as("Thư ký, Văn phòng"), visitors.enter_as("Chuyên viên cơ quan")
    leader = _leader(visitors)
    page = f"{visitors.address}/kien-nghi/{code}/"

    _sorted_and_sent(clerk, page)
    _followed(visitors.enter_as("Đại biểu", 820, 1180, touch=True), page)
    _answered(officer, visitors.address, code, "Giải trình, thông tin lại", VAGUE, {"Căn cứ": "Kế hoạch 12/KH-UBND"})
    leader.goto(f"{visitors.address}/kien-nghi/duyet/")
    expect(leader.get_by_text("Chưa nêu thời gian: “ghi nhận”").last).to_be_visible()
    _signed(leader, code)

    clerk.goto(page)
    _returned(clerk)
    officer.goto(f"{page}tra-loi/")
    expect(officer.get_by_text("Nêu ngày nạo vét xong").first).to_be_visible()
    _answered(
        officer,
        visitors.address,
        code,
        "Đã giải quyết xong",
        DONE,
        {"Ngày hoàn thành": "20/11/2026", "Minh chứng": "Biên bản nghiệm thu 31/BB-UBND"},
    )
    _signed(leader, code)

    clerk.goto(page)
    _accepted_and_told(clerk)
    _judged(visitors.open(390, 844, touch=True), visitors.address, code, private)
    clerk.goto(page)
    expect(clerk.get_by_text("1 trong 1 cử tri đã nhận xét thấy hài lòng")).to_be_visible()
    no_sideways_scroll(clerk)
    _counted(clerk, visitors.address, code)


def _asked_by_phone(phone: Page, address: str) -> tuple[str, str]:
    """The five steps of the public form; answers the code for everybody and the voter's own."""
    phone.goto(f"{address}/cong/DEMO-SENHONG/kien-nghi/")
    phone.get_by_role("link", name="Gửi kiến nghị").first.tap()
    phone.get_by_label("Ông, bà kiến nghị điều gì?").fill(WISH)
    press(phone, "Tiếp tục")
    press(phone, "Tiếp tục")
    expect(phone.get_by_role("link", name=re.compile("^Nạo vét cống thoát nước"))).to_be_visible()
    press(phone, "Vẫn gửi")
    phone.get_by_label("Họ và tên").fill("Phạm Thị Cúc")
    press(phone, "Tiếp tục")
    no_sideways_scroll(phone)
    press(phone, "Gửi kiến nghị")
    expect(phone.get_by_role("heading", name="Đã nhận kiến nghị")).to_be_visible()
    no_sideways_scroll(phone)
    return _value(phone, "Mã"), _value(phone, "Mã riêng")


def _value(page: Page, word: str) -> str:
    return page.get_by_text(word, exact=True).locator("xpath=following-sibling::*[1]").first.inner_text().strip()


def _leader(visitors: Visitors) -> Page:
    page = visitors.open()
    page.locator("summary", has_text="Thêm các vai khác").click()
    press(page, re.compile("Lãnh đạo cơ quan"))
    page.wait_for_load_state()
    return page


def _sorted_and_sent(clerk: Page, page: str) -> None:
    clerk.goto(page)
    clerk.get_by_role("link", name="Phân loại").click()
    expect(clerk.get_by_label("Lĩnh vực")).to_have_value("thoat_nuoc_ngap")
    clerk.get_by_label("Cơ quan giải quyết").select_option(label=COMMITTEE)
    press(clerk, "Lưu")
    press(clerk, "Công khai")
    press(clerk, "Chuyển kiến nghị")
    expect(clerk.get_by_role("button", name=re.compile("^Hoàn tác"))).to_be_visible()


def _followed(deputy: Page, page: str) -> None:
    deputy.goto(page)
    press(deputy, "Nhận phụ trách")
    expect(deputy.get_by_text("Đại biểu phụ trách")).to_be_visible()
    no_sideways_scroll(deputy)


def _answered(officer: Page, address: str, code: str, result: str, text: str, rest: dict[str, str]) -> None:
    """The officer finds it once the tray has let it go, writes, and gives it to her leader."""
    wish = officer.locator("li").filter(has_text=code).get_by_role("link").first
    officer.goto(f"{address}/kien-nghi/tra-loi/")
    for _wait in range(AFTER_THE_TRAY // 2000):
        if wish.count():
            break
        officer.wait_for_timeout(2000)
        officer.reload()
    wish.click()
    officer.get_by_role("radio", name=re.compile(f"^{result}")).check()
    for label, value in rest.items():
        officer.get_by_role("textbox", name=re.compile(f"^{label}")).fill(value)
    officer.get_by_label("Nội dung trả lời cử tri").fill(text)
    no_sideways_scroll(officer)
    press(officer, "Trình duyệt")
    officer.wait_for_load_state()


def _signed(leader: Page, code: str) -> None:
    leader.goto(leader.url.split("/kien-nghi/")[0] + "/kien-nghi/duyet/")
    card = leader.locator("article, li, tr, section").filter(has_text=code).last
    card.get_by_role("button", name="Ký và gửi", exact=True).click()
    leader.wait_for_load_state()


def _returned(clerk: Page) -> None:
    clerk.get_by_role("link", name=re.compile("Trả lại")).first.click()
    clerk.get_by_role("radio", name="Trả lời chung chung").check()
    clerk.get_by_label("Nói rõ thêm").fill("Nêu ngày nạo vét xong")
    press(clerk, re.compile("^Trả lại$"))
    expect(clerk.get_by_text("Trả lời chung chung").first).to_be_visible()


def _accepted_and_told(clerk: Page) -> None:
    press(clerk, "Chấp nhận trả lời")
    press(clerk, "Đã báo cử tri")


def _judged(phone: Page, address: str, code: str, private: str) -> None:
    """The voter looks her petition up by its code and judges the answer by her own."""
    phone.goto(f"{address}/cong/DEMO-SENHONG/kien-nghi/")
    phone.get_by_role("searchbox").or_(phone.get_by_label("Mã kiến nghị")).last.fill(code)
    press(phone, "Tra")
    expect(phone.get_by_text(DONE).first).to_be_visible()
    expect(phone.get_by_text("Phạm Thị Cúc")).to_have_count(0)
    no_sideways_scroll(phone)
    phone.get_by_role("link", name="Tôi có mã riêng").tap()
    phone.get_by_label("Mã riêng").fill(private)
    press(phone, "Mở kiến nghị của tôi")
    phone.get_by_role("radio", name="Hài lòng", exact=True).check()
    press(phone, "Gửi đánh giá")
    expect(phone.get_by_role("button", name="Đổi đánh giá")).to_be_visible()
    no_sideways_scroll(phone)


def _counted(clerk: Page, address: str, code: str) -> None:
    """The number of answers in time of this month, of this agency, opens a list in which the petition stands."""
    clerk.goto(f"{address}/kien-nghi/tra-loi-thang/")
    row = clerk.get_by_role("row", name=re.compile(f"^{COMMITTEE}")).first
    row.get_by_role("cell").nth(3).get_by_role("link").click()
    expect(clerk.get_by_text(code)).to_be_visible()
