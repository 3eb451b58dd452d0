"""What others say about a petition: the voter's verdict, a deputy's remark; and what is forgotten."""

from datetime import date
from typing import Any

from nghitruong.domain.petitions import rules
from nghitruong.domain.petitions.actions.saying import topics_of
from nghitruong.domain.petitions.lifecycle import ENDED, ReplyState, Verdict
from nghitruong.domain.petitions.models import Petition, Photo, Rating, Remark, Reply, SavedFilter, Voice
from nghitruong.domain.petitions.policies import may
from nghitruong.foundation.verbs.beats import announce, lawful, permit, record, refuse_now, verb
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Actor
from nghitruong.kernel.vietnamese.text import clean_line, clean_text


@verb("petitions.take_charge")
def take_charge(deputy: Actor, petition: Petition) -> Petition:
    """A deputy follows the petition from now on and sees who asked."""
    permit(may(deputy, "petitions.take_charge", is_own=deputy.mandate_id is not None, council_id=petition.council_id))
    petition.in_charge_id = deputy.mandate_id
    petition.save(update_fields=["in_charge"])
    record(petition, in_charge=deputy.mandate_id)
    announce(*topics_of(petition))
    return petition


@verb("petitions.remark_on_petition")
def remark_on_petition(deputy: Actor, petition: Petition, *, text: str) -> Remark:
    """Note what a deputy or the office thinks of it; never public."""
    own = deputy.mandate_id is not None
    permit(may(deputy, "petitions.remark_on_petition", is_own=own, council_id=petition.council_id))
    said = clean_text(text)
    if not said:
        refuse_now(rules.NO_WISH)
    remark = Remark.objects.create(council_id=petition.council_id, petition=petition, by=deputy.name, text=said)
    record(petition, remark=remark.pk)
    announce(*topics_of(petition))
    return remark


@verb("petitions.rate_answer")
def rate_answer(
    system: Actor, reply: Reply, *, voice: Voice, verdict: Verdict, reason: str = "", words: str = ""
) -> Rating:
    """A voter with the private code says whether the answer is good; the last word counts (ux S11)."""
    permit(may(system, "petitions.rate_answer", council_id=reply.council_id))
    lawful(rules.may_rate(reply.petition_id == voice.petition_id, is_answered=reply.state == ReplyState.ACCEPTED))
    rating, _is_new = Rating.objects.update_or_create(
        reply=reply,
        voice=voice,
        defaults={
            "council_id": reply.council_id,
            "verdict": verdict,
            "reason": reason,
            "words": clean_text(words),
            "at": clock.now(),
        },
    )
    record(reply.petition, reply=reply.number, verdict=verdict, reason=reason)
    announce(*topics_of(reply.petition))
    return rating


@verb("petitions.add_words")
def add_words(system: Actor, voice: Voice, *, text: str) -> Remark:
    """A voter with the private code adds to what she asked for; the office reads it, nobody else (ux S11)."""
    permit(may(system, "petitions.add_words", council_id=voice.council_id))
    said, petition = clean_text(text), voice.petition
    lawful(rules.may_add_words(said, added=petition.remarks.filter(is_from_voter=True).count()))
    remark = Remark.objects.create(council_id=voice.council_id, petition=petition, text=said, is_from_voter=True)
    record(petition, remark=remark.pk)
    announce(*topics_of(petition))
    return remark


@verb("petitions.stop_messages")
def stop_messages(system: Actor, voice: Voice) -> Voice:
    """A voter with the private code wants no more messages: telephone and mail address are cleared (Law 91/2025).

    Announces nothing: nobody watches who the voters are.
    """
    permit(may(system, "petitions.stop_messages", council_id=voice.council_id))
    voice.phone = voice.email = ""
    voice.save(update_fields=["phone", "email"])
    record(voice.petition, is_contact_cleared=True)
    return voice


@verb("petitions.forget_voices")
def forget_voices(system: Actor, council_id: int, *, today: date) -> int:
    """Clear names and contacts whose term is over, up to 500 at once; answers how many (Law 91/2025).

    Their pictures are deleted. A petition that is still open keeps its voters. Announces nothing: nobody watches.
    """
    permit(may(system, "petitions.forget_voices", council_id=council_id))
    due = Voice.objects.filter(council_id=council_id, forgotten_on=None, forget_after__lt=today)
    chosen = list(due.filter(petition__state__in=ENDED).values_list("pk", flat=True)[: rules.MOST_AT_ONCE])
    Photo.objects.filter(voice__in=chosen).delete()
    count = Voice.objects.filter(pk__in=chosen).update(name="", phone="", email="", address="", forgotten_on=today)
    record(None, council_id=council_id, forgotten=count)
    return count


@verb("petitions.keep_filter")
def keep_filter(
    reader: Actor, council_id: int, *, name: str, query: str, is_dropped: bool = False
) -> SavedFilter | None:
    """Keep a view of the list under a name, or drop it. Announces nothing: it is the reader's own habit."""
    permit(may(reader, "petitions.keep_filter", is_own=True, council_id=council_id))
    name = clean_line(name)[:80]
    if not name:
        refuse_now(rules.NO_NAME)
    own: dict[str, Any] = {"council_id": council_id, "account_id": reader.account_id or 0, "name": name}
    if is_dropped:
        SavedFilter.objects.filter(**own).delete()
        kept = None
    else:
        kept, _is_new = SavedFilter.objects.update_or_create(**own, defaults={"query": query[:500]})
    record(None, council_id=council_id, name=name, is_dropped=is_dropped)
    return kept
