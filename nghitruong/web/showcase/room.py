"""The room: a vote in each of its states, the hall, the programme, who speaks."""

from datetime import timedelta
from typing import Any

from nghitruong.kernel import clock
from nghitruong.web.choices import ABSTAIN, CHOICES, NO, YES
from nghitruong.web.parts import Action, AgendaLine, Ballot, Part, Result, ResultLine, Seat, Speaker, Step, Tag

NAMES = (
    "Châu",
    "Hùng",
    "Mai",
    "Sơn",
    "Hà",
    "Dũng",
    "Nga",
    "Tâm",
    "Khánh",
    "Bình",
    "Oanh",
    "Thắng",
    "Yến",
    "Hoa",
    "Lộc",
    "Hiền",
    "Quân",
    "Thảo",
    "Tuấn",
    "Phúc",
    "Lan",
    "Ngọc",
    "Nhung",
    "Long",
    "Đạt",
    "Cường",
    "Nhi",
    "Minh",
    "Trung",
    "Xuân",
)
SEAT_STATES = {5: "waiting", 11: "waiting", 18: "waiting", 22: "lost", 30: "absent"}
BALLOT_STATES = {
    "phieu-xem-lai": "check",
    "phieu-da-nhan": "received",
    "phieu-da-dong": "closed",
    "phieu-khong-co": "barred",
}

ROOM: dict[str, Any] = {
    "result": Result(
        "Nghị quyết về kế hoạch đầu tư công năm 2027",
        True,
        "Đã thông qua",
        "Cần ít nhất 16 phiếu, quá nửa tổng số 30 đại biểu",
        [
            ResultLine(YES, 27, "90,00%"),
            ResultLine(NO, 1, "3,33%"),
            ResultLine(ABSTAIN, 1, "3,33%"),
        ],
        30,
    ),
    "refused_result": Result(
        "Nghị quyết về mức thu phí đỗ xe",
        False,
        "Không thông qua",
        "Cần ít nhất 16 phiếu, quá nửa tổng số 30 đại biểu",
        [ResultLine(YES, 13, "43,33%"), ResultLine(NO, 12, "40,00%"), ResultLine(ABSTAIN, 4, "13,33%")],
        30,
    ),
    "agenda": [
        AgendaLine(5, "Nghị quyết về chương trình giám sát năm 2027", "done", "29/30"),
        AgendaLine(6, "Nghị quyết về dự toán ngân sách năm 2027", "done", "28/30"),
        AgendaLine(7, "Nghị quyết về kế hoạch đầu tư công năm 2027", "now", "09:25"),
        AgendaLine(
            8, "Nghị quyết về đặt tên 6 tuyến đường", "to_come", "09:50", tag=Tag("30/30 thống nhất trước", "green")
        ),
        AgendaLine(9, "Nghị quyết về kế hoạch kỳ họp năm 2027", "to_come", "10:05"),
        AgendaLine(
            10,
            "Nghị quyết về hỗ trợ phân loại rác tại nguồn",
            "to_come",
            "10:10",
            tag=Tag("9 muốn thảo luận", "amber"),
        ),
        AgendaLine(11, "Nghỉ giải lao", "to_come", "10:30"),
    ],
    "queue": [
        Speaker("Bà Vũ Hồng Nhung", "Đăng ký 09:31 · Chưa phát biểu", actions=[Action("Mời", "#")]),
        Speaker("Ông Phạm Đức Long", "Tranh luận với ông Khánh · 09:40", actions=[Action("Mời", "#")]),
        Speaker("Bà Lê Thị Hoa", "Đăng ký 09:40 · Đã phát biểu 1 lần", actions=[Action("Mời", "#")]),
    ],
    "next": {
        "title": "Kết thúc thảo luận, mời UBND giải trình",
        "label": "Mời giải trình",
        "url": "#",
        "skip": Action("Bỏ qua", "#"),
        "undo": {"text": "09:38 mời ông Khánh phát biểu.", "url": "#"},
        "after": "Sau đó: biểu quyết, công bố, sang nội dung 8",
    },
    "item_steps": [
        Step("Trình bày", "done"),
        Step("Thẩm tra", "done"),
        Step("Thảo luận", "now"),
        Step("Giải trình"),
        Step("Biểu quyết"),
        Step("Công bố"),
    ],
    "opinions": [
        Part(23, "thống nhất", "primary"),
        Part(6, "muốn thảo luận", "amber"),
        Part(1, "cần làm rõ", "rest"),
    ],
    "minutes": [
        ("09:25", "Nội dung 7.", "Chủ tọa nêu nội dung: dự thảo Nghị quyết về kế hoạch đầu tư công năm 2027."),
        ("09:26", "Trình bày.", "Ông Phan Hữu Nghĩa, Phó Chủ tịch UBND phường trình bày Tờ trình số 45/TTr-UBND."),
        (
            "09:31",
            "Thẩm tra.",
            "Bà Lê Thị Mai, Trưởng Ban Kinh tế – Ngân sách trình bày Báo cáo thẩm tra số 12/BC-BKTNS.",
        ),
        ("09:34", "Ông Đỗ Văn Khánh", "đề nghị làm rõ tiến độ 4 dự án chuyển tiếp."),
        ("09:42", "Biểu quyết lượt 7", "mở lúc 09:41:43, thời gian 60 giây. Kết quả tự điền khi đóng."),
    ],
}


