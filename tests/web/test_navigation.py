"""Each role sees its places, and the one being visited is marked."""

import pytest
from django.http import HttpRequest
from django.test import RequestFactory
from django.urls import NoReverseMatch, get_script_prefix, set_script_prefix

from nghitruong.kernel.actor import Actor, Role
from nghitruong.web.addresses import way_to
from nghitruong.web.navigation import Menu, Place

MENU = Menu()
MENU.install(
    [
        Place("today", "Việc hôm nay", "home", "/"),
        Place("meetings", "Kỳ họp", "gavel", "/ky-hop/"),
        Place("rules", "Quy tắc", "scale", "/quy-tac/", roles=frozenset({Role.CLERK}), section="Quản trị"),
    ],
    count_badges=lambda request: {"today": 5} if request.path == "/" else {},
)


def seen(path: str, *roles: Role) -> list[tuple[str, list[tuple[str, bool, int]]]]:
    request: HttpRequest = RequestFactory().get(path)
    request.actor = Actor("Minh", account_id=1, roles=frozenset(roles))  # type: ignore[attr-defined]
    return [
        (str(section.title), [(str(entry.label), entry.is_current, entry.badge) for entry in section.entries])
        for section in MENU.sections(request)
    ]


def test_a_clerk_sees_every_section_and_her_badges() -> None:
    assert seen("/", Role.CLERK) == [
        ("", [("Việc hôm nay", True, 5), ("Kỳ họp", False, 0)]),
        ("Quản trị", [("Quy tắc", False, 0)]),
    ]


def test_a_deputy_does_not_see_what_is_the_clerks() -> None:
    assert seen("/ky-hop/3/tai-lieu/", Role.DEPUTY) == [("", [("Việc hôm nay", False, 0), ("Kỳ họp", True, 0)])]


def test_the_root_is_current_only_when_it_is_visited() -> None:
    assert seen("/khac/", Role.DEPUTY) == [("", [("Việc hôm nay", False, 0), ("Kỳ họp", False, 0)])]


def test_an_empty_menu_counts_nothing() -> None:
    def never(_request: HttpRequest) -> dict[str, int]:
        raise AssertionError

    menu = Menu()
    menu.install([], count_badges=never)
    assert menu.sections(RequestFactory().get("/")) == []


def test_an_address_is_kept_for_the_place_under_which_the_house_stands() -> None:
    before = get_script_prefix()
    try:
        for prefix in ("/", "/hdnd/", "/"):
            set_script_prefix(prefix)
            assert way_to("web:modes") == f"{prefix}hien-thi/"
    finally:
        set_script_prefix(before)


def test_an_address_that_nobody_has_is_an_error() -> None:
    with pytest.raises(NoReverseMatch):
        way_to("web:nowhere")
