"""How many scans a council keeps, how long, and when a page counts as given up."""

from datetime import timedelta

from nghitruong.domain.petitions.lifecycle import SheetState
from nghitruong.kernel.decision import ALLOWED, Decision, Refusal, RefusalKind, refuse

KEEP_SCANS = timedelta(days=2)
"""How long a scan waits for whoever brought it: its pages are personal data."""
CLAIM_LASTS = timedelta(seconds=90)
"""A page takes at most 60 seconds; who claimed one longer ago has died."""
MOST_TRIES_A_PAGE = 3
"""After so many servers that died over a page it is left out."""
MOST_SCANS = 20
"""How many wait at once; one may have 30 MB, and all of them stand in the database."""
DAMAGED_PAGE = "intake.damaged_page"
"""The code of a refusal: a file of several pages of which one cannot be opened."""
MANY_SCANS = Refusal(
    "petitions.many_scans",
    "%(most)s scans wait here already. Take the petitions out of one of them, or delete one, then bring the next.",
    {"most": MOST_SCANS},
    kind=RefusalKind.INVALID,
)


def may_stage(waiting: int) -> Decision:
    """A council's scans fill no disk that it shares."""
    return refuse(MANY_SCANS) if waiting >= MOST_SCANS else ALLOWED


def has_picture(state: SheetState, tries: int, why: str) -> bool:
    """Whether a page is a picture that can be shown: it was to be read by a machine, and is not damaged (`why`)."""
    return (tries > 0 or state != SheetState.READ) and why != DAMAGED_PAGE
