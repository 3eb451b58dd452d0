"""Robots that let a session go on by itself: they check in, ask for the floor, speak and vote.

Each robot is a fictional deputy, chair or secretary acting through the same verbs as a person, so a visitor may step in
at any moment: the robots go on from what they find, and where she was faster they look again.
"""

import logging
import threading

from django.db import connections

from nghitruong.kernel.decision import Refusal, RefusedError
from nghitruong.outer.demo.acts import Company, Goal, next_act

log = logging.getLogger(__name__)

PATIENCE = 5
"""After so many refusals in a row, with nothing done between them, the robots give up and say why."""

HURRY = 3.0
"""So much faster they go to a vote that a visitor waits for."""


class Robots:
    """One company at most plays in a process. `speed` divides the pauses; tests make them short."""

    def __init__(self, speed: float = 1.0) -> None:
        self.speed = speed
        self.trouble: Refusal | None = None
        self._goal = Goal.END
        self._guard = threading.Lock()
        self._stopped = threading.Event()
        self._thread: threading.Thread | None = None

    @property
    def is_playing(self) -> bool:
        return self._thread is not None and self._thread.is_alive()

    def start(self, council_id: int, goal: Goal) -> bool:
        """Let them play in a thread of their own; a second press only changes how far they go. False if they did."""
        with self._guard:
            self._goal, self.trouble = goal, None
            if self.is_playing and not self._stopped.is_set():
                return False
            self._stopped = threading.Event()
            play = (Company(council_id), self._stopped)
            self._thread = threading.Thread(target=self._play, args=play, name="demo robots", daemon=True)
            self._thread.start()
            return True

    def stop(self, patience_s: float = 2.0) -> None:
        """Let them finish the verb in hand and no other."""
        self._stopped.set()
        if self._thread is not None:
            self._thread.join(patience_s)

    def _play(self, company: Company, stopped: threading.Event) -> None:
        try:
            self._go_through(company, stopped)
        except Exception:  # whatever goes wrong, the server goes on and the next press begins anew
            log.exception("the robots stopped")
        finally:
            connections.close_all()

    def _go_through(self, company: Company, stopped: threading.Event) -> None:
        refused = 0
        while not stopped.is_set() and refused < PATIENCE:
            try:
                act = next_act(company, self._goal)
                if act is None:
                    return
                for pause in act:
                    refused = 0
                    if stopped.wait(pause / self._pace()):
                        return
            except RefusedError as error:
                refused += 1
                self.trouble = error.refusal if refused == PATIENCE else None

    def _pace(self) -> float:
        return self.speed * (HURRY if self._goal is Goal.VOTE else 1.0)


ROBOTS = Robots()
"""The robots of this process."""
