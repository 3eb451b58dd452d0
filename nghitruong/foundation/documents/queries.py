"""Reads: the doors to documents and versions, the list, who has read, and what the public may see."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from nghitruong.foundation.councils.models import Agency, Body, Membership, Person
from nghitruong.foundation.documents.models import Access, Document, NamedReader, NumberSeries, Reading, Version
from nghitruong.foundation.documents.policies import may
from nghitruong.foundation.documents.rules import OTHER
from nghitruong.foundation.law.queries import catalogue, catalogue_item
from nghitruong.foundation.verbs.kept import kept
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Actor
from nghitruong.kernel.vietnamese import fold_key

UNREAD = "unread"
WITHDRAWN = "withdrawn"
# Fifty rows with everything that is known of them take three times as long to build as what a list shows.
_PAPER_SHOWN = (
    "id",
    "title",
    "kind",
    "access",
    "issuer",
    "agency__name",
    "symbol",
    "issued_on",
    "created_at",
    "withdrawn_at",
)
_FILE_SHOWN = ("document_id", "number", "file_name", "file__size", "pages")


@dataclass(frozen=True)
class Wanted:
    """What a list of documents is narrowed by. `scope` is an access, `unread`, `withdrawn`, or empty for all."""

    words: str = ""
    scope: str = ""
    kind: str = ""
    year: int | None = None


class Census(NamedTuple):
    """How many documents there are: living ones by access and, under "", in all; withdrawn ones under WITHDRAWN.

    `years`: those of which there is something, latest first.
    """

    counts: dict[str, int]
    years: list[int]


class ListedFile(NamedTuple):
    """What a list shows of the latest version of a document."""

    document_id: int
    number: int
    name: str
    size: int
    pages: int | None


class Listed(NamedTuple):
    """One row of the list: a document with its latest version, and whether this reader has opened it.

    `reading` is `read`, `newer` (an older version was opened), `unread`, or empty for who is not counted.
    """

    document_id: int
    title: str
    kind: str
    access: str
    issuer: str
    agency_name: str | None
    symbol: str
    issued_on: date | None
    created_at: datetime
    withdrawn_at: datetime | None
    file: ListedFile | None
    reading: str


@dataclass(frozen=True)
class PublicPaper:
    """What the public sees of a published document: nothing that was not published is in it."""

    document_id: int
    title: str
    kind: str
    symbol: str
    issuer: str
    issued_on: date | None
    file_name: str
    media_type: str
    size: int
    pages: int | None
    digest: str
    published_at: datetime


def documents_of(actor: Actor) -> QuerySet[Document]:
    """Every document that the actor may know of in the council in which she is acting."""
    if not actor.is_signed_in or actor.council_id is None:
        return Document.objects.none()
    ours = Document.objects.filter(council_id=actor.council_id)
    if may(actor, "documents.read_restricted").is_allowed:
        return ours
    open_to = Q(access=Access.PUBLIC) | Q(_named_for(actor))
    if may(actor, "documents.read_council").is_allowed:
        open_to |= Q(access=Access.COUNCIL)
    ways = Q(withdrawn_at=None) & open_to
    if may(actor, "documents.read_own", is_own=True).is_allowed:
        ways |= _own_of(actor)
    return ours.filter(ways)


def document_for(actor: Actor, document_id: int) -> Document | None:
    """One document, or None for what the actor may not know of."""
    return documents_of(actor).select_related("agency", "body").filter(pk=document_id).first()


def version_for(actor: Actor, version_id: int) -> Version | None:
    """One version with its document and file, or None for what the actor may not know of."""
    allowed = documents_of(actor).filter(pk=OuterRef("document_id"))
    versions = Version.objects.filter(Exists(allowed), pk=version_id)
    return versions.select_related("document", "file").defer("text").first()


def latest_for(actor: Actor, document_id: int) -> Version | None:
    """The latest version of a document that the actor may read."""
    allowed = documents_of(actor).filter(pk=OuterRef("document_id"))
    versions = Version.objects.filter(Exists(allowed), document_id=document_id)
    return versions.select_related("document", "file").defer("text").order_by("-number").first()


def can_read(actor: Actor, document: Document) -> bool:
    """Whether a door would let the actor in; what verbs ask."""
    return documents_of(actor).filter(pk=document.pk).exists()


def is_own(actor: Actor, document: Document) -> bool:
    """Whether the paper is the actor's: brought by her, or by the agency or committee for which she acts."""
    return (
        (actor.account_id is not None and document.created_by_account_id == actor.account_id)
        or (actor.agency_id is not None and document.agency_id == actor.agency_id)
        or document.body_id in actor.body_ids
    )


