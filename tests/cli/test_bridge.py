"""The crossing from the loop to the threads: which answers, that it is ready, that no ballot is before the disk."""

import asyncio
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import OperationalError, connections
from django.http import HttpRequest, HttpResponse
from django.template.autoreload import reset_loaders
from django.template.loader import get_template
from django.utils.translation import override

from nghitruong.config import warming
from nghitruong.config.bridge import ShortCalls, is_short
from nghitruong.config.grouping import MOST, Groups
from nghitruong.config.warming import warm_process, warm_threads
from nghitruong.foundation.events.wake import DirtyMarks, hang_bell, take_bell
from nghitruong.foundation.verbs import disk
from nghitruong.foundation.verbs.disk import reach_disk
from nghitruong.web.compiled import LanguageLoader

BALLOT = "/api/v1/polls/7/ballot"
PAGE = "/phong-hop/bieu-quyet/7/"
TOKEN = ((b"authorization", b"Bearer a-token"),)


class ToldThread:
    """In Django's place: commits something, and answers the thread it ran in."""

    def __call__(self, environ: dict[str, Any], start: Callable[..., object]) -> Iterable[bytes]:
        reach_disk("log")
        start("200 OK", [("Content-Type", "text/plain")])
        return [threading.current_thread().name.encode()]

    def get_response(self, request: HttpRequest) -> HttpResponse:
        reach_disk("log")
        return HttpResponse(threading.current_thread().name)


def ask(
    path: str,
    *,
    times: int = 1,
    method: str = "POST",
    decide: Callable[[Sequence[HttpRequest]], object] = list,
    odd_type: bytes = b"",
    shown: Sequence[tuple[bytes, bytes]] = TOKEN,
) -> list[tuple[int, str]]:
    """The status and body of as many calls at once; 500 for one that ended in a fault, as the server answers it.

    `odd_type` is the content type of every tenth of them, `shown` the headers by which the caller is known.
    """

    async def call(calls: ShortCalls, number: int) -> tuple[int, str]:
        said: list[Any] = []

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": b"{}"}

        async def send(message: Any) -> None:
            said.append(message)

        headers = [*shown, *([(b"content-type", odd_type)] if odd_type and number % 10 == 0 else [])]
        scope = {"type": "http", "method": method, "path": path, "query_string": b"", "headers": headers}
        try:
            await calls({"http_version": "1.1", "server": ("127.0.0.1", 80), "root_path": "", **scope}, receive, send)
        except (RuntimeError, ValueError) as fault:
            return 500, str(fault)
        return said[0]["status"], b"".join(message.get("body", b"") for message in said).decode()

    async def all_calls() -> list[tuple[int, str]]:
        with ThreadPoolExecutor(4, "pages") as pages:
            calls = ShortCalls(ToldThread(), pages, decide)
            answers = await asyncio.gather(*(call(calls, number) for number in range(times)))
            calls.stop()
            return list(answers)

    return asyncio.run(asyncio.wait_for(all_calls(), 20))


def test_ballots_have_a_thread_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disk, "_synchronise", lambda _log: None)
    assert {body for _, body in ask(BALLOT, times=20)} == {"ballots_0"}
    assert ask(PAGE, shown=[(b"cookie", b"ngon_ngu=vi; sessionid=a")])[0][1] == "ballots_0"
    assert ask(BALLOT, method="GET")[0][1].startswith("pages")
    assert ask("/api/v1/polls/7/close")[0][1].startswith("pages")


@pytest.mark.parametrize("shown", [[], [(b"cookie", b"ngon_ngu=vi; hien_thi=150")], [(b"x-authorization", b"me")]])
@pytest.mark.parametrize("path", [BALLOT, PAGE])
def test_who_shows_neither_a_token_nor_a_session_does_not_stand_among_the_ballots(
    monkeypatch: pytest.MonkeyPatch, path: str, shown: Sequence[tuple[bytes, bytes]]
) -> None:
    monkeypatch.setattr(disk, "_synchronise", lambda _log: None)
    assert ask(path, shown=shown)[0][1].startswith("pages")


def test_ballots_that_wait_are_decided_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disk, "_synchronise", lambda _log: None)
    groups: list[int] = []
    assert len(ask(BALLOT, times=200, decide=lambda requests: groups.append(len(requests)))) == 200
    assert (sum(groups), max(groups)) == (200, MOST)
    assert len(groups) <= 200 // MOST + 2


