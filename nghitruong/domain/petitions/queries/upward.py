"""Petitions between two councils: who is above, what became of one there, whose voters wait for one here."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from nghitruong.domain.commitments.lifecycle import WITH_DEBTOR
from nghitruong.domain.commitments.models import Commitment
from nghitruong.domain.petitions.lifecycle import PETITION, Channel, PetitionState
from nghitruong.domain.petitions.models import Petition, Transfer, TransferMessage
from nghitruong.domain.petitions.policies import may
from nghitruong.domain.petitions.queries.answers import is_late
from nghitruong.domain.petitions.queries.doors import petitions_of
from nghitruong.domain.petitions.rules import NEVER_IN_ANSWERS, Leaving
from nghitruong.engines.wishes import personal_data
from nghitruong.foundation.councils.models import Agency, Council
from nghitruong.foundation.councils.queries import council_by_code
from nghitruong.kernel.actor import Actor
from nghitruong.kernel.decision import RefusedError
from nghitruong.kernel.policy import NO_SUCH_RECORD

MOST_STEPS = 20
"""How far merged petitions are followed: a circle would be endless."""
LATE_ABOVE = Q(upward__heir__answer__state__in=WITH_DEBTOR, upward__heir__answer__stopped_on=None) | Q(
    upward__heir__same_as__answer__state__in=WITH_DEBTOR, upward__heir__same_as__answer__stopped_on=None
)


@dataclass(frozen=True)
class Above:
    """What the council above made of a petition: its code and state there, who answers, until when, whether late.

    `is_public` says whether everybody may read it there, under `unit_code`.
    """

    transfer: Transfer
    council: str
    unit_code: str
    code: str
    state: PetitionState
    explanation: str
    agency: str
    due_on: date | None
    is_late: bool
    is_public: bool


def council_above(council_id: int) -> Council | None:
    """The council at work above this one, where it is on the platform; an old one's place takes its heir."""
    own = Council.objects.select_related("parent__unit").filter(pk=council_id).first()
    if own is None or own.parent is None:
        return None
    above = own.parent if own.parent.closed_on is None else council_by_code(own.parent.unit.code)
    return above if above and above.closed_on is None and above.pk != council_id else None


def agencies_above(actor: Actor) -> QuerySet[Agency]:
    """Bodies of a higher level that the council writes to: their answers come on paper."""
    higher = Q(kind="cap_tren") | Q(level__in=["tinh", "trung_uong"])
    return Agency.objects.filter(higher, council_id=actor.council_id or 0, valid_to=None).order_by("name")


def may_go_up(actor: Actor, codes: Sequence[str]) -> list[Petition]:
    """Those of the codes that can still be sent to the council above, in their order."""
    states = [each for each in PetitionState if PETITION.may_follow(each, "transfer_petitions").is_allowed]
    return list(petitions_of(actor).filter(code__in=list(codes), state__in=states).order_by("id"))


def leaving(petition: Petition, words: str) -> Leaving:
    """What the rules ask of a petition that goes up in these words, under its title."""
    said = f"{petition.title}\n{words}"
    found = [each.text for each in personal_data(said) if each.type in NEVER_IN_ANSWERS]
    return Leaving(petition.code, words, found)


def is_voters_address(petition: Petition) -> bool:
    """Whether its place is where a voter lives: the public form asks for one place, and means both."""
    if not petition.place:
        return False
    return petition.intake.channel == Channel.FORM or petition.voices.filter(address=petition.place).exists()


def goes_on_as(petition: Petition) -> Petition:
    """The petition itself, or the one that it goes on with, however often that was merged again."""
    for _step in range(MOST_STEPS):
        if petition.same_as_id is None:
            break
        petition = Petition.objects.select_related("agency", "answer").get(pk=petition.same_as_id)
    return petition


def above_of(petition: Petition) -> Above | None:
    """What became of it in the council above; None where it never went there."""
    rows = Transfer.objects.select_related("heir__agency", "heir__answer", "receiver__unit")
    transfer = rows.filter(pk=petition.upward_id or 0).first()
    if transfer is None:
        return None
    heir = goes_on_as(transfer.heir)
    state = PetitionState(heir.state)
    return Above(
        transfer,
        transfer.receiver.name,
        transfer.receiver.unit.code,
        heir.code,
        state,
        PETITION.public[state],
        heir.agency.name if heir.agency else "",
        heir.answer.due_on if heir.answer else None,
        is_late(heir) and bool(heir.answer and heir.answer.state in WITH_DEBTOR),
        heir.is_public,
    )


def debts_above(petitions: Sequence[Petition]) -> dict[int, Commitment]:
    """What is owed in the council above for each of these petitions that lies there."""
    lying = [each for each in petitions if each.state == PetitionState.TRANSFERRED and each.upward_id]
    if not lying:
        return {}
    rows = Transfer.objects.filter(pk__in=[each.upward_id for each in lying])
    found = {row.petition_id: goes_on_as(row.heir).answer for row in rows.select_related("heir__answer")}
    return {pk: debt for pk, debt in found.items() if debt}


def below_of(petition: Petition) -> list[Transfer]:
    """Whose voters wait for this petition: the ways up that end here, those of merged ones included."""
    ids, newest = [petition.pk], [petition.pk]
    for _step in range(MOST_STEPS):
        newest = list(Petition.objects.filter(same_as__in=newest).exclude(pk__in=ids).values_list("pk", flat=True))
        if not newest:
            break
        ids += newest
    rows = Transfer.objects.filter(heir__in=ids, returned_on=None, recalled_at=None).exclude(petition__upward=None)
    return list(rows.select_related("council", "petition").order_by("id"))


def came_from_below(petition: Petition) -> bool:
    """Whether another council sent it here and waits for it."""
    return Transfer.objects.filter(heir=petition, returned_on=None, recalled_at=None).exists()


def is_awaited_below(petition: Petition) -> bool:
    """Whether voters of another council wait for it, also by way of one that was merged into it."""
    return bool(below_of(petition))


def transfer_for(actor: Actor, transfer_id: int) -> Transfer:
    """One way up or down whose record the actor's office leads."""
    own = Q(council_id=actor.council_id or 0) | Q(receiver_id=actor.council_id or 0)
    rows = Transfer.objects.filter(own, pk=transfer_id).select_related("petition", "heir", "council", "receiver")
    transfer = rows.first() if may(actor, "petitions.write_to_council").is_allowed else None
    if transfer is None:
        raise RefusedError(NO_SUCH_RECORD, f"transfer-{transfer_id}")
    return transfer


def messages_of(transfers: Iterable[Transfer]) -> QuerySet[TransferMessage]:
    """What the councils wrote to each other, the newest first."""
    return TransferMessage.objects.filter(transfer__in=list(transfers)).select_related("council").order_by("-at", "-id")
