"""Rough fields of public life, only to see that two clauses speak of different things; not a classification."""

from typing import Final

from nghitruong.engines.wishes.phrases import Heard, Phrases

_FIELDS: Final = {
    "roads": Phrases(
        "đường|mặt đường|cầu|cầu treo|vỉa hè|lòng đường|giao thông|gờ giảm tốc|đèn tín hiệu|xe tải|xe ben",
        "xe container|hẻm|ổ gà|biển báo|tuyến|metro|lối vào|xe ba gác|ngã tư|ngã ba",
    ),
    "light": Phrases(
        "đường điện|công tơ|trụ điện|đèn đường|đèn chiếu sáng|chiếu sáng|bóng đèn|điện|điện lưới|lưới điện|cột điện",
        "trạm biến áp|đèn|bóng",
        "thắp sáng|giá điện|ngành điện",
    ),
    "water_away": Phrases("cống|mương|thoát nước|ngập|nắp cống|hố ga|kênh thoát|triều cường|nạo vét"),
    "water": Phrases("nước sạch|nước máy|nước sinh hoạt|giếng|cấp nước|bồn nước|bể nước"),
    "waste": Phrases(
        "nhà vệ sinh|rác|môi trường|ô nhiễm|xả thải|chăn nuôi|mùi hôi|nước thải|khói|trại lợn|trang trại|vệ sinh",
        "bãi rác",
    ),
    "noise": Phrases("karaoke|loa kẹo kéo|tiếng ồn|ồn|hát|quán nhậu|bụi|mạt cưa"),
    "land": Phrases(
        "sổ đỏ|giấy chứng nhận|đất|đất đai|địa chính|quyền sử dụng đất|tái định cư|đền bù|giải phóng mặt bằng",
        "quy hoạch|giá đất|dự án|thu hồi",
    ),
    "house": Phrases(
        "nhà ở|chung cư|xây dựng trái phép|xây dựng|cơi nới|số nhà|phòng cháy|chữa cháy|thoát hiểm|trụ sở"
    ),
    "school": Phrases(
        "nhà trẻ|mẫu giáo|trường|học sinh|giáo viên|học phí|mầm non|bán trú|lớp|phòng học|điểm trường",
        "bữa ăn bán trú|học",
    ),
    "health": Phrases("y tế|trạm y tế|bảo hiểm y tế|bảo hiểm|thuốc|bệnh viện|khám|xe cấp cứu|tiêm chủng|thẻ bảo hiểm"),
    "welfare": Phrases(
        "bảo hiểm xã hội|chế độ|hộ nghèo|cận nghèo|trợ cấp|chính sách|người có công|thương binh|lương hưu",
        "người cao tuổi|khuyết tật|hỗ trợ",
        "an sinh|nhà tạm|con giống",
    ),
    "order": Phrases(
        "cướp giật|bảo vệ|an ninh|trật tự|trộm|ma túy|đua xe|công an|camera|cho vay nặng lãi|cờ bạc|tuần tra",
        "mất trộm",
    ),
    "farming": Phrases(
        "trâu bò|chuột|rẫy|mùa màng|cá|thủy lợi|lúa|cà phê|phân bón|nông nghiệp|tưới|ruộng|sắn|rừng|hồ thủy lợi",
        "nuôi tôm|lợn|tàu cá|lạch|luồng",
        "đánh bắt|hành trình|giá sắn|trâu|bò|cây trồng",
    ),
    "culture": Phrases(
        "nhà văn hóa|sân chơi|sân bóng|thanh thiếu niên|khu vui chơi|di tích|lễ hội|nhà sinh hoạt|ghế ngồi|thể thao"
    ),
    "voice": Phrases(
        "loa|sóng điện thoại|viễn thông|loa phường|loa truyền thanh|truyền thanh|internet|cáp|loa phát thanh",
    ),
    "office": Phrases(
        "cán bộ|thủ tục|một cửa|công chức|biên chế|không chuyên trách|hồ sơ|tổ dân phố|căn cước|khai sinh",
        "đường dây nóng",
    ),
    "money": Phrases("phí|thuế|thu tiền|giá|lệ phí|tiền rác|mức thu|vay vốn|biên lai"),
    "trees": Phrases("cây bàng|cây xanh|cây phượng|cắt tỉa|cây đổ|công viên"),
}


def fields(heard: Heard) -> frozenset[str]:
    """The fields that a clause names; often several, sometimes none."""
    return frozenset(name for name, phrases in _FIELDS.items() if phrases.found(heard))
