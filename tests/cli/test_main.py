"""The command line says what it can do, and says in a sentence what it cannot."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError

from nghitruong.kernel.decision import Refusal, RefusedError
from nghitruong.outer.cli import main
from nghitruong.outer.cli.output import FailedError, language, print_json


def run(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """The command line in a process of its own, as a person starts it."""
    place = Path(sys.executable).parent
    variables = {"PATH": f"{place}:/usr/bin:/bin", **environment}
    command = [str(place / "nghitruong"), *words]
    return subprocess.run(command, env=variables, capture_output=True, text=True, encoding="utf-8", check=False)


def test_without_a_command_it_shows_its_help_and_complains() -> None:
    answer = run()
    assert answer.returncode == 2
    assert answer.stdout == ""
    assert "các lệnh" in answer.stderr


@pytest.mark.slow
def test_help_is_vietnamese_unless_the_caller_reads_english() -> None:
    assert "Kiểm tra sổ nhật ký" in run("--help").stdout
    assert "Check that no line" in run("--help", NGHITRUONG_LANG="en").stdout


def test_an_unknown_command_is_wrong_usage() -> None:
    answer = run("fly")
    assert answer.returncode == 2
    assert "fly" in answer.stderr


@pytest.mark.slow
def test_a_database_that_was_never_prepared_is_one_sentence(tmp_path: Path) -> None:
    answer = run("check-ledger", NGHITRUONG_DATA=str(tmp_path))
    assert answer.returncode == 1
    assert answer.stderr.startswith("Cơ sở dữ liệu chưa sẵn sàng")
    assert answer.stderr.count("\n") == 1


@pytest.mark.slow
def test_prepare_may_be_repeated_and_then_the_ledger_is_empty_and_whole(tmp_path: Path) -> None:
    place = {"NGHITRUONG_DATA": str(tmp_path)}
    assert run("prepare", "--quiet", **place).stderr == ""
    assert run("prepare", **place).stderr == "Cơ sở dữ liệu đã sẵn sàng; đã áp dụng 0 thay đổi.\n"
    answer = run("check-ledger", "--json", **place)
    assert (answer.returncode, answer.stdout) == (0, "[]\n")


def test_every_file_that_has_help_is_a_command_and_can_be_loaded() -> None:
    known = main.commands()
    assert {"check-ledger", "prepare"} <= set(known)
    for info in known.values():
        module = main._load(info)
        assert callable(module.run), info.name
        assert callable(module.add_arguments), info.name


def test_a_file_without_help_is_no_command(tmp_path: Path) -> None:
    (tmp_path / "show_day.py").write_text('HELP = "Show the day."\nNEEDS_DATABASE = True\n')
    (tmp_path / "output.py").write_text("LIMIT = 3\n")
    found = main.commands(tmp_path)
    assert list(found) == ["show-day"]
    assert found["show-day"].needs_database


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (FailedError("It did not work."), "It did not work."),
        (
            RefusedError(Refusal("x.late", "Too late by %(days)s days.", {"days": 3}, "Điều 5")),
            "Too late by 3 days. (Điều 5)",
        ),
        (ImproperlyConfigured("PORT is no number"), "PORT is no number"),
        (FileNotFoundError(2, "No such file", "deputies.xlsx"), "deputies.xlsx"),
        (PermissionError(13, "Permission denied"), "Permission denied"),
        (OperationalError("no such table: x"), "no such table: x"),
        (ZeroDivisionError("division by zero"), "ZeroDivisionError: division by zero"),
    ],
)
def test_every_failure_is_one_sentence(error: Exception, sentence: str) -> None:
    said = main.sentence_for(error)
    assert sentence in said
    assert "\n" not in said


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({}, "vi"),
        ({"LANG": "C.UTF-8"}, "vi"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "NGHITRUONG_LANG": "vi"}, "vi"),
        ({"LANG": "fr_FR.UTF-8"}, "vi"),
    ],
)
def test_the_language_is_the_callers(variables: dict[str, str], expected: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NGHITRUONG_LANG", "LC_ALL", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert language() == expected


def test_json_keeps_vietnamese_letters_composed(capsys: pytest.CaptureFixture[str]) -> None:
    print_json({"name": "Ho\u0323p"})
    assert capsys.readouterr().out == '{"name": "Họp"}\n'
