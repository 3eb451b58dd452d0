"""What several forms are told: who issues, who takes part, how a vote went, how a print is checked."""

from dataclasses import dataclass
from datetime import date, datetime

from nghitruong.engines.officialforms.content import Letterhead, PrintMark
from nghitruong.engines.officialforms.wording import printable, share_text
from nghitruong.kernel.clock import COUNCIL_ZONE, local_date
from nghitruong.kernel.vietnamese import addressed, format_number, short_date

HONORIFIC = "ông/bà"


@dataclass(frozen=True)
class Issuer:
    """The council that a document comes from: `unit` as `phường Sen Hồng`, `place` as the date line names it."""

    unit: str
    place: str

    @property
    def council(self) -> str:
        return f"Hội đồng nhân dân {self.unit}"

    @property
    def heading(self) -> str:
        """The council's name at the head of its papers, on two lines (R10.17)."""
        return f"HỘI ĐỒNG NHÂN DÂN\n{printable(self.unit).upper()}"

    @property
    def standing_heading(self) -> str:
        """The Standing body's name at the head of its papers."""
        return f"THƯỜNG TRỰC\nHỘI ĐỒNG NHÂN DÂN\n{printable(self.unit).upper()}"


@dataclass(frozen=True)
class Paper:
    """What a form knows of its own sheet: number, day, draft or not, how it is checked.

    Without a `symbol` no number line is printed; a `number` of None leaves room for a pen (R10.06).
    """

    on: date | None = None
    number: int | None = None
    symbol: str = ""
    year: int | None = None
    is_draft: bool = False
    mark: PrintMark | None = None
    ledger_line: str = ""

    def letterhead(self, issuer: Issuer, organ: str, parent: str = "") -> Letterhead:
        """The head of the sheet for an issuing body under the name `organ`."""
        return Letterhead(organ, parent, self.number, self.symbol, issuer.place, self.on, self.year)

    def reference(self, issuing_body: str, kind: str) -> str:
        """`(Kèm theo Biên bản số 05/BB-HĐND ngày … của …)`, over an annex."""
        number = f" số {self.number:02d}/{self.symbol}" if self.number is not None and self.symbol else ""
        when = f" ngày {short_date(self.on)}" if self.on else ""
        return f"(Kèm theo {kind}{number}{when} của {issuing_body})"


@dataclass(frozen=True)
class Person:
    """Somebody named on paper, with the post in which they take part."""

    name: str
    post: str = ""
    honorific: str = HONORIFIC

    @property
    def introduced(self) -> str:
        """`Bà Trần Thị Lan, Chủ tịch Hội đồng nhân dân phường`: the full name on first mention (ux.md 2.1)."""
        shown = addressed(self.name, self.honorific)
        return shown[:1].upper() + shown[1:] + (f", {self.post}" if self.post else "")


@dataclass(frozen=True)
class VoteFigures:
    """One open vote as announced; all counts are whole numbers of deputies.

    `total` is the number frozen when the vote opened, `needed` the fewest votes in favour that carry, `threshold` its
    words (`quá nửa tổng số đại biểu`). Raises ValueError when the figures contradict each other: no paper may leave
    the house with a sum that does not hold.
    """

    title: str
    total: int
    present: int
    yes: int
    no: int
    abstain: int
    needed: int
    threshold: str
    opened_at: datetime
    closed_at: datetime
    subject: str = "Nghị quyết"
    method: str = "biểu quyết công khai bằng hệ thống điện tử"
    basis: str = ""
    proxied: int = 0
    proxied_note: str = ""
    round: int | None = None

    def __post_init__(self) -> None:
        if min(self.total, self.present, self.yes, self.no, self.abstain, self.proxied) < 0:
            raise ValueError("counts cannot be negative")
        if self.present > self.total or self.voted > self.total or self.proxied > self.voted:
            raise ValueError(f"the figures of “{self.title}” do not add up")
        if not 1 <= self.needed <= self.total:
            raise ValueError(f"{self.needed} of {self.total} cannot be what carries")
        if self.closed_at < self.opened_at:
            raise ValueError("a vote cannot close before it opens")

    @property
    def voted(self) -> int:
        """Who took part: “không biểu quyết” is one of the three answers (R3.02)."""
        return self.yes + self.no + self.abstain

    @property
    def absent(self) -> int:
        return self.total - self.present

    @property
    def is_carried(self) -> bool:
        return self.yes >= self.needed

    @property
    def conclusion(self) -> str:
        """`Nghị quyết được thông qua (28 phiếu tán thành trên tổng số 31 đại biểu; cần ít nhất 16, …)`."""
        verdict = "được thông qua" if self.is_carried else "không được thông qua"
        ground = f"; căn cứ {self.basis}" if self.basis else ""
        return (
            f"{self.subject} {verdict} ({format_number(self.yes)} phiếu tán thành trên tổng số"
            f" {format_number(self.total)} đại biểu; cần ít nhất {format_number(self.needed)} phiếu,"
            f" {self.threshold}{ground})."
        )

    def counted(self, votes: int) -> str:
        """`152 (75,25% tổng số đại biểu, 76,77% số có mặt)`: always both shares (rulebook 3, consequence 4)."""
        return (
            f"{format_number(votes)} ({share_text(votes, self.total)} tổng số đại biểu,"
            f" {share_text(votes, self.present)} số có mặt)"
        )


def print_mark(*, code: str, check: str, made_at: datetime, made_by: str = "", address: str = "") -> PrintMark:
    """The foot of a print (ux.md 10.1): code, check string, moment, person; the QR says what it is good for."""
    local = made_at.astimezone(COUNCIL_ZONE)
    by = f", người in: {made_by}" if made_by else ""
    scan = " Quét mã để xem bản điện tử." if address else ""
    return PrintMark(
        f"Kiểm tra bản này: mã {code}, chuỗi kiểm {check}. Bản điện tử lập lúc {local:%H:%M:%S} ngày"
        f" {short_date(local_date(made_at))}{by}.{scan}",
        address,
    )


def ledger_line(*, head: str, sequence: int, sealed_at: datetime) -> str:
    """The line under minutes that pins the ledger: whoever rewrites it later contradicts the paper (security.md 24)."""
    local = sealed_at.astimezone(COUNCIL_ZONE)
    return (
        f"Đầu chuỗi nhật ký tại dòng {format_number(sequence)}, lúc {local:%H:%M:%S} ngày"
        f" {short_date(local_date(sealed_at))} (SHA-256): {head}"
    )
