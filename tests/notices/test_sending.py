"""Nothing twice, nothing lost: a gateway that is down, two servers, a crash in between, the night, taking back."""

import json
import smtplib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from django.core import mail
from django.db import connections

from nghitruong.domain.meetings.models import Meeting
from nghitruong.foundation.accounts.models import Account
from nghitruong.foundation.councils.models import Person
from nghitruong.foundation.events.actions import keep_place
from nghitruong.foundation.events.queries import Position
from nghitruong.foundation.verbs.fairness import my_turn
from nghitruong.kernel import clock
from nghitruong.kernel.decision import RefusedError
from nghitruong.outer.notices import actions
from nghitruong.outer.notices.actions import retry_message, undo_notice
from nghitruong.outer.notices.gateways import (
    HttpGateway,
    NeverError,
    NotNowError,
    Parcel,
    RecordingGateway,
    SmtpGateway,
    UnclearError,
)
from nghitruong.outer.notices.kinds import Kind, Letter, Occasion, Recipient
from nghitruong.outer.notices.lifecycle import MessageState
from nghitruong.outer.notices.matrix import Channel
from nghitruong.outer.notices.models import Message
from nghitruong.outer.notices.rules import PAUSES
from nghitruong.outer.notices.sending import send_due
from nghitruong.outer.notices.telling import FOLLOWER, listen, tell
from tests.cast import Cast, build_cast
from tests.notices.post import LATER, NOON, gateways, give_addresses, read_and_send, states
from tests.portal.sessions import convened

pytestmark = pytest.mark.django_db(transaction=True)
Post = dict[Channel, RecordingGateway]


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    cast = build_cast()
    give_addresses()
    listen()
    return cast


@pytest.fixture
def post() -> Iterator[Post]:
    with gateways() as kept:
        yield kept


@pytest.fixture(autouse=True)
def _noon() -> Iterator[None]:
    with clock.standing_at(NOON):
        yield


def invited(cast: Cast) -> Meeting:
    return convened(cast, "Kỳ họp thứ 3", "Nghị quyết về cây xanh", days=10)


def outside(channel: Channel) -> list[str]:
    return states(channel=channel)


def test_an_invitation_waits_half_a_minute_and_then_goes_every_way_once(cast: Cast, post: Post) -> None:
    meeting = invited(cast)
    listen()
    assert send_due() == 0
    with clock.standing_at(NOON + timedelta(seconds=29)):
        assert send_due() == 0
    assert read_and_send() == 6
    assert {parcel.name for parcel in post[Channel.MAIL].sent} == {"Trần Thị Lan", "Lê Thị Hoa"}
    assert len(post[Channel.SMS].sent) == 2
    assert post[Channel.ZALO].sent == []
    letter, sms = post[Channel.MAIL].sent[0], post[Channel.SMS].sent[0]
    assert letter.subject.startswith("[HĐND Phường Sen Hồng] Giấy mời Kỳ họp thứ 3")
    assert "Nghị quyết về cây xanh" in letter.text
    assert f"/ky-hop/{meeting.pk}/" in letter.text
    assert "Đổi cách nhận thông báo" in letter.text
    assert "Nghị quyết về cây xanh" in letter.html
    assert sms.text.isascii()
    assert len(sms.text) <= 160
    assert read_and_send() == 0


def test_reading_the_same_event_twice_tells_nobody_twice(cast: Cast, post: Post) -> None:
    listen()
    invited(cast)
    read_and_send()
    keep_place(FOLLOWER, Position(0, 0))
    assert read_and_send() == 0
    assert Message.objects.count() == 6


def test_what_waits_can_be_taken_back_and_what_left_cannot(cast: Cast, post: Post) -> None:
    invited(cast)
    listen()
    key = Message.objects.values_list("key", flat=True)[0]
    assert undo_notice(cast.minh, cast.council.pk, key=key) == 6
    assert read_and_send() == 0
    assert post[Channel.MAIL].sent == post[Channel.SMS].sent == []
    with pytest.raises(RefusedError) as refused:
        undo_notice(cast.minh, cast.council.pk, key=key)
    assert refused.value.refusal.code == "notices.nothing_left"
    for stranger in (cast.hoa, cast.an, cast.kien):
        with pytest.raises(RefusedError):
            undo_notice(stranger, cast.council.pk, key=key)


def test_a_gateway_that_is_down_loses_nothing(cast: Cast, post: Post) -> None:
    invited(cast)
    post[Channel.MAIL].fault = lambda _parcel: NotNowError("ConnectionRefusedError")
    read_and_send()
    assert outside(Channel.MAIL) == ["waiting", "waiting"]
    assert outside(Channel.SMS) == ["sent", "sent"]
    waiting = Message.objects.filter(channel=Channel.MAIL)[0]
    assert (waiting.attempts, waiting.reason) == (1, "unreachable")
    assert waiting.try_at == NOON + LATER + PAUSES[0]
    with clock.standing_at(NOON + LATER + timedelta(seconds=30)):
        assert send_due() == 0, "it is not asked again before its pause is over"
    post[Channel.MAIL].fault = lambda _parcel: None
    with clock.standing_at(NOON + timedelta(minutes=3)):
        assert send_due() == 2
    assert outside(Channel.MAIL) == ["sent", "sent"]
    assert len(post[Channel.MAIL].sent) == 2


