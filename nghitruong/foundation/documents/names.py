"""File names as they are kept and given back: one spelling of every letter, no way out of a folder. Pure."""

import re

from nghitruong.kernel.vietnamese import clean_line, fold

LONGEST = 180
"""Letters. Some file systems count 255 bytes, and a Vietnamese letter may take three."""

NAMELESS = "document"
_FORBIDDEN = re.compile(r'[<>:"|?*\x00-\x1f]')


def clean_name(sent: str) -> str:
    """The name without folders, control characters and what Windows forbids, composed (NFC), not too long.

    Keeps the ending when it cuts; a name that is nothing but dots and signs becomes `document`.
    """
    name = clean_line(re.split(r"[/\\]", sent)[-1])
    name = clean_line(_FORBIDDEN.sub("_", name)).strip(". ")
    stem, point, extension = name.rpartition(".")
    if not point:
        return name[:LONGEST] or NAMELESS
    room = LONGEST - len(extension) - 1
    return f"{stem[:room].rstrip(' .') or NAMELESS}.{extension}" if room > 0 else name[:LONGEST]


def plain_name(name: str) -> str:
    """The name in plain letters, for browsers that know no other: "Bao cao.pdf"."""
    return re.sub(r"[^A-Za-z0-9._ ()-]", "_", fold_keeping_capitals(name)).strip() or NAMELESS


def fold_keeping_capitals(text: str) -> str:
    """Without accents, but capitals stay."""
    return "".join(plain.upper() if letter.isupper() else plain for letter, plain in zip(text, fold(text), strict=True))
