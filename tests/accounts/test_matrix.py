"""The matrix file: its size, every case of it, and that no decision of it can be flipped unnoticed."""

import csv
import hashlib
import itertools

import pytest

from nghitruong.foundation.accounts import matrix
from nghitruong.foundation.accounts.matrix import FILE, RIGHTS, Relation, Right, Stage
from nghitruong.kernel.actor import Role

COLUMN_ROLES = {column: role for role, column in reversed(matrix.COLUMN_OF_ROLE.items())}
REVIEWED = "50f1a674fc2b6bf511239851d4449333db47c7fa14e75ecd293ad9b9eea67a61"


def decisions() -> dict[tuple[str, str, str], Right | None]:
    return {
        (row, column, letter): matrix.right_of(COLUMN_ROLES[column], row, letter)
        for row, column, letter in itertools.product(matrix.read_matrix(), matrix.columns(), RIGHTS)
    }


def test_the_matrix_has_its_printed_size() -> None:
    table = decisions()
    granted = [right for right in table.values() if right]
    cells = [cell for row in matrix.read_matrix().values() for cell in row.cells.values()]
    assert (len(cells), sum(not cell for cell in cells)) == (392, 151)
    assert (len(table), len(granted)) == (2_352, 385)
    assert sum(right.needs_second_person for right in granted) == 21


def test_all_cases_agree_with_a_second_reading_of_the_file() -> None:
    with FILE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    seen = 0
    for line, column, letter, relation, stage in itertools.product(rows, matrix.columns(), RIGHTS, Relation, Stage):
        text = line["KH" if relation is Relation.OTHER_COUNCIL else column]
        expected = by_hand(text, letter, is_own=relation is Relation.OWN, stage=stage)
        assert matrix.may([COLUMN_ROLES[column]], line["row"], letter, relation, stage) is expected
        seen += 1
    assert seen == 28_224


def by_hand(text: str, letter: str, *, is_own: bool, stage: Stage) -> bool:
    """A plainer reading of a cell, by position."""
    place = text.find(letter)
    if place < 0:
        return False
    limit = text[place + 1 : place + 2]
    is_reached = {
        "o": is_own,
        "a": is_own,
        "p": stage != "draft",
        "s": stage == "active",
    }.get(limit, True)
    lasts = {"R": True, "X": True, "U": stage == "draft"}.get(letter, stage != "archived")
    return is_reached and lasts


def test_a_change_of_any_decision_must_be_reviewed() -> None:
    """Change the digest here only together with the file, and say in the commit who may now do what."""
    digest = hashlib.sha256(FILE.read_bytes()).hexdigest()
    assert digest == REVIEWED


def test_rights_of_several_roles_add_up() -> None:
    assert not matrix.may([Role.CHAIR], "08", "C")
    assert matrix.may([Role.CHAIR, Role.SECRETARY], "08", "C")


def test_the_administrator_has_nothing_in_the_ballot() -> None:
    assert not any(matrix.may([Role.ADMIN], "12", letter, Relation.OWN) for letter in RIGHTS)


def test_the_system_has_no_column() -> None:
    assert matrix.right_of(Role.SYSTEM, "08", "T") is None


@pytest.mark.parametrize("text", ["RQ", "R3", "", "oR", "R-"])
def test_a_cell_that_says_something_else_is_an_error(text: str) -> None:
    with pytest.raises(ValueError, match="not a cell"):
        matrix._cell(text)
