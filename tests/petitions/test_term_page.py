"""The page of the term: every number opens as many petitions as it says, and stands beside the period before."""

import re
from collections.abc import Iterator
from datetime import date
from html import unescape

import pytest
from django.test import Client

from nghitruong.domain.petitions.actions import accept_reply
from nghitruong.domain.petitions.lifecycle import PetitionerKind
from nghitruong.domain.petitions.models import Petition
from nghitruong.domain.petitions.rules import terms as rules
from nghitruong.domain.petitions.views.shapes.terms import change_words
from nghitruong.foundation.councils.models import Agency, Succession
from tests.cast import TERM_START, Cast, signed_in
from tests.petitions.street import on, recorded, replied, sent

pytestmark = pytest.mark.django_db

PAGE = "/kien-nghi/nhiem-ky/"
NUMBER = re.compile(r'<(?:td class="number[^"]*"[^>]*|dd)>(?:<a href="([^"]*)">)?([\d.]+)(?:</a>)?</(?:td|dd)>')


def numbers_on(page: str) -> Iterator[tuple[str, int]]:
    """Every number of the page with the list that it opens."""
    for address, shown in NUMBER.findall(page):
        yield unescape(address), int(shown.replace(".", ""))


def opened(office: Client, address: str) -> int:
    """How many petitions a list says that it holds, and how many stand in it."""
    body = office.get(address).content.decode()
    shown = body.count('class="table__title"')
    said = re.search(r"([\d.]+) kiến nghị", body.split('class="page-head__detail"')[1]) if shown else None
    assert shown == (int(said[1]) if said else 0)
    return shown


def predecessors(cast: Cast) -> None:
    """The ward of the stranger was taken over in June; two of its petitions were of the term, one was of last year."""
    Succession.objects.create(
        council=cast.council, predecessor=cast.other_council, is_whole=True, on=date(2026, 6, 2), decision="NQ 1"
    )
    theirs = recorded(cast, "Đề nghị sửa cầu.", "Đề nghị dựng trạm y tế.", "Đề nghị mở chợ.")
    police = Agency.objects.create(
        council=cast.other_council, code="ca", name="Công an", kind="police", level="xa", valid_from=TERM_START
    )
    for each in theirs:
        Petition.objects.filter(pk=each.pk).update(council=cast.other_council, agency=police, topic="y_te")
    Petition.objects.filter(pk=theirs[0].pk).update(state="closed", closed_on=date(2026, 7, 9))
    Petition.objects.filter(pk=theirs[2].pk).update(recorded_on=date(2025, 11, 5))


@pytest.mark.slow
def test_every_number_opens_as_many_petitions_as_it_says(cast: Cast) -> None:
    petition = replied(cast)
    with on(date(2026, 7, 2)):
        accept_reply(cast.minh, petition)
    sent(cast, "Đề nghị mở thêm lớp mẫu giáo.")
    recorded(cast, "Tổ đại biểu đề nghị lát vỉa hè.", petitioner=PetitionerKind.DEPUTY)
    recorded(cast, "Báo nêu bãi rác.", petitioner=PetitionerKind.SIGNAL)
    predecessors(cast)
    office = signed_in(cast.minh)
    with on(date(2026, 9, 9)):
        page = office.get(PAGE).content.decode()
        found = list(numbers_on(page))
        assert len(found) > 60
        assert sum(1 for _address, number in found if number) > 30
        for address, number in found:
            assert bool(address) == bool(number), (address, number)
            if address:
                assert opened(office, address) == number, address
    assert page.count("<td") - page.count('<td class="number') == len(re.findall(r'class="table__title"', page))


def test_signals_are_counted_apart(cast: Cast) -> None:
    recorded(cast)
    recorded(cast, "Tổ đại biểu đề nghị lát vỉa hè.", petitioner=PetitionerKind.DEPUTY)
    recorded(cast, "Báo nêu bãi rác.", petitioner=PetitionerKind.SIGNAL)
    with on(date(2026, 9, 9)):
        page = signed_in(cast.minh).get(PAGE).content.decode()
    who, apart = page.split("<h2>Theo chủ thể</h2>")[1].split("tính riêng", 1)
    assert [line[1] for line in numbers_on(who.split("</table>")[0]) if line[1]] == [1, 1, 2]
    assert [line[1] for line in numbers_on(apart.split("</table>")[0])] == [1]


