"""Writing the ledger. Not verbs: a verb's fourth beat, and the sealer's work."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import connection, transaction

from nghitruong.foundation.audit.chain import GENESIS, hash_line, hash_seal
from nghitruong.foundation.audit.models import Line, Seal
from nghitruong.kernel.actor import Actor
from nghitruong.kernel.refs import RecordRef

SEAL_BATCH = 5_000
_LOCK_SPACE = 0x5EA1


def write_line(
    actor: Actor,
    verb: str,
    subject: RecordRef | None,
    facts: Mapping[str, Any],
    *,
    council_id: int | None = None,
    refusal: str = "",
) -> Line:
    """Add one unsealed line in the caller's transaction. Facts must be JSON: text, numbers, lists, mappings."""
    line = Line(
        council_id=(council_id if council_id is not None else actor.council_id) or 0,
        verb=verb,
        actor_account_id=actor.account_id,
        actor_person_id=actor.person_id,
        actor_name=actor.name,
        subject_kind=subject.kind if subject else "",
        subject_id=subject.id if subject else None,
        facts=dict(facts),
        refusal=refusal,
    )
    line.hash = hash_line(line)
    line.save(force_insert=True)
    return line


def seal_ledger(council_id: int) -> int:
    """Chain the council's unsealed lines in the order of their ids; answers how many. One sealer a council at a time.

    A line whose transaction is still open is sealed next time: the chain's order is that of sealing, and the checker
    names any line that stays unsealed for more than a minute.
    """
    with transaction.atomic():
        if not _is_only_sealer(council_id):
            return 0
        last = Seal.objects.filter(council_id=council_id).order_by("-seq").first()
        seq, previous = (last.seq, last.hash) if last else (0, GENESIS)
        seals = []
        for line in Line.objects.filter(council_id=council_id, seal=None).order_by("id")[:SEAL_BATCH]:
            seq += 1
            digest = hash_seal(council_id, seq, previous, line.id, line.hash)
            seals.append(
                Seal(council_id=council_id, seq=seq, line=line, line_hash=line.hash, previous=previous, hash=digest)
            )
            previous = digest
        Seal.objects.bulk_create(seals, batch_size=500)
        return len(seals)


def seal_all() -> int:
    """Seal every council that has unsealed lines."""
    waiting: Iterable[int] = Line.objects.filter(seal=None).values_list("council_id", flat=True).distinct()
    return sum(seal_ledger(council_id) for council_id in list(waiting))


def _is_only_sealer(council_id: int) -> bool:
    """PostgreSQL: take this council's advisory lock or give way. SQLite: the open write transaction is the lock."""
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", [_LOCK_SPACE, council_id % 2**31])
        row = cursor.fetchone()
    return bool(row and row[0])
