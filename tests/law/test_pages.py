"""The pages of the law: as owner, colleague, stranger, nobody; forms that say what is wrong; equal query counts."""

from datetime import date

import pytest
from django.test import Client
from django.test.utils import CaptureQueriesContext

from nghitruong.foundation.audit.models import Line
from nghitruong.foundation.law.actions import confirm_rule, override_rule
from nghitruong.foundation.law.models import Confirmation, DayCorrection, Override
from nghitruong.foundation.law.rules import Proposal
from nghitruong.kernel.decision import RefusedError
from tests.cast import Cast, signed_in

pytestmark = pytest.mark.django_db

PAPER = {"document_number": "05/NQ-HĐND", "document_date": "20/04/2026"}
RULE = "/quy-tac/vote.resolution/"
LIST_QUERIES = 6
"""The session, who asks, the council's unit, its own values, its confirmations, and the frame's open meeting."""


def body(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, address
    return response.content.decode()


def test_everybody_signed_in_reads_and_only_the_office_changes(cast: Cast) -> None:
    for actor, changes in ((cast.minh, True), (cast.lan, False), (cast.hoa, False), (cast.an, False)):
        page = body(signed_in(actor), RULE)
        assert "Tỷ lệ thông qua nghị quyết" in page
        assert ("/quy-tac/vote.resolution.2025/xac-nhan/" in page) is changes


def test_nobody_signs_in_first() -> None:
    for address in ("/quy-tac/", RULE, "/quy-tac/van-ban/", "/quy-tac/ngay-lam-viec/", "/vi-sao/1/"):
        response = Client().get(address)
        assert response.status_code == 302
        assert response["Location"].startswith("/dang-nhap/?next=")


def test_the_list_shows_value_article_and_doubt(cast: Cast) -> None:
    page = body(signed_in(cast.minh), "/quy-tac/?q=thong+qua+nghi+quyet&ngay=01/02/2025")
    assert "nhiều hơn 1/2 tổng số đại biểu" in page
    assert "Điều 91 Luật Tổ chức chính quyền địa phương số 77/2015/QH13" in page
    later = body(signed_in(cast.minh), "/quy-tac/?q=thong+qua+nghi+quyet&ngay=01/03/2025")
    assert "số 72/2025/QH15" in later
    assert "Chưa chắc chắn" in later


def test_filters_narrow_the_list(cast: Cast) -> None:
    override_rule(cast.minh, "session.documents", proposal=_seven())
    client = signed_in(cast.minh)
    own = body(client, "/quy-tac/?loc=rieng")
    assert "Gửi tài liệu kỳ họp đến đại biểu" in own
    assert "Tỷ lệ thông qua nghị quyết" not in own
    assert "Lề trái" in body(client, "/quy-tac/?chuong=documents")
    assert "Lề trái" not in body(client, "/quy-tac/?chuong=votes")
    assert "Không tìm thấy quy tắc" in body(client, "/quy-tac/?q=khongcogica")


def test_a_day_that_is_none_is_said_and_today_is_shown(cast: Cast) -> None:
    assert "31/02/2026" in body(signed_in(cast.minh), "/quy-tac/?ngay=31/02/2026")


@pytest.mark.parametrize(
    "address", ["/quy-tac/khong.co/", "/quy-tac/khong.co/xac-nhan/", "/quy-tac/gia-tri-rieng/9/thu-hoi/"]
)
def test_what_is_not_there_is_no_page(cast: Cast, address: str) -> None:
    body(signed_in(cast.minh), address, 404)


def test_the_clerk_confirms_and_takes_back(cast: Cast) -> None:
    client = signed_in(cast.minh)
    assert "nhiều hơn 1/2" in body(client, "/quy-tac/vote.resolution.2025/xac-nhan/")
    response = client.post("/quy-tac/vote.resolution.2025/xac-nhan/", PAPER)
    assert (response.status_code, response["Location"]) == (302, RULE)
    assert "05/NQ-HĐND" in body(client, RULE)
    found = Confirmation.objects.get()
    client.post(f"/quy-tac/xac-nhan/{found.pk}/thu-hoi/", {"why": "Nhầm văn bản"})
    assert "Nhầm văn bản" in body(client, RULE)


def test_the_clerk_gives_the_councils_own_value_and_takes_it_back(cast: Cast) -> None:
    client = signed_in(cast.minh)
    form = {**PAPER, "value": "7", "unit": "working_day", "valid_from": "04/05/2026"}
    response = client.post("/quy-tac/session.documents/gia-tri-rieng/", form)
    assert response["Location"] == "/quy-tac/session.documents/"
    assert "ít nhất 7 ngày làm việc trước ngày khai mạc kỳ họp" in body(client, "/quy-tac/session.documents/")
    own = Override.objects.get()
    client.post(f"/quy-tac/gia-tri-rieng/{own.pk}/thu-hoi/", {"why": "Ghi nhầm"})
    assert Override.objects.get().withdrawn_why == "Ghi nhầm"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"value": "sớm"}, "Đây không phải giá trị của quy tắc này"),
        ({"value": "45"}, "Ghi lý do"),
        ({"document_number": " "}, "error-summary"),
        ({"document_date": "32/13/2026"}, "error-summary"),
        ({"valid_from": "19/04/2026"}, "Không thể áp dụng trước ngày quyết định"),
    ],
)
def test_a_wrong_value_is_said_in_the_form(cast: Cast, changes: dict[str, str], said: str) -> None:
    form = {**PAPER, "value": "20", "unit": "calendar_day", "valid_from": "04/05/2026", **changes}
    response = signed_in(cast.minh).post("/quy-tac/petition.answer/gia-tri-rieng/", form)
    assert response.status_code == 200
    assert said in response.content.decode()
    assert not Override.objects.exists()


