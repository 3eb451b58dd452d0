"""How alike two wishes are, and finding the nearest."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nghitruong.engines.similarity import ALIKE, SAME, Index, keys, score, sketch
from nghitruong.engines.topics import classify
from nghitruong.engines.topics.training import examples
from tests.engines.topics import shared_rows

KEYS = [
    -6666305904712823959,
    -6097415782517555034,
    -5734066652657838833,
    -4539056940740311760,
    -3766216361654170392,
    3985650315048457716,
    7577507362256718869,
]
"""Of the two things “loa phường” and “hỏng”, and of their words."""

WISHES = st.lists(st.sampled_from([example.text for example in examples()[::7]]), min_size=1, max_size=2).map(" ".join)


def likeness(one: str, other: str) -> float:
    return score(sketch(one), sketch(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Đèn đường hẻm 31 bị hỏng", "Bóng đèn chiếu sáng ở hẻm 31 hư rồi"),
        ("Đường số 9 cứ mưa là ngập", "Đường số 9 ngập úng sau mưa"),
        ("Cấp sổ đỏ cho dân tổ 9", "Dân tổ 9 chưa được cấp giấy chứng nhận quyền sử dụng đất"),
        ("NGẬP NƯỚC ĐƯỜNG SỐ 9", "ngap nuoc duong so 9"),
    ],
)
def test_one_matter_said_in_two_ways_is_alike(one: str, other: str) -> None:
    assert likeness(one, other) >= ALIKE


def test_two_matters_are_not() -> None:
    assert likeness("Đèn đường hẻm 31 bị hỏng", "Trạm y tế thiếu thuốc") < 0.1
    assert (
        likeness("Đề nghị sớm xem xét giải quyết", "Đề nghị sớm xem xét giải quyết việc trạm y tế thiếu thuốc") < SAME
    )


def test_another_place_makes_it_less_alike() -> None:
    here, there = "Đèn đường Lê Lai bị hỏng", "Đèn đường Hùng Vương bị hỏng"
    assert likeness(here, there) < likeness(here, "Hỏng đèn đường Lê Lai")
    text = "Đèn đường trước chợ bị hỏng"
    other = "Đèn đường gần chợ hỏng rồi"
    near = score(sketch(text, place="1"), sketch(other, place="1"))
    assert score(sketch(text, place="1"), sketch(other, place="2")) < near


def test_another_field_makes_it_less_alike() -> None:
    one, other = "Xe chở rác đậu trên đường", "Xe chở rác gây mùi trên đường"
    alike = score(sketch(one, {"giao_thong": 0.9}), sketch(other, {"giao_thong": 0.9}))
    assert score(sketch(one, {"giao_thong": 0.9}), sketch(other, {"tieng_on_bui_mui": 0.9})) < alike


@settings(deadline=None)
@given(WISHES, WISHES)
def test_the_score_is_a_share_and_the_same_both_ways(one: str, other: str) -> None:
    first, second = sketch(one), sketch(other)
    assert 0 <= score(first, second) <= 1
    assert score(first, second) == pytest.approx(score(second, first))
    assert score(first, first) == 1


@settings(deadline=None)
@given(st.text(max_size=200))
def test_any_text_can_be_compared(text: str) -> None:
    assert 0 <= likeness(text, "Đèn đường hỏng") <= 1
    assert all(-(1 << 63) <= key < 1 << 63 for key in keys(sketch(text)))


def test_the_keys_are_the_same_on_every_machine() -> None:
    """Eight bytes of BLAKE2b of the mark; stored ones stay good."""
    assert sorted(keys(sketch("Loa phường hỏng"))) == KEYS


def test_alike_wishes_share_keys() -> None:
    one, other = keys(sketch("Đèn đường hẻm 31 bị hỏng")), keys(sketch("Bóng đèn chiếu sáng ở hẻm 31 hư rồi"))
    assert set(one) & set(other)
    assert not set(one) & set(keys(sketch("Trạm y tế thiếu thuốc")))


def test_the_nearest_come_best_first_and_without_the_one_that_asks() -> None:
    index = Index()
    for number, text in enumerate(["Đèn đường hỏng", "Bóng đèn đường hẻm 3 hỏng", "Trạm y tế thiếu thuốc"]):
        index.add(number, sketch(text))
    found = index.nearest(sketch("Đèn đường hỏng"), leave_out=0)
    assert [neighbour.name for neighbour in found] == [1]
    assert index.nearest(sketch("Đèn đường hỏng"))[0] == (0, 1.0)
    assert index.nearest(sketch("Đèn đường hỏng"), count=1, least=0.99)[0].name == 0
    assert index.nearest(sketch("")) == []
    assert len(index) == 3


def test_ten_thousand_of_one_wording_stay_quick() -> None:
    index = Index()
    same = sketch("Đèn đường khu phố hỏng, đề nghị sửa")
    for number in range(10_000):
        index.add(number, same)
    started = time.process_time()
    assert len(index.nearest(same)) == 10
    assert time.process_time() - started < 0.5


@pytest.mark.skipif(not shared_rows.IS_THERE, reason="needs ../shared/data/real/petitions.csv")
def test_known_pairs_are_in_each_others_first_ten() -> None:
    rows = shared_rows.rows()
    index, sketches = Index(), {}
    for row in rows:
        topics = {chance.code: chance.p for chance in classify(row.text).topics[:3]}
        sketches[row.id] = sketch(row.text, topics)
        index.add(row.id, sketches[row.id])
    pairs = [
        other.id in [neighbour.name for neighbour in index.nearest(sketches[row.id], 10, leave_out=row.id)]
        for row in rows
        for other in rows
        if row.cluster and row.cluster == other.cluster and row.id != other.id
    ]
    assert len(pairs) == 22
    assert sum(pairs) >= 21
