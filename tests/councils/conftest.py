"""All tests of this room stand on one day: terms, mergers and ends are judged by it."""

from collections.abc import Iterator
from datetime import datetime

import pytest

from nghitruong.kernel import clock


@pytest.fixture(autouse=True)
def _one_day() -> Iterator[None]:
    with clock.standing_at(datetime(2026, 11, 26, 9, 0, tzinfo=clock.COUNCIL_ZONE)):
        yield
