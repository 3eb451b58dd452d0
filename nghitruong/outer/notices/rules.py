"""When a message may leave, how long one waits after a failure, and what an SMS may hold."""

import unicodedata
from collections.abc import Sequence
from datetime import datetime, time, timedelta

from nghitruong.kernel.clock import COUNCIL_ZONE
from nghitruong.kernel.decision import Refusal

PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 720, 1440))
"""After each failure in turn; after the last one the message is given up, some two days after the first try."""

LONGEST_SMS = 160
FORBIDDEN = frozenset('#&[]{}\\<>%~^|`"$*=')
"""Signs that gateways refuse, or count twice (ux 9.5)."""

# The two letters of the alphabet that are no letter with a mark, and signs of print, by their code points.
_STROKES = {0x111: "d", 0x110: "D", 0x2013: "-", 0x2026: "...", 0x2019: "'"}

NOTHING_LEFT = Refusal(
    "notices.nothing_left", "Nothing of this waits any more: it has left, or was taken back already."
)
NO_SUCH_WAY = Refusal("notices.no_such_way", "There is no such kind of notice or no such way to send it.")


def is_quiet(moment: datetime, start: time, end: time) -> bool:
    """Whether nobody's telephone may ring at the moment, by the council's clock; the hours may pass midnight."""
    local = moment.astimezone(COUNCIL_ZONE).time()
    return start <= local < end if start <= end else local >= start or local < end


def loud_from(moment: datetime, start: time, end: time) -> datetime:
    """The moment itself, or the end of the quiet hours in which it lies."""
    if not is_quiet(moment, start, end):
        return moment
    local = moment.astimezone(COUNCIL_ZONE)
    morning = local.replace(hour=end.hour, minute=end.minute, second=0, microsecond=0)
    return morning if morning > local else morning + timedelta(days=1)


def pause_after(attempts: int) -> timedelta | None:
    """How long to wait after so many failures; None when it is given up."""
    return PAUSES[attempts - 1] if attempts <= len(PAUSES) else None


def sms_text(versions: Sequence[str], link: str = "") -> str:
    """The longest version that fits with its link into 160 letters; the last one is cut, the link never."""
    tail = f" {link}" if link else ""
    plain = [_plain_letters(version) for version in versions]
    fitting = [text for text in plain if len(text) + len(tail) <= LONGEST_SMS]
    if fitting:
        return fitting[0] + tail
    room = LONGEST_SMS - len(tail)
    return plain[-1][:room].rsplit(" ", 1)[0] + tail


def _plain_letters(text: str) -> str:
    """Without accents and without what a gateway refuses; capitals stay."""
    bare = unicodedata.normalize("NFD", text.translate(_STROKES))
    letters = (" " if letter in FORBIDDEN else letter for letter in bare if not unicodedata.combining(letter))
    return " ".join("".join(letters).encode("ascii", "ignore").decode().split())
