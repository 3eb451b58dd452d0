"""The reports on voters' petitions: after a round of contact, and on the answers of a month (ux.md 10.2)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from nghitruong.engines.officialforms.content import (
    Align,
    Annex,
    BulletList,
    Column,
    Document,
    Paragraph,
    Row,
    Run,
    Signer,
    Table,
)
from nghitruong.engines.officialforms.forms.facts import Issuer, Paper
from nghitruong.engines.officialforms.forms.petitions import CHAIR, PetitionLine, stopped
from nghitruong.engines.officialforms.forms.report import ReportFacts, ReportSection, report
from nghitruong.engines.officialforms.wording import share_text
from nghitruong.kernel.vietnamese import format_number, roman, short_date

REPORT_SYMBOL = "BC-HĐND"
REPORT_RECIPIENTS = ("Ủy ban nhân dân", "Ủy ban Mặt trận Tổ quốc Việt Nam cùng cấp", "Đại biểu HĐND", "Lưu: VT")
HEADS = {
    "owed": "Phải trả lời",
    "carried": "Kỳ trước chuyển sang",
    "received": "Tiếp nhận trong tháng",
    "in_time": "Trả lời đúng hạn",
    "late": "Trả lời quá hạn",
    "open": "Còn trong hạn",
    "overdue": "Quá hạn chưa trả lời",
    "da_giai_quyet": "Đã giải quyết xong",
    "dang_giai_quyet": "Đang giải quyết",
    "se_giai_quyet": "Sẽ giải quyết",
    "giai_trinh": "Giải trình, thông tin lại",
}
"""The numbers of the report on answers in the order of its tables, as the form calls them."""
CLASSES = ("da_giai_quyet", "dang_giai_quyet", "se_giai_quyet", "giai_trinh")
ASKERS = {"voter": "Cử tri", "deputy": "Đại biểu HĐND", "front": "Mặt trận Tổ quốc", "signal": "Báo chí, dư luận"}
UNSORTED = "Chưa phân loại"
LEVELS = {"xa": "Cấp xã", "tinh": "Cấp tỉnh", "trung_uong": "Trung ương", "": UNSORTED}

Lines: TypeAlias = tuple[tuple[str, Mapping[str, int]], ...]


@dataclass(frozen=True)
class Figures:
    """A table of whole numbers under a title. `first` heads the names; raises ValueError on a ragged row."""

    title: str
    first: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, tuple[int, ...]], ...]

    def __post_init__(self) -> None:
        if any(len(numbers) != len(self.heads) for _name, numbers in self.rows):
            raise ValueError(f"“{self.title}” has a row of another length")

    def table(self) -> Table:
        """As a ruled table; the last line is the sum of each column."""
        body = tuple(Row((name, *map(format_number, numbers))) for name, numbers in self.rows)
        sums = tuple(sum(numbers[place] for _name, numbers in self.rows) for place in range(len(self.heads)))
        total = Row(("Tổng cộng", *map(format_number, sums)), bold=True)
        return Table((Column(self.first, 2.6), *(Column(head, 1, Align.CENTER) for head in self.heads)), (*body, total))


@dataclass(frozen=True)
class AnswersFacts:
    """How agencies answered in a month: the numbers by agency, by topic and by who asked, under the keys of `HEADS`.

    Signals of press and public opinion stand in `signals` alone, by agency. A number that a line does not have is 0.
    Raises ValueError where the sums do not hold: such a paper may not leave.
    """

    issuer: Issuer
    paper: Paper
    month: date
    by_agency: Lines
    by_topic: Lines
    by_asker: Lines
    signals: Lines = ()
    signer: Signer = CHAIR
    recipients: tuple[str, ...] = REPORT_RECIPIENTS

    def __post_init__(self) -> None:
        sums = {tuple(self.total(part, lines) for part in HEADS) for lines in self.all_lines}
        if len(sums) != 1 or not self._adds_up(self.by_agency) or not self._adds_up(self.signals):
            raise ValueError(f"the figures of {self.month:%m/%Y} do not add up")

    @property
    def all_lines(self) -> tuple[Lines, Lines, Lines]:
        return self.by_agency, self.by_topic, self.by_asker

    def total(self, part: str, lines: Lines | None = None) -> int:
        """A number over all lines."""
        return sum(numbers.get(part, 0) for _name, numbers in (self.by_agency if lines is None else lines))

    def _adds_up(self, lines: Lines) -> bool:
        n = {part: self.total(part, lines) for part in HEADS}
        answered = n["in_time"] + n["late"]
        holds = n["owed"] == n["carried"] + n["received"] == answered + n["open"] + n["overdue"]
        return holds and answered == sum(n[each] for each in CLASSES)


@dataclass(frozen=True)
class ConsolidatedFacts:
    """What voters asked for in a round of contact or a span of days. `scope` ends the title.

    `meetings` and `voters` count the gatherings and who attended; `by_level` and `by_asker` count petitions.
    """

    issuer: Issuer
    paper: Paper
    scope: str
    meetings: int
    voters: int
    by_level: tuple[tuple[str, int], ...]
    by_asker: tuple[tuple[str, int], ...]
    by_topic: tuple[tuple[str, tuple[PetitionLine, ...]], ...]
    opinions: tuple[str, ...]
    signals: tuple[PetitionLine, ...]
    signer: Signer = CHAIR
    recipients: tuple[str, ...] = REPORT_RECIPIENTS

    @property
    def total(self) -> int:
        return sum(len(lines) for _topic, lines in self.by_topic)


def answers_report(facts: AnswersFacts) -> Document:
    """Báo cáo kết quả trả lời kiến nghị cử tri of a month (R7.22, R7.24), with its tables as annexes."""
    month = f"tháng {facts.month:%m} năm {facts.month.year}"
    title = f"Kết quả giải quyết, trả lời kiến nghị của cử tri\n{month}"
    sections: tuple[ReportSection, ...] = (
        ReportSection(
            "Tình hình tiếp nhận, chuyển kiến nghị", (Paragraph(_received(facts)), Paragraph(_by_asker(facts)))
        ),
        ReportSection("Kết quả trả lời", (Paragraph(_answered(facts)), Paragraph(_by_class(facts)))),
        ReportSection("Kiến nghị chưa được trả lời", (Paragraph(_waiting(facts)),)),
    )
    if facts.signals:
        apart = ReportSection("Phản ánh của báo chí, dư luận", (Paragraph(_said_apart(facts)),))
        sections = (*sections, apart)
    ends = zip(("cơ quan", "lĩnh vực", "chủ thể"), facts.all_lines, strict=True)
    figures = tuple(_answer_figures(f"Kết quả trả lời theo {by}", by, lines) for by, lines in ends)
    if facts.signals:
        figures = (*figures, _answer_figures("Phản ánh của báo chí, dư luận", "cơ quan", facts.signals))
    return _report(facts, title, sections, f"Trên đây là báo cáo kết quả trả lời kiến nghị của cử tri {month}", figures)


def _received(facts: AnswersFacts) -> str:
    owed, carried, received = (format_number(facts.total(part)) for part in ("owed", "carried", "received"))
    return (
        f"Tổng số kiến nghị phải trả lời trong tháng: {owed}, trong đó kỳ trước chuyển sang {carried}, tiếp nhận trong"
        f" tháng {received}."
    )


def _answered(facts: AnswersFacts) -> str:
    in_time, late, owed = (facts.total(part) for part in ("in_time", "late", "owed"))
    return (
        f"Đã trả lời {format_number(in_time + late)} trên {format_number(owed)} kiến nghị"
        f" ({share_text(in_time + late, owed)}): đúng hạn {format_number(in_time)}, quá hạn {format_number(late)}."
    )


def _by_class(facts: AnswersFacts) -> str:
    named = "; ".join(f"{HEADS[each].lower()}: {format_number(facts.total(each))}" for each in CLASSES)
    return f"Theo kết quả: {named}."


def _waiting(facts: AnswersFacts) -> str:
    within, overdue = facts.total("open"), facts.total("overdue")
    return (
        f"Còn {format_number(within + overdue)} kiến nghị chưa được trả lời: trong hạn {format_number(within)}, quá hạn"
        f" {format_number(overdue)}."
    )


def _by_asker(facts: AnswersFacts) -> str:
    named = "; ".join(f"{name} {format_number(numbers.get('owed', 0))}" for name, numbers in facts.by_asker)
    return f"Theo chủ thể nêu kiến nghị: {named}."


def _said_apart(facts: AnswersFacts) -> str:
    def n(*parts: str) -> str:
        return format_number(sum(facts.total(part, facts.signals) for part in parts))

    return (
        f"Cơ quan phải trả lời {n('owed')} phản ánh của báo chí, dư luận, tính riêng, không nằm trong các số trên: đã"
        f" trả lời {n('in_time', 'late')} (đúng hạn {n('in_time')}, quá hạn {n('late')}); còn trong hạn {n('open')},"
        f" quá hạn chưa trả lời {n('overdue')}."
    )


def _answer_figures(title: str, by: str, lines: Lines) -> Figures:
    rows = tuple((name, tuple(numbers.get(part, 0) for part in HEADS)) for name, numbers in lines)
    return Figures(title, by.capitalize(), tuple(HEADS.values()), rows)


def scope_words(title: str, first: date | None, last: date | None) -> str:
    """What a consolidated report is about: a round or a source by its title, else a span of days."""
    if first and last:
        return f"từ ngày {short_date(first)} đến ngày {short_date(last)}"
    return f"({title})"


def consolidated_report(facts: ConsolidatedFacts) -> Document:
    """Báo cáo tổng hợp ý kiến, kiến nghị cử tri (R7.18, R7.19): figures, then the petitions by topic."""
    tables = (
        _counts("Kiến nghị theo lĩnh vực", "Lĩnh vực", tuple((topic, len(lines)) for topic, lines in facts.by_topic)),
        _counts("Kiến nghị theo thẩm quyền", "Thẩm quyền", facts.by_level),
        _counts("Kiến nghị theo chủ thể", "Chủ thể", facts.by_asker),
    )
    parts = tuple(ReportSection(each.title, (each.table(),)) for each in tables if each.rows)
    sections = [ReportSection("Tình hình tổng hợp", (Paragraph(_overview(facts)),), parts)]
    if facts.by_topic:
        topics = tuple(ReportSection(topic, (_bullets(lines),)) for topic, lines in facts.by_topic)
        sections.append(ReportSection("Nội dung kiến nghị của cử tri", parts=topics))
    if facts.opinions:
        sections.append(ReportSection("Ý kiến của cử tri", (BulletList(tuple(map(stopped, facts.opinions))),)))
    if facts.signals:
        note = Paragraph("Báo chí và dư luận nêu, không tính vào số kiến nghị của cử tri:", keep_with_next=True)
        sections.append(ReportSection("Phản ánh của báo chí, dư luận", (note, _bullets(facts.signals))))
    title = f"Tổng hợp ý kiến, kiến nghị của cử tri\n{facts.scope}"
    closing = f"Trên đây là báo cáo tổng hợp ý kiến, kiến nghị của cử tri {facts.scope}"
    return _report(facts, title, tuple(sections), closing, ())


def _overview(facts: ConsolidatedFacts) -> str:
    signals = f"; báo chí, dư luận nêu {format_number(len(facts.signals))}" if facts.signals else ""
    return (
        f"Qua {format_number(facts.meetings)} nguồn ({format_number(facts.voters)} lượt cử tri tham dự), đã tổng hợp"
        f" {format_number(facts.total)} kiến nghị và {format_number(len(facts.opinions))} ý kiến{signals}."
    )


def _counts(title: str, first: str, counts: tuple[tuple[str, int], ...]) -> Figures:
    return Figures(title, first, ("Số kiến nghị",), tuple((name, (count,)) for name, count in counts))


def _bullets(lines: tuple[PetitionLine, ...]) -> BulletList:
    return BulletList(tuple((Run(f"{line.code}: ", bold=True), stopped(_with_agency(line))) for line in lines))


def _with_agency(line: PetitionLine) -> str:
    behind = "; ".join(filter(None, [line.place, line.agency]))
    return f"{line.text.rstrip(' .')} ({behind})" if behind else line.text


def _report(
    facts: AnswersFacts | ConsolidatedFacts,
    title: str,
    sections: tuple[ReportSection, ...],
    closing: str,
    figures: tuple[Figures, ...],
) -> Document:
    """The skeleton of a report by the Standing body, with wide tables as annexes."""
    belongs = facts.paper.reference(f"Thường trực {facts.issuer.council}", "Báo cáo")
    return report(
        ReportFacts(
            issuer=facts.issuer,
            paper=facts.paper,
            organ=facts.issuer.standing_heading,
            title=title,
            sections=sections,
            closing=closing,
            signer=facts.signer,
            annexes=tuple(
                Annex(f"PHỤ LỤC {roman(place)}", each.title.upper(), (each.table(),), belongs)
                for place, each in enumerate(figures, 1)
            ),
            recipients=facts.recipients,
        )
    )
