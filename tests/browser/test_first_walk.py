"""The first walk, by visible labels only, each person from the one address: clerk, chair, deputy, wall, citizen."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visitors

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def no_sideways_scroll(page: Page) -> None:
    width = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert width <= 0, page.url


def follow(page: Page, name: str) -> Page:
    """Open a link where it opens: here or in a window of its own."""
    link = page.get_by_role("link", name=name).first
    if link.get_attribute("target") != "_blank":
        link.click()
        return page
    with page.expect_popup() as window:
        link.click()
    return window.value


def press(page: Page, name: str | re.Pattern[str]) -> None:
    page.get_by_role("button", name=name).first.click()


def test_a_clerk_prepares_a_session_from_a_template_and_invites(visitors: Visitors) -> None:
    clerk = visitors.enter_as("Thư ký, Văn phòng")
    clerk.goto(f"{visitors.address}/ky-hop/")
    clerk.get_by_role("link", name="Thêm cuộc họp").click()
    clerk.get_by_label("Tên cuộc họp").fill("Kỳ họp thứ 9")
    clerk.get_by_label("Loại kỳ họp").select_option(label="Kỳ họp thường lệ")
    clerk.get_by_label("Kỳ họp thứ mấy").fill("9")
    clerk.get_by_label("Ngày", exact=True).fill("15/12/2026")
    clerk.get_by_label("Giờ", exact=True).fill("8h")
    clerk.get_by_label("Mẫu chương trình").select_option(label="Kỳ họp thường lệ")
    press(clerk, "Lưu")
    expect(clerk.get_by_role("heading", name="Kỳ họp thứ 9")).to_be_visible()
    clerk.locator("summary", has_text="Thêm nội dung").click()
    clerk.get_by_label("Tên nội dung").fill("Nghị quyết về phân loại rác tại nguồn")
    press(clerk, re.compile("^Thêm$"))
    expect(clerk.get_by_text("Nghị quyết về phân loại rác tại nguồn")).to_be_visible()
    no_sideways_scroll(clerk)
    press(clerk, "Triệu tập và mời họp")
    dialog = clerk.get_by_role("dialog")
    dialog.get_by_label("Quyết định triệu tập").fill("45/QĐ-HĐND ngày 26/11/2026")
    dialog.get_by_role("button", name="Triệu tập và mời họp").click()
    expect(clerk.get_by_text("Đã triệu tập")).to_be_visible()


def test_a_vote_from_two_taps_on_a_phone_to_the_wall_and_the_public_page(visitors: Visitors) -> None:
    chair = visitors.enter_as("Chủ tọa")
    secretary = visitors.enter_as("Thư ký, Văn phòng")
    phone = visitors.enter_as("thêm một đại biểu", 390, 844, touch=True)
    wall = follow(visitors.open(1920, 1080), "Màn hình hội trường")
    citizen = follow(visitors.open(390, 844, touch=True), "Trang công khai")

    expect(phone.get_by_role("heading", name=re.compile("^Thông qua"))).to_be_visible()
    no_sideways_scroll(phone)
    phone.get_by_role("button", name="Tán thành", exact=True).tap()
    phone.get_by_role("button", name=re.compile("Gửi phiếu")).tap()
    expect(phone.get_by_text("Đã nhận phiếu của")).to_be_visible()
    expect(phone.get_by_text(re.compile("[A-Z2-9]{4} – [A-Z2-9]{4}"))).to_be_visible()

    expect(wall.get_by_text("Đang biểu quyết")).to_be_visible()
    expect(secretary.get_by_text("Kết quả từng lựa chọn chỉ hiện sau khi đóng")).to_be_visible()
    press(chair, "Đóng biểu quyết")
    chair.get_by_role("dialog").get_by_role("button", name=re.compile("^Đóng")).click()
    press(chair, "Công bố kết quả")

    verdict = re.compile("Đã thông qua: \\d+ phiếu tán thành trên tổng số 202 đại biểu; cần quá nửa là 102; căn cứ ")
    expect(chair.get_by_text(verdict)).to_be_visible()
    expect(wall.get_by_text("Đã thông qua", exact=True)).to_be_visible()
    expect(phone.get_by_text(verdict)).to_be_visible()
    expect(citizen.get_by_text("Đã thông qua").first).to_be_visible()
    no_sideways_scroll(chair)
    no_sideways_scroll(wall)
    no_sideways_scroll(citizen)


def test_minutes_come_out_as_a_file(visitors: Visitors) -> None:
    clerk = visitors.enter_as("Thư ký, Văn phòng")
    clerk.goto(f"{visitors.address}/ky-hop/?loc=da-hop")
    clerk.get_by_role("main").get_by_role("link", name=re.compile("^Kỳ họp thứ")).first.click()
    with clerk.expect_download() as waiting:
        clerk.get_by_role("link", name="Biên bản (DOCX)").click()
    assert waiting.value.suggested_filename.endswith(".docx")
