"""The bars: real petitions, never trained on. Also measured, with more figures, by `script/bench topics`."""

import pytest

from nghitruong.engines.topics import classify
from tests.engines.topics import shared_rows

pytestmark = pytest.mark.skipif(not shared_rows.IS_THERE, reason="needs ../shared/data/real/petitions.csv")


def test_real_petitions_find_their_field_and_level() -> None:
    rows = shared_rows.rows()
    said = [classify(row.text) for row in rows]
    first = sum(one.topic == row.topic for one, row in zip(said, rows, strict=True))
    third = sum(row.topic in [c.code for c in one.topics[:3]] for one, row in zip(said, rows, strict=True))
    level = sum(one.level == row.level for one, row in zip(said, rows, strict=True))
    assert first / len(rows) >= 0.75
    assert third / len(rows) >= 0.90
    assert level / len(rows) >= 0.75
