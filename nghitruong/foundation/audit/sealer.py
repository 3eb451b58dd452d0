"""The sealer: once a second it chains what verbs wrote, and never makes them wait for a search."""

import time
from collections import deque
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext

from nghitruong.foundation.audit.actions import seal_ledger
from nghitruong.foundation.audit.queries import councils_with_unsealed, last_line_id

SETTLED_AFTER = 60.0
FULL_SEARCH_EVERY = 600.0


class Sealer:
    """Remembers which lines are long sealed, so that a pass costs the last minute's lines and not the whole ledger.

    At its first pass and every ten minutes it searches everything: a line that committed a minute after its id was
    handed out is found then. `turn` is the wait for the one writer that SQLite has.
    """

    def __init__(
        self,
        turn: Callable[[], AbstractContextManager[object]] = nullcontext,
        timer: Callable[[], float] = time.monotonic,
    ) -> None:
        self._turn = turn
        self._timer = timer
        self._seen: deque[tuple[float, int]] = deque()
        self._floor = 0
        self._next_full_search = 0.0

    def seal(self) -> int:
        """One pass over all councils; answers how many lines were sealed."""
        floor, last = self._search_floor(), last_line_id()
        count = 0
        for council_id in councils_with_unsealed(after=floor):
            with self._turn():
                count += seal_ledger(council_id, after=floor, wait=False)
        self._seen.append((self._timer(), last))
        return count

    def _search_floor(self) -> int:
        now = self._timer()
        while self._seen and now - self._seen[0][0] >= SETTLED_AFTER:
            self._floor = self._seen.popleft()[1]
        if now < self._next_full_search:
            return self._floor
        self._next_full_search = now + FULL_SEARCH_EVERY
        return 0
