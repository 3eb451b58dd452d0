"""People known to a council, and those who take part without a seat."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from nghitruong.foundation.councils.actions.writing import (
    day_text,
    digest_of,
    insert,
    insert_all,
    line,
    living,
    new_person,
    same_council,
)
from nghitruong.foundation.councils.models import Affiliation, AffiliationKind, Agency, Council, Gender, Person
from nghitruong.foundation.councils.policies import may
from nghitruong.foundation.councils.renaming import Renaming, tell_renaming
from nghitruong.foundation.councils.rules import PersonRow, may_end_on, may_take_rows, refusals
from nghitruong.foundation.councils.rules.refusals import naming
from nghitruong.foundation.verbs.beats import announce, lawful, permit, record, refuse_now, verb
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Actor
from nghitruong.kernel.vietnamese import clean_line, fold, name_sort_key

CHANGEABLE = frozenset({"full_name", "gender", "born_on", "born_year", "number", "occupation"})


@verb("councils.add_person")
def add_person(clerk: Actor, council: Council, *, person: PersonRow) -> Person:
    """Add somebody to the council's register; a seat or a post is given by another verb."""
    permit(may(clerk, "councils.add_person", council_id=council.pk))
    living(council.pk)
    lawful(may_take_rows([person], clock.today()))
    added = insert(new_person(council.pk, person), refusals.NUMBER_IN_USE)
    record(added, name=added.full_name)
    announce(f"council-{council.pk}")
    return added


@verb("councils.add_people")
def add_people(clerk: Actor, council: Council, *, people: Sequence[PersonRow]) -> list[Person]:
    """Add up to 500 people at once, in their order, with one line in the ledger."""
    permit(may(clerk, "councils.add_people", council_id=council.pk))
    living(council.pk)
    lawful(may_take_rows(people, clock.today()))
    added = insert_all(Person, [new_person(council.pk, row) for row in people], refusals.NUMBER_IN_USE)
    record(council, added=len(added), digest=digest_of(people))
    announce(f"council-{council.pk}")
    return added


@verb("councils.change_person")
def change_person(clerk: Actor, person: Person, **changes: Any) -> Person:
    """Correct a name, the gender, the date of birth or the occupation."""
    permit(may(clerk, "councils.change_person", council_id=person.council_id))
    living(person.council_id)
    if unknown := set(changes) - CHANGEABLE:
        raise TypeError(f"not changeable: {sorted(unknown)}")
    before = {name: str(getattr(person, name) or "") for name in changes}
    for name, value in changes.items():
        setattr(person, name, clean_line(value) if isinstance(value, str) else value)
    _check_person(person)
    person.sort_key, person.folded_name = name_sort_key(person.full_name), fold(person.full_name)
    person.born_year = person.born_on.year if person.born_on else person.born_year
    _store_changes(person, [*changes, "sort_key", "folded_name", "born_year"])
    if "full_name" in changes:
        tell_renaming(Renaming(person.pk, person.sort_key))
    record(person, before=before, after={name: str(getattr(person, name) or "") for name in changes})
    announce(f"person-{person.pk}")
    return person


@verb("councils.change_contact")
def change_contact(actor: Actor, person: Person, *, phone: str, email: str) -> Person:
    """Write down how somebody is reached: her own, or the office's work. The ledger keeps that it changed, not what."""
    is_own = actor.person_id == person.pk
    permit(may(actor, "councils.change_contact", is_own=is_own, council_id=person.council_id))
    living(person.council_id)
    wanted = {"phone": clean_line(phone), "email": clean_line(email)}
    changed = sorted(name for name, value in wanted.items() if value != getattr(person, name))
    for name, value in wanted.items():
        setattr(person, name, value)
    person.save(update_fields=["phone", "email"])
    record(person, changed=changed)
    announce(f"person-{person.pk}")
    return person


@verb("councils.add_affiliation")
def add_affiliation(
    clerk: Actor,
    person: Person,
    *,
    capacity: str,
    post: str,
    organisation: str,
    valid_from: date,
    agency: Agency | None = None,
) -> Affiliation:
    """Say in which capacity somebody without a seat takes part: guest, co-chair, higher deputy, representative."""
    permit(may(clerk, "councils.add_affiliation", council_id=person.council_id))
    living(person.council_id)
    same_council(person.council_id, agency)
    if capacity not in AffiliationKind:
        refuse_now(naming(refusals.UNKNOWN_KIND, kind=capacity))
    affiliation = Affiliation.objects.create(
        council_id=person.council_id,
        person=person,
        capacity=capacity,
        post=line(post),
        organisation=line(organisation),
        agency=agency,
        valid_from=valid_from,
    )
    record(affiliation, person=person.pk, capacity=capacity, post=affiliation.post, start=day_text(valid_from))
    announce(f"council-{person.council_id}")
    return affiliation


@verb("councils.end_affiliation")
def end_affiliation(clerk: Actor, affiliation: Affiliation, *, on: date, reason: str) -> Affiliation:
    """End such a capacity; `on` is its last day. Nothing is erased."""
    permit(may(clerk, "councils.end_affiliation", council_id=affiliation.council_id))
    if affiliation.valid_to:
        refuse_now(naming(refusals.ALREADY_ENDED, day=affiliation.valid_to))
    lawful(may_end_on(affiliation.valid_from, on, clock.today(), reason=reason))
    affiliation.valid_to = on
    affiliation.save(update_fields=["valid_to"])
    record(affiliation, on=day_text(on), reason=clean_line(reason))
    announce(f"council-{affiliation.council_id}")
    return affiliation


def _store_changes(person: Person, fields: Sequence[str]) -> None:
    try:
        with transaction.atomic():
            person.save(update_fields=fields)
    except IntegrityError:
        refuse_now(refusals.NUMBER_IN_USE)


def _check_person(person: Person) -> None:
    if not person.full_name:
        refuse_now(refusals.NO_NAME)
    if person.born_on and person.born_on >= clock.today():
        refuse_now(refusals.BORN_TOO_LATE)
    if person.gender and person.gender not in Gender:
        refuse_now(naming(refusals.UNKNOWN_KIND, kind=person.gender))
