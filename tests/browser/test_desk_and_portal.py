"""Today's work of each role and the public site, as pictures: no sideways scroll, axe clean, alive without a script."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Visitors
from tests.browser.looks import is_clean, look

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SITE = "/cong/DEMO-SENHONG/"
LOOKS = [
    (390, 844, "100.light.normal"),
    (390, 844, "150.hall.normal"),
    (820, 1180, "150.light.normal"),
    (1440, 900, "100.hall.normal"),
    (1440, 900, "150.contrast.normal"),
]
ROLES = ["Chủ tọa", "Thư ký, Văn phòng", "Đại biểu", "Kiểm toán viên", "Quản trị tỉnh"]


def public_addresses(page: Page) -> list[str]:
    """Home, list, the live session, a finished one, one of its results, all deputies, one of them, contact."""
    page.goto(site_of(page))
    live = page.locator("a.live-card").get_attribute("href")
    result = page.locator(".dated a").first.get_attribute("href")
    assert live
    assert result
    finished = result.partition("bieu-quyet/")[0]
    page.goto(f"{site_of(page)}dai-bieu/")
    deputy = page.locator(".person__name a").first.get_attribute("href")
    assert deputy
    return [SITE, f"{SITE}ky-hop/", live, finished, result, f"{SITE}dai-bieu/", deputy, f"{SITE}lien-he/"]


def site_of(page: Page) -> str:
    return "/".join(page.url.split("/")[:3]) + SITE


@pytest.mark.parametrize(("width", "height", "modes"), LOOKS)
def test_every_public_page_fits_and_pleases_axe(visitors: Visitors, width: int, height: int, modes: str) -> None:
    page = visitors.open()
    for address in public_addresses(page):
        look(page, visitors.address + address, width, height, modes)
        is_clean(page)


@pytest.mark.parametrize("role", ROLES)
def test_every_day_fits_and_pleases_axe(visitors: Visitors, role: str) -> None:
    page = visitors.enter_as(role)
    for width, height, modes in LOOKS:
        look(page, f"{visitors.address}/viec-hom-nay/", width, height, modes)
        is_clean(page)


def test_the_public_site_works_without_a_script(visitors: Visitors, chromium: Browser) -> None:
    addresses = public_addresses(visitors.open())
    window = chromium.new_context(java_script_enabled=False, locale="vi")
    page = window.new_page()
    for address in addresses:
        answer = page.goto(visitors.address + address)
        assert answer is not None
        assert answer.status == 200
    page.goto(f"{visitors.address}{SITE}dai-bieu/")
    page.get_by_role("searchbox").fill("hoa")
    page.get_by_role("button", name="Tìm").click()
    expect(page.get_by_role("status").filter(has_text="đại biểu")).to_contain_text("“hoa”")
    page.goto(visitors.address + addresses[2])
    assert page.locator("noscript meta[http-equiv=refresh]").get_attribute("content") == "20"
    assert page.locator("noscript p").inner_text() == "Trang tự tải lại sau mỗi 20 giây."
    expect(page.get_by_text("Đã kết nối")).to_be_hidden()
    assert window.cookies() == []
    window.close()
