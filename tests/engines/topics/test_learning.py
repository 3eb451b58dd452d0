"""An office puts the model right, and the model follows without forgetting the rest."""

import time

import pytest

from nghitruong.engines.topics import Correction, classify, learn, shipped_model
from nghitruong.engines.topics.training import examples

PHRASE = "Bến Gạo Trắng lại kẹt"


def test_a_corrected_wish_and_its_like_are_known_from_then_on() -> None:
    own = learn(shipped_model(), [Correction(f"{PHRASE}, lần {number}", "kinh_te_thue", "tinh") for number in range(5)])
    again = classify("Bà con than Bến Gạo Trắng kẹt nữa rồi", own)
    assert (again.topic, again.level) == ("kinh_te_thue", "tinh")
    assert classify("Bà con than Bến Gạo Trắng kẹt nữa rồi").topic != "kinh_te_thue"


def test_the_shipped_model_stays_as_it_is() -> None:
    before = classify(PHRASE)
    learn(shipped_model(), [Correction(PHRASE, "y_te", "trung_uong")] * 20)
    assert classify(PHRASE) == before


def test_an_office_can_say_that_something_is_no_wish() -> None:
    own = learn(shipped_model(), [Correction("Hội quán mở tiệc trà đèn lồng", "khong_ro")] * 3)
    assert classify("Hội quán mở tiệc trà đèn lồng", own).p < 0.2


def test_the_rest_is_not_forgotten() -> None:
    odd = [Correction(f"Chuyện ở Bến Gạo Trắng số {number}", "kinh_te_thue", "tinh") for number in range(300)]
    own = learn(shipped_model(), odd)
    known = examples()[::9]
    kept = sum(classify(example.text, own).topic == classify(example.text).topic for example in known)
    assert kept / len(known) > 0.97


@pytest.mark.slow
def test_thousands_of_corrections_take_seconds() -> None:
    corrections = [Correction(example.text, example.topic, example.level) for example in examples()] * 2
    started = time.process_time()
    learn(shipped_model(), corrections)
    assert len(corrections) > 3000
    assert time.process_time() - started < 30


@pytest.mark.parametrize("wrong", [Correction("x", "nothing"), Correction("x", "y_te", "huyen")])
def test_an_unknown_code_is_refused(wrong: Correction) -> None:
    with pytest.raises(ValueError):
        learn(shipped_model(), [wrong])
