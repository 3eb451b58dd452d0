"""Files by their content: whole or not at all, whatever the disk and the line do."""

import errno
import os
import threading
import time
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

import pytest
from django.test import RequestFactory

from nghitruong.foundation.documents import storage, uploads
from nghitruong.foundation.documents.models import Document, StoredFile
from nghitruong.foundation.documents.storage import Receiver, is_whole, keep, open_kept, path_of, receive
from nghitruong.kernel.decision import ALLOWED, RefusedError
from tests.cast import Cast, signed_in
from tests.documents.conftest import Desk, files_in
from tests.documents.papers import docx

DIGEST = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
"""Of "abc", as the standard gives it."""


class FullDisk(BytesIO):
    """Takes so many bytes, then no more; what fails says at which step."""

    def __init__(self, path: Path, room: int, step: str = "write") -> None:
        super().__init__()
        self._file = path.open("xb")
        self._room, self._step = room, step

    def write(self, data: Any) -> int:
        if self._step == "write" and self.tell() + len(data) > self._room:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        self._file.write(data)
        return super().write(data)

    def flush(self) -> None:
        if self._step == "flush":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def fileno(self) -> int:
        return self._file.fileno()

    def close(self) -> None:
        self._file.close()
        super().close()


@pytest.fixture(params=["write", "flush"])
def full_disk(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storage, "open_for_writing", lambda path: FullDisk(path, 2_000, request.param))


def test_a_file_is_kept_under_the_hash_of_its_bytes(root: Path) -> None:
    incoming = receive(BytesIO(b"abc"))
    assert (incoming.digest, incoming.size) == (DIGEST, 3)
    assert [path.parent.name for path in files_in(root)] == ["incoming"]
    keep(incoming)
    assert files_in(root) == [root / "ba" / DIGEST]
    with open_kept(DIGEST) as file:
        assert file.read() == b"abc"


def test_keeping_the_same_bytes_again_leaves_the_first(root: Path) -> None:
    keep(receive(BytesIO(b"abc")))
    written = path_of(DIGEST).stat().st_mtime_ns
    keep(receive(BytesIO(b"abc")))
    assert [path.stat().st_mtime_ns for path in files_in(root)] == [written]


def test_a_large_file_never_stands_in_memory(root: Path) -> None:
    class Endless(BytesIO):
        largest = 0

        def read(self, size: int | None = -1) -> bytes:
            self.largest = max(self.largest, size or 0)
            return super().read(size)

    source = Endless(b"a" * (5 * storage.CHUNK + 1))
    incoming = receive(source)
    assert (incoming.size, source.largest) == (5 * storage.CHUNK + 1, storage.CHUNK)
    incoming.drop()


@pytest.mark.usefixtures("full_disk")
def test_a_full_disk_leaves_nothing_and_says_one_sentence(root: Path) -> None:
    with pytest.raises(RefusedError) as refused:
        receive(BytesIO(b"a" * 5_000))
    assert refused.value.refusal.code == "documents.no_room"
    assert files_in(root) == []


@pytest.mark.usefixtures("full_disk")
def test_a_full_disk_at_the_page(cast: Cast, root: Path) -> None:
    answer = post_file(signed_in(cast.minh), b"a" * 5_000)
    assert answer.status_code == 400
    assert answer.json()["refusals"][0]["code"] == "documents.no_room"
    assert "Máy chủ hết chỗ" in answer.json()["refusals"][0]["detail"]
    assert (Document.objects.count(), StoredFile.objects.count(), files_in(root)) == (0, 0, [])


