"""Minutes taken apart: which stretches are a voter's words, by whom, and in which way they are told from each other."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from nghitruong.engines.wishes import layout, letters, words
from nghitruong.engines.wishes.layout import Line, Mark
from nghitruong.engines.wishes.phrases import Heard, is_plain
from nghitruong.kernel.vietnamese import Span


class Way(StrEnum):
    """What tells one speech from the next (ux.md S7, "Đổi cách tách")."""

    NUMBERS = "numbers"
    BULLETS = "bullets"
    SPEAKERS = "speakers"
    TABLE = "table"
    PARAGRAPHS = "paragraphs"
    LINES = "lines"


class Part(StrEnum):
    """What a part of the minutes holds."""

    VOTERS = "voters"
    PRESENT = "present"
    REPLY = "reply"
    END = "end"


@dataclass(slots=True)
class Speech:
    """One voter's words; `is_marked` where a number, a bullet, a row or a name says that they are one."""

    start: int
    end: int
    speaker: str = ""
    is_marked: bool = True
    is_under: bool = False
    """one of several points below its speaker's name"""

    @property
    def is_bare(self) -> bool:
        """A name with nothing behind it: the points follow."""
        return self.start >= self.end


_SHORT: Final = 80
_LONG: Final = 110
"""Letters of a line that is no note but a paragraph."""

_SECTION: Final = re.compile(
    r"(?:phần )?(?:khai mạc|thành phần tham dự|thành phần|kết luận|bế mạc|phát biểu kết luận)\s*:|phần thứ \S+\s*[:.–-]"
)
_SECTION_ALONE: Final = re.compile(
    r"(?:phần )?(?:(?:các )?(?:ý kiến|thảo luận|kiến nghị|nội dung)(?:,? (?:ý kiến|kiến nghị))?"
    r"(?: của [^:.]{0,30}| cử tri| chung| khác)?"
    r"|(?:ý kiến )?(?:trả lời|giải trình|tiếp thu)(?: của [^:.]{0,40})?)\s*:?"
)
_FACT: Final = re.compile(r"(?:thời gian|địa điểm|thành phần|số (?:lượng )?cử tri|chủ trì|thư ký|số lượt)[^:]{0,20}:")
_HOST: Final = re.compile(r"(?:chủ trì|chủ tọa|chủ toạ)[^:\n]{0,20}:\s*", re.IGNORECASE)
_ENDED: Final = re.compile(r"(?:xong|hết|nghỉ|hết giờ)(?: \S+){0,2}\.?")
_GROUP_ROW: Final = re.compile(r"(?:[IVX]{1,5}|[A-HĐ])[.)]?$")
_NOT_CONTENT: Final = re.compile(r"^(?:stt|tt|số|ghi chú|cơ quan|lĩnh vực|loại|điện thoại|địa chỉ|nơi nêu|ngày)")
_ATTENDEE: Final = re.compile(
    r"\s*(?:[-–,:(]|là)\s*(?:nguyên )?(?:chủ tịch|phó chủ tịch|bí thư|phó bí thư|đại biểu|trưởng|phó trưởng|cán bộ"
    r"|công chức|thư ký|tổ trưởng|giám đốc|ủy viên|hội viên|lãnh đạo|phó)\b",
    re.IGNORECASE,
)
_PRESENT: Final = re.compile(r"^\d+ (?:cử tri|đại biểu|người)\b", re.IGNORECASE)
_TOLD: Final = re.compile(r"\((?P<who>(?:cô|bà|ông|anh|chị|chú|bác|cử tri)[^()]{2,60})\)\s*[.;]?\s*$", re.IGNORECASE)


