"""What only a browser can show: the vote at every size, its two taps, what a page does when the network fails."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.web.conftest import Opened, Stand

pytestmark = [pytest.mark.browser, pytest.mark.slow]

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
VOTE_SIZES = [
    (360, 640, "100.light.normal"),
    (390, 844, "150.light.normal"),
    (390, 844, "100.hall.normal"),
    (768, 1024, "100.light.normal"),
    (768, 1024, "150.hall.normal"),
    (1024, 768, "100.light.normal"),
    (1024, 768, "150.contrast.normal"),
    (1180, 820, "125.hall.normal"),
]
PAGES = [
    ("", 1440, 900, "100.light.normal"),
    ("", 390, 844, "150.hall.normal"),
    ("van-phong", 1440, 900, "150.light.normal"),
    ("van-phong", 390, 844, "100.light.loose"),
    ("danh-sach", 390, 844, "150.contrast.normal"),
    ("danh-sach", 820, 1180, "100.hall.normal"),
    ("danh-sach-200", 1440, 900, "100.light.normal"),
    ("danh-sach-trong", 820, 1180, "150.light.normal"),
    ("ho-so", 390, 844, "100.light.normal"),
    ("dai-bieu", 390, 844, "150.light.normal"),
    ("dai-bieu", 1180, 820, "100.hall.normal"),
    ("phieu", 390, 844, "100.hall.normal"),
    ("phieu-da-nhan", 820, 1180, "100.light.normal"),
    ("chu-toa", 1440, 900, "100.light.normal"),
    ("chu-toa", 390, 844, "100.light.normal"),
    ("chu-toa", 1180, 820, "150.hall.normal"),
    ("thu-ky", 1440, 900, "100.light.normal"),
    ("thu-ky", 820, 1180, "100.hall.normal"),
    ("man-hinh-bieu-quyet", 1920, 1080, "100.light.normal"),
    ("man-hinh-ket-qua", 1920, 1080, "100.light.normal"),
    ("cong", 390, 844, "150.contrast.normal"),
    ("cong", 1440, 900, "100.light.normal"),
    ("cong-kien-nghi", 390, 844, "100.light.normal"),
    ("dang-nhap", 390, 844, "150.light.normal"),
    ("loi-404", 820, 1180, "100.hall.normal"),
]


@pytest.mark.parametrize(("width", "height", "modes"), VOTE_SIZES)
def test_the_three_options_are_in_sight_equal_and_apart(opened: Opened, width: int, height: int, modes: str) -> None:
    page = opened("/thanh-phan/phieu/", width, height, modes)
    boxes = [option.bounding_box() for option in page.locator("[data-ballot-option]").all()]
    assert len(boxes) == 3
    sizes = set()
    for box in boxes:
        assert box is not None
        assert box["x"] >= 0
        assert box["y"] >= 0
        assert box["x"] + box["width"] <= width
        assert box["y"] + box["height"] <= height
        assert box["height"] >= (104 if min(width, height) >= 768 else 72)
        sizes.add((round(box["width"]), round(box["height"])))
    assert len(sizes) == 1
    across = boxes[1]["y"] == boxes[0]["y"]  # type: ignore[index]
    key, length = ("x", "width") if across else ("y", "height")
    assert boxes[1][key] - boxes[0][key] - boxes[0][length] >= 16  # type: ignore[literal-required, index]
    for name in ("overflow", "focused"):
        assert page.evaluate(PROBES[name]) is False


PROBES = {
    "overflow": "document.querySelector('.ballot-screen').scrollHeight > innerHeight + 1",
    "focused": "document.activeElement.matches('[data-ballot-option]')",
}


@pytest.mark.parametrize(("part", "width", "height", "modes"), PAGES)
def test_a_page_has_no_sideways_scroll_and_pleases_axe(
    opened: Opened, part: str, width: int, height: int, modes: str
) -> None:
    page = opened(f"/thanh-phan/{part}/" if part else "/thanh-phan/", width, height, modes)
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
    page.evaluate("document.querySelectorAll('.toasts, .bottom-bar').forEach((bar) => bar.remove())")
    page.evaluate(AXE.read_text(encoding="utf-8") + ";0")
    found = page.evaluate("axe.run().then((run) => run.violations.map((one) => [one.id, one.nodes[0].target.join()]))")
    assert found == []


def test_a_vote_takes_two_taps_and_ends_with_a_receipt(opened: Opened, stand: Stand) -> None:
    page = opened("/thanh-phan/phieu/")
    page.get_by_role("button", name="Tán thành", exact=True).click()
    expect(page.get_by_text("Ông/bà đã chọn")).to_be_visible()
    assert stand.ballots == []
    page.get_by_role("button", name="Gửi phiếu Tán thành").click()
    expect(page.get_by_text("Đã nhận phiếu của ông/bà")).to_be_visible()
    expect(page.get_by_text("K7P4 – 2MXR")).to_be_visible()
    assert [choice for choice, _key in stand.ballots] == ["yes"]
    assert re.fullmatch(r"[0-9a-f]{32}", stand.ballots[0][1])


def test_keys_vote_but_no_single_key_sends(opened: Opened, stand: Stand) -> None:
    page = opened("/thanh-phan/phieu/")
    page.keyboard.press("2")
    expect(page.locator(".ballot__chosen")).to_have_text("Không tán thành")
    page.keyboard.press("Escape")
    page.keyboard.press("3")
    expect(page.locator(".ballot__chosen")).to_have_text("Không biểu quyết")
    assert stand.ballots == []
    page.keyboard.press("Enter")
    expect(page.get_by_text("Đã nhận phiếu của ông/bà")).to_be_visible()
    assert [choice for choice, _key in stand.ballots] == ["abstain"]


def test_the_back_button_leads_to_choosing_and_never_out(opened: Opened) -> None:
    page = opened("/thanh-phan/phieu/")
    page.keyboard.press("1")
    page.go_back()
    expect(page.locator("[data-ballot-option]")).to_have_count(3)
    assert page.url.endswith("/thanh-phan/phieu/")


def test_two_quick_taps_send_one_ballot(opened: Opened, stand: Stand) -> None:
    stand.votes = "slow"
    page = opened("/thanh-phan/phieu/")
    page.keyboard.press("1")
    page.get_by_role("button", name="Gửi phiếu Tán thành").dblclick()
    expect(page.get_by_text("Đang gửi, mạng chậm")).to_be_visible(timeout=4000)
    expect(page.get_by_text("Đã nhận phiếu của ông/bà")).to_be_visible()
    assert len(stand.ballots) == 1


def test_a_ballot_that_is_not_stored_is_never_called_received(opened: Opened, stand: Stand) -> None:
    stand.votes = "broken"
    page = opened("/thanh-phan/phieu/")
    page.keyboard.press("1")
    page.get_by_role("button", name="Gửi phiếu Tán thành").click()
    expect(page.get_by_text("Phiếu chưa gửi được, mất kết nối")).to_be_visible(timeout=8000)
    expect(page.get_by_text("chưa được tính")).to_be_visible()
    expect(page.get_by_text("Đã nhận phiếu")).to_have_count(0)
    stand.votes = "stored"
    page.get_by_role("button", name="Gửi lại ngay").click()
    expect(page.get_by_text("Đã nhận phiếu của ông/bà")).to_be_visible()
    assert len(stand.ballots) >= 2
    assert len(set(stand.ballots)) == 1


def test_a_reload_goes_on_sending_the_same_ballot(opened: Opened, stand: Stand) -> None:
    stand.votes = "broken"
    page = opened("/thanh-phan/phieu/")
    page.keyboard.press("2")
    page.get_by_role("button", name="Gửi phiếu Không tán thành").click()
    expect(page.get_by_text("Phiếu chưa gửi được, mất kết nối")).to_be_visible(timeout=8000)
    page.reload()
    expect(page.get_by_text("Phiếu chưa gửi được, mất kết nối")).to_be_visible()
    stand.votes = "stored"
    expect(page.get_by_text("Đã nhận phiếu của ông/bà")).to_be_visible(timeout=8000)
    assert len(set(stand.ballots)) == 1


def test_a_refused_ballot_says_why_and_offers_the_choice_again(opened: Opened, stand: Stand) -> None:
    stand.votes = "refused"
    page = opened("/thanh-phan/phieu/")
    page.keyboard.press("1")
    page.get_by_role("button", name="Gửi phiếu Tán thành").click()
    expect(page.get_by_text("closed at 09:42")).to_be_visible()
    expect(page.locator("[data-ballot-option]")).to_have_count(3)
    assert len(stand.ballots) == 1


def test_what_lies_under_a_vote_cannot_be_reached(opened: Opened) -> None:
    page = opened("/thanh-phan/phieu/")
    reached = set()
    for _press in range(12):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.closest('.ballot-screen, body').className.split(' ')[0]"))
    assert reached <= {"ballot-screen", "page"}
    assert page.evaluate("document.querySelector('.topbar').inert") is True


def test_modes_are_shown_at_once_and_kept_on_the_device(opened: Opened) -> None:
    page = opened("/thanh-phan/van-phong/", 1440, 900)
    page.get_by_title("Cỡ chữ và màu").click()
    page.get_by_text("Rất lớn").click()
    with page.expect_response("**/hien-thi/"):
        page.get_by_text("Nền tối hội trường").click()
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "24px"
    page.reload()
    assert page.evaluate("({...document.documentElement.dataset})") == {
        "face": "office",
        "size": "150",
        "colour": "hall",
        "spacing": "normal",
    }


def test_modes_work_without_a_script(chromium: object, opened: Opened, stand: Stand) -> None:
    context = opened("/thanh-phan/cong/").context.browser.new_context(java_script_enabled=False)  # type: ignore[union-attr]
    page = context.new_page()
    page.goto(f"{stand.address}/thanh-phan/cong/")
    page.get_by_role("button", name="Tăng tương phản").click()
    assert page.locator("html").get_attribute("data-colour") == "contrast"
    page.get_by_role("button", name="A+ Chữ lớn hơn").click()
    assert page.locator("html").get_attribute("data-size") == "125"
    context.close()


def test_the_menu_of_a_phone_opens_takes_the_focus_and_gives_it_back(opened: Opened) -> None:
    page = opened("/thanh-phan/van-phong/", 390, 844)
    place = page.get_by_role("link", name="Kiến nghị cử tri 6")
    expect(place).to_be_hidden()
    page.locator("[data-navigation-open]").click()
    expect(place).to_be_visible()
    page.keyboard.press("Escape")
    expect(place).to_be_hidden()
    assert page.evaluate("document.activeElement.matches('[data-navigation-open]')")


def test_a_question_is_asked_and_esc_is_the_safe_answer(opened: Opened) -> None:
    page = opened("/thanh-phan/", 1440, 900)
    page.get_by_role("button", name="Mở hộp thoại").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    expect(page.get_by_role("button", name="Chờ thêm")).to_be_focused()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()


def test_the_search_key_works_outside_fields_only(opened: Opened) -> None:
    page = opened("/thanh-phan/", 1440, 900)
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.matches('[data-search-field]')")
    page.keyboard.press("/")
    assert page.locator("[data-search-field]").input_value() == "/"


def test_a_day_is_echoed_as_it_is_understood(opened: Opened) -> None:
    page = opened("/thanh-phan/", 1440, 900)
    page.locator("#ok_day").fill("8/12/2026")
    expect(page.locator("#ok_day + .field__echo")).to_have_text("Thứ Ba, 08/12/2026")
    page.locator("#ok_day").fill("31/11/2026")
    expect(page.locator("#ok_day + .field__echo")).to_have_text("")


def test_a_form_is_sent_once_however_often_it_is_pressed(opened: Opened, stand: Stand) -> None:
    page = opened("/stand/")
    page.get_by_role("button", name="Once").dblclick()
    page.wait_for_url("**/stand/once/")
    assert stand.once == 1


def told(page: Page, text: str, timeout: int = 5000) -> None:
    expect(page.locator("#told")).to_have_text(text, timeout=timeout)


def test_an_area_follows_the_stream(opened: Opened, stand: Stand) -> None:
    page = opened("/stand/")
    stand.said.append('<p id="told">second</p>')
    told(page, "second")
    expect(page.locator("[data-connection]")).to_have_attribute("data-state", "connected")


def test_half_a_word_is_never_swapped_away(opened: Opened, stand: Stand) -> None:
    page = opened("/stand/")
    page.locator("#typed").press_sequentially("ngườ")
    stand.said.append('<p id="told">second</p>')
    page.wait_for_timeout(600)
    told(page, "first")
    assert page.locator("#typed").input_value() == "ngườ"
    page.locator("#typed").blur()
    told(page, "second")


def test_a_short_outage_says_nothing_and_what_was_missed_is_fetched(opened: Opened, stand: Stand) -> None:
    page = opened("/stand/")
    stand.said.append('<p id="told">second</p>')
    told(page, "second")
    stand.stream = "shut"
    page.wait_for_timeout(1500)
    expect(page.locator("[data-connection]")).to_have_attribute("data-state", "connected")
    stand.area = "third"
    stand.stream, stand.said = "open", []
    told(page, "third", timeout=12_000)


def test_a_longer_outage_is_put_into_words(opened: Opened, stand: Stand) -> None:
    page = opened("/stand/")
    stand.said.append('<p id="told">second</p>')
    told(page, "second")
    stand.stream = "shut"
    expect(page.get_by_text("Mất kết nối, đang nối lại")).to_be_visible(timeout=9000)
    stand.stream = "open"
    expect(page.get_by_text("Đã kết nối lại")).to_be_visible(timeout=15_000)


def test_without_a_stream_the_page_asks(opened: Opened, stand: Stand) -> None:
    stand.stream, stand.area = "shut", "asked for"
    page = opened("/stand/")
    told(page, "asked for", timeout=12_000)
    expect(page.get_by_text("Kết nối dự phòng")).to_be_visible()
