"""What the repository may not hold: places of one machine, hosts of registries, things left to do, secrets."""

import re
import subprocess
from pathlib import Path

from tests.contracts.tree import ROOT, nothing

# Written in pieces, so that this file does not find itself.
FORBIDDEN = {
    "a place of one machine": re.compile(
        "|".join(("/wo" + "rk/", "/ro" + "ot/", "/ho" + r"me/\w", r"(?<![\w.])/t" + "mp/"))
    ),
    "a registry's host": re.compile(
        "|".join(("py" + r"pi\.org", "python" + "hosted", r"\." + "npmjs", "deb" + r"\.debian"))
    ),
    "something left to do": re.compile("|".join(("TO" + "DO", "FIX" + "ME"))),
    "a private key": re.compile("BEGIN [A-Z ]*PRIVATE " + "KEY"),
    "a whole check switched off": re.compile(r"type: ign" + r"ore(?!\[)|no" + r"qa(?!:)"),
}
LOCK_FILES = frozenset({"uv.lock", "package-lock.json"})
"""Made by tools, which name where each library is found."""

PICTURES = frozenset({".woff2", ".png", ".ico", ".pdf", ".docx", ".xlsx", ".gz", ".sqlite3"})


def kept_files(root: Path) -> list[Path]:
    """Files under version control, and those that would be at the next commit."""
    command = ["git", "-C", str(root), "ls-files", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    return [root / name for name in names if (root / name).is_file()]


def trespasses(files: list[Path], root: Path) -> list[str]:
    found = []
    for path in files:
        if path.name in LOCK_FILES or path.suffix in PICTURES:
            continue
        text = path.read_text(encoding="utf-8")
        found += [
            (path.relative_to(root), text.count("\n", 0, match.start()) + 1, what)
            for what, pattern in FORBIDDEN.items()
            for match in pattern.finditer(text)
        ]
    return [f"{path}:{line}: {what}" for path, line, what in sorted(found)]


def test_the_repository_holds_nothing_it_may_not() -> None:
    nothing(trespasses(kept_files(ROOT), ROOT))


def test_no_shared_input_is_read_by_the_product() -> None:
    """Test data beside the checkout is for tests; the product runs without it."""
    place = re.compile(r"\.\./sha" + "red|[\"'/]sha" + "red/")
    files = [path for path in kept_files(ROOT) if path.suffix == ".py" and path.is_relative_to(ROOT / "nghitruong")]
    assert [str(path) for path in files if place.search(path.read_text(encoding="utf-8"))] == []


def test_what_it_may_not_hold_is_seen(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    things = ["fine: /ky-hop/ and tmp/x", "/wo" + "rk/main", "see pypi" + ".org", "TO" + "DO", "# type: ign" + "ore"]
    path.write_text("\n".join(things), encoding="utf-8")
    seen = [line.partition(": ")[0] for line in trespasses([path], tmp_path)]
    assert seen == ["a.md:2", "a.md:3", "a.md:4", "a.md:5"]