def test_what_the_law_fixes_is_refused_with_its_article(cast: Cast) -> None:
    form = {**PAPER, "value": "có", "valid_from": "04/05/2026", "note": "Cho tiện"}
    response = signed_in(cast.minh).post("/quy-tac/vote.proxy_allowed/gia-tri-rieng/", form)
    assert response.status_code == 409
    assert "Luật quy định giá trị này" in response.content.decode()


def test_others_may_not_even_by_address(cast: Cast) -> None:
    response = signed_in(cast.hoa).post("/quy-tac/vote.resolution.2025/xac-nhan/", PAPER)
    assert response.status_code == 403
    assert not Confirmation.objects.exists()


def test_a_stranger_sees_nothing_of_this_council(cast: Cast) -> None:
    own = override_rule(cast.minh, "session.documents", proposal=_seven())
    page = body(signed_in(cast.kien), "/quy-tac/session.documents/")
    assert "05/NQ-HĐND" not in page
    body(signed_in(cast.kien), f"/quy-tac/gia-tri-rieng/{own.pk}/thu-hoi/", 404)
    body(signed_in(cast.kien), f"/vi-sao/{Line.objects.get().pk}/", 404)


def test_why_reads_back_what_was_compared(cast: Cast) -> None:
    looser = Proposal(45, "calendar_day", "05/NQ-HĐND", date(2026, 4, 20), date(2026, 5, 4), note="Quyết định của tỉnh")
    override_rule(cast.minh, "petition.answer", proposal=looser)
    page = body(signed_in(cast.hoa), f"/vi-sao/{Line.objects.get().pk}/")
    assert "30 ngày" in page
    assert "khoản 1 Điều 50 Nghị quyết liên tịch số 72/2025" in page
    assert "Chưa đạt" in page


def test_why_an_attempt_was_refused_is_for_whoever_tried(cast: Cast) -> None:
    with pytest.raises(RefusedError):
        confirm_rule(cast.minh, "no.such.row", document_number="1", document_date=date(2026, 4, 20))
    line = Line.objects.get()
    assert "Việc này đã bị từ chối" in body(signed_in(cast.minh), f"/vi-sao/{line.pk}/")
    body(signed_in(cast.hoa), f"/vi-sao/{line.pk}/", 404)


def test_the_office_corrects_a_day_and_takes_it_back(cast: Cast) -> None:
    client = signed_in(cast.minh)
    client.post("/quy-tac/ngay-lam-viec/", {"day": "15/08/2026", "is_working": "1", "reason": "Trực phòng chống bão"})
    assert "Trực phòng chống bão" in body(client, "/quy-tac/ngay-lam-viec/?nam=2026")
    correction = DayCorrection.objects.get()
    client.post(f"/quy-tac/ngay-lam-viec/{correction.pk}/thu-hoi/", {"why": "Không làm bù nữa"})
    assert "Trực phòng chống bão" not in body(client, "/quy-tac/ngay-lam-viec/?nam=2026")


def test_instruments_of_a_day(cast: Cast) -> None:
    page = body(signed_in(cast.hoa), "/quy-tac/van-ban/?ngay=15/06/2025")
    assert "65/2025/QH15" in page
    assert "72/2025/QH15" not in page.replace("NQLT", "")


def test_the_list_costs_the_same_for_one_and_three_own_values(
    cast: Cast, django_assert_num_queries: CaptureQueriesContext
) -> None:
    client = signed_in(cast.minh)
    override_rule(cast.minh, "session.documents", proposal=_seven())
    body(client, "/quy-tac/")
    with django_assert_num_queries(LIST_QUERIES):  # type: ignore[operator]
        body(client, "/quy-tac/")
    for key in ("session.announce.regular", "session.announce.special"):
        override_rule(cast.minh, key, proposal=_seven())
    with django_assert_num_queries(LIST_QUERIES):  # type: ignore[operator]
        body(client, "/quy-tac/")


def _seven() -> Proposal:
    return Proposal(7, "calendar_day", "05/NQ-HĐND", date(2026, 4, 20), date(2026, 4, 20))
