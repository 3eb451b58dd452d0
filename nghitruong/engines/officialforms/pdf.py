"""Writing a document as PDF: tagged, archival (PDF/A-2a), all letters embedded."""

import importlib
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from nghitruong.engines.officialforms.content import Document
from nghitruong.engines.officialforms.fonts import FAMILY, FontFaces, locate_fonts
from nghitruong.engines.officialforms.markup import as_html
from nghitruong.kernel.decision import Refusal, RefusalKind, RefusedError

VARIANT = "pdf/a-2a"


def write_pdf(document: Document) -> bytes:
    """The document as PDF; the same document gives the same bytes.

    Raises RefusedError with the reason of `pdf_unavailable_reason` where this machine cannot write PDF.
    """
    if reason := pdf_unavailable_reason():
        raise RefusedError(reason)
    return _render(as_html(document, family=FAMILY), locate_fonts())


def pdf_unavailable_reason() -> Refusal | None:
    """Why this machine cannot write PDF, or None when it can. Loads the renderer on its first call (about 2 s)."""
    try:
        locate_fonts()
    except RefusedError as missing:
        return missing.refusal
    return _renderer_missing()


@lru_cache(maxsize=1)
def _renderer_missing() -> Refusal | None:
    try:
        importlib.import_module("weasyprint")
    except (ImportError, OSError) as cause:
        return Refusal(
            "officialforms.pango_missing",
            "PDF is switched off: the text renderer did not load (%(cause)s). Install the packages libpango-1.0-0, "
            "libpangoft2-1.0-0 and libharfbuzz-subset0; documents can still be had as DOCX.",
            {"cause": str(cause).splitlines()[0] if str(cause) else type(cause).__name__},
            kind=RefusalKind.NOT_FOUND,
        )
    return None


def _render(page: str, faces: FontFaces) -> bytes:
    renderer = importlib.import_module("weasyprint")
    fonts = importlib.import_module("weasyprint.text.fonts").FontConfiguration()
    fetcher = _fetcher()
    rules = renderer.CSS(string=_font_rules(faces), font_config=fonts, url_fetcher=fetcher)
    written: bytes = renderer.HTML(string=page, url_fetcher=fetcher).write_pdf(
        stylesheets=[rules],
        font_config=fonts,
        pdf_variant=VARIANT,
        pdf_tags=True,
        pdf_identifier=sha256(page.encode()).digest()[:16],
    )
    return written


def _fetcher() -> Any:
    """Reads our font files and inline pictures, never the network; a missing one stops the rendering."""
    return importlib.import_module("weasyprint.urls").URLFetcher(
        allowed_protocols=("file", "data"), allow_redirects=False, fail_on_errors=True
    )


def _font_rules(faces: FontFaces) -> str:
    drawn = (
        (faces.regular, "normal", "normal"),
        (faces.bold, "bold", "normal"),
        (faces.italic, "normal", "italic"),
        (faces.bold_italic, "bold", "italic"),
    )
    return "\n".join(_font_rule(*face) for face in drawn)


def _font_rule(file: Path, weight: str, slope: str) -> str:
    return (
        f'@font-face {{ font-family: "{FAMILY}"; src: url("{file.resolve().as_uri()}");'
        f" font-weight: {weight}; font-style: {slope}; }}"
    )
