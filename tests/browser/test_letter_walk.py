"""A letter of each of the four kinds to its own end in Chromium, by visible labels: three letters and a card.

The council settles none of them (Law 42/2013, Art. 22): a complaint is guided or urged, a recommendation forwarded and
answered by who is competent, a reflection becomes a petition, a denunciation is a card without a name.
"""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visitors
from tests.browser.test_first_walk import no_sideways_scroll, press

pytestmark = [pytest.mark.browser, pytest.mark.slow]

COMMITTEE = "Ủy ban nhân dân phường Sen Hồng"
SENDER = "Lường Thị Sổ"


def test_a_complaint_is_guided_to_who_is_competent(visitors: Visitors) -> None:
    clerk = visitors.enter_as("Thư ký, Văn phòng")
    _entered(clerk, visitors.address, "Khiếu nại quyết định thu hồi 42 m2 đất vườn")
    _sorted(clerk, "Khiếu nại")
    _done(clerk, "Hướng dẫn người gửi", {"Nơi có thẩm quyền": "Chủ tịch Ủy ban nhân dân thành phố Hoa Sen"})
    expect(clerk.get_by_text("Đã hướng dẫn").first).to_be_visible()
    expect(clerk.get_by_text("Phiếu hướng dẫn", exact=True)).to_be_visible()
    _told_and_archived(clerk, "21/HD-HĐND")


def test_a_complaint_in_a_deputys_hand_is_accepted_urged_and_answered(visitors: Visitors) -> None:
    clerk = visitors.enter_as("Thư ký, Văn phòng", 820, 1180, touch=True)
    _entered(clerk, visitors.address, "Khiếu nại mức bồi thường cây trồng")
    _sorted(clerk, "Khiếu nại")
    _forwarded(clerk, "22/PC-HĐND", {"Lý do chuyển": "Đại biểu theo dõi theo đề nghị của người gửi"})
    _done(clerk, "Ghi việc thụ lý", {"Ngày thụ lý": _today(clerk)})
    _done(clerk, "Đôn đốc", {"Số văn bản": "23/CV-HĐND"})
    expect(clerk.get_by_text("Đã đôn đốc").first).to_be_visible()
    _done(clerk, "Nhập kết quả", {"Kết quả": "Tính bổ sung tiền cây trồng.", "Ngày ra quyết định": _today(clerk)})
    _told_and_archived(clerk, "24/TB-HĐND")


def test_a_recommendation_is_forwarded_and_its_agency_tells_the_result(visitors: Visitors) -> None:
    clerk = visitors.enter_as("Thư ký, Văn phòng")
    page = _entered(clerk, visitors.address, "Kiến nghị bố trí chỗ để xe ở chợ")
    _sorted(clerk, "Kiến nghị")
    _forwarded(clerk, "25/PC-HĐND", {})
    officer = visitors.enter_as("Chuyên viên cơ quan", 390, 844, touch=True)
    officer.goto(page)
    expect(officer.get_by_text(SENDER)).to_be_visible()
    _done(officer, "Báo kết quả", {"Kết quả": "Đã kẻ 40 chỗ để xe.", "Ngày ra quyết định": _today(officer)})
    clerk.goto(page)
    expect(clerk.get_by_text("Đã kẻ 40 chỗ để xe.")).to_be_visible()
    _told_and_archived(clerk, "26/TB-HĐND")


def test_a_reflection_becomes_a_petition(visitors: Visitors) -> None:
    clerk = visitors.enter_as("Thư ký, Văn phòng", 390, 844, touch=True)
    _entered(clerk, visitors.address, "Phản ánh đèn đường hẻm Hạt Sen 21 hỏng")
    _sorted(clerk, "Phản ánh")
    _done(clerk, "Chuyển thành kiến nghị cử tri", {})
    expect(clerk.get_by_text("Thành kiến nghị").first).to_be_visible()
    clerk.get_by_role("link", name=re.compile(r"^SH-\d\d-\d{4}$")).click()
    expect(
        clerk.get_by_role("heading", name=re.compile("đèn đường hẻm Hạt Sen 21", re.IGNORECASE)).first
    ).to_be_visible()
    no_sideways_scroll(clerk)


