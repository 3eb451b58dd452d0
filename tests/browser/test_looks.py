"""The main pages of each role as pictures: none scrolls sideways at any size, and axe finds nothing."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visitors
from tests.browser.looks import fits, is_clean, look

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PHONE = (390, 844, "150.hall.normal")
DESK = (1440, 900, "100.light.normal")
SIZES = [(390, 844), (820, 1180), (1180, 820), (1440, 900)]

RECORD = "a.table__title"
"""In an address: the first record of the list before it."""

PAGES = {
    "Thư ký, Văn phòng": [
        "/ky-hop/",
        RECORD,
        "/tai-lieu/",
        RECORD,
        "/tai-lieu/nap/",
        "/dai-bieu/",
        RECORD,
        "/dai-bieu/nhap/",
        "/to-chuc/",
        "/to-chuc/nhiem-ky/",
        "/to-chuc/sap-nhap/",
        "/quy-tac/",
        RECORD,
        "/quy-tac/van-ban/",
        "/quyen-han/",
        "/quan-tri/tai-khoan/",
        "/tai-khoan/",
        "/phong-hop/",
        "/kien-nghi/",
        "/tiep-xuc/",
        "/cam-ket/",
        "/tim-kiem/?q=nghi+quyet",
        "/tim-kiem/?q=khongcogi",
        "/khong-co-trang-nay/",
    ],
    "Chủ tọa": ["/phong-hop/"],
    "Đại biểu": [
        "/ky-hop/",
        RECORD,
        "/tai-lieu/",
        "/kien-nghi/",
        "/cam-ket/",
        "/to-chuc/",
        "/tai-khoan/",
        "/phong-hop/",
    ],
    "Quản trị tỉnh": [
        "/tinh/",
        "/tinh/?q=khongcogi",
        "/to-chuc/sap-nhap/moi/",
        "/quan-tri/tai-khoan/moi/",
        "/dung-thu/",
    ],
}


def addresses(page: Page, root: str, role: str) -> list[str]:
    """The pages of a role, each RECORD replaced by the first one of the list before it."""
    found: list[str] = []
    for address in PAGES[role]:
        if address == RECORD:
            page.goto(root + found[-1])
            address = page.locator(RECORD).first.get_attribute("href") or ""
        found.append(address)
    return found


def fits_every_size(page: Page) -> None:
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        fits(page)


@pytest.mark.parametrize("role", PAGES)
def test_every_main_page_fits_and_pleases_axe(visitors: Visitors, role: str) -> None:
    page = visitors.enter_as(role)
    for place, address in enumerate(addresses(page, visitors.address, role)):
        # Each page is read by axe once, in turn on a dark phone with large text and on a desk.
        look(page, visitors.address + address, *(PHONE, DESK)[place % 2])
        fits_every_size(page)
        page.set_viewport_size({"width": (PHONE, DESK)[place % 2][0], "height": 844})
        is_clean(page)


@pytest.mark.parametrize("address", ["/dung-thu/", "/dang-nhap/"])
def test_what_a_visitor_meets_first_pleases_axe_in_both_colours(visitors: Visitors, address: str) -> None:
    page = visitors.open()
    for seen in (PHONE, DESK, (1440, 900, "100.hall.normal")):
        look(page, visitors.address + address, *seen)
        is_clean(page)


@pytest.mark.parametrize(("width", "height"), [(1920, 1080), (1280, 720)])
def test_the_wall_holds_a_clock_an_hour_and_the_words_that_time_is_up(
    visitors: Visitors, width: int, height: int
) -> None:
    page = visitors.open(width, height)
    # Nothing new may come in and bring the true clock back.
    page.route(re.compile("/events/|/dien-bien/"), lambda route: route.abort())
    page.goto(visitors.address + (page.locator('a[href^="/man-hinh/"]').first.get_attribute("href") or ""))
    clock = page.locator("[data-countdown]").first
    for left, shown in ((59, r"00:5\d"), (4000, r"1:06:\d\d"), (-1, "Hết giờ")):
        clock.evaluate("(clock, left) => (clock.dataset.countdown = Date.now() + left * 1000)", left)
        expect(clock).to_have_text(re.compile(shown))
        fits(page)
        assert page.evaluate("document.documentElement.scrollHeight <= innerHeight + 1")


@pytest.mark.parametrize("modes", [DESK, PHONE])
def test_the_last_seconds_are_readable_on_the_chairs_gold(visitors: Visitors, modes: tuple[int, int, str]) -> None:
    page = visitors.enter_as("Chủ tọa")
    page.route(re.compile("/events/|/dien-bien/"), lambda route: route.abort())
    look(page, f"{visitors.address}/phong-hop/", *modes)
    clock = page.locator(".live-pill [data-countdown]")
    clock.evaluate("(clock) => (clock.dataset.countdown = Date.now() - 1000)")
    expect(clock).to_have_attribute("data-last", "")
    is_clean(page)


def test_a_page_that_is_too_wide_and_one_that_axe_would_change_are_seen(visitors: Visitors) -> None:
    page = visitors.open(*PHONE[:2])
    page.evaluate("document.body.style.minWidth = '500px'")
    with pytest.raises(AssertionError):
        fits(page)
    page.evaluate("document.body.style.minWidth = ''; document.querySelector('h1').setAttribute('role', 'nothing')")
    fits(page)
    with pytest.raises(AssertionError):
        is_clean(page)
