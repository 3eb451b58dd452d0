"""Office work: tasks, steps, a record and its course."""

from datetime import timedelta
from typing import Any

from nghitruong.kernel import clock
from nghitruong.web.parts import Action, Fact, Moment, Part, Step, Tag, Task

WORK: dict[str, Any] = {
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


def days() -> dict[str, Any]:
    """Days that deadlines are counted to."""
    return {
        "today": clock.today(),
        "soon": clock.today() + timedelta(days=12),
        "late": clock.today() - timedelta(days=12),
        "very_late": clock.today() - timedelta(days=44),
    }
