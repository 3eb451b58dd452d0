"""A calendar that other programs subscribe to (RFC 5545): days and places, nothing that is not for everybody's eyes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.conf import settings

WIDTH = 73
"""Octets a line; the next one begins with a space, and a letter of Vietnamese is up to three."""


@dataclass(frozen=True)
class Entry:
    """A moment or a day. `uid` is the same for ever, so that a change replaces what was there."""

    uid: str
    title: str
    changed_at: datetime
    start: datetime | date
    end: datetime | None = None
    place: str = ""
    url: str = ""
    is_cancelled: bool = False


def calendar(name: str, entries: Iterable[Entry]) -> str:
    """The whole file."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Nghi Truong//VI",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_escaped(name)}",
    ]
    lines += ["REFRESH-INTERVAL;VALUE=DURATION:PT1H"]
    for entry in entries:
        lines += _entry(entry)
    return "".join(f"{folded}\r\n" for line in [*lines, "END:VCALENDAR"] for folded in _folded(line))


def _entry(entry: Entry) -> list[str]:
    lines = ["BEGIN:VEVENT", f"UID:{entry.uid}@{settings.EMAIL_MESSAGE_HOST}", f"DTSTAMP:{_moment(entry.changed_at)}"]
    if isinstance(entry.start, datetime):
        lines.append(f"DTSTART:{_moment(entry.start)}")
        lines += [f"DTEND:{_moment(entry.end)}"] if entry.end else []
    else:
        lines.append(f"DTSTART;VALUE=DATE:{entry.start:%Y%m%d}")
    lines.append(f"SUMMARY:{_escaped(entry.title)}")
    lines += [f"LOCATION:{_escaped(entry.place)}"] if entry.place else []
    lines += [f"URL:{entry.url}"] if entry.url else []
    lines.append(f"STATUS:{'CANCELLED' if entry.is_cancelled else 'CONFIRMED'}")
    if isinstance(entry.start, datetime) and not entry.is_cancelled:
        lines += [*_alarm("-P1D", entry.title), *_alarm("-PT1H", entry.title)]
    return [*lines, "END:VEVENT"]


def _alarm(before: str, title: str) -> list[str]:
    return ["BEGIN:VALARM", "ACTION:DISPLAY", f"TRIGGER:{before}", f"DESCRIPTION:{_escaped(title)}", "END:VALARM"]


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _escaped(text: str) -> str:
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return " ".join(text.split("\n"))


def _folded(line: str) -> list[str]:
    """The line in pieces of at most 75 octets, never within a letter."""
    pieces, piece, size = [], "", 0
    for letter in line:
        weight = len(letter.encode())
        if size + weight > WIDTH:
            pieces.append(piece)
            piece, size = " ", 1
        piece += letter
        size += weight
    return [*pieces, piece]
