"""Text of old Vietnamese programs recognised and turned into Unicode.

    seen = decoded(data)        # bytes of a text file, whatever wrote it
    seen = converted(text)      # text that was pasted, or read out of a document with old fonts
    seen.code, seen.text, seen.preview

`code` says what it was; for Unicode text `text` is the text itself. The preview shows lines before and after, so that
a person can say no (ux.md 2.3). Convert before cleaning: the ư of TCVN3 is the soft hyphen, which cleaning takes away.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Final, NamedTuple

from nghitruong.engines.legacytext.codes import TCVN3, VNI
from nghitruong.engines.legacytext.syllables import share

__all__ = ["LetterCode", "Seen", "UndecodableError", "converted", "decoded", "recognise"]


class LetterCode(StrEnum):
    """How letters stand for Vietnamese: Unicode, or one of the codes of the years before it."""

    UNICODE = "unicode"
    TCVN3 = "tcvn3"
    VNI = "vni"


class Seen(NamedTuple):
    """A text as it is to be read. `encoding` is that of the bytes, empty for text; the preview has pairs of lines."""

    text: str
    code: LetterCode
    encoding: str = ""
    preview: tuple[tuple[str, str], ...] = ()


class UndecodableError(ValueError):
    """Bytes that are no text in any code known here."""


_FEW: Final = 2
"""Different words, old letters among several plain ones, that are needed before anything is changed."""

_PLAIN_LETTERS: Final = re.compile("[A-Za-z].*[A-Za-z]")

_LOOKED_AT: Final = 4000
_PREVIEWED: Final = 5
_LIKELY: Final = 0.75
_BETTER: Final = 0.3
_RUN: Final = re.compile(r"\S+")
_BETWEEN: Final = re.compile(r"[\s.,;:!?()\[\]{}\"'“”‘’…/\\<>=+*|–—-]+")
"""What stands between words in any code; other signs may be letters of an old one."""

_VNI_CODE: Final = re.compile("|".join(sorted(map(re.escape, VNI), key=len, reverse=True)))
_MARKS: Final = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_CONTROLS: Final = frozenset(range(32)) - {9, 10, 12, 13, 26}


def recognise(text: str) -> LetterCode:
    """The letter code of a text. Unicode unless another one makes far more Vietnamese syllables of it."""
    marked = [run for run in _RUN.findall(text[: 10 * _LOOKED_AT]) if not run.isascii()][:_LOOKED_AT]
    if len({run for run in marked if _PLAIN_LETTERS.search(run)}) < _FEW:
        return LetterCode.UNICODE
    plain = _share(marked)
    code = max(_TO_UNICODE, key=lambda code: _share([_TO_UNICODE[code](run) for run in marked]))
    better = _share([_TO_UNICODE[code](run) for run in marked])
    return code if better >= _LIKELY and better - plain >= _BETTER else LetterCode.UNICODE


def converted(text: str, code: LetterCode | None = None) -> Seen:
    """The text in Unicode, out of the code given or recognised; lines that are Unicode already stay as they are."""
    code = code or recognise(text)
    if code is LetterCode.UNICODE:
        return Seen(text, code)
    turn = _TO_UNICODE[code]
    pairs = [(line, "".join(_turned(piece, turn) for piece in re.split(r"(\s+)", line))) for line in text.split("\n")]
    changed = tuple((one.strip(), other.strip()) for one, other in pairs if one != other)[:_PREVIEWED]
    return Seen("\n".join(other for _, other in pairs), code, preview=changed)


def decoded(data: bytes) -> Seen:
    """The text of a file: by its byte order mark, as UTF-16 or UTF-8, else in the single-byte code that makes the most
    Vietnamese of it (Windows-1258, TCVN3, VNI). Raises UndecodableError for what is no text.
    """
    marked = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), "")
    for encoding in (marked,) if marked else (*_wide(data), "utf-8"):
        try:
            text = data.decode(encoding)
        except UnicodeError:
            continue
        if "\0" in text:
            raise UndecodableError(encoding)
        return converted(text)._replace(encoding=encoding)
    if marked or sum(byte in _CONTROLS for byte in data[:_LOOKED_AT]) * 50 > len(data[:_LOOKED_AT]):
        raise UndecodableError(marked or "binary")
    return _of_single_bytes(data)


def _of_single_bytes(data: bytes) -> Seen:
    western = "".join(_western(byte) for byte in data)
    windows = unicodedata.normalize("NFC", data.decode("cp1258", "replace"))
    old = [converted(western, code)._replace(encoding="cp1252") for code in _TO_UNICODE]
    return max((Seen(windows, LetterCode.UNICODE, "cp1258"), *old), key=lambda seen: _share(_RUN.findall(seen.text)))


def _western(byte: int) -> str:
    """A byte as Windows-1252 shows it; the few that have no letter there keep their number."""
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)


def _wide(data: bytes) -> tuple[str, ...]:
    """Latin letters in UTF-16 have a zero in every second byte."""
    sample = data[:_LOOKED_AT]
    for first, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        if sample[first::2].count(0) * 2 > len(sample[first::2]) and not sample[1 - first :: 2].count(0):
            return (encoding,)
    return ()


def _share(runs: list[str]) -> float:
    """How many of the words with letters beyond ASCII are Vietnamese syllables."""
    return share([word for run in runs for word in _BETWEEN.split(run) if word and not word.isascii()])


def _is_ours(run: str) -> bool:
    """Whether a letter stands in it that only Unicode has."""
    return any(
        letter in "ăĂơƠưƯđĐ" or "\u1ea0" <= letter <= "\u1ef9" or unicodedata.combining(letter) for letter in run
    )


def _turned(piece: str, turn: Callable[[str], str]) -> str:
    return piece if piece.isascii() or _is_ours(piece) else turn(piece)


def _from_tcvn3(run: str) -> str:
    return run.translate(_TCVN3_TABLE)


def _from_vni(run: str) -> str:
    return _VNI_CODE.sub(lambda match: VNI[match.group()], run)


_TCVN3_TABLE: Final = str.maketrans(TCVN3)
_TO_UNICODE: Final[Mapping[LetterCode, Callable[[str], str]]] = {
    LetterCode.TCVN3: _from_tcvn3,
    LetterCode.VNI: _from_vni,
}
