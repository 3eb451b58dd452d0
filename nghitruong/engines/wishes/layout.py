"""The lines of minutes: what marks them, which of them begin a voter's words, and which are no voter's words at all."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import Final

from nghitruong.engines.wishes import words
from nghitruong.engines.wishes.phrases import Heard


class Mark(StrEnum):
    """What a line begins with."""

    NONE = ""
    NUMBER = "number"
    LETTER = "letter"
    ROMAN = "roman"
    BULLET = "bullet"


_MARKS: Final = re.compile(
    r"\s*(?:(?P<number>(?:(?:ý kiến|kiến nghị|câu hỏi|câu|nội dung|vấn đề)(?: thứ"
    r"| số)?\s*)?\d{1,3}(?:\.\d{1,2})*\s*[.)/:](?!\d)\s*"
    r"|(?:ý kiến|kiến nghị|câu hỏi)(?: thứ| số)? \d{1,3}\s*[-–]?\s*)"
    r"|(?P<roman>(?:[IVX]{1,5}|[A-HĐ])\s*[.)/-]\s+)"
    r"|(?P<letter>[a-hđ][.)]\s+)"
    r"|(?P<bullet>[-–—•*+●▪◦○■►➢→✓·]\s*(?=[^\s\d|]|\d+\s)))",
    re.IGNORECASE,
)
_UPPER: Final = "A-ZĐÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
_HONORIFIC: Final = (
    r"(?:[ÔôOo]ng|[Bb]à|[Aa]nh|[Cc]hị|[Cc]ô|[Bb]ác|[Cc]hú|[Cc]ụ|[Cc]ử tri|[Đđ]ồng chí|[Đđ]/c|ÔNG|BÀ|[ÔBAC]\.)"
)
NAME: Final = rf"[{_UPPER}][\w’']*(?:[ .]+(?:[{_UPPER}][\w’']*|\bvà\b(?= [{_UPPER}]))){{0,5}}"
NAMED: Final = re.compile(rf"{_HONORIFIC}\s+(?:cử tri\s+)?{NAME}")
_ABBREVIATED: Final = re.compile(rf"\s*[ÔBAC]\.\s*{NAME}[^:\n]{{0,40}}:")
_COLON: Final = re.compile(
    r"[^:.!?;\n]{0,40}?:|(?:[^:.!?;\n(]|\([^)\n]*\)|(?<=\w)\.(?=\S)|(?<=tp)\.|(?<=TP)\.)*?:", re.DOTALL
)
_INTRODUCED: Final = re.compile(
    r"(?:ý kiến|phát biểu)(?: của)?(?:\s*:)?\s+(?=(?:ông|bà|anh|chị|cô|bác|chú|cử tri)\s)", re.IGNORECASE
)
_HAMLET: Final = re.compile(
    r"(?:tổ dân phố|tổ|thôn|ấp|xóm|bản|buôn|khu phố|khu dân cư|khu vực|khu|khóm|tdp|kp|kdc)\.?\s+[^:.;,]{1,24}:",
    re.IGNORECASE,
)
_PLACED: Final = re.compile(
    r"\s*(?:[,–-]|\s-)\s*(?:ở\s+)?(?:tổ|thôn|ấp|xóm|bản|buôn|khu|khóm|tdp|kp|kdc|ngụ|số nhà)\b[^.:;\n]{1,40}[.:]\s",
    re.IGNORECASE,
)
_GROUP: Final = re.compile(r"(?:Cử tri|Tập thể|Các hộ|Bà con|Nhân dân|Đại diện|Hộ|Một số)\b", re.IGNORECASE)
_PLAIN_SPEAKER: Final = re.compile(
    r"(?:ong|ba|anh|chi|co|bac|chu|cu tri|cu|ông|bà|chị|cô|bác|chú|cử tri|cụ) [^:.;]{1,60}:", re.IGNORECASE
)
_BARE_NAME: Final = re.compile(
    rf"[{_UPPER}][\w’']*(?: [{_UPPER}][\w’']*){{1,4}}\s*[-–,(]\s*"
    r"(?:tổ|thôn|ấp|xóm|bản|buôn|khu|khóm|tdp|kp|kdc|cử tri"
    r"|Tổ|Thôn|Ấp|Xóm|Bản|Buôn|Khu|Khóm|TDP|KP|KDC)\b[^:.;\n]{0,40}:"
)
MOST_OF_A_NAME: Final = 160
_COMMA_CELL: Final = re.compile(r"(?:^|(?<=,))(?:\"(?P<quoted>(?:[^\"]|\"\")*)\"|(?P<plain>[^,\"]*))(?=,|$)")
_CONTENT_HEAD: Final = re.compile(r"(?:^|,)\"?(?:nội dung|ý kiến|kiến nghị|text)[^,]*\"?(?:,|$)")
_RULE: Final = re.compile(r"[\s|:+=-]+")
_SENTENCE_END: Final = (".", "!", "?", ";", ",", "…", ":")


@dataclass(frozen=True, slots=True)
class Line:
    """One filled line: its place in the source, what marks it, where its words begin, whether a gap is above it."""

    start: int
    end: int
    text: str
    mark: Mark
    body: int
    is_after_gap: bool
    indent: int

    @property
    def words(self) -> str:
        return self.text[self.body - self.start :]


def lines_of(source: str) -> tuple[Line, ...]:
    """The filled lines of a text."""
    found: list[Line] = []
    gap, start = True, 0
    for raw in source.split("\n"):
        if raw.strip():
            found.append(_line(raw, start, gap=gap))
            gap = False
        else:
            gap = True
        start += len(raw) + 1
    return tuple(found)


def _line(raw: str, start: int, *, gap: bool) -> Line:
    match = _MARKS.match(raw) if not _ABBREVIATED.match(raw) else None
    mark = Mark(match.lastgroup or "") if match else Mark.NONE
    indent = len(raw) - len(raw.lstrip())
    body = match.end() if match else indent
    if match and mark is Mark.BULLET and (inner := _MARKS.match(raw, body)) and inner.lastgroup == "number":
        body = inner.end()
    return Line(start + indent, start + len(raw.rstrip()), raw.strip(), mark, start + body, gap, indent)


def speaker_end(text: str) -> int:
    """Where the words of a named speaker begin: behind "Bà Phạm Thị Lý (tổ 4):"; 0 when nobody is named in front."""
    introduced = _INTRODUCED.match(text)
    lead = introduced.end() if introduced else 0
    if named := NAMED.match(text[lead:]) or _GROUP.match(text, lead):
        return _speech_start(text, named.end() + (lead if named.re is NAMED else 0))
    plain = _PLAIN_SPEAKER.match(text) or _HAMLET.match(text) or _BARE_NAME.match(text)
    return plain.end() if plain else 0


def _speech_start(text: str, end: int) -> int:
    """Behind the colon that follows a name, or behind the hamlet that ends with a full stop."""
    colon = _COLON.match(text, end)
    if colon and colon.end() <= MOST_OF_A_NAME and not words.DEMAND.found(Heard(colon.group()[:-12], plain=False)):
        return colon.end()
    placed = _PLACED.match(text, end)
    return placed.end() if placed else 0


def cells(line: Line, delimiter: str) -> list[tuple[int, int]]:
    """The cells of a row, as places in the source."""
    if delimiter == ",":
        return [_unquoted(line, match) for match in _COMMA_CELL.finditer(line.text)]
    found, start = [], line.start
    for raw in line.text.split(delimiter):
        lead = len(raw) - len(raw.lstrip())
        found.append((start + lead, start + max(lead, len(raw.rstrip()))))
        start += len(raw) + 1
    return found


def _unquoted(line: Line, match: re.Match[str]) -> tuple[int, int]:
    name = "quoted" if match["quoted"] is not None else "plain"
    return line.start + match.start(name), line.start + match.end(name)


def delimiter_of(lines: Sequence[Line]) -> str:
    """What separates the cells, where most lines are rows of one table; else nothing.

    A semicolon also stands in prose, so its rows must be equally long.
    """
    rows = [line.text for line in lines if not _RULE.fullmatch(line.text)]
    for delimiter, least in (("\t", 1), ("|", 2)):
        if sum(row.count(delimiter) >= least for row in rows) * 3 >= max(6, 2 * len(rows)):
            return delimiter
    if rows and _CONTENT_HEAD.search(rows[0].lower()) and len(_COMMA_CELL.findall(rows[0])) > 1:
        return ","
    counts = Counter(row.count(";") for row in rows if row.count(";") >= 2)
    usual = max(counts.values(), default=0)
    return ";" if usual >= 2 and usual * 2 > len(rows) else ""


def is_rule(line: Line) -> bool:
    """A line of strokes between the head and the body of a table."""
    return _RULE.fullmatch(line.text) is not None


def is_short(line: Line, most: int = 14) -> bool:
    """Few words and no mark that ends a sentence: it may be a heading."""
    return len(line.words.split()) <= most and not line.words.endswith(_SENTENCE_END[:-1])


def is_capitals(text: str) -> bool:
    letters = [letter for letter in text if letter.isalpha()]
    return len(letters) > 3 and sum(letter.isupper() for letter in letters) * 10 > len(letters) * 9


def is_wrapped(lines: Sequence[Line]) -> bool:
    """Whether lines are broken by their length and not by their sense."""
    pairs = [(one, other) for one, other in pairwise(lines) if not other.is_after_gap and other.mark is Mark.NONE]
    broken = sum(not one.text.endswith(_SENTENCE_END) and len(one.text) > 60 for one, _ in pairs)
    return bool(pairs) and broken * 2 > len(pairs)


def paragraphs(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Lines between gaps; without gaps each line by itself."""
    has_gaps = any(line.is_after_gap for line in lines[1:])
    wrapped = is_wrapped(lines)
    current: list[Line] = []
    for line in lines:
        if current and (line.is_after_gap or (not wrapped and not has_gaps)):
            yield current
            current = []
        current.append(line)
    if current:
        yield current
