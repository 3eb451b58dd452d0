"""The doors: one letter, who sent it, and what may be done with it now."""

import re
from datetime import date, timedelta

from django.db.models import Exists, Max, OuterRef, Q, QuerySet
from django.urls import reverse

from nghitruong.domain.letters.lifecycle import ENDED, LETTER, WITH_BODY, LetterKind, LetterState
from nghitruong.domain.letters.models import Card, Letter, LetterFile, Sender, Urging, Visit
from nghitruong.domain.letters.policies import may, reads_all, reads_own, reads_senders
from nghitruong.domain.letters.rules import KEEP_SENDERS_DAYS
from nghitruong.domain.petitions.models import Petition
from nghitruong.domain.petitions.queries import petitions_of
from nghitruong.foundation.councils.models import Agency, Mandate
from nghitruong.foundation.councils.queries import active_mandates_on
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Actor, Role
from nghitruong.kernel.decision import RefusedError
from nghitruong.kernel.policy import NO_SUCH_RECORD

_CODE = re.compile(r"(?P<prefix>[A-Z]{2})-(?P<year>\d{2})-(?P<number>\d{4,7})", re.ASCII)


def letters_of(actor: Actor) -> QuerySet[Letter]:
    """The letters that the actor reads, the newest first: the office and the Standing body all, a deputy those in her
    charge, an agency those that lie with it."""
    found = Letter.objects.filter(council_id=actor.council_id or 0).select_related(
        "agency", "debt", "in_charge__person"
    )
    if not reads_all(actor):
        own = Q(agency_id=actor.agency_id) & ~Q(agency_id=None)
        charged = Q(in_charge_id=actor.mandate_id) & ~Q(in_charge_id=None)
        found = found.filter(own | charged) if reads_own(actor) else found.none()
    return found.order_by("-year", "-number")


def letter_for(actor: Actor, code: str) -> Letter:
    """One letter by its code; what the actor may not read does not exist."""
    found = letters_of(actor).filter(**numbered(code, "DT")).first()
    if found is None:
        raise RefusedError(NO_SUCH_RECORD, f"letter {code}")
    return found


def numbered(code: str, prefix: str) -> dict[str, int]:
    """Year and number in a code of the register; of no record for what is no code."""
    match = _CODE.fullmatch(code.upper())
    if match is None or match["prefix"] != prefix:
        return {"pk": 0}
    return {"year": 2000 + int(match["year"]), "number": int(match["number"])}


def next_number(council_id: int, year: int, table: type[Letter] | type[Visit] | type[Card] = Letter) -> int:
    """The next number of a register of the council in the year."""
    taken = table._default_manager.filter(council_id=council_id, year=year)
    return (taken.aggregate(last=Max("number"))["last"] or 0) + 1


def is_own(actor: Actor, letter: Letter) -> bool:
    """Whether the letter lies with the actor's agency or is in the actor's charge as a deputy."""
    with_agency = actor.agency_id is not None and actor.agency_id == letter.agency_id
    return with_agency or (actor.mandate_id is not None and actor.mandate_id == letter.in_charge_id)


def owns(actor: Actor, letter: Letter) -> bool:
    """The same, where the office has every letter in hand."""
    return actor.has(Role.CLERK) or is_own(actor, letter)


def sees_senders(actor: Actor, letter: Letter) -> bool:
    return reads_senders(actor, is_own=is_own(actor, letter))


def senders_of(actor: Actor, letter: Letter) -> QuerySet[Sender]:
    """Who sent it, for who may see it; nobody for anybody else."""
    senders = letter.senders.order_by("-is_representative", "id")
    return senders if sees_senders(actor, letter) else senders.none()


def sender_for(actor: Actor, sender_id: int) -> tuple[Sender, Letter]:
    """One sender with the letter, for who may see who wrote."""
    sender = Sender.objects.filter(pk=sender_id, letter__in=letters_of(actor).values("pk")).first()
    letter = sender.letter if sender else None
    if sender is None or letter is None or not sees_senders(actor, letter):
        raise RefusedError(NO_SUCH_RECORD, f"sender {sender_id}")
    return sender, letter


