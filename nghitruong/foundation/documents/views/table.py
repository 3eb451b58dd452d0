"""The list of papers and one paper."""

from typing import TYPE_CHECKING, Any, cast

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nghitruong.foundation.accounts.actors import ActorRequest
from nghitruong.foundation.accounts.guards import office
from nghitruong.foundation.audit.queries import history_of
from nghitruong.foundation.documents import queries
from nghitruong.foundation.documents.forms import FilterForm, kind_choices
from nghitruong.foundation.documents.media import SHOWN_IN_THE_PAGE
from nghitruong.foundation.documents.policies import may
from nghitruong.foundation.documents.views import shown
from nghitruong.kernel.refs import RecordRef
from nghitruong.kernel.vietnamese import format_number, short_date, short_moment
from nghitruong.web.paging import address, page_of
from nghitruong.web.parts import Chip, Fact, Words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from nghitruong.foundation.audit.models import Line
    from nghitruong.foundation.documents.models import Document, Version

HISTORY_SHOWN = 30


@office
def document_list(request: ActorRequest) -> HttpResponse:
    """Every paper that the reader may know of, newest first, searched and filtered, fifty a page."""
    wanted = FilterForm(request.GET).wanted()
    visible = queries.documents_of(request.actor)
    found = queries.narrowed(visible, wanted, request.actor)
    census = queries.census(request.actor)
    context = {
        "chips": _chips(request, census.counts, wanted),
        "wanted": wanted,
        "kinds": kind_choices(),
        "years": census.years,
        "may_add": may_bring(request),
    }
    return render(request, "documents/list.html", context | _page(request, found, _total(found, census.counts, wanted)))


@office
def detail(request: ActorRequest, document_id: int) -> HttpResponse:
    """One paper: what is known of it, its versions, who has read it, its course, and what may be done now."""
    document = document_or_404(request, document_id)
    context = {
        "title": document.title,
        "code": document.symbol,
        "document": document,
        "status": shown.access_tag(document),
        "facts": _facts(document),
        "verbs": queries.available_verbs(request.actor, document),
        "moments": shown.moments_of(_history(document)),
    }
    return render(request, "documents/detail.html", {**context, **_versions(document), **_readers(request, document)})


def _history(document: "Document") -> "Iterable[Line]":
    told = history_of(RecordRef("document", document.pk)).filter(verb__in=list(shown.HISTORY_WORDS), refusal="")
    return told[:HISTORY_SHOWN]


def _versions(document: "Document") -> dict[str, Any]:
    rows = list(queries.versions_of(document))
    return {
        "versions": [(row, _file_words(row), shown.TEXT_WORDS.get(row.text_state)) for row in rows],
        "latest": rows[0] if rows else None,
        "shows_inline": bool(rows) and rows[0].file.media_type in SHOWN_IN_THE_PAGE,
    }


def _file_words(version: "Version") -> str:
    return shown.file_words(version.file_name, version.file.size, version.pages)


def document_or_404(request: ActorRequest, document_id: int) -> "Document":
    """The paper through its door; what the reader may not know of is no page."""
    document = queries.document_for(request.actor, document_id)
    if document is None:
        raise Http404
    return document


def may_bring(request: ActorRequest) -> bool:
    """Whether the reader may bring papers, be it only her own."""
    return may(request.actor, "documents.add_document", is_own=True).is_allowed


def _readers(request: ActorRequest, document: "Document") -> dict[str, Any]:
    """Names are for the secretary; of a restricted paper the office must account for them too (ux 4.9)."""
    sees_restricted = may(request.actor, "documents.read_restricted").is_allowed
    sees_names = may(request.actor, "documents.see_readers").is_allowed
    sees_names |= sees_restricted and document.access == "restricted"
    return {
        "readings": list(queries.readings_of(document)) if sees_names else [],
        "sees_names": sees_names,
        "sees_totals": sees_names or sees_restricted,
        "named": list(queries.named_readers(document)) if document.access == "restricted" and sees_restricted else [],
    }


def _facts(document: "Document") -> list[Fact]:
    issued = short_date(document.issued_on) if document.issued_on else ""
    return [
        Fact(_("Kind of document"), shown.kind_words(document) or _("Other paper, annex, picture")),
        Fact(_("Number and symbol"), document.symbol),
        Fact(_("Day of issue"), issued),
        Fact(_("Issued by"), document.issuer or (document.agency.name if document.agency else "")),
        Fact(_("Brought by"), f"{document.created_by}, {short_moment(document.created_at)}"),
        *([Fact(_("Recalled because"), document.withdrawn_why)] if document.withdrawn_why else []),
    ]


def _chips(request: ActorRequest, counts: dict[str, int], wanted: queries.Wanted) -> list[Chip]:
    labels: dict[str, Words] = {"": _("All"), queries.UNREAD: _("Not read")}
    labels |= {code: row[0] for code, row in shown.ACCESS_TAGS.items()}
    if counts.get(queries.WITHDRAWN):
        labels[queries.WITHDRAWN] = _("Recalled")
    return [
        Chip(label, address(request, loc=scope), _count(counts, scope), scope == wanted.scope)
        for scope, label in labels.items()
        if scope in ("", queries.UNREAD, wanted.scope) or counts.get(scope)
    ]


def _count(counts: dict[str, int], scope: str) -> int | None:
    """What a reader has not opened is not counted beforehand: it would be looked up for every paper there is."""
    return None if scope == queries.UNREAD else counts.get(scope, 0)


def _total(found: Any, counts: dict[str, int], wanted: queries.Wanted) -> int:
    """Counted once more only where words, a kind or a year narrow what the chips have counted."""
    is_counted = wanted == queries.Wanted(scope=wanted.scope) and wanted.scope in counts
    return counts[wanted.scope] if is_counted else found.count()


def _page(request: ActorRequest, found: Any, total: int) -> dict[str, Any]:
    page, pager = page_of(request, found, total=total)
    rows = shown.rows_of(queries.listed(cast("QuerySet[Document]", page.object_list), request.actor))
    return {
        "title": _("Papers"),
        "count_words": ngettext("%(count)s paper", "%(count)s papers", total) % {"count": format_number(total)},
        "rows": rows,
        "is_empty": not rows,
        "empty": _nothing(request),
        "pager": pager,
    }


def _nothing(request: ActorRequest) -> dict[str, Any]:
    if any(request.GET.get(name) for name in ("q", "loai", "nam", "loc")):
        return {"icon": "search", "title": _("No paper was found"), "text": _("Try fewer words or another filter.")}
    text = _("Papers of meetings and official letters are kept here, each with its versions.")
    return {"icon": "file-text", "title": _("There are no papers yet"), "text": text}
