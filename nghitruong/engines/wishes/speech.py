"""What one voter said, cut into its wishes: where another matter begins, and where that is doubtful."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from nghitruong.engines.wishes import layout, words
from nghitruong.engines.wishes.fields import fields
from nghitruong.engines.wishes.phrases import Heard, Phrases
from nghitruong.kernel.vietnamese import Span

TWO_WISHES: Final = "two_wishes"
"""The doubt: this may be two matters, the second from `doubt_at` on."""

PETITION, OPINION = "petition", "opinion"
NOTHING: Final = "nothing"
"""The kind of "không có ý kiến": it is left out."""

_SUBSTANTIAL: Final = 5
"""Words of a clause that may be a matter by itself."""

_STOP: Final = re.compile(r"[.!?…]+[\"”’)\]]*(?=\s|$)|;")
_ABBREVIATED: Final = re.compile(
    r"(?:^|[\s(])(?:\w|tp|tx|tt|đ/c|tr|th|ts|ths|gs|pgs|bs|ks|v\.v|đt|st|kp|q|p)$", re.IGNORECASE
)
_NUMBERED: Final = re.compile(r"(?:(?<=\s)|(?<=^))\(?(?P<number>\d{1,2})[.)/]\s+(?=[^\W\d_])")
_SEVERAL: Final = re.compile(r"(?:hai|ba|bốn|2|3|4|hai ba) (?:việc|vấn đề|ý kiến|kiến nghị|nội dung|điều)")
_AND: Final = re.compile(r"[,;]? và ")
_ABOUT: Final = re.compile(
    r"(?:về|đối với|liên quan đến|riêng|còn|việc|ve|doi voi|lien quan den)(?: [^\s,:.;]+){1,6}[,:] "
)
_MARKS: Final = re.compile(r"[\s,.;:–—-]*(?:là\b[\s,:]*)?")
_LIST_MARK: Final = re.compile(r"(?:^|\n)\s*[a-zđ][).]\s+$|(?:^|\n)\s*\d{1,2}[).]\s*$")


class Link(StrEnum):
    """How a piece follows the one before it."""

    FIRST = "first"
    SENTENCE = "sentence"
    SEMICOLON = "semicolon"
    COUNTED = "counted"
    NEXT = "next"
    TOGETHER = "together"


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence, or a part of one that may be a wish by itself; `heard` begins behind its connector."""

    span: Span
    link: Link
    heard: Heard
    asks: bool
    complains: bool
    praises: bool
    fields: frozenset[str]
    is_about: bool = False
    """begins with "Về đường: …" """
    is_named: bool = False
    """begins with somebody's name"""
    is_told: bool = False
    """and says that they said or asked it"""

    @property
    def has_matter(self) -> bool:
        return self.asks or self.complains

    @property
    def is_substantial(self) -> bool:
        """Says something of its own, known words of complaint or not."""
        return self.has_matter or len(self.heard.text.split()) >= _SUBSTANTIAL


@dataclass(slots=True)
class Wished:
    """Pieces of one matter."""

    pieces: list[Piece]
    doubt_at: int | None = None

    @property
    def span(self) -> Span:
        return Span(self.pieces[0].span.start, self.pieces[-1].span.end)

    @property
    def asks(self) -> bool:
        return any(piece.asks for piece in self.pieces)

    @property
    def has_matter(self) -> bool:
        return any(piece.has_matter for piece in self.pieces)

    @property
    def is_substantial(self) -> bool:
        return any(piece.is_substantial for piece in self.pieces)

    @property
    def fields(self) -> frozenset[str]:
        return frozenset[str]().union(*(piece.fields for piece in self.pieces))

    @property
    def kind(self) -> str:
        """Opinion where a remark or a thanks asks for nothing; nothing where neither is heard."""
        if self.asks:
            return PETITION
        if any(piece.praises for piece in self.pieces):
            contrast = any(words.CONTRAST.found(piece.heard) and piece.complains for piece in self.pieces)
            return PETITION if contrast else OPINION
        if any(words.NOTHING.found(piece.heard) for piece in self.pieces) and not self.has_matter:
            return NOTHING
        follows = self.pieces[0].link in (Link.NEXT, Link.COUNTED)
        return PETITION if self.has_matter or follows else ""


