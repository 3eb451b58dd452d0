"""The list of what is owed, and the month's statement whose every number opens its records."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from nghitruong.domain.commitments import actions, queries
from nghitruong.domain.commitments.views import shapes
from nghitruong.foundation.accounts.guards import office
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Actor
from nghitruong.kernel.days import add_months
from nghitruong.web.fields import read_day, whole_number
from nghitruong.web.paging import address, page_of
from nghitruong.web.parts import Chip


def actor_of(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


@office
@require_GET
def commitment_list(request: HttpRequest) -> HttpResponse:
    """What is owed, by lateness, agency, words, and by a number of the month's statement."""
    actor, today = actor_of(request), clock.today()
    readable = queries.commitments_of(actor)
    page, pager = page_of(request, _narrowed(request, readable, today))
    context = {
        "chips": _chips(request, queries.group_counts(readable, today, shapes.soon_until(today))),
        "rows": shapes.rows_of(list(page.object_list), actor),
        "pager": pager,
        **_tools(request, actor),
        **shapes.list_head(page.paginator.count, is_filtered=bool(request.GET), actor=actor),
    }
    return render(request, "commitments/list.html", context)


@office
@require_POST
def remind(request: HttpRequest) -> HttpResponse:
    """Remind the agencies of everything that was ticked."""
    actor = actor_of(request)
    numbers = [number for each in request.POST.getlist("number") if (number := whole_number(each))]
    count = actions.remind_debtors(actor, actor.council_id or 0, numbers=numbers, note=request.POST.get("note", ""))
    said = ngettext("%(count)s reminder sent.", "%(count)s reminders sent.", count)
    messages.success(request, said % {"count": count})
    return redirect(f"{reverse('commitments:list')}?loc=late")


@office
@require_GET
def statement(request: HttpRequest) -> HttpResponse:
    """What each agency owed in a month, met in time, met late, still owes, owes overdue."""
    actor = actor_of(request)
    month, is_past = month_asked(request), month_asked(request) < clock.today().replace(day=1)
    context: dict[str, Any] = {
        "title": _("Statement of the month"),
        "month": month,
        "before_url": address(request, thang=f"{add_months(month, -1):%m-%Y}"),
        "after_url": address(request, thang=f"{add_months(month, 1):%m-%Y}") if is_past else "",
        "heads": [name for _part, name in _parts()],
        "rows": [(row, _numbers(row, month)) for row in queries.statements(actor, month, clock.today())],
    }
    return render(request, "commitments/statement.html", context)


def _numbers(row: queries.Statement, month: date) -> list[tuple[str, int, str]]:
    """Each number of a line with its name and the list of the records that it counts."""
    return [(name, getattr(row, part), _part_url(row.debtor.pk, part, month)) for part, name in _parts()]


def _tools(request: HttpRequest, actor: Actor) -> dict[str, Any]:
    return {
        "words": request.GET.get("q", ""),
        "group": request.GET.get("loc", ""),
        "agencies": list(queries.debtors_of(actor)),
        "agency": _number(request, "co-quan"),
    }


def _parts() -> list[tuple[str, str]]:
    return [
        ("owed", _("Owed")),
        ("in_time", _("Met in time")),
        ("late", _("Met late")),
        ("open", _("Still open")),
        ("overdue", _("Overdue at the end")),
        ("otherwise", _("Ended otherwise")),
    ]


def _part_url(agency_id: int, part: str, month: date) -> str:
    return f"{reverse('commitments:list')}?co-quan={agency_id}&so={part}&thang={month:%m-%Y}"


def _narrowed(request: HttpRequest, readable: Any, today: date) -> Any:
    found = queries.in_group(readable, request.GET.get("loc", ""), today, shapes.soon_until(today))
    if part := request.GET.get("so", ""):
        found = queries.in_statement(found, part, month_asked(request), today) if part in queries.PARTS else found
    if day := _day(request.GET.get("ngay", "")):
        found = found.filter(due_on=day)
    if agency := _number(request, "co-quan"):
        found = found.filter(debtor_id=agency)
    return queries.with_words(found, request.GET.get("q", ""))


def _chips(request: HttpRequest, counts: dict[str, int]) -> list[Chip]:
    chosen = request.GET.get("loc", "")
    return [
        Chip(label, address(request, loc=group), counts.get(group), group == chosen)
        for group, label in shapes.GROUPS.items()
    ]


def month_asked(request: HttpRequest) -> date:
    """The first day of the month that the address names; this month for anything else."""
    month, _dash, year = request.GET.get("thang", "").partition("-")
    today = clock.today()
    number, of_year = whole_number(month) or 0, whole_number(year) or 0
    if 1 <= number <= 12 and 1945 <= of_year <= 2200:
        return date(of_year, number, 1)
    return today.replace(day=1)


def _day(words: str) -> date | None:
    try:
        return read_day(words) if words else None
    except ValidationError:
        return None


def _number(request: HttpRequest, name: str) -> int | None:
    return whole_number(request.GET.get(name, ""))
