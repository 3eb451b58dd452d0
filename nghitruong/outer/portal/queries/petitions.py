"""Public petitions: what was asked for and how far it has come. Who asked, and in which words, is nowhere in here."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from typing import cast

from django.db.models import Count, Q, QuerySet
from django.utils.functional import SimpleLazyObject

from nghitruong.domain.petitions.lifecycle import (
    BEFORE_SENDING,
    PETITION,
    WITH_AGENCY,
    PetitionState,
    ReplyState,
    ResultClass,
    Verdict,
    WishKind,
)
from nghitruong.domain.petitions.models import Petition, Reply
from nghitruong.domain.petitions.queries import TopicBook, above_of, alike_to, is_late, topic_book, topic_book_of
from nghitruong.engines.similarity import sketch
from nghitruong.foundation.documents.queries import PublicPaper, public_papers
from nghitruong.kernel import clock
from nghitruong.kernel.vietnamese.folding import fold
from nghitruong.outer.portal.queries.deputies import mandates_with
from nghitruong.outer.portal.queries.petition_groups import LISTED
from nghitruong.web.paging import Shaped

SHOWN_REPLIES = (ReplyState.SENT, ReplyState.ACCEPTED)
MOST_ALIKE = 5
_TYPED_CODE = re.compile(r"(?P<unit>[A-Z]{1,8})[-–.]?(?P<year>[0-9]{2})[-–.]?(?P<number>[0-9]{1,9})")


@dataclass(frozen=True)
class PublicPetition:
    """A petition as anybody may know it. Late is counted from today; days are those of the record."""

    id: int
    council_id: int
    code: str
    title: str
    text: str
    topic: str
    neighbourhood: str
    agency: str
    state: PetitionState
    explanation: str
    recorded_on: date
    times_raised: int = 1
    sent_on: date | None = None
    due_on: date | None = None
    is_late: bool = False
    replied_on: date | None = None
    result_class: str = ""
    promised_on: date | None = None
    informed_on: date | None = None
    closed_on: date | None = None


@dataclass(frozen=True)
class PublicAnswer:
    """An answer that an agency sent, with the fields of its class (R7.24), and what voters say of it.

    It is tentative until the council has accepted it. `satisfied` of `raters` voters said that it is good.
    """

    number: int
    agency: str
    is_accepted: bool
    result_class: ResultClass
    text: str
    sent_on: date | None
    days_late: int
    late_reason: str
    done_on: date | None
    done_so_far: str
    promised_on: date | None
    responsible: str
    resources: str
    basis: str
    evidence: str
    satisfied: int
    raters: int
    papers: Sequence[PublicPaper] = field(default=())


@dataclass(frozen=True)
class AbovePetition:
    """The same petition in the council above: who has it, its code and state there, and its address where it is public.

    Late is that council's own.
    """

    council: str
    code: str
    state: PetitionState
    explanation: str
    agency: str
    due_on: date | None
    is_late: bool
    unit_code: str = ""


@dataclass(frozen=True)
class Known:
    """What a code leads to: a public petition, or only where it stands; `goes_on` is the equal one that goes on."""

    code: str
    petition: PublicPetition | None
    is_waiting: bool = False
    goes_on: str = ""
    is_merged: bool = False


@dataclass(frozen=True)
class Wanted:
    """What the list is narrowed by; empty means all."""

    words: str = ""
    group: str = ""
    topic: str = ""
    neighbourhood: str = ""
    deputy: str = ""


def public_petitions(council_ids: Iterable[int]) -> QuerySet[Petition]:
    """What the office has let everybody read and what stands for itself, the newest first."""
    found = Petition.objects.filter(council_id__in=list(council_ids), is_public=True, kind=WishKind.PETITION)
    return found.exclude(state__in=[PetitionState.DUPLICATE, PetitionState.TO_LETTER]).order_by("-id")


def petitions_of(council_ids: Sequence[int], wanted: Wanted) -> Shaped[PublicPetition]:
    """The public ones that are wanted, read page by page."""
    found = public_petitions(council_ids)
    if wanted.group in LISTED:
        found = found.filter(LISTED[wanted.group](clock.today()))
    if wanted.deputy:
        found = found.filter(in_charge_id__in=mandates_with(council_ids, wanted.deputy))
    if wanted.topic:
        found = found.filter(topic=wanted.topic)
    if wanted.neighbourhood:
        found = found.filter(neighbourhood=wanted.neighbourhood)
    for word in fold(wanted.words).split():
        found = found.filter(public_folded__contains=word)
    light = found.select_related("agency", "answer").defer("text", "folded", "suggestion", "public_folded")
    return Shaped(light, partial(shape_of, book=lazy_book(council_ids)))


def lazy_book(council_ids: Sequence[int]) -> TopicBook:
    """The topics in words, read only when a row is shown: many pages merely count."""
    return cast(TopicBook, SimpleLazyObject(lambda: topic_book_of(council_ids)))


def as_code(typed: str) -> str:
    """A code as people type it on a phone: "sh 26 87" and "sh260087" are SH-26-0087; anything else as it is."""
    text = "".join(typed.split()).upper()
    found = _TYPED_CODE.fullmatch(text)
    return f"{found['unit']}-{found['year']}-{found['number']:0>4}" if found else text


def known_by(council_ids: Iterable[int], code: str) -> Known | None:
    """What a code leads to, or None for one that no council of the site gave out."""
    rows = Petition.objects.filter(council_id__in=list(council_ids), code=code.strip().upper())
    row = rows.select_related("agency", "answer", "same_as").first()
    if row is None:
        return None
    if row.state == PetitionState.DUPLICATE:
        other = row.same_as
        goes_on = other.code if other and _is_shown(other) else ""
        return Known(row.code, None, goes_on=goes_on, is_merged=True)
    if _is_shown(row):
        return Known(row.code, shape_of(row))
    is_waiting = row.state in BEFORE_SENDING and row.kind == WishKind.PETITION and not row.state_reason
    return Known(row.code, None, is_waiting=is_waiting)


def above_public(petition: PublicPetition) -> AbovePetition | None:
    """What became of it in the council above; None where it never went there. An address only to a public record."""
    row = Petition.objects.filter(pk=petition.id).only("upward").first()
    found = above_of(row) if row else None
    if found is None:
        return None
    return AbovePetition(
        found.council,
        found.code,
        found.state,
        found.explanation,
        found.agency,
        found.due_on,
        found.is_late,
        found.unit_code if found.is_public else "",
    )


def answers_of(petition: PublicPetition) -> list[PublicAnswer]:
    """The answers that were sent and not sent back, the newest first."""
    good = Count("ratings", filter=Q(ratings__verdict=Verdict.SATISFIED))
    replies = Reply.objects.filter(petition_id=petition.id, state__in=SHOWN_REPLIES)
    counted = replies.annotate(good=good, every=Count("ratings")).select_related("agency")
    return [_answer(row) for row in counted.prefetch_related("documents").order_by("-number")]


def alike_public(council_ids: Sequence[int], text: str, place: str) -> list[PublicPetition]:
    """The public petitions that may ask for the same, the likest first."""
    near = alike_to(council_ids[0], sketch(text, {}, place))
    shown = [each.petition for each in near if _is_shown(each.petition)]
    book = topic_book(council_ids[0])
    return [shape_of(row, book) for row in shown[:MOST_ALIKE]]


def _is_shown(row: Petition) -> bool:
    hidden = (PetitionState.DUPLICATE, PetitionState.TO_LETTER)
    return row.is_public and row.kind == WishKind.PETITION and row.state not in hidden


def shape_of(row: Petition, book: TopicBook | None = None) -> PublicPetition:
    """The public side of a petition; whether it is public, who asks for it has to say."""
    state = PetitionState(row.state)
    # Until it is sent the agency is a proposal that the office may still change.
    goes_to = row.agency if row.forwarded_at or state not in BEFORE_SENDING else None
    shape = PublicPetition(
        id=row.pk,
        council_id=row.council_id,
        code=row.code,
        title=row.title,
        text=row.public_text,
        topic=(topic_book(row.council_id) if book is None else book).label(row.topic),
        neighbourhood=row.neighbourhood,
        agency=goes_to.name if goes_to else "",
        state=state,
        explanation=PETITION.public[state],
        recorded_on=row.recorded_on,
        times_raised=row.times_raised,
        replied_on=row.replied_on,
        result_class=row.result_class,
        promised_on=row.promised_on,
        informed_on=row.informed_on,
        closed_on=row.closed_on,
    )
    sent = clock.local_date(row.forwarded_at) if row.forwarded_at else None
    due = row.answer.due_on if row.answer else None
    return replace(shape, sent_on=sent, due_on=due, is_late=state in WITH_AGENCY and is_late(row))


def _answer(row: Reply) -> PublicAnswer:
    published = public_papers(row.council_id, [paper.pk for paper in row.documents.all()])
    return PublicAnswer(
        number=row.number,
        agency=row.agency.name,
        is_accepted=row.state == ReplyState.ACCEPTED,
        result_class=ResultClass(row.result_class),
        text=row.text,
        sent_on=clock.local_date(row.sent_at) if row.sent_at else None,
        days_late=row.days_late or 0,
        late_reason=row.late_reason,
        done_on=row.done_on,
        done_so_far=row.done_so_far,
        promised_on=row.promised_on,
        responsible=row.responsible,
        resources=row.resources,
        basis=row.basis,
        evidence=row.evidence,
        satisfied=row.good,  # type: ignore[attr-defined] # counted by answers_of
        raters=row.every,  # type: ignore[attr-defined] # as above
        papers=tuple(published.values()),
    )
