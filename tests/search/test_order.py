"""One question, one answer in one order, whatever the database: the lists below are literal for that reason."""

from collections.abc import Iterator
from datetime import date

import pytest

from nghitruong.foundation.search.actions import index_records
from nghitruong.foundation.search.queries import MOST_LOOKED_AT, find, find_everywhere, find_in_public
from nghitruong.foundation.search.registry import Audience
from tests.cast import Cast
from tests.search.corpus import Samples, samples_alone


@pytest.fixture
def samples(cast: Cast) -> Iterator[Samples]:
    with samples_alone() as found:
        yield found


def index(samples: Samples) -> None:
    index_records(samples.source(), list(samples))


def ids(cast: Cast, words: str, **more: int) -> list[int]:
    return [found.id for found in find(cast.minh, words, limit=more.pop("limit", 50), **more).found]


@pytest.fixture
def flood(cast: Cast, samples: Samples) -> Samples:
    here = cast.council.pk
    samples.add(1, here, "Ngập nước", "Cống bị tắc")
    samples.add(2, here, "Đường Hoa Sen bị ngập nước sau mưa lớn")
    samples.add(3, here, "Thoát nước", "Khu phố 3 ngập sâu, nước chảy vào nhà")
    samples.add(4, here, "Cấp điện", "Mất điện khi ngập nước")
    samples.add(5, here, "Bơm nước", "Chỗ trũng thường bị ngập", day=date(2026, 6, 2))
    samples.add(6, here, "Nước sạch", "Không liên quan")
    samples.add(7, here, "Kiến nghị BM-26-0087", "về việc tu sửa")
    samples.add(8, here, "Nghị quyết số 12/2025/NQ-HĐND")
    samples.add(9, here, "Bán hàng rong", "")
    samples.add(10, here, "Ban Pháp chế", "")
    samples.add(11, here, "Bản đồ quy hoạch", "", day=date(2026, 6, 3))
    samples.add(12, here, "Nguyễn Thị Hoà", "Tổ đại biểu số 2")
    index(samples)
    return samples


def test_the_title_comes_first_then_words_side_by_side_then_the_newer(cast: Cast, flood: Samples) -> None:
    assert ids(cast, "ngập nước") == [1, 2, 4, 5, 3]
    assert ids(cast, "ngap nuoc") == [1, 2, 4, 5, 3]


@pytest.mark.parametrize("words", ["ngap nuoc", "ngập nước", "NGẬP NƯỚC", "nước ngập"])
def test_the_same_records_are_found_however_the_words_are_typed(cast: Cast, flood: Samples, words: str) -> None:
    assert sorted(ids(cast, words)) == [1, 2, 3, 4, 5]


def test_who_types_accents_finds_them_first(cast: Cast, flood: Samples) -> None:
    assert ids(cast, "bán") == [9, 11, 10]
    assert ids(cast, "bản") == [11, 10, 9]
    assert ids(cast, "ban") == [11, 10, 9]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("bm260087", [7]),
        ("BM-26-0087", [7]),
        ("12/2025/NQ-HĐND", [8]),
        ("12 2025 nq hdnd", [8]),
        ("122025nqhdnd", [8]),
        ("hoà", [12, 2, 11]),
        ("hòa", [12, 2, 11]),
        ("ho", [11, 12, 2]),
        ("phap ch", [10]),
        ('"ngập" AND (x)', []),
        ("ngap*", [2, 1, 5, 4, 3]),
        ("", []),
        ("'; DROP TABLE search_words; --", []),
    ],
)
def test_codes_names_beginnings_and_signs(cast: Cast, flood: Samples, words: str, found: list[int]) -> None:
    assert ids(cast, words) == found


def test_a_page_goes_on_where_the_last_one_ended(cast: Cast, flood: Samples) -> None:
    first = find(cast.minh, "ngap nuoc", limit=2)
    assert (first.total, first.counts, first.is_cut) == (5, {"sample": 5}, False)
    assert ids(cast, "ngap nuoc", limit=2, start=2) == [4, 5]


def test_of_more_than_a_thousand_hits_the_newest_are_looked_at_and_the_answer_says_so(
    cast: Cast, samples: Samples
) -> None:
    for number in range(1, MOST_LOOKED_AT + 6):
        samples.add(number, cast.council.pk, "Cây xanh", day=date.fromordinal(date(2020, 1, 1).toordinal() + number))
    index(samples)
    answer = find(cast.minh, "cay xanh", limit=1)
    assert (answer.total, answer.is_cut, answer.found[0].id) == (MOST_LOOKED_AT, True, MOST_LOOKED_AT + 5)


@pytest.mark.slow
def test_a_word_that_comes_too_often_or_is_too_long_is_no_fault(cast: Cast, samples: Samples) -> None:
    samples.add(1, cast.council.pk, "Báo cáo", "nước " * 30_000 + "x" * 5_000)
    samples.add(2, cast.council.pk, "Ảnh quét", "m² ½ ① ʼ ơ̆ ß Ø 中文 \\ ' : & | ! <-> \x1f")
    index(samples)
    assert ids(cast, "nuoc bao") == [1]
    assert ids(cast, "anh quet") == [2]


def test_another_council_finds_nothing_and_restricted_entries_are_not_for_the_command_line(
    cast: Cast, samples: Samples
) -> None:
    samples.add(1, cast.council.pk, "Cây xanh", audience=Audience.RESTRICTED)
    samples.add(2, cast.council.pk, "Cây xanh", audience=Audience.OFFICE)
    samples.add(3, cast.council.pk, "Cây xanh")
    samples.add(4, cast.other_council.pk, "Cây xanh")
    index(samples)
    assert ids(cast, "cay xanh") == [3, 2, 1]
    assert [found.id for found in find(cast.kien, "cay xanh", limit=9).found] == [4]
    assert [found.id for found in find(cast.binh, "cay xanh", limit=9).found] == [3]
    assert [found.id for found in find_everywhere("cay xanh", limit=9).found] == [4, 3, 2]
    assert [found.id for found in find_everywhere("cay", council_ids=[cast.council.pk], limit=9).found] == [3, 2]
    assert [found.id for found in find_in_public([cast.council.pk], "cay", limit=9).found] == [3]


def test_a_text_that_names_another_councils_mark_does_not_enter_it(cast: Cast, samples: Samples) -> None:
    samples.add(1, cast.other_council.pk, f"Cây c{cast.council.pk} _c{cast.council.pk} office public restricted")
    index(samples)
    assert find_everywhere("cay", council_ids=[cast.council.pk], limit=9).found == []
    assert ids(cast, "cay") == []


def test_the_door_has_the_last_word(cast: Cast, flood: Samples) -> None:
    flood.closed = {1, 4}
    answer = find(cast.minh, "ngap nuoc", limit=9)
    assert [found.id for found in answer.found] == [2, 5, 3]
    assert answer.total == 3


def test_what_changed_is_found_by_its_new_words_alone(cast: Cast, flood: Samples) -> None:
    flood.add(1, cast.council.pk, "Chiếu sáng", day=date(2026, 7, 1))
    del flood[2]
    index_records(flood.source(), [1, 2, 1])
    assert ids(cast, "ngap nuoc") == [4, 5, 3]
    assert ids(cast, "chieu sang") == [1]
