"""What the shipped model says of wishes, however they are typed, and of what is no wish."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nghitruong.engines.topics import LEVELS, SURE, TOPICS, classify
from nghitruong.engines.topics.spelling import is_syllable, repaired

PLAIN = {
    "Đèn đường ngõ 14 hỏng đã lâu, đề nghị thay bóng": "dien_chieu_sang",
    "Mương thoát nước đường số 9 bị tắc, mưa xuống là ngập nhà": "thoat_nuoc_ngap",
    "Rác chất đống cạnh chợ, xe không đến thu gom": "moi_truong_rac",
    "Đường liên thôn nhiều ổ gà, xe máy khó đi": "giao_thong",
    "Nhà máy nước cúp nước liên tục, nước đục": "cap_nuoc",
    "Sớm cấp sổ đỏ cho 14 hộ tổ 9": "dat_dai",
    "Thanh niên tụ tập chơi ma túy ở bãi đất trống": "an_ninh_trat_tu",
    "Trường tiểu học thiếu phòng học và giáo viên": "giao_duc",
    "Trạm y tế thiếu thuốc và bác sĩ": "y_te",
    "Hẻm nhỏ, xe chữa cháy không vào được": "phong_chay",
    "Tiền đền bù giải phóng mặt bằng quá thấp": "quy_hoach_gpmb",
    "Loa truyền thanh của khu phố bị rè": "vien_thong_truyen_thanh",
    "Nhà văn hóa thôn dột nát, thiếu ghế": "van_hoa_nha_sinh_hoat",
    "Cây phượng già nghiêng, cành gãy rơi xuống sân": "cay_xanh",
    "Hộ nghèo già yếu chưa được nhận trợ cấp": "an_sinh",
    "Kênh nội đồng sạt lở, ruộng lúa không có nước tưới": "nong_nghiep_thuy_loi",
    "Giảm thuế cho hộ kinh doanh nhỏ": "kinh_te_thue",
    "Cán bộ một cửa gây phiền hà khi làm khai sinh": "bo_may_can_bo",
    "Quán karaoke mở nhạc ầm ĩ tới khuya": "tieng_on_bui_mui",
    "Nhà hàng xóm xây trái phép, cơi nới lấn lối đi chung": "nha_o_do_thi",
}


@pytest.mark.parametrize(("text", "topic"), PLAIN.items())
@pytest.mark.parametrize(
    "typed",
    [
        str,
        str.upper,
        str.lower,
        lambda text: unicodedata.normalize("NFD", text),
        lambda text: "".join(
            letter for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter)
        ).replace("đ", "d"),
    ],
    ids=["as-written", "capitals", "small", "decomposed", "bare"],
)
def test_a_plain_wish_finds_its_field_however_it_is_typed(text: str, topic: str, typed: object) -> None:
    suggestion = classify(typed(text))  # type: ignore[operator]
    assert suggestion.topic == topic
    assert suggestion.p >= SURE


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("Ddeenf dduwowngf ngox 14 hongr", "dien_chieu_sang"),
        ("den duongf ngo 14 hongs", "dien_chieu_sang"),
        ("Cấp GCNQSDĐ cho dân TDP 4", "dat_dai"),
        ("Dân chưa nhận tiền GPMB", "quy_hoach_gpmb"),
        ("Đoạn QL1A hư hỏng, nhiều ổ gà", "giao_thong"),
        ("Lo cháy, đề nghị tập huấn PCCC cho KDC", "phong_chay"),
        ("Bà con nuôi heo hôi rình, hông ai chịu nổi", "tieng_on_bui_mui"),
        ("Mần cái đường cho bà con đi, sình lầy quá trời", "giao_thong"),
    ],
)
def test_slips_abbreviations_and_the_speech_of_regions(text: str, topic: str) -> None:
    assert topic in [chance.code for chance in classify(text).topics[:2]]


@pytest.mark.parametrize(
    "text",
    [
        *("", "   ", "12345 67890", "qwrtp zxcvb lkjhg", "👍👍👍", "The quick brown fox", "Món phở này rất ngon"),
        "Chúng tôi xin cảm ơn các vị đại biểu.",
        "Tôi không có ý kiến gì thêm",
        "Cử tri phấn khởi và đồng tình với kết quả kỳ họp",
    ],
)
def test_of_what_is_no_wish_it_is_not_sure(text: str) -> None:
    assert classify(text).p < SURE


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Đề nghị Quốc hội sửa Luật Bảo hiểm xã hội", "trung_uong"),
        ("Đề nghị Chính phủ tăng lương hưu", "trung_uong"),
        ("Quốc lộ 20 hư hỏng, đề nghị Bộ Xây dựng sửa", "trung_uong"),
        ("Tỉnh lộ 7 xuống cấp, đề nghị Sở Xây dựng duy tu", "tinh"),
        ("Bệnh viện tỉnh quá tải", "tinh"),
        ("Thay bóng đèn đường hẻm 3", "xa"),
        ("Thu gom rác ở tổ 5", "xa"),
    ],
)
def test_the_level_follows_who_is_competent(text: str, level: str) -> None:
    assert classify(text).level == level


def test_the_reasons_are_words_of_the_text() -> None:
    text = "Bà con tổ 4 mong sửa đèn đường vì ban đêm rất tối"
    suggestion = classify(text)
    assert "đèn đường" in [why.text for why in suggestion.reasons]
    assert all(text[why.start : why.end] == why.text for why in suggestion.reasons)


def test_a_name_of_a_road_decides_nothing() -> None:
    """Trường Chinh is no school (trường), Nguyễn Thị Ruộng no field (ruộng)."""
    assert classify("Nhiều ổ gà trên đường Trường Chinh").topic == "giao_thong"
    assert "giao_duc" not in [chance.code for chance in classify("Nhiều ổ gà trên đường Trường Chinh").topics[:2]]


@settings(deadline=None)
@given(st.text(max_size=300))
def test_any_text_at_all_gets_an_orderly_answer(text: str) -> None:
    suggestion = classify(text)
    assert sorted(chance.code for chance in suggestion.topics) == sorted(TOPICS)
    assert sorted(chance.code for chance in suggestion.levels) == sorted(LEVELS)
    assert [chance.p for chance in suggestion.topics] == sorted((c.p for c in suggestion.topics), reverse=True)
    assert sum(chance.p for chance in suggestion.topics) <= 1 + 1e-9
    assert sum(chance.p for chance in suggestion.levels) == pytest.approx(1)


def test_only_what_cannot_be_a_word_is_put_right() -> None:
    known = {"duong", "thoat", "truong", "den"}
    assert repaired("duongf", known) == "duong"
    assert repaired("dduwowngf", known) == "duong"
    assert repaired("thoaat", known) == "thoat"
    assert repaired("khanh", known) == "khanh"
    assert repaired("xyzzyx", known) == "xyzzyx"
    assert is_syllable("nghieng")
    assert not is_syllable("dduong")
