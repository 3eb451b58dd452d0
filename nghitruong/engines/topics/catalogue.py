"""The twenty fields and three levels: codes that forms, files and figures rely on, so they stay as they are."""

TOPICS = (
    "giao_thong",
    "tieng_on_bui_mui",
    "moi_truong_rac",
    "dien_chieu_sang",
    "nha_o_do_thi",
    "thoat_nuoc_ngap",
    "an_sinh",
    "nong_nghiep_thuy_loi",
    "dat_dai",
    "cap_nuoc",
    "bo_may_can_bo",
    "van_hoa_nha_sinh_hoat",
    "vien_thong_truyen_thanh",
    "cay_xanh",
    "giao_duc",
    "an_ninh_trat_tu",
    "quy_hoach_gpmb",
    "kinh_te_thue",
    "y_te",
    "phong_chay",
)
LEVELS = ("xa", "tinh", "trung_uong")

NO_TOPIC = "khong_ro"
"""Praise, greetings and noise: its share is what the fields do not get, and is never shown as one of them."""

CLASSES = (*TOPICS, NO_TOPIC)

SURE = 0.6
"""Probability below which a page leaves the field empty and asks."""
