"""Pages of the register: who sees what, the same number of queries for one row and for three, forms to their verbs."""

from collections.abc import Callable
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from nghitruong.engines.spreadsheets import OutSheet, read_book, write_book
from nghitruong.foundation.councils import queries
from nghitruong.foundation.councils.actions import (
    add_affiliation,
    add_constituency,
    appoint_members,
    create_body,
    grant_mandates,
    suspend_mandate,
)
from nghitruong.foundation.councils.actions.succession import parts_of
from nghitruong.foundation.councils.models import Agency, Body, DeputyImport, Mandate, Membership, Person, Term
from nghitruong.foundation.councils.queries.choices import post_title
from nghitruong.foundation.councils.rules import DeputyRow, MemberRow, Part
from nghitruong.kernel.actor import Role, system_actor
from tests.cast import TERM_START, Cast, add_person, signed_in
from tests.councils.town import MERGED, city, mandates_of, ward

pytestmark = pytest.mark.django_db

OPEN = ["deputies", "organisation", "terms", "successions"]
OFFICE_ONLY = ["new_deputy", "import", "new_body", "new_agency", "new_affiliation", "new_term", "new_constituency"]


def at(name: str, *args: object) -> str:
    return reverse(f"councils:{name}", args=args)


def text(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200, url
    return response.content.decode()


def queries_of(act: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as seen:
        act()
    return len(seen)


@pytest.mark.parametrize("name", [*OPEN, *OFFICE_ONLY, "roll_over", "new_succession"])
def test_nobody_is_sent_to_sign_in(client: Client, cast: Cast, name: str) -> None:
    response = client.get(at(name))
    assert response.status_code == 302
    assert "next=" in response["Location"]


@pytest.mark.parametrize("name", OPEN)
def test_everybody_of_the_council_reads_the_register(cast: Cast, name: str) -> None:
    for actor in (cast.minh, cast.hoa, cast.an, cast.kien):
        text(signed_in(actor), at(name))


@pytest.mark.parametrize("name", [*OFFICE_ONLY, "roll_over"])
def test_only_the_office_changes_it(cast: Cast, name: str) -> None:
    assert signed_in(cast.minh).get(at(name)).status_code in (200, 302)
    for actor in (cast.hoa, cast.lan, cast.an, cast.binh):
        assert signed_in(actor).get(at(name)).status_code == 403


def test_another_council_s_records_do_not_exist(cast: Cast) -> None:
    stranger = signed_in(cast.kien)
    hoa = cast.hoa.mandate_id
    addresses = [at("deputy", hoa), at("body", cast.standing.pk), at("agency", cast.agency.pk)]
    addresses += [at("edit_person", hoa), at("edit_contact", hoa), at("move", hoa, "xin-thoi")]
    assert {stranger.get(url).status_code for url in addresses} == {404}
    assert "Trần Thị Lan" not in text(stranger, at("deputies"))


def test_the_list_is_the_same_price_for_one_and_three(cast: Cast) -> None:
    client = signed_in(cast.minh)
    text(client, at("deputies"))
    one = queries_of(lambda: text(client, at("deputies")))
    cast.deputies(3)
    assert queries_of(lambda: text(client, at("deputies"))) == one
    assert one <= 16


def test_the_organisation_is_the_same_price_for_one_and_three(cast: Cast) -> None:
    client = signed_in(cast.minh)
    url = at("organisation")

    def add(number: int) -> None:
        place = add_constituency(cast.minh, cast.term, number=number)
        body = create_body(
            cast.minh,
            cast.council,
            kind="to_dai_bieu",
            name=f"Tổ đại biểu số {number}",
            valid_from=TERM_START,
            constituencies=[place],
        )
        rows = [MemberRow(deputy.person_id or 0, "thanh_vien_to", "by_office") for deputy in cast.deputies(number)]
        appoint_members(cast.minh, body, rows=rows, valid_from=TERM_START)

    add(1)
    text(client, url)
    one = queries_of(lambda: text(client, url))
    add(2)
    add(3)
    assert queries_of(lambda: text(client, url)) == one
    assert one <= 20


def test_a_large_body_opens_at_a_press_and_every_part_has_its_way(cast: Cast) -> None:
    place = add_constituency(cast.minh, cast.term, number=9)
    made = {"kind": "to_dai_bieu", "valid_from": TERM_START, "constituencies": [place]}
    tenth, body = (create_body(cast.minh, cast.council, name=f"Tổ đại biểu số {n}", **made) for n in (10, 9))
    rows = [MemberRow(deputy.person_id or 0, "thanh_vien_to", "by_office") for deputy in cast.deputies(7)]
    client, card = signed_in(cast.minh), f'<details class="card fold" id="body-{body.pk}"'
    appoint_members(cast.minh, body, rows=rows[:6], valid_from=TERM_START)
    assert f"{card} open>" in text(client, at("organisation"))
    appoint_members(cast.minh, body, rows=rows[6:], valid_from=TERM_START)
    shown = text(client, at("organisation"))
    assert f"{card}>" in shown
    assert f'href="{at("body", body.pk)}"' in shown
    assert shown.index(card) < shown.index(f'id="body-{tenth.pk}"')
    for part in ("agencies", "guests"):
        assert f'class="chip" href="#{part}"' in shown
        assert f'id="{part}"' in shown
    assert f"{card} open>" in text(client, at("organisation") + "?tat-ca=1")


def test_the_list_is_searched_and_narrowed(cast: Cast) -> None:
    client = signed_in(cast.hoa)
    assert "Lê Thị Hoa" in text(client, at("deputies") + "?q=le+hoa")
    assert "Trần Thị Lan" not in text(client, at("deputies") + "?q=le+hoa")
    assert "Không tìm thấy đại biểu" in text(client, at("deputies") + "?q=khongai")
    assert "Trần Thị Lan" in text(client, at("deputies") + f"?ban={cast.standing.pk}")
    strange = "?ban=abc&dvbc=&nguon=x&trang_thai=bay&trang=900"
    assert "Lê Thị Hoa" in text(client, at("deputies") + strange)


def test_two_hundred_deputies_come_in_pages(cast: Cast) -> None:
    grant_mandates(cast.minh, cast.term, rows=[DeputyRow(f"Người Thứ {n:03}") for n in range(200)])
    client = signed_in(cast.minh)
    first = text(client, at("deputies"))
    assert "1–50 / 202" in first or "1–50 trong 202" in first or "202" in first
    assert first.count("table__title") == 50
    assert text(client, at("deputies") + "?trang=5").count("table__title") == 2


def test_private_data_is_for_herself_the_office_and_the_standing_body(cast: Cast) -> None:
    Person.objects.filter(pk=cast.hoa.person_id).update(phone="0900 111 222", born_on=date(1970, 2, 3), born_year=1970)
    url = at("deputy", cast.hoa.mandate_id)
    standing = add_person(cast.council, "Người Thường Trực", Role.STANDING)
    for actor in (cast.minh, cast.hoa, standing):
        assert "0900 111 222" in text(signed_in(actor), url)
    for actor in (cast.lan, cast.an, cast.binh):
        page = text(signed_in(actor), url)
        assert "0900 111 222" not in page
        assert "03/02/1970" not in page
        assert "1970" in page


def test_a_deputy_s_page_shows_posts_moves_and_history(cast: Cast) -> None:
    mandate = Mandate.objects.get(pk=cast.hoa.mandate_id)
    suspend_mandate(cast.minh, mandate, reason="bị khởi tố", decision="05/QĐ")
    page = text(signed_in(cast.minh), at("deputy", mandate.pk))
    assert "bị khởi tố · 05/QĐ · Nguyễn Văn Minh" in page
    assert at("move", mandate.pk, "khoi-phuc") in page
    assert at("move", mandate.pk, "xin-thoi") not in page
    assert at("move", mandate.pk, "khoi-phuc") not in text(signed_in(cast.lan), at("deputy", mandate.pk))
    assert "Chủ tịch HĐND" in text(signed_in(cast.minh), at("deputy", cast.lan.mandate_id))


def test_who_reads_the_day_of_birth_is_not_told_the_year_again(cast: Cast) -> None:
    person = Mandate.objects.get(pk=cast.hoa.mandate_id).person
    type(person).objects.filter(pk=person.pk).update(born_on=date(1980, 2, 1))
    office = text(signed_in(cast.minh), at("deputy", cast.hoa.mandate_id))
    assert "01/02/1980" in office
    assert "Năm sinh" not in office
    other = text(signed_in(cast.lan), at("deputy", cast.hoa.mandate_id))
    assert "01/02/1980" not in other


def test_a_move_is_asked_for_and_done(cast: Cast) -> None:
    client, url = signed_in(cast.minh), at("move", cast.hoa.mandate_id, "xin-thoi")
    assert "Xin thôi làm nhiệm vụ" in text(client, url)
    wrong = client.post(url, {"reason": "", "on": "31/2"})
    assert wrong.status_code == 400
    assert client.post(url, {"reason": "chuyển công tác", "on": "1/1/2025"}).status_code == 400
    done = client.post(url, {"reason": "chuyển công tác", "on": "26/11/2026"})
    assert done.status_code == 302
    assert Mandate.objects.get(pk=cast.hoa.mandate_id).state == "release_requested"
    assert client.post(url, {"reason": "lần nữa", "on": "26/11/2026"}).status_code == 409
    assert client.get(at("move", cast.hoa.mandate_id, "bay-len")).status_code == 404
    assert signed_in(cast.lan).post(url, {"reason": "x", "on": "26/11/2026"}).status_code == 403


def test_a_deputy_is_seated_and_corrected_from_pages(cast: Cast) -> None:
    client = signed_in(cast.minh)
    place = add_constituency(cast.minh, cast.term, number=2)
    fields = {"full_name": "Đỗ Thị Mơ", "born_on": "1/2/1980", "constituency": "2", "origin": "elected"}
    made = client.post(at("new_deputy"), {**fields, "starts_on": "15/3/2026", "gender": "nu"})
    assert made.status_code == 302
    mandate = Mandate.objects.get(person__full_name="Đỗ Thị Mơ")
    assert (mandate.constituency, mandate.person.gender) == (place, "nu")
    assert client.post(at("edit_person", mandate.pk), {"full_name": "Đỗ Thị Mơ Mơ"}).status_code == 302
    assert client.post(at("edit_contact", mandate.pk), {"phone": "0900", "email": "mo@example.vn"}).status_code == 302
    assert client.post(at("edit_seat", mandate.pk), {"seat": "1"}).status_code == 409
    assert client.post(at("edit_seat", mandate.pk), {"seat": "9"}).status_code == 302
    assert client.post(at("edit_place", mandate.pk), {"constituency": ""}).status_code == 302
    assert client.post(at("number_seats")).status_code == 302
    mandate.refresh_from_db()
    person = mandate.person
    assert (person.full_name, person.email, mandate.constituency) == ("Đỗ Thị Mơ Mơ", "mo@example.vn", None)
    assert signed_in(cast.hoa).post(at("edit_contact", cast.hoa.mandate_id), {"phone": "1"}).status_code == 302


def test_bodies_and_posts_from_pages(cast: Cast) -> None:
    client = signed_in(cast.minh)
    body = {"kind": "ban", "committee": "KTNS", "name": "Ban Kinh tế - Ngân sách", "valid_from": "15/3/2026"}
    assert client.post(at("new_body"), body).status_code == 302
    found = Body.objects.get(committee="KTNS")
    post = {"person": cast.hoa.person_id, "post": "truong_ban", "basis": "elected", "valid_from": "15/3/2026"}
    assert client.post(at("appoint", found.pk), post).status_code == 302
    assert client.post(at("appoint", found.pk), post).status_code == 409
    assert "Lê Thị Hoa" in text(client, at("body", found.pk))
    held = Membership.objects.get(body=found)
    assert client.post(at("end_post", held.pk), {"on": "26/11/2026", "reason": "miễn nhiệm"}).status_code == 302
    assert client.post(at("end_body", found.pk), {"on": "26/11/2026", "reason": "giải thể"}).status_code == 302
    page = text(client, at("organisation") + "?ngay=26/11/2026")
    assert "Ban Kinh tế - Ngân sách" in page
    assert "Ban Kinh tế - Ngân sách" not in text(client, at("organisation") + "?ngay=27/11/2026")
    assert client.get(at("organisation") + "?ngay=32/13").status_code == 200


def test_agencies_and_guests_from_pages(cast: Cast) -> None:
    client = signed_in(cast.minh)
    agency = {"name": "Trạm Y tế", "code": "yte", "kind": "chuyen_mon", "level": "xa", "valid_from": "15/3/2026"}
    assert client.post(at("new_agency"), agency).status_code == 302
    found = Agency.objects.get(code="yte")
    assert client.post(at("new_focal_person", found.pk), {"valid_from": "15/3/2026"}).status_code == 400
    someone = {"new_name": "Lò Thị Quế", "is_leader": "on", "valid_from": "15/3/2026"}
    assert client.post(at("new_focal_person", found.pk), someone).status_code == 302
    assert "Lò Thị Quế" in text(client, at("agency", found.pk))
    focal = found.focal_persons.get()
    assert client.post(at("end_focal_person", focal.pk), {"on": "26/11/2026", "reason": "hưu"}).status_code == 302
    assert client.post(at("end_agency", found.pk), {"on": "26/11/2026", "reason": "gộp"}).status_code == 302
    guest = {"new_name": "Vàng A Páo", "capacity": "guest", "post": "Già làng", "organisation": "Bản Mây"}
    assert client.post(at("new_affiliation"), {**guest, "valid_from": "15/3/2026"}).status_code == 302
    row = queries.affiliations_of(cast.council.pk, date(2026, 11, 26)).get()
    assert "Vàng A Páo" in text(client, at("organisation"))
    assert client.post(at("end_affiliation", row.pk), {"on": "26/11/2026", "reason": "xong"}).status_code == 302


def test_terms_from_pages(cast: Cast) -> None:
    client = signed_in(cast.minh)
    assert client.post(at("new_constituency"), {"number": "1", "area": "Khu phố 1"}).status_code == 302
    page = text(client, at("terms"))
    assert "Đơn vị bầu cử số 1" in page
    assert "Bầu cử bổ sung" in page
    term = {"ordinal": "2", "first_year": "2026", "last_year": "2031", "starts_on": "26/11/2026"}
    assert client.post(at("roll_over"), {**term, "starts_on": "1/1/2030"}).status_code == 409
    done = client.post(at("roll_over"), term)
    assert done.status_code == 200
    assert "Nhiệm kỳ mới đã bắt đầu" in done.content.decode()
    assert Term.objects.filter(council=cast.council).count() == 2
    assert client.post(at("new_term"), term).status_code == 409


def workbook(*rows: tuple[object, ...]) -> SimpleUploadedFile:
    data = write_book([OutSheet("DS", ("Họ tên", "Ngày sinh"), rows)])  # type: ignore[arg-type]
    return SimpleUploadedFile("danh sách.xlsx", data)


def test_an_import_from_upload_to_deputies(cast: Cast) -> None:
    client = signed_in(cast.minh)
    assert client.post(at("import"), {}).status_code == 400
    bad = client.post(at("import"), {"lists": SimpleUploadedFile("a.pdf", b"%PDF-1.7")})
    assert "a.pdf: Đây là tệp PDF" in bad.content.decode()
    assert not DeputyImport.objects.exists()
    upload = [workbook(("Đỗ Thị Mơ", "1/2/1980"), ("Sai Ngày", "31/2/1980"))]
    staged = client.post(at("import"), {"lists": upload})
    batch = DeputyImport.objects.get()
    assert staged["Location"] == at("import_batch", batch.pk)
    page = text(client, at("import_batch", batch.pk))
    assert "Thêm 1 đại biểu" in page
    assert "Không có ngày 31/2" in page
    faults = client.get(at("import_faults", batch.pk))
    cells = [cell.text for row in read_book(faults.content).sheets[0].rows for cell in row.cells.values()]
    assert "Sai Ngày" in cells
    assert "Đỗ Thị Mơ" not in cells
    file = batch.files.get()
    columns = {f"f{file.pk}-origin": "", f"f{file.pk}-c0": "full_name", f"f{file.pk}-c1": "born"}
    assert client.post(at("import_columns", batch.pk, file.pk), columns).status_code == 302
    run = queries.dry_run(batch)
    assert client.post(at("import_take_in", batch.pk), {"digest": "old"}).status_code == 409
    assert client.post(at("import_take_in", batch.pk), {"digest": run.digest}).status_code == 302
    assert Mandate.objects.filter(person__full_name="Đỗ Thị Mơ").count() == 1
    assert "Đã nhập" in text(client, at("import_batch", batch.pk))
    assert client.get(at("import_columns", batch.pk, file.pk)).status_code == 405


def test_an_import_can_be_dropped(cast: Cast) -> None:
    client = signed_in(cast.minh)
    client.post(at("import"), {"lists": [workbook(("Đỗ Thị Mơ", "1/2/1980"))]})
    batch = DeputyImport.objects.get()
    assert client.post(at("import_drop", batch.pk)).status_code == 302
    assert client.post(at("import_drop", batch.pk)).status_code == 409
    assert "Đã bỏ" in text(client, at("import_batch", batch.pk))


def test_a_dry_run_is_the_same_price_for_one_row_and_three(cast: Cast) -> None:
    client = signed_in(cast.minh)
    for rows in ([("A Một", "")], [("A Một", ""), ("B Hai", ""), ("C Ba", "")]):
        client.post(at("import"), {"lists": [workbook(*rows)]})
    small, large = (at("import_batch", batch.pk) for batch in DeputyImport.objects.order_by("id"))
    text(client, small)
    assert queries_of(lambda: text(client, small)) == queries_of(lambda: text(client, large))


@pytest.mark.slow
def test_a_merger_from_the_province_to_the_new_office() -> None:
    top = city()
    old, new = ward(1, top, deputies=3), ward(9, top, opened_on=MERGED)
    admin = signed_in(add_person(top, "Quản Trị Tỉnh", Role.PROVINCE_ADMIN))
    clerk = signed_in(add_person(new, "Văn Thư Mới", Role.CLERK))
    assert "HĐND phường Sen 9" in text(admin, at("new_succession"))
    url = f"{at('new_succession')}?hdnd={new.pk}"
    first = {"on": "1/7/2026", "decision": "1686/NQ", f"k{old.pk}": "part"}
    page = admin.post(url, first).content.decode()
    assert "Ai chuyển sang từ HĐND phường Sen 1" in page
    some = [mandate.pk for mandate in mandates_of(old)[:2]]
    second = {**first, "step": "3", f"p{old.pk}-mandates": some, f"p{old.pk}-closes": "on"}
    assert admin.post(url, second).status_code == 302
    assert admin.post(url, {**first, f"k{old.pk}": ""}).status_code == 400
    plan = queries.plans_of(system_actor(new.pk)).get()
    assert admin.post(at("carry_out_succession", plan.pk)).status_code == 404
    assert "Thực hiện" in text(clerk, at("succession", plan.pk))
    assert clerk.post(at("carry_out_succession", plan.pk)).status_code == 302
    after = text(clerk, at("succession", plan.pk))
    assert "Sau, HĐND mới" in after
    assert "HĐND phường Sen 1" in text(clerk, at("successions"))
    assert queries.total_deputies(new.pk, MERGED) == 2


def test_a_whole_merger_is_prepared_in_one_step_and_withdrawn() -> None:
    top = city()
    old, new = ward(1, top, deputies=2), ward(9, top, opened_on=MERGED)
    admin = signed_in(add_person(top, "Quản Trị Tỉnh", Role.PROVINCE_ADMIN))
    url = f"{at('new_succession')}?hdnd={new.pk}"
    assert admin.post(url, {"on": "1/7/2026", "decision": "1/NQ", f"k{old.pk}": "whole"}).status_code == 302
    plan = queries.plans_of(system_actor(top.pk)).get()
    assert parts_of(plan) == [Part(old.pk)]
    assert admin.post(at("withdraw_succession", plan.pk), {"reason": ""}).status_code == 400
    assert admin.post(at("withdraw_succession", plan.pk), {"reason": "nhầm"}).status_code == 302
    assert admin.get(f"{at('new_succession')}?hdnd={old.pk + 10**6}").status_code == 404


@pytest.mark.parametrize(
    ("post", "kind", "body", "expected"),
    [
        ("truong_ban", "ban", "Ban Pháp chế", "Trưởng Ban Pháp chế"),
        ("to_truong", "to_dai_bieu", "Tổ đại biểu số 1", "Tổ trưởng Tổ đại biểu số 1"),
        ("uy_vien_thuong_truc", "thuong_truc", "Thường trực HĐND phường", "Ủy viên Thường trực HĐND phường"),
        ("chu_tich", "thuong_truc", "Thường trực HĐND phường", "Chủ tịch HĐND"),
        ("chuyen_vien", "van_phong", "Bộ phận giúp việc", "Chuyên viên Văn phòng, Bộ phận giúp việc"),
    ],
)
def test_a_post_says_nothing_twice(post: str, kind: str, body: str, expected: str) -> None:
    assert post_title(post, kind, body) == expected


def test_english_readers_find_no_broken_page(cast: Cast) -> None:
    add_affiliation(
        cast.minh,
        Person.objects.get(pk=cast.an.person_id),
        capacity="guest",
        post="Bí thư",
        organisation="Đảng ủy",
        valid_from=TERM_START,
    )
    client = signed_in(cast.minh)
    client.cookies["django_language"] = "en"
    for name in OPEN:
        text(client, at(name))
