"""Public petitions: what everybody reads of them, and that who asked is nowhere in it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.html import strip_tags

from nghitruong.domain.petitions.actions import (
    accept_promise,
    accept_reply,
    amend_petition,
    close_petition,
    inform_voters,
    merge_petition,
    publish_petition,
    rate_answer,
    return_reply,
    turn_into_letter,
    withhold_petition,
)
from nghitruong.domain.petitions.actions.parts import Wish
from nghitruong.domain.petitions.models import Petition
from tests.cast import Cast, signed_in
from tests.petitions.street import DONE, DRAIN, DUE, PROMISE, citizen, on, recorded, replied, sent, sorted_one
from tests.portal.test_pages import HOME, page

LIST = f"{HOME}kien-nghi/"
CANARIES = ("Nguyễn Thị Dân", "0912345678", "12/4 đường số 9", "Hội nghị khu phố 7")
"""Who asked, and where it was said: the voter of every petition of street.py."""


def one(petition: Petition) -> str:
    return f"{LIST}{petition.code}/"


def accepted(cast: Cast) -> Petition:
    petition = replied(cast)
    with on(date(2026, 6, 26)):
        accept_reply(cast.minh, petition)
        inform_voters(cast.minh, petition)
        return close_petition(cast.minh, petition)


def promised(cast: Cast) -> Petition:
    petition = replied(cast, PROMISE)
    with on(date(2026, 6, 26)):
        return accept_promise(cast.minh, petition)


def late(cast: Cast) -> Petition:
    petition = replied(cast, replace(DONE, late_reason="Chờ kinh phí"), DUE + timedelta(days=12))
    with on(DUE + timedelta(days=13)):
        return accept_reply(cast.minh, petition)


BUILDS = [sent, replied, accepted, promised, late]


@pytest.mark.parametrize("build", BUILDS)
def test_who_asked_stands_on_no_public_page(cast: Cast, build: Callable[[Cast], Petition]) -> None:
    petition = build(cast)
    Petition.objects.filter(pk=petition.pk).update(text=f"{DRAIN} Tôi là Nguyễn Thị Dân, số 0912345678.")
    code = petition.voices.get().private_code
    for address in (HOME, LIST, f"{LIST}so-lieu/", one(petition), f"{LIST}?tim=mương", f"{HOME}tim-kiem/?q=muong"):
        shown = page(address)
        for canary in (*CANARIES, code):
            assert canary not in shown, (address, canary)


@pytest.mark.parametrize("words", ["0912345678", "nguyen thi dan", "12/4"])
def test_no_search_tells_who_asked(cast: Cast, words: str) -> None:
    text = f"{DRAIN} Tôi là Nguyễn Thị Dân, nhà 12/4, số 0912345678."
    petition = recorded(cast, text)[0]
    amend_petition(cast.minh, petition, wish=Wish(text, title="Sửa mương", public_text=DRAIN))
    publish_petition(cast.minh, petition)
    assert "Sửa mương" in page(f"{LIST}?tim=MUONG thoát")
    assert "Không thấy" in page(f"{LIST}?tim={words}")


def test_pages_need_no_cookie_and_are_the_same_for_everybody(cast: Cast) -> None:
    petition = promised(cast)
    for address in (LIST, f"{LIST}so-lieu/", one(petition), f"{LIST}tra-cuu/"):
        nobody = Client().get(address)
        assert (nobody.status_code, dict(nobody.cookies)) == (200, {}), address
        assert signed_in(cast.minh).get(address).content == nobody.content
        assert Client().post(address).status_code == 405


def test_an_agency_is_named_once_it_has_the_petition(cast: Cast) -> None:
    petition = sorted_one(cast)
    publish_petition(cast.minh, petition)
    assert "Chuyển Ủy ban nhân dân" not in page(one(petition))
    assert "Chuyển Ủy ban nhân dân" in page(one(sent(cast)))


def test_the_steps_say_where_it_stands_and_how_late_it_was(cast: Cast) -> None:
    with on(date(2026, 6, 20)):
        shown = page(one(sent(cast)))
    for words in ("Bước 3 trong 5", "Tiếp nhận", "Chuyển Ủy ban nhân dân phường Sen Hồng", "hạn 03/07/2026"):
        assert words in shown, words
    petition = late(cast)
    shown = page(one(petition))
    assert "15/07/2026, chậm 12 ngày" in shown
    assert "Chờ kinh phí" in shown
    assert "Biên bản nghiệm thu 12/BB-UBND" in shown


def test_an_overdue_answer_and_an_overdue_promise_are_told(cast: Cast) -> None:
    waiting, kept = sent(cast), promised(cast)
    with on(DUE + timedelta(days=12)):
        assert "Trả lời chậm 12 ngày" in page(one(waiting))
        assert "Đang giải quyết, xong trước 31/08/2026" in page(one(kept))
        assert "Bước 4 trong 5" in page(one(kept))
    with on(date(2026, 9, 10)):
        assert "hẹn 31/08/2026, chậm 10 ngày" in page(one(kept))
        assert "Chưa xong theo ngày đã hẹn" in page(LIST)


def test_an_answer_is_tentative_until_it_is_accepted_and_gone_when_sent_back(cast: Cast) -> None:
    petition = replied(cast)
    assert "HĐND đang kiểm tra" in page(one(petition))
    return_reply(cast.minh, petition, reason="Chưa nêu ngày")
    shown = page(one(petition))
    assert DONE.text not in shown
    assert "Chưa nêu ngày" not in shown


@pytest.mark.slow
def test_numbers_are_those_of_the_list(cast: Cast) -> None:
    for build in BUILDS:
        build(cast)
    with on(date(2026, 6, 30)):
        shown = page(LIST)
        assert "4 <small>trong 5 kiến nghị" in shown
        for group, count in {"done": 3, "working": 1, "explained": 0, "waiting": 1, "late": 0}.items():
            assert page(f"{LIST}?nhom={group}").count("dated__title") == count, group
    with on(DUE + timedelta(days=1)):
        assert page(f"{LIST}?nhom=late").count("dated__title") == 1
        assert "4 <small>trong 5" in page(HOME)


@pytest.mark.slow
def test_a_share_is_shown_from_ten_voters_on(cast: Cast) -> None:
    petition = accepted(cast)
    voter = petition.voices.get()
    (reply,) = petition.replies.all()
    for number in range(10):
        voice = petition.voices.create(
            council=cast.council, private_code=f"AAAAA{number}", forget_after=voter.forget_after
        )
        rate_answer(citizen(cast), reply, voice=voice, verdict="satisfied" if number else "unsatisfied")
        shown = page(one(petition)), page(f"{LIST}so-lieu/")
        assert [("%)" in shown[0]), ("90,00%" in shown[1])] == [number == 9] * 2
    assert "9 trên 10 cử tri đánh giá là hài lòng (90,00%)" in shown[0]


def test_a_code_that_is_not_shown_says_why(cast: Cast) -> None:
    waiting = recorded(cast)[0]
    assert "đang được kiểm tra trước khi công khai" in page(one(waiting))
    hidden = withhold_petition(cast.minh, sent(cast), reason="Có bí mật đời tư")
    letter = turn_into_letter(cast.minh, recorded(cast, "Tố cáo ông Nguyễn Văn Xấu nhận tiền")[0], reason="Tố cáo")
    for petition in (hidden, letter):
        shown = page(one(petition))
        assert "Nội dung này không công khai" in shown
        for words in (petition.title, petition.state_reason):
            assert words not in shown
    goes_on = sent(cast)
    equal = merge_petition(cast.minh, recorded(cast)[0], into=goes_on)
    assert f'href="{one(goes_on)}"' in page(one(equal))
    for petition in (waiting, hidden, letter, equal):
        assert petition.code not in page(LIST)


def test_an_unknown_code_says_what_codes_look_like(cast: Cast) -> None:
    answer = Client().get(f"{LIST}SH-26-9999/")
    assert answer.status_code == 404
    assert "Không thấy mã SH-26-9999. Mã có dạng BM-26-0087" in answer.content.decode()
    petition = sent(cast)
    bare = petition.code.replace("-", "").lower()
    for typed in (f" {petition.code.lower()} ", bare, petition.code.replace("-", " ")):
        found = Client().get(f"{LIST}tra-cuu/", {"ma": typed})
        assert (found.status_code, found["Location"]) == (302, one(petition)), typed
    assert Client().get(f"{LIST}tra-cuu/?ma=<b>x").status_code == 404
    assert Client().get(f"/cong/990002/kien-nghi/{petition.code}/").status_code == 404


def test_html_in_a_petition_is_text(cast: Cast) -> None:
    petition = recorded(cast, "Đề nghị <script>alert(1)</script> sửa đường")[0]
    publish_petition(cast.minh, petition)
    for address in (LIST, one(petition)):
        assert "<script>alert" not in page(address)
        assert "&lt;script&gt;alert" in page(address)


def test_a_list_asks_the_same_for_one_row_and_for_twenty(cast: Cast) -> None:
    counts = []
    for text in ("Đèn đường hỏng số", "Đường hỏng số"):
        for petition in recorded(cast, *(f"{text} {number}" for number in range(10))):
            publish_petition(cast.minh, petition)
        cache.clear()
        with CaptureQueriesContext(connection) as asked:
            page(LIST)
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 9


def test_areas_are_circles_with_the_same_numbers_in_a_table_and_each_opens_its_list(cast: Cast) -> None:
    first, second = (sent(cast, f"Đèn đường số {number} hỏng, đề nghị thay.") for number in (1, 2))
    Petition.objects.filter(pk=first.pk).update(neighbourhood="Khu phố 10")
    Petition.objects.filter(pk=second.pk).update(neighbourhood="Khu phố 9 & chợ")
    cache.clear()
    shown = page(f"{LIST}so-lieu/")
    circle = shown[shown.index('<span class="areas__name">Khu phố 10') :].partition("</a>")[0]
    assert strip_tags(circle) == "Khu phố 10 1 kiến nghị, 0 đã có trả lời, 1 quá hạn"
    assert shown.index('areas__name">Khu phố 9') < shown.index('areas__name">Khu phố 10'), "9 comes before 10"
    assert "Đây không phải bản đồ" in shown
    opened = f"{LIST}?noi=Khu+ph%E1%BB%91+9+%26+ch%E1%BB%A3&amp;nhom=late"
    assert opened in shown
    assert second.title in page(opened.replace("&amp;", "&"))
    assert first.title not in page(opened.replace("&amp;", "&"))


def test_a_deputys_numbers_open_their_petitions(cast: Cast) -> None:
    on_time, waiting = replied(cast), sent(cast, "Đèn đường số 2 hỏng, đề nghị thay.")
    accept_reply(cast.minh, on_time)
    Petition.objects.filter(pk__in=[on_time.pk, waiting.pk]).update(in_charge_id=cast.hoa.mandate_id)
    cache.clear()
    slug = "le-thi-hoa"
    shown = page(f"{HOME}dai-bieu/{slug}/")
    for words in ("phụ trách theo dõi", "trả lời đúng hạn", f"?dai-bieu={slug}"):
        assert words in shown
    every = page(f"{LIST}?dai-bieu={slug}")
    assert on_time.title in every
    assert waiting.title in every
    answered = page(f"{LIST}?dai-bieu={slug}&nhom=answered")
    assert on_time.title in answered
    assert waiting.title not in answered
    assert on_time.title not in page(f"{LIST}?dai-bieu=khong-co-ai")
