"""Calls that would wait for each other are answered in groups: whoever came while one was answered is the next."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

Q = TypeVar("Q")
A = TypeVar("A")

MOST = 64
"""Calls in a group: of five hundred at once the first have their answer before the last are looked at."""


class Groups(Generic[Q, A]):
    """One group at a time; a call that comes alone waits for nobody, and one that fails fails for its own group."""

    def __init__(self, answer: Callable[[Sequence[Q]], Awaitable[Sequence[A]]]) -> None:
        self._answer = answer
        self._waiting: list[tuple[Q, asyncio.Future[A]]] = []
        self._work: asyncio.Task[None] | None = None

    async def ask(self, question: Q) -> A:
        """The answer to one question, once the groups before are answered. Raises what answering its group raised."""
        answer: asyncio.Future[A] = asyncio.get_running_loop().create_future()
        self._waiting.append((question, answer))
        if self._work is None:
            self._work = asyncio.create_task(self._answer_all())
        return await answer

    async def _answer_all(self) -> None:
        try:
            while self._waiting:
                group, self._waiting = self._waiting[:MOST], self._waiting[MOST:]
                await self._answer_group(group)
        finally:
            self._work = None

    async def _answer_group(self, group: Sequence[tuple[Q, asyncio.Future[A]]]) -> None:
        # Whoever has gone meanwhile has cancelled the waiting; what was done stays done.
        try:
            answers = await self._answer([question for question, _ in group])
            for (_, answer), found in zip(group, answers, strict=True):
                if not answer.done():
                    answer.set_result(found)
        except Exception as fault:
            for _, answer in group:
                if not answer.done():
                    answer.set_exception(fault)
