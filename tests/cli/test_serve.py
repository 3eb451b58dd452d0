"""The server as its operator knows it: a process that answers, streams, refuses in sentences, and goes when told to."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connection

from tests.template import put_migrated

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
STOPS_WITHIN_S = 10.0


def free_port() -> int:
    """A port with a free one after it."""
    while True:
        with socket.socket() as first, socket.socket() as second:
            first.bind(("127.0.0.1", 0))
            port = int(first.getsockname()[1])
            try:
                second.bind(("127.0.0.1", port + 1))
            except (OSError, OverflowError):
                continue
            return port


def environment(folder: Path) -> dict[str, str]:
    """Of a fresh installation; on PostgreSQL of the tests' own database."""
    found = {**os.environ, "NGHITRUONG_DATA": str(folder), "NGHITRUONG_LANG": "en", "PYTHONPATH": str(ROOT)}
    found.pop("DJANGO_SETTINGS_MODULE", None)
    if connection.vendor == "postgresql":
        base = os.environ["NGHITRUONG_DATABASE_URL"].rpartition("/")[0]
        found["NGHITRUONG_DATABASE_URL"] = f"{base}/{connection.settings_dict['NAME']}"
    return found


def command(*words: str) -> list[str]:
    return [sys.executable, "-m", "nghitruong.outer.cli.main", *words]


@contextmanager
def serving(folder: Path, *options: str) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    port = free_port()
    known = environment(folder)
    put_migrated(folder)
    subprocess.run(command("prepare", "--quiet"), env=known, cwd=ROOT, check=True, timeout=120)
    server = subprocess.Popen(command("serve", "--port", str(port), *options), env=known, cwd=ROOT)
    try:
        wait_until_it_answers(port, server)
        yield server, port
    finally:
        if server.poll() is None:
            server.kill()
        server.wait(timeout=10)


def wait_until_it_answers(port: int, server: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until and server.poll() is None:
        try:
            get(port, "/healthz")
            return
        except OSError:
            time.sleep(0.05)
    raise AssertionError(f"the server did not start: {server.poll()}")


def get(port: int, path: str) -> tuple[int, bytes]:
    ask = urllib.request.build_opener(urllib.request.ProxyHandler({})).open
    try:
        with ask(f"http://127.0.0.1:{port}{path}", timeout=10) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()


def stop(server: "subprocess.Popen[bytes]", name: signal.Signals) -> tuple[int, float]:
    started = time.monotonic()
    server.send_signal(name)
    return server.wait(timeout=15), time.monotonic() - started


MAKE_TOKEN = """
import django; django.setup()
from nghitruong.foundation.accounts.actions import issue_token
from tests.cast import account_of, build_cast
cast = build_cast()
print(issue_token(cast.hoa, account_of(cast.hoa), council=cast.council, name="test"))
"""


@pytest.mark.django_db(transaction=True)
def test_open_streams_are_ended_and_do_not_hold_up_the_stop(tmp_path: Path) -> None:
    with serving(tmp_path) as (server, port):
        known = {**environment(tmp_path), "DJANGO_SETTINGS_MODULE": "nghitruong.config.settings"}
        made = subprocess.run([sys.executable, "-c", MAKE_TOKEN], env=known, cwd=ROOT, capture_output=True, check=True)
        request = f"GET /events/?topics=me HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {made.stdout.decode()}"
        with socket.create_connection(("127.0.0.1", port), timeout=10) as stream:
            stream.sendall(request.strip().encode() + b"\r\n\r\n")
            heard = b""
            while b"retry:" not in heard:
                heard += stream.recv(4096)
            code, seconds = stop(server, signal.SIGINT)
            while more := stream.recv(4096):
                heard += more
    assert heard.startswith(b"HTTP/1.1 200")
    # The closing chunk: the browser sees an end and comes back, not a broken line.
    assert heard.endswith(b"0\r\n\r\n")
    assert code == 0
    assert seconds < STOPS_WITHIN_S


@pytest.mark.parametrize("name", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.django_db(transaction=True)
def test_one_process_answers_refuses_and_stops_in_time(tmp_path: Path, name: signal.Signals) -> None:
    with serving(tmp_path) as (server, port):
        status, body = get(port, "/healthz")
        assert (status, json.loads(body)["status"]) == (200, "ok")
        status, body = get(port, "/events/?topics=meeting-3")
        assert (status, json.loads(body)["code"]) == (403, "events.not_allowed")
        assert get(port, "/events/poll/?topics=meeting-3")[0] == 403
        with socket.create_connection(("127.0.0.1", port)):
            # A request that never comes to its end must not hold up the stop either.
            code, seconds = stop(server, name)
    assert code == 0
    assert seconds < STOPS_WITHIN_S


@pytest.mark.django_db(transaction=True)
def test_taken_port_is_a_sentence(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = subprocess.run(
            command("serve", "--port", str(port)),
            env=environment(tmp_path),
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    assert done.returncode == 1
    assert done.stderr.strip().splitlines()[-1] == f"Port {port} is taken; choose another one with --port."


@pytest.mark.skipif(connection.vendor == "postgresql", reason="says something on SQLite only")
def test_several_workers_on_sqlite_are_refused(tmp_path: Path) -> None:
    done = subprocess.run(
        command("serve", "--port", str(free_port()), "--workers", "2"),
        env=environment(tmp_path),
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    assert "need PostgreSQL" in done.stderr


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_page_workers_and_hub_stop_together(tmp_path: Path) -> None:
    with serving(tmp_path, "--workers", "2") as (server, port):
        wait_until_it_answers(port + 1, server)
        assert get(port, "/healthz")[0] == 200
        assert get(port + 1, "/events/?topics=meeting-3")[0] == 403
        children = Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text().split()
        assert len(children) == 2
        code, seconds = stop(server, signal.SIGINT)
    assert code == 0
    assert seconds < STOPS_WITHIN_S
    assert not [child for child in children if Path(f"/proc/{child}").exists()]


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_part_that_dies_takes_the_rest_with_it(tmp_path: Path) -> None:
    with serving(tmp_path, "--workers", "2") as (server, port):
        wait_until_it_answers(port + 1, server)
        children = Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text().split()
        os.kill(int(children[1]), signal.SIGKILL)
        assert server.wait(timeout=10) == 1
    assert not [child for child in children if Path(f"/proc/{child}").exists()]
