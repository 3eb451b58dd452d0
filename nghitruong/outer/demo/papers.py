"""Papers of the demo, written as real ones are and brought in through the verb that everybody uses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nghitruong.engines.officialforms.content import (
    CenteredLine,
    Clause,
    ClauseKind,
    Closing,
    Document,
    Ground,
    Letterhead,
    Paragraph,
    Signer,
)
from nghitruong.engines.officialforms.word import write_docx
from nghitruong.foundation.documents.actions import add_document, give_number
from nghitruong.foundation.documents.uploads import taken_in

if TYPE_CHECKING:
    from datetime import date
    from typing import Any

    from nghitruong.foundation.documents.models import Document as StoredDocument
    from nghitruong.kernel.actor import Actor
    from nghitruong.outer.demo.organisation import Crew
    from nghitruong.outer.demo.programmes import PlannedPaper

KINDS = {"TTr": "TỜ TRÌNH", "BC": "BÁO CÁO"}
COMMITTEES = {"ktns": "Ban Kinh tế - Ngân sách", "vhxh": "Ban Văn hóa - Xã hội"}
END = "./."


def bring_paper(clerk: Actor, crew: Crew, planned: PlannedPaper, on: date) -> StoredDocument:
    """A submission or a report with its issuer's own number, open to everybody."""
    agency = crew.agencies.get(planned.issuer)
    issuer = agency.name if agency else f"{COMMITTEES[planned.issuer]}, HĐND {crew.place.in_sentence}"
    number, _, symbol = planned.number.partition("/")
    written = Document(
        letterhead=Letterhead(issuer, number=int(number), symbol=symbol, place=crew.place.short, on=on),
        kind=KINDS[planned.kind],
        summary=planned.title,
        addressee=f"Kính gửi: Hội đồng nhân dân {crew.place.in_sentence}",
        blocks=(*(Paragraph(line) for line in planned.lines), Closing((Signer("NGƯỜI KÝ"),), ("Như trên", "Lưu: VT"))),
    )
    details: dict[str, Any] = {"kind": planned.kind, "symbol": planned.number, "issuer": issuer, "issued_on": on}
    return _bring(clerk, crew, written, f"{planned.title}.docx", title=planned.title, **details)


def publish_resolution(clerk: Actor, crew: Crew, title: str, on: date, signer: str) -> StoredDocument:
    """An adopted resolution of the council, numbered on the day it was issued."""
    subject = title.removeprefix("Nghị quyết ").rstrip(".")
    written = Document(
        letterhead=Letterhead(
            f"HỘI ĐỒNG NHÂN DÂN\n{crew.place.name.upper()}", symbol="NQ-HĐND", place=crew.place.short, on=on
        ),
        kind="NGHỊ QUYẾT",
        summary=subject[:1].upper() + subject[1:],
        blocks=(
            CenteredLine(f"HỘI ĐỒNG NHÂN DÂN {crew.place.name.upper()}"),
            Ground("Căn cứ Luật Tổ chức chính quyền địa phương;"),
            Ground("Xét tờ trình của Ủy ban nhân dân phường; báo cáo thẩm tra của Ban; ý kiến thảo luận của đại biểu."),
            CenteredLine("QUYẾT NGHỊ:"),
            Clause(ClauseKind.ARTICLE, "Điều 1.", f"Thông qua nội dung {subject}."),
            Clause(ClauseKind.ARTICLE, "Điều 2.", "Ủy ban nhân dân phường tổ chức thực hiện Nghị quyết này."),
            Clause(ClauseKind.ARTICLE, "Điều 3.", f"Nghị quyết có hiệu lực từ ngày được thông qua{END}"),
            Closing((Signer("CHỦ TỊCH", signer),), ("Như Điều 2", "Thường trực HĐND thành phố", "Lưu: VT")),
        ),
    )
    document = _bring(clerk, crew, written, f"{title}.docx", title=title, kind="NQ")
    return give_number(clerk, document, on=on)


def keep_minutes(clerk: Actor, crew: Crew, written: Document, title: str, on: date) -> StoredDocument:
    """The minutes of a finished session, as the room hands them out."""
    issuer = f"Hội đồng nhân dân {crew.place.in_sentence}"
    return _bring(clerk, crew, written, f"{title}.docx", title=title, kind="BB", issuer=issuer, issued_on=on)


def _bring(
    clerk: Actor, crew: Crew, written: Document, file_name: str, *, title: str, kind: str, **details: Any
) -> StoredDocument:
    with taken_in(write_docx(written), file_name) as upload:
        return add_document(clerk, crew.council.pk, title=title, upload=upload, kind=kind, access="public", **details)
