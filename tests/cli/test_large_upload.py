"""A picture of 200 MB sent to the server itself: a sentence comes back, the memory stays flat, the disk stays empty."""

import http.cookiejar
import re
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from html import unescape
from pathlib import Path

import pytest

from tests.cli.test_serve import ROOT, environment, serving
from tests.portal.test_submitting import SUBMIT, TYPED

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

PIECE = b"\xff\xd8\xff\xe0" + bytes((1 << 20) - 4)
PIECES = 200
MAY_GROW = 48 << 10
"""kB: one picture of 15 MB is held while it arrives, and the process breathes."""
MAKE_COUNCIL = "import django; django.setup()\nfrom tests.cast import build_cast\nbuild_cast()"


class Watch(threading.Thread):
    """The largest resident size of a process, in kB, while it is watched."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.path, self.is_over = Path(f"/proc/{pid}/status"), threading.Event()
        self.first = self.most = self.now()

    def now(self) -> int:
        found = re.search(r"VmRSS:\s+(\d+)", self.path.read_text())
        assert found is not None
        return int(found[1])

    def run(self) -> None:
        while not self.is_over.wait(0.01):
            self.most = max(self.most, self.now())


def send(port: int) -> str:
    """Fill in the first page of the form with a picture of 200 MB, piece by piece; the answer as it came."""
    jar = http.cookiejar.CookieJar()
    handlers = (urllib.request.ProxyHandler({}), urllib.request.HTTPCookieProcessor(jar))
    page = urllib.request.build_opener(*handlers).open(f"http://127.0.0.1:{port}{SUBMIT}").read().decode()
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))
    part = 'Content-Disposition: form-data; name="'
    fields = {**hidden, "text": TYPED["text"], "buoc": "1"}
    head = "".join(f'--X\r\n{part}{name}"\r\n\r\n{value}\r\n' for name, value in fields.items())
    head += f'--X\r\n{part}anh"; filename="anh-lon.jpg"\r\nContent-Type: image/jpeg\r\n\r\n'
    start, end = head.encode(), b"\r\n--X--\r\n"
    length = len(start) + PIECES * len(PIECE) + len(end)
    request = [
        f"POST {SUBMIT} HTTP/1.1",
        f"Host: 127.0.0.1:{port}",
        f"Origin: http://127.0.0.1:{port}",
        "Cookie: " + "; ".join(f"{each.name}={each.value}" for each in jar),
        "Content-Type: multipart/form-data; boundary=X",
        f"Content-Length: {length}",
        "Connection: close",
        "",
        "",
    ]
    with socket.create_connection(("127.0.0.1", port), timeout=60) as line:
        line.sendall("\r\n".join(request).encode() + start)
        for _ in range(PIECES):
            line.sendall(PIECE)
        line.sendall(end)
        answer = b""
        while more := line.recv(65536):
            answer += more
    return unescape(answer.decode())


def test_200_megabytes_are_refused_and_leave_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    passing = tmp_path / "tmp"
    passing.mkdir()
    monkeypatch.setenv("TMPDIR", str(passing))
    with serving(tmp_path / "data") as (server, port):
        known = {**environment(tmp_path / "data"), "DJANGO_SETTINGS_MODULE": "nghitruong.config.settings"}
        subprocess.run([sys.executable, "-c", MAKE_COUNCIL], env=known, cwd=ROOT, capture_output=True, check=True)
        watch = Watch(server.pid)
        watch.start()
        answers = [send(port) for _ in range(3)]
        watch.is_over.set()
        watch.join()
        time.sleep(0.2)
        left = [path for path in tmp_path.rglob("*") if path.is_file() and path.stat().st_size > 12 << 20]
        passed = list(passing.iterdir())
    for answer in answers:
        assert answer.startswith("HTTP/1.1 400")
        assert "anh-lon.jpg lớn hơn 15 MB" in answer
        assert TYPED["text"] in answer
    assert watch.most - watch.first < MAY_GROW
    assert (left, passed) == ([], [])
