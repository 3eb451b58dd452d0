"""Where a text names units: "P.5, Q.11, TP.HCM", "xã Thạch Hòa (huyện Thạch Thất)", "ở phường Tràng Minh, Hải Phòng".

A mention is a word or an abbreviation for a kind with a name behind it; a bare name counts only right behind a mention
of something smaller. What a name may mean is decided elsewhere (`places`).
"""

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Final, NamedTuple

from nghitruong.foundation.councils.gazetteer import tables
from nghitruong.foundation.councils.gazetteer.finding import units_named
from nghitruong.foundation.councils.gazetteer.units import Kind, Level, Unit, level
from nghitruong.kernel.vietnamese import fold, same_spelling

MOST_WORDS: Final = 6
"""In a name: "Phan Rang-Tháp Chàm" has four, "Văn Miếu - Quốc Tử Giám" five."""

OLD, NEW, ANY = "old", "new", ""

_LEVELS: Final = tuple(Level)
_ONE_LETTER: Final = r"{}(?:\.\s*|\s*(?=\d))"
_PREFIX: Final = re.compile(
    r"(?<![^\W_])(?:"
    r"(?P<thi_tran>thi tran\s+|tt(?:\.\s*|\s+))|(?P<thi_xa>thi xa\s+|tx(?:\.\s*|\s+))"
    r"|(?P<thanh_pho>thanh pho\s+|t\.?p(?:\.\s*|\s+|(?=hcm|hn)))|(?P<dac_khu>dac khu\s+|dk\.\s*)"
    rf"|(?P<phuong>phuong\s+|{_ONE_LETTER.format('p')})|(?P<xa>xa\s+|x\.\s*)"
    rf"|(?P<quan>quan\s+|{_ONE_LETTER.format('q')})|(?P<huyen>huyen\s+|h\.\s*)|(?P<tinh>tinh\s+|t\.\s*)"
    r")(?=[^\W_])"
)
_KINDS: Final = {
    "thi_tran": ("thị trấn", frozenset({Kind.TOWNSHIP})),
    "thi_xa": ("thị xã", frozenset({Kind.TOWN})),
    "thanh_pho": ("thành phố", frozenset({Kind.CITY, Kind.PROVINCIAL_CITY})),
    "dac_khu": ("đặc khu", frozenset({Kind.SPECIAL_ZONE})),
    "phuong": ("phường", frozenset({Kind.WARD})),
    "xa": ("xã", frozenset({Kind.COMMUNE})),
    "quan": ("quận", frozenset({Kind.URBAN_DISTRICT})),
    "huyen": ("huyện", frozenset({Kind.DISTRICT})),
    "tinh": ("tỉnh", frozenset({Kind.PROVINCE})),
}
_WORD: Final = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_JOIN: Final = re.compile(r"\s*[-–'’]\s*|\.(?=[^\W_])|\s+")
_NEXT: Final = re.compile(r"(?: | ?[-–] ?|['’])([^\W\d_])")
_ZEROS: Final = re.compile(r"^0+(?=\d)")
_GAP: Final = re.compile(r"\s*(?:cũ\s*)?(?:\(?\s*cũ\s*\)\s*)?[,;(/–-]?\s*(?:(?:thuộc|của|ở)\s+)?", re.IGNORECASE)
_AGE: Final = re.compile(
    r"\s*[,(]?\s*(?:(?P<old>cũ|(?:nay|hiện nay|bây giờ) (?:là|thuộc)|trước (?:đây|kia)|trước (?:khi )?sáp nhập)"
    r"|(?P<new>mới|sau (?:khi )?sáp nhập))(?![^\W_])",
    re.IGNORECASE,
)
_ENDED_DISTRICTS: Final = {"2": "769", "9": "769"}
"""Quận 2 and quận 9 of Hồ Chí Minh City became part of thành phố Thủ Đức on 1/1/2021 (1111/NQ-UBTVQH14)."""


class Mention(NamedTuple):
    """A stretch of a text that names units; without `units` it has the form of a name but none is known.

    `is_spelled` is false where a unit differs from what was written in accents that were written. `age` says whether
    the text itself calls the unit the old or the new one.
    """

    start: int
    end: int
    level: Level
    units: tuple[Unit, ...]
    is_spelled: bool = True
    age: str = ANY

    @property
    def highest(self) -> int:
        """The place of the highest level that it may mean, 0 for provinces."""
        return min((_LEVELS.index(unit.level) for unit in self.units), default=_LEVELS.index(self.level))


