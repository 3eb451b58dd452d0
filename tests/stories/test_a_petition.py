"""One petition's whole life through the pages: late by four days, returned, answered again, judged, counted."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from nghitruong.domain.petitions.actions import rate_answer
from nghitruong.domain.petitions.lifecycle import Verdict
from nghitruong.domain.petitions.models import Petition
from nghitruong.foundation.audit.actions import seal_ledger
from nghitruong.foundation.audit.queries import check_ledger
from tests.cast import Cast, add_officer, signed_in
from tests.petitions.street import citizen, on

pytestmark = pytest.mark.django_db

MEETING, SENT, DUE, LATE, AGAIN, END = (
    date(2026, 6, 1),
    date(2026, 6, 3),
    date(2026, 7, 3),
    date(2026, 7, 7),
    date(2026, 7, 10),
    date(2026, 7, 13),
)
MINUTES = """1. Bà Phạm Thị Lý (tổ 3, ĐT 0912 345 678): Mương thoát nước đường số 9 bị tắc, đề nghị phường nạo vét.
2. Cử tri khen đội vệ sinh làm việc chăm chỉ."""
VAGUE = {
    "result_class": "giai_trinh",
    "text": "UBND ghi nhận, trong thời gian tới sẽ xem xét.",
    "basis": "KH 12/KH-UBND",
}
DONE = {
    "result_class": "da_giai_quyet",
    "text": "Đã nạo vét 300 m mương đường số 9 xong ngày 09/07/2026.",
    "done_on": "09/07/2026",
    "evidence": "Biên bản nghiệm thu 12/BB-UBND",
}


def body(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, (address, response.status_code)
    return response.content.decode()


def press(client: Client, address: str, words: dict[str, Any] | None = None) -> None:
    response = client.post(address, words or {})
    assert response.status_code == 302, (address, response.status_code, response.content.decode()[:3000])


@pytest.mark.slow
def test_from_the_voters_words_to_the_statement_of_the_month(cast: Cast) -> None:
    office, officer, deputy = signed_in(cast.minh), signed_in(cast.an), signed_in(cast.hoa)
    leader = signed_in(add_officer(cast.council, cast.agency, "Ngô Thị Trưởng", is_leader=True))
    public = Client()
    page = _gathered_and_sent(office, cast)
    petition = Petition.objects.get(kind="petition")

    with on(LATE):
        assert "Quá 4 ngày" in body(officer, "/kien-nghi/?loc=late")
        press(deputy, f"{page}phu-trach/")
        assert "0912 345 678" in body(deputy, page)
        without = officer.post(f"{page}tra-loi/", {**VAGUE, "propose": "1"})
        assert "nêu lý do chậm" in without.content.decode()
        press(officer, f"{page}tra-loi/", {**VAGUE, "late_reason": "Chờ kinh phí", "propose": "1"})
        assert "chưa nêu thời gian" in body(officer, f"{page}tra-loi/")
        _approved(leader)
        assert "Trễ 4 ngày" in body(office, page)
        press(office, f"{page}tra-lai/", {"usual": "vague", "words": "Nêu ngày làm xong"})
    with on(AGAIN):
        assert "Trả lời chung chung" in body(officer, f"{page}tra-loi/")
        press(officer, f"{page}tra-loi/", {**DONE, "late_reason": "Chờ kinh phí", "propose": "1"})
        _approved(leader)
        assert "Đã giải quyết xong" in body(office, page)
    with on(END):
        for verb in ("chap-nhan", "da-bao"):
            press(office, f"{page}{verb}/")
        reply, voice = petition.replies.get(state="accepted"), petition.voices.get()
        rate_answer(citizen(cast), reply, voice=voice, verdict=Verdict.SATISFIED)
        press(office, f"{page}ket-thuc/")
        assert "1 trong 1 cử tri đã nhận xét thấy hài lòng" in body(office, page)
        seen = body(public, f"/cong/{cast.council.unit.code}/kien-nghi/{petition.code}/")
        assert "300 m mương" in seen
        assert "Lý" not in seen.split("<main", 1)[-1]
        assert "0912" not in seen
        statement = body(office, "/cam-ket/thang/?thang=07-2026")
        assert f"co-quan={cast.agency.pk}&amp;so=late&amp;thang=07-2026" in statement
        counted = body(office, f"/cam-ket/?co-quan={cast.agency.pk}&so=late&thang=07-2026")
        assert petition.title in counted
    seal_ledger(cast.council.pk)
    assert not check_ledger(cast.council.pk).fault


def _gathered_and_sent(office: Client, cast: Cast) -> str:
    """An evening's minutes, sorted in the table and sent; answers the petition's page."""
    source = {"title": "Hội nghị khu phố 7", "held_on": "01/06/2026", "channel": "contact", "text": MINUTES}
    with on(MEETING):
        press(office, "/kien-nghi/nhap/", source)
    asked, praise = Petition.objects.order_by("id")
    with on(SENT):
        rows: dict[str, Any] = {"code": [asked.code, praise.code], "check": "1"}
        for each in (asked, praise):
            rows |= {f"title-{each.code}": each.title, f"public-{each.code}": each.public_text}
            rows |= {f"kind-{each.code}": each.kind, f"topic-{each.code}": "thoat_nuoc_ngap"}
            rows |= {f"level-{each.code}": "xa", f"agency-{each.code}": str(cast.agency.pk)}
        press(office, f"/kien-nghi/nguon/{asked.intake_id}/", rows)
        press(office, "/kien-nghi/chuyen/", {"code": [asked.code], "letter_number": "15/HĐND-VP"})
    asked.refresh_from_db()
    assert asked.answer is not None
    assert asked.answer.due_on == DUE
    return f"/kien-nghi/{asked.code}/"


def _approved(leader: Client) -> None:
    """The leader signs and sends everything that waits."""
    waiting = body(leader, "/kien-nghi/duyet/")
    number = waiting.split('name="reply" value="', 1)[1].split('"', 1)[0]
    press(leader, "/kien-nghi/duyet/", {"reply": [number]})
