"""Tags and filters: what they draw, and what they say to somebody who cannot see it."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from html.parser import HTMLParser
from typing import Any

import pytest
from django import forms
from django.template import Context, Template
from django.test import RequestFactory

from nghitruong.kernel import clock
from nghitruong.web.choices import CHOICES, YES, choice_of
from nghitruong.web.fields import DayField, LineField
from nghitruong.web.parts import Part, Seat
from nghitruong.web.seating import plan_seats

MORNING = datetime(2026, 12, 8, 9, 41, 7, tzinfo=clock.COUNCIL_ZONE)


def drawn(source: str, **values: Any) -> str:
    return Template("{% load ui %}" + source).render(Context(values))


def test_an_icon_is_hidden_from_who_listens() -> None:
    assert 'aria-hidden="true"' in drawn('{% icon "gavel" %}')
    assert "icons.svg#gavel" in drawn('{% icon "gavel" %}')


def test_what_is_finished_is_plain_text_with_a_tick() -> None:
    assert "#check" in drawn('{% status "Xong" "done" %}')
    assert "#" not in drawn('{% status "Đang họp" "gold" %}')


def test_a_code_among_words_is_not_broken_at_its_hyphens() -> None:
    kept = drawn("{{ words|whole_codes }}", words="Tố cáo TC-26-0001 & <b>, số 12-26-0001, ABTC-26-0001x")
    assert kept.count('<span class="nowrap">') == 1
    assert 'Tố cáo <span class="nowrap">TC-26-0001</span> &amp; &lt;b&gt;' in kept


def test_words_in_a_status_are_escaped() -> None:
    assert "<b>" not in drawn("{% status words %}", words="<b>")


@pytest.mark.parametrize(
    ("days", "working", "words", "tone"),
    [
        (12, None, "Còn 12 ngày", "grey"),
        (4, 3, "Còn 3 ngày làm việc", "amber"),
        (0, 0, "Hôm nay", "amber"),
        (-1, None, "Quá 1 ngày", "red"),
        (-30, None, "Quá 30 ngày", "red"),
        (-31, None, "Quá hạn kéo dài, 31 ngày", "red"),
    ],
)
def test_a_deadline_is_derived_from_two_days(days: int, working: int | None, words: str, tone: str) -> None:
    with clock.standing_at(MORNING):
        due = clock.today() + timedelta(days=days)
        drawing = drawn("{% deadline due working %}", due=due, working=working)
    assert f"status--{tone}" in drawing
    assert words in drawing


def test_the_parts_of_a_bar_fill_it_in_order() -> None:
    drawing = drawn("{% bar parts %}", parts=[Part(1, "xong", "done"), Part(3, "chưa", "pending")])
    assert 'x="0%" width="25%"' in drawing
    assert 'x="25%" width="75%"' in drawing
    assert 'fill="url(#hatch)"' in drawing
    assert 'aria-label="xong 1, chưa 3"' in drawing


def test_a_bar_takes_dictionaries_and_leaves_out_nothing_and_shares_a_larger_total() -> None:
    drawing = drawn("{% bar parts 30 %}", parts=[{"value": 10}, {"value": 0}])
    assert drawing.count("<rect") == 1
    assert 'width="33.333%"' in drawing


def test_a_bar_of_nothing_is_empty() -> None:
    assert "<rect" not in drawn("{% progress 0 0 %}")


def test_a_countdown_shows_what_is_left_on_the_servers_clock() -> None:
    with clock.standing_at(MORNING):
        assert ">01:24</span>" in drawn("{% countdown at %}", at=MORNING + timedelta(seconds=84))
        assert ">1:00:00</span>" in drawn("{% countdown at %}", at=MORNING + timedelta(hours=1))
        assert ">00:00</span>" in drawn("{% countdown at %}", at=MORNING - timedelta(hours=1))
        assert drawn("{% countdown at %}", at=None) == ""


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("{{ day|vi_date }}", "08/12/2026"),
        ("{{ day|vi_day }}", "08/12"),
        ("{{ day|vi_weekday }}", "Thứ Ba, 08/12/2026"),
        ("{{ day|vi_weekday_short }}", "T3"),
        ("{{ at|vi_date }}", "08/12/2026"),
        ("{{ at|vi_time }}", "09:41"),
        ("{{ at|vi_time:True }}", "09:41:07"),
        ("{{ at|vi_moment }}", "09:41, 08/12/2026"),
        ("{{ nothing|vi_date }}{{ nothing|vi_time }}{{ nothing|vi_number }}{{ nothing|vi_percent }}", ""),
        ("{{ count|vi_number }}", "1.146"),
        ("{{ 28|share_of:31|vi_percent }}", "90,32%"),
        ("{{ 1|share_of:0|vi_percent }}", "0,00%"),
        ("{{ half|vi_percent:1 }}", "12,5%"),
        ("{{ exact|vi_number }}", "1.234,5"),
        ("{{ name|initials }}", "TH"),
        ("{{ code|receipt_code }}", "K7P4 – 2MXR"),
    ],
)
def test_days_times_and_numbers_are_written_the_vietnamese_way(source: str, text: str) -> None:
    values = {"day": date(2026, 12, 8), "at": MORNING, "nothing": None, "count": 1146, "half": 12.5}
    assert drawn(source, **values, exact=Decimal("1234.5"), name="Lê Thị Hoa", code="K7P42MXR") == text


def test_an_address_keeps_its_other_keys() -> None:
    request = RequestFactory().get("/?khu=7&trang=2")
    assert drawn('{% query trang=3 khu="" %}', request=request) == "?trang=3"


class Sample(forms.Form):
    title = LineField(label="Tên kỳ họp", help_text="Như trong giấy mời")
    day = DayField(label="Ngày")
    kind = forms.ChoiceField(label="Loại", choices=[("a", "Thường lệ")], widget=forms.RadioSelect)
    open = forms.BooleanField(label="Công khai", required=False)


class Ids(HTMLParser):
    """Which ids a page has, and which it refers to."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.named: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id" and value:
                self.ids.append(value)
            elif name in ("for", "aria-describedby") and value:
                self.named.update(value.split())
            elif name == "href" and value and value.startswith("#"):
                self.named.add(value[1:])