class Scan:
    """One composed text and the mentions in it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._folded = fold(text)

    @cached_property
    def _is_plain(self) -> bool:
        """Typed without any accent, so that a missing one says nothing."""
        return self._folded == self.text.lower()

    @cached_property
    def _is_small(self) -> bool:
        """Typed without capitals, so that a missing one says nothing."""
        return self.text == self.text.lower()

    @cached_property
    def _is_large(self) -> bool:
        """Typed in capitals, so that one says nothing."""
        return self.text == self.text.upper()

    def chains(self) -> Iterator[tuple[Mention, ...]]:
        """Mentions that belong together, the smallest first: "P.5, Q.11, TP.HCM" is one chain of three."""
        mentions = list(self._mentions())
        place = 0
        while place < len(mentions):
            chain = [mentions[place]]
            place += 1
            while True:
                gap = _GAP.match(self.text, chain[-1].end)
                start = gap.end() if gap else chain[-1].end
                if place < len(mentions) and mentions[place].start == start and _is_above(mentions[place], chain[-1]):
                    chain.append(mentions[place])
                    place += 1
                elif bare := self._bare(start, below=chain[-1]):
                    chain.append(bare)
                else:
                    break
            yield tuple(chain)

    def alone(self) -> tuple[Mention, ...]:
        """The text as nothing but names: "Cẩm Thượng, Hải Dương". Empty when the first piece is no name."""
        first = self._named(0, frozenset(Kind), is_whole=True)
        if not first:
            return ()
        chain = [first]
        while (gap := _GAP.match(self.text, chain[-1].end)) and (bare := self._bare(gap.end(), below=chain[-1])):
            chain.append(bare)
        return tuple(chain) if chain[-1].end == len(self.text) else ()

    def _mentions(self) -> Iterator[Mention]:
        start = 0
        while match := _PREFIX.search(self._folded, start):
            start = match.end()
            word, kinds = _KINDS[match.lastgroup or ""]
            if not self._is_word(match.group(), match.start(), word):
                continue
            named = self._named(start, kinds) or self._unknown(start, kinds)
            if named:
                start = named.end
                yield named._replace(start=match.start(), age=self._age(named.end))

    def _is_word(self, folded: str, start: int, word: str) -> bool:
        """Between accents, "xa" is not "xã"; an abbreviation has none."""
        typed = self.text[start : start + len(folded)].strip().lower()
        return self._is_plain or len(typed.strip(".")) < 3 or same_spelling(typed.strip("."), word)

    def _named(self, start: int, kinds: frozenset[Kind], *, is_whole: bool = False) -> Mention | None:
        """The longest known name that begins there: of the kinds at first, else of their levels."""
        if not self._may_begin_name(start):
            return None
        levels = {level(kind) for kind in kinds}
        ends = (end for end in self._ends(start) if not self._runs_on(end))
        found = [(end, units) for end in ends if (units := self._units(start, end))]
        if is_whole:
            found = [(end, units) for end, units in found if self.text[end : end + 1] in ("", ",")]
        for is_strict in (True, False):
            for end, units in found:
                if fitting := [
                    unit for unit in units if unit.kind in kinds or (not is_strict and unit.level in levels)
                ]:
                    return self._mention(start, end, fitting)
        return None

    def _bare(self, start: int, below: Mention) -> Mention | None:
        """A name without the word for its kind, of a unit above the one before it."""
        if start == below.end or not self._may_begin_name(start):
            return None
        for end in self._ends(start):
            above = [unit for unit in self._units(start, end) if _LEVELS.index(unit.level) < _lowest(below)]
            if above:
                return self._mention(start, end, above)
        return None

    def _unknown(self, start: int, kinds: frozenset[Kind]) -> Mention | None:
        """What has the form of a name, up to the first word that has not."""
        end = start
        for stop in reversed(list(self._ends(start))):
            word = self.text[:stop].rsplit(maxsplit=1)[-1].lstrip(".,")
            if not (word[:1].isupper() or word[:1].isdigit()):
                break
            end = stop
        if end == start or self._is_small:
            return None
        key = self._folded[start:end]
        district = _ENDED_DISTRICTS.get(_ZEROS.sub("", key), "") if Kind.URBAN_DISTRICT in kinds else ""
        units = tuple(tables.districts()[district]) if district else ()
        return Mention(start, end, max(map(level, kinds), key=_LEVELS.index), units)

    def _mention(self, start: int, end: int, units: list[Unit]) -> Mention:
        typed = self.text[start:end]
        spelled = [unit for unit in units if any(same_spelling(typed, name) for name in (unit.plain_name, *unit.also))]
        is_spelled = bool(spelled) or typed.isascii()
        kept = tuple(units if self._is_plain or not spelled else spelled)
        lowest = max((unit.level for unit in kept), key=_LEVELS.index)
        return Mention(start, end, lowest, kept, is_spelled)

    def _may_begin_name(self, start: int) -> bool:
        first, after = self.text[start : start + 1], self.text[start + 1 : start + 3]
        is_letter = after[:1] == " " and after[1:].isupper()  # the lists write "xã é Tòng"
        return first.isupper() or first.isdigit() or is_letter or (self._is_small and first.isalpha())

    def _runs_on(self, end: int) -> bool:
        """Whether the next word is one more of the same name: "Tràng" is no name in "Tràng Minh"."""
        if self._is_small or self._is_large:
            return False
        after = _NEXT.match(self.text, end)
        return after is not None and after[1].isupper() and not _PREFIX.match(self._folded, after.start(1))

    def _ends(self, start: int) -> list[int]:
        """Where a name that begins there may end, the longest first."""
        ends: list[int] = []
        while len(ends) < MOST_WORDS and (word := _WORD.match(self._folded, start)):
            ends.append(word.end())
            join = _JOIN.match(self._folded, word.end())
            if join is None:
                break
            start = join.end()
        return ends[::-1]

    def _units(self, start: int, end: int) -> list[Unit]:
        key = _ZEROS.sub("", tables.name_key(self._folded[start:end]))
        return units_named(key)

    def _age(self, end: int) -> str:
        match = _AGE.match(self.text, end)
        return match.lastgroup or ANY if match else ANY


def _lowest(mention: Mention) -> int:
    return _LEVELS.index(mention.level)


def _is_above(mention: Mention, below: Mention) -> bool:
    return mention.highest < _lowest(below)