def wishes_in(source: str, span: Span, *, plain: bool) -> list[Wished]:
    """The matters of one speech, in order. Greetings and what leads to no matter are left out."""
    pieces = [piece for piece in _without_replies(_pieces(source, span, plain=plain)) if not _is_courtesy(piece)]
    wished: list[Wished] = []
    for place, piece in enumerate(pieces):
        if _is_lead_in(piece, pieces[place + 1 :]):
            continue
        if not wished or _begins_another(wished[-1], piece):
            wished.append(Wished([piece], _doubt_inside(piece)))
            continue
        if wished[-1].doubt_at is None:
            may_be = _may_be_another(wished[-1], piece)
            wished[-1].doubt_at = piece.span.start if may_be else _doubt_inside(piece)
        wished[-1].pieces.append(piece)
    return wished


def _without_replies(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """What an official answered in between is left out, up to the next voter."""
    is_reply = False
    for piece in pieces:
        head = Heard(piece.heard.text[:_MOST_OF_AN_OFFICE], plain=piece.heard.is_plain)
        is_voter = piece.is_named or bool(words.VOTER.begins(piece.heard))
        is_reply = not is_voter and (is_reply or (bool(words.OFFICE.begins(head)) and _ANSWERS.found(head)))
        if not is_reply or piece.link is Link.FIRST:
            yield piece


def _begins_another(before: Wished, piece: Piece) -> bool:
    """Whether the piece is surely about something else."""
    if piece.link is Link.COUNTED or (piece.link is Link.SENTENCE and piece.is_named and piece.is_told):
        return True
    if not before.is_substantial or not (piece.is_substantial or piece.praises):
        return False
    if piece.link is Link.NEXT:
        return piece.is_substantial or piece.praises
    if _only_praises(piece) != (before.kind == OPINION) and before.kind:
        return piece.has_matter or _only_praises(piece)
    return _is_other_matter(before, piece)


def _is_other_matter(before: Wished, piece: Piece) -> bool:
    """By its own words: both complain or ask, and of different things."""
    if not (piece.has_matter and before.has_matter) or _goes_on(piece, before):
        return False
    if piece.is_about or (piece.link is Link.TOGETHER and before.asks and piece.asks and piece.complains):
        return True
    if piece.link is Link.SENTENCE and (piece.is_named or words.VOTER.begins(piece.heard)):
        return not piece.fields & before.fields or before.asks
    is_apart = before.asks or piece.link is not Link.SENTENCE
    return _differ(piece.fields, before.fields) and (piece.asks or piece.link is Link.SEMICOLON) and is_apart


def _may_be_another(before: Wished, piece: Piece) -> bool:
    if not (piece.has_matter and before.has_matter):
        return False
    if piece.link in (Link.NEXT, Link.COUNTED, Link.TOGETHER):
        return True
    return before.asks and piece.asks and _differ(piece.fields, before.fields)


def _goes_on(piece: Piece, before: Wished) -> bool:
    """Begins with what continues a thought; a demand behind a bare complaint is its demand."""
    if piece.link is Link.TOGETHER:
        return False
    asks_first = bool(words.DEMAND.begins(piece.heard))
    return (asks_first and not before.asks) or (not asks_first and bool(words.SAME.begins(piece.heard)))


def _differ(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one) and bool(other) and not one & other


def _only_praises(piece: Piece) -> bool:
    return piece.praises and not piece.asks and not (piece.complains and words.CONTRAST.found(piece.heard))


def _is_courtesy(piece: Piece) -> bool:
    if not piece.heard.text.strip(" .,;:!-"):
        return True
    return bool(words.GREETING.begins(piece.heard)) and not piece.has_matter and not piece.fields


def _is_lead_in(piece: Piece, rest: Sequence[Piece]) -> bool:
    """What only leads to the matter: consent to the reports, or the words before a list."""
    if piece.heard.text.endswith(":") and rest and rest[0].link is Link.COUNTED:
        return True
    if not any(each.has_matter for each in rest) or piece.asks:
        return False
    return _only_praises(piece) and words.LEAD_IN.found(piece.heard)


def _doubt_inside(piece: Piece) -> int | None:
    """Where one sentence joins two demands from different fields."""
    several = _SEVERAL.search(piece.heard.text)
    if several and (second := _AND.search(piece.heard.text, several.end())):
        return piece.span.end - len(piece.heard.text) + second.start()
    for match in _JOINED.each(piece.heard):
        left = Heard(piece.heard.text[: match.start()], plain=piece.heard.is_plain)
        right = Heard(piece.heard.text[match.start() :], plain=piece.heard.is_plain)
        if _has_matter(left) and _has_matter(right) and _differ(fields(left), fields(right)):
            return piece.span.end - len(piece.heard.text) + match.start()
    return None


_MOST_OF_AN_OFFICE: Final = 90
_ANSWERS: Final = Phrases("trả lời|giải trình|giải đáp|tiếp thu|cho biết|thông tin thêm")
_JOINED: Final = Phrases("đồng thời|và đề nghị|và kiến nghị|ngoài ra|bên cạnh đó|cũng như đề nghị|đề nghị|kiến nghị")


def _pieces(source: str, span: Span, *, plain: bool) -> Iterator[Piece]:
    link = Link.FIRST
    for part, stop in _cut(source, span, plain=plain):
        yield _piece(source, part, link, plain=plain)
        link = Link.SEMICOLON if stop == ";" else Link.SENTENCE


def _piece(source: str, span: Span, link: Link, *, plain: bool) -> Piece:
    """Its connector is passed over: it belongs to no wish."""
    start = span.start + len(source[span.start : span.end]) - len(source[span.start : span.end].lstrip(" \t\n,;.:"))
    if number := _NUMBERED.match(source, start, span.end):
        start, link = number.end(), Link.COUNTED
    heard = Heard(source[start : span.end], plain=plain)
    for phrases, meaning in (
        (words.COUNTED, Link.COUNTED),
        (words.NEXT, Link.NEXT),
        (words.FIRST, link),
        (words.TOGETHER, Link.TOGETHER),
    ):
        if end := phrases.begins(heard):
            marks = _MARKS.match(heard.text, end)
            start += marks.end() if marks else end
            link = meaning
            break
    heard = Heard(source[start : span.end], plain=plain)
    asks, complains, praises = _tone(heard)
    is_about = bool(_ABOUT.match(heard.text))
    named = layout.NAMED.match(source[start : span.end])
    is_told = bool(named) and (words.SPEAKS.found(heard) or asks)
    return Piece(
        Span(start, span.end), link, heard, asks, complains, praises, fields(heard), is_about, bool(named), is_told
    )


def _tone(heard: Heard) -> tuple[bool, bool, bool]:
    """Whether it asks, complains and praises; polite phrases ask for nothing."""
    listened = Heard("", plain=heard.is_plain)
    listened.text = words.COURTESY.blanked(heard)
    asks = words.DEMAND.found(listened) or words.QUESTION.found(listened) or heard.text.rstrip().endswith("?")
    return asks, words.COMPLAINT.found(listened), _praises(heard)


def _praises(heard: Heard) -> bool:
    """Praise that is not denied: "không đồng tình" is none."""
    denied = re.compile(r"(?:khong|chua) $" if heard.is_plain else r"(?:không|chưa)(?: được)?\s$")
    return any(not denied.search(heard.text[: match.start()]) for match in words.PRAISE.each(heard))


def _has_matter(heard: Heard) -> bool:
    asks, complains, _ = _tone(heard)
    return asks or complains


def _cut(source: str, span: Span, *, plain: bool) -> Iterator[tuple[Span, str]]:
    """Sentences and their parts, each with the mark that ends it."""
    numbers = _numbers(source, span)
    cuts = sorted({*_stops(source, span), *_connectors(source, span, plain=plain), *numbers})
    start = span.start
    for at in (*cuts, span.end):
        text = source[start:at]
        if text.strip(" \t\n.,;:-"):
            trimmed = start + len(text) - len(text.lstrip())
            yield Span(trimmed, start + len(text.rstrip())), text.rstrip()[-1]
            start = at


def _stops(source: str, span: Span) -> Iterator[int]:
    depth_at = span.start
    for match in _STOP.finditer(source, span.start, span.end):
        before, after = source[depth_at : match.start()], source[match.end() : span.end].lstrip()
        if before.count("(") > before.count(")") or _LIST_MARK.search(source[span.start : match.end()] + " "):
            continue
        if (
            match.group() == "."
            and (_ABBREVIATED.search(before) or after[:1].islower())
            and "\n" not in source[match.end() : match.end() + 1]
        ):
            continue
        if match.group() == ";" and re.match(r"[a-zđ]\)", after):
            continue
        yield match.end()
        depth_at = match.end()


def _numbers(source: str, span: Span) -> list[int]:
    """Where the points of a list that counts from one begin inside a speech."""
    found: list[int] = []
    for match in _NUMBERED.finditer(source, span.start, span.end):
        if int(match["number"]) == len(found) + 1:
            found.append(match.start())
    return found if len(found) > 1 else []


def _connectors(source: str, span: Span, *, plain: bool) -> Iterator[int]:
    """Where "ngoài ra" and the like stand behind a mark in the middle of a sentence."""
    heard = Heard(source[span.start : span.end], plain=plain)
    for match in words.NEXT.each(heard):
        if re.search(r"[,:–-]\s*$", heard.text[: match.start()]) and not heard.text[: match.start()].endswith(
            ("thứ ",)
        ):
            yield span.start + match.start()
