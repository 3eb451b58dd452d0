"""The official papers of letters and receptions: what stands on them, when there is one, and who may have it."""

import io
from datetime import date

import docx
import pytest
from django.test import Client

from nghitruong.domain.letters.actions import Person, guide_sender, refuse_visit, send_refusal
from nghitruong.domain.letters.models import Visit
from nghitruong.domain.letters.queries import papers
from tests.cast import Cast, signed_in
from tests.letters.desk import OLD, RECEIVED, SENDER, entry, forwarded, on, refused, registered, screened, visited

pytestmark = pytest.mark.django_db


def words(client: Client, address: str) -> str:
    answer = client.get(f"{address}.docx")
    assert answer.status_code == 200, address
    read = docx.Document(io.BytesIO(answer.content))
    cells = [cell.text for table in read.tables for row in table.rows for cell in row.cells]
    return "\n".join([*cells, *(each.text for each in read.paragraphs)]).replace("\xa0", " ")


def refused_visit(cast: Cast, day: date = RECEIVED, ground: str = "weapons") -> Visit:
    with on(day):
        return refuse_visit(cast.minh, cast.council.pk, entry=entry(day), ground=ground)


@pytest.mark.slow
def test_a_forwarded_letter_has_its_slip_with_number_body_and_day(cast: Cast) -> None:
    letter = forwarded(cast)
    office = signed_in(cast.minh)
    text = words(office, f"/don-thu/{letter.code}/phieu-chuyen")
    for part in ("PHIẾU CHUYỂN ĐƠN", "15/PC-HĐND", cast.agency.name, SENDER.name, letter.subject, "đơn khiếu nại"):
        assert part in text
    assert "15 tháng 7 năm 2026" in text, "accepted within seven working days (R8.20)"
    paper = office.get(f"/don-thu/{letter.code}/phieu-chuyen.pdf")
    assert paper.content.startswith(b"%PDF")
    assert paper["Cache-Control"] == "private, no-store"
    assert "phieu-chuyen.pdf" in office.get(f"/don-thu/{letter.code}/").content.decode()


def test_a_guided_complaint_has_a_slip_for_its_sender(cast: Cast) -> None:
    letter = screened(cast)
    office = signed_in(cast.minh)
    assert office.get(f"/don-thu/{letter.code}/phieu-huong-dan.docx").status_code == 409
    with on(RECEIVED):
        guide_sender(cast.minh, letter, competent="Chủ tịch UBND phường")
    text = words(office, f"/don-thu/{letter.code}/phieu-huong-dan")
    for part in ("PHIẾU HƯỚNG DẪN", "Chủ tịch UBND phường", f"ông/bà {SENDER.name}"):
        assert part.lower() in text.lower()
    assert refused(papers.forward_facts, cast.minh, letter) == "letters.no_paper"


def test_a_refused_reception_has_the_notice_01_tcd(cast: Cast) -> None:
    visit, office = refused_visit(cast), signed_in(cast.minh)
    page = f"/tiep-dan/so/{visit.code}/tu-choi"
    assert papers.refusal_facts(cast.minh, visit).paper.is_draft
    text = words(office, page)
    for part in ("Về việc từ chối tiếp công dân", SENDER.name, "Mang vũ khí", "Luật Tiếp công dân", "154/2026"):
        assert part in text
    with on(RECEIVED):
        send_refusal(cast.minh, visit, number="03/TB-HĐND")
    assert not papers.refusal_facts(cast.minh, visit).paper.is_draft
    assert "03/TB-HĐND" in words(office, page)
    assert "tu-choi.pdf" in office.get("/tiep-dan/so/").content.decode()


def test_before_the_decree_the_notice_names_the_law_alone(cast: Cast) -> None:
    visit = refused_visit(cast, OLD, "threatens")
    text = words(signed_in(cast.minh), f"/tiep-dan/so/{visit.code}/tu-choi")
    assert "42/2013" in text
    assert "154/2026" not in text


def test_there_is_no_notice_of_somebody_who_was_received_or_forgotten(cast: Cast) -> None:
    assert refused(papers.refusal_facts, cast.minh, visited(cast)) == "letters.no_paper"
    visit = refused_visit(cast)
    visit.senders.update(name="")
    assert refused(papers.refusal_facts, cast.minh, visit) == "letters.no_paper"


def test_who_gets_a_paper_and_bad_addresses(cast: Cast) -> None:
    letter, visit = forwarded(cast), refused_visit(cast)
    for actor in (cast.binh, cast.kien):
        assert signed_in(actor).get(f"/don-thu/{letter.code}/phieu-chuyen.pdf").status_code == 404
        assert signed_in(actor).get(f"/tiep-dan/so/{visit.code}/tu-choi.pdf").status_code == 404
    assert SENDER.name in words(signed_in(cast.an), f"/don-thu/{letter.code}/phieu-chuyen")
    office = signed_in(cast.minh)
    for address in (
        f"/don-thu/{letter.code}/x.pdf",
        f"/don-thu/{letter.code}/phieu-chuyen.exe",
        "/don-thu/x/phieu-chuyen.pdf",
    ):
        assert office.get(address).status_code == 404
    assert office.get(f"/don-thu/{registered(cast).code}/phieu-chuyen.pdf").status_code == 409
    assert Client().get(f"/don-thu/{letter.code}/phieu-chuyen.pdf").status_code == 302


def test_a_withdrawn_sender_is_not_named_and_signs_are_text(cast: Cast) -> None:
    odd = Person("Nguyễn <b>Thị</b> & Con", "0912345678", "12/4")
    letter = screened(cast)
    letter.senders.update(name=odd.name)
    with on(RECEIVED):
        guide_sender(cast.minh, letter, competent="UBND & <phường>")
    assert odd.name in words(signed_in(cast.minh), f"/don-thu/{letter.code}/phieu-huong-dan")
    letter.senders.update(withdrawn_on=RECEIVED)
    assert odd.name not in words(signed_in(cast.minh), f"/don-thu/{letter.code}/phieu-huong-dan")
