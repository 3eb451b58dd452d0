"""One page of results: by kind, the best first, each with the place where the words stand."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from nghitruong.foundation.accounts.actors import ActorRequest
from nghitruong.foundation.accounts.guards import office
from nghitruong.foundation.search.queries import Answer, Found, find
from nghitruong.foundation.search.registry import all_sources
from nghitruong.web.paging import PAGE_KEY, address
from nghitruong.web.parts import Chip, Pager

PAGE_SIZE = 20
MOST_LETTERS = 200

Ask = Callable[[str, str, int], Answer]
"""Words, a kind or none, and how many results to pass over."""


@dataclass(frozen=True)
class Line:
    """A result as the page shows it."""

    found: Found
    url: str
    kind: object
    icon: str


@office
@require_GET
def page(request: ActorRequest) -> HttpResponse:
    """What the actor may know of in her council."""

    def ask(words: str, kind: str, start: int) -> Answer:
        return find(request.actor, words, limit=PAGE_SIZE, kind=kind, start=start)

    context = results(request, ask, lambda found: found.url)
    return render(request, "search/page.html", {"title": _("Search"), **context})


def results(request: HttpRequest, ask: Ask, url: Callable[[Found], str]) -> dict[str, Any]:
    """What the template of results reads; the public site has the same with its own doors and addresses."""
    words = " ".join(request.GET.get("q", "").split())[:MOST_LETTERS]
    kind = request.GET.get("loai", "")
    kind = kind if kind in all_sources() else ""
    start = PAGE_SIZE * (_page_number(request) - 1)
    answer = ask(words, kind, start) if words else Answer((), 0, {})
    return {
        "search_words": words,
        "kind": kind,
        "chips": _chips(request, answer.counts, kind),
        "lines": [_line(found, url(found)) for found in answer.found],
        "count_words": ngettext("%(count)s result", "%(count)s results", answer.total) % {"count": answer.total},
        "is_cut": answer.is_cut,
        "empty": _empty(words, kind),
        "pager": _pager(request, answer, start),
    }


def _line(found: Found, url: str) -> Line:
    source = all_sources()[found.kind]
    return Line(found, url, source.label, source.icon)


def _chips(request: HttpRequest, counts: Mapping[str, int], kind: str) -> list[Chip]:
    """The kinds that hold something; none where there is nothing to choose."""
    if len(counts) < 2 and not kind:
        return []
    chips = [Chip(_("All"), address(request, loai=""), sum(counts.values()), is_current=not kind)]
    sources = all_sources()
    chips += [
        Chip(sources[name].label, address(request, loai=name), count, is_current=name == kind)
        for name, count in counts.items()
    ]
    return chips


def _empty(words: str, kind: str) -> dict[str, Any]:
    title = _("Nothing found for “%(words)s”") % {"words": words}
    if not words:
        title, text = _("What are you looking for?"), _("Accents and capitals do not matter.")
    elif kind:
        text = _("Look among all kinds of records, or try fewer words.")
    else:
        text = _("Try fewer words, with or without accents.")
    return {"icon": "search", "title": title, "text": text}


def _page_number(request: HttpRequest) -> int:
    text = request.GET.get(PAGE_KEY, "1")
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 4 else 1


def _pager(request: HttpRequest, answer: Answer, start: int) -> Pager | None:
    if not answer.found:
        return None
    number = start // PAGE_SIZE + 1
    last = start + len(answer.found)
    return Pager(
        first=start + 1,
        last=last,
        total=answer.total,
        previous_url=address(request, **{PAGE_KEY: number - 1}) if number > 1 else "",
        next_url=address(request, **{PAGE_KEY: number + 1}) if last < answer.total else "",
    )
