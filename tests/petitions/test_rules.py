"""What the rules say, from facts alone; the days are those of 2026."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from nghitruong.domain.petitions import rules
from nghitruong.domain.petitions.lifecycle import Pace, PetitionState, WishKind
from nghitruong.domain.petitions.rules import Answer, Sorting

TODAY = date(2026, 6, 25)
TOMORROW, YESTERDAY = TODAY + timedelta(days=1), TODAY - timedelta(days=1)
SORTING = Sorting(WishKind.PETITION, "giao_thong", ["giao_thong"], "xa", is_agency_at_work=True)
DONE = Answer("da_giai_quyet", "Đã xong.", TODAY, done_on=YESTERDAY, evidence="12/BB")
RUNNING = Answer("dang_giai_quyet", "Đang làm.", TODAY, done_so_far="Đã đo.", promised_on=TOMORROW, responsible="Ông A")
PLANNED = Answer("se_giai_quyet", "Sẽ làm.", TODAY, promised_on=TOMORROW, responsible="Ông A")
EXPLAINED = Answer("giai_trinh", "Vì quy hoạch.", TODAY, basis="QĐ 12/QĐ-UBND")
PHRASES = ["ghi nhận", "trong thời gian tới"]


def code(decision) -> str:  # type: ignore[no-untyped-def]
    return decision.refusal.code if decision.refusal else ""


@pytest.mark.parametrize(
    ("answer", "changes", "refusal"),
    [
        (DONE, {}, ""),
        (DONE, {"text": ""}, "petitions.no_text"),
        (DONE, {"result_class": "xong"}, "petitions.no_class"),
        (DONE, {"done_on": None}, "petitions.no_done_day"),
        (DONE, {"done_on": TOMORROW}, "petitions.no_done_day"),
        (DONE, {"evidence": ""}, "petitions.no_evidence"),
        (DONE, {"evidence": "", "papers": 1}, ""),
        (DONE, {"is_late": True}, "petitions.no_late_reason"),
        (DONE, {"is_late": True, "late_reason": "Mưa"}, ""),
        (DONE, {"personal_data": ["0912345678"]}, "petitions.has_personal_data"),
        (RUNNING, {}, ""),
        (RUNNING, {"done_so_far": ""}, "petitions.no_steps"),
        (RUNNING, {"promised_on": TODAY}, "petitions.no_promised_day"),
        (RUNNING, {"responsible": ""}, "petitions.no_person"),
        (PLANNED, {}, ""),
        (PLANNED, {"promised_on": None}, "petitions.no_promised_day"),
        (EXPLAINED, {}, ""),
        (EXPLAINED, {"basis": ""}, "petitions.no_basis"),
    ],
)
def test_each_class_of_answer_has_its_fields(answer: Answer, changes: dict[str, object], refusal: str) -> None:
    assert code(rules.may_answer(replace(answer, **changes))) == refusal  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({}, ""),
        ({"kind": WishKind.OPINION}, "petitions.no_petition"),
        ({"topic": ""}, "petitions.no_topic"),
        ({"topic": "xyz"}, "petitions.unknown_topic"),
        ({"level": ""}, "petitions.no_level"),
        ({"is_agency_at_work": False}, "petitions.no_agency"),
    ],
)
def test_what_sorting_needs(changes: dict[str, object], refusal: str) -> None:
    assert code(rules.may_classify(replace(SORTING, **changes))) == refusal  # type: ignore[arg-type]


def test_what_is_recorded_has_words_and_a_source() -> None:
    assert code(rules.may_record(["", ""], "Hội nghị")) == "petitions.no_wish"
    assert code(rules.may_record(["a"], "")) == "petitions.no_source"
    assert code(rules.may_record(["a"] * 501, "Hội nghị")) == "petitions.too_many"
    assert code(rules.may_record(["a"] * 500, "Hội nghị")) == ""


def test_a_merge_needs_another_living_one_of_the_council() -> None:
    recorded = PetitionState.RECORDED
    assert code(rules.may_merge(1, 1, recorded, is_same_council=True)) == "petitions.same_petition"
    assert code(rules.may_merge(1, 2, recorded, is_same_council=False)) == "petitions.other_council"
    assert code(rules.may_merge(1, 2, PetitionState.DUPLICATE, is_same_council=True)) == "petitions.merged_already"
    assert code(rules.may_merge(1, 2, recorded, is_same_council=True)) == ""


def test_what_left_is_not_taken_back() -> None:
    sent = datetime(2026, 6, 1, 5, tzinfo=UTC)
    assert code(rules.may_recall(sent, sent + timedelta(seconds=30))) == ""
    assert code(rules.may_recall(sent, sent + timedelta(seconds=31))) == "petitions.too_late_to_recall"
    assert code(rules.may_recall(None, sent)) == "petitions.too_late_to_recall"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("UBND ghi nhận ý kiến cử tri.", ["ghi nhận"]),
        ("Ubnd GHI NHẬN. Trong thời gian tới sẽ sửa.", ["GHI NHẬN", "Trong thời gian tới"]),
        ("Trong thời gian tới, trước 30/09/2026, sẽ sửa xong.", []),
        ("Sẽ sửa trong thời gian tới, chậm nhất quý IV năm 2026.", []),
        ("Đã sửa xong.", []),
    ],
)
def test_phrases_that_promise_nothing_are_pointed_out(text: str, found: list[str]) -> None:
    assert rules.vague_phrases(text, PHRASES) == found


def test_a_province_has_its_own_days_for_each_pace() -> None:
    local = {"40": "petition.answer.nghe_an"}
    assert rules.answer_key(local, "79", Pace.URGENT) == "petition.answer"
    assert rules.answer_key(local, "40", Pace.NORMAL) == "petition.answer.nghe_an"
    assert rules.answer_key(local, "40", Pace.URGENT) == "petition.answer.nghe_an.urgent"


def test_a_citizen_writes_neither_nothing_nor_a_book_nor_by_machine() -> None:
    assert code(rules.may_submit("ngắn", sent_lately=0)) == "petitions.too_short"
    assert code(rules.may_submit("x" * 2001, sent_lately=0)) == "petitions.too_long"
    assert code(rules.may_submit("x" * 2000, sent_lately=20)) == "petitions.too_often"
    assert code(rules.may_submit("x" * 20, sent_lately=19)) == ""


def test_ends_and_promises_are_told_apart() -> None:
    assert code(rules.may_end("dang_giai_quyet")) == "petitions.wrong_end"
    assert code(rules.may_follow_promise("giai_trinh")) == "petitions.no_promise"
    assert code(rules.may_rate(False, is_answered=True)) == "petitions.not_of_petition"
    assert code(rules.may_rate(True, is_answered=False)) == "petitions.not_rateable"
