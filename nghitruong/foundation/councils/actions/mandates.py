"""Seats: given one by one or in a batch, suspended, released, removed, lost, left by death; numbered in the hall."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from nghitruong.foundation.councils import rules
from nghitruong.foundation.councils.actions.writing import (
    BATCH,
    digest_of,
    insert_all,
    living,
    new_person,
    same_council,
)
from nghitruong.foundation.councils.lifecycle import HOLDING, MANDATE, MandateState
from nghitruong.foundation.councils.models import (
    Constituency,
    Council,
    Mandate,
    MandateChange,
    MandateOrigin,
    Person,
    Term,
)
from nghitruong.foundation.councils.policies import may
from nghitruong.foundation.councils.queries import law_on
from nghitruong.foundation.councils.rules import DeputyRow, refusals
from nghitruong.foundation.councils.rules.mandates import warn_of_constituencies
from nghitruong.foundation.councils.rules.refusals import naming
from nghitruong.foundation.councils.rules.seats import warn_of_seats
from nghitruong.foundation.law.queries import catalogue_item
from nghitruong.foundation.verbs.beats import announce, lawful, permit, record, refuse_now, verb
from nghitruong.foundation.verbs.moves import move
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Actor
from nghitruong.kernel.vietnamese import clean_line


@verb("councils.grant_mandate")
def grant_mandate(clerk: Actor, term: Term, *, row: DeputyRow) -> Mandate:
    """Seat one deputy, known by `person_id` or new (R1.29, R1.33)."""
    permit(may(clerk, "councils.grant_mandate", council_id=term.council_id))
    mandate = seat_deputies(term, [row])[0]
    record(mandate, term=term.pk, person=mandate.person_id, name=mandate.person.full_name, origin=row.origin)
    announce(f"council-{term.council_id}")
    return mandate


@verb("councils.grant_mandates")
def grant_mandates(clerk: Actor, term: Term, *, rows: Sequence[DeputyRow]) -> list[Mandate]:
    """Seat up to 500 deputies at once, in their order, with one line in the ledger: how many, and a hash of them."""
    permit(may(clerk, "councils.grant_mandates", council_id=term.council_id))
    mandates = seat_deputies(term, rows)
    record(term, granted=len(mandates), digest=digest_of(rows))
    announce(f"council-{term.council_id}")
    return mandates


@verb("councils.suspend_mandate", serious=True)
def suspend_mandate(clerk: Actor, mandate: Mandate, *, reason: str, decision: str, on: date | None = None) -> Mandate:
    """Suspend a deputy for the time being, by the decision of the Standing body (R1.42)."""
    permit(may(clerk, "councils.suspend_mandate", council_id=mandate.council_id))
    facts = _move(mandate, "suspend_mandate", reason=reason, decision=_decision(decision), on=on)
    record(mandate, **facts)
    announce(f"council-{mandate.council_id}", f"person-{mandate.person_id}")
    return mandate


@verb("councils.reinstate_mandate", serious=True)
def reinstate_mandate(clerk: Actor, mandate: Mandate, *, reason: str, decision: str, on: date | None = None) -> Mandate:
    """End a suspension."""
    permit(may(clerk, "councils.reinstate_mandate", council_id=mandate.council_id))
    facts = _move(mandate, "reinstate_mandate", reason=reason, decision=_decision(decision), on=on)
    record(mandate, **facts)
    announce(f"council-{mandate.council_id}", f"person-{mandate.person_id}")
    return mandate


@verb("councils.request_release")
def request_release(clerk: Actor, mandate: Mandate, *, reason: str, on: date | None = None) -> Mandate:
    """Write down that a deputy asked to be released; the council decides (R1.40)."""
    permit(may(clerk, "councils.request_release", council_id=mandate.council_id))
    facts = _move(mandate, "request_release", reason=reason, on=on)
    record(mandate, **facts)
    announce(f"council-{mandate.council_id}", f"person-{mandate.person_id}")
    return mandate


@verb("councils.withdraw_release")
def withdraw_release(clerk: Actor, mandate: Mandate, *, reason: str, on: date | None = None) -> Mandate:
    """Write down that the wish was taken back, or that the council did not follow it."""
    permit(may(clerk, "councils.withdraw_release", council_id=mandate.council_id))
    facts = _move(mandate, "withdraw_release", reason=reason, on=on)
    record(mandate, **facts)
    announce(f"council-{mandate.council_id}", f"person-{mandate.person_id}")
    return mandate


@verb("councils.release_mandate", serious=True)
def release_mandate(clerk: Actor, mandate: Mandate, *, reason: str, decision: str, on: date | None = None) -> Mandate:
    """Release a deputy who asked for it, by the council's decision (R1.40, R1.41); the seat is free from that day."""
    permit(may(clerk, "councils.release_mandate", council_id=mandate.council_id))
    facts = _end(mandate, "release_mandate", reason=reason, decision=_decision(decision), on=on)
    record(mandate, **facts)
    announce(f"council-{mandate.council_id}", f"person-{mandate.person_id}")
    return mandate


