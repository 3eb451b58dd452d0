"""A server for the browser: the product's own pages, and a stand where a vote can be cast and a stream can fail.

The showcase asks no database, so the server runs in a thread without one.
"""

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from socketserver import ThreadingMixIn
from typing import Any
from urllib.parse import parse_qs
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.core.wsgi import get_wsgi_application
from django.template import Context, RequestContext, Template
from django.test import RequestFactory, override_settings
from django.utils import translation
from playwright.sync_api import Browser, Page

from nghitruong.web.showcase.room import sample_ballot

LIVE_PAGE = """{% extends "web/page.html" %}{% load ui %}
{% block title %}Live{% endblock %}{% block body_attributes %}{% stream "stand-1" %}{% endblock %}
{% block content %}{% include "web/components/connection.html" %}
<div id="area" {% live "stand-1" "/stand/area/" %}><p id="told">first</p><input id="typed" aria-label="a"></div>
<form id="once" method="post" action="/stand/once/"><button class="button">Once</button></form>{% endblock %}"""


@dataclass
class Stand:
    """What the fake end points do, and what they were asked."""

    votes: str = "stored"
    """stored, refused, broken (no answer that counts), slow."""
    stream: str = "open"
    """open, shut."""
    ballots: list[tuple[str, str]] = field(default_factory=list)
    once: int = 0
    area: str = "first"
    said: list[str] = field(default_factory=list)
    address: str = ""


Answer = Callable[..., Any]


def _html(start: Answer, body: str, status: str = "200 OK") -> list[bytes]:
    start(status, [("Content-Type", "text/html; charset=utf-8")])
    return [body.encode()]


def _cast(stand: Stand, environ: dict[str, Any], start: Answer) -> list[bytes]:
    sent = parse_qs(environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"] or 0)).decode())
    stand.ballots.append((sent["choice"][0], sent["key"][0]))
    if stand.votes == "broken":
        return _html(start, "down", "503 Service Unavailable")
    if stand.votes == "refused":
        return _html(start, '<p class="notice" tabindex="-1">closed at 09:42</p>', "409 Conflict")
    if stand.votes == "slow":
        time.sleep(2.6)
    with translation.override("vi"):
        page = Template("{% load ui %}{% ballot ballot %}").render(Context({"ballot": sample_ballot("received")}))
    return _html(start, page)


def _events(stand: Stand, start: Answer) -> Iterator[bytes]:
    if stand.stream == "shut":
        start("403 Forbidden", [])
        return
    start("200 OK", [("Content-Type", "text/event-stream")])
    yield b": here\n\n"
    told = 0
    for _beat in range(200):
        if stand.stream == "shut":
            return
        while told < len(stand.said):
            yield f"event: stand-1\ndata: {stand.said[told]}\n\n".encode()
            told += 1
        yield f"event: heartbeat\ndata: {int(time.time() * 1000)}\n\n".encode()
        time.sleep(0.1)


def _live_page(start: Answer) -> list[bytes]:
    request = RequestFactory().get("/stand/")
    request.session = SessionStore()
    with translation.override("vi"):
        return _html(start, Template(LIVE_PAGE).render(RequestContext(request, {"messages": []})))


class Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class Silent(WSGIRequestHandler):
    def log_message(self, *_args: object) -> None:
        """A test's output is what failed, not who asked."""


def application(stand: Stand) -> Answer:
    pages = get_wsgi_application()

    def answer(environ: dict[str, Any], start: Answer) -> Any:
        method, path = environ["REQUEST_METHOD"], environ["PATH_INFO"]
        match method, path:
            case "POST", "/thanh-phan/phieu/":
                return _cast(stand, environ, start)
            case "POST", "/stand/once/":
                stand.once += 1
                time.sleep(0.4)
                return _html(start, "<p>done</p>")
            case "GET", "/stand/":
                return _live_page(start)
            case "GET", "/stand/area/":
                return _html(start, f'<p id="told">{stand.area}</p>')
            case "GET", "/events/":
                return _events(stand, start)
        return pages(environ, start)

    return answer


@pytest.fixture(scope="session")
def _server() -> Iterator[Stand]:
    stand = Stand()
    with override_settings(DEMO=True, ALLOWED_HOSTS=["*"]):
        server = make_server("127.0.0.1", 0, application(stand), Server, Silent)
        stand.address = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield stand
        server.shutdown()
        server.server_close()


@pytest.fixture
def stand(_server: Stand) -> Iterator[Stand]:
    """The server with its fake end points as they are at first."""
    fresh = Stand(address=_server.address)
    vars(_server).update(vars(fresh))
    yield _server
    _server.stream = "shut"


Opened = Callable[..., Page]


@pytest.fixture
def opened(chromium: Browser, stand: Stand) -> Iterator[Opened]:
    """Opens an address at a size and in a mode; fails when the page complained about itself."""
    contexts, complaints = [], []

    def opened(path: str, width: int = 1180, height: int = 820, modes: str = "100.light.normal") -> Page:
        context = chromium.new_context(viewport={"width": width, "height": height}, locale="vi")
        context.add_cookies([{"name": "hien_thi", "value": modes, "url": stand.address}])
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda line: complaints.append(line.text) if "Content Security" in line.text else None)
        page.goto(stand.address + path)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []
