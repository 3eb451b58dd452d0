"""Wishes become petitions: from minutes, a deputy's note, a citizen's form; and their words are mended until sorted."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from django.db import IntegrityError, transaction

from nghitruong.domain.petitions import rules
from nghitruong.domain.petitions.actions.parts import Source, Voter, Wish
from nghitruong.domain.petitions.actions.saying import reason_of, topics_of
from nghitruong.domain.petitions.actions.scans import empty_scan
from nghitruong.domain.petitions.actions.senders import take_turn
from nghitruong.domain.petitions.lifecycle import PETITION, SCAN, Channel, PetitionerKind, PetitionState, WishKind
from nghitruong.domain.petitions.models import Intake, Key, Petition, Scan, Voice
from nghitruong.domain.petitions.policies import may
from nghitruong.domain.petitions.queries import (
    free_code,
    is_awaited_below,
    next_number,
    prefix_of,
    sketch_of,
    unsent_photos,
)
from nghitruong.engines.similarity import keys
from nghitruong.foundation.councils.models import Council
from nghitruong.foundation.verbs.beats import announce, consequence, lawful, permit, record, refuse_now, verb
from nghitruong.foundation.verbs.moves import SOMEONE_WAS_FASTER, move
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Actor
from nghitruong.kernel.decision import RefusedError
from nghitruong.kernel.vietnamese.folding import fold
from nghitruong.kernel.vietnamese.text import clean_line, clean_text

MOST_TRIES = 20
_TITLE = 140


@verb("petitions.record_petitions")
def record_petitions(
    clerk: Actor, council_id: int, *, source: Source, wishes: Sequence[Wish], scan: Scan | None = None
) -> list[Petition]:
    """Record what was said, up to 500 wishes of one source at once; the same text twice is refused (R7.17).

    `scan` is what they were read from: its pages are deleted.
    """
    permit(may(clerk, "petitions.record_petitions", council_id=council_id))
    lawful(rules.may_record([clean_text(wish.text) for wish in wishes], clean_line(source.title)))
    intake = _intake(clerk.name, council_id, source)
    petitions = insert_wishes(intake, wishes)
    if scan is not None:
        move(scan, SCAN, "record_petitions")
        empty_scan(scan)
    record(intake, petitions=_codes(petitions), scan=scan and scan.pk)
    announce("petitions")
    return petitions


@verb("petitions.note_wish")
def note_wish(deputy: Actor, council_id: int, *, source: Source, wishes: Sequence[Wish]) -> list[Petition]:
    """A deputy notes what voters told her, or what she asks herself; she has all of it in her charge from then on."""
    permit(may(deputy, "petitions.note_wish", is_own=deputy.mandate_id is not None, council_id=council_id))
    lawful(rules.may_record([clean_text(wish.text) for wish in wishes], clean_line(source.title)))
    intake = _intake(deputy.name, council_id, source)
    petitions = insert_wishes(intake, wishes)
    for petition in petitions:
        petition.in_charge_id = deputy.mandate_id
    Petition.objects.bulk_update(petitions, ["in_charge"])
    record(intake, petitions=_codes(petitions))
    announce("petitions")
    return petitions


@verb("petitions.submit_petition")
def submit_petition(
    system: Actor,
    council_id: int,
    *,
    wish: Wish,
    voter: Voter,
    sender: str = "",
    key: str = "",
    may_show: bool = False,
) -> Voice:
    """A citizen asks by the public form. It is not public before the office has read it; answers with the receipt.

    `sender` tells one address from another and counts what came from it in the last hour; `key` is the form's own;
    `may_show` says that its pictures may be released.
    """
    permit(may(system, "petitions.submit_petition", council_id=council_id))
    sending, before = take_turn(council_id, sender, key)
    lawful(rules.may_submit(clean_text(wish.text), sent_lately=before))
    source = Source(wish.title or wish.text[:_TITLE], clock.today(), Channel.FORM)
    intake = _intake(system.name, council_id, source)
    (petition,) = insert_wishes(intake, [replace(wish, voters=(voter,))])
    voice: Voice = petition.voices.get()
    sending.voice = voice
    sending.save(update_fields=["voice"])
    if key:
        unsent_photos(council_id, key).update(voice=voice, may_show=may_show)
    record(intake, petitions=_codes([petition]))
    announce(f"petition-{petition.pk}", "petitions")
    return voice


@consequence("petitions.record_from_record")
def record_from_record(council_id: int, *, source: Source, wish: Wish, by: str) -> Petition:
    """What another room's record asks for becomes a petition, under the permission of the verb that found it there."""
    lawful(rules.may_record([clean_text(wish.text)], clean_line(source.title)))
    intake = _intake(by, council_id, source)
    (petition,) = insert_wishes(intake, [wish])
    record(intake, petitions=_codes([petition]))
    announce("petitions")
    return petition


