"""Fields read what offices write and refuse the rest in words."""

from datetime import date, datetime

import pytest
from django import forms
from django.core.exceptions import ValidationError

from nghitruong.kernel import clock
from nghitruong.web.fields import DayField, LineField, MomentField, TextField, WholeNumberField

NOON = datetime(2026, 12, 3, 12, tzinfo=clock.COUNCIL_ZONE)


@pytest.mark.parametrize("text", ["8/12", "08/12/26", "081226", "8.12.2026"])
def test_a_day_is_read_in_any_usual_form(text: str) -> None:
    with clock.standing_at(NOON):
        assert DayField().clean(text) == date(2026, 12, 8)


def test_a_day_is_read_in_words() -> None:
    with clock.standing_at(NOON):
        assert [DayField().clean(text) for text in ("hôm nay", "mai", "t6")] == [
            date(2026, 12, 3),
            date(2026, 12, 4),
            date(2026, 12, 4),
        ]


@pytest.mark.parametrize(
    ("text", "words"),
    [("31/11", "Không có ngày 31/11"), ("abc", "Ngày chưa đúng. Ví dụ: 27/11/2026"), ("", "Nhập ngày.")],
)
def test_what_is_no_day_is_refused_in_words(text: str, words: str) -> None:
    with pytest.raises(ValidationError) as told:
        DayField().clean(text)
    assert told.value.messages == [words]


def test_a_day_not_demanded_may_be_missing() -> None:
    assert DayField(required=False).clean("") is None


def test_a_moment_is_of_the_councils_clock() -> None:
    with clock.standing_at(NOON):
        assert MomentField().clean(["8/12", "8h30"]) == datetime(2026, 12, 8, 8, 30, tzinfo=clock.COUNCIL_ZONE)


def test_what_is_no_time_is_refused() -> None:
    with pytest.raises(ValidationError, match="Giờ chưa đúng"):
        MomentField().clean(["8/12", "25h"])


@pytest.mark.parametrize(("text", "number"), [("1146", 1146), ("1.146", 1146), ("0", 0)])
def test_a_whole_number_may_have_points(text: str, number: int) -> None:
    assert WholeNumberField().clean(text) == number


@pytest.mark.parametrize("text", ["1.5", "1,5", "ba mươi"])
def test_what_is_no_whole_number_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        WholeNumberField().clean(text)


def test_a_number_keeps_its_bounds() -> None:
    with pytest.raises(ValidationError):
        WholeNumberField(max_value=10).clean("11")


def test_text_is_composed_and_what_cannot_be_seen_is_gone() -> None:
    assert LineField().clean("  Ho\u0323p\u200b  ky\u0300 ") == "Họp kỳ"
    assert TextField().clean("a\u00a0b\r\nc") == "a b\nc"


def test_a_form_shows_what_was_kept() -> None:
    class Sample(forms.Form):
        day = DayField(initial=date(2026, 12, 8))
        at = MomentField(initial=NOON)

    page = str(Sample())
    assert 'value="08/12/2026"' in page
    assert 'value="03/12/2026"' in page
    assert 'value="12:00"' in page
