"""Many answers at once: written, handed to the leader, sent; and what of a batch is left, with the reason."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from nghitruong.domain.commitments.models import Commitment
from nghitruong.domain.petitions.actions import Written, send_draft_back, send_replies, write_replies
from nghitruong.domain.petitions.models import Petition, Reply
from nghitruong.foundation.audit.models import Line
from nghitruong.kernel.actor import Role
from nghitruong.kernel.decision import RefusedError
from tests.cast import Cast, acting, signed_in
from tests.petitions.street import DONE, DRAIN, DUE, SENT, leader, on, sent

pytestmark = pytest.mark.django_db
LATER = date(2026, 6, 25)
COMMON, TABLE = "/kien-nghi/tra-loi/chung/", "/kien-nghi/tra-loi/bang/"


def refused(act, *args: object, **kwargs: object) -> str:  # type: ignore[no-untyped-def]
    with pytest.raises(RefusedError) as caught:
        act(*args, **kwargs)
    return caught.value.refusal.code


def some(cast: Cast, count: int = 3) -> list[Petition]:
    return [sent(cast, f"{DRAIN} Đoạn {number}.") for number in range(count)]


def rows_for(petitions: list[Petition], **changes: Any) -> list[Written]:
    return [Written(each.code, replace(DONE, **changes)) for each in petitions]


def test_many_are_written_and_sent_with_one_line_each_time(cast: Cast) -> None:
    petitions = some(cast)
    with on(LATER):
        written = write_replies(cast.an, cast.council.pk, rows=rows_for(petitions), is_proposed=True)
        assert [reply.state for reply in written] == ["proposed"] * 3
        sending = send_replies(leader(cast), cast.council.pk, numbers=[reply.pk for reply in written])
    assert (len(sending.sent), sending.left) == (3, [])
    for verb, codes in Line.objects.filter(verb__endswith="_replies").values_list("verb", "facts__petitions"):
        assert (verb.split(".")[0], codes) == ("petitions", [each.code for each in petitions])
    assert Line.objects.filter(verb__endswith="_replies").count() == 2
    assert set(Petition.objects.values_list("state", flat=True)) == {"replied"}
    assert set(Commitment.objects.values_list("state", flat=True)) == {"reported"}


def test_an_unfinished_batch_is_kept_as_drafts_but_not_handed_on(cast: Cast) -> None:
    petitions = some(cast, 2)
    rows = [*rows_for(petitions[:1]), *rows_for(petitions[1:], evidence="")]
    with on(LATER):
        code = refused(write_replies, cast.an, cast.council.pk, rows=rows, is_proposed=True)
        assert (code, Reply.objects.count()) == ("petitions.no_evidence", 0)
        written = write_replies(cast.an, cast.council.pk, rows=rows)
    assert [reply.state for reply in written] == ["draft", "draft"]


def test_what_the_leader_has_already_is_left_alone(cast: Cast) -> None:
    petitions = some(cast, 2)
    with on(LATER):
        write_replies(cast.an, cast.council.pk, rows=rows_for(petitions[:1]), is_proposed=True)
        written = write_replies(cast.an, cast.council.pk, rows=rows_for(petitions))
        assert [reply.petition_id for reply in written] == [petitions[1].pk]
        first = Reply.objects.get(petition=petitions[0])
        send_draft_back(leader(cast), first, reason="Thêm ảnh")
        assert len(write_replies(cast.an, cast.council.pk, rows=rows_for(petitions))) == 2


def test_what_has_become_late_is_left_with_its_reason(cast: Cast) -> None:
    petitions = some(cast, 2)
    day = DUE + timedelta(days=1)
    rows = [*rows_for(petitions[:1], late_reason="Chờ kinh phí"), *rows_for(petitions[1:])]
    with on(LATER):
        written = write_replies(cast.an, cast.council.pk, rows=rows, is_proposed=True)
    with on(day):
        sending = send_replies(leader(cast), cast.council.pk, numbers=[reply.pk for reply in written])
        assert [reply.petition_id for reply in sending.sent] == [petitions[0].pk]
        assert [(reply.petition_id, why.code) for reply, why in sending.left] == [
            (petitions[1].pk, "petitions.no_late_reason")
        ]
        left = [sending.left[0][0].pk]
        assert refused(send_replies, leader(cast), cast.council.pk, numbers=left) == "petitions.no_late_reason"


def test_nobody_answers_for_another_agency(cast: Cast) -> None:
    petitions = some(cast, 1)
    stranger = replace(acting(cast.an, Role.AGENCY_LEADER), agency_id=0)
    with on(SENT, 7):
        council_id = cast.council.pk
        assert refused(write_replies, stranger, council_id, rows=rows_for(petitions)) == "petitions.no_reply"
        assert refused(write_replies, cast.minh, council_id, rows=rows_for(petitions)) == "policy.not_allowed"
        assert refused(send_replies, cast.an, council_id, numbers=[1]) == "policy.not_allowed"
        assert refused(send_replies, leader(cast), council_id, numbers=[]) == "petitions.no_reply"


def typed_for(petitions: list[Petition], **changes: str) -> dict[str, Any]:
    """A common answer as the browser sends it."""
    typed: dict[str, Any] = {
        "code": [each.code for each in petitions],
        "result_class": "da_giai_quyet",
        "text": "Đã thay đèn tại {vị trí} ngày {ngày}.",
    }
    for number, each in enumerate(petitions, start=1):
        typed |= {f"place-{each.code}": f"ngõ {number}", f"day-{each.code}": f"{number}/6/2026"}
        typed |= {f"evidence-{each.code}": f"Biên bản {number}"}
    return {**typed, **changes}


def test_one_text_becomes_an_answer_of_its_own_for_each(cast: Cast) -> None:
    petitions, officer = some(cast, 2), signed_in(cast.an)
    codes = {"code": [each.code for each in petitions]}
    with on(LATER):
        assert officer.get("/kien-nghi/tra-loi/chung/", codes).status_code == 200
        lacking = officer.post(COMMON, typed_for(petitions, propose="1", **{f"evidence-{petitions[1].code}": ""}))
        assert (lacking.status_code, Reply.objects.count()) == (400, 0)
        assert "minh chứng" in lacking.content.decode()
        assert officer.post(COMMON, typed_for(petitions, propose="1")).status_code == 302
    texts = Reply.objects.order_by("petition_id").values_list("text", "state")
    assert list(texts) == [
        ("Đã thay đèn tại ngõ 1 ngày 01/06/2026.", "proposed"),
        ("Đã thay đèn tại ngõ 2 ngày 02/06/2026.", "proposed"),
    ]
    assert "Chưa chọn kiến nghị nào" in officer.get(COMMON).content.decode()
    assert signed_in(cast.minh).get(COMMON).status_code == 403


def filled_in(data: bytes, change: Callable[[Any], None]) -> SimpleUploadedFile:
    """The downloaded table after somebody worked on it."""
    book = load_workbook(BytesIO(data))
    change(book.worksheets[0])
    out = BytesIO()
    book.save(out)
    return SimpleUploadedFile("tra-loi.xlsx", out.getvalue())


def test_a_table_goes_out_and_comes_back_and_nothing_is_kept_unseen(cast: Cast) -> None:
    petitions, officer = some(cast, 3), signed_in(cast.an)
    with on(LATER):
        data = officer.get(f"{TABLE}tai/").content

        def work(sheet: Any) -> None:
            assert sheet.protection.sheet
            assert (sheet["A2"].protection.locked, sheet["E2"].protection.locked) == (True, False)
            sheet["E2"], sheet["F2"], sheet["G2"] = "Đã giải quyết xong", "Đã nạo vét xong.", date(2026, 6, 20)
            sheet["M2"] = "Biên bản 7"
            sheet["G3"] = "ngày nào đó"
            sheet["A4"] = "SH-26-9999"
            sheet["F4"] = "Nhầm mã"

        shown = officer.post(TABLE, {"file": filled_in(data, work)}).content.decode()
        assert Reply.objects.count() == 0
        for words in ("Biên bản 7", "G3", "Mã này không nằm trong", "Trình duyệt 1 trả lời"):
            assert words in shown
        assert officer.post(f"{TABLE}nhan/", {"propose": "1"}).status_code == 302
        reply = Reply.objects.get()
        assert (reply.petition_id, reply.text, reply.state) == (petitions[0].pk, "Đã nạo vét xong.", "proposed")
        assert officer.post(f"{TABLE}nhan/").status_code == 409


def test_a_table_that_is_none_is_refused_in_words(cast: Cast) -> None:
    officer = signed_in(cast.an)
    page = officer.post(TABLE, {"file": SimpleUploadedFile("thu.xlsx", b"no table")})
    assert page.status_code == 400
    assert "thiếu cột mã" in page.content.decode()
    assert signed_in(cast.hoa).get(f"{TABLE}tai/").status_code == 403
