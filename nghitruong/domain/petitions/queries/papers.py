"""What the official papers about petitions are told: who issues and signs, the letter's batch, the lines of a list."""

import re
from collections.abc import Hashable, Mapping, Sequence
from datetime import date, timedelta
from typing import TypeVar

from django.db.models import QuerySet

from nghitruong.domain.petitions import rules
from nghitruong.domain.petitions.lifecycle import PetitionState
from nghitruong.domain.petitions.models import Petition, Transfer, Voice
from nghitruong.domain.petitions.queries import gathering
from nghitruong.domain.petitions.queries.reports import OwedAnswer, agency_names, asked_and_signals, counted
from nghitruong.domain.petitions.queries.sorting import answer_param, due_if_sent
from nghitruong.domain.petitions.queries.topics import TopicBook, topic_book
from nghitruong.engines.officialforms.forms import petitions as papers
from nghitruong.engines.officialforms.forms.facts import Issuer, Paper
from nghitruong.engines.officialforms.forms.petition_reports import (
    ASKERS,
    LEVELS,
    REPORT_SYMBOL,
    UNSORTED,
    AnswersFacts,
    ConsolidatedFacts,
    Lines,
    scope_words,
)
from nghitruong.foundation.councils.queries import council_for, law_on
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Actor

K = TypeVar("K", bound=Hashable)


def issuer_of(actor: Actor) -> Issuer:
    """The actor's council at the head of a paper."""
    name = council_for(actor).unit.name
    return Issuer(unit=name[:1].lower() + name[1:], place=name.partition(" ")[2] or name)


def batch_of(petitions: QuerySet[Petition], petition: Petition) -> list[Petition]:
    """What stands in one letter with this petition: sent to the same agency in the same go, or about to be.

    What was sent in one go bears moments that lie within the seconds in which it can be taken back.
    """
    same = petitions.filter(agency=petition.agency).select_related("agency", "answer", "intake")
    if petition.forwarded_at is None:
        ready = same.filter(state=PetitionState.CLASSIFIED, intake_id=petition.intake_id)
        return list(ready.order_by("id"))
    span = timedelta(seconds=rules.RECALL_SECONDS)
    sent = same.filter(
        letter_number=petition.letter_number,
        forwarded_at__range=(petition.forwarded_at - span, petition.forwarded_at + span),
    )
    return list(sent.order_by("id"))


def transfer_facts(actor: Actor, batch: Sequence[Petition]) -> papers.TransferFacts:
    """The letter that goes with a batch; a draft until it was sent. Raises ValueError for an empty batch."""
    sent_at = batch[0].forwarded_at if batch else None
    sources, book = sorted({each.intake.title for each in batch}), topic_book(actor.council_id)
    return papers.TransferFacts(
        issuer=issuer_of(actor),
        paper=numbered_paper(batch[0].letter_number if batch else "", clock.local_date(sent_at) if sent_at else None),
        agency=batch[0].agency.name if batch and batch[0].agency else "",
        source=sources[0] if len(sources) == 1 else "",
        petitions=tuple(line_of(each, book, due_on=_due_on(each)) for each in batch),
        due_basis=_due_basis(batch),
    )


def upward_facts(actor: Actor, petition: Petition) -> papers.TransferFacts:
    """The letter with which a petition went up, and all that went along. Raises ValueError where it never did."""
    way = Transfer.objects.select_related("receiver__unit").filter(pk=petition.upward_id or 0).first()
    if way is None:
        raise ValueError("it never went up")
    span = timedelta(seconds=rules.RECALL_SECONDS)
    together = Transfer.objects.filter(
        council_id=way.council_id,
        receiver_id=way.receiver_id,
        letter_number=way.letter_number,
        sent_at__range=(way.sent_at - span, way.sent_at + span),
    )
    batch = [each.petition for each in together.select_related("petition__intake").order_by("id")]
    sources, name = sorted({each.intake.title for each in batch}), way.receiver.unit.name
    book = topic_book(way.council_id)
    return papers.TransferFacts(
        issuer=issuer_of(actor),
        paper=numbered_paper(way.letter_number, clock.local_date(way.sent_at)),
        agency=papers.standing_of(name),
        source=sources[0] if len(sources) == 1 else "",
        petitions=tuple(line_of(each, book) for each in batch),
        due_basis="",
        is_upward=True,
    )


