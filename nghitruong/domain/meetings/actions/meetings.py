"""A meeting from its first line in the calendar to its finished file."""

from datetime import datetime
from typing import Any

from nghitruong.domain.meetings import rules
from nghitruong.domain.meetings.lifecycle import MEETING, Capacity, ItemState, MeetingState
from nghitruong.domain.meetings.models import AgendaItem, Attendance, Meeting, Participant, Sitting, SpeakerRequest
from nghitruong.domain.meetings.policies import may
from nghitruong.domain.meetings.queries import (
    convening_decision,
    counts_deputies,
    current_sitting,
    item_being_voted,
    present_deputies,
    running_item,
    template_items,
)
from nghitruong.foundation.audit.actions import seal_ledger
from nghitruong.foundation.councils.queries import law_on, mandates_on, term_on, total_deputies
from nghitruong.foundation.verbs.beats import announce, lawful, permit, record, refuse_now, verb
from nghitruong.foundation.verbs.moves import move
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Actor
from nghitruong.kernel.decision import Refusal
from nghitruong.kernel.vietnamese.text import clean_line

CHANGEABLE = frozenset({"title", "place", "mode", "starts_at", "ends_at", "ordinal", "session_kind", "is_public"})


@verb("meetings.create_meeting")
def create_meeting(
    clerk: Actor,
    council_id: int,
    *,
    title: str,
    starts_at: datetime,
    kind: str = "session",
    session_kind: str = "",
    ordinal: int | None = None,
    place: str = "",
    template: str = "",
    **details: Any,
) -> Meeting:
    """Put a meeting into the calendar, with the items of a template where one is named. `starts_at` carries a zone."""
    permit(may(clerk, "meetings.create_meeting", council_id=council_id))
    title = clean_line(title)
    if not title:
        refuse_now(rules.NO_TITLE)
    meeting = Meeting.objects.create(
        council_id=council_id,
        term=term_on(council_id, clock.local_date(starts_at)),
        kind=kind,
        session_kind=session_kind,
        ordinal=ordinal,
        title=title,
        place=clean_line(place),
        starts_at=starts_at,
        state=MeetingState.PREPARING,
        **details,
    )
    Sitting.objects.create(council_id=council_id, meeting=meeting, number=1, planned_at=starts_at)
    items = [
        AgendaItem(council_id=council_id, meeting=meeting, position=position, **fields)
        for position, fields in enumerate(template_items(template), start=1)
    ]
    AgendaItem.objects.bulk_create(items)
    record(meeting, title=title, kind=kind, starts_at=starts_at.isoformat(), items=len(items))
    announce(f"meeting-{meeting.pk}")
    return meeting


@verb("meetings.change_meeting")
def change_meeting(clerk: Actor, meeting: Meeting, **changes: Any) -> Meeting:
    """Correct a meeting's title, place, times or kind while the office may still arrange it."""
    permit(may(clerk, "meetings.change_meeting", council_id=meeting.council_id))
    lawful(rules.may_change_agenda(MeetingState(meeting.state)))
    if unknown := set(changes) - CHANGEABLE:
        raise TypeError(f"not changeable: {sorted(unknown)}")
    changes = {name: clean_line(value) if isinstance(value, str) else value for name, value in changes.items()}
    if not changes.get("title", meeting.title):
        refuse_now(rules.NO_TITLE)
    for name, value in changes.items():
        setattr(meeting, name, value)
    meeting.save(update_fields=list(changes))
    record(meeting, changed={name: str(value) for name, value in changes.items()})
    announce(f"meeting-{meeting.pk}")
    return meeting


@verb("meetings.invite_participants")
def invite_participants(clerk: Actor, meeting: Meeting, *, decision: str = "", reason: str = "") -> Meeting:
    """Convene: take the draft programme, put every deputy on the list and invite all (R2.08). May be repeated.

    `decision` is the convening decision's number; `reason` is kept where the notice is shorter than the law's.
    """
    permit(may(clerk, "meetings.invite_participants", council_id=meeting.council_id))
    moment = clock.now()
    day = clock.local_date(meeting.starts_at)
    mandates = list(mandates_on(meeting.council_id, day).select_related("person"))
    lawful(convening_decision(meeting, moment))
    move(
        meeting,
        MEETING,
        "invite_participants",
        convened_at=meeting.convened_at or moment,
        convening_decision=clean_line(decision) or meeting.convening_decision,
    )
    if counts_deputies(meeting.kind):
        _list_deputies(meeting, mandates)
    invited = meeting.participants.filter(invited_at=None).update(invited_at=moment)
    meeting.items.filter(state=ItemState.PROPOSED).update(state=ItemState.ACCEPTED)
    record(meeting, decision=meeting.convening_decision, invited=invited, reason=clean_line(reason))
    announce(f"meeting-{meeting.pk}")
    return meeting


