"""What can be watched: each app's live.py names its topics here, through config/wiring.py.

register_live(
    "poll-<id>",
    render=render_poll,             # (topic, audience, council_id) -> HTML, the full state of its area
    audience_for=audience_of_poll,  # (actor, topic) -> audience, or None: the topic is dropped
    state_of=poll_state,            # (topic, audience) -> mapping, for programs
    count_version=count_ballots,    # (topic) -> int that moves with running numbers, asked while watched
    council_of=council_of_poll,     # (topic) -> council_id; without it, that of its last event or of the asker
)
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

from nghitruong.kernel.actor import Actor


class Audience(StrEnum):
    """Who looks: the same HTML goes to everybody in one audience."""

    PUBLIC = "public"
    MEMBER = "member"
    GAVEL = "gavel"
    WALL = "wall"


@dataclass(frozen=True)
class LiveView:
    """How the topics of one kind are shown. All functions run in threads with a database connection of their own."""

    kind: str
    render: Callable[[str, Audience, int], str]
    audience_for: Callable[[Actor, str], Audience | None]
    state_of: Callable[[str, Audience], Mapping[str, Any]] | None = None
    count_version: Callable[[str], int] | None = None
    council_of: Callable[[str], int] | None = None


class ActorReader(Protocol):
    """Who is asking, from the headers of a request (session cookie or bearer token); names in any case.

    Answers NOBODY for a visitor; raises RefusedError for a token or session that is not accepted.
    """

    def __call__(self, headers: Mapping[str, str], /) -> Actor: ...


_views: dict[str, LiveView] = {}
_readers: list[ActorReader] = []


def register_live(
    pattern: str,
    *,
    render: Callable[[str, Audience, int], str],
    audience_for: Callable[[Actor, str], Audience | None],
    state_of: Callable[[str, Audience], Mapping[str, Any]] | None = None,
    count_version: Callable[[str], int] | None = None,
    council_of: Callable[[str], int] | None = None,
) -> None:
    """Make the topics of a pattern `kind-<id>` watchable. Registering a kind anew replaces its view."""
    kind = pattern.removesuffix("-<id>")
    if kind == pattern or not kind:
        raise ValueError(f"a pattern of topics looks like “meeting-<id>”, not {pattern!r}")
    _views[kind] = LiveView(kind, render, audience_for, state_of, count_version, council_of)


def live_view(topic: str) -> LiveView | None:
    """The view of a topic `kind-number`, or None when nothing of that name can be watched."""
    kind, _, number = topic.rpartition("-")
    return _views.get(kind) if number.isascii() and number.isdigit() and len(number) <= 18 else None


def all_live_views() -> dict[str, LiveView]:
    return dict(sorted(_views.items()))


def use_actor_reader(reader: ActorReader) -> None:
    """Say, once and in config/wiring.py, who knows the people behind requests."""
    _readers[:] = [reader]


def read_actor(headers: Mapping[str, str]) -> Actor:
    """The actor behind the headers. Raises LookupError until an actor reader is wired: nobody is let in by default."""
    if not _readers:
        raise LookupError("no actor reader is wired: config/wiring.py must call use_actor_reader()")
    return _readers[0](headers)
