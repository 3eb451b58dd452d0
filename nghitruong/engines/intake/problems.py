"""Why a file of minutes or petitions is not taken: English gettext sources by code."""

from enum import StrEnum
from typing import Any

from nghitruong.kernel.decision import Refusal, RefusalKind, RefusedError

MESSAGES = {
    "empty": "There is no text in this file.",
    "too_large": "This file is larger than %(limit)s MB. Divide it, or paste its text.",
    "unpacks_too_large": "The file unpacks to more than %(limit)s MB of text and is not opened.",
    "too_long": "The text has more than %(limit)s letters. Divide the file.",
    "old_word": "This is an old Word file (.doc). Open it in Word, save it as .docx and choose it again.",
    "old_excel": "This is an old Excel file (.xls). Open it in Excel, save it as .xlsx and choose it again.",
    "old_office": "This is an old Office file. Open it, save it as .docx or .xlsx and choose it again.",
    "encrypted": "The file has a password. Remove the password and choose it again.",
    "damaged": "The file is damaged and cannot be read. Open it, save it again and choose it once more.",
    "damaged_page": "The picture of this page is damaged and cannot be opened.",
    "gave_up": "Reading this page failed several times and was given up.",
    "not_taken": "This is %(kind)s, which is not read. Choose a Word, Excel, CSV, PDF or text file, or a picture.",
    "unknown_letters": "The letters of this file cannot be read. Save it as .docx or as text in UTF-8.",
    "too_many_pages": "The scan has %(pages)s pages; at most %(limit)s are read at a time. Divide it.",
    "no_row": "The table has no row with a text in the column “%(column)s”.",
}


class OtherFile(StrEnum):
    """What else a file may be, as a sentence says it."""

    PROGRAM = "a program"
    ARCHIVE = "an archive"
    RTF = "an RTF file"
    SLIDES = "a presentation"
    OPEN_DOCUMENT = "an OpenDocument file"
    HEIC = "a HEIC picture"
    GIF = "a GIF picture"
    FILM = "a film or a sound file"


def refused(code: str, **values: Any) -> RefusedError:
    """The refusal of a file, to be raised: code `intake.<code>`, kind *invalid*."""
    return RefusedError(Refusal(f"intake.{code}", MESSAGES[code], values, kind=RefusalKind.INVALID))
