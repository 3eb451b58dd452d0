"""The numbers above the public pages, counted once a minute: they look at every petition, and each visitor asks."""

from collections.abc import Sequence

from django.core.cache import cache

from nghitruong.kernel import clock
from nghitruong.outer.portal.queries.deputies import mandates_with
from nghitruong.outer.portal.queries.petition_groups import (
    DeputyNumbers,
    Numbers,
    numbers_by,
    numbers_of_deputy,
    sum_of,
)
from nghitruong.outer.portal.queries.petitions import Wanted, lazy_book, public_petitions

FRESH_SECONDS = 60


def numbers_of_site(council_ids: Sequence[int], name: str) -> list[Numbers]:
    """The numbers of each topic or neighbourhood of a site, at most a minute old, never of another day."""
    key = f"portal-numbers-{name}-{clock.today()}-{'-'.join(map(str, council_ids))}"
    found: list[Numbers] | None = cache.get(key)
    if found is None:
        book = lazy_book(council_ids)
        label = (lambda code: book.label(code)) if name == "topic" else str
        found = numbers_by(public_petitions(council_ids), name, label)
        cache.set(key, found, FRESH_SECONDS)
    return found


def deputy_numbers(council_ids: Sequence[int], slug: str) -> DeputyNumbers:
    """The numbers of the public petitions in one deputy's charge, at most a minute old."""
    key = f"portal-deputy-{slug}-{clock.today()}-{'-'.join(map(str, council_ids))}"
    found: DeputyNumbers | None = cache.get(key)
    if found is None:
        charged = public_petitions(council_ids).filter(in_charge_id__in=mandates_with(council_ids, slug))
        found = numbers_of_deputy(charged)
        cache.set(key, found, FRESH_SECONDS)
    return found


def every_of_site(council_ids: Sequence[int]) -> Numbers:
    """All of them together."""
    return sum_of(numbers_of_site(council_ids, "topic"))


def total_of(council_ids: Sequence[int], wanted: Wanted) -> int | None:
    """How long the unfiltered list is, without counting it again; None for a narrowed one."""
    return every_of_site(council_ids).total if wanted == Wanted() else None
