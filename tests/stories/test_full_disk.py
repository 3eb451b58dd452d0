"""The database's own disk is full: every verb says so in words, nothing is left half-done, and it works again later."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import OperationalError, connection
from psycopg.errors import DiskFull

from nghitruong.domain.meetings.actions import write_minutes
from nghitruong.domain.voting.actions import cast_vote
from nghitruong.domain.voting.models import Ballot
from nghitruong.foundation.audit.models import Line
from nghitruong.foundation.verbs.disk import refuse_when_full
from nghitruong.kernel.decision import RefusedError
from tests.cast import build_cast, signed_in
from tests.room.stage import Stage, build_stage

LONG = "Đại biểu phát biểu. " * 400


@pytest.fixture
def stage(transactional_db: None) -> Stage:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL's disk cannot be filled from here; its error is told apart below")
    return build_stage(build_cast())


@contextmanager
def full_disk() -> Iterator[None]:
    """SQLite may not take one page more, and what earlier tests left free is given back first."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA page_count")
        cursor.execute(f"PRAGMA max_page_count = {cursor.fetchone()[0]}")
        yield
        cursor.execute("PRAGMA max_page_count = 1073741823")


def fill(stage: Stage) -> str:
    """Write minutes until there is no room; the code of the refusal."""
    with pytest.raises(RefusedError) as refused:
        for _ in range(200):
            write_minutes(stage.cast.minh, stage.meeting, text=LONG)
    return refused.value.refusal.code


def test_a_verb_says_that_there_is_no_room_and_leaves_nothing(stage: Stage) -> None:
    stage.voting()
    with full_disk():
        assert fill(stage) == "verbs.no_room"
        lines = Line.objects.count()
        assert fill(stage) == "verbs.no_room"
        assert Line.objects.count() == lines
    write_minutes(stage.cast.minh, stage.meeting, text=LONG)


def test_a_ballot_is_not_acknowledged_and_counts_once_there_is_room(stage: Stage) -> None:
    poll, told = stage.voting(), 0
    with full_disk():
        fill(stage)
        with pytest.raises(RefusedError) as refused:
            for told in range(500):
                cast_vote(stage.deputies[1], poll, choice="yes", key=f"key-{told}")
        assert refused.value.refusal.code == "verbs.no_room"
        assert Ballot.objects.count() == told
    cast_vote(stage.deputies[1], poll, choice="yes", key=f"key-{told}")
    assert Ballot.objects.count() == told + 1


def test_the_page_says_it_in_words(stage: Stage) -> None:
    stage.voting()
    browser = signed_in(stage.cast.minh)
    with full_disk():
        fill(stage)
        answers = [
            browser.post(f"/phong-hop/{stage.meeting.pk}/bam/write_minutes/", {"text": LONG}).content.decode()
            for _ in range(3)
        ]
    assert any("Ổ đĩa của máy chủ đã đầy" in answer for answer in answers)


def test_postgresql_is_understood_and_other_errors_stay_what_they_are() -> None:
    full, other = OperationalError("no room"), OperationalError("gone")
    full.__cause__ = DiskFull()
    with pytest.raises(RefusedError):
        refuse_when_full(full)
    with pytest.raises(OperationalError, match="gone"):
        refuse_when_full(other)
