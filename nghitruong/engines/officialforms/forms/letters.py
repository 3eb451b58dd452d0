"""The papers about letters and receptions: a reception refused (01/TCD), a letter sent on, its sender guided.

Nothing here is made of a denunciation: it has a card, and no paper of this house names who brought it (R8.26).
"""

from dataclasses import dataclass
from datetime import date

from nghitruong.engines.officialforms.content import END_MARK, Closing, Document, Paragraph, Signer
from nghitruong.engines.officialforms.forms.facts import Issuer, Paper
from nghitruong.engines.officialforms.forms.petitions import CHAIR, stopped
from nghitruong.kernel.vietnamese import long_date, short_date

KINDS = {"complaint": "khiếu nại", "recommendation": "kiến nghị", "reflection": "phản ánh"}
LAW_OF_RECEPTION = "Điều 9 Luật Tiếp công dân số 42/2013/QH13"
"""The grounds of the law itself; a decree adds its own (R8.08)."""
REFUSAL_SYMBOL, FORWARD_SYMBOL, GUIDE_SYMBOL = "TB-HĐND", "PC-HĐND", "HD-HĐND"
CONCLUSION_SYMBOL = "TB-HĐND"


@dataclass(frozen=True)
class CitizenLetter:
    """A letter as its papers name it, `kind` one of KINDS.

    `sender` and `address` are empty where none is known or may be seen.
    """

    kind: str
    subject: str
    received_on: date
    sender: str = ""
    address: str = ""

    @property
    def words(self) -> str:
        """`đơn khiếu nại của ông/bà A (địa chỉ), nhận ngày …, nội dung: …`, as it stands in a sentence."""
        where = f", địa chỉ: {self.address}" if self.address else ""
        who = f" của ông/bà {self.sender}{where}" if self.sender else ""
        return (
            f"đơn {KINDS.get(self.kind, '')}{who}, nhận ngày {short_date(self.received_on)}, nội dung: {self.subject}"
        )


@dataclass(frozen=True)
class RefusalFacts:
    """Who came when, on which ground she was not received, and by which articles beside those of the law."""

    issuer: Issuer
    paper: Paper
    citizen: str
    address: str
    on: date
    content: str
    ground: str
    articles: tuple[str, ...] = ()
    signer: Signer = CHAIR


@dataclass(frozen=True)
class ConclusionFacts:
    """Who received whom on which day, what about, and what was concluded, a paragraph a line."""

    issuer: Issuer
    paper: Paper
    receiver: str
    citizen: str
    on: date
    content: str
    conclusion: str
    signer: Signer = CHAIR


@dataclass(frozen=True)
class ForwardFacts:
    """Which letter goes to which body, why, and by when an answer is asked for; `due_basis` is the article."""

    issuer: Issuer
    paper: Paper
    letter: CitizenLetter
    competent: str
    reason: str = ""
    due_on: date | None = None
    due_basis: str = ""
    signer: Signer = CHAIR


@dataclass(frozen=True)
class GuideFacts:
    """Which body a complaint belongs to, for who sent it here."""

    issuer: Issuer
    paper: Paper
    letter: CitizenLetter
    competent: str
    signer: Signer = CHAIR


def refusal_notice(facts: RefusalFacts) -> Document:
    """Thông báo về việc từ chối tiếp công dân, form 01/TCD (Decree 154/2026, Art. 4)."""
    where = f", địa chỉ: {facts.address}" if facts.address else ""
    basis = "; ".join([LAW_OF_RECEPTION, *facts.articles])
    return Document(
        letterhead=facts.paper.letterhead(facts.issuer, facts.issuer.standing_heading),
        kind="THÔNG BÁO",
        summary="Về việc từ chối tiếp công dân",
        blocks=(
            Paragraph(
                f"Ngày {short_date(facts.on)}, ông/bà {facts.citizen}{where} đến nơi tiếp công dân của"
                f" {facts.issuer.council} để trình bày: {stopped(facts.content)}"
            ),
            Paragraph(f"Căn cứ {basis}, Thường trực {facts.issuer.council} từ chối tiếp vì: {stopped(facts.ground)}"),
            Paragraph(
                f"Thường trực {facts.issuer.council} thông báo để ông/bà {facts.citizen} biết và thực hiện{END_MARK}"
            ),
            Closing((facts.signer,), ("Như trên", "Lưu: VT")),
        ),
        mark=facts.paper.mark,
        is_draft=facts.paper.is_draft,
    )