def test_when_the_deciding_dies_each_of_its_group_is_told_and_the_next_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disk, "_synchronise", lambda _log: None)
    groups: list[int] = []

    def die_once(requests: Sequence[HttpRequest]) -> None:
        groups.append(len(requests))
        if len(groups) == 2:
            raise RuntimeError("the writer died")

    answers = Counter(ask(BALLOT, times=150, decide=die_once))
    assert answers == {(500, "the writer died"): groups[1], (200, "ballots_0"): 150 - groups[1]}


def test_a_strangers_unreadable_call_harms_nobody_of_its_group(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disk, "_synchronise", lambda _log: None)
    answers = ask(BALLOT, times=100, odd_type=b"application/json; a*=nonsense'x'%41")
    assert Counter(answers) == {(200, "ballots_0"): 100}


def test_who_leaves_meanwhile_holds_up_nobody() -> None:
    async def leave() -> list[int]:
        answered: list[int] = []

        async def answer(questions: Sequence[int]) -> Sequence[int]:
            await asyncio.sleep(0.01)
            answered.extend(questions)
            return questions

        groups = Groups(answer)
        first, gone, last = (asyncio.create_task(groups.ask(number)) for number in range(3))
        await asyncio.sleep(0)
        gone.cancel()
        assert await asyncio.gather(first, last) == [0, 2]
        return answered

    assert asyncio.run(leave()) == [0, 1, 2]


def test_a_ballot_is_answered_once_the_disk_has_it(monkeypatch: pytest.MonkeyPatch) -> None:
    at_the_disk: list[str] = []
    monkeypatch.setattr(disk, "_synchronise", lambda log: at_the_disk.append(threading.current_thread().name))
    assert ask(BALLOT)[0][0] == 200
    assert at_the_disk == ["disk_0"]


def test_a_ballot_that_the_disk_refuses_is_not_acknowledged(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_log: str) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(disk, "_synchronise", full)
    status, body = ask(BALLOT)[0]
    assert (status, "server.disk" in body) == (503, True)


@pytest.mark.parametrize(
    ("headers", "short"),
    [
        ([], True),
        ([(b"content-length", b"20")], True),
        ([(b"content-length", b"999999999")], False),
        ([(b"content-length", b"-1")], False),
        ([(b"transfer-encoding", b"chunked")], False),
    ],
)
def test_what_may_wait_in_memory(headers: list[tuple[bytes, bytes]], short: bool) -> None:
    assert is_short({"headers": headers}) is short


@pytest.mark.django_db
def test_threads_are_ready_before_the_first_call() -> None:
    ready: list[str] = []

    def note() -> None:
        ready.append(threading.current_thread().name)

    hang_bell(note, marks := DirtyMarks())
    try:
        with ThreadPoolExecutor(4, "pages") as pages:
            warm_threads(pages, 4)
            connected = set(pages.map(lambda _: connections["default"].connection is not None, range(40)))
            for closing in [pages.submit(connections.close_all) for _ in range(40)]:
                closing.result()
    finally:
        take_bell(note, marks)
    assert sorted(ready) == ["pages_0", "pages_1", "pages_2", "pages_3"]
    assert connected == {True}


def test_a_thread_without_a_database_does_not_keep_the_server_from_starting(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(*_call: object) -> None:
        raise OperationalError("the server is not there")

    monkeypatch.setattr(connections["default"].__class__, "cursor", refuse)
    with ThreadPoolExecutor(2) as threads:
        warm_threads(threads, 2)
    assert [line.getMessage() for line in caplog.records] == [
        "a thread starts without its database connection (the server is not there)"
    ] * 2


def test_a_process_knows_the_law_and_the_pages_of_a_session_before_its_first_call(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(warming, "rule_pack", lambda: asked.append("law"))
    monkeypatch.setattr(warming, "SHOWN", ("room",))
    monkeypatch.setattr(LanguageLoader, "get_contents", lambda *_place: str(asked.append("page")))  # type: ignore[func-returns-value]
    reset_loaders()
    warm_process()
    with override("vi"):
        get_template("room/deputy.html")
    reset_loaders()
    pages = Path(apps.get_app_config("room").path).glob("templates/room/*.html")
    assert Counter(asked) == {"law": 1, "page": len(list(pages))}
