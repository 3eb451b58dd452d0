"""Reads: doors to one meeting or item, lists, who is present, who speaks."""

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from nghitruong.domain.meetings import rules
from nghitruong.domain.meetings.lifecycle import BEFORE_OPENING, RUNNING, ItemState, MeetingState, Openness, Step
from nghitruong.domain.meetings.models import (
    AgendaItem,
    Attendance,
    Meeting,
    MinuteEntry,
    Paper,
    Participant,
    Sitting,
    SpeakerRequest,
)
from nghitruong.domain.meetings.policies import reads_programme
from nghitruong.foundation.councils.models import Person
from nghitruong.foundation.councils.queries import law_on, mandates_on
from nghitruong.foundation.documents.queries import documents_of
from nghitruong.foundation.law.queries import catalogue, catalogue_item
from nghitruong.foundation.search.registry import Audience, Indexed
from nghitruong.foundation.verbs.kept import kept
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Actor
from nghitruong.kernel.decision import Decision, RefusedError
from nghitruong.kernel.policy import NO_SUCH_RECORD

HIDDEN_FROM_PUBLIC = (MeetingState.PLANNED, MeetingState.PREPARING)
CONTACT = "voter_contact"
"""The kind of the conferences of a round of voter contact (R7.01)."""


class Listed(NamedTuple):
    """One row of the list of meetings, with how many of its items are finished, of how many."""

    meeting_id: int
    title: str
    place: str
    starts_at: datetime
    state: str
    finished: int
    items: int


def meetings_of(actor: Actor) -> QuerySet[Meeting]:
    """The meetings of the actor's council, newest first; of these only the public ones for who reads public parts."""
    if not reads_programme(actor):
        return public_meetings(actor.council_id or 0)
    return Meeting.objects.filter(council_id=actor.council_id or 0).order_by("-starts_at", "-id")


def meeting_for(actor: Actor, meeting_id: int) -> Meeting:
    """One meeting of the actor's council; another council's does not exist for the actor."""
    meeting = meetings_of(actor).select_related("term", "presider", "council").filter(pk=meeting_id).first()
    if meeting is None:
        raise RefusedError(NO_SUCH_RECORD, f"meeting-{meeting_id}")
    return meeting


def items_for(actor: Actor, meeting: Meeting) -> QuerySet[AgendaItem]:
    """The programme as this actor may read it: whole or without closed items, with the papers that are the actor's."""
    items = items_of(meeting.pk) if reads_programme(actor) else public_items(meeting.pk)
    papers = Paper.objects.select_related("document").filter(document__in=documents_of(actor)).order_by("position")
    return items.prefetch_related(Prefetch("papers", papers))


def item_for(actor: Actor, item_id: int) -> AgendaItem:
    """One agenda item of the actor's council."""
    items = AgendaItem.objects.select_related("meeting").filter(council_id=_council_of(actor))
    item = items.filter(pk=item_id).first()
    if item is None:
        raise RefusedError(NO_SUCH_RECORD, f"agendaitem-{item_id}")
    return item


def speaker_request_for(actor: Actor, request_id: int) -> SpeakerRequest:
    """One wish to speak, in the actor's council."""
    requests = SpeakerRequest.objects.select_related("item__meeting", "participant__person")
    request = requests.filter(pk=request_id, council_id=_council_of(actor)).first()
    if request is None:
        raise RefusedError(NO_SUCH_RECORD, f"speakerrequest-{request_id}")
    return request


def participant_for(actor: Actor, participant_id: int) -> Participant:
    """One participant of a meeting of the actor's council."""
    participants = Participant.objects.select_related("person", "meeting")
    participant = participants.filter(pk=participant_id, council_id=_council_of(actor)).first()
    if participant is None:
        raise RefusedError(NO_SUCH_RECORD, f"participant-{participant_id}")
    return participant


def minute_entry_for(actor: Actor, entry_id: int) -> MinuteEntry:
    """One paragraph of the minutes, in the actor's council."""
    entries = MinuteEntry.objects.select_related("meeting").filter(council_id=_council_of(actor))
    entry = entries.filter(pk=entry_id).first()
    if entry is None:
        raise RefusedError(NO_SUCH_RECORD, f"minuteentry-{entry_id}")
    return entry