def urgings_of(letter: Letter) -> QuerySet[Urging]:
    return letter.urgings.order_by("on", "id")


def parts_of(actor: Actor, letter: Letter) -> QuerySet[Letter]:
    """The letters that it was split into, and those that go on together with it."""
    return letters_of(actor).filter(Q(split_from=letter) | Q(same_as=letter))


def agencies_of(actor: Actor) -> QuerySet[Agency]:
    """The agencies at work that a letter may be forwarded to."""
    return Agency.objects.filter(council_id=actor.council_id or 0, valid_to=None).order_by("name")


def deputies_of(actor: Actor) -> QuerySet[Mandate]:
    """The deputies who hold a seat, in whose charge a letter may be, or who receive citizens."""
    seated = active_mandates_on(actor.council_id or 0, clock.today())
    return seated.select_related("person").order_by("person__sort_key")


def petitions_to_take_in(actor: Actor) -> QuerySet[Petition]:
    """Petitions that were turned over to the letters and are none yet, for who may take them in."""
    if not may(actor, "letters.take_in_petition", is_own=actor.has(Role.CLERK)).is_allowed:
        return petitions_of(actor).none()
    taken = Letter.objects.filter(council_id=actor.council_id or 0).exclude(source=None).values("source")
    return petitions_of(actor).filter(state="to_letter").exclude(pk__in=taken)


def available_verbs(actor: Actor, letter: Letter) -> set[str]:
    """The verbs that state, kind and capacity allow now, by their short names."""
    following = set(LETTER.verbs_from(LetterState(letter.state)))
    if letter.state in WITH_BODY and letter.kind == LetterKind.COMPLAINT and letter.accepted_on is None:
        following.add("note_acceptance")
    if letter.kind == LetterKind.COMPLAINT:
        following.discard("turn_into_petition")
    elif letter.kind:
        following.discard("guide_sender")
    own = owns(actor, letter)
    return {verb for verb in following if may(actor, f"letters.{verb}", is_own=own).is_allowed}


def open_letters(council_id: int) -> QuerySet[Letter]:
    """The letters of a council with which something has still to happen, in the order of its register."""
    ended = [LetterState.CITIZEN_INFORMED, *ENDED]
    running = Letter.objects.filter(council_id=council_id).exclude(state__in=ended)
    return running.select_related("agency", "debt__debtor", "debt__council").order_by("year", "number")


def due_senders(today: date) -> QuerySet[Sender]:
    """The senders whose term is over; a letter that is still open keeps its own."""
    ended = [LetterState.CITIZEN_INFORMED, *ENDED]
    due = Sender.objects.filter(forgotten_on=None, forget_after__lt=today)
    return due.exclude(letter__in=Letter.objects.exclude(state__in=ended).values("pk"))


def due_files() -> QuerySet[LetterFile]:
    """The files that no sender's term takes along, once they were here for as long: of ended letters that name nobody,
    or nobody any more."""
    ended = [LetterState.CITIZEN_INFORMED, *ENDED]
    named = Sender.objects.filter(letter=OuterRef("letter"), forgotten_on=None)
    old = LetterFile.objects.filter(letter__state__in=ended, at__lt=clock.now() - timedelta(days=KEEP_SENDERS_DAYS))
    return old.exclude(Exists(named))


def councils_that_forget(today: date) -> list[int]:
    """The councils in which the term of a sender, or of a file that names nobody, is over."""
    senders, files = (
        rows.order_by().values_list("council_id", flat=True) for rows in (due_senders(today), due_files())
    )
    return sorted({*senders.distinct(), *files.distinct()})


def reads_letter(actor: Actor, letter_id: int) -> bool:
    """Whether the actor reads a letter, by its number in the database."""
    return letters_of(actor).filter(pk=letter_id).exists()


def page_of_letter(letter_id: int) -> str:
    """The address of a letter's page, by its number in the database."""
    return reverse("letters:detail", args=[Letter.objects.get(pk=letter_id).code])
