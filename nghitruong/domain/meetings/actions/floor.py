"""The floor: who asks for it, who has it."""

from nghitruong.domain.meetings import rules
from nghitruong.domain.meetings.models import AgendaItem, SpeakerRequest
from nghitruong.domain.meetings.policies import may
from nghitruong.domain.meetings.queries import is_present, participation_of, speaker_now, speakers_of
from nghitruong.foundation.verbs.beats import announce, lawful, permit, record, refuse_now, verb
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Actor

SPEECH = "speech"
DEBATE = "debate"
KINDS = (DEBATE, SPEECH)


@verb("meetings.ask_for_floor", lock=False)
def ask_for_floor(deputy: Actor, item: AgendaItem, *, kind: str = SPEECH) -> SpeakerRequest:
    """Join the queue of speakers on the item being dealt with; `debate` answers the one who speaks."""
    permit(may(deputy, "meetings.ask_for_floor", is_own=deputy.mandate_id is not None, council_id=item.council_id))
    participant = participation_of(item.meeting_id, deputy.person_id)
    if participant is None:
        refuse_now(rules.NOT_INVITED)
    if kind not in KINDS:
        refuse_now(rules.NO_SUCH_KIND)
    is_running = bool(item.started_at) and item.finished_at is None
    has_asked = speakers_of(item.pk).filter(participant=participant).exists()
    here = is_present(item.meeting_id, deputy.person_id)
    lawful(rules.may_ask_for_floor(is_running, here, has_asked))
    request = SpeakerRequest.objects.create(
        council_id=item.council_id, item=item, participant=participant, kind=kind, asked_at=clock.now()
    )
    record(item, participant=participant.pk, kind=kind)
    announce(f"meeting-{item.meeting_id}")
    return request


@verb("meetings.withdraw_request")
def withdraw_request(deputy: Actor, request: SpeakerRequest) -> None:
    """Leave the queue."""
    is_own = request.participant.person_id == deputy.person_id
    permit(may(deputy, "meetings.withdraw_request", is_own=is_own, council_id=request.council_id))
    waiting = SpeakerRequest.objects.filter(pk=request.pk, started_at=None, withdrawn_at=None)
    if not waiting.update(withdrawn_at=clock.now()):
        refuse_now(rules.NOT_WAITING)
    record(request.item, participant=request.participant_id)
    announce(f"meeting-{request.item.meeting_id}")


@verb("meetings.give_floor")
def give_floor(chair: Actor, request: SpeakerRequest, *, seconds: int = 300) -> SpeakerRequest:
    """Call one of the queue; whoever spoke before has finished. `seconds` is the time allowed."""
    is_own = chair.person_id is not None and request.item.meeting.presider_id == chair.person_id
    permit(may(chair, "meetings.give_floor", is_own=is_own, council_id=request.council_id))
    moment = clock.now()
    if speaking := speaker_now(request.item.meeting_id):
        SpeakerRequest.objects.filter(pk=speaking.pk).update(ended_at=moment)
    waiting = SpeakerRequest.objects.filter(pk=request.pk, started_at=None, withdrawn_at=None)
    if not waiting.update(started_at=moment, allowed_seconds=seconds):
        refuse_now(rules.NOT_WAITING)
    request.started_at, request.allowed_seconds = moment, seconds
    record(request.item, participant=request.participant_id, seconds=seconds)
    announce(f"meeting-{request.item.meeting_id}", *_people(request, speaking))
    return request


@verb("meetings.extend_speech")
def extend_speech(chair: Actor, request: SpeakerRequest, *, seconds: int = 60) -> SpeakerRequest:
    """Give who speaks more time, an hour in all at most (ux S4, "+1 phút")."""
    is_own = chair.person_id is not None and request.item.meeting.presider_id == chair.person_id
    permit(may(chair, "meetings.extend_speech", is_own=is_own, council_id=request.council_id))
    is_speaking = request.started_at is not None and request.ended_at is None
    lawful(rules.may_extend(is_speaking, request.allowed_seconds, seconds))
    request.allowed_seconds += seconds
    request.save(update_fields=["allowed_seconds"])
    record(request.item, participant=request.participant_id, seconds=request.allowed_seconds)
    announce(f"meeting-{request.item.meeting_id}", *_people(request))
    return request


@verb("meetings.end_speech")
def end_speech(chair: Actor, request: SpeakerRequest) -> None:
    """The speaker has finished."""
    is_own = chair.person_id is not None and request.item.meeting.presider_id == chair.person_id
    permit(may(chair, "meetings.end_speech", is_own=is_own, council_id=request.council_id))
    speaking = SpeakerRequest.objects.filter(pk=request.pk, ended_at=None).exclude(started_at=None)
    if not speaking.update(ended_at=clock.now()):
        refuse_now(rules.NOT_SPEAKING)
    record(request.item, participant=request.participant_id)
    announce(f"meeting-{request.item.meeting_id}", *_people(request))


def _people(*requests: SpeakerRequest | None) -> list[str]:
    """The topics of those whose turn began or ended: their own page shows it."""
    return [f"person-{request.participant.person_id}" for request in requests if request]
