"""What several verbs of this room do alike: insert under a constraint, make people, digest a batch."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any, TypeVar

from django.db import IntegrityError, models, transaction

from nghitruong.foundation.councils.models import Council, Person
from nghitruong.foundation.councils.rules import PersonRow, is_at_work
from nghitruong.foundation.councils.rules.refusals import NO_NAME, NOT_HERE
from nghitruong.foundation.verbs.beats import lawful, refuse_now
from nghitruong.kernel.decision import Refusal
from nghitruong.kernel.vietnamese import clean_line, fold, name_sort_key

M = TypeVar("M", bound=models.Model)

BATCH = 500


def insert(row: M, refusal: Refusal) -> M:
    """Store a new row; a constraint of the database that says no is the refusal."""
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        refuse_now(refusal)
    return row


def insert_all(model: type[M], rows: Sequence[M], refusal: Refusal) -> list[M]:
    """The same for a batch, in as few statements as the engine allows."""
    try:
        with transaction.atomic():
            return model._base_manager.bulk_create(rows, batch_size=BATCH)
    except IntegrityError:
        refuse_now(refusal)


def living(council_id: int) -> Council:
    """The council, which must not be closed: a closed one's records are read only."""
    council = Council.objects.select_related("unit", "parent__unit").get(pk=council_id)
    lawful(is_at_work(council.closed_on))
    return council


def line(text: str, refusal: Refusal = NO_NAME) -> str:
    """A name as it is stored; refused when nothing is left of it."""
    cleaned = clean_line(text)
    if not cleaned:
        refuse_now(refusal)
    return cleaned


def same_council(council_id: int, *things: Any) -> None:
    """What is joined belongs to one council; another's records do not exist here."""
    if any(thing is not None and thing.council_id != council_id for thing in things):
        refuse_now(NOT_HERE)


def new_person(council_id: int, row: PersonRow) -> Person:
    """Somebody new, not stored yet, with the keys for sorting and searching."""
    name = clean_line(row.full_name)
    return Person(
        council_id=council_id,
        full_name=name,
        sort_key=name_sort_key(name),
        folded_name=fold(name),
        gender=row.gender,
        born_on=row.born_on,
        born_year=row.born_on.year if row.born_on else row.born_year,
        number=clean_line(row.number),
        occupation=clean_line(row.occupation),
        phone=clean_line(row.phone),
        email=clean_line(row.email),
    )


def digest_of(rows: Iterable[PersonRow | dict[str, Any]]) -> str:
    """A hash that stands for a whole batch in its one ledger line; it gives nothing of the rows away."""
    plain = [row if isinstance(row, dict) else asdict(row) for row in rows]
    text = json.dumps(plain, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def day_text(day: date | None) -> str | None:
    """A day as the ledger keeps it."""
    return day.isoformat() if day else None
