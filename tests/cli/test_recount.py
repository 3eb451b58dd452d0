"""`nghitruong recount` on files as people download, change and spoil them; no database is near."""

import json
from pathlib import Path

import pytest

from nghitruong.domain.voting.actions import announce_result, cast_vote, close_poll
from nghitruong.domain.voting.queries import published_record
from nghitruong.outer.cli import main
from tests.cast import Cast
from tests.room.stage import build_stage
from tests.voting.test_recount import flip, published


@pytest.fixture(autouse=True)
def _in_vietnamese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NGHITRUONG_LANG", "vi")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "ket-qua.json"
    path.write_text(json.dumps(published()), encoding="utf-8")
    return path


def test_an_honest_record_is_counted_again(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main.main(["recount", str(file), "--json"]) == 0
    said = capsys.readouterr()
    facts = json.loads(said.out)
    assert (facts["yes"], facts["base"], facts["needed"], facts["carried"], facts["differs"]) == (
        102,
        202,
        102,
        True,
        False,
    )
    assert said.err == "Kết quả đã công bố khớp với các phiếu.\n"


def test_a_changed_ballot_is_told_and_exits_with_one(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    record = published()
    flip(record)
    file.write_text(json.dumps(record), encoding="utf-8")
    assert main.main(["recount", str(file)]) == 1
    told = capsys.readouterr().err.splitlines()
    assert told == [
        "Phiếu tán thành: công bố 102, đếm lại 101.",
        "Phiếu không tán thành: công bố 40, đếm lại 41.",
        "Kết quả thông qua công bố là “có”, nhưng theo các phiếu là “không”.",
        "Kết quả đã công bố không khớp với các phiếu.",
    ]


def test_a_receipt_shows_how_it_was_counted(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main.main(["recount", str(file), "--receipt", "R000 0150", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["own"] == "abstain"
    assert main.main(["recount", str(file), "--receipt", "ZZZZZZZZ"]) == 1
    assert capsys.readouterr().err == "Không có phiếu nào mang mã biên nhận ZZZZZZZZ.\n"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("", "Tệp không chứa giá trị JSON."),
        ("[1]", "Tệp không chứa giá trị JSON."),
        ("[" * 200_000, "Tệp không chứa giá trị JSON."),
        (
            "{}",
            "Đây không phải bản ghi công bố của một lượt biểu quyết công khai: thiếu hoặc không đọc được “threshold”.",
        ),
    ],
)
def test_a_spoilt_file_is_one_sentence(
    file: Path, capsys: pytest.CaptureFixture[str], content: str, sentence: str
) -> None:
    file.write_text(content, encoding="utf-8")
    assert main.main(["recount", str(file)]) == 1
    assert capsys.readouterr().err == f"{sentence}\n"


def test_no_file_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main.main(["recount", str(tmp_path / "none.json")]) == 1
    assert capsys.readouterr().err.startswith("Không có tệp này")


def test_what_the_product_publishes_is_counted_the_same(cast: Cast, tmp_path: Path) -> None:
    stage = build_stage(cast, more=10)
    poll = stage.voting()
    for place, deputy in enumerate(stage.deputies):
        cast_vote(deputy, poll, choice="no" if place % 3 else "yes", key="a")
        cast_vote(deputy, poll, choice="yes" if place % 3 else "abstain", key="b")
    close_poll(cast.lan, poll)
    announce_result(cast.lan, poll)
    path = tmp_path / "ket-qua.json"
    path.write_text(json.dumps(published_record(poll)), encoding="utf-8")
    assert (poll.yes, poll.no, poll.abstain) == (8, 0, 4)
    assert main.main(["recount", str(path)]) == 0
