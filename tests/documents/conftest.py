"""Every test of this folder keeps its files in a place of its own."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from nghitruong.foundation.documents.actions import add_document
from nghitruong.foundation.documents.models import Document
from nghitruong.foundation.documents.uploads import Upload, taken_in
from nghitruong.kernel.actor import Actor
from tests.documents.papers import docx


@pytest.fixture(autouse=True)
def root(tmp_path: Path, settings: Any) -> Path:
    """Where the files of this test go."""
    folder = tmp_path / "documents"
    settings.DOCUMENTS_ROOT = folder
    return folder


class Desk:
    """Takes files in for a test; what no verb kept is gone at its end."""

    def __init__(self, stack: ExitStack) -> None:
        self._stack = stack

    def take(self, data: bytes, name: str = "Báo cáo.docx") -> Upload:
        return self._stack.enter_context(taken_in(data, name))

    def add(self, clerk: Actor, *, title: str = "Báo cáo kinh tế", data: bytes = b"", **facts: Any) -> Document:
        """A paper of the clerk's council, by the verb."""
        name = facts.pop("name", "Báo cáo.docx")
        upload = self.take(data or docx(title), name)
        return add_document(clerk, clerk.council_id or 0, title=title, upload=upload, **facts)


@pytest.fixture
def desk() -> Iterator[Desk]:
    with ExitStack() as stack:
        yield Desk(stack)


def files_in(root: Path) -> list[Path]:
    """Every file below the root, kept or arriving."""
    return [path for path in root.rglob("*") if path.is_file()]
