"""The list of petitions, what is done with many at once, and views of the list that somebody keeps."""

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

from nghitruong.domain.commitments.views.shapes import soon_until
from nghitruong.domain.petitions import actions, queries
from nghitruong.domain.petitions.lifecycle import Level, PetitionerKind
from nghitruong.domain.petitions.views import shapes
from nghitruong.foundation.accounts.guards import office
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Actor
from nghitruong.web.fields import read_day, whole_number
from nghitruong.web.paging import address, page_of
from nghitruong.web.parts import Chip
from nghitruong.web.words import in_words

HIDDEN_FILTERS = (
    "loc",
    "nguon",
    "hoi-nghi",
    "dot",
    "loai",
    "tu",
    "den",
    "so",
    "thang",
    "ke-thua",
    "hoi-dong",
    "ket-qua",
    "chua",
)
"""What an address narrows the list by and no field of the list shows; it stays when a field changes."""


def actor_of(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


@office
@require_GET
def petition_list(request: HttpRequest) -> HttpResponse:
    """Petitions by what waits, topic, agency, level, who asked, and words."""
    actor, today = actor_of(request), clock.today()
    wanted, until = wanted_of(request), soon_until(today)
    readable = queries.readable(actor, wanted)
    book = shapes.topics_in_list(actor, readable, is_inherited=wanted.is_inherited)
    page, pager = page_of(request, queries.narrowed(readable, wanted, today, until))
    context = {
        "chips": _chips(request, queries.group_counts(readable, today, until), actor),
        "rows": shapes.rows_of(list(page.object_list), actor, book),
        "pager": pager,
        "narrowing": shapes.narrowing_of(wanted),
        "kept": [(name, request.GET[name]) for name in HIDDEN_FILTERS if request.GET.get(name)],
        **_tools(actor, wanted, book),
        **shapes.list_head(page.paginator.count, is_filtered=bool(request.GET), actor=actor),
    }
    return render(request, "petitions/list.html", context)


@office
@require_POST
def forward(request: HttpRequest) -> HttpResponse:
    """Send everything that was ticked; it can be taken back for 30 seconds."""
    actor = actor_of(request)
    sent = actions.forward_petitions(
        actor, actor.council_id or 0, codes=codes_of(request), letter_number=request.POST.get("letter_number", "")
    )
    request.session["sent_petitions"] = [each.code for each in sent]
    return redirect("petitions:sent")


@office
@require_POST
def consolidate(request: HttpRequest) -> HttpResponse:
    """Gather everything that was ticked, with the Front's view of it."""
    actor = actor_of(request)
    count = actions.consolidate_petitions(actor, actor.council_id or 0, codes=codes_of(request))
    said = ngettext("%(count)s petition was gathered.", "%(count)s petitions were gathered.", count)
    messages.success(request, said % {"count": count})
    return redirect(f"{reverse('petitions:list')}?loc=to_sort")


@office
@require_GET
def sent(request: HttpRequest) -> HttpResponse:
    """What was just sent, to whom, and the way to take it back while there is one."""
    codes = request.session.get("sent_petitions", [])
    petitions = list(queries.petitions_of(actor_of(request)).filter(code__in=codes).order_by("agency__name", "id"))
    context = {
        "title": _("Petitions were sent"),
        "petitions": petitions,
        "agencies": sorted({each.agency.name for each in petitions if each.agency}),
        "undo_until": queries.recall_until(petitions),
    }
    return render(request, "petitions/sent.html", context)


@office
@require_POST
def recall(request: HttpRequest) -> HttpResponse:
    """Take back what was just sent."""
    actor = actor_of(request)
    count = actions.recall_petitions(actor, actor.council_id or 0, codes=request.session.pop("sent_petitions", []))
    said = ngettext("%(count)s petition was taken back.", "%(count)s petitions were taken back.", count)
    messages.success(request, said % {"count": count})
    return redirect("petitions:list")


@office
@require_POST
def keep_filter(request: HttpRequest) -> HttpResponse:
    """Keep this view of the list under a name, or drop one."""
    actor = actor_of(request)
    actions.keep_filter(
        actor,
        actor.council_id or 0,
        name=request.POST.get("name", ""),
        query=request.POST.get("query", ""),
        is_dropped="drop" in request.POST,
    )
    return redirect(f"{reverse('petitions:list')}?{request.POST.get('query', '')}")


def codes_of(request: HttpRequest) -> list[str]:
    """The codes that were ticked."""
    return request.POST.getlist("code")


def wanted_of(request: HttpRequest) -> queries.Wanted:
    """What the address narrows the list by."""
    return queries.Wanted(**{field: read(request.GET.get(name, "")) for name, (field, read) in FILTERS.items()})


def month_of(text: str) -> date | None:
    """The first day of a month written as 06-2026; nothing for anything else."""
    month, _dash, year = text.partition("-")
    number, of_year = whole_number(month) or 0, whole_number(year) or 0
    if 1 <= number <= 12 and 1945 <= of_year <= 2200:
        return date(of_year, number, 1)
    return None


def _tools(actor: Actor, wanted: queries.Wanted, book: queries.TopicBook) -> dict[str, Any]:
    return {
        "wanted": wanted,
        "topics": shapes.topic_filter(book),
        "agencies": [] if actor.agency_id else list(queries.agencies_of(actor)),
        "levels": [(level.value, in_words(level)) for level in Level],
        "petitioners": [(kind.value, in_words(kind)) for kind in PetitionerKind],
        "saved": list(queries.saved_filters(actor)),
    }


def _chips(request: HttpRequest, counts: dict[str, int], actor: Actor) -> list[Chip]:
    chosen = request.GET.get("loc", "")
    groups = shapes.AGENCY_GROUPS if actor.agency_id else tuple(shapes.GROUPS)
    shown = [each for each in groups if each not in shapes.SHOWN_WHEN_ANY or counts.get(each) or each == chosen]
    return [
        Chip(shapes.GROUPS[group], address(request, loc=group), counts.get(group), group == chosen) for group in shown
    ]


def _day(value: str) -> Any:
    try:
        return read_day(value) if value else None
    except ValidationError:
        return None


def _words(value: str) -> str:
    return value[:200]


FILTERS: dict[str, tuple[str, Any]] = {
    "loc": ("group", _words),
    "q": ("words", _words),
    "linh-vuc": ("topic", _words),
    "cap": ("level", _words),
    "co-quan": ("agency_id", whole_number),
    "nguoi-neu": ("petitioner", _words),
    "nguon": ("intake_id", whole_number),
    "hoi-nghi": ("meeting_id", whole_number),
    "dot": ("round_id", whole_number),
    "loai": ("kind", _words),
    "tu": ("first", _day),
    "den": ("last", _day),
    "so": ("part", _words),
    "thang": ("month", month_of),
    "ke-thua": ("is_inherited", bool),
    "hoi-dong": ("council_id", whole_number),
    "ket-qua": ("result", _words),
    "chua": ("lacks", _words),
}
"""Each name in the address with what it narrows by and how it is read."""
