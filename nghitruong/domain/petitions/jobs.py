"""What the server does by itself: scans are read page by page, and who asked is forgotten in time (Law 91/2025)."""

import logging
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING

from nghitruong.domain.petitions.actions import (
    claim_sheet,
    forget_comments,
    forget_followers,
    forget_photos,
    forget_scans,
    forget_voices,
    settle_sheet,
)
from nghitruong.domain.petitions.queries import (
    councils_that_forget,
    councils_with_dues_of_citizens,
    next_scan_to_read,
    scan_with_data,
)
from nghitruong.engines import intake, ocr
from nghitruong.kernel import clock
from nghitruong.kernel.actor import system_actor
from nghitruong.kernel.decision import Refusal, RefusedError

if TYPE_CHECKING:
    from nghitruong.domain.petitions.models import Sheet

log = logging.getLogger(__name__)
Turn = Callable[[], AbstractContextManager[object]]


def forget_old_voices() -> int:
    """Clear the voters whose term is over in each council that has any, batch by batch; answers how many."""
    today, count = clock.today(), 0
    for council_id in councils_that_forget(today):
        while cleared := forget_voices(system_actor(council_id), council_id, today=today):
            count += cleared
    return count


def forget_what_citizens_left() -> int:
    """Delete comments whose term is over, mail addresses that nobody confirmed and pictures of forms that nobody sent;
    answers how many."""
    today, count = clock.today(), 0
    for council_id in councils_with_dues_of_citizens(today):
        for forget in (forget_comments, forget_followers, forget_photos):
            while gone := forget(system_actor(council_id), council_id, today=today):
                count += gone
    return count


def forget_old_scans() -> int:
    """Empty the scans that nobody came back to; answers how many."""
    return forget_scans()


def read_scans(turn: Turn = nullcontext) -> int:
    """Read page after page of what waits, the scan that is soonest done first; answers how many pages.

    Several servers may do it: a page belongs to whoever claims it, and is kept before the next one is begun, so whoever
    goes on after a stop reads none twice. `turn` is the wait for SQLite's one writer; it is never held while a page is
    read.
    """
    count, opened = 0, _OpenedScan()
    while scan_id := next_scan_to_read():
        with turn():
            sheet = claim_sheet(scan_id)
        if sheet is None:
            break
        text, confidence, refusal = opened.read(sheet)
        with turn():
            settle_sheet(sheet, text=text, confidence=confidence, refusal=refusal)
        count += 1
    return count


class _OpenedScan:
    """The scan that was opened last, so that a file of forty pages is not opened forty times."""

    def __init__(self) -> None:
        self._scan_id = 0
        self._scan: intake.Scan | None = None

    def read(self, sheet: "Sheet") -> tuple[str, float | None, Refusal | None]:
        """The text of a page and how sure the machine is of it, or why it cannot be read."""
        try:
            page = ocr.recognise(self._picture(sheet))
        except RefusedError as error:
            return "", None, error.refusal
        except Exception:  # one page must not stop the other ones
            log.exception("page %s of scan %s could not be read", sheet.number, sheet.scan_id)
            return "", None, Refusal("ocr.damaged", "")
        return page.text, page.confidence, None

    def _picture(self, sheet: "Sheet") -> bytes:
        if self._scan_id != sheet.scan_id or self._scan is None:
            stored = scan_with_data(sheet.scan_id)
            self._scan_id, self._scan = sheet.scan_id, intake.open_scan(bytes(stored.data), stored.name)
        if self._scan is None:
            raise RefusedError(Refusal("ocr.damaged", ""))
        return self._scan.picture(sheet.number)
