"""The stamps of state secrecy, as papers bear them and as people write them into names and titles.

A mark counts where it stands alone – on its own line of the first page, in brackets, behind a dash – or in capitals
between words that are not; "công tác bảo mật" and "danh mục bí mật nhà nước độ Tối mật" are ordinary words. The wording
of the law is Vietnamese data, hence this file. Pure.
"""

import re

from nghitruong.kernel.vietnamese import clean_line, clean_text

SECRET, TOP, HIGHEST = "Mật", "Tối mật", "Tuyệt mật"
LEVELS = (HIGHEST, TOP, SECRET)
"""The three levels, highest first (R12.10)."""

LINES_OF_FIRST_PAGE = 80
LETTERS_OF_FIRST_PAGE = 6_000

_SPELLINGS = {
    "mật": SECRET,
    "tối mật": TOP,
    "tuyệt mật": HIGHEST,
    # What papers typed in the fonts before Unicode (TCVN3, VNI) hold in place of these words.
    "mët": SECRET,
    "tèi mët": TOP,
    "tuyöt mët": HIGHEST,
    "maät": SECRET,
    "toái maät": TOP,
    "tuyeät maät": HIGHEST,
}
_PREFIX = re.compile(r"^(độ mật|độ|dấu|văn bản|tài liệu|đóng dấu)( độ)? ?[:.]? ?", re.IGNORECASE)
_BEFORE_A_BREAK = re.compile(r"\b(bảo|bí|cơ|mặt|ngọt|dịch)$", re.IGNORECASE)
"""“CÔNG TÁC BẢO / MẬT”: a heading that was broken before its last word."""

_SEGMENTS = re.compile(r"[()\[\]{}<>|;_]+|\s[-–—]+\s|\t+|\s{3,}")
_CAPITALS = re.compile(r"(?<!\w)(TUYỆT\s+MẬT|TỐI\s+MẬT|MẬT)(?!\w)")
_BARE_IN_NAMES = re.compile(r"(?<!\w)(?:(TUYET MAT)|(TOI MAT)|(MAT)(?= ?$))(?!\w)")
"""Without accents: “MAT” only as the last word, since MAT_TRAN is the Fatherland Front."""


def mark_in_words(text: str) -> str:
    """The level that a title claims, or an empty text."""
    line = clean_line(text)
    for segment in _SEGMENTS.split(line):
        if level := _level_alone(segment):
            return level
    return _level_in_capitals(line)


def mark_in_name(name: str) -> str:
    """The level that a file's name claims, accents or not (BC_12_TUYET-MAT.pdf), or an empty text."""
    stem = name.rpartition(".")[0] or name
    spaced = clean_line(re.sub(r"[_.+-]+", " ", stem))
    if level := mark_in_words(stem) or mark_in_words(spaced):
        return level
    bare = _BARE_IN_NAMES.search(re.sub(r"[()\[\]{}]", "", spaced))
    return LEVELS[(bare.lastindex or 1) - 1] if bare else ""


def mark_on_first_page(text: str) -> str:
    """The level stamped on a line of its own of the first page, or an empty text."""
    lines = [line for line in clean_text(text[:LETTERS_OF_FIRST_PAGE]).split("\n") if line.strip()]
    before = ""
    for line in lines[:LINES_OF_FIRST_PAGE]:
        level = _stamp_of(line)
        if level and not _BEFORE_A_BREAK.search(before.rstrip(" .,")):
            return level
        before = line
    return ""


def _stamp_of(line: str) -> str:
    """A stamp is printed in capitals, alone or beside something that a wide gap or a bar divides from it."""
    for segment in (line, *_SEGMENTS.split(line)):
        if segment.strip() and (level := _level_alone(segment, is_stamp=True)):
            return level
    return ""


def _level_alone(segment: str, *, is_stamp: bool = False) -> str:
    words = clean_line(segment).strip(" .*\"'“”-–—=~/\\")
    joined = _joined(words)
    plain = _PREFIX.sub("", joined.lower())
    level = _SPELLINGS.get(plain, "")
    if level and is_stamp and not _is_printed_as_stamp(joined):
        return ""
    return level


def _is_printed_as_stamp(words: str) -> bool:
    """In capitals, in the old fonts whose capitals are small letters, or named: "Độ mật: Tối mật"."""
    named = _PREFIX.match(words) is not None and ":" in words
    return words.isupper() or named or words.lower() not in ("mật", "tối mật", "tuyệt mật")


def _joined(words: str) -> str:
    """“M Ậ T” and “T U Y Ệ T  M Ậ T” are written wide, letter by letter."""
    parts = words.split(" ")
    if len(parts) < 3 or any(len(part) > 1 for part in parts):
        return words
    joined = "".join(parts)
    start = joined[: -len(SECRET)]
    return f"{start} {joined[-len(SECRET) :]}" if start else joined


def _level_in_capitals(line: str) -> str:
    """“Báo cáo MẬT về …”: in capitals between words that are not."""
    for match in _CAPITALS.finditer(line):
        before = line[: match.start()].split()
        after = line[match.end() :].split()
        neighbours = [word for word in (before[-1:] + after[:1]) if any(letter.isalpha() for letter in word)]
        if neighbours and not any(word.isupper() and len(word) > 1 for word in neighbours):
            return _SPELLINGS[clean_line(match.group()).lower()]
    return ""
