"""The reason that an act must give."""

from nghitruong.domain.commitments import rules
from nghitruong.foundation.verbs.beats import refuse_now
from nghitruong.kernel.vietnamese.text import clean_line


def reason_of(text: str) -> str:
    """The reason in one clean line. Raises RefusedError without one."""
    reason = clean_line(text)
    if not reason:
        refuse_now(rules.NO_REASON)
    return reason