@verb("councils.remove_mandate", serious=True)
def remove_mandate(clerk: Actor, mandate: Mandate, *, reason: str, decision: str, on: date | None = None) -> Mandate:
    """Remove a deputy, by the decision of the council or the voters (R1.44)."""
    permit(may(clerk, "councils.remove_mandate", council_id=mandate.council_id))
    facts = _end(mandate, "remove_mandate", reason=reason, decision=_decision(decision), on=on)
    record(mandate, **facts)
    announce(f"council-{mandate.council_id}", f"person-{mandate.person_id}")
    return mandate


@verb("councils.lose_mandate", serious=True)
def lose_mandate(clerk: Actor, mandate: Mandate, *, reason: str, decision: str, on: date | None = None) -> Mandate:
    """Write down that a final criminal judgment ended a mandate, from the day it took effect (R1.43)."""
    permit(may(clerk, "councils.lose_mandate", council_id=mandate.council_id))
    facts = _end(mandate, "lose_mandate", reason=reason, decision=_decision(decision), on=on)
    record(mandate, **facts)
    announce(f"council-{mandate.council_id}", f"person-{mandate.person_id}")
    return mandate


@verb("councils.record_death", serious=True)
def record_death(clerk: Actor, mandate: Mandate, *, on: date | None = None) -> Mandate:
    """Write down that a deputy has died (R1.46)."""
    permit(may(clerk, "councils.record_death", council_id=mandate.council_id))
    facts = _end(mandate, "record_death", reason=catalogue_item("mandate_end_reasons", "died").label_vi, on=on)
    record(mandate, **facts)
    announce(f"council-{mandate.council_id}", f"person-{mandate.person_id}")
    return mandate


@verb("councils.change_seat")
def change_seat(clerk: Actor, mandate: Mandate, *, seat: int | None) -> Mandate:
    """Give a deputy another place in the hall, or none."""
    permit(may(clerk, "councils.change_seat", council_id=mandate.council_id))
    living(mandate.council_id)
    before, mandate.seat = mandate.seat, seat
    try:
        with transaction.atomic():
            mandate.save(update_fields=["seat"])
    except IntegrityError:
        refuse_now(naming(refusals.SEAT_TAKEN, seat=seat))
    record(mandate, before=before, after=seat)
    announce(f"council-{mandate.council_id}")
    return mandate


@verb("councils.number_seats")
def number_seats(clerk: Actor, term: Term) -> int:
    """Give every deputy of a term a place in the hall anew, in the order of Vietnamese names; answers how many."""
    permit(may(clerk, "councils.number_seats", council_id=term.council_id))
    living(term.council_id)
    held = Mandate.objects.filter(term=term, state__in=HOLDING)
    held.update(seat=None)
    mandates = list(held.order_by("person__sort_key", "person_id"))
    for place, mandate in enumerate(mandates, start=1):
        mandate.seat = place
    Mandate.objects.bulk_update(mandates, ["seat"], batch_size=BATCH)
    record(term, numbered=len(mandates))
    announce(f"council-{term.council_id}")
    return len(mandates)


@verb("councils.move_deputy")
def move_deputy(clerk: Actor, mandate: Mandate, *, constituency: Constituency | None, decision: str = "") -> Mandate:
    """Let a deputy work in another electoral unit (R1.45)."""
    permit(may(clerk, "councils.move_deputy", council_id=mandate.council_id))
    living(mandate.council_id)
    same_council(mandate.council_id, constituency)
    if constituency is not None and constituency.term_id != mandate.term_id:
        refuse_now(naming(refusals.NO_CONSTITUENCY, number=constituency.number))
    before, mandate.constituency = mandate.constituency_id, constituency
    mandate.save(update_fields=["constituency"])
    record(mandate, before=before, after=mandate.constituency_id, decision=clean_line(decision))
    announce(f"council-{mandate.council_id}")
    return mandate


