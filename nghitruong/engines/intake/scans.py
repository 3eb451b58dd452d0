"""Scans: pictures of pages, read one by one by whoever has the time for it; a page that cannot be read stops no other.

scan = open_scan(data, "bien-ban.pdf")      # nothing when every letter of the file can be read as it is
scan.sheets[6].is_picture                   # page 7 has to be read by a machine
ocr.recognise(scan.picture(7))
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from nghitruong.engines import ocr, pictures
from nghitruong.engines.intake.forms import Form, form_of
from nghitruong.engines.intake.papers import Paper, Sheet, members_of, open_pdf, page_picture
from nghitruong.engines.intake.problems import refused
from nghitruong.kernel.decision import RefusedError

_MEGABYTE: Final = 1 << 20


@dataclass(frozen=True)
class Limits:
    """How much of a file is taken: the largest minutes have some hundred thousand letters, a scan some forty pages."""

    file_bytes: int = 30 << 20
    letters: int = 1_000_000
    unpacked_bytes: int = 200 << 20
    scanned_pages: int = 100
    seconds_a_page: float = 60
    seconds_a_pdf: float = 20


@dataclass(frozen=True)
class Unread:
    """A page (from 1) that could not be read, and why."""

    number: int
    error: RefusedError


@dataclass(frozen=True)
class Scan:
    """A picture, or a PDF file of which some pages are pictures; `paper` is nothing for a picture."""

    form: Form
    data: bytes
    sheets: tuple[Sheet, ...]
    paper: Paper | None = None

    def picture(self, number: int) -> bytes:
        """The picture of a page (from 1). Raises RefusedError for a broken one."""
        return self.paper.picture(number) if self.paper else self.data


def open_scan(data: bytes, name: str, limits: Limits | None = None) -> Scan | None:
    """The scan in a file, nothing when its text can be read as it is.

    Raises RefusedError for what is no file of petitions, too large, locked or broken; too many pages; nothing to read
    them with.
    """
    limits = limits or Limits()
    check_size(data, limits)
    form = form_of(data, name, members_of(data))
    if form is Form.PICTURE:
        ocr.check(data)
        return Scan(form, data, (Sheet("", is_picture=True),))
    if form is not Form.PDF:
        return None
    paper = open_pdf(data, limits.letters, limits.seconds_a_pdf)
    return scan_of(paper, data, limits) if paper.has_pictures else None


def scan_of(paper: Paper, data: bytes, limits: Limits) -> Scan:
    """An opened PDF file as a scan. Raises RefusedError: too many pages, nothing to read them with."""
    pictures = sum(sheet.is_picture for sheet in paper.sheets)
    if pictures > limits.scanned_pages:
        raise refused("too_many_pages", pages=pictures, limit=limits.scanned_pages)
    ocr.check_installed()
    return Scan(Form.PDF, data, paper.sheets, paper)


def shown_page(data: bytes, name: str, number: int) -> pictures.Shown:
    """The picture of one page (from 1) of a scan, in a form that browsers show.

    Raises RefusedError: it is damaged, or the page is none that a machine had to read.
    """
    found = page_picture(data, number) if form_of(data, name, frozenset()) is Form.PDF else data
    return pictures.shown(found, name)


def media_type_of(data: bytes, name: str) -> str:
    """As what a scan's whole file is served: a PDF file can be shown, anything else is only saved."""
    return "application/pdf" if form_of(data, name, frozenset()) is Form.PDF else "application/octet-stream"


def check_size(data: bytes, limits: Limits) -> None:
    """Raises RefusedError for an empty file and for one that is too large."""
    if not data.strip(b"\x00\t\r\n "):
        raise refused("empty")
    if len(data) > limits.file_bytes:
        raise refused("too_large", limit=limits.file_bytes // _MEGABYTE)


Progress = Callable[[int, int], None]


def read_through(
    scan: Scan, limits: Limits, progress: Progress | None = None
) -> tuple[list[str], float, tuple[Unread, ...]]:
    """The text of every page, how sure the machine is of the worst one, and the pages that could not be read.

    Raises RefusedError when nothing at all can be read.
    """
    texts, worst, unread = [sheet.text for sheet in scan.sheets], 100.0, list[Unread]()
    for number, sheet in enumerate(scan.sheets, start=1):
        if progress:
            progress(number, len(scan.sheets))
        if not sheet.is_picture:
            continue
        try:
            page = ocr.recognise(scan.picture(number), seconds=limits.seconds_a_page)
        except RefusedError as error:
            unread.append(Unread(number, error))
            continue
        texts[number - 1], worst = page.text, min(worst, page.confidence)
    if unread and not any(text.strip() for text in texts):
        raise unread[0].error
    return texts, worst, tuple(unread)
