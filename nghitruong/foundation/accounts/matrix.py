"""The permission matrix: 28 kinds of record, 14 roles, six rights; the printed annex of the council's own rules.

`matrix.tsv` is the one reviewed copy. Every policy of every app names a row and a right of it, a contract test
compares them, and the page *Quyền hạn* shows it. Pure: no database, no Django.
"""

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from nghitruong.kernel.actor import Role

FILE = Path(__file__).with_name("matrix.tsv")

COLUMN_OF_ROLE: dict[Role, str] = {
    Role.CHAIR: "CT",
    Role.SECRETARY: "TK",
    Role.DEPUTY: "ĐB",
    Role.STANDING: "TT",
    Role.COMMITTEE: "TB",
    Role.CLERK: "VP",
    Role.AGENCY: "CQ",
    Role.AGENCY_LEADER: "CQ",
    Role.FRONT: "MT",
    Role.COUNTING: "KP",
    Role.DENUNCIATIONS: "TC",
    Role.CITIZEN: "CD",
    Role.PUBLIC: "KH",
    Role.GUEST: "KH",
    Role.AUDITOR: "KT",
    Role.ADMIN: "QT",
    Role.PROVINCE_ADMIN: "QT",
}
"""The system has no column: it acts only where a policy names it."""

RIGHTS = {
    "R": "Read",
    "C": "Create",
    "U": "Change while it is a draft",
    "T": "Move on: issue, open, close, sign, assign",
    "V": "Void, with a reason",
    "X": "Export in bulk",
}
LIMITS = {
    "": "any record of the council",
    "o": "own records only",
    "a": "only what is assigned to oneself, one's agency or committee",
    "p": "the public part, after publication",
    "s": "only while the session runs",
    "n": "counts only",
    "2": "a second person must confirm",
}
_CELL = re.compile(r"([RCUTVX])([oapsn2]?)")


class Relation(StrEnum):
    """How the actor stands to a record: its own or assigned one, one of the same council, one of another."""

    OWN = "own"
    SAME_COUNCIL = "same_council"
    OTHER_COUNCIL = "other_council"


class Stage(StrEnum):
    """The four stages in the life of any record that the matrix knows."""

    DRAFT = "draft"
    ACTIVE = "active"
    CLOSED = "closed"
    ARCHIVED = "archived"


@dataclass(frozen=True)
class Right:
    """One letter of a cell with its limit: "T2" is *move on, with a second person*."""

    letter: str
    limit: str = ""

    def holds(self, relation: Relation, stage: Stage) -> bool:
        """Whether the right reaches a record that stands in this relation and stage; drafts end and archives rest."""
        if relation is Relation.OTHER_COUNCIL:
            return False
        if self.limit in ("o", "a") and relation is not Relation.OWN:
            return False
        if (self.limit == "p" and stage is Stage.DRAFT) or (self.limit == "s" and stage is not Stage.ACTIVE):
            return False
        if self.letter == "U":
            return stage is Stage.DRAFT
        return self.letter in ("R", "X") or stage is not Stage.ARCHIVED

    @property
    def needs_second_person(self) -> bool:
        return self.limit == "2"


@dataclass(frozen=True)
class MatrixRow:
    """One kind of record with what each column may do to it."""

    number: str
    record: str
    cells: dict[str, tuple[Right, ...]]


@cache
def read_matrix() -> dict[str, MatrixRow]:
    """The matrix by row number; raises ValueError when the file does not say what a matrix says."""
    with FILE.open(encoding="utf-8", newline="") as file:
        rows = [_row(line) for line in csv.DictReader(file, delimiter="\t")]
    return {row.number: row for row in rows}


def columns() -> tuple[str, ...]:
    """The column letters in the order of the file."""
    return tuple(next(iter(read_matrix().values())).cells)


def right_of(role: Role, row: str, letter: str) -> Right | None:
    """What a role's column gives for one letter in one row, whatever the relation; None when it gives nothing."""
    column = COLUMN_OF_ROLE.get(role)
    cell = read_matrix()[row].cells[column] if column else ()
    return next((right for right in cell if right.letter == letter), None)


def may(
    roles: Iterable[Role],
    row: str,
    letter: str,
    relation: Relation = Relation.SAME_COUNCIL,
    stage: Stage = Stage.ACTIVE,
) -> bool:
    """Whether at least one of the roles has the right; to another council's records everybody is the public."""
    if relation is Relation.OTHER_COUNCIL:
        roles, relation = (Role.PUBLIC,), Relation.SAME_COUNCIL
    rights = (right_of(role, row, letter) for role in roles)
    return any(right is not None and right.holds(relation, stage) for right in rights)


def _row(line: dict[str, str]) -> MatrixRow:
    number, record = line.pop("row"), line.pop("record")
    return MatrixRow(number, record, {column: _cell(text) for column, text in line.items()})


def _cell(text: str) -> tuple[Right, ...]:
    if text == "-":
        return ()
    rights = tuple(Right(letter, limit) for letter, limit in _CELL.findall(text))
    if not rights or "".join(right.letter + right.limit for right in rights) != text:
        raise ValueError(f"not a cell of the matrix: {text!r}")
    return rights
