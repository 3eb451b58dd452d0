"""The demo as a visitor meets it: loaded and served by the product's own commands, looked at in Chromium."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.template import put_migrated

ROOT = Path(__file__).resolve().parents[2]
COMMAND = [sys.executable, "-c", "from nghitruong.outer.cli.main import main; main()"]
LONGEST_START = 60


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The walk changes the one demo for good, so whoever looks at a running vote comes before it."""
    items.sort(key=lambda item: "test_first_walk" in item.nodeid)


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a freshly loaded demo, served by one process on SQLite."""
    folder = tmp_path_factory.mktemp("demo")
    port = _free_port()
    environment = os.environ | {"NGHITRUONG_DATA": str(folder), "NGHITRUONG_DEMO": "1", "PORT": str(port)}
    environment.pop("NGHITRUONG_DATABASE_URL", None)
    environment["DJANGO_SETTINGS_MODULE"] = "nghitruong.config.settings"
    put_migrated(folder)
    for words in (["prepare"], ["demo", "load"]):
        subprocess.run([*COMMAND, *words], cwd=ROOT, env=environment, check=True, capture_output=True)
    server = subprocess.Popen([*COMMAND, "serve"], cwd=ROOT, env=environment)
    try:
        address = f"http://127.0.0.1:{port}"
        _wait_for(f"{address}/healthz", server)
        yield address
    finally:
        server.terminate()
        server.wait(timeout=10)


@dataclass
class Visitors:
    """People who each open the one address in a window of their own; what their pages complained of is kept."""

    browser: Browser
    address: str
    complaints: list[str] = field(default_factory=list)
    windows: list[BrowserContext] = field(default_factory=list)

    def open(self, width: int = 1440, height: int = 900, *, touch: bool = False) -> Page:
        """A window of this size, on the first page."""
        window = self.browser.new_context(
            locale="vi-VN", viewport={"width": width, "height": height}, has_touch=touch, is_mobile=touch
        )
        page = window.new_page()
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.goto(self.address)
        self.windows.append(window)
        return page

    def enter_as(self, role: str, width: int = 1440, height: int = 900, *, touch: bool = False) -> Page:
        """Sign in by one press on the welcome page."""
        page = self.open(width, height, touch=touch)
        page.get_by_role("button", name=f"Vào với vai: {role}", exact=True).click()
        page.wait_for_load_state()
        return page


@pytest.fixture
def visitors(demo: str, chromium: Browser) -> Iterator[Visitors]:
    visitors = Visitors(chromium, demo)
    yield visitors
    for window in visitors.windows:
        window.close()
    assert visitors.complaints == []


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + LONGEST_START
    while time.monotonic() < end:
        if server.poll() is not None:
            raise RuntimeError("the server stopped before it answered")
        try:
            urllib.request.urlopen(address, timeout=2).read()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise TimeoutError(f"{address} did not answer within {LONGEST_START} s")
