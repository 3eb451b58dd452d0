"""The pages of petitions: as office, agency, deputy, stranger, nobody; an evening from the minutes to the agencies."""

import re
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from nghitruong.domain.commitments.actions import declare_not_performed, reopen_commitment, withdraw_commitment
from nghitruong.domain.petitions import queries
from nghitruong.domain.petitions.actions import accept_reply, propose_reply, return_reply, send_reply, write_reply
from nghitruong.domain.petitions.models import Petition
from nghitruong.kernel.decision import RefusedError
from tests.cast import Cast, signed_in
from tests.petitions.street import DONE, DRAIN, DUE, leader, on, recorded, replied, sent, sorted_one, standing

pytestmark = pytest.mark.django_db

LIST_QUERIES = 10
"""The session, who asks, the frame, what is counted, the page, its topics, agencies, saved views, the calendar."""
MINUTES = """1. Ông Nguyễn Văn Thành (tổ 12): Đề nghị sửa mương thoát nước đường số 9 bị tắc, mưa là ngập.
2. Bà Phạm Thị Lý, điện thoại 0912345678: Đèn đường hẻm 112 hỏng năm bóng, đề nghị thay.
3. Cử tri khen đội vệ sinh làm việc chăm chỉ.
"""


def body(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, (address, response.status_code)
    return response.content.decode()


def typed(petition: Petition, **changes: Any) -> dict[str, Any]:
    """A row of the table as the browser sends it."""
    code = petition.code
    row = {"title": petition.title, "public": petition.public_text, "kind": petition.kind, **changes}
    return {f"{name}-{code}": value for name, value in row.items()}


@pytest.mark.slow
def test_office_deputy_and_agency_read_a_stranger_does_not(cast: Cast) -> None:
    petition = sent(cast)
    for actor in (cast.minh, cast.an, cast.hoa, cast.lan):
        assert petition.title in body(signed_in(actor), "/kien-nghi/")
        assert petition.code in body(signed_in(actor), f"/kien-nghi/{petition.code}/")
    for actor in (cast.binh, cast.kien):
        assert petition.title not in body(signed_in(actor), "/kien-nghi/")
        body(signed_in(actor), f"/kien-nghi/{petition.code}/", 404)
    assert Client().get("/kien-nghi/").status_code == 302


def test_only_the_office_and_the_standing_body_see_who_asked(cast: Cast) -> None:
    petition = sent(cast)
    page = f"/kien-nghi/{petition.code}/"
    assert "0912345678" in body(signed_in(cast.minh), page)
    for actor in (cast.an, cast.hoa):
        assert "0912345678" not in body(signed_in(actor), page)
        assert "Nguyễn Thị Dân" not in body(signed_in(actor), page)


def test_an_evening_from_the_minutes_to_the_agencies(cast: Cast) -> None:
    office = signed_in(cast.minh)
    body(office, "/kien-nghi/nhap/")
    source = {"title": "Hội nghị khu phố 6", "held_on": "01/06/2026", "channel": "contact", "text": MINUTES}
    with on(date(2026, 6, 1)):
        answer = office.post("/kien-nghi/nhap/", source)
        assert answer.status_code == 302
        drain, lamp, praise = Petition.objects.order_by("id")
        table = body(office, answer["Location"])
        assert "0912345678" not in lamp.public_text
        assert [voice.phone for voice in lamp.voices.all()] == ["0912345678"]
        assert praise.kind == "opinion"
        rows = {"code": [drain.code, lamp.code, praise.code], "check": "1"}
        for petition, topic in ((drain, "thoat_nuoc_ngap"), (lamp, "dien_chieu_sang"), (praise, "")):
            rows |= typed(petition, topic=topic, level="xa", agency=str(cast.agency.pk))
        checked = office.post(answer["Location"], rows)
        assert "Nguyên văn" in table
        page = body(office, checked["Location"])
        assert "Chuyển 2 kiến nghị đến 1 cơ quan" in page
        assert "01/07/2026" in page
        assert office.post("/kien-nghi/chuyen/", {"code": [drain.code, lamp.code]}).status_code == 302
        assert "Hoàn tác" in body(office, "/kien-nghi/da-chuyen/")
        assert office.post("/kien-nghi/hoan-tac/").status_code == 302
    drain.refresh_from_db()
    assert drain.state == "classified"


def test_a_text_without_a_wish_and_the_same_text_twice_are_told(cast: Cast) -> None:
    office = signed_in(cast.minh)
    source = {"title": "Hội nghị", "held_on": "01/06/2026", "channel": "contact", "text": ""}
    assert "Chưa có nội dung" in office.post("/kien-nghi/nhap/", source).content.decode()
    assert office.post("/kien-nghi/nhap/", {**source, "text": MINUTES}).status_code == 302
    again = office.post("/kien-nghi/nhap/", {**source, "text": MINUTES})
    assert (again.status_code, Petition.objects.count()) == (409, 3)
    assert signed_in(cast.hoa).get("/kien-nghi/nhap/").status_code == 403


def test_a_petition_is_mended_sorted_merged_split(cast: Cast) -> None:
    office = signed_in(cast.minh)
    first, second = recorded(cast, DRAIN, f"{DRAIN} Ngoài ra, quán nhậu gây ồn.")
    assert "giống" in body(office, f"/kien-nghi/{second.code}/gop/")
    page = f"/kien-nghi/{first.code}/"
    wish = {"title": "Sửa mương", "public_text": "Sửa mương.", "kind": "petition", "petitioner": "voter"}
    assert office.post(f"{page}sua/", wish).status_code == 302
    assert office.post(f"{page}phan-loai/", {"topic": "", "level": "xa"}).status_code == 400
    sorting = {"topic": "thoat_nuoc_ngap", "level": "xa", "agency": cast.agency.pk, "pace": "normal"}
    assert office.post(f"{page}phan-loai/", sorting).status_code == 302
    assert "Chuyển kiến nghị" in body(office, page)
    body(office, f"/kien-nghi/{second.code}/tach/")
    assert office.post(f"/kien-nghi/{second.code}/tach/", {"at": str(len(DRAIN) + 1)}).status_code == 302
    assert office.post(f"/kien-nghi/{second.code}/gop/", {"into": first.code}).status_code == 302
    assert "Tách khỏi kiến nghị đã gộp" in body(office, f"/kien-nghi/{second.code}/")
    assert office.get(f"{page}nhay-mua/").status_code == 404


def test_a_deputy_notes_a_wish(cast: Cast) -> None:
    deputy = signed_in(cast.hoa)
    body(deputy, "/kien-nghi/ghi/")
    assert deputy.post("/kien-nghi/ghi/", {"text": DRAIN, "name": "Bà Năm"}).status_code == 302
    petition = Petition.objects.get()
    assert (petition.in_charge_id, petition.voices.get().name) == (cast.hoa.mandate_id, "Bà Năm")
    shown = body(deputy, f"/kien-nghi/{petition.code}/")
    assert "Bà Năm" in shown
    assert "Nhận phụ trách" not in shown, "she has it already"
    assert signed_in(cast.an).get("/kien-nghi/ghi/").status_code == 403


def test_a_voters_name_is_kept_without_the_numbers_beside_it(cast: Cast) -> None:
    minutes = (
        "1. Ông Trần Văn Lộc (tổ 12, điện thoại 0903 456 789): Hẻm 76 cứ mưa là ngập, đề nghị nạo vét cống.\n"
        "2. Anh Lê Quốc Khánh, CCCD 079085001234: hồ sơ sổ đỏ nộp 14 tháng chưa trả, đề nghị giải quyết."
    )
    filed = {"title": "Hội nghị", "held_on": "01/06/2026", "channel": "contact", "text": minutes}
    assert signed_in(cast.minh).post("/kien-nghi/nhap/", filed).status_code == 302
    voices = [each.voices.get() for each in Petition.objects.order_by("code")]
    assert [(voice.name, voice.phone) for voice in voices] == [
        ("Ông Trần Văn Lộc (tổ 12)", "0903 456 789"),
        ("Anh Lê Quốc Khánh", ""),
    ]


def test_a_program_in_place_of_minutes_is_called_so_in_vietnamese(cast: Cast) -> None:
    program = SimpleUploadedFile("bien-ban.exe", b"MZ" + bytes(100))
    sent_in = {"title": "Hội nghị", "held_on": "01/06/2026", "channel": "contact", "file": program}
    answer = signed_in(cast.minh).post("/kien-nghi/nhap/", sent_in)
    assert answer.status_code == 400
    assert "Đây là tệp chương trình nên không đọc được" in answer.content.decode()


def test_notes_of_a_meeting_are_a_wish_a_line_and_keep_its_name_and_day(cast: Cast) -> None:
    lamp = "Đèn đường hẻm 27 tắt ba tháng nay."
    noted = {"text": f"{DRAIN}\r\n\r\n{lamp}\r\n", "title": "Gặp bà con khu phố 7", "held_on": "01/06/2026"}
    assert signed_in(cast.hoa).post("/kien-nghi/ghi/", noted).status_code == 302
    petitions = Petition.objects.order_by("code")
    assert [each.text for each in petitions] == [DRAIN, lamp]
    assert {each.in_charge_id for each in petitions} == {cast.hoa.mandate_id}
    assert {(each.intake.title, each.intake.held_on) for each in petitions} == {
        ("Gặp bà con khu phố 7", date(2026, 6, 1))
    }


@pytest.mark.slow
def test_the_office_checks_and_ends(cast: Cast) -> None:
    office = signed_in(cast.minh)
    petition = replied(cast)
    page = f"/kien-nghi/{petition.code}/"
    assert "Chấp nhận trả lời" in body(office, page)
    back = {"usual": "vague", "words": "Nêu rõ đoạn nào"}
    assert office.post(f"{page}tra-lai/", back).status_code == 302
    assert "Trả lời chung chung. Nêu rõ đoạn nào" in body(office, page)
    paper = {"document_number": "45/UBND", "result_class": "giai_trinh", "text": "Vì quy hoạch.", "basis": "QĐ 12"}
    with on(date(2026, 6, 28)):
        assert "căn cứ" in office.post(f"{page}tra-loi-giay/", {**paper, "basis": ""}).content.decode()
        assert office.post(f"{page}tra-loi-giay/", paper).status_code == 302
        for verb in ("chap-nhan", "da-bao", "ket-thuc"):
            assert office.post(f"{page}{verb}/").status_code == 302
    assert "Kết thúc" in body(office, page)
    assert signed_in(cast.hoa).post(f"{page}mo-lai/", {"reason": "x"}).status_code == 403


def test_lists_are_narrowed_and_views_kept(cast: Cast) -> None:
    office = signed_in(cast.minh)
    petition = sent(cast)
    other = sorted_one(cast, "Đèn đường hẻm 112 hỏng.")
    with on(date(2026, 7, 8)):
        late = body(office, "/kien-nghi/?loc=late")
        assert petition.code in late
        assert "Quá 5 ngày" in late
        assert other.code not in late
    assert other.code in body(office, "/kien-nghi/?q=den+duong&cap=xa&linh-vuc=thoat_nuoc_ngap")
    assert "Không tìm thấy" in body(office, "/kien-nghi/?q=xyz&tu=01/06/2026&den=chua-biet&co-quan=x")
    assert office.post("/kien-nghi/bo-loc/", {"name": "Quá hạn", "query": "loc=late"}).status_code == 302
    assert "?loc=late" in body(office, "/kien-nghi/")
    office.post("/kien-nghi/bo-loc/", {"name": "Quá hạn", "query": "loc=late", "drop": "1"})
    assert not queries.saved_filters(cast.minh).exists()


@pytest.mark.parametrize("count", [1, 3])
def test_a_list_asks_the_same_however_long_it_is(cast: Cast, django_assert_num_queries: Any, count: int) -> None:
    for number in range(count):
        sent(cast, f"{DRAIN} Đoạn {number}.")
    client = signed_in(cast.minh)
    client.get("/kien-nghi/")
    with on(DUE), django_assert_num_queries(LIST_QUERIES):
        client.get("/kien-nghi/")


def test_numbers_of_satisfied_voters_and_supervision_are_shown(cast: Cast) -> None:
    petition = replied(cast)
    accept_reply(cast.minh, petition)
    assert standing(cast).has("standing")
    assert "Mở lại" in body(signed_in(cast.minh), f"/kien-nghi/{petition.code}/")


def test_what_was_recorded_is_gathered_from_the_list(cast: Cast) -> None:
    office = signed_in(cast.minh)
    (petition,) = recorded(cast)
    assert "Tổng hợp các mục đã chọn" in body(office, "/kien-nghi/")
    assert office.post("/kien-nghi/gom/", {"code": [petition.code]}).status_code == 302
    petition.refresh_from_db()
    assert petition.state == "consolidated"
    assert signed_in(cast.hoa).post("/kien-nghi/gom/", {"code": [petition.code]}).status_code == 403


def test_a_debt_of_a_petition_is_answered_on_the_petitions_page_alone(cast: Cast) -> None:
    petition = sent(cast)
    officer, office, lan = signed_in(cast.an), signed_in(cast.minh), standing(cast)
    page = body(officer, "/cam-ket/1/")
    assert f"/kien-nghi/{petition.code}/" in page
    assert "Báo cáo kết quả" not in page
    report = {"result": "Đã xong", "done_on": "03/06/2026", "evidence": "12/BC"}
    for client, address, words in (
        (officer, "/cam-ket/1/nhan/", {}),
        (officer, "/cam-ket/1/ket-qua/", report),
        (office, "/cam-ket/1/chap-nhan/", {}),
        (office, "/cam-ket/1/tra-lai/", {"reason": "x"}),
    ):
        assert client.post(address, words).status_code == 409, address
    for act in (declare_not_performed, withdraw_commitment, reopen_commitment):
        with pytest.raises(RefusedError) as caught:
            act(lan, petition.answer, reason="x")
        assert caught.value.refusal.code == "commitments.answered_there"


def test_moments_of_one_day_stand_in_their_order_the_newest_first(cast: Cast) -> None:
    petition = replied(cast)
    with on(date(2026, 6, 25)):
        return_reply(cast.minh, petition, reason="Nêu ngày xong")
        propose_reply(cast.an, write_reply(cast.an, petition, said=DONE))
        send_reply(leader(cast), petition.replies.get(number=2))
    life = body(signed_in(cast.minh), f"/kien-nghi/{petition.code}/").split("Diễn biến", 1)[1]
    said = re.findall("25/06/2026</span> *([^<]+)<|25/06/2026 ([^<]+)<", life)
    assert [first or second for first, second in said] == ["Trả lời", "Bị trả lại", "Trả lời"]
