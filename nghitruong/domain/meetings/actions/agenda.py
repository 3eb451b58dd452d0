"""The agenda: arranged by the office, run by whoever presides."""

from typing import Any

from django.db.models import F, Max

from nghitruong.domain.meetings import rules
from nghitruong.domain.meetings.lifecycle import ITEM, ItemState, MeetingState, Step
from nghitruong.domain.meetings.models import AgendaItem, Meeting, Paper, SpeakerRequest
from nghitruong.domain.meetings.policies import may
from nghitruong.domain.meetings.queries import item_being_voted, running_item
from nghitruong.foundation.documents.models import Document
from nghitruong.foundation.verbs.beats import announce, consequence, lawful, permit, record, refuse_now, verb
from nghitruong.foundation.verbs.moves import move
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Actor
from nghitruong.kernel.vietnamese.text import clean_line, clean_text

CHANGEABLE = frozenset(
    {"title", "short_title", "presenter", "presenter_agency", "planned_minutes", "steps", "is_public", "script", "kind"}
)
_STEP_VERBS = {
    Step.PRESENTATION: "present_item",
    Step.DISCUSSION: "debate_item",
    Step.VOTE: "put_to_vote",
    Step.DONE: "note_item",
}
"""Steps that move the item's state; verification and explanation happen within a state."""
_FAR = 10_000
"""Positions are unique, so a move first parks the rows beyond every real position."""


@verb("meetings.add_item")
def add_item(clerk: Actor, meeting: Meeting, *, title: str, kind: str = "other", **details: Any) -> AgendaItem:
    """Add an item at the end of the agenda; during the meeting it is an addition that the council agreed to (R2.13)."""
    permit(may(clerk, "meetings.add_item", council_id=meeting.council_id))
    lawful(rules.may_change_agenda(MeetingState(meeting.state)))
    title = clean_line(title)
    if not title:
        refuse_now(rules.NO_TITLE)
    details = {"steps": [Step.PRESENTATION, Step.DISCUSSION], **details}
    lawful(rules.is_item(kind, details["steps"]))
    is_running = meeting.state in (MeetingState.OPEN, MeetingState.ADJOURNED)
    last: int | None = meeting.items.aggregate(last=Max("position"))["last"]
    item = AgendaItem.objects.create(
        council_id=meeting.council_id,
        meeting=meeting,
        position=(last or 0) + 1,
        title=title,
        kind=kind,
        state=ItemState.ON_AGENDA if is_running else ItemState.PROPOSED,
        **details,
    )
    if is_running:
        Meeting.objects.filter(pk=meeting.pk).update(programme_version=F("programme_version") + 1)
    record(item, meeting=meeting.pk, title=title, position=item.position)
    announce(f"meeting-{meeting.pk}")
    return item


@verb("meetings.change_item")
def change_item(clerk: Actor, item: AgendaItem, **changes: Any) -> AgendaItem:
    """Correct an item's words, presenter, minutes or steps while it has not been dealt with."""
    permit(may(clerk, "meetings.change_item", council_id=item.council_id))
    lawful(rules.may_change_agenda(MeetingState(item.meeting.state)))
    if unknown := set(changes) - CHANGEABLE:
        raise TypeError(f"not changeable: {sorted(unknown)}")
    changes = {name: clean_text(value) if isinstance(value, str) else value for name, value in changes.items()}
    if not changes.get("title", item.title):
        refuse_now(rules.NO_TITLE)
    for name, value in changes.items():
        setattr(item, name, value)
    item.save(update_fields=list(changes))
    record(item, changed={name: str(value) for name, value in changes.items()})
    announce(f"meeting-{item.meeting_id}")
    return item


@verb("meetings.move_item")
def move_item(clerk: Actor, item: AgendaItem, *, position: int) -> AgendaItem:
    """Put the item at another place of the agenda; the others close up."""
    permit(may(clerk, "meetings.move_item", council_id=item.council_id))
    lawful(rules.may_change_agenda(MeetingState(item.meeting.state)))
    before = item.position
    order = list(
        AgendaItem.objects.filter(meeting_id=item.meeting_id).order_by("position").values_list("id", flat=True)
    )
    order.remove(item.pk)
    order.insert(max(0, min(position, len(order) + 1) - 1), item.pk)
    _renumber(item.meeting_id, order)
    item.refresh_from_db(fields=["position"])
    record(item, before=before, position=item.position)
    announce(f"meeting-{item.meeting_id}")
    return item


@verb("meetings.withdraw_item")
def withdraw_item(clerk: Actor, item: AgendaItem, *, reason: str) -> AgendaItem:
    """Take an item off at its proposer's wish, with the reason (C.2); it stays on the list, marked."""
    permit(may(clerk, "meetings.withdraw_item", council_id=item.council_id))
    reason, freed = _take_off(item, "withdraw_item", reason)
    record(item, reason=reason)
    announce(f"meeting-{item.meeting_id}", *freed)
    return item


@verb("meetings.carry_over_item")
def carry_over_item(chair: Actor, item: AgendaItem, *, reason: str) -> AgendaItem:
    """Leave an item to the next session, with the reason (C.2)."""
    permit(may(chair, "meetings.carry_over_item", is_own=_presides(chair, item), council_id=item.council_id))
    reason, freed = _take_off(item, "carry_over_item", reason)
    record(item, reason=reason)
    announce(f"meeting-{item.meeting_id}", *freed)
    return item


