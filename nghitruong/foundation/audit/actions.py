"""Writing the ledger. Not verbs: a verb's fourth beat, and the sealer's work."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import connection, transaction
from django.db.models import Min

from nghitruong.foundation.audit.chain import GENESIS, LINE_FIELDS, hash_content, hash_seal
from nghitruong.foundation.audit.models import Head, Line, Seal
from nghitruong.foundation.audit.queries import councils_with_unsealed
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Actor
from nghitruong.kernel.refs import RecordRef

SEAL_BATCH = 5_000
# Every verb writes a line: built by the ORM, its words would cost more than the writing.
_INSERT = f"INSERT INTO audit_line ({', '.join(LINE_FIELDS)}, hash) VALUES "  # noqa: S608 - our own names
_ROW = f"({', '.join(['%s'] * (len(LINE_FIELDS) + 1))})"
_LOCK_SPACE = 0x5EA1
_encode = json.JSONEncoder(ensure_ascii=False).encode


def write_line(
    actor: Actor,
    verb: str,
    subject: RecordRef | None,
    facts: Mapping[str, Any],
    *,
    council_id: int | None = None,
    refusal: str = "",
) -> None:
    """Add one unsealed line in the caller's transaction. Facts must be JSON: text, numbers, lists, mappings."""
    write_lines([line_of(actor, verb, subject, facts, council_id=council_id, refusal=refusal)])


def line_of(
    actor: Actor,
    verb: str,
    subject: RecordRef | None,
    facts: Mapping[str, Any],
    *,
    council_id: int | None = None,
    refusal: str = "",
) -> dict[str, Any]:
    """The recorded fields of a line that says what is done now, for `write_lines`."""
    return {
        "council_id": (council_id if council_id is not None else actor.council_id) or 0,
        "at": clock.now(),
        "verb": verb,
        "actor_account_id": actor.account_id,
        "actor_person_id": actor.person_id,
        "actor_name": actor.name,
        "subject_kind": subject.kind if subject else "",
        "subject_id": subject.id if subject else None,
        "facts": dict(facts),
        "refusal": refusal,
    }


def write_lines(lines: Sequence[Mapping[str, Any]]) -> None:
    """Add unsealed lines, each with its hash, in the caller's transaction and in one statement."""
    values = [value for line in lines for value in _stored(line)]
    with connection.cursor() as cursor:
        cursor.execute(_INSERT + ", ".join([_ROW] * len(lines)), values)


def seal_ledger(council_id: int, *, after: int | None = None, wait: bool = True) -> int:
    """Chain the council's unsealed lines in the order of their ids; answers how many. One sealer a council at a time.

    A line whose transaction is still open is sealed next time: the chain's order is that of sealing, and the checker
    names any line that stays unsealed for more than a minute. Only lines above `after` are looked at, by default those
    near the end of the chain: a search of the whole ledger at each closing would cost what the ledger weighs.
    `wait=False` gives way to another sealer and answers 0; a closing poll waits, so that its ballots are in the chain.
    """
    with transaction.atomic():
        if not _take_chain(council_id, wait=wait):
            return 0
        head = Head.objects.filter(council_id=council_id).first() or Head(council_id=council_id, seq=0, hash=GENESIS)
        floor = _recent_floor(council_id, head.seq) if after is None else after
        waiting = Line.objects.filter(council_id=council_id, seal=None, id__gt=floor).order_by("id")[:SEAL_BATCH]
        seals = _chain_lines(head, waiting)
        if seals:
            Seal.objects.bulk_create(seals, batch_size=500)
            head.save()
        return len(seals)


def seal_all() -> int:
    """Seal every council that has unsealed lines, however old; answers how many lines."""
    return sum(seal_ledger(council_id, after=0) for council_id in councils_with_unsealed(after=0))


def _stored(line: Mapping[str, Any]) -> Iterable[Any]:
    """The recorded fields of a line as they are stored, and their hash."""
    written = {"at": connection.ops.adapt_datetimefield_value(line["at"]), "facts": _encode(line["facts"])}
    return (*({**line, **written}[name] for name in LINE_FIELDS), hash_content(line))


def _take_chain(council_id: int, *, wait: bool) -> bool:
    """PostgreSQL: this council's advisory lock until the commit. SQLite: the open write transaction is the lock."""
    if connection.vendor != "postgresql":
        return True
    ask = "SELECT pg_advisory_xact_lock(%s, %s) IS NOT NULL" if wait else "SELECT pg_try_advisory_xact_lock(%s, %s)"
    with connection.cursor() as cursor:
        cursor.execute(ask, [_LOCK_SPACE, council_id % 2**31])
        row = cursor.fetchone()
    return bool(row and row[0])


def _recent_floor(council_id: int, seq: int) -> int:
    """The lowest line among the last links: what is unsealed below it committed extraordinarily late."""
    if seq <= SEAL_BATCH:
        return 0
    recent = Seal.objects.filter(council_id=council_id, seq__gt=seq - SEAL_BATCH)
    return int(recent.aggregate(floor=Min("line_id"))["floor"] or 0)


def _chain_lines(head: Head, lines: Iterable[Line]) -> list[Seal]:
    """One new link a line, each on the one before; moves `head` along."""
    seals = []
    for line in lines:
        seq, previous = head.seq + 1, head.hash
        digest = hash_seal(head.council_id, seq, previous, line.id, line.hash)
        seals.append(
            Seal(council_id=head.council_id, seq=seq, line=line, line_hash=line.hash, previous=previous, hash=digest)
        )
        head.seq, head.hash = seq, digest
    return seals
