"""The pages of letters, receptions and cards: as office, Standing body, deputy, agency, stranger, nobody."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from nghitruong.domain.letters.actions import Person, ask_slot, post_schedule, write_summary
from nghitruong.domain.letters.models import Card, Letter, ReceptionDay, Slot, Visit
from nghitruong.domain.petitions.actions import turn_into_letter
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Role
from tests.cast import Cast, add_person, signed_in
from tests.letters.desk import (
    CONTENT,
    RECEIVED,
    SENDER,
    carded,
    forwarded,
    handler,
    on,
    planned,
    registered,
    seat,
    standing,
    system,
)
from tests.petitions.street import recorded

pytestmark = pytest.mark.django_db

LIST_QUERIES = 7
"""The session, who asks, the frame, what is counted, the page, what waits to be taken in."""


def body(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, (address, response.status_code)
    return response.content.decode()


def post(client: Client, address: str, status: int = 302, /, **data: Any) -> str:
    response = client.post(address, {"pressed": "1", **data})
    assert response.status_code == status, (address, response.status_code, response.content.decode()[-600:])
    return response.content.decode()


@pytest.mark.slow
def test_who_sees_a_letter_and_its_sender(cast: Cast) -> None:
    letter = forwarded(cast, in_charge=seat(cast.hoa))
    page = f"/don-thu/{letter.code}/"
    for actor in (cast.minh, cast.hoa, cast.an):
        assert letter.subject in body(signed_in(actor), "/don-thu/")
        assert SENDER.name in body(signed_in(actor), page)
    for actor in (cast.binh, cast.kien):
        assert letter.subject not in body(signed_in(actor), "/don-thu/")
        body(signed_in(actor), page, 404)
    assert Client().get(page).status_code == 302


@pytest.mark.slow
def test_a_letter_from_the_desk_to_the_archive(cast: Cast) -> None:
    office = signed_in(cast.minh)
    assert "có phải tố cáo không" in body(office, "/don-thu/vao-so/")
    typed = {
        "subject": "Bồi thường đất",
        "content": CONTENT,
        "received_on": "06/07/2026",
        "channel": "desk",
        "name": SENDER.name,
        "signatures": "1",
        "wants_notice": "on",
    }
    with on(RECEIVED):
        assert "người gửi" in post(office, "/don-thu/vao-so/", 400, **{**typed, "name": ""})
        post(office, "/don-thu/vao-so/", **typed)
        page = f"/don-thu/{Letter.objects.get().code}/"
        assert "Phân loại đơn" in body(office, page)
        post(office, f"{page}sua/", subject="Bồi thường cây", content=CONTENT, signatures="1")
        sorting = {"kind": "complaint", "stage": "first", "complex_reason": "several_places"}
        post(office, f"{page}phan-loai/", **sorting)
        transfer = {"agency": cast.agency.pk, "number": "15/PC-HĐND"}
        assert "ghi lý do" in post(office, f"{page}chuyen/", 400, **transfer)
        post(office, f"{page}chuyen/", **transfer, reason="Theo dõi")
        post(office, f"{page}thu-ly/", accepted_on="06/07/2026")
        post(office, f"{page}don-doc/", document="16/ĐĐ")
        result = {"text": "Đã bồi thường.", "decided_on": "06/07/2026", "number": "88/QĐ"}
        post(signed_in(cast.an), f"{page}bao-ket-qua/", **result)
        assert "Đã bồi thường." in body(office, page)
        post(office, f"{page}bao-cong-dan/", document="9/TB")
        post(office, f"{page}luu-tru/")
    assert Letter.objects.get().state == "archived"
    assert office.get(f"{page}nhay-mua/").status_code == 404
    assert "Đã lưu trữ" in body(office, page)


def test_a_debt_opens_its_letter_for_whoever_reads_the_letter(cast: Cast) -> None:
    debt = forwarded(cast).debt
    assert debt is not None
    page = f"/cam-ket/{debt.number}/"
    assert "Mở hồ sơ gốc" in body(signed_in(cast.minh), page)
    assert "Mở hồ sơ gốc" not in body(signed_in(cast.hoa), page)


def test_split_merge_guide_refuse_hand_over_and_withdraw(cast: Cast) -> None:
    office = signed_in(cast.minh)
    first, again, mixed, other = (registered(cast) for _each in range(4))
    with on(RECEIVED):
        assert first.code in body(office, f"/don-thu/{again.code}/gop/")
        post(office, f"/don-thu/{again.code}/gop/", into=first.code)
        parts = {
            "kind_1": "complaint",
            "words_1": "Đất.",
            "kind_2": "reflection",
            "words_2": "Đèn.",
            "kind_3": "complaint",
        }
        post(office, f"/don-thu/{mixed.code}/tach/", **parts)
        post(office, f"/don-thu/{first.code}/phan-loai/", kind="complaint", stage="second")
        post(office, f"/don-thu/{first.code}/huong-dan/", competent="UBND thành phố")
        assert "sẽ bị xóa" in body(office, f"/don-thu/{other.code}/ban-giao/")
        sender = other.senders.get()
        post(office, f"/don-thu/nguoi-gui/{sender.pk}/rut/", reason="Đã thỏa thuận")
        post(signed_in(cast.hoa), f"/don-thu/{other.code}/ban-giao/", 404)
        wiped = registered(cast)
        post(office, f"/don-thu/{wiped.code}/ban-giao/")
    states = dict(Letter.objects.values_list("number", "state"))
    assert states == {
        1: "guided",
        2: "duplicate",
        3: "split",
        4: "filed_away",
        5: "registered",
        6: "registered",
        7: "handed_over",
    }
    assert CONTENT not in body(office, f"/don-thu/{wiped.code}/")
    body(signed_in(cast.hoa), f"/don-thu/nguoi-gui/{sender.pk}/rut/", 404)


def test_a_petition_turned_over_waits_on_the_list(cast: Cast) -> None:
    (petition,) = recorded(cast, "Khiếu nại quyết định thu hồi đất số 12.")
    turn_into_letter(cast.minh, petition, reason="Là khiếu nại")
    office = signed_in(cast.minh)
    assert petition.code in body(office, "/don-thu/")
    post(office, f"/don-thu/tu-kien-nghi/{petition.code}/")
    letter = Letter.objects.get()
    assert petition.code in body(office, f"/don-thu/{letter.code}/")
    post(office, f"/don-thu/{letter.code}/phan-loai/", kind="reflection", stage="first")
    post(office, f"/don-thu/{letter.code}/thanh-kien-nghi/")
    letter.refresh_from_db()
    assert letter.made
    assert letter.made.code in body(office, f"/don-thu/{letter.code}/")


def test_numbers_open_their_records(cast: Cast) -> None:
    letter = forwarded(cast)
    office = signed_in(cast.minh)
    with on(date(2026, 7, 31)):
        page = body(office, "/don-thu/so-lieu/")
        assert "loc=forwarded" in page
        records = "/don-thu/?tu=01/07/2026&den=31/07/2026&loai=complaint&loc=forwarded"
        assert letter.code in body(office, records)
        assert "01/09/2026" in body(office, "/don-thu/so-lieu/?tu=01/09/2026")
        assert "30/09/2026" in body(office, "/don-thu/so-lieu/?ky=quy&tu=15/08/2026")
        assert "Quá" in body(office, "/don-thu/?loc=late&q=boi+thuong")
        assert "Không tìm thấy" in body(office, "/don-thu/?q=xyz&tu=chua-biet")
    body(signed_in(cast.hoa), "/don-thu/so-lieu/", 404)


@pytest.mark.parametrize("count", [1, 3])
def test_a_list_asks_the_same_however_long_it_is(cast: Cast, django_assert_num_queries: Any, count: int) -> None:
    for _each in range(count):
        forwarded(cast, in_charge=seat(cast.hoa))
    client = signed_in(cast.minh)
    client.get("/don-thu/")
    with on(RECEIVED), django_assert_num_queries(LIST_QUERIES):
        client.get("/don-thu/")


def test_a_schedule_is_planned_posted_swapped_and_postponed(cast: Cast) -> None:
    office = signed_in(cast.minh)
    body(office, "/tiep-dan/")
    typed = {"receiver": cast.lan.mandate_id, "place": "Phòng tiếp dân", "starts_at_0": "10/07/2026"}
    typed |= {"starts_at_1": "08:00", "ends_at_0": "10/07/2026", "ends_at_1": "11:00"}
    with on(RECEIVED):
        post(office, "/tiep-dan/len-lich/", **typed)
        day = ReceptionDay.objects.get()
        answer = office.post("/tiep-dan/niem-yet/", {"day": [day.pk]}, follow=True).content.decode()
        assert "Điều 24" in answer
        assert "Niêm yết muộn" in body(office, f"/tiep-dan/{day.pk}/")
        post(office, f"/tiep-dan/{day.pk}/doi-nguoi/", receiver=cast.hoa.mandate_id, reason="Họp")
        assert "thay Trần Thị Lan" in body(signed_in(cast.hoa), "/tiep-dan/")
        moved = {**typed, "starts_at_0": "20/07/2026", "ends_at_0": "20/07/2026", "reason": "Bão"}
        post(office, f"/tiep-dan/{day.pk}/hoan/", **moved)
    assert "Bão" in body(office, f"/tiep-dan/{day.pk}/")
    assert office.get(f"/tiep-dan/{day.pk}/nhay/").status_code == 404
    assert signed_in(cast.hoa).get("/tiep-dan/len-lich/").status_code == 403


def test_appointments_are_the_offices_alone(cast: Cast) -> None:
    day = planned(cast)
    with on(RECEIVED):
        post_schedule(cast.minh, cast.council.pk, day_ids=[day.pk])
        for _each in range(2):
            ask_slot(system(cast), day, caller=Person(SENDER.name, SENDER.phone), subject="Đất")
    office, (first, second) = signed_in(cast.minh), Slot.objects.order_by("id")
    assert SENDER.name in body(office, f"/tiep-dan/{day.pk}/")
    assert SENDER.name not in body(signed_in(cast.hoa), f"/tiep-dan/{day.pk}/")
    post(office, f"/tiep-dan/hen/{first.pk}/xac-nhan/", at_0="20/07/2026", at_1="09:00")
    post(office, f"/tiep-dan/hen/{second.pk}/tu-choi/", reason="Hết chỗ")
    assert office.get(f"/tiep-dan/hen/{first.pk}/nhay/").status_code == 404
    assert signed_in(cast.hoa).get(f"/tiep-dan/hen/{first.pk}/xac-nhan/").status_code == 404
    assert set(Slot.objects.values_list("state", flat=True)) == {"confirmed", "declined"}


def test_the_register_at_the_desk(cast: Cast) -> None:
    office = signed_in(cast.minh)
    typed = {"on": "06/07/2026", "receiver_name": "Bà Lan", "name": SENDER.name, "people": "1", "content": "Hỏi đất"}
    with on(RECEIVED):
        post(office, "/tiep-dan/so/ghi/", **typed)
        post(office, "/tiep-dan/so/tu-choi/", **typed, ground="weapons")
        refused = Visit.objects.get(refusal_ground="weapons")
        page = body(office, "/tiep-dan/so/")
        assert SENDER.name in page
        assert "Mang vũ khí" in page
        post(office, f"/tiep-dan/so/{refused.code}/thong-bao/", number="01/TCD")
    body(signed_in(cast.hoa), "/tiep-dan/so/", 404)
    assert signed_in(cast.hoa).get("/tiep-dan/so/ghi/").status_code == 403


@pytest.mark.slow
def test_a_card_by_its_pages_is_kept_by_nobodys_browser(cast: Cast) -> None:
    office, kin = signed_in(cast.minh), signed_in(handler(cast))
    lan = signed_in(add_person(cast.council, "Đỗ Thị Hai", Role.STANDING))
    with on(RECEIVED):
        assert "Không ghi tên" in body(office, "/to-cao/lap/")
        post(office, "/to-cao/lap/", 400, received_on="06/07/2026", place="safe", folder="Trần Thị Hoàng Yến")
        post(office, "/to-cao/lap/", received_on="06/07/2026", place="safe", folder="12")
        page = f"/to-cao/{Card.objects.get().code}/"
        post(kin, f"{page}tom-tat/", 400, text="Người viết là Trần Thị Hoàng Yến")
        post(kin, f"{page}tom-tat/", text="Cán bộ nhận tiền không biên lai.")
        post(kin, f"{page}de-nghi-mo/", reason="handling")
        post(office, f"{page}xac-nhan-mo/", 403)
        post(lan, f"{page}xac-nhan-mo/")
        answer = kin.post(f"{page}doc/")
        assert "không biên lai" in answer.content.decode()
        assert "no-store" in answer["Cache-Control"]
        for reader in (office, lan, kin):
            assert "không biên lai" not in body(reader, page)
            assert "no-store" in reader.get("/to-cao/")["Cache-Control"]
        post(kin, f"{page}chuyen/", body="inspectorate", on="06/07/2026")
        post(kin, f"{page}thu-ly/", body="inspectorate", on="06/07/2026")
        post(kin, f"{page}gia-han/")
        post(kin, f"{page}ket-luan/", outcome="right", on="06/07/2026")
        post(kin, f"{page}noi-giu/", place="handed_over", folder="7")
        post(kin, f"{page}ket-thuc/", outcome="right")
    assert "Kết thúc" in body(office, page)
    assert kin.get(f"{page}nhay/").status_code == 404
    for actor in (cast.hoa, cast.an, cast.kien):
        body(signed_in(actor), page, 404)
        body(signed_in(actor), "/to-cao/", 404)


def test_the_list_of_cards_and_the_totals_of_the_review(cast: Cast) -> None:
    kin, card = handler(cast), carded(cast)
    write_summary(kin, card, text="Cán bộ nhận tiền không biên lai.")
    assert card.code in body(signed_in(cast.minh), "/to-cao/")
    assert "biên lai" not in body(signed_in(kin), "/to-cao/")
    assert standing(cast).has(Role.STANDING)
    with clock.standing_at(clock.now()):
        body(signed_in(cast.minh), "/don-thu/so-lieu/?tu=06/07/2026")