def test_a_disk_that_is_full_when_the_file_is_kept(
    cast: Cast, desk: Desk, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload = desk.take(docx("a"))

    def full(_path: Path, _target: Path) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(RefusedError) as refused:
        keep(upload.incoming)
    assert refused.value.refusal.code == "documents.no_room"
    assert not path_of(upload.incoming.digest).exists()


def test_another_fault_of_the_disk_is_no_refusal(monkeypatch: pytest.MonkeyPatch, root: Path) -> None:
    def broken(path: Path) -> BinaryIO:
        file = FullDisk(path, 0)
        monkeypatch.setattr(file, "write", lambda _data: (_ for _ in ()).throw(OSError(errno.EIO, "broken")))
        return file

    monkeypatch.setattr(storage, "open_for_writing", broken)
    with pytest.raises(OSError, match="broken"):
        receive(BytesIO(b"a"))
    assert files_in(root) == []


def test_files_leave_room_for_the_ledger(settings: Any, root: Path) -> None:
    settings.DOCUMENTS_RESERVE = 1 << 62
    with pytest.raises(RefusedError) as refused:
        Receiver()
    assert refused.value.refusal.code == "documents.no_room"
    assert files_in(root) == []


def test_what_grows_too_large_is_stopped_while_it_arrives(root: Path) -> None:
    receiver = Receiver(limit=3 << 20)
    with pytest.raises(RefusedError) as refused:
        for _ in range(100):
            receiver.write(b"a" * (1 << 20))
    assert (refused.value.refusal.code, refused.value.refusal.values) == ("documents.too_large_to_take", {"most": 3})
    assert files_in(root) == []


def test_a_file_that_ends_early_is_refused(root: Path) -> None:
    receiver = Receiver()
    receiver.write(b"ab")
    with pytest.raises(RefusedError) as refused:
        receiver.finish(expected=3)
    assert refused.value.refusal.code == "documents.cut_off"
    assert files_in(root) == []


def test_a_kept_file_that_was_changed_is_seen(root: Path) -> None:
    keep(receive(BytesIO(b"abc")))
    assert is_whole(DIGEST)
    path_of(DIGEST).write_bytes(b"abd")
    assert not is_whole(DIGEST)
    path_of(DIGEST).unlink()
    assert not is_whole(DIGEST)


def test_only_old_leftovers_are_cleared_away(root: Path) -> None:
    old, young = receive(BytesIO(b"old")), receive(BytesIO(b"young"))
    yesterday = time.time() - 2 * 86_400
    os.utime(old.path, (yesterday, yesterday))
    kept = receive(BytesIO(b"abc"))
    keep(kept)
    assert storage.remove_leftovers() == 1
    assert sorted(files_in(root)) == sorted([young.path, path_of(DIGEST)])
    assert storage.remove_leftovers(timedelta(seconds=-1)) == 1


def test_many_who_keep_the_same_bytes_at_once_keep_one_file(root: Path) -> None:
    waiting = [receive(BytesIO(b"abc")) for _ in range(8)]
    faults: list[Exception] = []

    def keep_one(place: int) -> None:
        try:
            keep(waiting[place])
        except Exception as fault:
            faults.append(fault)

    threads = [threading.Thread(target=keep_one, args=(place,)) for place in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)
    assert (faults, files_in(root), is_whole(DIGEST)) == ([], [path_of(DIGEST)], True)


# The line.

URLENCODED = "application/x-www-form-urlencoded"


def multipart(data: bytes, name: str = "a.txt") -> tuple[bytes, str]:
    mark = "nga-ba-song"
    fields = "".join(
        f'--{mark}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'
        for key, value in {"kind": "other", "access": "council", "not_secret": "on"}.items()
    )
    head = f'--{mark}\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n\r\n'
    body = fields.encode() + head.encode() + data + f"\r\n--{mark}--\r\n".encode()
    return body, f"multipart/form-data; boundary={mark}"


def post_file(client: Any, data: bytes, *, missing: int = 0) -> Any:
    """Send a file; with `missing` the line breaks so many bytes before the end that was promised."""
    body, kind = multipart(data)
    more = {"wsgi.input": BytesIO(body[: len(body) - missing]), "CONTENT_LENGTH": str(len(body))} if missing else {}
    return client.post("/tai-lieu/nap/", data=body, content_type=kind, headers={"Accept": "application/json"}, **more)


@pytest.mark.parametrize("missing", [4, 200, 4_000])
def test_a_line_that_breaks_leaves_nothing(cast: Cast, root: Path, missing: int) -> None:
    answer = post_file(signed_in(cast.minh), b"a" * 5_000, missing=missing)
    assert (answer.status_code, answer.json()["code"]) == (409, "documents.cut_off")
    assert "Mất kết nối" in answer.json()["detail"]
    assert (Document.objects.count(), files_in(root)) == (0, [])


def test_a_line_that_fails_aloud_leaves_nothing_either(cast: Cast, root: Path) -> None:
    class Broken(BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            if self.tell() > 2_000:
                raise ConnectionResetError
            return super().read(min(size or 0, 500))

    body, kind = multipart(b"a" * 5_000)
    request = RequestFactory().post("/tai-lieu/nap/", data=body, content_type=kind)
    request._stream._read = Broken(body).read  # type: ignore[attr-defined]
    request.actor = cast.minh  # type: ignore[attr-defined]
    page = uploads.receiving(lambda _request: ALLOWED)(lambda _request: pytest.fail("nothing arrived"))
    with pytest.raises(RefusedError) as refused:
        page(request)
    assert refused.value.refusal.code == "documents.cut_off"
    assert files_in(root) == []


def test_a_form_that_is_no_multipart_brings_no_file_and_is_no_fault(cast: Cast, root: Path) -> None:
    answer = signed_in(cast.minh).post("/tai-lieu/nap/", data="kind=other", content_type=URLENCODED)
    assert answer.status_code < 500
    assert files_in(root) == []


def test_a_file_beyond_every_limit_does_not_stop_the_others(cast: Cast, root: Path, settings: Any) -> None:
    settings.DOCUMENT_LIMITS = dict.fromkeys(settings.DOCUMENT_LIMITS, 1 << 20)
    answer = post_file(signed_in(cast.minh), b"a" * ((1 << 20) + 1))
    assert answer.json()["refusals"][0]["code"] == "documents.too_large_to_take"
    assert files_in(root) == []
