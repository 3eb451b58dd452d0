"""How a page is looked at: at a size, in the modes that a person may choose, by the machine's eyes."""

from pathlib import Path

from playwright.sync_api import Page

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"


def look(page: Page, address: str, width: int, height: int, modes: str) -> None:
    """Open an address at a size, in modes as the cookie keeps them."""
    page.context.add_cookies([{"name": "hien_thi", "value": modes, "url": page.url}])
    page.set_viewport_size({"width": width, "height": height})
    page.goto(address)


def fits(page: Page) -> None:
    """No sideways scroll."""
    over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert over <= 0, (page.url, page.viewport_size)


def is_clean(page: Page) -> None:
    """No sideways scroll, and nothing that axe would change, once the letters are those that a reader sees."""
    page.evaluate("document.fonts.ready.then(() => true)")
    fits(page)
    page.evaluate("document.querySelectorAll('.toasts, .bottom-bar').forEach((bar) => bar.remove())")
    page.evaluate(AXE.read_text(encoding="utf-8") + ";0")
    found = page.evaluate("axe.run().then((run) => run.violations.map((one) => [one.id, one.nodes[0].target.join()]))")
    assert found == [], (page.url, page.viewport_size, found)
