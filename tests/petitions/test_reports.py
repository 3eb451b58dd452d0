"""The monthly answer report: its sums, the list behind each number, who reads it, its official form."""

import io
import re
from dataclasses import replace
from datetime import date
from html import unescape

import docx
import pytest
from django.test import Client

from nghitruong.domain.petitions import queries, rules
from nghitruong.domain.petitions.actions import (
    accept_reply,
    classify_petition,
    forward_petitions,
    reopen_petition,
    return_petition,
    return_reply,
)
from nghitruong.domain.petitions.lifecycle import PetitionerKind, ResultClass
from nghitruong.domain.petitions.queries import reports
from nghitruong.foundation.councils.models import Agency
from tests.cast import TERM_START, Cast, signed_in
from tests.petitions.street import DONE, PROMISE, SENT, on, recorded, replied, sent

pytestmark = pytest.mark.django_db

JUNE, JULY, AUGUST = date(2026, 6, 1), date(2026, 7, 1), date(2026, 8, 1)
FIRST, LAST = JUNE, date(2026, 6, 30)
CLASSES = tuple(ResultClass)


def found(cast: Cast, month: date, today: date = date(2026, 9, 1)) -> list[reports.OwedAnswer]:
    return reports.owed_answers(queries.petitions_of(cast.minh), month, today)


def numbers(cast: Cast, month: date, today: date = date(2026, 9, 1)) -> dict[str, int]:
    """The numbers of the month that are not 0."""
    return {part: count for part, count in reports.totals(found(cast, month, today)).items() if count}


def adds_up(n: dict[str, int]) -> bool:
    def get(*parts: str) -> int:
        return sum(n.get(part, 0) for part in parts)

    answered = get("in_time", "late")
    owed = n.get("owed", 0)
    return owed == get("carried", "received") == answered + get("open", "overdue") and answered == get(*CLASSES)


@pytest.mark.parametrize(
    ("duty", "parts"),
    [
        (rules.Duty(date(2026, 7, 1), date(2026, 7, 31)), ""),
        (rules.Duty(date(2026, 5, 1), date(2026, 5, 31), answered_on=date(2026, 5, 31)), ""),
        (rules.Duty(date(2026, 5, 20), date(2026, 6, 19)), "owed carried overdue"),
        (rules.Duty(date(2026, 5, 20), date(2026, 6, 19), is_stopped=True), "owed carried open"),
        (rules.Duty(date(2026, 6, 20), date(2026, 7, 20)), "owed received open"),
        (rules.Duty(date(2026, 6, 20), None), "owed received open"),
        (rules.Duty(JUNE, LAST, answered_on=LAST, result_class="giai_trinh"), "owed received in_time giai_trinh"),
        (rules.Duty(JUNE, LAST, answered_on=LAST, days_late=2, result_class="x"), "owed received late x"),
        (rules.Duty(JUNE, date(2026, 7, 9), answered_on=date(2026, 7, 1), result_class="x"), "owed received open"),
        (rules.Duty(date(2026, 6, 9), date(2026, 7, 9), answered_on=date(2026, 6, 1)), "owed received open"),
    ],
)
def test_which_numbers_count_a_duty(duty: rules.Duty, parts: str) -> None:
    assert rules.answer_parts(duty, FIRST, LAST, date(2026, 9, 1)) == frozenset(parts.split())


def test_nothing_is_overdue_before_its_day_has_passed() -> None:
    duty = rules.Duty(JUNE, date(2026, 6, 20))
    assert "open" in rules.answer_parts(duty, FIRST, LAST, date(2026, 6, 20))
    assert "overdue" in rules.answer_parts(duty, FIRST, LAST, date(2026, 6, 21))


def test_a_petition_goes_from_month_to_month(cast: Cast) -> None:
    sent(cast)
    assert numbers(cast, JUNE) == {"owed": 1, "received": 1, "open": 1}
    assert numbers(cast, JULY) == {"owed": 1, "carried": 1, "overdue": 1}
    assert numbers(cast, date(2026, 5, 1)) == {}