def available_verbs(actor: Actor, document: Document) -> frozenset[str]:
    """What the actor may do to the paper as it is now; the page shows a button for each."""
    if document.withdrawn_at is not None:
        return frozenset()
    own = is_own(actor, document)
    names = ("add_version", "change_document", "change_access", "give_number", "withdraw_document")
    allowed = {name for name in names if may(actor, f"documents.{name}", is_own=own).is_allowed}
    return frozenset(allowed - ({"give_number"} if document.symbol or document.kind == OTHER else set()))


def versions_of(document: Document) -> QuerySet[Version]:
    """All versions, newest first, with how many people opened each."""
    versions = Version.objects.filter(document=document).select_related("file").defer("text")
    return versions.annotate(readers=Count("readings")).order_by("-number")


def named_readers(document: Document) -> QuerySet[NamedReader]:
    """Who may read a restricted document besides the office."""
    return NamedReader.objects.filter(document=document).select_related("person", "body").order_by("id")


def readings_of(document: Document) -> QuerySet[Reading]:
    """Who opened which version, the latest first."""
    readings = Reading.objects.filter(version__document=document).select_related("version").defer("version__text")
    return readings.order_by("-last_at")


def has_just_opened(actor: Actor, version: Version, within: int = 60) -> bool:
    """Whether the actor opened it in the last seconds: a viewer that asks page by page is one reading."""
    edge = clock.now().timestamp() - within
    last = (
        Reading.objects.filter(version=version, account_id=actor.account_id or 0)
        .values_list("last_at", flat=True)
        .first()
    )
    return last is not None and last.timestamp() > edge


def narrowed(documents: QuerySet[Document], wanted: Wanted, actor: Actor) -> QuerySet[Document]:
    """The documents that are wanted, newest first; words are found without accents, numbers with any signs between."""
    for word in fold_key(wanted.words).split():
        documents = documents.filter(folded__contains=word)
    if wanted.kind:
        documents = documents.filter(kind=wanted.kind)
    if wanted.year:
        documents = documents.filter(year=wanted.year)
    return _scoped(documents, wanted.scope, actor).order_by("-created_at", "-id")


def census(actor: Actor) -> Census:
    """What the actor may know of in all, counted in one query."""
    counts: Counter[str] = Counter()
    years = set()
    for access, year, count, withdrawn in _by_access_and_year(actor):
        counts[access] += count - withdrawn
        counts[""] += count - withdrawn
        counts[WITHDRAWN] += withdrawn
        years.add(year)
    return Census(dict(+counts), sorted(years, reverse=True))


@kept
def _by_access_and_year(actor: Actor) -> QuerySet[Document, Any]:
    groups = documents_of(actor).order_by().values_list("access", "year")
    return groups.annotate(count=Count("*"), withdrawn=Count("withdrawn_at"))


def listed(documents: QuerySet[Document], actor: Actor) -> list[Listed]:
    """The rows of one page with their latest versions and the actor's own readings, in three queries."""
    page: list[Any] = list(documents.values_list(*_PAPER_SHOWN))
    ids = [row[0] for row in page]
    latest, opened = {row[0]: ListedFile._make(row) for row in _files(ids)}, _opened_by(actor, ids)
    files = [latest.get(document_id) for document_id in ids]
    return [
        Listed._make((*row, file, _reading(file, opened) if actor.is_signed_in else ""))
        for row, file in zip(page, files, strict=True)
    ]


@kept
def _files(document_ids: list[int]) -> QuerySet[Version, Any]:
    """All versions in their order, so that the latest of each document comes last."""
    versions = Version.objects.filter(document__in=document_ids).order_by("number")
    return versions.values_list(*_FILE_SHOWN)


def kind_label(code: str, language: str = "vi") -> str:
    """The kind of a document in words of law; empty for what is no administrative document."""
    if code == OTHER:
        return ""
    item = catalogue_item("document_kinds", code)
    return item.label_en if language == "en" else item.label_vi


def kind_codes() -> list[str]:
    """The kinds of administrative document, in the law's own order (R10.01)."""
    return [item.code for item in catalogue("document_kinds")]


def print_symbol(code: str) -> str:
    """What the symbol prints for a kind; empty for official letters (R10.21)."""
    return str(catalogue_item("document_kinds", code).facts["print_symbol"])


def default_issuer() -> str:
    """The symbol of the council itself."""
    return str(catalogue_item("issuing_bodies", "council").facts["print_symbol"])


def issuers(language: str = "vi") -> list[tuple[str, str]]:
    """Symbols and names of those who usually issue papers in a council's name."""
    rows = catalogue("issuing_bodies")
    return [(row.facts["print_symbol"], row.label_en if language == "en" else row.label_vi) for row in rows]


