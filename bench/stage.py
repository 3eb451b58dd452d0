"""A council in session on a server of its own, for whoever measures it from outside.

    with Stage("one-process", deputies=500, polls=20) as stage:
        stage.pages, stage.streams, stage.facts["polls"], stage.stream_process

Its data are built in a process of their own (bench/stage_data.py), so that one bench may stand on several databases.
"""

import json
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterable
from contextlib import closing, suppress
from pathlib import Path
from types import TracebackType
from typing import Any

import psycopg

ROOT = Path(__file__).resolve().parents[1]
PATIENCE_S = 180.0
BUILD = "import django; django.setup(); from bench.stage_data import main; main()"
LAYOUTS = {
    "one-process": ("sqlite", 0),
    "one-process-postgresql": ("postgresql", 0),
    "workers-2+hub": ("postgresql", 2),
}


class Stage:
    """One layout of servers with its data; everything goes away at the end."""

    def __init__(self, layout: str, *, deputies: int, polls: int) -> None:
        self.layout = layout
        self.database, self._workers = LAYOUTS[layout]
        self._folder = Path(tempfile.mkdtemp(prefix="nghitruong-bench-"))
        self._port = free_ports(2)
        self._environment = {
            **os.environ,
            "NGHITRUONG_DATA": str(self._folder),
            "NGHITRUONG_DEMO": "1",
            "DJANGO_SETTINGS_MODULE": "nghitruong.config.settings",
            "NGHITRUONG_LOG_LEVEL": "ERROR",
            "PYTHONPATH": str(ROOT),
        }
        self._environment.pop("NGHITRUONG_DATABASE_URL", None)
        self._made_database = ""
        if self.database == "postgresql":
            self._environment["NGHITRUONG_DATABASE_URL"] = self._create_database()
        self._counts = (str(deputies), str(polls))
        self._server: subprocess.Popen[bytes] | None = None
        self.facts: dict[str, Any] = {}

    @property
    def pages(self) -> int:
        """The port that answers pages and the API, on 127.0.0.1."""
        return self._port

    @property
    def streams(self) -> int:
        return self._port + 1 if self._workers else self._port

    @property
    def stream_process(self) -> int:
        """The process that holds the streams."""
        assert self._server
        if not self._workers:
            return self._server.pid
        children = Path(f"/proc/{self._server.pid}/task/{self._server.pid}/children").read_text().split()
        return next(int(child) for child in children if "--no-loops" in Path(f"/proc/{child}/cmdline").read_text())

    def __enter__(self) -> "Stage":
        try:
            self._run("-m", "nghitruong.outer.cli.main", "prepare", "--quiet")
            self.facts = json.loads(self._run("-c", BUILD, *self._counts))
            self.start()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def moment_of(self, topic: str) -> float:
        """When the topic's last event was written, shortly before its commit: seconds since 1970."""
        code = (
            "import django; django.setup()\n"
            "from nghitruong.foundation.events.models import Event\n"
            f"print(Event.objects.filter(topic={topic!r}).latest('id').at.timestamp())"
        )
        return float(self._run("-c", code))

    @property
    def database_url(self) -> str:
        """The address of its PostgreSQL database, empty on SQLite."""
        return self._environment.get("NGHITRUONG_DATABASE_URL", "")

    def read(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        """Rows straight from the tables, whatever the server says of them; `{}` stands for a value."""
        if self.database_url:
            with psycopg.connect(self.database_url) as connection:
                return connection.execute(statement.replace("{}", "%s").encode(), values).fetchall()
        with closing(sqlite3.connect(self._folder / "nghitruong.sqlite3", timeout=20)) as file:
            return file.execute(statement.replace("{}", "?"), values).fetchall()

    def processes(self) -> list[int]:
        """The server and whatever it has started."""
        assert self._server
        found = [self._server.pid]
        for process in found:
            with suppress(FileNotFoundError):
                found += map(int, Path(f"/proc/{process}/task/{process}/children").read_text().split())
        return found

    def database_processes(self) -> list[int]:
        """The database server's processes for this stage, where it runs on this machine; none on SQLite."""
        if not self.database_url:
            return []
        # Neither the one that answers this nor the database's own housekeeping, which come and go.
        found = self.read(
            "SELECT pid FROM pg_stat_activity WHERE datname = current_database()"
            " AND backend_type = 'client backend' AND pid <> pg_backend_pid()"
        )
        return [process for (process,) in found if Path(f"/proc/{process}").exists()]

    def kill(self) -> None:
        """Take the power away from every process of the server at once (signal 9)."""
        assert self._server
        for process in self.processes():
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        self._server.wait()

    def run(self, *arguments: str) -> str:
        """What a command of the product prints on this stage's data; raises SystemExit when it fails."""
        return self._run("-m", "nghitruong.outer.cli.main", *arguments)

    def close(self) -> None:
        if self._server is not None and self._server.poll() is None:
            self._server.send_signal(signal.SIGINT)
            try:
                self._server.wait(timeout=10)
            except subprocess.TimeoutExpired:
                self._server.kill()
                self._server.wait()
        if self._made_database:
            self._administer(f'DROP DATABASE "{self._made_database}" WITH (FORCE)')
        shutil.rmtree(self._folder, ignore_errors=True)

    def start(self) -> None:
        """Start the servers, also anew after kill()."""
        command = [sys.executable, "-m", "nghitruong.outer.cli.main", "serve", "--port", str(self._port)]
        if self._workers:
            command += ["--workers", str(self._workers)]
        self._server = subprocess.Popen(command, cwd=ROOT, env=self._environment, stderr=subprocess.DEVNULL)
        for port in {self.pages, self.streams}:
            wait_for(f"http://127.0.0.1:{port}/healthz", self._server)

    def _run(self, *arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, *arguments], cwd=ROOT, env=self._environment, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise SystemExit(f"{' '.join(arguments[:3])} failed:\n{done.stderr}")
        return done.stdout

    def _create_database(self) -> str:
        address = os.environ.get("NGHITRUONG_BENCH_POSTGRESQL_URL")
        if not address:
            raise SystemExit("NGHITRUONG_BENCH_POSTGRESQL_URL names no PostgreSQL server; script/bench starts one")
        self._made_database = f"bench_{os.getpid()}_{self._port}"
        self._administer(f'CREATE DATABASE "{self._made_database}"')
        return address.rpartition("/")[0] + "/" + self._made_database

    def _administer(self, statement: str) -> None:
        with psycopg.connect(os.environ["NGHITRUONG_BENCH_POSTGRESQL_URL"], autocommit=True) as administrator:
            administrator.execute(statement.encode())


def cpu_seconds(processes: Iterable[int]) -> float:
    """Processor time that these processes have used so far, in their own code and in the kernel."""
    ticks = 0
    for process in processes:
        with suppress(FileNotFoundError):
            fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
            ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def free_ports(count: int) -> int:
    """The first of so many free ports in a row, below those that the system gives to clients.

    Among those, a client that asks for a server not started yet may be given its very port, and talk to itself.
    """
    for port in range(10_000 + os.getpid() % 20_000, 32_000):
        if all(is_free(port + n) for n in range(count)):
            return port
    raise SystemExit("no free ports")


def is_free(port: int) -> bool:
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def wait_for(address: str, server: "subprocess.Popen[bytes]") -> None:
    """Until the server answers; a machine without a proxy in between."""
    ask = urllib.request.build_opener(urllib.request.ProxyHandler({})).open
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until:
        if server.poll() is not None:
            raise SystemExit(f"the server ended by itself with {server.returncode}")
        try:
            ask(address, timeout=5).close()
            return
        except OSError:
            time.sleep(0.05)
    raise SystemExit(f"{address} did not answer within {PATIENCE_S:.0f} s")
