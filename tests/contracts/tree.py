"""The house as a machine sees it: its files, its functions, its own rules from pyproject.toml."""

import ast
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "nghitruong"
APP_LEVELS = ("foundation", "domain", "outer")
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


@cache
def house_rules() -> dict[str, Any]:
    """The section [tool.nghitruong] of pyproject.toml."""
    rules: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["nghitruong"]
    return rules


def python_files(folder: Path) -> Iterator[Path]:
    """Our own modules; migrations are written by a machine and read by one."""
    for path in sorted(folder.rglob("*.py")):
        if "migrations" not in path.parts:
            yield path


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


@cache
def nodes(path: Path) -> list[ast.AST]:
    """Everything that stands in a file; walked once a run, since that costs more than reading it."""
    return list(ast.walk(parsed(path)))


@dataclass(frozen=True)
class Function:
    """One function or method: where it stands and how many lines it has, signature and docstring left out."""

    path: Path
    node: ast.FunctionDef | ast.AsyncFunctionDef

    @property
    def lines(self) -> int:
        body = self.node.body
        if ast.get_docstring(self.node) is not None:
            body = body[1:]
        if not body:
            return 0
        return (body[-1].end_lineno or 0) - body[0].lineno + 1

    def holds(self, statement: ast.stmt) -> bool:
        """Whether a statement of the same file stands inside."""
        return self.node.lineno <= statement.lineno <= (self.node.end_lineno or 0)

    def __str__(self) -> str:
        return f"{self.path.name}:{self.node.lineno} {self.node.name} ({self.lines} lines)"


@cache
def functions(folder: Path) -> list[Function]:
    """Every function and method below a folder; read once a run, since several rules ask."""
    return [
        Function(path, node) for path in python_files(folder) for node in nodes(path) if isinstance(node, FUNCTIONS)
    ]


def apps(package: Path) -> Iterator[tuple[str, Path]]:
    """Every app as `level.name` and its folder."""
    for level in APP_LEVELS:
        for folder in sorted((package / level).glob("*/")):
            if (folder / "__init__.py").exists():
                yield f"{level}.{folder.name}", folder


def nothing(found: Iterable[object]) -> None:
    """Fail with what was found, one a line."""
    lines = [str(thing) for thing in found]
    if lines:
        pytest.fail("\n".join(lines), pytrace=False)


def write(folder: Path, name: str, text: str = "") -> Path:
    """A file of a made-up tree, for the tests that break a rule on purpose."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path
