"""One's own notices, how one wants to be told, the calendar, and the office's tray."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from nghitruong.domain.meetings.models import Meeting
from nghitruong.foundation.accounts.models import Account
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Actor
from nghitruong.kernel.decision import RefusedError
from nghitruong.outer.notices import queries
from nghitruong.outer.notices.actions import choose_channels, mark_notices, renew_feed
from nghitruong.outer.notices.gateways import NeverError, RecordingGateway
from nghitruong.outer.notices.lifecycle import MessageState
from nghitruong.outer.notices.matrix import Channel
from nghitruong.outer.notices.models import Message
from nghitruong.outer.notices.sending import send_due
from tests.cast import Cast, signed_in
from tests.commitments.town import debt
from tests.notices.post import LATER, NOON, gateways, give_addresses
from tests.portal.sessions import convened

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def post() -> Iterator[dict[Channel, RecordingGateway]]:
    with gateways() as kept, clock.standing_at(NOON):
        yield kept


def notice(actor: Actor, number: int, **facts: object) -> Message:
    wanted = {
        "council_id": actor.council_id,
        "kind": "invitation",
        "key": f"invitation-{number}",
        "channel": Channel.INBOX,
        "recipient": f"person-{actor.person_id}",
        "account_id": actor.account_id,
        "person_id": actor.person_id,
        "name": actor.name,
        "subject": f"Giấy mời <b>số {number}</b>",
        "text": "Kính mời",
        "path": "/ky-hop/",
        "state": MessageState.SENT,
        "release_at": NOON,
        "try_at": NOON,
        "sent_at": NOON,
    }
    return Message.objects.create(**{**wanted, **facts})


def page(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, (address, answer.status_code)
    text: str = answer.content.decode()
    return text


@pytest.mark.parametrize(("count", "rows"), [(0, 0), (1, 1), (200, 50)])
def test_none_one_and_two_hundred_notices(cast: Cast, count: int, rows: int) -> None:
    for number in range(count):
        notice(cast.hoa, number)
    text = page(signed_in(cast.hoa), "/thong-bao/")
    assert text.count('class="task-row"') == rows
    assert ("Không có thông báo mới." in text) == (count == 0)
    assert "<b>số" not in text
    bell = re.search(r'tool__count">(\d+)<', text)
    assert (bell.group(1) if bell else "0") == str(count)


def test_a_notice_is_its_owners_alone(cast: Cast) -> None:
    mine = notice(cast.hoa, 1)
    for other in (cast.lan, cast.minh, cast.kien):
        assert "số 1" not in page(signed_in(other), "/thong-bao/")
        page(signed_in(other), f"/thong-bao/{mine.pk}/mo/", 404)
    client = signed_in(cast.hoa)
    assert client.get(f"/thong-bao/{mine.pk}/mo/")["Location"] == "/ky-hop/"
    mine.refresh_from_db()
    assert mine.read_at == NOON
    assert "tool__count" not in page(client, "/thong-bao/")
    assert Client().get("/thong-bao/").status_code == 302


def test_all_are_marked_as_seen(cast: Cast) -> None:
    for number in range(3):
        notice(cast.hoa, number)
    notice(cast.lan, 9)
    assert signed_in(cast.hoa).post("/thong-bao/da-xem/").status_code == 302
    assert mark_notices(cast.hoa, cast.council.pk) == 0
    assert queries.unread_of(cast.lan).count() == 1


def test_the_number_of_questions_does_not_grow(cast: Cast, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    client = signed_in(cast.hoa)
    page(client, "/thong-bao/")
    for number in (1, 2, 3):
        notice(cast.hoa, number)
        if number != 2:
            with django_assert_num_queries(6):
                page(client, "/thong-bao/")


def test_one_chooses_how_one_is_told(cast: Cast) -> None:
    client = signed_in(cast.hoa)
    text = page(client, "/thong-bao/cach-nhan/")
    assert re.search(r'name="invitation-mail" checked', text)
    assert 'name="invitation-inbox"' not in text
    assert client.post("/thong-bao/cach-nhan/", {"invitation-sms": "on"}).status_code == 302
    text = page(client, "/thong-bao/cach-nhan/")
    assert 'name="invitation-mail" checked' not in text
    assert 'name="invitation-sms" checked' in text
    assert (
        queries.choices_of([cast.hoa.account_id or 0], cast.council.pk, "invitation")[
            (cast.hoa.account_id or 0, "invitation", "mail")
        ]
        is False
    )
    for wishes in ({("nonsense", "mail"): True}, {("invitation", "pigeon"): True}):
        with pytest.raises(RefusedError) as refused:
            choose_channels(cast.hoa, cast.council.pk, wishes=wishes)
        assert refused.value.refusal.code == "notices.no_such_way"
    with pytest.raises(RefusedError):
        choose_channels(cast.kien, cast.council.pk, wishes={})
    with pytest.raises(RefusedError):
        mark_notices(cast.kien, cast.council.pk)


def test_the_tray_shows_what_leaves_and_takes_it_back(cast: Cast) -> None:
    for number in (1, 2):
        notice(
            cast.hoa,
            number,
            key="invitation-7",
            channel=[Channel.MAIL, Channel.SMS][number - 1],
            state="waiting",
            release_at=NOON + timedelta(seconds=30),
            sent_at=None,
        )
    client = signed_in(cast.minh)
    text = page(client, "/thong-bao/hang-gui/")
    assert "2 tin" in text
    assert "Hoàn tác" in text
    assert "data-countdown" in text
    assert client.post("/thong-bao/hang-gui/hoan-tac/", {"key": "invitation-7"}).status_code == 302
    assert set(Message.objects.values_list("state", flat=True)) == {"cancelled"}
    assert client.post("/thong-bao/hang-gui/hoan-tac/", {"key": "invitation-7"}).status_code == 409
    for stranger in (cast.hoa, cast.an, cast.binh):
        page(signed_in(stranger), "/thong-bao/hang-gui/", 403)
    assert "Giấy mời" not in page(signed_in(cast.kien), "/thong-bao/", 200)


def test_what_could_not_be_sent_says_why_and_is_sent_again(cast: Cast, post: dict[Channel, RecordingGateway]) -> None:
    give_addresses()
    failed = notice(cast.hoa, 1, channel=Channel.MAIL, state="waiting", sent_at=None)
    post[Channel.MAIL].fault = lambda _parcel: NeverError("SMTP 550")
    assert send_due() == 1
    client = signed_in(cast.minh)
    text = page(client, "/thong-bao/hang-gui/")
    assert "Cổng gửi từ chối" in text
    assert "SMTP 550" in text
    post[Channel.MAIL].fault = lambda _parcel: None
    assert signed_in(cast.hoa).post(f"/thong-bao/hang-gui/{failed.pk}/gui-lai/").status_code == 403
    assert signed_in(cast.kien).post(f"/thong-bao/hang-gui/{failed.pk}/gui-lai/").status_code == 404
    assert client.post(f"/thong-bao/hang-gui/{failed.pk}/gui-lai/").status_code == 302
    with clock.standing_at(NOON + LATER):
        assert send_due() == 1
    assert "Đã gửi đi" in page(client, "/thong-bao/hang-gui/")


def test_a_calendar_has_a_secret_address_that_can_be_renewed(cast: Cast) -> None:
    meeting = convened(cast, days=10)
    hidden = convened(cast, "Canarihopkin", days=11)
    Meeting.objects.filter(pk=hidden.pk).update(is_public=False, place="Canariphong")
    client = signed_in(cast.hoa)
    assert client.post("/thong-bao/lich/doi-dia-chi/").status_code == 302
    secret = queries.feed_of(cast.hoa)
    assert f"/lich/{secret}.ics" in page(client, "/thong-bao/cach-nhan/")
    text = page(Client(), f"/lich/{secret}.ics")
    assert text.startswith("BEGIN:VCALENDAR\r\n")
    assert f"UID:meeting-{meeting.pk}@" in text
    assert text.count("BEGIN:VEVENT") == 2
    assert "Canari" not in text
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert "SUMMARY:Kỳ họp thứ 3" in text
    other = renew_feed(cast.hoa, cast.council.pk)
    page(Client(), f"/lich/{secret}.ics", 404)
    Account.objects.filter(pk=cast.hoa.account_id).update(is_active=False)
    page(Client(), f"/lich/{other}.ics", 404)
    with pytest.raises(RefusedError):
        renew_feed(cast.kien, cast.council.pk)


def test_an_agencys_calendar_has_its_due_days_without_their_titles(cast: Cast) -> None:
    owed = debt(cast)
    text = page(Client(), f"/lich/{renew_feed(cast.an, cast.council.pk)}.ics")
    assert "SUMMARY:Hạn CK-1" in text
    assert "DTSTART;VALUE=DATE:20260630" in text
    assert owed.title not in text
    assert "BEGIN:VEVENT" not in page(Client(), f"/lich/{renew_feed(cast.hoa, cast.council.pk)}.ics")
