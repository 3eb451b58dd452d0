"""Two presses or two servers at one moment in the office: scans are read to their end, denunciations leave nothing."""

import threading
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from nghitruong.domain.letters import rules as letter_rules
from nghitruong.domain.letters.actions import attach_file, hand_over_letter, split_letter
from nghitruong.domain.letters.models import Letter, LetterFile
from nghitruong.domain.petitions.actions import claim_sheet, scans, settle_sheet, stage_scan
from nghitruong.domain.petitions.models import Scan, Sheet
from nghitruong.engines.intake import Form
from nghitruong.engines.intake import Scan as Opened
from nghitruong.engines.intake.papers import Sheet as Page
from nghitruong.foundation.documents.uploads import taken_in
from tests.cast import Cast, build_cast
from tests.letters.desk import registered
from tests.races.at_once import at_once


@pytest.fixture
def cast(transactional_db: None, tmp_path: Path, settings: Any) -> Cast:
    settings.DOCUMENTS_ROOT = tmp_path / "documents"
    return build_cast()


def staged(cast: Cast, data: bytes = b"two pages") -> Scan:
    opened = Opened(Form.PDF, data, (Page("", is_picture=True), Page("", is_picture=True)))
    return stage_scan(cast.minh, cast.council.pk, name="bien-ban.pdf", scan=opened, form={})


@pytest.mark.slow
def test_two_servers_that_end_the_last_two_pages_together_end_the_scan(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    scan = staged(cast)
    sheets = [claim_sheet(scan.pk), claim_sheet(scan.pk)]
    both_wrote, finish = threading.Barrier(2, timeout=1), scans.finish_scan

    def finish_late(scan_id: int) -> None:
        with suppress(threading.BrokenBarrierError):  # the other one waits for this one's end
            both_wrote.wait()
        finish(scan_id)

    monkeypatch.setattr(scans, "finish_scan", finish_late)
    at_once(*(partial(settle_sheet, sheet, text="chữ") for sheet in sheets if sheet))
    scan.refresh_from_db()
    assert scan.state == "read"


def test_one_file_that_comes_twice_at_once_is_read_once(cast: Cast) -> None:
    answers = at_once(*[partial(staged, cast)] * 4)
    assert [type(answer) for answer in answers] == [Scan] * 4
    assert Scan.objects.count() == 1
    assert Sheet.objects.count() == 2


@pytest.mark.slow
def test_a_file_that_comes_while_its_letter_is_wiped_is_wiped(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = registered(cast)
    part, _other = split_letter(cast.minh, whole, parts=[("complaint", "Một việc."), ("recommendation", "Việc khác.")])
    has_read, may_go, judge = threading.Event(), threading.Event(), letter_rules.may_attach

    def slow(*facts: Any, **more: Any) -> object:
        has_read.set()
        may_go.wait(2)
        return judge(*facts, **more)

    monkeypatch.setattr(letter_rules, "may_attach", slow)

    def bring() -> LetterFile:
        with taken_in(b"Toi la Canary.", "don.txt") as upload:
            return attach_file(cast.minh, Letter.objects.get(pk=part.pk), upload=upload)

    def wipe() -> Letter:
        has_read.wait(10)
        return hand_over_letter(cast.minh, Letter.objects.get(pk=whole.pk))

    assert [type(answer) for answer in at_once(bring, wipe)] == [LetterFile, Letter]
    assert Letter.objects.get(pk=part.pk).state == "handed_over"
    assert not LetterFile.objects.exists()
