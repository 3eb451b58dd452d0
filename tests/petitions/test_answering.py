"""The agency's own place: what waits, the answer with its pictures, what is kept in passing, what the leader sends."""

from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from nghitruong.domain.petitions import queries
from nghitruong.domain.petitions.actions import return_reply
from nghitruong.domain.petitions.models import Petition, Reply
from nghitruong.foundation.councils.models import Agency
from nghitruong.kernel.actor import Role
from tests.cast import Cast, add_person, signed_in
from tests.petitions.street import DONE, DRAIN, DUE, on, proposed, recorded, replied, sent

pytestmark = pytest.mark.django_db
PLACE = "/kien-nghi/tra-loi/"
LATER = date(2026, 6, 25)
TYPED = {
    "result_class": "da_giai_quyet",
    "text": DONE.text,
    "done_on": "20/06/2026",
    "evidence": "Biên bản nghiệm thu 12/BB-UBND",
}
WAITING_QUERIES = 19
"""The session, who asks, the frame, the counts, the page, its topics, the first petition's papers, draft, answers,
parts and shares, and the parts of petitions that others lead."""


def page_of(petition: Petition) -> str:
    return f"/kien-nghi/{petition.code}/tra-loi/"


def boss_of(cast: Cast) -> Client:
    """The agency's leader, signed in."""
    boss = add_person(cast.council, "Vũ Xuân Trưởng", Role.AGENCY_LEADER, agency_id=cast.agency.pk)
    return signed_in(boss)


def picture() -> SimpleUploadedFile:
    out = BytesIO()
    Image.new("RGB", (40, 30), "green").save(out, "JPEG")
    return SimpleUploadedFile("hien-truong.jpg", out.getvalue(), "image/jpeg")


def test_the_agency_sees_what_waits_and_others_have_no_such_place(cast: Cast) -> None:
    petition = sent(cast)
    recorded(cast, "Đề nghị sửa đèn.")
    with on(DUE + timedelta(days=5)):
        assert queries.answer_counts(cast.an, DUE + timedelta(days=5)) == {
            "every": 1,
            "late": 1,
            "returned": 0,
            "promised": 0,
        }
        page = signed_in(cast.an).get(PLACE).content.decode()
        assert petition.title in page
        assert "Lý do chậm" in page
        assert petition.title not in signed_in(cast.an).get(f"{PLACE}?loc=returned").content.decode()
    for stranger in (cast.minh, cast.hoa, cast.binh):
        assert signed_in(stranger).get(PLACE).status_code == 403
        assert signed_in(stranger).post(page_of(petition), TYPED).status_code in (403, 404)


def test_an_empty_place_says_so(cast: Cast) -> None:
    page = signed_in(cast.an).get(PLACE)
    assert page.status_code == 200
    assert "Không có kiến nghị nào chờ trả lời" in page.content.decode()


def test_what_is_typed_is_kept_in_passing(cast: Cast) -> None:
    petition, officer = sent(cast), signed_in(cast.an)
    with on(LATER):
        assert officer.post(f"{page_of(petition)}nhap/", {"text": "Đã nạo vét"}).status_code == 204
        assert officer.post(f"{page_of(petition)}nhap/", {"done_on": "ngày nào đó"}).status_code == 400
        assert signed_in(cast.minh).post(f"{page_of(petition)}nhap/", {"text": "x"}).status_code == 403
    assert (Reply.objects.get().text, Reply.objects.get().state) == ("Đã nạo vét", "draft")


def test_a_picture_is_the_evidence_and_a_program_is_not(cast: Cast) -> None:
    petition, officer = sent(cast), signed_in(cast.an)
    program = SimpleUploadedFile("sua.exe", b"MZ\x90\x00" + b"\x00" * 200, "application/octet-stream")
    with on(LATER):
        bare = {**TYPED, "evidence": "", "propose": "1"}
        refused = officer.post(page_of(petition), {**bare, "files": program})
        assert refused.status_code == 400
        assert "sua.exe" in refused.content.decode()
        assert Reply.objects.get().state == "draft"
        assert officer.post(page_of(petition), {**bare, "files": picture()}).status_code == 302
    reply = Reply.objects.get()
    assert (reply.state, [paper.title for paper in reply.documents.all()]) == (
        "proposed",
        [f"{petition.code}: hien-truong"],
    )


