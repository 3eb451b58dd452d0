"""From a topic to the bytes of the stream: rendered once an audience, sent to everybody in it."""

import json
import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import override

from nghitruong.foundation.events.registry import Audience, LiveView

_LINE_END = re.compile(r"\r\n|\r|\n")


class Variant(NamedTuple):
    """One rendering of a topic: for whom, in which language, as HTML for pages or JSON for programs."""

    audience: Audience
    language: str
    is_json: bool = False


def render_content(view: LiveView, topic: str, council_id: int, variant: Variant) -> str:
    """The current full state of the topic's area."""
    with override(variant.language):
        if not variant.is_json:
            return view.render(topic, variant.audience, council_id)
        return json.dumps(
            render_state(view, topic, council_id, variant.audience), ensure_ascii=False, cls=DjangoJSONEncoder
        )


def render_state(view: LiveView, topic: str, council_id: int, audience: Audience) -> dict[str, Any]:
    """The topic for programs: `topic`, the record's number as `id`, and its state, or its HTML where it has none."""
    start = {"topic": topic, "id": int(topic.rpartition("-")[2])}
    if view.state_of is None:
        return {**start, "html": view.render(topic, audience, council_id)}
    return {**start, **view.state_of(topic, audience)}


def render_variants(view: LiveView, topic: str, council_id: int, variants: Iterable[Variant]) -> dict[Variant, bytes]:
    """Each variant as the lines of one event, still without its `id:`."""
    return {variant: frame(topic, render_content(view, topic, council_id, variant)) for variant in variants}


def frame(name: str, content: str) -> bytes:
    """One event of the stream: its name and its data, a line each, closed by an empty one."""
    lines = "".join(f"data: {line}\n" for line in _LINE_END.split(content))
    return f"event: {name}\n{lines}\n".encode()


def numbered(position: object, framed: bytes) -> bytes:
    """The event with the place from which a returning client resumes."""
    return b"id: %s\n%s" % (str(position).encode(), framed)
