"""Why a picture is not read: English gettext sources by code."""

from typing import Any

from nghitruong.kernel.decision import Refusal, RefusalKind, RefusedError

MESSAGES = {
    "not_installed": "Pictures cannot be read here. Install the packages tesseract-ocr and tesseract-ocr-vie.",
    "too_large": "The picture is larger than %(limit)s MB. Take it again with a smaller size.",
    "too_many_points": "The picture has %(width)s × %(height)s points and is not opened. Take it with a smaller size.",
    "not_a_picture": "This is no picture that can be read. Choose a JPEG, PNG, TIFF or WebP file.",
    "damaged": "The picture is damaged and cannot be read. Take it again.",
    "unreadable": "No text can be read in this picture. Take it again in good light, straight and near, or type it.",
    "too_slow": "Reading the picture took more than %(seconds)s seconds and was stopped. Take each page by itself.",
}


def refused(code: str, **values: Any) -> RefusedError:
    """The refusal of a picture, to be raised: code `ocr.<code>`, kind *invalid*."""
    return RefusedError(Refusal(f"ocr.{code}", MESSAGES[code], values, kind=RefusalKind.INVALID))
