"""Photographs from telephones made small and anonymous: drawn anew, without place, camera, day or any other note.

    data = shrink(file, "IMG_0012.jpg")     # JPEG, at most 1,600 points long
    shown(scan, "to-1.tif").media_type      # image/png: what no browser shows was drawn anew, the rest is as it came

What a file is, is told from its bytes. Its points are counted before any is unpacked. All messages are English gettext
sources.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from threading import Lock
from typing import Final, NamedTuple

import filetype
from PIL import Image, ImageFile, ImageOps, UnidentifiedImageError

from nghitruong.kernel.decision import Refusal, RefusalKind, RefusedError

__all__ = ["MOST_POINTS", "Shown", "shown", "shrink"]

LONGEST: Final = 1600
"""Points of the longer side: a pothole and a house number are read on it."""
MOST_POINTS: Final = 50_000_000
"""A telephone's picture has 12 to 50 million; unpacked this is 150 MB of memory."""
_FORMS: Final = ("JPEG", "PNG", "WEBP")
_SHOWN: Final = frozenset({"image/jpeg", "image/png", "image/webp"})
_QUALITY: Final = 80
_INVALID: Final = RefusalKind.INVALID
_one_at_a_time = Lock()

NOT_A_PICTURE = Refusal(
    "pictures.not_a_picture", "%(name)s is no picture that can be read here. Choose JPEG, PNG or WebP.", kind=_INVALID
)
HEIC = Refusal(
    "pictures.heic",
    "%(name)s is a HEIC picture, which cannot be read here. Make a screenshot of it and send that; or set the camera "
    "to “Most Compatible” and take it anew.",
    kind=_INVALID,
)
DAMAGED = Refusal(
    "pictures.damaged", "%(name)s is cut off or damaged. Choose another picture, or take it anew.", kind=_INVALID
)
TOO_MANY_POINTS = Refusal(
    "pictures.too_many_points", "%(name)s has more than %(most)s million points. Send it smaller.", kind=_INVALID
)


def shrink(data: bytes, name: str, *, longest: int = LONGEST) -> bytes:
    """The picture as a JPEG whose longer side has at most `longest` points, upright, with nothing but what is seen.

    `name` is what a refusal calls it. Raises RefusedError with a code `pictures.…`: no JPEG, PNG or WebP, damaged, or
    with too many points.
    """
    image = _opened(data, name, _FORMS)
    try:
        with _whole_pictures_only():
            return _drawn_anew(image, longest)
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise _refused(DAMAGED, name) from error


class Shown(NamedTuple):
    """A picture that every browser shows, and what it is served as."""

    data: bytes
    media_type: str


def shown(data: bytes, name: str) -> Shown:
    """A JPEG, PNG or WebP as it is; the first page of a TIFF, which office scanners write, drawn anew as a PNG.

    Raises RefusedError as `shrink` does.
    """
    known = filetype.guess(data[:8192])
    if known and known.mime in _SHOWN:
        return Shown(data, known.mime)
    image, written = _opened(data, name, ("TIFF",)), BytesIO()
    try:
        with _whole_pictures_only():
            upright = ImageOps.exif_transpose(image)
            (upright if upright.mode in ("1", "L", "RGB") else upright.convert("RGB")).save(written, "PNG")
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise _refused(DAMAGED, name) from error
    return Shown(written.getvalue(), "image/png")


def _opened(data: bytes, name: str, forms: tuple[str, ...]) -> Image.Image:
    """The picture, not yet unpacked, once its points are counted."""
    try:
        image = Image.open(BytesIO(data), formats=forms)
    except Image.DecompressionBombError as error:
        raise _refused(TOO_MANY_POINTS, name) from error
    except UnidentifiedImageError as error:
        known = filetype.guess(data[:8192])
        raise _refused(HEIC if known and known.mime == "image/heic" else NOT_A_PICTURE, name) from error
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise _refused(DAMAGED, name) from error
    if image.width * image.height > MOST_POINTS:
        raise _refused(TOO_MANY_POINTS, name)
    return image


@contextmanager
def _whole_pictures_only() -> Iterator[None]:
    """The library of PDF files tells the whole process to read cut-off pictures; here such a one is refused."""
    with _one_at_a_time:
        before, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
        try:
            yield
        finally:
            ImageFile.LOAD_TRUNCATED_IMAGES = before


def _drawn_anew(image: Image.Image, longest: int) -> bytes:
    # A JPEG is unpacked at a half or a quarter of its size where that is enough.
    image.draft("RGB", (longest, longest))
    image.thumbnail((longest, longest))
    upright = ImageOps.exif_transpose(image).convert("RGBA")
    paper = Image.new("RGB", upright.size, "white")
    paper.paste(upright, mask=upright.getchannel("A"))
    written = BytesIO()
    paper.save(written, "JPEG", quality=_QUALITY, optimize=True)
    return written.getvalue()


def _refused(refusal: Refusal, name: str) -> RefusedError:
    values = {"name": name, "most": MOST_POINTS // 1_000_000}
    return RefusedError(Refusal(refusal.code, refusal.message, values, kind=refusal.kind))
