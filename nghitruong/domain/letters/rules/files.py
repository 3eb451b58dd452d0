"""What is asked of a file that came with a letter."""

import re

from nghitruong.domain.letters.lifecycle import ENDED, LetterState
from nghitruong.kernel.decision import ALLOWED, Decision, Refusal, RefusalKind, refuse
from nghitruong.kernel.vietnamese.folding import fold

_INVALID = RefusalKind.INVALID

MOST_FILES = 10
MOST_FILE_BYTES = 20 << 20
"""A letter of ten pages scanned in colour has 5 to 10 MB."""
MANY_FILES = Refusal(
    "letters.many_files", "A letter takes at most %(most)s files.", {"most": MOST_FILES}, kind=_INVALID
)
LARGE_FILE = Refusal(
    "letters.large_file",
    "%(name)s is larger than %(most)s MB. Scan it smaller, or in parts.",
    {"name": "", "most": MOST_FILE_BYTES >> 20},
    kind=_INVALID,
)
SAME_FILE = Refusal("letters.same_file", "This file is with the letter already.", kind=_INVALID)
NOT_KEPT_HERE = Refusal("letters.not_kept_here", "Nothing is added to this letter any more.")
DENUNCIATION_FILE = Refusal(
    "letters.denunciation_file",
    "%(name)s is headed as a denunciation. Nothing of it is kept here, no file either: give the paper to who handles "
    "denunciations, who enters a card.",
    {"name": ""},
    kind=_INVALID,
)
_HEADED = re.compile(r"\bdon[\s_.-]*to[\s_.-]*cao\b")
_HEAD = 1500
"""Letters of the first page in which the heading of a paper stands."""


def may_attach(name: str, head: str, size: int, *, state: str, count: int, is_known: bool) -> Decision:
    """A living letter takes ten files of 20 MB, none twice, and none that is a denunciation (R8.26)."""
    if state in ENDED - {LetterState.ARCHIVED, LetterState.FILED_AWAY}:
        return refuse(NOT_KEPT_HERE)
    if _HEADED.search(fold(name)) or _HEADED.search(fold(head[:_HEAD])):
        return refuse(_about(DENUNCIATION_FILE, name))
    if size > MOST_FILE_BYTES:
        return refuse(_about(LARGE_FILE, name))
    if is_known:
        return refuse(SAME_FILE)
    return refuse(MANY_FILES) if count >= MOST_FILES else ALLOWED


def _about(refusal: Refusal, name: str) -> Refusal:
    return Refusal(refusal.code, refusal.message, {**refusal.values, "name": name}, kind=refusal.kind)
