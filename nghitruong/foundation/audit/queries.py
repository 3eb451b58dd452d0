"""Reading and checking the ledger."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import QuerySet

from nghitruong.foundation.audit.chain import GENESIS, hash_line, hash_seal
from nghitruong.foundation.audit.models import Line, Seal
from nghitruong.kernel import clock
from nghitruong.kernel.refs import RecordRef

LONGEST_UNSEALED = timedelta(minutes=1)


@dataclass(frozen=True)
class LedgerCheck:
    """What a check of one council's ledger found. `fault` is empty when the chain is whole."""

    council_id: int
    lines: int
    sealed: int
    head: str
    fault: str = ""

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
    return Line.objects.filter(seal=None).count()


def head_hash(council_id: int) -> str:
    """The hash that stands for the whole ledger so far; it is printed in minutes."""
    seal = Seal.objects.filter(council_id=council_id).order_by("-seq").first()
    return seal.hash if seal else GENESIS


def councils_with_lines() -> list[int]:
    return list(Line.objects.order_by("council_id").values_list("council_id", flat=True).distinct())


def check_ledger(council_id: int) -> LedgerCheck:
    """Recompute every line and link; the first that was changed, cut, inserted or reordered is named in `fault`."""
    lines = Line.objects.filter(council_id=council_id)
    sealed, head, fault = _walk_chain(council_id)
    return LedgerCheck(council_id, lines.count(), sealed, head, fault or _first_bad_unsealed(council_id))


def _walk_chain(council_id: int) -> tuple[int, str, str]:
    expected, previous = 0, GENESIS
    seals = Seal.objects.filter(council_id=council_id).select_related("line").order_by("seq")
    for seal in seals.iterator(chunk_size=2_000):
        expected += 1
        if fault := _fault_of(seal, expected, previous):
            return expected - 1, previous, fault
        previous = seal.hash
    return expected, previous, ""


def _fault_of(seal: Seal, expected: int, previous: str) -> str:
    where = f"line {seal.line_id} (number {seal.seq})"
    if seal.seq != expected:
        return f"number {expected} is missing before {where}"
    if seal.previous != previous:
        return f"{where} does not follow the one before it"
    if seal.line.council_id != seal.council_id or hash_line(seal.line) != seal.line.hash:
        return f"{where} was changed"
    if seal.line.hash != seal.line_hash:
        return f"{where} was replaced"
    if seal.hash != hash_seal(seal.council_id, seal.seq, previous, seal.line_id, seal.line_hash):
        return f"the seal of {where} was changed"
    return ""


def _first_bad_unsealed(council_id: int) -> str:
    for line in Line.objects.filter(council_id=council_id, seal=None).order_by("id").iterator():
        if hash_line(line) != line.hash:
            return f"line {line.id} (unsealed) was changed"
        if clock.now() - line.at > LONGEST_UNSEALED:
            return f"line {line.id} has stayed unsealed for more than a minute"
    return ""
