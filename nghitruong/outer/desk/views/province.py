"""The console of a province: every council below, found by name, by what it lacks and by what it does (ux S12)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import inf
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET

from nghitruong.foundation.accounts.actors import ActorRequest
from nghitruong.foundation.accounts.guards import office
from nghitruong.kernel.actor import Role
from nghitruong.kernel.vietnamese import fold
from nghitruong.outer.desk.queries.children import ChildCouncil, children_of
from nghitruong.web import parts
from nghitruong.web.paging import address, page_of

FIRST_ROWS = 8
"""On the page of today: what needs attention comes first, the rest is one press away."""

GROUPS: dict[str, tuple[str | Promise, Callable[[ChildCouncil], bool]]] = {
    "": (gettext_lazy("All"), lambda _child: True),
    "chu-y": (gettext_lazy("Needs attention"), lambda child: bool(child.problems)),
    "dang-hop": (gettext_lazy("In session"), lambda child: child.is_sitting),
    "sap-hop": (gettext_lazy("In session within 7 days"), lambda child: child.is_soon),
    "thiet-lap": (gettext_lazy("Not fully set up"), lambda child: bool(child.lacks)),
    "chua-dung": (gettext_lazy("Not used for 30 days"), lambda child: not child.is_used),
    "qua-han": (gettext_lazy("With overdue petitions"), lambda child: child.overdue > 0),
}


def _by_name(child: ChildCouncil) -> str:
    return fold(child.name)


def _by_need(child: ChildCouncil) -> tuple[int, int, str]:
    return (-len(child.problems), -child.overdue, _by_name(child))


def _by_meeting(child: ChildCouncil) -> tuple[bool, float, str]:
    starts = child.starts_at.timestamp() if child.starts_at else inf
    return (not child.is_sitting, starts, _by_name(child))


ORDERS: dict[str, tuple[str | Promise, Callable[[ChildCouncil], Any]]] = {
    "": (gettext_lazy("needs attention first"), _by_need),
    "ten": (gettext_lazy("by name"), _by_name),
    "hop": (gettext_lazy("in session, then the next meeting"), _by_meeting),
    "dai-bieu": (gettext_lazy("most deputies first"), lambda child: (-child.deputies, _by_name(child))),
    "kien-nghi": (gettext_lazy("most overdue petitions first"), lambda child: (-child.overdue, _by_name(child))),
}


@dataclass(frozen=True)
class ChildLine:
    """A council below, as the list shows it."""

    council: ChildCouncil
    url: str
    tags: Sequence[parts.Tag]


@require_GET
@office
def province(request: ActorRequest) -> HttpResponse:
    """Every council below that of a province's administrator."""
    if not request.actor.has(Role.PROVINCE_ADMIN):
        raise PermissionDenied
    children = children_of(request.actor.council_id or 0)
    words, group, order = (request.GET.get(key, "") for key in ("q", "loc", "sort"))
    named = with_words(children, words)
    found = ordered(in_group(named, group), order)
    page, pager = page_of(request, found)
    tools = {
        "chips": chips(request, named, group),
        "kept_filters": {"loc": group} if group else {},
        "sorts": sorts(order),
    }
    shown = {"children": [child_line(row) for row in page], "pager": pager}
    return render(request, "desk/province.html", tools | shown | _head(len(found), is_narrowed=bool(words or group)))


def with_words(children: Sequence[ChildCouncil], words: str) -> list[ChildCouncil]:
    """Those whose name or code has every one of the words; accents are not needed."""
    wanted = fold(words).split()
    return [child for child in children if all(word in fold(f"{child.name} {child.code}") for word in wanted)]


def in_group(children: Sequence[ChildCouncil], group: str) -> list[ChildCouncil]:
    """Those of one chip; a group that does not exist is all of them."""
    _label, belongs = GROUPS.get(group, GROUPS[""])
    return [child for child in children if belongs(child)]


def ordered(children: Sequence[ChildCouncil], order: str) -> list[ChildCouncil]:
    _label, key = ORDERS.get(order, ORDERS[""])
    return sorted(children, key=key)


def chips(request: HttpRequest, children: Sequence[ChildCouncil], chosen: str) -> list[parts.Chip]:
    """Every group with how many it holds among those that the words leave."""
    return [
        parts.Chip(label, address(request, loc=group), len(in_group(children, group)), group == chosen)
        for group, (label, _belongs) in GROUPS.items()
    ]


def sorts(chosen: str) -> list[dict[str, Any]]:
    return [{"code": code, "label": label, "is_current": code == chosen} for code, (label, _key) in ORDERS.items()]


def figures(children: Sequence[ChildCouncil]) -> list[tuple[str | Promise, int, str, str]]:
    """What an administrator looks at first: label, number, the list that it counts, tone of what is wrong."""
    counted = []
    for group in ("", "dang-hop", "sap-hop", "thiet-lap", "chua-dung"):
        label = GROUPS[group][0] if group else _("Councils below")
        count = len(in_group(children, group))
        tone = "amber" if count and group in {"thiet-lap", "chua-dung"} else ""
        counted.append((label, count, f"?loc={group}" if group else "", tone))
    return counted


def child_line(council: ChildCouncil) -> ChildLine:
    """A council with its state in tags: what it does now, then what it lacks."""
    words = {
        "term": _("No term"),
        "deputies": _("No deputies"),
        "accounts": _("No accounts"),
        "unused": _("Not used for 30 days"),
    }
    tags = [parts.Tag(words[gap], "amber", "alert-triangle") for gap in council.problems if gap in words]
    if council.is_sitting:
        tags = [parts.Tag(_("In session"), "gold"), *tags]
    return ChildLine(council, f"/cong/{council.code}/", tags)


def _head(count: int, *, is_narrowed: bool) -> dict[str, Any]:
    return {
        "title": _("Councils below"),
        "count_words": ngettext("%(count)s council", "%(count)s councils", count) % {"count": count},
        "has_search": True,
        "is_empty": not count,
        "empty": _empty(is_narrowed=is_narrowed),
    }


def _empty(*, is_narrowed: bool) -> dict[str, str]:
    if is_narrowed:
        return {"icon": "search", "title": _("No council was found"), "text": _("Try fewer words or another filter.")}
    return {"icon": "building-community", "title": _("No council stands below this one.")}