def paper_for(actor: Actor, paper_id: int) -> Paper:
    """One paper of a meeting of the actor's council."""
    papers = Paper.objects.select_related("item__meeting", "document").filter(council_id=_council_of(actor))
    paper = papers.filter(pk=paper_id).first()
    if paper is None:
        raise RefusedError(NO_SUCH_RECORD, f"paper-{paper_id}")
    return paper


def people_without_place(meeting: Meeting) -> list[Person]:
    """The council's people who hold no seat and are not on the list: whom the office may add as guests (R2.11)."""
    people = Person.objects.filter(council_id=meeting.council_id, mandates=None)
    return list(people.exclude(participations__meeting=meeting).order_by("sort_key")[:1000])


def public_meetings(*council_ids: int) -> QuerySet[Meeting]:
    """What the public may know of: public meetings from the convening on, as far as their kind is the public's."""
    meetings = Meeting.objects.filter(council_id__in=council_ids, is_public=True, convened_at__isnull=False)
    meetings = meetings.exclude(state__in=HIDDEN_FROM_PUBLIC).exclude(kind__in=kinds_open_as(Openness.NOTHING))
    unknown_yet = Q(kind__in=kinds_open_as(Openness.RESULT), closed_at=None)
    return meetings.exclude(unknown_yet).order_by("-starts_at", "-id")


def openness_of(kind: str) -> Openness:
    """What the public sees of a kind of meeting; of one that the law's catalogue does not say it of, nothing."""
    return Openness(catalogue_item("meeting_kinds", kind).facts.get("public", Openness.NOTHING))


def kinds_open_as(openness: Openness) -> list[str]:
    """The kinds of meeting of which the public sees that much."""
    return [item.code for item in catalogue("meeting_kinds") if openness_of(item.code) is openness]


def public_items(meeting_id: int) -> QuerySet[AgendaItem]:
    """The items that are dealt with in public."""
    return items_of(meeting_id).filter(is_public=True)


def items_of(meeting_id: int) -> QuerySet[AgendaItem]:
    """The agenda in order."""
    return AgendaItem.objects.filter(meeting_id=meeting_id).order_by("position")


def running_item(meeting_id: int) -> AgendaItem | None:
    """The item being dealt with now, if one is."""
    items = items_of(meeting_id).exclude(step__in=["", Step.DONE])
    return items.filter(finished_at=None).first()


def running_meeting(council_id: int) -> Meeting | None:
    """The meeting in progress in the council; if several are, the one that opened last."""
    return Meeting.objects.filter(council_id=council_id, state__in=RUNNING).order_by("-opened_at").first()


def next_meeting(council_id: int, after: datetime) -> Meeting | None:
    """The next meeting that is still to open."""
    meetings = Meeting.objects.filter(council_id=council_id, state__in=BEFORE_OPENING, starts_at__gte=after)
    return meetings.order_by("starts_at").first()


VoteReader = Callable[[int], int | None]
_vote_readers: list[VoteReader] = []


def use_vote_reader(reader: VoteReader) -> None:
    """Called once from config/wiring.py: votes stand above meetings, which only need to know that one is running."""
    _vote_readers[:] = [reader]


def item_being_voted(meeting_id: int) -> int | None:
    """The item whose vote is open, or closed and not announced."""
    return next((item for reader in _vote_readers if (item := reader(meeting_id))), None)


RoundReader = Callable[[Actor, int], str | None]
_round_readers: list[RoundReader] = []


def use_round_reader(reader: RoundReader) -> None:
    """Called once from config/wiring.py: rounds of voter contact stand above the meetings that are their sites."""
    _round_readers[:] = [reader]


def round_page_of(actor: Actor, meeting: Meeting) -> str | None:
    """The page of a site of a round, which has no programme, invitation or room; "" for who may not read that page.

    None for any other meeting, and for one that was convened like any other.
    """
    is_site = meeting.kind == CONTACT and meeting.convened_at is None
    found = (reader(actor, meeting.pk) for reader in _round_readers if is_site)
    return next((page for page in found if page is not None), None)


def with_room(meetings: QuerySet[Meeting]) -> QuerySet[Meeting]:
    """Without the conferences of rounds: these have no room."""
    return meetings.exclude(kind=CONTACT, convened_at=None)


def current_sitting(meeting_id: int) -> Sitting | None:
    """The sitting whose roll call is open: the first that has not ended."""
    return Sitting.objects.filter(meeting_id=meeting_id, ended_at=None).order_by("number").first()


