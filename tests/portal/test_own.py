"""A voter's own page, opened by the private code; following by mail and leaving again."""

from datetime import date

import pytest
from django.test import Client

from nghitruong.domain.petitions.actions import accept_promise, follow_petition, merge_petition, publish_petition
from nghitruong.domain.petitions.models import Follower, Petition, Rating, Remark
from tests.cast import Cast
from tests.petitions.street import PROMISE, citizen, on, recorded, replied, sent
from tests.portal.test_pages import HOME
from tests.portal.test_petitions import LIST, accepted, one


def opened(petition: Petition, code: str = "") -> Client:
    """A browser in which the voter has typed the private code of the receipt."""
    client = Client()
    private = petition.voices.get().private_code
    address = f"{LIST}{code or petition.code}/rieng/"
    answer = client.post(address, {"private_code": f" {private[:3]} {private[3:].lower()} "})
    assert (answer.status_code, answer["Location"]) == (302, address)
    return client


def seen(client: Client, petition: Petition, part: str = "") -> str:
    answer = client.get(f"{one(petition)}rieng/{part}")
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-store"
    text: str = answer.content.decode()
    return text


def test_the_private_code_opens_the_own_contact_and_nothing_else_does(cast: Cast) -> None:
    petition = sent(cast)
    shown = seen(opened(petition), petition)
    for words in ("Nguyễn Thị Dân", "0912345678", "12/4 đường số 9"):
        assert words in shown
    assert "Nguyễn Thị Dân" not in seen(Client(), petition)
    other = sent(cast)
    stranger = opened(other)
    stranger.cookies["phieu"]["path"] = "/"
    assert "Nguyễn Thị Dân" not in seen(stranger, petition)


def test_five_wrong_codes_pause_the_petition_and_the_address(cast: Cast) -> None:
    petition, other = sent(cast), sent(cast)
    right = petition.voices.get().private_code
    told = [Client().post(f"{one(petition)}rieng/", {"private_code": "AAAAAA"}) for _each in range(5)]
    assert "Mã riêng này không đúng" in told[0].content.decode()
    assert [answer.status_code for answer in told] == [400] * 5
    for address in (f"{one(petition)}rieng/", f"{one(other)}rieng/"):
        answer = Client().post(address, {"private_code": right})
        assert answer.status_code == 403
        assert "Thử lại lúc" in answer.content.decode()
    elsewhere = Client(REMOTE_ADDR="203.0.113.9")
    assert elsewhere.post(f"{one(petition)}rieng/", {"private_code": right}).status_code == 403
    assert elsewhere.get(f"{one(petition)}ma/{right}/")["Location"] == f"{one(petition)}rieng/"
    assert "phieu" not in elsewhere.cookies


def test_the_address_of_the_qr_code_opens_and_leaves_no_trace(cast: Cast) -> None:
    petition = sent(cast)
    private = petition.voices.get().private_code
    client = Client()
    answer = client.get(f"{one(petition)}ma/{private}/")
    assert answer["Location"] == f"{one(petition)}rieng/"
    assert (answer["Referrer-Policy"], answer["Cache-Control"]) == ("no-referrer", "no-store")
    cookie = answer.cookies["phieu"]
    assert (cookie["path"], cookie["httponly"]) == (f"{one(petition)}rieng/", True)
    assert private not in cookie.value
    assert "Nguyễn Thị Dân" in seen(client, petition)
    assert private not in seen(client, petition)
    assert private in seen(client, petition, "phieu/")


def test_a_voter_whose_petition_was_merged_sees_how_the_other_goes_on(cast: Cast) -> None:
    goes_on = sent(cast)
    Petition.objects.filter(pk=goes_on.pk).update(text="Lời của người khác")
    equal = recorded(cast, "Mương trước nhà tôi tắc, xin sửa giúp.")[0]
    private = equal.voices.get().private_code
    merge_petition(cast.minh, equal, into=goes_on)
    client = Client()
    client.get(f"{one(equal)}ma/{private}/")
    shown = seen(client, equal)
    assert "Mương trước nhà tôi tắc" in shown
    assert "Bước 3 trong 5" in shown
    assert "Lời của người khác" not in shown


def test_the_voter_judges_and_says_why_not(cast: Cast) -> None:
    petition = accepted(cast)
    client = opened(petition)
    address = f"{one(petition)}rieng/danh-gia/"
    assert client.post(address, {"verdict": "unsatisfied"}).status_code == 400
    assert client.post(address, {"verdict": "unsatisfied", "reason": "vague"}).status_code == 302
    assert Rating.objects.values_list("verdict", "reason").get() == ("unsatisfied", "vague")
    client.post(address, {"verdict": "satisfied", "reason": "vague"})
    assert Rating.objects.values_list("verdict", "reason").get() == ("satisfied", "")
    assert Client().post(address, {"verdict": "satisfied"}).status_code == 302
    assert Rating.objects.count() == 1


