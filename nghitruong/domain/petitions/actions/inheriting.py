"""When a council follows others, their voters' open petitions go on in it."""

from collections.abc import Sequence

from nghitruong.domain.commitments.actions import withdraw_from_record
from nghitruong.domain.petitions.actions.dividing import drop_parts
from nghitruong.domain.petitions.actions.parts import Wish
from nghitruong.domain.petitions.actions.recording import insert_wishes
from nghitruong.domain.petitions.actions.topics import take_over_topics
from nghitruong.domain.petitions.lifecycle import Channel, PetitionerKind, PetitionState, WishKind
from nghitruong.domain.petitions.models import Intake, Petition, Transfer, Voice
from nghitruong.domain.petitions.queries import open_petitions
from nghitruong.foundation.councils.handover import HANDED_OVER, Handover
from nghitruong.foundation.verbs.beats import announce, consequence, record, unchanged
from nghitruong.kernel import clock

_ENDED = PetitionState.DUPLICATE


@consequence("petitions.carry_petitions")
def carry_petitions(handover: Handover) -> int:
    """Record each open petition of a predecessor anew in the council that follows, with its voters; answers how many.

    The agencies of the old unit are no more, so each is sorted and sent again; the old record stays readable, names
    the new one, and what was owed for it ends. A council that was followed only in part keeps its own petitions.
    """
    if not handover.is_whole:
        return unchanged(0)
    heirs = _record_anew(list(open_petitions(handover.predecessor_id)), handover)
    threads = _take_over_threads(handover)
    if not heirs and not threads:
        return unchanged(0)
    record(None, council_id=handover.council_id, petitions=[heir.code for heir in heirs], threads=threads)
    announce("petitions")
    return len(heirs)


def _record_anew(open_ones: Sequence[Petition], handover: Handover) -> list[Petition]:
    if not open_ones:
        return []
    intake = Intake.objects.create(
        council_id=handover.council_id,
        channel=Channel.EARLIER,
        title=open_ones[0].council.name,
        held_on=handover.on,
        by=handover.decision or open_ones[0].council.name,
    )
    take_over_topics(handover.predecessor_id, handover.council_id)
    heirs = insert_wishes(intake, [_wish_of(old) for old in open_ones])
    for old, heir in zip(open_ones, heirs, strict=True):
        _hand_over(old, heir)
    return heirs


def _hand_over(old: Petition, heir: Petition) -> None:
    """The heir keeps the day, the count and the voters with their codes; the old record leads to it."""
    heir.earlier, heir.times_raised, heir.recorded_on = old, old.times_raised, old.recorded_on
    heir.withheld_on = old.withheld_on
    heir.save(update_fields=["earlier", "times_raised", "recorded_on", "withheld_on"])
    heir.voices.all().delete()
    Voice.objects.bulk_create(_voice_of(voice, heir) for voice in old.voices.all())
    if old.upward_id:
        _keep_way_up(old, heir)
    _keep_way_below(old, heir)
    if old.answer and old.answer.ended_on is None:
        withdraw_from_record(old.answer, reason=HANDED_OVER)
    drop_parts(old)
    old.state, old.state_reason, old.same_as, old.closed_on = _ENDED, HANDED_OVER, heir, clock.today()
    old.save(update_fields=["state", "state_reason", "same_as", "closed_on"])


def _keep_way_up(old: Petition, heir: Petition) -> None:
    """The council above goes on with it; its answer comes to the heir."""
    Transfer.objects.filter(pk=old.upward_id or 0).update(petition=heir, council=heir.council_id)
    heir.upward_id, heir.state, heir.public_text = old.upward_id, old.state, old.public_text
    heir.is_public, heir.forwarded_at, heir.letter_number = old.is_public, old.forwarded_at, old.letter_number
    heir.save(update_fields=["upward", "state", "public_text", "is_public", "forwarded_at", "letter_number"])


def _keep_way_below(old: Petition, heir: Petition) -> None:
    """Councils below wait for the heir: it answers them, or sends it back."""
    waiting = Transfer.objects.filter(heir=old, returned_on=None, recalled_at=None)
    waiting.update(heir=heir, receiver=heir.council_id)


def _take_over_threads(handover: Handover) -> int:
    """What councils below sent is the following council's to write about, merged and settled ones too; how many."""
    to_old = Transfer.objects.filter(receiver=handover.predecessor_id, returned_on=None, recalled_at=None)
    return to_old.update(receiver=handover.council_id)


def _wish_of(old: Petition) -> Wish:
    return Wish(
        text=old.text,
        title=old.title,
        public_text=old.public_text,
        kind=WishKind(old.kind),
        petitioner=PetitionerKind(old.petitioner_kind),
        place=old.place,
        neighbourhood=old.neighbourhood,
        topic=old.topic,
        level=old.level,
        suggestion={**old.suggestion, "start": None, "end": None},
    )


def _voice_of(voice: Voice, heir: Petition) -> Voice:
    return Voice(
        council_id=heir.council_id,
        petition=heir,
        recorded_with=heir,
        name=voice.name,
        phone=voice.phone,
        email=voice.email,
        address=voice.address,
        private_code=voice.private_code,
        forget_after=voice.forget_after,
    )
