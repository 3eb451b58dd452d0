"""Every app is the same dozen small files, and a stray one has to be named before it is let in."""

from pathlib import Path

from tests.contracts.tree import PACKAGE, apps, house_rules, nothing, python_files, write

LAWFUL = frozenset(
    {"__init__", "apps", "migrations", "urls", "views", "api", "jobs", "forms", "live", "actions", "queries", "models"}
    | {"policies", "rules", "lifecycle"}
)
NAMELESS = frozenset({"helpers", "helper", "utils", "util", "misc", "common", "tools", "functions", "base"})


def strays(package: Path, deep_files: dict[str, list[str]]) -> list[str]:
    """Modules that no app may have, and deep files that are named but not there."""
    found = []
    for name, folder in apps(package):
        # A command a file is the rule of outer/cli; what else stands there is named like everywhere.
        present = {path.stem for path in folder.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}
        allowed = LAWFUL if name.startswith("domain.") else LAWFUL | set(deep_files.get(name, []))
        if name == "outer.cli":
            allowed |= {path.stem for path in folder.glob("*.py") if "\nHELP = " in path.read_text(encoding="utf-8")}
        found += [f"{name}: {stem} is no file of an app" for stem in sorted(present - allowed)]
        found += [f"{name}: {stem} is named but not there" for stem in deep_files.get(name, []) if stem not in present]
    return found


def nameless(package: Path) -> list[str]:
    return [str(path.relative_to(package)) for path in python_files(package) if path.stem in NAMELESS]


def too_long(package: Path, limit: int) -> list[str]:
    lengths = ((path, len(path.read_text(encoding="utf-8").splitlines())) for path in python_files(package))
    return [f"{path.relative_to(package)}: {lines} lines" for path, lines in lengths if lines > limit]


def test_an_app_has_only_the_files_that_an_app_may_have() -> None:
    nothing(strays(PACKAGE, house_rules()["deep_files"]))


def test_no_file_is_called_helpers() -> None:
    nothing(nameless(PACKAGE))


def test_a_file_that_would_grow_too_long_became_a_package() -> None:
    nothing(too_long(PACKAGE, house_rules()["lines_a_file"]))


def test_a_stray_file_is_seen(tmp_path: Path) -> None:
    write(tmp_path, "domain/voting/__init__.py")
    write(tmp_path, "domain/voting/actions/polls.py")
    write(tmp_path, "domain/voting/actions/__init__.py")
    write(tmp_path, "domain/voting/broker.py")
    write(tmp_path, "foundation/events/__init__.py")
    write(tmp_path, "foundation/events/broker.py")
    deep = {"foundation.events": ["broker", "hub"], "domain.voting": ["broker"]}
    assert strays(tmp_path, deep) == [
        "foundation.events: hub is named but not there",
        "domain.voting: broker is no file of an app",
    ]


def test_a_nameless_file_and_a_long_one_are_seen(tmp_path: Path) -> None:
    write(tmp_path, "kernel/helpers.py", "A = 1\n" * 11)
    assert nameless(tmp_path) == ["kernel/helpers.py"]
    assert too_long(tmp_path, 10) == ["kernel/helpers.py: 11 lines"]
    assert too_long(tmp_path, 11) == []
