"""Facts of a fictional council, as the forms are told them."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from nghitruong.engines.officialforms.content import Align, BulletList, Column, Paragraph, PrintMark, Row, Signer, Table
from nghitruong.engines.officialforms.forms.convening import ConveningFacts
from nghitruong.engines.officialforms.forms.facts import Issuer, Paper, Person, VoteFigures, ledger_line, print_mark
from nghitruong.engines.officialforms.forms.invitation import InvitationFacts
from nghitruong.engines.officialforms.forms.minutes import (
    Absence,
    DeputyAttendance,
    Entry,
    ItemFacts,
    MinutesFacts,
    SittingFacts,
)
from nghitruong.engines.officialforms.forms.report import ReportFacts, ReportSection
from nghitruong.engines.officialforms.forms.vote_result import NamedVote, VoteRecordFacts

SEN_HONG = Issuer("phường Sen Hồng", "Sen Hồng")
BINH_MINH = Issuer("phường Bình Minh", "Bình Minh")
OPENED = datetime(2026, 12, 8, 0, 30, tzinfo=UTC)
VOTED = datetime(2026, 12, 8, 2, 41, 43, tzinfo=UTC)
TERM = "khóa I, nhiệm kỳ 2026 - 2031"
HEAD = "9f2a77c10b3e4d5c8a61f0e2b7d4936508ac1e5f7b2d9046c3e8a1d5f6b07294"

_FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Huỳnh", "Phan", "Vũ", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô")
_MIDDLES = ("Thị", "Văn", "Đức", "Minh", "Ngọc", "Quang", "Thanh", "Hữu", "Bích", "Xuân", "Kim")
_GIVEN = ("Lan", "Minh", "Hoa", "An", "Ánh", "Ấn", "Đạt", "Hạ", "Hải", "Hòa", "Nhung", "Vinh", "Yến", "Ửng", "Quỳnh",
          "Khánh", "Ngữ", "Thuỷ", "Việt")  # fmt: skip


def deputy_name(place: int) -> str:
    """A different fictional name for each of many places."""
    family = _FAMILIES[place % len(_FAMILIES)]
    middle = _MIDDLES[place // 7 % len(_MIDDLES)]
    return f"{family} {middle} {_GIVEN[place * 5 % len(_GIVEN)]}"


def figures(**changes: object) -> VoteFigures:
    usual = VoteFigures(
        title="Thông qua Nghị quyết về kế hoạch đầu tư công năm 2027",
        total=31,
        present=30,
        yes=28,
        no=1,
        abstain=1,
        needed=16,
        threshold="quá nửa tổng số đại biểu",
        opened_at=VOTED,
        closed_at=VOTED + timedelta(seconds=45),
        proxied=1,
        proxied_note="ghế 22",
        round=7,
    )
    return replace(usual, **changes)  # type: ignore[arg-type]


def mark(code: str = "BQ-26-0307") -> PrintMark:
    return print_mark(
        code=code,
        check="9F2A-77C1-0B3E",
        made_at=VOTED + timedelta(seconds=82),
        made_by="Lê Văn Minh",
        address=f"https://binhminh.example/kiem-tra/{code}",
    )


def vote_record_facts(*, named: bool = False) -> VoteRecordFacts:
    choices = ["Tán thành"] * 28 + ["Không tán thành", "Không biểu quyết", "Vắng mặt"]
    votes = tuple(
        NamedVote(deputy_name(place), f"Tổ {place % 5 + 1}", choice, "Thư ký ghi hộ" if place == 21 else "")
        for place, choice in enumerate(choices)
    )
    return VoteRecordFacts(
        issuer=BINH_MINH,
        paper=Paper(on=date(2026, 12, 8), mark=mark()),
        meeting="Kỳ họp thứ 3",
        term="khóa I",
        figures=figures(),
        chair="Nguyễn Thị Lan",
        secretary="Lê Văn Minh",
        named=votes if named else (),
    )


def minutes_facts() -> MinutesFacts:
    deputies = 202
    absent = tuple(
        Absence(deputy_name(place), f"Tổ {place % 20 + 1}", "đi công tác nước ngoài", has_leave=place != 6)
        for place in (3, 6, 11, 40)
    )
    big = {
        "total": deputies, "present": deputies - 4, "yes": 152, "no": 30, "abstain": 15, "needed": deputies // 2 + 1,
        "basis": "Điều 35 Luật Tổ chức chính quyền địa phương", "proxied": 0, "proxied_note": "",
    }  # fmt: skip
    absent_places = {3, 6, 11, 40}
    return MinutesFacts(
        issuer=SEN_HONG,
        paper=Paper(
            on=date(2026, 12, 8),
            number=5,
            symbol="BB-HĐND",
            mark=mark("BB-26-0005"),
            ledger_line=ledger_line(head=HEAD, sequence=4812, sealed_at=OPENED + timedelta(hours=10)),
        ),
        meeting="Kỳ họp thứ 3",
        term=TERM,
        venue="Hội trường Trung tâm hành chính phường Sen Hồng, số 1 đường Hoa Sen",
        chairs=(
            Person("Nguyễn Thị Lan", "Chủ tịch Hội đồng nhân dân phường", "bà"),
            Person("Phạm Đức Hải", "Phó Chủ tịch Hội đồng nhân dân phường", "ông"),
        ),
        secretaries=(Person("Lê Văn Minh", "Chánh Văn phòng Hội đồng nhân dân và Ủy ban nhân dân phường", "ông"),),
        sittings=(
            SittingFacts("Phiên sáng", OPENED, OPENED + timedelta(hours=4), deputies, deputies - 4, absent),
            SittingFacts("Phiên chiều", OPENED + timedelta(hours=6), OPENED + timedelta(hours=9.6), deputies, deputies),
        ),
        guests=(
            "Đại diện Thường trực Hội đồng nhân dân Thành phố",
            "Chủ tịch, các Phó Chủ tịch Ủy ban nhân dân phường",
            "Ban Thường trực Ủy ban Mặt trận Tổ quốc Việt Nam phường và đại diện cử tri 12 khu phố",
        ),
        items=(
            ItemFacts(
                "Khai mạc, thông qua chương trình kỳ họp",
                (
                    Entry(
                        "Phát biểu khai mạc kỳ họp, nêu bối cảnh phường mới được thành lập từ mười phường và một phần"
                        " hai phường, bộ máy đi vào hoạt động ổn định.",
                        "Bà Nguyễn Thị Lan, Chủ tọa",
                        OPENED,
                    ),
                    Entry("Hội đồng nhân dân nghe dự kiến chương trình và thống nhất toàn văn."),
                ),
                (
                    figures(
                        title="Thông qua chương trình kỳ họp",
                        subject="Chương trình kỳ họp",
                        **(big | {"yes": 190, "no": 3, "abstain": 4}),
                    ),
                ),
            ),
            ItemFacts(
                "Nghị quyết về kế hoạch đầu tư công năm 2027",
                (
                    Entry("Thay mặt Ủy ban nhân dân phường trình bày Tờ trình số 45/TTr-UBND.", "Ông Trần Văn An"),
                    Entry(
                        "Trình bày Báo cáo thẩm tra số 12/BC-BKTNS, đề nghị làm rõ nguồn vốn của ba dự án thoát nước.",
                        "Bà Lê Thị Hoa, Trưởng Ban Kinh tế - Ngân sách",
                    ),
                    Entry(
                        "Đề nghị ưu tiên mương thoát nước đường số 9, khu phố 7, nơi cử tri đã kiến nghị nhiều lần;"
                        " đề nghị Ủy ban nhân dân phường cam kết thời hạn hoàn thành.",
                        "Ông Đỗ Văn Khánh",
                    ),
                    Entry("Tiếp thu, cam kết hoàn thành trước ngày 31/03/2027.", "Ông Trần Văn An"),
                ),
                (figures(**big),),
            ),
            ItemFacts(
                "Nghị quyết về đặt tên đường trên địa bàn phường",
                (Entry("Hội đồng nhân dân thảo luận; nhiều ý kiến đề nghị lấy thêm ý kiến Nhân dân."),),
                (
                    figures(
                        title="Thông qua Nghị quyết về đặt tên đường", **(big | {"yes": 90, "no": 70, "abstain": 38})
                    ),
                ),
                sitting=1,
            ),
        ),
        attendance=tuple(
            DeputyAttendance(
                deputy_name(place),
                f"Tổ {place % 20 + 1}",
                ("Vắng" if place in absent_places else "Có mặt", "Có mặt"),
                "Vắng không phép" if place == 6 else "",
            )
            for place in range(deputies)
        ),
        closing_words=("Chủ tọa phát biểu bế mạc, giao Văn phòng hoàn chỉnh các nghị quyết đã được thông qua.",),
        recipients=("Thường trực HĐND Thành phố", "UBND phường", "Đại biểu HĐND phường", "Lưu: VT, hồ sơ kỳ họp"),
    )


CHAIR = Signer("CHỦ TỊCH", "Nguyễn Thị Lan", ("TM. THƯỜNG TRỰC HĐND",))


def invitation_facts() -> InvitationFacts:
    return InvitationFacts(
        issuer=SEN_HONG,
        paper=Paper(on=date(2026, 11, 16), number=21, symbol="GM-HĐND", mark=mark("GM-26-0021")),
        host="Thường trực Hội đồng nhân dân phường Sen Hồng",
        invitee=Person("Lê Thị Hoa", "đại biểu Hội đồng nhân dân phường, Tổ đại biểu số 2", "bà"),
        event="Kỳ họp thứ 3, Hội đồng nhân dân phường Sen Hồng khóa I",
        begins_at=OPENED,
        ends_at=OPENED + timedelta(hours=33),
        venue="Hội trường Trung tâm hành chính phường Sen Hồng, số 1 đường Hoa Sen",
        chair="Bà Nguyễn Thị Lan, Chủ tịch Hội đồng nhân dân phường",
        agenda=("Báo cáo tình hình kinh tế - xã hội năm 2026", "Các dự thảo nghị quyết trình kỳ họp", "Chất vấn"),
        requests=("Tài liệu kỳ họp được gửi trên hệ thống; đề nghị đại biểu nghiên cứu và cho ý kiến trước kỳ họp.",),
        contact="Văn phòng Hội đồng nhân dân và Ủy ban nhân dân phường, điện thoại 0912 345 678",
        signer=Signer("PHÓ CHỦ TỊCH", "Phạm Đức Hải", ("TM. THƯỜNG TRỰC HĐND", "KT. CHỦ TỊCH")),
        recipients=("Như trên", "Thường trực HĐND phường", "Lưu: VT"),
    )


def convening_facts() -> ConveningFacts:
    return ConveningFacts(
        issuer=SEN_HONG,
        paper=Paper(symbol="QĐ-HĐND", year=2026, is_draft=True),
        meeting="Kỳ họp thứ 3",
        term=TERM,
        grounds=(
            "Căn cứ Luật Tổ chức chính quyền địa phương",
            "Căn cứ Quy chế hoạt động của Hội đồng nhân dân phường Sen Hồng khóa I",
            "Theo đề nghị của Chánh Văn phòng Hội đồng nhân dân và Ủy ban nhân dân phường",
        ),
        begins_at=OPENED,
        ends_on=date(2026, 12, 9),
        venue="Hội trường Trung tâm hành chính phường Sen Hồng",
        agenda=("Báo cáo kinh tế - xã hội năm 2026", "Dự thảo Nghị quyết về kế hoạch đầu tư công năm 2027", "Chất vấn"),
        bearers="Thường trực Hội đồng nhân dân, Ủy ban nhân dân phường, các đại biểu Hội đồng nhân dân phường",
        signer=CHAIR,
        recipients=("Như Điều 3", "Thường trực HĐND Thành phố", "Lưu: VT"),
    )


def report_facts() -> ReportFacts:
    table = Table(
        (
            Column("Lĩnh vực", 3),
            Column("Tiếp nhận", 1.2, Align.CENTER),
            Column("Đã trả lời", 1.2, Align.CENTER),
            Column("Quá hạn", 1.2, Align.CENTER),
        ),
        (
            Row(("Thoát nước, ngập", "24", "20", "1")),
            Row(("Giao thông", "18", "18", "0")),
            Row(("Cộng", "42", "38", "1"), bold=True),
        ),
        caption="Bảng 1. Kiến nghị cử tri theo lĩnh vực",
    )
    return ReportFacts(
        issuer=SEN_HONG,
        paper=Paper(on=date(2027, 2, 3), number=112, symbol="BC-HĐND"),
        organ=SEN_HONG.heading,
        title="Kết quả giải quyết kiến nghị của cử tri năm 2026",
        addressee="Thường trực Hội đồng nhân dân Thành phố",
        opening=("Thực hiện chương trình công tác năm 2026, Hội đồng nhân dân phường Sen Hồng báo cáo như sau:",),
        sections=(
            ReportSection(
                "Tình hình chung",
                (Paragraph("Trong năm đã tổ chức 24 hội nghị tiếp xúc cử tri tại 12 khu phố."), table),
            ),
            ReportSection(
                "Kết quả thực hiện",
                parts=(
                    ReportSection("Kiến nghị đã giải quyết xong", (BulletList(("Mương đường số 9.", "Đèn hẻm 12.")),)),
                    ReportSection(
                        "Kiến nghị đang giải quyết",
                        (Paragraph("Còn 4 kiến nghị."),),
                        (ReportSection("Nguyên nhân", (Paragraph("Vướng mặt bằng."),)),),
                    ),
                ),
            ),
        ),
        closing="Trên đây là báo cáo kết quả giải quyết kiến nghị của cử tri năm 2026.",
        signer=Signer("CHỦ TỊCH", "Nguyễn Thị Lan", ("TM. HỘI ĐỒNG NHÂN DÂN",)),
        recipients=("Như trên", "Đại biểu HĐND phường", "Lưu: VT"),
    )
