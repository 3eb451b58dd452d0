"""What stands round the content: council, person, places."""

from typing import Any

from nghitruong.web.navigation import Entry, Section

FRAME: dict[str, Any] = {
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
        Entry("Hồ sơ của tôi", "user-circle", "#", False),
        Entry("Máy của tôi", "device-tablet", "#", False),
    ],
    "navigation": [
        Section(
            "",
            [
                Entry("Việc hôm nay", "home", "#", True, 5),
                Entry("Kỳ họp", "gavel", "#", False),
                Entry("Lịch công tác", "calendar-event", "#", False),
            ],
        ),
        Section(
            "Cử tri",
            [
                Entry("Tiếp xúc cử tri", "users", "#", False),
                Entry("Kiến nghị cử tri", "message-2", "#", False, 6, "red"),
                Entry("Tiếp công dân", "user-check", "#", False),
            ],
        ),
        Section(
            "Nghị quyết và giám sát",
            [
                Entry("Nghị quyết", "file-text", "#", False),
                Entry("Giám sát", "eye", "#", False, 2),
                Entry("Chất vấn", "messages", "#", False),
            ],
        ),
        Section(
            "Tổng hợp",
            [
                Entry("Báo cáo", "chart-bar", "#", False),
                Entry("Văn bản", "clipboard-text", "#", False),
                Entry("Đại biểu", "building-community", "#", False),
            ],
        ),
    ],
    "deputy_places": [
        Entry("Hôm nay", "home", "#", True),
        Entry("Kỳ họp", "gavel", "#", False),
        Entry("Tài liệu", "file-text", "#", False, 7),
        Entry("Cử tri", "message-2", "#", False),
        Entry("Của tôi", "user-check", "#", False),
        Entry("Trợ giúp", "help-circle", "#", False),
    ],
    "public_places": [
        Entry("Trang chủ", "home", "#", True),
        Entry("Kiến nghị", "message-2", "#", False),
        Entry("Nghị quyết", "file-text", "#", False),
        Entry("Đại biểu", "users", "#", False),
    ],
}
