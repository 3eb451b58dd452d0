"""What a list shows stands in its address, and the foot leads on without losing any of it."""

import pytest
from django.http import HttpRequest
from django.test import RequestFactory

from nghitruong.foundation.councils.models import Unit
from nghitruong.web.paging import Shaped, address, page_of
from nghitruong.web.parts import Pager


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
