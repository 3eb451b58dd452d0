"""The door of the stream: who asks, what of her wishes policy allows, what she missed. Asked once, when it opens."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.http import parse_cookie

from nghitruong.foundation.events.queries import Position, changed_topics, council_of_topic
from nghitruong.foundation.events.registry import Audience, live_view, read_actor
from nghitruong.kernel.actor import Actor
from nghitruong.web import languages

MOST_TOPICS = 16
ME = "me"


@dataclass(frozen=True)
class Admission:
    """What one asker may watch. `stale` are the topics whose current partial she has not seen."""

    actor: Actor
    audiences: Mapping[str, Audience]
    councils: Mapping[str, int]
    personal: tuple[str, ...]
    stale: frozenset[str]
    has_missed_personal: bool
    language: str

    @property
    def is_empty(self) -> bool:
        return not self.audiences and not self.personal


def wished_topics(text: str) -> tuple[str, ...]:
    """The topics of a `topics=` parameter, each once, in the given order."""
    return tuple(dict.fromkeys(word for part in text.split(",") if (word := part.strip())))


def admit(headers: Mapping[str, str], wishes: Iterable[str], since: Position | None) -> Admission:
    """Ask policy for every wish; what is not allowed or not known is dropped without a word."""
    wishes = tuple(wishes)
    actor = read_actor(headers)
    audiences = {topic: audience for topic in wishes if (audience := _audience(actor, topic))}
    personal = personal_topics(actor) if ME in wishes else ()
    return Admission(
        actor,
        audiences,
        {topic: _council(actor, topic) for topic in audiences},
        personal,
        frozenset(audiences) if since is None else frozenset(_missed(audiences, since)),
        since is not None and bool(changed_topics(personal, since)),
        language_of(headers),
    )


def language_of(headers: Mapping[str, str]) -> str:
    """The language in which the pages of this browser are shown."""
    return languages.language_of(parse_cookie(headers.get("cookie", "")))


def personal_topics(actor: Actor) -> tuple[str, ...]:
    """What `me` stands for: verbs announce `person-7` or `account-5`, the page then fetches what is hers."""
    numbers = {"person": actor.person_id, "account": actor.account_id}
    return tuple(f"{kind}-{number}" for kind, number in numbers.items() if number is not None)


def access_topic(account_id: int) -> str:
    """Announced by whoever changes what an account may see: its streams close and are opened anew by the new right."""
    return f"access-{account_id}"


def is_access_topic(topic: str) -> bool:
    return topic.startswith("access-")


def _audience(actor: Actor, topic: str) -> Audience | None:
    view = live_view(topic)
    return view.audience_for(actor, topic) if view else None


def _council(actor: Actor, topic: str) -> int:
    """The council of the topic itself: what a visitor without a council watches belongs to one all the same."""
    view = live_view(topic)
    if view and view.council_of:
        return view.council_of(topic)
    return council_of_topic(topic) or actor.council_id or 0


def _missed(topics: Iterable[str], since: Position) -> set[str]:
    """Changed since, or with running numbers, which leave no trace in the outbox."""
    topics = set(topics)
    counting = {topic for topic in topics if (view := live_view(topic)) and view.count_version}
    return counting | changed_topics(topics - counting, since)
