"""A petition goes to the council above and comes back: each council leads its own record, one thread joins them.

The sender's record waits and keeps its code and its voters. The receiver has a second record, which it sorts, sends
and answers like any other; what it accepts is written into the sender's record as a consequence, under its permission.
"""

from collections.abc import Mapping, Sequence

from nghitruong.domain.petitions import rules
from nghitruong.domain.petitions.actions.parts import Voter, Wish
from nghitruong.domain.petitions.actions.recording import insert_wishes
from nghitruong.domain.petitions.actions.saying import topics_of
from nghitruong.domain.petitions.actions.sending import RECALLED
from nghitruong.domain.petitions.lifecycle import (
    PETITION,
    SETTLED,
    Channel,
    Level,
    PetitionerKind,
    PetitionState,
    ReplyState,
    WishKind,
)
from nghitruong.domain.petitions.models import Intake, Petition, Reply, Transfer, TransferMessage
from nghitruong.domain.petitions.policies import may
from nghitruong.domain.petitions.queries import council_above, is_awaited_below, leaving, proposal_for, topic_book
from nghitruong.domain.petitions.queries.upward import below_of, goes_on_as, is_voters_address
from nghitruong.foundation.councils.models import Council
from nghitruong.foundation.documents.actions import receive_copy
from nghitruong.foundation.verbs.beats import announce, consequence, lawful, permit, record, refuse_now, unchanged, verb
from nghitruong.foundation.verbs.moves import move
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Actor
from nghitruong.kernel.vietnamese.text import clean_line, clean_text

_SAID = (
    "result_class",
    "text",
    "done_on",
    "done_so_far",
    "promised_on",
    "responsible",
    "resources",
    "basis",
    "evidence",
    "late_reason",
    "due_on",
    "days_late",
    "document_number",
    "written_by",
    "sent_by",
    "sent_at",
)
"""What of an answer goes to the council below, beside its papers."""


@verb("petitions.transfer_petitions", serious=True)
def transfer_petitions(
    standing: Actor,
    council_id: int,
    *,
    words: Mapping[str, str],
    level: str = Level.PROVINCE,
    letter_number: str = "",
    names_reason: str = "",
) -> list[Petition]:
    """Send up to 500 petitions to the Standing body of the council above, in the words that everybody may read (R7.18).

    `words` holds the text that goes along, by code. Who asked stays here; a reason why it is needed above passes it on,
    for one petition at a time. Those that have left already are left out. Raises RefusedError where none is ready.
    """
    permit(may(standing, "petitions.transfer_petitions", council_id=council_id))
    said = {code: clean_text(text) for code, text in list(words.items())[: rules.MOST_AT_ONCE]}
    ready = _ready(council_id, list(said))
    above, reason = council_above(council_id), clean_line(names_reason)[:500]
    found = [leaving(each, said[each.code]) for each in ready]
    lawful(rules.may_transfer(found, level, has_council_above=above is not None, with_names=bool(reason)))
    for petition in ready:
        lawful(rules.may_end_here(is_from_below=is_awaited_below(petition)))
    assert above is not None
    heirs = receive_transfer(above, ready, said=said, level=level, with_names=bool(reason))
    for petition, heir in zip(ready, heirs, strict=True):
        _leave(standing, petition, heir, said[petition.code], level, clean_line(letter_number)[:60], reason)
    codes = [each.code for each in ready]
    record(None, council_id=council_id, petitions=codes, to=above.pk, letter=letter_number, names_reason=reason)
    announce("petitions", *(f"petition-{each.pk}" for each in ready))
    return ready


@consequence("petitions.receive_transfer")
def receive_transfer(
    above: Council, petitions: Sequence[Petition], *, said: Mapping[str, str], level: str, with_names: bool
) -> list[Petition]:
    """The council above has the petitions as records of its own, which it sorts and sends itself."""
    sender = petitions[0].council
    intake = Intake.objects.create(
        council=above,
        channel=Channel.LOWER,
        title=sender.name,
        held_on=clock.today(),
        by=sender.name[:120],
    )
    heirs = insert_wishes(intake, [_wish(above.pk, each, said[each.code], level, with_names) for each in petitions])
    for petition, heir in zip(petitions, heirs, strict=True):
        heir.times_raised = petition.times_raised
        heir.save(update_fields=["times_raised"])
    record(intake, petitions=[heir.code for heir in heirs], from_council=sender.pk)
    announce("petitions")
    return heirs


