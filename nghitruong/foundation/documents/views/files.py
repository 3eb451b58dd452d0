"""Handing files out: permission on every download, the right name, the right kind, whole or in part."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO
from urllib.parse import quote

from django.http import FileResponse, Http404, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from nghitruong.foundation.accounts.actors import ActorRequest
from nghitruong.foundation.accounts.guards import office
from nghitruong.foundation.councils.queries import council_with_code
from nghitruong.foundation.documents import queries, storage
from nghitruong.foundation.documents.actions import open_version
from nghitruong.foundation.documents.media import SHOWN_IN_THE_PAGE
from nghitruong.foundation.documents.names import plain_name
from nghitruong.foundation.documents.policies import may
from nghitruong.foundation.documents.rules import ByteRange, UnmetRangeError, read_range

if TYPE_CHECKING:
    from nghitruong.foundation.documents.models import Version

PIECE = 1 << 16
FILE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; img-src 'self'; frame-ancestors 'self'"
"""For the file itself: nothing in it runs or is fetched, our own pages alone may frame it."""

AGAIN_EACH_TIME = "no-cache"
"""Kept by the browser, asked for again each time: a right that was taken away ends at once."""


@require_safe
@office
def latest_file(request: ActorRequest, document_id: int) -> HttpResponseBase:
    """The latest version of a paper, to whom a door lets in; `?xem` shows it in the browser."""
    return _hand_out(request, queries.latest_for(request.actor, document_id))


@require_safe
@office
def version_file(request: ActorRequest, version_id: int) -> HttpResponseBase:
    """One version, also an older one."""
    return _hand_out(request, queries.version_for(request.actor, version_id))


@require_safe
def public_file(request: ActorRequest, code: str, document_id: int) -> HttpResponseBase:
    """A published paper of a council, to everybody; nothing is noted of who reads it."""
    council = council_with_code(code)
    version = queries.public_version(council.pk, document_id) if council else None
    if version is None:
        raise Http404
    return file_response(request, version, cache=f"public, {AGAIN_EACH_TIME}")


def file_response(request: ActorRequest, version: "Version", *, cache: str) -> HttpResponseBase:
    """The file with its name, kind and fingerprint: unchanged (304), a part (206) or whole."""
    etag = f'"{version.file.digest}"'
    response = get_conditional_response(request, etag=etag) or _body(request, version, etag)
    response["ETag"] = etag
    response["Cache-Control"] = cache
    response["Accept-Ranges"] = "bytes"
    response["X-Content-Type-Options"] = "nosniff"
    response["X-Frame-Options"] = "SAMEORIGIN"
    response["Content-Security-Policy"] = FILE_POLICY
    return response


def _hand_out(request: ActorRequest, version: "Version | None") -> HttpResponseBase:
    if version is None:
        raise Http404
    response = file_response(request, version, cache=f"private, {AGAIN_EACH_TIME}")
    if _begins_reading(request) and response.status_code < 400:
        _note(request, version)
    return response


def _begins_reading(request: ActorRequest) -> bool:
    """A viewer asks for the rest of a file piece by piece: only its beginning is an opening."""
    return request.method == "GET" and request.headers.get("Range", "bytes=0-").startswith("bytes=0-")


def _note(request: ActorRequest, version: "Version") -> None:
    """Whoever has no right to papers but reads a public one, an administrator, leaves no reading."""
    actor = request.actor
    if may(actor, "documents.open_version", is_own=True).is_allowed and not queries.has_just_opened(actor, version):
        open_version(actor, version)


def _body(request: ActorRequest, version: "Version", etag: str) -> HttpResponseBase:
    size = version.file.size
    try:
        part = read_range(request.headers.get("Range", ""), size) if _may_be_part(request, etag) else None
    except UnmetRangeError:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    response = _bytes_of(version, part or ByteRange(0, size - 1))
    if part is not None:
        response.status_code = 206
        response["Content-Range"] = f"bytes {part.first}-{part.last}/{size}"
    is_shown = "xem" in request.GET and version.file.media_type in SHOWN_IN_THE_PAGE
    response["Content-Disposition"] = disposition(version.file_name, is_shown=is_shown)
    return response


def _bytes_of(version: "Version", part: ByteRange) -> HttpResponseBase:
    """The whole file goes by the server's own way of sending files; a part is read piece by piece."""
    file = storage.open_kept(version.file.digest)
    media_type = _served_as(version.file.media_type)
    length = part.last - part.first + 1
    response: HttpResponseBase
    if length == version.file.size:
        response = FileResponse(file, content_type=media_type)
    else:
        response = StreamingHttpResponse(_pieces(file, part), content_type=media_type)
    response["Content-Length"] = str(length)
    return response


def disposition(name: str, *, is_shown: bool) -> str:
    """The name in plain letters, and whole as RFC 5987 has it."""
    way = "inline" if is_shown else "attachment"
    return f"{way}; filename=\"{plain_name(name)}\"; filename*=UTF-8''{quote(name, safe='')}"


def _served_as(media_type: str) -> str:
    return f"{media_type}; charset=utf-8" if media_type == "text/plain" else media_type


def _may_be_part(request: ActorRequest, etag: str) -> bool:
    """A part of a file that has changed meanwhile would be glued to the wrong rest (If-Range)."""
    return request.headers.get("If-Range", etag) == etag


def _pieces(file: BinaryIO, part: ByteRange) -> Iterator[bytes]:
    with file:
        file.seek(part.first)
        left = part.last - part.first + 1
        while left and (piece := file.read(min(PIECE, left))):
            left -= len(piece)
            yield piece
