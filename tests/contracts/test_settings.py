"""Every variable that the product reads is explained, and every explained one is read."""

import re
from pathlib import Path

from nghitruong.outer.cli.main import commands
from tests.contracts.tree import ROOT, nothing, write

VARIABLE = re.compile(r"\b(NGHITRUONG_[A-Z][A-Z0-9_]*[A-Z0-9]|(?<=\{)PORT)\b")
OF_THE_TESTS_ALONE = frozenset({"NGHITRUONG_TEST_DATA"})


def variables_read(root: Path) -> set[str]:
    places = [*(root / "nghitruong").rglob("*.py"), *(root / "script").glob("*")]
    found = {name for path in places for name in VARIABLE.findall(path.read_text(encoding="utf-8"))}
    return found - OF_THE_TESTS_ALONE


def variables_explained(page: Path) -> set[str]:
    rows = [line for line in page.read_text(encoding="utf-8").splitlines() if line.startswith("| `")]
    return {name for row in rows for name in re.findall(r"`(NGHITRUONG_\w+|PORT)`", row.split("|")[1])}


def test_every_variable_is_explained_and_every_explained_one_read() -> None:
    explained = variables_explained(ROOT / "docs" / "operations" / "settings.md")
    assert explained == variables_read(ROOT)


def test_every_command_is_explained() -> None:
    page = (ROOT / "docs" / "operations" / "commands.md").read_text(encoding="utf-8")
    nothing(name for name in commands() if f"`nghitruong {name}" not in page)


def test_an_unexplained_variable_is_seen(tmp_path: Path) -> None:
    write(tmp_path, "nghitruong/config/settings.py", 'DATA = env.text("NGHITRUONG_DATA")\n')
    write(tmp_path, "script/demo", "PORT=${PORT:-8000}\nexport NGHITRUONG_DEMO=1\n")
    page = write(tmp_path, "settings.md", "| `NGHITRUONG_DATA` | where | `NGHITRUONG_OTHER` |\n| `PORT` | which |\n")
    assert variables_read(tmp_path) == {"NGHITRUONG_DATA", "NGHITRUONG_DEMO", "PORT"}
    assert variables_explained(page) == {"NGHITRUONG_DATA", "PORT"}
