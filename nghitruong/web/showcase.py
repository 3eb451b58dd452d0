"""What the component page shows: one council, fictional people, each component in each state."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest

from nghitruong.kernel import clock
from nghitruong.web.choices import ABSTAIN, CHOICES, NO, YES
from nghitruong.web.fields import DayField, LineField, MomentField, TextField, WholeNumberField
from nghitruong.web.navigation import Entry, Section
from nghitruong.web.parts import (
    Action,
    AgendaLine,
    Ballot,
    Chip,
    Fact,
    Moment,
    Pager,
    Part,
    Result,
    ResultLine,
    Seat,
    Speaker,
    Step,
    Tag,
    Task,
)

PAGES: Mapping[str, str] = {
    "": "web/showcase/components.html",
    "van-phong": "web/showcase/office.html",
    "danh-sach": "web/showcase/list.html",
    "danh-sach-trong": "web/showcase/list.html",
    "danh-sach-200": "web/showcase/list.html",
    "ho-so": "web/showcase/detail.html",
    "dai-bieu": "web/showcase/deputy.html",
    "phieu": "web/showcase/ballot.html",
    "phieu-xem-lai": "web/showcase/ballot.html",
    "phieu-da-nhan": "web/showcase/ballot.html",
    "phieu-chua-gui": "web/showcase/ballot.html",
    "phieu-da-dong": "web/showcase/ballot.html",
    "phieu-khong-co": "web/showcase/ballot.html",
    "chu-toa": "web/showcase/chair.html",
    "thu-ky": "web/showcase/secretary.html",
    "man-hinh-chuong-trinh": "web/showcase/wall_agenda.html",
    "man-hinh-phat-bieu": "web/showcase/wall_speaker.html",
    "man-hinh-bieu-quyet": "web/showcase/wall_vote.html",
    "man-hinh-ket-qua": "web/showcase/wall_result.html",
    "cong": "web/showcase/portal.html",
    "cong-kien-nghi": "web/showcase/portal_petition.html",
    "ban-in": "web/showcase/print.html",
    "dang-nhap": "web/showcase/sign_in.html",
    "loi-404": "404.html",
    "loi-403": "403.html",
    "loi-400": "400.html",
    "loi-409": "409.html",
    "loi-csrf": "403_csrf.html",
    "loi-500": "500.html",
}
"""Address under the component page → template; "" is the page of all components."""


class SampleForm(forms.Form):
    """Every kind of field once."""

    title = LineField(label="Tên kỳ họp", max_length=60)
    day = DayField(label="Ngày khai mạc", help_text="Ví dụ: 8/12, 081226, hôm nay, mai.")
    opens_at = MomentField(label="Khai mạc lúc")
    deputies = WholeNumberField(label="Tổng số đại biểu")
    kind = forms.ChoiceField(
        label="Loại kỳ họp", choices=[("regular", "Thường lệ"), ("topical", "Chuyên đề"), ("urgent", "Bất thường")]
    )
    opinion = forms.ChoiceField(
        label="Ý kiến trước",
        help_text="Chưa phải biểu quyết. Chỉ Thường trực và thư ký xem.",
        choices=[("agree", "Thống nhất"), ("discuss", "Muốn thảo luận"), ("clarify", "Cần làm rõ thêm")],
        widget=forms.RadioSelect,
    )
    paper = forms.FileField(label="Tờ trình", required=False)
    note = TextField(label="Ghi chú", required=False)
    tell = forms.BooleanField(label="Cho cơ quan trình biết tên tôi", required=False)


def context(request: HttpRequest, part: str) -> dict[str, Any]:
    """Everything that any page of the showcase reads; each template takes its share."""
    shown = {**_frame(), **_work(), **_room(part), **_forms(), **_lists(part)}
    if not part:
        messages.success(request, "Đã chuyển 24 kiến nghị.")
        messages.error(request, "2 thư chưa gửi: Công an phường chưa có địa chỉ thư.")
    return shown


def _frame() -> dict[str, Any]:
    entry = Entry
    return {
        "title": "Thành phần",
        "council_name": "HĐND phường Sen Hồng",
        "council_detail": "Khóa I, nhiệm kỳ 2026–2031",
        "person_name": "Trần Thị Minh",
        "person_detail": "Chuyên viên Văn phòng",
        "search_url": "/tim-kiem/",
        "notices_url": "#",
        "notice_count": 3,
        "sign_out_url": "#",
        "support_phone": "0234 000 111",
        "council_phone": "0234 000 222",
        "council_address": "Số 1 đường Sen, phường Sen Hồng",
        "account_links": [
            entry("Hồ sơ của tôi", "user-circle", "#", False),
            entry("Máy của tôi", "device-tablet", "#", False),
        ],
        "navigation": [
            Section(
                "",
                [
                    entry("Việc hôm nay", "home", "#", True, 5),
                    entry("Kỳ họp", "gavel", "#", False),
                    entry("Lịch công tác", "calendar-event", "#", False),
                ],
            ),
            Section(
                "Cử tri",
                [
                    entry("Tiếp xúc cử tri", "users", "#", False),
                    entry("Kiến nghị cử tri", "message-2", "#", False, 6, "red"),
                    entry("Tiếp công dân", "user-check", "#", False),
                ],
            ),
            Section(
                "Nghị quyết và giám sát",
                [
                    entry("Nghị quyết", "file-text", "#", False),
                    entry("Giám sát", "eye", "#", False, 2),
                    entry("Chất vấn", "messages", "#", False),
                ],
            ),
            Section(
                "Tổng hợp",
                [
                    entry("Báo cáo", "chart-bar", "#", False),
                    entry("Văn bản", "clipboard-text", "#", False),
                    entry("Đại biểu", "building-community", "#", False),
                ],
            ),
        ],
        "deputy_places": [
            entry("Hôm nay", "home", "#", True),
            entry("Kỳ họp", "gavel", "#", False),
            entry("Tài liệu", "file-text", "#", False, 7),
            entry("Cử tri", "message-2", "#", False),
            entry("Của tôi", "user-check", "#", False),
            entry("Trợ giúp", "help-circle", "#", False),
        ],
        "public_places": [
            entry("Trang chủ", "home", "#", True),
            entry("Kiến nghị", "message-2", "#", False),
            entry("Nghị quyết", "file-text", "#", False),
            entry("Đại biểu", "users", "#", False),
        ],
    }


def _work() -> dict[str, Any]:
    return {
        "tasks": [
            Task(
                "6 kiến nghị quá hạn trả lời",
                "#",
                "Phòng Kinh tế, Hạ tầng và Đô thị (4) · Công an phường (2)",
                "alert-triangle",
                "red",
                Tag("Quá hạn lâu nhất 12 ngày", "red"),
                [Action("Gửi đôn đốc", "#")],
            ),
            Task(
                "3 tài liệu kỳ họp chưa nộp",
                "#",
                "UBND phường nộp trước 17 giờ ngày 01/12 để gửi đại biểu đúng hạn",
                "file-text",
                "amber",
                Tag("Còn 1 ngày", "amber"),
                [Action("Xem và nhắc", "#")],
            ),
            Task(
                "8 kiến nghị chờ phân loại",
                "#",
                "Hội nghị tiếp xúc cử tri Tổ đại biểu số 2, ngày 27/11",
                "message-2",
                "amber",
                Tag("Còn 2 ngày làm việc", "amber"),
                [Action("Phân loại", "#")],
            ),
            Task(
                "4 văn bản trả lời chờ kiểm tra chất lượng",
                "#",
                "Phòng Văn hóa – Xã hội gửi sáng nay",
                "eye",
                "blue",
                Tag("Hôm nay", "blue"),
                [Action("Kiểm tra", "#")],
            ),
            Task(
                "5 đại biểu chưa xác nhận dự kỳ họp",
                "#",
                "26/31 đã xác nhận · 2 xin vắng mặt",
                "user-check",
                "blue",
                Tag("Trước 04/12", "blue"),
                [Action("Nhắc 5 người", "#")],
            ),
        ],
        "deputy_tasks": [
            Task(
                "Xác nhận dự Kỳ họp thứ 3",
                "",
                "Trả lời trước 04/12",
                "",
                actions=[Action("Vắng mặt", "#"), Action("Có mặt", "#", tone="primary")],
            ),
            Task(
                "Cho ý kiến trước 4 nội dung",
                "",
                "Giúp chủ tọa sắp xếp thời gian thảo luận",
                "",
                actions=[Action("Cho ý kiến", "#")],
            ),
            Task(
                "2 kiến nghị bà phụ trách đã có trả lời",
                "",
                "Cần bà nhận xét để báo lại cử tri",
                "",
                actions=[Action("Xem trả lời", "#")],
            ),
        ],
        "steps": [
            Step("1. Chương trình", "done", "Đã thống nhất 12/11"),
            Step("2. Giấy mời", "done", "Đã gửi 58 giấy"),
            Step("3. Tài liệu", "now", "18/21 đã có, thiếu 3"),
            Step("4. Đại biểu nghiên cứu", "to_come", "Mở sau khi gửi tài liệu"),
            Step("5. Kịch bản điều hành", "to_come", "Chưa bắt đầu"),
        ],
        "parts": [
            Part(76, "Đã giải quyết xong", "done"),
            Part(33, "Đang giải quyết, có mốc hoàn thành", "blue"),
            Part(12, "Giải trình, cung cấp thông tin", "light"),
            Part(20, "Đang trong hạn trả lời", "pending"),
            Part(6, "Quá hạn trả lời", "red"),
        ],
        "moments": [
            Moment("Quá hạn 12 ngày", "30/11", "Hệ thống nhắc tự động ngày 18, 23, 28/11", "late"),
            Moment("Đôn đốc lần 1", "23/11", "Bà Trần Thị Minh, công văn 214/HĐND-VP"),
            Moment("Phòng KT, HT và ĐT hẹn khảo sát", "05/11", "“Khảo sát hiện trường ngày 12/11.” Chưa có kết quả"),
            Moment("Đã tiếp nhận", "28/10", "Ông Nguyễn Văn An, Phòng KT, HT và ĐT", "done"),
            Moment("Thường trực HĐND chuyển", "21/10", "Công văn 198/HĐND-VP, hạn 18/11/2026", "done"),
            Moment("Cử tri nêu (lần 3)", "18/10", "Lần 1: SH-25-0112 · Lần 2: SH-26-0031", "done"),
        ],
        "citizen_moments": [
            Moment("Tiếp nhận", "18/10", "", "done"),
            Moment("Chuyển UBND phường", "21/10", "", "done"),
            Moment("Trả lời", "30/11", "chậm 12 ngày", "done"),
            Moment("Đang thực hiện", "", "Nạo vét 05–12/12. Xây mới từ tháng 01/2027", "now"),
            Moment("Kiểm tra kết quả", "", "Đại biểu và cử tri xác nhận", "to_come"),
        ],
        "facts": [
            Fact("Mã", "SH-26-0087"),
            Fact("Loại, lĩnh vực", "Kiến nghị, thoát nước", "#"),
            Fact("Nơi nêu", "Hội nghị khu phố 7, ngày 18/10/2026"),
            Fact("Cơ quan", "Phòng Kinh tế, Hạ tầng và Đô thị", "#", "Đổi cơ quan"),
            Fact("Hạn trả lời", "", "#", add_label="Bổ sung hạn trả lời"),
            Fact("Đại biểu phụ trách", "Bà Lê Thị Hoa"),
        ],
        "tabs": [
            {"label": "Nội dung", "url": "#", "is_current": True, "count": None},
            {"label": "Trả lời", "url": "#", "is_current": False, "count": 2},
            {"label": "Nhật ký hồ sơ", "url": "#", "is_current": False, "count": 64},
        ],
        "code": "SH-26-0087",
        "status": Tag("Quá 12 ngày", "red", "alert-triangle"),
        "back_url": "#",
        "back_label": "Kiến nghị cử tri",
        "today": clock.today(),
        "soon": clock.today() + timedelta(days=12),
        "late": clock.today() - timedelta(days=12),
        "very_late": clock.today() - timedelta(days=44),
        "tones": ["grey", "blue", "amber", "red", "green", "purple", "teal", "gold", "done"],
        "week": [
            {"weekday": "T3", "day": "01/12", "title": "Hạn nộp tài liệu kỳ họp", "text": "17 giờ"},
            {
                "weekday": "T4",
                "day": "02/12",
                "title": "Ban Kinh tế – Ngân sách thẩm tra 4 dự thảo",
                "text": "14 giờ, Phòng họp số 2",
            },
            {
                "weekday": "T6",
                "day": "04/12",
                "title": "Giám sát chuyên đề vệ sinh môi trường",
                "text": "8 giờ, khu phố 4",
            },
        ],
    }


NAMES = "Châu Hùng Mai Sơn Hà Dũng Nga Tâm Khánh Bình Oanh Thắng Yến Hoa Lộc Hiền Quân Thảo Tuấn Phúc Lan Ngọc Nhung Long Đạt Cường Nhi Minh Trung Xuân".split()


def _seats() -> list[Seat]:
    states = {5: "waiting", 11: "waiting", 18: "waiting", 22: "lost", 30: "absent"}
    return [
        Seat(number, name, states.get(number, "sent"), url="#" if number == 22 else "")
        for number, name in enumerate(NAMES, 1)
    ]


def _room(part: str) -> dict[str, Any]:
    ends_at = clock.now() + timedelta(seconds=84)
    state = {
        "phieu-xem-lai": "check",
        "phieu-da-nhan": "received",
        "phieu-da-dong": "closed",
        "phieu-khong-co": "barred",
    }.get(part, "choose")
    large_hall = [
        Seat(number, f"Ghế {number}", ("sent", "sent", "sent", "waiting", "sent", "lost", "sent")[number % 7])
        for number in range(1, 203)
    ]
    announced = [
        Seat(seat.number, seat.name, ("yes", "yes", "yes", "no", "yes", "abstain")[seat.number % 6])
        for seat in _seats()
    ]
    return {
        "ballot": Ballot(
            poll_id=7,
            state=state,
            question="Thông qua Nghị quyết về kế hoạch đầu tư công năm 2027",
            cast_url="#",
            round_label="Lượt 7",
            method="biểu quyết bằng hệ thống điện tử, công khai",
            item_label="Nội dung 7",
            key="sample",
            ends_at=None if state in ("closed", "barred") else ends_at,
            choice=YES if state in ("check", "received", "closed") else None,
            receipt="K7P42MXR",
            stored_at=clock.now(),
            sent=26,
            present=29,
            person="Bà Lê Thị Hoa",
            seat="Ghế 14, Tổ đại biểu số 2",
            paper_url="#",
            paper_label="Xem lại dự thảo (bản 2)",
            report_url="#",
            reason="Bà chưa điểm danh nên chưa có phiếu." if state == "barred" else "",
            reason_action=Action("Điểm danh", "#", tone="primary") if state == "barred" else None,
        ),
        "choice": YES,
        "choices": CHOICES,
        "shows_unsent": part == "phieu-chua-gui",
        "ends_at": ends_at,
        "ends_soon": clock.now() + timedelta(seconds=9),
        "seats": _seats(),
        "large_hall": large_hall,
        "announced": announced,
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
        "speaker": Speaker(
            "Ông Đỗ Văn Khánh",
            "Ghế 09",
            ends_at,
            5,
            [Action("+1 phút", "#"), Action("Nhắc", "#"), Action("Xong, mời tiếp", "#", tone="primary")],
        ),
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


def _forms() -> dict[str, Any]:
    wrong = {
        "title": "",
        "day": "31/11",
        "deputies": "ba mươi",
        "kind": "regular",
        "opens_at_0": "8/12",
        "opens_at_1": "25h",
    }
    return {
        "form": SampleForm(initial={"kind": "regular", "opinion": "discuss", "opens_at": clock.now()}, auto_id="ok_%s"),
        "wrong_form": SampleForm(wrong, auto_id="wrong_%s"),
    }


def _lists(part: str) -> dict[str, Any]:
    count = {"danh-sach-trong": 0, "danh-sach-200": 200}.get(part, 6)
    works = [
        ("Sửa mương thoát nước đường số 9", "Khu phố 7 · nêu lần 3 · 41 cử tri theo dõi", "Kinh tế, Hạ tầng và Đô thị"),
        ("Vỉa hè đường Trần Phú bị lấn chiếm", "Khu phố 2 · Tổ đại biểu số 1", "Công an phường"),
        ("Cấp sổ đỏ cho 14 hộ tổ 9", "Khu phố 3 · đã gia hạn 1 lần", "Kinh tế, Hạ tầng và Đô thị"),
        ("Tiếng ồn quán ăn đầu hẻm 112", "Khu phố 6 · cử tri gửi qua cổng", "Công an phường"),
        ("Nắp cống vỡ trước Trường tiểu học Sen Hồng 2", "Khu phố 5 · 7 cử tri theo dõi", "Kinh tế, Hạ tầng và Đô thị"),
    ]
    rows = [
        {
            "code": f"SH-26-{87 + 3 * number:04d}",
            "title": works[number % 5][0],
            "context": works[number % 5][1],
            "agency": works[number % 5][2],
            "due": clock.today() + timedelta(days=number - 12 if count < 50 else number // 3 - 12),
        }
        for number in range(count)
    ]
    return {
        "rows": rows,
        "is_empty": not rows,
        "count_words": "147 kiến nghị năm 2026",
        "has_search": True,
        "chips": [
            Chip("Quá hạn", "#", 6, True),
            Chip("Sắp đến hạn", "#", 9),
            Chip("Chờ phân loại", "#", 8),
            Chip("Chờ kiểm tra", "#", 4),
            Chip("Hẹn mốc tháng 12", "#", 7),
            Chip("Kiến nghị nhiều lần", "#", 5),
        ],
        "sorts": [
            {"code": "due", "label": "hạn gần nhất", "is_current": True},
            {"code": "code", "label": "mã", "is_current": False},
        ],
        "active_filters": [Chip("khu phố 7", "?")] if part == "danh-sach-trong" else [],
        "pager": Pager(1, count, 147 if count < 50 else count, "", "?trang=2"),
        "empty": {
            "icon": "message-2",
            "title": "Không có kiến nghị nào khớp.",
            "text": "Bỏ bớt điều kiện lọc, hoặc nhập kiến nghị từ biên bản hội nghị.",
            "action": {"url": "#", "label": "Nhập từ biên bản"},
        },
    }