def conclusion_notice(facts: ConclusionFacts) -> Document:
    """Thông báo kết luận việc tiếp công dân (Decree 154/2026, Art. 25)."""
    return Document(
        letterhead=facts.paper.letterhead(facts.issuer, facts.issuer.standing_heading),
        kind="THÔNG BÁO",
        summary="Kết luận việc tiếp công dân",
        blocks=(
            Paragraph(
                f"Ngày {short_date(facts.on)}, {facts.receiver} tiếp ông/bà {facts.citizen} về việc:"
                f" {stopped(facts.content)}"
            ),
            Paragraph(f"Sau khi nghe công dân trình bày, {facts.receiver} kết luận như sau:"),
            *(Paragraph(stopped(line)) for line in facts.conclusion.splitlines() if line.strip()),
            Paragraph(
                f"Thường trực {facts.issuer.council} thông báo để ông/bà {facts.citizen} và các cơ quan liên quan biết,"
                f" thực hiện{END_MARK}"
            ),
            Closing((facts.signer,), ("Như trên", "Cơ quan liên quan", "Lưu: VT")),
        ),
        mark=facts.paper.mark,
        is_draft=facts.paper.is_draft,
    )


def forwarding_slip(facts: ForwardFacts) -> Document:
    """Phiếu chuyển đơn: the letter, the body that is competent, and the answer that is asked for (R8.14, R8.16)."""
    why = (Paragraph(stopped(f"Lý do chuyển: {facts.reason}")),) if facts.reason else ()
    due = f" trước {long_date(facts.due_on)}" if facts.due_on else ""
    basis = f" ({facts.due_basis})" if facts.due_basis and facts.due_on else ""
    recipients = ("Như trên", *(("Người gửi đơn",) if facts.letter.sender else ()), "Lưu: VT")
    return Document(
        letterhead=facts.paper.letterhead(facts.issuer, facts.issuer.standing_heading),
        kind="PHIẾU CHUYỂN ĐƠN",
        summary="",
        addressee=f"Kính gửi: {facts.competent}",
        blocks=(
            Paragraph(stopped(f"Thường trực {facts.issuer.council} nhận được {facts.letter.words}")),
            *why,
            Paragraph(
                f"Nội dung đơn thuộc thẩm quyền của {facts.competent}. Thường trực {facts.issuer.council} chuyển đơn để"
                f" được xem xét, giải quyết theo quy định; đề nghị thông báo việc tiếp nhận, xử lý{due}{basis} và kết"
                f" quả giải quyết đến Thường trực {facts.issuer.council} và người gửi đơn{END_MARK}"
            ),
            Closing((facts.signer,), recipients),
        ),
        mark=facts.paper.mark,
        is_draft=facts.paper.is_draft,
    )


def guidance_slip(facts: GuideFacts) -> Document:
    """Phiếu hướng dẫn: a complaint that belongs elsewhere is not forwarded, who wrote is told where to go (R8.14)."""
    to = f"ông/bà {facts.letter.sender}" if facts.letter.sender else "người gửi đơn"
    return Document(
        letterhead=facts.paper.letterhead(facts.issuer, facts.issuer.standing_heading),
        kind="PHIẾU HƯỚNG DẪN",
        summary="",
        addressee=f"Kính gửi: {to[:1].upper()}{to[1:]}",
        blocks=(
            Paragraph(stopped(f"Thường trực {facts.issuer.council} nhận được {facts.letter.words}")),
            Paragraph(
                f"Nội dung đơn không thuộc thẩm quyền giải quyết của {facts.issuer.council}. Đề nghị {to} gửi đơn đến"
                f" {facts.competent} để được giải quyết theo quy định của pháp luật{END_MARK}"
            ),
            Closing((facts.signer,), ("Như trên", "Lưu: VT")),
        ),
        mark=facts.paper.mark,
        is_draft=facts.paper.is_draft,
    )