@verb("petitions.recall_transfers", serious=True)
def recall_transfers(standing: Actor, council_id: int, *, codes: Sequence[str]) -> list[Petition]:
    """Take back what was sent up within the last 30 seconds: the council above has not seen it, and never will.

    The petitions are the office's to sort again. Raises RefusedError where none is up, or they have left.
    """
    permit(may(standing, "petitions.recall_transfers", council_id=council_id))
    chosen = Petition.objects.filter(council_id=council_id, code__in=list(codes)[: rules.MOST_AT_ONCE])
    sent = list(chosen.filter(state=PetitionState.TRANSFERRED).exclude(upward=None).select_related("upward__heir"))
    if not sent:
        refuse_now(rules.NOTHING_TO_SEND)
    for petition in sent:
        way = petition.upward
        assert way is not None
        lawful(rules.may_recall(way.sent_at, clock.now()))
        move(petition, PETITION, "recall_transfers", upward=None, forwarded_at=None, letter_number="", is_public=False)
        hear_recall(way)
    record(None, council_id=council_id, petitions=[each.code for each in sent])
    announce("petitions", *(f"petition-{each.pk}" for each in sent))
    return sent


@consequence("petitions.hear_recall")
def hear_recall(way: Transfer) -> Petition:
    """What was taken back before it left ends in the council above, where nobody reads it; no voter's name stays."""
    heir = way.heir
    way.recalled_at = clock.now()
    way.save(update_fields=["recalled_at"])
    move(heir, PETITION, "hear_recall", state_reason=RECALLED, closed_on=clock.today())
    heir.voices.all().delete()
    record(heir, recalled_from=way.council_id)
    announce("petitions")
    return heir


@verb("petitions.return_transfer", serious=True)
def return_transfer(clerk: Actor, petition: Petition, *, competent: str, basis: str) -> Petition:
    """The council above is not competent either: it names who is, and the petition goes back to its sender (R7.21)."""
    permit(may(clerk, "petitions.return_transfer", council_id=petition.council_id))
    competent, basis = clean_line(competent), clean_line(basis)
    lawful(rules.may_return(competent, basis))
    transfers = below_of(petition)
    if not transfers:
        refuse_now(rules.NOTHING_TO_SEND)
    reason = f"{competent} ({basis})"[:500]
    move(petition, PETITION, "return_transfer", state_reason=reason, closed_on=clock.today())
    for transfer in transfers:
        hear_return(transfer, competent=competent, basis=basis)
    record(petition, competent=competent, basis=basis)
    announce(*topics_of(petition))
    return petition


@verb("petitions.write_to_council")
def write_to_council(clerk: Actor, transfer: Transfer, *, text: str) -> TransferMessage:
    """Write to the other council about a petition that went up: to urge, to ask, to say what is still missing."""
    home = transfer.receiver_id if clerk.council_id == transfer.receiver_id else transfer.council_id
    permit(may(clerk, "petitions.write_to_council", council_id=home))
    said = clean_text(text)
    if not said:
        refuse_now(rules.NO_MESSAGE)
    message = TransferMessage.objects.create(council_id=home, transfer=transfer, by=clerk.name, text=said)
    own = goes_on_as(transfer.heir) if home == transfer.receiver_id else transfer.petition
    record(own, message=message.pk)
    announce(f"petition-{own.pk}", f"petition-{transfer.heir_id}", f"petition-{transfer.petition_id}")
    return message


@consequence("petitions.tell_below")
def tell_below(petition: Petition, reply: Reply) -> int:
    """The council accepted an answer: every council whose voters wait for it has it too; answers how many."""
    transfers = below_of(petition)
    if not transfers:
        return unchanged(0)
    for transfer in transfers:
        hear_answer(transfer, reply)
    record(petition, told=[each.petition.code for each in transfers])
    announce("petitions")
    return len(transfers)


