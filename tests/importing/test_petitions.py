"""Files of wishes as people bring them, read into proposals; no database is near."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from nghitruong.engines.topics import LEVELS, ROLES, TOPICS
from nghitruong.outer.cli import main
from tests.engines.topics import shared_rows

LAMP, DRAIN, PRAISE = (
    "Đèn đường hẻm 31 hỏng 4 bóng, đề nghị thay.",
    "Cống ngõ 15 tắc, mưa là ngập.",
    "Cảm ơn phường đã vá đường nhanh.",
)
MINUTES = f"""BIÊN BẢN HỘI NGHỊ TIẾP XÚC CỬ TRI
1. Ông Nguyễn Văn Thành (tổ 12): {LAMP}
2. Bà Phạm Thị Lý, điện thoại 0912 345 678: {DRAIN}
Hội nghị kết thúc lúc 21 giờ.
"""

NO_WISH = """BIÊN BẢN HỘI NGHỊ
Thời gian: 19 giờ ngày 02/03/2026.
Thành phần: ông A, bà B.
Hội nghị kết thúc lúc 21 giờ cùng ngày.
"""


@pytest.fixture(autouse=True)
def _in_vietnamese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NGHITRUONG_LANG", "vi")


def asked(path: Path, capsys: pytest.CaptureFixture[str], *more: str) -> list[dict[str, Any]]:
    assert main.main(["import-petitions", str(path), "--dry-run", "--json", *more]) == 0
    rows: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
    return rows


def table(folder: Path, lines: list[list[str]], name: str = "kien-nghi.csv") -> Path:
    path = folder / name
    text = io.StringIO()
    csv.writer(text).writerows(lines)
    path.write_text(text.getvalue(), encoding="utf-8")
    return path


def refused(path: Path, capsys: pytest.CaptureFixture[str], *more: str) -> str:
    assert main.main(["import-petitions", str(path), "--dry-run", "--json", *more]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    return said.err


def test_a_row_says_all_that_is_proposed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = asked(table(tmp_path, [["text", "place"], [LAMP, "P.5, Q.11, TP.HCM"]]), capsys)
    assert [set(row) for row in rows] == [{"row", "source", "text", "public_text", "wishes", "errors"}]
    row = rows[0]
    assert (row["row"], row["text"], row["errors"]) == (1, LAMP, [])
    (wish,) = row["wishes"]
    assert wish["topic"] == "dien_chieu_sang"
    assert [chance["topic"] in TOPICS for chance in wish["topics"]] == [True] * 3
    assert wish["topics"][0]["p"] > 0.6
    assert wish["level"] == "xa"
    assert sorted(chance["level"] for chance in wish["levels"]) == sorted(LEVELS)
    assert wish["place"]["unit_code"] == "27211"
    assert wish["place"]["candidates"] == ["27211"]
    assert wish["agency"]["code"] in ROLES
    assert wish["agency"]["name"] == "Phòng Kinh tế, Hạ tầng và Đô thị"
    assert wish["agency"]["why"] == "Vì có “Đèn đường”"
    assert wish["kind"] == "petition"


def test_vietnamese_names_of_columns_and_own_names_of_rows(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = [["Mã dòng", "STT", "Nội dung", "Lĩnh vực"], ["KN-7", "1", LAMP, "y_te"], ["", "2", DRAIN, "y_te"]]
    rows = asked(table(tmp_path, lines), capsys)
    assert [row["row"] for row in rows] == ["KN-7", 2]
    assert "y_te" not in [row["wishes"][0]["topic"] for row in rows]


def test_the_answers_in_other_columns_are_not_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plain = asked(table(tmp_path, [["id", "text"], ["a", LAMP], ["b", DRAIN]]), capsys)
    told = [["id", "text", "topic", "level_guess", "cluster"], ["a", LAMP, "y_te", "tinh", "D1"]]
    assert asked(table(tmp_path, [*told, ["b", DRAIN, "y_te", "tinh", "D1"]]), capsys) == plain


def test_duplicates_are_other_rows_best_first(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = [["id", "text"], ["a", LAMP], ["b", DRAIN], ["c", "Hẻm 31 hỏng mấy bóng đèn đường"], ["d", LAMP]]
    twins = asked(table(tmp_path, lines), capsys)[0]["wishes"][0]["duplicates"]
    assert [twin["row"] for twin in twins[:2]] == ["d", "c"]
    assert twins[0]["score"] == 1


def test_personal_data_leaves_the_public_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "Bà Phạm Thị Lý, điện thoại 0912 345 678, phản ánh đèn đường hẻm 31 hỏng."
    row = asked(table(tmp_path, [["text"], [text]]), capsys)[0]
    assert row["text"] == text
    assert "0912 345 678" not in row["public_text"]
    assert "Phạm Thị Lý" not in row["public_text"]


def test_an_empty_row_is_told_and_the_others_are_kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = [["id", "text", "place"], ["a", LAMP, "x"], ["b", "", "P.5, Q.11, TP.HCM"], ["c", DRAIN, "x"]]
    rows = asked(table(tmp_path, lines), capsys)
    assert [row["row"] for row in rows] == ["a", "b", "c"]
    assert rows[1]["wishes"] == []
    assert rows[1]["errors"] == [{"code": "missing", "message": "Thiếu “Nội dung”."}]


def test_a_row_of_praise_is_kept_as_an_opinion(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = asked(table(tmp_path, [["text"], [PRAISE]]), capsys)
    assert [row["wishes"][0]["kind"] for row in rows] == ["opinion"]


def test_a_workbook_with_a_letterhead(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"] = "TỔNG HỢP KIẾN NGHỊ CỬ TRI"
    sheet.merge_cells("A1:C1")
    for line in (["STT", "Nội dung kiến nghị", "Địa bàn"], [1, LAMP, "khu phố 6"], [2, DRAIN, "khu phố 7"]):
        sheet.append(line)
    book.save(tmp_path / "tong-hop.xlsx")
    rows = asked(tmp_path / "tong-hop.xlsx", capsys)
    assert [row["wishes"][0]["topic"] for row in rows] == ["dien_chieu_sang", "thoat_nuoc_ngap"]


@pytest.mark.parametrize("kind", ["txt", "docx"])
def test_minutes_give_a_row_a_wish(kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / f"bien-ban.{kind}"
    if kind == "txt":
        path.write_text(MINUTES, encoding="utf-8")
    else:
        paper = Document()
        for line in MINUTES.splitlines():
            paper.add_paragraph(line)
        paper.save(str(path))
    rows = asked(path, capsys)
    assert [row["row"] for row in rows] == [1, 2]
    assert [row["wishes"][0]["topic"] for row in rows] == ["dien_chieu_sang", "thoat_nuoc_ngap"]


def test_minutes_without_a_wish_are_an_empty_list(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "bien-ban.txt"
    path.write_text(NO_WISH, encoding="utf-8")
    assert main.main(["import-petitions", str(path), "--dry-run", "--json"]) == 0
    said = capsys.readouterr()
    assert json.loads(said.out) == []
    assert said.err == "Không tìm thấy kiến nghị nào trong tệp này.\n"


def test_without_json_one_line_a_wish_and_unsure_fields_empty(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = table(tmp_path, [["text"], [LAMP], ["Đề nghị xem xét giải quyết."]])
    assert main.main(["import-petitions", str(path), "--dry-run"]) == 0
    lines = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
    assert [(line[0], line[1]) for line in lines] == [("1", "dien_chieu_sang"), ("2", "")]


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("trong.csv", b"", ""),
        ("anh.csv", b"\x89PNG\r\n\x1a\n" + b"\0" * 100, ""),
        ("khong-cot.csv", "Tên,Tuổi\nAn,5\n".encode(), "Nội dung"),
        ("hong.docx", b"PK\x03\x04" + b"x" * 200, ""),
        ("cu.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, ""),
        ("la.bin", bytes(range(256)), ""),
    ],
)
def test_what_cannot_be_read_is_one_sentence(
    name: str, data: bytes, sentence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    said = refused(path, capsys)
    assert sentence in said
    assert "%(" not in said
    assert "bất ngờ" not in said


@pytest.mark.django_db
def test_a_missing_file_an_unknown_unit_and_a_real_import_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "khong-co.csv" in refused(tmp_path / "khong-co.csv", capsys)
    path = table(tmp_path, [["text"], [LAMP]])
    assert "99999" in refused(path, capsys, "--council", "99999")
    assert main.main(["import-petitions", str(path)]) == 1
    assert "--dry-run" in capsys.readouterr().err


@pytest.mark.django_db
def test_of_several_units_of_one_name_the_councils_own_is_meant(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = table(tmp_path, [["text", "place"], [LAMP, "phường Phong Điền"]])
    assert asked(path, capsys, "--council", "19819")[0]["wishes"][0]["place"]["unit_code"] == "19819"


@pytest.mark.slow
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cells=st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=120), min_size=1))
def test_no_cell_breaks_the_list(cells: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = table(tmp_path, [["id", "text"], *([str(number), cell] for number, cell in enumerate(cells))])
    code = main.main(["import-petitions", str(path), "--dry-run", "--json"])
    said = capsys.readouterr()
    assert code == 0 or said.err.count("\n") == 1
    assert "bất ngờ" not in said.err


@pytest.mark.skipif(not shared_rows.IS_THERE, reason="needs ../shared/data/real/petitions.csv")
def test_the_real_petitions_through_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    """The bars again, as somebody from outside measures them."""
    real = shared_rows.rows()
    said = {row["row"]: row["wishes"] for row in asked(shared_rows.PETITIONS, capsys)}
    assert [len(said[row.id]) for row in real] == [1] * len(real)
    only = {name: wishes[0] for name, wishes in said.items()}
    assert sum(only[row.id]["topic"] == row.topic for row in real) / len(real) >= 0.75
    assert sum(only[row.id]["level"] == row.level for row in real) / len(real) >= 0.75
    pairs = [(one, other) for one in real for other in real if one.cluster and one.cluster == other.cluster != ""]
    found = [other.id in [twin["row"] for twin in only[one.id]["duplicates"]] for one, other in pairs if one != other]
    assert len(found) == 22
    assert sum(found) >= 21