def test_the_leader_writes_and_sends_at_once(cast: Cast) -> None:
    petition = sent(cast)
    with on(LATER):
        assert boss_of(cast).post(page_of(petition), {**TYPED, "send": "1"}).status_code == 302
    petition.refresh_from_db()
    assert petition.state == "replied"


def test_a_returned_answer_has_its_reason_on_top_and_the_earlier_one_beside_it(cast: Cast) -> None:
    petition = replied(cast)
    with on(date(2026, 6, 28)):
        return_reply(cast.minh, petition, reason="Chưa nêu mốc")
        officer = signed_in(cast.an)
        assert "Bị trả lại" in officer.get(f"{PLACE}?loc=returned").content.decode()
        page = officer.get(page_of(petition)).content.decode()
    assert page.index("Chưa nêu mốc") < page.index("Nội dung trả lời cử tri")
    assert "Xin gia hạn" in page
    # What was sent back is not typed again.
    text = petition.replies.get().text
    assert text in page.partition('name="text"')[2].partition("</textarea>")[0]


def test_what_another_agency_once_answered_is_no_draft(cast: Cast) -> None:
    petition = replied(cast)
    with on(date(2026, 6, 28)):
        return_reply(cast.minh, petition, reason="Chưa nêu mốc")
        other = Agency.objects.create(council=cast.council, name="Phòng khác", valid_from=date(2026, 1, 1))
        petition.replies.update(agency=other)
        page = signed_in(cast.an).get(page_of(petition)).content.decode()
    assert petition.replies.get().text not in page.partition('name="text"')[2].partition("</textarea>")[0]


def test_what_the_leader_has_is_shown_and_not_changed(cast: Cast) -> None:
    reply = proposed(cast, DONE, LATER)
    page = signed_in(cast.an).get(page_of(reply.petition)).content.decode()
    assert "Sửa tiếp được khi lãnh đạo trả lại." in page
    assert 'name="propose"' not in page


def test_many_are_approved_and_what_is_left_is_told(cast: Cast) -> None:
    reply, boss = proposed(cast, DONE, LATER), boss_of(cast)
    with on(DUE + timedelta(days=1)):
        assert boss.post("/kien-nghi/duyet/", {"reply": [reply.pk]}).status_code == 400
    with on(LATER):
        assert boss.post("/kien-nghi/duyet/", {"reply": [reply.pk]}).status_code == 302
    assert signed_in(cast.an).post("/kien-nghi/duyet/", {"reply": [reply.pk]}).status_code == 403
    reply.refresh_from_db()
    assert reply.state == "sent"


@pytest.mark.parametrize("count", [1, 3])
def test_the_place_asks_the_same_however_much_waits(cast: Cast, django_assert_num_queries: Any, count: int) -> None:
    for number in range(count):
        sent(cast, f"{DRAIN} Đoạn {number}.")
    client = signed_in(cast.an)
    client.get(PLACE)
    with on(LATER), django_assert_num_queries(WAITING_QUERIES):
        client.get(PLACE)


def test_what_is_overdue_counts_as_not_in_time(cast: Cast) -> None:
    sent(cast)
    late = DUE + timedelta(days=1)
    assert queries.shares_in_time(cast.council.pk, cast.agency.pk, DUE) == ((0, 0), (0, 0))
    assert queries.shares_in_time(cast.council.pk, cast.agency.pk, late) == ((0, 1), (0, 1))
    replied(cast, DONE, DUE)
    assert queries.shares_in_time(cast.council.pk, 0, late) == ((0, 0), (1, 2))
