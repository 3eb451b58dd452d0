"""Real lists, written by others: nothing of them may be lost or taken for something else."""

import csv
from pathlib import Path

import pytest

from nghitruong.engines.spreadsheets import OutSheet, choose_sheet, find_table, read_book, write_book
from nghitruong.kernel.vietnamese import clean_text

DATA = Path(__file__).parents[4] / "shared" / "data"
LISTS = [
    "real/petitions.csv",
    "real/angiang-nq-pending.csv",
    "real/angiang-nq-done.csv",
    "votes/confidence_votes.csv",
    "admin_units/communes.csv",
]


@pytest.mark.slow
@pytest.mark.parametrize("name", LISTS)
def test_every_cell_of_a_real_list_arrives(name: str) -> None:
    path = DATA / name
    if not path.exists():
        pytest.skip(f"{name} is not beside this checkout")
    with path.open(encoding="utf-8", newline="") as file:
        title, *expected = [[clean_text(value).strip() for value in row] for row in csv.reader(file)]
    table = find_table(choose_sheet(read_book(path.read_bytes())))
    assert [column.title for column in table.columns] == title
    assert [[row.cell(place).text for place in range(len(title))] for row in table.rows] == expected
    again = find_table(choose_sheet(read_book(write_book([OutSheet("Danh sách", title, expected)]))))
    assert [row.cells for row in again.rows] == [row.cells for row in table.rows]
