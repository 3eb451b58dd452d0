"""`nghitruong serve`: pages, streams and everything that repeats, under one command.

One process by default. With `--workers N` (PostgreSQL): N page workers on PORT and a process for streams on PORT + 1;
the front server sends `/events/` there and everything else to PORT (docs/operations/layouts.md).
"""

import argparse
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from gettext import gettext as _
from types import FrameType

import uvicorn
from django.db import connection

from nghitruong.foundation.accounts.checks import refuse_demo_on_real_councils
from nghitruong.foundation.events.hub import running_hubs
from nghitruong.foundation.verbs.loops import LoopRunner
from nghitruong.outer.cli.output import FailedError, tell

HELP = "Serve pages and live streams; Ctrl+C stops everything."
NEEDS_DATABASE = True

APPLICATION = "nghitruong.config.asgi:application"
PAGES = "nghitruong.config.asgi:page_worker"
GRACE_S = 2
LOOK_S = 0.2
SWITCH_S = 0.001
"""How long a page may compute while the streams' thread waits: the interpreter's own 5 ms would be felt in the hall."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", help=_("address to listen on (127.0.0.1)"))
    parser.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")), help=_("port (8000, or PORT)"))
    parser.add_argument(
        "--workers",
        type=int,
        default=0,
        metavar="N",
        help=_("N page workers, and streams on the next port (PostgreSQL)"),
    )
    parser.add_argument("--no-loops", action="store_true", help=_("do not seal or prune in this process"))


def run(options: argparse.Namespace) -> int:
    """Serve until a signal comes. Answers 1 when a part of the house stopped by itself."""
    refuse_demo_on_real_councils()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, _interrupt)
    loops = LoopRunner()
    if not options.no_loops:
        loops.start()
    try:
        code = _serve(options)
    except KeyboardInterrupt:
        code = 0
    finally:
        loops.stop()
    _leave_hanging_threads(code)
    return code


def _serve(options: argparse.Namespace) -> int:
    if options.workers:
        return _serve_in_parts(options.host, options.port, options.workers)
    return _serve_in_one(options.host, options.port)


class HouseServer(uvicorn.Server):
    """A server that ends the streams before it waits for the last answers: by themselves they would never end."""

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        for hub in tuple(running_hubs):
            hub.close_streams()
        await super().shutdown(sockets)


def _serve_in_one(host: str, port: int) -> int:
    config = uvicorn.Config(
        APPLICATION,
        host=host,
        port=port,
        lifespan="on",
        ws="none",
        access_log=False,
        # What a proxy says of the client is read where it is asked for, and only where there is said to be one.
        proxy_headers=False,
        server_header=False,
        log_config=None,
        timeout_graceful_shutdown=GRACE_S,
    )
    _refuse_taken(host, port)
    sys.setswitchinterval(SWITCH_S)
    server = HouseServer(config)
    _say_when_ready(server, f"http://{host}:{port}")
    server.run()
    return 0 if server.started else 1


def _serve_in_parts(host: str, port: int, workers: int) -> int:
    if connection.vendor != "postgresql":
        raise FailedError(
            _("Several page workers need PostgreSQL: SQLite has one writer, and its fair order is kept in one process.")
        )
    for taken in (port, port + 1):
        _refuse_taken(host, taken)
    connection.close()
    parts = [
        subprocess.Popen(_pages_command(host, port, workers)),
        subprocess.Popen(_streams_command(host, port + 1)),
    ]
    places = {"host": host, "port": port, "streams": port + 1}
    tell(_("Pages on http://%(host)s:%(port)s, streams on port %(streams)s.") % places)
    try:
        while all(part.poll() is None for part in parts):
            time.sleep(LOOK_S)
        tell(_("A part of the server stopped by itself; the rest is stopped too."))
        return 1
    finally:
        _stop_parts(parts)


def _pages_command(host: str, port: int, workers: int) -> list[str]:
    command = [sys.executable, "-m", "granian", PAGES, "--interface", "asgi", "--host", host, "--port", str(port)]
    command += ["--workers", str(workers), "--no-ws", "--http", "1"]
    return [*command, "--workers-kill-timeout", str(GRACE_S), "--log-level", "warning"]


def _streams_command(host: str, port: int) -> list[str]:
    command = [sys.executable, "-m", "nghitruong.outer.cli.main", "serve", "--no-loops"]
    return [*command, "--host", host, "--port", str(port)]


def _stop_parts(parts: list[subprocess.Popen[bytes]]) -> None:
    deadline = time.monotonic() + GRACE_S + 0.5
    for part in parts:
        part.terminate()
    for part in parts:
        try:
            part.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            part.kill()
            part.wait()


def _refuse_taken(host: str, port: int) -> None:
    """The server's own words about a taken port are a log line; ours is a sentence, before anything is started."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError:
            raise FailedError(_("Port %(port)s is taken; choose another one with --port.") % {"port": port}) from None


def _say_when_ready(server: uvicorn.Server, address: str) -> None:
    def watch() -> None:
        while not server.started and not server.should_exit:
            time.sleep(0.02)
        if server.started:
            tell(_("Serving on %(address)s; Ctrl+C stops.") % {"address": address})

    threading.Thread(target=watch, daemon=True).start()


def _leave_hanging_threads(code: int) -> None:
    """A request that hangs must not keep the command alive: the interpreter would wait for its thread without end."""
    deadline = time.monotonic() + 0.5
    others = [thread for thread in threading.enumerate() if thread is not threading.main_thread()]
    hanging = [thread for thread in others if not thread.daemon]
    for thread in hanging:
        thread.join(max(0.0, deadline - time.monotonic()))
    if any(thread.is_alive() for thread in hanging):
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