def live_parts(part: str) -> dict[str, Any]:
    """What depends on the present moment or on the page asked for."""
    ends_at = clock.now() + timedelta(seconds=84)
    return {
        "ballot": sample_ballot(BALLOT_STATES.get(part, "choose")),
        "choice": YES,
        "choices": CHOICES,
        "shows_unsent": part == "phieu-chua-gui",
        "ends_at": ends_at,
        "ends_soon": clock.now() + timedelta(seconds=9),
        "speaker": Speaker(
            "Ông Đỗ Văn Khánh",
            "Ghế 09",
            ends_at,
            5,
            [Action("+1 phút", "#"), Action("Nhắc", "#"), Action("Xong, mời tiếp", "#", tone="primary")],
        ),
    }


def halls() -> dict[str, Any]:
    """A small hall during a vote, a large one, and the small one after an open vote was announced."""
    seats = [
        Seat(number, name, SEAT_STATES.get(number, "sent"), url="#content" if number == 22 else "")
        for number, name in enumerate(NAMES, 1)
    ]
    sent = ("sent", "sent", "sent", "waiting", "sent", "lost", "sent")
    votes = ("yes", "yes", "yes", "no", "yes", "abstain")
    return {
        "seats": seats,
        "large_hall": [Seat(number, f"Ghế {number}", sent[number % 7]) for number in range(1, 203)],
        "announced": [Seat(seat.number, seat.name, votes[seat.number % 6]) for seat in seats],
    }


def sample_ballot(state: str) -> Ballot:
    """The same vote in the state wished."""
    is_open = state not in ("closed", "barred")
    return Ballot(
        poll_id=7,
        state=state,
        question="Thông qua Nghị quyết về kế hoạch đầu tư công năm 2027",
        cast_url="/thanh-phan/phieu/",
        round_label="Lượt 7",
        method="biểu quyết bằng hệ thống điện tử, công khai",
        item_label="Nội dung 7",
        key="sample",
        ends_at=clock.now() + timedelta(seconds=84) if is_open else None,
        choice=YES if state in ("check", "received", "closed") else None,
        receipt="K7P42MXR",
        stored_at=clock.now(),
        sent=26,
        present=29,
        person="Bà Lê Thị Hoa",
        seat="Ghế 14, Tổ đại biểu số 2",
        paper_url="#content",
        paper_label="Xem lại dự thảo (bản 2)",
        report_url="#content",
        reason="Bà chưa điểm danh nên chưa có phiếu." if state == "barred" else "",
        reason_action=Action("Điểm danh", "#content", tone="primary") if state == "barred" else None,
    )