@verb("meetings.take_gavel", serious=True)
def take_gavel(chair: Actor, meeting: Meeting) -> Meeting:
    """Preside from now on. Taking over is explicit and recorded: two people never hold the gavel (ux S4)."""
    permit(may(chair, "meetings.take_gavel", council_id=meeting.council_id))
    lawful(rules.may_take_gavel(MeetingState(meeting.state)))
    before = meeting.presider_id
    meeting.presider_id = chair.person_id
    meeting.save(update_fields=["presider"])
    record(meeting, before=before, presider=chair.person_id)
    announce(f"meeting-{meeting.pk}")
    return meeting


@verb("meetings.open_meeting", serious=True)
def open_meeting(chair: Actor, meeting: Meeting, *, reason: str = "") -> Meeting:
    """Open the meeting and its first sitting, and take the programme that the council adopts at the opening (R2.13).

    Who opens presides. Raises RefusedError without a quorum where the row of law blocks (R2.20).
    """
    permit(may(chair, "meetings.open_meeting", is_own=_may_preside(chair, meeting), council_id=meeting.council_id))
    moment = clock.now()
    day = clock.local_date(moment)
    law = law_on(meeting.council_id, day)
    total = total_deputies(meeting.council_id, day, law)
    present = present_deputies(meeting.pk)
    lawful(rules.may_open(total, present, counts_deputies(meeting.kind), law))
    move(
        meeting,
        MEETING,
        "open_meeting",
        opened_at=moment,
        presider_id=meeting.presider_id or chair.person_id,
        programme_version=1,
    )
    _start_sitting(meeting, moment)
    meeting.items.filter(state__in=_ARRANGED).update(state=ItemState.ON_AGENDA)
    record(meeting, total=total, present=present, programme=1, reason=clean_line(reason))
    announce(f"meeting-{meeting.pk}", f"roll-{meeting.pk}")
    return meeting


@verb("meetings.adjourn_meeting")
def adjourn_meeting(chair: Actor, meeting: Meeting, *, reason: str = "") -> Meeting:
    """End the sitting; the meeting goes on in the next one, with a new roll call (R2.21)."""
    permit(may(chair, "meetings.adjourn_meeting", is_own=_presides(chair, meeting), council_id=meeting.council_id))
    lawful(rules.may_go_on(item_being_voted(meeting.pk) is not None))
    move(meeting, MEETING, "adjourn_meeting", state_reason=clean_line(reason))
    _end_sitting(meeting, clock.now())
    record(meeting, reason=meeting.state_reason)
    announce(f"meeting-{meeting.pk}", f"roll-{meeting.pk}")
    return meeting


@verb("meetings.resume_meeting")
def resume_meeting(chair: Actor, meeting: Meeting) -> Meeting:
    """Go on in the next sitting; who checked in during the break is present."""
    permit(may(chair, "meetings.resume_meeting", is_own=_presides(chair, meeting), council_id=meeting.council_id))
    move(meeting, MEETING, "resume_meeting", state_reason="")
    sitting = _start_sitting(meeting, clock.now())
    record(meeting, sitting=sitting.number, present=present_deputies(meeting.pk))
    announce(f"meeting-{meeting.pk}", f"roll-{meeting.pk}")
    return meeting