@verb("petitions.amend_petition")
def amend_petition(clerk: Actor, petition: Petition, *, wish: Wish) -> Petition:
    """Mend title, public text, place and kind while it is being sorted; what was said stays as it was said."""
    permit(may(clerk, "petitions.amend_petition", council_id=petition.council_id))
    title = clean_line(wish.title)
    if not title:
        refuse_now(rules.NO_TITLE)
    fields = {
        "title": title[:300],
        "public_text": clean_text(wish.public_text),
        "kind": wish.kind,
        "place": clean_line(wish.place),
        "neighbourhood": clean_line(wish.neighbourhood),
        "petitioner_kind": wish.petitioner,
        "folded": _folded(title, petition.text, wish.place),
        "public_folded": _folded(title, clean_text(wish.public_text)),
    }
    before = {name: getattr(petition, name) for name in ("title", "public_text", "kind", "place", "neighbourhood")}
    move(petition, PETITION, "amend_petition", **fields)
    record(petition, before=before)
    announce(*topics_of(petition))
    return petition


@verb("petitions.split_petition")
def split_petition(clerk: Actor, petition: Petition, *, at: int) -> Petition:
    """Make two of one in which two things are asked: the words from a letter on become a petition of their own.

    The new one keeps source, place and voters; both are to be sorted.
    """
    permit(may(clerk, "petitions.split_petition", council_id=petition.council_id))
    first, second = (clean_text(part).strip(" ;,.") for part in (petition.text[:at], petition.text[at:]))
    lawful(rules.may_split(first, second))
    lawful(rules.may_end_here(is_from_below=is_awaited_below(petition)))
    voters = tuple(Voter(each.name, each.phone, each.email, each.address) for each in petition.voices.all())
    wish = Wish(second, place=petition.place, neighbourhood=petition.neighbourhood, voters=voters)
    title = _short(first)
    fields = {"text": first, "title": title, "public_text": "", "folded": _folded(first, petition.place)}
    move(petition, PETITION, "split_petition", **fields, public_folded=_folded(title))
    (other,) = insert_wishes(petition.intake, [wish])
    petition.keys.all().delete()
    _add_keys([petition])
    record(petition, other=other.code)
    announce(*topics_of(petition))
    return other


@verb("petitions.publish_petition")
def publish_petition(clerk: Actor, petition: Petition) -> Petition:
    """Let everybody read its public text; the office has seen that it names nobody."""
    permit(may(clerk, "petitions.publish_petition", council_id=petition.council_id))
    petition.is_public, petition.withheld_on = True, None
    petition.save(update_fields=["is_public", "withheld_on"])
    record(petition, is_public=True)
    announce(*topics_of(petition))
    return petition


@verb("petitions.withhold_petition")
def withhold_petition(clerk: Actor, petition: Petition, *, reason: str) -> Petition:
    """Take it off the public pages, with the reason; whoever has the private code still sees it.

    It stays off whatever follows, until the office publishes it again.
    """
    permit(may(clerk, "petitions.withhold_petition", council_id=petition.council_id))
    petition.is_public, petition.state_reason, petition.withheld_on = False, reason_of(reason), clock.today()
    petition.save(update_fields=["is_public", "state_reason", "withheld_on"])
    record(petition, is_public=False, reason=petition.state_reason)
    announce(*topics_of(petition))
    return petition


def _codes(petitions: Sequence[Petition]) -> list[str]:
    """What the ledger keeps of petitions: their codes, never a voter."""
    return [petition.code for petition in petitions]


