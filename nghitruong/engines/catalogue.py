"""Translation catalogues: many small `.po` files of one language, merged and compiled into the one that is loaded.

Each area of the product keeps its own file, so that two people who add words do not meet in one line. The same source
string may stand in several files, but then with the same translation: anything else is an error that names both.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

DOMAIN = "django"


class CatalogueError(ValueError):
    """A catalogue that cannot be compiled; the message names the file and the source string."""


def languages(folder: Path) -> list[str]:
    """The languages that have words in the folder, `vi` first among equals by name."""
    return sorted(path.name for path in folder.iterdir() if any(path.glob("*.po")))


def merged(folder: Path, language: str) -> Catalog:
    """All words of one language. Raises CatalogueError for two translations of one string."""
    whole = Catalog(locale=language, domain=DOMAIN, charset="utf-8")
    origins: dict[object, Path] = {}
    for path in sorted((folder / language).glob("*.po")):
        for message in _messages(path, language):
            key = (message.context, message.id)
            known = whole.get(message.id, message.context)
            if known is not None and known.string != message.string:
                raise CatalogueError(f"{message.id!r} is translated differently in {origins[key]} and {path}")
            whole[message.id] = message
            origins[key] = path
    return whole


def compile_all(folder: Path) -> dict[str, int]:
    """Write each language's compiled file; answers the number of strings by language."""
    counts = {}
    for language in languages(folder):
        catalogue = merged(folder, language)
        target = folder / language / "LC_MESSAGES" / f"{DOMAIN}.mo"
        target.parent.mkdir(exist_ok=True)
        unready = target.with_suffix(".mo.new")
        with unready.open("wb") as file:
            write_mo(file, catalogue)
        # A running server must never read half a file.
        unready.replace(target)
        counts[language] = len(catalogue)
    return counts


def _messages(path: Path, language: str) -> Iterator[Message]:
    try:
        with path.open("rb") as file:
            catalogue = read_po(file, locale=language, domain=DOMAIN, abort_invalid=True)
    except (ValueError, OSError) as error:
        raise CatalogueError(f"{path} cannot be read: {error}") from error
    for message in catalogue:
        if message.id:
            yield message


if __name__ == "__main__":
    try:
        sys.stdout.write(f"{compile_all(Path(sys.argv[1]))}\n")
    except CatalogueError as error:
        sys.exit(str(error))
