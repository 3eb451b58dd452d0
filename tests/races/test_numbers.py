"""Clerks who take a number at the same moment: doubles without the lock, none with it, and never a gap."""

import threading
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from nghitruong.foundation.documents.actions import add_document, give_number
from nghitruong.foundation.documents.models import Document, NumberSeries
from nghitruong.foundation.documents.queries import number_gaps
from nghitruong.foundation.documents.uploads import taken_in
from nghitruong.kernel.actor import Actor
from tests.cast import Cast, build_cast
from tests.races.at_once import at_once

CLERKS = 12


@pytest.fixture
def cast(transactional_db: None, tmp_path: Path, settings: Any) -> Cast:
    settings.DOCUMENTS_ROOT = tmp_path / "documents"
    return build_cast()


def paper(clerk: Actor, title: str) -> Document:
    with taken_in(title.encode(), "giay-moi.txt") as upload:
        return add_document(clerk, clerk.council_id or 0, title=title, kind="GM", upload=upload)


def numbered(clerk: Actor, document_id: int) -> int:
    return give_number(clerk, Document.objects.get(pk=document_id)).number or 0


def test_without_the_lock_two_clerks_take_the_same_number(cast: Cast) -> None:
    series = NumberSeries.objects.create(council=cast.council, series="GM-HĐND", year=2026)
    both_have_read = threading.Barrier(2)

    def take_unlocked() -> int:
        last = NumberSeries.objects.get(pk=series.pk).last
        both_have_read.wait(timeout=20)
        NumberSeries.objects.filter(pk=series.pk).update(last=last + 1)
        return last + 1

    assert at_once(*[take_unlocked] * 2) == [1, 1]


def test_with_the_lock_every_clerk_has_a_number_of_her_own(cast: Cast) -> None:
    papers = [paper(cast.minh, f"Giấy mời {place}").pk for place in range(CLERKS)]
    answers = at_once(*(partial(numbered, cast.minh, pk) for pk in papers))
    assert sorted(answers, key=str) == sorted(range(1, CLERKS + 1), key=str)
    series = NumberSeries.objects.get()
    assert series.last == CLERKS
    assert number_gaps(cast.council.pk, series.series, series.year) == []


def test_two_clerks_on_one_paper_take_one_number(cast: Cast) -> None:
    document = paper(cast.minh, "Giấy mời")
    answers = at_once(*[partial(numbered, cast.minh, document.pk)] * 4)
    codes = [answer.refusal.code for answer in answers if hasattr(answer, "refusal")]
    assert [answer for answer in answers if answer == 1] == [1]
    assert codes == ["documents.has_number"] * 3
    assert NumberSeries.objects.get().last == 1


def test_the_same_file_from_many_at_once_is_kept_once(cast: Cast, settings: Any) -> None:
    answers = at_once(*[partial(paper, cast.minh, "Như nhau")] * 6)
    assert [type(answer) for answer in answers] == [Document] * 6
    assert len([path for path in settings.DOCUMENTS_ROOT.rglob("*") if path.is_file()]) == 1
