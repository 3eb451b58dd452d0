"""A question asked in a process and on a database of its own, SQLite first, then PostgreSQL where there is one."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import psycopg

ROOT = Path(__file__).resolve().parents[1]


def ask_alone(module: str, wanted: Sequence[str]) -> None:
    """Run `python -m MODULE WANTED…` on an empty prepared database of each kind; both go away afterwards."""
    measure(module, wanted, {})
    if address := os.environ.get("NGHITRUONG_BENCH_POSTGRESQL_URL"):
        name = module.replace(".", "_")
        with psycopg.connect(address, autocommit=True) as server:
            server.execute(f"DROP DATABASE IF EXISTS {name}")
            server.execute(f"CREATE DATABASE {name}")
            try:
                measure(module, wanted, {"NGHITRUONG_DATABASE_URL": f"{address.rpartition('/')[0]}/{name}"})
            finally:
                server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def measure(module: str, wanted: Sequence[str], environment: dict[str, str]) -> None:
    """In a process of its own, on a database that goes away."""
    folder = tempfile.mkdtemp(prefix="nghitruong-bench-")
    surroundings = {
        **os.environ,
        "NGHITRUONG_DATA": folder,
        "NGHITRUONG_LOG_LEVEL": "ERROR",
        "DJANGO_SETTINGS_MODULE": "nghitruong.config.settings",
        "PYTHONPATH": str(ROOT),
        **environment,
    }
    try:
        command = [sys.executable, "-m", "nghitruong.outer.cli.main", "prepare"]
        subprocess.run(command, env=surroundings, check=True, capture_output=True, cwd=ROOT)
        subprocess.run([sys.executable, "-m", module, *wanted], env=surroundings, check=True, cwd=ROOT)
    finally:
        shutil.rmtree(folder)
