"""What a list shows stands in its address, and the foot leads on without losing any of it."""

from typing import Any

import pytest
from django.http import HttpRequest
from django.test import RequestFactory

from nghitruong.foundation.accounts.models import Account
from nghitruong.foundation.accounts.queries import accounts_of
from nghitruong.foundation.councils.models import Unit
from nghitruong.foundation.councils.queries import filter_deputies
from nghitruong.foundation.documents.models import Document
from nghitruong.foundation.documents.queries import Wanted, documents_of, narrowed
from nghitruong.kernel import clock
from nghitruong.web import paging
from nghitruong.web.paging import Shaped, address, page_of
from nghitruong.web.parts import Pager
from tests.cast import Cast, add_deputies


def asked(query: str) -> HttpRequest:
    return RequestFactory().get(f"/kien-nghi/{query}")


def test_the_foot_leads_both_ways_and_keeps_the_filter() -> None:
    page, foot = page_of(asked("?khu=7&trang=2"), range(147), 50)
    assert list(page) == list(range(50, 100))
    assert foot == Pager(51, 100, 147, "?khu=7&trang=1", "?khu=7&trang=3")


def test_the_only_page_leads_nowhere() -> None:
    assert page_of(asked(""), range(3))[1] == Pager(1, 3, 3)


def test_an_empty_list_has_an_empty_foot() -> None:
    assert page_of(asked(""), [])[1] == Pager(0, 0, 0)


@pytest.mark.parametrize(("wish", "number"), [("abc", 1), ("0", 3), ("99", 3), ("-1", 3), ("9" * 40, 3)])
def test_a_number_that_makes_no_sense_is_the_nearest_page(wish: str, number: int) -> None:
    assert page_of(asked(f"?trang={wish}"), range(147), 50)[0].number == number


def test_another_filter_starts_at_page_one_and_an_empty_one_is_gone() -> None:
    assert address(asked("?khu=7&trang=3&q=mương"), khu=8) == "?q=m%C6%B0%C6%A1ng&khu=8"
    assert address(asked("?khu=7&trang=3"), khu="") == "/kien-nghi/"


def test_rows_are_shaped_only_as_far_as_they_are_shown(db: None) -> None:
    Unit.objects.bulk_create(Unit(code=f"99{n:03}", name=f"Khu {n}", kind="xa", is_fictional=True) for n in range(7))
    shaped: list[str] = []
    rows = Shaped(Unit.objects.order_by("code"), lambda unit: shaped.append(unit.name) or unit.name.upper())
    page, foot = page_of(asked("?trang=2"), rows, 3)
    assert (list(page), foot.total) == (["KHU 3", "KHU 4", "KHU 5"], 7)
    assert shaped == ["Khu 3", "Khu 4", "Khu 5"]
    assert rows[0] == "KHU 0"


def _papers(cast: Cast) -> None:
    Document.objects.bulk_create(
        Document(council=cast.council, kind="BC", title=f"Tờ {n}", access=access, year=2026, folded=f"to {n}")
        for n in range(8)
        for access in ("council", "restricted")
    )


@pytest.mark.parametrize("wanted", [Wanted(), Wanted(words="to"), Wanted(scope="council"), Wanted(scope="unread")])
def test_a_page_far_behind_has_the_same_rows(cast: Cast, monkeypatch: pytest.MonkeyPatch, wanted: Wanted) -> None:
    _papers(cast)
    add_deputies(cast.council, cast.term, 9)
    lists: list[Any] = [narrowed(documents_of(actor), wanted, actor) for actor in (cast.minh, cast.an, cast.kien)]
    lists += [accounts_of(cast.minh), accounts_of(cast.minh, "a"), filter_deputies(cast.council.pk, clock.today())]
    monkeypatch.setattr(paging, "DEEP", 4)
    for rows in lists:
        every = list(rows.all())
        assert list(page_of(asked("?trang=3"), rows, 2, total=8)[0]) == every[4:6]
        assert Shaped(rows, lambda row: row)[4:7] == every[4:7]


def test_only_the_keys_are_looked_for_among_all(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paging, "DEEP", 2)
    rows = Account.objects.filter(council=cast.council).select_related("person").order_by("id")
    near, far = (str(page_of(asked(f"?trang={number}"), rows, 2)[0].object_list.query) for number in (1, 2))
    assert "OFFSET" not in near
    assert far.index("JOIN") < far.index("IN (SELECT") < far.index("OFFSET")
