"""Quiet hours, growing pauses, what an SMS may hold, and which ways are taken."""

from datetime import UTC, datetime, time, timedelta

import pytest

from nghitruong.kernel.clock import COUNCIL_ZONE
from nghitruong.outer.notices.lifecycle import MESSAGE, MessageState
from nghitruong.outer.notices.matrix import MATRIX, Channel, Offer, is_wanted
from nghitruong.outer.notices.rules import FORBIDDEN, LONGEST_SMS, PAUSES, is_quiet, loud_from, pause_after, sms_text

START, END = time(21), time(6, 30)
LINK = "nt.vn/t/K7P42MXR"


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, 27, hour, minute, tzinfo=COUNCIL_ZONE)


@pytest.mark.parametrize(
    ("moment", "quiet"),
    [(at(20, 59), False), (at(21), True), (at(23, 59), True), (at(0), True), (at(6, 29), True), (at(6, 30), False)],
)
def test_the_night_passes_midnight(moment: datetime, quiet: bool) -> None:
    assert is_quiet(moment, START, END) is quiet
    assert is_quiet(moment.astimezone(UTC), START, END) is quiet


def test_what_comes_at_night_leaves_in_the_morning() -> None:
    assert loud_from(at(22), START, END) == at(6, 30) + timedelta(days=1)
    assert loud_from(at(3), START, END) == at(6, 30)
    assert loud_from(at(12), START, END) == at(12)
    assert loud_from(at(13), time(12), time(14)) == at(14)


def test_pauses_grow_and_end() -> None:
    pauses = [pause_after(number) for number in range(1, len(PAUSES) + 2)]
    assert pauses[-1] is None
    assert pauses[:-1] == sorted(PAUSES)


PLAIN = (
    "HDND phuong Binh Minh: Ky hop thu 3 (thuong le cuoi nam) khai mac 08:00 ngay 08/12/2026, Hoi truong tang 3. Xem"
)
LONG = "HĐND phường Bình Minh: Kỳ họp thứ 3 (thường lệ cuối năm) khai mạc 08:00 ngày 08/12/2026, Hội trường tầng 3. Xem"


@pytest.mark.parametrize(
    ("versions", "text"),
    [
        (["Đã gửi “21” tài liệu – xem & đọc [100%]"], f"Da gui 21 tai lieu - xem doc 100 {LINK}"),
        ([LONG], f"{PLAIN} {LINK}"),
        (["x" * 150, "ngắn"], f"ngan {LINK}"),
    ],
)
def test_an_sms_is_plain_and_the_longest_version_that_fits(versions: list[str], text: str) -> None:
    assert sms_text(versions, LINK) == text


def test_an_sms_is_cut_before_its_link() -> None:
    text = sms_text(["Thông báo " * 40], LINK)
    assert len(text) <= LONGEST_SMS
    assert text.endswith(f" {LINK}")
    assert text.isascii()
    assert not FORBIDDEN & set(sms_text(["".join(FORBIDDEN) + "a"]))


@pytest.mark.parametrize(
    ("given", "choice", "wanted"),
    [
        (Offer.ALWAYS, False, True),
        (Offer.NEVER, True, False),
        (Offer.ON, None, True),
        (Offer.ON, False, False),
        (Offer.OFFERED, None, False),
        (Offer.OFFERED, True, True),
    ],
)
def test_a_person_chooses_among_what_is_offered(given: Offer, choice: bool | None, wanted: bool) -> None:
    assert is_wanted(given, choice) is wanted


def test_every_row_says_something_of_every_way() -> None:
    assert all(set(row) == set(Channel) for row in MATRIX.values())


def test_only_what_waits_can_be_taken_back_and_only_what_ended_badly_sent_again() -> None:
    verbs = {verb for _state, verb in MESSAGE.moves}
    for state in MessageState:
        for verb in verbs:
            assert MESSAGE.may_follow(state, verb).is_allowed == ((state, verb) in MESSAGE.moves)
    assert MESSAGE.sources_of("undo_notice") == {MessageState.WAITING}
    assert MESSAGE.sources_of("retry_message") == {MessageState.FAILED, MessageState.UNKNOWN}
    assert MESSAGE.final_states() == {MessageState.SENT, MessageState.CANCELLED}
