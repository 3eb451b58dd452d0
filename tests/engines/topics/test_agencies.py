"""Who answers, by field, level and a few words."""

import pytest

from nghitruong.engines.topics import LEVELS, ROLES, TOPICS, agency_for, classify, responsible_for


@pytest.mark.parametrize("topic", TOPICS)
def test_every_field_has_somebody_at_every_level(topic: str) -> None:
    roles = [agency_for(topic, level) for level in LEVELS]
    assert [role.level for role in roles] == list(LEVELS)
    assert [ROLES[role.stand_in].level for role in roles] == list(LEVELS)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Đèn đường hẻm 31 hỏng 4 bóng", "kinh_te_ha_tang_do_thi"),
        ("Hộ nghèo chưa được nhận quà tết", "van_hoa_xa_hoi"),
        ("Quán karaoke hát ầm ĩ tới khuya", "cong_an"),
        ("Trạm y tế phường thiếu thuốc", "tram_y_te"),
        ("Làm khai sinh ở phường phải chờ lâu", "hanh_chinh_cong"),
        ("Đề nghị điện lực hạ trạm biến áp vì điện yếu", "dien_luc"),
        ("Đề nghị Bộ Y tế gỡ vướng đấu thầu thuốc", "bo_y_te"),
    ],
)
def test_the_role_and_the_words_that_spoke_for_it(text: str, code: str) -> None:
    responsible = responsible_for(classify(text), text)
    assert responsible.role.code == code
    assert responsible.words
    assert 0 < responsible.p <= 1


def test_unknown_codes_are_an_error() -> None:
    with pytest.raises(KeyError):
        agency_for("nothing", "xa")
