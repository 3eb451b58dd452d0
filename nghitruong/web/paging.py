"""Pages of a list and their addresses: all that a list shows stands in its address."""

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar, overload

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest

from nghitruong.web.parts import Pager

PAGE_SIZE = 50
PAGE_KEY = "trang"
DEEP = 1_000
"""Rows from which on a database would read and throw away more than it answers with."""

T = TypeVar("T")


class Shaped(Sequence[T], Generic[T]):
    """Rows of a table in another shape, read only as far as a page shows them: no view gets the rows themselves."""

    def __init__(self, rows: QuerySet[Any, Any], shape: Callable[[Any], T]) -> None:
        self._rows, self._shape = rows, shape

    def __len__(self) -> int:
        return self._rows.count()

    @overload
    def __getitem__(self, place: int) -> T: ...
    @overload
    def __getitem__(self, place: slice) -> list[T]: ...
    def __getitem__(self, place: int | slice) -> T | list[T]:
        if isinstance(place, slice):
            return [self._shape(row) for row in by_keys(self._rows[place])]
        return self._shape(self._rows[place])


def by_keys(rows: Any) -> Any:
    """The same slice of rows: where many are skipped, the keys are looked for first, and only the slice is read whole.

    The keys alone mostly stand in an index; whole rows with what is joined to them do not.
    """
    if not isinstance(rows, QuerySet) or rows.query.low_mark < DEEP:
        return rows
    whole = rows.all()
    whole.query.clear_limits()
    whole.query.clear_where()
    return whole.filter(pk__in=rows.values("pk"))


def page_of(
    request: HttpRequest, rows: QuerySet[Any] | Sequence[Any], size: int = PAGE_SIZE, total: int | None = None
) -> tuple[Page[Any], Pager]:
    """One page of a list and the foot that leads on; a number that makes no sense is the nearest page.

    Whoever has counted the rows already says how many there are, and they are not counted again.
    """
    paginator = Paginator(rows, size)
    if total is not None:
        paginator.count = total
    page = paginator.get_page(request.GET.get(PAGE_KEY))
    page.object_list = by_keys(page.object_list)
    return page, pager_of(request, page)


def pager_of(request: HttpRequest, page: Page[Any]) -> Pager:
    """The foot of a page: what it shows of how many, and where to go on."""
    return Pager(
        first=page.start_index(),
        last=page.end_index(),
        total=page.paginator.count,
        previous_url=address(request, **{PAGE_KEY: page.previous_page_number()}) if page.has_previous() else "",
        next_url=address(request, **{PAGE_KEY: page.next_page_number()}) if page.has_next() else "",
    )


def address(request: HttpRequest, **changes: object) -> str:
    """This list with some keys changed: an empty value removes its key, and another filter starts at page one."""
    pairs = request.GET.copy()
    for name in (PAGE_KEY, *changes):
        pairs.pop(name, None)
    for name, value in changes.items():
        if value not in ("", None):
            pairs[name] = str(value)
    return f"?{pairs.urlencode()}" if pairs else request.path