def seat_deputies(term: Term, rows: Sequence[DeputyRow]) -> list[Mandate]:
    """Check a batch and write its people and mandates in a handful of statements, in the order of the rows."""
    living(term.council_id)
    today = clock.today()
    lawful(rules.may_take_rows(rows, today))
    places = {place.number: place for place in Constituency.objects.filter(term=term)}
    held = Mandate.objects.filter(term=term, state__in=HOLDING)
    lawful(rules.may_grant(_facts(term, places, held.values_list("person_id", "seat")), rows))
    people = _people_of(term.council_id, rows)
    _check_origins(rows)
    mandates = insert_all(
        Mandate,
        [_mandate(term, row, person, places) for row, person in zip(rows, people, strict=True)],
        naming(refusals.ALREADY_DEPUTY, name=rows[0].full_name),
    )
    params = law_on(term.council_id, max(today, term.starts_on))
    lawful(warn_of_seats(held.count(), term.legal_seats, is_inherited=term.is_inherited, params=params))
    elected = Mandate.objects.filter(term=term, state__in=HOLDING, origin=MandateOrigin.ELECTED)
    numbers = elected.exclude(constituency=None).values_list("constituency_id", flat=True)
    lawful(warn_of_constituencies(_sizes(numbers), params))
    return mandates


def _facts(term: Term, places: dict[int, Constituency], held: Any) -> rules.GrantFacts:
    taken = list(held)
    return rules.GrantFacts(
        term_starts=term.starts_on,
        term_ends=term.ends_on,
        constituencies=places.keys(),
        origins=frozenset(MandateOrigin.values),
        seats={seat for _person, seat in taken if seat},
        holders={person for person, _seat in taken},
    )


def _people_of(council_id: int, rows: Sequence[DeputyRow]) -> list[Person]:
    """The known person of each row, or a new one; a number that is not of this council does not exist."""
    ids = [row.person_id for row in rows if row.person_id is not None]
    known = Person.objects.filter(council_id=council_id).in_bulk(ids)
    if len(known) != len(set(ids)):
        refuse_now(refusals.NOT_HERE)
    strangers = [new_person(council_id, row) for row in rows if row.person_id is None]
    new = iter(insert_all(Person, strangers, refusals.NUMBER_IN_USE))
    return [next(new) if row.person_id is None else known[row.person_id] for row in rows]


def _check_origins(rows: Sequence[DeputyRow]) -> None:
    ids = {row.origin_council_id for row in rows if row.origin_council_id is not None}
    if ids and Council.objects.filter(pk__in=ids).count() != len(ids):
        refuse_now(refusals.NOT_HERE)


def _mandate(term: Term, row: DeputyRow, person: Person, places: dict[int, Constituency]) -> Mandate:
    return Mandate(
        council_id=term.council_id,
        term=term,
        person=person,
        constituency=places[row.constituency] if row.constituency is not None else None,
        origin=row.origin,
        origin_council_id=row.origin_council_id,
        starts_on=row.starts_on or term.starts_on,
        decision=clean_line(row.decision),
        seat=row.seat,
        is_full_time=row.is_full_time,
    )


def _sizes(numbers: Any) -> list[int]:
    counts: dict[int, int] = {}
    for number in numbers:
        counts[number] = counts.get(number, 0) + 1
    return list(counts.values())


def _decision(text: str) -> str:
    decision = clean_line(text)
    if not decision:
        refuse_now(refusals.NO_DECISION)
    return decision


def _end(
    mandate: Mandate, verb_name: str, *, reason: str, decision: str = "", on: date | None = None
) -> dict[str, Any]:
    """A move that ends the seat: the day counts as the first without it, the place in the hall is free."""
    day = on or clock.today()
    return _move(mandate, verb_name, reason=reason, decision=decision, on=day, ends_on=day, end_reason=reason)


def _move(
    mandate: Mandate, verb_name: str, *, reason: str, decision: str = "", on: date | None = None, **fields: Any
) -> dict[str, Any]:
    """Law and change of every move of a mandate; answers the facts for the ledger."""
    living(mandate.council_id)
    day, reason = on or clock.today(), clean_line(reason)
    lawful(rules.may_end_on(mandate.starts_on, day, clock.today(), reason=reason))
    move(mandate, MANDATE, verb_name, **fields)
    MandateChange.objects.create(
        council_id=mandate.council_id,
        mandate=mandate,
        state=MandateState(mandate.state),
        on=day,
        reason=reason,
        decision=decision,
    )
    return {"state": str(mandate.state), "on": day.isoformat(), "reason": reason, "decision": decision}
