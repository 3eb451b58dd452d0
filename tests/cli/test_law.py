"""`nghitruong law`: the row of a day, on a fresh installation."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow


def law(tmp_path: Path, *words: str) -> subprocess.CompletedProcess[str]:
    place = Path(sys.executable).parent
    variables = {"PATH": f"{place}:/usr/bin:/bin", "NGHITRUONG_DATA": str(tmp_path)}
    command = [place / "nghitruong", "law", *words]
    return subprocess.run(command, env=variables, capture_output=True, text=True, encoding="utf-8", check=False)


def test_both_sides_of_a_change_of_law(tmp_path: Path) -> None:
    before = json.loads(law(tmp_path, "vote.resolution", "--on", "2025-02-28", "--json").stdout)
    assert (before["value"], before["unit"], before["confidence"]) == ("1/2", "share of total deputies", "verified")
    assert before["article"] == "Điều 91 Luật Tổ chức chính quyền địa phương số 77/2015/QH13"
    assert before["override"] is None
    after = json.loads(law(tmp_path, "vote.resolution", "--on", "01/03/2025", "--json").stdout)
    assert (after["row"], after["confidence"]) == ("vote.resolution.2025", "uncertain")


def test_a_units_own_regulation_on_a_fresh_installation(tmp_path: Path) -> None:
    facts = json.loads(law(tmp_path, "session.documents", "--on", "2026-05-04", "--council", "46", "--json").stdout)
    assert facts["value"] == 15
    assert "01/2026/NQ-HĐND" in facts["override"]


def test_words_for_people(tmp_path: Path) -> None:
    answer = law(tmp_path, "resolution.effect", "--on", "2020-01-01")
    assert answer.returncode == 0
    assert answer.stdout.count("resolution.effect.old_") == 2


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("vote.resolutio",), 1, "vote.resolution"),
        (("vote.resolution", "--on", "2010-01-01"), 1, "01/01/2010"),
        (("vote.resolution", "--council", "77777"), 1, "77777"),
        (("vote.resolution", "--on", "2026-13-32"), 2, "2026-13-32"),
        ((), 2, "KEY"),
    ],
)
def test_what_cannot_be_answered_is_one_sentence(tmp_path: Path, words: tuple[str, ...], code: int, said: str) -> None:
    answer = law(tmp_path, *words)
    assert (answer.returncode, answer.stdout) == (code, "")
    assert said in answer.stderr
    assert "Traceback" not in answer.stderr


def test_an_unknown_value_says_so(tmp_path: Path) -> None:
    answer = law(tmp_path, "confidence.self_report", "--on", "2026-05-04")
    assert answer.returncode == 0
    assert "chưa xác minh" in answer.stdout
    assert answer.stderr