@verb("meetings.add_paper")
def add_paper(clerk: Actor, item: AgendaItem, *, document: Document, kind: str = "report") -> Paper:
    """Put a document of the council before the meeting under this item."""
    permit(may(clerk, "meetings.add_paper", council_id=item.council_id))
    lawful(rules.may_change_agenda(MeetingState(item.meeting.state)))
    lawful(rules.is_of_council(document.council_id == item.council_id))
    paper, _ = Paper.objects.get_or_create(
        item=item,
        document=document,
        defaults={"council_id": item.council_id, "kind": kind, "position": item.papers.count() + 1},
    )
    record(item, document=document.pk, kind=kind)
    announce(f"meeting-{item.meeting_id}")
    return paper


@verb("meetings.remove_paper")
def remove_paper(clerk: Actor, paper: Paper) -> None:
    """Take a paper off the item; the document itself stays where it is."""
    permit(may(clerk, "meetings.remove_paper", council_id=paper.council_id))
    lawful(rules.may_change_agenda(MeetingState(paper.item.meeting.state)))
    item, document = paper.item, paper.document_id
    paper.delete()
    record(item, document=document)
    announce(f"meeting-{item.meeting_id}")


@verb("meetings.run_step")
def run_step(chair: Actor, item: AgendaItem, *, step: str = "", reason: str = "") -> AgendaItem:
    """Take the item to its next step, or to the named one: on, past a skipped one, or back (ux 5.2).

    Raises RefusedError while another item runs, when the meeting does not, and for leaving out a vote.
    """
    permit(may(chair, "meetings.run_step", is_own=_presides(chair, item), council_id=item.council_id))
    target = step or rules.next_step(item.steps, item.step)
    lawful(rules.may_go_on(item_being_voted(item.meeting_id) == item.pk))
    running = running_item(item.meeting_id)
    facts = rules.StepFacts(
        meeting=MeetingState(item.meeting.state),
        item=ItemState(item.state),
        steps=item.steps,
        current=item.step,
        running_position=running.position if running and running.pk != item.pk else None,
    )
    lawful(rules.may_step(facts, target))
    before = item.step
    moment = clock.now()
    fields = {"step": target, "started_at": item.started_at or moment}
    if target == Step.DONE:
        fields["finished_at"] = moment
    freed = _empty_floor(item) if target in (Step.VOTE, Step.DONE) else []
    _apply_step(item, Step(target), fields)
    record(item, before=before, step=target, reason=clean_line(reason))
    announce(f"meeting-{item.meeting_id}", *freed)
    return item


@consequence("meetings.decide_item")
def decide_item(item: AgendaItem) -> None:
    """The vote on the item was announced: it is decided, one way or the other (C.2). Asked for by `voting`."""
    moment = clock.now()
    move(item, ITEM, "decide_item", step=Step.DONE, finished_at=moment)
    freed = _empty_floor(item)
    record(item)
    announce(f"meeting-{item.meeting_id}", *freed)


def _presides(actor: Actor, item: AgendaItem) -> bool:
    return actor.person_id is not None and item.meeting.presider_id == actor.person_id


def _apply_step(item: AgendaItem, target: Step, fields: dict[str, Any]) -> None:
    """Move the state where the step has one of its own, else only write the step."""
    verb_name = _STEP_VERBS.get(target)
    is_decided = target is Step.DONE and item.state in (ItemState.DECIDED, ItemState.NOTED)
    if verb_name and not is_decided and ITEM.next_state(ItemState(item.state), verb_name):
        move(item, ITEM, verb_name, **fields)
        return
    for name, value in fields.items():
        setattr(item, name, value)
    item.save(update_fields=list(fields))


def _take_off(item: AgendaItem, verb_name: str, reason: str) -> tuple[str, list[str]]:
    """The change itself; answers the reason as it is kept, and the topics of those whose own page showed the item."""
    reason = clean_line(reason)
    if not reason:
        refuse_now(rules.NO_REASON)
    lawful(rules.may_go_on(item_being_voted(item.meeting_id) == item.pk))
    move(item, ITEM, verb_name, step=Step.DONE if item.step else "", finished_at=clock.now())
    return reason, _empty_floor(item)


def _empty_floor(item: AgendaItem) -> list[str]:
    """End the speech and the queue; answers the topics of those whose own page showed it."""
    moment = clock.now()
    waiting = SpeakerRequest.objects.filter(item=item, ended_at=None, withdrawn_at=None)
    people = [f"person-{number}" for number in waiting.values_list("participant__person_id", flat=True)]
    waiting.filter(started_at=None).update(withdrawn_at=moment)
    waiting.exclude(started_at=None).update(ended_at=moment)
    return people


def _renumber(meeting_id: int, order: list[int]) -> None:
    items = AgendaItem.objects.filter(meeting_id=meeting_id)
    items.update(position=F("position") + _FAR)
    for position, item_id in enumerate(order, start=1):
        items.filter(pk=item_id).update(position=position)
