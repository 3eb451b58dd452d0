"""What happened, who is told, in which words: meetings, papers, and what is owed; and what is told to nobody."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from nghitruong.domain.commitments.actions import accept_report, remind_debtors, report_result, return_report
from nghitruong.domain.meetings.actions import (
    add_paper,
    add_participant,
    cancel_meeting,
    change_meeting,
    invite_participants,
    postpone_meeting,
)
from nghitruong.foundation.councils.models import Person
from nghitruong.foundation.documents.models import Access, Document
from nghitruong.kernel import clock
from nghitruong.outer.notices.actions import choose_channels, undo_notice
from nghitruong.outer.notices.gateways import RecordingGateway
from nghitruong.outer.notices.kinds import all_kinds
from nghitruong.outer.notices.matrix import Channel, Offer, offer
from nghitruong.outer.notices.models import Message
from nghitruong.outer.notices.sending import send_due
from nghitruong.outer.notices.sweeping import tell_dues
from nghitruong.outer.notices.telling import listen
from tests.cast import Cast, acting, add_officer, build_cast
from tests.commitments.town import DUE, debt, on
from tests.documents.conftest import Desk, desk
from tests.notices.post import LATER, NOON, gateways, give_addresses, read_and_send
from tests.portal.sessions import convened, hide, item_of, planned

__all__ = ["desk"]

pytestmark = pytest.mark.django_db(transaction=True)
Post = dict[Channel, RecordingGateway]


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    cast = build_cast()
    add_officer(cast.council, cast.agency, "Ngô Thị Trưởng", is_leader=True)
    give_addresses()
    listen()
    return cast


@pytest.fixture(autouse=True)
def post() -> Iterator[Post]:
    with gateways() as kept:
        yield kept


@pytest.fixture(autouse=True)
def _noon(tmp_path: Path, settings: Any) -> Iterator[None]:
    settings.DOCUMENTS_ROOT = tmp_path / "documents"
    with clock.standing_at(NOON):
        yield


def told(channel: Channel = Channel.INBOX) -> list[tuple[str, str]]:
    """Whom of what, in the order of the telling."""
    listen()
    return list(Message.objects.filter(channel=channel).order_by("id").values_list("name", "subject"))


def test_nobody_hears_of_a_meeting_before_it_is_convened(cast: Cast) -> None:
    meeting = planned(cast, days=10)
    change_meeting(cast.minh, meeting, place="Hội trường lớn")
    assert told() == []


def test_who_is_invited_later_is_invited_alone(cast: Cast) -> None:
    meeting = convened(cast, days=10)
    guest = Person.objects.get(full_name="Phạm Văn An")
    add_participant(cast.minh, meeting, person=guest)
    assert len(told()) == 2
    invite_participants(cast.minh, meeting, reason="Thêm khách mời")
    assert [name for name, _subject in told()] == ["Lê Thị Hoa", "Trần Thị Lan", "Phạm Văn An"]


def test_a_change_is_told_when_it_is_one_for_those_who_come(cast: Cast) -> None:
    meeting = convened(cast, days=10)
    assert len(told()) == 2
    change_meeting(cast.minh, meeting, place=meeting.place)
    assert len(told()) == 2
    first = meeting.starts_at
    for starts_at in (first + timedelta(days=1), first):
        change_meeting(cast.minh, meeting, starts_at=starts_at)
        listen()
    assert len(told()) == 6, "back to the first day is a change too"
    assert not Message.objects.filter(is_urgent=True).exists()


def test_a_meeting_of_tomorrow_that_is_put_off_is_urgent(cast: Cast) -> None:
    meeting = convened(cast, days=1)
    with clock.standing_at(NOON.replace(hour=22)):
        postpone_meeting(cast.lan, meeting, reason="Bão số 9")
        listen()
    late = Message.objects.filter(subject__contains="Hoãn")
    assert {message.is_urgent for message in late} == {True}
    with clock.standing_at(NOON.replace(hour=22) + LATER):
        assert send_due() >= late.count() == 6
    assert all("Bão số 9" in text for text in late.filter(channel=Channel.MAIL).values_list("text", flat=True))


def test_a_cancelled_meeting_is_told(cast: Cast) -> None:
    cancel_meeting(cast.lan, convened(cast, days=10), reason="Không đủ hồ sơ")
    assert told()[-1][1].startswith("[HĐND Phường Sen Hồng] Hủy")


def test_a_closed_item_is_in_no_letter(cast: Cast, post: Post) -> None:
    meeting = planned(cast, "Kỳ họp thứ 3", "Công khai", "Canarinhansu", days=10)
    hide(item_of(meeting, 2))
    invite_participants(cast.minh, meeting, decision="1/QĐ", reason="gấp")
    read_and_send()
    for gateway in post.values():
        for parcel in gateway.sent:
            assert "Canarinhansu" not in parcel.subject + parcel.text + parcel.html


def test_papers_of_ten_minutes_are_one_letter_and_of_a_day_one_sms(cast: Cast, desk: Desk, post: Post) -> None:
    meeting = convened(cast, days=10)
    for title in ("Tờ trình", "Báo cáo thẩm tra"):
        add_paper(cast.minh, item_of(meeting), document=desk.add(cast.minh, title=title))
        listen()
    letters = Message.objects.filter(kind="papers", channel=Channel.MAIL)
    assert letters.count() == 2
    assert "2 tài liệu" in letters[0].subject
    assert "- Tờ trình\n- Báo cáo thẩm tra" in letters[0].text
    read_and_send(timedelta(minutes=11))
    with clock.standing_at(NOON + timedelta(hours=1)):
        add_paper(cast.minh, item_of(meeting), document=desk.add(cast.minh, title="Phụ lục"))
        read_and_send(timedelta(minutes=11))
    assert letters.count() == 4
    assert "1 tài liệu" in letters.order_by("-id")[0].subject
    assert sum("tai lieu" in parcel.text for parcel in post[Channel.SMS].sent) == 2, "one a day and person"


def test_a_restricted_paper_is_told_to_nobody(cast: Cast, desk: Desk) -> None:
    meeting = convened(cast, days=10)
    paper = desk.add(cast.minh, title="Canaritoimat")
    Document.objects.filter(pk=paper.pk).update(access=Access.RESTRICTED)
    add_paper(cast.minh, item_of(meeting), document=paper)
    assert all(kind != "papers" for kind in Message.objects.values_list("kind", flat=True))
    listen()
    assert not Message.objects.filter(text__contains="Canari").exists()


def test_papers_that_were_taken_back_are_told_with_the_next(cast: Cast, desk: Desk) -> None:
    meeting = convened(cast, days=10)
    add_paper(cast.minh, item_of(meeting), document=desk.add(cast.minh, title="Tờ trình"))
    listen()
    key = Message.objects.filter(kind="papers", channel=Channel.MAIL).values_list("key", flat=True)[0]
    undo_notice(cast.minh, cast.council.pk, key=key)
    add_paper(cast.minh, item_of(meeting), document=desk.add(cast.minh, title="Phụ lục"))
    listen()
    last = Message.objects.filter(kind="papers", channel=Channel.MAIL).order_by("-id")[0]
    assert "- Tờ trình\n- Phụ lục" in last.text


def test_a_debt_is_told_to_its_agency_and_its_report_to_the_office(cast: Cast) -> None:
    owed = debt(cast, due_on=NOON.date() + timedelta(days=30))
    assert {name for name, _subject in told()} == {"Phạm Văn An", "Ngô Thị Trưởng"}
    report_result(cast.an, owed, result="Canaribaocao", done_on=NOON.date(), evidence="12/BC")
    assert told()[-1] == ("Nguyễn Văn Minh", "CK-1: có báo cáo chờ kiểm tra")
    return_report(cast.minh, owed, reason="Chưa nêu mốc")
    assert told()[-1][1] == "CK-1: HĐND trả lại báo cáo"
    assert "Chưa nêu mốc" in Message.objects.order_by("-id")[0].text
    report_result(cast.an, owed, result="Xong", done_on=NOON.date(), evidence="13/BC")
    accept_report(cast.minh, owed)
    assert told()[-1][1] == "CK-1: kết quả được chấp nhận"
    assert not Message.objects.filter(text__contains="Canaribaocao").exists()


def test_a_reminder_lists_what_is_late_and_rings_the_leaders_phone_if_she_asked_for_it(cast: Cast, post: Post) -> None:
    debt(cast)
    leader = Person.objects.get(full_name="Ngô Thị Trưởng").accounts.get()
    choose_channels(
        acting_as(cast, leader.pk), cast.council.pk, wishes={("due", "sms"): True, ("assigned", "mail"): False}
    )
    remind_debtors(cast.minh, cast.council.pk, numbers=[1])
    listen()
    assert read_and_send() > 0
    sms = [parcel for parcel in post[Channel.SMS].sent if "qua han" in parcel.text]
    assert [parcel.name for parcel in sms] == ["Ngô Thị Trưởng"]
    assert "1 viec qua han" in sms[0].text
    assigned = [parcel.name for parcel in post[Channel.MAIL].sent if "giao cơ quan" in parcel.text]
    assert assigned == ["Phạm Văn An"]


def test_the_morning_tells_each_agency_once_what_is_late(cast: Cast) -> None:
    debt(cast)
    listen()
    with on(DUE + timedelta(days=2)):
        assert tell_dues() == 0, "the rows of reminders say one, five and ten days after"
    with on(DUE + timedelta(days=1)):
        assert tell_dues() == 1
        assert tell_dues() == 0
    with clock.standing_at(NOON.replace(hour=7, minute=14)):
        assert tell_dues() == 0
    sunday = NOON + timedelta(days=3)
    with clock.standing_at(sunday):
        assert tell_dues() == 0, "not on a day without work"
    assert {subject for _name, subject in told() if "quá hạn" in subject} == {
        "[HĐND Phường Sen Hồng] 1 việc quá hạn, 0 việc sắp đến hạn"
    }


def test_every_kind_has_a_row_and_always_one_way() -> None:
    for kind in all_kinds().values():
        assert any(offer(kind.row, channel) in (Offer.ALWAYS, Offer.ON) for channel in Channel), kind.code


def acting_as(cast: Cast, account_id: int) -> Any:
    return acting(type(cast.an)(**{**vars(cast.an), "account_id": account_id}), *cast.an.roles)
