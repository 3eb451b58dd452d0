"""Stamps of secrecy: found however they are written, and not where the words are only spoken of."""

import csv
import unicodedata
from itertools import product
from pathlib import Path

import pytest

from nghitruong.foundation.documents.stamps import mark_in_name, mark_in_words, mark_on_first_page

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "real"
LEVELS = {"MẬT": "Mật", "TỐI MẬT": "Tối mật", "TUYỆT MẬT": "Tuyệt mật"}
WAYS = {
    "as it is": "{}",
    "in brackets": "[{}]",
    "quoted": "“{}”",
    "indented": "      {}   ",
    "behind a tab": "ỦY BAN NHÂN DÂN\t{}",
    "in a cell": "Số: 12/BC | {}",
    "named": "Độ mật: {}",
    "starred": "* {} *",
}


def decomposed(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def wide(text: str) -> str:
    return " ".join(text.replace(" ", ""))


def marked_pages() -> list[tuple[str, str]]:
    """Over a hundred first pages with a stamp, each in its own way, and the level that they bear."""
    pages = []
    for (stamp, level), way in product(LEVELS.items(), WAYS.values()):
        for spelling in (stamp, decomposed(stamp), f"\u200b{stamp}", stamp.replace(" ", "\u00a0")):
            pages.append((f"HĐND PHƯỜNG SEN HỒNG\n{way.format(spelling)}\nBÁO CÁO\nTình hình", level))
    pages += [(f"UBND\n{wide(stamp)}\nBÁO CÁO", level) for stamp, level in LEVELS.items()]
    old_fonts = {"MËT": "Mật", "mËt": "Mật", "TèI MËT": "Tối mật", "TUYÖT MËT": "Tuyệt mật"}
    vni = {"MAÄT": "Mật", "TOÁI MAÄT": "Tối mật", "TUYEÄT MAÄT": "Tuyệt mật"}
    return pages + [(f"UBND\n{stamp}\nBAO CAO", level) for stamp, level in (old_fonts | vni).items()]


def test_every_stamp_is_found() -> None:
    pages = marked_pages()
    assert len(pages) >= 100
    assert [(page, level) for page, level in pages if mark_on_first_page(page) != level] == []


@pytest.mark.parametrize(
    "page",
    [
        "BÁO CÁO\nCông tác bảo mật thông tin",
        "KẾ HOẠCH\nVỀ CÔNG TÁC BẢO\nMẬT\nTHÔNG TIN",
        "Danh mục bí mật nhà nước độ Tối mật, Tuyệt mật",
        "Tài liệu không có độ mật.",
        "Mật độ dân số",
        "mật",
        "MẶT TRẬN TỔ QUỐC",
        "MẤT",
        "DƯỠNG MẬT ONG",
        "\n" * 300,
        "",
    ],
)
def test_words_that_are_no_stamp(page: str) -> None:
    assert mark_on_first_page(f"UBND PHƯỜNG\n{page}\nNơi nhận:") == ""


def test_a_stamp_deep_in_a_long_paper_is_none() -> None:
    assert mark_on_first_page("dòng\n" * 200 + "MẬT\n") == ""
    assert mark_on_first_page("dòng\n" * 20 + "MẬT\n") == "Mật"


@pytest.mark.parametrize(
    ("title", "level"),
    [
        ("Báo cáo tình hình (Mật)", "Mật"),
        ("Mật - Báo cáo tình hình", "Mật"),
        ("Báo cáo MẬT về quốc phòng", "Mật"),
        ("Kế hoạch – Tối mật", "Tối mật"),
        ("[Độ mật: Tuyệt mật] Kế hoạch", "Tuyệt mật"),
        ("Tài liệu tuyệt mật", "Tuyệt mật"),
        ("Công tác bảo mật", ""),
        ("CÔNG TÁC BẢO MẬT, AN TOÀN", ""),
        ("Ban hành Danh mục bí mật nhà nước độ Tối mật, Tuyệt mật", ""),
        ("Mật độ xây dựng khu phố 7", ""),
        ("Nghề nuôi ong lấy mật", ""),
    ],
)
def test_titles(title: str, level: str) -> None:
    assert (mark_in_words(title), mark_in_words(decomposed(title))) == (level, level)


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("Báo cáo (Mật).docx", "Mật"),
        ("BC_12_MAT.pdf", "Mật"),
        ("BC (MAT).pdf", "Mật"),
        ("BC_12_TUYET-MAT.pdf", "Tuyệt mật"),
        ("TOI_MAT_ke_hoach.doc", "Tối mật"),
        ("MẬT.pdf", "Mật"),
        ("Kế hoạch - Tối mật.pdf", "Tối mật"),
        ("MAT_TRAN_TO_QUOC.pdf", ""),
        ("BC_MAT TRAN.pdf", ""),
        ("mat-bang.xlsx", ""),
        ("toi-mat.docx", ""),
        ("format.docx", ""),
        (".pdf", ""),
    ],
)
def test_names(name: str, level: str) -> None:
    assert mark_in_name(name) == level


@pytest.mark.slow
@pytest.mark.skipif(not SHARED.is_dir(), reason="the real papers beside the checkout are not there")
def test_of_a_thousand_ordinary_texts_at_most_one_in_a_hundred_is_taken_for_a_secret() -> None:
    with (SHARED / "petitions.csv").open(encoding="utf-8", newline="") as file:
        texts = [" ".join(row.values()) for row in csv.DictReader(file)][:1_000]
    papers = [path.read_text(encoding="utf-8") for path in (SHARED / "docs").iterdir()]
    lines = [line for paper in papers for line in paper.splitlines() if line.strip()]
    assert len(texts) + len(lines) >= 1_000
    alarms = [text for text in texts + lines + papers if mark_on_first_page(text) or mark_in_words(text[:500])]
    assert len(alarms) <= (len(texts) + len(lines)) // 100, alarms[:5]