def participation_of(meeting_id: int, person_id: int | None) -> Participant | None:
    """The person's place among the participants."""
    return Participant.objects.filter(meeting_id=meeting_id, person_id=person_id or 0).first()


def participants_of(meeting_id: int) -> QuerySet[Participant]:
    """Everybody who takes part, deputies first, by Vietnamese names; `is_present` says who is there now."""
    present = Attendance.objects.filter(participant=OuterRef("pk"), left_at=None)
    participants = Participant.objects.select_related("person", "mandate").filter(meeting_id=meeting_id)
    return participants.annotate(is_present=Exists(present)).order_by("capacity", "person__sort_key")


def has_sat(meeting: Meeting) -> bool:
    """Whether it was opened with a roll of its own; what was only written down as held has no minutes here."""
    return meeting.opened_at is not None and meeting.sittings.exclude(started_at=None).exists()


def present_deputies(meeting_id: int) -> int:
    """How many deputies are in the hall now."""
    return next(iter(_counted(meeting_id)), 0)


def counted_deputies(meeting: int | OuterRef) -> QuerySet[Attendance, int]:
    """How many deputies are in the hall of one meeting now, as a row or inside another question; none: no row."""
    present = Attendance.objects.filter(sitting__meeting_id=meeting, left_at=None).exclude(mandate=None).order_by()
    counted = present.values("sitting__meeting_id").annotate(deputies=Count("mandate_id", distinct=True))
    return counted.values_list("deputies", flat=True)


_counted = kept(counted_deputies)


def is_present(meeting_id: int, person_id: int | None) -> bool:
    """Whether the person is checked in now."""
    return Attendance.objects.filter(
        sitting__meeting_id=meeting_id, participant__person_id=person_id or 0, left_at=None
    ).exists()


def speakers_of(item_id: int) -> QuerySet[SpeakerRequest]:
    """The queue: who speaks, then debate, then in the order of asking; finished and withdrawn wishes left out."""
    requests = SpeakerRequest.objects.select_related("participant__person").filter(
        item_id=item_id, ended_at=None, withdrawn_at=None
    )
    return requests.order_by("started_at", "kind", "asked_at")


def speaker_now(meeting_id: int) -> SpeakerRequest | None:
    """Who has the floor."""
    requests = SpeakerRequest.objects.select_related("participant__person").filter(item__meeting_id=meeting_id)
    return requests.filter(ended_at=None, withdrawn_at=None).exclude(started_at=None).first()


def minutes_of(meeting_id: int) -> QuerySet[MinuteEntry]:
    """What the secretary wrote, in the order of the meeting."""
    return MinuteEntry.objects.select_related("item").filter(meeting_id=meeting_id)


def listed(meetings: QuerySet[Meeting]) -> list[Listed]:
    """The rows of one page of the list, in two queries."""
    rows: list[Any] = list(meetings.values_list("id", "title", "place", "starts_at", "state"))
    counts = {meeting_id: numbers for meeting_id, *numbers in _item_counts([row[0] for row in rows])}
    return [Listed._make((*row, *counts.get(row[0], (0, 0)))) for row in rows]


@kept
def _item_counts(meeting_ids: list[int]) -> QuerySet[AgendaItem, Any]:
    rows = AgendaItem.objects.filter(meeting__in=meeting_ids).order_by().values_list("meeting")
    return rows.annotate(finished=Count("finished_at"), count=Count("id"))


def state_counts(actor: Actor) -> dict[str, int]:
    """How many meetings the actor may know of stand in each state, in one query."""
    return dict(_state_counts(actor))


@kept
def _state_counts(actor: Actor) -> QuerySet[Meeting, Any]:
    return meetings_of(actor).order_by().values_list("state").annotate(count=Count("*"))


