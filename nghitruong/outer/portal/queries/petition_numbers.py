"""The numbers above the public pages, counted once a minute: they look at every petition, and each visitor asks."""

from collections.abc import Sequence

from django.core.cache import cache

from nghitruong.kernel import clock
from nghitruong.outer.portal.queries.petition_groups import Numbers, numbers_by, sum_of
from nghitruong.outer.portal.queries.petitions import Wanted, public_petitions

FRESH_SECONDS = 60


def numbers_of_site(council_ids: Sequence[int], name: str) -> list[Numbers]:
    """The numbers of each topic or neighbourhood of a site, at most a minute old, never of another day."""
    key = f"portal-numbers-{name}-{clock.today()}-{'-'.join(map(str, council_ids))}"
    found: list[Numbers] | None = cache.get(key)
    if found is None:
        found = numbers_by(public_petitions(council_ids), name)
        cache.set(key, found, FRESH_SECONDS)
    return found


def every_of_site(council_ids: Sequence[int]) -> Numbers:
    """All of them together."""
    return sum_of(numbers_of_site(council_ids, "topic"))


def total_of(council_ids: Sequence[int], wanted: Wanted) -> int | None:
    """How long the unfiltered list is, without counting it again; None for a narrowed one."""
    return every_of_site(council_ids).total if wanted == Wanted() else None
