"""What a watching machine asks: is the database there, do the streams read on, is the ledger sealed, what is off."""

import ctypes
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection

from nghitruong.engines.officialforms.fonts import locate_fonts
from nghitruong.foundation.audit.queries import unsealed_count
from nghitruong.foundation.events.hub import running_hubs
from nghitruong.foundation.search.queries import index_lag
from nghitruong.kernel.decision import Refusal, RefusedError
from nghitruong.outer.notices.gateways import gateway_for
from nghitruong.outer.notices.matrix import OUTSIDE
from nghitruong.web.words import refusal_sentence

LATEST_READING_S = 5.0
"""A broker reads at the latest every 0.2 s; one that has not for this long is stuck."""

NO_GATEWAY = Refusal("health.no_gateway", "No gateway is set for it (docs/operations/settings.md).")
PDF_LIBRARIES = ("libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0")


@dataclass(frozen=True)
class Off:
    """Something that this machine cannot do or was told not to, and why, as a sentence."""

    what: str
    why: str


def house_health() -> dict[str, Any]:
    """The answer of `/healthz`; `status` is `ok`, `stuck` (streams do not read on) or `down` (no database)."""
    database, unsealed, index = _database()
    hubs = [hub.status() for hub in tuple(running_hubs)]
    lag = max((float(hub["read_s_ago"]) for hub in hubs), default=None)
    return {
        "status": _status(database, lag),
        "version": version("nghitruong"),
        "database": database,
        "outbox_lag_s": lag,
        "streams": sum(int(hub["streams"]) for hub in hubs),
        "unsealed_lines": unsealed,
        "search_lag": index,
        "demo": bool(settings.DEMO),
        "off": [{"what": off.what, "why": off.why} for off in switched_off()],
    }


def switched_off() -> tuple[Off, ...]:
    """What is off on this machine."""
    reason = why_no_pdf()
    found = [Off("pdf", refusal_sentence(reason))] if reason else []
    silent = [channel for channel in OUTSIDE if gateway_for(channel) is None]
    return (*found, *(Off(channel, refusal_sentence(NO_GATEWAY)) for channel in silent))


@lru_cache(maxsize=1)
def why_no_pdf() -> Refusal | None:
    """Looks for fonts and libraries without loading the renderer, which takes two seconds and much memory.

    Asked once a process: they do not come while it runs.
    """
    try:
        locate_fonts()
    except RefusedError as missing:
        return missing.refusal
    for name in PDF_LIBRARIES:
        try:
            ctypes.CDLL(name)
        except OSError as cause:
            return Refusal("health.no_library", "PDF is switched off: %(cause)s.", {"cause": str(cause)})
    return None


def _database() -> tuple[str, int | None, Mapping[str, float | int | None] | None]:
    """The engine, how many lines wait for their seal, how far the search is behind; no engine when it is away."""
    try:
        return connection.vendor, unsealed_count(), index_lag()
    except DatabaseError:
        return "", None, None


def _status(database: str, lag: float | None) -> str:
    if not database:
        return "down"
    return "stuck" if lag is not None and lag > LATEST_READING_S else "ok"
