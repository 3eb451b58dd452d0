"""A month as a page shows it: weeks from Monday, each day with what is due on it."""

from __future__ import annotations

import calendar
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse

from nghitruong.domain.commitments import queries
from nghitruong.domain.commitments.views.shapes import milestone_tag, rows_of
from nghitruong.kernel import clock
from nghitruong.web.parts import Tag

if TYPE_CHECKING:
    from nghitruong.kernel.actor import Actor

MOST_A_DAY = 4


@dataclass(frozen=True)
class Entry:
    """One thing that falls on a day."""

    title: str
    url: str
    who: str
    tag: Tag | None


@dataclass(frozen=True)
class Day:
    """A day of the month, what falls on it, and where the rest stands."""

    on: date
    is_of_month: bool
    is_today: bool
    entries: list[Entry]
    more: int
    url: str


def weeks_of(actor: Actor, month: date) -> list[list[Day]]:
    """The weeks of the month with what is due and planned on each day, for what the actor reads."""
    first, last = queries.month_of(month)
    counts, entries = queries.due_counts(actor, first, last), _entries(actor, first, last)
    days = calendar.Calendar().monthdatescalendar(month.year, month.month)
    return [[_day(on, month, entries[on], counts.get(on, 0)) for on in week] for week in days]


def _entries(actor: Actor, first: date, last: date) -> defaultdict[date, list[Entry]]:
    found: defaultdict[date, list[Entry]] = defaultdict(list)
    for row in rows_of(list(queries.due_between(actor, first, last, MOST_A_DAY)), actor):
        if row.debt.due_on:
            found[row.debt.due_on].append(Entry(row.debt.title, row.url, row.debt.debtor.name, row.due or row.state))
    for each in queries.milestones_between(actor, first, last):
        page = reverse("commitments:detail", args=[each.commitment.number])
        tag = milestone_tag(each, clock.today())
        found[each.due_on].append(Entry(each.title, page, each.commitment.debtor.name, tag))
    return found


def _day(on: date, month: date, entries: list[Entry], due: int) -> Day:
    url = f"{reverse('commitments:list')}?ngay={on:%d-%m-%Y}&loc=running"
    more = max(0, due - MOST_A_DAY)
    return Day(on, on.month == month.month, on == clock.today(), entries if on.month == month.month else [], more, url)
