"""Who answers: field and level name a role, a few words of the text name a better one.

A council's own agencies are its own business; the role says what kind to look for. Tasks as after the rearrangement of
1 July 2025: no district level, transport and building in one department, land and farming in another.
"""

from collections.abc import Mapping
from typing import NamedTuple

from nghitruong.engines.topics.model import Suggestion
from nghitruong.kernel.vietnamese import fold_key


def gettext_noop(text: str) -> str:
    """Marks a name for the catalogue; it is translated where it is shown."""
    return text


class AgencyRole(NamedTuple):
    """A kind of agency: code, name (an English gettext source), level, and who stands in where there is none."""

    code: str
    name: str
    level: str
    stand_in: str


class Responsible(NamedTuple):
    """The role suggested for a wish, how likely, and the words of the text that spoke for it."""

    role: AgencyRole
    p: float
    words: tuple[str, ...]


_NAMES = {
    "xa": {
        "ubnd": gettext_noop("People's Committee"),
        "kinh_te_ha_tang_do_thi": gettext_noop("Economy, Infrastructure and Urban Division"),
        "van_hoa_xa_hoi": gettext_noop("Culture and Society Division"),
        "van_phong": gettext_noop("Office of the People's Council and People's Committee"),
        "hanh_chinh_cong": gettext_noop("Public Administrative Service Centre"),
        "cong_an": gettext_noop("Commune-level Police"),
        "quan_su": gettext_noop("Commune-level Military Command"),
        "tram_y_te": gettext_noop("Health Station"),
        "truong_hoc": gettext_noop("The school"),
    },
    "tinh": {
        "ubnd_tinh": gettext_noop("Provincial People's Committee"),
        "so_xay_dung": gettext_noop("Department of Construction"),
        "so_nong_nghiep_moi_truong": gettext_noop("Department of Agriculture and Environment"),
        "so_noi_vu": gettext_noop("Department of Home Affairs"),
        "so_y_te": gettext_noop("Department of Health"),
        "so_giao_duc_dao_tao": gettext_noop("Department of Education and Training"),
        "so_van_hoa_the_thao_du_lich": gettext_noop("Department of Culture, Sports and Tourism"),
        "so_khoa_hoc_cong_nghe": gettext_noop("Department of Science and Technology"),
        "so_tai_chinh": gettext_noop("Department of Finance"),
        "so_cong_thuong": gettext_noop("Department of Industry and Trade"),
        "cong_an_tinh": gettext_noop("Provincial Police"),
        "dien_luc": gettext_noop("Power Company"),
        "cap_nuoc": gettext_noop("Water Supply Company"),
        "thue": gettext_noop("Tax Authority"),
        "bao_hiem_xa_hoi": gettext_noop("Social Insurance"),
    },
    "trung_uong": {
        "trung_uong": gettext_noop("Central authorities"),
        "bo_xay_dung": gettext_noop("Ministry of Construction"),
        "bo_nong_nghiep_moi_truong": gettext_noop("Ministry of Agriculture and Environment"),
        "bo_cong_thuong": gettext_noop("Ministry of Industry and Trade"),
        "bo_noi_vu": gettext_noop("Ministry of Home Affairs"),
        "bo_y_te": gettext_noop("Ministry of Health"),
        "bo_giao_duc_dao_tao": gettext_noop("Ministry of Education and Training"),
        "bo_van_hoa_the_thao_du_lich": gettext_noop("Ministry of Culture, Sports and Tourism"),
        "bo_khoa_hoc_cong_nghe": gettext_noop("Ministry of Science and Technology"),
        "bo_tai_chinh": gettext_noop("Ministry of Finance"),
        "bo_cong_an": gettext_noop("Ministry of Public Security"),
    },
}
_STAND_INS = {"xa": "ubnd", "tinh": "ubnd_tinh", "trung_uong": "trung_uong"}
ROLES: Mapping[str, AgencyRole] = {
    code: AgencyRole(code, name, level, _STAND_INS[level])
    for level, names in _NAMES.items()
    for code, name in names.items()
}

