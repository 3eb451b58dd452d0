"""Each import contract of pyproject.toml fails when it is broken: tried on a copy of the house with one bad line."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.contracts.tree import PACKAGE, ROOT, house_rules

LINTER = Path(sys.executable).parent / "lint-imports"

BROKEN_ON_PURPOSE = [
    ("Dependencies point one way", "kernel/clock.py", "from nghitruong.engines import catalogue"),
    ("Dependencies point one way", "foundation/law/actions.py", "from nghitruong.domain.voting import rules"),
    ("The foundation has one order", "foundation/audit/chain.py", "from nghitruong.foundation.events import wake"),
    ("The foundation has one order", "foundation/verbs/moves.py", "from nghitruong.foundation.law import queries"),
    ("The domain has one order", "domain/meetings/queries.py", "from nghitruong.domain.voting import queries"),
    ("Every domain app reads the same way", "domain/voting/rules.py", "from nghitruong.domain.voting import policies"),
    ("Every domain app reads the same way", "domain/voting/helpers.py", "A = 1"),
    ("Foundation and outer apps keep the same order", "foundation/law/models.py", "from . import queries"),
    ("The law is pure", "domain/voting/rules.py", "from django.conf import settings"),
    ("The law is pure", "domain/voting/lifecycle.py", "from nghitruong.foundation.verbs import moves"),
    ("The law is pure", "kernel/clock.py", "import django"),
    ("Pages never touch tables", "domain/voting/views.py", "from nghitruong.domain.voting.models import Poll"),
]


def lint(folder: Path) -> str:
    command = [str(LINTER), "--no-cache", "--config", str(folder / "pyproject.toml")]
    answer = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert "Contracts:" in answer.stdout, answer.stdout + answer.stderr
    return answer.stdout


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("house")
    shutil.copytree(PACKAGE, folder / "nghitruong", ignore=shutil.ignore_patterns("static", "*.pyc", "locale"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def test_every_contract_is_kept() -> None:
    answer = lint(ROOT)
    assert "BROKEN" not in answer, answer


@pytest.mark.slow
@pytest.mark.parametrize(("contract", "file", "line"), BROKEN_ON_PURPOSE)
def test_a_broken_contract_is_seen(copy: Path, contract: str, file: str, line: str) -> None:
    path = copy / "nghitruong" / file
    before = path.read_text(encoding="utf-8") if path.exists() else None
    path.write_text((before or "") + f"\n{line}\n", encoding="utf-8")
    try:
        verdicts = [row for row in lint(copy).splitlines() if row.startswith(contract)]
    finally:
        path.unlink() if before is None else path.write_text(before, encoding="utf-8")
    assert any(row.endswith("BROKEN") for row in verdicts), verdicts


def test_every_contract_was_broken_once() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    tried = {contract for contract, _file, _line in BROKEN_ON_PURPOSE}
    names = [line.partition("=")[2].strip().strip('"') for line in text.splitlines() if line.startswith("name = ")]
    contracts = [name for name in names if name != "nghitruong"]
    assert len(contracts) == 7
    assert [name for name in contracts if not any(name.startswith(start) for start in tried)] == []
    assert house_rules()["lines_a_function"] == 80
