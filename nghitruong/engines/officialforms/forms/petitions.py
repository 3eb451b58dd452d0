"""The papers about single petitions: the letter that sends them on, and the voter's receipt (ux.md 10.2).

Only public words of petitions stand on paper that leaves the house; the receipt alone names the voter, for the voter.
"""

from dataclasses import dataclass
from datetime import date

from nghitruong.engines.officialforms.content import (
    END_MARK,
    Closing,
    Document,
    Paragraph,
    Run,
    Signer,
)
from nghitruong.engines.officialforms.forms.facts import Issuer, Paper
from nghitruong.kernel.vietnamese import format_number, long_date, short_date

CHAIR = Signer("CHỦ TỊCH", authority=("TM. THƯỜNG TRỰC HỘI ĐỒNG NHÂN DÂN",))
"""The name is left to the pen: whether the chair signs or a deputy for her is decided when it is signed (R10.09)."""
OFFICE = Signer("CÁN BỘ TIẾP NHẬN")
LETTER_SYMBOL = "HĐND-VP"
LETTER_RECIPIENTS = ("Như trên", "Ủy ban Mặt trận Tổ quốc Việt Nam cùng cấp", "Lưu: VT")


@dataclass(frozen=True)
class PetitionLine:
    """A petition on a list: code, public words, where it was raised, its topic, and until when it is answered."""

    code: str
    text: str
    place: str = ""
    topic: str = ""
    agency: str = ""
    due_on: date | None = None


@dataclass(frozen=True)
class TransferFacts:
    """What one agency is sent in one go; `source` names the meeting where all come from one.

    `due_basis` is the article that gives the days, empty where none is known. `is_upward`: to the Standing body of a
    council above, which sends them on itself; no day is asked for.

    Raises ValueError without a petition.
    """

    issuer: Issuer
    paper: Paper
    agency: str
    source: str
    petitions: tuple[PetitionLine, ...]
    due_basis: str
    is_upward: bool = False
    signer: Signer = CHAIR
    recipients: tuple[str, ...] = LETTER_RECIPIENTS

    def __post_init__(self) -> None:
        if not self.petitions:
            raise ValueError("a letter of transfer needs a petition")


@dataclass(frozen=True)
class ReceiptFacts:
    """What a voter takes home: the code to follow by, and the private code that shows her own words again."""

    issuer: Issuer
    paper: Paper
    petition: PetitionLine
    voter: str
    private_code: str
    received_on: date
    deputy: str
    signer: Signer = OFFICE
    address: str = ""


def transfer_letter(facts: TransferFacts) -> Document:
    """Công văn chuyển kiến nghị: the numbered list with the day of each answer and the article (R7.18, R7.22)."""
    count = len(facts.petitions)
    return Document(
        letterhead=facts.paper.letterhead(facts.issuer, facts.issuer.standing_heading),
        kind="",
        summary="V/v chuyển kiến nghị của cử tri",
        addressee=f"Kính gửi: {facts.agency}",
        blocks=(
            Paragraph(
                f"Qua {_source(facts.source)}, Thường trực {facts.issuer.council} đã tổng hợp, phân loại và chuyển"
                f" {format_number(count)} kiến nghị của cử tri thuộc thẩm quyền giải quyết, trả lời của {facts.agency},"
                " cụ thể như sau:",
                keep_with_next=True,
            ),
            *(_listed(place, each) for place, each in enumerate(facts.petitions, 1)),
            Paragraph(_asked(facts)),
            Paragraph(
                f"Trường hợp kiến nghị không thuộc thẩm quyền, đề nghị {facts.agency} nêu rõ cơ quan có thẩm quyền,"
                f" căn cứ và chuyển lại Thường trực {facts.issuer.council}{END_MARK}"
            ),
            Closing((facts.signer,), facts.recipients),
        ),
        mark=facts.paper.mark,
        is_draft=facts.paper.is_draft,
    )


def standing_of(unit: str) -> str:
    """The Standing body of a unit's council, as letters address it; the unit's name as it stands alone."""
    return f"Thường trực Hội đồng nhân dân {unit[:1].lower()}{unit[1:]}"


def receipt(facts: ReceiptFacts) -> Document:
    """Phiếu tiếp nhận: the codes, the day of the answer, and how to follow without a phone."""
    each = facts.petition
    due = f"Thời hạn trả lời: {long_date(each.due_on)}." if each.due_on else "Thời hạn trả lời: báo sau khi phân loại."
    online = f"Theo dõi trên mạng tại {facts.address}. " if facts.address else ""
    return Document(
        letterhead=facts.paper.letterhead(facts.issuer, facts.issuer.standing_heading),
        kind="PHIẾU TIẾP NHẬN",
        summary="Kiến nghị của cử tri",
        blocks=(
            Paragraph(
                ("Mã kiến nghị: ", Run(each.code, bold=True), "; mã riêng: ", Run(facts.private_code, bold=True))
            ),
            *((Paragraph(f"Người kiến nghị: {facts.voter}."),) if facts.voter else ()),
            Paragraph(f"Ngày tiếp nhận: {short_date(facts.received_on)}; nơi nêu: {each.place}."),
            Paragraph(f"Nội dung: {each.text}"),
            *((Paragraph(f"Cơ quan trả lời: {each.agency}."),) if each.agency else ()),
            Paragraph(due),
            *((Paragraph(f"Đại biểu theo dõi: {facts.deputy}."),) if facts.deputy else ()),
            Paragraph(
                f"{online}Người không dùng điện thoại thông minh mang phiếu này đến nơi tiếp công dân hoặc gặp đại biểu"
                " của mình để được biết kết quả. Mã riêng chỉ dành cho người kiến nghị, không đưa cho người khác"
                f"{END_MARK}"
            ),
            Closing((facts.signer,)),
        ),
        mark=facts.paper.mark,
        is_draft=facts.paper.is_draft,
    )


def _listed(place: int, line: PetitionLine) -> Paragraph:
    where = f" ({line.place})" if line.place else ""
    due = f" Thời hạn trả lời: {short_date(line.due_on)}." if line.due_on else ""
    return Paragraph((f"{place}. ", Run(line.code, bold=True), f". {stopped(line.text + where)}{due}"))


def _source(title: str) -> str:
    return f"tiếp xúc cử tri ({title})" if title else "tổng hợp ý kiến, kiến nghị của cử tri"


def _asked(facts: TransferFacts) -> str:
    """Until when an answer is asked for: one day for all of them, else the day that stands with each; none upward."""
    if facts.is_upward:
        return (
            f"Đề nghị {facts.agency} xem xét, chuyển cơ quan có thẩm quyền giải quyết, trả lời và thông báo kết quả cho"
            f" Thường trực {facts.issuer.council} để báo lại cử tri theo quy định."
        )
    days = {each.due_on for each in facts.petitions if each.due_on}
    basis = f", theo {facts.due_basis}" if facts.due_basis else ""
    until = f"trước hết {long_date(next(iter(days)))}" if len(days) == 1 else "theo thời hạn nêu tại từng kiến nghị"
    return (
        f"Đề nghị {facts.agency} xem xét, giải quyết và trả lời cử tri bằng văn bản {until}{basis}; đồng thời gửi"
        f" Thường trực {facts.issuer.council}, Ủy ban Mặt trận Tổ quốc Việt Nam cùng cấp để theo dõi, giám sát."
    )


def stopped(text: str) -> str:
    """The text with a full stop at its end."""
    return text if text.rstrip().endswith(".") else f"{text.rstrip()}."
