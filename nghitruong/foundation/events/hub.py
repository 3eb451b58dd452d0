"""The hub: an ASGI application for `GET /events/?topics=meeting-3,poll-17,me`, and nothing else.

Permission is asked once, when a stream opens; afterwards the stream holds no connection to the database and nothing is
decided per message. Streams end by themselves within about an hour, so that a right that was lost is noticed.
"""

import asyncio
import json
import logging
import random
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs
from weakref import WeakSet

from django.conf import settings
from django.http import parse_cookie
from django.utils.datastructures import CaseInsensitiveMapping
from django.utils.translation import override

from nghitruong.foundation.events.broker import Broker
from nghitruong.foundation.events.channels import Channel, Studio
from nghitruong.foundation.events.doors import (
    ME,
    MOST_TOPICS,
    Admission,
    access_topic,
    admit,
    is_access_topic,
    language_of,
    wished_topics,
)
from nghitruong.foundation.events.presence import presence
from nghitruong.foundation.events.queries import Position, Told
from nghitruong.foundation.events.registry import live_view
from nghitruong.foundation.events.rendering import Variant, frame, numbered
from nghitruong.foundation.events.threads import Crew
from nghitruong.foundation.events.watchers import Message, Receive, Send, Watcher
from nghitruong.kernel import clock
from nghitruong.kernel.decision import Refusal, RefusalKind, RefusedError
from nghitruong.web.refusals import problem

log = logging.getLogger(__name__)

HEARTBEAT_S = 10.0
HEARTBEAT_COUNTING_S = 4.0
LONGEST_LIFE_S = 3_600.0
DOOR_THREADS = 4
STREAM_HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-cache"),
    (b"x-accel-buffering", b"no"),
    (b"x-content-type-options", b"nosniff"),
]

ONLY_GET = Refusal("events.method", "The stream is read with GET.", kind=RefusalKind.INVALID)
NAME_TOPICS = Refusal(
    "events.topics",
    "Name 1 to %(most)s topics, such as ?topics=meeting-3,me",
    {"most": MOST_TOPICS},
    kind=RefusalKind.INVALID,
)
NOTHING_TO_WATCH = Refusal("events.not_allowed", "You may follow none of these topics.", kind=RefusalKind.NOT_ALLOWED)

running_hubs: "WeakSet[Hub]" = WeakSet()
"""Hubs of this process, for whoever stops the server: a stream never ends by itself in time."""


@dataclass(frozen=True)
class Wish:
    """What a client asked for."""

    headers: Mapping[str, str]
    topics: tuple[str, ...]
    since: Position | None

    @property
    def is_json(self) -> bool:
        return "application/json" in self.headers.get("accept", "")

    @classmethod
    def read(cls, scope: Mapping[str, Any]) -> "Wish":
        named = {name.decode("latin1"): value.decode("latin1") for name, value in scope["headers"]}
        query = parse_qs(scope["query_string"].decode("latin1"))
        headers = CaseInsensitiveMapping(_as_visitor(named) if query.get("as") == ["public"] else named)
        # A page may say up to where its own content is true; a returning browser knows better.
        since = headers.get("last-event-id") or (query.get("since") or [""])[-1]
        return cls(headers, wished_topics(",".join(query.get("topics", ()))), Position.parse(since))


