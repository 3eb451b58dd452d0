"""The crossing from the loop to the threads: which thread answers, and that no ballot is answered before the disk."""

import asyncio
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from nghitruong.config.bridge import ShortCalls, is_short
from nghitruong.foundation.verbs import disk
from nghitruong.foundation.verbs.disk import reach_disk

BALLOT = "/api/v1/polls/7/ballot"


def told_thread(environ: dict[str, Any], start: Callable[..., object]) -> Iterable[bytes]:
    """Commits something, and answers the thread it ran in."""
    reach_disk("log")
    start("200 OK", [("Content-Type", "text/plain")])
    return [threading.current_thread().name.encode()]


def ask(path: str, *, times: int = 1, method: str = "POST") -> list[tuple[int, str]]:
    """The status and body of as many calls at once."""

    async def call(calls: ShortCalls) -> tuple[int, str]:
        said: list[Any] = []

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": b"{}"}

        async def send(message: Any) -> None:
            said.append(message)

        scope = {"type": "http", "method": method, "path": path, "query_string": b"", "headers": [], "root_path": ""}
        await calls({"http_version": "1.1", "server": ("127.0.0.1", 80), **scope}, receive, send)
        return said[0]["status"], b"".join(message.get("body", b"") for message in said).decode()

    async def all_calls() -> list[tuple[int, str]]:
        with ThreadPoolExecutor(4, "pages") as pages:
            calls = ShortCalls(told_thread, pages)
            answers = await asyncio.gather(*(call(calls) for _ in range(times)))
            calls.stop()
            return list(answers)

    return asyncio.run(all_calls())


def test_ballots_have_a_thread_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disk, "_synchronise", lambda _log: None)
    assert {body for _, body in ask(BALLOT, times=20)} == {"ballots_0"}
    assert ask("/phong-hop/bieu-quyet/7/")[0][1] == "ballots_0"
    assert ask(BALLOT, method="GET")[0][1].startswith("pages")
    assert ask("/api/v1/polls/7/close")[0][1].startswith("pages")


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
