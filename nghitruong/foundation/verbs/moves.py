"""The conditional move: written only if the state is still one the verb may follow."""

from enum import StrEnum
from typing import Any, TypeVar

from django.db import models

from nghitruong.foundation.verbs.beats import lawful, refuse_now
from nghitruong.kernel.decision import Refusal
from nghitruong.kernel.lifecycle import Lifecycle

S = TypeVar("S", bound=StrEnum)

SOMEONE_WAS_FASTER = Refusal(
    "verbs.someone_was_faster",
    "Someone else has just changed this. Reload the page to see what it is now, then try again.",
)


def move(thing: models.Model, lifecycle: Lifecycle[S], verb_name: str, **fields: Any) -> None:
    """Move the thing's `state` along the lifecycle and write `fields` with it, in one conditional update.

    Raises RefusedError: *wrong state* when the verb may not follow, *someone was faster* when the row moved meanwhile.
    """
    state = type(lifecycle.initial)(getattr(thing, "state"))  # noqa: B009 - the field is every lifecycle's contract
    lawful(lifecycle.may_follow(state, verb_name))
    target = lifecycle.next_state(state, verb_name)
    rows = type(thing)._base_manager.filter(pk=thing.pk, state=state)
    if not rows.update(state=target, **fields):
        refuse_now(SOMEONE_WAS_FASTER)
    for name, value in {"state": target, **fields}.items():
        setattr(thing, name, value)
