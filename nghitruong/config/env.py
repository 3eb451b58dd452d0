"""Readers of the environment that fail loudly, in a sentence that names the variable."""

import os
import secrets
from datetime import time
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

TRUE_WORDS = frozenset({"1", "true", "yes", "on"})
FALSE_WORDS = frozenset({"", "0", "false", "no", "off"})


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default)


def switch(name: str, *, default: bool = False) -> bool:
    """Read an on/off variable; anything but the known words is an error, not a guess."""
    word = os.environ.get(name, "1" if default else "0").strip().lower()
    if word not in TRUE_WORDS | FALSE_WORDS:
        raise ImproperlyConfigured(f"{name} must be one of 1/true/yes/on or 0/false/no/off, not {word!r}")
    return word in TRUE_WORDS


def number(name: str, default: int) -> int:
    raw = os.environ.get(name, str(default))
    if not raw.isascii() or not raw.isdigit():
        raise ImproperlyConfigured(f"{name} must be a whole number, not {raw!r}")
    return int(raw)


def words(name: str, default: str = "") -> list[str]:
    """A comma-separated list, blanks dropped."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def hours(name: str, default: str) -> tuple[time, time]:
    """A span of the day, `21:00-06:30`; it may pass midnight."""
    raw = os.environ.get(name, default)
    try:
        start, end = (time.fromisoformat(part.strip()) for part in raw.split("-"))
    except ValueError:
        raise ImproperlyConfigured(f"{name} must look like 21:00-06:30, not {raw!r}") from None
    return start, end


def web_address(name: str) -> str:
    """An address of the web, or nothing."""
    raw = os.environ.get(name, "").strip()
    if raw and urlsplit(raw).scheme not in ("http", "https"):
        raise ImproperlyConfigured(f"{name} must begin with http:// or https://")
    return raw


def given_secret(name: str) -> str:
    """A secret that somebody else gave out, from NAME or from the file NAME_FILE; empty without either."""
    path = os.environ.get(f"{name}_FILE")
    return Path(path).read_text(encoding="utf-8").strip() if path else os.environ.get(name, "")


def secret(name: str, folder: Path) -> str:
    """A secret from NAME, from the file NAME_FILE, or made once and kept in the data folder, readable by its owner."""
    if value := os.environ.get(name):
        return value
    path = Path(os.environ.get(f"{name}_FILE") or folder / name.lower())
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return path.read_text().strip()
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(50))
    return path.read_text().strip()


def postgresql(url: str, *, is_pooled: bool = False) -> dict[str, object]:
    """Django's settings of a PostgreSQL database from `postgresql://user:password@host:port/name`.

    `is_pooled`: a pooler stands in between, which hands a prepared statement to whoever comes next.
    """
    parts = urlsplit(url)
    if parts.scheme not in ("postgres", "postgresql") or not parts.path.strip("/"):
        raise ImproperlyConfigured("NGHITRUONG_DATABASE_URL must look like postgresql://user:password@host:port/name")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        # Page workers are ordinary threads: a connection a thread, kept, is the cheapest safe pool. Votes lie minutes
        # apart, and a new connection knows no table and no plan: the chair's press would wait 20 ms longer.
        "CONN_MAX_AGE": 3_600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "application_name": "nghitruong",
            # A connection that rests is kept open by the firewalls on its way, and one that was cut is noticed.
            "keepalives_idle": 60,
            "keepalives_interval": 10,
            "keepalives_count": 3,
            # Planned once a connection: a ballot costs the server a third of what it costs with statements as text.
            "server_side_binding": True,
            "prepare_threshold": None if is_pooled else 5,
        },
    }


def sqlite(path: Path) -> dict[str, object]:
    """Django's settings of an SQLite database on which an acknowledged vote survives a power cut."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA mmap_size=134217728;"
                "PRAGMA journal_size_limit=27103364; PRAGMA cache_size=-20000; PRAGMA temp_store=MEMORY;"
            ),
        },
        "TEST": {"NAME": str(path.with_name("test.sqlite3"))},
    }
