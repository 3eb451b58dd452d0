"""Pictures on their way into the public form: a file that is too large is left unread while it still arrives."""

import functools
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from nghitruong.domain.petitions.rules import LARGE_PHOTO, MANY_PHOTOS, MOST_PHOTO_BYTES, MOST_PHOTOS
from nghitruong.kernel.decision import Refusal, RefusedError

PHOTOS = "anh"
Page = Callable[..., HttpResponse]


class PhotoHandler(FileUploadHandler):
    """Holds at most three pictures of 15 MB in memory; of what is beyond it keeps only why."""

    chunk_size = 1 << 18

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self.refusal: Refusal | None = None
        self._data, self._taken = BytesIO(), 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self._data, self._taken = BytesIO(), self._taken + 1
        if self.field_name != PHOTOS or self._taken > MOST_PHOTOS:
            self._skip(MANY_PHOTOS)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if start + len(raw_data) > MOST_PHOTO_BYTES:
            self._skip(replace(LARGE_PHOTO, values={**LARGE_PHOTO.values, "name": self.file_name}))
        self._data.write(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        self._data.seek(0)
        return InMemoryUploadedFile(
            self._data, self.field_name, self.file_name or "", self.content_type, file_size, self.charset
        )

    def _skip(self, refusal: Refusal) -> None:
        self._data = BytesIO()
        self.refusal = self.refusal or refusal
        raise SkipFile


def taking_photos(view: Page) -> Page:
    """Make a page of the public site take pictures; the token is looked at once the handler is in its place."""
    protected = csrf_protect(view)

    @csrf_exempt
    @functools.wraps(view)
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        request.upload_handlers = [PhotoHandler(request)]
        return protected(request, *args, **kwargs)

    return page


def photos_in(request: HttpRequest) -> list[tuple[str, bytes]]:
    """Names and bytes of the pictures that were posted. Raises RefusedError for what the handler did not take."""
    files = request.FILES.getlist(PHOTOS)
    refused = [handler.refusal for handler in request.upload_handlers if isinstance(handler, PhotoHandler)]
    for refusal in filter(None, refused):
        raise RefusedError(refusal)
    return [(file.name or "", file.read()) for file in files]