@verb("meetings.close_meeting", serious=True)
def close_meeting(chair: Actor, meeting: Meeting) -> Meeting:
    """Close the meeting. Every item must be finished or carried over first (C.1)."""
    permit(may(chair, "meetings.close_meeting", is_own=_presides(chair, meeting), council_id=meeting.council_id))
    if running := running_item(meeting.pk):
        message = rules.ANOTHER_ITEM_RUNS
        refuse_now(Refusal(message.code, message.message, {"position": running.position}))
    lawful(rules.may_go_on(item_being_voted(meeting.pk) is not None))
    moment = clock.now()
    move(meeting, MEETING, "close_meeting", closed_at=moment)
    _end_sitting(meeting, moment)
    record(meeting, present=meeting.participants.filter(attendances__isnull=False).distinct().count())
    announce(f"meeting-{meeting.pk}", f"roll-{meeting.pk}")
    seal_ledger(meeting.council_id)
    return meeting


@verb("meetings.complete_meeting")
def complete_meeting(standing: Actor, meeting: Meeting) -> Meeting:
    """Say that the file is complete: minutes signed, papers sent up and published (R2.25, R2.28)."""
    permit(may(standing, "meetings.complete_meeting", council_id=meeting.council_id))
    move(meeting, MEETING, "complete_meeting")
    record(meeting)
    announce(f"meeting-{meeting.pk}")
    return meeting


@verb("meetings.postpone_meeting")
def postpone_meeting(standing: Actor, meeting: Meeting, *, reason: str) -> Meeting:
    """Put the meeting off, with the reason; it goes back to preparation when a new day is known."""
    permit(may(standing, "meetings.postpone_meeting", council_id=meeting.council_id))
    move(meeting, MEETING, "postpone_meeting", state_reason=_said(reason))
    record(meeting, reason=meeting.state_reason)
    announce(f"meeting-{meeting.pk}")
    return meeting


@verb("meetings.cancel_meeting")
def cancel_meeting(standing: Actor, meeting: Meeting, *, reason: str) -> Meeting:
    """Cancel a meeting that has not opened, with the reason; it stays readable."""
    permit(may(standing, "meetings.cancel_meeting", council_id=meeting.council_id))
    move(meeting, MEETING, "cancel_meeting", state_reason=_said(reason))
    record(meeting, reason=meeting.state_reason)
    announce(f"meeting-{meeting.pk}")
    return meeting


_ARRANGED = (ItemState.ACCEPTED, ItemState.DOCUMENTS_READY, ItemState.VERIFIED)


def _presides(actor: Actor, meeting: Meeting) -> bool:
    return actor.person_id is not None and meeting.presider_id == actor.person_id


def _may_preside(actor: Actor, meeting: Meeting) -> bool:
    """Until somebody presides, whoever holds the chair's role may open."""
    return meeting.presider_id is None or _presides(actor, meeting)


def _said(reason: str) -> str:
    reason = clean_line(reason)
    if not reason:
        refuse_now(rules.NO_REASON)
    return reason


def _list_deputies(meeting: Meeting, mandates: list[Any]) -> None:
    known = set(meeting.participants.values_list("person_id", flat=True))
    Participant.objects.bulk_create(
        [
            Participant(
                council_id=meeting.council_id,
                meeting=meeting,
                person_id=mandate.person_id,
                mandate=mandate,
                capacity=Capacity.DEPUTY,
                seat=str(mandate.seat or ""),
            )
            for mandate in mandates
            if mandate.person_id not in known
        ],
        batch_size=500,
    )


def _start_sitting(meeting: Meeting, moment: datetime) -> Sitting:
    sitting = current_sitting(meeting.pk) or _next_sitting(meeting, moment)
    sitting.started_at = moment
    sitting.save(update_fields=["started_at"])
    return sitting


def _next_sitting(meeting: Meeting, planned_at: datetime) -> Sitting:
    number = 1 + meeting.sittings.count()
    return Sitting.objects.create(council_id=meeting.council_id, meeting=meeting, number=number, planned_at=planned_at)


def _end_sitting(meeting: Meeting, moment: datetime) -> None:
    """End the sitting, the speeches and the presence in it; while adjourned the next roll call is open."""
    SpeakerRequest.objects.filter(item__meeting=meeting, ended_at=None, started_at__isnull=False).update(
        ended_at=moment
    )
    Attendance.objects.filter(sitting__meeting=meeting, left_at=None).update(left_at=moment)
    meeting.sittings.filter(ended_at=None, started_at__isnull=False).update(ended_at=moment)
    if meeting.state == MeetingState.ADJOURNED and current_sitting(meeting.pk) is None:
        _next_sitting(meeting, moment)