def test_answered_late_and_returned_and_answered_again(cast: Cast) -> None:
    petition = replied(cast, PROMISE, date(2026, 6, 20))
    assert numbers(cast, JUNE) == {"owed": 1, "received": 1, "in_time": 1, "dang_giai_quyet": 1}
    with on(date(2026, 7, 2)):
        return_reply(cast.minh, petition, reason="Chưa nêu mốc")
    assert numbers(cast, JUNE)["in_time"] == 1  # it stood when June ended
    assert numbers(cast, JULY) == {"owed": 1, "carried": 1, "overdue": 1}


def test_a_reopened_petition_is_owed_again(cast: Cast) -> None:
    petition = replied(cast, DONE, date(2026, 6, 25))
    with on(date(2026, 7, 2)):
        petition = accept_reply(cast.minh, petition)
    assert numbers(cast, JULY) == {}
    with on(date(2026, 8, 3)):
        reopen_petition(cast.minh, petition, reason="Cống lại tắc")
    assert numbers(cast, JUNE) == {"owed": 1, "received": 1, "in_time": 1, "da_giai_quyet": 1}
    assert numbers(cast, AUGUST, date(2026, 8, 9)) == {"owed": 1, "received": 1, "open": 1}


def test_what_was_returned_as_not_competent_is_owed_no_more(cast: Cast) -> None:
    petition = sent(cast)
    with on(date(2026, 6, 10)):
        return_petition(cast.an, petition, competent="Sở Xây dựng", basis="Quyết định 01")
    assert numbers(cast, JUNE) == {}


@pytest.mark.slow
def test_every_number_opens_as_many_petitions_as_it_says(cast: Cast) -> None:
    police = Agency.objects.create(
        council=cast.council, code="ca", name="Công an phường", kind="police", level="xa", valid_from=TERM_START
    )
    replied(cast, replace(PROMISE, late_reason="Chờ vật tư"), date(2026, 7, 8))
    sent(cast, "Đèn đường hẻm 112 hỏng, đề nghị thay.")
    other = sent(cast, "Đề nghị tuần tra ban đêm ở khu phố 3.")
    other.answer.debtor = police  # type: ignore[union-attr]
    other.answer.save()  # type: ignore[union-attr]
    office = signed_in(cast.minh)
    with on(date(2026, 9, 1)):
        for month in (JUNE, JULY, AUGUST):
            assert adds_up(numbers(cast, month))
            page = body(office, f"/kien-nghi/tra-loi-thang/?thang={month:%m-%Y}")
            links = re.findall(r'<a href="(/kien-nghi/\?[^"]*so=[^"]*)">([\d.]+)</a>', page)
            assert len(links) >= 12
            for address, shown in links:
                listed = body(office, unescape(address))
                assert listed.count('class="table__title"') == int(shown), address
    assert numbers(cast, JULY)["late"] == 1


def signal_sent(cast: Cast) -> None:
    (heard,) = recorded(cast, "Báo nêu bãi rác ở cuối đường số 9.", petitioner=PetitionerKind.SIGNAL)
    with on(SENT):
        heard = classify_petition(cast.minh, heard, topic="giao_thong", level="xa", agency=cast.agency)
        forward_petitions(cast.minh, cast.council.pk, codes=[heard.code])


