"""What voters do without an account: send in, follow and leave, add words, stop messages."""

from datetime import date

import pytest

from nghitruong.domain.petitions import rules
from nghitruong.domain.petitions.actions import (
    Voter,
    Wish,
    add_words,
    follow_petition,
    leave_petition,
    stop_messages,
    submit_petition,
)
from nghitruong.domain.petitions.models import Follower, Petition, Sending
from nghitruong.foundation.audit.models import Line
from tests.cast import Cast
from tests.petitions.street import DRAIN, citizen, on, sent
from tests.petitions.test_verbs import refused


def submit(cast: Cast, **details: str) -> Petition:
    voice = submit_petition(
        citizen(cast), cast.council.pk, wish=Wish(DRAIN, title="Mương tắc"), voter=Voter("Bà Năm"), **details
    )
    return voice.petition


def test_a_sender_is_let_through_twenty_times_an_hour_and_others_are_not_held_up(cast: Cast) -> None:
    wish = {"wish": Wish(DRAIN), "voter": Voter(), "sender": "máy"}
    with on(date(2026, 6, 1), 5):
        for _each in range(rules.MOST_AN_HOUR):
            submit(cast, sender="máy")
        assert refused(submit_petition, citizen(cast), cast.council.pk, **wish) == "petitions.too_often"
        assert (
            refused(follow_petition, citizen(cast), sent(cast), email="a@b.vn", sender="máy") == "petitions.too_often"
        )
        submit(cast, sender="người khác")
    with on(date(2026, 6, 1), 7):
        submit(cast, sender="máy")
        assert Sending.objects.count() == 1


def test_a_form_that_is_sent_twice_is_one_petition(cast: Cast) -> None:
    submit(cast, key="k")
    again = {"wish": Wish(DRAIN), "voter": Voter(), "key": "k"}
    assert refused(submit_petition, citizen(cast), cast.council.pk, **again) == "verbs.someone_was_faster"
    assert Petition.objects.count() == 1


def test_who_follows_leaves_again(cast: Cast) -> None:
    follower = follow_petition(citizen(cast), sent(cast), email="a@b.vn")
    assert not follower.is_confirmed
    assert refused(leave_petition, cast.hoa, follower) == "policy.not_allowed"
    leave_petition(citizen(cast), follower)
    assert not Follower.objects.exists()


def test_a_voter_adds_words_that_only_the_office_reads(cast: Cast) -> None:
    voice = sent(cast).voices.get()
    assert refused(add_words, cast.hoa, voice, text="Thêm") == "policy.not_allowed"
    assert refused(add_words, citizen(cast), voice, text=" ") == "petitions.no_wish"
    assert refused(add_words, citizen(cast), voice, text="x" * 2001) == "petitions.too_long"
    for _each in range(rules.MOST_ADDED):
        remark = add_words(citizen(cast), voice, text="Chỗ tắc ở gần trường học.")
    assert (remark.is_from_voter, remark.by) == (True, "")
    assert refused(add_words, citizen(cast), voice, text="Nữa") == "petitions.many_words"


def test_a_voter_stops_messages_and_the_ledger_keeps_no_address(cast: Cast) -> None:
    voice = sent(cast).voices.get()
    assert refused(stop_messages, cast.hoa, voice) == "policy.not_allowed"
    stop_messages(citizen(cast), voice)
    voice.refresh_from_db()
    assert (voice.phone, voice.email, voice.name) == ("", "", "Nguyễn Thị Dân")
    assert not [line for line in Line.objects.all() if "0912345678" in str(line.__dict__)]


@pytest.mark.parametrize(("text", "code"), [("", "petitions.no_wish"), ("x", "")])
def test_added_words_are_some_words(text: str, code: str) -> None:
    refusal = rules.may_add_words(text, added=0).refusal
    assert (refusal.code if refusal else "") == code
