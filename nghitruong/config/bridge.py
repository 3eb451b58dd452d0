"""From the loop that listens to the threads that answer, and back, crossing once each way.

a2wsgi crosses for the body, for the head and for each piece of the answer, and each time one side waits for the other:
more work than a vote. It keeps what is long: uploads.
"""

import asyncio
import io
import json
import logging
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from typing import Any, cast

from a2wsgi.wsgi import build_environ
from django.conf import settings
from django.core import signals
from django.core.handlers.wsgi import WSGIRequest, get_script_name
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import set_script_prefix
from django.utils.translation import gettext

from nghitruong.config.grouping import Groups
from nghitruong.config.warming import warm_threads
from nghitruong.foundation.events.watchers import Message, Receive, Send
from nghitruong.foundation.verbs.disk import Owed, settle, waiting_later

log = logging.getLogger(__name__)

LONGEST_BODY = 256 * 1024
"""Bytes that may wait in memory for a thread."""

BALLOT = re.compile(r"^/(api/v1/polls/\d+/ballot|phong-hop/bieu-quyet/\d+/)$")
"""Where a deputy votes, from a program or from a page."""


def is_ballot(scope: Mapping[str, Any]) -> bool:
    """Whether a call may be a deputy's ballot: who brings neither a token nor a session has none to cast."""
    if scope["method"] != "POST" or not BALLOT.search(scope["path"]):
        return False
    session = f"{settings.SESSION_COOKIE_NAME}=".encode()
    return any(
        name == b"authorization" or (name == b"cookie" and session in content) for name, content in scope["headers"]
    )


def is_short(scope: Mapping[str, Any]) -> bool:
    """Whether a request's body is small and says so beforehand."""
    headers = dict(scope["headers"])
    length = headers.get(b"content-length", b"0")
    return b"transfer-encoding" not in headers and length.isdigit() and int(length) <= LONGEST_BODY


class ShortCalls:
    """An ASGI application for short requests in front of Django's WSGI application, which runs in threads.

    Ballots have a thread of their own: with one connection to SQLite its pages stay in memory, with eight each ballot
    finds them changed by another and reads them anew, which doubles its cost. It takes all that wait: `decide` casts
    them together and leaves what became of each to be answered. What it has committed is waited for elsewhere, and
    answered after that.
    """

    def __init__(self, application: Any, executor: Executor, decide: Callable[[Sequence[HttpRequest]], None]) -> None:
        self._application, self._executor, self._decide = application, executor, decide
        self._ballots = ThreadPoolExecutor(1, "ballots")
        self._disk = ThreadPoolExecutor(1, "disk")
        self._groups = Groups(self._answer_group)

    async def __call__(self, scope: Mapping[str, Any], receive: Receive, send: Send) -> None:
        body = await _body(receive)
        if body is None:
            return
        loop, environ = asyncio.get_running_loop(), build_environ(cast(Any, scope), cast(Any, io.BytesIO(body)))
        if is_ballot(scope):
            messages, kept = await self._groups.ask(environ)
            try:
                await asyncio.shield(kept)
            except OSError:
                log.exception("the disk did not take a ballot")
                messages = await loop.run_in_executor(self._executor, _not_kept)
        else:
            messages = await loop.run_in_executor(self._executor, self._answer, environ, send, loop)
        for message in messages:
            await send(message)

    def warm(self) -> None:
        """Prepare the ballots' thread for its first ballot."""
        warm_threads(self._ballots, 1)

    def stop(self) -> None:
        """Take nothing more; what has begun ends."""
        for threads in (self._ballots, self._disk):
            threads.shutdown(wait=False, cancel_futures=True)

    async def _answer_group(self, environs: Sequence[Any]) -> list[tuple[list[Message], asyncio.Future[None]]]:
        """The ballots' answers, and with each the waiting for the disk, which goes on beside the next group."""
        loop = asyncio.get_running_loop()
        answers, owed = await loop.run_in_executor(self._ballots, self._answer_early, environs)
        kept = loop.run_in_executor(self._disk, settle, owed) if owed else _nothing_owed(loop)
        return [(messages, kept) for messages in answers]

    def _answer_early(self, environs: Sequence[Any]) -> tuple[list[list[Message]], list[Owed]]:
        """In the ballots' thread: decide all of them together, then answer each on its ordinary way."""
        with waiting_later() as owed:
            set_script_prefix(get_script_name(environs[0]))
            signals.request_started.send(type(self), environ=environs[0])
            requests = [_read(environ) for environ in environs]
            self._decide(requests)
            answers = [_messages(self._application.get_response(request)) for request in requests]
            signals.request_finished.send(type(self))
            return answers, owed

    def _answer(self, environ: Any, send: Send, loop: asyncio.AbstractEventLoop) -> list[Message]:
        """In a thread: the whole answer; what is streamed is sent from here, piece by piece, and nothing is left."""
        head: list[Message] = []

        def start(status: str, headers: list[tuple[str, str]], _error: object = None) -> None:
            head[:] = [_head(int(status[:3]), headers)]

        response = self._application(environ, start)
        try:
            if not getattr(response, "streaming", False):
                return [*head, _piece(b"".join(response))]
            for message in (*head, *(_piece(part, more=True) for part in response), _piece(b"")):
                asyncio.run_coroutine_threadsafe(_send(send, message), loop).result()
            return []
        finally:
            close = getattr(response, "close", None)
            if close:
                close()


def _read(environ: Any) -> WSGIRequest:
    """One call of a group. A type that Django cannot read is left out, or one stranger's call would end all of them."""
    try:
        return WSGIRequest(environ)
    except ValueError:
        return WSGIRequest({**environ, "CONTENT_TYPE": ""})


def _messages(response: HttpResponseBase) -> list[Message]:
    cookies = [("Set-Cookie", cookie.output(header="")) for cookie in response.cookies.values()]
    head = _head(response.status_code, [*response.items(), *cookies])
    return [head, _piece(b"".join(cast(Iterable[bytes], response)))]


def _head(status: int, headers: Iterable[tuple[str, str]]) -> Message:
    pairs = [(name.encode("latin1").lower(), value.encode("latin1")) for name, value in headers]
    return {"type": "http.response.start", "status": status, "headers": pairs}


def _nothing_owed(loop: asyncio.AbstractEventLoop) -> asyncio.Future[None]:
    kept = loop.create_future()
    kept.set_result(None)
    return kept


def _not_kept() -> list[Message]:
    """The same ballot may be sent again: its key makes it count once."""
    body = {
        "type": "about:blank",
        "status": 503,
        "code": "server.disk",
        "title": gettext("The server could not do this"),
        "detail": gettext(
            "The disk did not take it, so it does not count yet. Send it again; tell the office if it goes on."
        ),
    }
    kind = (b"content-type", b"application/problem+json")
    return [{"type": "http.response.start", "status": 503, "headers": [kind]}, _piece(json.dumps(body).encode())]


async def _body(receive: Receive) -> bytes | None:
    """The whole body, or None when the client left while sending it: half a request is none."""
    body, more = b"", True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        body += message.get("body", b"")
        more = message.get("more_body", False)
    return body


async def _send(send: Send, message: Message) -> None:
    await send(message)


def _piece(content: bytes, *, more: bool = False) -> Message:
    return {"type": "http.response.body", "body": content, "more_body": more}
