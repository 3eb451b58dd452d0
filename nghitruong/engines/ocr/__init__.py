"""Pictures of Vietnamese text read by Tesseract, as a program of its own: it may crash, hang or be missing.

    page = recognise(data)     # a PNG, JPEG, TIFF or WebP picture of one page
    page.text, page.confidence

Without the packages tesseract-ocr and tesseract-ocr-vie the answer is a refusal that names them. Sizes are looked at
before a picture is unpacked. All messages are English gettext sources in `problems`.
"""

import os
import shutil
import subprocess
from functools import cache
from typing import Final, NamedTuple

from nghitruong.engines.ocr.pictures import size_of
from nghitruong.engines.ocr.problems import refused

__all__ = ["MOST_BYTES", "MOST_POINTS", "Page", "check", "check_installed", "is_available", "recognise"]

MOST_BYTES: Final = 30 << 20
MOST_POINTS: Final = 60_000_000
"""A page of A3 at 600 dots per inch has 70 million; a telephone's picture has 12 to 50."""

SECONDS: Final = 60
LEAST_CONFIDENCE: Final = 45.0
"""Below this mean of its words (0 to 100) a page is not readable; clean print has above 85."""

LEAST_POINTS: Final = 100
PROGRAM: Final = "tesseract"
_COLUMNS: Final = 12
_MEGABYTE: Final = 1 << 20


class Page(NamedTuple):
    """What was read of a picture; `confidence` is the mean over its words, 0 to 100."""

    text: str
    confidence: float


@cache
def is_available() -> bool:
    """Whether the program and its Vietnamese are installed; asked once."""
    if shutil.which(PROGRAM) is None:
        return False
    answer = subprocess.run([PROGRAM, "--list-langs"], capture_output=True, text=True, check=False, timeout=SECONDS)
    return "vie" in answer.stdout.split()


def recognise(data: bytes, *, seconds: float = SECONDS) -> Page:
    """Read the picture of a page. Raises RefusedError with a code `ocr.…` for one that is too large, broken or
    unreadable, when it takes too long, and when nothing is installed to read it.
    """
    check(data)
    page = _page(_run(data, seconds))
    if not page.text.strip() or page.confidence < LEAST_CONFIDENCE:
        raise refused("unreadable")
    return page


def check(data: bytes) -> None:
    """What can be said before anything is unpacked. Raises RefusedError as `recognise` does."""
    if len(data) > MOST_BYTES:
        raise refused("too_large", limit=MOST_BYTES // _MEGABYTE)
    size = size_of(data)
    if size is None:
        raise refused("not_a_picture")
    if size.width * size.height > MOST_POINTS:
        raise refused("too_many_points", width=size.width, height=size.height)
    if min(size) < LEAST_POINTS:
        raise refused("unreadable")
    check_installed()


def check_installed() -> None:
    """Raises RefusedError when nothing is installed to read pictures with."""
    if not is_available():
        raise refused("not_installed")


def _run(data: bytes, seconds: float) -> str:
    # A page takes seconds of a whole core: whoever waits for a page of the product goes first.
    command = ["nice", PROGRAM, "stdin", "stdout", "-l", "vie", "--psm", "3", "tsv"]
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    try:
        answer = subprocess.run(command, input=data, capture_output=True, check=False, timeout=seconds, env=environment)
    except subprocess.TimeoutExpired:
        raise refused("too_slow", seconds=round(seconds)) from None
    if answer.returncode != 0:
        raise refused("damaged")
    return answer.stdout.decode("utf-8", "replace")


def _page(table: str) -> Page:
    """Words put into lines, an empty line between blocks; words that are nothing but guesses count as they are."""
    lines: dict[tuple[str, ...], list[str]] = {}
    confidences: list[float] = []
    for row in table.splitlines()[1:]:
        fields = row.split("\t")
        if len(fields) == _COLUMNS and fields[11].strip():
            lines.setdefault(tuple(fields[2:5]), []).append(fields[11].strip())
            confidences.append(float(fields[10]))
    text, before = "", ""
    for (block, paragraph, _line), words in lines.items():
        gap = "\n" if before and before != block + paragraph else ""
        text += f"{gap}{' '.join(words)}\n"
        before = block + paragraph
    return Page(text, sum(confidences) / len(confidences) if confidences else 0.0)