def _intake(by: str, council_id: int, source: Source) -> Intake:
    text = clean_text(source.text)
    digest = hashlib.sha256(f"{source.held_on}\n{text}".encode()).hexdigest() if text else ""
    known = _known(council_id, digest, text)
    if known:
        refuse_now(rules.same_text(known.title))
    return Intake.objects.create(
        council_id=council_id,
        meeting=source.meeting,
        channel=source.channel,
        title=clean_line(source.title)[:300],
        held_on=source.held_on,
        place=clean_line(source.place)[:300],
        attendance=source.attendance,
        text=text,
        digest=digest,
        mood=clean_text(source.mood),
        by=by,
    )


def _known(council_id: int, digest: str, text: str) -> Intake | None:
    """The source that holds this text already: of the same day, of any day when it is too long to be chance."""
    own = Intake.objects.filter(council_id=council_id)
    known = own.filter(digest=digest).first() if digest else None
    return known or (own.filter(text=text).first() if len(text) >= rules.LONG_TEXT else None)


def insert_wishes(intake: Intake, said: Sequence[Wish]) -> list[Petition]:
    """The wishes as petitions, without the empty ones.

    Two at once may want the same numbers: who comes second takes the next ones.
    """
    council_id, today = intake.council_id, clock.today()
    wishes = [wish for wish in said if clean_text(wish.text)]
    prefix = prefix_of(Council.objects.select_related("unit").get(pk=council_id))
    for _try in range(MOST_TRIES):
        try:
            with transaction.atomic():
                first = next_number(council_id, today.year)
                rows = [_petition(intake, wish, today.year, first + n, prefix) for n, wish in enumerate(wishes)]
                petitions = Petition.objects.bulk_create(rows)
                break
        except IntegrityError:
            continue
    else:
        raise RefusedError(SOMEONE_WAS_FASTER)
    _add_voices(petitions, wishes)
    _add_keys(petitions)
    return petitions


def _petition(intake: Intake, wish: Wish, year: int, number: int, prefix: str) -> Petition:
    text, kind = clean_text(wish.text), wish.kind
    title = clean_line(wish.title) or _short(text)
    return Petition(
        council_id=intake.council_id,
        intake=intake,
        year=year,
        number=number,
        code=f"{prefix}-{year % 100:02}-{number:04}",
        kind=kind,
        petitioner_kind=_petitioner(wish, intake),
        title=title[:300],
        text=text,
        public_text=clean_text(wish.public_text),
        folded=_folded(title, text, wish.place),
        public_folded=_folded(title[:300], clean_text(wish.public_text)),
        place=clean_line(wish.place)[:300],
        neighbourhood=clean_line(wish.neighbourhood)[:120],
        topic=wish.topic,
        level=wish.level,
        agency=wish.agency if kind is WishKind.PETITION else None,
        suggestion=wish.suggestion,
        state=PetitionState.RECORDED,
        recorded_on=clock.today(),
    )


def _petitioner(wish: Wish, intake: Intake) -> PetitionerKind:
    return PetitionerKind.SIGNAL if intake.channel == Channel.PRESS else wish.petitioner


def _add_voices(petitions: Sequence[Petition], wishes: Sequence[Wish]) -> None:
    """One row a voter; a petition without a named voter gets one nameless voice, so that voices can be counted."""
    forget_after = clock.today() + timedelta(days=rules.KEEP_VOICES_DAYS)
    Voice.objects.bulk_create(
        Voice(
            council_id=petition.council_id,
            petition=petition,
            recorded_with=petition,
            name=clean_line(voter.name)[:120],
            phone=clean_line(voter.phone)[:40],
            email=clean_line(voter.email),
            address=clean_line(voter.address)[:300],
            private_code=free_code(petition.council_id),
            forget_after=forget_after,
        )
        for petition, wish in zip(petitions, wishes, strict=True)
        for voter in (wish.voters or (Voter(),))
    )


def _add_keys(petitions: Sequence[Petition]) -> None:
    Key.objects.bulk_create(
        Key(council_id=petition.council_id, petition=petition, value=value)
        for petition in petitions
        for value in sorted(set(keys(sketch_of(petition))))
    )


def _folded(*parts: str) -> str:
    return fold(" ".join(parts))


def _short(text: str) -> str:
    """The first words of a text as its title, cut at a word."""
    line = " ".join(text.split())
    return line if len(line) <= _TITLE else f"{line[:_TITLE].rsplit(' ', 1)[0]}…"
