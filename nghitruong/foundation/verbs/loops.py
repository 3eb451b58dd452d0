"""Work that repeats while the server runs: sealing, sweeping, pruning. Named one by one in config/wiring.py."""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass

from django.db import close_old_connections, connections

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Loop:
    """`work` is done every `seconds`, first at once. It must be idempotent: several servers may do it."""

    name: str
    seconds: float
    work: Callable[[], object]


_loops: dict[str, Loop] = {}


def register_loop(name: str, seconds: float, work: Callable[[], object]) -> None:
    """Have the server repeat the work. Registering a name anew replaces its loop."""
    _loops[name] = Loop(name, seconds, work)


def all_loops() -> tuple[Loop, ...]:
    return tuple(_loops.values())


class LoopRunner:
    """Runs every registered loop in a thread of its own until it is stopped."""

    def __init__(self) -> None:
        self._is_over = threading.Event()
        self._threads: list[threading.Thread] = []

    def start(self) -> None:
        for loop in all_loops():
            thread = threading.Thread(target=self._repeat, args=(loop,), name=f"loop {loop.name}", daemon=True)
            self._threads.append(thread)
            thread.start()

    def stop(self, patience_s: float = 1.0) -> None:
        """Let each finish its present round; what takes longer than the patience dies with the process."""
        self._is_over.set()
        for thread in self._threads:
            thread.join(patience_s / max(1, len(self._threads)))

    def _repeat(self, loop: Loop) -> None:
        while not self._is_over.is_set():
            close_old_connections()
            try:
                loop.work()
            except Exception:  # a loop outlives whatever goes wrong in one round
                log.exception("the loop “%s” failed; it goes on in %s s", loop.name, loop.seconds)
            self._is_over.wait(loop.seconds)
        connections.close_all()
