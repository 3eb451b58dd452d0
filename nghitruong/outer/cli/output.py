"""What commands say: data on standard output, sentences on standard error, in the language of the caller."""

import gettext
import json
import os
import sys
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

LOCALE = Path(__file__).resolve().parents[2] / "locale"
DOMAIN = "django"
LANGUAGES = ("vi", "en")


class FailedError(Exception):
    """A command was refused or failed; the text is one sentence, already in the caller's language."""


def language() -> str:
    """The language of the caller: NGHITRUONG_LANG, else the system's when it is a known one, else Vietnamese."""
    wanted = os.environ.get("NGHITRUONG_LANG") or os.environ.get("LC_ALL") or os.environ.get("LANG") or ""
    code = wanted.replace("-", "_").partition("_")[0].partition(".")[0].lower()
    return code if code in LANGUAGES else LANGUAGES[0]


def speak() -> None:
    """Set the language of this process. The option parser's own words come from the same catalogue."""
    os.environ["LANGUAGE"] = language()
    gettext.bindtextdomain(DOMAIN, LOCALE)
    gettext.textdomain(DOMAIN)


def print_json(value: Any) -> None:
    """One JSON value: UTF-8, composed letters, nothing escaped that need not be."""
    sys.stdout.write(unicodedata.normalize("NFC", json.dumps(value, ensure_ascii=False, sort_keys=False)) + "\n")


def print_facts(facts: Mapping[str, Any]) -> None:
    """Named facts for a reader, one a line, names set in one column."""
    width = max((len(name) for name in facts), default=0)
    for name, value in facts.items():
        sys.stdout.write(f"{name:<{width}}  {value}\n")


def print_rows(rows: Iterable[Iterable[Any]]) -> None:
    """Rows for other programs: one a line, columns parted by a tab."""
    for row in rows:
        sys.stdout.write("\t".join(str(cell) for cell in row) + "\n")


def tell(sentence: str) -> None:
    """A sentence for the person at the terminal, kept apart from data."""
    sys.stderr.write(sentence + "\n")
    sys.stderr.flush()