def test_on_the_promised_day_the_question_is_whether_it_is_done(cast: Cast) -> None:
    petition = replied(cast, PROMISE)
    with on(date(2026, 6, 26)):
        accept_promise(cast.minh, petition)
        assert "Việc này đã làm xong chưa?" not in seen(opened(petition), petition)
    with on(date(2026, 8, 31)):
        client = opened(petition)
        assert "Việc này đã làm xong chưa?" in seen(client, petition)
        client.post(f"{one(petition)}rieng/danh-gia/", {"verdict": "unsatisfied"})
    assert Rating.objects.values_list("verdict", "reason").get() == ("unsatisfied", "not_as_said")


def test_the_voter_adds_words_stops_messages_and_closes_the_page(cast: Cast) -> None:
    petition = sent(cast)
    client = opened(petition)
    assert client.post(f"{one(petition)}rieng/bo-sung/", {"text": ""}).status_code == 400
    client.post(f"{one(petition)}rieng/bo-sung/", {"text": "Chỗ tắc gần <b>trường</b>."})
    assert Remark.objects.get().is_from_voter
    assert "Chỗ tắc" not in Client().get(one(petition)).content.decode()
    client.post(f"{one(petition)}rieng/dung-tin/")
    assert "0912345678" not in seen(client, petition)
    client.post(f"{one(petition)}rieng/dong/")
    assert "Nguyễn Thị Dân" not in seen(client, petition)


@pytest.mark.parametrize("part", ["rieng/", "rieng/danh-gia/", "rieng/bo-sung/", "rieng/dung-tin/", "theo-doi/"])
def test_a_form_of_another_site_is_refused(cast: Cast, part: str) -> None:
    petition = sent(cast)
    strict = Client(enforce_csrf_checks=True)
    private = petition.voices.get().private_code
    strict.get(f"{one(petition)}ma/{private}/")
    fields = {"private_code": private, "email": "a@b.vn", "text": "x", "verdict": "satisfied"}
    assert strict.post(f"{one(petition)}{part}", fields).status_code == 403


def test_following_waits_for_its_confirmation_and_ends_by_its_code(cast: Cast) -> None:
    petition = sent(cast)
    assert Client().post(f"{one(petition)}theo-doi/", {"email": "không phải"}).status_code == 400
    assert "bấm liên kết trong thư" in Client().post(f"{one(petition)}theo-doi/", {"email": "a@b.vn"}).content.decode()
    follower = Follower.objects.get()
    assert not follower.is_confirmed
    confirm = f"{LIST}xac-nhan/{follower.confirm_code}/"
    assert "Đúng, xác nhận" in Client().get(confirm).content.decode()
    follower.refresh_from_db()
    assert not follower.is_confirmed, "a program that looks through mails opened it"
    for _each in range(2):
        assert "Địa chỉ đã được xác nhận" in Client().post(confirm).content.decode()
    follower.refresh_from_db()
    assert follower.is_confirmed
    leave = f"{LIST}thoi-theo-doi/{follower.leave_code}/"
    assert Client().get(leave).status_code == 200
    assert Follower.objects.exists()
    Client().post(leave)
    assert not Follower.objects.exists()
    assert "Địa chỉ đã được xóa" in Client().get(leave).content.decode()


def test_what_is_not_public_is_not_followed(cast: Cast) -> None:
    petition = recorded(cast)[0]
    assert Client().get(f"{one(petition)}theo-doi/").status_code == 404
    publish_petition(cast.minh, petition)
    assert Client().get(f"{one(petition)}theo-doi/").status_code == 200
    assert follow_petition(citizen(cast), petition, email="a@b.vn").leave_code not in (
        Client().get(one(petition)).content.decode()
    )


@pytest.mark.parametrize("address", ["quyen-rieng-tu/", "kien-nghi/khieu-nai-to-cao/"])
def test_pages_that_explain_are_everybodys(cast: Cast, address: str) -> None:
    answer = Client().get(HOME + address)
    assert (answer.status_code, dict(answer.cookies)) == (200, {})


def test_an_own_code_gives_no_endless_tries_at_those_of_others(cast: Cast) -> None:
    petition, other = sent(cast), sent(cast)
    own = petition.voices.get().private_code
    for _round in range(4):
        assert Client().post(f"{one(other)}rieng/", {"private_code": "AAAAAA"}).status_code == 400
        assert Client().post(f"{one(petition)}rieng/", {"private_code": own}).status_code == 302
    assert Client().post(f"{one(other)}rieng/", {"private_code": "AAAAAA"}).status_code == 400
    assert Client().post(f"{one(petition)}rieng/", {"private_code": own}).status_code == 403