_WORKS, _SOCIETY, _POLICE = "kinh_te_ha_tang_do_thi", "van_hoa_xa_hoi", "cong_an"
_BY_TOPIC = {
    "giao_thong": (_WORKS, "so_xay_dung", "bo_xay_dung"),
    "tieng_on_bui_mui": (_WORKS, "so_nong_nghiep_moi_truong", "bo_nong_nghiep_moi_truong"),
    "moi_truong_rac": (_WORKS, "so_nong_nghiep_moi_truong", "bo_nong_nghiep_moi_truong"),
    "dien_chieu_sang": (_WORKS, "dien_luc", "bo_cong_thuong"),
    "nha_o_do_thi": (_WORKS, "so_xay_dung", "bo_xay_dung"),
    "thoat_nuoc_ngap": (_WORKS, "so_xay_dung", "bo_xay_dung"),
    "an_sinh": (_SOCIETY, "so_noi_vu", "bo_noi_vu"),
    "nong_nghiep_thuy_loi": (_WORKS, "so_nong_nghiep_moi_truong", "bo_nong_nghiep_moi_truong"),
    "dat_dai": (_WORKS, "so_nong_nghiep_moi_truong", "bo_nong_nghiep_moi_truong"),
    "cap_nuoc": (_WORKS, "cap_nuoc", "bo_xay_dung"),
    "bo_may_can_bo": ("van_phong", "so_noi_vu", "bo_noi_vu"),
    "van_hoa_nha_sinh_hoat": (_SOCIETY, "so_van_hoa_the_thao_du_lich", "bo_van_hoa_the_thao_du_lich"),
    "vien_thong_truyen_thanh": (_SOCIETY, "so_khoa_hoc_cong_nghe", "bo_khoa_hoc_cong_nghe"),
    "cay_xanh": (_WORKS, "so_xay_dung", "bo_xay_dung"),
    "giao_duc": (_SOCIETY, "so_giao_duc_dao_tao", "bo_giao_duc_dao_tao"),
    "an_ninh_trat_tu": (_POLICE, "cong_an_tinh", "bo_cong_an"),
    "quy_hoach_gpmb": (_WORKS, "so_nong_nghiep_moi_truong", "bo_nong_nghiep_moi_truong"),
    "kinh_te_thue": (_WORKS, "so_tai_chinh", "bo_tai_chinh"),
    "y_te": ("tram_y_te", "so_y_te", "bo_y_te"),
    "phong_chay": (_POLICE, "cong_an_tinh", "bo_cong_an"),
}
_ORDER = ("xa", "tinh", "trung_uong")

_BETTER: tuple[tuple[str, str, str, tuple[str, ...]], ...] = (
    ("an_sinh", "xa", "quan_su", ("nghĩa vụ quân sự", "tuyển quân", "dân quân")),
    ("an_sinh", "tinh", "bao_hiem_xa_hoi", ("bảo hiểm y tế", "bhyt", "bảo hiểm xã hội", "bhxh")),
    ("an_sinh", "tinh", "so_y_te", ("bảo trợ xã hội", "người cao tuổi", "khuyết tật", "trẻ em")),
    ("an_sinh", "trung_uong", "bo_y_te", ("bảo hiểm y tế", "bhyt", "bảo trợ xã hội", "khuyết tật")),
    ("bo_may_can_bo", "xa", "hanh_chinh_cong", ("một cửa", "khai sinh", "khai tử", "chứng thực", "hộ tịch")),
    ("bo_may_can_bo", "xa", "hanh_chinh_cong", ("hành chính công", "dịch vụ công", "kết hôn")),
    ("giao_thong", "xa", _POLICE, ("đậu xe", "đỗ xe", "xe đậu", "xe đỗ", "lấn chiếm")),
    ("giao_thong", "xa", _POLICE, ("chạy ẩu", "quá tốc độ", "quá tải")),
    ("giao_thong", "tinh", "cong_an_tinh", ("csgt", "cảnh sát giao thông", "quá tốc độ", "đèn tín hiệu")),
    ("giao_duc", "xa", "truong_hoc", ("lạm thu", "bữa ăn", "bếp ăn", "quỹ phụ huynh", "bạo lực học đường")),
    ("kinh_te_thue", "tinh", "thue", ("thuế", "hóa đơn")),
    ("kinh_te_thue", "tinh", "so_cong_thuong", ("hàng giả", "hàng nhái", "xăng dầu", "chợ", "thương mại")),
    ("kinh_te_thue", "tinh", "so_van_hoa_the_thao_du_lich", ("du lịch",)),
    ("kinh_te_thue", "trung_uong", "bo_cong_thuong", ("xăng dầu", "hàng giả", "thương mại điện tử")),
    ("nha_o_do_thi", "tinh", "so_cong_thuong", ("nổ mìn",)),
    ("quy_hoach_gpmb", "tinh", "so_xay_dung", ("quy hoạch",)),
    ("tieng_on_bui_mui", "xa", _POLICE, ("karaoke", "loa kéo", "loa thùng", "hát hò")),
    ("y_te", "xa", _SOCIETY, ("an toàn thực phẩm", "vệ sinh thực phẩm")),
)  # fmt: skip


def agency_for(topic: str, level: str, text: str = "") -> AgencyRole:
    """The role for a field and a level; the text may speak for a better one. Raises KeyError for unknown codes."""
    return _better(topic, level, text)[0] or ROLES[_BY_TOPIC[topic][_ORDER.index(level)]]


def responsible_for(suggestion: Suggestion, text: str) -> Responsible:
    """The role for what was suggested: as likely as field and level together, for the words that decided them."""
    topic, p = suggestion.felt
    better, words = _better(topic, suggestion.level, text)
    role = better or agency_for(topic, suggestion.level)
    spoken = words or tuple(why.text for why in suggestion.reasons)
    return Responsible(role, p * suggestion.levels[0].p, spoken)


def _better(topic: str, level: str, text: str) -> tuple[AgencyRole | None, tuple[str, ...]]:
    folded = f" {fold_key(text)} "
    for own_topic, own_level, code, phrases in _BETTER:
        if (own_topic, own_level) == (topic, level):
            said = tuple(phrase for phrase in phrases if f" {fold_key(phrase)} " in folded)
            if said:
                return ROLES[code], said
    return None, ()
