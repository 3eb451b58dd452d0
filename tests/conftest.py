"""What every test may ask for. People of the cast come from tests/cast.py.

The database is SQLite unless NGHITRUONG_DATABASE_URL names a PostgreSQL server, as script/test does in its second run.
"""

import gc
import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from django.contrib.contenttypes.management import create_contenttypes
from django.core.cache import cache
from django.db import connection
from django.db.models.signals import post_migrate
from django.utils import translation
from django.utils.translation.reloader import translation_file_changed
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

from nghitruong.engines.catalogue import compile_all
from tests.cast import cast
from tests.template import migrations_from_template

__all__ = ["cast"]

LOCALE = Path(__file__).resolve().parents[1] / "nghitruong" / "locale"

settings.register_profile("fast", max_examples=20)


def pytest_configure(config: pytest.Config) -> None:
    """Tests read the words as they are in the source, not as they were at the last start."""
    # Modules and syntax trees stay to the end; looked through for garbage at the usual pace they take twice as long.
    gc.set_threshold(20_000)
    if not hasattr(config, "workerinput"):
        compile_all(LOCALE)
        # Django has read the catalogue by now.
        translation_file_changed(None, LOCALE / "vi" / "LC_MESSAGES" / "django.mo")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None, copying: ExitStack) -> None:
    """pytest-django's last step before it makes the database: from here on it is copied, where it can be."""
    if connection.vendor == "sqlite":
        copying.enter_context(migrations_from_template())


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, copying: ExitStack) -> None:
    """The database is there; whoever migrates now does so himself.

    Django would write its own permissions, which nobody of the house asks, after every test that empties the tables.
    """
    copying.close()
    post_migrate.disconnect(dispatch_uid="django.contrib.auth.management.create_permissions")
    post_migrate.disconnect(create_contenttypes)


@pytest.fixture(scope="session")
def copying() -> Iterator[ExitStack]:
    """Holds open what lasts while the database is made."""
    with ExitStack() as stack:
        yield stack


@pytest.fixture(autouse=True)
def _same_start() -> Iterator[None]:
    """Every test starts in Vietnamese and with an empty cache, whatever ran before it in this process."""
    cache.clear()
    with translation.override("vi"):
        yield


@pytest.fixture
def vendor() -> str:
    """`sqlite` or `postgresql`."""
    return connection.vendor


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for the whole run: a second driver would find the first one's loop running."""
    path = os.environ.get("NGHITRUONG_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if not path:
        pytest.skip("Chromium is not installed; script/test installs it")
    flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=flags)
        yield browser
        browser.close()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What only says something on PostgreSQL is skipped elsewhere, and the skip names its reason."""
    if connection.vendor == "postgresql":
        return
    skip = pytest.mark.skip(reason="says something on PostgreSQL only; script/test runs it there")
    for item in items:
        if item.get_closest_marker("postgresql"):
            item.add_marker(skip)
