"""One watched topic: rendered once an audience, at most ten times a second, and handed to everybody who watches it."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager

from django.db import DatabaseError

from nghitruong.foundation.events.queries import Position
from nghitruong.foundation.events.registry import LiveView
from nghitruong.foundation.events.rendering import Variant, numbered, render_variants
from nghitruong.foundation.events.threads import Crew
from nghitruong.foundation.events.watchers import Watcher

log = logging.getLogger(__name__)

LEAST_PAUSE_S = 0.1
RETRY_AFTER_S = 1.0


class Studio:
    """Where topics are rendered, one after the other, each handed over before the next is begun.

    The interpreter runs one thread at a time: a rendering beside the sending would double the time until the last
    watcher has what is already there.
    """

    def __init__(self) -> None:
        self.crew = Crew("render", 1)
        self._lock = asyncio.Lock()

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Inside the block no other topic is rendered; it ends when the loop has been round once to send."""
        async with self._lock:
            yield
            await asyncio.sleep(0)


class Channel:
    """A topic with its watchers by variant and the last rendering of each.

    All deliveries of a topic come from one task, so that nobody ever gets an older state after a newer one. `settled`
    answers the place up to which every change of every topic has been handed over; it numbers the events.
    """

    def __init__(
        self, topic: str, view: LiveView, council_id: int, studio: Studio, settled: Callable[[], Position]
    ) -> None:
        self.topic = topic
        self._view, self._council_id, self._studio, self._settled = view, council_id, studio, settled
        self._watchers: dict[Variant, set[Watcher]] = {}
        self._newcomers: dict[Watcher, Variant] = {}
        self._rendered: dict[Variant, bytes] = {}
        self._has_news = self._has_counts = False
        self._next_rendering = 0.0
        self._task: asyncio.Task[None] | None = None
        self.pending_since: Position | None = None

    @property
    def is_idle(self) -> bool:
        return not self._watchers

    def join(self, watcher: Watcher, variant: Variant, *, wants_current: bool) -> None:
        """Watch from now on; `wants_current` sends the current partial first."""
        self._watchers.setdefault(variant, set()).add(watcher)
        if not wants_current:
            return
        if self._task is None and (known := self._rendered.get(variant)):
            watcher.push(numbered(self._settled(), known))
            return
        self._newcomers[watcher] = variant
        self._go_on()

    def leave(self, watcher: Watcher) -> None:
        self._newcomers.pop(watcher, None)
        for variant, group in list(self._watchers.items()):
            group.discard(watcher)
            if not group:
                del self._watchers[variant]
                self._rendered.pop(variant, None)

    def tell(self, before: Position) -> None:
        """Something changed after the place `before`: everybody gets the new state, also where it looks the same."""
        self.pending_since = self.pending_since or before
        self._has_news = True
        self._go_on()

    def recount(self) -> None:
        """Running numbers moved: whoever sees a difference gets it."""
        self._has_counts = True
        self._go_on()

    def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()

    def _go_on(self) -> None:
        if self._task is None:
            self._task = asyncio.create_task(self._work(), name=f"events: {self.topic}")

    async def _work(self) -> None:
        try:
            while self._has_news or self._has_counts or self._newcomers:
                await self._take_step()
        except Exception:
            # A fault in a template: the old state stands until the next change, and the log says why.
            log.exception("topic %s could not be shown", self.topic)
            self._newcomers.clear()
        finally:
            self._task = self.pending_since = None
        if self._has_news or self._has_counts:
            self._go_on()

    async def _take_step(self) -> None:
        try:
            if self._has_news or self._has_counts:
                await asyncio.sleep(max(0.0, self._next_rendering - time.monotonic()))
                async with self._studio.turn():
                    await self._renew()
            else:
                async with self._studio.turn():
                    await self._welcome()
        except DatabaseError as error:
            log.error("topic %s waits for the database (%s)", self.topic, str(error).strip())
            await asyncio.sleep(RETRY_AFTER_S)
            self._has_news = True

    async def _renew(self) -> None:
        self._next_rendering = time.monotonic() + LEAST_PAUSE_S
        is_news, self._has_news, self._has_counts = self._has_news, False, False
        old = self._rendered
        self._rendered = await self._render(self._watchers)
        if not self._has_news:
            self.pending_since = None
        position = self._settled()
        for variant, framed in self._rendered.items():
            if is_news or old.get(variant) != framed:
                self._deliver(self._watchers[variant], numbered(position, framed))

    async def _welcome(self) -> None:
        missing = {variant for variant in self._newcomers.values() if variant not in self._rendered}
        self._rendered.update(await self._render(missing))
        for watcher, variant in list(self._newcomers.items()):
            if framed := self._rendered.get(variant):
                self._deliver((watcher,), numbered(self._settled(), framed))

    async def _render(self, variants: Iterable[Variant]) -> dict[Variant, bytes]:
        """Only what is still watched when it is ready may be kept: an unwatched rendering would grow old unseen."""
        wanted = tuple(variants)
        if not wanted:
            return {}
        done = await self._studio.crew.run(render_variants, self._view, self.topic, self._council_id, wanted)
        return {variant: framed for variant, framed in done.items() if variant in self._watchers}

    def _deliver(self, watchers: Iterable[Watcher], event: bytes) -> None:
        for watcher in watchers:
            self._newcomers.pop(watcher, None)
            watcher.push(event)
