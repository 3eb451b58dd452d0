"""The posted schedule on the public site, and an appointment without account or script."""

from datetime import datetime, timedelta
from html import unescape

import pytest
from django.http import HttpResponse
from django.test import Client

from nghitruong.domain.letters import rules
from nghitruong.domain.letters.actions import PlannedDay, confirm_slot, plan_day, post_schedule, postpone_day
from nghitruong.domain.letters.models import ReceptionDay, Sender, Slot
from nghitruong.domain.petitions.models import Sending
from nghitruong.kernel import clock
from tests.cast import Cast, signed_in
from tests.letters.desk import seat, standing
from tests.portal.test_pages import HOME

pytestmark = pytest.mark.django_db

PAGE = f"{HOME}lich-tiep-dan/"
OWN = f"{PAGE}hen/"
TYPED = {
    "subject": "Bồi thường cây trồng trên đất thu hồi",
    "name": "Trần Văn Canary",
    "phone": "0987 654 321",
    "email": "canary@example.vn",
    "khoa": "mot-khoa",
}


def posted(cast: Cast, in_days: int = 20, place: str = "Phòng tiếp công dân phường") -> ReceptionDay:
    day = clock.today() + timedelta(days=in_days)
    starts_at = datetime(day.year, day.month, day.day, 8, tzinfo=clock.COUNCIL_ZONE)
    planned = PlannedDay(seat(cast.lan), starts_at, starts_at + timedelta(hours=3), place)
    held = plan_day(cast.minh, cast.council.pk, planned=planned)
    return post_schedule(standing(cast), cast.council.pk, day_ids=[held.pk])[0]


def shown(answer: object) -> str:
    assert isinstance(answer, HttpResponse)
    return unescape(answer.content.decode())


def ask(day: ReceptionDay, client: Client | None = None, **changes: str) -> HttpResponse:
    answer = (client or Client()).post(f"{PAGE}{day.pk}/hen/", {**TYPED, **changes})
    assert isinstance(answer, HttpResponse)
    return answer


def test_an_empty_schedule_says_so(cast: Cast) -> None:
    assert "Chưa có lịch tiếp công dân được niêm yết" in shown(Client().get(PAGE))


def test_the_schedule_says_who_when_where_and_since_when(cast: Cast) -> None:
    day = posted(cast)
    page = shown(Client().get(PAGE))
    for words in (
        "Trần Thị Lan",
        "08:00\N{NO-BREAK SPACE}–\N{NO-BREAK SPACE}11:00",
        "Phòng tiếp công dân phường",
        "Niêm yết ngày",
        "dai-bieu/tran-thi-lan/",
    ):
        assert words in page
    assert f"{PAGE}{day.pk}/hen/" in page
    assert "<script" not in page.replace('<script type="module"', "")


def test_a_planned_day_is_nobodys_business_and_a_postponed_one_leads_on(cast: Cast) -> None:
    day = posted(cast)
    planned = PlannedDay(seat(cast.hoa), day.starts_at, day.ends_at, "Chưa niêm yết")
    plan_day(cast.minh, cast.council.pk, planned=planned)
    later = {"starts_at": day.starts_at + timedelta(days=7), "ends_at": day.ends_at + timedelta(days=7)}
    postpone_day(cast.minh, day, reason="Bão số 3", **later)
    page = shown(Client().get(PAGE))
    assert "Chưa niêm yết" not in page
    assert "Bão số 3. Chuyển sang" in page
    assert Client().get(f"{PAGE}{day.pk}/hen/").status_code == 404


def test_an_appointment_is_asked_for_seen_and_cancelled_without_an_account(cast: Cast) -> None:
    day, client = posted(cast), Client()
    form = shown(client.get(f"{PAGE}{day.pk}/hen/"))
    for words in (f"{rules.KEEP_CALLERS_DAYS} ngày", "Không ghi việc tố cáo", "Trần Thị Lan"):
        assert words in form
    answer = ask(day, client)
    assert (answer.status_code, answer["Location"]) == (302, OWN)
    slot = Slot.objects.get()
    page = shown(client.get(OWN))
    for words in (slot.code, TYPED["subject"], "0987654321", "Hủy lịch hẹn"):
        assert words in page
    assert client.get(OWN)["Cache-Control"] == "no-store"
    confirm_slot(cast.minh, slot, at=day.starts_at)
    assert "Giờ hẹn của ông, bà" in shown(client.get(OWN))
    assert client.post(f"{OWN}huy/").status_code == 302
    slot.refresh_from_db()
    assert (slot.state, Sender.objects.get(slot=slot).name) == ("cancelled", "")
    page = shown(client.get(OWN))
    assert "Công dân đã hủy" in page
    assert "Canary" not in page


def test_nobody_else_sees_who_asked(cast: Cast) -> None:
    day = posted(cast)
    ask(day)
    slot = Slot.objects.get()
    for address in (PAGE, OWN, f"{PAGE}{day.pk}/hen/", HOME):
        page = shown(Client().get(address))
        for words in ("Canary", slot.code, TYPED["subject"]):
            assert words not in page


def test_the_code_opens_it_elsewhere_and_a_wrong_one_rests(cast: Cast) -> None:
    ask(posted(cast))
    code = Slot.objects.get().code
    other = Client()
    assert other.post(OWN, {"code": f" {code[:4].lower()} {code[4:].lower()}"}).status_code == 302
    assert code in shown(other.get(OWN))
    assert other.post(f"{OWN}dong/").status_code == 302
    assert code not in shown(other.get(OWN))
    answers = [Client().post(OWN, {"code": "SAISAISAI"}).status_code for _try in range(6)]
    assert answers[0] == 400
    assert answers[-1] != 302
    assert Client().post(OWN, {"code": code}).status_code != 302, "it rests after five wrong ones"


