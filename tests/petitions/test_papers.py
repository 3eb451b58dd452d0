"""The official papers: the letter of transfer before and after sending, the receipt, the consolidated report."""

import io
import re
from datetime import date
from html import unescape

import docx
import pytest
from django.test import Client

from nghitruong.domain.petitions.actions import forward_petitions
from nghitruong.domain.petitions.lifecycle import PetitionerKind
from nghitruong.domain.petitions.models import Petition
from tests.cast import Cast, signed_in
from tests.petitions.street import DRAIN, SENT, on, recorded, sent, sorted_one

pytestmark = pytest.mark.django_db

LAMP = "Đèn đường hẻm 112 hỏng năm bóng, đề nghị thay."
SPAN = "?tu=01/06/2026&den=30/06/2026"


def text_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    paper = docx.Document(io.BytesIO(answer.content))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    heads = [head._element.xml for head in (paper.sections[0].header, paper.sections[0].first_page_header)]
    return "\n".join([*heads, *(each.text for each in paper.paragraphs), *cells]).replace("\u00a0", " ")


def body(client: Client, address: str) -> str:
    return client.get(address).content.decode()


@pytest.mark.slow
def test_the_letter_lists_everything_that_goes_to_the_agency(cast: Cast) -> None:
    one, other = sorted_one(cast), sorted_one(cast, LAMP)
    Petition.objects.filter(pk=other.pk).update(intake=one.intake_id)
    office = signed_in(cast.minh)
    with on(SENT):
        draft = text_of(office, f"/kien-nghi/{one.code}/cong-van.docx")
        assert f"/kien-nghi/{one.code}/cong-van.docx" in body(office, f"/kien-nghi/nguon/{one.intake_id}/chuyen/")
        codes = [one.code, other.code]
        forward_petitions(cast.minh, cast.council.pk, codes=codes, letter_number="45/HĐND-VP")
        letter = text_of(office, f"/kien-nghi/{other.code}/cong-van.docx")
    sent(cast, "Đề nghị mở thêm lớp mẫu giáo ở khu phố 3.")
    assert "DỰ THẢO" in draft
    assert "DỰ THẢO" not in letter
    assert "Số: 45/HĐND-VP" in letter
    assert "Kính gửi: Ủy ban nhân dân phường Sen Hồng" in letter
    assert "chuyển 2 kiến nghị" in letter
    for text in (draft, letter):
        assert "Điều 50" in text
        assert "ngày 03 tháng 7 năm 2026" in text or "ngày 03 tháng 07 năm 2026" in text
        assert f"1. {one.code}. {DRAIN}" in text
        assert "0912345678" not in text
    assert office.get(f"/kien-nghi/{one.code}/cong-van.pdf").content.startswith(b"%PDF")


def test_no_letter_for_what_nobody_answers_yet_and_none_for_strangers(cast: Cast) -> None:
    (petition,) = recorded(cast)
    assert signed_in(cast.minh).get(f"/kien-nghi/{petition.code}/cong-van.docx").status_code == 409
    assert signed_in(cast.kien).get(f"/kien-nghi/{petition.code}/cong-van.docx").status_code == 404


def test_a_receipt_is_for_who_may_see_who_asked(cast: Cast) -> None:
    petition = sent(cast)
    voice = petition.voices.get()
    address = f"/kien-nghi/{petition.code}/phieu-tiep-nhan/{voice.pk}.docx"
    office = signed_in(cast.minh)
    text = text_of(office, address)
    for words in (petition.code, voice.private_code, "Nguyễn Thị Dân", "PHIẾU TIẾP NHẬN"):
        assert words in text
    assert address in body(office, f"/kien-nghi/{petition.code}/")
    for actor in (cast.an, cast.hoa, cast.kien):
        assert signed_in(actor).get(address).status_code == 404


@pytest.mark.slow
def test_the_consolidated_report_counts_signals_apart_and_opens_its_records(cast: Cast) -> None:
    sorted_one(cast)
    recorded(cast, LAMP)
    recorded(cast, "Báo nêu bãi rác tự phát cạnh chợ.", petitioner=PetitionerKind.SIGNAL)
    office = signed_in(cast.minh)
    page = body(office, f"/kien-nghi/tong-hop/{SPAN}")
    links = re.findall(r'<a href="(/kien-nghi/\?[^"]*)">(\d+)</a>', page)
    assert len(links) == 7  # one topic, one level, one agency, and each time what has none; one kind of asker
    for address, shown in links:
        assert body(office, unescape(address)).count('class="table__title"') == int(shown), address
    text = text_of(office, f"/kien-nghi/tong-hop.docx{SPAN}")
    assert "đã tổng hợp 2 kiến nghị và 0 ý kiến; báo chí, dư luận nêu 1." in text
    assert "từ ngày 01/06/2026 đến ngày 30/06/2026" in text
    assert "0912345678" not in text
    assert office.get(f"/kien-nghi/tong-hop.pdf{SPAN}").content.startswith(b"%PDF")


def test_a_consolidated_report_of_one_source_and_an_empty_one(cast: Cast) -> None:
    (petition,) = recorded(cast)
    recorded(cast, LAMP)
    office = signed_in(cast.minh)
    one = text_of(office, f"/kien-nghi/tong-hop.docx?nguon={petition.intake_id}")
    assert "đã tổng hợp 1 kiến nghị" in one
    assert "(Hội nghị khu phố 7)" in one
    with on(date(2026, 8, 1)):
        assert "Không có kiến nghị nào trong phạm vi này" in body(office, "/kien-nghi/tong-hop/?tu=01/07/2026")