def test_after_the_last_pause_it_is_given_up_and_a_person_sends_it_again(cast: Cast, post: Post) -> None:
    invited(cast)
    listen()
    Message.objects.update(attempts=len(PAUSES))
    post[Channel.MAIL].fault = lambda _parcel: NotNowError("down")
    read_and_send()
    failed = Message.objects.filter(channel=Channel.MAIL)[0]
    assert (failed.state, failed.reason) == (MessageState.FAILED, "given_up")
    with pytest.raises(RefusedError):
        retry_message(cast.hoa, failed)
    retry_message(cast.minh, failed)
    post[Channel.MAIL].fault = lambda _parcel: None
    with clock.standing_at(NOON + LATER):
        assert send_due() == 1
    with pytest.raises(RefusedError) as refused:
        retry_message(cast.minh, failed)
    assert refused.value.refusal.code == "message.wrong_state"


def test_a_crash_between_the_claim_and_the_sending_is_seen_and_never_repeated(
    cast: Cast, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    invited(cast)
    listen()

    def crash(_parcel: Parcel) -> Exception | None:
        raise KeyboardInterrupt

    post[Channel.SMS].fault = crash
    with clock.standing_at(NOON + LATER):
        for _server in range(2):
            with pytest.raises(KeyboardInterrupt):
                send_due()
    assert outside(Channel.SMS).count("sending") == 2
    post[Channel.SMS].fault = lambda _parcel: None
    with clock.standing_at(NOON + LATER + actions.CLAIM_LASTS + timedelta(seconds=1)):
        send_due()
        send_due()
    assert outside(Channel.SMS) == ["unknown", "unknown"]
    assert post[Channel.SMS].sent == []
    lost = Message.objects.filter(channel=Channel.SMS)[0]
    assert lost.reason == "interrupted"
    retry_message(cast.minh, lost)
    with clock.standing_at(NOON + timedelta(minutes=10)):
        send_due()
    assert len(post[Channel.SMS].sent) == 1


def test_a_broken_line_after_the_hand_over_is_not_tried_again(cast: Cast, post: Post) -> None:
    invited(cast)
    post[Channel.SMS].fault = lambda _parcel: UnclearError("timeout")
    post[Channel.MAIL].fault = lambda _parcel: NeverError("SMTP 550")
    read_and_send()
    assert outside(Channel.SMS) == ["unknown", "unknown"]
    assert outside(Channel.MAIL) == ["failed", "failed"]
    post[Channel.SMS].fault = lambda _parcel: None
    with clock.standing_at(NOON + timedelta(days=3)):
        assert send_due() == 0


def test_a_fault_of_the_gateways_own_stops_nobody_else(cast: Cast, post: Post) -> None:
    invited(cast)
    post[Channel.MAIL].fault = lambda _parcel: ZeroDivisionError()
    read_and_send()
    assert outside(Channel.MAIL) == ["unknown", "unknown"]
    assert outside(Channel.SMS) == ["sent", "sent"]


def test_two_servers_send_each_message_once(cast: Cast, post: Post) -> None:
    invited(cast)
    listen()
    faults: list[BaseException] = []

    def serve() -> None:
        try:
            with clock.standing_at(NOON + LATER):
                send_due(my_turn)
        except BaseException as error:  # told to the test
            faults.append(error)
        finally:
            connections.close_all()

    servers = [threading.Thread(target=serve) for _ in range(3)]
    for server in servers:
        server.start()
    for server in servers:
        server.join()
    assert faults == []
    assert len(post[Channel.MAIL].sent) == 2
    assert len({parcel.key for parcel in post[Channel.SMS].sent}) == len(post[Channel.SMS].sent) == 2


def test_the_night_is_quiet_but_not_for_what_is_urgent(cast: Cast, post: Post) -> None:
    night = NOON.replace(hour=22)
    with clock.standing_at(night):
        invited(cast)
        listen()
    with clock.standing_at(night + LATER):
        assert send_due() == 2, "within the house nobody's telephone rings"
    leaving = Message.objects.filter(channel=Channel.SMS).values_list("release_at", flat=True)
    assert set(map(str, leaving)) == {"2026-11-26 23:30:00+00:00"}
    Message.objects.filter(channel=Channel.SMS).update(release_at=night, try_at=night)
    with clock.standing_at(night + LATER):
        assert send_due() == 0, "a retry that falls into the night waits too"
        Message.objects.filter(channel=Channel.SMS).update(is_urgent=True)
        assert send_due() == 2
    with clock.standing_at(NOON.replace(hour=7) + timedelta(days=1)):
        assert send_due() == 2


def test_an_address_that_is_gone_and_a_way_that_is_not_set_up_are_told(cast: Cast, post: Post, settings: Any) -> None:
    invited(cast)
    listen()
    Person.objects.update(email="")
    Account.objects.update(email="")
    read_and_send()
    assert set(Message.objects.filter(channel=Channel.MAIL).values_list("state", "reason")) == {
        ("failed", "no_address")
    }


def test_without_gateways_only_the_house_itself_tells(cast: Cast) -> None:
    invited(cast)
    assert read_and_send() == 2
    assert set(Message.objects.values_list("channel", flat=True)) == {"inbox"}


def test_an_outsiders_address_is_sealed_and_goes_with_the_message(cast: Cast, post: Post) -> None:
    voter = Recipient("Phạm Thị Lý", phone="0912345678")
    kind = Kind(
        "answered_petition",
        "voter",
        "",
        lambda _event: None,
        lambda _occasion: [voter],
        lambda _occasion, _one: Letter("Đã có trả lời", "Đã có trả lời", "/x/", sms=("Đã có trả lời. Xem",)),
    )
    for _twice in range(2):
        tell(kind, "answer-1", Occasion(cast.council.pk, None))
    message = Message.objects.get()
    assert message.channel == Channel.SMS
    assert "0912345678" not in str(vars(message))
    with clock.standing_at(NOON + LATER):
        assert send_due() == 1
    assert post[Channel.SMS].sent[0].address == "0912345678"
    message.refresh_from_db()
    assert message.address == ""


def parcel() -> Parcel:
    return Parcel("1-7", "a@example.vn", "A", "Chủ đề", "Nội dung", "<p>Nội dung</p>")


def test_mail_leaves_with_an_identity_that_stays(settings: Any) -> None:
    settings.EMAIL_MESSAGE_HOST = "hdnd.example.vn"
    SmtpGateway().send(parcel())
    sent = mail.outbox[0]
    assert (sent.subject, sent.to, sent.extra_headers["Message-ID"]) == (
        "Chủ đề",
        ["a@example.vn"],
        "<1-7@hdnd.example.vn>",
    )


@pytest.mark.parametrize(
    ("opening", "sending_", "expected"),
    [
        (ConnectionRefusedError(), None, NotNowError),
        (smtplib.SMTPAuthenticationError(535, b"no"), None, NotNowError),
        (None, smtplib.SMTPServerDisconnected("gone"), UnclearError),
        (None, TimeoutError(), UnclearError),
        (None, smtplib.SMTPRecipientsRefused({"a@example.vn": (550, b"unknown")}), NeverError),
        (None, smtplib.SMTPRecipientsRefused({"a@example.vn": (451, b"later")}), NotNowError),
        (None, smtplib.SMTPDataError(554, b"spam"), NeverError),
    ],
)
def test_what_a_mail_server_says_decides_whether_it_may_be_tried_again(
    monkeypatch: pytest.MonkeyPatch, opening: Exception | None, sending_: Exception | None, expected: type[Exception]
) -> None:
    class Line:
        def open(self) -> None:
            if opening:
                raise opening

        def send_messages(self, _mails: list[Any]) -> None:
            if sending_:
                raise sending_

        def close(self) -> None: ...

    monkeypatch.setattr("nghitruong.outer.notices.gateways.get_connection", Line)
    with pytest.raises(expected) as told:
        SmtpGateway().send(parcel())
    assert "a@example.vn" not in str(told.value)


def test_a_web_gateway_that_is_not_there_has_taken_nothing() -> None:
    with pytest.raises(NotNowError):
        HttpGateway("http://127.0.0.1:1/", "token").send(parcel())


@pytest.mark.parametrize(
    ("status", "expected"),
    [(503, NotNowError), (429, NotNowError), (400, NeverError), (500, UnclearError), (200, None)],
)
def test_the_answer_of_a_web_gateway(status: int, expected: type[Exception] | None) -> None:
    with web_server(status) as (url, heard):
        if expected:
            with pytest.raises(expected):
                HttpGateway(url, "token").send(parcel())
        else:
            HttpGateway(url, "token").send(parcel())
    assert heard == [("Bearer token", "1-7", {"to": "a@example.vn", "text": "Nội dung", "key": "1-7"})]


def web_server(status: int) -> Any:
    """A gateway on a free port that answers every call with one status."""
    heard: list[Any] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            heard.append((self.headers["Authorization"], self.headers["Idempotency-Key"], body))
            self.send_response(status)
            self.end_headers()

        def log_message(self, *_: object) -> None: ...

    @contextmanager
    def running() -> Iterator[tuple[str, list[Any]]]:
        server = HTTPServer(("127.0.0.1", 0), Handler)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/", heard
        finally:
            server.shutdown()
            server.server_close()

    return running()