def test_what_has_to_be_corrected_is_said_and_nothing_is_lost(cast: Cast) -> None:
    day = posted(cast)
    for changes, words in (
        ({"name": ""}, "Họ"),
        ({"phone": "", "email": ""}, "Ghi số điện thoại hoặc thư điện tử"),
        ({"phone": "12"}, "Số điện thoại gồm 10 chữ số"),
        ({"subject": "Tôi tố cáo ông A"}, "Không ghi việc tố cáo ở đây, kể cả tên"),
        ({"subject": ""}, "Trần Văn Canary"),
    ):
        answer = ask(day, **changes)
        assert answer.status_code == 400
        assert words in shown(answer)
        assert "mot-khoa" in shown(answer)
    assert not Slot.objects.exists()
    assert ask(day, subject="<script>alert(1)</script>").status_code == 302


def test_html_in_the_matter_is_text_for_the_citizen_and_the_office(cast: Cast) -> None:
    day, client = posted(cast), Client()
    ask(day, client, subject="<script>alert(1)</script>")
    assert b"<script>alert" not in client.get(OWN).content


def test_a_form_that_is_sent_twice_is_one_appointment(cast: Cast) -> None:
    day = posted(cast)
    assert ask(day)["Location"] == ask(day)["Location"]
    assert Slot.objects.count() == 1


def test_a_long_key_is_known_again_after_its_hour(cast: Cast) -> None:
    day = posted(cast)
    for _time in range(2):
        assert ask(day, khoa="k" * 10_000).status_code == 302
        Sending.objects.all().delete()
    assert Slot.objects.count() == 1


def test_a_machine_is_stopped_with_a_sentence(cast: Cast) -> None:
    day = posted(cast)
    for number in range(rules.MOST_AN_HOUR):
        others = {"phone": f"098765400{number}", "email": f"canary{number}@example.vn"}
        assert ask(day, khoa=f"k{number}", **others).status_code == 302
    answer = ask(day, khoa="k-more")
    assert answer.status_code == 409
    assert TYPED["subject"] in shown(answer)
    assert Slot.objects.count() == rules.MOST_AN_HOUR


def test_days_of_others_and_nonsense_have_no_form(cast: Cast) -> None:
    posted(cast)
    assert Client().get(f"{PAGE}999999/hen/").status_code == 404
    assert Client().get(f"{HOME}lich-tiep-dan/x/hen/").status_code == 404
    assert Client().get(f"{OWN}huy/").status_code == 302
    bad = Client()
    bad.cookies["hen"] = "1:bad:seal"
    assert bad.get(OWN).status_code == 200


def test_a_page_of_many_days_stays_light_and_asks_little(cast: Cast, django_assert_max_num_queries: object) -> None:
    for number in range(12):
        posted(cast, 20 + number)
    with django_assert_max_num_queries(8):  # type: ignore[operator]
        answer = Client().get(PAGE)
    assert len(answer.content) < 40_000


@pytest.mark.slow
def test_the_office_finds_what_was_asked_and_answers_it(cast: Cast) -> None:
    day = posted(cast)
    ask(day)
    slot, office = Slot.objects.get(), signed_in(cast.minh)
    for address in ("/tiep-dan/", f"/tiep-dan/{day.pk}/"):
        page = shown(office.get(address))
        for words in (slot.code, "Trần Văn Canary", "0987654321", TYPED["subject"], "Đổi lịch hẹn"):
            assert words in page
        assert "Canary" not in shown(signed_in(cast.hoa).get(address))
    assert "1 công dân đăng ký lịch hẹn" in shown(office.get("/"))
    later = posted(cast, 30)
    moved = {"new_day": later.pk, "at_0": f"{later.starts_at:%d/%m/%Y}", "at_1": "09:00", "reason": "Bận họp"}
    assert office.post(f"/tiep-dan/hen/{slot.pk}/doi-hen/", {**moved, "reason": ""}).status_code == 400
    assert office.post(f"/tiep-dan/hen/{slot.pk}/doi-hen/", moved).status_code == 302
    slot.refresh_from_db()
    assert (slot.day_id, slot.state) == (later.pk, "confirmed")
    assert signed_in(cast.hoa).get(f"/tiep-dan/hen/{slot.pk}/doi-hen/").status_code == 404
    assert "công dân đăng ký lịch hẹn" not in shown(office.get("/"))


def test_an_own_code_gives_no_endless_tries_at_those_of_others(cast: Cast) -> None:
    ask(posted(cast))
    own = Slot.objects.get().code
    for _round in range(4):
        assert Client().post(OWN, {"code": "SAISAISAI"}).status_code == 400
        assert Client().post(OWN, {"code": own}).status_code == 302
    assert Client().post(OWN, {"code": "SAISAISAI"}).status_code == 400
    assert Client().post(OWN, {"code": "SAISAISAI"}).status_code == 403
    assert Client().post(OWN, {"code": own}).status_code == 403


def test_who_has_the_right_code_opens_it_as_often_as_wanted(cast: Cast) -> None:
    ask(posted(cast))
    own = Slot.objects.get().code
    assert {Client().post(OWN, {"code": own}).status_code for _time in range(12)} == {302}
