"""The few things official paper says that the kernel's Vietnamese does not: clean text, seconds, shares."""

import re
import unicodedata
from datetime import datetime

from nghitruong.kernel.clock import COUNCIL_ZONE
from nghitruong.kernel.shares import percentage_text
from nghitruong.kernel.vietnamese import long_time

BLANK = "\u00a0" * 7
"""Room for a pen; unbreakable, so that no writer closes it."""

_NUMBERED = re.compile(r"\b(điều|khoản|khóa|thứ|lượt|tổ|số|ghế|ngày|tháng|năm) (\d[\d/]*|[IVXLC]+)\b", re.IGNORECASE)
_DROPPED = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_KEPT = frozenset("\n\t")


def printable(text: str) -> str:
    """Text as paper can carry it: NFC, without control, invisible, private and unassigned characters.

    One stray control character makes a DOCX that Word calls damaged. Unbreakable spaces stay.
    """
    return "".join(
        char
        for char in unicodedata.normalize("NFC", text)
        if char in _KEPT or unicodedata.category(char) not in _DROPPED
    )


def glued(text: str) -> str:
    """The text with each number held to its word at the end of a line: `Điều 35`, `khóa I`, `ngày 08` (ux.md 2.3)."""
    return _NUMBERED.sub("\\1\u00a0\\2", text)


def to_the_second(moment: datetime) -> str:
    """`09 giờ 41 phút 43 giây`, as the record of a vote has it. Raises ValueError for a moment without a zone."""
    return f"{long_time(moment)} {moment.astimezone(COUNCIL_ZONE):%S} giây"


def share_text(part: int, whole: int) -> str:
    """`90,32%`, or a dash where there is nobody to take a share of."""
    return percentage_text(part, whole) if whole else "–"