@cache
def agenda_templates() -> dict[str, dict[str, Any]]:
    """The programmes that a clerk may start from, by code."""
    path = Path(__file__).parent / "data" / "agenda_templates.yaml"
    templates: dict[str, dict[str, Any]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return templates


def convening_decision(meeting: Meeting, moment: datetime) -> Decision:
    """Whether the meeting may be convened at this moment, with what would fall short (R2.08)."""
    day = clock.local_date(meeting.starts_at)
    facts = rules.ConveningFacts(
        session_kind=meeting.session_kind,
        is_session=meeting.kind == "session",
        invited_on=clock.local_date(meeting.convened_at or moment),
        opens_on=day,
        items=meeting.items.count(),
        people=mandates_on(meeting.council_id, day).count() + meeting.participants.count(),
    )
    return rules.may_invite(facts, law_on(meeting.council_id, clock.local_date(moment)))


def counts_deputies(kind: str) -> bool:
    """Whether the kind of meeting is one of all deputies: they are all invited, and a quorum of them is needed."""
    return catalogue_item("meeting_kinds", kind).facts.get("members") == "deputies"


def template_items(code: str) -> list[dict[str, Any]]:
    """The fields of a template's items in order; none for an unknown or empty code."""
    items = agenda_templates().get(code, {}).get("items", [])
    return [
        {"kind": row["kind"], "title": row["title"], "planned_minutes": row["minutes"], "steps": list(row["steps"])}
        for row in items
    ]


def public_items_of(council_ids: Iterable[int]) -> QuerySet[AgendaItem]:
    """The items of public meetings that everybody may follow, once they are on the programme."""
    followed = public_meetings(*council_ids).filter(kind__in=kinds_open_as(Openness.ALL))
    items = AgendaItem.objects.filter(is_public=True, meeting__in=followed.values("pk"))
    return items.exclude(state__in=(ItemState.PROPOSED, ItemState.REJECTED))


def indexed_meetings(ids: Sequence[int]) -> dict[int, Indexed]:
    """What a search keeps of meetings: title, kind, place and day."""
    rows = list(Meeting.objects.filter(pk__in=ids))
    public = set(public_meetings(*{row.council_id for row in rows}).filter(pk__in=ids).values_list("pk", flat=True))
    return {row.pk: _indexed_meeting(row, is_public=row.pk in public) for row in rows}


def indexed_items(ids: Sequence[int]) -> dict[int, Indexed]:
    """What a search keeps of agenda items: title, who presents, in which meeting."""
    rows = list(AgendaItem.objects.filter(pk__in=ids).select_related("meeting"))
    items = public_items_of({row.council_id for row in rows})
    public = set(items.filter(pk__in=ids).values_list("pk", flat=True))
    return {row.pk: _indexed_item(row, is_public=row.pk in public) for row in rows}


def meeting_ids() -> Iterable[int]:
    return Meeting.objects.values_list("pk", flat=True)


def item_ids() -> Iterable[int]:
    return AgendaItem.objects.values_list("pk", flat=True)


def items_in_meeting(meeting_id: int) -> Iterable[int]:
    return items_of(meeting_id).values_list("pk", flat=True)


def readable_meetings(actor: Actor, ids: Sequence[int]) -> Collection[int]:
    """Of these meetings the ones that the actor may know of."""
    return meetings_of(actor).filter(pk__in=ids).values_list("pk", flat=True)


def readable_items(actor: Actor, ids: Sequence[int]) -> Collection[int]:
    """Of these items the ones that the actor may know of."""
    items = AgendaItem.objects.filter(council_id=_council_of(actor))
    known = items if reads_programme(actor) else public_items_of([actor.council_id or 0])
    return known.filter(pk__in=ids).values_list("pk", flat=True)


def meetings_in_public(council_ids: Sequence[int], ids: Sequence[int]) -> Collection[int]:
    return public_meetings(*council_ids).filter(pk__in=ids).values_list("pk", flat=True)


def items_in_public(council_ids: Sequence[int], ids: Sequence[int]) -> Collection[int]:
    return public_items_of(council_ids).filter(pk__in=ids).values_list("pk", flat=True)


def _indexed_meeting(row: Meeting, *, is_public: bool) -> Indexed:
    body = " · ".join(filter(None, (catalogue_item("meeting_kinds", row.kind).label_vi, row.place)))
    audience = Audience.PUBLIC if is_public else Audience.OFFICE
    return Indexed(row.council_id, row.title, clock.local_date(row.starts_at), audience, body, (row.pk,))


def _indexed_item(row: AgendaItem, *, is_public: bool) -> Indexed:
    body = " · ".join(filter(None, (row.meeting.title, row.presenter)))
    audience = Audience.PUBLIC if is_public else Audience.OFFICE
    day = clock.local_date(row.meeting.starts_at)
    return Indexed(row.council_id, row.title, day, audience, body, (row.meeting_id,))


def _council_of(actor: Actor) -> int:
    """The council whose inner records exist for the actor: none for who reads only what is public."""
    return actor.council_id or 0 if reads_programme(actor) else 0
