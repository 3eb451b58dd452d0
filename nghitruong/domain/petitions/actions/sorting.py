"""The office and the Front sort: gathered, classified, merged with equal ones, answered at once, noted, or a letter."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import F

from nghitruong.domain.petitions import rules
from nghitruong.domain.petitions.actions.parts import Sorted
from nghitruong.domain.petitions.actions.saying import reason_of, topics_of
from nghitruong.domain.petitions.lifecycle import BEFORE_SENDING, PETITION, SETTLED, Pace, PetitionState, WishKind
from nghitruong.domain.petitions.models import Petition, Voice
from nghitruong.domain.petitions.policies import may
from nghitruong.domain.petitions.queries import is_awaited_below, topic_book
from nghitruong.foundation.councils.models import Agency
from nghitruong.foundation.verbs.beats import announce, lawful, permit, record, refuse_now, verb
from nghitruong.foundation.verbs.moves import move
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Actor
from nghitruong.kernel.refs import RecordRef
from nghitruong.kernel.vietnamese.folding import fold
from nghitruong.kernel.vietnamese.text import clean_line, clean_text


@verb("petitions.consolidate_petitions")
def consolidate_petitions(clerk: Actor, council_id: int, *, codes: Sequence[str]) -> int:
    """Gather up to 500 recorded ones with the Front's view of them (R7.17); answers how many were gathered."""
    permit(may(clerk, "petitions.consolidate_petitions", council_id=council_id))
    chosen = Petition.objects.filter(council_id=council_id, code__in=list(codes)[: rules.MOST_AT_ONCE])
    ready = list(chosen.filter(state=PetitionState.RECORDED).order_by("id"))
    if not ready:
        refuse_now(rules.NOTHING_TO_SEND)
    Petition.objects.filter(pk__in=[each.pk for each in ready], state=PetitionState.RECORDED).update(
        state=PETITION.next_state(PetitionState.RECORDED, "consolidate_petitions")
    )
    record(None, council_id=council_id, petitions=[each.code for each in ready])
    announce("petitions")
    return len(ready)


@verb("petitions.classify_petition")
def classify_petition(
    clerk: Actor,
    petition: Petition,
    *,
    topic: str,
    level: str,
    agency: Agency | None,
    helpers: Iterable[Agency] = (),
    pace: Pace = Pace.NORMAL,
) -> Petition:
    """Say what it is about, whose matter it is, and who answers: one agency leads, others may help (R7.18, R7.21)."""
    permit(may(clerk, "petitions.classify_petition", council_id=petition.council_id))
    # A petition keeps a topic that was closed since.
    known = [*topic_book(petition.council_id).codes, *filter(None, [petition.topic])]
    at_work = _is_at_work(agency, petition.council_id)
    lawful(rules.may_classify(rules.Sorting(WishKind(petition.kind), topic, known, level, at_work)))
    helping = [each for each in helpers if each != agency and _is_at_work(each, petition.council_id)]
    move(petition, PETITION, "classify_petition", topic=topic, level=level, agency=agency, pace=pace, state_reason="")
    petition.helpers.set(helping)
    proposed = {name: petition.suggestion.get(name) for name in ("topic", "level", "agency")}
    record(petition, topic=topic, level=level, agency=agency.pk if agency else None, proposed=proposed)
    announce(*topics_of(petition))
    return petition


@verb("petitions.sort_petitions")
def sort_petitions(clerk: Actor, council_id: int, *, rows: Sequence[Sorted]) -> int:
    """Keep what was chosen for up to 500 at once; answers how many are ready to be sent.

    A row with topic, level and agency is classified by it, any other keeps what was chosen and stays open.
    """
    permit(may(clerk, "petitions.sort_petitions", council_id=council_id))
    wanted = {row.code: row for row in rows[: rules.MOST_AT_ONCE]}
    chosen = Petition.objects.filter(council_id=council_id, code__in=wanted, state__in=BEFORE_SENDING)
    known = topic_book(council_id).codes
    rows_found = list(chosen.order_by("id"))
    ready = [each.code for each in rows_found if _sort(each, wanted[each.code], known)]
    intake = RecordRef("intake", rows_found[0].intake_id) if rows_found else None
    record(intake, council_id=council_id, petitions=sorted(wanted), ready=ready)
    announce("petitions")
    return len(ready)


