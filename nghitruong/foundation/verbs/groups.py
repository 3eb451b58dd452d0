"""Calls of one verb that come in the same moment, carried out in one transaction.

Five hundred deputies press at once. Alone, each press begins a transaction, asks, writes and commits; together they
are asked for once, decided one by one, written once. Nobody waits for company: a group is whoever has come meanwhile,
and one alone is a group as well.
"""

import functools
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, ParamSpec, TypeVar, cast

from django.db import OperationalError, models

from nghitruong.foundation.audit.actions import write_lines
from nghitruong.foundation.verbs.beats import (
    BeatMissingError,
    OpenVerb,
    Unwritten,
    council_of,
    open_verb_name,
    opened,
    ref_of,
    refused_line,
    verb_transaction,
)
from nghitruong.foundation.verbs.disk import refuse_when_full
from nghitruong.foundation.verbs.registry import VerbInfo, register_verb
from nghitruong.foundation.verbs.trips import one_trip
from nghitruong.kernel.actor import Actor
from nghitruong.kernel.decision import RefusedError

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True)
class Call:
    """One call of a group verb: who acts on what, and the keywords."""

    actor: Actor
    thing: models.Model
    wish: dict[str, Any]

    @property
    def subject(self) -> tuple[int, int | None]:
        """What the calls of a group have in common; a thing that two councils name is two."""
        return self.thing.pk, council_of(self.thing)

    @property
    def seat(self) -> Hashable:
        """Of whom a group takes one call only: what the next one finds depends on it."""
        return self.actor.mandate_id or ("account", self.actor.account_id)


Asking = Callable[[Sequence[Call]], Sequence[Any]]
"""Takes the locks of a group and reads, for each of its calls, what it is decided by."""


def group_verb(name: str, *, ask: Asking, serious: bool = False) -> Callable[[Callable[P, R]], "GroupVerb[P, R]"]:
    """Make a function a verb whose calls may be carried out together (`verb` in beats.py is for all others).

    It takes what `ask` read for it from `asked_beforehand`, writes through `write_with_others` alone, and reads none
    of that back: its writing waits until the whole group is decided. The thing is neither locked nor read again.
    """

    def decorate(function: Callable[P, R]) -> "GroupVerb[P, R]":
        made = GroupVerb(name, function, ask, is_serious=serious)
        register_verb(VerbInfo(name, made, is_serious=serious))
        return made

    return decorate


class GroupVerb(Generic[P, R]):
    """A verb that may be called alone, as any other, or `together`."""

    def __init__(self, name: str, function: Callable[P, R], ask: Asking, *, is_serious: bool) -> None:
        functools.update_wrapper(self, function)
        self._name, self._function, self._ask, self._is_serious = name, function, ask, is_serious

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        [answer] = self.together([self.call(*args, **kwargs)])
        if isinstance(answer, Exception):
            raise answer
        return answer

    def call(self, *args: P.args, **kwargs: P.kwargs) -> Call:
        """A call to be carried out with others."""
        actor, thing = cast(tuple[Actor, models.Model], args)
        return Call(actor, thing, kwargs)

    def together(self, calls: Sequence[Call]) -> list[R | Exception]:
        """What became of each call, in their order: the verb's answer, or the refusal or fault that ended it alone."""
        if open_verb_name():
            raise BeatMissingError(f"{self._name} was called inside {open_verb_name()}: verbs never nest")
        became: dict[int, R | Exception] = {}
        for places in _groups(calls):
            became.update(zip(places, self._try([calls[place] for place in places]), strict=True))
        return [became[place] for place in range(len(calls))]

    def _try(self, calls: Sequence[Call]) -> Sequence[R | Exception]:
        """Where the database objects to a group, nothing of it was kept: each goes alone, so none harms another."""
        try:
            return self._carry_out(calls)
        except Exception as fault:
            if len(calls) == 1:
                return [fault]
        return [became for call in calls for became in self._try([call])]

    def _carry_out(self, calls: Sequence[Call]) -> Sequence[R | Exception]:
        try:
            with one_trip(), verb_transaction():
                unwritten: Unwritten = []
                asked = self._ask(calls)
                became = [self._decide(call, found, unwritten) for call, found in zip(calls, asked, strict=True)]
                _write(unwritten)
            return became
        except OperationalError as error:
            refuse_when_full(error)

    def _decide(self, call: Call, asked: Any, unwritten: Unwritten) -> R | RefusedError:
        """One call, judged in memory; of a refused one nothing is written but that it was refused."""
        current = OpenVerb(self._name, call.actor, ref_of(call.thing), council_of(call.thing))
        current.asked, current.unwritten = asked, []
        try:
            with opened(current):
                answer = cast(Callable[..., R], self._function)(call.actor, call.thing, **call.wish)
        except RefusedError as error:
            if self._is_serious:
                unwritten.append((write_lines, refused_line(current, error.refusal)))
            return error
        unwritten += current.unwritten
        return answer


def _groups(calls: Sequence[Call]) -> Iterator[list[int]]:
    """The places of the calls that may go together: on one thing, and of nobody two."""
    waiting = list(range(len(calls)))
    while waiting:
        subject, taken = calls[waiting[0]].subject, dict[Hashable, int]()
        for place in waiting:
            if calls[place].subject == subject:
                taken.setdefault(calls[place].seat, place)
        yield list(taken.values())
        waiting = [place for place in waiting if place not in taken.values()]


def _write(unwritten: Unwritten) -> None:
    rows: dict[Callable[[Sequence[Any]], None], list[Any]] = {}
    for write, row in unwritten:
        rows.setdefault(write, []).append(row)
    for write, several in rows.items():
        write(several)
