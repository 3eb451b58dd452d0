"""Pages made from the code are fresh, and pages written by hand lead somewhere."""

import re
from pathlib import Path

from nghitruong.outer.cli.write_docs import DOCS, pages
from tests.contracts.tree import ROOT, nothing, write

LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)")


def dead_links(root: Path) -> list[str]:
    found = []
    for page in [*sorted(root.glob("*.md")), *sorted((root / "docs").rglob("*.md"))]:
        for target in LINK.findall(page.read_text(encoding="utf-8")):
            if not (page.parent / target).exists():
                found.append(f"{page.relative_to(root)}: {target}")
    return found


def test_pages_made_from_the_code_are_fresh() -> None:
    for name, text in pages().items():
        assert (DOCS / name).read_text(encoding="utf-8") == text, f"{name}: run nghitruong write-docs"


def test_no_page_leads_nowhere() -> None:
    nothing(dead_links(ROOT))


def test_a_dead_link_is_seen(tmp_path: Path) -> None:
    write(tmp_path, "docs/a.md", "[there](b.md) [gone](c.md#part) [out](https://example.vn) [here](#part)")
    write(tmp_path, "docs/b.md")
    assert dead_links(tmp_path) == ["docs/a.md: c.md"]
