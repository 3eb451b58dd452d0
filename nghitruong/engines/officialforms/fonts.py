"""Finding a serif with the measures of Times New Roman that really has every Vietnamese letter (R10.14).

Older Liberation Serif (1.x, Debian's `fonts-liberation` up to 12) lacks nearly every tone mark and registers under the
same family name as 2.x, so neither the name nor the presence of the file says anything: the letters are looked up.
"""

import importlib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from nghitruong.kernel.decision import Refusal, RefusalKind, RefusedError

FAMILY = "Nghi Truong Serif"
"""The private family of our pages: no installed font can answer to it by accident."""

WORD_FAMILY = "Times New Roman"
"""What a DOCX asks for; readers without it take a serif of the same measures."""

_PLACES = (
    "~/.local/share/fonts",
    "/usr/share/fonts/truetype/liberation2",
    "/usr/share/fonts/truetype/liberation",
    "/usr/share/fonts/liberation-serif",
    "/usr/share/fonts/liberation-fonts",
    "/usr/share/fonts/liberation",
    "/usr/share/fonts/TTF",
    "/usr/local/share/fonts",
)

_BASES = "aăâeêioôơuưy"
_TONES = "\u0300\u0309\u0303\u0301\u0323"
_NAMES = ("Regular", "Bold", "Italic", "BoldItalic")


@dataclass(frozen=True)
class FontFaces:
    """The four files of one serif."""

    regular: Path
    bold: Path
    italic: Path
    bold_italic: Path


def vietnamese_letters() -> frozenset[str]:
    """Every letter of Vietnamese in both cases, composed, and the signs that official texts use."""
    toned = {unicodedata.normalize("NFC", base + tone) for base in _BASES for tone in ("", *_TONES)}
    return frozenset("".join(toned | {letter.upper() for letter in toned}) + "đĐ₫–…“”§×≥≤")


def font_directories() -> tuple[Path, ...]:
    """Where fonts are looked for: first where a person without rights on the machine can put them."""
    return tuple(Path(place).expanduser() for place in _PLACES)


def locate_fonts(directories: Iterable[Path] | None = None) -> FontFaces:
    """The first directory whose four faces of Liberation Serif have every Vietnamese letter.

    Raises RefusedError (`officialforms.fonts_missing`) with the places looked at when there is none.
    """
    places = tuple(directories) if directories is not None else font_directories()
    for place in places:
        files = [place / f"LiberationSerif-{name}.ttf" for name in _NAMES]
        if all(file.is_file() and not missing_letters(file) for file in files):
            return FontFaces(*files)
    raise RefusedError(fonts_missing(places))


def fonts_missing(places: Iterable[Path]) -> Refusal:
    """No PDF without letters: says what to install."""
    return Refusal(
        "officialforms.fonts_missing",
        "PDF is switched off: no serif font with all Vietnamese letters was found. Install the package "
        "fonts-liberation2 or put Liberation Serif 2 into one of these folders: %(places)s.",
        {"places": ", ".join(str(place) for place in places)},
        kind=RefusalKind.NOT_FOUND,
    )


@lru_cache(maxsize=32)
def missing_letters(file: Path) -> frozenset[str]:
    """The Vietnamese letters that a font file lacks; all of them when it cannot be read as a font."""
    wanted = vietnamese_letters()
    tools = importlib.import_module("fontTools.ttLib")
    try:
        with tools.TTFont(file, lazy=True) as font:
            known = set(font.getBestCmap())
    except (OSError, tools.TTLibError):
        return wanted
    return frozenset(letter for letter in wanted if ord(letter) not in known)