def receipt_facts(actor: Actor, petition: Petition, voice: Voice) -> papers.ReceiptFacts:
    """What one voter takes home."""
    due_on = petition.answer.due_on if petition.answer else None
    return papers.ReceiptFacts(
        issuer=issuer_of(actor),
        paper=Paper(on=petition.recorded_on),
        petition=line_of(petition, topic_book(petition.council_id), due_on=due_on, own_words=True),
        voter=voice.name,
        private_code=voice.private_code,
        received_on=petition.recorded_on,
        deputy=petition.in_charge.person.full_name if petition.in_charge else "",
    )


def line_of(
    petition: Petition, book: TopicBook, *, due_on: date | None = None, own_words: bool = False
) -> papers.PetitionLine:
    """A petition on a list: the public words, else the title; the voter's own words only on her own receipt."""
    return papers.PetitionLine(
        petition.code,
        petition.text if own_words else petition.public_text or petition.title,
        ", ".join(filter(None, [petition.neighbourhood, petition.place])) or petition.intake.title * own_words,
        book.label(petition.topic),
        petition.agency.name if petition.agency else "",
        due_on,
    )


def gathered_facts(actor: Actor, scope: gathering.Scope) -> ConsolidatedFacts:
    """The consolidated report: public words only, by topic in the order of the topics, unsorted ones last."""
    by_topic: dict[str, list[Petition]] = {}
    book = topic_book(actor.council_id)
    for petition in scope.petitions:
        by_topic.setdefault(petition.topic, []).append(petition)
    order = [code for code in book.names if code in by_topic]
    order += [code for code in by_topic if code not in order]
    levels, askers = gathering.count_of(scope, "level"), gathering.count_of(scope, "petitioner_kind")
    meetings, voters = gathering.gatherings(scope)
    return ConsolidatedFacts(
        issuer=issuer_of(actor),
        paper=Paper(symbol=REPORT_SYMBOL, year=clock.today().year),
        scope=scope_words(
            scope.round.title if scope.round else scope.source.title if scope.source else "", *gathering.days_of(scope)
        ),
        meetings=meetings,
        voters=voters,
        by_level=tuple((label, levels[code]) for code, label in LEVELS.items() if levels[code]),
        by_asker=tuple((label, askers[code]) for code, label in ASKERS.items() if askers[code]),
        by_topic=tuple(
            (book.label(code) or UNSORTED, tuple(line_of(each, book) for each in by_topic[code])) for code in order
        ),
        opinions=tuple(each.public_text or each.title for each in scope.opinions),
        signals=tuple(line_of(each, book) for each in scope.signals),
    )


def answers_facts(actor: Actor, answers: Sequence[OwedAnswer], month: date) -> AnswersFacts:
    """The numbers of the monthly report on answers. Raises ValueError when they contradict each other."""
    names = agency_names({each.agency_id for each in answers})
    asked, signals = asked_and_signals(answers)
    return AnswersFacts(
        issuer=issuer_of(actor),
        paper=Paper(symbol=REPORT_SYMBOL, year=clock.today().year),
        month=month,
        by_agency=_lines(names, counted(asked, lambda each: each.agency_id)),
        by_topic=_lines(topic_book(actor.council_id).names, counted(asked, lambda each: each.topic)),
        by_asker=_lines(ASKERS, counted(asked, lambda each: each.petitioner)),
        signals=_lines(names, counted(signals, lambda each: each.agency_id)),
    )


def _lines(names: Mapping[K, str], counts: Mapping[K, Mapping[str, int]]) -> Lines:
    """In the order of the names; a key without a name goes last, under itself."""
    known = [key for key in names if key in counts] + [key for key in counts if key not in names]
    return tuple((names.get(key, str(key)), counts[key]) for key in known)


def numbered_paper(number: str, on: date | None, symbol: str = papers.LETTER_SYMBOL) -> Paper:
    """Number and symbol as they were typed (45/HĐND-VP); without one, room for the pen."""
    found = re.fullmatch(r"0*(\d{1,6})\s*/\s*(\S+)", number)
    return Paper(
        on=on,
        number=int(found[1]) if found else None,
        symbol=found[2] if found else symbol,
        year=clock.today().year,
        is_draft=on is None,
    )


def _due_on(petition: Petition) -> date | None:
    if petition.forwarded_at:
        return petition.answer.due_on if petition.answer else None
    return due_if_sent([petition], petition.agency_id)


def _due_basis(batch: Sequence[Petition]) -> str:
    """The article that gives the days, where all of the batch rest on the same row and it may be cited."""
    keys = {answer_param(each) for each in batch}
    if len(keys) != 1:
        return ""
    sent_at = batch[0].forwarded_at
    param = law_on(batch[0].council_id, clock.local_date(sent_at) if sent_at else clock.today())[keys.pop()]
    return param.basis
