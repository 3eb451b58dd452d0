"""The stream's stand-in where a proxy blocks it: ask again every few seconds for what has changed since."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.utils.cache import add_never_cache_headers
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

from nghitruong.foundation.events.doors import MOST_TOPICS, Admission, admit, wished_topics
from nghitruong.foundation.events.queries import Position, latest_position
from nghitruong.foundation.events.registry import live_view
from nghitruong.foundation.events.rendering import Variant, render_content, render_state


def poll(request: HttpRequest) -> HttpResponseBase:
    """`GET /events/poll/?topics=…&since=…`: the changed partials for htmx to put in place, or JSON.

    Each partial replaces the inside of `#live-<topic>`; `#live-since` gets the value for the next question. The place
    is read before anything is shown: what commits in between is shown twice rather than never.
    """
    place = latest_position()
    wishes = wished_topics(request.GET.get("topics", ""))[:MOST_TOPICS]
    admission = admit(request.headers, wishes, Position.parse(request.GET.get("since", "")))
    answer = _as_json if "application/json" in request.headers.get("Accept", "") else _as_html
    response = answer(admission, place) if not admission.is_empty else HttpResponse(status=403)
    add_never_cache_headers(response)
    return response


def _as_html(admission: Admission, place: Position) -> HttpResponse:
    parts = [(topic, mark_safe(html)) for topic, html in _stale(admission).items()]  # noqa: S308 - rendered by live.py
    fragments = format_html_join("\n", '<div id="live-{}" hx-swap-oob="innerHTML">{}</div>', parts)
    since = format_html('<input type="hidden" name="since" id="live-since" value="{}" hx-swap-oob="true">', str(place))
    response = HttpResponse(since + fragments)
    if admission.has_missed_personal:
        response.headers["HX-Trigger"] = "me"
    return response


def _as_json(admission: Admission, place: Position) -> JsonResponse:
    states = {
        topic: render_state(view, topic, admission.councils[topic], admission.audiences[topic])
        for topic in sorted(admission.stale)
        if (view := live_view(topic))
    }
    return JsonResponse({"since": str(place), "me": admission.has_missed_personal, "topics": states})


def _stale(admission: Admission) -> dict[str, str]:
    return {
        topic: render_content(view, topic, admission.councils[topic], _variant(admission, topic))
        for topic in sorted(admission.stale)
        if (view := live_view(topic))
    }


def _variant(admission: Admission, topic: str) -> Variant:
    return Variant(admission.audiences[topic], admission.language)
