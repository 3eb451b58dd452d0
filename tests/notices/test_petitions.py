"""What voters and agencies are told of petitions, and what no message may hold."""

from collections.abc import Iterator

import pytest

from nghitruong.domain.petitions.actions import (
    Voter,
    Wish,
    accept_reply,
    confirm_following,
    follow_petition,
    recall_petitions,
    return_reply,
    submit_petition,
)
from nghitruong.kernel import clock
from nghitruong.outer.notices.gateways import RecordingGateway
from nghitruong.outer.notices.matrix import Channel
from nghitruong.outer.notices.models import Message
from nghitruong.outer.notices.telling import listen
from tests.cast import Cast, add_officer, build_cast
from tests.notices.post import NOON, gateways, give_addresses, read_and_send
from tests.petitions.street import DONE, DRAIN, citizen, replied, sent

pytestmark = pytest.mark.django_db(transaction=True)
Post = dict[Channel, RecordingGateway]
VOTER = Voter("Bà Phạm Thị Lý", "0912345678")


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    cast = build_cast()
    add_officer(cast.council, cast.agency, "Ngô Thị Trưởng", is_leader=True)
    give_addresses()
    listen()
    return cast


@pytest.fixture(autouse=True)
def post() -> Iterator[Post]:
    with gateways() as kept, clock.standing_at(NOON):
        yield kept


def test_a_voter_gets_the_codes_of_what_she_sent(cast: Cast, post: Post) -> None:
    voice = submit_petition(citizen(cast), cast.council.pk, wish=Wish(DRAIN, title="Mương tắc"), voter=VOTER)
    read_and_send()
    (text,) = [each.text for each in post[Channel.SMS].sent]
    assert voice.petition.code in text
    assert voice.private_code in text
    assert len(text) <= 160
    assert text.isascii()


def test_voters_and_followers_hear_of_the_accepted_answer_once(cast: Cast, post: Post) -> None:
    petition = replied(cast)
    follower = follow_petition(citizen(cast), petition, email="theo@doi.vn")
    follow_petition(citizen(cast), petition, email="chua@xacnhan.vn")
    confirm_following(citizen(cast), follower)
    accept_reply(cast.minh, petition)
    read_and_send()
    read_and_send()
    assert [petition.code in each.text for each in post[Channel.SMS].sent] == [True]
    assert not [each for each in post[Channel.MAIL].sent if "chua@xacnhan.vn" in str(each) and DONE.text in each.text]
    mails = [each for each in post[Channel.MAIL].sent if "theo@doi.vn" in str(each) and DONE.text in each.text]
    assert follower.leave_code in mails[0].text
    assert len(mails) == Message.objects.filter(kind="petition_followed").count() == 1
    assert all("0912345678" not in each.text for each in mails)


def test_the_first_mail_asks_whether_the_address_is_hers(cast: Cast, post: Post) -> None:
    petition = sent(cast)
    follower = follow_petition(citizen(cast), petition, email="theo@doi.vn")
    follow_petition(citizen(cast), petition, email="theo@doi.vn")
    read_and_send()
    (mail,) = [each for each in post[Channel.MAIL].sent if "theo@doi.vn" in str(each)]
    assert follower.confirm_code in str(mail)
    assert follower.leave_code not in str(mail)
    assert "7 ngày" in mail.text
    assert not post[Channel.SMS].sent


def test_an_answer_that_is_not_accepted_is_told_to_no_voter(cast: Cast) -> None:
    petition = replied(cast)
    return_reply(cast.minh, petition, reason="Chung chung")
    read_and_send()
    assert not Message.objects.filter(kind="petition_answered").exists()
    assert Message.objects.filter(kind="answered").exists(), "the agency hears that it came back"


def test_the_agency_hears_of_what_was_sent_and_no_message_names_a_voter(cast: Cast) -> None:
    sent(cast)
    read_and_send()
    texts = [f"{each.subject} {each.text}" for each in Message.objects.all()]
    assert any("Mương thoát nước" in text for text in texts)
    assert not [text for text in texts if "Nguyễn Thị Dân" in text or "0912345678" in text]


def test_what_was_taken_back_is_told_to_nobody_outside(cast: Cast, post: Post) -> None:
    petition = sent(cast)
    with clock.standing_at(petition.forwarded_at or NOON):
        recall_petitions(cast.minh, cast.council.pk, codes=[petition.code])
    read_and_send()
    assert not [each for each in post[Channel.MAIL].sent if petition.title in each.text]