@verb("petitions.merge_petition")
def merge_petition(clerk: Actor, petition: Petition, *, into: Petition) -> Petition:
    """Let it go on together with an equal one, which keeps every voter and counts how often it was raised."""
    permit(may(clerk, "petitions.merge_petition", council_id=petition.council_id))
    same_council = into.council_id == petition.council_id
    lawful(rules.may_merge(petition.pk, into.pk, PetitionState(into.state), is_same_council=same_council))
    lawful(rules.may_end_here(is_from_below=is_awaited_below(petition) and into.state in SETTLED))
    move(petition, PETITION, "merge_petition", same_as=into)
    Voice.objects.filter(petition=petition).update(petition=into)
    Petition.objects.filter(pk=into.pk).update(times_raised=F("times_raised") + petition.times_raised)
    record(petition, into=into.code)
    announce(*topics_of(petition), f"petition-{into.pk}")
    return petition


@verb("petitions.split_off_petition")
def split_off_petition(clerk: Actor, petition: Petition) -> Petition:
    """Take a merge back: the petition stands by itself again, with the voters that came with it."""
    permit(may(clerk, "petitions.split_off_petition", council_id=petition.council_id))
    other = petition.same_as
    move(petition, PETITION, "split_off_petition", same_as=None)
    Voice.objects.filter(petition=other, recorded_with=petition).update(petition=petition)
    if other:
        Petition.objects.filter(pk=other.pk).update(times_raised=F("times_raised") - petition.times_raised)
    record(petition, out_of=other.code if other else "")
    announce(*topics_of(petition), *(f"petition-{each.pk}" for each in (other,) if each))
    return petition


@verb("petitions.answer_on_spot")
def answer_on_spot(clerk: Actor, petition: Petition, *, answer: str) -> Petition:
    """Write down that it was answered at the meeting, and how (C.6)."""
    permit(may(clerk, "petitions.answer_on_spot", council_id=petition.council_id))
    lawful(rules.may_end_here(is_from_below=is_awaited_below(petition)))
    said = clean_text(answer)
    if not said:
        refuse_now(rules.NO_TEXT)
    move(petition, PETITION, "answer_on_spot", state_reason=said[:500], replied_on=clock.today())
    record(petition, answer=said)
    announce(*topics_of(petition))
    return petition


@verb("petitions.note_opinion")
def note_opinion(clerk: Actor, petition: Petition) -> Petition:
    """Take note of an opinion or a remark: nobody owes an answer to it, and it stays in the record."""
    permit(may(clerk, "petitions.note_opinion", council_id=petition.council_id))
    lawful(rules.may_end_here(is_from_below=is_awaited_below(petition)))
    kind = WishKind.OPINION if petition.kind == WishKind.PETITION else WishKind(petition.kind)
    move(petition, PETITION, "note_opinion", kind=kind, closed_on=clock.today())
    record(petition, kind=kind)
    announce(*topics_of(petition))
    return petition


@verb("petitions.turn_into_letter")
def turn_into_letter(clerk: Actor, petition: Petition, *, reason: str) -> Petition:
    """It is a complaint or a denunciation: it leaves this procedure for that of letters (R7.16)."""
    permit(may(clerk, "petitions.turn_into_letter", council_id=petition.council_id))
    lawful(rules.may_end_here(is_from_below=is_awaited_below(petition)))
    reason = reason_of(reason)
    move(petition, PETITION, "turn_into_letter", state_reason=reason, closed_on=clock.today(), is_public=False)
    record(petition, reason=reason)
    announce(*topics_of(petition))
    return petition


def _sort(petition: Petition, row: Sorted, known: Sequence[str]) -> bool:
    """Keep one row; whether it is complete now. Raises RefusedError for an unknown topic or a foreign agency."""
    if row.topic and row.topic not in (*known, petition.topic):
        refuse_now(rules.UNKNOWN_TOPIC)
    if row.agency and not _is_at_work(row.agency, petition.council_id):
        refuse_now(rules.NO_AGENCY)
    title = clean_line(row.title)
    if not title:
        refuse_now(rules.NO_TITLE)
    fields: dict[str, Any] = {
        "title": title[:300],
        "public_text": clean_text(row.public_text),
        "kind": row.kind,
        "topic": row.topic,
        "level": row.level,
        "agency": row.agency if row.kind is WishKind.PETITION else None,
        "folded": fold(f"{title} {petition.text} {petition.place}"),
        "public_folded": fold(f"{title} {clean_text(row.public_text)}"),
    }
    is_ready = row.kind is WishKind.PETITION and all([row.topic, row.level, row.agency])
    if is_ready:
        move(petition, PETITION, "classify_petition", **fields)
    else:
        Petition.objects.filter(pk=petition.pk).update(**fields)
    return is_ready


def _is_at_work(agency: Agency | None, council_id: int) -> bool:
    return agency is not None and agency.council_id == council_id and agency.valid_to is None
