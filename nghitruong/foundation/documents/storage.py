"""Files by their content: written beside their place, made durable, then moved into it in one step.

    DOCUMENTS_ROOT/incoming/…       what is still being received
    DOCUMENTS_ROOT/ab/ab12…         what is kept, under its SHA-256

A file either stands whole under its name or not at all: a full disk, a cut line or a killed process leaves at most
something in `incoming`, which `remove_leftovers` clears away. The same bytes are kept once, whoever sends them.
"""

import errno
import hashlib
import os
import secrets
import shutil
from dataclasses import dataclass
from datetime import timedelta
from io import BufferedReader
from pathlib import Path
from time import time
from typing import IO, BinaryIO

from django.conf import settings

from nghitruong.foundation.documents.rules import CUT_OFF, NO_ROOM, TOO_LARGE_TO_TAKE, naming
from nghitruong.kernel.decision import RefusedError

CHUNK = 1 << 20
OLD_ENOUGH = timedelta(days=1)
_INCOMING = "incoming"
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


@dataclass(frozen=True)
class Incoming:
    """A file that arrived whole and waits to be kept: its bytes are on the disk, nothing points to them yet."""

    path: Path
    digest: str
    size: int

    def drop(self) -> None:
        """Remove it; does nothing when it was kept."""
        self.path.unlink(missing_ok=True)


class Receiver:
    """Takes a file piece by piece. After `finish`, `abort` or a refusal nothing is left open."""

    def __init__(self, *, limit: int | None = None) -> None:
        """`limit` in bytes: what grows beyond it is refused while it still arrives. Raises RefusedError: no room."""
        _ensure_room()
        self._limit = limit
        self._hash = hashlib.sha256()
        self._size = 0
        self._path = _folder(_INCOMING) / secrets.token_hex(16)
        self._file = open_for_writing(self._path)

    def write(self, chunk: bytes) -> None:
        """Take the next piece. Raises RefusedError: no room on the disk, larger than anything that is taken."""
        self._size += len(chunk)
        if self._limit is not None and self._size > self._limit:
            self.abort()
            raise RefusedError(naming(TOO_LARGE_TO_TAKE, most=self._limit >> 20))
        self._hash.update(chunk)
        try:
            self._file.write(chunk)
        except OSError as error:
            self._give_up(error)

    def finish(self, *, expected: int | None = None) -> Incoming:
        """Make it durable. Raises RefusedError: cut off before `expected` bytes, no room on the disk."""
        if expected is not None and expected != self._size:
            self.abort()
            raise RefusedError(CUT_OFF)
        try:
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()
        except OSError as error:
            self._give_up(error)
        return Incoming(self._path, self._hash.hexdigest(), self._size)

    def abort(self) -> None:
        """Forget what arrived."""
        try:
            self._file.close()
        except OSError:
            # Closing flushes, which a full disk refuses once more; the file goes away in any case.
            self._file.raw.close() if hasattr(self._file, "raw") else None
        self._path.unlink(missing_ok=True)

    def _give_up(self, error: OSError) -> None:
        self.abort()
        if error.errno in _FULL:
            raise RefusedError(NO_ROOM) from error
        raise error


def receive(source: IO[bytes], *, limit: int | None = None) -> Incoming:
    """Take a whole file from something open, piece by piece, however large. Raises RefusedError as Receiver does."""
    receiver = Receiver(limit=limit)
    try:
        while chunk := source.read(CHUNK):
            receiver.write(chunk)
        return receiver.finish()
    except BaseException:
        receiver.abort()
        raise


def keep(incoming: Incoming) -> None:
    """Move the file to its place in one step, durably; the same bytes that are there already stay as they are.

    Called inside the verb, before its rows: a row never names a file that is not there. When the verb fails
    afterwards the file stays without a row, which harms nobody and is found again under the same name.
    """
    place = path_of(incoming.digest)
    if place.exists():
        incoming.drop()
        return
    try:
        _folder(place.parent.name)
        incoming.path.replace(place)
        _sync_folder(place.parent)
    except OSError as error:
        if error.errno in _FULL:
            raise RefusedError(NO_ROOM) from error
        raise


def open_kept(digest: str) -> BufferedReader:
    """The kept file, open for reading. Raises FileNotFoundError for one that is gone: a damage, never a state."""
    return path_of(digest).open("rb")


def is_whole(digest: str) -> bool:
    """Whether the kept file still has the bytes that its name promises; reads all of it."""
    try:
        with open_kept(digest) as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == digest
    except FileNotFoundError:
        return False


def path_of(digest: str) -> Path:
    """Where a file with this digest stands, or will."""
    return Path(settings.DOCUMENTS_ROOT) / digest[:2] / digest


def remove_leftovers(older_than: timedelta = OLD_ENOUGH) -> int:
    """Clear away what was never finished, once nobody can still be sending it; how many files it was."""
    edge = time() - older_than.total_seconds()
    old = [path for path in _folder(_INCOMING).iterdir() if path.stat().st_mtime < edge]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)


def open_for_writing(path: Path) -> BinaryIO:
    """The file that a receiver writes to; tests put a full disk in its place."""
    return path.open("xb")


def _ensure_room() -> None:
    """Uploads leave a reserve: the ledger and the votes are written to the same disk."""
    if shutil.disk_usage(_folder(_INCOMING)).free < settings.DOCUMENTS_RESERVE:
        raise RefusedError(NO_ROOM)


def _folder(name: str) -> Path:
    folder = Path(settings.DOCUMENTS_ROOT) / name
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