@consequence("petitions.hear_answer")
def hear_answer(transfer: Transfer, reply: Reply) -> Petition:
    """The answer that the council above accepted stands in the sender's record; a promise leaves it there."""
    petition, today = transfer.petition, clock.today()
    if petition.state != PetitionState.TRANSFERRED:
        return unchanged(petition)
    last = petition.replies.order_by("-number").first()
    fields = {name: getattr(reply, name) for name in _SAID}
    heard = Reply.objects.create(
        council_id=petition.council_id,
        petition=petition,
        agency_id=reply.agency_id,
        number=last.number + 1 if last else 1,
        state=ReplyState.ACCEPTED,
        checked_on=today,
        **fields,
    )
    copies = [receive_copy(paper, petition.council_id) for paper in reply.documents.order_by("id")]
    heard.documents.set([copy for copy in copies if copy])
    is_promise = rules.is_promise(reply.result_class)
    told = {"replied_on": clock.local_date(reply.sent_at) if reply.sent_at else today, "state_reason": ""}
    told |= {"result_class": reply.result_class, "promised_on": reply.promised_on if is_promise else None}
    told |= {"informed_on": today} if is_promise else {}
    move(petition, PETITION, "hear_promise" if is_promise else "hear_answer", **told)
    Transfer.objects.filter(pk=transfer.pk).update(answered_on=today)
    record(petition, result_class=reply.result_class, answered_above=transfer.heir_id)
    announce(*topics_of(petition))
    return petition


@consequence("petitions.hear_return")
def hear_return(transfer: Transfer, *, competent: str, basis: str) -> Petition:
    """What the council above sent back is the sender's to sort again, with the name of who is competent."""
    petition, reason = transfer.petition, f"{competent} ({basis})"[:500]
    transfer.returned_on, transfer.competent, transfer.basis = clock.today(), competent[:200], basis[:300]
    transfer.save(update_fields=["returned_on", "competent", "basis"])
    if petition.state != PetitionState.TRANSFERRED:
        return unchanged(petition)
    move(petition, PETITION, "hear_return", state_reason=reason, upward=None)
    record(petition, competent=competent, basis=basis)
    announce(*topics_of(petition))
    return petition


@consequence("petitions.reopen_below")
def reopen_below(petition: Petition, *, reason: str) -> int:
    """What was opened again above waits again below; answers in how many councils."""
    waiting = [each for each in below_of(petition) if each.petition.state in SETTLED]
    if not waiting:
        return unchanged(0)
    for transfer in waiting:
        fields = {"state_reason": reason, "closed_on": None, "result_class": "", "promised_on": None}
        move(transfer.petition, PETITION, "hear_reopening", **fields)
        record(transfer.petition, reason=reason)
        announce(*topics_of(transfer.petition))
    return len(waiting)


def _ready(council_id: int, codes: Sequence[str]) -> list[Petition]:
    states = [each for each in PetitionState if PETITION.may_follow(each, "transfer_petitions").is_allowed]
    rows = Petition.objects.filter(council_id=council_id, code__in=codes, state__in=states, kind=WishKind.PETITION)
    ready = list(rows.select_related("council", "intake").order_by("id"))
    if not ready:
        refuse_now(rules.NOTHING_TO_SEND)
    return ready


def _leave(
    standing: Actor, petition: Petition, heir: Petition, words: str, level: str, letter_number: str, reason: str
) -> None:
    transfer = Transfer.objects.create(
        council_id=petition.council_id,
        petition=petition,
        receiver_id=heir.council_id,
        heir=heir,
        letter_number=letter_number,
        names_reason=reason,
        sent_by=standing.name,
        sent_at=clock.now(),
    )
    move(
        petition,
        PETITION,
        "transfer_petitions",
        upward=transfer,
        agency=None,
        level=level,
        state_reason="",
        forwarded_at=transfer.sent_at,
        letter_number=letter_number,
        public_text=petition.public_text or words,
        is_public=petition.withheld_on is None,
    )


def _wish(council_id: int, petition: Petition, words: str, level: str, with_names: bool) -> Wish:
    voters = petition.voices.order_by("id") if with_names else ()
    place = petition.place if with_names or not is_voters_address(petition) else ""
    proposed = proposal_for(council_id, words, place)
    return Wish(
        text=words,
        title=petition.title,
        public_text=words,
        petitioner=PetitionerKind(petition.petitioner_kind),
        place=place,
        neighbourhood=petition.neighbourhood,
        topic=topic_book(council_id).now(petition.topic) or proposed.topic,
        level=level,
        agency=proposed.agency,
        voters=tuple(Voter(each.name, each.phone, each.email, each.address) for each in voters),
        suggestion=proposed.suggestion,
    )
