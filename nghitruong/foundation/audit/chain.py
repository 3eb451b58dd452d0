"""How a line and a link are hashed. Pure, so that an auditor can recompute a ledger with nothing else."""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

GENESIS = "0" * 64
LINE_FIELDS = (
    "council_id",
    "at",
    "verb",
    "actor_account_id",
    "actor_person_id",
    "actor_name",
    "subject_kind",
    "subject_id",
    "facts",
    "refusal",
)


_encode = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode


def canonical(content: Mapping[str, Any]) -> bytes:
    """One byte form of a JSON value: sorted keys, no spaces, UTF-8."""
    return _encode(content).encode()


def hash_line(line: Any) -> str:
    """The hash of a stored line, over every recorded field."""
    return hash_content({name: getattr(line, name) for name in LINE_FIELDS})


def hash_content(content: Mapping[str, Any]) -> str:
    """SHA-256 over all of LINE_FIELDS; the moment in UTC to the microsecond, as both databases keep it."""
    moment: datetime = content["at"]
    at = moment.astimezone(UTC).isoformat(timespec="microseconds")
    return hashlib.sha256(canonical({**content, "at": at})).hexdigest()


def hash_seal(council_id: int, seq: int, previous: str, line_id: int, line_hash: str) -> str:
    """SHA-256 over one link and, through `previous`, over everything before it."""
    link = f"{council_id}:{seq}:{previous}:{line_id}:{line_hash}"
    return hashlib.sha256(link.encode()).hexdigest()