class Hub:
    """All open streams of one process, by topic."""

    def __init__(self) -> None:
        self._broker = Broker(self._tell, self._recount, lambda: self._channels)
        self._doors = Crew("door", DOOR_THREADS)
        self._studio = Studio()
        self._channels: dict[str, Channel] = {}
        self._signalled: dict[str, set[Watcher]] = {}
        self._watchers: set[Watcher] = set()
        self._heart: asyncio.Task[None] | None = None

    async def start(self) -> None:
        await self._broker.start()
        self._heart = asyncio.create_task(self._beat(), name="events: heartbeat")
        running_hubs.add(self)

    async def stop(self) -> None:
        running_hubs.discard(self)
        self.close_streams()
        if self._heart is not None:
            self._heart.cancel()
        for channel in self._channels.values():
            channel.stop()
        await self._broker.stop()
        await asyncio.gather(self._doors.dismiss(), self._studio.crew.dismiss())

    def close_streams(self) -> None:
        """End every stream; the browsers come back by themselves."""
        for watcher in tuple(self._watchers):
            watcher.close()

    def status(self) -> dict[str, Any]:
        """For the health page: open streams, topics, the place reached, seconds since the last reading, deaths."""
        return {
            "streams": len(self._watchers),
            "topics": len(self._channels),
            "position": str(self._broker.position),
            "read_s_ago": round(time.monotonic() - self._broker.read_at, 2),
            "deaths": dict(self._broker.deaths),
        }

    async def __call__(self, scope: Mapping[str, Any], receive: Receive, send: Send) -> None:
        wish = Wish.read(scope)
        if scope["method"] != "GET":
            return await _refuse(send, wish, ONLY_GET, 405)
        if not 0 < len(wish.topics) <= MOST_TOPICS:
            return await _refuse(send, wish, NAME_TOPICS, 400)
        try:
            admission = await self._doors.run(admit, wish.headers, wish.topics, wish.since)
        except RefusedError as error:
            return await _refuse(send, wish, error.refusal, 401)
        if admission.is_empty:
            return await _refuse(send, wish, NOTHING_TO_WATCH, 403)
        await self._serve(admission, wish, receive, send)
        return None

    async def _serve(self, admission: Admission, wish: Wish, receive: Receive, send: Send) -> None:
        # The jitter keeps a full room from coming back in one moment.
        opened_at = time.monotonic() - random.uniform(0, LONGEST_LIFE_S / 6)  # noqa: S311 - no secret
        watcher = Watcher(send, _signals(admission), tuple(admission.audiences), opened_at)
        await send({"type": "http.response.start", "status": 200, "headers": STREAM_HEADERS})
        await send(_body(b"retry: %d\n\n" % random.randint(1_000, 3_000)))  # noqa: S311 - no secret
        self._enter(watcher, admission, is_json=wish.is_json)
        try:
            with presence.of(watcher.topics, admission.actor.person_id):
                # What the door needed would be kept for as long as the stream is open.
                del admission, wish
                await watcher.stay(receive)
        finally:
            self._leave(watcher)

    def _enter(self, watcher: Watcher, admission: Admission, *, is_json: bool) -> None:
        self._watchers.add(watcher)
        for signal in watcher.signals:
            self._signalled.setdefault(signal, set()).add(watcher)
        if admission.has_missed_personal:
            watcher.push(self._personal_event())
        for topic, audience in admission.audiences.items():
            variant = Variant(audience, admission.language, is_json)
            channel = self._channel(topic, admission.councils[topic])
            channel.join(watcher, variant, wants_current=topic in admission.stale)

    def _leave(self, watcher: Watcher) -> None:
        self._watchers.discard(watcher)
        for topic in watcher.topics:
            if channel := self._channels.get(topic):
                channel.leave(watcher)
                if channel.is_idle:
                    channel.stop()
                    del self._channels[topic]
        for signal in watcher.signals:
            group = self._signalled.get(signal, set())
            group.discard(watcher)
            if not group:
                self._signalled.pop(signal, None)

    def _channel(self, topic: str, council_id: int) -> Channel:
        if topic not in self._channels:
            view = live_view(topic)
            if view is None:
                raise LookupError(topic)
            self._channels[topic] = Channel(topic, view, council_id, self._studio, self._settled)
        return self._channels[topic]

    def _tell(self, news: Iterable[Told], before: Position) -> None:
        for topic in dict.fromkeys(event.topic for event in news):
            if channel := self._channels.get(topic):
                channel.tell(before)
            for watcher in tuple(self._signalled.get(topic, ())):
                if is_access_topic(topic):
                    watcher.close()
                else:
                    watcher.push(self._personal_event())

    def _recount(self, topics: Iterable[str]) -> None:
        for topic in topics:
            if channel := self._channels.get(topic):
                channel.recount()

    def _settled(self) -> Position:
        """The place up to which every change has been handed to everybody: a client told this one missed nothing."""
        pending = [channel.pending_since for channel in self._channels.values() if channel.pending_since is not None]
        return min((self._broker.position, *pending))

    def _personal_event(self) -> bytes:
        """A bare signal on one's own topic: the page fetches what it means."""
        position = self._settled()
        return numbered(position, frame(ME, json.dumps({"topic": ME, "id": str(position)})))

    async def _beat(self) -> None:
        while True:
            # While a vote runs, a tablet must know soon that it is cut off.
            await asyncio.sleep(HEARTBEAT_COUNTING_S if self._broker.is_counting else HEARTBEAT_S)
            beat = frame("heartbeat", clock.now().isoformat(timespec="milliseconds"))
            oldest = time.monotonic() - LONGEST_LIFE_S
            for watcher in tuple(self._watchers):
                if watcher.opened_at < oldest:
                    watcher.close()
                else:
                    watcher.push(beat)


def _as_visitor(headers: Mapping[str, str]) -> dict[str, str]:
    """The headers of the same browser with nobody signed in: a public page shows everybody the same, members too."""
    named = {name.lower(): value for name, value in headers.items() if name.lower() != "authorization"}
    language = parse_cookie(named.pop("cookie", "")).get(settings.LANGUAGE_COOKIE_NAME)
    return {**named, "cookie": f"{settings.LANGUAGE_COOKIE_NAME}={language}"} if language else named


def _signals(admission: Admission) -> tuple[str, ...]:
    """The topics of which only the fact of a change is told: her own, and the change of her rights."""
    account_id = admission.actor.account_id
    return admission.personal if account_id is None else (*admission.personal, access_topic(account_id))


def _body(content: bytes, *, more: bool = True) -> Message:
    return {"type": "http.response.body", "body": content, "more_body": more}


async def _refuse(send: Send, wish: Wish, refusal: Refusal, status: int) -> None:
    with override(language_of(wish.headers)):
        content = problem(refusal, status).content
    headers = [(b"content-type", b"application/problem+json"), (b"cache-control", b"no-store")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send(_body(content, more=False))
