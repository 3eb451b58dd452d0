"""What can be found of documents: title, number, issuer and the text of the latest version."""

from collections.abc import Collection, Iterable, Sequence

from nghitruong.foundation.documents.models import Access, Document, Version
from nghitruong.foundation.documents.queries import documents_of
from nghitruong.foundation.search.registry import Audience, Indexed
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Actor

AUDIENCES = {
    Access.PUBLIC: Audience.PUBLIC,
    Access.COUNCIL: Audience.OFFICE,
    Access.RESTRICTED: Audience.RESTRICTED,
}


def indexed_documents(ids: Sequence[int]) -> dict[int, Indexed]:
    """Documents with their text; a withdrawn one cannot be found."""
    rows = Document.objects.filter(pk__in=ids, withdrawn_at=None).select_related("agency")
    versions = Version.objects.filter(document__in=ids).order_by("document_id", "number")
    texts = dict(versions.values_list("document_id", "text"))
    return {row.pk: _document(row, texts.get(row.pk, "")) for row in rows}


def document_ids() -> Iterable[int]:
    return Document.objects.values_list("pk", flat=True)


def readable_documents(actor: Actor, ids: Sequence[int]) -> Collection[int]:
    return list(documents_of(actor).filter(pk__in=ids).values_list("pk", flat=True))


def public_documents(council_ids: Sequence[int], ids: Sequence[int]) -> Collection[int]:
    """The published ones of the site's own council: the file's address knows no other."""
    rows = Document.objects.filter(council_id__in=council_ids[:1], access=Access.PUBLIC, withdrawn_at=None, pk__in=ids)
    return list(rows.values_list("pk", flat=True))


def _document(row: Document, text: str) -> Indexed:
    issuer = row.agency.name if row.agency else row.issuer
    day = row.issued_on or clock.local_date(row.created_at)
    body = " · ".join(filter(None, (row.symbol, issuer, text)))
    return Indexed(row.council_id, row.title, day, AUDIENCES[Access(row.access)], body, (row.pk,))