FORM = "{% error_summary form %}{% for field in form %}{% field field %}{% endfor %}"


@pytest.mark.parametrize("data", [None, {"title": "", "day": "31/11"}])
def test_label_hint_and_error_belong_to_their_field(data: dict[str, str] | None) -> None:
    page = Ids(drawn(FORM, form=Sample(data)))
    assert len(page.ids) == len(set(page.ids))
    assert page.named - set(page.ids) == set()


def test_the_summary_says_the_same_as_the_field() -> None:
    page = drawn(FORM, form=Sample({"title": "", "day": "31/11"}))
    for words in ("Nhập Tên kỳ họp", "Không có ngày 31/11", "Chọn Loại"):
        assert page.count(words) == 2
    assert "Có 3 chỗ cần sửa" in page
    assert page.count('aria-invalid="true"') == 3


def test_no_error_no_summary() -> None:
    assert drawn("{% error_summary form %}", form=Sample()).strip() == ""


def test_the_three_choices_are_equal_and_none_is_chosen() -> None:
    assert [choice.code for choice in CHOICES] == ["yes", "no", "abstain"]
    assert choice_of("yes") is YES
    with pytest.raises(LookupError):
        choice_of("maybe")


def test_seats_stand_in_rows_and_are_counted_in_words() -> None:
    seats = [Seat(1, "Châu", "sent"), Seat(2, "Hùng"), Seat(3, "Mai", "absent")]
    plan = plan_seats(seats, 2)
    assert [(place.x, place.y) for place in plan.seats] == [(0, 44), (67, 44), (0, 106)]
    assert plan.in_words == "Đã gửi: 1, Chưa gửi: 1, Vắng: 1"


def test_a_large_hall_shows_numbers_only() -> None:
    assert all(place.is_small for place in plan_seats([Seat(n, "x") for n in range(61)], 18).seats)


def test_a_drawing_has_no_decimal_commas() -> None:
    drawing = drawn("{% seat_map seats 7 %}", seats=[Seat(number, "Hà") for number in range(1, 8)])
    assert not any(f'{name}="3{digit},' in drawing for name in ("x", "y") for digit in range(10))
    assert 'x="30"' in drawing


def test_a_live_area_names_its_topic_and_where_to_ask() -> None:
    assert drawn('{% live "poll-7" "/hop/7/" %}') == (
        'sse-swap="poll-7" hx-swap="innerHTML" data-live data-poll-url="/hop/7/"'
    )
    assert 'sse-connect="/events/?topics=meeting-3,me"' in drawn('{% stream "meeting-3,me" %}')
