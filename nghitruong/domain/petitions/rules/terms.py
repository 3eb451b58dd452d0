"""Which days of a term are compared with which: what came and what was resolved against the period before (C084)."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from nghitruong.kernel.days import add_months

Span = tuple[date, date]
"""The first and the last day, both of them in it."""
LEAST_BASE = 10
"""Below so many a change in percent says more about chance than about the work: the difference is shown alone."""


class Before(StrEnum):
    """What stands before: the same days of the year before, or what was before the term."""

    YEAR = "year"
    TERM = "term"


@dataclass(frozen=True)
class Compared:
    """The days of a year that are compared, and the days before; `kind` says which those are."""

    now: Span
    before: Span
    kind: Before


def compared(term_start: date, until: date) -> Compared:
    """The days of a year up to `until`, beside the same days of the year before as far as both lie in the term.

    Where the year before lies outside the term, the last days before it, as many, are set against them.
    """
    begin = max(date(until.year, 1, 1), term_start)
    a_year_ago = add_months(until, -12)
    if a_year_ago >= term_start:
        first = max(add_months(begin, -12), term_start)
        return Compared((add_months(first, 12), until), (first, a_year_ago), Before.YEAR)
    last = term_start - timedelta(days=1)
    return Compared((begin, until), (last - (until - begin), last), Before.TERM)
