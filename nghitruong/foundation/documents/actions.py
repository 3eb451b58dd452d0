"""The verbs of a document: bring it, renew its file, describe it, open it, number it, withdraw it, read it."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import F

from nghitruong.foundation.councils.models import Agency, Body, Person
from nghitruong.foundation.councils.queries import law_on
from nghitruong.foundation.documents import rules, stamps, storage
from nghitruong.foundation.documents.models import (
    Access,
    Document,
    NamedReader,
    NumberSeries,
    Reading,
    StoredFile,
    Version,
)
from nghitruong.foundation.documents.policies import may
from nghitruong.foundation.documents.queries import (
    can_read,
    default_issuer,
    has_just_opened,
    is_own,
    kind_codes,
    print_symbol,
)
from nghitruong.foundation.documents.uploads import Upload
from nghitruong.foundation.law.queries import param_on
from nghitruong.foundation.verbs.beats import announce, consequence, lawful, permit, record, refuse_now, unchanged, verb
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Actor
from nghitruong.kernel.params import Param
from nghitruong.kernel.vietnamese import clean_line, fold_key

NUMBER_RESET_KEY = "doc.number_reset"
_ISSUER = re.compile(r"\w[\w-]{0,29}")


@verb("documents.add_document", serious=True)
def add_document(
    clerk: Actor,
    council_id: int,
    *,
    title: str,
    upload: Upload,
    kind: str = rules.OTHER,
    access: str = Access.COUNCIL,
    secrecy: str = rules.NO_SECRECY,
    agency: Agency | None = None,
    body: Body | None = None,
    **details: Any,
) -> Document:
    """Bring a paper with its file. `details`: symbol and issuer of somebody else's paper, the day it was issued.

    An agency's officer and a committee bring what is theirs, and cannot publish it. Raises RefusedError: a mark of
    state secrecy (R12.12), a file that is not taken, false in name, locked, damaged, too large; no title; no room.
    """
    agency_id = agency.pk if agency else clerk.agency_id
    body_id = body.pk if body else min(clerk.body_ids, default=None)
    brings_own = (agency_id is not None and agency_id == clerk.agency_id) or body_id in clerk.body_ids
    permit(may(clerk, "documents.add_document", is_own=brings_own, council_id=council_id))
    if access == Access.PUBLIC:
        permit(may(clerk, "documents.change_access", council_id=council_id))
    title = clean_line(title)
    lawful(rules.may_declare(secrecy, _secrecy()))
    _describe(title, kind)
    _check_access(access)
    _check_council(council_id, agency, body)
    lawful(rules.may_keep_file(upload.facts(), _secrecy()))
    document = Document(
        council_id=council_id,
        title=title,
        kind=kind,
        access=access,
        agency_id=agency_id,
        body_id=body_id,
        created_by=clerk.name,
        created_by_account_id=clerk.account_id,
    )
    _fill(document, **details)
    document.save(force_insert=True)
    version = _add_file(clerk, document, upload, 1)
    record(document, title=title, kind=kind, access=access, file=version.file_name, digest=upload.incoming.digest)
    announce(f"document-{document.pk}")
    return document


@consequence("documents.receive_copy")
def receive_copy(document: Document, council_id: int) -> Document | None:
    """Another council was sent this paper: it has one of its own, with the same bytes and the issuer's name and symbol.

    Nothing for a restricted or withdrawn one: what it may show beyond its own council nobody has said.
    """
    last = document.versions.select_related("file").order_by("-number").first()
    if last is None or document.access == Access.RESTRICTED or document.withdrawn_at is not None:
        return unchanged(None)
    copy = Document(
        council_id=council_id,
        title=document.title,
        kind=document.kind,
        created_by=document.created_by,
    )
    issuer = document.issuer or (document.agency.name if document.agency else document.council.name)
    _fill(copy, symbol=document.symbol, issuer=issuer, issued_on=document.issued_on)
    copy.save(force_insert=True)
    file, _ = StoredFile.objects.get_or_create(
        council_id=council_id,
        digest=last.file.digest,
        defaults={"size": last.file.size, "media_type": last.file.media_type},
    )
    Version.objects.create(
        council_id=council_id,
        document=copy,
        number=1,
        file=file,
        file_name=last.file_name,
        text=last.text,
        text_state=last.text_state,
        pages=last.pages,
        uploaded_by=last.uploaded_by,
    )
    record(copy, title=copy.title, file=last.file_name, digest=file.digest, from_council=document.council_id)
    announce(f"document-{copy.pk}")
    return copy


@verb("documents.add_version", serious=True)
def add_version(clerk: Actor, document: Document, *, upload: Upload, note: str = "") -> Version:
    """Put a newer file in the place of the last; the older versions stay. `note` says what is different.

    Raises RefusedError: withdrawn, the same bytes once more, and what refuses a file in `add_document`.
    """
    is_theirs = is_own(clerk, document)
    permit(may(clerk, "documents.add_version", is_own=is_theirs, council_id=document.council_id))
    _check_living(document)
    lawful(rules.may_keep_file(upload.facts(), _secrecy()))
    last = document.versions.select_related("file").defer("text").order_by("-number").first()
    if last and last.file.digest == upload.incoming.digest:
        refuse_now(rules.naming(rules.SAME_FILE, number=last.number))
    version = _add_file(clerk, document, upload, last.number + 1 if last else 1, clean_line(note))
    record(document, version=version.number, file=version.file_name, digest=upload.incoming.digest, note=version.note)
    announce(f"document-{document.pk}")
    return version


@verb("documents.change_document")
def change_document(clerk: Actor, document: Document, *, title: str, kind: str, **details: Any) -> Document:
    """Correct how a paper is called and described; once numbered, its kind and symbol stay (R10.10)."""
    is_theirs = is_own(clerk, document)
    permit(may(clerk, "documents.change_document", is_own=is_theirs, council_id=document.council_id))
    _check_living(document)
    title = clean_line(title)
    if document.number:
        kind, details = document.kind, {}
    _describe(title, kind)
    before = document.title
    document.title, document.kind = title, kind
    _fill(document, **details)
    document.save()
    record(document, title=title, before=before, kind=kind, symbol=document.symbol)
    announce(f"document-{document.pk}")
    return document


@verb("documents.change_access", serious=True)
def change_access(
    clerk: Actor,
    document: Document,
    *,
    access: str,
    people: Iterable[Person] = (),
    bodies: Iterable[Body] = (),
    until: datetime | None = None,
) -> Document:
    """Say who may read: everybody, the council's own people, or the office and those named, until a moment or for good.

    The names given take the place of those before. Raises RefusedError: names for a paper that is not restricted.
    """
    permit(may(clerk, "documents.change_access", council_id=document.council_id))
    _check_living(document)
    _check_access(access)
    people, bodies = list(people), list(bodies)
    _check_council(document.council_id, *people, *bodies)
    if (people or bodies) and access != Access.RESTRICTED:
        refuse_now(rules.READERS_NEED_RESTRICTION)
    before = document.access
    Document.objects.filter(pk=document.pk).update(access=access)
    document.access = access
    NamedReader.objects.filter(document=document).delete()
    common: dict[str, Any] = {"council_id": document.council_id, "document": document, "until": until}
    NamedReader.objects.bulk_create(
        [NamedReader(person=person, **common) for person in people]
        + [NamedReader(body=body, **common) for body in bodies]
    )
    named = {"people": [person.pk for person in people], "bodies": [body.pk for body in bodies]}
    record(document, before=before, access=access, named=named, until=until.isoformat() if until else "")
    announce(f"document-{document.pk}")
    return document


@verb("documents.give_number", serious=True)
def give_number(
    clerk: Actor, document: Document, *, on: date | None = None, issuer: str = "", is_normative: bool = False
) -> Document:
    """Give the next official number of its kind, issuer and year; `on` is the day of issue (R10.04–R10.06).

    The row of the series is locked until the verb has ended, so two clerks at once get two numbers that follow each
    other. Raises RefusedError: numbered already, somebody else's number, no numbered kind, a day before the last one.
    """
    permit(may(clerk, "documents.give_number", council_id=document.council_id))
    _check_living(document)
    on, issuer = on or clock.today(), clean_line(issuer) or default_issuer()
    lawful(
        rules.may_number(
            rules.NumberFacts(
                kind=document.kind,
                symbol=document.symbol,
                has_number=document.number is not None,
                issuer=issuer if _ISSUER.fullmatch(issuer) else "",
                on=on,
                today=clock.today(),
            )
        )
    )
    law = law_on(document.council_id, on)
    patterns = {key: law[key].value for key in (rules.NORMATIVE_KEY, rules.INDIVIDUAL_KEY)}
    series = rules.series_of(document.kind, print_symbol(document.kind), issuer, patterns, is_normative=is_normative)
    document.number = _next_number(document.council_id, series, on, law[NUMBER_RESET_KEY])
    document.series, document.symbol = series.name, series.symbol(document.number, on.year)
    document.year, document.issued_on = on.year, on
    document.folded = _folded(document)
    document.save(update_fields=["number", "series", "symbol", "year", "issued_on", "folded"])
    record(document, symbol=document.symbol, number=document.number, series=series.name, on=on.isoformat())
    announce(f"document-{document.pk}")
    return document


@verb("documents.withdraw_document", serious=True)
def withdraw_document(clerk: Actor, document: Document, *, reason: str) -> Document:
    """Take a paper out of everybody's sight but the office's; nothing is deleted, a number stays taken (R10.10)."""
    permit(may(clerk, "documents.withdraw_document", council_id=document.council_id))
    reason = clean_line(reason)
    if not reason:
        refuse_now(rules.NO_REASON)
    living = Document.objects.filter(pk=document.pk, withdrawn_at=None)
    if not living.update(withdrawn_at=clock.now(), withdrawn_why=reason[:300]):
        refuse_now(rules.IS_WITHDRAWN)
    document.refresh_from_db()
    record(document, reason=reason)
    announce(f"document-{document.pk}")
    return document


@verb("documents.open_version", lock=False)
def open_version(reader: Actor, version: Version) -> Version:
    """Note that the reader opened this version: when first, when last, how often; within a minute it is one reading.

    The first opening is in the ledger, of a restricted paper every one. Announces nothing: who has read is looked up.
    """
    permit(
        may(
            reader,
            "documents.open_version",
            is_own=can_read(reader, version.document),
            council_id=version.council_id,
        )
    )
    if has_just_opened(reader, version):
        return unchanged(version)
    is_first = _note_reading(reader, version)
    if not is_first and version.document.access != Access.RESTRICTED:
        return unchanged(version)
    record(version.document, council_id=version.council_id, version=version.number)
    return version


def _secrecy() -> Param:
    return param_on(rules.SECRECY_KEY, clock.today())


def _describe(title: str, kind: str) -> None:
    lawful(rules.may_describe(title, kind, dict.fromkeys(kind_codes()), stamps.mark_in_words(title), _secrecy()))


def _check_access(access: str) -> None:
    if access not in Access.values:
        refuse_now(rules.UNKNOWN_ACCESS)


def _check_living(document: Document) -> None:
    if document.withdrawn_at is not None:
        refuse_now(rules.IS_WITHDRAWN)


def _check_council(council_id: int, *things: Agency | Body | Person | None) -> None:
    if any(thing is not None and thing.council_id != council_id for thing in things):
        refuse_now(rules.NOT_OF_THIS_COUNCIL)


def _fill(document: Document, *, symbol: str = "", issuer: str = "", issued_on: date | None = None) -> None:
    """What is told of somebody else's paper; of one that carries our own number all this is settled."""
    if document.number is None:
        document.symbol, document.issuer = clean_line(symbol)[:60], clean_line(issuer)[:200]
        document.issued_on = issued_on
        document.year = (issued_on or clock.local_date(document.created_at)).year
    document.folded = _folded(document)


