"""The broker: one small task a stream process. On a wake, or at the latest every fifth of a second, it reads on.

The table is the truth, the wake is a hint. Whatever wakes may die, be late or be lost: the next reading finds it all.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Iterable
from functools import partial

from nghitruong.foundation.events.listeners import listeners
from nghitruong.foundation.events.queries import Batch, Position, Told, latest_position, read_on
from nghitruong.foundation.events.registry import live_view
from nghitruong.foundation.events.threads import Crew
from nghitruong.foundation.events.wake import DirtyMarks, hang_bell, take_bell

log = logging.getLogger(__name__)

LONGEST_SLEEP_S = 0.2
COUNT_EVERY_S = 0.25
RESTART_AFTER_S = 1.0


class Broker:
    """Reads the outbox and tells what is new: `tell` gets events, `recount` topics whose running numbers moved.

    `watched` answers the topics that somebody watches. Both callbacks run in the event loop and must not block.
    """

    def __init__(
        self,
        tell: Callable[[Iterable[Told], Position], None],
        recount: Callable[[Iterable[str]], None],
        watched: Callable[[], Iterable[str]],
    ) -> None:
        self._tell, self._recount, self._watched = tell, recount, watched
        self._crew = Crew("outbox", 1)
        self._marks = DirtyMarks()
        self._bell = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        # The loop itself holds tasks weakly: without this set a listener can vanish in silence.
        self._tasks: set[asyncio.Task[None]] = set()
        self._early: set[int] = set()
        self._counts: dict[str, int] = {}
        self.position = Position(0, 0)
        self.read_at = 0.0
        self.deaths: dict[str, int] = {}

    async def start(self) -> None:
        """Find the present end of the outbox and begin to read from there."""
        self._loop = asyncio.get_running_loop()
        self.position = await self._crew.run(latest_position)
        hang_bell(self.ring, self._marks)
        self._keep("reader", self._read_for_ever)
        self._keep("counter", self._count_for_ever)
        for name, listen in listeners().items():
            self._keep(f"listener on {name}", partial(listen, self.ring))

    async def stop(self) -> None:
        take_bell(self.ring, self._marks)
        # A client library may swallow a cancellation that comes while it connects: it is asked until it listens.
        while self._tasks:
            for task in self._tasks:
                task.cancel()
            await asyncio.wait(self._tasks, timeout=0.1)
        await self._crew.dismiss()

    def ring(self) -> None:
        """Wake the reader. May be called from any thread."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._bell.set)

    def _keep(self, name: str, work: Callable[[], Awaitable[None]]) -> None:
        task = asyncio.create_task(self._keep_alive(name, work), name=f"events: {name}")
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _keep_alive(self, name: str, work: Callable[[], Awaitable[None]]) -> None:
        while True:
            try:
                await work()
                reason = "it ended by itself"
            except Exception as error:  # whatever it was, the room must go on
                reason = f"{type(error).__name__}: {error}"
            self.deaths[name] = self.deaths.get(name, 0) + 1
            log.error("the %s of the event stream died (%s); starting it again", name, reason.strip())
            await asyncio.sleep(RESTART_AFTER_S)

    async def _read_for_ever(self) -> None:
        while True:
            self._bell.clear()
            batch = await self._crew.run(read_on, self.position)
            self._pass_on(batch)
            if not batch.is_full:
                await self._sleep()

    async def _sleep(self) -> None:
        try:
            async with asyncio.timeout(LONGEST_SLEEP_S):
                await self._bell.wait()
        except TimeoutError:
            return

    def _pass_on(self, batch: Batch) -> None:
        news = [event for event in (*batch.settled, *batch.early) if event.id not in self._early]
        self._early = {event.id for event in batch.early}
        self.read_at = time.monotonic()
        before, self.position = self.position, batch.position
        if news:
            self._tell(news, before)

    async def _count_for_ever(self) -> None:
        while True:
            await asyncio.sleep(COUNT_EVERY_S)
            watched = set(self._watched())
            moved = self._marks.take() & watched
            counting = [topic for topic in watched if (view := live_view(topic)) and view.count_version]
            if counting:
                moved |= self._moved(await self._crew.run(_count, counting))
            if moved:
                self._recount(moved)

    @property
    def is_counting(self) -> bool:
        """Whether running numbers are being shown now, as in an open vote."""
        return any(self._counts.values())

    def _moved(self, counts: dict[str, int]) -> set[str]:
        before, self._counts = self._counts, counts
        return {topic for topic, number in counts.items() if before.get(topic) != number}


def _count(topics: Iterable[str]) -> dict[str, int]:
    views = {topic: live_view(topic) for topic in topics}
    return {topic: view.count_version(topic) for topic, view in views.items() if view and view.count_version}
