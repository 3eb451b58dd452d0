"""A server that is killed in the middle of a burst of votes; script/bench kill asks the same of 500 deputies."""

import pytest
from django.db import connection

from bench.kill import drill

VOTERS = 202
"""Several groups of ballots: the first is answered while a later one is being written."""

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(connection.vendor == "postgresql", reason="brings its own SQLite; one run is enough"),
]


def test_no_acknowledged_vote_is_lost_when_every_process_is_killed() -> None:
    found = drill("one-process", voters=VOTERS, kills=1)
    assert found["acknowledged"] > 0, "killed before anybody had an answer: this run says nothing"
    assert found["stored"] >= found["acknowledged"]
    assert {name: found[name] for name in ("lost", "doubled", "unlogged", "changed", "miscounted")} == {
        "lost": 0,
        "doubled": 0,
        "unlogged": 0,
        "changed": 0,
        "miscounted": 0,
    }
    assert (found["closed"], found["ledger"]) == (1, "intact")
