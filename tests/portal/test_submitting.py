"""Five short pages to send a petition, without an account and without a script."""

import re
from html import unescape

from django.test import Client

from nghitruong.domain.petitions import rules
from nghitruong.domain.petitions.models import Petition, Sending, Voice
from tests.cast import Cast
from tests.petitions.street import DRAIN, recorded, sent
from tests.portal.test_petitions import LIST, one

SUBMIT = f"{LIST}gui/"
TYPED = {
    "text": "Đèn đường hẻm 12 khu phố 3 hỏng đã hai tuần, buổi tối rất tối.",
    "neighbourhood": "Khu phố 3",
    "place": "Hẻm 12",
    "name": "Trần Văn Canary",
    "phone": "0987 654 321",
    "email": "canary@example.vn",
}


class Walker:
    """Somebody who fills in what a page asks and presses its button; hidden fields come along as in a browser."""

    def __init__(self, **typed: str) -> None:
        self.client, self.typed = Client(), {**TYPED, **typed}
        self.answer = self.client.get(SUBMIT)

    @property
    def shown(self) -> str:
        return self.answer.content.decode()

    def press(self, **extra: str) -> "Walker":
        hidden = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', self.shown)
        asked = re.findall(r'name="(text|neighbourhood|place|name|phone|email)"', self.shown)
        fields = {name: self.typed[name] for name in asked} | {name: unescape(value) for name, value in hidden}
        self.answer = self.client.post(SUBMIT, fields | extra)
        return self

    def walk(self, pages: int) -> "Walker":
        for _each in range(pages):
            self.press()
        return self


def test_five_pages_lead_to_a_receipt(cast: Cast) -> None:
    walker = Walker()
    for words in ("Bước 1 trong 5", "Bước 2 trong 5", "Bước 4 trong 5", "Bước 5 trong 5"):
        assert words in walker.shown
        assert walker.answer["Cache-Control"] == "no-store"
        walker.press()
    assert not Petition.objects.filter(is_public=True).exists()
    voice = Voice.objects.get()
    receipt = f"{one(voice.petition)}rieng/phieu/"
    assert (walker.answer.status_code, walker.answer["Location"]) == (302, receipt)
    shown = walker.client.get(receipt).content.decode()
    for words in (voice.petition.code, voice.private_code, "<svg", "Đã nhận kiến nghị"):
        assert words in shown
    assert (voice.name, voice.phone, voice.email) == ("Trần Văn Canary", "0987654321", "canary@example.vn")
    assert voice.petition.neighbourhood == "Khu phố 3"
    assert voice.petition.topic == "dien_chieu_sang"
    for address in (LIST, one(voice.petition), f"{LIST}so-lieu/"):
        assert "Canary" not in Client().get(address).content.decode()


def test_what_has_to_be_corrected_is_said_and_nothing_is_lost(cast: Cast) -> None:
    walker = Walker(text="Ngắn quá").press()
    assert walker.answer.status_code == 400
    assert "Ngắn quá" in walker.shown
    walker.typed["text"] = TYPED["text"]
    walker.walk(2)
    walker.typed |= {"phone": "12", "email": "x", "name": ""}
    walker.press()
    for words in ("Bước 4 trong 5", "Số điện thoại gồm 10 chữ số", "Địa chỉ thư chưa đúng"):
        assert words in walker.shown
    walker.press(lui="1")
    assert TYPED["text"] in walker.shown
    assert not Petition.objects.exists()


def test_equal_ones_are_shown_when_they_are_public(cast: Cast) -> None:
    recorded(cast)
    assert "Bước 4 trong 5" in Walker(text=DRAIN, place="").walk(2).shown
    public = sent(cast)
    walker = Walker(text=DRAIN, place="").walk(2)
    for words in ("Bước 3 trong 5", "Đã có 1 kiến nghị giống", f"{one(public)}theo-doi/", "Vẫn gửi"):
        assert words in walker.shown
    assert "Bước 4 trong 5" in walker.press().shown


def test_personal_data_are_taken_out_of_what_is_proposed_for_everybody(cast: Cast) -> None:
    walker = Walker(text=f"{TYPED['text']} Gọi tôi số 0911222333.").walk(3)
    assert "Bản dự kiến công khai" in walker.shown
    walker.press()
    petition = Petition.objects.get()
    assert "0911222333" in petition.text
    assert "0911222333" not in f"{petition.public_text} {petition.title} {petition.public_folded}"


def test_a_denunciation_is_led_elsewhere_and_kept_nowhere(cast: Cast) -> None:
    walker = Walker(text="Tôi tố cáo ông Nguyễn Văn Xấu nhận tiền của dân.").press()
    assert "Đây là kiến nghị, không phải khiếu nại hay tố cáo" in walker.shown
    assert f"{LIST}khieu-nai-to-cao/" in walker.shown
    assert "Bước 1 trong 5" in walker.shown
    assert not Petition.objects.exists()
    assert "Bước 2 trong 5" in walker.press(is_petition="on").shown


def test_a_form_that_is_sent_twice_leads_to_the_first_receipt(cast: Cast) -> None:
    walker = Walker().walk(3)
    page = walker.answer
    first = walker.press().answer["Location"]
    walker.answer = page
    assert walker.press().answer["Location"] == first
    assert Petition.objects.count() == 1


def test_html_in_a_petition_is_text_on_every_page(cast: Cast) -> None:
    walker = Walker(text=f"<script>alert(1)</script> {TYPED['text']}", place='"><img src=x>')
    for _page in range(4):
        assert "<script>alert" not in walker.shown
        assert "<img src=x" not in walker.shown
        walker.press()
    shown = walker.client.get(walker.answer["Location"]).content.decode()
    assert "<script>alert" not in shown


def test_five_thousand_from_one_address_are_a_sentence_and_what_was_typed_stays(cast: Cast) -> None:
    walker = Walker().walk(3)
    page = walker.answer
    walker.press()
    sender = Sending.objects.get().sender
    Sending.objects.bulk_create(
        Sending(council=cast.council, sender=sender, key=f"k{number}") for number in range(rules.MOST_AN_HOUR)
    )
    page = Walker(name="Bà Sáu").walk(3)
    page.press()
    assert page.answer.status_code == 409
    assert "Trong một giờ qua địa chỉ này đã gửi quá nhiều" in page.shown
    for words in (TYPED["text"], "Bà Sáu", "Hẻm 12"):
        assert words in page.shown
    assert Petition.objects.count() == 1


def test_a_form_of_another_site_is_refused(cast: Cast) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(SUBMIT, TYPED | {"buoc": "5"}).status_code == 403


def test_any_page_number_is_answered(cast: Cast) -> None:
    for number in ("0", "-1", "9", "²", "x"):
        assert Client().post(SUBMIT, {"buoc": number, "lui": number}).status_code in (200, 400)
