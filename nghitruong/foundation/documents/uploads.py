"""A file on its way in: received, looked into, its text read, its stamps found; nothing is kept before a verb says so.

    @office
    @receiving(lambda request: may(request.actor, "documents.add_document"))
    def take_papers(request):
        for upload in request.arrival.uploads: add_document(request.actor, …, upload=upload)

    with taken_in(path.read_bytes(), "Báo cáo.docx") as upload: add_document(clerk, …, upload=upload)

Pages receive straight into the documents' own disk, in pieces, with the size limit while the file is still arriving.
"""

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from io import BytesIO
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpResponse, UnreadablePostError
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from nghitruong.foundation.accounts.actors import ActorRequest
from nghitruong.foundation.documents.extraction import Extract, UnreadableError, extract
from nghitruong.foundation.documents.media import Content, Found, Group, look_into
from nghitruong.foundation.documents.names import clean_name
from nghitruong.foundation.documents.rules import CUT_OFF, FileFacts
from nghitruong.foundation.documents.stamps import mark_in_name, mark_on_first_page
from nghitruong.foundation.documents.storage import Incoming, Receiver, receive
from nghitruong.kernel.decision import Decision, Refusal, RefusedError, ensure

Page = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Upload:
    """One file that arrived whole, with everything that rules and rows want to know of it."""

    name: str
    incoming: Incoming
    found: Found
    extract: Extract = field(default_factory=Extract)
    mark: str = ""

    @property
    def media_type(self) -> str:
        return self.found.form.media_type if self.found.form else ""

    def facts(self) -> FileFacts:
        """What the rule asks."""
        form = self.found.form
        limit = limit_of(form.group) if form else 0
        return FileFacts(
            name=self.name,
            content=self.found.content,
            size=self.incoming.size,
            limit=limit,
            mark=self.mark,
            is_locked=self.found.is_locked,
            has_macros=self.found.has_macros,
            is_damaged=self.found.is_damaged,
            is_swollen=self.found.is_swollen,
        )

    def drop(self) -> None:
        """Remove the bytes if no verb kept them."""
        self.incoming.drop()


@dataclass(frozen=True)
class Failure:
    """A file that did not arrive, with the reason."""

    name: str
    refusal: Refusal


@dataclass
class Arrival:
    """The files of one request: those that arrived whole and those that did not."""

    uploads: list[Upload] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)


class UploadRequest(ActorRequest):
    """A request whose files were received."""

    arrival: Arrival


def largest_limit() -> int:
    """Bytes beyond which no kind of file is taken."""
    return max(limit_of(group) for group in Group)


def limit_of(group: Group) -> int:
    """Bytes that a file of this kind may have."""
    limit: int = settings.DOCUMENT_LIMITS[group]
    return limit


@contextmanager
def taken_in(source: bytes | IO[bytes] | Path, name: str) -> Iterator[Upload]:
    """A file from anywhere but a page, ready for a verb; what no verb kept is gone afterwards.

    Raises RefusedError: no room, larger than anything that is taken.
    """
    if isinstance(source, Path):
        with source.open("rb") as file:
            incoming = receive(file, limit=largest_limit())
    else:
        incoming = receive(BytesIO(source) if isinstance(source, bytes) else source, limit=largest_limit())
    try:
        yield look_at(incoming, name)
    finally:
        incoming.drop()


def look_at(incoming: Incoming, name: str) -> Upload:
    """Find out what arrived: what it is, its text, its stamps. Refuses nothing: that is the rule's part."""
    name = clean_name(name)
    upload = Upload(name, incoming, Found(Content.UNKNOWN), mark=mark_in_name(name))
    if incoming.size == 0:
        return upload
    found = look_into(incoming.path)
    if found.form is None or found.is_locked or found.is_damaged or found.is_swollen:
        return replace(upload, found=found)
    try:
        read = extract(incoming.path, found.content)
    except UnreadableError:
        return replace(upload, found=replace(found, is_damaged=True))
    return replace(upload, found=found, extract=read, mark=upload.mark or mark_on_first_page(read.head))


