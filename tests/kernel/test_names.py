"""The order of people's names, and how they are shortened (ux.md 2.1)."""

import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nghitruong.kernel.vietnamese import (
    NameParts,
    addressed,
    given_name,
    initials,
    name_parts,
    name_sort_key,
    sorted_by_name,
    told_apart,
)
from nghitruong.kernel.vietnamese.letters import ALPHABET, syllable

IN_ORDER = [
    "Trần Thị An",
    "Lê Văn Ánh",
    "Nguyễn Văn Ân",
    "Phạm Đức Ấn",
    "Trần Duy",
    "Bùi Văn Đạt",
    "Đinh Thị Hà",
    "Hoàng Văn Hạ",
    "Hoàng Văn Hải",
    "Nguyễn Thị Hoa",
    "Đỗ Văn Hoà",
    "Lê Thị Hòa",
    "Vũ Hồng Nhung",
    "Lê Bá Vinh",
    "Lê Quang Vinh",
    "Nguyễn Quang Vinh",
]
WORDS = st.text(alphabet="aăâbdđeêhioôơuưyáạàảã", min_size=1, max_size=6)
NAMES = st.lists(WORDS, min_size=1, max_size=5).map(" ".join)


def test_the_order_of_a_formal_list() -> None:
    shuffled = IN_ORDER.copy()
    random.Random(7).shuffle(shuffled)
    assert sorted_by_name(shuffled, lambda name: name) == IN_ORDER


def test_tones_stand_in_their_order() -> None:
    tones = ["Ma", "Mà", "Mả", "Mã", "Má", "Mạ"]
    assert sorted_by_name(reversed(tones), lambda name: name) == tones


def test_letters_stand_in_their_order() -> None:
    letters = list("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")
    assert sorted_by_name(reversed(letters), lambda name: name) == letters


def test_letters_decide_before_tones() -> None:
    assert name_sort_key("Lê Văn Lạ") < name_sort_key("Lê Văn Lan")


def test_where_the_tone_is_written_does_not_matter() -> None:
    assert name_sort_key("Nguyễn Thị Thuý") == name_sort_key("nguyễn thị  Thúy")


def test_shorter_middle_names_come_first() -> None:
    assert sorted_by_name(["Lê Thị Hồng An", "Lê Thị An", "Lê An"], lambda name: name) == [
        "Lê An",
        "Lê Thị An",
        "Lê Thị Hồng An",
    ]


@pytest.mark.parametrize("name", ["H'Bơ\u0306k Niê", "Y Thĭnh Ê-ban", "Anna-María Müller 2", "李", "", "—"])
def test_foreign_and_broken_names_have_a_key_too(name: str) -> None:
    assert name_sort_key(name).isalnum()
    assert name_sort_key(name).isascii()


def order_by_the_rule(name: str) -> list[tuple[list[list[int]], list[int]]]:
    """Given, family, middle; of each the letters by their place in the alphabet, then the tones."""
    family, middle, given_part = name_parts(name)
    parts = [[syllable(word) for word in part.split()] for part in (given_part, family, middle)]
    return [([[ALPHABET.index(c) for c in s.letters] for s in part], [s.tone for s in part]) for part in parts]


@given(NAMES, NAMES)
def test_keys_compare_as_the_rule_says(one: str, other: str) -> None:
    assert (name_sort_key(one) < name_sort_key(other)) == (order_by_the_rule(one) < order_by_the_rule(other))
    assert (name_sort_key(one) == name_sort_key(other)) == (order_by_the_rule(one) == order_by_the_rule(other))


@given(NAMES)
def test_a_key_is_made_of_small_letters_and_digits(name: str) -> None:
    assert re.fullmatch("[a-z0-9]+", name_sort_key(name))


@given(st.lists(NAMES, max_size=8))
def test_sorting_keeps_everybody(names: list[str]) -> None:
    assert sorted(sorted_by_name(names, lambda name: name)) == sorted(names)


def test_parts_of_a_name() -> None:
    assert name_parts(" Lê  Thị Ngọc Ánh ") == NameParts("Lê", "Thị Ngọc", "Ánh")
    assert name_parts("Trần Duy") == NameParts("Trần", "", "Duy")
    assert name_parts("Duy") == NameParts("", "", "Duy")
    assert given_name("Lê Quang Vinh") == "Vinh"


def test_initials_are_those_of_the_last_two_words() -> None:
    assert initials("Lê Quang Vinh") == "QV"
    assert initials("đinh ánh") == "ĐÁ"
    assert initials("") == ""


def test_people_are_addressed_in_full_and_then_by_given_name() -> None:
    assert addressed("Lê Quang Vinh", "ông") == "ông\u00a0Lê Quang Vinh"
    assert addressed("Lê Quang Vinh", "ông", short=True) == "ông\u00a0Vinh"
    assert addressed("Nguyễn Thị Hà") == "ông/bà\u00a0Nguyễn Thị Hà"


def test_who_shares_a_name_is_told_apart_by_the_group() -> None:
    people = [("Nguyễn Thị Hà", "Tổ 2"), ("Lê Văn An", "Tổ 1"), ("Nguyễn Thị  Hà", "Tổ 5")]
    assert told_apart(people) == ["Nguyễn Thị Hà (Tổ 2)", "Lê Văn An", "Nguyễn Thị Hà (Tổ 5)"]