@pytest.mark.parametrize(
    ("until", "now", "before", "kind"),
    [
        (date(2026, 9, 9), (date(2026, 3, 15), date(2026, 9, 9)), (date(2025, 9, 17), date(2026, 3, 14)), "term"),
        (date(2027, 2, 1), (date(2027, 1, 1), date(2027, 2, 1)), (date(2026, 2, 11), date(2026, 3, 14)), "term"),
        (date(2027, 9, 9), (date(2027, 3, 15), date(2027, 9, 9)), (date(2026, 3, 15), date(2026, 9, 9)), "year"),
        (date(2028, 9, 9), (date(2028, 1, 1), date(2028, 9, 9)), (date(2027, 1, 1), date(2027, 9, 9)), "year"),
        (date(2028, 12, 31), (date(2028, 1, 1), date(2028, 12, 31)), (date(2027, 1, 1), date(2027, 12, 31)), "year"),
    ],
)
def test_which_days_are_compared(until: date, now: rules.Span, before: rules.Span, kind: str) -> None:
    compared = rules.compared(TERM_START, until)
    assert (compared.now, compared.before, compared.kind) == (now, before, kind)


@pytest.mark.parametrize(
    ("now", "before", "words"),
    [
        (3, 0, "Kỳ trước chưa phát sinh"),
        (0, 0, ""),
        (4, 4, "Không đổi"),
        (9, 4, "tăng 5"),
        (19, 16, "tăng 3 (18,8%)"),
        (8, 16, "giảm 8 (50,0%)"),
    ],
)
def test_a_small_number_before_gives_no_percent(now: int, before: int, words: str) -> None:
    assert change_words(now, before) == words


@pytest.mark.slow
def test_the_page_says_which_period_it_stands_beside(cast: Cast) -> None:
    (old,) = recorded(cast)
    office = signed_in(cast.minh)
    with on(date(2026, 9, 9)):
        assert "Không có kỳ trước để so sánh" in office.get(PAGE).content.decode()
    Petition.objects.filter(pk=old.pk).update(recorded_on=date(2026, 1, 5))
    recorded(cast, "Đề nghị sửa cầu.")
    with on(date(2026, 9, 9)):
        page = office.get(PAGE).content.decode()
        assert "ngay trước khi nhiệm kỳ bắt đầu" in page
        assert "Không đổi" in page
    with on(date(2027, 9, 9)):
        page = office.get(PAGE).content.decode()
        assert "So với cùng kỳ năm trước" in page
        assert "giảm 1" in page
        assert "?nam=2026" in page
        assert "So với cùng số ngày" in office.get(PAGE + "?nam=2026").content.decode()
        assert office.get(PAGE + "?nam=1999").status_code == 200


def test_a_predecessors_petition_is_read_alone(cast: Cast) -> None:
    predecessors(cast)
    office, theirs = signed_in(cast.minh), Petition.objects.filter(council=cast.other_council).order_by("id").first()
    assert theirs
    (own,) = recorded(cast)
    with on(date(2026, 9, 9)):
        listed = office.get("/kien-nghi/?ke-thua=1").content.decode()
        assert f"{PAGE}{theirs.pk}/" in listed
        assert "Gồm cả kiến nghị của HĐND tiền nhiệm" in listed
        page = office.get(f"{PAGE}{theirs.pk}/").content.decode()
        assert "Kiến nghị của HĐND Phường Bình Minh" in page
        assert "Nguyễn Thị Dân" not in page
        assert "button--wide" not in page.split('id="content"')[1]
        assert office.get(f"{PAGE}{own.pk}/")["Location"] == f"/kien-nghi/{own.code}/"
        assert signed_in(cast.an).get(f"{PAGE}{theirs.pk}/").status_code == 404
        Succession.objects.all().delete()
        assert office.get(f"{PAGE}{theirs.pk}/").status_code == 404
        assert signed_in(cast.minh).get("/kien-nghi/xuat.xlsx?ke-thua=1").status_code == 200


def test_who_reads_only_its_own_is_not_shown_a_term_of_zeros(cast: Cast) -> None:
    agency = signed_in(cast.an)
    assert PAGE not in agency.get("/kien-nghi/").content.decode()
    assert agency.get(PAGE).status_code == 404
    assert PAGE in signed_in(cast.minh).get("/kien-nghi/").content.decode()
