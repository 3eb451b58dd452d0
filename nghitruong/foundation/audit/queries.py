"""Reading and checking the ledger."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import QuerySet

from nghitruong.foundation.audit.chain import GENESIS, hash_line, hash_seal
from nghitruong.foundation.audit.models import Head, Line, Seal
from nghitruong.kernel import clock
from nghitruong.kernel.refs import RecordRef

LONGEST_UNSEALED = timedelta(minutes=1)
NEWEST = 10_000


class Fault(str):
    """What is wrong with a ledger, in English; `message` and `values` let whoever shows it translate it."""

    message: str
    values: dict[str, object]

    def __new__(cls, message: str, **values: object) -> "Fault":
        fault = super().__new__(cls, message % values)
        fault.message, fault.values = message, values
        return fault


WHOLE = Fault("")


@dataclass(frozen=True)
class LedgerCheck:
    """What a check of one council's ledger found. `fault` is empty when the chain is whole."""

    council_id: int
    lines: int
    sealed: int
    head: str
    fault: Fault = WHOLE

    @property
    def unsealed(self) -> int:
        return self.lines - self.sealed


def history_of(subject: RecordRef) -> QuerySet[Line]:
    """The lines of one record, newest first."""
    return Line.objects.filter(subject_kind=subject.kind, subject_id=subject.id).order_by("-id")


def line_for(council_id: int, line_id: int) -> Line | None:
    """One line of one council, or None: another council's ledger does not exist for the asker."""
    return Line.objects.filter(council_id=council_id, id=line_id).first()


def unsealed_count() -> int:
    """How many of the newest lines wait for the sealer: a look at all would cost the whole ledger."""
    return Line.objects.filter(id__gt=last_line_id() - NEWEST, seal=None).count()


def head_hash(council_id: int) -> str:
    """The hash that stands for the whole ledger so far; it is printed in minutes."""
    seal = Seal.objects.filter(council_id=council_id).order_by("-seq").first()
    return seal.hash if seal else GENESIS


def head_of(council_id: int) -> Seal | None:
    """The last link of the chain: its number and hash stand for the whole ledger so far."""
    return Seal.objects.filter(council_id=council_id).order_by("-seq").first()


def councils_with_lines() -> list[int]:
    """Councils with a ledger, also one whose lines were all cut away."""
    with_lines = Line.objects.order_by().values_list("council_id", flat=True).distinct()
    return sorted({*with_lines, *Head.objects.values_list("council_id", flat=True)})


def councils_with_unsealed(*, after: int) -> list[int]:
    """Councils that have an unsealed line above the id `after`; 0 searches the whole ledger."""
    waiting = Line.objects.filter(id__gt=after, seal=None).order_by()
    return list(waiting.values_list("council_id", flat=True).distinct())


def last_line_id() -> int:
    return Line.objects.order_by("-id").values_list("id", flat=True).first() or 0


def check_ledger(council_id: int, *, known_heads: Iterable[str] = ()) -> LedgerCheck:
    """Recompute every line and link; the first that was changed, cut, inserted or reordered is named in `fault`.

    `known_heads` are head hashes kept outside the database, from printed minutes: each must still be in the chain.
    Whoever can rewrite the whole database can rewrite every hash in it, but not the paper.
    """
    # The sealer goes on while a long ledger is walked: its end lies between the head before and the head after.
    start = _head_of(council_id)
    chain = _walk_chain(council_id, {start.hash, *known_heads})
    lines = Line.objects.filter(council_id=council_id).count()
    fault = chain.fault or _fault_of_end(chain, start, _head_of(council_id)) or _fault_of_unsealed(council_id)
    return LedgerCheck(council_id, lines, chain.length, chain.head, fault)


def _head_of(council_id: int) -> Head:
    return Head.objects.filter(council_id=council_id).first() or Head(council_id=council_id, seq=0, hash=GENESIS)


@dataclass
class _Chain:
    """How far the walk came, and the known heads not met yet."""

    missing: set[str]
    length: int = 0
    head: str = GENESIS
    fault: Fault = WHOLE


def _walk_chain(council_id: int, known_heads: set[str]) -> _Chain:
    chain = _Chain(known_heads - {GENESIS})
    seals = Seal.objects.filter(council_id=council_id).select_related("line").order_by("seq")
    for seal in seals.iterator(chunk_size=2_000):
        chain.fault = _fault_of(seal, chain.length + 1, chain.head)
        if chain.fault:
            break
        chain.length, chain.head = seal.seq, seal.hash
        chain.missing.discard(seal.hash)
    return chain


def _fault_of(seal: Seal, expected: int, previous: str) -> Fault:
    where = {"line": seal.line_id, "number": seal.seq}
    if seal.seq != expected:
        return Fault(
            "number %(missing)s is missing before line %(line)s (number %(number)s)", missing=expected, **where
        )
    if seal.previous != previous:
        return Fault("line %(line)s (number %(number)s) does not follow the one before it", **where)
    if seal.line.council_id != seal.council_id or hash_line(seal.line) != seal.line.hash:
        return Fault("line %(line)s (number %(number)s) was changed", **where)
    if seal.line.hash != seal.line_hash:
        return Fault("line %(line)s (number %(number)s) was replaced", **where)
    if seal.hash != hash_seal(seal.council_id, seal.seq, previous, seal.line_id, seal.line_hash):
        return Fault("the seal of line %(line)s (number %(number)s) was changed", **where)
    return WHOLE


def _fault_of_end(chain: _Chain, start: Head, end: Head) -> Fault:
    if chain.length < start.seq:
        first, last = chain.length + 1, start.seq
        return Fault("the end was cut off: numbers %(first)s to %(last)s are missing", first=first, last=last)
    if chain.length > end.seq:
        return Fault("number %(number)s was added by no sealer", number=end.seq + 1)
    if chain.missing:
        return Fault("the chain does not hold the known head %(head)s", head=min(chain.missing))
    return WHOLE


def _fault_of_unsealed(council_id: int) -> Fault:
    for line in Line.objects.filter(council_id=council_id, seal=None).order_by("id").iterator():
        if hash_line(line) != line.hash:
            return Fault("line %(line)s (unsealed) was changed", line=line.pk)
        if clock.now() - line.at > LONGEST_UNSEALED:
            return Fault("line %(line)s has stayed unsealed for more than a minute", line=line.pk)
    return WHOLE
