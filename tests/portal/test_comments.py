"""Comments as the public leaves and finds them, and the queue in which the office reads them."""

from html import unescape

import pytest
from django.http import HttpResponse
from django.test import Client

from nghitruong.domain.petitions import rules
from nghitruong.domain.petitions.actions import release_comment, switch_comments, write_comment
from nghitruong.domain.petitions.models import Comment, Petition, Sending
from tests.cast import Cast, signed_in
from tests.petitions.street import citizen, recorded, sent
from tests.portal.test_petitions import LIST, one

pytestmark = pytest.mark.django_db

WORDS = "Mương này tắc ba năm rồi, nhà nào ở gần cũng bị ngập."
QUEUE = "/kien-nghi/y-kien/"


def shown(answer: object) -> str:
    assert isinstance(answer, HttpResponse)
    return unescape(answer.content.decode())


@pytest.fixture
def petition(cast: Cast) -> Petition:
    switch_comments(cast.minh, cast.council.pk, is_on=True)
    return sent(cast)


def say(petition: Petition, **changes: str) -> HttpResponse:
    answer = Client().post(f"{one(petition)}y-kien/", {"text": WORDS, "by": "Bà Sáu", "khoa": "k1", **changes})
    assert isinstance(answer, HttpResponse)
    return answer


def test_without_the_switch_there_is_no_form_and_no_word_of_it(cast: Cast) -> None:
    petition = sent(cast)
    assert "Góp ý kiến" not in shown(Client().get(one(petition)))
    assert say(petition).status_code == 404
    assert not Comment.objects.exists()


@pytest.mark.slow
def test_a_comment_waits_until_it_was_read(cast: Cast, petition: Petition) -> None:
    assert "Chưa có ý kiến nào" in shown(Client().get(one(petition)))
    assert "Cảm ơn ông, bà" in shown(say(petition))
    assert WORDS not in shown(Client().get(one(petition)))
    office = signed_in(cast.minh)
    assert "1 ý kiến của người dân chờ đọc" in shown(office.get("/"))
    page = shown(office.get(QUEUE))
    for words in (WORDS, "Bà Sáu", petition.code):
        assert words in page
    comment = Comment.objects.get()
    assert office.post(f"{QUEUE}{comment.pk}/dang/").status_code == 302
    page = shown(Client().get(one(petition)))
    assert WORDS in page
    assert "Bà Sáu" in page
    grounds = shown(office.get(f"{QUEUE}{comment.pk}/khong-dang/"))
    assert "Xúc phạm" in grounds
    assert office.post(f"{QUEUE}{comment.pk}/khong-dang/", {"ground": "x"}).status_code == 400
    assert office.post(f"{QUEUE}{comment.pk}/khong-dang/", {"ground": "insult"}).status_code == 302
    assert WORDS not in shown(Client().get(one(petition)))
    assert "Xúc phạm" in shown(office.get(f"{QUEUE}?loc=refused"))


def test_a_form_sent_twice_says_it_once_and_what_is_wrong_stays_in_the_form(cast: Cast, petition: Petition) -> None:
    say(petition)
    assert say(petition).status_code == 200
    assert Comment.objects.count() == 1
    for changes, words in (
        ({"text": "Gọi 0912 345 678"}, "0912 345 678"),
        ({"text": "Tôi tố cáo ông A"}, "Không tố cáo ở đây"),
        ({"text": ""}, "Bà Sáu"),
        ({"text": "x" * 1001}, "Bà Sáu"),
    ):
        answer = say(petition, khoa="k2", **changes)
        assert answer.status_code == 400
        assert words in shown(answer)
    assert Comment.objects.count() == 1


def test_a_long_key_is_known_again_after_its_hour(cast: Cast, petition: Petition) -> None:
    for _time in range(2):
        assert say(petition, khoa="k" * 10_000).status_code == 200
        Sending.objects.all().delete()
    assert Comment.objects.count() == 1


def test_html_is_text_and_a_name_in_it_is_pointed_out_to_the_office(cast: Cast, petition: Petition) -> None:
    say(petition, text="<script>alert(1)</script> Anh Nguyễn Văn Bình ở tổ 3 biết rõ.")
    office = signed_in(cast.minh)
    assert b"<script>alert" not in office.get(QUEUE).content
    assert "Có thể là thông tin cá nhân" in shown(office.get(QUEUE))
    release_comment(cast.minh, Comment.objects.get())
    assert b"<script>alert" not in Client().get(one(petition)).content


@pytest.mark.slow
def test_a_machine_is_stopped_with_a_sentence(cast: Cast, petition: Petition) -> None:
    for number in range(rules.MOST_AN_HOUR):
        say(petition, khoa=f"k{number}")
    answer = say(petition, khoa="more")
    assert answer.status_code == 409
    assert WORDS in shown(answer)


def test_what_is_not_public_has_no_comments(cast: Cast, petition: Petition) -> None:
    (hidden,) = recorded(cast, "Đèn đường hẻm 12 hỏng đã hai tuần, đề nghị thay.")
    assert Client().get(f"{one(hidden)}y-kien/").status_code == 404


def test_others_do_not_read_the_queue(cast: Cast, petition: Petition) -> None:
    say(petition)
    for actor in (cast.hoa, cast.an, cast.kien):
        assert signed_in(actor).get(QUEUE).status_code == 404
    assert Client().get(QUEUE).status_code == 302


def test_many_comments_are_read_page_by_page(cast: Cast, petition: Petition) -> None:
    for number in range(21):
        release_comment(cast.minh, write_comment(citizen(cast), petition, text=f"Ý kiến thứ {number} về mương."))
    page = shown(Client().get(one(petition)))
    assert "Ý kiến thứ 20" in page
    assert "Ý kiến thứ 0 " not in page
    assert len(page.encode()) < 40_000
    assert LIST in page
