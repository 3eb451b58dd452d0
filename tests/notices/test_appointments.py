"""What whoever asked for an appointment is told of it, by mail and SMS, and that her matter is in no message."""

from collections.abc import Iterator

import pytest

from nghitruong.domain.letters.actions import Person, ask_slot, cancel_slot, confirm_slot, decline_slot, move_slot
from nghitruong.domain.letters.models import Slot
from nghitruong.kernel import clock
from nghitruong.outer.notices.gateways import RecordingGateway
from nghitruong.outer.notices.matrix import Channel
from nghitruong.outer.notices.models import Message
from nghitruong.outer.notices.telling import listen
from tests.cast import Cast, build_cast
from tests.letters.desk import system
from tests.notices.post import NOON, gateways, give_addresses, read_and_send
from tests.portal.test_reception import posted

pytestmark = pytest.mark.django_db(transaction=True)
Post = dict[Channel, RecordingGateway]
MATTER = "Bồi thường cây trồng"


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    cast = build_cast()
    give_addresses()
    listen()
    return cast


@pytest.fixture(autouse=True)
def post() -> Iterator[Post]:
    with gateways() as kept, clock.standing_at(NOON):
        yield kept


def asked(cast: Cast, **contact: str) -> Slot:
    caller = Person("Bà Phạm Thị Lý", **(contact or {"phone": "0912345678", "email": "ly@example.vn"}))
    return ask_slot(system(cast), posted(cast), caller=caller, subject=MATTER)


def test_each_step_is_told_once_by_both_ways(cast: Cast, post: Post) -> None:
    slot = asked(cast)
    read_and_send()
    confirm_slot(cast.minh, slot, at=slot.day.starts_at)
    read_and_send()
    move_slot(cast.minh, slot, day=posted(cast, 30), at=posted(cast, 30).starts_at, reason="Đại biểu bận họp")
    read_and_send()
    decline_slot(cast.minh, slot, reason="Việc đã có cơ quan giải quyết")
    read_and_send()
    read_and_send()
    mails = [f"{each.subject} {each.text}" for each in post[Channel.MAIL].sent]
    assert len(mails) == len(post[Channel.SMS].sent) == 4
    for text, words in zip(mails, ("chờ báo giờ", "đã được xác nhận", "Đại biểu bận họp", "Chưa thể xếp"), strict=True):
        assert words in text
        assert slot.code in text
    for sms in post[Channel.SMS].sent:
        assert slot.code in sms.text
        assert len(sms.text) <= 160
        assert sms.text.isascii()
    assert not [each for each in Message.objects.all() if MATTER in f"{each.subject} {each.text}"]


def test_by_the_way_that_was_left(cast: Cast, post: Post) -> None:
    asked(cast, email="ly@example.vn")
    read_and_send()
    assert (len(post[Channel.MAIL].sent), len(post[Channel.SMS].sent)) == (1, 0)


def test_who_cancelled_hears_no_more(cast: Cast, post: Post) -> None:
    cancel_slot(system(cast), asked(cast))
    read_and_send()
    assert not post[Channel.MAIL].sent
