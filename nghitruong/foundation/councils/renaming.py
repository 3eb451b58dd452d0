"""Who keeps something that is made of a person's name, and must hear when it is corrected: said in config/wiring.py.

    on_renaming(sort_accounts)

Each listener is a consequence: it runs inside the verb, in its transaction and under its permission.
"""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Renaming:
    """Who has another name now, and what that name is sorted by."""

    person_id: int
    sort_key: str


_listeners: list[Callable[[Renaming], object]] = []


def on_renaming(listener: Callable[[Renaming], object]) -> None:
    """Let a noun hear of every corrected name; whoever hears already hears once."""
    if listener not in _listeners:
        _listeners.append(listener)


def tell_renaming(renaming: Renaming) -> None:
    """Called by the verb that corrects a name."""
    for listener in _listeners:
        listener(renaming)
