"""Text on its way in: one spelling of every letter, nothing invisible."""

import re
import unicodedata

_NEW_LINE = re.compile("\r\n?|[\v\f\x85\u2028\u2029]")
_NARROW_SPACES = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000]")
_FOREIGN_D = str.maketrans("ðÐƉ", "đĐĐ")
_ORDINARY = re.compile(r"[\x20-\x7e\u00c0-\u00cf\u00d1-\u00ef\u00f1-\u0188\u018a-\u024f\u1e00-\u1eff]*")
"""Composed Latin letters and plain signs, nothing that cleaning would touch: most texts, told in one step."""
_INVISIBLE = frozenset({"Cc", "Cf", "Cs"})
_KEPT_CONTROLS = frozenset("\n\t")


def clean_text(text: str) -> str:
    """Several lines as the product stores them.

    Letters composed (NFC), zero-width, direction and control characters and lone surrogates gone, every wide or
    unbreakable space an ordinary one, every kind of line end a newline, nothing behind the last letter of a line.
    The Icelandic ð that some keyboards type becomes đ.
    """
    if _ORDINARY.fullmatch(text):
        return text.rstrip()
    text = _NARROW_SPACES.sub(" ", _NEW_LINE.sub("\n", text)).translate(_FOREIGN_D)
    visible = "".join(
        letter for letter in text if letter in _KEPT_CONTROLS or unicodedata.category(letter) not in _INVISIBLE
    )
    composed = unicodedata.normalize("NFC", visible)
    return "\n".join(line.rstrip() for line in composed.split("\n")).strip("\n")


def clean_line(text: str) -> str:
    """One line as the product stores it, for names, titles and numbers: as `clean_text`, with single spaces."""
    return " ".join(clean_text(text).split())


def is_clean(text: str) -> bool:
    """Whether the text is stored as it is; cheap, for checking what other systems hand over."""
    return clean_text(text) == text
