"""Every verb by its name: the permission page, the docs and the contract tests are made from this."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import pgettext


@dataclass(frozen=True)
class VerbInfo:
    """One registered verb or consequence: `app.verb_noun`, its function, and whether refused attempts are kept."""

    name: str
    function: Callable[..., Any]
    is_serious: bool = False

    @property
    def app(self) -> str:
        return self.name.partition(".")[0]

    @property
    def summary(self) -> str:
        return (self.function.__doc__ or "").strip().partition("\n")[0]


_verbs: dict[str, VerbInfo] = {}
_consequences: dict[str, VerbInfo] = {}


def register_verb(info: VerbInfo) -> None:
    _add(_verbs, info)


def register_consequence(info: VerbInfo) -> None:
    _add(_consequences, info)


def all_verbs() -> dict[str, VerbInfo]:
    return dict(sorted(_verbs.items()))


def all_consequences() -> dict[str, VerbInfo]:
    return dict(sorted(_consequences.items()))


def verb_words(name: str) -> str:
    """What the act is called in the reader's language: kept by the verb's name, with "verb" as context.

    A language without words for it, as English, reads the first line of the verb's own description.
    """
    words = pgettext("verb", name)
    info = _verbs.get(name) or _consequences.get(name)
    return info.summary if info and words == name else words


def _add(table: dict[str, VerbInfo], info: VerbInfo) -> None:
    known = table.get(info.name)
    if known and known.function.__module__ != info.function.__module__:
        raise ValueError(f"two verbs are called {info.name}")
    table[info.name] = info