def _folded(document: Document) -> str:
    """What a search looks into: 12/2026/NQ-HĐND is found as it is read, and without its signs."""
    symbol = fold_key(document.symbol)
    return " ".join((fold_key(document.title), symbol, symbol.replace(" ", ""), fold_key(document.issuer)))[:900]


def _add_file(clerk: Actor, document: Document, upload: Upload, number: int, note: str = "") -> Version:
    storage.keep(upload.incoming)
    file, _ = StoredFile.objects.get_or_create(
        council_id=document.council_id,
        digest=upload.incoming.digest,
        defaults={"size": upload.incoming.size, "media_type": upload.media_type},
    )
    return Version.objects.create(
        council_id=document.council_id,
        document=document,
        number=number,
        file=file,
        file_name=upload.name,
        note=note[:300],
        text=upload.extract.text,
        text_state=upload.extract.state,
        pages=upload.extract.pages,
        uploaded_by=clerk.name,
        uploaded_by_account_id=clerk.account_id,
    )


def _next_number(council_id: int, series: rules.Series, on: date, param: Param) -> int:
    where: dict[str, Any] = {"council_id": council_id, "series": series.name, "year": on.year}
    NumberSeries.objects.get_or_create(**where)
    row = NumberSeries.objects.select_for_update().get(**where)
    lawful(rules.follows_last(on, row.last_on, series.symbol(row.last, on.year), param))
    row.last, row.last_on = row.last + 1, on
    row.save(update_fields=["last", "last_on"])
    return row.last


def _note_reading(reader: Actor, version: Version) -> bool:
    """Whether it is the first time."""
    moment = clock.now()
    readings = Reading.objects.filter(version=version, account_id=reader.account_id or 0)
    if readings.update(last_at=moment, times=F("times") + 1):
        return False
    Reading.objects.create(
        council_id=version.council_id,
        version=version,
        account_id=reader.account_id or 0,
        person_id=reader.person_id,
        name=reader.name,
        first_at=moment,
        last_at=moment,
    )
    return True
