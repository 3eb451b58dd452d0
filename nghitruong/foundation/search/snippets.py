"""The piece of a text around what was asked, cut at words, and the words in it that were asked for."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from nghitruong.foundation.search.words import Asked
from nghitruong.kernel.vietnamese import fold

BEFORE, LENGTH = 60, 220
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Piece:
    """A stretch of a text; `is_hit` where it was asked for."""

    text: str
    is_hit: bool = False


def snippet(text: str, question: Asked) -> list[Piece]:
    """The best place of the text, at most some 220 letters, with what was asked marked; its beginning without a hit."""
    flat = " ".join(text.split())
    folded = fold(flat)
    start = _start(flat, _first_hit(folded, question))
    end = _end(flat, start)
    pieces = marked(flat[start:end], question)
    if start:
        pieces.insert(0, Piece("… "))
    return [*pieces, Piece(" …")] if end < len(flat) else pieces


def marked(text: str, question: Asked) -> list[Piece]:
    """The whole text, with what was asked marked."""
    pieces: list[Piece] = []
    place = 0
    for match in _WORD.finditer(fold(text)):
        if not _is_asked(match.group(), question):
            continue
        if match.start() > place:
            pieces.append(Piece(text[place : match.start()]))
        pieces.append(Piece(text[match.start() : match.end()], is_hit=True))
        place = match.end()
    if place < len(text):
        pieces.append(Piece(text[place:]))
    return pieces


def plain(pieces: Iterable[Piece]) -> str:
    """The pieces as one text."""
    return "".join(piece.text for piece in pieces)


def _is_asked(word: str, question: Asked) -> bool:
    return word in question.folded or (question.has_prefix and word.startswith(question.folded[-1]))


def _first_hit(folded: str, question: Asked) -> int:
    """Where the words stand side by side, else where the first of them stands, else the beginning."""
    words = r"[\W_]+".join(map(re.escape, question.folded))
    phrase = re.search(rf"(?<![^\W_]){words}", folded) if words else None
    if phrase:
        return phrase.start()
    return next((match.start() for match in _WORD.finditer(folded) if _is_asked(match.group(), question)), 0)


def _start(text: str, hit: int) -> int:
    if hit <= BEFORE:
        return 0
    space = text.find(" ", hit - BEFORE, hit)
    return hit if space < 0 else space + 1


def _end(text: str, start: int) -> int:
    if len(text) - start <= LENGTH:
        return len(text)
    space = text.rfind(" ", start, start + LENGTH)
    return start + LENGTH if space <= start else space
