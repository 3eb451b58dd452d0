"""Places as people write them, understood against every old unit of the country."""

import csv
import time
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from nghitruong.engines.catalogue import merged
from nghitruong.foundation.councils import gazetteer
from nghitruong.foundation.councils.gazetteer import NOTES, Place, understand

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared" / "data"
needs_lists = pytest.mark.skipif(
    not (SHARED / "admin_units").is_dir(), reason="the lists data/admin_units are not beside this checkout"
)
needs_petitions = pytest.mark.skipif(
    not (SHARED / "real" / "petitions.csv").is_file(), reason="data/real/petitions.csv is not beside this checkout"
)


def names(place: Place) -> list[str]:
    units = (gazetteer.unit(code) for code in place.candidates)
    return [unit.name for unit in units if unit]


def one(text: str, council: str | None = None) -> str:
    place = understand(text, council)
    unit = gazetteer.unit(place.unit_code) if place.unit_code else None
    return unit.name if unit else ""


@pytest.mark.parametrize(
    ("text", "now", "note"),
    [
        ("P.5, Q.11, TP.HCM", "Phường Hòa Bình", "merged"),
        ("p5 q11 tphcm", "Phường Hòa Bình", "merged"),
        ("phường 05, quận 11", "Phường Hòa Bình", "merged"),
        ("phường Cẩm Thượng, TP Hải Dương", "Phường Thành Đông", "merged"),
        ("phuong cam thuong, tp hai duong", "Phường Thành Đông", "merged"),
        ("PHƯỜNG CẨM THƯỢNG, TP. HẢI DƯƠNG", "Phường Thành Đông", "merged"),
        ("Cẩm Thượng, Hải Dương", "Phường Thành Đông", "merged"),
        ("số 12 phố Bình Minh, P. Cẩm Thượng (TP Hải Dương)", "Phường Thành Đông", "merged"),
        ("Cử tri phường Cẩm Thượng, TP Hải Dương đề nghị nạo vét cống.", "Phường Thành Đông", "merged"),
        ("xã An Bình, huyện Châu Thành, Tây Ninh", "Xã Châu Thành", "merged"),
        ("P.Phước Long A, Q.9, TP.HCM", "Phường Phước Long", "merged"),
        ("phường Xuân Phú, TP Huế", "Phường Vỹ Dạ", "merged"),
        ("phường Xuân Phú, tỉnh Thừa Thiên Huế", "Phường Vỹ Dạ", "merged"),
        ("xã Nhơn Sơn, Khánh Hòa", "Phường Đô Vinh", "merged"),
        ("phường Phong Điền, Huế", "Phường Phong Điền", ""),
        ("xã Mỹ Sơn, Ninh Thuận", "Xã Mỹ Sơn", ""),
        ("TP.HCM", "Thành phố Hồ Chí Minh", "province"),
        ("tỉnh Ninh Thuận", "Tỉnh Khánh Hòa", "merged_province"),
        ("huyện Côn Đảo", "Đặc khu Côn Đảo", "merged"),
    ],
)
def test_a_place_with_one_answer(text: str, now: str, note: str) -> None:
    assert (one(text), understand(text).note) == (now, note)


@pytest.mark.parametrize(
    ("text", "now", "note"),
    [
        ("P.Đa Kao, Q.1, TP.HCM", ["Phường Tân Định", "Phường Sài Gòn"], "divided"),
        ("quận Lê Chân, Hải Phòng", ["Phường Lê Chân", "Phường An Biên"], "district"),
        ("phường Tràng Minh, quận Kiến An, Hải Phòng", ["Phường Kiến An", "Phường Phù Liễn"], "commune_unknown"),
        ("đường từ xã An Bình đến xã Thanh Điền, huyện Châu Thành, Tây Ninh", [], "several_places"),
        ("phường Cẩm Thượng, quận Cầu Giấy, Hải Dương", ["Phường Thành Đông"], "above_unknown"),
        ("phường Cẩm Thường, TP Hải Dương", ["Phường Thành Đông"], "spelled_otherwise"),
    ],
)
def test_a_place_with_a_choice_is_never_chosen(text: str, now: list[str], note: str) -> None:
    place = understand(text)
    assert (place.unit_code, place.note) == (None, note)
    assert names(place) == now or (not now and len(place.candidates) > 1)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "xã Không Đâu Cả",
        "phường xã hội cần quan tâm",
        "Đường quá xa khu dân cư.",
        "xã ta còn nghèo",
        "đường số 9, tổ 4, khu phố 6",
        "Thành phố cần quan tâm",
        "Sửa hẻm 112 và đường tỉnh 502",
    ],
)
def test_what_names_no_place_is_understood_as_none(text: str) -> None:
    assert understand(text) == Place()
    assert not understand(text)


