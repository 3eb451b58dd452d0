"""Biên bản kỳ họp: time, place, attendance, sequence, opinions, vote figures, two signatures (R2.25, R10.09)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from nghitruong.engines.officialforms.content import (
    END_MARK,
    Align,
    Annex,
    Block,
    BulletList,
    Closing,
    Column,
    Document,
    Heading,
    Inline,
    Paragraph,
    Row,
    Run,
    Signer,
    Table,
)
from nghitruong.engines.officialforms.forms.facts import Issuer, Paper, Person, VoteFigures
from nghitruong.engines.officialforms.wording import share_text
from nghitruong.kernel.clock import local_date
from nghitruong.kernel.vietnamese import format_number, long_moment, long_time, roman, short_date, sorted_by_name

KIND = "BIÊN BẢN"


@dataclass(frozen=True)
class Absence:
    """A deputy who did not attend a sitting (R2.21)."""

    name: str
    group: str = ""
    reason: str = ""
    has_leave: bool = True


@dataclass(frozen=True)
class SittingFacts:
    """One sitting with its own roll call: `name` as `Phiên sáng`.

    Raises ValueError when more attended than the council has, or when the list of the absent has another length
    than the count says.
    """

    name: str
    opened_at: datetime
    closed_at: datetime
    total: int
    present: int
    absences: tuple[Absence, ...] = ()
    is_closed: bool = False

    def __post_init__(self) -> None:
        if not 0 <= self.present <= self.total:
            raise ValueError(f"{self.name}: {self.present} present of {self.total}")
        if self.absences and len(self.absences) != self.total - self.present:
            raise ValueError(f"{self.name}: {len(self.absences)} named absent, {self.total - self.present} counted")


@dataclass(frozen=True)
class Entry:
    """One thing that happened or was said under an item, in a finished sentence; `speaker` stands before it."""

    text: str
    speaker: str = ""
    at: datetime | None = None


@dataclass(frozen=True)
class ItemFacts:
    """One item of the agenda as it ran. `sitting` is the place of its sitting in the list, from 0."""

    title: str
    entries: tuple[Entry, ...] = ()
    votes: tuple[VoteFigures, ...] = ()
    sitting: int = 0


@dataclass(frozen=True)
class DeputyAttendance:
    """A row of the attendance list: what the roll call said at each sitting, in the order of the sittings."""

    name: str
    group: str
    marks: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True)
class MinutesFacts:
    """A whole session. `meeting` as `Kỳ họp thứ 3`, `term` as `khóa I, nhiệm kỳ 2026 - 2031`.

    Raises ValueError without a sitting, and when an item or a row of attendance names a sitting that there is not.
    """

    issuer: Issuer
    paper: Paper
    meeting: str
    term: str
    venue: str
    chairs: tuple[Person, ...]
    secretaries: tuple[Person, ...]
    sittings: tuple[SittingFacts, ...]
    items: tuple[ItemFacts, ...]
    guests: tuple[str, ...] = ()
    attendance: tuple[DeputyAttendance, ...] = ()
    closing_words: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.sittings:
            raise ValueError("minutes need a sitting")
        if not self.chairs or not self.secretaries:
            raise ValueError("minutes are signed by the chair and a secretary")
        if any(not 0 <= item.sitting < len(self.sittings) for item in self.items):
            raise ValueError("an item belongs to no sitting")
        if any(len(row.marks) != len(self.sittings) for row in self.attendance):
            raise ValueError("the attendance list does not fit the sittings")


def session_minutes(facts: MinutesFacts) -> Document:
    """The minutes, with the attendance list as an annex when there is one."""
    parts = [_place(facts), _people(facts), _agenda(facts), _course(facts), _results(facts), _end(facts)]
    body = [
        block
        for place, section in enumerate((part for part in parts if part), 1)
        for block in (Heading(f"{roman(place)}. {section.title}"), *section.blocks)
    ]
    return Document(
        letterhead=facts.paper.letterhead(facts.issuer, facts.issuer.heading),
        kind=KIND,
        summary=f"{facts.meeting}, {facts.issuer.council}\n{facts.term}",
        blocks=(*body, _signatures(facts)),
        annexes=(_attendance_list(facts),) if facts.attendance else (),
        mark=facts.paper.mark,
        ledger_line=facts.paper.ledger_line,
        is_draft=facts.paper.is_draft,
    )


def vote_sentence(figures: VoteFigures) -> str:
    """One vote in the running text: total, present, absent, taking part, the three answers, what follows (R3.06)."""
    proxied = f"; trong đó phiếu do thư ký ghi hộ {figures.proxied}" if figures.proxied else ""
    return (
        f"tổng số {format_number(figures.total)} đại biểu; có mặt {format_number(figures.present)};"
        f" vắng mặt {format_number(figures.absent)}; tham gia biểu quyết {format_number(figures.voted)};"
        f" tán thành {figures.counted(figures.yes)}; không tán thành {figures.counted(figures.no)};"
        f" không biểu quyết {figures.counted(figures.abstain)}{proxied}. {figures.conclusion}"
    )


@dataclass(frozen=True)
class _Section:
    title: str
    blocks: tuple[Block, ...]


def _place(facts: MinutesFacts) -> _Section:
    first, last = facts.sittings[0], facts.sittings[-1]
    return _Section(
        "THỜI GIAN, ĐỊA ĐIỂM",
        (
            Paragraph(f"1. Khai mạc: {long_moment(first.opened_at)}."),
            Paragraph(f"2. Bế mạc: {long_moment(last.closed_at)}."),
            Paragraph(f"3. Địa điểm: {facts.venue}."),
        ),
    )


def _people(facts: MinutesFacts) -> _Section:
    guests: tuple[Block, ...] = (
        (Heading("4. Đại biểu mời", 2), BulletList(tuple(_stopped(guest) for guest in facts.guests)))
        if facts.guests
        else ()
    )
    absent = [block for sitting in facts.sittings for block in _absences(sitting)]
    listed = "Kết quả điểm danh từng đại biểu tại Phụ lục kèm theo. " if facts.attendance else ""
    return _Section(
        "THÀNH PHẦN THAM DỰ",
        (
            Heading("1. Chủ tọa", 2),
            BulletList(tuple(_stopped(person.introduced) for person in facts.chairs)),
            Heading("2. Thư ký", 2),
            BulletList(tuple(_stopped(person.introduced) for person in facts.secretaries)),
            Heading("3. Đại biểu Hội đồng nhân dân", 2),
            Paragraph(f"{listed}Số đại biểu có mặt tại từng phiên như sau:", keep_with_next=True),
            _sittings_table(facts.sittings),
            *absent,
            *guests,
        ),
    )


def _sittings_table(sittings: Iterable[SittingFacts]) -> Table:
    return Table(
        columns=(
            Column("Phiên", 2),
            Column("Thời gian", 2.6, Align.CENTER),
            Column("Tổng số đại biểu", 1.3, Align.CENTER),
            Column("Có mặt", 1.1, Align.CENTER),
            Column("Vắng mặt", 1.1, Align.CENTER),
            Column("Tỷ lệ có mặt", 1.3, Align.CENTER),
        ),
        rows=tuple(_sitting_row(sitting) for sitting in sittings),
    )


def _sitting_row(sitting: SittingFacts) -> Row:
    name = f"{sitting.name} (họp kín)" if sitting.is_closed else sitting.name
    when = f"{_clock(sitting.opened_at)} - {_clock(sitting.closed_at)}, {short_date(local_date(sitting.opened_at))}"
    absent = sitting.total - sitting.present
    counts = (format_number(count) for count in (sitting.total, sitting.present, absent))
    return Row((name, when, *counts, share_text(sitting.present, sitting.total)))


def _clock(moment: datetime) -> str:
    return long_time(moment).replace(" giờ ", ":").removesuffix(" phút")


def _absences(sitting: SittingFacts) -> tuple[Block, ...]:
    if not sitting.absences:
        return ()
    ordered = sorted_by_name(sitting.absences, lambda absence: absence.name)
    return (
        Paragraph(f"Đại biểu vắng mặt {sitting.name[:1].lower()}{sitting.name[1:]}:", keep_with_next=True),
        BulletList(tuple(_absence_text(absence) for absence in ordered)),
    )


def _absence_text(absence: Absence) -> str:
    group = f" ({absence.group})" if absence.group else ""
    leave = "có phép" if absence.has_leave else "không phép"
    return _stopped(f"{absence.name}{group}: {leave}" + (f", {absence.reason}" if absence.reason else ""))


def _agenda(facts: MinutesFacts) -> _Section | None:
    if not facts.items:
        return None
    return _Section(
        "CHƯƠNG TRÌNH KỲ HỌP",
        tuple(Paragraph(f"{place}. {_stopped(item.title)}") for place, item in enumerate(facts.items, 1)),
    )


def _course(facts: MinutesFacts) -> _Section | None:
    if not facts.items:
        return None
    blocks: list[Block] = []
    numbered = list(enumerate(facts.items, 1))
    for place, sitting in enumerate(facts.sittings):
        of_sitting = [(number, item) for number, item in numbered if item.sitting == place]
        if of_sitting and len(facts.sittings) > 1:
            blocks.append(Paragraph((_sitting_title(sitting),), keep_with_next=True))
        blocks += [block for number, item in of_sitting for block in _item(number, item)]
    return _Section("DIỄN BIẾN KỲ HỌP", tuple(blocks))


def _sitting_title(sitting: SittingFacts) -> Run:
    return Run(f"{sitting.name}, ngày {short_date(local_date(sitting.opened_at))}", bold=True, italic=True)


def _item(number: int, item: ItemFacts) -> Iterable[Block]:
    yield Heading(f"{number}. {item.title}", 2)
    for entry in item.entries:
        yield Paragraph(_entry_text(entry))
    for figures in item.votes:
        label = Run(f"Kết quả biểu quyết ({figures.title}): ", italic=True)
        yield Paragraph((label, vote_sentence(figures)))


def _entry_text(entry: Entry) -> Inline:
    when = f"{long_time(entry.at)}, " if entry.at else ""
    speaker = f"{entry.speaker}: " if entry.speaker else ""
    return (when, Run(speaker, bold=True), entry.text)


def _results(facts: MinutesFacts) -> _Section | None:
    votes = [figures for item in facts.items for figures in item.votes]
    if not votes:
        return None
    return _Section("TỔNG HỢP KẾT QUẢ BIỂU QUYẾT", (_votes_table(votes),))


def _votes_table(votes: Iterable[VoteFigures]) -> Table:
    return Table(
        columns=(
            Column("STT", 0.7, Align.CENTER),
            Column("Nội dung biểu quyết", 3.6),
            Column("Tán thành", 1.2, Align.CENTER),
            Column("Không tán thành", 1.2, Align.CENTER),
            Column("Không biểu quyết", 1.2, Align.CENTER),
            Column("Kết quả", 1.5, Align.CENTER),
        ),
        rows=tuple(_vote_row(place, figures) for place, figures in enumerate(votes, 1)),
    )


def _vote_row(place: int, figures: VoteFigures) -> Row:
    result = "Được thông qua" if figures.is_carried else "Không được thông qua"
    shares = (f"{format_number(n)}\n{share_text(n, figures.total)}" for n in (figures.yes, figures.no, figures.abstain))
    return Row((str(place), figures.title, *shares, result))


def _end(facts: MinutesFacts) -> _Section:
    words = tuple(Paragraph(text) for text in facts.closing_words)
    end = long_moment(facts.sittings[-1].closed_at)
    closing = (
        f"{facts.meeting}, {facts.issuer.council} {facts.term} bế mạc vào hồi {end}. Biên bản này ghi lại đầy đủ"
        f" diễn biến kỳ họp, có chữ ký của chủ tọa và thư ký kỳ họp{END_MARK}"
    )
    return _Section("KẾT THÚC KỲ HỌP", (*words, Paragraph(closing)))


def _signatures(facts: MinutesFacts) -> Closing:
    """The secretary's signature stands left, the chair's right, as the form of minutes in Decree 30 has them."""
    secretary, chair = facts.secretaries[0], facts.chairs[0]
    return Closing((Signer("THƯ KÝ", secretary.name), Signer("CHỦ TỌA", chair.name)), facts.recipients)


def _attendance_list(facts: MinutesFacts) -> Annex:
    ordered = sorted_by_name(facts.attendance, lambda row: row.name)
    has_notes = any(row.note for row in ordered)
    columns = (
        Column("STT", 0.7, Align.CENTER),
        Column("Họ và tên", 2.8),
        Column("Tổ đại biểu", 1.3, Align.CENTER),
        *(Column(sitting.name, 1.3, Align.CENTER) for sitting in facts.sittings),
        *((Column("Ghi chú", 1.5),) if has_notes else ()),
    )
    rows = tuple(
        Row((str(place), row.name, row.group, *row.marks, *((row.note,) if has_notes else ())))
        for place, row in enumerate(ordered, 1)
    )
    return Annex(
        label="PHỤ LỤC",
        title="DANH SÁCH ĐIỂM DANH ĐẠI BIỂU HỘI ĐỒNG NHÂN DÂN",
        belongs_to=facts.paper.reference(facts.issuer.council, "Biên bản kỳ họp"),
        blocks=(Table(columns, rows), Paragraph("Danh sách xếp theo tên.", indent=False)),
    )


def _stopped(text: str) -> str:
    return text if text.endswith(".") else f"{text}."
