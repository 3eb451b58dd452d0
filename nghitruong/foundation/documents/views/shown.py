"""How papers are shown: tags, sizes, rows, moments."""

from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from nghitruong.foundation.documents import queries
from nghitruong.foundation.documents.media import extension_of
from nghitruong.kernel import clock
from nghitruong.kernel.vietnamese import format_number, short_date, short_moment
from nghitruong.web.parts import Moment, Tag
from nghitruong.web.templatetags.ui import status, tag

if TYPE_CHECKING:
    from nghitruong.foundation.audit.models import Line
    from nghitruong.foundation.documents.models import Document

ACCESS_TAGS: Mapping[str, tuple[Promise, str, str]] = {
    "public": (gettext_lazy("Open to everybody"), "green", "eye"),
    "council": (gettext_lazy("Council only"), "grey", "users"),
    "restricted": (gettext_lazy("Restricted"), "amber", "lock"),
}
READING_TAGS: Mapping[str, tuple[Promise, str]] = {
    "read": (gettext_lazy("Already read"), "done"),
    "newer": (gettext_lazy("Newer version"), "amber"),
    "unread": (gettext_lazy("Not read"), "grey"),
}
TEXT_WORDS: Mapping[str, Promise] = {
    "partly": gettext_lazy("Very long: only a part of its text can be searched."),
    "scan": gettext_lazy("Scanned: a machine cannot read its text."),
    "unread": gettext_lazy("The text of a file of this kind cannot be read here."),
}
# Who has opened it is no part of the course that every reader sees (ux 4.9).
HISTORY_WORDS: Mapping[str, Promise] = {
    "documents.add_document": gettext_lazy("Brought"),
    "documents.add_version": gettext_lazy("Newer version"),
    "documents.change_document": gettext_lazy("Description corrected"),
    "documents.change_access": gettext_lazy("Readers changed"),
    "documents.give_number": gettext_lazy("Number given"),
    "documents.withdraw_document": gettext_lazy("Recalled"),
}
_MEGABYTE, _KILOBYTE = 1 << 20, 1 << 10


class Row(NamedTuple):
    """One line of the list of papers."""

    title: str
    url: str
    context: str
    symbol: str
    day: str
    version: str
    file: str
    file_url: str
    access: SafeString
    reading: SafeString


def size_words(size: int) -> str:
    """A file's size as people say it: 1,4 MB, 38 KB."""
    if size >= _MEGABYTE:
        megabytes = Decimal(size) / _MEGABYTE
        return f"{format_number(megabytes.quantize(Decimal('0.1')))} MB"
    return f"{format_number(max(1, -(-size // _KILOBYTE)))} KB"


def pages_words(pages: int | None) -> str:
    """How many pages, empty where nobody has counted."""
    return ngettext("%(count)s page", "%(count)s pages", pages) % {"count": format_number(pages)} if pages else ""


def file_words(name: str, size: int, pages: int | None) -> str:
    """ "PDF · 1,4 MB · 12 trang"."""
    parts = (extension_of(name).upper(), size_words(size), pages_words(pages))
    return " · ".join(part.replace(" ", "\u00a0") for part in parts if part)


def kind_words(document: "Document") -> str:
    """The kind of document in the reader's language; empty for what is none."""
    return queries.kind_label(document.kind, get_language() or "vi")


def access_tag(document: "Document | queries.Listed") -> Tag:
    """Who may read; a withdrawn paper says only that."""
    if document.withdrawn_at is not None:
        return Tag(_("Recalled"), "red", "file-off")
    return Tag(*ACCESS_TAGS[document.access])


def rows_of(listed: Collection[queries.Listed]) -> list[Row]:
    """The lines of one page of the list; what is the same in many of them is written once."""
    accesses = {code: status(*tag) for code, tag in ACCESS_TAGS.items()}
    readings = {"": SafeString("–"), **{code: status(*tag) for code, tag in READING_TAGS.items()}}
    kinds = {code: queries.kind_label(code, get_language() or "vi") for code in {one.kind for one in listed}}
    # A hundred addresses looked up one by one take longer than the page's queries.
    place = reverse("documents:list")
    return [_row(one, place, kinds, accesses, readings) for one in listed]


def moments_of(lines: "Iterable[Line]") -> list[Moment]:
    """The paper's course, newest first, as the ledger has it."""
    return [Moment(HISTORY_WORDS[line.verb], short_moment(line.at), _told(line)) for line in lines]


def _told(line: "Line") -> str:
    facts = line.facts
    details = (facts.get("symbol"), facts.get("file"), facts.get("note"), facts.get("reason"))
    return " · ".join([line.actor_name, *(str(detail) for detail in details if detail)])


def _row(
    one: queries.Listed,
    place: str,
    kinds: Mapping[str, str],
    accesses: Mapping[str, SafeString],
    readings: Mapping[str, SafeString],
) -> Row:
    is_withdrawn, file = one.withdrawn_at is not None, one.file
    context = " · ".join(part for part in (kinds[one.kind], one.agency_name or one.issuer) if part)
    return Row(
        title=one.title,
        url=f"{place}{one.document_id}/",
        context=context,
        symbol=one.symbol or "–",
        day=short_date(one.issued_on or clock.local_date(one.created_at)),
        version=_("version %(number)s") % {"number": file.number} if file and file.number > 1 else "",
        file=file_words(file.name, file.size, file.pages) if file else "",
        file_url=f"{place}{one.document_id}/tai/",
        access=tag(access_tag(one)) if is_withdrawn else accesses[one.access],
        reading=readings["" if is_withdrawn else one.reading],
    )