@pytest.mark.slow
def test_signals_stand_apart_on_the_page_and_on_paper(cast: Cast) -> None:
    replied(cast, PROMISE, date(2026, 6, 20))
    (theirs,) = recorded(cast, "Mặt trận đề nghị lắp đèn.", petitioner=PetitionerKind.FRONT)
    with on(SENT):
        theirs = classify_petition(cast.minh, theirs, topic="thoat_nuoc_ngap", level="xa", agency=cast.agency)
        forward_petitions(cast.minh, cast.council.pk, codes=[theirs.code])
    signal_sent(cast)
    office = signed_in(cast.minh)
    with on(date(2026, 7, 1)):
        page = body(office, "/kien-nghi/tra-loi-thang/?thang=06-2026")
        answer = office.get("/kien-nghi/tra-loi-thang.docx?thang=06-2026")
        for address, shown in re.findall(r'<a href="(/kien-nghi/\?[^"]*so=[^"]*)">([\d.]+)</a>', page):
            listed = body(office, unescape(address))
            assert listed.count('class="table__title"') == int(shown), address
        narrowed = body(office, "/kien-nghi/tra-loi-thang/?thang=06-2026&nguoi-neu=signal")
    tables = [table_of(page, title) for title in ("Theo cơ quan", "Theo chủ thể", "Phản ánh của báo chí, dư luận")]
    assert [table[-1][:4] for table in tables] == [
        ["Cộng", "2", "0", "2"],
        ["Cộng", "2", "0", "2"],
        ["Cộng", "1", "0", "1"],
    ]
    assert [line[:2] for line in tables[1]] == [["Cử tri", "1"], ["Mặt trận Tổ quốc", "1"], ["Cộng", "2"]]
    paper = docx.Document(io.BytesIO(answer.content))
    text = "\n".join(each.text for each in paper.paragraphs).replace("\u00a0", " ")
    assert "Theo chủ thể nêu kiến nghị: Cử tri 1; Mặt trận Tổ quốc 1." in text
    assert "Cơ quan phải trả lời 1 phản ánh của báo chí, dư luận" in text
    on_paper = [[[cell.text for cell in row.cells] for row in table.rows] for table in paper.tables[-4:]]
    for shown, printed in zip(tables, (on_paper[0], on_paper[2], on_paper[3]), strict=True):
        assert [line[1:] for line in shown] == [line[1:] for line in printed[1:]]
    assert "tra-loi-thang.docx" in page
    assert "tra-loi-thang.docx" not in narrowed


def table_of(page: str, title: str) -> list[list[str]]:
    """The lines of the table under a heading, as words."""
    table = page.split(f"<h2>{title}</h2>")[1].split("</table>")[0]
    rows = re.findall(r"<tr>(.*?)</tr>", table.split("<tbody>")[1])
    cells = [re.findall(r"<td[^>]*>(.*?)</td>", row) for row in rows]
    return [[re.sub(r"<[^>]*>", "", cell) for cell in row] for row in cells]


def test_an_agency_sees_its_own_a_stranger_nothing(cast: Cast) -> None:
    sent(cast)
    with on(date(2026, 6, 20)):
        assert "Ủy ban nhân dân phường Sen Hồng" in body(signed_in(cast.an), "/kien-nghi/tra-loi-thang/")
        empty = body(signed_in(cast.kien), "/kien-nghi/tra-loi-thang/?thang=khi-nào")
    assert "Không có kiến nghị nào phải trả lời" in empty
    assert Client().get("/kien-nghi/tra-loi-thang/").status_code == 302


@pytest.mark.slow
def test_the_report_as_paper_adds_up(cast: Cast) -> None:
    replied(cast, PROMISE, date(2026, 6, 20))
    sent(cast, "Đèn đường hẻm 112 hỏng, đề nghị thay.")
    office = signed_in(cast.minh)
    answer = office.get("/kien-nghi/tra-loi-thang.docx?thang=06-2026")
    paper = docx.Document(io.BytesIO(answer.content))
    text = "\n".join(each.text for each in paper.paragraphs).replace("\u00a0", " ")
    assert "Đã trả lời 1 trên 2 kiến nghị (50,00%): đúng hạn 1, quá hạn 0." in text
    by_agency = [[cell.text for cell in row.cells] for row in paper.tables[-3].rows]
    assert by_agency[-1][:4] == ["Tổng cộng", "2", "0", "2"]
    assert office.get("/kien-nghi/tra-loi-thang.pdf?thang=06-2026").content.startswith(b"%PDF")
    assert office.get("/kien-nghi/tra-loi-thang.odt?thang=06-2026").status_code == 404


def body(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, (address, response.status_code)
    return response.content.decode()
