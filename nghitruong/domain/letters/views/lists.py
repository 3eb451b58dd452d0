"""The list of letters, and the numbers of a month or a quarter with their records behind them (C088)."""

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from nghitruong.domain.letters import queries
from nghitruong.domain.letters.lifecycle import LetterKind
from nghitruong.domain.letters.policies import reads_all
from nghitruong.domain.letters.views import shapes
from nghitruong.foundation.accounts.guards import office
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Actor
from nghitruong.kernel.days import add_months
from nghitruong.kernel.decision import RefusedError
from nghitruong.kernel.policy import NO_SUCH_RECORD
from nghitruong.web.fields import read_day
from nghitruong.web.paging import address, page_of
from nghitruong.web.parts import Chip
from nghitruong.web.words import in_words


def actor_of(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


@office
@require_GET
def letter_list(request: HttpRequest) -> HttpResponse:
    """Letters by what waits, kind and words."""
    actor, today, wanted = actor_of(request), clock.today(), wanted_of(request)
    readable = queries.letters_of(actor)
    page, pager = page_of(request, queries.narrowed(readable, wanted, today))
    context = {
        "chips": _chips(request, queries.group_counts(readable, today)),
        "rows": shapes.rows_of(list(page.object_list), actor),
        "pager": pager,
        "wanted": wanted,
        "kinds": [(kind.value, in_words(kind)) for kind in LetterKind],
        **shapes.list_head(page.paginator.count, is_filtered=bool(request.GET), actor=actor),
    }
    return render(request, "letters/list.html", context)


@office
@require_GET
def review(request: HttpRequest) -> HttpResponse:
    """How many letters of each kind came in a month or a quarter, and what has become of them."""
    actor = actor_of(request)
    if not reads_all(actor):
        raise RefusedError(NO_SUCH_RECORD, "review of letters")
    months = 3 if request.GET.get("ky") == "quy" else 1
    first = _first(_day(request.GET.get("tu", "")) or clock.today(), months)
    last = add_months(first, months) - timedelta(days=1)
    return render(request, "letters/review.html", shapes.review_of(actor, first, last, months))


def _first(day: date, months: int) -> date:
    """The first day of the month or quarter that holds the day."""
    return day.replace(day=1, month=day.month - (day.month - 1) % months)


def wanted_of(request: HttpRequest) -> queries.Wanted:
    """What the address narrows the list by."""
    read = request.GET.get
    return queries.Wanted(
        group=read("loc", ""),
        words=read("q", "")[:200],
        kind=read("loai", ""),
        first=_day(read("tu", "")),
        last=_day(read("den", "")),
    )


def _chips(request: HttpRequest, counts: dict[str, int]) -> list[Chip]:
    chosen = request.GET.get("loc", "")
    return [
        Chip(words, address(request, loc=group), counts.get(group), group == chosen)
        for group, words in shapes.GROUPS.items()
    ]


def _day(value: str) -> Any:
    try:
        return read_day(value) if value else None
    except ValidationError:
        return None