def test_of_many_units_of_one_name_the_council_s_own_is_meant_and_else_its_province() -> None:
    nationwide = understand("Cử tri xã Tân Lập phản ánh rác.")
    assert nationwide.unit_code is None
    assert nationwide.note == "same_name"
    assert len(nationwide.candidates) > 20
    ward = understand("P.5, Q.11, TP.HCM").unit_code
    assert ward
    near = understand("phường 5", ward)
    assert (near.unit_code, near.note) == (ward, "by_council")
    province = understand("phường 5", "79")
    assert province.unit_code is None
    assert all((unit := gazetteer.unit(code)) and unit.parent_code == "79" for code in province.candidates)
    assert understand("phường 5", "DEMO-1").candidates == understand("phường 5").candidates


def test_the_text_may_say_that_the_old_or_the_new_unit_is_meant() -> None:
    assert set(names(understand("phường Ngọc Hà cũ, Hà Nội"))) == {"Phường Ba Đình", "Phường Ngọc Hà"}
    assert one("phường Ngọc Hà mới, Hà Nội") == "Phường Ngọc Hà"


def test_a_note_says_what_happened() -> None:
    place = understand("P.5, Q.11, TP.HCM")
    assert NOTES[place.note] % place.values == (
        "Phường 5, Quận 11, Thành phố Hồ Chí Minh became part of Phường Hòa Bình on 1 July 2025."
    )


def test_every_note_is_vietnamese() -> None:
    catalogue = merged(ROOT / "nghitruong" / "locale", "vi")
    assert [code for code, text in NOTES.items() if not (message := catalogue.get(text)) or not message.string] == []


@pytest.mark.slow
@pytest.mark.parametrize("short", [False, True])
def test_every_old_commune_leads_to_exactly_its_successors(short: bool) -> None:
    wrong, started = [], time.perf_counter()
    communes = gazetteer.units(gazetteer.LAST_THREE_LEVELS, level=gazetteer.Level.COMMUNE)
    for old in communes:
        words = gazetteer.full_name(old)
        for long, abbreviation in (("Phường ", "P."), ("Thị trấn ", "TT. "), ("Quận ", "Q."), ("Thành phố ", "TP ")):
            words = words.replace(long, abbreviation) if short else words
        place = understand(words)
        codes = sorted(link.new.code for link in gazetteer.heirs(old, gazetteer.LAST_LISTED)) or [old.code]
        if sorted(place.candidates) != codes or (place.unit_code is None) != (len(codes) > 1):
            wrong.append((words, place, codes))
    assert len(wrong) <= 1, wrong[:5]
    assert (time.perf_counter() - started) / len(communes) < 0.005


@needs_lists
@pytest.mark.slow
def test_the_shared_mapping_agrees_wherever_it_is_right() -> None:
    """99.9 % of its sure rows: what differs are the twelve units that had ended years before."""
    rows = defaultdict(set)
    suspect = set()
    with (SHARED / "admin_units" / "old_to_new.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            rows[row["old_code"]].add(row["new_code"])
            if row["check"] == "suspect":
                suspect.add(row["old_code"])
    answers: Counter[str] = Counter()
    for code, wanted in rows.items():
        old = gazetteer.unit(code, gazetteer.LAST_THREE_LEVELS)
        if old is not None and code not in suspect:
            place = understand(gazetteer.full_name(old))
            answers["right" if set(place.candidates) == wanted else "other"] += 1
            answers["wrong single"] += place.unit_code is not None and place.unit_code not in wanted
    assert answers["right"] > 10_000
    assert answers["other"] <= 25
    assert answers["wrong single"] <= 6


@needs_petitions
def test_every_place_of_the_real_petitions_is_understood() -> None:
    with (SHARED / "real" / "petitions.csv").open(encoding="utf-8") as file:
        places = [understand(row["place"]) for row in csv.DictReader(file)]
    assert all(place.candidates for place in places)
    assert sum(place.unit_code is not None for place in places) >= 58