class Minutes:
    """One text with its lines, and the ways in which it may be cut."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.lines = layout.lines_of(source)
        self.plain = is_plain(source)
        self._hosts = {_called(line.words[host.end() :]) for line in self.lines if (host := _HOST.match(line.words))}
        self._speakers = {line.start: layout.speaker_end(line.words) for line in self.lines}
        self._delimiter = layout.delimiter_of(self.lines)
        self._all_capitals = layout.is_capitals(source)

    def ways(self) -> tuple[Way, ...]:
        """Every way that finds at least two speeches, the likeliest first."""
        if len(self.lines) < 2:
            return (Way.PARAGRAPHS,)
        if letters.is_letter(self.lines):
            return (Way.PARAGRAPHS, Way.LINES)
        counts = {
            Way.NUMBERS: sum(
                line.mark is Mark.NUMBER and not self._is_heading(place) for place, line in enumerate(self.lines)
            ),
            Way.BULLETS: sum(line.mark is Mark.BULLET for line in self.lines),
            Way.SPEAKERS: sum(end > 0 for end in self._speakers.values()),
        }
        found = [way for way, count in sorted(counts.items(), key=lambda pair: -pair[1]) if count >= 2]
        if found and found[0] is Way.SPEAKERS and self._is_notes(counts[Way.SPEAKERS]):
            found.insert(0, Way.LINES)
        if self._delimiter:
            found.insert(0, Way.TABLE)
        long = sum(len(line.text) > _LONG for line in self.lines) * 2 > len(self.lines)
        by_lines = not long and not layout.is_wrapped(self.lines) and not self._has_blocks()
        rest = (Way.LINES, Way.PARAGRAPHS) if by_lines else (Way.PARAGRAPHS, Way.LINES)
        return tuple(dict.fromkeys((*found, *rest)))

    def _is_notes(self, marked: int) -> bool:
        """Whether most lines are short notes of their own, and the marked ones only some of them."""
        short = sum(len(line.text) < _SHORT for line in self.lines)
        return marked * 2 < len(self.lines) and short * 4 > 3 * len(self.lines) and not self._has_blocks()

    @property
    def is_table(self) -> bool:
        """Whether most of its lines are rows."""
        return bool(self._delimiter)

    def speeches(self, way: Way) -> Iterator[Speech]:
        """The speeches of voters, in order; what officials said, who was there and how it ended is left out."""
        if way is Way.TABLE:
            yield from self._rows()
        elif way is Way.PARAGRAPHS:
            yield from self._paragraphs()
        else:
            yield from self._marked(way)

    def _has_blocks(self) -> bool:
        """Whether gaps part the text into stretches of prose."""
        gaps = sum(line.is_after_gap for line in self.lines[1:])
        return gaps * 3 >= len(self.lines) - 1 or (gaps > 1 and layout.is_wrapped(self.lines))

    def _heard(self, text: str) -> Heard:
        return Heard(text, plain=self.plain)

    # Lines with marks

    def _marked(self, way: Way) -> list[Speech]:
        found: list[Speech] = []
        part, speech, is_list = Part.VOTERS, None, False
        for place, line in enumerate(self.lines):
            if (turned := self._turn(place)) is not None:
                part, speech, is_list = turned, None, False
            elif self._is_official(line) or self._is_frame(place):
                part, speech, is_list = Part.REPLY if self._opens_reply(place) else part, None, True
            elif self._starts(line, way, speech):
                heir = self._heir(line, speech)
                part = Part.VOTERS if self._speakers[line.start] and part is not Part.PRESENT else part
                speech = self._speech(line) if part is Part.VOTERS and not self._is_attendee(line) else None
                if speech and heir:
                    speech.speaker, speech.is_under = heir, True
                found += [speech] if speech else []
                is_list = False
            elif speech and not (line.is_after_gap and line.mark is Mark.NONE):
                speech.end = line.end
            elif part is Part.VOTERS and not is_list:
                speech = Speech(line.start, line.end, is_marked=False)
                found.append(speech)
        return found

    def _starts(self, line: Line, way: Way, before: Speech | None) -> bool:
        """Whether a new speech begins; marks inside one that says "vì:" before its list do not."""
        if way is Way.LINES:
            return True
        if self._speakers[line.start]:
            return True
        if before and before.is_marked and self._holds_list(before):
            return False
        if before and line.mark is not Mark.NONE and (before.is_under or (before.is_bare and before.speaker)):
            return True
        marks = {Way.NUMBERS: (Mark.NUMBER, Mark.BULLET), Way.BULLETS: (Mark.BULLET, Mark.NUMBER), Way.SPEAKERS: ()}
        return line.mark in marks[way]

    def _heir(self, line: Line, before: Speech | None) -> str:
        """Whose point a line is that stands below a speaker's name."""
        if before is None or self._speakers[line.start] or line.mark is Mark.NONE:
            return ""
        return before.speaker if before.is_bare or before.is_under else ""

    def _holds_list(self, speech: Speech) -> bool:
        text = self.source[speech.start : speech.end]
        first = text.split("\n", 1)[0].rstrip()
        return first.endswith(":") and words.DEMAND.found(self._heard(first))

    def _speech(self, line: Line) -> Speech:
        end = self._speakers[line.start]
        if end:
            return Speech(line.body + end, line.end, _speaker(line.words[:end]))
        named = layout.NAMED.match(line.words)
        return Speech(line.body, line.end, named.group() if named else "")

    # What is no speech

    def _turn(self, place: int) -> Part | None:
        """What a heading turns to; nothing for a line that is no heading."""
        if not self._is_heading(place):
            return None
        heard = self._heard(self.lines[place].words)
        for phrases, part in (
            (words.IS_REPLY, Part.REPLY),
            (words.IS_END, Part.END),
            (words.IS_ATTENDANCE, Part.PRESENT),
        ):
            if phrases.found(heard) and not words.IS_TOPIC.begins(heard):
                return part
        return Part.VOTERS

    def _is_heading(self, place: int) -> bool:
        line = self.lines[place]
        if self._is_section(line):
            return True
        if self._speakers[line.start] and (layout.NAMED.match(line.words) or not line.words.endswith(":")):
            return False
        if line.mark is Mark.ROMAN or (layout.is_capitals(line.words) and not self._all_capitals):
            return layout.is_short(line, 24)
        heard = self._heard(line.words)
        if not layout.is_short(line) or self._has_matter(heard) or words.PRAISE.found(heard):
            return self._is_named_heading(line, heard)
        after = self.lines[place + 1] if place + 1 < len(self.lines) else None
        return (
            after is not None and after.mark is not Mark.NONE and (after.mark, after.indent) != (line.mark, line.indent)
        )

    def _is_section(self, line: Line) -> bool:
        """A part of the meeting by its usual name: "2. Ý kiến:", "3. Kết luận: …"."""
        text = self._heard(line.words).text
        return line.mark is not Mark.BULLET and bool(_SECTION.match(text) or _SECTION_ALONE.fullmatch(text))

    def _is_named_heading(self, line: Line, heard: Heard) -> bool:
        """A heading whose own words sound like a matter: "Kiến nghị thuộc thẩm quyền cấp xã"."""
        if not layout.is_short(line, 9) or line.mark is Mark.NONE:
            return False
        text = heard.text
        return bool(
            re.match(
                r"(?:lĩnh vực|nhóm|(?:các )?(?:ý kiến|kiến nghị)(?: khác| của cử tri| thuộc| trả lời)|kết quả)", text
            )
        )

    def _has_matter(self, heard: Heard) -> bool:
        return (
            words.DEMAND.found(heard)
            or words.COMPLAINT.found(heard)
            or words.QUESTION.found(heard)
            or heard.text.endswith("?")
        )

    def _is_official(self, line: Line) -> bool:
        """The words of somebody in office, or about what was answered."""
        text = line.words
        head = self._heard(re.split(r"(?<=\w\w)[.;]\s", text, maxsplit=1)[0][:220])
        named = layout.NAMED.match(text)
        title = re.match(r"(?:đồng chí|đ/c|ông|bà)\s+", head.text)
        if title and words.OFFICE.begins(head, title.end()):
            return words.REPLIES.found(head)
        if named and _called(text) in self._hosts:
            return words.REPLIES.found(head)
        start = 0
        if named and (comma := re.match(r"\s*[,(–-]\s*", text[named.end() :])):
            start = named.end() + comma.end()
        if words.VOTER.begins(head) and not named:
            return False
        if words.OFFICE.begins(head, start):
            return words.REPLIES.found(head)
        return bool(
            re.match(
                r"(?:trao đổi với cử tri|phát biểu tại|tại hội nghị, (?:đại biểu|lãnh đạo)|tiếp thu|giải trình"
                r"|trả lời)",
                head.text,
            )
        )

    def _opens_reply(self, place: int) -> bool:
        """Whether an official's list of answers follows."""
        line = self.lines[place]
        return line.words.endswith(":") and self._is_official(line)

    def _is_frame(self, place: int) -> bool:
        """The head and the end of minutes, and what only announces a list."""
        line = self.lines[place]
        heard = self._heard(line.words)
        if _ENDED.fullmatch(heard.text) or _FACT.match(heard.text):
            return True
        if place == 0 and layout.is_short(line) and len(self.lines) > 2 and words.OPENING.found(heard):
            return True
        if line.mark in (Mark.NONE, Mark.LETTER) and (words.OPENING.begins(heard) or words.CLOSING.begins(heard)):
            return not self._asks_as_voter(heard)
        return line.words.endswith(":") and words.INTRODUCES.found(heard) and not words.COMPLAINT.found(heard)

    def _asks_as_voter(self, heard: Heard) -> bool:
        return words.VOTER.found(heard) and self._has_matter(heard) and not words.CLOSING.begins(heard)

    def _is_attendee(self, line: Line) -> bool:
        named = layout.NAMED.match(line.words)
        behind = _ATTENDEE.match(line.words, named.end()) if named else None
        return bool(behind or _PRESENT.match(line.words)) and not self._has_matter(self._heard(line.words))

    # Paragraphs

    def _paragraphs(self) -> Iterator[Speech]:
        is_letter = letters.is_letter(self.lines)
        is_alone = len(self.lines) == 1 or is_letter
        blocks = [letters.body(self.lines)] if is_letter else layout.paragraphs(self.lines)
        for lines in filter(None, blocks):
            first = lines[0]
            place = self.lines.index(first)
            rest = [line for line in lines if not self._is_frame(self.lines.index(line))] if len(lines) > 1 else lines
            if not rest or (
                not is_alone and (self._turn(place) is not None or self._is_official(first) or self._is_frame(place))
            ):
                continue
            speech = self._speech(first)
            speech.end = lines[-1].end
            speech.is_marked = is_alone or bool(self._speakers[first.start]) or first.mark is not Mark.NONE
            yield speech

    # Tables

    def _rows(self) -> Iterator[Speech]:
        rows = [
            (line, layout.cells(line, self._delimiter))
            for line in self.lines
            if self._delimiter in line.text and not layout.is_rule(line)
        ]
        head = [self._cell(cell) for cell in rows[0][1]] if rows else []
        content = _column(head, r"nội dung|ý kiến|kiến nghị|phản ánh")
        who = _column(head, r"người nêu|họ (?:và )?tên|cử tri|người kiến nghị")
        for place, (line, row) in enumerate(rows):
            if content is not None and place == 0:
                continue
            column = content if content is not None and content < len(row) else self._longest(row)
            start, end = row[column]
            if (
                end <= start
                or words.CLOSING.begins(self._heard(line.text.strip("|\t; ")))
                or not self._is_row(row, column)
            ):
                continue
            speaker = self._cell(row[who]) if who is not None and who < len(row) and who != column else ""
            yield self._told(start, end, speaker)

    def _told(self, start: int, end: int, speaker: str) -> Speech:
        """A cell may name its speaker itself."""
        text = self.source[start:end]
        named = layout.speaker_end(text)
        return Speech(start + named, end, _speaker(text[:named]) if named else speaker)

    def _is_row(self, row: Sequence[tuple[int, int]], column: int) -> bool:
        """A total or a stray word is no row."""
        heard = self._heard(self._cell(row[column]))
        if any(_GROUP_ROW.match(self._cell(cell)) for cell in row[:2]):
            return False
        return not words.CLOSING.begins(heard) and len(heard.text.split()) > 1

    def _cell(self, cell: tuple[int, int]) -> str:
        return self.source[slice(*cell)]

    def _longest(self, row: Sequence[tuple[int, int]]) -> int:
        return max(range(len(row)), key=lambda place: row[place][1] - row[place][0])


