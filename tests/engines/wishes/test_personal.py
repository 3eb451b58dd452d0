"""What is personal is found and taken out; streets and officials stay."""

import unicodedata

import pytest

from nghitruong.engines.wishes import personal_data, public_text
from tests.engines.wishes.marked import Count, all_minutes, hiding


def kinds(text: str) -> list[tuple[str, str]]:
    return [(each.type, each.text) for each in personal_data(text)]


def test_personal_data_are_found_in_minutes_of_six_styles() -> None:
    total = sum((hiding(minutes) for minutes in all_minutes("*_*.txt")), Count(0, 0, 0))
    assert total.recall >= 0.95
    assert total.precision >= 0.95


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ông Nguyễn Văn Thành (tổ 12)", [("name", "Nguyễn Văn Thành")]),
        ("trại lợn của ông Sáu", [("name", "Sáu")]),
        ("gọi cho tôi số 0912 345 678", [("phone", "0912 345 678")]),
        ("gọi 0987.654.321 hoặc +84 912 345 678", [("phone", "0987.654.321"), ("phone", "+84 912 345 678")]),
        ("gọi ０９１２ ３４５ ６７８", [("phone", "０９１２ ３４５ ６７８")]),
        ("gọi ٠٩١٢٣٤٥٦٧٨", [("phone", "٠٩١٢٣٤٥٦٧٨")]),
        ("thư canary＠example．vn", [("email", "canary＠example．vn")]),
        ("CCCD số 046165001234", [("id_number", "046165001234")]),
        ("CMND 123456789", [("id_number", "123456789")]),
        ("số nhà 12/4 đường Hoa Lan", [("house_number", "12/4")]),
        ("ngụ tại 15/3 Lê Lợi", [("house_number", "15/3")]),
        ("nhà trong hẻm 45/12", [("house_number", "45/12")]),
        ("thư an.nguyen@example.vn", [("email", "an.nguyen@example.vn")]),
        ("tài khoản 102870123456 ngân hàng", [("bank_account", "102870123456")]),
        ("sinh ngày 02/09/1956", [("date_of_birth", "02/09/1956")]),
        ("Tôi là Lê Văn Tám", [("name", "Lê Văn Tám")]),
    ],
)
def test_each_type_is_found(text: str, found: list[tuple[str, str]]) -> None:
    assert kinds(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "Đèn đường hẻm 112 hỏng",
        "Sửa mương đường số 9",
        "Nắp cống trước nhà số 45 vỡ",
        "Cống đường Ông Ích Khiêm và cầu Ông Lãnh",
        "Dây điện ở góc Nguyễn Thị Minh Khai – Hai Bà Trưng",
        "trường Lê Văn Tám xuống cấp",
        "ông Chủ tịch UBND phường trả lời",
        "Ông Lê Quang Vinh, Chủ tịch UBND phường, tiếp thu",
        "Nghị quyết 12/2025/NQ-HĐND ngày 29/7/2025",
        "camera 24/24, quốc lộ 22B, năm học 2024-2025",
        "kinh phí 1.850.000.000 đồng",
        "Cử tri Tân Phước đề nghị",
    ],
)
def test_places_officials_and_numbers_of_other_kinds_are_not_personal(text: str) -> None:
    assert kinds(text) == []


@pytest.mark.parametrize(
    ("text", "public"),
    [
        (
            "Ông Nguyễn Văn Thành, số nhà 12/4 đường Hoa Lan, ĐT 0912 345 678, đề nghị sửa đèn hẻm 112.",
            "Một cử tri, [số nhà] đường Hoa Lan, ĐT [số điện thoại], đề nghị sửa đèn hẻm 112.",
        ),
        ("Hộ bà Trần Thị Mai xây lấn hẻm.", "Hộ một cử tri xây lấn hẻm."),
        ("Trại lợn của ông Sáu hôi.", "Trại lợn của một người dân hôi."),
        ("Theo cử tri Huỳnh Công Danh, đường hỏng.", "Theo một cử tri, đường hỏng."),
        ("Đường hỏng.", "Đường hỏng."),
    ],
)
def test_the_public_text_reads_on_without_them(text: str, public: str) -> None:
    shown = public_text(text, personal_data(text))
    assert shown == public
    assert personal_data(shown) == ()


def test_offsets_are_those_of_the_composed_text() -> None:
    text = unicodedata.normalize("NFD", "Bà Phạm Thị Lý nói")
    (found,) = personal_data(text)
    assert unicodedata.normalize("NFC", text)[found.start : found.end] == "Phạm Thị Lý"