def series_of_year(council_id: int, year: int) -> QuerySet[NumberSeries]:
    """How far each row of numbers has come in a year."""
    return NumberSeries.objects.filter(council_id=council_id, year=year).order_by("series")


def number_gaps(council_id: int, series: str, year: int) -> list[int]:
    """Numbers of a row that no document carries; an intact register has none (R10.04)."""
    last = NumberSeries.objects.filter(council_id=council_id, series=series, year=year).values_list("last", flat=True)
    rows = Document.objects.filter(council_id=council_id, series=series, year=year)
    given = set(rows.values_list("number", flat=True))
    return [number for number in range(1, (last.first() or 0) + 1) if number not in given]


def possible_readers(council_id: int) -> tuple[list[Body], list[Person]]:
    """Bodies and people of the council who can be named as readers, people in the order of their names."""
    today = clock.today()
    bodies = Body.objects.filter(Q(valid_to=None) | Q(valid_to__gte=today), council_id=council_id).order_by("id")
    people = Person.objects.filter(council_id=council_id, accounts__isnull=False).distinct().order_by("sort_key")
    return list(bodies), list(people)


def agencies_of(council_id: int) -> list[Agency]:
    """Agencies that may have submitted a paper."""
    today = clock.today()
    living = Agency.objects.filter(Q(valid_to=None) | Q(valid_to__gte=today), council_id=council_id)
    return list(living.order_by("name"))


def public_version(council_id: int, document_id: int) -> Version | None:
    """The latest version of a published document: the door of the public site, which knows nobody."""
    versions = Version.objects.filter(
        council_id=council_id,
        document_id=document_id,
        document__access=Access.PUBLIC,
        document__withdrawn_at=None,
    )
    return versions.select_related("document", "file").defer("text").order_by("-number").first()


def public_papers(council_id: int, document_ids: Iterable[int]) -> dict[int, PublicPaper]:
    """The published ones among these documents, by id, in one query."""
    versions = Version.objects.filter(
        council_id=council_id,
        document_id__in=list(document_ids),
        document__access=Access.PUBLIC,
        document__withdrawn_at=None,
    )
    rows = versions.select_related("document", "file").defer("text").order_by("document_id", "number")
    return {row.document_id: _public(row) for row in rows}


def _public(version: Version) -> PublicPaper:
    document = version.document
    return PublicPaper(
        document_id=document.pk,
        title=document.title,
        kind=document.kind,
        symbol=document.symbol,
        issuer=document.issuer,
        issued_on=document.issued_on,
        file_name=version.file_name,
        media_type=version.file.media_type,
        size=version.file.size,
        pages=version.pages,
        digest=version.file.digest,
        published_at=version.uploaded_at,
    )


def _named_for(actor: Actor) -> Exists:
    """Named herself, or through a body of which she is a member today; a naming may end at a moment."""
    today = clock.today()
    posts = Membership.objects.filter(
        Q(valid_to=None) | Q(valid_to__gte=today), person_id=actor.person_id or 0, valid_from__lte=today
    )
    naming = NamedReader.objects.filter(Q(until=None) | Q(until__gt=clock.now()), document=OuterRef("pk"))
    return Exists(naming.filter(Q(person_id=actor.person_id) | Q(body__in=posts.values("body"))))


def _own_of(actor: Actor) -> Q:
    own = Q(created_by_account_id=actor.account_id or 0)
    if actor.agency_id is not None:
        own |= Q(agency_id=actor.agency_id)
    return own | Q(body_id__in=actor.body_ids) if actor.body_ids else own


def _scoped(documents: QuerySet[Document], scope: str, actor: Actor) -> QuerySet[Document]:
    if scope == WITHDRAWN:
        return documents.exclude(withdrawn_at=None)
    living = documents.filter(withdrawn_at=None)
    if scope in Access.values:
        return living.filter(access=scope)
    if scope == UNREAD:
        read = Reading.objects.filter(account_id=actor.account_id or 0, version__document=OuterRef("pk"))
        return living.filter(~Exists(read))
    return living


def _opened_by(actor: Actor, document_ids: list[int]) -> dict[int, int]:
    """The highest version of each document that the actor has opened."""
    opened: dict[int, int] = {}
    for document_id, number in _opened(actor.account_id or 0, document_ids):
        opened[document_id] = max(number, opened.get(document_id, 0))
    return opened


@kept
def _opened(account_id: int, document_ids: list[int]) -> QuerySet[Reading, Any]:
    rows = Reading.objects.filter(account_id=account_id, version__document__in=document_ids)
    return rows.values_list("version__document_id", Coalesce("version__number", 0))


def _reading(file: ListedFile | None, opened: dict[int, int]) -> str:
    if file is None:
        return ""
    number = opened.get(file.document_id, 0)
    return "read" if number >= file.number else "newer" if number else UNREAD