def trimmed(source: str, speech: Speech) -> tuple[Span, str]:
    """The speech without the speaker named behind it, "(cô Ba Nhàn)"; and who spoke."""
    text = source[speech.start : speech.end]
    match = _TOLD.search(text)
    if match and not speech.speaker:
        return Span(speech.start, speech.start + match.start()), match["who"]
    return Span(speech.start, speech.end), speech.speaker


def _called(text: str) -> str:
    """The name in front, whatever the honorific; nothing where nobody is named."""
    named = layout.NAMED.match(text)
    return re.sub(r"^(?:đồng chí|\S+)\s+", "", named.group(), flags=re.IGNORECASE) if named else ""


def _speaker(text: str) -> str:
    """Who spoke, without the verb and the colon."""
    text = " ".join(text.rstrip(": \n\t").split())
    verbs = re.compile(
        r"[\s,;-]*(?:phát biểu lại|phát biểu thêm|phát biểu ý kiến|phát biểu|nêu ý kiến|nêu|nói thêm|nói|có ý kiến"
        r"|hỏi lại|hỏi thêm|hỏi|trao đổi thêm|bổ sung|trình bày|phản ánh|kiến nghị|đề nghị|cho rằng|ý kiến)$",
        re.IGNORECASE,
    )
    return verbs.sub("", text).strip(" ,;-")


def _column(head: Sequence[str], pattern: str) -> int | None:
    return next(
        (
            place
            for place, title in enumerate(head)
            if re.search(pattern, title.lower()) and not _NOT_CONTENT.match(title.lower()) and len(title.split()) < 8
        ),
        None,
    )
