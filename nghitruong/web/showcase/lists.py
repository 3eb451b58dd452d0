"""A list of petitions: none, a few, or two hundred."""

from datetime import timedelta
from typing import Any

from nghitruong.kernel import clock
from nghitruong.web.parts import Chip, Pager

COUNTS = {"danh-sach-trong": 0, "danh-sach-200": 200}
WORKS = (
    ("Sửa mương thoát nước đường số 9", "Khu phố 7 · nêu lần 3 · 41 cử tri theo dõi", "Kinh tế, Hạ tầng và Đô thị"),
    ("Vỉa hè đường Trần Phú bị lấn chiếm", "Khu phố 2 · Tổ đại biểu số 1", "Công an phường"),
    ("Cấp sổ đỏ cho 14 hộ tổ 9", "Khu phố 3 · đã gia hạn 1 lần", "Kinh tế, Hạ tầng và Đô thị"),
    ("Tiếng ồn quán ăn đầu hẻm 112", "Khu phố 6 · cử tri gửi qua cổng", "Công an phường"),
    ("Nắp cống vỡ trước Trường tiểu học Sen Hồng 2", "Khu phố 5 · 7 cử tri theo dõi", "Kinh tế, Hạ tầng và Đô thị"),
)


def listed(part: str) -> dict[str, Any]:
    """Rows and what stands round them, by the page asked for."""
    count = COUNTS.get(part, 6)
    rows = [_row(number, count) for number in range(count)]
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


def _row(number: int, count: int) -> dict[str, Any]:
    title, context, agency = WORKS[number % len(WORKS)]
    late = number - 12 if count < 50 else number // 3 - 12
    return {
        "code": f"SH-26-{87 + 3 * number:04d}",
        "title": title,
        "context": context,
        "agency": agency,
        "due": clock.today() + timedelta(days=late),
    }