def receiving(allows: Callable[[ActorRequest], Decision]) -> Callable[[Page], Page]:
    """Make a page take files. `allows` is asked before the first byte is read, so nobody fills the disk unasked.

    The page finds `request.arrival`; files that it did not have kept are gone afterwards. A line that broke is refused
    as a whole, because a file that ends early cannot be told from a short one.
    """

    def decorate(view: Page) -> Page:
        @csrf_protect
        def protected(request: UploadRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            return view(request, *args, **kwargs)

        @csrf_exempt
        @functools.wraps(view)
        def page(request: UploadRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            request.arrival = Arrival()
            if request.method != "POST":
                return protected(request, *args, **kwargs)
            ensure(allows(request))
            handler = _ReceivingHandler(request)
            try:
                _receive_all(request, handler)
                return protected(request, *args, **kwargs)
            finally:
                handler.drop_all()

        return page

    return decorate


def _receive_all(request: UploadRequest, handler: "_ReceivingHandler") -> None:
    counted = _CountedStream(request._stream)
    request._stream = counted  # type: ignore[assignment] # it is only ever read
    request.upload_handlers = [handler]
    try:
        files = request.FILES
    except UnreadablePostError as error:
        raise RefusedError(CUT_OFF) from error
    if counted.count < int(request.META.get("CONTENT_LENGTH") or 0):
        raise RefusedError(CUT_OFF)
    groups: list[Any] = [group for _field, group in files.lists()]
    arrived = [file for group in groups for file in group if isinstance(file, _ReceivedFile)]
    request.arrival = Arrival([look_at(file.incoming, file.name) for file in arrived], handler.failures)


class _CountedStream:
    """The body of a request with how much of it came: at a cut line it only ends early."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self.count = 0

    def read(self, size: int = -1) -> bytes:
        return self._counted(self._stream.read(size))

    def readline(self, size: int = -1) -> bytes:
        return self._counted(self._stream.readline(size))

    def close(self) -> None:
        """Asked when the body is no multipart form and is read whole."""
        self._stream.close()

    def _counted(self, data: bytes) -> bytes:
        self.count += len(data)
        return data


class _ReceivedFile:
    """What the framework's form parser hands on in place of a file of its own; nothing in it is open."""

    def __init__(self, name: str, incoming: Incoming) -> None:
        self.name = name
        self.incoming = incoming

    def close(self) -> None:
        """Asked of every file at the end of a request."""


class _ReceivingHandler(FileUploadHandler):
    """Hands the pieces of each file to a receiver of its own."""

    def __init__(self, request: ActorRequest) -> None:
        super().__init__(request)
        self.failures: list[Failure] = []
        self._arrived: list[Incoming] = []
        self._receiver: Receiver | None = None

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        with self._kept_as_failure():
            self._receiver = Receiver(limit=largest_limit())

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:  # noqa: ARG002 - the framework's signature
        with self._kept_as_failure():
            if self._receiver:
                self._receiver.write(raw_data)

    def file_complete(self, file_size: int) -> Any:
        receiver, self._receiver = self._receiver, None
        if receiver is None:
            return None
        try:
            incoming = receiver.finish(expected=file_size)
        except RefusedError as error:
            self.failures.append(Failure(clean_name(self.file_name or ""), error.refusal))
            return None
        self._arrived.append(incoming)
        return _ReceivedFile(self.file_name or "", incoming)

    def drop_all(self) -> None:
        """Whatever was not kept: half a file, and whole ones that no verb took."""
        if self._receiver:
            self._receiver.abort()
        for incoming in self._arrived:
            incoming.drop()

    @contextmanager
    def _kept_as_failure(self) -> Iterator[None]:
        """The rest of a refused file is read off the line and forgotten, so that the others still arrive."""
        try:
            yield
        except RefusedError as error:
            self._receiver = None
            self.failures.append(Failure(clean_name(self.file_name or ""), error.refusal))
            raise SkipFile from error
