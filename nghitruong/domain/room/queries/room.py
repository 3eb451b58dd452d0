"""The room at this moment, from the tables of those who own the facts."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from nghitruong.domain.meetings.lifecycle import MeetingState
from nghitruong.domain.meetings.models import AgendaItem, Attendance, Meeting, SpeakerRequest
from nghitruong.domain.meetings.queries import (
    current_sitting,
    items_of,
    meeting_for,
    participants_of,
    participation_of,
    present_deputies,
    running_item,
    speaker_now,
    speakers_of,
)
from nghitruong.domain.room.lifecycle import RoomState
from nghitruong.domain.room.models import Room
from nghitruong.domain.room.policies import may_enter_room
from nghitruong.domain.room.rules import RoomFacts, room_state
from nghitruong.domain.voting.lifecycle import PollState
from nghitruong.domain.voting.models import Ballot, Poll
from nghitruong.domain.voting.queries import current_poll_of, decided_polls, polls_of, sent_count
from nghitruong.foundation.councils.queries import total_deputies
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Actor, Role
from nghitruong.kernel.decision import RefusedError
from nghitruong.kernel.policy import NO_SUCH_RECORD

RESULT_STAYS = timedelta(seconds=60)
"""A result stays on the wall until the next item, or this long (ux S6)."""


@dataclass(frozen=True)
class RoomView:
    """Everything that the faces of a room show. `present` and `total` count deputies."""

    meeting: Meeting
    state: RoomState
    items: list[AgendaItem]
    item: AgendaItem | None
    poll: Poll | None
    sent: int
    present: int
    total: int
    speaker: SpeakerRequest | None
    queue: list[SpeakerRequest]
    room: Room | None
    decided: list[Poll]

    @property
    def finished(self) -> int:
        return sum(1 for item in self.items if item.finished_at)


def room_for(actor: Actor, meeting_id: int) -> Meeting:
    """A meeting whose room the actor may enter; the public face of a public meeting has an address of its own."""
    meeting = meeting_for(actor, meeting_id)
    if not is_let_in(actor, meeting):
        raise RefusedError(NO_SUCH_RECORD, f"meeting-{meeting_id}")
    return meeting


def is_let_in(actor: Actor, meeting: Meeting) -> bool:
    """Whether the actor follows this meeting from inside; asked of a guest only, who takes part."""
    if actor.council_id != meeting.council_id:
        return False
    takes_part = actor.has(Role.GUEST) and participation_of(meeting.pk, actor.person_id) is not None
    return may_enter_room(actor, is_own=takes_part).is_allowed


def view_room(meeting: Meeting) -> RoomView:
    """The room of a meeting now. A fixed number of queries, whatever the number of items and deputies."""
    item = running_item(meeting.pk)
    poll = current_poll_of(meeting.pk)
    room = Room.objects.filter(meeting=meeting).first()
    return RoomView(
        meeting=meeting,
        state=room_state(_facts(meeting, item, poll, room)),
        items=list(items_of(meeting.pk)),
        item=item,
        poll=poll,
        sent=sent_count(poll.pk) if poll else 0,
        present=present_deputies(meeting.pk),
        total=total_deputies(meeting.council_id, clock.local_date(meeting.opened_at or meeting.starts_at)),
        speaker=speaker_now(meeting.pk),
        queue=[row for row in speakers_of(item.pk) if row.started_at is None] if item else [],
        room=room,
        decided=list(decided_polls(meeting.pk)),
    )


def _facts(meeting: Meeting, item: AgendaItem | None, poll: Poll | None, room: Room | None) -> RoomFacts:
    now = clock.now()
    announced = poll.announced_at if poll else None
    return RoomFacts(
        meeting=MeetingState(meeting.state),
        is_roll_call_open=clock.local_date(meeting.starts_at) <= clock.local_date(now)
        and current_sitting(meeting.pk) is not None,
        item_kind=item.kind if item else "",
        poll=PollState(poll.state) if poll else None,
        is_poll_of_running_item=bool(poll and item and poll.item_id == item.pk),
        is_result_fresh=bool(announced and now - announced < RESULT_STAYS and item is None),
        is_paused=bool(room and room.paused_at),
    )


def watched_meeting(meeting_id: int) -> Meeting | None:
    """A meeting by its number, for the stream: who may watch it is asked of policy, not here."""
    return Meeting.objects.select_related("presider", "council__unit").filter(pk=meeting_id).first()


def watched_poll(poll_id: int) -> Poll | None:
    """A vote by its number, for the stream."""
    return Poll.objects.select_related("meeting", "item").filter(pk=poll_id).first()


def room_by_code(code: str) -> Room | None:
    """The room whose wall has this code. The code is the right to see what the hall sees."""
    return Room.objects.select_related("meeting__council__unit", "meeting__presider").filter(pairing_code=code).first()


def poll_to_open(item: AgendaItem | None) -> Poll | None:
    """The vote that the secretary prepared for the item, next in order."""
    if item is None:
        return None
    return Poll.objects.filter(item=item, state=PollState.PREPARED).order_by("number").first()


def unsent_people(poll: Poll) -> list[str]:
    """Who is present and has not sent a ballot, by name; never what anybody chose."""
    sent = Ballot.objects.filter(poll=poll).values("mandate_id")
    here = Attendance.objects.filter(sitting__meeting_id=poll.meeting_id, left_at=None).exclude(mandate=None)
    waiting = here.exclude(mandate_id__in=sent).order_by("participant__person__sort_key")
    return list(waiting.values_list("participant__person__full_name", flat=True))


def hall(meeting: Meeting, poll: Poll | None) -> list[dict[str, Any]]:
    """Every deputy's seat: present or not, sent or not. What was chosen is not in here."""
    sent = set(Ballot.objects.filter(poll=poll).values_list("mandate_id", flat=True)) if poll else set()
    return [
        {
            "participant": row.pk,
            "seat": row.seat,
            "name": row.person.full_name,
            "is_present": row.is_present,  # type: ignore[attr-defined]
            "has_sent": row.mandate_id in sent,
        }
        for row in participants_of(meeting.pk)
        if row.mandate_id
    ]


def room_json(view: RoomView) -> dict[str, Any]:
    """The room as programs see it, beside the meeting's own facts."""
    presider = view.meeting.presider
    open_poll = view.poll if view.poll and view.poll.state == PollState.OPENED else None
    shown = {item.pk for item in view.items}
    return {
        "room_state": str(view.state),
        "sittings": [
            {"id": row.pk, "number": row.number, "started_at": row.started_at, "ended_at": row.ended_at}
            for row in view.meeting.sittings.all()
        ],
        "present": view.present,
        "total": view.total,
        "gavel": {"person_id": presider.pk, "name": presider.full_name} if presider else None,
        "current_item": view.item.pk if view.item else None,
        "open_poll": {"id": open_poll.pk, "question": open_poll.question, "sent": view.sent} if open_poll else None,
        "polls": [
            {"id": row.pk, "item_id": row.item_id, "state": row.state}
            for row in polls_of(view.meeting.pk)
            if row.item_id in shown
        ],
    }
