"""Letters come into the register: from the desk, by post, out of a petition; split, merged, handed over, mended."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q

from nghitruong.domain.commitments.actions import withdraw_from_record
from nghitruong.domain.commitments.lifecycle import OPEN
from nghitruong.domain.letters import rules
from nghitruong.domain.letters.actions.parts import Person, Sorted, Written, reason_of, topics_of
from nghitruong.domain.letters.lifecycle import LETTER, UNSORTED, LetterChannel, LetterState
from nghitruong.domain.letters.models import Letter, LetterFile, Sender, Slot, Visit
from nghitruong.domain.letters.policies import may
from nghitruong.domain.letters.queries import (
    NOTHING_DUE,
    complex_reasons,
    due_files,
    due_from,
    due_senders,
    next_number,
    owns,
)
from nghitruong.domain.petitions.actions import Source, Voter, Wish, record_from_record
from nghitruong.domain.petitions.lifecycle import Channel, PetitionState
from nghitruong.domain.petitions.models import Petition
from nghitruong.foundation.verbs.beats import announce, lawful, permit, record, refuse_now, verb
from nghitruong.foundation.verbs.moves import SOMEONE_WAS_FASTER, move
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Actor, Role
from nghitruong.kernel.decision import RefusedError
from nghitruong.kernel.vietnamese.folding import fold
from nghitruong.kernel.vietnamese.text import clean_line, clean_text

MOST_TRIES = 20
NOBODY = {"name": "", "folded": "", "phone": "", "email": "", "address": ""}
"""What is left of a sender who was forgotten."""
MOST_AT_ONCE = 500
_WIPEABLE = UNSORTED | {LetterState.SPLIT, LetterState.DUPLICATE}


@verb("letters.register_letter")
def register_letter(clerk: Actor, council_id: int, *, written: Written) -> Letter:
    """Enter a letter in the register; the reply on what becomes of it is due in 10 working days (R8.05, R8.15)."""
    permit(may(clerk, "letters.register_letter", is_own=clerk.has(Role.CLERK), council_id=council_id))
    letter = _enter(council_id, written)
    record(letter, letter=letter.code, received_on=str(letter.received_on), due_on=str(letter.due_on or ""))
    announce("letters")
    return letter


@verb("letters.take_in_petition")
def take_in_petition(clerk: Actor, petition: Petition) -> Letter:
    """Take in as a letter what was recorded as a petition and turned over to the letters (R7.16).

    A denunciation is not taken in this way: it is entered as a card. Who asked comes along.
    """
    own = clerk.has(Role.CLERK)
    permit(may(clerk, "letters.take_in_petition", is_own=own, council_id=petition.council_id))
    if petition.state != PetitionState.TO_LETTER:
        refuse_now(rules.NOT_TO_LETTER)
    if Letter.objects.filter(source=petition).exists():
        refuse_now(rules.TAKEN_ALREADY)
    named = tuple(Person(each.name, each.phone, each.address) for each in petition.voices.all() if each.name)
    written = Written(
        petition.title,
        petition.text,
        petition.closed_on or clock.today(),
        named,
        LetterChannel.PETITION,
        signatures=max(1, len(named)),
        is_unnamed=not named,
        in_charge=petition.in_charge,
    )
    letter = _enter(petition.council_id, written, source=petition)
    record(letter, letter=letter.code, petition=petition.code)
    announce("letters")
    return letter


@verb("letters.amend_letter")
def amend_letter(clerk: Actor, letter: Letter, *, subject: str, content: str, signatures: int = 1) -> Letter:
    """Mend subject, words and the count of signatures while it is being sorted; the ledger says that, not what."""
    permit(may(clerk, "letters.amend_letter", is_own=owns(clerk, letter), council_id=letter.council_id))
    subject, content = clean_line(subject)[:300], clean_text(content)
    named = Written(subject, content, letter.received_on, (Person("."),), signatures=signatures)
    lawful(_may_register(named, has_representative=_has_representative(letter) or signatures == letter.signatures))
    fields = {"subject": subject, "content": content, "folded": fold(f"{subject} {content}"), "signatures": signatures}
    move(letter, LETTER, "amend_letter", **fields)
    record(letter, letter=letter.code, signatures=signatures)
    announce(*topics_of(letter))
    return letter


@verb("letters.screen_letter")
def screen_letter(clerk: Actor, letter: Letter, *, chosen: Sorted) -> Letter:
    """Say which kind of letter it is, for the first or second time, whether complex or remote, and in whose charge.

    Both lengthen the time that the law gives, so each has its reason in the file (R8.13, R8.23).
    """
    permit(may(clerk, "letters.screen_letter", is_own=owns(clerk, letter), council_id=letter.council_id))
    reasons = [code for code, _words in complex_reasons()]
    remote = clean_line(chosen.remote_reason)[:300]
    screening = rules.Screening(chosen.kind, chosen.is_complex, chosen.complex_reason, chosen.is_remote, remote)
    lawful(rules.may_screen(screening, reasons))
    fields = {
        "kind": chosen.kind,
        "stage": chosen.stage,
        "is_complex": chosen.is_complex,
        "complex_reason": chosen.complex_reason if chosen.is_complex else "",
        "is_remote": chosen.is_remote,
        "remote_reason": remote if chosen.is_remote else "",
        "in_charge": chosen.in_charge,
    }
    move(letter, LETTER, "screen_letter", **fields)
    charge = chosen.in_charge.pk if chosen.in_charge else None
    record(letter, kind=chosen.kind, stage=chosen.stage, complex=fields["complex_reason"], in_charge=charge)
    announce(*topics_of(letter))
    return letter


@verb("letters.split_letter")
def split_letter(clerk: Actor, letter: Letter, *, parts: Sequence[tuple[str, str]]) -> list[Letter]:
    """Make of a mixed letter one for each matter, each with its kind and words, from the same sender (R8.06).

    What of it is a denunciation is no part: the sender is asked to write it apart, and it gets a card.
    """
    permit(may(clerk, "letters.split_letter", is_own=owns(clerk, letter), council_id=letter.council_id))
    cleaned = [(kind, clean_text(words)) for kind, words in parts]
    lawful(rules.may_split(cleaned))
    move(letter, LETTER, "split_letter", ended_on=clock.today(), **NOTHING_DUE)
    senders = tuple(Person(s.name, s.phone, s.address, s.is_representative) for s in letter.senders.all())
    whole = Written(
        letter.subject,
        letter.content,
        letter.received_on,
        senders,
        LetterChannel(letter.channel),
        letter.signatures,
        letter.is_unnamed,
        letter.wants_notice,
        letter.in_charge,
        letter.visit,
    )
    made = [
        _enter(letter.council_id, replace(whole, subject=_short(words), content=words), kind=kind, split_from=letter)
        for kind, words in cleaned
    ]
    record(letter, parts=[each.code for each in made])
    announce(*topics_of(letter))
    return made


@verb("letters.merge_letter")
def merge_letter(clerk: Actor, letter: Letter, *, into: Letter) -> Letter:
    """Let it go on together with an equal one, of the same sender or the same words."""
    permit(may(clerk, "letters.merge_letter", is_own=owns(clerk, letter), council_id=letter.council_id))
    same_council, is_merged = into.council_id == letter.council_id, into.state == LetterState.DUPLICATE
    lawful(rules.may_merge(letter.pk, into.pk, is_same_council=same_council, is_merged=is_merged))
    move(letter, LETTER, "merge_letter", same_as=into, ended_on=clock.today(), **NOTHING_DUE)
    record(letter, into=into.code)
    announce(*topics_of(letter), f"letter-{into.pk}")
    return letter


@verb("letters.separate_letter")
def separate_letter(clerk: Actor, letter: Letter) -> Letter:
    """Take a merge back: it stands by itself again, and its days run from its own receipt."""
    permit(may(clerk, "letters.separate_letter", is_own=owns(clerk, letter), council_id=letter.council_id))
    due = due_from(letter.council_id, rules.REPLY_KEY, letter.received_on)
    other = letter.same_as
    move(letter, LETTER, "separate_letter", same_as=None, ended_on=None, **due.fields)
    record(letter, out_of=other.code if other else "")
    announce(*topics_of(letter))
    return letter


@verb("letters.turn_into_petition")
def turn_into_petition(clerk: Actor, letter: Letter) -> Petition:
    """A recommendation or reflection that asks for what voters ask becomes a petition, with who wrote it."""
    permit(may(clerk, "letters.turn_into_petition", is_own=owns(clerk, letter), council_id=letter.council_id))
    lawful(rules.may_become_petition(letter.kind))
    voters = tuple(Voter(each.name, each.phone, address=each.address) for each in letter.senders.all())
    source = Source(letter.code, letter.received_on, Channel.PAPER)
    wish = Wish(letter.content, letter.subject, voters=voters)
    petition = record_from_record(letter.council_id, source=source, wish=wish, by=clerk.name)
    move(letter, LETTER, "turn_into_petition", made=petition, ended_on=clock.today(), **NOTHING_DUE)
    record(letter, petition=petition.code)
    announce(*topics_of(letter))
    return petition


@verb("letters.hand_over_letter")
def hand_over_letter(clerk: Actor, letter: Letter) -> Letter:
    """It turned out to be a denunciation: everything that it held here is wiped, senders included (R8.26).

    The paper goes to who handles denunciations, who enters a card; nothing leads from the one to the other.
    """
    permit(may(clerk, "letters.hand_over_letter", is_own=owns(clerk, letter), council_id=letter.council_id))
    family = _family(letter)
    if any(each.state not in _WIPEABLE for each in family):
        refuse_now(rules.PART_GOES_ON)
    for each in family:
        _wipe(each)
    record(letter, letter=letter.code, wiped=len(family))
    announce("letters", *(f"letter-{each.pk}" for each in family))
    return letter


@verb("letters.withdraw_sender")
def withdraw_sender(clerk: Actor, sender: Sender, *, reason: str) -> Sender:
    """One of those who wrote withdraws; the case goes on for the others, and ends when nobody is left (R8.28)."""
    letter = sender.letter
    if letter is None:
        refuse_now(rules.NO_SENDER)
    permit(may(clerk, "letters.withdraw_sender", is_own=owns(clerk, letter), council_id=sender.council_id))
    why = reason_of(reason)
    if sender.withdrawn_on:
        refuse_now(rules.WITHDRAWN_ALREADY)
    sender.withdrawn_on = clock.today()
    sender.save(update_fields=["withdrawn_on"])
    others = letter.senders.filter(withdrawn_on=None).count()
    if not others and LETTER.next_state(LetterState(letter.state), "file_away_letter"):
        move(letter, LETTER, "file_away_letter", state_reason=why, ended_on=clock.today(), **NOTHING_DUE)
        if letter.debt and letter.debt.state in OPEN:
            withdraw_from_record(letter.debt, reason=letter.code)
    record(letter, withdrawn=sender.pk, left=others)
    announce(*topics_of(letter))
    return sender


@verb("letters.forget_senders")
def forget_senders(system: Actor, council_id: int, *, today: date) -> int:
    """Clear names and contacts whose term is over, up to 500 at once; answers how many (Law 91/2025).

    A letter that is still open keeps its senders.
    What somebody wanted an appointment for goes with the name, and so do the files of a letter; where nobody is named
    any more, they have a term of their own. Announces nothing: nobody watches for it.
    """
    permit(may(system, "letters.forget_senders", council_id=council_id))
    due = due_senders(today).filter(council_id=council_id)
    chosen = list(due.values_list("pk", flat=True)[:MOST_AT_ONCE])
    count = Sender.objects.filter(pk__in=chosen).update(**NOBODY, forgotten_on=today)
    Slot.objects.filter(senders__in=chosen).update(subject="")
    gone = Q(letter__senders__in=chosen) | Q(pk__in=due_files().filter(council_id=council_id).values("pk"))
    LetterFile.objects.filter(gone).delete()
    record(None, council_id=council_id, forgotten=count)
    return count


def _family(letter: Letter) -> list[Letter]:
    """The letter with every other one that would lead to the same sender: what it was split from, parts, equal ones."""
    root = letter.split_from or letter.same_as or letter
    others = Letter.objects.filter(Q(split_from=root) | Q(same_as=root) | Q(same_as=letter) | Q(pk=root.pk))
    return [letter, *others.exclude(pk=letter.pk)]


def _wipe(letter: Letter) -> None:
    """Empty a letter and the entry at the desk that it came with; only number, day and state stay."""
    visit_id = letter.visit_id
    words = dict.fromkeys(("subject", "content", "folded", "kind", "remote_reason", "state_reason"), "")
    links = dict.fromkeys(("visit", "in_charge", "source", "split_from", "same_as"))
    fields = {**words, **links, "signatures": 1, "is_unnamed": True, **NOTHING_DUE}
    # First the move: it waits for whoever is just adding to the letter, and nobody adds to it after.
    move(letter, LETTER, "hand_over_letter", ended_on=clock.today(), **fields)
    letter.senders.all().delete()
    letter.files.all().delete()
    if visit_id:
        Sender.objects.filter(visit=visit_id).delete()
        said = {"content": "", "earlier_handling": "", "request": "", "processing": "", "conclusion": ""}
        Visit.objects.filter(pk=visit_id).update(**said)


def _enter(council_id: int, written: Written, **fields: Any) -> Letter:
    """Two at once may want the same number: who comes second takes the next one."""
    subject, content = clean_line(written.subject)[:300], clean_text(written.content)
    senders = [each for each in written.senders if clean_line(each.name)]
    lawful(_may_register(replace(written, subject=subject, content=content, senders=tuple(senders))))
    due = due_from(council_id, rules.REPLY_KEY, written.received_on)
    lawful(due.decision)
    year = written.received_on.year
    common: dict[str, Any] = {
        "council_id": council_id,
        "year": year,
        "channel": written.channel,
        "subject": subject,
        "content": content,
        "folded": fold(f"{subject} {content}"),
        "received_on": written.received_on,
        "signatures": max(written.signatures, len(senders), 1),
        "is_unnamed": not senders,
        "wants_notice": written.wants_notice,
        "in_charge": written.in_charge,
        "visit": written.visit,
    }
    for _try in range(MOST_TRIES):
        try:
            with transaction.atomic():
                number = next_number(council_id, year)
                letter = Letter.objects.create(**common, number=number, **due.fields, **fields)
                break
        except IntegrityError:
            continue
    else:
        raise RefusedError(SOMEONE_WAS_FASTER)
    add_senders(council_id, senders, rules.KEEP_SENDERS_DAYS, letter=letter)
    return letter


def add_senders(council_id: int, people: Sequence[Person], days: int, **owner: Any) -> None:
    """Keep who it was in the guarded table, with the day after which it is forgotten."""
    forget_after = clock.today() + timedelta(days=days)
    Sender.objects.bulk_create(
        Sender(
            council_id=council_id,
            name=clean_line(each.name)[:120],
            folded=fold(clean_line(each.name))[:120],
            phone=clean_line(each.phone)[:40],
            email=clean_line(each.email).lower()[:254],
            address=clean_line(each.address)[:300],
            is_representative=each.is_representative,
            forget_after=forget_after,
            **owner,
        )
        for each in people
    )


def _may_register(written: Written, *, has_representative: bool = False) -> Any:
    return rules.may_register(
        rules.Registered(
            subject=written.subject,
            content=written.content,
            received_on=written.received_on,
            today=clock.today(),
            signatures=written.signatures,
            is_sender_named=bool(written.senders),
            is_unnamed=written.is_unnamed,
            has_representative=has_representative or any(each.is_representative for each in written.senders),
        )
    )


def _has_representative(letter: Letter) -> bool:
    return letter.senders.filter(is_representative=True).exists()


def _short(text: str) -> str:
    """The first words of a text as its subject, cut at a word."""
    line = " ".join(text.split())
    return line if len(line) <= 140 else f"{line[:140].rsplit(' ', 1)[0]}…"