def test_a_denunciation_is_a_card_to_its_end_and_no_letter(visitors: Visitors) -> None:
    clerk = visitors.enter_as("Thư ký, Văn phòng")
    clerk.goto(f"{visitors.address}/don-thu/vao-so/")
    clerk.get_by_role("link", name="Lập thẻ tố cáo").click()
    assert clerk.get_by_role("textbox").count() <= 3, "search, day, folder: no field takes a name"
    assert clerk.locator("input[type=file]").count() == 0
    clerk.get_by_label("Nơi giữ bản giấy").select_option(label="Tủ có khóa của văn thư mật")
    clerk.get_by_label("Số hồ sơ").fill("HS-77")
    press(clerk, "Lập thẻ tố cáo")
    card = clerk.locator("a.table__title").first
    code = card.inner_text().strip()

    handler = visitors.open(820, 1180, touch=True)
    handler.locator("summary", has_text="Thêm các vai khác").click()
    press(handler, re.compile("Người phụ trách tố cáo"))
    handler.wait_for_load_state()
    handler.goto(f"{visitors.address}/to-cao/{code}/")
    _chosen(handler, "Đã chuyển nơi xử lý", {"Nơi xử lý": "Cơ quan thanh tra"})
    _chosen(handler, "Đã thụ lý", {"Nơi xử lý": "Cơ quan thanh tra"})
    _chosen(handler, "Đã kết luận", {"Kết quả": "Tố cáo đúng một phần"})
    _chosen(handler, "Kết thúc thẻ", {"Kết quả": "Tố cáo đúng một phần"})
    expect(handler.get_by_text("Kết thúc", exact=True).first).to_be_visible()
    no_sideways_scroll(handler)
    handler.goto(f"{visitors.address}/don-thu/")
    assert handler.get_by_text("HS-77").count() == 0


def test_what_turns_out_to_be_a_denunciation_leaves_nothing_behind(visitors: Visitors) -> None:
    clerk = visitors.enter_as("Thư ký, Văn phòng")
    _entered(clerk, visitors.address, "Đơn gửi nhầm của Canary")
    _done(clerk, "Đây là tố cáo", {})
    expect(clerk.get_by_text("Đã bàn giao").first).to_be_visible()
    assert clerk.get_by_text("Canary").count() == 0
    assert clerk.get_by_text(SENDER).count() == 0


def _entered(clerk: Page, address: str, subject: str) -> str:
    """Enter a letter with its sender and a file; answers the address of its page."""
    clerk.goto(f"{address}/don-thu/")
    clerk.get_by_role("link", name="Vào sổ đơn").first.click()
    clerk.get_by_label("Tóm tắt một dòng").fill(subject)
    clerk.get_by_label("Nội dung đơn").fill(f"{subject}, đề nghị xem xét.")
    clerk.get_by_label("Họ tên người gửi").fill(SENDER)
    press(clerk, "Ghi vào")
    expect(clerk.get_by_role("heading", name=subject)).to_be_visible()
    file = {"name": "don.txt", "mimeType": "text/plain", "buffer": f"{subject}, bản chụp.".encode()}
    clerk.get_by_label("Bản quét và giấy tờ kèm theo đơn").set_input_files(file)  # type: ignore[arg-type]
    press(clerk, "Thêm vào đơn")
    expect(clerk.get_by_role("link", name="don.txt", exact=True)).to_be_visible()
    no_sideways_scroll(clerk)
    return clerk.url


def _sorted(clerk: Page, kind: str) -> None:
    clerk.get_by_role("link", name="Phân loại đơn").click()
    clerk.locator("label.choice", has_text=re.compile(f"^\\s*{kind}\\s*$")).click()
    press(clerk, "Phân loại đơn")
    expect(clerk.get_by_text("Đã phân loại").first).to_be_visible()


def _forwarded(clerk: Page, number: str, fields: dict[str, str]) -> None:
    clerk.get_by_role("link", name="Chuyển đơn").click()
    clerk.get_by_label(re.compile(r"^Cơ quan(?! khác)")).select_option(label=COMMITTEE)
    clerk.get_by_label("Số văn bản").fill(number)
    for label, words in fields.items():
        clerk.get_by_label(label).fill(words)
    press(clerk, "Chuyển đơn")
    expect(clerk.get_by_text("Đã chuyển đơn").first).to_be_visible()
    expect(clerk.get_by_text("Phiếu chuyển đơn", exact=True)).to_be_visible()


def _done(page: Page, act: str, fields: dict[str, str]) -> None:
    """Follow an act of the letter, fill in what it asks, press its button."""
    page.get_by_role("link", name=act).first.click()
    for label, words in fields.items():
        page.get_by_label(label).fill(words)
    no_sideways_scroll(page)
    press(page, act)
    page.wait_for_load_state()


def _chosen(page: Page, act: str, fields: dict[str, str]) -> None:
    """The same where everything is chosen from lists, and the day is today."""
    page.get_by_role("link", name=act).first.click()
    for label, words in fields.items():
        page.get_by_label(label).select_option(label=words)
    day = page.get_by_label("Ngày", exact=True)
    if day.count():
        day.fill(_today(page))
    press(page, act)
    page.wait_for_load_state()


def _told_and_archived(clerk: Page, number: str) -> None:
    _done(clerk, "Đã báo công dân", {"Số văn bản": number})
    _done(clerk, "Lưu trữ hồ sơ", {})
    expect(clerk.get_by_text("Đã lưu trữ").first).to_be_visible()
    no_sideways_scroll(clerk)


def _today(page: Page) -> str:
    day: str = page.evaluate("new Date().toLocaleDateString('vi-VN', {timeZone: 'Asia/Ho_Chi_Minh'})")
    return day
