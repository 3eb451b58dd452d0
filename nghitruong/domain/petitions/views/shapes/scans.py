"""A scan as its page shows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from nghitruong.domain.petitions import queries
from nghitruong.domain.petitions.lifecycle import SCAN, ScanState, SheetState
from nghitruong.engines.intake.problems import MESSAGES as INTAKE_MESSAGES
from nghitruong.engines.ocr.problems import MESSAGES as OCR_MESSAGES
from nghitruong.kernel.vietnamese import clean_text

if TYPE_CHECKING:
    from nghitruong.domain.petitions.models import Scan, Sheet

UNSURE = 70.0
"""Below this mean of its words (0 to 100) a page is worth a second look."""
_MESSAGES = {
    **{f"ocr.{code}": words for code, words in OCR_MESSAGES.items()},
    **{f"intake.{code}": words for code, words in INTAKE_MESSAGES.items()},
}


@dataclass(frozen=True)
class Page:
    """A page as it is laid beside its text; `why` says why it could not be read."""

    number: int
    text: str
    has_picture: bool
    is_unsure: bool
    why: str


def scan_page(scan: Scan) -> dict[str, Any]:
    """How far the reading is, its pages, and what may be done now."""
    sheets = queries.sheets_of(scan)
    ended = [sheet for sheet in sheets if sheet.state in (SheetState.READ, SheetState.UNREADABLE)]
    return {
        "title": scan.name,
        "scan": scan,
        "verbs": SCAN.verbs_from(ScanState(scan.state)),
        "ended": len(ended),
        "all": len(sheets),
        "at": min(len(ended) + 1, len(sheets)),
        "unreadable": [(sheet.number, why(sheet)) for sheet in sheets if sheet.state == SheetState.UNREADABLE],
        "pages": [_page(sheet) for sheet in ended],
    }


def pages_of(scan: Scan | None) -> list[Page]:
    """The pages of which there is something to compare, none without a scan."""
    return [_page(sheet) for sheet in queries.sheets_of(scan)] if scan else []


def _page(sheet: Sheet) -> Page:
    return Page(
        sheet.number,
        sheet.text.strip(),
        queries.has_picture(sheet),
        is_unsure=sheet.confidence is not None and sheet.confidence < UNSURE,
        why=why(sheet) if sheet.state == SheetState.UNREADABLE else "",
    )


def why(sheet: Sheet) -> str:
    """Why a page could not be read, as a sentence."""
    message = _MESSAGES.get(sheet.why.get("code", ""), OCR_MESSAGES["unreadable"])
    values: dict[str, Any] = sheet.why.get("values", {})
    return _(message) % values


def text_of_scan(scan: Scan) -> str:
    """What was read, after what was typed; a line in brackets stands for each page that is missing."""
    texts = [str(scan.form.get("text", ""))]
    for sheet in queries.sheets_of(scan):
        missing = _("[Page %(number)s could not be read: please type it]") % {"number": sheet.number}
        texts.append(sheet.text if sheet.state == SheetState.READ else f"{missing}\n{sheet.text}")
    return clean_text("\n".join(texts)).strip()
